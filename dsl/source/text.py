"""A source file's text and places in it. Positions are characters; edges convert to bytes or UTF-16."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Location:
    """A place as a person reads it: file, line and column counted from 1; `end_column` is exclusive."""

    path: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0
    excerpt: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One file. `shipped` marks a file of the library that comes with the program."""

    path: str
    text: str
    shipped: bool = False
    _starts: list[int] = field(default_factory=list, repr=False)

    def line_starts(self) -> list[int]:
        if not self._starts:
            self._starts.append(0)
            position = self.text.find("\n")
            while position >= 0:
                self._starts.append(position + 1)
                position = self.text.find("\n", position + 1)
        return self._starts

    def line_and_column(self, offset: int) -> tuple[int, int]:
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        starts = self.line_starts()
        if not 1 <= line <= len(starts):
            return ""
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters of one source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.line_and_column(self.start)[0]

    def part(self, start: int, end: int) -> Span:
        """A range inside this one, given relative to its start."""
        return Span(self.source, self.start + start, self.start + end)

    def location(self) -> Location:
        line, column = self.source.line_and_column(self.start)
        end_line, end_column = self.source.line_and_column(max(self.end, self.start))
        return Location(self.source.path, line, column, end_line, end_column, self.source.line_text(line))
