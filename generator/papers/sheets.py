"""Why a candidate has this result, branch by branch, for the parent to take home. Personal: one document for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from admission.results import Allocation, BranchSummary, CandidateOutcome, ChoiceResult, Result
from admission.scoring import Unproven
from dsl.emit.applicability import concerns
from dsl.emit.explain import Explanation, Step
from dsl.emit.polish.names import fact_at
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.provisions import act, clause
from dsl.model.regulation import Branch, Certainty, Clause, Notes, Regulation, Rules, StageKind
from generator.papers import calculation
from generator.papers.common import (
    DRAFT,
    Provision,
    author,
    branch_words,
    day_of,
    doubtful_state,
    legal,
    letterhead,
    listing,
    provision,
    section,
    stands_on,
    to_be_confirmed,
    year_and_phase,
)
from generator.papers.lists import least_points, priorities_told
from generator.papers.people import Person
from generator.regulation.conditions import says_who
from generator.tree import Align, Block, Chapter, Column, Document, Inner, Note, Text, TextBlock
from polish.dates import format_date
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
_AFTERWARDS = "Co można zrobić dalej"
_ASK = "O to, jak i w jakim terminie można odwołać się od rozstrzygnięcia komisji, zapytaj w szkole."
_ASK_FOR_TERM = " – o termin zapytaj w szkole"
_NOT_CONCERNED = "nie dotyczy"
_NONE = "–"


@dataclass(frozen=True, slots=True)
class Explained:
    """One choice: `branch` as candidates' files name it, `home` as the regulation of its school does."""

    regulation: Regulation
    branch: Branch
    home: Branch
    found: Explanation


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
        blocks += to_be_confirmed(_home_of(outcome.admitted, explained), phase)
    blocks.append(Note("Informacja.", _PERSONAL))
    told: calculation.Told = {}
    for choice, one in zip(outcome.choices, explained, strict=True):
        blocks.append(_branch(choice, one, told))
    is_draft = is_draft or bool(allocation.outcome.ties)
    blocks += _bases(explained, is_draft)
    blocks += _afterwards(regulation, is_draft)
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
    )


def _home_of(code: str, explained: Sequence[Explained]) -> Regulation:
    """Of the school of the branch."""
    return next(one.regulation for one in explained if one.branch.code == code)


# -- results ----------------------------------------------------------------------------------------------------------


