"""The lines of one entry of a file, found in its text: for a fix that removes it, and for a place inside it."""

from __future__ import annotations

import re

from dsl.names import normal_name
from dsl.source.text import Span

# Nothing is given back once taken, so that a line of a million blanks costs no more than its length.
_KEY = re.compile(
    r"""(?P<indent>[ ]*+)(?:- )?(?P<quote>["']?)(?P<key>[^\s:"'{}\[\],#][^:"'{}\[\],#\n]*+)(?P=quote)[ ]*+:(?:\s|$)"""
)


def entry_span(place: Span, name: str) -> Span | None:
    """From the key `name`, which stands in the line of `place`, to the end of its last line; None where that line
    holds something else, such as a whole group in brackets."""
    source = place.source
    number = place.line
    start = source.line_starts()[number - 1]
    key = _KEY.match(source.line_text(number))
    if key is None or normal_name(key["key"]) != normal_name(name):
        return None
    return Span(source, start, _end(source.text, start, len(key["indent"])))


def entry_key(place: Span) -> Span | None:
    """The key that begins the line of `place`."""
    start = place.source.line_starts()[place.line - 1]
    found = _KEY.match(place.source.line_text(place.line))
    return Span(place.source, start + found.start("key"), start + found.end("key")) if found is not None else None


def removable(place: Span, name: str) -> Span | None:
    """The same, where something of the same level stays beside it; a group must not become empty."""
    found = entry_span(place, name)
    if found is None:
        return None
    text = found.source.text
    indent = _indent(text[found.start :])
    before = next((line for line in reversed(text[: found.start].splitlines()) if _says_something(line)), "")
    after = next((line for line in text[found.end :].splitlines() if _says_something(line)), "")
    has_neighbour = _indent(after) == indent or _indent(before) >= indent
    return found if indent and has_neighbour and not text[found.start :].lstrip(" ").startswith("- ") else None


def _end(text: str, start: int, indent: int) -> int:
    """Past the last line that belongs to the entry; blank lines and comments after it stay."""
    position = end = _next_line(text, start)
    while position < len(text):
        following = _next_line(text, position)
        line = text[position:following]
        if _says_something(line):
            if _indent(line) <= indent:
                break
            end = following
        position = following
    return end


def _next_line(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
