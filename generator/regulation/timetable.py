"""§ Terminy: one table for both phases; and how other parts refer to its rows."""

from __future__ import annotations

from collections.abc import Mapping

from dsl.decode.vocabulary import PHASES
from dsl.emit.polish.prose import inserted_term
from dsl.emit.polish.terms import term_words
from dsl.model.regulation import Event, State
from dsl.source.nodes import readable_name
from generator.regulation.branches import EXAMPLE
from generator.regulation.draft import TIMETABLE, Draft
from generator.regulation.rows import row_of
from generator.regulation.texts import capital, mark, sentence
from generator.tree import Align, Column, Paragraph, Table
from polish.enumerations import quote

_HEADINGS = {"rekrutacyjne": "Postępowanie rekrutacyjne", "uzupełniające": "Postępowanie uzupełniające"}
_GENITIVES = {"rekrutacyjne": "postępowania rekrutacyjnego", "uzupełniające": "postępowania uzupełniającego"}
_NONE = "–"
_PREFIX = "terminarz."


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    events = list(draft.regulation.timetable.values())
    if not events:
        return ()
    phases = [phase for phase in PHASES if any(phase in event.terms for event in events)]
    headings = ["Termin"] if phases == ["rekrutacyjne"] else [_HEADINGS[phase] for phase in phases]
    columns = (
        Column("Lp.", None, Align.CENTER),
        Column("Czynność", 4),
        *(Column(heading, 3) for heading in headings),
    )
    rows = tuple(
        (str(number), capital(event.activity), *(when(event, phase, draft.regulation.timetable) for phase in phases))
        for number, event in enumerate(events, start=1)
    )
    for number, event in enumerate(events, start=1):
        draft.put_row(f"{_PREFIX}{event.name}", TIMETABLE, f"lp. {number}")
    table = Table("Terminy rekrutacji", columns, rows, id=TIMETABLE)
    which = " i ".join(_GENITIVES[phase] for phase in phases) if "uzupełniające" in phases else "rekrutacji"
    unit = sentence(f"Terminy {which} określa tabela {mark(TIMETABLE)}")
    return (Paragraph((unit, table), heading=draft.heading("terminarz", "Terminy"), id="terminarz"),)


def when(event: Event, phase: str, timetable: Mapping[str, Event]) -> str:
    """In a cell: the term, who sets it, or a dash."""
    if phase not in event.terms:
        return f"ustala {event.left_to}" if event.left_to and phase == PHASES[0] else _NONE
    notes = event.term_notes.get(phase)
    example = f" {EXAMPLE}" if notes is not None and notes.state is State.EXAMPLE else ""
    return term_words(event.terms[phase], timetable) + example


def when_of(draft: Draft, term: str) -> str:
    """`terminarz.wnioski` by its row, or, where the table is not printed, by its days; an activity that a law leaves to
    timetables by its name; a term in words as it stands."""
    row = row_of(draft, term)
    if row:
        return f"w terminie określonym w {row}"
    if not term.startswith(_PREFIX):
        return term
    days = inserted_term(term, draft.regulation.timetable)
    return f"w terminie {days}" if days else f"w terminie czynności {quote(readable_name(term.removeprefix(_PREFIX)))}"
