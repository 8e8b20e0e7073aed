"""Facts that a condition of admission needs and nobody has: without a word everybody would be refused.

A column that was forgotten looks like „nie” of all candidates. So what nobody has is looked for in the conditions, both
in a file that was read (`tell_needed`) and in what the columns of a table hold (`needed_without`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admission.candidates import Candidate
from admission.intake.header import WISHES
from admission.offer import Offer
from admission.scoring import home_of
from admission.telling import Telling
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.expr import DefinitionRef, FactRef, Negation, Typed
from dsl.model.notes import Basis
from dsl.model.regulation import Branch, Condition, Regulation, Rules
from dsl.model.types import Fact, TruthType
from dsl.rows import PLACES
from dsl.source.text import Location
from polish.enumerations import enumerate_items
from polish.plurals import CANDIDATE, count

CODE = "K022"
_CANDIDATE, _PAIR = "kandydat", "wybór"
_FEWEST = 3  # candidates of whom it is odd that none has „tak” where the column is filled in
_Key = tuple[str, str]  # the scope of a fact and its name
_Said = tuple[str, Basis | None]
_Told = tuple[_Said, frozenset[_Key]]


@dataclass(frozen=True, slots=True)
class Needed:
    """`names` as columns of a table are called, `words` as a person calls them; `condition` with its basis.
    `can_be_constant`: „tak” may be said of everybody at once, not so of other facts and of those of one branch."""

    names: tuple[str, ...]
    words: str
    condition: str
    is_truth: bool
    can_be_constant: bool
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asking:
    """A condition of admission in a branch, with the facts it asks for: truths that are to hold, and others."""

    code: str
    regulation: Regulation
    branch: Branch
    condition: Condition
    facts: Mapping[_Key, Fact]

    @property
    def said(self) -> _Said:
        """Conditions of several branches that say the same are one to a person."""
        return self.condition.text, self.condition.notes.basis

    def is_truth(self, key: _Key) -> bool:
        return isinstance(self.facts[key].type, TruthType)

    def lacking(self, absent: frozenset[_Key], facts: Mapping[str, Any], pair: Mapping[str, Any]) -> frozenset[_Key]:
        """Those absent for want of which the condition is not met; the truths among them count together."""
        found = self.judged(facts, pair) if absent else True
        if isinstance(found, str):
            return absent & {_key_of(found)}
        truths = frozenset(filter(self.is_truth, absent))
        if found or not truths:
            return frozenset()
        met = self.judged(_with(facts, truths, _CANDIDATE), _with(pair, truths, _PAIR))
        return frozenset() if met is False else truths

    def judged(self, facts: Mapping[str, Any], pair: Mapping[str, Any]) -> bool | str:
        """Whether the condition is met, or what is missing to know it."""
        try:
            return Evaluator(self.regulation, self.branch, facts, pair).meets(self.condition)
        except MissingFact as missing:
            return missing.path


def needed_without(offer: Offer, is_held: Callable[[str, str], bool]) -> tuple[Needed, ...]:
    """What somebody who has all else would lack, where no more than `is_held` (of a scope and a name) is known."""
    everything = list(_asking(offer))
    found = _Found(everything)
    for one in everything:
        absent = frozenset(key for key in one.facts if not is_held(*key))
        held = frozenset(key for key in one.facts.keys() - absent if one.is_truth(key))
        found.add(one, one.lacking(absent, _with({}, held, _CANDIDATE), _with({}, held, _PAIR)), "")
    return tuple(needed for needed, _ in found.together())


def tell_needed(candidates: Sequence[Candidate], offer: Offer, telling: Telling) -> None:
    """Once for each condition that costs anybody a place."""
    everything = list(_asking(offer))
    known, found = _Known(candidates), _Found(everything)
    doubtful: dict[str, list[tuple[_Asking, frozenset[_Key]]]] = {}
    for one in everything:
        is_of_all = len(found.branches[one.said]) == len(offer.branches)
        absent = frozenset(key for key in one.facts if known.lacks(key, one.is_truth(key) and is_of_all))
        if absent:
            doubtful.setdefault(one.code, []).append((one, absent))
    for candidate in candidates if doubtful else ():
        for choice in candidate.choices:
            for one, absent in doubtful.get(choice.branch, ()):
                found.add(one, one.lacking(absent, candidate.facts, choice.pair), candidate.id)
    for needed, people in found.together():
        _tell(needed, people, len(candidates), offer, telling)


def _tell(needed: Needed, people: int, everybody: int, offer: Offer, telling: Telling) -> None:
    names = enumerate_items([f"„{one}”" for one in needed.names])
    where = "" if len(needed.branches) == len(offer.branches) else f" (oddziały: {', '.join(needed.branches)})"
    if needed.is_truth:
        whom = f"żaden z {everybody} kandydatów" if 1 < people == everybody else count(people, CANDIDATE)
        lacks, costs = f"„tak” w polu {names}", f"Nie spełnia go {whom}."
    else:
        lacks, costs = f"danej {names}", f"Nie wiadomo, czy spełnia go {count(people, CANDIDATE)}."
    message = f"Nikt nie ma {lacks}, a wymaga tego warunek{where}: {needed.condition}. {costs}"
    hint = telling.raw.how_to_add.format(pole=needed.names[0])
    if needed.can_be_constant:
        hint += telling.raw.how_to_say_of_all.format(pole=needed.names[0])
    telling.problems.warning(CODE, Location(telling.raw.path, 1), message, hint)


class _Known:
    """What the candidates of a file have, each thing looked for once."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.kept: dict[tuple[_Key, bool], bool] = {}

    def lacks(self, key: _Key, wants_yes: bool) -> bool:
        """Whether nobody says anything of it; or, of what is asked of some candidates in every branch, nobody „tak”."""
        if not self.is_anywhere(key, wants_yes=False):
            return True
        return wants_yes and len(self.candidates) >= _FEWEST and not self.is_anywhere(key, wants_yes=True)

    def is_anywhere(self, key: _Key, wants_yes: bool) -> bool:
        if (key, wants_yes) not in self.kept:
            values = (one.get(key[1]) for one in self.of_scope(key[0]))
            self.kept[key, wants_yes] = any(value is True or (value is not None and not wants_yes) for value in values)
        return self.kept[key, wants_yes]

    def of_scope(self, scope: str) -> Iterator[Mapping[str, Any]]:
        if scope == _CANDIDATE:
            return (one.facts for one in self.candidates)
        return (choice.pair for one in self.candidates for choice in one.choices)


