"""A typed formula -> Python text. Numbers are kept as integers of a scale known before any candidate is.

`0,35 * egzamin.matematyka` becomes `35 * k['egzamin']['matematyka']` with the scale 100. A fact that need not be whole
may hold a Fraction; the text stays exact either way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from dsl.emit.evaluate import example_of
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import CollectionType, DateType, Fact, MapType, NotionType, NumberType, TextType, TruthType
from dsl.syntax.terms import Period

LONGEST_SUM = 50  # Python's parser nests each `+`
LONGEST_REPEATED = 80  # a longer text is not written twice: nested ones would double at each level
SCOPES = {"kandydat": "k", "oddział": "o", "wybór": "w"}


@dataclass(frozen=True, slots=True)
class Code:
    """The value of `text` divided by `scale` is the value of the formula."""

    text: str
    scale: int = 1


@dataclass(frozen=True, slots=True)
class TableCode:
    """A table as a constant of the module: integers of one scale; `rest` for a key that none of `rows` names."""

    name: str
    scale: int
    rest: int
    rows: frozenset[str]
    by_range: bool


class Expressions:
    """`function_name` gives the function of a criterion, `tables` the constants that lookups use."""

    def __init__(
        self,
        regulation: Regulation,
        rules: Rules,
        tables: dict[str, TableCode],
        criterion: Callable[[tuple[str, ...]], Code],
        prefix: str,
    ) -> None:
        self.regulation, self.rules, self.tables, self.criterion = regulation, rules, tables, criterion
        self.prefix = prefix
        self.done: dict[int, Code] = {}
        self.of_branch: dict[str, str] = {}  # what the branch alone settles, and its name among the branch's facts
        self.orders: dict[str, str] = {}  # constants that put sets in order

    def of(self, node: typed.Typed) -> Code:
        """Each node once: its code is asked for several times on the way up."""
        if id(node) not in self.done:
            self.done[id(node)] = _EMIT[type(node)](self, node)
        return self.done[id(node)]

    def text(self, node: typed.Typed) -> str:
        """For values without a scale: truths, texts, members, dates, collections."""
        return self.of(node).text

    def at(self, node: typed.Typed, scale: int) -> str:
        """The value times `scale`."""
        return rescaled(self.of(node), scale)

    def ranked(self, node: typed.Typed, scale: int) -> str:
        """The value as something that has an order."""
        if isinstance(node.type, NotionType):
            return f"{ranks_name(node.type.notion.family)}[{self.text(node)}]"
        return self.at(node, scale)

    # -- leaves -------------------------------------------------------------------------------------------------------

    def constant(self, node: typed.Constant) -> Code:
        value = node.value
        if isinstance(value, Fraction):
            scale = decimal_scale(value)
            return Code(str(int(value * scale)), scale)
        if isinstance(value, date):
            return Code(f"date({value.year}, {value.month}, {value.day})")
        return Code(_in_apostrophes(value) if isinstance(value, str) else repr(value))

    def fact(self, node: typed.FactRef) -> Code:
        """Of the candidate as it was read, of the branch and the pair prepared: every claim is there."""
        scope, name = SCOPES[node.scope], repr(node.fact.name)
        if node.scope == "kandydat" and (absent := _absent(node.fact)):
            return Code(f"k.get({name}, {absent})")
        optional = node.fact.optional and not node.fact.is_claim
        return Code(f"{scope}.get({name})" if optional else f"{scope}[{name}]")

    def claimed(self, node: typed.Typed) -> str:
        """The text of a candidate's list or set; nothing for other collections."""
        return self.text(node) if isinstance(node, typed.FactRef) and node.scope == "kandydat" else ""

    def in_order(self, node: typed.Typed) -> str:
        """A collection to go through; the sets of a candidate come in any order."""
        match node:
            case typed.FactRef(scope="kandydat") | typed.ItemOf() | typed.FieldOf():
                if isinstance(node.type, CollectionType) and isinstance(node.type.item, NotionType):
                    notion = node.type.item.notion
                    name = order_name(notion.name)
                    self.orders[name] = f"w_kolejnosci({tuple(notion.members)!r})"
                    return f"{name}[{self.text(node)}]"
        return self.text(node)

    def item(self, node: typed.ItemOf) -> Code:
        assert isinstance(node.base.type, MapType)
        base, key = self.text(node.base), self.text(node.key)
        if isinstance(node.base.type.value, TruthType):
            return Code(f"{base}.get({key}, False)")
        if isinstance(node.base.type.value, CollectionType):
            return Code(f"{base}.get({key}, ())")
        return Code(f"{base}.get({key})" if node.base.type.optional else f"{base}[{key}]")

    def field(self, node: typed.FieldOf) -> Code:
        base = self.text(node.base)
        if isinstance(node.fact.type, TruthType):
            return Code(f"{base}.get({node.fact.name!r}, False)")
        if isinstance(node.fact.type, CollectionType):
            return Code(f"{base}.get({node.fact.name!r}, ())")
        if node.fact.optional:
            return Code(f"{base}.get({node.fact.name!r})")
        return Code(f"{base}[{node.fact.name!r}]")

    def variable(self, node: typed.VariableRef) -> Code:
        return Code(variable_name(node.name))

    def definition(self, node: typed.DefinitionRef) -> Code:
        inner = self.of(self.rules.definitions[node.name].formula)
        return Code(f"{definition_name(self.prefix, node.name)}(k, o, w)", inner.scale)

    def lookup(self, node: typed.TableLookup) -> Code:
        table = self.tables[node.table]
        if table.by_range:
            return Code(f"z_przedzialu({table.name}, {self.exact(node.key)}, {table.rest})", table.scale)
        key = self.text(node.key)
        if isinstance(node.key.type, NotionType) and table.rows.issuperset(node.key.type.notion.members):
            return Code(f"{table.name}[{key}]", table.scale)
        return Code(f"{table.name}.get({key}, {table.rest})", table.scale)

    def points(self, node: typed.PointsRef) -> Code:
        paths = [(name,) for name in self.rules.total] if node.path == typed.TOTAL else [node.path]
        return added([self.criterion(path) for path in paths])

    def members(self, node: typed.NotionMembers) -> Code:
        return Code(repr(node.members))

    def list(self, node: typed.ListOf) -> Code:
        items = "".join(f"{self.exact(item)}, " for item in node.items)
        return Code(f"niepuste({items})" if any(item.maybe for item in node.items) else f"({items})")

    def joined(self, node: typed.Joined) -> Code:
        text = f"razem({self.in_order(node.left)}, {self.in_order(node.right)})"
        if not all(map(_is_of_branch, node.walk())):
            return Code(text)
        name = self.of_branch.setdefault(text, identifier(f"zbior{self.prefix}", str(len(self.of_branch) + 1)))
        return Code(f"o[{name!r}]")

    # -- logic --------------------------------------------------------------------------------------------------------

    def conditional(self, node: typed.If) -> Code:
        then, otherwise, scale = self.common(node.then, node.otherwise)
        return Code(f"({then} if {self.text(node.condition)} else {otherwise})", scale)

    def fallback(self, node: typed.Fallback) -> Code:
        value, fallback, scale = self.common(node.value, node.fallback)
        if len(value) > LONGEST_REPEATED:
            return Code(f"gdy_brak({value}, lambda: {fallback})", scale)
        return Code(f"({value} if {self.text(node.value)} is not None else {fallback})", scale)

    def common(self, one: typed.Typed, other: typed.Typed) -> tuple[str, str, int]:
        """Both values at a scale they share."""
        left, right = self.of(one), self.of(other)
        scale = lcm(left.scale, right.scale)
        return rescaled(left, scale, one.maybe), rescaled(right, scale, other.maybe), scale

    def both(self, node: typed.Both) -> Code:
        return Code(f"({self.text(node.left)} and {self.text(node.right)})")

    def either(self, node: typed.Either) -> Code:
        return Code(f"({self.text(node.left)} or {self.text(node.right)})")

    def negation(self, node: typed.Negation) -> Code:
        return Code(f"(not {self.text(node.value)})")

    def compare(self, node: typed.Compare) -> Code:
        if node.operator not in "=≠":
            scale = lcm(self.of(node.left).scale, self.of(node.right).scale)
            sign = {"≤": "<=", "≥": ">="}.get(node.operator, node.operator)
            return Code(f"({self.ranked(node.left, scale)} {sign} {self.ranked(node.right, scale)})")
        equal = self.equality(node)
        return Code(equal if node.operator == "=" else f"(not {equal})")

    def equality(self, node: typed.Compare) -> str:
        left, right, _ = self.common(node.left, node.right)
        if isinstance(node.left.type, TextType):
            left, right = f"tak_samo({left})", f"tak_samo({right})"
        if node.left.maybe and node.right.maybe:
            return f"oba_rowne({left}, {right})"
        return f"({left} == {right})"

    def member(self, node: typed.Member) -> Code:
        """None is in no collection, so that a missing value needs no question of its own."""
        item, collection = self.text(node.item), self.text(node.collection)
        if isinstance(node.item.type, TextType):
            item, collection = f"tak_samo({item})", f"map(tak_samo, {collection})"
        return Code(f"({item} in {collection})")

    def in_range(self, node: typed.InRange) -> Code:
        scale = lcm(*(self.of(part).scale for part in (node.value, node.low, node.high)))
        value, low, high = (self.ranked(part, scale) for part in (node.value, node.low, node.high))
        return Code(f"({low} <= {value} <= {high})")

    def in_term(self, node: typed.InTerm) -> Code:
        period = self.regulation.timetable[node.term.event].terms.get(node.term.phase)
        value = self.text(node.value)
        if not isinstance(period, Period):
            return Code(f"({value} is None)")
        if isinstance(node.value.type, DateType) and node.value.type.with_time:
            first, last = (one.isoformat() for one in period.bounds)
            return Code(f"(chwila({first!r}) <= {value} <= chwila({last!r}))")
        start = f"{_date(period.start)} <= " if period.start else ""
        return Code(f"({start}{value} <= {_date(period.end)})")

    def is_given(self, node: typed.IsGiven) -> Code:
        match node.value:
            case typed.FactRef(scope=scope, fact=fact) if not isinstance(fact.type, CollectionType | MapType):
                return Code(f"({SCOPES[scope]}.get({fact.name!r}) is not None)")
        return Code(f"podane(lambda: {self.text(node.value)})")

    # -- numbers ------------------------------------------------------------------------------------------------------

    def calculation(self, node: typed.Calculation) -> Code:
        left, right = self.of(node.left), self.of(node.right)
        if node.operator == "*":
            return Code(f"({left.text} * {right.text})", left.scale * right.scale)
        scale = lcm(left.scale, right.scale)
        one, other = rescaled(left, scale), rescaled(right, scale)
        if node.operator == "/":
            return Code(f"podziel({one}, {other})")
        return Code(f"({one} {node.operator} {other})", scale)

    def minus(self, node: typed.Minus) -> Code:
        inner = self.of(node.value)
        return Code(f"(-{inner.text})", inner.scale)

    def elements(self, node: typed.Aggregate | typed.AggregateOf) -> tuple[str, int]:
        """The values of a `for`, those that are missing left out, and their scale."""
        if isinstance(node, typed.AggregateOf):
            scale = lcm(*(self.of(item).scale for item in node.items))
            items = "".join(f"{rescaled(self.of(item), scale, item.maybe)}, " for item in node.items)
            present = " if _x is not None" if any(item.maybe for item in node.items) else ""
            return f"_x for _x in ({items}){present}", scale
        element, collection, name = self.of(node.element), self.in_order(node.collection), variable_name(node.variable)
        condition = f" if {self.text(node.condition)}" if node.condition is not None else ""
        if not node.element.maybe:
            return f"{element.text} for {name} in {collection}{condition}", element.scale
        present = f"for _x in ({element.text},) if _x is not None"
        return f"_x for {name} in {collection}{condition} {present}", element.scale

    def aggregate(self, node: typed.Aggregate | typed.AggregateOf) -> Code:
        values, scale = self.elements(node)
        function, element = node.function, example_of(node)
        match function:
            case "suma":
                return Code(f"sum([{values}])", scale)
            case "liczba":
                return Code(f"len([{values}])")
            case "któryś":
                return Code(f"any({values})")
            case "każdy":
                return Code(f"all({values})")
            case "średnia":
                return Code(f"srednia({values})", scale)
        best = "max" if function == "najwyższa" else "min"
        key = ""
        if isinstance(element.type, NotionType):
            key = f", key={ranks_name(element.type.notion.family)}.get"
        return Code(f"{best}([{values}]{key}, default=None)", scale)

    def best(self, node: typed.BestOf) -> Code:
        values, scale = self.elements(node.chosen)
        type_, highest = example_of(node.chosen).type, node.chosen.function == "najwyższa"
        rank = f"{ranks_name(type_.notion.family)}.get" if isinstance(type_, NotionType) else "None"
        found = f"najlepsze({node.count}, ({values}), {rank}, {highest})"
        return Code(f"ulamki({found}, {scale})" if scale != 1 else found)

    def function(self, node: typed.FunctionCall) -> Code:
        arguments = [self.exact(argument) for argument in node.arguments]
        return Code(f"{FUNCTION_NAMES[node.function]}({', '.join(arguments)})")

    def exact(self, node: typed.Typed) -> str:
        """The value itself, without a scale."""
        code = self.of(node)
        return (
            code.text
            if code.scale == 1 or not isinstance(node.type, NumberType)
            else f"ulamek({code.text}, {code.scale})"
        )


