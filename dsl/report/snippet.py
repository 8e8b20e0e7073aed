"""The lines of a source around a place, with the place underlined: the middle of a problem's text.

Tabs are opened to four columns, control characters shown as a dot, long lines cut around the place with „…”. A place
of many lines shows its first and its last ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dsl.source.text import Location, Span

TAB = 4
_SHOWN_LINES = 2  # of a long place: its first lines and as many of its last
_CUT = "…"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class SnippetLine:
    """A line of the source (`number` is its place in the file) or, with `is_mark`, what stands under it."""

    number: int
    text: str
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Gutter:
    """The column of line numbers to the left."""

    width: int

    @classmethod
    def for_lines(cls, numbers: Iterable[int]) -> Gutter:
        return cls(max((len(str(number)) for number in numbers), default=1))

    @property
    def blank(self) -> str:
        return " " * (self.width + 1)

    @property
    def bar(self) -> str:
        return f"{self.blank}│ "

    def numbered(self, number: int) -> str:
        return f"{number:>{self.width}} │ "


@dataclass(frozen=True, slots=True)
class _Place:
    """Offsets of one line: the part from `start` to `end` is underlined."""

    number: int
    text: str
    start: int
    end: int


def snippet(where: Span | Location, mark: str, room: int) -> Iterator[SnippetLine]:
    """Source lines and underlines, `room` columns wide at most."""
    places = [_near(place) for place in _places(where)]
    shown = places if len(places) <= 2 * _SHOWN_LINES else [*places[:_SHOWN_LINES], None, *places[-_SHOWN_LINES:]]
    for place in shown:
        if place is None:
            yield SnippetLine(0, _CUT)
            continue
        text, start, end = _cut(place, room)
        yield SnippetLine(place.number, text)
        yield SnippetLine(0, " " * start + mark * max(1, end - start), is_mark=True)


def _near(place: _Place) -> _Place:
    """A line that nobody could see whole, only around its place: measuring all of it would take long."""
    if len(place.text) <= _LONGEST:
        return place
    first = max(0, place.start - _LONGEST // 4)
    last = min(len(place.text), max(place.start + 1, min(place.end, place.start + _LONGEST // 2)) + _LONGEST // 4)
    left, right = (_CUT if first else ""), (_CUT if last < len(place.text) else "")
    shift = len(left) - first
    end = min(place.end, last) + shift
    return _Place(place.number, left + place.text[first:last] + right, place.start + shift, end)


def _places(where: Span | Location) -> Iterator[_Place]:
    if isinstance(where, Location):
        if where.excerpt:
            last = where.end_column if where.end_line == where.line else len(where.excerpt) + 1
            yield _Place(where.line, where.excerpt, where.column - 1, last - 1)
        return
    location = where.location()
    for number in range(location.line, max(location.line, _last_line(location)) + 1):
        text = where.source.line_text(number)
        start = location.column - 1 if number == location.line else len(text) - len(text.lstrip())
        end = location.end_column - 1 if number == location.end_line else len(text.rstrip())
        if number == location.line or text.strip():
            yield _Place(number, text, min(start, len(text)), max(start, min(end, len(text))))


def _last_line(location: Location) -> int:
    """A place that ends where a line begins ends on the line before."""
    return location.end_line - 1 if location.end_column == 1 else location.end_line


def _cut(place: _Place, room: int) -> tuple[str, int, int]:
    """The line as shown, with the columns of the underline; cut so that the place's beginning is seen."""
    columns = _columns(place.text)
    start, end, whole = columns[place.start], columns[place.end], columns[-1]
    if whole <= room:
        return _opened(place.text), start, end
    before = min(start, max(0, room // 3)) if start + (end - start) > room - 1 else start
    first = _at_column(columns, max(0, start - before))
    last = _at_column(columns, columns[first] + room - 2)
    left, right = (_CUT if first else ""), (_CUT if last < len(place.text) else "")
    shift = len(left) - columns[first]
    text = left + _opened(place.text[first:last], columns[first]) + right
    return text, start + shift, min(end, columns[last]) + shift


def _at_column(columns: list[int], column: int) -> int:
    """The last character that begins at or before the column."""
    return max(index for index, begins in enumerate(columns) if begins <= column)


def _columns(text: str) -> list[int]:
    """Where each character begins, in columns; one more for the end."""
    column, found = 0, [0]
    for character in text:
        column += _width(character, column)
        found.append(column)
    return found


def _width(character: str, column: int) -> int:
    if character == "\t":
        return TAB - column % TAB
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _opened(text: str, column: int = 0) -> str:
    """The text with tabs as spaces and nothing that a terminal would obey."""
    shown = []
    for character in text:
        width = _width(character, column)
        shown.append(" " * width if character == "\t" else _harmless(character))
        column += width
    return "".join(shown)


def _harmless(character: str) -> str:
    return "·" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character
