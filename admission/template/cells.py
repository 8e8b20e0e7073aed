"""What keeps a spreadsheet from taking a table for something else: its encoding said, and text that is no formula."""

from __future__ import annotations

MARK = b"\xef\xbb\xbf"
_BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_words(cell: str) -> str:
    """A cell that a spreadsheet shows and does not count as a formula, whatever the regulation's names begin with."""
    return f"'{cell}" if cell.lstrip().startswith(_BEGIN_A_FORMULA) or cell.startswith(_BEGIN_A_FORMULA) else cell
