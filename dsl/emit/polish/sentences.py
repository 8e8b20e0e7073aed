"""Rules as sentences of a regulation: criteria, conditions, the order. Provisions are in `provisions`.

Made from the model alone; the document, the explanations and the assistant's quotations all take their words here.
A subclass may say some things otherwise: the document refers to its tables by number
(`table_points`, `branch_table`, `usual`).
"""

from __future__ import annotations

import re
from fractions import Fraction

from dsl.emit.polish.conditions import when, without_subject
from dsl.emit.polish.exclusive import exclude_one_another
from dsl.emit.polish.members import counted_members
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.order import excluded, stage, whose
from dsl.emit.polish.provisions import (
    act,
    basis,
    clause,
    document,
    event,
    member_list,
    seats_total,
    seats_words,
)
from dsl.emit.polish.row_groups import NamedRow, group_rows
from dsl.emit.polish.said import says
from dsl.emit.polish.terms import Events, period_words, term_words
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import Words, fact_label
from dsl.model import expr as typed
from dsl.model.regulation import (
    Branch,
    Components,
    Condition,
    Criterion,
    ForEach,
    Points,
    Pool,
    Regulation,
    Row,
    Rows,
    Rules,
    Stage,
    Table,
)
from dsl.model.types import CollectionType, Notion, NotionType, NumberType, RecordType
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items
from polish.plurals import POINT, SEAT, count

__all__ = [
    "Events",
    "Sentences",
    "Wording",
    "act",
    "basis",
    "clause",
    "document",
    "event",
    "member_list",
    "period_words",
    "seats_words",
    "term_words",
]


_MOST_LISTED = 20
_MOST_OF_IT = Fraction(2, 3)
_NAMED = (typed.FactRef, typed.ItemOf, typed.FieldOf, typed.DefinitionRef)


