"""§ Postępowanie uzupełniające: told where the timetable has terms for it."""

from __future__ import annotations

from generator.regulation.draft import TIMETABLE, Draft
from generator.regulation.texts import mark, sentence
from generator.tree import Paragraph

_PHASE = "uzupełniające"


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    if not any(_PHASE in event.terms for event in draft.regulation.timetable.values()):
        return ()
    text = (
        "Postępowanie uzupełniające prowadzi się według takich samych zasad jak postępowanie rekrutacyjne, "
        f"w terminach określonych w ostatniej kolumnie tabeli {mark(TIMETABLE)}"
    )
    return (Paragraph((sentence(text),), heading="Postępowanie uzupełniające", id="postępowanie_uzupełniające"),)
