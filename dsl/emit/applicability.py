"""What a branch alone settles of `gdy`: whether a condition or a document can concern any candidate there."""

from __future__ import annotations

from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Regulation

_BRANCH = "oddział"


def concerns(regulation: Regulation, branch: Branch, formula: typed.Typed | None) -> bool | None:
    """None where `gdy` depends on the candidate as well, or on what the branch does not say."""
    if formula is None:
        return True
    facts = [node for node in formula.walk() if isinstance(node, typed.FactRef | typed.DefinitionRef)]
    if any(isinstance(node, typed.DefinitionRef) or node.scope != _BRANCH for node in facts):
        return None
    try:
        return bool(Evaluator(regulation, branch, {}, {}).value(formula))
    except MissingFact:
        return None
