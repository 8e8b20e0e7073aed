"""How points came about, as rows of a table: a criterion, below it its parts or the things that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dsl.emit.explain import COUNTED, NOT_SCORED, Step
from dsl.model.result import Number
from generator.regulation.texts import capital
from generator.tree import Align, Column, Strong, Text
from polish.numbers import NBSP, format_number

COLUMNS = (
    Column("Kryterium", 5),
    Column("Obliczenie", 5),
    Column("Punkty", None, Align.RIGHT),
    Column("Regulamin", 3),
)
_PART = "– "
_STEP_IN = NBSP * 4
_UNKNOWN = "?"
_NOTHING = "–"
_NOT_YET = "nie da się jeszcze policzyć"
_NO_POINTS = "regulamin nie daje za to punktów"
_ITEM = "pozycja"

Cells = tuple[Text, ...]
Unit = Callable[[Step], str]
"""The unit of the regulation that tells a criterion, or what an item of a list gives."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A criterion with its rows; `points` None where they are not known. `at_once` is all of its calculation."""

    label: str
    rows: tuple[Cells, ...]
    points: Number | None
    at_once: str

    @property
    def unit(self) -> Text:
        return self.rows[0][-1]

    @property
    def told(self) -> object:
        """All but the units."""
        return tuple(row[:-1] for row in self.rows)


def counted(steps: Iterable[Step], unit: Unit) -> tuple[Counted, ...]:
    """All criteria, also those that gave nothing."""
    return tuple(
        Counted(capital(step.label), tuple(_rows(step, 0, unit)), step.points, _at_once(step)) for step in steps
    )


def rows(criteria: Sequence[Counted], total: Number | None) -> Iterator[Cells]:
    for one in criteria:
        yield from one.rows
    yield (Strong("Razem"),), _sum([one.points for one in criteria], total), (Strong(_points(total)),), _NOTHING


Told = dict[object, str]
"""What stands on the paper already, by where it stands."""


def differing(criteria: Sequence[Counted], total: Number | None, told: Told, where: str) -> Iterator[Cells]:
    """The criteria that do not stand in `told` with the same figures; in the sum those that do."""
    own: list[Counted] = []
    before: dict[str, list[Counted]] = {}
    for one in criteria:
        stands = told.setdefault(one.told, where)
        if stands == where:
            own.append(one)
            yield one.label, one.at_once, _points(one.points), one.unit
        else:
            before.setdefault(stands, []).append(one)
    yield (Strong("Razem"),), _sum_with(own, before, total), (Strong(_points(total)),), _NOTHING


def _sum_with(own: Sequence[Counted], before: Mapping[str, Sequence[Counted]], total: Number | None) -> str:
    added = [*(one.points for one in own), *map(_added, before.values())]
    if _sum(added, total) in (_NOTHING, _NOT_YET):
        return "; ".join([_sum(added, total), *_as_before(before).values()])
    ahead = [_points(one.points) for one in own]
    return " + ".join(
        [*ahead, *(f"{_points(_added(before[one]))} ({what})" for one, what in _as_before(before).items())]
    )


def _as_before(before: Mapping[str, Sequence[Counted]]) -> dict[str, str]:
    """What stands elsewhere, by where it stands."""
    found = {}
    for stands, several in before.items():
        is_rest = len(before) == 1 < len(several)
        what = "pozostałe kryteria" if is_rest else "; ".join(one.label.lower() for one in several)
        found[stands] = f"{what}, tak samo jak {stands}"
    return found


def _added(several: Sequence[Counted]) -> Number | None:
    known = [one.points for one in several if one.points is not None]
    return sum(known) if len(known) == len(several) else None


def _at_once(step: Step) -> str:
    """With its parts in the same line."""
    inside = [f"{part.label}: {_at_once(part)}" for part in step.parts]
    return "; ".join(inside) or _values(step)


def _sum(added: Sequence[Number | None], total: Number | None) -> str:
    """What the total is the sum of, where it is the sum of all the criteria."""
    if total is None:
        return _NOT_YET
    known = [one for one in added if one is not None]
    is_sum = len(known) == len(added) > 1 and sum(known) == total
    return " + ".join(map(format_number, known)) if is_sum else _NOTHING


def _rows(step: Step, depth: int, unit: Unit) -> Iterator[Cells]:
    label = f"{indent(depth)}{step.label}" if depth else capital(step.label)
    yield label, _values(step), _points(step.points), unit(step)
    for part in step.parts:
        yield from _rows(part, depth + 1, unit)


def indent(depth: int) -> str:
    """What a part of a criterion begins with: one dash, further in for the parts of parts."""
    return f"{_STEP_IN * (depth - 1)}{_PART}"


def _values(step: Step) -> str:
    """A fixed number of points needs no calculation; a thing that was not counted says why."""
    if step.outcome and step.outcome != COUNTED and step.kind == _ITEM:
        return _NO_POINTS if step.outcome == NOT_SCORED else step.outcome
    if step.points is not None and step.values == format_number(step.points):
        if step.kind == _ITEM:
            return COUNTED
        return "warunek spełniony" if step.is_met and not step.parts else _NOTHING
    return step.values or _NOTHING


def _points(points: Number | None) -> str:
    return _UNKNOWN if points is None else format_number(points)
