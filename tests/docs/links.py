"""Links of Markdown pages and the anchors they may lead to, as GitHub and the site make them from headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from scripts.handbook.markdown import plain_words, slug
from tests.docs.pages import ROOT, tokens

# Files that pages link to beside docs/.
PAGES_ABOVE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ID = re.compile(r"""<[a-z]+\s[^>]*\bid=["']([^"']+)["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    target: str
    line: int


def links(page: Path) -> Iterator[Link]:
    for token in tokens(page):
        for child in token.children or ():
            target = child.attrGet("href") if child.type == "link_open" else None
            target = child.attrGet("src") if child.type == "image" else target
            if isinstance(target, str) and not _ELSEWHERE.match(target):
                yield Link(unquote(target), (token.map or [0])[0] + 1)


def headings(page: Path) -> list[tuple[int, str]]:
    """Level and plain words of each."""
    found = tokens(page)
    return [
        (int(one.tag[1]), plain_words(next_.children or ()))
        for one, next_ in pairwise(found)
        if one.type == "heading_open"
    ]


@cache
def anchors(page: Path) -> frozenset[str]:
    """A heading that stands twice has no anchor: GitHub and the site number them differently."""
    counted = Counter(slug(text) for _, text in headings(page))
    html = [token.content for token in tokens(page) if token.type == "html_block"]
    html += [child.content for token in tokens(page) for child in token.children or () if child.type == "html_inline"]
    written = {one for part in html for one in _ID.findall(part)}
    return frozenset({one for one, times in counted.items() if times == 1} | written)


def broken(page: Path) -> Iterator[str]:
    for link in links(page):
        path, _, anchor = link.target.partition("#")
        target = (page.parent / path).resolve() if path else page
        where = f"{page.relative_to(ROOT).as_posix()}:{link.line}"
        if not target.is_relative_to(ROOT) or not target.exists():
            yield f"{where}: nie ma „{link.target}”"
        elif anchor and target.suffix == ".md" and anchor not in anchors(target):
            yield f"{where}: w {target.name} nie ma nagłówka „#{anchor}” (albo są dwa takie same)"
