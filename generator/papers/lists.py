"""The two pairs of lists of a branch: zakwalifikowani and niezakwalifikowani, then przyjęci and nieprzyjęci.

Surnames and given names in alphabetical order, the least number of points that entitles to admission, free seats, the
day and the chair's signature. No points of anybody, no ids, no reasons. Whoever was seated in a branch placed higher on
the own list is on neither list of the lower ones; these say where to look, and a school of several branches has a pair
of lists of all of them, with everybody once (decision 0015).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from admission.allocation import MarginTie
from admission.offer import Offer, school_of
from admission.results import (
    Allocation,
    BranchSummary,
    CandidateOutcome,
    ChoiceResult,
    Least,
    PoolSummary,
    Result,
    is_beyond_limit,
)
from admission.results.ties import may_be_fewer
from admission.scoring import home_of
from dsl.model.regulation import Branch, Regulation
from dsl.model.result import Number
from generator.papers.common import (
    BLANK,
    DRAFT,
    author,
    branch_words,
    day_of,
    letterhead,
    listing,
    section,
    signed_by_chair,
    year_and_phase,
)
from generator.papers.confirming import to_be_confirmed
from generator.papers.people import Person, in_order, printed
from generator.regulation.texts import capital
from generator.tree import Align, Block, Chapter, Column, Document, Note, Table, TextBlock
from polish.dates import format_date
from polish.enumerations import enumerate_items
from polish.numbers import format_number
from polish.plurals import CANDIDATE, PERSON, SEAT, Case, count

_UNLIMITED = "bez limitu"
_NOBODY_BELOW = (
    "nikogo nie pominięto z powodu liczby punktów; najniższa liczba punktów to wynik ostatniej zakwalifikowanej osoby."
)
_ALL = "wszystkie oddziały"
_NOWHERE = " do żadnego oddziału"
_NOBODY = TextBlock("Nie ma takich kandydatów.")
_ELSEWHERE = (
    "Na tych listach nie ma osób zakwalifikowanych do oddziału, który wskazały wyżej na swojej liście wyboru. Podaje "
    "je lista tamtego oddziału."
)
_IN_OTHER_SCHOOL = (
    "Na tych listach nie ma osób zakwalifikowanych do innej szkoły, którą wskazały wyżej na swojej liście wyboru. "
    "Podaje je lista tamtej szkoły."
)


class ListKind(Enum):
    """The words of a pair of lists."""

    QUALIFIED = ("zakwalifikowanych", "zakwalifikowani", "lista_zakwalifikowanych")
    ADMITTED = ("przyjętych", "przyjęci", "lista_przyjętych")

    @property
    def genitive(self) -> str:
        return self.value[0]

    @property
    def nominative(self) -> str:
        return self.value[1]

    @property
    def event(self) -> str:
        """What the timetable calls the day on which it is announced."""
        return self.value[2]

    @property
    def title(self) -> str:
        return f"Lista kandydatów {self.genitive} i kandydatów nie{self.genitive}"


@dataclass(slots=True)
class Roll:
    """Who stands on the lists of one branch, by id; `undecided` wait for a tie to be settled, `elsewhere` are those
    seated in a branch placed higher. By pool, with "" where there are none: how many are `seated`, and how many seats
    those have `vacated` who did not confirm."""

    listed: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    seated: Counter[str] = field(default_factory=Counter)
    vacated: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the commission decides on: which pair of lists, of which phase, announced when (None: written by hand)."""

    kind: ListKind = ListKind.QUALIFIED
    phase: str = "rekrutacyjne"
    day: date | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class ListPaper:
    branch: str
    document: Document


@dataclass(frozen=True, slots=True)
class SchoolPaper:
    """The lists of a whole school; `key` names the file."""

    key: str
    regulation: Regulation
    document: Document


def undecided_branches(allocation: Allocation) -> tuple[str, ...]:
    """Where a tie stands in the way of a final list."""
    return tuple(allocation.outcome.ties)


def unknown_confirmations(allocation: Allocation, confirmed: frozenset[str]) -> tuple[str, ...]:
    """Ids in the file of confirmations of nobody who was qualified."""
    qualified = {one.candidate.id for one in allocation.candidates if one.admitted is not None}
    return tuple(sorted(confirmed - qualified))


