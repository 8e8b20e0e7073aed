"""Who has confirmed the will to be admitted, from a file: a list of ids, or a table with `id` and `potwierdzenie`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from admission.intake.columns import header_text
from admission.intake.csv_tables import CsvRows
from admission.intake.text import Unreadable, read_text
from dsl.rows import TRUTHS, BadRow, field_name, read_id

_WILL = frozenset({"potwierdzenie", "potwierdzono", "wola", "wola_przyjęcia"})
_LARGEST = 20_000_000
_HINT = "Wpisz znaki kandydatów, każdy w osobnym wierszu, albo tabelę CSV z kolumnami „id” i „potwierdzenie” (tak/nie)."


class BadConfirmations(Exception):
    """`problems` are what the person reads, each with its line."""

    def __init__(self, problems: Sequence[str], hint: str = _HINT) -> None:
        super().__init__(problems[0])
        self.problems, self.hint = tuple(problems), hint


def read_confirmations(path: Path) -> frozenset[str]:
    """The ids of those who have confirmed. Raises `BadConfirmations`, and `OSError` as opening a file does."""
    if path.stat().st_size > _LARGEST:
        raise BadConfirmations(["Plik potwierdzeń jest za duży."])
    try:
        content = read_text(path.read_bytes()).content
    except Unreadable as bad:
        raise BadConfirmations([bad.message], bad.hint) from None
    return parsed(content)


def parsed(content: str) -> frozenset[str]:
    reader = _Reader(list(CsvRows(content)))
    found = {identifier for identifier, confirmed in reader.read() if confirmed}
    if reader.problems:
        raise BadConfirmations(reader.problems)
    return frozenset(found)


class _Reader:
    def __init__(self, rows: list[tuple[int, Sequence[object] | BadRow]]) -> None:
        self.rows = rows
        self.problems: list[str] = []
        self.seen: dict[str, int] = {}

    def read(self) -> Iterator[tuple[str, bool]]:
        if not self.rows:
            raise BadConfirmations(["Plik potwierdzeń jest pusty."])
        line, first = self.rows[0]
        header = [] if isinstance(first, BadRow) else [field_name(str(one)).casefold() for one in first]
        if "id" in header:
            column = header.index("id")
            will = next((place for place, name in enumerate(header) if name in _WILL), None)
            rows = self.rows[1:]
        elif len(header) == 1:
            column, will, rows = 0, None, self.rows
        else:
            raise BadConfirmations([f"Wiersz {line}: plik potwierdzeń ma kilka kolumn, a żadna nie nazywa się „id”."])
        for number, cells in rows:
            if isinstance(cells, BadRow):
                self.problems.append(f"Wiersz {number}: {cells.message}")
            else:
                yield from self.row(number, [str(one).strip() for one in cells], column, will)

    def row(self, number: int, cells: list[str], column: int, will: int | None) -> Iterator[tuple[str, bool]]:
        try:
            identifier = read_id(header_text(cells[column]) if column < len(cells) else None)
        except BadRow as bad:
            self.problems.append(f"Wiersz {number}: {bad.message}")
            return
        if identifier in self.seen:
            self.problems.append(
                f"Wiersz {number}: kandydat „{identifier}” jest już w wierszu {self.seen[identifier]}."
            )
            return
        self.seen[identifier] = number
        said = cells[will] if will is not None and will < len(cells) else "tak" if will is None else ""
        if said and said.casefold() not in TRUTHS:
            self.problems.append(f"Wiersz {number}: w kolumnie potwierdzenia może być tylko „tak” albo „nie”.")
            return
        yield identifier, bool(said) and TRUTHS[said.casefold()]
