"""Whether what a regulation is based on holds for its school year: the time in force, and terms of another year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dsl.checks.dates import is_of_year
from dsl.decode.fields import read_text
from dsl.decode.provisions import read_validity
from dsl.diagnostics import Diagnostics, Related
from dsl.layers.loading import Layer
from dsl.model.notes import Certainty
from dsl.model.regulation import Regulation, Validity
from dsl.source.nodes import Mapping
from dsl.source.text import Source, Span
from polish.dates import format_date

_MOST_NAMED = 3


def check_bases(regulation: Regulation, layers: Iterable[Layer], diagnostics: Diagnostics) -> frozenset[Source]:
    """Gives the bases that are not of the school year, so that nobody tells of each of their values."""
    first = regulation.first_year
    if first is None:
        return frozenset()
    if regulation.validity is not None:
        _check_own(regulation.validity, regulation.school_year, first, diagnostics)
    bases = [layer for layer in layers if layer.asked_at is not None]
    return frozenset(
        layer.source
        for layer in bases
        if _not_in_force(layer, regulation, first, diagnostics)
        or _of_another_year(layer, regulation, first, diagnostics)
    )


def _check_own(own: Validity, school_year: str, first: int, diagnostics: Diagnostics) -> None:
    """The regulation itself may begin with the school year; it cannot end before the recruitment or begin after it."""
    ended, begins = own.until and own.until < date(first, 1, 1), own.since and own.since > date(first + 1, 8, 31)
    if ended or begins:
        message = f"Czas obowiązywania nie pasuje do roku szkolnego {school_year}."
        hint = "Popraw „obowiązuje” albo „rok szkolny”."
        diagnostics.warning("P125", own.notes.span, message, hint)


def _not_in_force(layer: Layer, regulation: Regulation, first: int, diagnostics: Diagnostics) -> bool:
    node = layer.root.get("obowiązuje")
    validity = read_validity(node if isinstance(node, Mapping) else None, Diagnostics())
    what = _said_of(validity, first) if validity is not None else ""
    if validity is None or layer.asked_at is None or not what:
        return False
    is_recalled = validity.notes.certainty is Certainty.RECALLED
    start = "Według niesprawdzonych danych podstawa" if is_recalled else "Podstawa"
    message = f"{start} „{_name(layer.asked_at)}” {what}, a regulamin jest na rok szkolny {regulation.school_year}."
    hint = "Oprzyj regulamin na przepisach, które obowiązują w czasie tej rekrutacji, albo popraw „rok szkolny”."
    related = [Related(validity.notes.span, "tak podaje podstawa")]
    is_sure = not is_recalled and (
        validity.since is None or validity.since > date(first + 1, 8, 31) or bool(validity.until)
    )
    if is_sure:
        diagnostics.warning("P125", layer.asked_at, message, hint, related)
    else:
        diagnostics.note("P125", layer.asked_at, message, hint, related)
    return True


def _said_of(validity: Validity, first: int) -> str:
    """The recruitment for a school year runs from January to August in front of it."""
    if validity.until is not None and validity.until < date(first, 1, 1):
        return f"przestała obowiązywać {format_date(validity.until)}"
    if validity.since is not None and validity.since > date(first, 8, 31):
        return f"obowiązuje dopiero od {format_date(validity.since)}"
    return ""


def _of_another_year(layer: Layer, regulation: Regulation, first: int, diagnostics: Diagnostics) -> bool:
    """A base of another year is no mistake (a school may take over last year's file); its terms that are left are."""
    year = layer.root.get("rok_szkolny")
    written = read_text(year, "rok szkolny", Diagnostics()).replace(" ", "")
    if year is None or layer.asked_at is None or written == regulation.school_year:
        return False
    stale = [
        event.name.replace("_", " ")
        for event in regulation.timetable.values()
        if any(
            notes.span.source is layer.source and not is_of_year(event.terms[phase], first)
            for phase, notes in event.term_notes.items()
        )
    ]
    if not stale:
        return False
    named = ", ".join(f"„{name}”" for name in stale[:_MOST_NAMED]) + (" i inne" if len(stale) > _MOST_NAMED else "")
    whose = f"Terminy z podstawy „{_name(layer.asked_at)}” są na rok szkolny {written}"
    message = f"{whose}, nie {regulation.school_year}: {named}."
    hint = f"Oprzyj regulamin na terminach na rok szkolny {regulation.school_year} albo zapisz je w „terminarz”."
    diagnostics.warning("P126", layer.asked_at, message, hint, [Related(year.span, "rok szkolny podstawy")])
    return True


def _name(asked_at: Span) -> str:
    return asked_at.text.strip("\"'")
