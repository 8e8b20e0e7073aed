"""The guard: no figure, date or verdict gets into an answer except as a bound value.

Templates and topics write placeholders (`Bound.mark`); what they write themselves is checked for figures in digits and
words, names of months and verdicts. The finished text is then checked once more against the bound values. Swapped
values are caught by the order: a topic binds its results in the order its template tells them, and all must be told.
Stands between template and text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.contract import Value
from polish.dates import MONTHS_GENITIVE
from polish.folding import fold

RESULTS = frozenset({"punkty", "liczba", "miejsca", "mnożnik", "termin", "lista", "werdykt", "adres"})
"""Kinds of values that an answer is about; days and hours are parts of a term."""

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")

_TWO_STOPS = re.compile(r"(?<=\w)\.\.(?!\.)")
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_NUMBER_WORDS = frozenset(
    """
    zero jeden jedna jedno jednego jednej jednym dwa dwie dwoch dwom dwoma trzy trzech trzem cztery czterech piec
    pieciu szesc szesciu siedem siedmiu osiem osmiu dziewiec dziewieciu dziesiec dziesieciu jedenascie dwanascie
    trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie dwadziescia dwudziestu
    trzydziesci trzydziestu czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat dziewiecdziesiat
    sto stu dwiescie trzysta tysiac polowa polowe polowy pol polowie dwukrotnie dwukrotnosc trzykrotnie
    trzykrotnosc podwojnie potrojnie cwierc pierwszy pierwsza pierwszego drugi druga drugiego drugim trzeci
    trzecia trzeciego czwarty piaty oba obie obu oboje
    """.split()  # noqa: SIM905
)
_NOMINATIVE_MONTHS = frozenset(
    """
    styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien lipcu
    sierpniu
    """.split()  # noqa: SIM905
)
_MONTHS = frozenset(fold(month) for month in MONTHS_GENITIVE) | _NOMINATIVE_MONTHS
_VERDICTS = frozenset(
    """
    tak nie owszem zawsze nigdy zalezy musi musisz mozna mozesz wolno
    """.split()  # noqa: SIM905
)


def violations(skeleton: str, values: Mapping[str, Value]) -> tuple[str, ...]:
    """What is wrong with a text that still has its placeholders; empty when it may be shown."""
    found = [f"unknown placeholder: {name}" for name in MARK.findall(skeleton) if name not in values]
    literal = MARK.sub(" ", skeleton)
    found += [f"figure outside of a value: {figure}" for figure in _FIGURE.findall(literal)]
    found += [f"{kind} outside of a value: {word}" for word, kind in _words(literal)]
    return (*found, *_unsaid(skeleton, values))


def fill(skeleton: str, values: Mapping[str, Value]) -> str:
    """Values in their places; one that ends with a full stop („2025 r.”) ends its sentence too."""
    return _TWO_STOPS.sub(".", MARK.sub(lambda found: values[found[1]].text, skeleton))


def finish(skeleton: str, values: Mapping[str, Value]) -> str:
    """The finished text: filled, each line that is no item of a list begins with a capital letter."""
    return "\n".join(line[:1].upper() + line[1:] for line in fill(skeleton, values).split("\n"))


def strangers(text: str, values: Mapping[str, Value], citations: str = "") -> tuple[str, ...]:
    """Figures of a finished text that no bound value has: the second line, also for text written by others."""
    known = {figure for value in values.values() for figure in _FIGURE.findall(value.text)}
    known |= set(_FIGURE.findall(citations))
    return tuple(figure for figure in _FIGURE.findall(text) if figure not in known)


def is_faithful(text: str, skeleton: str, values: Mapping[str, Value]) -> bool:
    """The finished text is the skeleton with each value in its own place: a changed, swapped or reversed word shows."""
    return text == finish(skeleton, values)


def _words(literal: str) -> list[tuple[str, str]]:
    found = []
    for word in _WORD.findall(fold(literal)):
        if word in _NUMBER_WORDS:
            found.append((word, "number word"))
        elif word in _MONTHS:
            found.append((word, "month"))
        elif word in _VERDICTS:
            found.append((word, "verdict"))
    return found


def _unsaid(skeleton: str, values: Mapping[str, Value]) -> list[str]:
    """Results that were bound must be told, in the order they were bound."""
    told = MARK.findall(skeleton)
    wanted = [name for name, value in values.items() if value.kind in RESULTS]
    found = [f"not told: {name}" for name in wanted if name not in told]
    places = [told.index(name) for name in wanted if name in told]
    return found + (["told in another order"] if places != sorted(places) else [])
