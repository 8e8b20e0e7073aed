"""Rules -> Python functions as text, each with its name, its scale and the place of the rule it comes from.

One function per definition, criterion, condition and stage; tables and the order of notions are constants. All take
the candidate's facts `k`, the branch's facts `o` and the facts of the pair `w`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm

from dsl.emit.evaluate import Evaluator
from dsl.emit.python.elements import Loop, first_true
from dsl.emit.python.expressions import (
    Code,
    Expressions,
    TableCode,
    added,
    decimal_scale,
    definition_name,
    identifier,
    local_name,
    ranks_name,
    rescaled,
    variable_name,
)
from dsl.emit.python.parts import (
    ConditionCode,
    CriterionCode,
    Function,
    RulesCode,
    StageCode,
    docstring,
    indented,
    limited,
)
from dsl.emit.python.together import ARGUMENTS, NOTE, Together
from dsl.model.expr import TOTAL, Aggregate, DefinitionRef, PointsRef, Typed
from dsl.model.regulation import (
    Branch,
    Components,
    Criterion,
    ForEach,
    Points,
    Regulation,
    Rows,
    Rules,
    Table,
)
from dsl.source.text import Span

MOST_NESTED = 10
MOST_CALLS = 5000  # more than that, and what was counted is remembered


def emit_rules(regulation: Regulation, branch: Branch, prefix: str) -> RulesCode:
    """The code of the branch's rules; branches of one kind share it. `prefix` keeps the kinds of a module apart."""
    return _Emitter(regulation, branch, prefix).code()


