"""§ Podstawa prawna: the acts that the regulation stands on."""

from __future__ import annotations

from dsl.emit.polish.provisions import act, has_genitive
from generator.regulation.draft import Draft
from generator.regulation.texts import listed
from generator.tree import Paragraph, Unit

_PART = "podstawa_prawna"


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    acts = list(draft.regulation.acts.values())
    if not acts:
        return ()
    genitive = all(has_genitive(one) for one in acts)
    items = [Unit(act(one, genitive=genitive), id=f"akty.{one.name}", origin=one.notes.span) for one in acts]
    opening = (
        "Rekrutację prowadzi się na podstawie"
        if genitive
        else f"Podstawą prawną rekrutacji {'jest' if len(items) == 1 else 'są'}"
    )
    content = listed(opening, "", "", items)
    return (Paragraph((content,), heading=draft.heading(_PART, "Podstawa prawna"), id=_PART),)
