"""Emitted functions compiled in memory, one compile per source file, so that a traceback points into the regulation."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import getitem
from typing import Any, NamedTuple

from dsl.emit import runtime
from dsl.emit.evaluate import in_order, rank_of
from dsl.emit.python import library
from dsl.emit.python.library import Facts
from dsl.emit.python.module import CriterionCode, Function, RulesCode, emit_rules
from dsl.model.regulation import Branch, Regulation, Stage
from dsl.model.result import BranchResult, Number, StageValue
from dsl.model.types import CollectionType, Fact, MapType, RecordType, TruthType
from dsl.source.text import Source

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Exact:
    """What the scaled numbers of some rules stand for: of each criterion, of the sum, of all stages together; and what
    the first unmet condition says, by its number."""

    rules: library.Rules
    places: Mapping[str, int]  # of criteria among their points
    points: tuple[library.Remembered, ...]
    total: library.Remembered
    order: library.Remembered
    verdicts: Mapping[int | None, tuple[bool, str, str]]


def _exact(rules: library.Rules, stages: Iterable[Stage]) -> Exact:
    names = (name for name, _ in rules.exact_points)
    values = [
        library.Remembered(partial(_stage_value, rules, *pair)) for pair in zip(rules.stages, stages, strict=True)
    ]
    return Exact(
        rules=rules,
        places={name: place for place, name in enumerate(names)},
        points=tuple(known for _, known in rules.exact_points),
        total=rules.exact_total,
        order=library.Remembered(lambda numbers: tuple(map(getitem, values, numbers))),
        verdicts={number: library.eligibility(rules, number) for number in (None, *range(len(rules.conditions)))},
    )


class Points(Mapping[str, Number | None]):
    """The points of each criterion, made exact when they are asked for: of most candidates nobody does."""

    __slots__ = ("_exact", "_scaled")

    def __init__(self, exact: Exact, scaled: tuple[Number, ...]) -> None:
        self._exact, self._scaled = exact, scaled

    def __getitem__(self, name: str) -> Number:
        place = self._exact.places[name]
        found: Number = self._exact.points[place][self._scaled[place]]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact.places)

    def __len__(self) -> int:
        return len(self._scaled)

    def __repr__(self) -> str:
        return repr(dict(self))


class Entries(NamedTuple):
    """Branches with common rules that one candidate, or many, chose: `pairs` are the facts of each and of the pair."""

    exact: Exact
    branches: Sequence[Branch]
    codes: Sequence[str]
    pairs: library.Pairs


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
        entries = Entries(self.exact[code], (branch,), (code,), ((self.branch_facts[code], pair),))
        return self.results(candidate, entries)[0]

    def entries(self, chosen: Sequence[tuple[Branch, Facts]]) -> Entries:
        """Of branches with the same rules."""
        branches = [branch for branch, _ in chosen]
        codes = [branch.code for branch in branches]
        pairs = [(self.branch_facts[branch.code], pair) for branch, pair in chosen]
        return Entries(self.exact[codes[0]], branches, codes, pairs)

    def results(self, candidate: dict[str, Any], entries: Entries) -> list[BranchResult]:
        """Of each entry; what the branches have in common is counted once."""
        exact, branches, codes, pairs = entries
        try:
            counted = exact.rules.all_at_once(candidate, pairs)
        except library.CANNOT_BE_COUNTED:
            if len(pairs) > 1:
                return [
                    self.evaluate_prepared(branch, candidate, pair[1])
                    for branch, pair in zip(branches, pairs, strict=True)
                ]
            return [self._careful(branches[0], candidate, pairs[0][1])]
        totals, orders, verdicts = exact.total, exact.order, exact.verdicts
        found = []
        for code, (number, reserve, points, total, values) in zip(codes, counted, strict=True):
            eligible, reason, unmet = verdicts[number]
            criteria = Points(exact, points)
            parts = (code, eligible, reason, unmet, criteria, totals[total], orders[values], (), reserve)
            found.append(tuple.__new__(BranchResult, parts))  # in half the time of calling it
        return found

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
                yield count(candidate, ((facts, pair),))[0]
            except library.CANNOT_BE_COUNTED:
                yield None


def compile_regulation(regulation: Regulation) -> Program:
    compiled: dict[int, tuple[library.Rules, Exact, Preparation]] = {}
    for branch in regulation.branches.values():
        if id(branch.rules) not in compiled:
            rules = _load(emit_rules(regulation, branch, prefix_of(len(compiled))))
            own = preparation(branch.rules.facts["wybór"], "wybór.")
            compiled[id(branch.rules)] = rules, _exact(rules, branch.rules.order), own
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


def _stage_value(rules: library.Rules, emitted: library.Stage, stage: Stage, number: Any) -> StageValue:
    is_total = emitted.criteria and emitted.criteria == rules.total
    value = rules.exact_total[number] if is_total else library.exact_stage(emitted, number)
    return StageValue(stage.name, value, rank_of(stage, value))


def prefix_of(number: int) -> str:
    """The first rules go without a number; those of other kinds are told apart by theirs."""
    return "" if number == 0 else str(number + 1)


@dataclass(frozen=True, slots=True)
class Preparation:
    """Makes facts as emitted functions read them: claims filled in, sets in the order of their notion."""

    prefix: str
    absent: Mapping[str, Any]  # what stands for a fact that is not given
    composed: Mapping[str, MapType | CollectionType]
    collections: Mapping[str, library.Remembered]  # what their values are read as

    def __call__(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Plain dictionaries, the quickest to read; what is not given is a `KeyError`."""
        prepared = {**self.absent, **facts}
        for name, known in self.collections.items():
            value = prepared[name]
            prepared[name] = known[value] if isinstance(value, frozenset) else tuple(value)
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
    in_order = {
        name: library.Remembered(partial(_members, type_=type_))
        for name, type_ in composed.items()
        if isinstance(type_, CollectionType)
    }
    return Preparation(prefix, {**absent, **claims}, composed, in_order)


def prepare(facts: Mapping[str, Any], declared: Mapping[str, Fact], prefix: str = "") -> Facts:
    """Once; for many, keep the `Preparation`."""
    plan = preparation(declared, prefix)
    return plan.named(plan(facts))


def _members(value: frozenset[str], type_: CollectionType) -> tuple[str, ...]:
    return tuple(in_order(value, type_))


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
    place = {"lineno": line, "end_lineno": line, "col_offset": start, "end_col_offset": start + 1}
    waiting = [parsed]
    while waiting:
        own = vars(waiting.pop())  # a third of the time of `ast.walk`
        for value in own.values():
            if isinstance(value, list):
                waiting += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST):
                waiting.append(value)
        if "lineno" in own:
            own.update(place)
