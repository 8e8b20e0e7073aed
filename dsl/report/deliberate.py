"""Warnings that a file passes over on purpose: a comment `# celowo P056: liczbę miejsc gmina poda w maju`.

The comment stands behind the line that it is about, or above it on lines of its own. Only warnings and notes are passed
over; the reason is kept and can be shown. Decision 0004 says why it is a comment.

`sorted_out` parts the problems of one run into those to be told and those passed over. To the first it adds what is
wrong with the comments themselves: no reason (P094), nothing passed over (P095), an error that cannot be (P096).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from dsl.codes import records
from dsl.diagnostics import Diagnostic, Diagnostics, Severity, nearest
from dsl.source.text import Source, Span

_REMARK = re.compile(
    r"(?:^|(?<=\s))#[^\S\n]*celowo[^\S\n]+(?P<codes>[A-Z]\d{3}\b(?:[^\S\n]*(?:,|i\b)[^\S\n]*[A-Z]\d{3}\b)*)"
    r"[^\S\n]*[:–-]?[^\S\n]*(?P<reason>[^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]\d{3}", re.IGNORECASE)
_HOW = "Dopisz powód po dwukropku, np. „# celowo P056: liczbę miejsc gmina poda w maju”."


@dataclass(frozen=True, slots=True)
class Deliberate:
    """A problem that the file passes over, with the reason written there."""

    problem: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class SortedOut:
    told: tuple[Diagnostic, ...]
    deliberate: tuple[Deliberate, ...]


@dataclass(frozen=True, slots=True)
class _Remark:
    """One code of one comment; `line` is the line that it is about."""

    code: str
    reason: str
    line: int
    span: Span


def sorted_out(problems: Sequence[Diagnostic], source: Source | None) -> SortedOut:
    """`source` is the file that was checked: only its own comments can be told to be wrong or of no use."""
    sources = _sources(problems, source)
    wrong = Diagnostics()
    remarks = {one.path: tuple(_remarks(one, wrong if one is source else Diagnostics())) for one in sources}
    reasons = {(path, one.line, one.code): one.reason for path, found in remarks.items() for one in found if one.reason}
    passed = {
        index: reason for index, one in enumerate(problems) if (reason := reasons.get(_key(one))) and _may_be(one)
    }
    if source is not None:
        _tell_useless(remarks[source.path], problems, wrong)
    told = Diagnostics([one for index, one in enumerate(problems) if index not in passed])
    told.extend(wrong)
    return SortedOut(told.sorted(), tuple(Deliberate(problems[index], passed[index]) for index in passed))


def _may_be(problem: Diagnostic) -> bool:
    return problem.severity is not Severity.ERROR


def _key(problem: Diagnostic) -> tuple[str, int, str]:
    place = problem.location
    return (place.path, place.line, problem.code) if place else ("", 0, problem.code)


def _sources(problems: Iterable[Diagnostic], source: Source | None) -> list[Source]:
    """The checked file and those of its own bases where something can be passed over; nothing shipped."""
    found = {source.path: source} if source else {}
    for one in problems:
        if isinstance(one.where, Span) and _may_be(one) and not one.where.source.shipped:
            found.setdefault(one.where.source.path, one.where.source)
    return list(found.values())


def _tell_useless(remarks: Iterable[_Remark], problems: Sequence[Diagnostic], wrong: Diagnostics) -> None:
    """A file with errors has not been checked to its end: a warning may yet come."""
    by_key = {_key(one): one for one in problems if _may_be(one)}
    errors = {_key(one) for one in problems if not _may_be(one)}
    for one in remarks:
        key = (one.span.source.path, one.line, one.code)
        if key in by_key:
            continue
        if key in errors:
            hint = "Popraw go i usuń komentarz; pominąć można tylko ostrzeżenie albo uwagę."
            wrong.warning("P096", one.span, f"{one.code} jest tu błędem, a błędu nie można pominąć.", hint)
        elif not errors:
            wrong.warning("P095", one.span, *_nothing_passed(one.code))


def _nothing_passed(code: str) -> tuple[str, str]:
    if code not in records():
        meant = nearest(code, records())
        return (
            f"Nie ma kodu {code}, więc ten komentarz niczego nie pomija.",
            f"Czy chodziło o {meant}?" if meant else "",
        )
    return f"W tym wierszu nie ma {code}, więc ten komentarz niczego nie pomija.", "Usuń go albo przenieś."


# -- reading ----------------------------------------------------------------------------------------------------------


def _remarks(source: Source, wrong: Diagnostics) -> Iterator[_Remark]:
    candidates = list(_REMARK.finditer(source.text))
    texts = _texts(source.text) if candidates else ()
    for found in candidates:
        if any(start <= found.start() < end for start, end in texts):
            continue
        span = Span(source, found.start(), found.start() + len(found.group().rstrip()))
        reason = found["reason"].strip()
        if not any(character.isalpha() for character in reason):
            wrong.error("P094", span, "Nie napisano, dlaczego to ostrzeżenie jest pominięte.", _HOW)
            continue
        line = _line_meant(source, span)
        for code in _CODE.findall(found["codes"]):
            yield _Remark(code.upper(), reason, line, span)


def _texts(text: str) -> tuple[tuple[int, int], ...]:
    """Where texts stand, in which a `#` is no comment; of a file that cannot be read, as far as it can."""
    found = []
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.ScalarToken):
                found.append((token.start_mark.index, token.end_mark.index))
    except yaml.YAMLError:
        pass
    return tuple(found)


def _line_meant(source: Source, span: Span) -> int:
    """Its own line when something stands before it, else the next that is neither empty nor a comment."""
    number = span.line
    if source.text[source.line_starts()[number - 1] : span.start].strip():
        return number
    for later in range(number + 1, len(source.line_starts()) + 1):
        text = source.line_text(later).strip()
        if text and not text.startswith("#"):
            return later
    return number
