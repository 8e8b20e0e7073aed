"""What gives points and how many, for whoever counts them by hand: every criterion with its parts, the points of grades
and of achievements one by one, what replaces a result that somebody lacks, and what branches set for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from dsl.checks.proofs.most import Most
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.row_groups import RowGroup, group_rows
from dsl.emit.polish.sentences import Sentences
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, ForEach, Points, Regulation, Rows, StageKind
from dsl.model.regulation import Table as PointTable
from dsl.model.types import PERCENT, Fact, NumberType
from dsl.source.nodes import readable_name
from generator.papers.calculation import indent
from generator.papers.common import before_tiret, kept_whole, listing, section
from generator.regulation import criteria
from generator.regulation.branches import fact_column
from generator.regulation.document_sentences import DocumentSentences
from generator.regulation.draft import Draft, Group, named
from generator.regulation.point_tables import tables
from generator.regulation.texts import capital
from generator.tree import Align, Block, Column, Strong, Table, Text
from polish.enumerations import enumerate_items
from polish.numbers import format_number
from polish.units import letter

_NONE = "–"
_COLUMNS = (
    Column("Kryterium", 12),
    Column("Ile punktów", 20),
    Column("Najwyżej", None, Align.RIGHT),
    Column("Regulamin", 6),
)
_TABLES = "Tabele punktów"
_SHORT = 60  # letters: what is told again sooner than where it stands
_CAPTION_WIDTH = 45  # of a table among others, as letters of its columns

Cells = tuple[Text, ...]


def points(draft: Draft, where: Mapping[str, str]) -> Iterator[Block]:
    """All that counts in each group of branches; a criterion that counts as in an earlier group says so.
    The tables that they send to stand behind the first group."""
    told: dict[object, Group] = {}
    printed, groups = _Tables(draft, where), criteria.groups(draft)
    for group in groups:
        most = _Most(_branches(draft.regulation, group))
        counted = criteria.counted(draft, group.rules).criteria
        teller = _Teller(draft, group, where, most, printed)
        rows = [row for one in counted for row in _first_told(draft, told, group, teller.rows(one))]
        if rows:
            yield section(f"Punkty{group.suffix}", listing(_COLUMNS, (*rows, *_total(group, counted, most))))
        if group is groups[0]:
            yield from printed.blocks()


def _first_told(draft: Draft, told: dict[object, Group], group: Group, rows: tuple[Cells, ...]) -> tuple[Cells, ...]:
    """But for the unit, which differs."""
    before = told.setdefault(tuple(row[:3] for row in rows), group)
    if before is group or (len(rows) == 1 and len(rows[0][1]) <= _SHORT):
        return rows
    label, _, most, unit = rows[0]
    who = named(draft, before.members, before.branches, genitive=True)
    return ((label, f"tak samo jak dla {who}", most, unit),)


def _total(group: Group, counted: Sequence[Criterion], most: _Most) -> Iterator[Cells]:
    """Where all that counts is added up."""
    every = {criterion.name for criterion in counted}
    sums = [stage for stage in group.rules.order if stage.kind is StageKind.SUM]
    whole = next((stage for stage in sums if set(stage.criteria) == every), None)
    if len(every) > 1 and sums and (whole is not None or set(group.rules.total) == every):
        claimed = _number(whole.claimed_most) if whole is not None else None
        found = most.of(counted) if claimed is None else claimed
        told = _NONE if found is None else format_number(found)
        yield (Strong("Razem"),), "suma punktów za wszystkie kryteria", (Strong(told),), _NONE


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


class _Tables:
    """The tables of points that criteria send to, each once, by the number that it has in the regulation."""

    def __init__(self, draft: Draft, where: Mapping[str, str]) -> None:
        self.numbers: dict[str, str] = {}
        found: dict[object, tuple[str, Table]] = {}
        for group in criteria.groups(draft):
            rules = criteria.counted(draft, group.rules)
            for name, one in tables(Sentences(draft.regulation, rules), group).items():
                printed = where.get(one.id, "").rpartition(" ")[2] or str(len(found) + 1)
                number, _ = found.setdefault((one.caption, one.columns, one.rows), (printed, one))
                self.numbers[f"{group.prefix}{name}"] = number
        self.printed = tuple(found.values())

    def blocks(self) -> Iterator[Block]:
        """Low ones with the same heads as rows of one."""
        alike: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
        for number, one in self.printed:
            heads = tuple(column.header for column in one.columns) if _is_lying(one) else (number,)
            alike.setdefault(heads, []).append((number, one))
        if alike:
            yield section(_TABLES, *map(_joined, alike.values()))


def _is_lying(table: Table) -> bool:
    return len(table.rows) == 1 and len(table.columns) > 2


def _joined(alike: Sequence[tuple[str, Table]]) -> Table:
    if len(alike) == 1:
        ((number, only),) = alike
        return listing(only.columns, only.rows, _numbered(number, only))
    first, *values = alike[0][1].columns
    rows = tuple((_numbered(number, one), *one.rows[0][1:]) for number, one in alike)
    return listing((Column(first.header, _CAPTION_WIDTH), *values), rows)


def _numbered(number: str, table: Table) -> str:
    return f"Tabela {number}. {table.caption}"


class _Sentences(DocumentSentences):
    """What counts in a group; tables by the numbers that they have on the sheet."""

    def __init__(self, draft: Draft, group: Group, printed: _Tables) -> None:
        super().__init__(draft, group.rules, {})
        self.prefix, self.printed = group.prefix, printed

    def table_points(self, table: PointTable) -> str:
        return f"punkty z tabeli {self.printed.numbers[f'{self.prefix}{table.name}']}"

    def branch_table(self) -> str:
        return Sentences.branch_table(self)

    def repeated_once(self, criterion: Criterion, way: ForEach) -> str:
        return Sentences.once(self, criterion, way)


@dataclass(slots=True)
class _Teller:
    """The criteria of one group in few words."""

    draft: Draft
    group: Group
    where: Mapping[str, str]
    most: _Most
    printed: _Tables
    sentences: _Sentences = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = _Sentences(self.draft, self.group, self.printed)

    def rows(self, one: Criterion, depth: int = 0) -> tuple[Cells, ...]:
        """The criterion, and below it its parts, or what gives points one by one."""
        label = f"{indent(depth)}{one.notes.label}" if depth else capital(one.notes.label)
        own: Cells = (label, self.how(one), self.most.words(one), self.unit(one))
        return (own, *self.below(one, depth + 1))

    def below(self, one: Criterion, depth: int) -> Iterator[Cells]:
        match one.way:
            case Components(parts=parts):
                for part in parts:
                    yield from self.rows(part, depth)
            case Rows(rows=rows) | ForEach(body=Rows(rows=rows)):
                for group in group_rows(self.sentences.words, rows):
                    yield from self.listed(group, f"kryteria.{one.dotted}.wiersze", depth)
            case ForEach(body=Points(points=each)) as way if not isinstance(each, typed.TableLookup):
                amount = _number(each)
                most = _NONE if amount is None else format_number(amount)
                for number, item in enumerate(self.sentences.members(way), start=1):
                    yield f"{indent(depth)}{item.text}", self.sentences.amount(each), most, self.below_unit(one, number)

    def listed(self, group: RowGroup, path: str, depth: int) -> Iterator[Cells]:
        """A kind of achievements with the points of each title, or one thing with its points."""
        units = [kept_whole(self.where.get(f"{self.group.prefix}{path}.{one.number}", _NONE)) for one in group.rows]
        if group.head:
            told = "; ".join(self.sentences.named_row(one).text for one in group.rows)
            yield f"{indent(depth)}{group.head}", told, _NONE, before_tiret(units[0])
            return
        for one, unit in zip(group.rows, units, strict=True):
            amount = self.sentences.named_row(one).text.removeprefix(f"{one.name} – ")
            yield f"{indent(depth)}{one.name}", amount, _NONE, unit

    def unit(self, one: Criterion) -> str:
        return kept_whole(self.where.get(f"{self.group.prefix}kryteria.{one.dotted}", _NONE))

    def below_unit(self, one: Criterion, number: int) -> str:
        """Of the item that the regulation lists there under the criterion; tirets have no labels of their own."""
        unit = self.where.get(f"{self.group.prefix}kryteria.{one.dotted}", _NONE)
        if " lit. " in unit or unit == _NONE:
            return kept_whole(unit)
        is_point = " pkt " in unit
        return kept_whole(f"{unit} lit. {letter(number)}" if is_point else f"{unit} pkt {number}")

    def how(self, one: Criterion) -> str:
        named = self.sentences.is_named_by(one, one.way.condition)
        condition = "" if named else self.sentences.only_when(one.way.condition)
        return ", ".join(filter(None, (self.amount(one), condition)))

    def amount(self, one: Criterion) -> str:
        match one.way:
            case Points(points=given):
                return self.with_exceptions(one, given)
            case Rows(rows=rows):
                return f"według tego, co zachodzi{self.sentences.first_of(rows)}:"
            case Components():
                return "suma:"
            case ForEach(body=Rows()) as way:
                only = self.sentences.counted_only(way)
                return f"suma punktów za pozycje wymienione niżej{only}{self.sentences.repeated_once(one, way)}"
            case ForEach(each=each, body=Points(points=given)) as way:
                if not isinstance(given, typed.TableLookup) and self.sentences.members(way):
                    return f"suma punktów za pozycje wymienione niżej{self.sentences.repeated_once(one, way)}"
                positions = enumerate_items(self.sentences.positions(each.collection))
                only = self.sentences.counted_only(way) + self.sentences.repeated_once(one, way)
                return f"osobno za każdą z pozycji ({positions}): {self.each(given)}{only}"
        raise AssertionError(f"no such way: {one.way}")

    def each(self, given: typed.Typed) -> str:
        """Of a table, its points alone: the positions have said for what."""
        if isinstance(given, typed.TableLookup):
            return self.sentences.table_points(self.group.rules.tables[given.table])
        return self.sentences.amount(given)

    def with_exceptions(self, one: Criterion, given: typed.Typed) -> str:
        """What is usual, then what is given instead of it."""
        before = len(self.sentences.exceptions)
        told = self.sentences.amount_of(one, self.sentences.usual(one, given))
        instead = self.sentences.exceptions[before:]
        return "; ".join([told, *(f"jeżeli {each.condition} – zamiast tego {each.amount}" for each in instead)])


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


# -- what branches set ------------------------------------------------------------------------------------------------


def branch_facts(draft: Draft) -> Iterator[Block]:
    """What criteria ask of the branches: the subjects that each of them scores."""
    regulation, branches = draft.regulation, list(draft.regulation.branches.values())
    facts = [fact for fact in _asked(draft) if any(branch.facts.get(fact.name) for branch in branches)]
    if not facts:
        return
    nouns = nouns_of(regulation).branch
    names = Column("Nazwa", 4), tuple(branch.label if branch.label != branch.code else _NONE for branch in branches)
    asked = [fact_column(fact, branches) for fact in facts]
    columns = ((Column(capital(nouns.one), None), tuple(branch.code for branch in branches)), names, *asked)
    heading = (
        f"{capital(nouns.several)}: {enumerate_items([readable_name(column.header).lower() for column, _ in asked])}"
    )
    yield section(
        heading, listing(tuple(column for column, _ in columns), zip(*(cells for _, cells in columns), strict=True))
    )


def _asked(draft: Draft) -> list[Fact]:
    """The facts of branches that any criterion stands on, in the order in which the criteria come to them."""
    found: dict[str, Fact] = {}
    for group in criteria.groups(draft):
        for rules in group.members:
            formulas = (part.formulas() for one in criteria.counted(draft, rules).criteria for part in one.walk())
            for node in rules.reached(*(formula for several in formulas for formula in several)):
                if isinstance(node, typed.FactRef) and node.scope == "oddział":
                    found.setdefault(node.fact.name, node.fact)
    return list(found.values())