class _Emitter:
    def __init__(self, regulation: Regulation, branch: Branch, prefix: str) -> None:
        self.regulation, self.branch, self.rules, self.prefix = regulation, branch, branch.rules, prefix
        self.functions: list[Function] = []
        self.constants: dict[str, str] = {}
        self.codes: dict[tuple[str, ...], CriterionCode] = {}
        self.once = "@raz\n" if _work(self.rules) > MOST_CALLS else ""
        self.together = Together(bool(self.once))
        self.tables = {name: self.table(table) for name, table in self.rules.tables.items()}
        self.expressions = Expressions(regulation, self.rules, self.tables, self.points_code, prefix)

    def code(self) -> RulesCode:
        for definition in self.rules.definitions.values():
            name = definition_name(self.prefix, definition.name)
            lines = self.search(name, definition.formula) or [f"return {self.expressions.text(definition.formula)}"]
            self.lines(name, lines, definition.formula.span, definition.notes.label)
        criteria = tuple(self.criterion(one) for one in self.rules.criteria)
        conditions = tuple(self.conditions())
        stages = tuple(self.stages())
        for notion in self.regulation.notions.values():
            if notion.ranks:
                self.constants[ranks_name(notion.family)] = repr(notion.ranks)
        names = self.counted()
        counted = tuple(one for one in criteria if one.name in names)
        together = self.together.lines(counted, conditions, stages, self.rules.total)
        self.constants |= self.expressions.orders
        return RulesCode(
            of_branch={name: text for text, name in self.expressions.of_branch.items()},
            all_at_once=self.append("", f"wyniki{self.prefix}", together, self.rules.notes.span, NOTE, ARGUMENTS),
            functions=tuple(self.functions),
            constants=tuple(f"{name} = {value}" for name, value in self.constants.items()),
            criteria=counted,
            conditions=conditions,
            stages=stages,
            total=self.rules.total,
            total_scale=self.sum(self.rules.total).scale,
        )

    def sum(self, names: tuple[str, ...]) -> Code:
        """Of criteria that are counted already: each is in a local of its own."""
        return added([Code(local_name(name), self.codes[name,].scale) for name in names])

    def counted(self) -> set[str]:
        return set(self.rules.total) | {name for stage in self.rules.order for name in stage.criteria}

    def function(self, name: str, expression: str, span: Span, note: str = "") -> str:
        self.together.inside.setdefault(name, expression)
        return self.lines(name, [f"return {expression}"], span, note)

    def lines(self, name: str, lines: Iterable[str], span: Span, note: str = "") -> str:
        """A function of the three owners of facts; its docstring says from where in the regulation it comes."""
        return self.append(self.once, name, lines, span, note)

    def append(
        self, decorator: str, name: str, lines: Iterable[str], span: Span, note: str, arguments: str = "k, o, w"
    ) -> str:
        body = "\n".join(indented(lines))
        self.together.bodies[name] = body
        said = f'    """{docstring(note, span)}"""'
        self.functions.append(Function(name, f"{decorator}def {name}({arguments}):\n{said}\n{body}\n", span))
        return name

    def search(self, name: str, formula: Typed) -> list[str]:
        """`któryś` as a loop that ends at the first that holds; nothing for other formulas."""
        if not isinstance(formula, Aggregate) or formula.function != "któryś" or formula.element.maybe:
            return []
        asked = [formula.element] if formula.condition is None else [formula.condition, formula.element]
        found = " and ".join(self.expressions.text(one) for one in asked)
        head = f"for {variable_name(formula.variable)} in {self.expressions.in_order(formula.collection)}:"
        if collection := self.expressions.claimed(formula.collection):
            self.together.for_none[name] = collection, "False"
        return [head, f"    if {found}:", "        return True", "return False"]

    def name(self, kind: str, *path: str) -> str:
        return identifier(f"{kind}{self.prefix}", *path)

    # -- tables -------------------------------------------------------------------------------------------------------

    def table(self, table: Table) -> TableCode:
        """Rows need no candidate, so they are counted here."""
        evaluator = Evaluator(self.regulation, self.branch, {})
        named = {**table.rows, "brak": table.missing, "pozostałe": table.rest}
        values = {name: Fraction(evaluator.value(row)) for name, row in named.items() if row is not None}
        scale = lcm(1, *(decimal_scale(value) for value in values.values()))
        scaled = {name: int(value * scale) for name, value in values.items()}
        missing, rest = scaled.pop("brak", 0), scaled.pop("pozostałe", 0)
        name = self.name("TABELA", table.name)
        if table.ranges:
            rows = tuple((one.low, one.high, one.beyond, scaled[row]) for row, one in table.ranges.items())
            self.constants[name] = repr((rows, missing))
        else:
            by_name = ", ".join(f"{key!r}: {points}" for key, points in (*scaled.items(), (None, missing)))
            self.constants[name] = f"{{{by_name}}}"
        return TableCode(name, scale, rest, frozenset(table.rows), bool(table.ranges))

    # -- criteria -----------------------------------------------------------------------------------------------------

    def points_code(self, path: tuple[str, ...]) -> Code:
        """A criterion's points inside a formula."""
        criterion = self.rules.criterion(path)
        assert criterion is not None, "names were resolved before"
        code = self.criterion(criterion)
        return Code(f"{code.function}(k, o, w)", code.scale)

    def criterion(self, criterion: Criterion) -> CriterionCode:
        if criterion.path not in self.codes:
            self.codes[criterion.path] = self.build(criterion)
        return self.codes[criterion.path]

    def build(self, criterion: Criterion) -> CriterionCode:
        name = self.name("punkty", *criterion.path)
        limit = self.expressions.of(criterion.limit) if criterion.limit is not None else None
        way = criterion.way
        span = _place(criterion)
        label = criterion.notes.label
        if isinstance(way, Components):
            return self.composite(criterion, way, name, limit)
        if isinstance(way, ForEach):
            return CriterionCode(criterion.name, name, self.for_each(criterion, way, name, limit))
        code = self.plain(way, name)
        gate = self.expressions.text(way.condition) if way.condition is not None else ""
        cut = limited(code, limit)
        self.function(name, f"({cut.text} if {gate} else 0)" if gate else cut.text, span, label)
        return CriterionCode(criterion.name, name, cut.scale)

    def plain(self, way: Points | Rows, name: str) -> Code:
        if isinstance(way, Points):
            return self.expressions.of(way.points)
        return self.first_row(way, name)

    def first_row(self, way: Rows, name: str) -> Code:
        codes = [self.expressions.of(row.points) for row in way.rows]
        scale = lcm(1, *(code.scale for code in codes))
        if len(codes) > MOST_NESTED:
            return Code(self.row_by_row(way, f"{name}___wiersz", [rescaled(code, scale) for code in codes]), scale)
        text = "0"
        for row, code in zip(reversed(way.rows), reversed(codes), strict=True):
            value = rescaled(code, scale)
            if row.condition is None:
                text = value
            else:
                text = f"({value} if {self.expressions.text(row.condition)} else {text})"
        return Code(text, scale)

    def row_by_row(self, way: Rows, name: str, values: list[str]) -> str:
        """Many rows as a function of their own: as one formula Python could not read them."""
        lines = [*first_true(self.expressions, way, [[f"return {value}"] for value in values]), "return 0"]
        text = "\n".join([f"def {name}(k, o, w):", *indented(lines), ""])
        self.functions.append(Function(name, text, _rows_place(way)))
        self.together.bodies[name] = text.partition(":")[2]
        return f"{name}(k, o, w)"

    def composite(self, criterion: Criterion, way: Components, name: str, limit: Code | None) -> CriterionCode:
        parts = tuple(self.criterion(part) for part in way.parts)
        total = added([Code(f"{part.function}(k, o, w)", part.scale) for part in parts])
        gate = limit_name = ""
        if way.condition is not None:
            gate = self.function(f"{name}___gdy", self.expressions.text(way.condition), way.condition.span)
        if limit is not None and criterion.limit is not None:
            limit_name = self.function(f"{name}___najwyzej", limit.text, criterion.limit.span)
        whole = Code(f"{limit_name}(k, o, w)", limit.scale) if limit else None
        inside = added([Code(self.together.text(part.function), part.scale) for part in parts])
        self.together.inside[name] = _gated(limited(inside, whole).text, gate)
        cut = limited(total, whole)
        self.function(name, _gated(cut.text, gate), _place(criterion), criterion.notes.label)
        return CriterionCode(criterion.name, name, cut.scale, parts, gate, limit_name, limit.scale if limit else 1)

    def for_each(self, criterion: Criterion, way: ForEach, name: str, limit: Code | None) -> int:
        """Returns the scale of the points."""
        span = _place(criterion)
        loop = Loop(self.expressions, way, name, limit, span)
        self.functions += loop.functions
        self.constants |= loop.constants
        self.lines(name, loop.body(), span, criterion.notes.label)
        if lines := loop.in_place(local_name(criterion.name)):
            self.together.loops[name] = lines
        if loop.nothing_of:
            self.together.for_none[name] = loop.nothing_of, "0"
        return loop.scale

    # -- conditions and order -----------------------------------------------------------------------------------------

    def conditions(self) -> Iterator[ConditionCode]:
        for condition in self.rules.conditions:
            if not condition.blocks_qualification:
                continue
            text = self.expressions.text(condition.requires)
            if condition.unless is not None:
                text = f"({self.expressions.text(condition.unless)} or {text})"
            if condition.applies_when is not None:
                text = f"(not {self.expressions.text(condition.applies_when)} or {text})"
            name = self.function(self.name("warunek", condition.name), text, condition.requires.span, condition.text)
            reserve = ""
            if condition.reserve_when is not None:
                formula = self.expressions.text(condition.reserve_when)
                reserve = self.function(f"{name}___rezerwa", formula, condition.reserve_when.span, condition.text)
            yield ConditionCode(condition.name, condition.text, name, reserve)

    def stages(self) -> Iterator[StageCode]:
        for number, stage in enumerate(self.rules.order, start=1):
            name, scale = "", 1
            if stage.value is not None:
                code = self.expressions.of(stage.value)
                name = self.function(self.name("etap", str(number)), code.text, stage.value.span, stage.name)
                scale = code.scale
            elif stage.criteria:
                scale = self.sum(stage.criteria).scale
            yield StageCode(stage.name, stage.kind.value, name, scale, stage.criteria)


