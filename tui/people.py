"""What is known of the candidates' file, row by row, and which other candidates one may take. No Textual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from admission.candidates import Candidate
from dsl.diagnostics import Diagnostic, Severity
from polish.folding import fold
from polish.plurals import CANDIDATE, PROBLEM, Case, count
from tui.analysis import Analysis
from tui.paragraphs import Paragraph
from tui.problems import SYMBOLS, place_words

LOAD, AGAIN, MATCH, MADE_UP, EXAMPLES, EMPTY = "load", "again", "match", "made up", "examples", "empty"
FIND = "find"
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
MOST_FOUND = 200
EMPTY_TABLE = "kandydaci.xlsx"
MADE_UP_NUMBER = 200
_MOST_TOLD = 500


def people_paragraphs(
    analysis: Analysis | None, file: Path | None, mapping: Path | None, text: Path
) -> Iterator[Paragraph]:
    """`mapping` says what the columns of the `file` hold; `text` is the file of the regulation."""
    yield Paragraph("Kogo liczyć", is_head=True)
    yield Paragraph("Wczytaj plik kandydatów (XLSX, CSV albo JSONL)", 1, name=LOAD)
    if file is not None:
        yield Paragraph(f"Wczytaj „{file.name}” jeszcze raz, po zmianach", 1, name=AGAIN)
        if file.suffix.lower() not in (".jsonl", ".json"):
            yield Paragraph(f"Dopasuj kolumny…{f' (teraz: „{mapping.name}”)' if mapping else ''}", 1, name=MATCH)
    yield Paragraph(f"Weź {MADE_UP_NUMBER} zmyślonych kandydatów", 1, name=MADE_UP)
    yield Paragraph("Weź osoby z przykładów w regulaminie", 1, name=EXAMPLES)
    yield Paragraph("Utwórz pustą tabelę kandydatów (XLSX) do wypełnienia", 1, name=EMPTY)
    if analysis is not None and analysis.candidates:
        yield Paragraph("Znajdź kandydata i wyjaśnij jego punkty…", 1, name=FIND)
    yield Paragraph("")
    if analysis is None:
        yield Paragraph("Regulaminu nie da się jeszcze policzyć: najpierw popraw błędy.")
        return
    yield Paragraph(_who(analysis, file), is_head=True)
    read = analysis.read
    if read is None:
        return
    if read.bad:
        words = f"Z błędami, pominiętych w podglądzie: {read.bad}. Popraw je w pliku, zapisz go i wczytaj jeszcze raz."
        yield Paragraph(words, 1)
    if read.set_aside:
        words = count(read.set_aside, CANDIDATE)
        yield Paragraph(f"Nie biorą udziału, bo wniosek nie jest potwierdzony: {words}.", 1)
    yield from _problems(read.problems, file or text)


def _problems(found: Sequence[Diagnostic], file: Path) -> Iterator[Paragraph]:
    """Row by row, those with one remedy together: it is read once and the rows are gone through."""
    by_remedy: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for one in found[:_MOST_TOLD]:
        by_remedy.setdefault((one.severity, one.hint or one.code), []).append(one)
    for severity, remedy in sorted(by_remedy, key=lambda one: SEVERITIES.index(one[0])):
        group = by_remedy[severity, remedy]
        yield Paragraph("")
        number = f" Wierszy: {len(group)}." if len(group) > 1 else ""
        yield Paragraph(f"{SYMBOLS[severity]} {group[0].hint or 'Sprawdź.'}{number}", 1, is_head=True)
        for one in group:
            yield Paragraph(f"{place_words(one, file)}: {one.message}", 2)
    if len(found) > _MOST_TOLD:
        left = count(len(found) - _MOST_TOLD, PROBLEM, Case.GENITIVE)
        yield Paragraph(f"… i jeszcze {left}: pokażą się, gdy poprawisz te.")


def _who(analysis: Analysis, file: Path | None) -> str:
    number = count(len(analysis.candidates), CANDIDATE)
    if analysis.from_examples:
        return f"Teraz: {number} z przykładów w regulaminie"
    told = f"Teraz: {number} ({file.name})" if file else f"Teraz zmyśleni kandydaci: {len(analysis.candidates)}"
    return told if analysis.read and analysis.read.problems else f"{told}; wszystkie wiersze są dobre"


def found_people(people: Sequence[Candidate], words: str) -> list[tuple[str, str]]:
    """By the sign or the name; each with its sign and what is read of it. Those whose sign begins so come first."""
    wanted = fold(words).split()
    hits = [one for one in people if all(word in fold(_called(one)) for word in wanted)]
    hits.sort(key=lambda one: not fold(one.id).startswith(fold(words.strip())))
    return [(one.id, _called(one)) for one in hits[:MOST_FOUND]]


def _called(one: Candidate) -> str:
    name = full_name(one)
    return f"{one.id}  {name}" if name else one.id


def full_name(one: Candidate) -> str:
    return " ".join(filter(None, (one.identity.get("nazwisko"), one.identity.get("imiona"))))
