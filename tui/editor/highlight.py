"""Colours of one line of a regulation: keys, values, formulas. Light on purpose: no parser, one line at a time.

Only the values of formula keys are read as formulas: „i”, „w” and „z” are ordinary words everywhere else.
Offsets are bytes of UTF-8, as Textual's editor counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dsl.language import place
from dsl.names import normal_name

Piece = tuple[int, int, str]

FORMULA_KEYS = place.FORMULA_KEYS | {"suma"}
_KEY = re.compile(
    r"(?P<before>(?:^\s*(?:-\s+)*|[{\[,]\s*|-\s+))(?P<key>[^\s\-#{}\[\],:\"'][^#{}\[\],:\"']*?)\s*:(?=\s|$)"
)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"?|'[^']*'?")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_PLAIN = re.compile(
    r"(?P<date>(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-]))"
    r"|(?P<number>(?<![\w.,/-])\d+(?:[.,]\d+)?%?(?![\w/-]))"
    r"|(?P<truth>(?<=: )(?:tak|nie)(?=\s*(?:$|[,}\]#])))"
    r"|(?P<mark>[{}\[\]])"
)
_FORMULA = re.compile(
    r"(?P<date>(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-]))"
    r"|(?P<number>(?<![\w.])\d+(?:[.,]\d+)?%?)"
    r"|(?P<function>\w+(?=\())"
    r"|(?P<word>(?<![\w.])(?:jeżeli|jeśli|to|inaczej|gdy|brak|i|oraz|lub|nie|w|od|do|dla|z|jest|podane|bez|limitu)(?!\w))"
    r"|(?P<truth>(?<![\w.])tak(?!\w))"
    r"|(?P<operator>[=≠<>≤≥+*/;-]+)"
    r"|(?P<mark>[{}\[\]()])"
)
_NAMES = {"word": "keyword", "truth": "constant", "date": "number", "mark": "punctuation"}


@lru_cache(maxsize=8192)
def highlight_line(line: str) -> tuple[Piece, ...]:
    """Pieces in bytes, in the order of the line; later ones lie over earlier ones."""
    pieces = list(_pieces(line))
    if line.isascii():
        return tuple(pieces)
    at = [0]
    for character in line:
        at.append(at[-1] + len(character.encode("utf-8", "surrogatepass")))
    return tuple((at[start], at[end], name) for start, end, name in pieces)


def _pieces(line: str) -> Iterator[Piece]:
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    comment = next((m.start() for m in _COMMENT.finditer(line) if not _inside(m.start(), quoted)), len(line))
    keys = [m for m in _KEY.finditer(line, 0, comment) if not _inside(m.start("key"), quoted)]
    formula = False
    place = 0
    for match in keys:
        yield from _values(line, place, match.start("key"), formula)
        yield (match.start("key"), match.end("key"), "key")
        formula = normal_name(match["key"]) in FORMULA_KEYS
        place = match.end()
    yield from _values(line, place, comment, formula)
    for start, end in quoted:
        if start < comment:
            yield (start, min(end, comment), "string")
    if comment < len(line):
        yield (comment, len(line), "comment")


def _values(line: str, start: int, end: int, formula: bool) -> Iterator[Piece]:
    for match in (_FORMULA if formula else _PLAIN).finditer(line, start, end):
        name = match.lastgroup or ""
        yield (match.start(), match.end(), _NAMES.get(name, name))


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
