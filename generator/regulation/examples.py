"""The annex with the worked examples: computed by the evaluator, marked as illustrations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dsl.checks.examples import example_facts
from dsl.diagnostics import Diagnostics
from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import Explanation, Step, explain
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.rule_words import WordsOfRules
from dsl.model.regulation import Example, Regulation
from dsl.model.result import Number
from dsl.source.nodes import normal_name
from generator.regulation.draft import Draft
from generator.regulation.texts import capital
from generator.tree import Align, Annex, Column, Strong, Table, Text, TextBlock
from polish.numbers import format_number

_COLUMNS = (Column("Kryterium", 5), Column("Obliczenie", 4), Column("Punkty", None, Align.RIGHT))
_CONDITIONS = (Column("Warunek", 4), Column("Dane", 3), Column("Wynik", 3))
_ADMISSION = frozenset({"dopuszczony", "powód"})
_COUNTED = "liczy się"
_NOT_CONCERNED = "nie dotyczy"
_NOTHING = "–"
_MET = "warunek spełniony"
_MANY_PARTS = 3
_SHORT_NAME = 40  # letters of an item that reads beside others in a cell

Cells = tuple[Text, ...]


def annex(draft: Draft) -> tuple[Annex, ...]:
    regulation = draft.regulation
    words = WordsOfRules()
    shown = [one for one in regulation.examples if _is_shown(regulation, one)]
    tables = [table for one in shown if (table := _table(regulation, one, words))]
    if not tables:
        return ()
    note = TextBlock(
        "Przykłady pokazują, jak liczy się punkty według regulaminu. Mają charakter poglądowy: nie dotyczą żadnego "
        f"{nouns_of(regulation).candidate.of_one} i nie ustanawiają zasad."
    )
    return (Annex("Załącznik do regulaminu", "Przykłady obliczania punktów", (note, *tables), id="przykłady"),)


def _is_shown(regulation: Regulation, example: Example) -> bool:
    """One about the order of several candidates has no calculation to show."""
    return example.is_printed and not example.candidates and example.branch in regulation.branches


def _table(regulation: Regulation, example: Example, words: WordsOfRules) -> Table | None:
    facts, pair = example_facts(regulation, example, Diagnostics())
    explanation = explain(Evaluator(regulation, regulation.branches[example.branch], facts, pair), words)
    expected = {normal_name(name.partition(".")[0]) for name in example.expected}
    is_about_conditions = bool(expected) and expected <= _ADMISSION
    columns = _CONDITIONS if is_about_conditions else _COLUMNS
    rows = _conditions(explanation) if is_about_conditions else _counted(explanation, expected)
    if expected & _ADMISSION and not is_about_conditions:
        rows = [*rows, *_admission(explanation)]
    if not rows:
        return None
    where = (
        f" dla {nouns_of(regulation).branch.of_one} {example.branch}" if explanation.result.total is not None else ""
    )
    caption = f"Przykład{where}: {example.name}"
    return Table(caption, columns, tuple(rows), id=example_id(example), origin=example.notes.span)


def example_id(example: Example) -> str:
    """Of the table that shows it."""
    return f"przykłady.{example.name.replace(' ', '_')}"


def _counted(explanation: Explanation, expected: set[str]) -> list[Cells]:
    """All criteria with their total; of what is incomplete only the criteria that the example is about."""
    total = explanation.result.total
    named = [step for step in explanation.criteria if step.name in expected] if total is None else []
    told = [row for step in named or explanation.criteria for row in _rows(step, keeps_nothing=bool(named))]
    rows: list[Cells] = [(capital(row.label), row.values, row.points) for row in told]
    return [*rows, *_total(total, told)] if rows and total is not None else rows


@dataclass(frozen=True, slots=True)
class _Row:
    """`is_added`: its points go into the total; those of parts of what is cut do not."""

    label: str
    values: str
    points: str
    is_added: bool = True


def _rows(step: Step, *, keeps_nothing: bool = False) -> Iterator[_Row]:
    """A criterion in one row, or its parts in one each and below them what a cut leaves; what gave nothing is left
    out, unless it is what the example shows."""
    parts = [part for part in step.parts if part.kind == step.kind]
    if parts:
        inside = [row for part in parts for row in _rows(part)]
        has_own_row = len(inside) >= _MANY_PARTS
        if has_own_row:
            yield _Row(f"{step.label}:", "", "", is_added=False)
        for row in inside:
            label = f"– {row.label}" if has_own_row else f"{step.label} – {row.label}"
            yield replace(row, label=label, is_added=row.is_added and step.cut is None)
        if step.cut is not None and step.points is not None:
            yield _Row(f"{step.label} – łącznie", step.values, format_number(step.points))
    elif step.points or (keeps_nothing and step.points is not None):
        counted = _counted_items(step)
        if any(len(part.label) > _SHORT_NAME for part in counted):
            yield from _items(step, counted)
        else:
            yield _Row(step.label, _values(step), format_number(step.points))


def _items(step: Step, counted: Sequence[Step]) -> Iterator[_Row]:
    """Items with long names in a row each, and below them what they give together."""
    assert step.points is not None
    if len(counted) == 1 and counted[0].points == step.points:
        yield _Row(f"{step.label} – {counted[0].label}", _of_itself(counted[0]), format_number(step.points))
        return
    yield _Row(f"{step.label}:", "", "", is_added=False)
    for part in counted:
        yield _Row(f"– {part.label}", _of_itself(part), format_number(part.points or 0), is_added=False)
    yield _Row(f"{step.label} – łącznie", step.values, format_number(step.points))


def _counted_items(step: Step) -> list[Step]:
    return [part for part in step.parts if part.outcome == _COUNTED]


def _values(step: Step) -> str:
    """How the points came about."""
    counted = _counted_items(step)
    if counted:
        told = [f"{part.label}: {part.values}" for part in counted]
        plain = " + ".join(format_number(part.points or 0) for part in counted)
        return "; ".join(told if step.values == plain else [*told, step.values])
    return _of_itself(step)


def _of_itself(step: Step) -> str:
    """A fixed number of points needs no calculation."""
    is_fixed = step.points is not None and step.values == format_number(step.points)
    if not is_fixed:
        return step.values
    return _MET if step.is_met and not step.parts else _NOTHING


def _total(total: Number, rows: list[_Row]) -> list[Cells]:
    points = [row.points for row in rows if row.is_added]
    added = " + ".join(points) if len(points) > 1 else _NOTHING
    return [((Strong("Razem"),), added, (Strong(format_number(total)),))]


# -- conditions -------------------------------------------------------------------------------------------------------


def _conditions(explanation: Explanation) -> list[Cells]:
    """What is not met and settles that somebody is not admitted; else everything that had to be met."""
    concerned = [step for step in explanation.conditions if step.outcome != _NOT_CONCERNED]
    unmet = [step for step in concerned if step.name == explanation.result.unmet]
    return [(capital(step.rule), step.values, (Strong(step.outcome),)) for step in unmet or concerned]


def _admission(explanation: Explanation) -> list[Cells]:
    """That who has these points is not admitted all the same."""
    unmet = next((step for step in explanation.conditions if step.name == explanation.result.unmet), None)
    if unmet is None:
        return []
    data = f" ({unmet.values})" if unmet.values else ""
    return [((Strong("Warunki przyjęcia"),), (Strong(unmet.outcome), f": {unmet.rule}{data}"), _NOTHING)]
