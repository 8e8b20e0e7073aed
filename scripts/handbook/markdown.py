"""Markdown of docs/ → blocks of the tree. What the book could not show is an error with its place, never left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from polish.spaces import bind_runs
from scripts.handbook.tree import Anchor, Block, Code, Grid, Heading, Items, Quote, Run, Runs, Text

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ID = re.compile(r"""<a\s+(?:id|name)=["']([^"']+)["']\s*>\s*</a>""", re.IGNORECASE)
_ID_TAG = re.compile(r"""<a\s+(?:id|name)=["'][^"']+["']\s*>|</a>""", re.IGNORECASE)
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_ALIGN = re.compile(r"text-align:(left|center|right)")


class NotForTheBook(Exception):
    """Something that the book cannot show."""


def parse(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text)


def slug(heading: str) -> str:
    """The anchor that GitHub and the site make: `Jak zapisać „ferie”?` → `jak-zapisać-ferie`."""
    text = unicodedata.normalize("NFC", heading).strip().lower()
    return _NOT_IN_SLUG.sub("", text).replace(" ", "-")


def plain_words(children: Sequence[Token]) -> str:
    return "".join(child.content for child in children if child.type in ("text", "code_inline"))


def page(text: str, name: str) -> tuple[Block, ...]:
    """The blocks of one page; anchors and links are `name#anchor`, links still as the page writes them."""
    tokens = parse(text)
    words = [plain_words(tokens[i + 1].children or ()) for i, one in enumerate(tokens) if one.type == "heading_open"]
    unique = frozenset(one for one, times in Counter(map(slug, words)).items() if times == 1)
    return tuple(_Reader(name, unique).blocks(tokens))


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    anchors: frozenset[str]

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        index = 0
        while index < len(tokens):
            end = _end(tokens, index)
            yield from self.block(tokens[index], tokens[index + 1 : end])
            index = end + 1

    def block(self, token: Token, inside: Sequence[Token]) -> Iterator[Block]:
        match token.type:
            case "heading_open":
                anchor = slug(plain_words(inside[0].children or ()))
                known = f"{self.name}#{anchor}" if anchor in self.anchors else ""
                yield Heading(int(token.tag[1]), self.runs(inside[0]), known)
            case "paragraph_open":
                words = self.runs(inside[0])
                yield from (Anchor(f"{self.name}#{name}") for name in _ID.findall(inside[0].content))
                if words:
                    yield Text(words)
            case "bullet_list_open":
                yield Items(self.items(inside))
            case "ordered_list_open":
                yield Items(self.items(inside), int(token.attrGet("start") or 1))
            case "table_open":
                yield self.grid(inside)
            case "fence" | "code_block":
                yield Code(token.content.rstrip("\n"), token.info.strip())
            case "blockquote_open":
                yield Quote(tuple(self.blocks(inside)))
            case "html_block":
                yield from self.html(token)
            case "hr":
                return
            case _:
                raise NotForTheBook(f"{self.place(token)}: {token.type}")

    def html(self, token: Token) -> Iterator[Anchor]:
        left = _COMMENT.sub("", token.content)
        for name in _ID.findall(left):
            yield Anchor(f"{self.name}#{name}")
        if _ID.sub("", left).strip():
            raise NotForTheBook(f"{self.place(token)}: {left.strip()[:40]}")

    def items(self, inside: Sequence[Token]) -> tuple[tuple[Block, ...], ...]:
        found: list[tuple[Block, ...]] = []
        index = 0
        while index < len(inside):
            end = _end(inside, index)
            found.append(tuple(self.blocks(inside[index + 1 : end])))
            index = end + 1
        return tuple(found)

    def grid(self, inside: Sequence[Token]) -> Grid:
        rows: list[list[Runs]] = []
        aligns: list[str] = []
        for index, token in enumerate(inside):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self.runs(inside[index + 1]))
                if token.type == "th_open":
                    align = _ALIGN.search(str(token.attrGet("style") or ""))
                    aligns.append(align[1] if align else "left")
        return Grid(tuple(rows[0]), tuple(map(tuple, rows[1:])), tuple(aligns))

    # -- inline -------------------------------------------------------------------------------------------------------

    def runs(self, inline: Token) -> Runs:
        found: list[Run] = []
        look = Run("")
        before: list[Run] = []
        for child in inline.children or ():
            match child.type:
                case "text":
                    found.append(replace(look, text=child.content))
                case "code_inline":
                    found.append(replace(look, text=child.content, code=True))
                case "softbreak" | "hardbreak":
                    found.append(replace(look, text=" "))
                case "strong_open" | "em_open" | "link_open":
                    before.append(look)
                    look = self.look(look, child)
                case "strong_close" | "em_close" | "link_close":
                    look = before.pop()
                case "html_inline" if _COMMENT.fullmatch(child.content) or _ID_TAG.fullmatch(child.content):
                    pass
                case "html_inline" if child.content.startswith(("<br", "<BR")):
                    found.append(replace(look, text=" "))
                case _:
                    raise NotForTheBook(f"{self.place(inline)}: {child.type} {child.content[:40]}")
        return bound(found)

    def look(self, look: Run, opened: Token) -> Run:
        if opened.type == "strong_open":
            return replace(look, strong=True)
        if opened.type == "em_open":
            return replace(look, emphasis=True)
        target = unquote(str(opened.attrGet("href") or ""))
        if _ELSEWHERE.match(target):
            return replace(look, url=str(opened.attrGet("href")))
        return replace(look, target=target)

    def place(self, token: Token) -> str:
        return f"{self.name}:{token.map[0] + 1}" if token.map else self.name


def bound(runs: Sequence[Run]) -> Runs:
    """Non-breaking spaces of the whole paragraph, but none inside code, where every sign counts."""
    texts = bind_runs([run.text for run in runs])
    pairs = zip(runs, texts, strict=True)
    return tuple(run if run.code else replace(run, text=text) for run, text in pairs if run.text)


def _end(tokens: Sequence[Token], index: int) -> int:
    """Where the block that begins at `index` ends."""
    depth = 0
    for place in range(index, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    raise AssertionError("markdown-it closes every block")
