"""The keys of a text with their places, read line by line: also of a text that cannot be read as a whole.

What stands in texts (`|`, quotes, comments) is no key. `keys` gives all of them, `symbols` those worth a table of
contents, `state_at` what is open at a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dsl.names import normal_name

_QUOTED_KEY = r"\"[^\"\n]*\"|'[^'\n]*'"
_KEY_END = r")\s*:(?=\s|$)"
_KEY = re.compile(rf"(?P<key>{_QUOTED_KEY}|[^\s\-#{{}}\[\],:\"'&*!|>%@`](?:[^:\n#]|:(?=\S)|(?<=\S)#)*?{_KEY_END}")
_KEY_IN_BRACKETS = re.compile(
    rf"(?P<key>{_QUOTED_KEY}|[^\s\-#{{}}\[\],:\"'](?:[^#{{}}\[\],:\n]|:(?=\S)|(?<=\S)#)*?{_KEY_END}"
)
_FLOW = re.compile(r"(?P<quoted>\"(?:[^\"\\\n]|\\.)*\"?|'[^'\n]*'?)|(?P<comment>(?<!\S)#.*)|(?P<mark>[{}\[\],])")
_DASH = re.compile(r"-(?:\s+|$)")
_LITERAL = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


DEEPEST = 60  # levels; no file that can be read has so many


@dataclass(frozen=True, slots=True)
class Key:
    """`path` ends with the key itself; `column` is that of the key on its line, `in_brackets` says that it stands in
    `{…}`. `row` counts from 0."""

    path: tuple[str, ...]
    start: int
    end: int
    row: int
    column: int
    in_brackets: bool

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass(slots=True)
class Frame:
    """One level that is open where the reading has come to: a key, an item of a list, or a bracket."""

    column: int
    key: str | None = None
    bracket: str = ""
    is_text: bool = False
    written: list[str] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """Where the reading of a text has come to. `value` is where the value (or the key to be) begins that it stopped in;
    `in_comment` and `in_quotes` say that nothing of the language stands there."""

    frames: list[Frame]
    value: int = 0
    in_comment: bool = False
    in_quotes: bool = False
    after_key: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.frames if one.key is not None)

    @property
    def bracket(self) -> str:
        return self.frames[-1].bracket

    @property
    def in_text(self) -> bool:
        return self.frames[-1].is_text


class Reader:
    """Reads a text line by line; `state` is where it stands at the end."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.state = State([Frame(-1)])

    def read(self) -> Iterator[Key]:
        start = 0
        for row, line in enumerate(self.lines):
            yield from self.line(line, start, row)
            start += len(line) + 1

    def line(self, line: str, start: int, row: int) -> Iterator[Key]:
        state = self.state
        state.in_comment = state.in_quotes = state.after_key = False
        if state.bracket:
            yield from self.flow(line, start, row, 0)
            return
        body = line.lstrip(" ")
        column = len(line) - len(body)
        state.value = start + column
        if self.is_of_a_text(column, body):
            return
        if body.startswith("#"):
            state.in_comment = True
            return
        if body or row == len(self.lines) - 1:
            yield from self.block(line, start, row, column)

    def is_of_a_text(self, column: int, body: str) -> bool:
        """A line of `|` stands deeper than its key."""
        top = self.state.frames[-1]
        if not top.is_text:
            return False
        if not body or column > top.column:
            return True
        top.is_text = False
        return False

    def block(self, line: str, start: int, row: int, column: int) -> Iterator[Key]:
        frames = self.state.frames
        place = column
        while found := _DASH.match(line, place):
            while frames[-1].column > place or (frames[-1].column == place and frames[-1].key is None):
                frames.pop()
            frames.append(Frame(place))
            place = found.end()
        if place == column:
            while frames[-1].column >= place:
                frames.pop()
        self.state.value = start + place
        found = _KEY.match(line, place)
        if found is None:
            yield from self.value(line, start, row, place)
            return
        yield self.key(found, start, row, place)
        frames.append(Frame(place, normal_name(found["key"].strip("\"'"))))
        self.state.after_key = True
        self.state.value = start + found.end()
        yield from self.value(line, start, row, found.end())

    def key(self, found: re.Match[str], start: int, row: int, column: int) -> Key:
        name = normal_name(found["key"].strip("\"'"))
        self.state.frames[-1].written.append(name)
        at = start + found.start("key")
        in_brackets = bool(self.state.bracket)
        return Key((*self.state.path, name), at, start + found.end("key"), row, column, in_brackets)

    def value(self, line: str, start: int, row: int, place: int) -> Iterator[Key]:
        """What stands behind a key or a dash."""
        rest = line[place:].lstrip(" ")
        begins = len(line) - len(rest)
        if rest.startswith(("{", "[")):
            yield from self.flow(line, start, row, begins)
        elif _LITERAL.match(rest):
            self.state.frames[-1].is_text = True
        elif rest.startswith("#") or (" #" in rest and not rest.startswith(('"', "'"))):
            self.state.in_comment = True
        elif rest[:1] in ('"', "'"):
            self.state.in_quotes = True

    def flow(self, line: str, start: int, row: int, place: int) -> Iterator[Key]:
        """Inside brackets, to the end of the line or of the brackets."""
        frames = self.state.frames
        segment = place
        for found in _FLOW.finditer(line, place):
            if found["comment"]:
                yield from self.segment(line, start, row, segment, found.start())
                self.state.in_comment = True
                return
            if found["quoted"]:
                if found.end() == len(line) and not found["quoted"][1:].endswith(found["quoted"][0]):
                    self.state.in_quotes = True
                continue
            yield from self.segment(line, start, row, segment, found.start())
            segment = found.end()
            self.state.value = start + segment
            match found["mark"]:
                case "{" | "[":
                    if len(frames) > DEEPEST:
                        return
                    frames.append(Frame(found.start(), None, found["mark"]))
                case ",":
                    frames[-1].key = None
                case _:
                    if frames[-1].bracket:
                        frames.pop()
                    if not frames[-1].bracket:
                        return
            self.state.after_key = False
        yield from self.segment(line, start, row, segment, len(line))

    def segment(self, line: str, start: int, row: int, place: int, end: int) -> Iterator[Key]:
        """What stands between two signs of a bracket: a key with or without its value, or a value."""
        top = self.state.frames[-1]
        begins = place + len(line[place:end]) - len(line[place:end].lstrip(" "))
        if top.bracket == "{" and top.key is None:
            found = _KEY_IN_BRACKETS.match(line[:end], begins)
            if found is not None:
                yield self.key(found, start, row, begins)
                top.key = normal_name(found["key"].strip("\"'"))
                self.state.after_key = True
                self.state.value = start + found.end()
                return
        if begins < end or not self.state.after_key:
            self.state.value = start + begins