def _results(allocation: Allocation, outcome: CandidateOutcome, explained: Sequence[Explained]) -> Chapter:
    has_pools = any(allocation.branches[one.branch.code].pools for one in explained)
    columns = (
        Column("Lp.", None, Align.RIGHT),
        Column("Oddział", 2 if has_pools else 3),
        Column("Wynik", 4 if has_pools else 3),
        Column("Dlaczego", 5),
        Column("Punkty", None, Align.RIGHT),
        Column("Minimum", 4 if has_pools else None, Align.RIGHT),
    )
    rows = tuple(
        (
            str(number),
            one.branch.code,
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
    priorities = priorities_told(allocation.branches[one.branch.code] for one in explained)
    return section("Wynik w każdym z wybranych oddziałów", listing(columns, rows), told, *priorities)


def _reason(choice: ChoiceResult, one: Explained) -> str:
    """An unmet condition is told of whom it is about: „niespełniony warunek: kandydat uzyskał …”."""
    unmet, nouns = choice.scored.result.reason, nouns_of(one.regulation)
    if not unmet or not says_who(unmet, nouns):
        return choice.reason
    return choice.reason.replace(f": {unmet}", f": {nouns.candidate.one} {unmet}", 1)


def _total(choice: ChoiceResult) -> str:
    total = choice.scored.result.total
    return _NONE if total is None else format_number(total)


def _minimum(summary: BranchSummary) -> str:
    if not summary.pools:
        return least_points(summary.least.points)
    return "; ".join(f"{one.label}: {least_points(one.least.points)}" for one in summary.pools)


# -- one branch -------------------------------------------------------------------------------------------------------


def _branch(choice: ChoiceResult, one: Explained, told: calculation.Told) -> Chapter:
    """`told` are parts, conditions and stages by the branch that they stand in already: they are not printed twice."""
    found, where = one.found, f"oddział {one.branch.code}"
    blocks: list[Inner] = []
    if choice.scored.result.missing:
        facts = one.home.rules.facts
        missing = "; ".join(fact_at(facts, path) for path in choice.scored.result.missing)
        blocks.append(Note("Brakuje danych.", f"{missing[:1].upper()}{missing[1:]}."))
    unproven = choice.scored.unproven
    if unproven is not None:
        blocks.append(Note("Bez potwierdzenia.", _unproven(one, unproven)))
    points = calculation.rows(found.criteria, found.result.total, told, one.branch.code)
    blocks.append(listing(calculation.COLUMNS, points, f"Punkty – {where}"))
    conditions, stages = tuple(_condition_rows(one)), tuple(_stage_rows(one))
    before = told.setdefault((conditions, stages), one.branch.code)
    if before != one.branch.code:
        blocks.append(TextBlock(f"Warunki i kolejność – tak samo jak wyżej, w oddziale {before}."))
        return section(branch_words(one.branch), *blocks)
    if conditions:
        columns = (Column("Warunek", 6), Column("Dane", 4), Column("Wynik", 2))
        blocks.append(listing(columns, conditions, f"Warunki – {where}"))
    if stages:
        columns = (Column("Etap", None, Align.RIGHT), Column("Co się porównuje", 6), Column("U kandydata", 5))
        caption = f"Kolejność – {where}: kolejny etap rozstrzyga przy równym wyniku"
        blocks.append(listing(columns, stages, caption))
    return section(branch_words(one.branch), *blocks)


def _stage_rows(one: Explained) -> Iterator[tuple[Text, ...]]:
    """A sum stands in the table of points."""
    for number, (stage, step) in enumerate(zip(one.home.rules.order, one.found.stages, strict=True), start=1):
        is_total = stage.kind is StageKind.SUM and set(stage.criteria) == set(one.home.rules.total)
        yield str(number), step.label, "razem z tabeli punktów" if is_total else step.outcome


def _unproven(one: Explained, unproven: Unproven) -> str:
    rules = one.home.rules
    told = "; ".join(fact_at(rules.facts, name) for name in unproven.facts)
    papers = "; ".join(rules.documents[name].notes.label for name in unproven.documents if name in rules.documents)
    missing = f" Brakujące dokumenty: {papers}." if papers else ""
    return f"Nie policzono danych, których nie potwierdzono dokumentami: {told}.{missing}"


def _condition_rows(one: Explained) -> Iterator[tuple[Text, ...]]:
    for step in _conditions(one):
        yield step.rule, step.values if step.values != step.outcome else _NONE, step.outcome


def _conditions(one: Explained) -> Iterator[Step]:
    """Those that may concern somebody in the branch."""
    for condition, step in zip(one.home.rules.conditions, one.found.conditions, strict=True):
        is_foreign = concerns(one.regulation, one.home, condition.applies_when) is False
        if not is_foreign and step.outcome != _NOT_CONCERNED:
            yield step


# -- what it stands on ------------------------------------------------------------------------------------------------


def _bases(explained: Sequence[Explained], is_draft: bool) -> list[Block]:
    """Every rule once, with all that it stands on."""
    rules: dict[str, dict[str, None]] = {}
    acts: dict[str, None] = {}
    for one in explained:
        for words, step in _ruling(one):
            basis = stands_on(one.regulation, step.notes, is_draft=is_draft)
            if basis:
                rules.setdefault(f"{words[:1].upper()}{words[1:]}", {})[basis] = None
                acts.update(dict.fromkeys(_in_full(one.regulation, step)))
    if not rules:
        return []
    columns = (Column("Zasada", 5), Column("Podstawa prawna", 5))
    rows = ((words, "; ".join(bases)) for words, bases in rules.items())
    return [section("Podstawa prawna", listing(columns, rows), TextBlock(f"Powołane akty: {'; '.join(acts)}."))]


def _ruling(one: Explained) -> Iterator[tuple[str, Step]]:
    """Conditions in the words of their table."""
    yield from ((step.label or step.rule, step) for step in one.found.criteria)
    yield from ((step.rule, step) for step in _conditions(one))
    yield from ((step.label or step.rule, step) for step in one.found.stages)


def _in_full(regulation: Regulation, step: Step) -> Iterator[str]:
    """The act that the table calls by its short name."""
    name = step.notes.basis.act if step.notes.basis is not None else ""
    if name in regulation.acts:
        yield act(regulation.acts[name])


def _afterwards(regulation: Regulation, is_draft: bool) -> list[Block]:
    """What may be done about the result, as the regulation says: every step, or none."""
    steps = regulation.clauses.get("odwołania", {}).values()
    if not steps:
        return []
    if not is_draft and any(doubtful_state(one.notes) and one.term is None for one in steps):
        return [section(_AFTERWARDS, TextBlock(_ASK))]
    columns = (Column("Czynność i termin", 6), Column("Podstawa prawna", 4))
    rows = tuple(_step(regulation, one, is_draft) for one in steps)
    return [section(_AFTERWARDS, listing(columns, rows))]


def _step(regulation: Regulation, one: Clause, is_draft: bool) -> tuple[str, str]:
    """A term by which the author does not stand is not told."""
    doubt = doubtful_state(one.notes)
    known = one if is_draft or not doubt else replace(one, term=None)
    remark = (f" [{doubt}]" if is_draft else _ASK_FOR_TERM) if doubt else ""
    words = clause(known, regulation.timetable).flat
    told = f"{words[:1].upper()}{words[1:]}{remark}"
    return told, stands_on(regulation, one.notes, is_draft=is_draft) or "regulamin"


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
