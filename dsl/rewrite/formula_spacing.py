"""How a formula is spaced: `0,35*x` as `0,35 * x`, `(a;b)` as `(a; b)`; its comparison signs as in print (`≤`).

Works on the tokens as the parser itself reads them, so that `i`, `z` or `w` is a word or a name as in the grammar.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dsl.rewrite.edits import TextEdit
from dsl.syntax.formulas import formula_parser, parse_text
from dsl.syntax.tree import Expr

_PRINTED = {"<=": "≤", ">=": "≥", "<>": "≠"}
_OPENING = ("(", "[")
_TIGHT_BEFORE = (")", "]", ";", ".", "%")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def formula_edits(text: str, start: str = "formula") -> tuple[TextEdit, ...]:
    """What to change inside the formula's text; nothing where it is not a formula. Line breaks stay where they are."""
    if not isinstance(parse_text(text, start), Expr):
        return ()
    tokens = _tokens(text, start)
    edits = []
    for before, after in pairwise(tokens):
        found = text[before.end : after.start]
        wanted = " " if _spaced(before, after) else ""
        if "\n" not in found and found != wanted and not _is_one_word(before, after):
            edits.append(TextEdit(before.end, after.start, wanted))
    edits += (TextEdit(one.start, one.end, _PRINTED[one.text]) for one in tokens if one.text in _PRINTED)
    return tuple(sorted(edits))


def _is_one_word(before: _Token, after: _Token) -> bool:
    """Two words that nothing parts are left alone (a unit behind its number is no word)."""
    touching = before.end == after.start and before.text[-1].isalnum() and after.text[0].isalnum()
    return touching and after.kind != "UNIT"


def _tokens(text: str, start: str) -> list[_Token]:
    reading = formula_parser().parse_interactive(text, start=start)
    found = (_Token(one.type, str(one), one.start_pos or 0, one.end_pos or 0) for one in reading.iter_parse())
    return list(found)


def _spaced(before: _Token, after: _Token) -> bool:
    if after.text in _TIGHT_BEFORE or before.text in (*_OPENING, ".") or before.kind == "MINUS":
        return False
    if after.text == "[":
        return False
    return not (after.text == "(" and before.kind == "NAME")
