"""Lines put together anew: indentation, comments in columns, blank lines, line ends. Second half of the formatter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dsl.decode.regulation import HEADER
from dsl.rewrite.edits import TextEdit, apply_edits
from dsl.rewrite.places import Places
from dsl.source.nodes import Entry, Mapping
from dsl.source.text import Source

SIDE_GAP = 2
_HEAD_KEYS = HEADER - {"przykłady", "treść"}


@dataclass(slots=True)
class _Line:
    """`column` is the new one of what stands first; `comment_column` the old one, until comments are aligned; `old_end`
    is where the content ended before."""

    number: int
    column: int
    content: str
    comment: str = ""
    comment_column: int = 0
    is_inside: bool = False
    keeps_gap: bool = False
    old_end: int = 0
    raw: str | None = None

    @property
    def is_blank(self) -> bool:
        return not self.is_inside and not self.content and not self.comment

    @property
    def is_comment(self) -> bool:
        return bool(self.comment) and not self.content

    @property
    def end(self) -> int:
        return self.column + len(self.content)


def arranged(source: Source, root: Mapping, places: Places, kept_gaps: frozenset[int]) -> str:
    lines = list(_read_lines(source, places, kept_gaps))
    _place_comments(lines, places)
    _align(lines)
    before_sections = _section_starts(source, root, lines)
    newline = "\r\n" if source.text.count("\r\n") * 2 > source.text.count("\n") else "\n"
    return newline.join(_spaced(lines, before_sections)) + newline


# -- reading ----------------------------------------------------------------------------------------------------------


def _read_lines(source: Source, places: Places, kept_gaps: frozenset[int]) -> Iterator[_Line]:
    spans = sorted(places.scalars)
    edits = sorted(places.edits)
    starts = [edit.start for edit in edits]
    for number, start in enumerate(source.line_starts(), start=1):
        text = source.line_text(number)
        if number in places.shifts:
            yield _Line(number, 0, "", is_inside=True, raw=_shifted(text, *places.shifts[number]))
            continue
        first = start + len(text) - len(text.lstrip(" \t"))
        hash_ = _comment_start(text, start, spans)
        end = start + len(text) if hash_ is None else hash_
        content_end = max(first, start + len(source.text[start:end].rstrip(" \t")))
        inner = edits[bisect_left(starts, first) : bisect_left(starts, content_end)]
        content = _edited(source.text[first:content_end], first, inner)
        column, is_inside = _column(number, first - start, places)
        yield _Line(
            number,
            column,
            content,
            comment=source.text[hash_ : start + len(text)].rstrip(" \t") if hash_ is not None else "",
            comment_column=hash_ - start if hash_ is not None else 0,
            is_inside=is_inside,
            keeps_gap=content_end in kept_gaps,
            old_end=content_end - start,
        )


def _edited(text: str, start: int, edits: list[TextEdit]) -> str:
    return apply_edits(text, [TextEdit(one.start - start, one.end - start, one.text) for one in edits])


def _shifted(text: str, old: int, new: int) -> str:
    """A line of a block of text; blanks behind the indentation belong to it."""
    return " " * new + text[old:] if len(text) > old else ""


def _column(number: int, old: int, places: Places) -> tuple[int, bool]:
    """The new column, and whether the line continues a text (its blank lines then mean something)."""
    if number in places.flow_lines:
        return places.flow_lines[number], number in places.insides
    if number in places.insides:
        return places.insides[number], True
    if number in places.columns:
        return places.columns[number][0][1], False
    return old, False


def _comment_start(text: str, start: int, spans: list[tuple[int, int]]) -> int | None:
    """The `#` that begins a comment: behind a blank or first on the line, and in no text."""
    position = text.find("#")
    while position >= 0:
        place = start + position
        if (position == 0 or text[position - 1].isspace()) and not _is_in_text(place, spans):
            return place
        position = text.find("#", position + 1)
    return None


def _is_in_text(place: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_left(spans, (place + 1, 0)) - 1
    return index >= 0 and spans[index][0] <= place < spans[index][1]


# -- comments ---------------------------------------------------------------------------------------------------------


def _place_comments(lines: list[_Line], places: Places) -> None:
    """A comment of its own line goes where the line that it stood level with goes."""
    open_columns: list[tuple[int, int]] = []
    side: int | None = None
    for index, line in enumerate(lines):
        if line.is_comment and line.number not in places.flow_lines:
            if line.comment_column == side:
                continue
            line.column = _level(line.comment_column, open_columns, _next_column(lines[index + 1 :], places))
            line.comment_column = -1
        side = line.comment_column if line.comment and (line.content or line.comment_column == side) else None
        for old, new in places.columns.get(line.number, ()):
            open_columns = [one for one in open_columns if one[0] < old] + [(old, new)]


def _next_column(lines: list[_Line], places: Places) -> tuple[int, int] | None:
    return next((places.columns[line.number][0] for line in lines if line.number in places.columns), None)


def _level(old: int, open_columns: list[tuple[int, int]], following: tuple[int, int] | None) -> int:
    """Level with what follows, unless the comment stands deeper: then it ends the group it was level with."""
    if following is not None and old <= following[0]:
        return following[1]
    known = [*open_columns, *([following] if following else [])]
    return max((one for one in known if one[0] <= old), default=(0, 0))[1]


def _align(lines: list[_Line]) -> None:
    """Comments beside neighbouring lines in one column: as far behind the longest line as the one they share already,
    else two behind it."""
    block: list[_Line] = []
    for line in [*lines, _Line(0, 0, "")]:
        if _is_beside(line, block):
            block.append(line)
            continue
        _align_block(block)
        block = [line] if _is_beside(line, []) else []


def _is_beside(line: _Line, block: list[_Line]) -> bool:
    if not line.comment or line.keeps_gap:
        return False
    return bool(line.content) or (bool(block) and line.comment_column == block[-1].comment_column)


def _align_block(block: list[_Line]) -> None:
    if not block:
        return
    filled = [line for line in block if line.content]
    shared = {line.comment_column for line in block}
    gap = max(shared) - max(line.old_end for line in filled)
    column = max(line.end for line in filled) + (max(gap, SIDE_GAP) if len(shared) == 1 else SIDE_GAP)
    for line in block:
        line.comment_column = column
        if not line.content:
            line.column = column


# -- writing ----------------------------------------------------------------------------------------------------------


def _section_starts(source: Source, root: Mapping, lines: list[_Line]) -> set[int]:
    """Lines that a blank one must precede: the first of each section, or of the comment right above it."""
    found = set()
    for before, after in pairwise(root.entries):
        if before.name in _HEAD_KEYS and after.name in _HEAD_KEYS:
            continue
        last, first = source.line_and_column(_last(before))[0], source.line_and_column(after.key.span.start)[0]
        between = lines[last : first - 1]
        if last < first and not any(line.is_blank for line in between):
            own = sum(line.is_comment and line.column > 0 for line in between)
            found.add(last + own + 1)
    return found


def _last(entry: Entry) -> int:
    return max(entry.value.span.end - 1, entry.key.span.end)


def _spaced(lines: list[_Line], before_sections: set[int]) -> Iterator[str]:
    """The lines as text, with one blank line at most, none at the ends, and one before each section."""
    waiting = is_begun = False
    for line in lines:
        if line.is_blank:
            waiting = is_begun
            continue
        if waiting or line.number in before_sections:
            yield ""
        waiting, is_begun = False, True
        yield _written(line)


def _written(line: _Line) -> str:
    if line.raw is not None:
        return line.raw
    if not line.content:
        return " " * line.column + line.comment if line.comment else ""
    start = " " * line.column + line.content
    if not line.comment:
        return start
    gap = " " if line.keeps_gap else " " * (line.comment_column - line.end)
    return start + gap + line.comment
