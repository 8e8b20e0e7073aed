"""The annex with the worked examples: computed by the evaluator, marked as illustrations."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.checks.examples import example_facts
from dsl.diagnostics import Diagnostics
from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import Explanation, Step, explain
from dsl.model.regulation import Example, Regulation
from generator.regulation.draft import Draft
from generator.regulation.texts import capital
from generator.tree import Align, Annex, Column, Strong, Table, Text, TextBlock
from polish.numbers import format_number

_COLUMNS = (Column("Kryterium", 5), Column("Obliczenie", 4), Column("Punkty", None, Align.RIGHT))
_COUNTED = "liczy się"
_NOTHING = "–"


def annex(draft: Draft) -> tuple[Annex, ...]:
    regulation = draft.regulation
    shown = [one for one in regulation.examples if _is_shown(regulation, one)]
    tables = [table for one in shown if (table := _table(regulation, one))]
    if not tables:
        return ()
    note = TextBlock(
        "Przykłady pokazują, jak liczy się punkty według regulaminu. Mają charakter poglądowy: nie dotyczą żadnego "
        "kandydata i nie ustanawiają zasad."
    )
    return (Annex("Załącznik do regulaminu", "Przykłady obliczania punktów", (note, *tables), id="przykłady"),)


def _is_shown(regulation: Regulation, example: Example) -> bool:
    """One about the order of several candidates has no calculation to show."""
    return example.is_printed and not example.candidates and example.branch in regulation.branches


def _table(regulation: Regulation, example: Example) -> Table | None:
    facts, pair = example_facts(regulation, example, Diagnostics())
    explanation = explain(Evaluator(regulation, regulation.branches[example.branch], facts, pair))
    told = [row for step in explanation.criteria for row in _rows(step)]
    if not told:
        return None
    rows: list[tuple[Text, ...]] = [*told, *_total(explanation, [points for _, _, points in told])]
    where = f" dla oddziału {example.branch}" if explanation.result.total is not None else ""
    path = f"przykłady.{example.name.replace(' ', '_')}"
    return Table(f"Przykład{where}: {example.name}", _COLUMNS, tuple(rows), id=path, origin=example.notes.span)


def _rows(step: Step) -> Iterator[tuple[str, ...]]:
    """A criterion in one row, or its parts in one each; what gave nothing is left out."""
    parts = [part for part in step.parts if part.kind == step.kind]
    if parts:
        label = step.label
        for part in parts:
            for _, values, points in _rows(part):
                yield capital(f"{label} – {part.label}"), values, points
    elif step.points:
        yield capital(step.label), _values(step), format_number(step.points)


def _values(step: Step) -> str:
    """How the points came about; a fixed number of points needs no calculation."""
    counted = [f"{part.label}: {part.values}" for part in step.parts if part.outcome == _COUNTED]
    if counted:
        return ", ".join(counted)
    return _NOTHING if step.points is not None and step.values == format_number(step.points) else step.values


def _total(explanation: Explanation, points: list[str]) -> list[tuple[Text, ...]]:
    total = explanation.result.total
    if total is None:
        return []
    added = " + ".join(points) if len(points) > 1 else _NOTHING
    return [((Strong("Razem"),), added, (Strong(format_number(total)),))]