class Sentences:
    """The sentences of one set of rules of a regulation."""

    def __init__(self, regulation: Regulation, rules: Rules) -> None:
        self.regulation, self.rules = regulation, rules
        self.words = Words(regulation, rules)

    # -- criteria -----------------------------------------------------------------------------------------------------

    def criterion(self, criterion: Criterion) -> Wording:
        path, origin = f"kryteria.{criterion.dotted}", criterion.notes.span
        match criterion.way:
            case Points() as way:
                return Wording(self.plain(criterion, way), path=path, origin=origin)
            case Rows(rows=rows) as way:
                text = self.headed(criterion, self.most(criterion), self.only_when(way.condition))
                return Wording(text + self.first_of(rows), self.rows(rows, path), path=path, origin=origin)
            case Components(parts=parts) as way:
                text = self.headed(criterion, self.most(criterion), self.only_when(way.condition))
                lead = "przy czym" if all(self.speaks_for_itself(part) for part in parts) else "w tym"
                items = tuple(self.criterion(part) for part in parts)
                return Wording(text, items, lead=lead, path=path, origin=origin)
            case ForEach() as way:
                return self.for_each(criterion, way, path)

    def headed(self, criterion: Criterion, *details: str) -> str:
        told = ", ".join(detail for detail in details if detail)
        return f"{criterion.notes.label} – {told}" if told else criterion.notes.label

    def plain(self, criterion: Criterion, way: Points) -> str:
        points = self.usual(criterion, way.points)
        amount, most = self.amount_of(criterion, points), self.most(criterion)
        condition = "" if self.is_named_by(criterion, way.condition) else self.only_when(way.condition)
        by_case = isinstance(points, typed.If | typed.Fallback)
        if by_case and condition:
            condition = f"punkty przyznaje się tylko, {condition}"
        told = ("; " if by_case else ", ").join(filter(None, (amount, condition, most)))
        return told if self.speaks_for_itself(criterion) else f"{criterion.notes.label} – {told}"

    def amount_of(self, criterion: Criterion, points: typed.Typed) -> str:
        """The amount, without the words that the criterion's name has said."""
        base = points.key if isinstance(points, typed.TableLookup) else points
        if isinstance(base, typed.If | typed.Constant) or self.words.side(base) != criterion.notes.label:
            return self.amount(points)
        if isinstance(points, typed.TableLookup):
            return self.table_points(self.rules.tables[points.table])
        return "liczba punktów równa tej wartości"

    def usual(self, criterion: Criterion, points: typed.Typed) -> typed.Typed:
        """The formula told with the criterion itself; the document tells exceptions apart."""
        return points

    def speaks_for_itself(self, criterion: Criterion) -> bool:
        """A part whose formula names what it counts: „wynik egzaminu z matematyki mnoży się przez 0,35”."""
        if len(criterion.path) == 1 or not isinstance(criterion.way, Points):
            return False
        points = criterion.way.points
        while isinstance(points, typed.If):
            points = points.otherwise
        sides = (points.left, points.right) if isinstance(points, typed.Calculation) else ()
        return any(isinstance(side, typed.ItemOf) and isinstance(side.key, typed.Constant) for side in sides)

    def is_named_by(self, criterion: Criterion, condition: typed.Typed | None) -> bool:
        """Whether the criterion's name already says its condition."""
        if not isinstance(condition, typed.FactRef | typed.DefinitionRef):
            return False
        label, told = criterion.notes.label, without_subject(when(self.words, condition))
        return condition_name(condition) == criterion.name or self.words.of(condition) == label or says(label, told)

    def only_when(self, condition: typed.Typed | None) -> str:
        return f"jeżeli {when(self.words, condition)}" if condition is not None else ""

    def most(self, criterion: Criterion) -> str:
        """What is cut, else what is claimed, where it says more than the points themselves."""
        if criterion.limit is not None:
            together = "" if isinstance(criterion.way, Points) else "łącznie "
            return f"{together}nie więcej niż {self.quantity(criterion.limit)}"
        claimed = criterion.claimed_most
        if claimed is None or (isinstance(criterion.way, Points) and is_same(criterion.way.points, claimed)):
            return ""
        return f"najwyżej {self.quantity(claimed)}"

    # -- points -------------------------------------------------------------------------------------------------------

    def amount(self, points: typed.Typed) -> str:
        """„7 punktów” for a number; the formula in words for anything else."""
        match points:
            case typed.Constant(left_to=who) if who:
                return f"liczba punktów, którą ustala {who}"
            case typed.Constant(value=Fraction() as value):
                return count(value, POINT)
            case typed.If():
                return self.by_case(points)
            case typed.Calculation(operator="*"):
                return self.multiplied(points)
            case typed.Calculation(operator="/", left=left, right=typed.Constant() as divisor):
                return f"{self.words.part(left)}{self.percents(left)} dzieli się przez {self.words.of(divisor)}"
            case typed.TableLookup(table=table, key=key):
                base = self.words.of(key) if isinstance(key, typed.DefinitionRef) else self.words.side(key)
                return f"{self.table_points(self.rules.tables[table])}, których podstawą jest {base}"
            case typed.Fallback(value=value, fallback=typed.Constant() as otherwise) if isinstance(value, _NAMED):
                return f"{self.words.part(value)}, a w razie braku – {self.amount(otherwise)}"
        return self.words.of(points)

    def by_case(self, points: typed.If) -> str:
        """An exception after what is usual; more than one case in the order in which they are tried."""
        if isinstance(points.then, typed.If) or isinstance(points.otherwise, typed.If):
            return self.words.cases(points, self.amount, rest=not is_zero(last_case(points)))
        other = f"{self.amount(points.otherwise)}, a " if not is_zero(points.otherwise) else ""
        return f"{other}jeżeli {when(self.words, points.condition)} – {self.amount(points.then)}"

    def quantity(self, points: typed.Typed) -> str:
        """A number of points as a noun, after „nie więcej niż”."""
        if isinstance(points, typed.Constant):
            return self.amount(points)
        if isinstance(points, typed.If):
            return f"({self.words.cases(points, self.quantity)})"
        return self.words.part(points)

    def multiplied(self, node: typed.Calculation) -> str:
        factor, other = (node.left, node.right) if isinstance(node.left, typed.Constant) else (node.right, node.left)
        if not isinstance(factor, typed.Constant):
            return self.words.of(node)
        return f"{self.words.part(other)}{self.percents(other)} mnoży się przez {self.words.of(factor)}"

    def percents(self, node: typed.Typed) -> str:
        is_percent = isinstance(node.type, NumberType) and node.type.unit == "%"
        return " (w procentach)" if is_percent and isinstance(node, typed.ItemOf | typed.FactRef) else ""

    def table_points(self, table: Table) -> str:
        """The points of a table, as a phrase in the plural that a table's name must not break."""
        return f"punkty według tabeli „{table.notes.label or readable_name(table.name)}”"

    def branch_table(self) -> str:
        """What is added to a name whose value each branch sets."""
        return f" {nouns_of(self.regulation).branch.of_one}"

    # -- rows ---------------------------------------------------------------------------------------------------------

    def rows(self, rows: tuple[Row, ...], path: str) -> tuple[Wording, ...]:
        items: list[Wording] = []
        for group in group_rows(self.words, rows):
            inner = tuple(self.named_row(one, path) for one in group.rows)
            items.extend([Wording(group.head, inner)] if group.head else inner)
        return tuple(items)

    def first_of(self, rows: tuple[Row, ...]) -> str:
        """Said where more than one row may hold."""
        return "" if exclude_one_another(rows) else " (liczy się pierwszy przypadek, który zachodzi)"

    def named_row(self, one: NamedRow, path: str = "") -> Wording:
        row = one.row
        several = f", a za dwa lub więcej – łącznie {self.amount(row.several)}" if row.several is not None else ""
        text = f"{one.name} – {self.amount(row.points)}{several}"
        return Wording(text, path=f"{path}.wiersze.{one.number}", origin=row.notes.span)

    def row(self, row: Row) -> Wording:
        """A row by itself, with all of its condition."""
        (group,) = group_rows(self.words, (row,))
        return self.named_row(group.rows[0])

    # -- for each -----------------------------------------------------------------------------------------------------

    def for_each(self, criterion: Criterion, way: ForEach, path: str) -> Wording:
        condition, most = self.only_when(way.condition), self.most(criterion)
        if isinstance(way.body, Rows):
            once = self.counted_only(way) + self.once(criterion, way)
            text = self.headed(criterion, most, condition) + self.first_of(way.body.rows) + once
            return Wording(text, self.rows(way.body.rows, path), path=path, origin=criterion.notes.span)
        points = way.body.points
        members = () if isinstance(points, typed.TableLookup) else self.members(way)
        once = ("" if members else self.counted_only(way)) + self.once(criterion, way)
        listed = enumerate_items(self.positions(way.each.collection))
        which = "" if says(criterion.notes.label, listed, _MOST_OF_IT) else f" ({listed})"
        each = f"za każdą z następujących pozycji{which}" if members else f"za każdą z pozycji: {listed}"
        match points:
            case typed.TableLookup():
                lead = "przy czym " if most or condition else ""
                given = f"{lead}{self.table_points(self.rules.tables[points.table])} przyznaje się osobno {each}"
            case typed.Constant():
                given = f"{self.each_amount(points)} {each}"
            case _:
                given = f"osobno {each} – {self.amount(points)}"
        text = self.headed(criterion, most, condition, given) + once
        items = self.below_table(points) or members
        return Wording(text, items, path=path, origin=criterion.notes.span)

    def each_amount(self, points: typed.Constant) -> str:
        if points.left_to:
            return f"{self.amount(points)},"
        return "po 1 punkcie" if points.value == 1 else f"po {self.amount(points)}"

    def counted_only(self, way: ForEach) -> str:
        """Which elements count, where not all do."""
        condition = way.each.condition
        if condition is None:
            return ""
        inside = Words(self.regulation, self.rules, places={way.each.variable: 0})
        if isinstance(condition, typed.Negation):
            return f"; nie liczą się te, dla których {when(inside, condition.value)}"
        return f"; liczą się tylko te, dla których {when(inside, condition)}"

    def members(self, way: ForEach) -> tuple[Wording, ...]:
        """What a candidate may have of a set, one by one, where it fits a list."""
        if not isinstance(way.each.collection, typed.FactRef):
            return ()
        found = counted_members(self.words, way.each.collection, way.each.variable, way.each.condition) or ()
        return found if len(found) <= _MOST_LISTED else ()

    def below_table(self, points: typed.Typed) -> tuple[Wording, ...]:
        """The rows of a table where no table is printed."""
        return self.table_rows(self.rules.tables[points.table]) if isinstance(points, typed.TableLookup) else ()

    def positions(self, collection: typed.Typed) -> list[str]:
        """What a list names, one by one."""
        match collection:
            case typed.Joined(left=left, right=right):
                return [*self.positions(left), *self.positions(right)]
            case typed.FactRef(scope="oddział"):
                return [self.words.of(collection) + self.branch_table()]
        return list(self.words.items(collection))

    def once(self, criterion: Criterion, way: ForEach) -> str:
        if not way.once_by:
            return ""
        return f"; jeżeli {self.repeated(way)}, punkty przyznaje się za nie raz, za najwyżej punktowane"

    def repeated(self, way: ForEach) -> str:
        """What makes items the same: „w kilku osiągnięciach powtarzają się jednocześnie: nazwa konkursu i zakres”."""
        item = way.each.collection.type
        record = item.item if isinstance(item, CollectionType) else None
        found = [record.field(name) for name in way.once_by] if isinstance(record, RecordType) else []
        same = [fact_label(fact) for fact in found if fact is not None]
        verb = "powtarzają się jednocześnie" if len(same) > 1 else "powtarza się"
        return f"w kilku {in_items(way)} {verb}: {enumerate_items(same)}"

    # -- tables -------------------------------------------------------------------------------------------------------

    def table_rows(self, table: Table) -> tuple[Wording, ...]:
        return tuple(Wording(f"{label} – {self.amount(points)}") for label, points in self.entries(table))

    def entries(self, table: Table) -> list[tuple[str, typed.Typed]]:
        """What a table gives for what, the row `brak` last."""
        notion = self.notion_of(table) if not table.ranges else None
        found = [(self.row_name(table, name, notion), one) for name, one in table.rows.items()]
        if table.rest is not None:
            found.append(("w pozostałych przypadkach" if table.ranges else "pozostałe", table.rest))
        if table.missing is not None:
            found.append(("brak oceny" if is_grades(notion) else "brak danych", table.missing))
        return found

    def row_name(self, table: Table, name: str, notion: Notion | None) -> str:
        if table.ranges:
            return as_written(name) or table.ranges[name].words
        return notion.label(name) if notion else readable_name(name)

    def notion_of(self, table: Table) -> Notion | None:
        return next((one for one in self.regulation.notions.values() if table.rows.keys() <= one.members.keys()), None)

    def table(self, table: Table) -> Wording:
        return Wording(table.notes.label or readable_name(table.name), self.table_rows(table))

    # -- conditions, order, branches ----------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> Wording:
        text = condition.text
        if condition.applies_when is not None:
            text += f" (jeżeli {when(self.words, condition.applies_when)})"
        if condition.unless is not None:
            text += f"; nie wymaga się tego, jeżeli {when(self.words, condition.unless)}"
        if condition.reserve_when is not None:
            text += (
                f"; kto tego nie spełnia, trafia na listę rezerwową, jeżeli {when(self.words, condition.reserve_when)}"
            )
        if condition.checked_at:
            text += f" – sprawdza się przy czynności: {readable_name(condition.checked_at)}"
        return Wording(text, path=f"warunki.{condition.name}", origin=condition.notes.span)

    def excluded(self) -> tuple[str, ...]:
        return excluded(self.rules)

    def stage(self, one: Stage) -> Wording:
        return stage(self.regulation, self.rules, self.words, one)

    def seats(self, branch: Branch) -> Wording:
        """The seats of a branch with its pools, in the order in which they are filled."""
        text = f"{nouns_of(self.regulation).branch.one} {branch.code} – liczba miejsc: {seats_total(branch)}"
        pools = branch.seats.pools if branch.seats is not None else ()
        return Wording(text, tuple(self.pool(one) for one in pools), lead="w tym w pulach" if pools else "")

    def pool(self, one: Pool) -> Wording:
        whom = (
            f"dla {nouns_of(self.regulation).candidate.of_one}, {whose(self.words, one.admits)}"
            if one.admits is not None
            else ""
        )
        rest = f"wolne miejsca przechodzą do puli „{readable_name(one.flows_to)}”" if one.flows_to else ""
        details = "; ".join(part for part in (whom, rest) if part)
        return Wording(f"{one.notes.label} – {count(one.count, SEAT)}" + (f" ({details})" if details else ""))

    def scored_subjects(self, branch: Branch) -> str:
        """The branch's own facts that are sets of subjects, in words."""
        parts = []
        for fact in branch.rules.facts["oddział"].values():
            value = branch.facts.get(fact.name)
            if isinstance(fact.type, CollectionType) and isinstance(fact.type.item, NotionType) and value:
                parts.append(member_list(value, fact.type.item))
        return "; ".join(parts)


