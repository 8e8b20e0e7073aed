"""Counting only what the commission has verified (docs/decisions/0010): a claim without its proof is as if not made.

A fact needs proof where a criterion or a condition that it feeds names a `dokument`, and where the `gdy` of a declared
document speaks of it and holds. It is proven when all these documents are confirmed, or the fact itself by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from admission.candidates import Candidate, Choice
from admission.offer import Offer
from admission.recruitment.model import Recruitment
from admission.scoring import Scored, Unproven, homes_of
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact, exact
from dsl.model.expr import FactRef, Typed
from dsl.model.regulation import Branch, Components, Criterion, Document, Regulation, Rules
from dsl.model.result import BranchResult, Number
from dsl.model.types import CollectionType, Fact, TruthType

_GIVEN_BY_PEOPLE = ("kandydat", "wybór")


@dataclass(frozen=True, slots=True)
class Need:
    """What proves one fact: documents always asked for, and those asked for when their `gdy` holds."""

    fact: Fact
    scope: str
    always: tuple[str, ...]
    sometimes: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """The facts of a candidate in a branch that count, and what was left out of them."""

    facts: Mapping[str, Any]
    pair: Mapping[str, Any]
    dropped: tuple[str, ...]
    documents: tuple[str, ...]


class Strictness:
    """Of one offer; what its rules need is found once."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.homes = homes_of(offer)
        self.needs: dict[int, tuple[Need, ...]] = {}

    def counted(self, candidate: Candidate, choice: Choice) -> Counted:
        _, branch = self.homes[choice.branch]
        scopes: dict[str, dict[str, Any]] = {"kandydat": dict(candidate.facts), "wybór": dict(choice.pair)}
        dropped: dict[str, None] = {}
        documents: dict[str, None] = {}
        asked = _Asked(self.regulation(choice.branch), branch, candidate, choice)
        for need in self.needs_of(branch.rules):
            if not _is_claimed(need.fact, scopes[need.scope].get(need.fact.name)):
                continue
            if need.fact.name in candidate.confirmed:
                continue
            missing = [name for name in asked.for_fact(need) if name not in candidate.confirmed]
            if missing:
                del scopes[need.scope][need.fact.name]
                dropped[need.fact.name] = None
                documents.update(dict.fromkeys(missing))
        return Counted(scopes["kandydat"], scopes["wybór"], tuple(dropped), tuple(documents))

    def score(self, candidates: Iterable[Candidate]) -> Iterator[Scored]:
        for candidate in candidates:
            for choice in candidate.choices:
                program, branch = self.homes[choice.branch]
                counted = self.counted(candidate, choice)

                def of(facts: Mapping[str, Any], pair: Mapping[str, Any]) -> BranchResult:
                    return program.evaluate(branch, facts, pair)  # noqa: B023 called at once

                result = of(counted.facts, counted.pair)
                unproven, what_counts = None, None
                if counted.dropped:
                    lost = _lost(of(candidate.facts, choice.pair), result)
                    unproven = Unproven(counted.dropped, counted.documents, lost)
                    what_counts = counted.facts, counted.pair
                yield Scored(candidate, choice, result, unproven, what_counts)

    def needs_of(self, rules: Rules) -> tuple[Need, ...]:
        found = self.needs.get(id(rules))
        if found is None:
            found = self.needs[id(rules)] = tuple(_needs(rules))
        return found

    def regulation(self, code: str) -> Regulation:
        if isinstance(self.offer, Recruitment):
            return self.offer.members[self.offer.openings[code].school]
        assert isinstance(self.offer, Regulation)
        return self.offer


@dataclass(slots=True)
class _Asked:
    """The documents asked of one candidate in one branch."""

    regulation: Regulation
    branch: Branch
    candidate: Candidate
    choice: Choice

    def for_fact(self, need: Need) -> tuple[str, ...]:
        always = [name for name in need.always if self.is_asked(self.branch.rules.documents.get(name))]
        return tuple(dict.fromkeys([*always, *(one.name for one in need.sometimes if self.is_asked(one))]))

    def is_asked(self, document: Document | None) -> bool:
        """Where it cannot be known whether it is, it is."""
        if document is None or document.applies_when is None:
            return True
        evaluator = Evaluator(self.regulation, self.branch, self.candidate.facts, self.choice.pair)
        try:
            return bool(evaluator.value(document.applies_when))
        except MissingFact:
            return True


def _needs(rules: Rules) -> Iterator[Need]:
    always: dict[tuple[str, str], dict[str, None]] = {}
    sometimes: dict[tuple[str, str], dict[str, Document]] = {}
    facts: dict[tuple[str, str], Fact] = {}

    def reached(formulas: Iterable[Typed]) -> Iterator[tuple[str, str]]:
        for node in rules.reached(*formulas):
            if isinstance(node, FactRef) and node.scope in _GIVEN_BY_PEOPLE:
                key = node.scope, node.fact.name
                facts[key] = node.fact
                yield key

    for documents, formulas in _proven_by(rules):
        for key in reached(formulas):
            always.setdefault(key, {}).update(dict.fromkeys(documents))
    for document in rules.documents.values():
        if document.applies_when is not None:
            for key in reached([document.applies_when]):
                sometimes.setdefault(key, {})[document.name] = document
    for key in dict.fromkeys([*always, *sometimes]):
        yield Need(facts[key], key[0], tuple(always.get(key, ())), tuple(sometimes.get(key, {}).values()))


def _proven_by(rules: Rules) -> Iterator[tuple[tuple[str, ...], list[Typed]]]:
    """Documents named by a rule, and the formulas that they prove."""
    for criterion in rules.criteria:
        yield from _of_criterion(criterion, ())
    for condition in rules.conditions:
        if condition.documents and condition.blocks_qualification:
            yield condition.documents, [one for one in (condition.requires, condition.unless) if one is not None]


def _of_criterion(criterion: Criterion, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Typed]]]:
    """A document of a criterion proves its parts, unless a part names its own."""
    documents = criterion.documents or above
    if documents:
        yield documents, list(criterion.formulas())
    if isinstance(criterion.way, Components):
        for part in criterion.way.parts:
            yield from _of_criterion(part, documents)


def _is_claimed(fact: Fact, value: Any) -> bool:
    """Whether giving it says something that not giving it does not; to say against oneself needs no proof."""
    if value is None:
        return False
    if isinstance(fact.type, TruthType):
        return bool(value) and not fact.default
    return bool(value) if isinstance(fact.type, CollectionType) else True


def _lost(claimed: BranchResult, counted: BranchResult) -> Number | None:
    if claimed.total is None or counted.total is None:
        return None
    return exact(claimed.total - counted.total)