def _work(rules: Rules) -> int:
    """How many calls of definitions and criteria one candidate would cost if nothing were remembered."""
    calls: dict[tuple[str, ...], int] = {}

    def of(formulas: Iterable[Typed]) -> int:
        return sum(of_node(node) for formula in formulas for node in formula.walk())

    def of_node(node: Typed) -> int:
        match node:
            case DefinitionRef(name=name):
                if (name,) not in calls:
                    calls[name,] = 1 + of([rules.definitions[name].formula])
                return calls[name,]
            case PointsRef(path=path):
                return sum(of_path(one) for one in ([(name,) for name in rules.total] if path == TOTAL else [path]))
        return 0

    def of_path(path: tuple[str, ...]) -> int:
        key = ("punkty", *path)
        if key not in calls:
            criterion = rules.criterion(path)
            assert criterion is not None, "names were resolved before"
            parts = criterion.way.parts if isinstance(criterion.way, Components) else ()
            calls[key] = 1 + of(criterion.formulas()) + sum(of_path(part.path) for part in parts)
        return calls[key]

    return sum(of_path(one.path) for one in rules.criteria)


def _gated(text: str, gate: str) -> str:
    return f"({text} if {gate}(k, o, w) else 0)" if gate else text


def _place(criterion: Criterion) -> Span:
    """Where a traceback should point: the formula, when there is one."""
    way = criterion.way
    return way.points.span if isinstance(way, Points) else criterion.notes.span


def _rows_place(way: Rows) -> Span:
    return way.rows[0].points.span
