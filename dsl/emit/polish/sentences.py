"""Rules as sentences of a regulation. A `Wording` is a sentence with the points of its enumeration below it.

Made from the model alone; the document, the explanations and the assistant's quotations all take their words here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from fractions import Fraction

from dsl.emit.polish.words import Words, fact_label
from dsl.model import expr as typed
from dsl.model.regulation import (
    Act,
    Branch,
    Clause,
    Components,
    Condition,
    Criterion,
    Document,
    Event,
    ForEach,
    Points,
    Regulation,
    Row,
    Rows,
    Rules,
    Stage,
    StageKind,
    Table,
)
from dsl.model.types import CollectionType, Notion, NotionType, RecordType
from dsl.source.nodes import readable_name
from dsl.syntax.terms import Period, RelativeTerm, Term
from polish.dates import format_date, format_range, format_time
from polish.enumerations import enumerate_items
from polish.numbers import format_number
from polish.plurals import DAY, POINT, Case, count


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` has no final mark; `items` are the points of the enumeration after it; `closing` follows them all."""

    text: str
    items: tuple[Wording, ...] = ()
    closing: str = ""

    @property
    def flat(self) -> str:
        """Everything as one sentence, for a quotation."""
        parts = [self.text]
        if self.items:
            parts = [f"{self.text}: " + "; ".join(item.flat for item in self.items)]
        if self.closing:
            parts.append(f"– {self.closing}")
        return " ".join(parts)


