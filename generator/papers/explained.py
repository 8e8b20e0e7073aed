"""The choices of one candidate side by side: points, conditions, stages and what they stand on, each told once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dsl.emit.applicability import concerns
from dsl.emit.explain import Explanation, Step
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.order import stage_path
from dsl.emit.polish.provisions import act
from dsl.model.regulation import Branch, Condition, Regulation, Stage, StageKind
from generator.papers import calculation
from generator.papers.common import before_tiret, kept_whole, listing, stands_on
from generator.papers.side_by_side import merged, place_columns, places
from generator.regulation.texts import capital
from generator.tree import Column, Inner, Table, TextBlock
from polish.enumerations import enumerate_items

_NOT_CONCERNED = "nie dotyczy"
_NONE = "–"
_ALL = "wszystkie"
_MET = "spełniony"
_ITEM = "pozycja"
_REGULATION = Column("Regulamin", 3)

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Explained:
    """One choice: `branch` as candidates' files name it, `home` as the regulation of its school does; `units` are those
    of this regulation."""

    regulation: Regulation
    branch: Branch
    home: Branch
    found: Explanation
    units: Mapping[str, str]

    @property
    def school(self) -> str:
        """The sign of the school in a recruitment of several."""
        return self.branch.code.removesuffix(self.home.code).removesuffix("/")

    def unit(self, path: str) -> str:
        """Where the regulation tells a rule of this branch."""
        owners = (f"oddziały.{self.home.code}.", f"rodzaje_oddziałów.{self.home.rules.kind}.", "")
        found = (self.units.get(f"{owner}{path}") for owner in owners)
        return kept_whole(next((one for one in found if one), _NONE))

    def conditions(self) -> Iterator[tuple[Condition, Step]]:
        """Those that may concern somebody in the branch."""
        for condition, step in zip(self.home.rules.conditions, self.found.conditions, strict=True):
            is_foreign = concerns(self.regulation, self.home, condition.applies_when) is False
            if not is_foreign and step.outcome != _NOT_CONCERNED:
                yield condition, step

    def stages(self) -> Iterator[tuple[Stage, Step]]:
        return zip(self.home.rules.order, self.found.stages, strict=True)


def by_school(choices: Sequence[Explained]) -> list[list[Explained]]:
    return list(_alike([(id(one.regulation), one) for one in choices]).values())


def _alike(told: Sequence[tuple[Key, Explained]]) -> dict[Key, list[Explained]]:
    found: dict[Key, list[Explained]] = {}
    for key, one in told:
        found.setdefault(key, []).append(one)
    return found


def named(choices: Sequence[Explained]) -> str:
    """„oddział A”, „oddziały A i C”."""
    noun = nouns_of(choices[0].regulation).branch
    return f"{noun.one if len(choices) == 1 else noun.several} {_codes(choices)}"


def _codes(choices: Sequence[Explained]) -> str:
    return enumerate_items([one.branch.code for one in choices])


def _some(codes: Sequence[str], of: Sequence[Explained]) -> str:
    return _ALL if len(codes) == len(of) else enumerate_items(list(codes))


# -- points -----------------------------------------------------------------------------------------------------------


def points(choices: Sequence[Explained]) -> Iterator[Table]:
    """The first branch in full, with those in which the candidate has the same; of the others only what differs."""
    counted = [(calculation.counted(one.found.criteria, _unit_of(one)), one.found.result.total) for one in choices]
    (first, total), *others = (alike := _alike(list(zip(counted, choices, strict=True))))
    where = alike[first, total]
    caption = capital(named(where)) if len(choices) > 1 else ""
    yield listing(calculation.COLUMNS, calculation.rows(first, total), caption)
    if others:
        noun = nouns_of(choices[0].regulation).branch
        told: calculation.Told = {one.told: f"w {noun.in_one} {where[0].branch.code}" for one in first}
        rows = [
            (_codes(alike[key]), *cells)
            for key in others
            for cells in calculation.differing(*key, told, f"w {noun.in_one} {alike[key][0].branch.code}")
        ]
        columns = (Column(capital(noun.one), None), *calculation.COLUMNS)
        yield listing(columns, rows, f"Inne {noun.several}: tylko to, co się różni")


def _unit_of(one: Explained) -> calculation.Unit:
    return lambda step: _unit(one, step)


def _unit(one: Explained, step: Step) -> str:
    """An item of a list by the row that it hits, or by the stage before which it puts the candidate; it has no unit but
    that of its criterion where there are no rows."""
    if step.priority is not None:
        return one.unit(f"kolejność.{stage_path(step.priority)}")
    if step.kind != _ITEM:
        return one.unit(f"kryteria.{step.name}")
    row = one.unit(f"kryteria.{step.name}.wiersze.{step.row}") if step.row else _NONE
    return "" if row == _NONE else before_tiret(row)


# -- conditions, order ------------------------------------------------------------------------------------------------


def conditions(choices: Sequence[Explained]) -> Iterator[Table]:
    """Every condition once, with the branches that ask for it; of one that is not met, the data."""
    found: dict[tuple[str, str], tuple[list[str], dict[str, None]]] = {}
    for one in choices:
        for condition, step in one.conditions():
            codes, units = found.setdefault((condition.text or step.label, _met(step)), ([], {}))
            codes.append(one.branch.code)
            units[one.unit(f"warunki.{condition.name}")] = None
    if found:
        of = (Column(capital(nouns_of(choices[0].regulation).branch.several), 2),) if len(choices) > 1 else ()
        columns = (Column("Warunek", 7), Column("Wynik", 4), *of, _REGULATION)
        rows = (
            (*key, *([_some(codes, choices)] if of else []), "; ".join(units)) for key, (codes, units) in found.items()
        )
        yield listing(columns, rows)


def _met(step: Step) -> str:
    has_data = step.outcome != _MET and step.values not in ("", step.outcome)
    return f"{step.outcome} ({step.values})" if has_data else step.outcome


def stages(choices: Sequence[Explained]) -> Iterator[Table]:
    """Every stage once, with its place in each order."""
    told = [tuple(_compared(stage, step, one) for stage, step in one.stages()) for one in choices]
    orders = _orders(choices)
    units: dict[tuple[str, str], dict[str, None]] = {}
    for compared, one in zip(told, choices, strict=True):
        for key, (stage, _) in zip(compared, one.stages(), strict=True):
            units.setdefault(key, {})[one.unit(f"kolejność.{stage_path(stage)}")] = None
    if any(told):
        heads = ("Etap",) if len(orders) == 1 else tuple(map(_codes, orders.values()))
        columns = (Column("Co się porównuje", 7), Column("U kandydata", 4))
        rows = ((*key, *places(key, list(orders)), "; ".join(units[key])) for key in merged(list(orders)))
        yield listing((*columns, *place_columns(heads), _REGULATION), rows)


def has_one_order(choices: Sequence[Explained]) -> bool:
    return len(_orders(choices)) == 1


def _orders(choices: Sequence[Explained]) -> dict[tuple[tuple[str, str], ...], list[Explained]]:
    return _alike([(tuple(_compared(stage, step, one) for stage, step in one.stages()), one) for one in choices])


def _compared(stage: Stage, step: Step, one: Explained) -> tuple[str, str]:
    """A sum of all that counts stands in the table of points."""
    is_total = stage.kind is StageKind.SUM and set(stage.criteria) == set(one.home.rules.total)
    return step.label, "razem z tabeli punktów" if is_total else step.outcome


# -- what it stands on ------------------------------------------------------------------------------------------------


def bases(choices: Sequence[Explained], *, is_draft: bool) -> Iterator[Inner]:
    """Every provision once, with the units of the regulation that stand on it."""
    rules: dict[str, dict[str, None]] = {}
    acts: dict[str, None] = {}
    for one in choices:
        for path, words, step in _ruling(one):
            basis = stands_on(one.regulation, step.notes, is_draft=is_draft)
            if basis:
                unit = one.unit(path)
                rules.setdefault(basis, {})[words if unit == _NONE else unit] = None
                acts.update(dict.fromkeys(_in_full(one.regulation, step)))
    if rules:
        columns = (Column("Podstawa prawna", 5), Column("Przepisy regulaminu", 6))
        yield listing(columns, ((basis, "; ".join(units)) for basis, units in rules.items()))
        yield TextBlock(f"Powołane akty: {'; '.join(acts)}.")


def _ruling(one: Explained) -> Iterator[tuple[str, str, Step]]:
    """Every rule with its path, and words where the regulation prints no unit for it."""
    yield from ((f"kryteria.{step.name}", step.label, step) for step in one.found.criteria)
    for condition, step in one.conditions():
        yield f"warunki.{condition.name}", condition.text or step.label, step
    yield from ((f"kolejność.{stage_path(stage)}", step.label, step) for stage, step in one.stages())


def _in_full(regulation: Regulation, step: Step) -> Iterator[str]:
    """The act that the table calls by its short name."""
    name = step.notes.basis.act if step.notes.basis is not None else ""
    if name in regulation.acts:
        yield act(regulation.acts[name])
