"""The `przykłady` of a regulation: each is scored and compared with what it expects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dsl.diagnostics import Diagnostics, Related
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.model.regulation import Example, Regulation
from dsl.model.result import Number
from dsl.model.types import NumberType
from dsl.source.nodes import Mapping as MappingNode
from dsl.source.nodes import Node, normal_name
from dsl.values import locate, plain, read_facts, read_value
from polish.numbers import format_number

TOTAL = "razem"


def check_examples(regulation: Regulation, diagnostics: Diagnostics) -> None:
    for example in regulation.examples:
        if example.branch in regulation.branches:
            _check(regulation, example, diagnostics)


def example_facts(
    regulation: Regulation, example: Example, diagnostics: Diagnostics
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The candidate's facts and those of the pair (`wybór:` inside `dane`)."""
    raw = plain(example.data)
    pair_raw = raw.pop("wybór", {}) if isinstance(raw, dict) else {}
    facts, problems = read_facts(raw if isinstance(raw, dict) else {}, regulation.candidate)
    for problem in problems:
        diagnostics.error("P070", locate(example.data, problem.path).span, problem.message, problem.hint)
    pair_node = example.data.get("wybór") if isinstance(example.data, MappingNode) else None
    pair, problems = read_facts(pair_raw if isinstance(pair_raw, dict) else {}, regulation.pair)
    for problem in problems:
        where = locate(pair_node, problem.path).span if pair_node else example.data.span
        diagnostics.error("P070", where, problem.message, problem.hint)
    return facts, {"pozycja": 1, "pozycja_szkoły": 1, **pair}


def _check(regulation: Regulation, example: Example, diagnostics: Diagnostics) -> None:
    found = Diagnostics()
    facts, pair = example_facts(regulation, example, found)
    diagnostics.extend(found)
    if found.has_errors:
        return
    evaluator = Evaluator(regulation, regulation.branches[example.branch], facts, pair)
    for name, node in example.expected.items():
        expected, problems = read_value(plain(node), NumberType())
        if problems or expected is None:
            hint = problems[0].hint if problems else "Wpisz liczbę punktów."
            diagnostics.error("P070", node.span, "Oczekiwany wynik nie jest liczbą.", hint)
            continue
        _compare(evaluator, example, name, node, expected, diagnostics)


def _compare(
    evaluator: Evaluator, example: Example, name: str, node: Node, expected: Number, diagnostics: Diagnostics
) -> None:
    path = tuple(normal_name(step) for step in name.split("."))
    rules = evaluator.branch.rules
    if path != (TOTAL,) and rules.criterion(path) is None:
        return
    try:
        actual = evaluator.points_of(path)
    except MissingFact as missing:
        message = f"Przykładu „{example.name}” nie da się policzyć: brakuje danej „{missing.path}”."
        diagnostics.error("P071", node.span, message, "Dopisz ją w „dane”.")
        return
    if actual != expected:
        message = (
            f"Przykład „{example.name}” ({name.replace('_', ' ')}): oczekiwano {format_number(expected)}, "
            f"a regulamin daje {format_number(actual)}."
        )
        hint = "Popraw przykład albo regułę; obok stoi reguła."
        rule = rules.criterion(path)
        related = []
        if rule is not None:
            related = [Related(rule.notes.span, "ta reguła")]
        diagnostics.error("P072", node.span, message, hint, related=related)
