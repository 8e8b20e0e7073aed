"""The form of the protocol of a commission's sitting: what the data give is filled in, what people know is left blank.

For the commission: candidates stand under their ids. Ties are told with how they were settled, or left to be settled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from admission.allocation import MarginTie
from admission.application import State
from admission.candidates import Candidate, Candidates, state_of
from admission.draw import Protocol, Repeated
from admission.results import Allocation, BranchSummary, CandidateOutcome, Result
from admission.results.seats import pool_words
from admission.results.settling import DECIDES_NO_SEAT, decided, unused, unused_words
from admission.results.ties import may_be_fewer
from dsl.emit.polish.provisions import clause
from dsl.model.regulation import BASIS_OF_SETTLING, SETTLED_IN, Regulation, StageKind
from generator.papers.common import (
    BLANK,
    DRAFT,
    Provision,
    author,
    day_of,
    form,
    letterhead,
    listing,
    provisions,
    quotable,
    section,
    signed_by_chair,
    year_and_phase,
)
from generator.papers.lists import least_points, least_told, pool_seats, seats_words
from generator.regulation.texts import capital
from generator.tree import Align, Block, Chapter, Column, Document, Inner, Note, Text, TextBlock
from polish.collation import collation_key
from polish.dates import format_date
from polish.numbers import NBSP

_TITLE = "Protokół posiedzenia komisji rekrutacyjnej"
_MEMBERS = 6
_FINDINGS = 5
_WAYS = {StageKind.LOT: "losowanie", StageKind.DECISION: "decyzja komisji"}
_EMPTY = NBSP
_TOLD = (
    "Kandydaci to wszyscy, którzy wybrali oddział. Minimum to wynik ostatniej osoby zakwalifikowanej na podstawie "
    "punktów."
)
_WITHOUT_TIED = " Zakwalifikowanych podano bez osób, których wynik zależy od nierozstrzygniętego remisu."
_PRESENT = "……… z ……… członków komisji"
_QUALIFIED = "zakwalifikowani"
_ELSEWHERE = "zakwalifikowani w innej szkole"
_WAITING = "czekają na rozstrzygnięcie remisu"
_NO_SEATS = "niezakwalifikowani: zabrakło miejsc"
_NOT_OPENED = "niezakwalifikowani: oddziału nie otwarto"
_NOT_CONSIDERED = "niezakwalifikowani: niespełniony warunek albo brak danych"
_RESULTS = (_QUALIFIED, _ELSEWHERE, _WAITING, _NO_SEATS, _NOT_OPENED, _NOT_CONSIDERED)
_SIGNATURES = "Obecni członkowie komisji i ich podpisy pod protokołem"
_COMMITMENT = "Zobowiązanie ogłoszone przed losowaniem (odstępy tylko dla czytelności)"
_NONE = "–"
_ON_QUORUM = ("kworum",)
_ON_PROTOCOLS = ("protokół", "podpisy")
_ATTACHMENTS = "załączniki_do_protokołu"
_BLANK_ATTACHMENTS = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """Candidates of one branch put in an order by a lot or a decision; `bases` of each, blank where none is given."""

    branch: str
    way: StageKind
    candidates: tuple[str, ...]
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is known of it; `regulation` is the school's, `branches` those that it decides on."""

    regulation: Regulation
    branches: tuple[str, ...]
    phase: str = "rekrutacyjne"
    day: date | None = None
    is_draft: bool = False

    def quoted(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """What the regulation says of commissions, as the protocol may quote it."""
        told = quotable(provisions(self.regulation, "komisja", names), is_draft=self.is_draft)
        return tuple(one.with_doubt for one in told)

    @property
    def left_out(self) -> tuple[Provision, ...]:
        """What no official protocol quotes, for the chair to know."""
        told = provisions(self.regulation, "komisja", (*_ON_QUORUM, *_ON_PROTOCOLS))
        return () if self.is_draft else tuple(one for one in told if one.doubt)


def minutes(
    allocation: Allocation, candidates: Candidates, sitting: Sitting, draws: Sequence[Protocol] = ()
) -> Document:
    regulation = sitting.regulation
    summaries = [allocation.branches[code] for code in sitting.branches]
    blocks: list[Block] = [
        _opening(sitting),
        _applications(allocation, candidates, frozenset(sitting.branches)),
        _branches(allocation, summaries),
        *_ties(summaries),
        *_settled(allocation, settled(allocation, sitting.branches)),
        *_draws([one for one in draws if one.announcement.branch in sitting.branches]),
        _findings(),
        _attachments(sitting),
        _signatures(),
    ]
    return Document(
        title=_TITLE,
        day=day_of(regulation, "lista_zakwalifikowanych", sitting.phase, sitting.day),
        blocks=tuple(blocks),
        kind="protokół",
        subtitle=(year_and_phase(regulation, sitting.phase),),
        author=author(regulation),
        description="Dane do protokołu posiedzenia: oddziały, wnioski, minimum, remisy",
        letterhead=letterhead(regulation),
        footer=_TITLE,
        signature=signed_by_chair(regulation, "(data i podpis)"),
        mark=DRAFT if sitting.is_draft else "",
        compact=True,
    )


# -- blanks -----------------------------------------------------------------------------------------------------------


def _findings() -> Chapter:
    columns = (Column("Czynność", 2), Column("Ustalenie", 4))
    return section("Inne czynności i ustalenia komisji", form(columns, ((_EMPTY, _EMPTY),) * _FINDINGS))


def _opening(sitting: Sitting) -> Chapter:
    when = f"{format_date(sitting.day)}, godz. {BLANK}" if sitting.day is not None else _EMPTY
    blanks = tuple((label, _EMPTY) for label in ("Miejsce", "Przewodniczy", "Protokołuje"))
    rows = (("Data i godzina", when), *blanks, ("Obecni", _PRESENT))
    notes = tuple(Note("Kworum.", one) for one in sitting.quoted(_ON_QUORUM))
    return section("Posiedzenie", form((Column("Dane", 2), Column("Wpis", 4)), rows), *notes)


def _signatures() -> Chapter:
    columns = (
        Column("Lp.", None, Align.RIGHT),
        Column("Imię i nazwisko", 4),
        Column("Funkcja", 3),
        Column("Podpis", 4),
    )
    rows = tuple((str(place), _EMPTY, _EMPTY, _EMPTY) for place in range(1, _MEMBERS + 1))
    return section(_SIGNATURES, form(columns, rows))


# -- what the data give -----------------------------------------------------------------------------------------------


def _applications(allocation: Allocation, candidates: Candidates, branches: frozenset[str]) -> Chapter:
    """Of those who chose any of the branches: how many take part and with what result, and how many do not, by the
    state of the application."""
    results = Counter(_result(one, branches) for one in allocation.candidates if _chose(one.candidate, branches))
    states = Counter(state_of(one) for one in candidates.set_aside if _chose(one, branches))
    rows = [("Biorą udział w postępowaniu", str(results.total()))]
    rows += [(f"– {words}", str(results[words])) for words in _RESULTS if words in results]
    rows += [(f"Nie biorą udziału: {state.value}", str(states[state])) for state in State if state in states]
    rows += [("Wiersze z błędami, niepoliczone", str(candidates.bad_rows))] if candidates.bad_rows else []
    if states or candidates.bad_rows:
        rows.append(("Razem", str(results.total() + states.total() + candidates.bad_rows)))
    columns = (Column("Stan", 5), Column("Liczba", None, Align.RIGHT))
    return section("Wnioski", listing(columns, tuple(rows)))


def _result(outcome: CandidateOutcome, branches: frozenset[str]) -> str:
    """One for each candidate: what became of the choices that the commission decides on."""
    if outcome.admitted is not None:
        return _QUALIFIED if outcome.admitted in branches else _ELSEWHERE
    found = {one.outcome for one in outcome.choices if one.scored.choice.branch in branches}
    if Result.UNRESOLVED_TIE in found:
        return _WAITING
    if Result.BELOW_CUTOFF in found:
        return _NO_SEATS
    return _NOT_OPENED if Result.NOT_OPENED in found else _NOT_CONSIDERED


def _chose(candidate: Candidate, branches: frozenset[str]) -> bool:
    return any(one.branch in branches for one in candidate.choices)


def _branches(allocation: Allocation, summaries: Sequence[BranchSummary]) -> Chapter:
    chosen = Counter(one.scored.choice.branch for outcome in allocation.candidates for one in outcome.choices)
    columns = (
        Column("Oddział", 4),
        Column("Miejsca", 2, Align.CENTER),
        Column("Kandydaci", 2, Align.CENTER),
        Column("Zakwalifikowani", 3, Align.CENTER),
        Column("Wolne miejsca", 2, Align.CENTER),
        Column("Minimum punktów", 2, Align.CENTER),
    )
    rows = [row for one in summaries for row in _branch_rows(allocation, one, chosen[one.branch.code])]
    told = f"{_TOLD}{_WITHOUT_TIED if any(one.ties for one in summaries) else ''}"
    return section(
        "Oddziały",
        listing(columns, rows),
        TextBlock(told),
        *least_told(allocation, [one.branch.code for one in summaries]),
    )


def _branch_rows(allocation: Allocation, one: BranchSummary, chosen: int) -> Iterator[tuple[str, ...]]:
    result = allocation.outcome.branches[one.branch.code]
    admitted = str(one.admitted) if one.is_opened else "nie otwarto"
    yield (
        one.branch.code,
        seats_words(result.capacity),
        str(chosen),
        admitted,
        seats_words(result.free_seats),
        least_points(one.least.points),
    )
    for pool in one.pools:
        found = pool.result
        yield (
            f"– {pool_words(pool.label)}",
            pool_seats(pool),
            _NONE,
            str(found.admitted),
            seats_words(found.free_seats),
            least_points(pool.least.points),
        )


# -- ties -------------------------------------------------------------------------------------------------------------


def _ties(summaries: Sequence[BranchSummary]) -> list[Block]:
    """Those that still wait, with room for how they are settled."""
    rows = tuple(_tie(one, tie) for one in summaries for tie in one.ties)
    if not rows:
        return [section("Remisy do rozstrzygnięcia", TextBlock("Nie ma nierozstrzygniętych remisów."))]
    columns = (
        Column("Oddział", 2),
        Column("Kandydaci (znaki)", 5),
        Column("Miejsca", None, Align.CENTER),
        Column("Jak rozstrzygnięto i na jakiej podstawie", 5),
    )
    return [section("Remisy do rozstrzygnięcia", form(columns, rows))]


def _tie(one: BranchSummary, tie: MarginTie) -> tuple[str, ...]:
    pool = next((pool.label for pool in one.pools if pool.result.name == tie.pool), "")
    where = f"{one.branch.code}, {pool_words(pool)}" if pool else one.branch.code
    others = f"remisu w: {', '.join(one.awaited)}" if one.awaited else "innych remisów"
    waits = "" if tie.settled else f" (zależy jeszcze od {others})"
    seats = f"najwyżej {tie.seats}" if may_be_fewer(tie) else str(tie.seats)
    return where, f"{_listed(tie.candidates)}{waits}", seats, _EMPTY


def differing(allocation: Allocation, draws: Iterable[Protocol]) -> list[str]:
    """The branches in which the data give an order other than that of the draw."""
    drawn = {one.announcement.branch: tuple(lot.candidate for lot in one.lots) for one in draws}
    lots = {one.branch: one.candidates for one in settled(allocation, drawn) if one.way is StageKind.LOT}
    return [code for code, order in drawn.items() if lots.get(code, order) != order]


def settled(allocation: Allocation, branches: Iterable[str]) -> list[Settled]:
    """Lots and decisions that the data give, by branch."""
    found: dict[tuple[str, StageKind], list[tuple[Any, str, str]]] = {}
    for outcome in allocation.candidates:
        for one in outcome.choices:
            pair = one.scored.choice.pair
            for way, name in SETTLED_IN.items():
                if pair.get(name) is not None:
                    place = (one.scored.choice.branch, way)
                    basis = str(pair.get(BASIS_OF_SETTLING) or "")
                    found.setdefault(place, []).append((pair[name], outcome.candidate.id, basis))
    return [
        _one_settled(place, found[place]) for code in branches for way in SETTLED_IN if (place := (code, way)) in found
    ]


def _one_settled(place: tuple[str, StageKind], numbered: list[tuple[Any, str, str]]) -> Settled:
    ordered = sorted(numbered, key=lambda one: one[:2])
    return Settled(*place, tuple(who for _, who, _ in ordered), tuple(basis for _, _, basis in ordered))


def _settled(allocation: Allocation, found: Sequence[Settled]) -> list[Block]:
    """What settled a tie, group by group; an order that decided nothing is told to be one."""
    told = [one for one in unused(allocation) if one.branch in {each.branch for each in found}]
    useless = {(one.branch, one.way, one.candidates) for one in told if one.why in DECIDES_NO_SEAT}
    rows = tuple(
        (one.branch, _WAYS[one.way], ", ".join(who), "; ".join(filter(None, dict.fromkeys(who.values()))) or _EMPTY)
        for one in found
        for group in decided(allocation, one.branch, one.way)
        if (one.branch, one.way, group) not in useless
        and (who := {each: basis for each, basis in zip(one.candidates, one.bases, strict=True) if each in group})
    )
    columns = (Column("Oddział", 2), Column("Sposób", 2), Column("Kolejność (znaki)", 5), Column("Podstawa", 4))
    blocks: list[Block] = [section("Remisy rozstrzygnięte", listing(columns, rows))] if rows else []
    return blocks + [Note("Uwaga.", f"{capital(unused_words(one))}.") for one in told]


def _draws(draws: Sequence[Protocol]) -> list[Block]:
    """The commitments made before the draws and what came of them: with these anybody can recount them."""
    blocks: list[Inner] = []
    for one in draws:
        rows: tuple[tuple[Text, ...], ...] = (
            ("Oddział", one.announcement.branch),
            ("Liczba miejsc", str(one.announcement.seats)),
            (_COMMITMENT, _broken(one.announcement.commitment)),
            *_repeated(one.announcement.repeated),
            ("Wartość wylosowana przy świadkach", one.public),
            ("Kolejność (znaki)", ", ".join(lot.candidate for lot in one.lots)),
        )
        blocks.append(listing((Column("Losowanie", 2), Column("Zapis", 5)), rows))
    return [section("Losowania", *blocks)] if blocks else []


def _repeated(repeated: Repeated | None) -> Iterator[tuple[Text, Text]]:
    if repeated is not None:
        yield "Losowanie powtórzono. Powód", repeated.reason
        yield "Zobowiązanie poprzedniego losowania", _broken(repeated.commitment)


def _broken(digits: str) -> str:
    """A hash in groups of eight, so that it can be read and compared by eye."""
    return " ".join(digits[place : place + 8] for place in range(0, len(digits), 8))


def _listed(identifiers: Iterable[str]) -> str:
    return ", ".join(sorted(identifiers, key=collation_key))


# -- attachments ------------------------------------------------------------------------------------------------------


def _attachments(sitting: Sitting) -> Chapter:
    """Those that the regulation lists; where it lists none, room for them."""
    regulation = sitting.regulation
    notes = [Note("Regulamin.", one) for one in sitting.quoted(_ON_PROTOCOLS)]
    found = regulation.clauses.get("komisja", {}).get(_ATTACHMENTS)
    told = clause(found, regulation.timetable) if found is not None else None
    names = [one.flat for one in told.items] if told is not None else []
    heading = f"{told.text[:1].upper()}{told.text[1:]}" if told is not None and names else "Załącznik"
    listed = names or [_EMPTY] * _BLANK_ATTACHMENTS
    rows = tuple((str(place), name, _EMPTY) for place, name in enumerate(listed, start=1))
    columns = (Column("Nr", None, Align.RIGHT), Column(heading, 6), Column("Liczba stron", 2))
    return section("Załączniki", form(columns, rows), *notes)
