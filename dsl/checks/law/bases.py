"""Whether what a regulation is based on holds for its school year: the time in force, and terms of another year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dsl.checks.law.dates import is_of_year
from dsl.decode.fields import read_text
from dsl.decode.provisions import read_timetable, read_validity
from dsl.diagnostics import Diagnostics, Related
from dsl.layers.loading import Layer
from dsl.model.notes import Certainty
from dsl.model.regulation import Regulation, Validity
from dsl.source.nodes import Mapping
from dsl.source.text import Source, Span
from polish.dates import format_date

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class OfOtherYears:
    """What has been told not to be of the school year, so that nobody tells of each value again: whole bases, and
    terms by event and phase."""

    sources: frozenset[Source] = frozenset()
    terms: frozenset[tuple[str, str]] = frozenset()


def check_bases(regulation: Regulation, layers: Iterable[Layer], diagnostics: Diagnostics) -> OfOtherYears:
    first = regulation.first_year
    if first is None:
        return OfOtherYears()
    if regulation.validity is not None:
        _check_own(regulation.validity, regulation.school_year, first, diagnostics)
    sources: set[Source] = set()
    terms: set[tuple[str, str]] = set()
    for layer in layers:
        if layer.asked_at is None:
            continue
        stale = _stale_terms(layer, regulation, first)
        if _not_in_force(layer, regulation, first, diagnostics):
            sources.add(layer.source)
        elif stale:
            sources.add(layer.source)
            _tell_stale(layer, layer.asked_at, stale, regulation.school_year, diagnostics)
        terms |= set(stale) if layer.source in sources else set()
    return OfOtherYears(frozenset(sources), frozenset(terms))


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


def _stale_terms(layer: Layer, regulation: Regulation, first: int) -> list[tuple[str, str]]:
    """Terms of a base of another year that are left as they are there, out of the year of the regulation. Such a base
    is no mistake in itself: a school may take over last year's file."""
    written = _year(layer)
    timetable = layer.root.get("terminarz")
    if not written or written == regulation.school_year or not isinstance(timetable, Mapping):
        return []
    its_own = read_timetable(timetable, False, None, Diagnostics())
    return [
        (name, phase)
        for name, event in its_own.items()
        for phase, term in event.terms.items()
        if name in regulation.timetable
        and regulation.timetable[name].terms.get(phase) == term
        and not is_of_year(term, first)
    ]


def _year(layer: Layer) -> str:
    return read_text(layer.root.get("rok_szkolny"), "rok szkolny", Diagnostics()).replace(" ", "")


def _tell_stale(
    layer: Layer, asked_at: Span, stale: list[tuple[str, str]], school_year: str, diagnostics: Diagnostics
) -> None:
    names = list(dict.fromkeys(name.replace("_", " ") for name, _ in stale))
    named = ", ".join(f"„{name}”" for name in names[:_MOST_NAMED]) + (" i inne" if len(names) > _MOST_NAMED else "")
    message = f"Terminy z podstawy „{_name(asked_at)}” są na rok szkolny {_year(layer)}, nie {school_year}: {named}."
    hint = f"Oprzyj regulamin na terminach na rok szkolny {school_year} albo zapisz je w „terminarz”."
    year = layer.root.get("rok_szkolny")
    related = [Related(year.span, "rok szkolny podstawy")] if year is not None else []
    diagnostics.warning("P126", asked_at, message, hint, related)


def _name(asked_at: Span) -> str:
    return asked_at.text.strip("\"'")
