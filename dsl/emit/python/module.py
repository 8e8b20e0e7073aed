"""Rules -> Python functions as text, each with its name, its scale and the place of the rule it comes from.

One function per definition, criterion, condition and stage; tables and the order of notions are constants. All take
the candidate's facts `k`, the branch's facts `o` and the facts of the pair `w`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import lcm

from dsl.emit.evaluate import Evaluator, key_fields, key_names
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
from dsl.model.expr import TOTAL, Aggregate, Both, Constant, DefinitionRef, PointsRef, Typed
from dsl.model.regulation import (
    SETTLED_IN,
    Branch,
    Components,
    Criterion,
    ForEach,
    Points,
    Regulation,
    Rows,
    Rules,
    StageKind,
    Table,
)
from dsl.model.types import Fact, TextType, TruthType
from dsl.source.text import Span

MOST_NESTED = 10
MOST_CALLS = 5000  # more than that, and what was counted is remembered
LONGEST_INSIDE = 600  # a longer text is called instead of being written into another
_OF_BRANCH = re.compile(r"\b[ow][\[.]")
_CALLED = re.compile(r"(\w+)\(k, o, w\)")


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class CriterionCode:
    """`function` counts the whole criterion; `parts`, `gate` and `limit` let the missing data of a sum be listed."""

    name: str
    function: str
    scale: int
    parts: tuple[CriterionCode, ...] = ()
    gate: str = ""
    limit: str = ""
    limit_scale: int = 1


@dataclass(frozen=True, slots=True)
class ConditionCode:
    name: str
    text: str
    function: str
    reserve: str = ""


@dataclass(frozen=True, slots=True)
class StageCode:
    """`function` gives the value; for a sum `criteria` are added instead. `scale` is that of the value."""

    name: str
    kind: str
    function: str
    scale: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesCode:
    """Everything a backend needs of one set of rules."""

    functions: tuple[Function, ...]
    constants: tuple[str, ...]
    criteria: tuple[CriterionCode, ...]
    conditions: tuple[ConditionCode, ...]
    stages: tuple[StageCode, ...]
    total: tuple[str, ...]
    total_scale: int
    of_branch: Mapping[str, str]  # what a branch alone settles: the name among its facts, and the formula
    all_at_once: str  # the function that counts a candidate of whom nothing is missing, in many branches


def emit_rules(regulation: Regulation, branch: Branch, prefix: str) -> RulesCode:
    """The code of the branch's rules; branches of one kind share it. `prefix` keeps the kinds of a module apart."""
    return _Emitter(regulation, branch, prefix).code()