FUNCTION_NAMES = {
    "zaokrąglij": "round_half_up",
    "w_górę": "round_up",
    "w_dół": "round_down",
    "rok": "rok",
    "dni": "days_between",
    "pełne_lata": "full_years",
    "pełne_miesiące": "full_months",
}

_EMIT: dict[type[typed.Typed], Callable[..., Code]] = {
    typed.Constant: Expressions.constant,
    typed.FactRef: Expressions.fact,
    typed.ItemOf: Expressions.item,
    typed.FieldOf: Expressions.field,
    typed.VariableRef: Expressions.variable,
    typed.DefinitionRef: Expressions.definition,
    typed.TableLookup: Expressions.lookup,
    typed.PointsRef: Expressions.points,
    typed.NotionMembers: Expressions.members,
    typed.ListOf: Expressions.list,
    typed.Joined: Expressions.joined,
    typed.If: Expressions.conditional,
    typed.Fallback: Expressions.fallback,
    typed.Both: Expressions.both,
    typed.Either: Expressions.either,
    typed.Negation: Expressions.negation,
    typed.Compare: Expressions.compare,
    typed.Member: Expressions.member,
    typed.InRange: Expressions.in_range,
    typed.InTerm: Expressions.in_term,
    typed.IsGiven: Expressions.is_given,
    typed.Calculation: Expressions.calculation,
    typed.Minus: Expressions.minus,
    typed.Aggregate: Expressions.aggregate,
    typed.AggregateOf: Expressions.aggregate,
    typed.BestOf: Expressions.best,
    typed.FunctionCall: Expressions.function,
}


