"""Editorial remarks for the director: examples, readings, gaps. Shown beside the document, never in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dsl.emit.polish.order import stage_path
from dsl.model.regulation import Criterion, ForEach, Notes, Regulation, Rows, Rules, State
from dsl.source.nodes import readable_name
from dsl.source.text import Span
from generator.regulation.formulas import users_of_definitions


@dataclass(frozen=True, slots=True)
class Remark:
    """`unit` is the printed unit, empty for what is not printed."""

    path: str
    unit: str
    state: State
    text: str
    other_reading: str


def remarks(regulation: Regulation, units: Mapping[str, str]) -> tuple[Remark, ...]:
    """Each value whose `stan` is not „podane”, once, in the order of the document's parts."""
    found: dict[tuple[str, int, State], Remark] = {}
    units = {**_units_of_definitions(regulation, units), **units}
    for path, notes in _annotated(regulation):
        if notes.state is State.GIVEN:
            continue
        remark = Remark(path, _unit(path, units), notes.state, notes.remark, notes.other_reading)
        found.setdefault(_place(notes.span, notes.state), remark)
    for one in regulation.deviations:
        path = ".".join(one.path)
        text = f"odstępstwo od prawa wyższego rzędu: {' › '.join(map(readable_name, one.path))}"
        found.setdefault(_place(one.after, one.state), Remark(path, _unit(path, units), one.state, text, ""))
    return tuple(found.values())


def _place(span: Span, state: State) -> tuple[str, int, State]:
    return span.location().path, span.start, state


def grouped(found: Iterable[Remark]) -> tuple[tuple[Remark, ...], ...]:
    """Remarks that say the same of several places, together."""
    groups: dict[tuple[State, str, str], list[Remark]] = {}
    for number, one in enumerate(found):
        same = one.text or str(number)  # what says nothing is alike to nothing
        groups.setdefault((one.state, same, one.other_reading), []).append(one)
    return tuple(tuple(group) for group in groups.values())


def _units_of_definitions(regulation: Regulation, units: Mapping[str, str]) -> dict[str, str]:
    """A definition is not printed by itself; what is remarked of it concerns the rule that stands on it."""
    return {
        f"definicje.{name}": _unit(path, units)
        for rules in _all_rules(regulation)
        for name, path in users_of_definitions(rules).items()
    }


def _unit(path: str, units: Mapping[str, str]) -> str:
    """Of the value itself, or of the nearest rule around it."""
    steps = path.split(".")
    for length in range(len(steps), 0, -1):
        unit = units.get(".".join(steps[:length]))
        if unit:
            return unit
    return ""


def _annotated(regulation: Regulation) -> Iterator[tuple[str, Notes]]:
    if regulation.ordinance:
        yield "zarządzenie", regulation.ordinance.notes
    if regulation.school:
        yield "szkoła", regulation.school.notes
    for act in regulation.acts.values():
        yield f"akty.{act.name}", act.notes
    yield from _branches(regulation)
    for event in regulation.timetable.values():
        yield f"terminarz.{event.name}", event.notes
        for phase, notes in event.term_notes.items():
            yield f"terminarz.{event.name}.{phase}", notes
    for rules in _all_rules(regulation):
        yield from _rules(rules)
    for document in regulation.documents.values():
        yield f"dokumenty.{document.name}", document.notes
    for name, limit in (("szkoły", regulation.limits.schools_notes), ("oddziały", regulation.limits.branches_notes)):
        if limit:
            yield f"limity.{name}", limit
    for section, clauses in regulation.clauses.items():
        for clause in clauses.values():
            yield f"{section}.{clause.name}", clause.notes


def _all_rules(regulation: Regulation) -> list[Rules]:
    return [*regulation.kinds.values(), *(branch.rules for branch in regulation.branches.values())]


def _branches(regulation: Regulation) -> Iterator[tuple[str, Notes]]:
    for branch in regulation.branches.values():
        yield f"oddziały.{branch.code}", branch.notes
        if branch.seats:
            yield f"oddziały.{branch.code}.miejsca", branch.seats.notes
        for name, notes in branch.fact_notes.items():
            yield f"oddziały.{branch.code}.{name}", notes


def _rules(rules: Rules) -> Iterator[tuple[str, Notes]]:
    for name in users_of_definitions(rules):
        yield f"definicje.{name}", rules.definitions[name].notes
    for table in rules.tables.values():
        yield f"tabele.{table.name}", table.notes
    for top in rules.criteria:
        for criterion in top.walk():
            yield from _criterion(criterion)
    for condition in rules.conditions:
        yield f"warunki.{condition.name}", condition.notes
    for stage in rules.order:
        yield f"kolejność.{stage_path(stage)}", stage.notes


def _criterion(criterion: Criterion) -> Iterator[tuple[str, Notes]]:
    path = f"kryteria.{criterion.dotted}"
    yield path, criterion.notes
    body = criterion.way.body if isinstance(criterion.way, ForEach) else criterion.way
    if isinstance(body, Rows):
        for number, row in enumerate(body.rows, start=1):
            yield f"{path}.wiersze.{number}", row.notes
