"""Pages of docs/ as blocks that can be executed: Markdown with what the HTML comment before each block says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from markdown_it.token import Token

from scripts.handbook.markdown import parse

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CONTEXTS = DOCS / "jezyk" / "kontekst"
# Made from data that is executed elsewhere, for developers, or of pictures and keys only.
NOT_EXECUTED = ("architecture.md", "decisions/", "edytor.md", "kody/", "postanowienia/", "rejestr-aktow.md")
_COMMENT = re.compile(r"<!--\s*(?P<words>.*?)\s*-->", re.DOTALL)
_MARK = re.compile(r"(?P<kind>plik|fragment|wzory)\s*:\s*(?P<name>[^,\s]+)\s*(?:,\s*(?P<rest>.*))?", re.DOTALL)
_CODES = re.compile(r"problemy\s*:\s*(?P<codes>[PKN]\d{3}(?:[ ,]+[PKN]\d{3})*)")
_DATA = re.compile(r"dane\s*:\s*(?P<data>\{.*\})", re.DOTALL)
_TEXT_ONLY = "tylko tekst"
_NEXT = "dalej"


class Kind(StrEnum):
    FILE = "plik"
    FRAGMENT = "fragment"
    FORMULAS = "wzory"
    CONSOLE = "console"
    TEXT = "tylko tekst"
    WRONG = "błędny znacznik"


@dataclass(frozen=True, slots=True)
class Block:
    """`line` is that of the fence or the table, from 1; `text` what stands inside; `rows` the cells of a table."""

    kind: Kind
    line: int
    text: str = ""
    language: str = ""
    name: str = ""
    codes: frozenset[str] = frozenset()
    goes_on: bool = False
    data: str = ""
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    indent: str = ""
    end: int = 0


def all_pages() -> list[Path]:
    return sorted(DOCS.rglob("*.md"))


def executed_pages() -> list[Path]:
    return [page for page in all_pages() if not page.relative_to(DOCS).as_posix().startswith(NOT_EXECUTED)]


@cache
def tokens(path: Path) -> Sequence[Token]:
    return parse(path.read_text(encoding="utf-8"))


def blocks(text: str) -> tuple[Block, ...]:
    return tuple(_blocks(parse(text), text.splitlines()))


def _blocks(found: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    comment = ""
    for index, token in enumerate(found):
        if token.type == "fence":
            yield _fence(token, comment, lines)
        elif token.type == "code_block":
            assert token.map is not None
            yield Block(Kind.WRONG, token.map[0] + 1, "wcięty blok bez ```; użyj ``` albo usuń wcięcie")
        elif token.type == "table_open":
            mark = _read_mark(comment)
            if mark.kind is Kind.FORMULAS:
                yield _table(token, found[index:], mark)
        if token.type == "html_block":
            comment = _comment(token.content)
        elif token.nesting >= 0 and token.level <= (found[index - 1].level if index else 0):
            comment = ""


def _comment(html: str) -> str:
    """The last comment of an HTML block, if it ends with one."""
    found = [one["words"] for one in _COMMENT.finditer(html)]
    return found[-1] if found and html.rstrip().endswith("-->") else ""


def _fence(token: Token, comment: str, lines: Sequence[str]) -> Block:
    assert token.map is not None
    first, end = token.map
    language = token.info.strip()
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    if not comment and language == "console":
        return Block(Kind.CONSOLE, first + 1, token.content, language, indent=indent, end=end)
    mark = _read_mark(comment)
    if mark.kind is Kind.FORMULAS:
        mark = Block(Kind.WRONG, 0, "„wzory” stoi przed tabelą, a nie przed blokiem ```")
    if mark.kind is Kind.WRONG:
        return Block(Kind.WRONG, first + 1, mark.text, language)
    return Block(
        mark.kind, first + 1, token.content, language, mark.name, mark.codes, mark.goes_on, indent=indent, end=end
    )


def _read_mark(comment: str) -> Block:
    """What a comment says, as a block without its place and text."""
    if not comment:
        return Block(
            Kind.WRONG, 0, "blok bez komentarza; napisz nad nim np. <!-- fragment: NAZWA --> (CONTRIBUTING.md)"
        )
    if comment == _TEXT_ONLY:
        return Block(Kind.TEXT, 0)
    mark = _MARK.fullmatch(comment)
    if mark is None:
        return Block(Kind.WRONG, 0, f"nieznany komentarz: <!-- {comment} -->")
    rest = mark["rest"] or ""
    codes, data = _CODES.search(rest), _DATA.search(rest)
    known = {_NEXT, *([codes[0]] if codes else []), *([data[0]] if data else [])}
    left = rest
    for one in sorted(known, key=len, reverse=True):
        left = left.replace(one, "", 1)
    if left.strip(" ,\n"):
        return Block(Kind.WRONG, 0, f"nieznana część komentarza: „{left.strip(' ,')}”")
    goes_on = _NEXT in (part.strip() for part in _DATA.sub("", rest).split(","))
    return Block(
        Kind(mark["kind"]),
        0,
        name=mark["name"],
        codes=frozenset(re.findall(r"[PKN]\d{3}", codes["codes"])) if codes else frozenset(),
        goes_on=goes_on,
        data=data["data"] if data else "",
    )


def _table(opening: Token, rest: Sequence[Token], mark: Block) -> Block:
    assert opening.map is not None
    rows: list[tuple[int, tuple[str, ...]]] = []
    cells: list[str] = []
    line = 0
    for index, token in enumerate(rest):
        if token.type == "tr_open":
            cells, line = [], (token.map or opening.map)[0] + 1
        elif token.type in ("td_open", "th_open"):
            cells.append(rest[index + 1].content.strip())
        elif token.type == "tr_close":
            rows.append((line, tuple(cells)))
        elif token.type == "table_close":
            break
    if not rows or [cell.lower() for cell in rows[0][1][:2]] != ["wzór", "wynik"]:
        return Block(Kind.WRONG, opening.map[0] + 1, "pierwsze dwie kolumny tabeli wzorów to „wzór” i „wynik”")
    return Block(
        Kind.FORMULAS, opening.map[0] + 1, name=mark.name, codes=mark.codes, data=mark.data, rows=tuple(rows[1:])
    )