class Sentences:
    """The sentences of one set of rules of a regulation."""

    def __init__(self, regulation: Regulation, rules: Rules) -> None:
        self.regulation, self.rules = regulation, rules
        self.words = Words(regulation, rules)

    # -- criteria -----------------------------------------------------------------------------------------------------

    def criterion(self, criterion: Criterion) -> Wording:
        way = criterion.way
        label = criterion.notes.label
        most = self.most(criterion)
        condition = self.when(way.condition)
        match way:
            case Points(points=points):
                return Wording(f"{label}{self.only_when(criterion, way)} – {self.amount(points)}{most}")
            case Rows(rows=rows):
                return Wording(f"{label}{condition}{most}", tuple(self.row(row) for row in rows))
            case Components(parts=parts):
                return Wording(f"{label}{condition}{most}", tuple(self.criterion(part) for part in parts))
            case ForEach():
                return self.for_each(way, f"{label}{condition}", most)

    def only_when(self, criterion: Criterion, way: Points) -> str:
        """The condition of plain points, left out when the criterion's name already says it."""
        condition = way.condition
        if not isinstance(condition, typed.FactRef | typed.DefinitionRef):
            return self.when(condition)
        said = condition_name(condition) == criterion.name or self.words.of(condition) == criterion.notes.label
        return "" if said else self.when(condition)

    def when(self, condition: typed.Typed | None) -> str:
        return f" (gdy {self.words.of(condition)})" if condition is not None else ""

    def amount(self, points: typed.Typed) -> str:
        """„7 punktów” for a number; the formula in words for anything else."""
        if isinstance(points, typed.Constant):
            return self.constant_points(points)
        if isinstance(points, typed.If):
            then, otherwise = self.amount(points.then), self.amount(points.otherwise)
            return f"{otherwise}, a jeżeli {self.words.of(points.condition)} – {then}"
        if isinstance(points, typed.Calculation) and points.operator == "*":
            return self.multiplied(points)
        if isinstance(points, typed.TableLookup):
            table = self.rules.tables[points.table]
            return f"{table.notes.label or readable_name(points.table)} (za: {self.words.of(points.key)})"
        return self.words.of(points)

    def multiplied(self, node: typed.Calculation) -> str:
        factor, other = (node.left, node.right) if isinstance(node.left, typed.Constant) else (node.right, node.left)
        if isinstance(factor, typed.Constant):
            return f"{self.words.of(other)} mnoży się przez {self.words.of(factor)}"
        return self.words.of(node)

    def constant_points(self, points: typed.Constant, case: Case = Case.NOMINATIVE) -> str:
        if isinstance(points.value, Fraction):
            return count(points.value, POINT, case)
        return self.words.of(points)

    def most(self, criterion: Criterion) -> str:
        """What is cut, else what is claimed."""
        if criterion.limit is not None:
            return f", łącznie nie więcej niż {self.most_words(criterion.limit)}"
        if criterion.claimed_most is not None:
            return f", najwyżej {self.most_words(criterion.claimed_most)}"
        return ""

    def most_words(self, limit: typed.Typed) -> str:
        return self.constant_points(limit, Case.GENITIVE) if isinstance(limit, typed.Constant) else self.words.of(limit)

    def row(self, row: Row) -> Wording:
        condition = self.words.of(row.condition) if row.condition is not None else "w pozostałych przypadkach"
        several = f", a za dwa lub więcej razem {self.amount(row.several)}" if row.several is not None else ""
        return Wording(f"{condition} – {self.amount(row.points)}{several}")

    def for_each(self, way: ForEach, label: str, most: str) -> Wording:
        item = way.each.collection.type
        assert isinstance(item, CollectionType)
        once = f"; {self.once(way, item.item)}" if way.once_by else ""
        if isinstance(way.body, Rows):
            return Wording(f"{label}{most}{once}", tuple(self.row(row) for row in way.body.rows))
        points = way.body.points
        each = f"za każdą z pozycji ({self.words.of(way.each.collection)})"
        if isinstance(points, typed.TableLookup):
            return Wording(f"{label}, {each}{most}{once}", self.table_rows(self.rules.tables[points.table]))
        return Wording(f"{label}, {each}: {self.amount(points)}{most}{once}")

    def once(self, way: ForEach, item: object) -> str:
        names = [
            fact_label(fact)
            for name in way.once_by
            if isinstance(item, RecordType) and (fact := item.field(name)) is not None
        ]
        return (
            f"za osiągnięcia, które mają takie same: {enumerate_items(names)}, punkty przyznaje się raz, za najwyższe"
        )

    def table_rows(self, table: Table) -> tuple[Wording, ...]:
        notion = self.notion_of(table)
        rows = []
        for member, points in table.rows.items():
            label = notion.label(member) if notion else readable_name(member)
            rows.append(Wording(f"{label} – {self.amount(points)}"))
        if table.missing is not None:
            rows.append(Wording(f"brak oceny – {self.amount(table.missing)}"))
        return tuple(rows)

    def notion_of(self, table: Table) -> Notion | None:
        return next((one for one in self.regulation.notions.values() if table.rows.keys() <= one.members.keys()), None)

    def table(self, table: Table) -> Wording:
        return Wording(table.notes.label or readable_name(table.name), self.table_rows(table))

    # -- conditions and order -----------------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> Wording:
        text = condition.text
        if condition.applies_when is not None:
            text += f" (dotyczy: {self.words.of(condition.applies_when)})"
        if condition.unless is not None:
            text += f"; warunek nie dotyczy osób, dla których zachodzi: {self.words.of(condition.unless)}"
        if condition.checked_at:
            text += f" – sprawdza się przy: {condition.checked_at}"
        return Wording(text)

    def stage(self, stage: Stage) -> Wording:
        if stage.text:
            return Wording(stage.text)
        match stage.kind:
            case StageKind.PRIORITY:
                assert stage.value is not None
                beyond = ", niezależnie od liczby miejsc" if stage.beyond_limit else ""
                return Wording(f"pierwszeństwo: {self.words.of(stage.value)}{beyond}")
            case StageKind.SUM:
                most = f", najwyżej {self.most_words(stage.claimed_most)}" if stage.claimed_most is not None else ""
                criteria = [self.rules.criterion((name,)) for name in stage.criteria]
                names = tuple(Wording(one.notes.label) for one in criteria if one is not None)
                return Wording(f"wyższa suma punktów{most}, za", names)
            case StageKind.DESCENDING:
                assert stage.value is not None
                return Wording(f"większa wartość: {self.words.of(stage.value)}")
            case StageKind.ASCENDING:
                assert stage.value is not None
                return Wording(f"mniejsza wartość: {self.words.of(stage.value)}")
            case StageKind.LOT:
                return Wording("losowanie")
            case StageKind.DECISION:
                return Wording("decyzja komisji rekrutacyjnej")

    # -- branches and provisions --------------------------------------------------------------------------------------

    def scored_subjects(self, branch: Branch) -> str:
        """The branch's own facts that are sets of subjects, in words."""
        parts = []
        for fact in branch.rules.facts["oddział"].values():
            value = branch.facts.get(fact.name)
            if isinstance(fact.type, CollectionType) and isinstance(fact.type.item, NotionType) and value:
                parts.append(member_list(value, fact.type.item))
        return "; ".join(parts)


