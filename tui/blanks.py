"""What a new file leaves to fill in, `<wpisz nazwę szkoły>`: where, as the text stands now. No Textual here.

The check tells the same places (`dsl.layers.blanks`); here they are known before it, at every letter.
"""

from __future__ import annotations

import re

from dsl.layers.blanks import BEGIN, BLANK
from polish.plurals import SEAT, count

CODE = "P057"
_COMMENT = re.compile(r"(?:^|\s)#")

Blank = tuple[int, int, int]


def blanks(text: str) -> list[Blank]:
    """The row of each blank, where it begins and where it ends; a blank named in a comment is no blank."""
    if BEGIN not in text:
        return []
    found = []
    for row, line in enumerate(text.split("\n")):
        for match in BLANK.finditer(line) if BEGIN in line else ():
            if not _COMMENT.search(line, 0, match.start()):
                found.append((row, match.start(), match.end()))
    return found


def words(number: int) -> str:
    """`5 miejsc do uzupełnienia`."""
    return f"{count(number, SEAT)} do uzupełnienia"
