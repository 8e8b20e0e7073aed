"""Editorial remarks for the director: examples, readings, gaps. Shown beside the document, never in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dsl.model.regulation import Criterion, ForEach, Notes, Regulation, Rows, Rules, State
from dsl.source.text import Location


@dataclass(frozen=True, slots=True)
class Remark:
    """`unit` is the printed unit, empty for what is not printed."""

    path: str
    unit: str
    state: State
    text: str
    other_reading: str
    place: Location


def remarks(regulation: Regulation, units: Mapping[str, str]) -> tuple[Remark, ...]:
    """Each value whose `stan` is not „podane”, once, in the order of the document's parts."""
    found: dict[tuple[str, int, State], Remark] = {}
    for path, notes in _annotated(regulation):
        if notes.state is State.GIVEN:
            continue
        place = notes.span.location()
        remark = Remark(path, _unit(path, units), notes.state, notes.remark, notes.other_reading, place)
        found.setdefault((place.path, notes.span.start, notes.state), remark)
    for deviation in regulation.deviations:
        path = ".".join(deviation.path)
        place = deviation.after.location()
        key = (place.path, deviation.after.start, deviation.state)
        found.setdefault(key, Remark(path, "", deviation.state, "odstępstwo od prawa wyższego rzędu", "", place))
    return tuple(found.values())


def _unit(path: str, units: Mapping[str, str]) -> str:
    """Of the value itself, or of the nearest rule around it."""
    steps = path.split(".")
    for length in range(len(steps), 0, -1):
        unit = units.get(".".join(steps[:length]))
        if unit:
            return unit
    return ""


def _annotated(regulation: Regulation) -> Iterator[tuple[str, Notes]]:
    if regulation.school:
        yield "szkoła", regulation.school.notes
    for act in regulation.acts.values():
        yield f"akty.{act.name}", act.notes
    yield from _branches(regulation)
    for event in regulation.timetable.values():
        yield f"terminarz.{event.name}", event.notes
        for phase, notes in event.term_notes.items():
            yield f"terminarz.{event.name}.{phase}", notes
    for rules in [*regulation.kinds.values(), *(branch.rules for branch in regulation.branches.values())]:
        yield from _rules(rules)
    for document in regulation.documents.values():
        yield f"dokumenty.{document.name}", document.notes
    for section, clauses in regulation.clauses.items():
        for clause in clauses.values():
            yield f"{section}.{clause.name}", clause.notes


def _branches(regulation: Regulation) -> Iterator[tuple[str, Notes]]:
    for branch in regulation.branches.values():
        yield f"oddziały.{branch.code}", branch.notes
        if branch.seats:
            yield f"oddziały.{branch.code}.miejsca", branch.seats.notes
        for name, notes in branch.fact_notes.items():
            yield f"oddziały.{branch.code}.{name}", notes


def _rules(rules: Rules) -> Iterator[tuple[str, Notes]]:
    for definition in rules.definitions.values():
        yield f"definicje.{definition.name}", definition.notes
    for table in rules.tables.values():
        yield f"tabele.{table.name}", table.notes
    for top in rules.criteria:
        for criterion in top.walk():
            yield from _criterion(criterion)
    for condition in rules.conditions:
        yield f"warunki.{condition.name}", condition.notes
    for stage in rules.order:
        yield f"kolejność.{stage.name.replace(' ', '_')}", stage.notes


def _criterion(criterion: Criterion) -> Iterator[tuple[str, Notes]]:
    path = f"kryteria.{criterion.dotted}"
    yield path, criterion.notes
    body = criterion.way.body if isinstance(criterion.way, ForEach) else criterion.way
    if isinstance(body, Rows):
        for number, row in enumerate(body.rows, start=1):
            yield f"{path}.wiersze.{number}", row.notes
