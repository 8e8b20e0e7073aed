"""Traps of YAML that people fall into, recognised by the look of a line; each has its own message and remedy.

`explain_trap` is asked first when the parser gives up; `cut_off_sentence`, `cut_by_commas` and `dashes_as_items` find
what YAML drops or joins without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dsl.diagnostics import Diagnostic, Edit, Fix, Severity
from dsl.source.nodes import Entry, Scalar
from dsl.source.text import Source, Span

_VALUE = r"^(?P<before>\s*(?:- +)*(?:[^\s:#\"'{\[][^:#]*:\s+)?)"
_QUOTE_FIRST = re.compile(_VALUE + r"(?P<value>\"[^\"]*\"[^\S\n]*[^\s,#\]}:].*?)\s*$")
_BRACE_FIRST = re.compile(_VALUE + r"(?P<value>[{\[][^{}\[\]]*[}\]][^\S\n]*[^\s,#\]}:].*?)\s*$")
_QUOTE_IN_BRACES = re.compile(
    r"[{,]\s*[^\s:,{}\[\]\"'][^:,{}\"']*:\s+(?P<value>\"[^\"]*\"[^\S\n]*[^\s,}\]:#\"][^,}\n]*)"
)
_INDEX_IN_BRACES = re.compile(
    r"[{,][^{}]*?(?<![\w\]])(?P<index>[^\W\d]\w*\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:[^,}]|,(?=\d))*)"
)
_BEGINS_VALUE = re.compile(r"(?:[{,]|:(?=\s))\s*")
_NO_COLON = re.compile(r"^\s*(?:- +)*(?P<value>[^\s:#\"'{\[][^:#]*?)\s*$")
_SIGN_FIRST = re.compile(_VALUE + r"(?P<value>[&*!%@`][^\s,}\]].*?)\s*$")
_COLON_INSIDE = re.compile(_VALUE.replace(")?)", "))") + r"(?P<value>[^\s\"'{\[|>&*!%@`#].*?:\s.*?)\s*$")
_NO_SPACE = re.compile(r"^\s*(?:- +)*(?P<value>[^\W\d][\w ]*:)(?=[^\s:/])[^:]*$")
_PROSE_WORDS = 4
_LONG_DASH = re.compile(r"^\s*(?P<value>[–—•])\s")
_COLON_NEXT = re.compile(r"(?:\s|#.*)*:")
LONGEST_LINE = 2000


def _line(source: Source, number: int) -> str:
    """A line that a person may have written; a longer one is searched for nothing."""
    text = source.line_text(number)
    return text if len(text) <= LONGEST_LINE else ""


def explain_trap(source: Source, position: int, opened_at: int | None) -> Diagnostic | None:
    """The trap on the line where the parser stopped, on the one above, or where the open bracket stands."""
    lines = [source.line_and_column(position)[0]]
    if opened_at is not None:
        lines.append(source.line_and_column(opened_at)[0])
    for line in (*lines, lines[0] - 1):
        for find in (_long_dash, _quote_first, _brace_first, _sign_first, _index_in_braces, _quote_in_braces):
            found = find(source, line)
            if found is not None:
                return found
    return None


def missing_colon(source: Source, position: int) -> Span | None:
    """The line above that was meant to be a key: `nazwa Liceum`."""
    line, column = source.line_and_column(position)
    if ":" in _line(source, line)[: column - 1]:
        return None
    found = _NO_COLON.match(_line(source, line - 1))
    return _span(source, line - 1, found) if found else None


def missing_space(source: Source, position: int) -> Diagnostic | None:
    """The line where the parser stopped, or the one above, was meant to be a key: `nazwa:Liceum`."""
    line = source.line_and_column(position)[0]
    for number in (line, line - 1):
        found = _NO_SPACE.match(_line(source, number))
        if found:
            key = _span(source, number, found)
            colon = key.part(len(key.text) - 1, len(key.text))
            fix = Fix("Dodaj odstęp", (Edit(colon, ": "),), safe=True)
            hint = f"Napisz „{key.text} …”, z odstępem po dwukropku."
            return Diagnostic("P011", Severity.ERROR, "Po dwukropku brakuje odstępu.", colon, hint, fixes=(fix,))
    return None


def colon_inside(source: Source, position: int) -> Diagnostic | None:
    """A sentence with a colon in it: `wniosek: dołącza się: świadectwo`."""
    line = source.line_and_column(position)[0]
    found = _COLON_INSIDE.match(_line(source, line))
    if found is None:
        return None
    message = "W tym tekście stoi dwukropek z odstępem, więc wygląda on jak nowy klucz."
    where = _span(source, line, found)
    return Diagnostic("P011", Severity.ERROR, message, where, 'Ujmij cały tekst w cudzysłów "…".', fixes=quote(where))


def cut_off_sentence(source: Source, span: Span) -> Diagnostic | None:
    """A plain text followed by ` #`: the rest of the line is a comment, which a sentence was not meant to be."""
    text = source.text
    if "\n" in span.text:
        return None
    rest = text[span.end : span.end + LONGEST_LINE].partition("\n")[0]
    found = re.match(r"([^\S\n]+)#(\s*)\S", rest)
    if not found or not _looks_cut(span.text, found[1], found[2]):
        return None
    return Diagnostic(
        "P019",
        Severity.WARNING,
        "Tekst kończy się przed znakiem „#”: dalszy ciąg wiersza jest komentarzem.",
        Span(source, span.end, span.end + len(rest.rstrip())),
        "Jeżeli to dalszy ciąg tekstu, ujmij całość w cudzysłów; jeżeli komentarz, zostaw przed „#” dwa odstępy.",
        fixes=quote(Span(source, span.start, span.end + len(rest.rstrip()))),
    )


def _looks_cut(value: str, gap: str, space: str) -> bool:
    if len(gap) > 1:
        return False
    return not space or len(value.split()) >= _PROSE_WORDS


def cut_by_commas(entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """In braces, names without a colon after a value: a comma has cut its text off, or a value is forgotten.

    All pieces of one text are told at the first of them.
    """
    text: Scalar | None = None
    pieces: list[Scalar] = []
    for entry in entries:
        if _has_colon(entry):
            yield from _without_colon(text, pieces)
            text = entry.value if isinstance(entry.value, Scalar) and not entry.value.is_empty else None
            pieces = []
        elif text is not None:
            pieces.append(entry.key)
    yield from _without_colon(text, pieces)


def _has_colon(entry: Entry) -> bool:
    """Whether a value was meant: something is written, or at least its colon."""
    if not (isinstance(entry.value, Scalar) and entry.value.is_empty):
        return True
    key = entry.key.span
    return _COLON_NEXT.match(key.source.text, key.end, key.end + LONGEST_LINE) is not None


def _without_colon(text: Scalar | None, pieces: list[Scalar]) -> Iterator[Diagnostic]:
    if text is None or not pieces:
        return
    key = pieces[0]
    if text.quoted or key.quoted:
        message = f"Klucz „{key.text}” nic tu nie znaczy: nie ma po nim dwukropka ani wartości."
        yield Diagnostic("P032", Severity.ERROR, message, key.span, "Dopisz „: wartość” albo usuń ten klucz.")
        return
    message = f"Przecinek ucina tu tekst: „{key.text}” jest czytane jako osobny klucz."
    hint = "Ujmij cały tekst w cudzysłów; jeżeli to ma być osobny klucz, dopisz po nim dwukropek i wartość."
    whole = Span(text.span.source, text.span.start, pieces[-1].span.end)
    yield Diagnostic("P032", Severity.ERROR, message, key.span, hint, fixes=quote(whole))


def _long_dash(source: Source, line: int) -> Diagnostic | None:
    """A word processor has made a dash of the hyphen that begins an item."""
    found = _LONG_DASH.match(_line(source, line))
    return _wrong_dash((_span(source, line, found),)) if found is not None else None


def dashes_as_items(span: Span) -> Diagnostic | None:
    """A plain text under its key that begins with such a dash: items that YAML has joined into one text."""
    if span.text[:1] not in "–—•" or span.source.text[: span.start].rpartition("\n")[2].strip():
        return None
    first, last = (span.source.line_and_column(place)[0] for place in (span.start, span.end))
    found = [(line, _LONG_DASH.match(_line(span.source, line))) for line in range(first, last + 1)]
    dashes = [_span(span.source, line, one) for line, one in found if one is not None]
    return _wrong_dash(tuple(dashes)) if dashes and dashes[0].start == span.start else None


def _wrong_dash(dashes: tuple[Span, ...]) -> Diagnostic:
    what = "znak" if dashes[0].text == "•" else "myślnik"
    message = f"Pozycję listy zaczyna łącznik „-”, a tu stoi {what} „{dashes[0].text}”."
    fix = Fix("Zamień na „-”", tuple(Edit(dash, "-") for dash in dashes), safe=True)
    hint = "Edytory tekstu (np. Word) zamieniają go same; wpisz zwykły łącznik."
    return Diagnostic("P019", Severity.ERROR, message, dashes[0], hint, fixes=(fix,))


def _quote_first(source: Source, line: int) -> Diagnostic | None:
    found = _QUOTE_FIRST.match(_line(source, line))
    if found is None:
        return None
    message = "Tekst zaczyna się od cudzysłowu, ale na nim się nie kończy."
    return _trap(_span(source, line, found), message, "Użyj cudzysłowów „ ” albo ujmij całość w apostrofy ' '.")


def _brace_first(source: Source, line: int) -> Diagnostic | None:
    found = _BRACE_FIRST.match(_line(source, line))
    if found is None:
        return None
    message = "Tekst zaczyna się od nawiasu, więc nie jest czytany jako tekst."
    return _trap(_span(source, line, found), message, 'Ujmij całość w cudzysłów "…".')


def _index_in_braces(source: Source, line: int) -> Diagnostic | None:
    text = _line(source, line)
    found = next((one for one in _INDEX_IN_BRACES.finditer(text) if not _in_quotes(text, one.start("index"))), None)
    if found is None:
        return None
    begins = [one.end() for one in _BEGINS_VALUE.finditer(text, 0, found.start("index"))]
    end = found.start("index") + len(found["index"].rstrip())
    start = source.line_starts()[line - 1]
    message = "Wewnątrz { } formuła z nawiasami [ ] musi stać w cudzysłowie."
    where = Span(source, start + begins[-1], start + end)
    return _trap(where, message, 'Ujmij formułę w cudzysłów "…" albo rozpisz klucze pod spodem.')


def _quote_in_braces(source: Source, line: int) -> Diagnostic | None:
    """`{gdy: "Dębowo" = m, punkty: 3}`."""
    found = _QUOTE_IN_BRACES.search(_line(source, line))
    if found is None:
        return None
    start = source.line_starts()[line - 1] + found.start("value")
    where = Span(source, start, start + len(found["value"].rstrip()))
    message = "Tekst zaczyna się od cudzysłowu, ale na nim się nie kończy."
    return _trap(where, message, "Użyj cudzysłowów „ ” albo ujmij całość w apostrofy ' '.")


def _in_quotes(text: str, place: int) -> bool:
    return any(text.count(mark, 0, place) % 2 for mark in "\"'")


def _sign_first(source: Source, line: int) -> Diagnostic | None:
    found = _SIGN_FIRST.match(_line(source, line))
    if found is None:
        return None
    where = _span(source, line, found)
    return special_sign(where, quote(where))


def special_sign(where: Span, fixes: tuple[Fix, ...] = ()) -> Diagnostic:
    """A text that begins with a sign YAML keeps for itself."""
    message = f"Tekst nie może zaczynać się od znaku „{where.text[:1]}”."
    return Diagnostic("P015", Severity.ERROR, message, where, 'Ujmij cały tekst w cudzysłów "…".', fixes=fixes)


def _trap(where: Span, message: str, hint: str) -> Diagnostic:
    return Diagnostic("P019", Severity.ERROR, message, where, hint, fixes=quote(where))


def quote(where: Span) -> tuple[Fix, ...]:
    """None where the quotation marks of the text stand in one another's way."""
    mark = '"' if '"' not in where.text else "'"
    if mark not in where.text and "\\" not in where.text:
        return (Fix("Ujmij w cudzysłów", (Edit(where, f"{mark}{where.text}{mark}"),), safe=False),)
    text = _polish_quotes(where.text)
    return () if text == where.text else (Fix("Zamień cudzysłowy na „ ”", (Edit(where, text),), safe=False),)


def _polish_quotes(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"„\1”", text)


def _span(source: Source, line: int, found: re.Match[str]) -> Span:
    start = source.line_starts()[line - 1]
    return Span(source, start + found.start("value"), start + found.end("value"))
