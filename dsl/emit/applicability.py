"""What a branch alone settles of a condition: whether it can concern any candidate there, whoever that is."""

from __future__ import annotations

from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Condition, Regulation

_BRANCH = "oddział"


def concerns(regulation: Regulation, branch: Branch, condition: Condition) -> bool | None:
    """None where it depends on the candidate as well, or on what the branch does not say."""
    formula = condition.applies_when
    if formula is None:
        return True
    facts = [node for node in formula.walk() if isinstance(node, typed.FactRef | typed.DefinitionRef)]
    if any(isinstance(node, typed.DefinitionRef) or node.scope != _BRANCH for node in facts):
        return None
    try:
        return bool(Evaluator(regulation, branch, {}, {}).value(formula))
    except MissingFact:
        return None
