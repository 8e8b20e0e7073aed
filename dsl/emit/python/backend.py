"""Emitted functions compiled in memory, one compile per source file, so that a traceback points into the regulation."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dsl.emit import runtime
from dsl.emit.evaluate import in_order, rank_of
from dsl.emit.python import library
from dsl.emit.python.inline import inlined
from dsl.emit.python.library import Facts
from dsl.emit.python.module import CriterionCode, Function, RulesCode, emit_rules
from dsl.model.regulation import Branch, Regulation, Stage
from dsl.model.result import BranchResult, StageValue
from dsl.model.types import CollectionType, Fact, MapType, RecordType, TruthType, Type
from dsl.source.text import Source

_NOTHING: Mapping[str, Any] = {}
_StageOf = Callable[[Any], StageValue]


@dataclass(frozen=True, slots=True)
class Program:
    """A regulation ready to score: the rules of each branch as functions, the branches' facts prepared."""

    regulation: Regulation
    rules: Mapping[str, library.Rules]
    branch_facts: Mapping[str, Facts]
    stages: Mapping[str, tuple[_StageOf, ...]]

    def evaluate(self, branch: Branch, facts: Mapping[str, Any], pair: Mapping[str, Any] = _NOTHING) -> BranchResult:
        """The same as `dsl.emit.evaluate.evaluate`."""
        candidate = prepare(facts, self.regulation.candidate)
        return self.evaluate_prepared(branch, candidate, prepare(pair, branch.rules.facts["wybór"], "wybór."))

    def evaluate_prepared(self, branch: Branch, candidate: Facts, pair: Facts) -> BranchResult:
        rules, facts = self.rules[branch.code], self.branch_facts[branch.code]
        found = library.numbers(rules, candidate, facts, pair)
        if found is None:
            return self._careful(branch, candidate, pair)
        number, reserve, points, total, values = found
        eligible, reason, unmet = library.eligibility(rules, number)
        return BranchResult(
            branch.code,
            eligible,
            reason,
            unmet,
            library.exact_points(rules, points),
            library.unscaled(total, rules.total_scale),
            tuple([of(value) for of, value in zip(self.stages[branch.code], values, strict=True)]),
            (),
            reserve,
        )

    def _careful(self, branch: Branch, candidate: Facts, pair: Facts) -> BranchResult:
        found = library.careful_result(self.rules[branch.code], candidate, self.branch_facts[branch.code], pair)
        stages = zip(branch.rules.order, found.order, strict=True)
        order = tuple(StageValue(stage.name, value, rank_of(stage, value)) for stage, value in stages)
        return BranchResult(branch.code, *found[:5], order, found.missing, found.reserve)

    def numbers(self, branch: Branch, candidate: Facts, pair: Facts) -> library.Numbers | None:
        """Scaled points and the values of stages alone, for scoring many; None when anything is missing."""
        return library.numbers(self.rules[branch.code], candidate, self.branch_facts[branch.code], pair)


def compile_regulation(regulation: Regulation) -> Program:
    compiled: dict[int, tuple[library.Rules, tuple[_StageOf, ...]]] = {}
    rules: dict[str, library.Rules] = {}
    stages: dict[str, tuple[_StageOf, ...]] = {}
    facts: dict[str, Facts] = {}
    for branch in regulation.branches.values():
        if id(branch.rules) not in compiled:
            loaded = _load(emit_rules(regulation, branch, prefix_of(len(compiled))), _always_given(regulation, branch))
            known = tuple(_stage_of(*pair) for pair in zip(loaded.stages, branch.rules.order, strict=True))
            compiled[id(branch.rules)] = loaded, known
        rules[branch.code], stages[branch.code] = compiled[id(branch.rules)]
        facts[branch.code] = prepare(branch.facts, branch.rules.facts["oddział"], "oddział.")
    return Program(regulation, rules, facts, stages)


def _stage_of(emitted: library.Stage, stage: Stage) -> _StageOf:
    """Candidates share most values of a stage; its number as emitted -> what the result says."""

    @lru_cache(maxsize=library.MOST_REMEMBERED)
    def of(number: Any) -> StageValue:
        value = library.exact_stage(emitted, number)
        return StageValue(stage.name, value, rank_of(stage, value))

    return of


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


def _always_given(regulation: Regulation, branch: Branch) -> dict[str, frozenset[str]]:
    """The facts that `prepare` gives a value whatever the data say, by the name that functions have for their owner."""
    declared = {"k": regulation.candidate, "o": branch.rules.facts["oddział"]}
    return {who: frozenset(prepare({}, facts)) for who, facts in declared.items()}


def _load(code: RulesCode, always: Mapping[str, Collection[str]]) -> library.Rules:
    space: dict[str, Any] = {**vars(runtime), **vars(library)}
    exec("\n".join(code.constants), space)
    parsed = {function: _parsed(function) for function in code.functions}
    for source, functions in _by_source(code.functions).items():
        exec(_compiled(source, [parsed[function] for function in functions]), space)
    *_, last = code.functions
    faster = inlined(code.all_at_once, parsed.values(), always)
    _place(faster, last)
    exec(_compiled(last.span.source, [faster]), space)
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
        total_scale=code.total_scale,
        all_at_once=space[code.all_at_once],
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


def _parsed(function: Function) -> ast.FunctionDef:
    """Every node stands where its rule stands."""
    parsed = ast.parse(function.text).body[0]
    assert isinstance(parsed, ast.FunctionDef)
    _place(parsed, function)
    return parsed


def _compiled(source: Source, functions: list[ast.FunctionDef]) -> Any:
    """One code object for a file."""
    return compile(ast.Module([*functions], []), source.path, "exec")


def _place(parsed: ast.AST, function: Function) -> None:
    line, column = function.span.source.line_and_column(function.span.start)
    start = len(function.span.source.line_text(line)[: column - 1].encode())
    for node in ast.walk(parsed):
        if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword):
            node.lineno = node.end_lineno = line
            node.col_offset = start
            node.end_col_offset = start + 1