_WRITTEN = re.compile(r"(?:od|do|poniżej|powyżej) \d+(?:,\d+)?(?: do \d+(?:,\d+)?)?(?: [^\W\d]+)?")


def as_written(name: str) -> str:
    """The name of a row of ranges as it stands in the file, with its zeros: „do 9,20 s”; empty where spaces lack."""
    words = readable_name(name)
    return words if _WRITTEN.fullmatch(words) else ""


def condition_name(node: typed.FactRef | typed.DefinitionRef) -> str:
    return node.fact.name if isinstance(node, typed.FactRef) else node.name


def in_items(way: ForEach) -> str:
    """What the items of a list are called, in the locative; of a list of achievements, achievements."""
    collection = way.each.collection
    is_achievements = isinstance(collection, typed.FactRef) and collection.fact.name.startswith("osiągni")
    return "osiągnięciach" if is_achievements else "pozycjach"


def is_grades(notion: Notion | None) -> bool:
    return notion is not None and notion.name == "stopień"


def last_case(node: typed.Typed) -> typed.Typed:
    """What is given when no case of a chain of `jeżeli` holds."""
    while isinstance(node, typed.If):
        node = node.otherwise
    return node


def is_zero(node: typed.Typed) -> bool:
    return isinstance(node, typed.Constant) and node.value == 0 and not node.left_to


def is_same(left: typed.Typed, right: typed.Typed) -> bool:
    return isinstance(left, typed.Constant) and isinstance(right, typed.Constant) and left.value == right.value
