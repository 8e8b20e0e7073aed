"""How points came about, as rows of a table: a criterion, below it its parts or the things that are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dsl.emit.explain import COUNTED, Step
from dsl.model.result import Number
from generator.tree import Align, Column, Strong, Text
from polish.numbers import NBSP, format_number

COLUMNS = (Column("Kryterium", 5), Column("Obliczenie", 5), Column("Punkty", None, Align.RIGHT))
_PART = "– "
_STEP_IN = NBSP * 4
_UNKNOWN = "?"
_NOTHING = "–"

Cells = tuple[Text, ...]
Told = dict[object, str]
"""What stands on the paper already, by the branch in whose part it stands."""


def rows(steps: Iterable[Step], total: Number | None, told: Told, where: str) -> Iterator[Cells]:
    """All criteria, also those that gave nothing, and the total. The parts of one that stands already in `told` with
    the same figures are not repeated."""
    counted: list[Number | None] = []
    for step in steps:
        counted.append(step.points)
        found = tuple(_rows(step, 0))
        before = told.setdefault(found, where)
        yield from found if before == where else [_again(found, before)]
    yield (Strong("Razem"),), _sum(counted, total), (Strong(_points(total)),)


def _sum(counted: Sequence[Number | None], total: Number | None) -> str:
    """What the total is the sum of, where it is the sum of all the criteria."""
    if total is None:
        return "nie da się jeszcze policzyć"
    known = [one for one in counted if one is not None]
    is_sum = len(known) == len(counted) > 1 and sum(known) == total
    return " + ".join(map(format_number, known)) if is_sum else _NOTHING


def _again(found: Sequence[Cells], before: str) -> Cells:
    label, values, points = found[0]
    return label, values if len(found) == 1 else f"tak samo jak w oddziale {before}", points


def _rows(step: Step, depth: int) -> Iterator[Cells]:
    label = f"{indent(depth)}{step.label}" if depth else f"{step.label[:1].upper()}{step.label[1:]}"
    yield label, _values(step), _points(step.points)
    for part in step.parts:
        yield from _rows(part, depth + 1)


def indent(depth: int) -> str:
    """What a part of a criterion begins with: one dash, further in for the parts of parts."""
    return f"{_STEP_IN * (depth - 1)}{_PART}"


def _values(step: Step) -> str:
    """A fixed number of points needs no calculation; a thing that was not counted says why."""
    if step.outcome and step.outcome != COUNTED and step.kind == "pozycja":
        return step.outcome
    if step.points is not None and step.values == format_number(step.points):
        return "warunek spełniony" if step.is_met and not step.parts else _NOTHING
    return step.values or _NOTHING


def _points(points: Number | None) -> str:
    return _UNKNOWN if points is None else format_number(points)
