"""Emitted functions compiled in memory, one compile per source file, so that a traceback points into the regulation."""

from __future__ import annotations

import ast
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import getitem
from typing import Any, NamedTuple

from dsl.emit import runtime
from dsl.emit.evaluate import in_order, rank_of
from dsl.emit.python import library
from dsl.emit.python.library import Facts
from dsl.emit.python.module import emit_rules
from dsl.emit.python.parts import CriterionCode, Function, RulesCode
from dsl.model.regulation import Branch, Regulation, Stage
from dsl.model.result import BranchResult, Number, StageValue
from dsl.model.types import CollectionType, Fact, MapType, RecordType, TruthType
from dsl.source.text import Source

_NOTHING: Mapping[str, Any] = {}
Verdict = tuple[bool, str, str, Number, tuple[StageValue, ...], bool]  # of `BranchResult`


@dataclass(frozen=True, slots=True)
class Exact:
    """What the scaled numbers of some rules stand for: of each criterion, and of a candidate in a branch."""

    rules: library.Rules
    places: Mapping[str, int]  # of criteria among their points
    points: tuple[library.Remembered, ...]
    verdicts: library.Remembered


def _exact(rules: library.Rules, stages: Iterable[Stage]) -> Exact:
    names = (name for name, _ in rules.exact_points)
    values = [
        library.Remembered(partial(_stage_value, rules, *pair)) for pair in zip(rules.stages, stages, strict=True)
    ]
    order = library.Remembered(lambda numbers: tuple(map(getitem, values, numbers)))

    def verdict(numbers: library.Numbers) -> Verdict:
        unmet, reserve, total, *of_stages = numbers
        return *library.eligibility(rules, unmet), rules.exact_total[total], order[tuple(of_stages)], reserve

    return Exact(
        rules=rules,
        places={name: place for place, name in enumerate(names)},
        points=tuple(known for _, known in rules.exact_points),
        verdicts=library.Remembered(verdict),
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

    def items(self) -> ItemsView[str, Number | None]:
        """All at once, in a third of the time."""
        return dict(zip(self._exact.places, map(getitem, self._exact.points, self._scaled), strict=True)).items()

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact.places)

    def __len__(self) -> int:
        return len(self._scaled)

    def __repr__(self) -> str:
        return repr(dict(self.items()))


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
        return self.evaluate_prepared(branch, facts, self.pair(branch, pair))

    def evaluate_prepared(self, branch: Branch, candidate: Mapping[str, Any], pair: Facts) -> BranchResult:
        code = branch.code
        entries = Entries(self.exact[code], (branch,), (code,), ((self.branch_facts[code], pair),))
        return self.results(candidate, entries)[0]

    def entries(self, chosen: Sequence[tuple[Branch, Facts]]) -> Entries:
        """Of branches with the same rules."""
        branches = [branch for branch, _ in chosen]
        codes = [branch.code for branch in branches]
        pairs = [(self.branch_facts[branch.code], pair) for branch, pair in chosen]
        return Entries(self.exact[codes[0]], branches, codes, pairs)

    def results(self, candidate: Mapping[str, Any], entries: Entries) -> list[BranchResult]:
        """Of each entry; what the branches have in common is counted once."""
        exact, branches, codes, pairs = entries
        try:
            points: list[tuple[Number, ...]] = []
            counted = exact.rules.all_at_once(candidate, pairs, points)
        except library.CANNOT_BE_COUNTED:
            if len(pairs) > 1:
                return [
                    self.evaluate_prepared(branch, candidate, pair[1])
                    for branch, pair in zip(branches, pairs, strict=True)
                ]
            return [self._careful(branches[0], candidate, pairs[0][1])]
        verdicts, new, found = exact.verdicts, tuple.__new__, []
        for code, numbers, scaled in zip(codes, counted, points):  # noqa: B905 a third of the time of `strict`
            eligible, reason, unmet, total, order, reserve = verdicts[numbers]
            parts = (code, eligible, reason, unmet, Points(exact, scaled), total, order, (), reserve)
            found.append(new(BranchResult, parts))  # in half the time of calling it
        return found

    def _careful(self, branch: Branch, candidate: Mapping[str, Any], pair: Facts) -> BranchResult:
        facts = self.branch_facts[branch.code]
        found = library.careful_result(self.rules[branch.code], self.candidate(candidate), facts, pair)
        stages = zip(branch.rules.order, found.order, strict=True)
        order = tuple(StageValue(stage.name, value, rank_of(stage, value)) for stage, value in stages)
        return BranchResult(branch.code, *found[:5], order, found.missing, found.reserve)

    def pair(self, branch: Branch, given: Mapping[str, Any]) -> Facts:
        return self.pairs[branch.code](given)

    def numbers(self, candidates: Iterable[Mapping[str, Any]], entries: Entries) -> list[library.Numbers | None]:
        """Of each candidate in each entry no more than who is admitted needs; None when anything is missing."""
        count, pairs = entries.exact.rules.all_at_once, entries.pairs
        found: list[library.Numbers | None] = []
        for candidate in candidates:
            try:
                found += count(candidate, pairs)
            except library.CANNOT_BE_COUNTED:
                found += [None] * len(pairs)
        return found


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
    """Makes facts that tell their full names when they are missing: claims filled in, sets in the order of their
    notion."""

    prefix: str
    absent: Mapping[str, Any]  # what stands for a fact that is not given
    composed: Mapping[str, Callable[[Any], Any]]  # what their values are read as

    def __call__(self, facts: Mapping[str, Any]) -> Facts:
        prepared = Facts({**self.absent, **facts}, self.prefix)
        for name, read in self.composed.items():
            prepared[name] = read(prepared[name])
        return prepared


def preparation(declared: Mapping[str, Fact], prefix: str = "") -> Preparation:
    composed = {name: one.type for name, one in declared.items() if isinstance(one.type, MapType | CollectionType)}
    absent: dict[str, Any] = {name: {} if isinstance(type_, MapType) else () for name, type_ in composed.items()}
    claims = {
        name: one.default for name, one in declared.items() if isinstance(one.type, TruthType) and not one.optional
    }
    return Preparation(prefix, {**absent, **claims}, {name: _reading(name, one) for name, one in composed.items()})


def prepare(facts: Mapping[str, Any], declared: Mapping[str, Fact], prefix: str = "") -> Facts:
    """Once; for many, keep the `Preparation`."""
    return preparation(declared, prefix)(facts)


def _reading(name: str, type_: MapType | CollectionType) -> Callable[[Any], Any]:
    if isinstance(type_, MapType):
        return partial(Facts, prefix=f"{name}.")
    if not isinstance(type_.item, RecordType):
        return library.Remembered(lambda members: tuple(in_order(members, type_))).__getitem__
    of_item = partial(Facts, prefix=f"{type_.item.name}.")
    return lambda items: tuple(map(of_item, items))


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
