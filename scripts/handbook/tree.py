"""A book as a tree: what Markdown can say, without any of its marks. Texts stay texts all the way to the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. `target` is an anchor of the book, `url` a place outside it."""

    text: str
    code: bool = False
    strong: bool = False
    emphasis: bool = False
    target: str = ""
    url: str = ""


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` from 1, the title of a page; `anchor` is "" where nothing can lead to it."""

    level: int
    text: Runs
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    text: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is None where it has no numbers."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `aligns` are left, center or right."""

    headers: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to, without any words."""

    name: str


Block: TypeAlias = Heading | Text | Items | Grid | Code | Quote | Anchor


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of docs/, by its `name` there."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Book:
    title: str
    subtitle: str
    edition: str
    day: date
    parts: tuple[Part, ...]
