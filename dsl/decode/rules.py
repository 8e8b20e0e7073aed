"""Criteria, conditions, order, tables and definitions of one kind of branch: merged nodes -> typed rules."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace
from fractions import Fraction

from dsl.decode import vocabulary
from dsl.decode.fields import (
    VALUE_KEYS,
    as_mapping,
    as_scalar,
    check_keys,
    read_flag,
    read_names,
    read_notes,
    read_text,
    unwrapped,
)
from dsl.decode.references import check_references
from dsl.decode.scope import Scope
from dsl.decode.typing import known_in_each, known_where, type_each, type_formula
from dsl.diagnostics import Diagnostics, Related
from dsl.guesses import Guess, guess
from dsl.layers.merge import as_named
from dsl.model.expr import TOTAL, Constant, EachOf, Typed
from dsl.model.regulation import (
    Components,
    Condition,
    Criterion,
    Definition,
    ForEach,
    Points,
    Row,
    Rows,
    Rules,
    Stage,
    StageKind,
    Table,
    Way,
)
from dsl.model.types import TRUTH, CollectionType, DateType, Fact, Notion, NumberType, RecordType, Type
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, normal_name, readable_name
from dsl.source.text import Span
from dsl.syntax.ranges import Range, parse_range

NUMBER = NumberType()
WITHOUT_LIMIT = "bez_limitu"
_WORD = re.compile(r"[^\W\d]\w*")
_WAYS = ("punkty", "wiersze", "składniki", "za_każde")


def criterion_paths(node: Node | None, prefix: tuple[str, ...] = ()) -> dict[tuple[str, ...], None]:
    """The names of all criteria before any formula is read, so that formulas may name them."""
    if not isinstance(node, Mapping):
        return {}
    found: dict[tuple[str, ...], None] = {}
    for entry in node:
        path = (*prefix, entry.name)
        found[path] = None
        if isinstance(entry.value, Mapping):
            found |= criterion_paths(entry.value.get("składniki"), path)
    return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules of every kind share."""

    facts: Lookup[str, Lookup[str, Fact]]
    notions: Lookup[str, Notion]
    events: Collection[str]
    documents: Collection[str]
    school_year: int | None
    is_whole: bool  # the file has branches: nothing that somebody still has to set may be left open


def is_hole(node: Mapping) -> bool:
    """`{ustala: organ prowadzący}`: who is to set a value, and no value yet."""
    return node.get("ustala") is not None and not any(node.get(key) is not None for key in (*VALUE_KEYS, *_WAYS))


def in_order_of_need(definitions: Mapping | None) -> list[str]:
    """The definitions, each after those that its text names; what goes in a circle stays as it comes."""
    known = {entry.name for entry in definitions or ()}
    needs = {entry.name: [name for name in _names_in(entry.value) if name in known] for entry in definitions or ()}
    done: dict[str, None] = {}
    for first in needs:
        waiting, seen = [first], set[str]()
        while waiting:
            name = waiting[-1]
            missing = [need for need in needs[name] if need not in done and need not in seen]
            seen.add(name)
            if missing and name not in done:
                waiting.append(missing[0])
            else:
                done[waiting.pop()] = None
    return list(done)


def _names_in(node: Node) -> list[str]:
    formula = unwrapped(node)
    text = formula.body.text if isinstance(formula, Scalar) else ""
    return list(dict.fromkeys(normal_name(word) for word in _WORD.findall(text)))


def decode_rules(kind: str, tree: Mapping, around: Surroundings, diagnostics: Diagnostics) -> Rules:
    """`tree` holds the merged sections that apply to this kind of branch."""
    return _RulesDecoder(kind, tree, around, diagnostics).rules()


def scope_of(rules: Rules, around: Surroundings) -> Scope:
    """What may be named in a formula beside the rules, such as whom a pool of seats is for."""
    return Scope(
        facts=rules.facts,
        notions=around.notions,
        tables=rules.tables,
        criteria=[one.path for top in rules.criteria for one in top.walk()],
        events=around.events,
        definition_names=rules.definitions,
        definition=rules.definitions.get,
        school_year=around.school_year,
    )