def condition_name(node: typed.FactRef | typed.DefinitionRef) -> str:
    return node.fact.name if isinstance(node, typed.FactRef) else node.name


def member_list(members: Iterable[str], type_: NotionType) -> str:
    """Members in the order of the notion, joined by commas."""
    chosen = set(members)
    return ", ".join(type_.notion.label(name) for name in type_.notion.members if name in chosen)


def seats_words(branch: Branch) -> str:
    if branch.seats is None:
        return "nie podano"
    return "bez limitu" if branch.seats.count is None else format_number(branch.seats.count)


def term_words(term: Term) -> str:
    if isinstance(term, RelativeTerm):
        side = "przed terminem:" if term.before else "od"
        return f"{count(term.days, DAY)} {side} {readable_name(term.anchor)}"
    return period_words(term)


def period_words(period: Period) -> str:
    if period.start is None:
        return f"do {format_date(period.end)}{_until(period.end_time)}"
    if period.is_one_day:
        return f"{format_date(period.end)}{_until(period.end_time)}"
    if period.start_time is None:
        return f"{format_range(period.start, period.end)}{_until(period.end_time)}"
    start = format_date(period.start, year=period.start.year != period.end.year)
    return f"od {start} od {format_time(period.start_time)} do {format_date(period.end)}{_until(period.end_time)}"


def _until(moment: time | None) -> str:
    return f" do {format_time(moment)}" if moment is not None else ""


def event(one: Event, phase: str) -> Wording:
    return Wording(f"{one.activity} – {term_words(one.terms[phase])}")


def document(one: Document) -> Wording:
    details = [
        f"forma: {one.form}" if one.form else "",
        f"podpisuje: {one.signed_by}" if one.signed_by else "",
    ]
    rest = "; ".join(detail for detail in details if detail)
    return Wording(f"{one.notes.label} ({rest})" if rest else one.notes.label)


def clause(one: Clause) -> Wording:
    text = one.text or one.notes.label
    if one.term is not None:
        text = f"{text} – {term_words(one.term)}"
    return Wording(text, tuple(Wording(item) for item in one.items))


def act(one: Act) -> str:
    """„ustawa z dnia 14 grudnia 2016 r. – Prawo oświatowe (Dz. U. …)”."""
    number = f" nr {one.number}" if one.number else ""
    body = f" {one.body}" if one.body else ""
    day = f" z dnia {format_date(one.date)}" if one.date else ""
    dash = " –" if one.kind == "ustawa" and not one.title.startswith(("o ", "w ")) else ""
    title = f"{dash} {one.title}" if one.title else ""
    journal = f" ({one.journal})" if one.journal else ""
    return f"{one.kind}{number}{body}{day}{title}{journal}"


def basis(regulation: Regulation, act_name: str, unit: str) -> str:
    """„art. 134 ust. 2 – Prawo oświatowe”: the unit and the act's short name."""
    known = regulation.acts.get(act_name)
    name = known.title if known and known.kind == "ustawa" else readable_name(act_name)
    return f"{unit} – {name}" if unit else name