class _Found:
    """What is lacking of which conditions: those that say the same are told together."""

    def __init__(self, everything: Iterable[_Asking]) -> None:
        self.people: dict[_Told, dict[str, None]] = {}
        self.first: dict[_Told, _Asking] = {}
        self.branches: dict[_Said, list[str]] = {}
        for one in everything:
            self.branches.setdefault(one.said, []).append(one.code)

    def add(self, one: _Asking, lacking: frozenset[_Key], who: str) -> None:
        if lacking:
            self.first.setdefault((one.said, lacking), one)
            self.people.setdefault((one.said, lacking), {})[who] = None

    def together(self) -> Iterator[tuple[Needed, int]]:
        """With how many people it costs."""
        for (said, lacking), one in self.first.items():
            yield _needed(one, lacking, self.branches[said]), len(self.people[said, lacking])


def _needed(first: _Asking, lacking: frozenset[_Key], branches: Sequence[str]) -> Needed:
    from dsl.emit.polish.names import fact_label
    from dsl.emit.polish.provisions import basis

    keys = [key for key in first.facts if key in lacking]
    notes = first.condition.notes
    units = [basis(first.regulation, notes.basis.act, notes.basis.unit)] if notes.basis is not None else []
    units += [one.unit for one in notes.sources if one.unit]
    return Needed(
        names=tuple(_column(key, first.code) for key in keys),
        words=enumerate_items([fact_label(first.facts[key]) for key in keys]),
        condition=first.condition.text + (f" ({units[0]})" if units else ""),
        is_truth=all(map(first.is_truth, keys)),
        can_be_constant=all(first.is_truth(key) and key[0] == _CANDIDATE for key in keys),
        branches=tuple(branches),
    )


def _asking(offer: Offer) -> Iterator[_Asking]:
    asked: dict[int, list[tuple[Condition, dict[_Key, Fact]]]] = {}
    for code in offer.branches:
        regulation, home = home_of(offer, code)
        rules = home.rules
        if id(rules) not in asked:
            conditions = (one for one in rules.conditions if one.blocks_qualification)
            asked[id(rules)] = [(one, dict(_facts_of(one.requires, rules))) for one in conditions]
        for condition, facts in asked[id(rules)]:
            if facts:
                yield _Asking(code, regulation, home, condition, facts)


def _facts_of(formula: Typed, rules: Rules, is_denied: bool = False) -> Iterator[tuple[_Key, Fact]]:
    """Truths that are to hold, not those that must not, and all else that is to be given."""
    match formula:
        case Negation(value=value):
            yield from _facts_of(value, rules, not is_denied)
        case DefinitionRef(name=name):
            yield from _facts_of(rules.definitions[name].formula, rules, is_denied)
        case FactRef(scope=scope, fact=fact) if scope in (_CANDIDATE, _PAIR):
            is_truth = isinstance(fact.type, TruthType)
            if fact.name not in PLACES and not (is_denied and is_truth):
                yield (scope, fact.name), fact
        case _:
            for child in formula.children():
                yield from _facts_of(child, rules, is_denied)


def _with(facts: Mapping[str, Any], truths: Iterable[_Key], scope: str) -> dict[str, Any]:
    return {**facts, **{name: True for of, name in truths if of == scope}}


def _column(key: _Key, code: str) -> str:
    scope, name = key
    return name if scope == _CANDIDATE else f"{WISHES}.{code}.{name}"


def _key_of(path: str) -> _Key:
    """Of a missing fact, or of the fact that it is a member of."""
    scope, _, rest = path.partition(".")
    return (_PAIR, rest.partition(".")[0]) if scope == _PAIR and rest else (_CANDIDATE, scope)
