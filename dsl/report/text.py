"""Diagnostics as text, one block each, as the best compilers write them:

```
błąd P060: Nie znam nazwy „ocny”.
  ┌─ regulamin.yaml:12:14
12 │     punkty: 2 * ocny.matematyka
   │                 ^^^^
   │
Co zrobić: Czy chodziło o „oceny”?
```

Severity is always a word and the place always underlined; colour only repeats it. Columns count characters, the
underline counts columns of the terminal (wide letters two, combining marks none, a tab four).

Several problems of one line share its picture:

```
[1] błąd P021: Kropka w liczbie.
[2] błąd P060: Nie znam nazwy „ocny”.
  ┌─ regulamin.yaml:12:13
12 │     punkty: 0.5 * ocny.matematyka
   │             ^^^ [1]
   │                   ^^^^ [2]
[1] Poprawka: Zamień na „0,5”.
[2] Co zrobić: Czy chodziło o „oceny”?
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dsl.diagnostics import Diagnostic, Fix, Related, Severity
from dsl.report.snippet import Gutter, snippet
from dsl.source.text import Location, Span
from polish.enumerations import enumerate_items
from polish.plurals import ERROR, NOTICE, WARNING, Noun, count

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_BLUE = "\x1b[34m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}
_NOUNS: tuple[tuple[Severity, Noun], ...] = (
    (Severity.ERROR, ERROR),
    (Severity.WARNING, WARNING),
    (Severity.NOTE, NOTICE),
)
NARROWEST = 40
_ROOM_FOR_NUMBER = 5  # ` [12]`


@dataclass(frozen=True, slots=True)
class Style:
    """`width` is the room in columns: longer source lines are cut around the place. `colour` adds ANSI colours."""

    width: int = 120
    colour: bool = False

    def paint(self, text: str, colour: str) -> str:
        return f"{colour}{text}{_RESET}" if self.colour and text else text


PLAIN = Style()


def render_all(diagnostics: Sequence[Diagnostic], style: Style = PLAIN) -> str:
    """Every problem with an empty line between, and the summary; "" when there is none."""
    if not diagnostics:
        return ""
    return "\n\n".join([*blocks(diagnostics, style), summary(diagnostics)])


def blocks(diagnostics: Sequence[Diagnostic], style: Style = PLAIN) -> Iterator[str]:
    """Every problem as a block; neighbours of one line, when it can be shown whole, in one."""
    for group in _by_line(diagnostics, style):
        yield render(group[0], style) if len(group) == 1 else "\n".join(_together(group, style))


def render(diagnostic: Diagnostic, style: Style = PLAIN) -> str:
    """One problem as lines of text, without a newline at the end."""
    return "\n".join(_lines(diagnostic, style))


def one_line(diagnostic: Diagnostic) -> str:
    """`regulamin.yaml:12:14: błąd P060: Nie znam nazwy „ocny”.`, for scripts and the lists of editors."""
    place = diagnostic.location
    where = f"{place.path}:{place.line}:{place.column}: " if place else ""
    return f"{where}{diagnostic.severity} {diagnostic.code}: {diagnostic.message}"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`Razem: 2 błędy i 1 ostrzeżenie.`"""
    counted = counts(diagnostics)
    return f"Razem: {counted}." if counted else "Nie znaleziono problemów."


