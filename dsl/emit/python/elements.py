"""`za każde` -> lines of a loop: the row that each element hits, the best of the same ones, the sum, the cut.

Where a row depends on nothing but members and truths of the element, it is found once for all elements like it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby
from math import lcm

from dsl.emit.evaluate import key_fields, key_names, record_of
from dsl.emit.python.expressions import Code, Expressions, rescaled, variable_name
from dsl.emit.python.parts import Function, docstring, indented, limited, tuple_text
from dsl.model import expr as typed
from dsl.model.regulation import ForEach, Row, Rows
from dsl.model.types import Fact, NotionType, TextType, TruthType
from dsl.source.text import Span

FEW_ROWS = 3  # are asked in less time than it takes to look up what was found before
_ROW_FOUND = "numer wiersza i jego punkty"


class Loop:
    """Of one criterion. `scale` is that of its points; `functions` and `constants` are what its lines use."""

    def __init__(self, expressions: Expressions, way: ForEach, name: str, limit: Code | None, span: Span) -> None:
        self.expressions, self.way, self.limit = expressions, way, limit
        self.variable = variable_name(way.each.variable)
        self.functions: list[Function] = []
        self.constants: dict[str, str] = {}
        rows = way.body.rows if isinstance(way.body, Rows) else ()
        self.points = [expressions.of(one.points) for one in rows or (way.body,) if not isinstance(one, Rows)]
        several = {number: row.several for number, row in enumerate(rows) if row.several is not None}
        together = {number: expressions.of(one) for number, one in several.items()}
        inner = lcm(1, *(code.scale for code in (*self.points, *together.values())))
        self.points = [Code(rescaled(code, inner), inner) for code in self.points]
        self.marks_hits = bool(way.once_by or several)
        self.scale = limited(Code("", inner), limit).scale
        self.settled = all(isinstance(one, typed.Constant) for one in several.values())
        self.several = f"{{{', '.join(f'{number}: {rescaled(code, inner)}' for number, code in together.items())}}}"
        if several and self.settled:
            self.constants[f"{name}___kilka"], self.several = self.several, f"{name}___kilka"
        self.row_of = self.row_function(rows, f"{name}___wiersz", span)

    @property
    def nothing_of(self) -> str:
        """The list of the candidate without which there are surely no points, and no fact is asked for."""
        collection = self.expressions.claimed(self.way.each.collection)
        return collection if self.is_nothing_for_none and not self.gate else ""

    @property
    def is_nothing_for_none(self) -> bool:
        return self.settled and (self.limit is None or self.limit.text.isdecimal())

    @property
    def gate(self) -> str:
        return "" if self.way.condition is None else self.expressions.text(self.way.condition)

    def body(self) -> list[str]:
        """Of a function."""
        gate = [f"if not {self.gate}:", "    return 0"] if self.gate else []
        if not self.marks_hits:
            return [*gate, *self.summing("suma"), f"return {self.cut('suma')}"]
        none = ["if not trafienia:", "    return 0"] if self.is_nothing_for_none else []
        hits = "trafienia"
        if self.way.once_by:
            hits = f"count_once(trafienia, {key_names(self.way)!r})"
        return [
            *gate,
            "trafienia = []",
            *self.asking(""),
            *none,
            f"return {self.cut(f'add_up({hits}, {self.several})')}",
        ]

    def in_place(self, target: str) -> list[str]:
        """Lines that leave the points in a local; none where a call is plainer."""
        if self.marks_hits or self.gate:
            return []
        return [*self.summing(target), *([f"{target} = {self.cut(target)}"] if self.limit else [])]

    def summing(self, target: str) -> list[str]:
        return [f"{target} = 0", *self.asking(target)]

    def cut(self, total: str) -> str:
        return limited(Code(total, self.points[0].scale if self.points else 1), self.limit).text

    def asking(self, target: str) -> list[str]:
        """A pass over the elements: each adds to `target`, or to the list of hits."""
        inner = self.of_element(target)
        if self.way.each.condition is not None:
            inner = [f"if {self.expressions.text(self.way.each.condition)}:", *indented(inner)]
        return [f"for {self.variable} in {self.expressions.in_order(self.way.each.collection)}:", *indented(inner)]

    def of_element(self, target: str) -> list[str]:
        if not isinstance(self.way.body, Rows):
            return [self.hit(target, "0", self.points[0].text)]
        if self.row_of:
            taken = ["numer, punkty = wiersz", self.hit(target, "numer", "punkty")]
            if target:
                taken = [self.hit(target, "", "wiersz[1]")]
            return [f"wiersz = {self.row_of}", "if wiersz:", *indented(taken)]
        hits = [[self.hit(target, str(number), code.text), "continue"] for number, code in enumerate(self.points)]
        return first_true(self.expressions, self.way.body, hits)

    def hit(self, target: str, number: str, points: str) -> str:
        return f"{target} += {points}" if target else f"trafienia.append(({self.sameness()}, {number}, {points}))"

    def sameness(self) -> str:
        """Of equal values, elements are the same."""
        return tuple_text(self.key_value(fact) for fact in key_fields(self.way)) if self.way.once_by else "()"

    def key_value(self, fact: Fact) -> str:
        if isinstance(fact.type, TruthType):
            return f"{self.variable}.get({fact.name!r}, False)"
        value = f"{self.variable}.get({fact.name!r})"
        return f"TAK_SAMO[{value}]" if isinstance(fact.type, TextType) else value

    # -- rows that are found once -------------------------------------------------------------------------------------

    def row_function(self, rows: Iterable[Row], name: str, span: Span) -> str:
        """Makes the function that gives an element's row, where that is worth it; the text that looks it up."""
        fields = self.fields_asked(tuple(rows))
        if not fields or not isinstance(self.way.body, Rows):
            return ""
        names = [fact.name for fact in fields]
        results = [[f"return {number}, {code.text}"] for number, code in enumerate(self.points)]
        lines = [f'"""{docstring(_ROW_FOUND, span)}"""', *first_true(self.expressions, self.way.body, results)]
        head = [
            f"@dla_pol({record_of(self.way).name!r}, {', '.join(map(repr, names))})",
            f"def {name}({self.variable}):",
        ]
        text = "\n".join([*head, *indented([*lines, "return None"]), ""])
        self.functions.append(Function(name, text, span))
        return f"{name}[{', '.join(f'{self.variable}.get({one!r})' for one in names)},]"

    def fields_asked(self, rows: tuple[Row, ...]) -> tuple[Fact, ...]:
        """The fields on which an element's row depends; none where it depends on something else as well."""
        if len(rows) <= FEW_ROWS:
            return ()
        formulas = (formula for row in rows for formula in (row.condition, row.points) if formula is not None)
        asked: set[str] = set()
        for node in chain.from_iterable(formula.walk() for formula in formulas):
            match node:
                case typed.FieldOf(fact=Fact(name=name, type=NotionType() | TruthType())):
                    asked.add(name)
                case typed.FieldOf() | typed.FactRef() | typed.DefinitionRef() | typed.PointsRef():
                    return ()
        return tuple(fact for fact in record_of(self.way).fields if fact.name in asked) if asked else ()


def first_true(expressions: Expressions, rows: Rows, outcomes: list[list[str]]) -> list[str]:
    """Lines that lead to the outcome of the first row that holds, and leave there; neighbours that begin with the
    same condition ask it once."""
    conditions = [_conjuncts(expressions, row.condition) for row in rows.rows]
    lines: list[str] = []
    for first, group in groupby(zip(conditions, outcomes, strict=True), key=lambda one: one[0][0]):
        together = list(group)
        if len(together) == 1:
            ((every, outcome),) = together
            lines += [f"if {' and '.join(every)}:", *indented(outcome)]
            continue
        lines.append(f"if {first}:")
        for every, outcome in together:
            rest = [f"if {' and '.join(every[1:])}:", *indented(outcome)] if every[1:] else outcome
            lines += indented(rest)
    return lines


def _conjuncts(expressions: Expressions, condition: typed.Typed | None) -> list[str]:
    """The parts of `a i b i c`, from the left."""
    if condition is None:
        return ["True"]
    right: list[str] = []
    while isinstance(condition, typed.Both):
        right.append(expressions.text(condition.right))
        condition = condition.left
    return [expressions.text(condition), *reversed(right)]
