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
    return "\n\n".join([*(render(one, style) for one in diagnostics), summary(diagnostics)])


def render(diagnostic: Diagnostic, style: Style = PLAIN) -> str:
    """One problem as lines of text, without a newline at the end."""
    return "\n".join(_lines(diagnostic, style))


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`Razem: 2 błędy i 1 ostrzeżenie.`"""
    counts = Counter(one.severity for one in diagnostics)
    parts = [count(counts[severity], noun) for severity, noun in _NOUNS if counts[severity]]
    return f"Razem: {enumerate_items(parts)}." if parts else "Nie znaleziono problemów."


def _lines(diagnostic: Diagnostic, style: Style) -> Iterator[str]:
    colour = _COLOURS[diagnostic.severity]
    head = style.paint(f"{diagnostic.severity} {diagnostic.code}:", colour)
    yield f"{head} {style.paint(diagnostic.message, _BOLD)}"
    gutter = Gutter.for_lines(_line_numbers(diagnostic))
    if diagnostic.where is not None:
        yield from _place(diagnostic.where, gutter, "^", colour, style)
    for related in diagnostic.related:
        yield from _related(related, gutter, style)
    if diagnostic.hint:
        yield f"{style.paint('Co zrobić:', _BOLD)} {diagnostic.hint}"
    for fix in diagnostic.fixes:
        yield _fix(fix, style)


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
