"""Why a candidate has this result, branch by branch, for the parent to take home. Personal: one document for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from admission.results import Allocation, BranchSummary, CandidateOutcome, ChoiceResult, Result
from admission.scoring import Unproven
from dsl.emit.applicability import concerns
from dsl.emit.explain import Explanation, Step
from dsl.emit.polish.names import fact_at
from dsl.emit.polish.provisions import act, clause
from dsl.model.regulation import Branch, Clause, Regulation, StageKind
from dsl.source.nodes import readable_name
from generator.papers import calculation
from generator.papers.common import (
    DRAFT,
    author,
    branch_words,
    certainty,
    day_of,
    legal,
    letterhead,
    listing,
    section,
    year_and_phase,
)
from generator.papers.lists import least_points
from generator.papers.people import Person
from generator.tree import Align, Block, Chapter, Column, Document, Inner, Note, Text, TextBlock
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
_SEATED = "przyjęto "  # how a reason of a candidate with a seat begins
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
    """`explained` are the candidate's choices in their order. Of a candidate without a name the id alone is printed."""
    regulation = explained[0].regulation
    identifier = outcome.candidate.id
    who = f"Kandydat: {person.name} (znak: {identifier})" if person is not None else f"Kandydat: {identifier}"
    blocks: list[Block] = [Note("Uwaga.", _NOT_FINAL)] if allocation.outcome.ties else []
    blocks.append(_results(allocation, outcome, explained))
    told: calculation.Told = {}
    for choice, one in zip(outcome.choices, explained, strict=True):
        blocks.append(_branch(choice, one, told))
    blocks += _bases(explained)
    blocks += _afterwards(regulation)
    blocks.append(Note("Informacja.", _PERSONAL))
    return Document(
        title=_TITLE,
        day=day_of(regulation, "lista_zakwalifikowanych", phase, day),
        blocks=tuple(blocks),
        kind="wyjaśnienie",
        subtitle=(who, year_and_phase(regulation, phase)),
        author=author(regulation),
        description="Punkty i wynik jednego kandydata, z podstawą prawną",
        letterhead=letterhead(regulation),
        footer=f"{_TITLE} · {identifier}",
        mark=DRAFT if is_draft or allocation.outcome.ties else "",
    )


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
            _reason(choice),
            _total(choice),
            _minimum(allocation.branches[one.branch.code]),
        )
        for number, (choice, one) in enumerate(zip(outcome.choices, explained, strict=True), start=1)
    )
    told = TextBlock(
        "Oddziały stoją w kolejności wybranej przez kandydata. Minimum to najniższa liczba punktów, która uprawnia do "
        "przyjęcia."
    )
    return section("Wynik w każdym z wybranych oddziałów", listing(columns, rows), told)


def _reason(choice: ChoiceResult) -> str:
    if choice.reason.startswith(_SEATED):
        return f"zakwalifikowano {choice.reason.removeprefix(_SEATED)}"
    return choice.reason


def _total(choice: ChoiceResult) -> str:
    total = choice.scored.result.total
    return _NONE if total is None else format_number(total)


def _minimum(summary: BranchSummary) -> str:
    if not summary.pools:
        return least_points(summary.minimum)
    return "; ".join(f"{one.label}: {least_points(one.minimum)}" for one in summary.pools)


# -- one branch -------------------------------------------------------------------------------------------------------


def _branch(choice: ChoiceResult, one: Explained, told: calculation.Told) -> Chapter:
    """`told` are parts, conditions and stages by the branch that they stand in already: they are not printed twice."""
    found = one.found
    blocks: list[Inner] = []
    if choice.scored.result.missing:
        facts = one.home.rules.facts
        missing = "; ".join(fact_at(facts, path) for path in choice.scored.result.missing)
        blocks.append(Note("Brakuje danych.", f"{missing[:1].upper()}{missing[1:]}."))
    unproven = choice.scored.unproven
    if unproven is not None:
        blocks.append(Note("Bez potwierdzenia.", _unproven(one, unproven)))
    points = calculation.rows(found.criteria, found.result.total, told, one.branch.code)
    blocks.append(listing(calculation.COLUMNS, points, "Punkty"))
    conditions, stages = tuple(_condition_rows(one)), tuple(_stage_rows(one))
    before = told.setdefault((conditions, stages), one.branch.code)
    if before != one.branch.code:
        blocks.append(TextBlock(f"Warunki i kolejność – tak samo jak wyżej, w oddziale {before}."))
        return section(branch_words(one.branch), *blocks)
    if conditions:
        columns = (Column("Warunek", 6), Column("Dane", 4), Column("Wynik", 2))
        blocks.append(listing(columns, conditions, "Warunki"))
    if stages:
        columns = (Column("Etap", None, Align.RIGHT), Column("Co się porównuje", 6), Column("U kandydata", 5))
        blocks.append(listing(columns, stages, "Kolejność: kolejny etap rozstrzyga przy równym wyniku"))
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


def _bases(explained: Sequence[Explained]) -> list[Block]:
    """Every rule once, with how certain its basis is."""
    rows: dict[tuple[str, ...], None] = {}
    for one in explained:
        for step in (*one.found.criteria, *_conditions(one), *one.found.stages):
            stands_on = legal(one.regulation, step.notes)
            if stands_on:
                label = step.label or step.rule
                rows[f"{label[:1].upper()}{label[1:]}", stands_on, certainty(step.notes)] = None
    if not rows:
        return []
    columns = (Column("Zasada", 5), Column("Podstawa prawna", 4), Column("Pewność podstawy", 3))
    acts = dict.fromkeys(words for one in explained for words in _acts(one))
    return [section("Podstawa prawna", listing(columns, rows), *map(TextBlock, acts))]


def _acts(one: Explained) -> Iterator[str]:
    """In full those that the table calls by their short names."""
    steps = (*one.found.criteria, *_conditions(one), *one.found.stages)
    names = dict.fromkeys(step.notes.basis.act for step in steps if step.notes.basis is not None)
    for name in names:
        known = one.regulation.acts.get(name)
        if known is not None and known.kind != "ustawa":
            short = readable_name(name)
            yield f"{short[:1].upper()}{short[1:]} – {act(known)}."


def _afterwards(regulation: Regulation) -> list[Block]:
    """What may be done about the result, as the regulation says."""
    steps = tuple(regulation.clauses.get("odwołania", {}).values())
    if not steps:
        return []
    columns = (Column("Czynność i termin", 6), Column("Podstawa prawna", 4), Column("Pewność podstawy", 3))
    rows = tuple(_step(regulation, one) for one in steps)
    return [section("Co można zrobić dalej", listing(columns, rows))]


def _step(regulation: Regulation, one: Clause) -> tuple[str, str, str]:
    words = clause(one, regulation.timetable).flat
    stands_on = legal(regulation, one.notes)
    return f"{words[:1].upper()}{words[1:]}", stands_on or "regulamin", certainty(one.notes) if stands_on else _NONE