def rolls(allocation: Allocation, confirmed: frozenset[str] | None = None) -> dict[str, Roll]:
    """Of every branch; with `confirmed` those of the second pair of lists."""
    found = {code: Roll() for code in allocation.branches}
    for outcome in allocation.candidates:
        is_seated = False
        for choice in outcome.choices:
            code = choice.scored.choice.branch
            if is_seated:
                found[code].elsewhere.append(outcome.candidate.id)
                continue
            _put(found[code], allocation.branches[code], outcome, choice, confirmed)
            is_seated = code == outcome.admitted
    return found


def _put(
    roll: Roll,
    summary: BranchSummary,
    outcome: CandidateOutcome,
    choice: ChoiceResult,
    confirmed: frozenset[str] | None,
) -> None:
    identifier, pool = outcome.candidate.id, outcome.counted_in or ""
    if choice.outcome is Result.UNRESOLVED_TIE:
        roll.undecided.append(identifier)
    elif choice.outcome is not Result.ADMITTED:
        roll.unlisted.append(identifier)
    elif confirmed is None or identifier in confirmed:
        roll.listed.append(identifier)
        roll.seated[pool] += 1
    else:
        roll.unlisted.append(identifier)
        roll.vacated[pool] += not is_beyond_limit(summary.branch, choice.scored)


# -- the paper --------------------------------------------------------------------------------------------------------


def list_papers(
    offer: Offer, allocation: Allocation, found: Mapping[str, Roll], named: Mapping[str, Person], what: Announcement
) -> Iterator[ListPaper]:
    """One for every branch. `named` are all who take part."""
    for code, roll in found.items():
        regulation, home = home_of(offer, code)
        yield ListPaper(code, _document(regulation, home, allocation, code, roll, named, what))


def school_papers(
    offer: Offer, allocation: Allocation, found: Mapping[str, Roll], named: Mapping[str, Person], what: Announcement
) -> Iterator[SchoolPaper]:
    """One for every school of several branches, with everybody whom any of them considered."""
    schools: dict[str, list[str]] = {}
    for code in found:
        schools.setdefault(school_of(offer, code), []).append(code)
    for school, codes in schools.items():
        if len(codes) > 1:
            key = f"{school}/{_ALL}" if school else _ALL
            regulation, _ = home_of(offer, codes[0])
            homes = {code: home_of(offer, code)[1] for code in codes}
            yield SchoolPaper(key, regulation, _school_document(regulation, homes, allocation, found, named, what))


def _school_document(
    regulation: Regulation,
    homes: Mapping[str, Branch],
    allocation: Allocation,
    found: Mapping[str, Roll],
    named: Mapping[str, Person],
    what: Announcement,
) -> Document:
    kind, codes = what.kind, tuple(homes)
    branch_of = {one: code for code in codes for one in found[code].listed}
    undecided = {one for code in codes for one in found[code].undecided} - branch_of.keys()
    unlisted = {one for code in codes for one in found[code].unlisted} - branch_of.keys() - undecided
    elsewhere = {one for code in codes for one in found[code].elsewhere} - branch_of.keys() - undecided - unlisted
    listed = in_order(named[one] for one in branch_of)
    columns = (*_person_columns(kind.genitive), Column("Oddział"))
    rows = [(*cells, branch_of[one.id]) for one, cells in zip(listed, _rows(listed), strict=True)]
    seats = [(code, *_whole(allocation, code, found[code])) for code in codes]
    blocks: list[Block] = [listing((Column("Oddział", 3), *_seat_columns(kind)), seats)]
    blocks += _beneath_seats(regulation, homes, allocation, what)
    if what.is_draft and undecided:
        blocks.append(
            Note("Uwaga.", _undecided([tie for code in codes for tie in allocation.branches[code].ties], undecided))
        )
    blocks.append(section(f"Kandydaci {kind.nominative}", listing(columns, rows) if rows else _NOBODY))
    blocks.append(_people(f"nie{kind.nominative}", f"nie{kind.genitive}", map(named.__getitem__, unlisted), _NOWHERE))
    if elsewhere:
        blocks.append(Note("Gdzie szukać nazwiska.", _IN_OTHER_SCHOOL))
    return _announced(regulation, blocks, what, "Wszystkie oddziały szkoły", _ALL)


