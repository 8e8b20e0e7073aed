"""The function that counts everything, made faster where it is compiled in memory: calls of one-line functions become
their formulas, and a fact that is read more than once is read into a local first.

The module that a commission keeps stays as it is emitted, one function for each rule; both give the same numbers.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy

from dsl.emit.python.expressions import identifier

LARGEST = 200  # nodes of a formula that is written in place of its call: nested ones would double at each level


def inlined(name: str, functions: Iterable[ast.FunctionDef], always: Mapping[str, Collection[str]]) -> ast.FunctionDef:
    """The function `name` without the calls it can do without. `always` names the facts that every candidate (`k`)
    and branch (`o`) has, so that reading them early cannot fail."""
    by_name = {function.name: function for function in functions}
    found: ast.FunctionDef = _Inliner(by_name).visit(deepcopy(by_name[name]))
    return _with_locals(found, always)


class _Inliner(ast.NodeTransformer):
    def __init__(self, functions: Mapping[str, ast.FunctionDef]) -> None:
        self.functions = functions
        self.formulas: dict[str, ast.expr | None] = {}

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Name(id="k"), ast.Name(id="o"), ast.Name(id="w")]):
                formula = self.formula(name)
                return node if formula is None else deepcopy(formula)
        return node

    def formula(self, name: str) -> ast.expr | None:
        """What a one-line function returns, itself without calls; None for any other and for a large one."""
        if name not in self.formulas:
            self.formulas[name] = None
            match self.functions.get(name):
                case ast.FunctionDef(decorator_list=[], body=[*docstring, ast.Return(value=ast.expr() as value)]) if (
                    all(isinstance(one, ast.Expr) for one in docstring)
                ):
                    formula = self.visit(deepcopy(value))
                    if sum(1 for _ in ast.walk(formula)) <= LARGEST:
                        self.formulas[name] = formula
        return self.formulas[name]


class _Reader(ast.NodeTransformer):
    """`k['oceny']` -> the local it was read into."""

    def __init__(self, names: Mapping[tuple[str, str], str]) -> None:
        self.names = names

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        name = self.names.get(fact) if (fact := _fact(node)) else None
        return node if name is None else ast.Name(name, ast.Load())


def _with_locals(function: ast.FunctionDef, always: Mapping[str, Collection[str]]) -> ast.FunctionDef:
    uses = Counter(fact for node in ast.walk(function) if (fact := _fact(node)))
    often = [(who, fact) for (who, fact), count in uses.items() if count > 1 and fact in always.get(who, ())]
    names = {(who, fact): identifier(f"{who}_", fact) for who, fact in often}
    read = [ast.parse(f"{name} = {who}[{fact!r}]").body[0] for (who, fact), name in names.items()]
    found: ast.FunctionDef = _Reader(names).visit(function)
    found.body = [*read, *found.body]
    return found


def _fact(node: ast.AST) -> tuple[str, str] | None:
    match node:
        case ast.Subscript(value=ast.Name(id="k" | "o" | "w" as who), slice=ast.Constant(value=str() as fact)):
            return who, fact
    return None
