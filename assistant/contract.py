"""What `ask` gives: the answer with its bound values, citations and what to ask back; as data and as JSON.

An object of `wartości` has: `id` (what it is, dotted: `punkty.egzamin.matematyka`), `rodzaj` (punkty, liczba,
procent, data, godzina, miejsca, mnożnik, lista, werdykt), `wartość` (canonical: a decimal with a dot or `p/q`, an ISO
date, HH:MM, a list of names, text), `jednostka` (may be empty), `tekst` (as it stands in the answer; the days and
hours of a term are given beside it), `stan` (how it stands to the school's document, see
`dsl.model.regulation.State`) and, where it holds for some branches only, `oddziały`. Where several schools are loaded
the id begins with the school's number (`szkoła1.`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    GIVEN = "podane"
    UNSAID = "brak_w_regulaminie"
    DELEGATED = "powierzone"
    CONTRADICTORY = "sprzeczne"
    UNCERTAIN = "niepewne"
    OUT_OF_SCOPE = "poza_zakresem"
    ASK_BACK = "dopytanie"


@dataclass(frozen=True, slots=True)
class Value:
    """A bound value: the only way a figure, a date or a verdict gets into an answer."""

    id: str
    kind: str
    canonical: str | list[str]
    text: str
    unit: str = ""
    state: str = "podane"
    branches: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        """Words, quotations and echoes of the question are bound too, but they are no result."""
        return self.kind not in HIDDEN_KINDS

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "id": self.id,
            "rodzaj": self.kind,
            "wartość": self.canonical,
            "jednostka": self.unit,
            "tekst": self.text,
            "stan": self.state,
        }
        return found | ({"oddziały": list(self.branches)} if self.branches else {})


HIDDEN_KINDS = frozenset({"słowa", "echo"})


@dataclass(frozen=True, slots=True)
class Citation:
    """`document` and `unit` name the source; `quote` is our regulation's own sentence; `path` and `line` lead to it.

    `printed` is the unit of the regulation as we print it, where it tells the rule; it equals `unit` where there is no
    source document.
    """

    document: str
    unit: str
    quote: str
    path: str
    line: int
    lines: tuple[int, int] | None = None
    printed: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "dokument": self.document,
            "jednostka": self.unit,
            "jednostka_w_wydruku": self.printed,
            "tekst": self.quote,
            "plik": self.path,
            "wiersz": self.line,
            "linie": list(self.lines) if self.lines else None,
        }


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question back with the options that a person can pick from."""

    question: str
    options: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"pytanie": self.question, "opcje": list(self.options)}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a conversation has settled so far. Lives in memory only: it holds a person's results.

    `claims` are facts that give points by themselves (a distinction); `question` is the one that later turns go on
    with; `pending` the one that was asked back, with its `options` and its `asker`, the intent that asked; `answered`
    what was said last; `things` what a later turn may point to, the last first.
    """

    school: str = ""
    branch: str = ""
    phase: str = ""
    intent: str = ""
    exam: Mapping[str, int] = field(default_factory=dict)
    grades: Mapping[str, int] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    every_grade: int = 0
    every_exam: int | None = None
    candidate: str = ""
    things: tuple[str, ...] = ()
    question: str = ""
    pending: str = ""
    options: tuple[str, ...] = ()
    asker: str = ""
    answered: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Frame()


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    status: Status
    values: tuple[Value, ...] = ()
    citations: tuple[Citation, ...] = ()
    clarification: Clarification | None = None
    intent: str = ""
    frame: Frame = field(default_factory=Frame)

    def as_json(self) -> dict[str, Any]:
        return {
            "odpowiedź": self.text,
            "status": str(self.status),
            "wartości": [value.as_json() for value in self.values if value.is_told],
            "cytaty": [citation.as_json() for citation in self.citations],
            "pytanie_zwrotne": self.clarification.as_json() if self.clarification else None,
        }
