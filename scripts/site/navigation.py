"""The menu of the site: sections in the order a reader needs them, pages of a folder in the order of their names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

START = "index.md"
BOOK = "podrecznik.pdf"
CONTRIBUTING, CHANGES = "contributing.md", "changelog.md"
_FOLDER_PAGES = ("README.md", "index.md")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the menu; `sources` are pages, or folders with a `/` at the end."""

    title: str
    sources: tuple[str, ...]


SECTIONS = (
    Section("Przewodnik", ("przewodnik/",)),
    Section("Jak zapisać", ("jak-zapisac/",)),
    Section("Język", ("jezyk/",)),
    Section("Dla informatyka", ("dla-informatyka.md",)),
    Section("Edytor", ("edytor.md",)),
    Section("Kody problemów", ("kody/",)),
    Section("Postanowienia", ("postanowienia/",)),
    Section("Rejestr aktów", ("rejestr-aktow.md",)),
    Section("Dla programistów", ("architecture.md", CONTRIBUTING, "decisions/", CHANGES)),
)


def pages_of(section: Section, pages: Iterable[str]) -> list[str]:
    """Its pages that are there; the first page of a folder is its README or index."""
    there = sorted(pages)
    found: list[str] = []
    for source in section.sources:
        if source.endswith("/"):
            own = [page for page in there if page.startswith(source) and page.count("/") == source.count("/")]
            found += sorted(own, key=lambda page: (not page.endswith(_FOLDER_PAGES), page))
        elif source in there:
            found.append(source)
    return found


def reached(pages: Iterable[str]) -> set[str]:
    there = list(pages)
    return {START, *(page for section in SECTIONS for page in pages_of(section, there))}


def as_toml(pages: Iterable[str], titles: dict[str, str]) -> str:
    there = list(pages)
    return "nav = [\n" + "".join(f"  {line},\n" for line in _entries(there, titles)) + "]\n"


def _entries(pages: list[str], titles: dict[str, str]) -> Iterator[str]:
    yield _entry("Start", json.dumps(START))
    for section in SECTIONS:
        own = pages_of(section, pages)
        if len(own) == 1 and len(section.sources) == 1:
            yield _entry(section.title, json.dumps(own[0]))
        elif own:
            inner = ", ".join(_entry(titles[page], json.dumps(page)) for page in own)
            yield _entry(section.title, f"[{inner}]")
    yield _entry("Podręcznik (PDF)", json.dumps(BOOK))


def _entry(title: str, target: str) -> str:
    return f"{{{json.dumps(title, ensure_ascii=False)} = {target}}}"


def title_of(page: Path) -> str:
    """The first heading of a page, without its marks."""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            return line.removeprefix("# ").replace("`", "").strip()
    raise ValueError(f"{page}: no title")