class _Emitter:
    def __init__(self, regulation: Regulation, branch: Branch, prefix: str) -> None:
        self.regulation, self.branch, self.rules, self.prefix = regulation, branch, branch.rules, prefix
        self.functions: list[Function] = []
        self.constants: dict[str, str] = {}
        self.codes: dict[tuple[str, ...], CriterionCode] = {}
        self.bodies: dict[str, str] = {}  # of functions
        self.inside: dict[str, str] = {}  # what may stand in place of a call
        self.of_branch: dict[str, bool] = {}  # whether a function asks for more than the candidate's facts
        self.once = "@raz\n" if _work(self.rules) > MOST_CALLS else ""
        self.tables = {name: self.table(table) for name, table in self.rules.tables.items()}
        self.expressions = Expressions(regulation, self.rules, self.tables, self.points_code, prefix)

    def code(self) -> RulesCode:
        for definition in self.rules.definitions.values():
            name = definition_name(self.prefix, definition.name)
            lines = self.search(definition.formula) or [f"return {self.expressions.text(definition.formula)}"]
            self.lines(name, lines, definition.formula.span, definition.notes.label)
        criteria = tuple(self.criterion(one) for one in self.rules.criteria)
        conditions = tuple(self.conditions())
        stages = tuple(self.stages())
        for notion in self.regulation.notions.values():
            if notion.ranks:
                self.constants[ranks_name(notion.family)] = repr(notion.ranks)
        names = self.counted()
        counted = tuple(one for one in criteria if one.name in names)
        total = self.sum(self.rules.total)
        return RulesCode(
            of_branch={name: text for text, name in self.expressions.of_branch.items()},
            all_at_once=self.all_at_once(counted, conditions, stages, total),
            functions=tuple(self.functions),
            constants=tuple(f"{name} = {value}" for name, value in self.constants.items()),
            criteria=counted,
            conditions=conditions,
            stages=stages,
            total=self.rules.total,
            total_scale=total.scale,
        )

    def sum(self, names: tuple[str, ...]) -> Code:
        """Of criteria that are counted already: each is in a local of its own."""
        return added([Code(local_name(name), self.codes[name,].scale) for name in names])

    def all_at_once(
        self,
        criteria: tuple[CriterionCode, ...],
        conditions: tuple[ConditionCode, ...],
        stages: tuple[StageCode, ...],
        total: Code,
    ) -> str:
        """One function for the usual candidate: plain numbers of the scales known here, nothing caught on the way, and
        what depends on the candidate alone counted once for all branches."""
        shared: list[str] = ["o, w = pary[0]"]
        own: list[str] = ["w.known = {}"] if self.once else []

        def counted(local: str, function: str) -> str:
            text = self.text_inside(function)
            (own if self.depends_on_branch(text) else shared).append(f"{local} = {text}")
            return local

        points = [counted(local_name(one.name), one.function) for one in criteria]
        values = [
            counted(f"e__{number}", stage.function) if stage.function else self.settled_or_summed(stage, total)
            for number, stage in enumerate(stages, start=1)
        ]
        asked = self.eligibility(conditions)
        (own if self.depends_on_branch("\n".join(asked)) else shared).extend(asked)
        found = f"(numer, rezerwa, {_tuple(points)}, suma, {_tuple(values)})"
        lines = [
            *shared,
            "znalezione = []",
            "for o, w in pary:",
            *_indented([*own, f"suma = {total.text}", f"znalezione.append({found})"]),
            "return znalezione",
        ]
        note = "w każdym oddziale: numer niespełnionego warunku, rezerwa, punkty, ich suma, kolejność"
        return self.append("", f"wyniki{self.prefix}", lines, self.rules.notes.span, note, "k, pary")

    def eligibility(self, conditions: tuple[ConditionCode, ...]) -> list[str]:
        """The number of the first condition that is not met, and whether it leaves a place on the reserve list."""
        lines = ["numer, rezerwa = None, False"]
        for number, condition in enumerate(conditions):
            reserve = f"bool({self.text_inside(condition.reserve)})" if condition.reserve else "False"
            lines += [
                f"{'elif' if number else 'if'} not {self.text_inside(condition.function)}:",
                f"    numer, rezerwa = {number}, {reserve}",
            ]
        return lines

    def text_inside(self, function: str) -> str:
        """What the function gives, as it may stand in another."""
        text = self.inside.get(function, "")
        return text if 0 < len(text) <= LONGEST_INSIDE and not self.once else f"{function}(k, o, w)"

    def depends_on_branch(self, text: str) -> bool:
        """Or on the pair, in what it calls too; when in doubt, it does."""
        if self.once or _OF_BRANCH.search(text):
            return True
        return any(self.function_depends_on_branch(name) for name in _CALLED.findall(text))

    def function_depends_on_branch(self, name: str) -> bool:
        if name not in self.of_branch:
            self.of_branch[name] = name not in self.bodies or self.depends_on_branch(self.bodies[name])
        return self.of_branch[name]

    def settled_or_summed(self, stage: StageCode, total: Code) -> str:
        """Of a stage without a formula."""
        if stage.kind in SETTLED_IN:
            return f"w.get({SETTLED_IN[StageKind(stage.kind)]!r})"
        text = self.sum(stage.criteria).text
        return "suma" if text == total.text else text

    def counted(self) -> set[str]:
        return set(self.rules.total) | {name for stage in self.rules.order for name in stage.criteria}

    def function(self, name: str, expression: str, span: Span, note: str = "") -> str:
        self.inside.setdefault(name, expression)
        return self.lines(name, [f"return {expression}"], span, note)

    def lines(self, name: str, lines: Iterable[str], span: Span, note: str = "") -> str:
        """A function of the three owners of facts; its docstring says from where in the regulation it comes."""
        return self.append(self.once, name, lines, span, note)

    def append(
        self, decorator: str, name: str, lines: Iterable[str], span: Span, note: str, arguments: str = "k, o, w"
    ) -> str:
        body = "\n".join(_indented(lines))
        self.bodies[name] = body
        docstring = f'    """{_docstring(note, span)}"""'
        self.functions.append(Function(name, f"{decorator}def {name}({arguments}):\n{docstring}\n{body}\n", span))
        return name

    def search(self, formula: Typed) -> list[str]:
        """`któryś` as a loop that ends at the first that holds; nothing for other formulas."""
        if not isinstance(formula, Aggregate) or formula.function != "któryś" or formula.element.maybe:
            return []
        asked = [formula.element] if formula.condition is None else [formula.condition, formula.element]
        found = " and ".join(self.expressions.text(one) for one in asked)
        head = f"for {variable_name(formula.variable)} in {self.expressions.text(formula.collection)}:"
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
        return TableCode(name, scale, rest, bool(table.ranges))

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
            scale = self.for_each(way, name, limit, span, label)
            return CriterionCode(criterion.name, name, scale)
        code = self.plain(way, name)
        gate = self.expressions.text(way.condition) if way.condition is not None else ""
        text, scale = _limited(code, limit)
        self.function(name, f"({text} if {gate} else 0)" if gate else text, span, label)
        return CriterionCode(criterion.name, name, scale)

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
        lines = [*self.first_true(way, [[f"return {value}"] for value in values]), "return 0"]
        text = "\n".join([f"def {name}(k, o, w):", *_indented(lines), ""])
        self.functions.append(Function(name, text, _rows_place(way)))
        self.bodies[name] = text.partition(":")[2]
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
        inside = added([Code(self.text_inside(part.function), part.scale) for part in parts])
        self.inside[name] = _gated(_limited(inside, whole)[0], gate)
        text, scale = _limited(total, whole)
        self.function(name, _gated(text, gate), _place(criterion), criterion.notes.label)
        return CriterionCode(criterion.name, name, scale, parts, gate, limit_name, limit.scale if limit else 1)

    def for_each(self, way: ForEach, name: str, limit: Code | None, span: Span, label: str) -> int:
        """A loop over the elements: the row each one hits, the best of the same ones, the sum, the cut.

        Returns the scale of the points.
        """
        variable = variable_name(way.each.variable)
        condition, several_text = "", "{}"
        if way.each.condition is not None:
            condition = self.expressions.text(way.each.condition)
        if isinstance(way.body, Rows):
            inner, scale, several_text = self.rows_of_element(way.body, variable)
        else:
            code = self.expressions.of(way.body.points)
            scale = code.scale
            inner = [f"trafienia.append(({variable}, 0, {code.text}))" if way.once_by else f"suma += {code.text}"]
        if condition:
            inner = [f"if {condition}:", *_indented(inner)]
        found, total = "trafienia = []", "suma"
        if isinstance(way.body, Rows) or way.once_by:
            hits = "trafienia"
            if way.once_by:
                hits = f"raz_kazde(trafienia, {self.sameness(way, name, span)}, {key_names(way)!r})"
            total = f"add_up({hits}, {several_text})"
        else:
            found = "suma = 0"
        lines = []
        if way.condition is not None:
            lines += [f"if not {self.expressions.text(way.condition)}:", "    return 0"]
        lines += [found, f"for {variable} in {self.expressions.text(way.each.collection)}:", *_indented(inner)]
        if total != "suma" and _gives_nothing_for_none(way, limit):
            lines += ["if not trafienia:", "    return 0"]
        text, scale = _limited(Code(total, scale), limit)
        self.lines(name, [*lines, f"return {text}"], span, label)
        return scale

    def rows_of_element(self, rows: Rows, variable: str) -> tuple[list[str], int, str]:
        """Lines that note which row the element hits, the scale of the points, and what several hits of a row give."""
        codes = [self.expressions.of(row.points) for row in rows.rows]
        several = {n: self.expressions.of(one.several) for n, one in enumerate(rows.rows) if one.several is not None}
        scale = lcm(1, *(code.scale for code in (*codes, *several.values())))
        hits = [
            [f"trafienia.append(({variable}, {number}, {rescaled(code, scale)}))", "continue"]
            for number, code in enumerate(codes)
        ]
        together = ", ".join(f"{n}: {rescaled(code, scale)}" for n, code in several.items())
        return self.first_true(rows, hits), scale, f"{{{together}}}"

    def first_true(self, rows: Rows, outcomes: list[list[str]]) -> list[str]:
        """Lines that lead to the outcome of the first row that holds, and leave there; neighbours that begin with the
        same condition ask it once."""
        conditions = [self.conjuncts(row.condition) for row in rows.rows]
        lines: list[str] = []
        for first, group in groupby(zip(conditions, outcomes, strict=True), key=lambda one: one[0][0]):
            together = list(group)
            if len(together) == 1:
                ((every, outcome),) = together
                lines += [f"if {' and '.join(every)}:", *_indented(outcome)]
                continue
            lines.append(f"if {first}:")
            for every, outcome in together:
                rest = [f"if {' and '.join(every[1:])}:", *_indented(outcome)] if every[1:] else outcome
                lines += _indented(rest)
        return lines

    def conjuncts(self, condition: Typed | None) -> list[str]:
        """The parts of `a i b i c`, from the left."""
        if condition is None:
            return ["True"]
        right: list[str] = []
        while isinstance(condition, Both):
            right.append(self.expressions.text(condition.right))
            condition = condition.left
        return [self.expressions.text(condition), *reversed(right)]

    def sameness(self, way: ForEach, name: str, span: Span) -> str:
        """The name of a function: of equal values, elements are the same."""
        variable, function = variable_name(way.each.variable), f"{name}___to_samo"
        values = _tuple(self.key_value(fact, variable) for fact in key_fields(way))
        self.functions.append(Function(function, f"def {function}({variable}):\n    return {values}\n", span))
        return function

    def key_value(self, fact: Fact, variable: str) -> str:
        if isinstance(fact.type, TruthType):
            return f"{variable}.get({fact.name!r}, False)"
        value = f"{variable}.get({fact.name!r})"
        return f"tak_samo({value})" if isinstance(fact.type, TextType) else value

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


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _tuple(items: Iterable[str]) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"