def keys(text: str) -> tuple[Key, ...]:
    return tuple(Reader(text).read())


def top_line(text: str, offset: int) -> int:
    """Where the last line begins that stands without a blank at or above the offset: nothing reaches across it."""
    begin = text.rfind("\n", 0, offset) + 1
    while begin > 0 and text[begin : begin + 1] in (" ", "#", "}", "]", "-", "\n", "\r", "\t", ""):
        begin = text.rfind("\n", 0, begin - 1) + 1
    return begin


def state_at(text: str, offset: int) -> State:
    """How the text stands up to the offset."""
    begin = top_line(text, offset)
    reader = Reader(text[begin:offset])
    for _ in reader.read():
        pass
    reader.state.value += begin
    return reader.state


@dataclass(frozen=True, slots=True)
class Symbol:
    """A line of the table of contents; `depth` counts from 0."""

    name: str
    depth: int
    row: int
    column: int


DEEPEST_SYMBOL = 2
_SMALL = frozenset(("źródło", "porównaj", "stan", "uwaga", "podstawa", "pewność", "inny_odczyt", "wartość"))


def symbols(text: str) -> tuple[Symbol, ...]:
    """Keys of the first two levels, those that are written on lines of their own."""
    return tuple(
        Symbol(one.name, len(one.path) - 1, one.row, one.column)
        for one in keys(text)
        if len(one.path) <= DEEPEST_SYMBOL and not one.in_brackets and one.name not in _SMALL
    )
