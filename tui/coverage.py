"""What a regulation of its type should settle, and what this one says of it: silence first. No Textual."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dsl.checks.consistency.coverage import Answer, Standing, answer_words, coverage, schema_of
from dsl.model.regulation import Regulation
from tui.paragraphs import Paragraph

_TITLES = {
    Standing.SILENT: "O tym regulamin milczy",
    Standing.DELEGATED: "Powierzone komu innemu",
    Standing.SETTLED: "Ustalone w tym pliku",
    Standing.INHERITED: "Ustalone w prawie i plikach, na których regulamin się opiera",
}
_PARTS = {
    "dane oddziałów": "oddziały",
    "miejsca": "oddziały",
    "przedmioty rozszerzone": "oddziały",
    "suma": "kolejność",
    "rozstrzygnięcie": "kolejność",
    "terminy uzupełniające": "terminarz",
}
_WORDS = "postanowienia"  # where anything may be said
_EXAMPLE = " – tylko wartość przykładowa"


def coverage_paragraphs(regulation: Regulation) -> Iterator[Paragraph]:
    schema = schema_of(regulation)
    if schema is None:
        yield Paragraph("Nie wiadomo, co ten regulamin powinien rozstrzygać.")
        yield Paragraph("Podaj typ szkoły, np. „szkoła: {typ: liceum}”, albo prawo w „opiera się na”.")
        return
    answers = coverage(regulation)
    for standing, title in _TITLES.items():
        found = [one for one in answers if one.standing is standing]
        if found:
            yield Paragraph(f"{title}: {len(found)}", is_head=True)
        for chapter, group in groupby(found, key=lambda one: one.question.chapter):
            yield Paragraph(chapter, 1)
            yield from map(_paragraph, group)


def _to_write(one: Answer) -> str:
    places = list(one.question.places)
    if one.standing is not Standing.SILENT or not places:
        return ""
    part = _WORDS if _WORDS in places else _PARTS.get(places[0], places[0])
    return f" – można dopisać w części „{part}”"


def _paragraph(one: Answer) -> Paragraph:
    words = f"{answer_words(one)}{_EXAMPLE if one.is_example else _to_write(one)}"
    return Paragraph(words, 2, place=one.where.location() if one.where is not None else None)
