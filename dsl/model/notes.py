"""The envelope any value may carry: its name in words, where it comes from, what it stands on and how certain it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dsl.source.text import Span


class State(StrEnum):
    """How a value stands to the text of the document it comes from."""

    GIVEN = "podane"
    SILENT = "przemilczane"
    DELEGATED = "powierzone"
    CONTRADICTORY = "sprzeczne"
    OUTDATED = "nieaktualne"
    EXAMPLE = "przykładowe"
    READING = "odczytanie"


# The states by which an author says that a value is not as it should be: what is found there is only noted.
KNOWN_TO_DIFFER = (State.CONTRADICTORY, State.OUTDATED, State.READING)


class Certainty(StrEnum):
    VERIFIED = "sprawdzone"
    RECALLED = "przypomniane"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The place in the original document that a value was taken from."""

    document: str
    unit: str
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis: an act of `akty` (or empty when only words were given) and the unit in it."""

    act: str
    unit: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The envelope any value may carry: its name in words, its basis and origin, and how certain it is."""

    span: Span
    label: str = ""
    basis: Basis | None = None
    sources: tuple[SourceRef, ...] = ()
    compare: tuple[SourceRef, ...] = ()
    state: State = State.GIVEN
    certainty: Certainty | None = None
    remark: str = ""
    other_reading: str = ""
