"""The `przykłady` of a regulation: each is counted and compared with what it expects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dsl.decode.examples import ADMITTED, MISSING, ORDER, REASON, UNMET
from dsl.decode.fields import unwrapped
from dsl.diagnostics import Diagnostics, Edit, Fix, Related
from dsl.emit.evaluate import Evaluator
from dsl.emit.order import Entrant, in_order, not_settling
from dsl.emit.runtime import MissingFact
from dsl.guesses import value_diagnostic
from dsl.layers.merge import select
from dsl.model.regulation import Example, Regulation
from dsl.model.result import BranchResult, Number
from dsl.model.types import TRUTH, Fact, NumberType
from dsl.rows import places
from dsl.source.nodes import Mapping as MappingNode
from dsl.source.nodes import Node, Scalar, normal_name
from dsl.source.nodes import Sequence as SequenceNode
from dsl.values import ValueProblem, plain, read_facts, read_value
from polish.numbers import format_number

Data = tuple[Mapping[str, Any], Mapping[str, Any]]
_FIRST = places(1)
_RESERVE = "rezerwa"
_FRACTION = re.compile(r"\s*(-?\d{1,15})\s*/\s*(0*[1-9]\d{0,14})\s*", re.ASCII)


def check_examples(regulation: Regulation, diagnostics: Diagnostics) -> None:
    for example in regulation.examples:
        check_example(regulation, example, diagnostics)


def check_example(regulation: Regulation, example: Example, diagnostics: Diagnostics) -> None:
    """Nothing is reported of an example that gives what it expects."""
    if example.branch not in regulation.branches:
        return
    if example.candidates:
        _check_order(regulation, example, diagnostics)
    else:
        _check_one(regulation, example, diagnostics)


def example_facts(regulation: Regulation, example: Example, diagnostics: Diagnostics) -> Data:
    """The facts of the example's one candidate and those of the pair (`wybór:` inside `dane`)."""
    return facts_of(regulation, example.data, diagnostics)


def facts_of(regulation: Regulation, data: Node, diagnostics: Diagnostics) -> Data:
    """Facts of the pair stand in `wybór:` or, where no fact of the candidate has their name, beside the candidate's."""
    if not isinstance(data, MappingNode):
        return {}, dict(_FIRST)
    beside = {name for name in regulation.pair if name not in regulation.candidate}
    inside = data.get("wybór")
    facts = _read(select(data, frozenset({"wybór", *beside}), keep=False), regulation.candidate, diagnostics)
    pair = _read(select(data, frozenset(beside)), regulation.pair, diagnostics)
    if isinstance(inside, MappingNode):
        pair |= _read(inside, regulation.pair, diagnostics)
    return facts, {**_FIRST, **pair}


def _read(data: MappingNode, declared: Mapping[str, Fact], diagnostics: Diagnostics) -> dict[str, Any]:
    facts, problems = read_facts(plain(data), declared)
    for problem in problems:
        diagnostics.add(value_diagnostic("P070", data, declared, problem))
    return facts


def _evaluator(regulation: Regulation, example: Example, data: Node, diagnostics: Diagnostics) -> Evaluator | None:
    found = Diagnostics()
    facts, pair = facts_of(regulation, data, found)
    excluded = not_settling(regulation.branches[example.branch].rules, example.branch, pair)
    if excluded is not None:
        field, message, hint = excluded
        beside = data.get("wybór") if isinstance(data, MappingNode) else None
        where = next(
            (one for node in (beside, data) if isinstance(node, MappingNode) and (one := node.get(field))), data
        )
        found.error("P070", where.span, message, hint)
    diagnostics.extend(found)
    return None if found.has_errors else Evaluator(regulation, regulation.branches[example.branch], facts, pair)


# -- one candidate ----------------------------------------------------------------------------------------------------


def _check_one(regulation: Regulation, example: Example, diagnostics: Diagnostics) -> None:
    evaluator = _evaluator(regulation, example, example.data, diagnostics)
    if evaluator is None:
        return
    check = _Check(example, evaluator, diagnostics)
    for name, node in example.expected.items():
        _CHECKS.get(name, _Check.points)(check, name, node)


