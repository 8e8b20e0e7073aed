"""One cell -> the value as it would stand in a JSONL row, by the type of its column; what a spreadsheet spoilt is told.

A cell of CSV is text and stays text. A cell of a workbook may be a number, a truth, a date, or a `Trap`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dsl.model.types import CollectionType, DateType, NotionType, NumberType, TextType, TruthType, Type
from dsl.rows import number_in, truth_in

BLANKS = " \t\n\r\f\v\xa0\u2007\u202f\u200b\ufeff\u2060"
_MOST_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number
_TRUTHS = {"prawda": True, "fałsz": False}
_BETWEEN = re.compile(r"[,;\n]")
_BETWEEN_PLACES = re.compile(r"\s*[,;]\s*|\s*\n\s*")


class BadCell(Exception):
    """The words are what the user sees; they never hold the value."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Trap:
    """A cell whose value cannot be known."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Percent:
    """0.75 shown as 75%."""

    share: int | float


ERROR_CELL = Trap("W komórce jest błąd arkusza (np. #N/D!).", "Popraw formułę albo wpisz wartość.")
FORMULA_WITHOUT_VALUE = Trap(
    "W komórce jest formuła bez zapisanego wyniku.",
    "Otwórz plik w arkuszu i zapisz go, a najlepiej wklej wartości zamiast formuł.",
)
MERGED = Trap(
    "Komórka jest scalona z sąsiednią i własnej wartości nie ma.",
    "Rozdziel scalone komórki i wpisz wartość w każdej.",
)
_DATE_INSTEAD = "Arkusz zamienił ten wpis na datę."
_AS_TEXT = "Nadaj kolumnie format „Tekst” i wpisz wartość jeszcze raz."


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


def plain(cell: object) -> Any:
    """A cell whose column has no type of its own: an id, a name, a code. Raises `BadCell`."""
    if isinstance(cell, str):
        return cell.strip(BLANKS)
    if isinstance(cell, Trap):
        raise BadCell(cell.message, cell.hint)
    if isinstance(cell, date | time | timedelta):
        raise BadCell(_DATE_INSTEAD, _AS_TEXT)
    if isinstance(cell, Percent):
        return number(cell.share)
    return cell if isinstance(cell, bool) else number(cell)


def number(cell: object) -> int | Decimal:
    """Whole numbers as `int`, others with the fifteen digits that a spreadsheet keeps. Raises `BadCell`."""
    assert isinstance(cell, int | float)
    if abs(cell) >= _MOST_EXACT:
        message = "Liczba ma więcej cyfr, niż arkusz przechowuje: dalsze zastąpił zerami."
        raise BadCell(message, _AS_TEXT)
    return int(cell) if cell == int(cell) else Decimal(f"{cell:.15g}")


Converter = Callable[[object], Any]


def converter(type_: Type) -> Converter:
    """For the cells of one column. It raises `BadCell`."""
    match type_:
        case NumberType(unit="%"):
            return _percent
        case NumberType():
            return _number
        case TruthType():
            return _truth
        case DateType(with_time):
            return _moment if with_time else _day
        case CollectionType(NotionType(), is_set=True):
            return several
        case NotionType() | TextType():
            return plain
    return plain


def day_or_moment(cell: object) -> Any:
    """With the hour where the cell has one."""
    return _moment(cell) if isinstance(cell, datetime) and cell.time() != time() else _day(cell)


def keeps_text(read: Converter) -> bool:
    """Whether text without blanks around it passes through unchanged."""
    return read in (plain, _number, _day, _moment, day_or_moment)


def _number(cell: object) -> Any:
    return number(cell.share) if isinstance(cell, Percent) else plain(cell)


def _percent(cell: object) -> Any:
    """75% is 75; a share of one without the sign of a percent may be either."""
    if isinstance(cell, Percent):
        return number(float(f"{cell.share * 100:.15g}"))
    value = plain(cell)
    if is_share(value):
        message = "Tu powinien być procent od 0 do 100, a jest ułamek mniejszy od 1: arkusz zapisał tak np. 75%."
        raise BadCell(message, "Nadaj kolumnie format „Liczbowe” i wpisz same liczby, np. 75.")
    return value


def is_share(cell: object) -> bool:
    """A number between 0 and 1 without the sign of a percent."""
    if isinstance(cell, str):
        text = cell.strip(BLANKS)
        if not text.startswith(("0", ",", ".")) or "%" in text:
            return False
        found = number_in(text.replace(".", ","))
        return found is not None and 0 < found < 1
    return isinstance(cell, int | float | Decimal) and 0 < cell < 1


def _truth(cell: object) -> Any:
    value = plain(cell)
    return _TRUTHS.get(value.lower(), value) if isinstance(value, str) else value


def _day(cell: object) -> Any:
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise BadCell("Jest tu data z godziną, a potrzebna jest sama data.", "Usuń godzinę.")
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else _no_serial(cell)


def _moment(cell: object) -> Any:
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).replace(microsecond=0).isoformat(" ")
    return f"{cell.isoformat()} 00:00" if isinstance(cell, date) else _no_serial(cell)


def _no_serial(cell: object) -> Any:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        message = "Zamiast daty jest liczba: arkusz tak przechowuje daty, a komórka nie ma formatu daty."
        raise BadCell(message, "Nadaj kolumnie format „Data” i sprawdź, czy widać w niej właściwe daty.")
    return plain(cell)


def several(cell: object) -> Any:
    """Several of them in one cell: „matematyka, fizyka”."""
    value = plain(cell)
    if not isinstance(value, str):
        return value
    return parts_of(value)


def in_order(cell: object) -> Any:
    """The same where their order counts: a place left blank between two of them is no list. Raises `BadCell`."""
    value = several(cell)
    if isinstance(value, list) and isinstance(cell, str):
        places = _BETWEEN_PLACES.split(cell.strip(BLANKS).rstrip(",;"))
        if "" in places:
            message = f"Miejsce {places.index('') + 1} na liście jest puste, a następne nie."
            raise BadCell(message, "Wpisz oddział albo usuń zbędny przecinek: lista nie ma luk.")
    return value


def parts_of(text: str) -> list[str]:
    return [part for part in (one.strip(BLANKS) for one in _BETWEEN.split(text)) if part]


def truth_of_member(cell: object) -> bool:
    """The cell of a column for one member of a set. Raises `BadCell`."""
    found = truth_in(_truth(cell))
    if found is None:
        raise BadCell("Zamiast „tak” albo „nie” jest co innego.", "Wpisz „tak” albo „nie”.")
    return found


def column_letters(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
