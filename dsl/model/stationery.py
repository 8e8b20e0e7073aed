"""How the papers of a school look, as its file says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dsl.model.notes import Notes
from dsl.source.text import Span


class Look(StrEnum):
    """The usual style of a PDF."""

    ACCESSIBLE = "dostepny"
    PRINT = "druk"


@dataclass(frozen=True, slots=True)
class Margins:
    """In millimetres."""

    top: int = 22
    bottom: int = 24
    sides: int = 25


@dataclass(frozen=True, slots=True)
class LogoFile:
    """`name` as it is written, `description` for those who do not see it."""

    name: str
    description: str
    span: Span

    @property
    def path(self) -> Path:
        """Beside the file that names it."""
        return Path(self.span.source.path).parent / self.name


@dataclass(frozen=True, slots=True)
class Stationery:
    """What is not said stays as usual. `chair` signs the lists and protocols of the commission."""

    lines: tuple[str, ...]
    logo: LogoFile | None
    margins: Margins | None
    look: Look | None
    notes: Notes
    chair: str = ""