def counts(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 błędy i 1 ostrzeżenie`; "" when there are none."""
    found = Counter(one.severity for one in diagnostics)
    return enumerate_items([count(found[severity], noun) for severity, noun in _NOUNS if found[severity]])


def _lines(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    yield _head(diagnostic, style)
    gutter = Gutter.for_lines(_line_numbers(diagnostic))
    if diagnostic.where is not None:
        yield from _place(diagnostic.where, gutter, "^", _COLOURS[diagnostic.severity], style)
    yield from _advice(diagnostic, gutter, style)


def _head(diagnostic: Diagnostic, style: Style) -> str:
    head = style.paint(f"{diagnostic.severity} {diagnostic.code}:", _COLOURS[diagnostic.severity])
    return f"{head} {style.paint(diagnostic.message, _BOLD)}"


def _advice(diagnostic: Diagnostic, gutter: Gutter, style: Style, tag: str = "") -> Iterator[str]:
    for related in diagnostic.related:
        first, *others = _related(related, gutter, style)
        yield f"{tag}{first}"
        yield from others
    if diagnostic.hint:
        yield f"{tag}{style.paint('Co zrobić:', _BOLD)} {diagnostic.hint}"
    for fix in diagnostic.fixes:
        yield f"{tag}{_fix(fix, style)}"


# -- several problems of one line -------------------------------------------------------------------------------------


def _by_line(diagnostics: Iterable[Diagnostic], style: Style) -> Iterator[list[Diagnostic]]:
    """Neighbours that share a line, together; each of the others alone."""
    group: list[Diagnostic] = []
    for one in diagnostics:
        if group and _shared_line(group[-1], style) == _shared_line(one, style) is not None:
            group.append(one)
            continue
        if group:
            yield group
        group = [one]
    if group:
        yield group


def _shared_line(diagnostic: Diagnostic, style: Style) -> tuple[str, int] | None:
    """The line of a problem that ends on it, when all of it can be shown, with the numbers beside the marks."""
    where = diagnostic.where
    if not isinstance(where, Span):
        return None
    location = where.location()
    gutter = Gutter.for_lines([location.line])
    room = max(style.width, NARROWEST) - len(gutter.bar) - _ROOM_FOR_NUMBER
    is_whole = len(where.source.line_text(location.line).expandtabs()) <= room
    return (location.path, location.line) if is_whole and location.end_line == location.line else None


def _together(group: Sequence[Diagnostic], style: Style) -> Iterator[str]:
    tags = [f"[{number}] " for number in range(1, len(group) + 1)]
    for tag, one in zip(tags, group, strict=True):
        yield f"{tag}{_head(one, style)}"
    gutter = Gutter.for_lines(number for one in group for number in _line_numbers(one))
    for index, (tag, one) in enumerate(zip(tags, group, strict=True)):
        assert one.where is not None
        shown = list(_place(one.where, gutter, "^", _COLOURS[one.severity], style))
        yield from shown[:-1] if index == 0 else ()
        yield f"{shown[-1]} {tag.rstrip()}"
    for tag, one in zip(tags, group, strict=True):
        yield from _advice(one, gutter, style, tag)


def _place(where: Span | Location, gutter: Gutter, mark: str, colour: str, style: Style) -> Iterator[str]:
    location = where.location() if isinstance(where, Span) else where
    yield style.paint(gutter.blank + "┌─ ", _BLUE) + f"{location.path}:{location.line}:{location.column}"
    room = max(style.width, NARROWEST) - len(gutter.bar)
    for line in snippet(where, mark, room):
        label = gutter.numbered(line.number) if line.number else gutter.bar
        yield (style.paint(label, _BLUE) + style.paint(line.text, colour if line.is_mark else "")).rstrip()


def _related(related: Related, gutter: Gutter, style: Style) -> Iterator[str]:
    yield f"{style.paint('Zobacz też:', _BOLD)} {related.message}"
    yield from _place(related.where, gutter, "-", _BLUE, style)


def _fix(fix: Fix, style: Style) -> str:
    label = "Poprawka:" if fix.safe else "Poprawka do sprawdzenia:"
    return f"{style.paint(label, _BOLD)} {fix.label}."


def _line_numbers(diagnostic: Diagnostic) -> Iterator[int]:
    for where in (diagnostic.where, *(related.where for related in diagnostic.related)):
        if where is not None:
            location = where.location() if isinstance(where, Span) else where
            yield max(location.line, location.end_line)
