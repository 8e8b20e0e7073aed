"""A text to read as a list of rows: wrapped to the window, some paragraphs leading somewhere. No words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from polish.spaces import plain
from tui.panes.rows import NOTHING, Column, RowList, Rows
from tui.paragraphs import Paragraph

_INDENT = 2
_MARK = " ↵"


class ReadingList(RowList):
    """`chosen` is the paragraph on which the cursor stands."""

    def __init__(self, *, id: str, title: str = "", empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self._title_words = title
        self._paragraphs: Sequence[Paragraph] = ()
        self._owners: list[int] = []
        self._width = 0

    def read(self, paragraphs: Sequence[Paragraph], title: str = "", empty: str = "") -> None:
        self._paragraphs = tuple(paragraphs)
        self._title_words = title or self._title_words
        self._empty = empty or self._empty
        self._wrap()

    def on_resize(self) -> None:
        """The cursor stays on its paragraph, whose lines are others now."""
        if self.outer_size.width != self._width:
            here = self._owners[self.cursor] if self.cursor < len(self._owners) else 0
            self._wrap()
            self.stand_on(here)

    def _wrap(self) -> None:
        self._width = self.outer_size.width
        width = max(self._width - 2, 20)
        found = [(owner, line) for owner, one in enumerate(self._paragraphs) for line in _lines(one, width)]
        self._owners = [owner for owner, _ in found]
        if not found:
            self.show(NOTHING)
            return
        keys = [f"{owner}:{row}" for row, (owner, _) in enumerate(found)]
        heads = [self._paragraphs[owner].is_head for owner in self._owners]
        self.show(Rows((Column(self._title_words, width),), keys, lambda row: (found[row][1],), lambda row: heads[row]))

    def stand_on(self, paragraph: int) -> None:
        """Puts the cursor on the first line of it."""
        if paragraph in self._owners:
            self.cursor = self._owners.index(paragraph)

    @property
    def chosen(self) -> Paragraph | None:
        return self._paragraphs[self._owners[self.cursor]] if self.cursor < len(self._owners) else None


def _lines(one: Paragraph, width: int) -> Iterator[str]:
    indent = " " * (_INDENT * one.depth)
    text = plain(one.text) + (_MARK if one.place is not None else "")
    for part in text.split("\n"):
        yield from wrap(part, width, initial_indent=indent, subsequent_indent=indent + "  ") or [""]
