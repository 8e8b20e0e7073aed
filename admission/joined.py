"""Several files of candidates read as one: their rows one after another, each with its own place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from admission.raw import PlainRow, RawRows, RowPlace, Spoilt


class JoinedRows:
    """The number of a row is that in its file, counted on from the last row of the file before."""

    def __init__(self, files: Sequence[RawRows]) -> None:
        self.files = files
        first = files[0]
        self.path, self.how_to_begin = first.path, first.how_to_begin
        self.how_to_add, self.how_to_say_of_all = first.how_to_add, first.how_to_say_of_all
        self.begins = [0]
        self.parsed = files[0]

    def asks_for_choices(self) -> bool:
        return any(one.asks_for_choices() for one in self.files)

    def rows(self) -> Iterator[tuple[int, Any, PlainRow | None]]:
        last = 0
        for index, file in enumerate(self.files):
            if index:
                self.begins.append(last)
            for number, written, plain in file.rows():
                last = self.begins[index] + number
                yield last, written, plain

    def parse(self, number: int, raw: Any) -> dict[str, Any]:
        self.parsed, own = self.of(number)
        return self.parsed.parse(own, raw)

    def spoilt(self) -> Sequence[Spoilt]:
        return self.parsed.spoilt()

    def row_place(self, number: int) -> RowPlace:
        file, own = self.of(number)
        return file.row_place(own)

    def place(self, number: int, dotted: str) -> tuple[RowPlace, str]:
        file, own = self.of(number)
        return file.place(own, dotted)

    def afterwards(self) -> Iterable[tuple[int, Spoilt]]:
        for begins, file in zip(self.begins, self.files, strict=False):
            for number, one in file.afterwards():
                yield begins + number if number else 0, one

    def of(self, number: int) -> tuple[RawRows, int]:
        """The file of a row, and its number there."""
        index = max(0, bisect_right(self.begins, number - 1) - 1)
        return self.files[index], number - self.begins[index]
