"""Random candidates with holes in their data, and whether every way of counting says the same of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from admission.scoring import score
from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from dsl.emit.evaluate import evaluate
from dsl.emit.python.backend import Program, compile_regulation
from dsl.model.regulation import Regulation

_RESERVED = ("id", "tożsamość", "wybory")


def holed_rows(regulation: Regulation, number: int, seed: int) -> list[dict[str, Any]]:
    """Synthetic rows in which anything may be left out: facts, members of maps, fields of list positions."""
    source = random.Random(seed)
    return [_holed(row, source, source.choice((0, 0.05, 0.3))) for row in synthetic_rows(regulation, number, seed)]


def _holed(row: dict[str, Any], source: random.Random, chance: float) -> dict[str, Any]:
    kept = {name: row[name] for name in _RESERVED}
    facts = {name: value for name, value in row.items() if name not in kept}
    return {**kept, **_thinned(facts, source, chance)}


def _thinned(values: dict[str, Any], source: random.Random, chance: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if source.random() < chance:
            continue
        if isinstance(value, dict):
            value = _thinned(value, source, chance)
        elif isinstance(value, list):
            value = [_thinned(one, source, chance) if isinstance(one, dict) else one for one in value]
        found[name] = value
    return found


def different(regulation: Regulation, rows: list[dict[str, Any]], program: Program | None = None) -> list[str]:
    """The candidates of whom the compiled rules say something else than the evaluator."""
    return [name for name, same in compared(regulation, rows, program) if not same]


def compared(
    regulation: Regulation, rows: list[dict[str, Any]], program: Program | None = None
) -> Iterator[tuple[str, bool]]:
    """Each candidate in each branch chosen, and whether the evaluator agrees with the compiled rules, asked of this
    branch alone and of all together."""
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    candidates = read_rows(lines, "kandydaci.jsonl", regulation)
    assert len(candidates.good) == len(rows), [one.message for one in candidates.problems]
    compiled = program or compile_regulation(regulation)
    for one in score(regulation, candidates.good):
        branch, facts, pair = regulation.branches[one.choice.branch], one.candidate.facts, one.choice.pair
        expected = evaluate(regulation, branch, facts, pair)
        same = compiled.evaluate(branch, facts, pair) == expected == one.result
        yield f"{one.candidate.id}/{one.choice.branch}", same
