"""How wide the columns of a table will be, in twentieths of a point, and so how many lines its rows take.

Word wants the widths before it lays the table out; the PDF lets only a high table break.
"""

from __future__ import annotations

import re

from generator.numbered import NumberedTable, joined

PAGE = 9072  # A4 less the margins of 25 mm
_LETTER = 115  # a letter of the tables' size, generously
_USUAL_LETTER = 104
_PADDING = 260
_WORD = re.compile(r"[ \-–/]")
_LONGEST_WHOLE = 30  # letters; a longer word breaks inside its column


def widths(table: NumberedTable) -> tuple[int, ...]:
    """A column with a share gets it of what the others leave, which take what they need; none cuts a word."""
    least = [_width(max(map(_longest_word, texts), default=0)) for texts in _columns(table)]
    needed = [_width(max(map(len, texts), default=0)) for texts in _columns(table)]
    shares = [column.width for column in table.columns]
    taken = sum(
        max(low, min(full, PAGE // 5)) for low, full, share in zip(least, needed, shares, strict=True) if not share
    )
    free = max(PAGE - taken, 0)
    all_shares = sum(share for share in shares if share)
    wanted = [
        max(low, free * share // all_shares) if share else max(low, min(full, PAGE // 5))
        for low, full, share in zip(least, needed, shares, strict=True)
    ]
    return _fitted(wanted, least)


def lines_of_rows(table: NumberedTable) -> list[int]:
    """About how many lines the head of the table takes, and each row."""
    letters = [max((width - _PADDING) // _USUAL_LETTER, 1) for width in widths(table)]
    rows = ([column.header for column in table.columns], *([joined(cell) for cell in row] for row in table.rows))
    return [max(1 + len(text) // most for text, most in zip(texts, letters, strict=True)) for texts in rows]


def _columns(table: NumberedTable) -> list[list[str]]:
    rows = [[joined(cell) for cell in row] for row in table.rows]
    return [[column.header, *(row[place] for row in rows)] for place, column in enumerate(table.columns)]


def _longest_word(text: str) -> int:
    return min(max(map(len, _WORD.split(text))), _LONGEST_WHOLE)


def _width(letters: int) -> int:
    return letters * _LETTER + _PADDING


def _fitted(wanted: list[int], least: list[int]) -> tuple[int, ...]:
    """Together as wide as the page: what is too much or too little is shared by those that are not at their least."""
    spare = [want - low for want, low in zip(wanted, least, strict=True)]
    excess = sum(wanted) - PAGE
    if excess > 0 and sum(spare) >= excess:
        fitted = [want - excess * room // sum(spare) for want, room in zip(wanted, spare, strict=True)]
    else:
        fitted = [want * PAGE // sum(wanted) for want in wanted]
    fitted[-1] += PAGE - sum(fitted)
    return tuple(fitted)
