"""Where everything of a file should stand: the tree of nodes -> new columns of lines and changes inside lines.

First half of the formatter; `format` puts the lines together from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dsl.rewrite.edits import TextEdit
from dsl.rewrite.formula_places import formula_places
from dsl.rewrite.formula_spacing import formula_edits
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from dsl.source.text import Source, Span

STEP = 2
_ONLY_DASHES = re.compile(r" *(?:- +)*")
_UNUSUAL_HEADER = re.compile(r"[|>]-?[\d+]")


class UnusualLayout(Exception):
    """A way of writing that YAML allows and the formatter does not know; `where` is the place."""

    def __init__(self, where: Span) -> None:
        super().__init__("unusual layout")
        self.where = where


@dataclass(slots=True)
class Places:
    """`columns`: for a line, the old and new columns of what begins on it, from the left; `insides`: lines that
    continue a text, with their column; `shifts`: lines of a block of text, with its old and
    new column; `scalars`: where no `#`
    is a comment; `flow_lines`: lines that begin inside brackets."""

    source: Source
    edits: list[TextEdit] = field(default_factory=list)
    columns: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    insides: dict[int, int] = field(default_factory=dict)
    shifts: dict[int, tuple[int, int]] = field(default_factory=dict)
    scalars: list[tuple[int, int]] = field(default_factory=list)
    flow_lines: dict[int, int] = field(default_factory=dict)


def find_places(source: Source, root: Mapping) -> Places:
    """Raises `UnusualLayout`."""
    finder = _Finder(source, root)
    finder.value(root, 0)
    return finder.places


class _Finder:
    def __init__(self, source: Source, root: Mapping) -> None:
        self.source, self.text, self.root = source, source.text, root
        self.places = Places(source)
        self.formulas = {id(place.scalar): place.start for place in formula_places(root)}

    # -- the tree -----------------------------------------------------------------------------------------------------

    def value(self, node: Node, column: int, after: int | None = None) -> None:
        """`column` is where the node stands if it begins a line; `after` is what precedes it on its line, if so."""
        if isinstance(node, Scalar):
            if not node.is_empty or node.quoted:
                self.begin(node.span, column, after)
                self.scalar(node, column)
        elif self.is_flow(node):
            self.begin(node.span, column, after)
            self.flow(node, column, is_root=after is None and node.span.start == self.root.span.start)
        elif isinstance(node, Mapping):
            for entry in node:
                self.entry(entry, column)
        else:
            self.items(node, column)

    def begin(self, span: Span, column: int, after: int | None) -> None:
        """One blank behind what stands before it on the line, or a line of its own."""
        if after is None:
            self.place(span, column)
        else:
            self.gap(after, span.start, " ")

    def entry(self, entry: Entry, column: int) -> None:
        self.place(entry.key.span, column)
        after = self.key(entry)
        if after is None:
            raise UnusualLayout(entry.key.span)
        on_line = self.line(after) == self.line(entry.value.span.start)
        self.value(entry.value, column + STEP, after if on_line else None)

    def items(self, node: Sequence, column: int) -> None:
        position = node.span.start
        for item in node:
            dash = self.skip(position)
            if self.text[dash : dash + 1] != "-":
                raise UnusualLayout(item.span)
            self.place(Span(self.source, dash, dash + 1), column)
            on_line = self.line(dash) == self.line(item.span.start) and item.span.end > item.span.start
            if on_line and not isinstance(item, Scalar) and not self.is_flow(item):
                self.gap(dash + 1, item.span.start, " ")
            self.value(item, column + STEP, dash + 1 if on_line else None)
            position = max(item.span.end, dash + 1)

    def key(self, entry: Entry) -> int | None:
        """The key's own spacing up to its colon; the place behind the colon, None where there is none."""
        self.scalar_span(entry.key)
        colon = self.skip(entry.key.span.end)
        if self.text[colon : colon + 1] != ":":
            return None
        if self.line(colon) != self.line(entry.key.span.start):
            raise UnusualLayout(entry.key.span)
        self.gap(entry.key.span.end, colon, "")
        return colon + 1

    # -- texts --------------------------------------------------------------------------------------------------------

    def scalar(self, node: Scalar, column: int) -> None:
        """`column` is that of its further lines."""
        self.scalar_span(node)
        if node.span.text[:1] in ("|", ">") and not node.quoted:
            self.block(node, column)
            return
        start = self.formulas.get(id(node))
        if start is not None:
            shift = node.body.start
            self.places.edits += (
                TextEdit(shift + one.start, shift + one.end, one.text) for one in formula_edits(node.body.text, start)
            )
        for line in self.further_lines(node.span):
            self.places.insides[line] = column

    def block(self, node: Scalar, column: int) -> None:
        """The lines of `|` or `>`, moved together so that the text in them stays as it is."""
        lines = self.further_lines(node.span)
        filled = [one for one in lines if self.source.line_text(one).strip()]
        if _UNUSUAL_HEADER.match(node.span.text):
            raise UnusualLayout(node.span)
        if not filled:
            return
        indent = self.indent(filled[0])
        for line in lines:
            self.places.shifts[line] = (indent, column)

    def scalar_span(self, node: Scalar) -> None:
        self.places.scalars.append((node.span.start, node.span.end))

    # -- brackets -----------------------------------------------------------------------------------------------------

    def flow(self, node: Mapping | Sequence, column: int, is_root: bool) -> None:
        """Lines inside brackets stand by their depth, all right of their key, as other readers of YAML ask."""
        self.flow_spacing(node)
        ranges = [(one.span.start, one.span.end - 1) for one in self.flow_groups(node)]
        for line in self.further_lines(node.span):
            first = self.source.line_starts()[line - 1] + self.indent(line)
            depth = sum(opened < first < closed for opened, closed in ranges)
            self.places.flow_lines[line] = STEP * depth if is_root else column + STEP * max(depth - 1, 0)

    def flow_groups(self, node: Node) -> list[Mapping | Sequence]:
        if isinstance(node, Scalar):
            return []
        inner = [entry.value for entry in node] if isinstance(node, Mapping) else list(node.items)
        own: list[Mapping | Sequence] = [node] if self.is_flow(node) else []
        return own + [group for one in inner for group in self.flow_groups(one)]

    def flow_spacing(self, node: Node) -> None:
        if isinstance(node, Scalar):
            if not node.is_empty or node.quoted:
                self.scalar(node, 0)
            return
        bracketed = self.is_flow(node)
        position = node.span.start + 1 if bracketed else node.span.start
        before, behind = "" if bracketed else None, ""
        inner = list(node)
        for one in inner:
            start = one.key.span.start if isinstance(one, Entry) else one.span.start
            if before is not None:
                self.gap(position, start, before)
            position = self.flow_part(one)
            if not bracketed:
                continue
            behind = " " if isinstance(one, Entry) and self.is_bare_key(one, position) else ""
            comma = self.skip(position)
            if self.text[comma : comma + 1] == ",":
                self.gap(position, comma, behind)
                position, before, behind = comma + 1, " ", ""
            else:
                before = ""
        if bracketed:
            self.gap(position, node.span.end - 1, behind)

    def is_bare_key(self, one: Entry, end: int) -> bool:
        """Whether nothing stands behind its colon: in `{a: , b: 1}` the blank must stay, `{a:, b: 1}` is no YAML."""
        return not one.key.quoted and end > one.key.span.end and self.text[end - 1] == ":"

    def flow_part(self, one: Entry | Node) -> int:
        """Spaces one element; gives the place behind it."""
        if not isinstance(one, Entry):
            self.flow_spacing(one)
            return one.span.end
        after = self.key(one)
        if after is None:
            return one.key.span.end
        if isinstance(one.value, Scalar) and one.value.is_empty:
            return after
        self.gap(after, one.value.span.start, " ")
        self.flow_spacing(one.value)
        return one.value.span.end

    def is_flow(self, node: Mapping | Sequence) -> bool:
        return self.text[node.span.start : node.span.start + 1] in ("{", "[")

    # -- places -------------------------------------------------------------------------------------------------------

    def place(self, span: Span, column: int) -> None:
        """What begins here stands in `column`; only dashes of lists may stand before it on its line."""
        line = self.line(span.start)
        start = self.source.line_starts()[line - 1]
        before = self.text[start : span.start]
        if not _ONLY_DASHES.fullmatch(before):
            raise UnusualLayout(span)
        self.places.columns.setdefault(line, []).append((len(before), column))

    def gap(self, start: int, end: int, wanted: str) -> None:
        """The blanks between two signs of one line; what stands on different lines stays there."""
        found = self.text[start:end]
        if found != wanted and not found.strip() and "\n" not in found:
            self.places.edits.append(TextEdit(start, end, wanted))

    def skip(self, position: int) -> int:
        """The next sign that is neither blank nor part of a comment."""
        while position < len(self.text):
            if self.text[position] == "#" and (position == 0 or self.text[position - 1].isspace()):
                end = self.text.find("\n", position)
                position = end if end >= 0 else len(self.text)
            elif self.text[position].isspace():
                position += 1
            else:
                break
        return position

    def further_lines(self, span: Span) -> range:
        return range(self.line(span.start) + 1, self.line(max(span.start, span.end - 1)) + 1)

    def line(self, position: int) -> int:
        return self.source.line_and_column(position)[0]

    def indent(self, line: int) -> int:
        text = self.source.line_text(line)
        return len(text) - len(text.lstrip(" "))