@dataclass(frozen=True, slots=True)
class _Check:
    example: Example
    evaluator: Evaluator
    diagnostics: Diagnostics

    @property
    def result(self) -> BranchResult:
        return self.evaluator.result()

    def differs(
        self,
        name: str,
        node: Node,
        expected: str,
        actual: str,
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        what = f"Przykład „{self.example.name}” ({name.replace('_', ' ')})"
        message = f"{what}: oczekiwano {expected}, a regulamin daje {actual}."
        hint = "Sprawdź dane przykładu i regułę; jeżeli regulamin liczy dobrze, wpisz jego wynik."
        self.diagnostics.error("P072", node.span, message, hint, related=related, fixes=fixes)

    def points(self, name: str, node: Node) -> None:
        written = unwrapped(node) or node
        expected, problems = _number(written)
        if problems and (told := value_diagnostic("P070", written, NumberType(), problems[0])).code != "P070":
            self.diagnostics.add(told)
            return
        if problems or expected is None:
            hint = problems[0].hint if problems else "Wpisz liczbę punktów."
            self.diagnostics.error("P070", node.span, "Oczekiwany wynik nie jest liczbą.", hint)
            return
        path = tuple(normal_name(step) for step in name.split("."))
        try:
            actual: Number = self.evaluator.points_of(path)
        except MissingFact as fact:
            message = f"Przykładu „{self.example.name}” nie da się policzyć: brakuje danej „{fact.path}”."
            self.diagnostics.error("P071", node.span, message, "Dopisz ją w „dane”.")
            return
        if actual != expected:
            rule = self.evaluator.branch.rules.criterion(path)
            related = (Related(rule.notes.span, "ta reguła"),) if rule is not None else ()
            result = format_number(actual)
            is_exact = actual == read_value(result, NumberType())[0]
            fixes = (
                (Fix(f"Wpisz {result}: tyle daje regulamin", (Edit(written.span, result),), safe=False),)
                if is_exact
                else ()
            )
            self.differs(name, node, format_number(expected), result, related, fixes)

    def admitted(self, name: str, node: Node) -> None:
        """`tak`, `rezerwa` (turned down but kept on the reserve list) or `nie`."""
        actual = _RESERVE if self.result.reserve else self.result.eligible
        if isinstance(node, Scalar) and node.text.strip().lower() == _RESERVE:
            expected: Any = _RESERVE
        else:
            expected, problems = read_value(plain(node), TRUTH)
            for problem in problems:
                self.diagnostics.error("P070", node.span, problem.message, "Wpisz „tak”, „nie” albo „rezerwa”.")
            if problems:
                return
        if actual != expected:
            self.differs(name, node, _truth(expected), _truth(actual))

    def reason(self, name: str, node: Node) -> None:
        """The name of the condition that is not met."""
        expected = normal_name(node.text) if isinstance(node, Scalar) else ""
        known = {condition.name: condition for condition in self.evaluator.branch.rules.conditions}
        if expected not in known:
            hint = f"Są: {', '.join(name.replace('_', ' ') for name in known)}."
            self.diagnostics.error("P070", node.span, "To nie jest nazwa warunku.", hint)
            return
        actual = self.result.unmet
        if actual != expected:
            related = (Related(known[expected].notes.span, "ten warunek"),)
            self.differs(name, node, _quoted(expected), _quoted(actual) if actual else "spełnione warunki", related)

    def unmet(self, name: str, node: Node) -> None:
        """All conditions that are not met, those checked later too."""
        expected, known = _names(node), {one.name for one in self.evaluator.branch.rules.conditions}
        unknown = [one for one in expected if one not in known]
        if unknown:
            hint = f"Są: {', '.join(one.replace('_', ' ') for one in sorted(known))}."
            message = f"„{unknown[0].replace('_', ' ')}” to nie jest nazwa warunku."
            self.diagnostics.error("P070", node.span, message, hint)
            return
        actual = []
        for condition in self.evaluator.branch.rules.conditions:
            with suppress(MissingFact):
                if not self.evaluator.meets(condition):
                    actual.append(condition.name)
        if sorted(actual) != expected:
            self.differs(name, node, _listed(expected), _listed(sorted(actual)))

    def missing(self, name: str, node: Node) -> None:
        expected = _names(node)
        actual = sorted(self.result.missing)
        if actual != expected:
            self.differs(name, node, ", ".join(expected) or "nic", ", ".join(actual) or "nic")


_CHECKS: dict[str, Callable[[_Check, str, Node], None]] = {
    ADMITTED: _Check.admitted,
    REASON: _Check.reason,
    UNMET: _Check.unmet,
    MISSING: _Check.missing,
}


def _names(node: Node) -> list[str]:
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return sorted(normal_name(item.text) for item in items if isinstance(item, Scalar) and not item.is_empty)


def _listed(names: list[str]) -> str:
    return ", ".join(map(_quoted, names)) or "nic"


def _number(node: Node) -> tuple[Any, Sequence[ValueProblem]]:
    """Also a fraction whose decimals have no end, as the program writes it: `200/3`."""
    found = _FRACTION.fullmatch(node.text) if isinstance(node, Scalar) else None
    if found is not None:
        return Fraction(int(found[1]), int(found[2])), ()
    return read_value(plain(node), NumberType())


def _truth(value: bool | str | None) -> str:
    if value == _RESERVE:
        return f"„{_RESERVE}”"
    return "„nie wiadomo” (brakuje danych)" if value is None else "„tak”" if value else "„nie”"


def _quoted(name: str) -> str:
    return f"„{name.replace('_', ' ')}”"


# -- the order of several ---------------------------------------------------------------------------------------------


def _check_order(regulation: Regulation, example: Example, diagnostics: Diagnostics) -> None:
    node = example.expected.get(ORDER)
    entrants = list(_entrants(regulation, example, diagnostics))
    if node is None or len(entrants) < len(example.candidates):
        return
    expected = _read_order(node, example, diagnostics)
    if expected is None:
        return
    groups = in_order(regulation.branches[example.branch].rules, entrants)
    actual = [set(group.items) for group in groups]
    if actual != expected:
        shown = (_order_words(example, order) for order in (expected, actual))
        message = f"Przykład „{example.name}” (kolejność): oczekiwano {next(shown)}, a regulamin daje {next(shown)}."
        diagnostics.error("P072", node.span, message, "Popraw przykład albo „kolejność”.")


def _entrants(regulation: Regulation, example: Example, diagnostics: Diagnostics) -> Iterator[Entrant[str]]:
    """Those who take part; who does not is told."""
    for name, data in example.candidates.items():
        evaluator = _evaluator(regulation, example, data, diagnostics)
        if evaluator is None:
            continue
        result = evaluator.result()
        if result.eligible and result.is_complete:
            yield Entrant(name, result, evaluator.pair)
            continue
        why = f"nie spełnia warunku „{result.unmet.replace('_', ' ')}”" if result.eligible is False else ""
        why = why or f"brakuje danych: {', '.join(result.missing)}"
        message = f"W przykładzie „{example.name}” kandydat „{name}” nie bierze udziału: {why}."
        diagnostics.error("P071", data.span, message, "Popraw jego dane.")


def _read_order(node: Node, example: Example, diagnostics: Diagnostics) -> list[set[str]] | None:
    groups = []
    for item in node.items if isinstance(node, SequenceNode) else (node,):
        members = item.items if isinstance(item, SequenceNode) else (item,)
        groups.append({member.text for member in members if isinstance(member, Scalar)})
    named = [name for group in groups for name in group]
    if sorted(named) != sorted(example.candidates):
        hint = f"Wymień każdego raz: {', '.join(example.candidates)}; remis pisze się w nawiasie, np. [a, [b, c]]."
        diagnostics.error("P070", node.span, "„kolejność” nie wymienia tych samych kandydatów.", hint)
        return None
    return groups


def _order_words(example: Example, order: list[set[str]]) -> str:
    """`ewa, [jan, ola]`, names inside a tie as they were written."""
    shown = []
    for group in order:
        names = ", ".join(name for name in example.candidates if name in group)
        shown.append(f"[{names}]" if len(group) > 1 else names)
    return ", ".join(shown)
