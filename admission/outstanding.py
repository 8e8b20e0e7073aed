"""What people on a list have not brought yet: a condition that is only looked at later, a claim without its proof.

Neither keeps anybody off a list of those qualified; a commission has to know of both before it signs one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from admission.candidates import Candidate
from admission.offer import Offer
from admission.scoring import Scored, home_of
from admission.strict import Strictness
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.expr import FactRef
from dsl.model.regulation import Branch, Condition, Regulation


class Owed(NamedTuple):
    """Of a condition its name and when it is looked at; of a claim that was counted the facts that it consists of.
    `documents` would prove it."""

    candidate: str
    branch: str
    documents: tuple[str, ...]
    condition: str = ""
    looked_at: str = ""
    facts: tuple[str, ...] = ()


class Outstanding:
    """`says_confirmed`: whether the data tell what the commission has confirmed; where they do not, nobody can say
    whose claims lack their proof."""

    def __init__(self, offer: Offer, candidates: Iterable[Candidate]) -> None:
        self.offer = offer
        self.says_confirmed = any(one.confirmed for one in candidates)
        self.later = {code: tuple(_looked_at_later(offer, code)) for code in offer.branches}

    @cached_property
    def strictness(self) -> Strictness:
        return Strictness(self.offer)

    @property
    def is_possible(self) -> bool:
        return self.says_confirmed or any(self.later.values())

    def of(self, one: Scored) -> Iterator[Owed]:
        identifier, code = one.candidate.id, one.choice.branch
        regulation, home = home_of(self.offer, code)
        evaluator = Evaluator(regulation, home, one.facts, one.pair)
        for condition in self.later[code]:
            if not _meets(evaluator, condition):
                yield Owed(identifier, code, condition.documents, condition.name, condition.checked_at)
        if self.says_confirmed and one.unproven is None:
            counted = self.strictness.counted(one.candidate, one.choice)
            if counted.dropped:
                yield Owed(identifier, code, counted.documents, facts=counted.dropped)


def _looked_at_later(offer: Offer, code: str) -> Iterator[Condition]:
    """Those that may concern somebody in the branch."""
    regulation, home = home_of(offer, code)
    for one in home.rules.conditions:
        if not one.blocks_qualification and not _is_of_other_branches(one, regulation, home):
            yield one


def _is_of_other_branches(condition: Condition, regulation: Regulation, branch: Branch) -> bool:
    """Whether it is asked by what a branch is, and this one is not."""
    asked_when = condition.applies_when
    if asked_when is None:
        return False
    if any(isinstance(one, FactRef) and one.scope != "oddział" for one in branch.rules.reached(asked_when)):
        return False
    try:
        return not Evaluator(regulation, branch, {}, {}).value(asked_when)
    except MissingFact:
        return False


def _meets(evaluator: Evaluator, condition: Condition) -> bool:
    """What is not known is not met."""
    try:
        return evaluator.meets(condition)
    except MissingFact:
        return False