def decimal_scale(value: Fraction) -> int:
    """A power of ten where one is enough, else the denominator."""
    scale = 1
    for _ in range(6):
        if (value * scale).denominator == 1:
            return scale
        scale *= 10
    return value.denominator


def rescaled(code: Code, scale: int, maybe: bool = False) -> str:
    """`code` at a multiple of its scale; a value that may be missing stays None."""
    factor, rest = divmod(scale, code.scale)
    assert rest == 0, "a common scale is a multiple of each"
    if factor == 1:
        return code.text
    if not maybe:
        return f"{factor} * {code.text}"
    if len(code.text) > LONGEST_REPEATED:
        return f"razy({factor}, {code.text})"
    return f"({code.text} and {factor} * {code.text})"


def added(codes: list[Code]) -> Code:
    if not codes:
        return Code("0")
    scale = lcm(*(code.scale for code in codes))
    if len(codes) > LONGEST_SUM:
        return Code(f"sum(({', '.join(rescaled(code, scale) for code in codes)}))", scale)
    together: dict[int, list[str]] = {}
    for code in codes:
        together.setdefault(code.scale, []).append(code.text)
    sums = [Code(f"({' + '.join(texts)})" if len(texts) > 1 else texts[0], each) for each, texts in together.items()]
    text = " + ".join(rescaled(code, scale) for code in sums)
    return Code(f"({text})" if len(sums) > 1 else text, scale)