def _document(
    regulation: Regulation,
    home: Branch,
    allocation: Allocation,
    code: str,
    roll: Roll,
    named: Mapping[str, Person],
    what: Announcement,
) -> Document:
    kind, summary = what.kind, allocation.branches[code]
    blocks: list[Block] = []
    if not summary.is_opened:
        blocks.append(TextBlock("Oddziału nie otwarto."))
    blocks.append(_seats(allocation, code, roll, kind))
    blocks += _beneath_seats(regulation, {code: home}, allocation, what)
    if what.is_draft and roll.undecided:
        blocks.append(Note("Uwaga.", _undecided(summary.ties, roll.undecided)))
    blocks.append(_people(kind.nominative, kind.genitive, map(named.__getitem__, roll.listed)))
    blocks.append(_people(f"nie{kind.nominative}", f"nie{kind.genitive}", map(named.__getitem__, roll.unlisted)))
    if roll.elsewhere:
        blocks.append(Note("Gdzie szukać nazwiska.", _ELSEWHERE))
    where = branch_words(summary.branch)
    return _announced(regulation, blocks, what, where, f"oddział {summary.branch.code}")


def _beneath_seats(
    regulation: Regulation, homes: Mapping[str, Branch], allocation: Allocation, what: Announcement
) -> Iterator[Block]:
    """`homes` by the codes of the allocation."""
    yield from least_told(allocation, homes)
    if what.kind is ListKind.QUALIFIED:
        yield from to_be_confirmed(regulation, tuple(homes.values()), what.phase)


def _announced(
    regulation: Regulation,
    blocks: list[Block],
    what: Announcement,
    where: str,
    footer: str,
) -> Document:
    """The lists with what stands below them: the day, the signature."""
    kind, mark = what.kind, DRAFT if what.is_draft else ""
    day = format_date(what.day) if what.day is not None else BLANK
    blocks.append(TextBlock(f"Data podania do publicznej wiadomości: {day}"))
    return Document(
        title=kind.title,
        day=day_of(regulation, kind.event, what.phase, what.day),
        blocks=tuple(blocks),
        kind="lista kandydatów",
        subtitle=tuple(filter(None, (where, year_and_phase(regulation, what.phase), mark))),
        author=author(regulation),
        description=f"{kind.title}: {where}",
        letterhead=letterhead(regulation),
        footer=f"Lista {kind.genitive} i nie{kind.genitive} · {footer}",
        signature=signed_by_chair(regulation, "(podpis)"),
        mark=mark,
    )


def _undecided(ties: Sequence[MarginTie], undecided: Collection[str]) -> str:
    """Those in the ties, as the protocol counts them, apart from those who only wait for what is decided."""
    tied = {one for tie in ties for one in tie.candidates}.intersection(undecided)
    waiting = len(undecided) - len(tied)
    at_most = "najwyżej " if any(map(may_be_fewer, ties)) else ""
    seats = f"{at_most}o {count(sum(tie.seats for tie in ties), SEAT, Case.ACCUSATIVE)}"
    what = "Nierozstrzygnięty remis" if len(ties) == 1 else "Nierozstrzygnięte remisy"
    told = [f"{what} {count(len(tied), CANDIDATE, Case.GENITIVE)}: chodzi {seats}."] if tied else []
    if waiting:
        people = count(waiting, PERSON, Case.GENITIVE)
        told.append(f"Od nierozstrzygniętych remisów zależy {'też ' if tied else ''}wynik {people}.")
    return " ".join([*told, "Nie ma tych osób na żadnej z list."])


def _people(nominative: str, genitive: str, persons: Iterator[Person], where: str = "") -> Chapter:
    ordered, heading = in_order(persons), f"Kandydaci {nominative}{where}"
    if not ordered:
        return section(heading, _NOBODY)
    return section(heading, listing(_person_columns(f"{genitive}{where}"), _rows(ordered)))


def _person_columns(genitive: str) -> tuple[Column, ...]:
    """The header, which every page repeats, says whose names they are: a sheet may hang alone."""
    return Column("Lp.", None, Align.RIGHT), Column(f"Nazwiska kandydatów {genitive}"), Column("Imiona")


def _rows(ordered: Sequence[Person]) -> list[tuple[str, ...]]:
    return [(str(number), printed(one.surname), printed(one.given)) for number, one in enumerate(ordered, start=1)]


