"""„Jak policzyć punkty”: the regulation for candidates on one page. It refers to the units of the regulation for the
rest, and says nothing that the regulation does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dsl.checks.proofs.most import Most
from dsl.emit.polish.sentences import Sentences
from dsl.model import expr as typed
from dsl.model.regulation import (
    Branch,
    Components,
    Criterion,
    ForEach,
    Points,
    Regulation,
    Row,
    Rows,
    Stage,
    StageKind,
)
from dsl.model.types import PERCENT, NumberType
from generator.papers.calculation import indent
from generator.papers.common import author, listing, section
from generator.regulation import criteria, head, order, units
from generator.regulation.draft import Draft, Group
from generator.regulation.examples import annex
from generator.regulation.timetable import when
from generator.tree import Align, Block, Column, Document, Note, Strong, Table, Text
from polish.enumerations import enumerate_items
from polish.numbers import format_number
from polish.plurals import POINT, Case, count

_TITLE = "Jak policzyć punkty"
_SUMMARY = "To streszczenie regulaminu dla kandydatów. Rozstrzyga tekst regulaminu."
_MOST_LISTED = 4
_HEADINGS = {"rekrutacyjne": "Postępowanie rekrutacyjne", "uzupełniające": "Postępowanie uzupełniające"}
_NONE = "–"

Cells = tuple[Text, ...]


def leaflet(regulation: Regulation, *, compact: bool = False) -> Document:
    """`compact` where it does not fit on a page otherwise."""
    draft = Draft(regulation)
    where = units(regulation)
    return Document(
        title=_TITLE,
        day=head.day(regulation),
        blocks=(
            *_points(draft, where),
            *_order(draft),
            *_timetable(regulation),
            *_example(draft),
            Note("Informacja.", _SUMMARY),
        ),
        kind="ulotka",
        subtitle=_subtitle(regulation),
        author=author(regulation),
        description="Kryteria, punkty, kolejność i terminy w skrócie",
        footer=head.footer(regulation),
        compact=compact,
    )


def _subtitle(regulation: Regulation) -> tuple[str, ...]:
    year = f"Rekrutacja na rok szkolny {regulation.school_year}" if regulation.school_year else ""
    return tuple(filter(None, (author(regulation), year)))


# -- points -----------------------------------------------------------------------------------------------------------


def _points(draft: Draft, where: Mapping[str, str]) -> Iterator[Block]:
    """All that counts in each group of branches, so that nobody has to look for it at another group."""
    columns = (
        Column("Kryterium", 5),
        Column("Ile punktów", 8),
        Column("Najwyżej", None, Align.RIGHT),
        Column("Regulamin", 3),
    )
    for group in criteria.groups(draft):
        most = _Most(_branches(draft.regulation, group))
        counted = criteria.counted(draft, group.rules).criteria
        teller = _Teller(draft, group, where, most)
        rows = [row for one in counted for row in teller.rows(one)]
        yield section(f"Punkty{group.suffix}", listing(columns, (*rows, *_total(group, counted, most))))


def _total(group: Group, counted: Sequence[Criterion], most: _Most) -> Iterator[Cells]:
    """Where all that counts is added up."""
    every = {criterion.name for criterion in counted}
    sums = [stage for stage in group.rules.order if stage.kind is StageKind.SUM]
    whole = next((stage for stage in sums if set(stage.criteria) == every), None)
    if len(every) > 1 and sums and (whole is not None or set(group.rules.total) == every):
        claimed = _number(whole.claimed_most) if whole is not None else None
        found = most.of(counted) if claimed is None else claimed
        if found is not None:
            yield (Strong("Razem"),), _NONE, (Strong(format_number(found)),), _NONE


@dataclass(slots=True)
class _Most:
    """The most points that somebody gets in a branch of the group. Claims are what checks prove."""

    branches: Sequence[Most]

    def of_one(self, criterion: Criterion) -> Fraction | None:
        claimed = _number(criterion.claimed_most)
        return self.of([criterion]) if claimed is None else claimed

    def of(self, criteria: Sequence[Criterion]) -> Fraction | None:
        if any(map(_is_unlimited, criteria)):
            return None
        found = [one.reached(criteria) for one in self.branches]
        return None if None in found else max(one for one in found if one is not None)

    def words(self, criterion: Criterion) -> str:
        found = self.of_one(criterion)
        return _NONE if found is None else format_number(found)


@dataclass(frozen=True, slots=True)
class _Teller:
    """The criteria of one group in few words."""

    draft: Draft
    group: Group
    where: Mapping[str, str]
    most: _Most

    @property
    def sentences(self) -> Sentences:
        return Sentences(self.draft.regulation, self.group.rules)

    def rows(self, one: Criterion) -> tuple[Cells, ...]:
        """The criterion, and below it its parts."""
        parts = one.way.parts if isinstance(one.way, Components) else ()
        label = one.notes.label[:1].upper() + one.notes.label[1:]
        own: Cells = (label, self.how(one), self.most.words(one), self.unit(one))
        return (own, *(row for part in parts for row in self.part_rows(part, 1)))

    def part_rows(self, one: Criterion, depth: int) -> Iterator[Cells]:
        yield f"{indent(depth)}{one.notes.label}", self.how(one), self.most.words(one), self.unit(one)
        for part in one.way.parts if isinstance(one.way, Components) else ():
            yield from self.part_rows(part, depth + 1)

    def unit(self, one: Criterion) -> str:
        return self.where.get(f"{self.group.prefix}kryteria.{one.dotted}", _NONE)

    def how(self, one: Criterion) -> str:
        condition = "" if self.sentences.is_named_by(one, one.way.condition) else self.when(one)
        told = self.amount(one)
        return f"{told}, {condition}" if condition else told

    def when(self, one: Criterion) -> str:
        return self.sentences.only_when(one.way.condition)

    def amount(self, one: Criterion) -> str:
        match one.way:
            case Points(points=points):
                return self.usual(one, points)
            case Rows(rows=rows):
                return self.of_rows(rows)
            case Components():
                return "suma:"
            case ForEach(body=Rows(rows=rows)):
                return f"za każde: {self.of_rows(rows)}"
            case ForEach(each=each, body=Points(points=points)):
                positions = enumerate_items(self.sentences.positions(each.collection))
                return f"za każdą z pozycji ({positions}): {self.usual(one, points)}"
        raise AssertionError(f"no such way: {one.way}")

    def usual(self, one: Criterion, points: typed.Typed) -> str:
        """What is given in the last case; exceptions stand in the regulation."""
        usual = points
        while isinstance(usual, typed.If):
            usual = usual.otherwise
        if isinstance(usual, typed.TableLookup):
            entries = self.sentences.entries(self.group.rules.tables[usual.table])
            told = ", ".join(f"{name} – {self.short(amount)}" for name, amount in entries)
        else:
            told = self.sentences.amount(usual)
        if usual is points:
            return told
        exceptions = self.where.get(f"{self.group.prefix}kryteria.{one.path[0]}.wyjątki", self.unit(one))
        return f"{told} (wyjątki: {exceptions})"

    def short(self, points: typed.Typed) -> str:
        number = _number(points)
        return self.sentences.amount(points) if number is None else format_number(number)

    def of_rows(self, rows: tuple[Row, ...]) -> str:
        """The rows where there are few; else from how many points to how many."""
        if len(rows) <= _MOST_LISTED:
            return "; ".join(self.sentences.row(row).flat for row in rows)
        known = [number for row in rows if (number := _number(row.points)) is not None]
        if len(known) < len(rows):
            return "według regulaminu"
        return f"od {format_number(min(known))} do {count(max(known), POINT, Case.GENITIVE)}, zależnie od rodzaju"


def _branches(regulation: Regulation, group: Group) -> list[Most]:
    """Of kinds that have no branches yet, one of which nothing is known."""
    if group.branches:
        return [Most(regulation, one) for one in group.branches]
    return [Most(regulation, Branch("", one, None, {}, {}, (), one.notes), of_any_branch=True) for one in group.members]


def _is_unlimited(criterion: Criterion) -> bool:
    """Whether points are a number that the candidate brings: how great it may be in the data is no rule."""
    if criterion.limit is not None or criterion.claimed_most is not None:
        return False
    if isinstance(criterion.way, Components):
        return any(map(_is_unlimited, criterion.way.parts))
    return isinstance(criterion.way, Points) and any(map(_is_bare_number, _amounts(criterion.way.points)))


def _amounts(points: typed.Typed) -> Iterator[typed.Typed]:
    """What the points are in any of the cases."""
    match points:
        case typed.If(then=then, otherwise=otherwise):
            yield from (*_amounts(then), *_amounts(otherwise))
        case typed.Fallback(value=value, fallback=fallback):
            yield from (*_amounts(value), *_amounts(fallback))
        case typed.Calculation(left=left, right=right):
            yield from (*_amounts(left), *_amounts(right))
        case _:
            yield points


def _is_bare_number(node: typed.Typed) -> bool:
    is_of_candidate = isinstance(node, typed.FactRef) and node.scope != "oddział"
    return is_of_candidate and isinstance(node.type, NumberType) and node.type != PERCENT


def _number(node: typed.Typed | None) -> Fraction | None:
    return node.value if isinstance(node, typed.Constant) and isinstance(node.value, Fraction) else None


# -- order, days, an example ------------------------------------------------------------------------------------------


def _order(draft: Draft) -> Iterator[Block]:
    columns = (Column("Etap", None, Align.RIGHT), Column("Co decyduje", 9))
    for group in order.groups(draft):
        told = Sentences(draft.regulation, group.rules)
        every = {one.name for one in criteria.counted(draft, group.rules).criteria}
        stages = [_stage(told, one, every) for one in group.rules.order]
        rows = tuple((str(number), text) for number, text in enumerate(stages, start=1))
        if rows:
            yield section(
                f"Kolejność: następny etap rozstrzyga przy równym wyniku{group.suffix}", listing(columns, rows)
            )


def _stage(told: Sentences, one: Stage, every: set[str]) -> str:
    """A sum of some of the criteria names them."""
    wording = told.stage(one)
    is_of_some = one.kind is StageKind.SUM and set(one.criteria) != every
    return wording.flat if is_of_some else wording.text


def _timetable(regulation: Regulation) -> Iterator[Block]:
    events = list(regulation.timetable.values())
    phases = [phase for phase in _HEADINGS if any(phase in event.terms for event in events)]
    if not phases:
        return
    headings = ["Termin"] if len(phases) == 1 else [_HEADINGS[phase] for phase in phases]
    columns = (Column("Czynność", 6), *(Column(heading, 4) for heading in headings))
    rows = (
        (
            event.activity[:1].upper() + event.activity[1:],
            *(when(event, phase, regulation.timetable) for phase in phases),
        )
        for event in events
    )
    yield section("Terminy", listing(columns, rows))


def _example(draft: Draft) -> Iterator[Block]:
    """The first worked example of the regulation that comes to a total."""
    tables = [block for one in annex(draft) for block in one.blocks if isinstance(block, Table)]
    found = next((one for one in tables if any(row[0] == (Strong("Razem"),) for row in one.rows)), None)
    if found is not None:
        yield section(found.caption, listing(found.columns, found.rows))