class _RulesDecoder:
    def __init__(self, kind: str, tree: Mapping, around: Surroundings, diagnostics: Diagnostics) -> None:
        self.kind, self.tree, self.around, self.diagnostics = kind, tree, around, diagnostics
        self.raw_definitions = self.section("definicje")
        self.typed_definitions: dict[str, Definition | None] = {}
        self.open_definitions: list[str] = []
        self.tables: dict[str, Table] = {}
        self.scope = Scope(
            facts=around.facts,
            notions=around.notions,
            tables=self.tables,
            criteria=criterion_paths(tree.get("kryteria")),
            events=around.events,
            definition_names=dict.fromkeys(entry.name for entry in self.raw_definitions or ()),
            definition=self.definition,
            school_year=around.school_year,
        )

    @property
    def numbers_only(self) -> Scope:
        """The rows of a table are numbers: no names but those of notions mean anything in them."""
        return replace(
            self.scope,
            facts={scope: {} for scope in self.around.facts},
            tables={},
            criteria=(),
            events=(),
            definition_names=(),
        )

    def section(self, name: str) -> Mapping | None:
        return as_mapping(self.tree.get(name), name, self.diagnostics)

    def rules(self) -> Rules:
        for entry in self.section("tabele") or ():
            self.tables[entry.name] = self.table(entry)
        for name in in_order_of_need(self.raw_definitions):
            self.definition(name)
        criteria = self.criteria(self.section("kryteria"), ())
        order = self.order()
        definitions = {name: one for name, one in self.typed_definitions.items() if one is not None}
        total = self.total(criteria, order)
        check_references(definitions.values(), criteria, total, self.diagnostics)
        return Rules(
            kind=self.kind,
            notes=read_notes(self.tree, self.diagnostics, label=self.kind.replace("_", " ")),
            facts=self.around.facts,
            definitions=definitions,
            tables=self.tables,
            criteria=criteria,
            conditions=self.conditions(),
            order=order,
            total=total,
            total_sets_order=self.total_sets_order(),
        )

    # -- formulas -----------------------------------------------------------------------------------------------------

    def formula(self, node: Node | None, what: str, expected: Type | None, scope: Scope | None = None) -> Typed | None:
        if isinstance(node, Mapping) and is_hole(node):
            return self.hole(node, what)
        scalar = as_scalar(node, what, self.diagnostics)
        if scalar is None:
            return None
        return type_formula(scalar, scope or self.scope, self.diagnostics, expected, may_miss=False)

    def hole(self, node: Mapping, what: str) -> Typed | None:
        """A value that a lower rank is to set (`ustala`): open in a law, an error where branches need it."""
        if not self.around.is_whole:
            return Constant(node.span, NUMBER, False, Fraction(0))
        who = read_text(node.get("ustala"), "ustala", self.diagnostics)
        self.diagnostics.error(
            "P053", node.span, f"Nie ustalono wartości „{what}” (ustala: {who}).", "Podaj ją w tym pliku."
        )
        return None

    def truth(self, node: Node | None, what: str, scope: Scope | None = None) -> Typed | None:
        return self.formula(node, what, TRUTH, scope)

    # -- tables and definitions ---------------------------------------------------------------------------------------

    def table(self, entry: Entry) -> Table:
        mapping = as_mapping(entry.value, entry.key.text, self.diagnostics)
        rows: dict[str, Typed] = {}
        rows_node = mapping.get("wiersze") if mapping else None
        if mapping is not None and rows_node is None:
            hint = "Napisz „wiersze: {nazwa: wartość, …}”."
            self.diagnostics.error("P035", entry.key.span, f"Tabela „{entry.key.text}” nie ma wierszy.", hint)
        if mapping is not None:
            check_keys(mapping, ("wiersze",), self.diagnostics)
        for row in as_mapping(rows_node, "wiersze", self.diagnostics) or ():
            value = self.formula(row.value, row.key.text, NUMBER, self.numbers_only)
            if value is not None:
                rows[row.name] = value
        missing, rest = rows.pop("brak", None), rows.pop("pozostałe", None)
        ranges = self.ranges(rows, rows_node)
        if not ranges:
            self.check_table_rows(entry, rows, rows_node)
        notes = read_notes(entry.value, self.diagnostics, span=entry.key.span)
        return Table(entry.name, rows, ranges, rest, missing, notes)

    def ranges(self, rows: Lookup[str, Typed], node: Node | None) -> dict[str, Range]:
        """What the rows of a table by range mean; empty for a table by name."""
        named = {entry.name: entry.key for entry in (node if isinstance(node, Mapping) else ()) if entry.name in rows}
        found = {name: one for name, key in named.items() if (one := parse_range(key.text)) is not None}
        for name, key in named.items() if found else ():
            if name not in found:
                hint = "Na przykład: „do 12,5”, „od 12,6 do 13”, „powyżej 20”, „pozostałe”."
                self.diagnostics.error("P037", key.span, f"Tego przedziału nie rozumiem: „{key.text}”.", hint)
        units = {one.unit for one in found.values()}
        if len(units) > 1:
            first = next(key for name, key in named.items() if name in found)
            known = ", ".join(sorted(unit or "bez jednostki" for unit in units))
            hint = "Zapisz wszystkie wiersze w jednej jednostce."
            self.diagnostics.error("P037", first.span, f"Wiersze tej tabeli mają różne jednostki: {known}.", hint)
        for name, one in found.items():
            if one.low is not None and one.high is not None and one.low > one.high:
                hint = "Zamień liczby miejscami."
                self.diagnostics.error("P037", named[name].span, "Początek przedziału jest większy niż koniec.", hint)
        return found

    def check_table_rows(self, entry: Entry, rows: Lookup[str, Typed], node: Node | None) -> None:
        if rows and not self.scope.notions_with(set(rows)):
            notions = self.around.notions.values()
            best = max(notions, key=lambda notion: len(notion.members.keys() & rows.keys()), default=None)
            unknown = [name for name in rows if best is None or name not in best.members]
            words = ", ".join(f"„{name.replace('_', ' ')}”" for name in unknown[:3])
            message = f"Wiersze tabeli „{entry.key.text}” nie należą do jednego pojęcia: {words}."
            first = node.entry(unknown[0]) if isinstance(node, Mapping) and unknown else None
            meant = Guess("Wiersze to nazwy z jednego pojęcia.")
            if best and first:
                meant = guess(first.key, first.key.text, best.members)
            where = first.key.span if first else entry.key.span
            self.diagnostics.error("P050", where, message, meant.hint, fixes=meant.fixes)

    def definition(self, name: str) -> Definition | None:
        if name in self.typed_definitions:
            return self.typed_definitions[name]
        entry = self.raw_definitions.entry(name) if self.raw_definitions else None
        if entry is None:
            return None
        if name in self.open_definitions:
            chain = " → ".join([*self.open_definitions[self.open_definitions.index(name) :], name])
            hint = "Usuń jedno z odwołań."
            self.diagnostics.error("P065", entry.key.span, f"Definicja odwołuje się sama do siebie: {chain}.", hint)
            self.typed_definitions[name] = None
            return None
        self.open_definitions.append(name)
        formula = self.definition_formula(entry)
        self.open_definitions.pop()
        if name not in self.typed_definitions:
            notes = read_notes(entry.value, self.diagnostics, span=entry.key.span)
            self.typed_definitions[name] = Definition(name, formula, notes) if formula else None
        return self.typed_definitions[name]

    def definition_formula(self, entry: Entry) -> Typed | None:
        if isinstance(entry.value, Mapping):
            check_keys(entry.value, VALUE_KEYS, self.diagnostics)
            if unwrapped(entry.value) is entry.value:
                hint = "Dopisz „wzór: …”."
                self.diagnostics.error("P035", entry.key.span, f"Definicja „{entry.key.text}” nie ma wzoru.", hint)
                return None
        scalar = as_scalar(entry.value, entry.key.text, self.diagnostics)
        if scalar is None:
            return None
        return type_formula(scalar, self.scope, self.diagnostics)

    # -- criteria -----------------------------------------------------------------------------------------------------

    def criteria(self, node: Mapping | None, prefix: tuple[str, ...]) -> tuple[Criterion, ...]:
        found = (self.criterion(entry, prefix) for entry in node or ())
        return tuple(criterion for criterion in found if criterion is not None)

    def criterion(self, entry: Entry, prefix: tuple[str, ...]) -> Criterion | None:
        node = entry.value
        path = (*prefix, entry.name)
        if path == TOTAL:
            hint = "Nazwij to kryterium inaczej."
            self.diagnostics.error("P067", entry.key.span, "Nazwa „razem” oznacza sumę wszystkich punktów.", hint)
        label = "" if isinstance(node, Mapping) else readable_name(entry.key.text)
        notes = read_notes(node, self.diagnostics, label=label or entry.name.replace("_", " "), span=entry.key.span)
        if not isinstance(node, Mapping) or any(node.get(key) is not None for key in VALUE_KEYS):
            if isinstance(node, Mapping):
                check_keys(node, (*VALUE_KEYS, "maks", "najwyżej", "dokument"), self.diagnostics)
            points = self.formula(node, entry.key.text, NUMBER)
            way: Way | None = Points(None, points) if points else None
        else:
            check_keys(node, vocabulary.CRITERION, self.diagnostics)
            way = self.way(node, entry, path)
        if way is None:
            return None
        group = node if isinstance(node, Mapping) else None
        return Criterion(
            path=path,
            way=way,
            limit=self.limit(group),
            claimed_most=self.formula(group.get("maks"), "maks", NUMBER) if group else None,
            documents=self.documents(group),
            notes=notes,
        )

    def way(self, node: Mapping, entry: Entry, path: tuple[str, ...]) -> Way | None:
        condition = self.truth(node.get("gdy"), "gdy")
        way = self.way_where(node, entry, path, condition)
        return None if node.get("gdy") is not None and condition is None else way

    def way_where(self, node: Mapping, entry: Entry, path: tuple[str, ...], condition: Typed | None) -> Way | None:
        parts = node.get("składniki")
        if parts is not None:
            self.refuse_beside(node, "składniki", ("punkty", "wiersze", "za_każde"))
            mapping = as_mapping(parts, "składniki", self.diagnostics)
            return Components(condition, self.criteria(mapping, path)) if mapping else None
        inside = self.where(node.get("gdy"), self.scope)
        if node.get("za_każde") is not None:
            return self.for_each(node, condition, inside)
        body = self.body(node, condition, inside, in_each=False)
        if body is None and is_hole(node):
            self.hole(node, entry.key.text)
        elif body is None and not any(node.get(way) is not None for way in _WAYS):
            hint = "Dopisz „punkty”, „wiersze”, „składniki” albo „za każde”."
            self.diagnostics.error("P035", entry.key.span, f"Nie wiadomo, za co punkty w „{entry.key.text}”.", hint)
        return body

    def where(self, condition: Node | None, scope: Scope, holds: bool = True) -> Scope:
        """The scope of what is read only where the condition holds (or only where it does not)."""
        formula = unwrapped(condition)
        return scope.with_given(known_where(formula, holds, scope)) if isinstance(formula, Scalar) else scope

    def refuse_beside(self, node: Mapping, kept: str, others: tuple[str, ...]) -> None:
        for name in others:
            other = node.entry(name)
            if other is not None:
                words = name.replace("_", " ")
                message = f"„{words}” nie może stać obok „{kept.replace('_', ' ')}”: to dwa sposoby liczenia."
                self.diagnostics.error("P036", other.key.span, message, "Zostaw jeden sposób.")

    def for_each(self, node: Mapping, condition: Typed | None, scope: Scope) -> ForEach | None:
        scalar = as_scalar(node.get("za_każde"), "za każde", self.diagnostics)
        each = type_each(scalar, scope, self.diagnostics) if scalar else None
        if each is None:
            return None
        assert isinstance(each.collection.type, CollectionType)
        inside = scope.with_variable(each.variable, each.collection.type.item)
        if scalar is not None:
            inside = inside.with_given(known_in_each(scalar, inside))
        body = self.body(node, None, inside, in_each=True)
        if body is None:
            if not (node.get("punkty") or node.get("wiersze")):
                where = node.entry("za_każde")
                hint = "Dopisz „punkty” albo „wiersze”."
                span = where.key.span if where else node.span
                self.diagnostics.error("P035", span, "Nie wiadomo, ile punktów za każdy element.", hint)
            return None
        return ForEach(condition, each, body, self.once_by(node, each))

    def once_by(self, node: Mapping, each: EachOf) -> tuple[str, ...]:
        names = read_names(node.get("jednorazowo"), "jednorazowo", self.diagnostics)
        assert isinstance(each.collection.type, CollectionType)
        record = each.collection.type.item
        known = [fact.name for fact in record.fields] if isinstance(record, RecordType) else []
        found = []
        for name in names:
            if normal_name(name.text) in known:
                found.append(normal_name(name.text))
            else:
                meant = guess(name, name.text, known, "„jednorazowo” wymienia pola pozycji listy.")
                message = f"Pozycja listy nie ma pola „{name.text}”."
                self.diagnostics.error("P060", name.span, message, meant.hint, fixes=meant.fixes)
        return tuple(found)

    def body(self, node: Mapping, condition: Typed | None, scope: Scope, in_each: bool) -> Points | Rows | None:
        rows = node.get("wiersze")
        if rows is not None:
            self.refuse_beside(node, "wiersze", ("punkty",))
            return self.rows(rows, condition, scope, in_each)
        if node.get("punkty") is None:
            return None
        points = self.formula(node.get("punkty"), "punkty", NUMBER, scope)
        return Points(condition, points) if points else None

    def rows(self, node: Node, condition: Typed | None, scope: Scope, in_each: bool) -> Rows | None:
        if not isinstance(node, Sequence):
            self.diagnostics.error("P033", node.span, "wiersze: tu powinna stać lista wierszy „- {gdy: …, punkty: …}”.")
            return None
        rows = []
        for item in node:
            row = self.row(item, scope, in_each)
            if row is not None:
                rows.append(row)
            scope = self.where(item.get("gdy") if isinstance(item, Mapping) else None, scope, holds=False)
        return Rows(condition, tuple(rows)) if len(rows) == len(node.items) else None

    def row(self, node: Node, scope: Scope, in_each: bool) -> Row | None:
        mapping = as_mapping(node, "wiersz", self.diagnostics)
        if mapping is None:
            return None
        check_keys(mapping, vocabulary.ROW if in_each else ("gdy", "punkty"), self.diagnostics)
        condition = self.truth(mapping.get("gdy"), "gdy", scope)
        points = self.formula(mapping.get("punkty"), "punkty", NUMBER, self.where(mapping.get("gdy"), scope))
        several = self.formula(mapping.get("dwa_lub_więcej"), "dwa lub więcej", NUMBER)
        if mapping.get("punkty") is None:
            self.diagnostics.error("P035", mapping.span, "Wiersz nie mówi, ile punktów daje.", "Dopisz „punkty: …”.")
        unreadable = mapping.get("gdy") is not None and condition is None
        return (
            None
            if points is None or unreadable
            else Row(condition, points, several, read_notes(mapping, self.diagnostics))
        )

    def limit(self, node: Mapping | None) -> Typed | None:
        value = unwrapped(node.get("najwyżej")) if node else None
        if isinstance(value, Scalar) and normal_name(value.text) == WITHOUT_LIMIT:
            return None
        return self.formula(value, "najwyżej", NUMBER)

    def documents(self, node: Mapping | None) -> tuple[str, ...]:
        found = []
        for name in read_names(node.get("dokument") if node else None, "dokument", self.diagnostics):
            normal = normal_name(name.text)
            found.append(normal)
            if normal not in self.around.documents:
                meant = guess(name, name.text, self.around.documents, "Zapisz go w „dokumenty”.")
                message = f"Dokument „{name.text}” nie jest opisany."
                self.diagnostics.warning("P052", name.span, message, meant.hint, fixes=meant.fixes)
        return tuple(found)

    # -- conditions ---------------------------------------------------------------------------------------------------

    def conditions(self) -> tuple[Condition, ...]:
        found = (self.condition(entry) for entry in self.section("warunki") or ())
        return tuple(condition for condition in found if condition is not None)

    def condition(self, entry: Entry) -> Condition | None:
        mapping = as_mapping(entry.value, entry.key.text, self.diagnostics)
        if mapping is None:
            return None
        check_keys(mapping, vocabulary.CONDITION, self.diagnostics)
        if mapping.get("wymaga") is None:
            hint = "Dopisz „wymaga: …”."
            self.diagnostics.error("P035", entry.key.span, f"Warunek „{entry.key.text}” niczego nie wymaga.", hint)
        applies_when = self.truth(mapping.get("gdy"), "gdy")
        inside = self.where(mapping.get("gdy"), self.scope)
        unless = self.truth(mapping.get("chyba_że"), "chyba że", inside)
        requires = self.truth(mapping.get("wymaga"), "wymaga", self.where(mapping.get("chyba_że"), inside, holds=False))
        reserve = self.truth(mapping.get("rezerwa_gdy"), "rezerwa gdy", inside)
        notes = read_notes(mapping, self.diagnostics, label=readable_name(entry.key.text), span=entry.key.span)
        text = read_text(mapping.get("treść"), "treść", self.diagnostics) or notes.label
        checked_at = read_text(mapping.get("sprawdzane_przy"), "sprawdzane przy", self.diagnostics)
        documents = self.documents(mapping)
        if requires is None:
            return None
        return Condition(entry.name, applies_when, requires, unless, text, checked_at, documents, notes, reserve)

    # -- order --------------------------------------------------------------------------------------------------------

    def order(self) -> tuple[Stage, ...]:
        node = self.tree.get("kolejność")
        if node is None or not self.are_named(node):
            return ()
        mapping = as_mapping(as_named(node), "kolejność", self.diagnostics)
        self.refuse_repeats(mapping)
        found = (self.stage(entry) for entry in mapping or ())
        stages = tuple(stage for stage in found if stage is not None)
        for position, stage in enumerate(stages):
            if stage.beyond_limit and (position or stage.kind is not StageKind.PRIORITY):
                message = f"Etap „{stage.name}”: „ponad limit” może mieć tylko pierwszy etap z pierwszeństwem."
                hint = "Przenieś ten etap na początek albo usuń „ponad limit”."
                self.diagnostics.error("P036", stage.notes.span, message, hint)
        return stages

    def are_named(self, node: Node) -> bool:
        """Whether each stage of a list has its name."""
        unnamed = [
            item
            for item in (node if isinstance(node, Sequence) else ())
            if not isinstance(item, Mapping) or not isinstance(item.get("etap"), Scalar)
        ]
        for item in unnamed:
            hint = "Zacznij go od „- etap: nazwa”."
            self.diagnostics.error("P035", item.span, "Ten etap kolejności nie ma nazwy.", hint)
        return not unnamed

    def refuse_repeats(self, stages: Mapping | None) -> None:
        first: dict[str, Entry] = {}
        for entry in stages or ():
            if entry.name in first:
                related = [Related(first[entry.name].key.span, "pierwszy raz tutaj")]
                message = f"Etap „{entry.key.text}” jest tu drugi raz."
                self.diagnostics.error("P018", entry.key.span, message, "Zmień jego nazwę.", related=related)
            first.setdefault(entry.name, entry)

    def stage(self, entry: Entry) -> Stage | None:
        mapping = as_mapping(entry.value, entry.key.text, self.diagnostics)
        if mapping is None:
            return None
        check_keys(mapping, vocabulary.STAGE, self.diagnostics)
        ways = [way for way in StageKind if mapping.get(way.value) is not None]
        if len(ways) != 1:
            known = ", ".join(way.value.replace("_", " ") for way in StageKind)
            message = f"Etap „{entry.key.text}” powinien mieć dokładnie jeden sposób ustalania kolejności."
            self.diagnostics.error("P035", entry.key.span, message, f"Jeden z: {known}.")
            return None
        kind, node = ways[0], mapping.get(ways[0].value)
        value = self.stage_value(kind, node)
        if value is None and kind in (StageKind.PRIORITY, StageKind.DESCENDING, StageKind.ASCENDING):
            return None
        return Stage(
            name=entry.key.text,
            kind=kind,
            value=value,
            criteria=self.sum_of(node, "suma") if kind is StageKind.SUM else (),
            beyond_limit=read_flag(mapping.get("ponad_limit"), "ponad limit", self.diagnostics),
            claimed_most=self.formula(mapping.get("maks"), "maks", NUMBER),
            text=read_text(mapping.get("treść"), "treść", self.diagnostics),
            notes=read_notes(mapping, self.diagnostics, label=readable_name(entry.key.text), span=entry.key.span),
            attended_by=read_text(mapping.get("z_udziałem"), "z udziałem", self.diagnostics),
        )

    def stage_value(self, kind: StageKind, node: Node | None) -> Typed | None:
        if kind is StageKind.PRIORITY:
            return self.truth(node, kind.value)
        if kind not in (StageKind.DESCENDING, StageKind.ASCENDING):
            return None
        value = self.formula(node, kind.value, None)
        if value is None:
            return None
        if not isinstance(value.type, NumberType | DateType):
            self.diagnostics.error("P062", value.span, "Kolejność można ustalić według liczby albo daty.")
            return None
        return value

    def sum_of(self, node: Node | None, what: str) -> tuple[str, ...]:
        known = dict.fromkeys(path[0] for path in self.scope.criteria)
        found: list[str] = []
        for name in read_names(node, what, self.diagnostics):
            normal = normal_name(name.text)
            if normal in found:
                hint = "Kryterium liczy się raz; usuń powtórzenie."
                self.diagnostics.error("P018", name.span, f"Kryterium „{name.text}” jest tu drugi raz.", hint)
            elif normal in known:
                found.append(normal)
            else:
                meant = guess(name, name.text, known)
                message = f"Nie ma kryterium „{name.text}”."
                self.diagnostics.error("P060", name.span, message, meant.hint, fixes=meant.fixes)
        return tuple(found)

    def total_sets_order(self) -> Span | None:
        node = self.tree.get("razem")
        claim = node.get("wyznacza_kolejność") if isinstance(node, Mapping) else None
        return claim.span if claim is not None and read_flag(claim, "wyznacza kolejność", self.diagnostics) else None

    def total(self, criteria: tuple[Criterion, ...], order: tuple[Stage, ...]) -> tuple[str, ...]:
        """The criteria of `razem`; when it is not said, all that the stages add up."""
        node = self.tree.get("razem")
        if node is not None:
            mapping = as_mapping(node, "razem", self.diagnostics)
            if mapping is not None:
                check_keys(mapping, ("kryteria", "wyznacza_kolejność"), self.diagnostics)
                return self.sum_of(mapping.get("kryteria"), "kryteria")
        summed = {name for stage in order for name in stage.criteria}
        return tuple(one.name for one in criteria if one.name in summed)
