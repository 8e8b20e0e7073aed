"""The YAML parser's complaints as sentences a director understands, each with a remedy."""

from __future__ import annotations

import re

import yaml

from dsl.diagnostics import Diagnostic, Severity
from dsl.source.text import Source, Span

# what the parser says -> (code, what is wrong, what to do)
_KNOWN: tuple[tuple[str, str, str, str], ...] = (
    ("cannot start any token", "P010", "W tym miejscu nie może stać ten znak.", "Ujmij wartość w cudzysłów."),
    (
        "mapping values are not allowed",
        "P011",
        "Dwukropek z odstępem w środku tekstu wygląda jak nowy klucz albo wcięcie jest inne niż wyżej.",
        'Ujmij cały tekst w cudzysłów "…" albo wyrównaj wcięcie z sąsiednimi wierszami.',
    ),
    (
        "did not find expected key",
        "P011",
        "Wcięcie tego wiersza nie pasuje do wierszy powyżej albo po cudzysłowie stoi dalszy tekst.",
        "Wyrównaj wiersz z sąsiednimi kluczami; tekst z cudzysłowem na początku ujmij cały w drugi cudzysłów.",
    ),
    (
        "could not find expected ':'",
        "P011",
        "W tym wierszu brakuje dwukropka po nazwie klucza.",
        "Napisz „nazwa: wartość”.",
    ),
    (
        "block sequence entries are not allowed",
        "P011",
        "Myślnik listy stoi w niewłaściwym miejscu.",
        "Zacznij listę w nowym wierszu.",
    ),
    (
        "did not find expected '-' indicator",
        "P011",
        "Wcięcie tego wiersza nie pasuje do listy powyżej.",
        "Wyrównaj myślniki listy w jednej kolumnie.",
    ),
    ("did not find expected ',' or", "P011", "Brakuje przecinka albo nawiasu zamykającego.", "Uzupełnij „]” lub „}”."),
    ("unexpected end of stream", "P011", "Tekst w cudzysłowie nie ma końca.", "Dopisz cudzysłów zamykający."),
    ("control characters are not allowed", "P010", "W pliku jest niewidoczny znak sterujący.", "Usuń ten znak."),
    ("undefined alias", "P015", "Znak „*” na początku wartości nie jest tu używany.", "Ujmij tekst w cudzysłów."),
    ("exceeded max depth", "P012", "Nawiasów jest tu zbyt wiele, jeden w drugim.", "Sprawdź nawiasy."),
)


def explain_yaml_error(source: Source, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    position = mark.index if mark is not None else getattr(error, "position", 0)
    position = min(max(int(position), 0), len(source.text))
    where = Span(source, position, min(position + 1, len(source.text)))
    if tab := _tab_in_indent(source, position):
        hint = "Zamień tabulatory na odstępy (dwa na poziom)."
        return Diagnostic("P010", Severity.ERROR, "Wcięcie jest zrobione tabulatorem.", tab, hint)
    problem = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'reason', '') or ''} {error}"
    for said, code, message, hint in _KNOWN:
        if said in problem:
            return Diagnostic(code, Severity.ERROR, message, where, hint)
    message = "Nie rozumiem układu pliku w tym miejscu."
    return Diagnostic("P011", Severity.ERROR, message, where, "Porównaj wcięcia i dwukropki z wierszami powyżej.")


def _tab_in_indent(source: Source, position: int) -> Span | None:
    line = source.line_and_column(position)[0]
    for number in (line, line - 1):
        if found := re.match(r" *\t", source.line_text(number)):
            start = source.line_starts()[number - 1]
            return Span(source, start + found.end() - 1, start + found.end())
    return None
