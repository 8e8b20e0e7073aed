"""The list of what was printed: a file, whom it is for and a digest.

With it papers are handed out in order, and it is known later which of them was given. Papers printed again take the
place of those before them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass

from generator.papers.people import Person
from generator.tables import csv_table
from polish.collation import PersonKey, person_key

_FILE, _DIGEST = "plik", "sha256"
_NAMES = ("nazwisko", "imiona")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """`key` is a branch, a candidate, a school."""

    file: str
    key: str
    content: bytes
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The table for one kind of papers. `key` is what its column of keys is called; with `names` people stand in it,
    in alphabetical order."""

    key: str
    has_names: bool

    @property
    def headings(self) -> Row:
        return (_FILE, self.key, *(_NAMES if self.has_names else ()), _DIGEST)

    def is_ours(self, content: bytes) -> bool:
        return self._rows(content) is not None

    def table(self, printed: Iterable[Printed], before: bytes = b"") -> bytes:
        """With the rows of the table `before`."""
        return self._table((*(self._rows(before) or ()), *map(self._row, printed)))

    def merged(self, table: bytes, before: bytes) -> bytes:
        """With the rows of the table `before` for files that are not in this one."""
        return self._table((*(self._rows(before) or ()), *(self._rows(table) or ())))

    def _table(self, rows: Iterable[Row]) -> bytes:
        """A later row about a file takes the place of the earlier."""
        return csv_table(self.headings, self._sorted({row[0]: row for row in rows}.values()))

    def _sorted(self, rows: Iterable[Row]) -> list[Row]:
        return sorted(rows, key=self._place)

    def _row(self, one: Printed) -> Row:
        names = (one.person.surname, one.person.given) if one.person is not None else ("", "")
        return (one.file, one.key, *(names if self.has_names else ()), hashlib.sha256(one.content).hexdigest())

    def _place(self, row: Row) -> PersonKey:
        surname, given = row[2:-1] if self.has_names else ("", "")
        return person_key(surname or row[1], given, row[1])

    def _rows(self, content: bytes) -> list[Row] | None:
        """None for a file that is another's."""
        try:
            lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        except (UnicodeDecodeError, csv.Error):
            return None
        rows = [tuple(line) for line in lines if line]
        width = len(self.headings)
        is_ours = rows[:1] == [self.headings] and all(len(row) == width for row in rows)
        return rows[1:] if is_ours else None
