"""How points came about, as rows of a table: a criterion, below it its parts or the things that are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dsl.emit.explain import COUNTED, Step
from dsl.model.result import Number
from generator.tree import Align, Column, Strong, Text
from polish.numbers import format_number

COLUMNS = (Column("Kryterium", 5), Column("Obliczenie", 5), Column("Punkty", None, Align.RIGHT))
_PART = "– "
_UNKNOWN = "?"
_NOTHING = "–"

Cells = tuple[Text, ...]
Told = dict[object, str]
"""What stands on the paper already, by the branch in whose part it stands."""


def rows(steps: Iterable[Step], total: Number | None, told: Told, where: str) -> Iterator[Cells]:
    """All criteria, also those that gave nothing, and the total. The parts of one that stands already in `told` with
    the same figures are not repeated."""
    for step in steps:
        found = tuple(_rows(step, 0))
        before = told.setdefault(found, where)
        yield from found if before == where else [_again(found, before)]
    said = "nie da się jeszcze policzyć" if total is None else _NOTHING
    yield (Strong("Razem"),), said, (Strong(_points(total)),)


def _again(found: Sequence[Cells], before: str) -> Cells:
    label, values, points = found[0]
    return label, values if len(found) == 1 else f"tak samo jak w oddziale {before}", points


def _rows(step: Step, depth: int) -> Iterator[Cells]:
    label = f"{_PART * depth}{step.label[:1].upper()}{step.label[1:]}" if depth == 0 else f"{_PART * depth}{step.label}"
    yield label, _values(step), _points(step.points)
    for part in step.parts:
        yield from _rows(part, depth + 1)


def _values(step: Step) -> str:
    """A fixed number of points needs no calculation; a thing that was not counted says why."""
    if step.outcome and step.outcome != COUNTED and step.kind == "pozycja":
        return step.outcome
    if step.points is not None and step.values == format_number(step.points):
        return _NOTHING
    return step.values or _NOTHING


def _points(points: Number | None) -> str:
    return _UNKNOWN if points is None else format_number(points)
