"""The timetable as a table of activities, with a column for each of the two proceedings that has terms."""

from __future__ import annotations

from dsl.decode.vocabulary import PHASES
from dsl.emit.polish.provisions import term_words
from dsl.model.regulation import Event
from generator.regulation.context import NOTHING, Context, InTable, Part, is_said, marked
from generator.regulation.wordings import capital, section, to
from generator.tree import Align, Column, Paragraph, Table

ID = "terminarz"
_HEADINGS = {"rekrutacyjne": "Postępowanie rekrutacyjne", "uzupełniające": "Postępowanie uzupełniające"}
_LOCATIVE = {"rekrutacyjne": "postępowaniu rekrutacyjnym", "uzupełniające": "postępowaniu uzupełniającym"}


def timetable(context: Context) -> Part:
    events = printed(context)
    if not events:
        return NOTHING
    phases = [phase for phase in PHASES if any(phase in one.terms for one in events)]
    table = Table(
        caption=f"Terminy czynności w {' i '.join(_LOCATIVE[phase] for phase in phases)}",
        columns=(
            Column("Lp.", None, Align.RIGHT),
            Column("Czynność", 14),
            *(Column(_HEADINGS[phase], 11) for phase in phases),
        ),
        rows=tuple(_row(number, one, phases) for number, one in enumerate(events, start=1)),
        id=ID,
        origin=events[0].notes.span,
    )
    text = f"czynności przeprowadza się w terminach określonych w tabeli {to(ID)}"
    rows = {f"terminarz.{one.name}": InTable(ID, number) for number, one in enumerate(events, start=1)}
    return Part((Paragraph((section(text), table), "Terminy", id="terminarz.§"),), rows)


def printed(context: Context) -> list[Event]:
    return [one for one in context.regulation.timetable.values() if is_said(one.notes)]


def row_number(context: Context, name: str) -> int:
    """Of an event in the table; 0 when it is not there."""
    names = [one.name for one in printed(context)]
    return names.index(name) + 1 if name in names else 0


def _row(number: int, one: Event, phases: list[str]) -> tuple[str, ...]:
    return (str(number), capital(one.activity), *(_term(one, phase) for phase in phases))


def _term(one: Event, phase: str) -> str:
    if phase not in one.terms:
        return "–"
    text = term_words(one.terms[phase])
    return marked(text, one.term_notes[phase]) if phase in one.term_notes else text
