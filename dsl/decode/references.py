"""Rules that name one another: no circles, and nothing so deep or so often multiplied that counting never ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dsl.diagnostics import Diagnostics
from dsl.model.expr import Calculation, DefinitionRef, PointsRef, Typed
from dsl.model.regulation import Components, Criterion, Definition
from dsl.source.text import Span

DEEPEST = 150
MOST_FACTORS = 50

_Name = tuple[str, ...]
_TOTAL = ("punkty", "razem")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A definition, a criterion or the total: its formulas, and which rules it names and where."""

    span: Span
    formulas: tuple[Typed, ...]
    named: Mapping[_Name, Span]


@dataclass(frozen=True, slots=True)
class _Size:
    """How deep formulas are nested, and how many values are multiplied with one another."""

    depth: int = 0
    factors: int = 1


def check_references(
    definitions: Iterable[Definition], criteria: Iterable[Criterion], total: Iterable[str], diagnostics: Diagnostics
) -> None:
    rules: dict[_Name, _Rule] = {}
    for definition in definitions:
        rules["definicje", definition.name] = _rule(definition.notes.span, [definition.formula])
    for criterion in (inner for top in criteria for inner in top.walk()):
        rules["punkty", *criterion.path] = _rule(criterion.notes.span, criterion.formulas(), _parts(criterion))
    summed: dict[_Name, Span] = {
        ("punkty", name): rules["punkty", name].span for name in total if ("punkty", name) in rules
    }
    if summed:
        rules[_TOTAL] = _Rule(next(iter(summed.values())), (), summed)
    _report(rules, diagnostics)


def _rule(span: Span, formulas: Iterable[Typed], parts: Mapping[_Name, Span] | None = None) -> _Rule:
    written = tuple(formulas)
    named = {name: node.span for formula in written for node in formula.walk() if (name := _name(node))}
    return _Rule(span, written, {**(parts or {}), **named})


def _parts(criterion: Criterion) -> dict[_Name, Span]:
    parts = criterion.way.parts if isinstance(criterion.way, Components) else ()
    return {("punkty", *part.path): part.notes.span for part in parts}


def _name(node: Typed) -> _Name | None:
    match node:
        case DefinitionRef(name=name):
            return ("definicje", name)
        case PointsRef(path=path):
            return ("punkty", *path)
    return None


def _report(rules: Mapping[_Name, _Rule], diagnostics: Diagnostics) -> None:
    """Depth first without recursion; each circle and each rule that is too large is told once."""
    sizes: dict[_Name, _Size] = {}
    for first in rules:
        way: list[tuple[_Name, Iterator[_Name]]] = [] if first in sizes else [(first, iter(rules[first].named))]
        opened = {first}
        while way:
            name, waiting = way[-1]
            step = next((one for one in waiting if one in rules and one not in sizes), None)
            if step is None:
                sizes[name] = _judged(name, rules[name], sizes, diagnostics)
                opened.discard(name)
                way.pop()
            elif step in opened:
                circle = [one for one, _ in way]
                _tell_circle([*circle[circle.index(step) :], step], rules, diagnostics)
            else:
                opened.add(step)
                way.append((step, iter(rules[step].named)))


def _judged(name: _Name, rule: _Rule, sizes: Mapping[_Name, _Size], diagnostics: Diagnostics) -> _Size:
    """The size of a rule; one that is too large is told and then counts as small, so that it is told once."""
    below = [sizes[one] for one in rule.named if one in sizes]
    found = _largest([*below, *(_size(formula, sizes) for formula in rule.formulas)])
    if found.depth <= DEEPEST and found.factors <= MOST_FACTORS:
        return _Size(found.depth + 1, found.factors)
    message = f"Do „{_words(name)}” prowadzi zbyt długi łańcuch odwołań, zagnieżdżeń albo mnożeń."
    diagnostics.error("P022", rule.span, message, "Uprość formuły albo skróć łańcuch odwołań.")
    return _Size()


def _size(node: Typed, sizes: Mapping[_Name, _Size]) -> _Size:
    inner = [_size(child, sizes) for child in node.children()]
    name = _name(node)
    if name is not None:
        inner.append(sizes.get(name, _Size()))
    largest = _largest(inner)
    multiplies = isinstance(node, Calculation) and node.operator in "*/"
    return _Size(largest.depth + 1, sum(one.factors for one in inner) if multiplies else largest.factors)


def _largest(sizes: Iterable[_Size]) -> _Size:
    found = list(sizes)
    return _Size(max((one.depth for one in found), default=0), max((one.factors for one in found), default=1))


def _tell_circle(circle: list[_Name], rules: Mapping[_Name, _Rule], diagnostics: Diagnostics) -> None:
    chain = " → ".join(_words(one) for one in circle)
    where = rules[circle[-2]].named[circle[-1]]
    diagnostics.error("P065", where, f"Te reguły odwołują się do siebie w kółko: {chain}.", "Usuń jedno z odwołań.")


def _words(name: _Name) -> str:
    return name[1] if name[0] == "definicje" else ".".join(name)
