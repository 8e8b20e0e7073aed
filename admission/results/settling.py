"""Lots and decisions given from outside: which of them part people who are equal otherwise, and which settle nothing.

A key says it: where nobody was parted by a lot or a decision, the number that stands for it is zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from admission.allocation import ChoiceOutcome, allocate
from admission.ranking import Group
from admission.results.outcomes import Allocation
from admission.scoring import Scored
from dsl.emit.order import key_parts
from dsl.model.regulation import SETTLED_IN, Branch, Stage, StageKind

_pair_of = attrgetter("choice.pair")


class Why(Enum):
    """Why an order that somebody gave settles nothing, or not what it seems to."""

    NOT_IN_ORDER = auto()
    NOT_EQUAL = auto()
    NOT_OF_ALL = auto()
    OF_SEVERAL_GROUPS = auto()
    ALL_HAVE_SEATS = auto()
    NOBODY_HAS_A_SEAT = auto()
    IN_ALLOCATION_ALONE = auto()


@dataclass(frozen=True, slots=True)
class Unused:
    """An order given to these people of a branch; `others` are equal to them and have none."""

    branch: str
    way: StageKind
    why: Why
    candidates: tuple[str, ...]
    others: tuple[str, ...] = ()


DECIDES_NO_SEAT = frozenset({Why.ALL_HAVE_SEATS, Why.NOBODY_HAS_A_SEAT})
MOST_LISTED = 30
_BY = {StageKind.LOT: "losowanie", StageKind.DECISION: "komisja"}
_NOTHING_BY = {
    Why.NOT_IN_ORDER: "niczego nie rozstrzyga: {} w kolejności tego oddziału (niespełniony warunek albo brak danych)",
    Why.NOT_EQUAL: "niczego nie rozstrzyga: {} z nikim równego wyniku",
    Why.NOT_OF_ALL: "nie liczy się, bo nie ma w niej wszystkich z tym samym wynikiem; brakuje: {}",
    Why.OF_SEVERAL_GROUPS: "obejmuje osoby z różnymi wynikami; liczy się osobno w każdej grupie osób o tym samym "
    "wyniku",
    Why.ALL_HAVE_SEATS: "nie decyduje o niczyim miejscu: bez niej każda z tych osób też ma miejsce, tu albo w oddziale "
    "wskazanym wyżej na jej liście",
    Why.NOBODY_HAS_A_SEAT: "nie decyduje o niczyim miejscu: żadna z tych osób się tu nie mieści",
    Why.IN_ALLOCATION_ALONE: "liczy się w przydziale („paragraf allocate”); tu remis zostaje, bo równy wynik mają też "
    "ci, o których miejscu ona nie decyduje: {}",
}
_WHO = {
    Why.NOT_IN_ORDER: ("tej osoby nie ma", "tych osób nie ma"),
    Why.NOT_EQUAL: ("ta osoba nie ma", "te osoby nie mają"),
}


def unused_words(one: Unused) -> str:
    who = listed(one.others) if one.others else _WHO.get(one.why, ("", ""))[len(one.candidates) > 1]
    what = f"wpisana kolejność ({_BY[one.way]}: {listed(one.candidates)})"
    return f"w oddziale {one.branch} {what} {_NOTHING_BY[one.why].format(who)}"


def listed(names: Sequence[str]) -> str:
    more = f" i jeszcze {len(names) - MOST_LISTED}" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


class _Equal(NamedTuple):
    """People equal before a lot or a decision; `parted` are those who were given it, where it counts for them."""

    numbers: Sequence[int]
    parted: Sequence[int]


def decided(allocation: Allocation, code: str, way: StageKind) -> tuple[tuple[str, ...], ...]:
    """Those of a branch whom a lot or a decision parts from one another, who are equal otherwise: group by group."""
    competition = allocation.candidates.competition
    branch, groups = allocation.branches[code].branch, competition.groups[code]
    results = competition.results
    return tuple(_ids(equal.parted, results) for equal in _equal_before(branch, groups, way, results) if equal.parted)


def unused_in_order(
    branches: Iterable[Branch], groups: Mapping[str, Sequence[Group]], results: Sequence[Scored]
) -> Iterator[Unused]:
    """What parts nobody, by the order of each branch alone. `groups` are made of numbers of `results`."""
    given = _given(results)
    for branch in branches:
        for way in SETTLED_IN:
            numbers = given.get((branch.code, way))
            if numbers:
                yield from _unused(branch, way, groups[branch.code], frozenset(numbers), results)


def unused(allocation: Allocation) -> Iterator[Unused]:
    """The same, and what parts people among whom nobody gets a seat, or nobody is left without one, because of it."""
    competition = allocation.candidates.competition
    branches = [one.branch for one in allocation.branches.values()]
    yield from unused_in_order(branches, competition.groups, competition.results)
    for branch in branches:
        for way in SETTLED_IN:
            for equal in _equal_before(branch, competition.groups[branch.code], way, competition.results):
                why = _no_seat_depends(allocation, branch.code, equal.numbers) if equal.parted else None
                if why is not None:
                    yield Unused(branch.code, way, why, _ids(equal.parted, competition.results))


def as_allocated(found: Iterable[Unused], allocation: Allocation) -> Iterator[Unused]:
    """What parts nobody by the order of a branch alone, where an allocation counts it all the same told to be such."""
    for one in found:
        groups = decided(allocation, one.branch, one.way) if one.why is Why.NOT_OF_ALL else ()
        counts = any(set(group).issuperset(one.candidates) for group in groups)
        yield replace(one, why=Why.IN_ALLOCATION_ALONE) if counts else one


def need_no_order(allocation: Allocation) -> frozenset[int]:
    """Results without a lot or a decision that their equals have, of people whom it does not concern: admitted higher
    whatever is decided, or, in a branch with pools, in none of them, or sure of what they have there and in none of its
    ties. These are not drawn among. None of a group in which anybody else has none either."""
    competition = allocation.candidates.competition
    found: set[int] = set()
    for (code, _), given in _given(competition.results).items():
        having = frozenset(given)
        in_ties = frozenset(name for tie in allocation.branches[code].ties for name in tie.candidates)
        for group in competition.groups[code]:
            without = [number for number in group.numbers if number not in having]
            concerned = in_ties.intersection(_ids(group.numbers, competition.results))
            sure: set[ChoiceOutcome | None] = {ChoiceOutcome.ADMITTED_HIGHER}
            if code in competition.pools:
                sure |= {None, *([ChoiceOutcome.ADMITTED, ChoiceOutcome.BELOW_CUTOFF] if concerned else [])}
            if 0 < len(without) < len(group.numbers) and all(
                _outcome(allocation, number) in sure and competition.results[number].candidate.id not in concerned
                for number in without
            ):
                found.update(without)
    return frozenset(found)


def _no_seat_depends(allocation: Allocation, code: str, numbers: Iterable[int]) -> Why | None:
    found = {_outcome(allocation, number) for number in numbers} - {ChoiceOutcome.ADMITTED_HIGHER}
    if found <= {ChoiceOutcome.ADMITTED}:
        return None if _decides_about_others(allocation, code, numbers) else Why.ALL_HAVE_SEATS
    return Why.NOBODY_HAS_A_SEAT if found == {ChoiceOutcome.BELOW_CUTOFF} else None


def _decides_about_others(allocation: Allocation, code: str, numbers: Iterable[int]) -> bool:
    """Of people who all have seats: whether those in other pools would have to wait if they were equal."""
    competition = allocation.candidates.competition
    if code not in competition.pools:
        return False
    equal = set(_ids(numbers, competition.results))
    ranks = [entry[1] for number in numbers if (entry := competition.entries[number]) is not None]
    choices = {
        name: [(at, min(ranks) if at == code and name in equal else rank) for at, rank in own]
        for name, own in competition.choices.items()
    }
    ties = allocate(replace(allocation.instance, choices=choices)).branches[code].ties
    return any(not equal.isdisjoint(tie.candidates) for tie in ties)


def _outcome(allocation: Allocation, number: int) -> ChoiceOutcome | None:
    """What became of a result; None where it does not compete."""
    competition = allocation.candidates.competition
    if competition.entries[number] is None:
        return None
    identifier = competition.results[number].candidate.id
    earlier = competition.entries[competition.people[identifier].start : number]
    return allocation.outcome.candidates[identifier].choices[sum(entry is not None for entry in earlier)]


def _given(results: Sequence[Scored]) -> dict[tuple[str, StageKind], list[int]]:
    """The results of those who were given a place, by branch and way. Very many share their pairs."""
    pairs = list(map(_pair_of, results))
    different = dict(zip(map(id, pairs), pairs, strict=True))
    saying = {
        identity: [way for way, field in SETTLED_IN.items() if pair.get(field) is not None]
        for identity, pair in different.items()
    }
    found: dict[tuple[str, StageKind], list[int]] = {}
    if any(saying.values()):
        for number, (one, pair) in enumerate(zip(results, pairs, strict=True)):
            for way in saying[id(pair)]:
                found.setdefault((one.choice.branch, way), []).append(number)
    return found


def _unused(
    branch: Branch, way: StageKind, groups: Sequence[Group], given: frozenset[int], results: Sequence[Scored]
) -> Iterator[Unused]:
    in_order = frozenset(number for group in groups for number in group.numbers)
    not_equal: list[int] = []
    parted: list[int] = []
    is_one_order = False
    for equal in _equal_before(branch, groups, way, results):
        if equal.parted:
            is_one_order = is_one_order or (bool(parted) and _is_one_order([*parted, *equal.parted], way, results))
            parted += equal.parted
        elif len(equal.numbers) == 1:
            not_equal += given.intersection(equal.numbers)
        elif ordered := given.intersection(equal.numbers):
            names = _ids(ordered, results), _ids(set(equal.numbers) - given, results)
            yield Unused(branch.code, way, Why.NOT_OF_ALL, *names)
    is_for_all = given >= in_order  # then it is needed by some and not by others
    if is_one_order and not is_for_all:
        yield Unused(branch.code, way, Why.OF_SEVERAL_GROUPS, _ids(parted, results))
    if not_equal and not (is_for_all and parted and _is_one_numbering(given, way, results)):
        yield Unused(branch.code, way, Why.NOT_EQUAL, _ids(not_equal, results))
    out = [number for number in given - in_order if not results[number].result.reserve]
    if out:
        yield Unused(branch.code, way, Why.NOT_IN_ORDER, _ids(out, results))


def _is_one_numbering(numbers: Collection[int], way: StageKind, results: Sequence[Scored]) -> bool:
    """Nobody has a number of somebody else: orders of several groups would begin anew."""
    field = SETTLED_IN[way]
    return len({results[number].choice.pair[field] for number in numbers}) == len(numbers)


def _is_one_order(numbers: Iterable[int], way: StageKind, results: Sequence[Scored]) -> bool:
    """Numbered from one on without a gap: orders of their own would each begin with one."""
    field = SETTLED_IN[way]
    given = [results[number].choice.pair.get(field) for number in numbers]
    places = sorted(one for one in given if isinstance(one, int))
    return places == list(range(1, len(given) + 1))


def _equal_before(
    branch: Branch, groups: Sequence[Group], way: StageKind, results: Sequence[Scored]
) -> Iterator[_Equal]:
    """Those whom nothing before this lot or decision parts; none where the branch's order does not know it. A key says
    that it counts also of those who need none: they were given nothing."""
    kinds = [part.kind if isinstance(part, Stage) else part for part in key_parts(branch.rules)]
    if way not in kinds:
        return
    place = kinds.index(way)
    for _, together in groupby(groups, key=lambda group: group.key[:place]):
        equal = list(together)
        numbers = [number for group in equal for number in group.numbers]
        counts = equal[0].key[place] != 0
        yield _Equal(numbers, [one for one in numbers if _is_given(results[one], way)] if counts else ())


def _is_given(one: Scored, way: StageKind) -> bool:
    return one.choice.pair.get(SETTLED_IN[way]) is not None


def _ids(numbers: Iterable[int], results: Sequence[Scored]) -> tuple[str, ...]:
    return tuple(sorted(results[number].candidate.id for number in numbers))
