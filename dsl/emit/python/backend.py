"""Emitted functions compiled in memory, one compile per source file, so that a traceback points into the regulation."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dsl.emit import runtime
from dsl.emit.evaluate import in_order, rank_of
from dsl.emit.python import library
from dsl.emit.python.library import Facts
from dsl.emit.python.module import CriterionCode, Function, RulesCode, emit_rules
from dsl.model.regulation import Branch, Regulation
from dsl.model.result import BranchResult, StageValue
from dsl.model.types import CollectionType, Fact, MapType, RecordType, TruthType, Type
from dsl.source.text import Source

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Program:
    """A regulation ready to score: the rules of each branch as functions, the branches' facts prepared."""

    regulation: Regulation
    rules: Mapping[str, library.Rules]
    branch_facts: Mapping[str, Facts]

    def evaluate(self, branch: Branch, facts: Mapping[str, Any], pair: Mapping[str, Any] = _NOTHING) -> BranchResult:
        """The same as `dsl.emit.evaluate.evaluate`."""
        candidate = prepare(facts, self.regulation.candidate)
        return self.evaluate_prepared(branch, candidate, prepare(pair, branch.rules.facts["wybór"], "wybór."))

    def evaluate_prepared(self, branch: Branch, candidate: Facts, pair: Facts) -> BranchResult:
        found = library.result(self.rules[branch.code], candidate, self.branch_facts[branch.code], pair)
        stages = zip(branch.rules.order, found.order, strict=True)
        order = tuple(StageValue(stage.name, value, rank_of(stage, value)) for stage, (_, value) in stages)
        return BranchResult(
            branch.code,
            found.eligible,
            found.reason,
            found.unmet,
            found.criteria,
            found.total,
            order,
            found.missing,
            found.reserve,
        )


def compile_regulation(regulation: Regulation) -> Program:
    compiled: dict[int, library.Rules] = {}
    rules: dict[str, library.Rules] = {}
    facts: dict[str, Facts] = {}
    for branch in regulation.branches.values():
        if id(branch.rules) not in compiled:
            prefix = prefix_of(len(compiled))
            compiled[id(branch.rules)] = _load(emit_rules(regulation, branch, prefix))
        rules[branch.code] = compiled[id(branch.rules)]
        facts[branch.code] = prepare(branch.facts, branch.rules.facts["oddział"], "oddział.")
    return Program(regulation, rules, facts)


def prefix_of(number: int) -> str:
    """The first rules go without a number; those of other kinds are told apart by theirs."""
    return "" if number == 0 else str(number + 1)


def prepare(facts: Mapping[str, Any], declared: Mapping[str, Fact], prefix: str = "") -> Facts:
    """Facts as emitted functions read them: claims filled in, sets in the order of their notion."""
    prepared = Facts({}, prefix)
    for name, fact in declared.items():
        value = facts.get(name)
        if isinstance(fact.type, MapType):
            prepared[name] = Facts(value or {}, f"{name}.")
        elif isinstance(fact.type, CollectionType):
            prepared[name] = _collection(value, fact.type)
        elif value is not None:
            prepared[name] = value
        elif isinstance(fact.type, TruthType) and not fact.optional:
            prepared[name] = fact.default
    return prepared


def _collection(value: Any, type_: Type) -> tuple[Any, ...]:
    if not value:
        return ()
    if isinstance(value, frozenset):
        return tuple(in_order(value, type_))
    prefix = f"{type_.item.name}." if isinstance(type_, CollectionType) and isinstance(type_.item, RecordType) else ""
    return tuple(Facts(item, prefix) if isinstance(item, dict) else item for item in value)


def _load(code: RulesCode) -> library.Rules:
    space: dict[str, Any] = {**vars(runtime), **vars(library)}
    exec("\n".join(code.constants), space)
    for source, functions in _by_source(code.functions).items():
        exec(_compiled(source, functions), space)
    return library.Rules(
        criteria=tuple(_criterion(one, space) for one in code.criteria),
        conditions=tuple(
            library.Condition(one.name, one.text, space[one.function], space.get(one.reserve))
            for one in code.conditions
        ),
        stages=tuple(
            library.Stage(one.name, one.kind, space.get(one.function), one.scale, one.criteria) for one in code.stages
        ),
        total=code.total,
    )


def _criterion(code: CriterionCode, space: Mapping[str, Any]) -> library.Criterion:
    return library.Criterion(
        name=code.name,
        count=space[code.function],
        scale=code.scale,
        parts=tuple(_criterion(part, space) for part in code.parts),
        gate=space.get(code.gate),
        limit=space.get(code.limit),
        limit_scale=code.limit_scale,
    )


def _by_source(functions: tuple[Function, ...]) -> dict[Source, list[Function]]:
    found: dict[Source, list[Function]] = {}
    for function in functions:
        found.setdefault(function.span.source, []).append(function)
    return found


def _compiled(source: Source, functions: list[Function]) -> Any:
    """One code object for a file; every node stands where its rule stands."""
    body: list[ast.stmt] = []
    for function in functions:
        parsed = ast.parse(function.text)
        _place(parsed, function)
        body += parsed.body
    return compile(ast.Module(body, []), source.path, "exec")


def _place(parsed: ast.AST, function: Function) -> None:
    line, column = function.span.source.line_and_column(function.span.start)
    start = len(function.span.source.line_text(line)[: column - 1].encode())
    for node in ast.walk(parsed):
        if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword):
            node.lineno = node.end_lineno = line
            node.col_offset = start
            node.end_col_offset = start + 1
