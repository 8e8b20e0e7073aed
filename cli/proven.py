"""What was not counted because nobody has confirmed it, in words and as data (`--confirmed-only`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from admission.candidates import Candidate
from admission.offer import Offer
from admission.scoring import Scored, Unproven, score
from dsl.emit.python.library import as_text
from dsl.source.nodes import readable_name
from polish.plurals import POINT, Case, count


def results_of(offer: Offer, candidates: Iterable[Candidate], confirmed_only: bool) -> Iterator[Scored]:
    if not confirmed_only:
        return score(offer, candidates)
    from admission.strict import Strictness

    return Strictness(offer).score(candidates)


def unproven_words(unproven: Unproven) -> str:
    facts = ", ".join(map(readable_name, unproven.facts))
    papers = f" (brak: {', '.join(map(readable_name, unproven.documents))})" if unproven.documents else ""
    return f"bez potwierdzenia: {facts}{papers}; {lost_words(unproven)}"


def lost_words(unproven: Unproven) -> str:
    if unproven.lost is None:
        return "bez tych danych punktów nie da się policzyć"
    if unproven.lost == 0:
        return "punktów to nie zmienia"
    if unproven.lost < 0:
        return f"z nimi byłoby mniej o {count(-unproven.lost, POINT, Case.ACCUSATIVE)}"
    return f"utracono {count(unproven.lost, POINT, Case.ACCUSATIVE)}"


def unproven_record(unproven: Unproven) -> dict[str, Any]:
    return {
        "dane": list(unproven.facts),
        "dokumenty": list(unproven.documents),
        "utracone_punkty": None if unproven.lost is None else as_text(unproven.lost),
    }
