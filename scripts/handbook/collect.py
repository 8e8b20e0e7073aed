"""The pages that make the handbook, in the order of the site's menu, with links that lead to other pages of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from cli import __version__
from polish.dates import format_date
from scripts.handbook.markdown import page
from scripts.handbook.tree import Anchor, Block, Book, Chapter, Grid, Heading, Items, Part, Quote, Run, Runs, Text
from scripts.site.navigation import SECTIONS, pages_of

# Codes of problems and the register have pages made for looking up; on paper they would be most of the book.
PARTS = ("Przewodnik", "Jak zapisać", "Język", "Dla informatyka", "Edytor")
TITLE = "Paragraf. Podręcznik"
SUBTITLE = "Regulamin rekrutacji jako kod"


def handbook(docs: Path, day: date) -> Book:
    """`day` is the one that the pages are of."""
    names = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
    parts = []
    for section in SECTIONS:
        own = pages_of(section, names) if section.title in PARTS else []
        chapters = (Chapter(name, page((docs / name).read_text(encoding="utf-8"), name)) for name in own)
        if own:
            parts.append(Part(section.title, tuple(chapters)))
    return linked(Book(TITLE, SUBTITLE, f"Wersja {__version__}, stan na {format_date(day)}", day, tuple(parts)))


def linked(book: Book) -> Book:
    """Links as anchors of the book; what leads out of it keeps its words alone."""
    chapters = [chapter for part in book.parts for chapter in part.chapters]
    known = {chapter.name for chapter in chapters} | {name for one in chapters for name in anchors(one.blocks)}

    def resolved(chapter: Chapter) -> Chapter:
        def run(one: Run) -> Run:
            return replace(one, target=_target(one.target, chapter.name, known)) if one.target else one

        return replace(chapter, blocks=tuple(_with_runs(block, run) for block in chapter.blocks))

    return replace(
        book, parts=tuple(replace(part, chapters=tuple(map(resolved, part.chapters))) for part in book.parts)
    )


def anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(anchor=anchor) if anchor:
                yield anchor
            case Anchor(name):
                yield name
            case Items(items):
                for item in items:
                    yield from anchors(item)
            case Quote(inner):
                yield from anchors(inner)


def _target(written: str, name: str, known: set[str]) -> str:
    path, _, anchor = written.partition("#")
    meant = os.path.normpath(PurePosixPath(name).parent / path).replace(os.sep, "/") if path else name
    for one in (f"{meant}#{anchor}" if anchor else meant, meant, f"{meant}/README.md"):
        if one in known:
            return one
    return ""


def _with_runs(block: Block, change: Callable[[Run], Run]) -> Block:
    def runs(text: Runs) -> Runs:
        return tuple(map(change, text))

    match block:
        case Heading() | Text():
            return replace(block, text=runs(block.text))
        case Items(items):
            return replace(block, items=tuple(tuple(_with_runs(one, change) for one in item) for item in items))
        case Grid(headers, rows):
            cells = tuple(tuple(map(runs, row)) for row in rows)
            return replace(block, headers=tuple(map(runs, headers)), rows=cells)
        case Quote(inner):
            return replace(block, blocks=tuple(_with_runs(one, change) for one in inner))
        case _:
            return block
