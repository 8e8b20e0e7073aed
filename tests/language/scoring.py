"""One candidate of a small regulation, counted in every way we have; all of them must say the same."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

from admission.candidates import Candidate
from admission.figures import CODE as NO_FIGURE
from admission.needed import CODE as NEEDED
from admission.validation import read_rows
from dsl.emit.evaluate import evaluate
from dsl.emit.python.backend import compile_regulation
from dsl.emit.python.library import record as as_record
from dsl.emit.python.standalone import standalone_module
from dsl.model.regulation import Regulation
from dsl.model.result import BranchResult


def read(regulation: Regulation, **row: Any) -> Candidate:
    line = json.dumps({"id": "k1", **row}, ensure_ascii=False).encode()
    found = read_rows([line], "kandydaci.jsonl", regulation)
    kept_short = {NEEDED, NO_FIGURE, "K023"}  # of one person in a test that is no column forgotten
    told = [one.message for one in found.problems if one.code not in kept_short]
    assert not told, told
    return found.good[0]


def score(regulation: Regulation, branch: str = "A", **row: Any) -> BranchResult:
    """The result of one candidate in one branch; the same from the evaluator and from both kinds of emitted code."""
    candidate = read(regulation, **row)
    choice = next(one for one in candidate.choices if one.branch == branch)
    found = evaluate(regulation, regulation.branches[branch], candidate.facts, choice.pair)
    program = compile_regulation(regulation)
    assert program.evaluate(regulation.branches[branch], candidate.facts, choice.pair) == found
    assert alone(regulation, branch, row) == record(found)
    return found


def record(result: BranchResult) -> dict[str, Any]:
    stages = [(stage.stage, stage.value) for stage in result.order]
    eligible = result.eligible, result.reason, result.unmet, result.reserve
    return as_record("k1", result.branch, *eligible, result.criteria, result.total, stages, result.missing)


def alone(regulation: Regulation, branch: str, row: dict[str, Any]) -> dict[str, Any]:
    """What the standalone module says, run as a module of its own."""
    module = sys.modules.setdefault("paragraf_alone", ModuleType("paragraf_alone"))
    exec(compile(standalone_module(regulation), "alone.py", "exec"), module.__dict__)
    records = module.score(module.read_row(json.dumps({"id": "k1", **row}, ensure_ascii=False).encode()))
    found: dict[str, Any] = next(one for one in records if one["oddział"] == branch)
    return found
