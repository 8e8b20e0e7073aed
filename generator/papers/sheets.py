"""Why a candidate has this result, branch by branch, for the parent to take home. Personal: one document for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from admission.results import Allocation, BranchSummary, CandidateOutcome, ChoiceResult, Result
from admission.scoring import Unproven
from dsl.emit.polish.names import fact_at
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.provisions import clause
from dsl.model.regulation import Certainty, Clause, Notes, Regulation, Rules
from generator.papers.common import (
    DRAFT,
    Provision,
    author,
    branch_name,
    day_of,
    doubtful_state,
    is_doubtful,
    legal,
    letterhead,
    listing,
    provision,
    section,
    stands_on,
    timetable_words,
    year_and_phase,
)
from generator.papers.confirming import to_be_confirmed
from generator.papers.explained import Explained, bases, by_school, conditions, has_one_order, named, points, stages
from generator.papers.lists import least_points, least_told
from generator.papers.people import Person
from generator.regulation.texts import capital
from generator.tree import Align, Block, Chapter, Column, Document, Inner, Note, TextBlock
from polish.dates import format_date
from polish.enumerations import enumerate_items
from polish.numbers import format_number

_TITLE = "Wyjaśnienie wyniku rekrutacji"
_PERSONAL = (
    "To dokument z danymi osobowymi: jest przeznaczony dla kandydata i jego rodziców albo opiekunów. Pomaga zrozumieć "
    "wynik, ale nie zastępuje uzasadnienia, o które można wystąpić do komisji rekrutacyjnej."
)
_NOT_FINAL = "Wynik zależy jeszcze od remisów, których komisja nie rozstrzygnęła."
_RESULTS = {
    Result.ADMITTED: "zakwalifikowano",
    Result.ADMITTED_HIGHER: "nie rozpatrywano",
    Result.BELOW_CUTOFF: "nie zakwalifikowano",
    Result.CONDITION_NOT_MET: "nie zakwalifikowano",
    Result.INCOMPLETE: "nie zakwalifikowano",
    Result.UNRESOLVED_TIE: "jeszcze nie wiadomo",
    Result.NOT_OPENED: "oddziału nie otwarto",
}
_ORDER = "Kolejność: następny etap rozstrzyga przy równym wyniku"
_ORDERS = "Kolejność: numer etapu w oddziałach; następny etap rozstrzyga przy równym wyniku"
_SUPPLEMENTARY, _APPLYING = "uzupełniające", "wnioski"
_IF_SEATS = "Jeżeli zostaną wolne miejsca, można ubiegać się o nie w postępowaniu uzupełniającym"
_LAST_LISTS = "lista_przyjętych"
_AFTERWARDS = "Co można zrobić po odmowie przyjęcia"
_ASK = "O to, jak i w jakim terminie można odwołać się od rozstrzygnięcia komisji, zapytaj w szkole."
_ASK_FOR_TERM = " – o termin zapytaj w szkole"
_NONE = "–"


def sheet(
    allocation: Allocation,
    outcome: CandidateOutcome,
    explained: Sequence[Explained],
    person: Person | None,
    phase: str = "rekrutacyjne",
    day: date | None = None,
    *,
    is_draft: bool = False,
) -> Document:
    """`outcome` is told in the words of those who are qualified, `explained` are its choices in their order. Of a
    candidate without a name the id alone is printed."""
    regulation = explained[0].regulation
    identifier = outcome.candidate.id
    who = f"Kandydat: {person.name} (znak: {identifier})" if person is not None else f"Kandydat: {identifier}"
    blocks: list[Block] = [Note("Uwaga.", _NOT_FINAL)] if allocation.outcome.ties else []
    blocks.append(_results(allocation, outcome, explained))
    if outcome.admitted is not None:
        own = next(one for one in explained if one.branch.code == outcome.admitted)
        blocks += to_be_confirmed(own.regulation, [own.home], phase)
    elif all(one.outcome is not Result.UNRESOLVED_TIE for one in outcome.choices):
        blocks += _next_round(explained, phase)
    blocks.append(Note("Informacja.", _PERSONAL))
    blocks += _doubts(outcome, explained)
    is_draft = is_draft or bool(allocation.outcome.ties)
    schools = by_school(explained)
    for choices in schools:
        blocks += _of_school(choices, choices[0].school if len(schools) > 1 else "", is_draft)
    blocks += _afterwards(_refused(outcome, explained), phase, is_draft, of_several=len(schools) > 1)
    return Document(
        title=_TITLE,
        day=day_of(regulation, "lista_zakwalifikowanych", phase, day),
        blocks=tuple(blocks),
        kind="wyjaśnienie",
        subtitle=(who, year_and_phase(regulation, phase), *([f"sporządzono {format_date(day)}"] if day else [])),
        author=author(regulation),
        description="Punkty i wynik jednego kandydata, z podstawą prawną",
        letterhead=letterhead(regulation),
        footer=f"{_TITLE} · {identifier}",
        mark=DRAFT if is_draft else "",
        compact=True,
    )


def _next_round(explained: Sequence[Explained], phase: str) -> Iterator[Note]:
    """When whoever has no seat may apply again, as the timetables say."""
    if phase == _SUPPLEMENTARY:
        return
    for choices in by_school(explained):
        regulation = choices[0].regulation
        event, when = regulation.timetable.get(_APPLYING), timetable_words(regulation, _APPLYING, _SUPPLEMENTARY)
        if event is not None and when and not is_doubtful(event, _SUPPLEMENTARY):
            where = f" ({choices[0].school})" if choices[0].school else ""
            yield Note(
                "Postępowanie uzupełniające.", f"{_IF_SEATS}{where}: {event.activity} – {when.removesuffix('.')}."
            )


# -- results ----------------------------------------------------------------------------------------------------------


def _results(allocation: Allocation, outcome: CandidateOutcome, explained: Sequence[Explained]) -> Chapter:
    has_pools = any(allocation.branches[one.branch.code].pools for one in explained)
    columns = (
        Column("Lp.", None, Align.RIGHT),
        Column("Oddział", 3 if has_pools else 4),
        Column("Wynik", 4 if has_pools else 3),
        Column("Dlaczego", 5),
        Column("Punkty", None, Align.RIGHT),
        Column("Minimum", 4 if has_pools else None, Align.RIGHT),
    )
    rows = tuple(
        (
            str(number),
            branch_name(one.branch),
            _RESULTS[choice.outcome],
            _reason(choice, one),
            _total(choice),
            _minimum(allocation.branches[one.branch.code]),
        )
        for number, (choice, one) in enumerate(zip(outcome.choices, explained, strict=True), start=1)
    )
    told = TextBlock(
        "Oddziały są podane w kolejności wybranej przez kandydata. Minimum to najniższa liczba punktów, która uprawnia "
        "do przyjęcia."
    )
    least = least_told(allocation, [one.branch.code for one in explained])
    return section("Wynik w każdym z wybranych oddziałów", listing(columns, rows), told, *least)


def _reason(choice: ChoiceResult, one: Explained) -> str:
    """„kandydat nie spełnia warunku: …”."""
    if choice.outcome is not Result.CONDITION_NOT_MET or not choice.scored.result.reason:
        return choice.reason  # the seats of a pool may be for others
    return f"{nouns_of(one.regulation).candidate.one} {choice.reason}"


def _total(choice: ChoiceResult) -> str:
    total = choice.scored.result.total
    return _NONE if total is None else format_number(total)


def _minimum(summary: BranchSummary) -> str:
    if not summary.pools:
        return least_points(summary.least.points)
    return "; ".join(f"{one.label}: {least_points(one.least.points)}" for one in summary.pools)


# -- what stands behind it --------------------------------------------------------------------------------------------


def _doubts(outcome: CandidateOutcome, explained: Sequence[Explained]) -> Iterator[Note]:
    """What was not counted because it is not known or not confirmed, once for all the branches that say the same."""
    found: dict[tuple[str, str], list[Explained]] = {}
    for choice, one in zip(outcome.choices, explained, strict=True):
        for note in _of_choice(choice, one):
            found.setdefault(note, []).append(one)
    for (label, text), choices in found.items():
        where = f"{capital(named(choices))}: " if len(choices) < len(explained) else ""
        yield Note(label, f"{where}{text if where else capital(text)}.")


def _of_choice(choice: ChoiceResult, one: Explained) -> Iterator[tuple[str, str]]:
    facts, missing = one.home.rules.facts, choice.scored.result.missing
    if missing:
        yield "Brakuje danych.", "; ".join(fact_at(facts, path) for path in missing)
    if choice.scored.unproven is not None:
        yield "Bez potwierdzenia.", _unproven(one, choice.scored.unproven)


def _unproven(one: Explained, unproven: Unproven) -> str:
    rules = one.home.rules
    told = "; ".join(fact_at(rules.facts, name) for name in unproven.facts)
    papers = "; ".join(rules.documents[name].notes.label for name in unproven.documents if name in rules.documents)
    missing = f". Brakujące dokumenty: {papers}" if papers else ""
    return f"nie policzono danych, których nie potwierdzono dokumentami: {told}{missing}"


def _of_school(choices: Sequence[Explained], school: str, is_draft: bool) -> Iterator[Chapter]:
    """`school` where there are several."""
    which = f" – {school}" if school else ""
    for heading, blocks in (
        ("Punkty", tuple(points(choices))),
        ("Warunki przyjęcia", tuple(conditions(choices))),
        (_ORDER if has_one_order(choices) else _ORDERS, tuple(stages(choices))),
        ("Podstawa prawna", tuple(bases(choices, is_draft=is_draft))),
    ):
        if blocks:
            yield section(f"{heading}{which}", *blocks)


# -- afterwards -------------------------------------------------------------------------------------------------------


def _refused(outcome: CandidateOutcome, explained: Sequence[Explained]) -> list[Explained]:
    """The choices in which the candidate got no seat."""
    seated = (Result.ADMITTED, Result.ADMITTED_HIGHER)
    return [one for choice, one in zip(outcome.choices, explained, strict=True) if choice.outcome not in seated]


def _afterwards(refused: Sequence[Explained], phase: str, is_draft: bool, *, of_several: bool) -> Iterator[Chapter]:
    """What may be done about a refusal: each school by its own regulation, those that say the same together."""
    found: dict[tuple[Inner, ...], list[str]] = {}
    for choices in by_school(refused):
        told = _after_refusal(choices[0], phase, is_draft)
        if told:
            found.setdefault(told, []).append(choices[0].school)
    for blocks, schools in found.items():
        which = f" – {enumerate_items(schools)}" if of_several else ""
        yield section(f"{_AFTERWARDS}{which}", *blocks)


def _after_refusal(one: Explained, phase: str, is_draft: bool) -> tuple[Inner, ...]:
    """As the regulation says: every step, or none."""
    steps = one.regulation.clauses.get("odwołania", {}).values()
    if not steps:
        return ()
    if not is_draft and any(doubtful_state(step.notes) and step.term is None for step in steps):
        return (TextBlock(_ASK),)
    columns = (Column("Czynność i termin", 7), Column("Regulamin", 3), Column("Podstawa prawna", 4))
    rows = (_step(one, step, phase, is_draft) for step in steps)
    return (*_announced(one, phase), listing(columns, rows))


def _announced(one: Explained, phase: str) -> Iterator[TextBlock]:
    """The day from which the first terms run, as the timetable has it."""
    event = one.regulation.timetable.get(_LAST_LISTS)
    when = timetable_words(one.regulation, _LAST_LISTS, phase)
    if event is not None and when and not is_doubtful(event, phase):
        unit = one.unit(f"terminarz.{_LAST_LISTS}")
        told = when.removesuffix(".") if unit == _NONE else f"{when} ({unit})"
        yield TextBlock(f"Pierwszy termin biegnie od tego dnia: {event.activity} – {told}.")


def _step(one: Explained, step: Clause, phase: str, is_draft: bool) -> tuple[str, str, str]:
    """With its day where the timetable gives one. A term by which the author does not stand is not told."""
    doubt = doubtful_state(step.notes)
    known = step if is_draft or not doubt else replace(step, term=None)
    day = "" if doubt else _dated(one.regulation, step.name, phase)
    remark = (f" [{doubt}]" if is_draft else _ASK_FOR_TERM) if doubt else day and f" ({day})"
    words = clause(known, one.regulation.timetable).flat
    basis = stands_on(one.regulation, step.notes, is_draft=is_draft)
    return f"{capital(words)}{remark}", one.unit(f"odwołania.{step.name}"), basis or _NONE


def _dated(regulation: Regulation, name: str, phase: str) -> str:
    """What the timetable says of an activity of the same name."""
    event = regulation.timetable.get(name)
    return "" if event is None or is_doubtful(event, phase) else timetable_words(regulation, name, phase)


def left_off(regulation: Regulation) -> tuple[list[str], list[Provision]]:
    """What no official sheet says, for the commission to know: the bases that are only recalled, and the steps by whose
    terms or words the author does not stand."""
    steps = list(regulation.clauses.get("odwołania", {}).values())
    notes = [note for branch in regulation.branches.values() for note in _notes(branch.rules)]
    recalled = [
        legal(regulation, one)
        for one in (*notes, *(one.notes for one in steps if not doubtful_state(one.notes)))
        if one.certainty is Certainty.RECALLED
    ]
    doubtful = [provision(regulation, one) for one in steps if doubtful_state(one.notes)]
    return list(dict.fromkeys(filter(None, recalled))), doubtful


def _notes(rules: Rules) -> Iterator[Notes]:
    yield from (one.notes for one in rules.criteria)
    yield from (one.notes for one in rules.conditions)
    yield from (one.notes for one in rules.order)
