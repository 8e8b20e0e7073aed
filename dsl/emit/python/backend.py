"""Emitted functions compiled in memory, one compile per source file, so that a traceback points into the regulation."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import getitem
from typing import Any

from dsl.emit import runtime
from dsl.emit.evaluate import in_order, rank_of
from dsl.emit.python import library
from dsl.emit.python.library import Facts
from dsl.emit.python.module import CriterionCode, Function, RulesCode, emit_rules
from dsl.model.regulation import Branch, Regulation, Stage
from dsl.model.result import BranchResult, StageValue
from dsl.model.types import CollectionType, Fact, MapType, RecordType, TruthType
from dsl.source.text import Source

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Exact:
    """What the scaled numbers of some rules stand for: of each criterion, of the sum and of each stage."""

    rules: library.Rules
    criteria: tuple[str, ...]
    points: tuple[library.Remembered, ...]
    total: library.Remembered
    stages: tuple[library.Remembered, ...]


def _exact(rules: library.Rules, stages: tuple[library.Remembered, ...]) -> Exact:
    names = tuple(name for name, _ in rules.exact_points)
    return Exact(rules, names, tuple(known for _, known in rules.exact_points), rules.exact_total, stages)


@dataclass(frozen=True, slots=True)
class Program:
    """A regulation ready to score: the rules of each branch as functions, the branches' facts prepared."""

    regulation: Regulation
    rules: Mapping[str, library.Rules]
    branch_facts: Mapping[str, Facts]
    exact: Mapping[str, Exact]
    candidate: Preparation
    pairs: Mapping[str, Preparation]

    def evaluate(self, branch: Branch, facts: Mapping[str, Any], pair: Mapping[str, Any] = _NOTHING) -> BranchResult:
        """The same as `dsl.emit.evaluate.evaluate`."""
        return self.evaluate_prepared(branch, self.candidate(facts), self.pair(branch, pair))

    def evaluate_prepared(self, branch: Branch, candidate: dict[str, Any], pair: Facts) -> BranchResult:
        code = branch.code
        exact = self.exact[code]
        rules = exact.rules
        try:
            number, reserve, points, total, values = rules.all_at_once(candidate, self.branch_facts[code], pair)
        except library.CANNOT_BE_COUNTED:
            return self._careful(branch, candidate, pair)
        eligible, reason, unmet = library.eligibility(rules, number)
        return BranchResult(
            code,
            eligible,
            reason,
            unmet,
            dict(zip(exact.criteria, map(getitem, exact.points, points), strict=True)),
            exact.total[total],
            tuple(map(getitem, exact.stages, values)),
            (),
            reserve,
        )

    def _careful(self, branch: Branch, candidate: dict[str, Any], pair: Facts) -> BranchResult:
        facts = self.branch_facts[branch.code]
        found = library.careful_result(self.rules[branch.code], self.candidate.named(candidate), facts, pair)
        stages = zip(branch.rules.order, found.order, strict=True)
        order = tuple(StageValue(stage.name, value, rank_of(stage, value)) for stage, value in stages)
        return BranchResult(branch.code, *found[:5], order, found.missing, found.reserve)

    def pair(self, branch: Branch, given: Mapping[str, Any]) -> Facts:
        plan = self.pairs[branch.code]
        return plan.named(plan(given))

    def numbers(
        self, branch: Branch, entrants: Iterable[tuple[dict[str, Any], Facts]]
    ) -> Iterator[library.Numbers | None]:
        """Of many candidates with their pairs nothing but scaled points and values of stages; None when anything is
        missing."""
        count, facts = self.rules[branch.code].all_at_once, self.branch_facts[branch.code]
        for candidate, pair in entrants:
            try:
                yield count(candidate, facts, pair)
            except library.CANNOT_BE_COUNTED:
                yield None


def compile_regulation(regulation: Regulation) -> Program:
    compiled: dict[int, tuple[library.Rules, Exact, Preparation]] = {}
    for branch in regulation.branches.values():
        if id(branch.rules) not in compiled:
            rules = _load(emit_rules(regulation, branch, prefix_of(len(compiled))))
            stages = zip(rules.stages, branch.rules.order, strict=True)
            known = tuple(library.Remembered(partial(_stage_value, *pair)) for pair in stages)
            compiled[id(branch.rules)] = rules, _exact(rules, known), preparation(branch.rules.facts["wybór"], "wybór.")
    of_branch = {branch.code: compiled[id(branch.rules)] for branch in regulation.branches.values()}
    return Program(
        regulation=regulation,
        rules={code: rules for code, (rules, _, _) in of_branch.items()},
        branch_facts={
            branch.code: library.settled(
                of_branch[branch.code][0], prepare(branch.facts, branch.rules.facts["oddział"], "oddział.")
            )
            for branch in regulation.branches.values()
        },
        exact={code: exact for code, (_, exact, _) in of_branch.items()},
        candidate=preparation(regulation.candidate),
        pairs={code: pair for code, (_, _, pair) in of_branch.items()},
    )


def _stage_value(emitted: library.Stage, stage: Stage, number: Any) -> StageValue:
    value = library.exact_stage(emitted, number)
    return StageValue(stage.name, value, rank_of(stage, value))


def prefix_of(number: int) -> str:
    """The first rules go without a number; those of other kinds are told apart by theirs."""
    return "" if number == 0 else str(number + 1)


@dataclass(frozen=True, slots=True)
class Preparation:
    """Makes facts as emitted functions read them: claims filled in, sets in the order of their notion."""

    prefix: str
    declared: Mapping[str, Fact]
    absent: Mapping[str, Any]  # what stands for a fact that is not given
    composed: Mapping[str, MapType | CollectionType]

    def __call__(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Plain dictionaries, the quickest to read; what is not given is a `KeyError`."""
        prepared = {**self.absent}
        for name, value in facts.items():
            if name in self.composed:
                if value:
                    prepared[name] = _composed(value, self.composed[name])
            elif value is not None and name in self.declared:
                prepared[name] = value
        return prepared

    def named(self, prepared: Mapping[str, Any]) -> Facts:
        """The same facts, each of which tells its full name when it is missing."""
        facts = Facts(prepared, self.prefix)
        facts.update({name: _named(name, prepared[name], type_) for name, type_ in self.composed.items()})
        return facts


def preparation(declared: Mapping[str, Fact], prefix: str = "") -> Preparation:
    composed = {name: one.type for name, one in declared.items() if isinstance(one.type, MapType | CollectionType)}
    absent: dict[str, Any] = {name: {} if isinstance(type_, MapType) else () for name, type_ in composed.items()}
    claims = {
        name: one.default for name, one in declared.items() if isinstance(one.type, TruthType) and not one.optional
    }
    return Preparation(prefix, declared, {**absent, **claims}, composed)


def prepare(facts: Mapping[str, Any], declared: Mapping[str, Fact], prefix: str = "") -> Facts:
    """Once; for many, keep the `Preparation`."""
    plan = preparation(declared, prefix)
    return plan.named(plan(facts))


def _composed(value: Any, type_: MapType | CollectionType) -> Any:
    if isinstance(type_, MapType):
        return value
    return tuple(in_order(value, type_) if isinstance(value, frozenset) else value)


def _named(name: str, value: Any, type_: MapType | CollectionType) -> Any:
    if isinstance(type_, MapType):
        return Facts(value, f"{name}.")
    if not isinstance(type_.item, RecordType):
        return value
    return tuple(Facts(item, f"{type_.item.name}.") for item in value)


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
        total_scale=code.total_scale,
        of_branch={name: eval(f"lambda o: {text}", space) for name, text in code.of_branch.items()},
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
