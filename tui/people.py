"""What is known of the candidates' file, row by row, and which other candidates one may take. No Textual."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dsl.diagnostics import Diagnostic
from polish.plurals import CANDIDATE, LINE, count
from tui.analysis import Analysis
from tui.paragraphs import Paragraph
from tui.problems import SYMBOLS, place_words

LOAD, AGAIN, MATCH, MADE_UP, EXAMPLES, EMPTY = "load", "again", "match", "made up", "examples", "empty"
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
    yield Paragraph("")
    if analysis is None:
        yield Paragraph("Regulaminu nie da się jeszcze policzyć: najpierw popraw błędy.")
        return
    yield Paragraph(_who(analysis, file), is_head=True)
    read = analysis.read
    if read is None:
        return
    if read.bad:
        yield Paragraph(f"Z błędami, pominięte w podglądzie: {count(read.bad, LINE)}.", 1)
    if read.set_aside:
        words = count(read.set_aside, CANDIDATE)
        yield Paragraph(f"Nie biorą udziału, bo wniosek nie jest potwierdzony: {words}.", 1)
    for one in read.problems[:_MOST_TOLD]:
        yield from _problem(one, text)
    if len(read.problems) > _MOST_TOLD:
        yield Paragraph(f"… i jeszcze {len(read.problems) - _MOST_TOLD} problemów.")


def _who(analysis: Analysis, file: Path | None) -> str:
    number = count(len(analysis.candidates), CANDIDATE)
    if analysis.from_examples:
        return f"Teraz: {number} z przykładów w regulaminie"
    told = f"Teraz: {number} ({file.name})" if file else f"Teraz zmyśleni kandydaci: {len(analysis.candidates)}"
    return told if analysis.read and analysis.read.problems else f"{told}; wszystkie wiersze są dobre"


def _problem(one: Diagnostic, text: Path) -> Iterator[Paragraph]:
    yield Paragraph(f"{SYMBOLS[one.severity]} {place_words(one, text)}: {one.message}", 1)
    if one.hint:
        yield Paragraph(one.hint, 2)
