"""§ Tryb odwoławczy: steps with their terms as a table, what has no term as sentences."""

from __future__ import annotations

from dsl.emit.polish.terms import term_words
from dsl.model.regulation import Clause
from dsl.syntax.terms import Period
from generator.regulation.draft import APPEALS, Draft
from generator.regulation.prose import worded
from generator.regulation.provisions import clause_unit
from generator.regulation.rows import appeal_steps, row_of
from generator.regulation.texts import as_text, capital, mark, sentence
from generator.tree import Align, Column, Content, Paragraph, Table

_SECTION = "odwołania"


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    clauses = draft.clauses(_SECTION)
    if not clauses:
        return ()
    steps = appeal_steps(draft)
    content: list[Content] = [clause_unit(draft, _SECTION, clause) for clause in clauses if clause not in steps]
    if steps:
        opening = sentence(f"Czynności trybu odwoławczego i ich terminy określa tabela {mark(APPEALS)}")
        content = [opening, *content, _table(draft, steps)]
    return (Paragraph(tuple(content), heading=draft.heading(_SECTION, "Tryb odwoławczy"), id=_SECTION),)


def _table(draft: Draft, steps: list[Clause]) -> Table:
    columns = (Column("Lp.", None, Align.CENTER), Column("Czynność", 3), Column("Termin", 3))
    rows = []
    for number, step in enumerate(steps, start=1):
        draft.put_row(f"{_SECTION}.{step.name}", APPEALS, f"lp. {number}")
        rows.append(
            (str(number), as_text(capital(worded(draft, step.prose) or step.notes.label)), as_text(_term(draft, step)))
        )
    return Table("Tryb odwoławczy", columns, tuple(rows), id=APPEALS)


def _term(draft: Draft, step: Clause) -> str:
    """Where the timetable gives the days of an activity of the same name, its row: an act has one term for one step."""
    assert step.term is not None
    row = row_of(draft, f"terminarz.{step.name}")
    words = term_words(step.term, draft.regulation.timetable)
    if row and _is_dated(draft, step.name):
        return f"określony w {row}"
    return f"{words} ({row})" if row else words


def _is_dated(draft: Draft, name: str) -> bool:
    """Whether the timetable gives its days in every phase that it knows."""
    timetable = draft.regulation.timetable
    phases = {phase for event in timetable.values() for phase in event.terms}
    terms = timetable[name].terms
    return phases == set(terms) and all(isinstance(term, Period) for term in terms.values())