def identifier(word: str, *names: str) -> str:
    """A Python name of its own for each path of names: `punkty__egzamin__matematyka`.

    A name of the regulation never has two underscores together nor one at its ends, so that the joints are plain; a
    sign that Python would not keep as it is (it compares names after NFKC) is written by its number.
    """
    return "__".join([word, *("".join(_SIGNS.get(sign) or _escaped(sign) for sign in name) for name in names)])


_KEPT = "abcdefghijklmnopqrstuvwxyz"
_POLISH = "ąćęłńóśźż"
_SIGNS = {sign: sign for sign in f"{_KEPT}{_KEPT.upper()}{_POLISH}{_POLISH.upper()}0123456789_"}


def _escaped(sign: str) -> str:
    return f"Ξ{ord(sign):x}Ξ"


def variable_name(name: str) -> str:
    return identifier("v", name)


def local_name(criterion: str) -> str:
    """Of a criterion's points where they are counted once."""
    return identifier("p", criterion)


def order_name(notion: str) -> str:
    return identifier("KOLEJNOSC", notion)


def ranks_name(notion: str) -> str:
    return identifier("STARSZENSTWO", notion)


def definition_name(number: str, name: str) -> str:
    return identifier(f"definicja{number}", name)


def _is_of_branch(node: typed.Typed) -> bool:
    """A part of a collection that is the same for every candidate, and surely given."""
    match node:
        case typed.FactRef(scope=scope, fact=fact):
            return scope == "oddział" and isinstance(fact.type, CollectionType)
    return isinstance(node, typed.Joined | typed.ListOf | typed.NotionMembers | typed.Constant)


def _absent(fact: Fact) -> str:
    """What stands for a fact that is not given; nothing where that is for whoever asks to say."""
    match fact.type:
        case MapType():
            return "NIC"
        case CollectionType():
            return "()"
        case TruthType() if not fact.optional:
            return repr(fact.default)
    return ""


def _in_apostrophes(text: str) -> str:
    """A literal without a bare apostrophe inside, so that no text can be taken for code."""
    return "'" + repr(f'"{text}')[2:]


def _date(day: date) -> str:
    return f"date({day.year}, {day.month}, {day.day})"
