"""What the reader of candidates asks of any file of them: raw rows by number, and where each of their fields stands.

A JSONL file gives them line by line; tables (`admission.intake`) make them of cells. The rows mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from dsl.rows import numbered_rows, parse_row
from dsl.source.text import Location


@dataclass(frozen=True, slots=True)
class RowPlace:
    """`words` say more than the location can: the sheet of a workbook."""

    location: Location
    words: str = ""

    def prefixed(self, message: str) -> str:
        return f"{self.words}: {message}" if self.words else message


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A cell that gives no value; `field` are the words for it: „kolumna „x””. The message never repeats it."""

    place: RowPlace
    field: str
    message: str
    hint: str


PlainWish = tuple[Any, Mapping[str, Any]]
"""The code of a branch as written, and the values of its facts of the pair."""


class PlainRow(NamedTuple):
    """A row in which nothing can be wrong but what several fields or rows say together. `facts` are values already;
    `aside` is what is no fact, as in a JSONL row. Without wishes every branch is meant."""

    id: str
    facts: dict[str, Any]
    identity: Mapping[str, Any] | None
    aside: Mapping[str, Any]
    wishes: tuple[PlainWish, ...] | None


class RawRows(Protocol):
    """`number` is that of a row in its file; `dotted` names a field as in a JSONL row."""

    path: str
    how_to_begin: str
    how_to_add: str
    """What is to be done where everybody lacks a field, with „{pole}” for its name."""
    how_to_say_of_all: str

    def asks_for_choices(self) -> bool:
        """Whether branches have their own place in the file, filled or not; known before its rows are read."""
        ...

    def rows(self) -> Iterator[tuple[int, Any, PlainRow | None]]:
        """With each row what was read of it quickly; None: it has to be parsed."""
        ...

    def parse(self, number: int, raw: Any) -> dict[str, Any]:
        """Raises `BadRow`."""
        ...

    def spoilt(self) -> Sequence[Spoilt]: ...
    def row_place(self, number: int) -> RowPlace: ...
    def place(self, number: int, dotted: str) -> tuple[RowPlace, str]:
        """Of a field of the row parsed last."""
        ...

    def afterwards(self) -> Iterable[tuple[int, Spoilt]]:
        """What is known only when all rows have been read; 0: of a row that is nobody's."""
        ...


class JsonLines:
    """One JSON object in a line."""

    how_to_begin = 'Wpisz po jednym kandydacie w wierszu, np. {"id": "k1", …}.'
    how_to_add = "Dopisz je każdemu, kto je ma: „{pole}”."
    how_to_say_of_all = ""

    def __init__(self, lines: Iterable[bytes], path: str) -> None:
        self.lines, self.path = lines, path

    def asks_for_choices(self) -> bool:
        return False

    def rows(self) -> Iterator[tuple[int, bytes, None]]:
        return ((number, line, None) for number, line in numbered_rows(self.lines))

    def parse(self, number: int, raw: bytes) -> dict[str, Any]:
        return parse_row(raw)

    def spoilt(self) -> Sequence[Spoilt]:
        return ()

    def row_place(self, number: int) -> RowPlace:
        return RowPlace(Location(self.path, number))

    def place(self, number: int, dotted: str) -> tuple[RowPlace, str]:
        return self.row_place(number), f"pole „{dotted}”"

    def afterwards(self) -> Iterable[tuple[int, Spoilt]]:
        return ()