def _limited(code: Code, limit: Code | None) -> tuple[str, int]:
    if limit is None:
        return code.text, code.scale
    scale = lcm(code.scale, limit.scale)
    return f"min({rescaled(code, scale)}, {rescaled(limit, scale)})", scale


def _gated(text: str, gate: str) -> str:
    return f"({text} if {gate}(k, o, w) else 0)" if gate else text


def _gives_nothing_for_none(way: ForEach, limit: Code | None) -> bool:
    """Whether a list without elements is surely 0, and asks for no fact."""
    rows = way.body.rows if isinstance(way.body, Rows) else ()
    plain = all(row.several is None or isinstance(row.several, Constant) for row in rows)
    return plain and (limit is None or limit.text.isdecimal())


def _place(criterion: Criterion) -> Span:
    """Where a traceback should point: the formula, when there is one."""
    way = criterion.way
    return way.points.span if isinstance(way, Points) else criterion.notes.span


def _rows_place(way: Rows) -> Span:
    return way.rows[0].points.span


def _docstring(note: str, span: Span) -> str:
    text = f"{note} ({span.source.path}, wiersz {span.line})" if note else f"{span.source.path}, wiersz {span.line}"
    return in_docstring(" ".join(text.split()))


def in_docstring(text: str) -> str:
    """A text that can stand between three quotes whatever it holds."""
    plain = text.replace("\\", "/").replace('"', "”")
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in plain)
