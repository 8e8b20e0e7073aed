"""The one type for everything a user may have to mend, in a regulation or in a candidates' file.

Errors a user can cause are data: collected, never raised through layers. Renderers (`dsl.report`) turn them into
text or JSON; the terminal UI and the editor read them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice

from dsl.names import nearest as nearest
from dsl.source.text import Location, Span


class Severity(StrEnum):
    ERROR = "błąd"
    WARNING = "ostrzeżenie"
    NOTE = "uwaga"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that the message is about: where two places disagree, both are shown."""

    where: Span
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the text that mends the problem; `safe` means it cannot change the meaning intended."""

    label: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Diagnostic:
    code: str
    severity: Severity
    message: str
    where: Span | Location | None = None
    hint: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def location(self) -> Location | None:
        return self.where.location() if isinstance(self.where, Span) else self.where

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        place = self.location
        if place is None:
            return ("", 0, 0, self.code, self.message)
        return (place.path, place.line, place.column, self.code, self.message)


_LONG = 300
_LONG_QUOTE = re.compile(r"„([^”]{60})[^”]{20,}”")


def shortened(text: str) -> str:
    """A message with the long values in it cut: it repeats no whole file."""
    if len(text) <= _LONG:
        return text
    text = _LONG_QUOTE.sub(r"„\1…”", text)
    return text if len(text) <= 2 * _LONG else f"{text[: 2 * _LONG]}…"


class TooManyProblems(Exception):
    """So many that more of them would help nobody; what was found until then is kept."""


@dataclass(slots=True)
class Diagnostics:
    """Collects the problems of one run; the order of finding does not matter, `sorted` gives the order of the text.

    With `most`, the error after that many ends the run (`TooManyProblems`), so that a broken file costs no minutes.
    """

    items: list[Diagnostic] = field(default_factory=list)
    most: int | None = None
    _seen: set[tuple[object, ...]] = field(default_factory=set)
    _errors: int = 0

    def add(self, diagnostic: Diagnostic) -> None:
        if len(diagnostic.message) > _LONG or len(diagnostic.hint) > _LONG:
            diagnostic = replace(diagnostic, message=shortened(diagnostic.message), hint=shortened(diagnostic.hint))
        identity = (diagnostic.code, diagnostic.message, diagnostic.where)
        if identity in self._seen:
            return
        if diagnostic.severity is Severity.ERROR:
            if self.most is not None and self._errors >= self.most:
                raise TooManyProblems
            self._errors += 1
        self._seen.add(identity)
        self.items.append(diagnostic)

    def error(
        self,
        code: str,
        where: Span | Location | None,
        message: str,
        hint: str = "",
        related: Iterable[Related] = (),
        fixes: Iterable[Fix] = (),
    ) -> None:
        self.add(Diagnostic(code, Severity.ERROR, message, where, hint, tuple(related), tuple(fixes)))

    def warning(
        self,
        code: str,
        where: Span | Location | None,
        message: str,
        hint: str = "",
        related: Iterable[Related] = (),
        fixes: Iterable[Fix] = (),
    ) -> None:
        self.add(Diagnostic(code, Severity.WARNING, message, where, hint, tuple(related), tuple(fixes)))

    def note(
        self, code: str, where: Span | Location | None, message: str, hint: str = "", related: Iterable[Related] = ()
    ) -> None:
        self.add(Diagnostic(code, Severity.NOTE, message, where, hint, tuple(related)))

    def extend(self, others: Iterable[Diagnostic]) -> None:
        for other in others:
            self.add(other)

    def sorted(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self.items, key=lambda item: item.sort_key))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)

    def touch(self, span: Span) -> bool:
        """Whether an error inside the span has been reported."""
        return any(
            item.severity is Severity.ERROR
            and isinstance(item.where, Span)
            and item.where.source is span.source
            and span.start <= item.where.start < max(span.end, span.start + 1)
            for item in self.items
        )

    @property
    def has_errors(self) -> bool:
        return any(item.severity is Severity.ERROR for item in self.items)


def one_of(known: Iterable[str], most: int = 12) -> str:
    """What a user may choose from, as a hint; empty when there is nothing."""
    names = [name.replace("_", " ") for name in islice(known, most + 1)]
    listed = ", ".join(names[:most]) + (", …" if len(names) > most else ".")
    return f"Może być: {listed}" if names else ""


def did_you_mean(name: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """The hint at an unknown name: the nearest known one, else `otherwise`, else what there is to choose from."""
    names = list(known)
    found = nearest(name, names)
    if found:
        return f"Czy chodziło o „{found}”?"
    return one_of(names) if otherwise is None else otherwise
