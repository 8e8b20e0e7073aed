"""The YAML parser's complaints as sentences a director understands, each with a remedy."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import yaml

from dsl.diagnostics import Diagnostic, Edit, Fix, Severity
from dsl.source.text import Source, Span
from dsl.source.traps import colon_inside, explain_trap, missing_colon, missing_space

# Characters that YAML does not take, and that no regulation needs.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]"  # no width, or they turn the text around
)

_NO_NAME = re.compile(r"[ ]*:(?=[ \n]|$)")


class _Complaint(NamedTuple):
    """`said` is the parser's; `at_opening` when the true cause is the bracket or the quotation mark left open."""

    said: str
    code: str
    message: str
    hint: str
    at_opening: bool = False


_INDENT_HINT = "Wyrównaj początek wiersza z sąsiednimi kluczami."
_KNOWN: tuple[_Complaint, ...] = (
    _Complaint(
        "cannot start any token", "P010", "Wartość nie może zaczynać się od tego znaku.", "Ujmij wartość w cudzysłów."
    ),
    _Complaint(
        "mapping values are not allowed",
        "P011",
        "Dwukropek z odstępem w środku tekstu wygląda jak nowy klucz albo wcięcie jest inne niż wyżej.",
        'Ujmij cały tekst w cudzysłów "…" albo wyrównaj wcięcie z sąsiednimi wierszami.',
    ),
    _Complaint(
        "did not find expected key", "P011", "Wcięcie tego wiersza nie pasuje do wierszy powyżej.", _INDENT_HINT
    ),
    _Complaint(
        "could not find expected ':'", "P011", "W tym wierszu brakuje dwukropka po nazwie.", "Napisz „nazwa: wartość”."
    ),
    _Complaint(
        "block sequence entries are not allowed",
        "P011",
        "Myślnik listy stoi w niewłaściwym miejscu.",
        "Zacznij listę w nowym wierszu; jeżeli to tekst, ujmij go w cudzysłów.",
    ),
    _Complaint(
        "did not find expected '-' indicator",
        "P011",
        "Ten wiersz nie jest pozycją listy powyżej.",
        "Wyrównaj myślniki listy w jednej kolumnie, a klucze pozycji pod pierwszym kluczem.",
    ),
    _Complaint(
        "did not find expected ',' or",
        "P011",
        "Ten nawias nie ma zamknięcia albo między wartościami brakuje przecinka.",
        "Dopisz „}” albo „]” w miejscu, w którym ma się kończyć.",
        at_opening=True,
    ),
    _Complaint(
        "unexpected end of stream",
        "P011",
        "Tekst w cudzysłowie nie ma końca.",
        "Dopisz cudzysłów zamykający.",
        at_opening=True,
    ),
    _Complaint("document indicator", "P011", "Tekst w cudzysłowie nie ma końca.", "Dopisz cudzysłów zamykający.", True),
    _Complaint("escape", "P010", "Znak „\\” w cudzysłowie ma tu inne znaczenie.", "Usuń go albo napisz „\\\\”."),
    _Complaint("exceeded max depth", "P012", "Nawiasów jest tu zbyt wiele, jeden w drugim.", "Sprawdź nawiasy."),
)


def forbidden_character(source: Source) -> Diagnostic | None:
    """The first character that may not stand in the file."""
    found = _FORBIDDEN.search(source.text)
    return _refused(found.group(), Span(source, found.start(), found.end())) if found else None


def hidden_character(text: str, where: Span) -> Diagnostic | None:
    """The same where a text in quotes writes it by its number (`\\0`, `\\u202e`)."""
    hidden = next((sign for sign in text if unicodedata.category(sign) in _HIDDEN and sign not in "\n\t"), None)
    return _refused(hidden, where) if hidden is not None else None


_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _refused(character: str, where: Span) -> Diagnostic:
    name = f"U+{ord(character):04X}"
    fixes = (Fix("Usuń ten znak", (Edit(where, ""),), safe=True),) if where.text == character else ()
    return Diagnostic(
        "P010", Severity.ERROR, f"Niewidoczny znak sterujący ({name}).", where, "Usuń ten znak.", (), fixes
    )


def explain_yaml_error(source: Source, error: yaml.YAMLError) -> Diagnostic:
    position = _position(source, getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)) or 0
    opened_at = _position(source, getattr(error, "context_mark", None))
    if tab := _tab_in_indent(source, position):
        hint = "Zamień tabulatory na odstępy (dwa na poziom)."
        return Diagnostic("P010", Severity.ERROR, "Wcięcie jest zrobione tabulatorem.", tab, hint)
    if nameless := _nameless(source, position):
        hint = "Dopisz nazwę przed dwukropkiem albo usuń cały ten wiersz."
        return Diagnostic("P011", Severity.ERROR, "Przed dwukropkiem nie ma nazwy.", nameless, hint)
    if trap := explain_trap(source, position, opened_at):
        return trap
    said = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'reason', '') or ''} {error}"
    if "mapping values" in said or "could not find expected ':'" in said:
        if space := missing_space(source, position):
            return space
        if line := missing_colon(source, position):
            hint = "Napisz „nazwa: wartość”."
            return Diagnostic("P011", Severity.ERROR, "W tym wierszu brakuje dwukropka.", line, hint)
        if colon := colon_inside(source, position):
            return colon
    for known in _KNOWN:
        if known.said in said:
            start = opened_at if known.at_opening and opened_at is not None else position
            return Diagnostic(known.code, Severity.ERROR, known.message, _character(source, start), known.hint)
    message = "Nie rozumiem układu pliku w tym miejscu."
    hint = "Porównaj wcięcia i dwukropki z wierszami powyżej."
    return Diagnostic("P011", Severity.ERROR, message, _character(source, position), hint)


def _nameless(source: Source, position: int) -> Span | None:
    """The colon that begins a line, where the key before it was deleted."""
    start = source.text.rfind("\n", 0, position) + 1
    found = _NO_NAME.match(source.text, start)
    return Span(source, found.end() - 1, found.end()) if found else None


def _position(source: Source, mark: yaml.Mark | None) -> int | None:
    return None if mark is None else min(max(int(mark.index), 0), len(source.text))


def _character(source: Source, position: int) -> Span:
    """The character there; at an end of line or file, the last one written before it."""
    if not source.text[position : position + 1].strip():
        position = max(0, len(source.text[:position].rstrip()) - 1)
    return Span(source, position, min(position + 1, len(source.text)))


def _tab_in_indent(source: Source, position: int) -> Span | None:
    line = source.line_and_column(position)[0]
    for number in (line, line - 1):
        if found := re.match(r" *\t", source.line_text(number)):
            start = source.line_starts()[number - 1]
            return Span(source, start + found.end() - 1, start + found.end())
    return None
