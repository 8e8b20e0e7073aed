"""What emitted rules consist of, and how lines of Python are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import lcm

from dsl.emit.python.expressions import Code, rescaled
from dsl.source.text import Span


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class CriterionCode:
    """`function` counts the whole criterion; `parts`, `gate` and `limit` let the missing data of a sum be listed."""

    name: str
    function: str
    scale: int
    parts: tuple[CriterionCode, ...] = ()
    gate: str = ""
    limit: str = ""
    limit_scale: int = 1


@dataclass(frozen=True, slots=True)
class ConditionCode:
    name: str
    text: str
    function: str
    reserve: str = ""


@dataclass(frozen=True, slots=True)
class StageCode:
    """`function` gives the value; for a sum `criteria` are added instead. `scale` is that of the value."""

    name: str
    kind: str
    function: str
    scale: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesCode:
    """Everything a backend needs of one set of rules."""

    functions: tuple[Function, ...]
    constants: tuple[str, ...]
    criteria: tuple[CriterionCode, ...]
    conditions: tuple[ConditionCode, ...]
    stages: tuple[StageCode, ...]
    total: tuple[str, ...]
    total_scale: int
    of_branch: Mapping[str, str]  # what a branch alone settles: the name among its facts, and the formula
    all_at_once: str  # the function that counts a candidate of whom nothing is missing, in many branches


def indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def tuple_text(items: Iterable[str]) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"


def limited(code: Code, limit: Code | None) -> Code:
    if limit is None:
        return code
    scale = lcm(code.scale, limit.scale)
    return Code(f"min({rescaled(code, scale)}, {rescaled(limit, scale)})", scale)


def docstring(note: str, span: Span) -> str:
    text = f"{note} ({span.source.path}, wiersz {span.line})" if note else f"{span.source.path}, wiersz {span.line}"
    return in_docstring(" ".join(text.split()))


def in_docstring(text: str) -> str:
    """A text that can stand between three quotes whatever it holds."""
    plain = text.replace("\\", "/").replace('"', "”")
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in plain)