# -- seats and points -------------------------------------------------------------------------------------------------


def _seats(allocation: Allocation, code: str, roll: Roll, kind: ListKind) -> Table:
    """The branch in one row, or its pools in one each."""
    summary, whole, columns = allocation.branches[code], _whole(allocation, code, roll), _seat_columns(kind)
    if not summary.pools:
        return listing(columns, [whole])
    rows = [(one.label, *_pool(one, roll)) for one in summary.pools]
    return listing((Column("Pula miejsc", 3), *columns), [*rows, ("Razem", *whole)])


def _seat_columns(kind: ListKind) -> tuple[Column, ...]:
    return (
        Column("Liczba miejsc", 2, Align.CENTER),
        Column(f"Liczba {kind.genitive}", 4, Align.CENTER),
        Column("Wolne miejsca", 2, Align.CENTER),
        Column("Najniższa liczba punktów, która uprawnia do przyjęcia", 5, Align.CENTER),
    )


def _whole(allocation: Allocation, code: str, roll: Roll) -> tuple[str, ...]:
    result = allocation.outcome.branches[code]
    free = _with(result.free_seats, sum(roll.vacated.values()))
    minimum = least_points(allocation.branches[code].least.points)
    return seats_words(result.capacity), str(len(roll.listed)), free, minimum


def _pool(pool: PoolSummary, roll: Roll) -> tuple[str, ...]:
    found = pool.result
    free = _with(found.free_seats, roll.vacated[found.name])
    return pool_seats(pool), str(roll.seated[found.name]), free, least_points(pool.least.points)


def pool_seats(pool: PoolSummary) -> str:
    """With those that flowed in and without those that flowed out."""
    found = pool.result
    return seats_words(None if found.seats is None else found.seats + found.received - found.passed_on)


def least_points(minimum: Number | None) -> str:
    """A dash where points let nobody in."""
    return "–" if minimum is None else format_number(minimum)


def least_told(allocation: Allocation, codes: Iterable[str]) -> Iterator[Note]:
    return (Note(label, words) for label, words in least_words(allocation, codes))


def least_words(allocation: Allocation, codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Whom the least number of points concerns: wherever somebody was qualified whatever the points, and wherever seats
    are free, so that nobody had too few of them. By branch where there are several."""
    found = [allocation.branches[code] for code in codes]
    ahead: dict[str, list[str]] = {}
    for one in found:
        if one.by_priority:
            ahead.setdefault(_priorities_told(one.least, one.by_priority), []).append(one.branch.code)
    for text, of in ahead.items():
        yield "Pierwszeństwo.", _of_branches(text, of, found)
    free = [one.branch.code for one in found if _has_room_for_all(allocation, one)]
    if free:
        yield "Wolne miejsca.", _of_branches(_NOBODY_BELOW, free, found)


def _has_room_for_all(allocation: Allocation, one: BranchSummary) -> bool:
    free = allocation.outcome.branches[one.branch.code].free_seats
    return bool(free) and one.least.points is not None and not (one.ties or one.awaited or one.pools)


def _of_branches(text: str, codes: Sequence[str], of: Sequence[BranchSummary]) -> str:
    noun = "Oddział" if len(codes) == 1 else "Oddziały"
    return capital(f"{noun} {enumerate_items(list(codes))}: {text}" if len(of) > 1 else text)


def _priorities_told(least: Least, by_priority: Iterable[str]) -> str:
    ahead = [f"„{one}”" for one in by_priority if one != least.priority]
    if least.points is None:
        return f"o zakwalifikowaniu rozstrzygnęło pierwszeństwo ({', '.join(ahead)}), a nie liczba punktów."
    before = f"kandydatów z pierwszeństwem ({', '.join(ahead)}) zakwalifikowano niezależnie od liczby punktów"
    if least.priority:
        of_whom = f"najniższa liczba punktów dotyczy kandydatów z pierwszeństwem („{least.priority}”)"
        return f"{of_whom}; {before}." if ahead else f"{of_whom}."
    return f"{before}; najniższa liczba punktów dotyczy pozostałych."


def _with(free: int | None, vacated: int) -> str:
    return seats_words(None if free is None else free + vacated)


def seats_words(seats: int | None) -> str:
    return _UNLIMITED if seats is None else str(seats)
