"""The header of a table -> its columns: what each holds, and how its cells are read.

What is wrong in a header spoils the table, since nobody can say what stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from admission.intake.cells import ERROR_CELL, Converter, Percent, Trap, column_letters, is_blank, keeps_text
from admission.intake.csv_tables import Cells
from admission.intake.header import ID, Fills, Target, Vocabulary
from admission.intake.mapping import ROW_IDS
from admission.intake.mapping import Mapping as Translation
from admission.intake.table import Table
from dsl.diagnostics import Diagnostics
from dsl.model.types import NumberType
from dsl.names import normal_name
from dsl.rows import visible
from polish.folding import fold

_BEGIN_A_FORMULA = ("=", "+", "-", "@")
_SURELY_A_HEADER = 2  # known columns; somebody's data may be one by chance
_LONGEST_NAME = 60
_DIGITS_OF_DATA = 9  # a day has eight
_MOST_LETTERS = 12  # columns told together
_ERROR_TEXT = re.compile(r"#(?:[^\W\d_]+[!?]|[A-ZŁ]+/[0A]!|N/[AD]!?)")  # an error of a spreadsheet saved as CSV


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    header: str
    target: Target
    read: Converter
    is_percent: bool = False

    @property
    def words(self) -> str:
        """Its name was recognised, so it is nobody's data."""
        return f"kolumna „{self.header}”"


Step = tuple[int, str, "str | None", "Converter | None", Column]
Constant = tuple[Target, Any, tuple[Column, ...]]
"""What it fills, its value, and the columns that say the same of a candidate when they are not blank."""


@dataclass(frozen=True)
class Columns:
    """Of one table; `width` is the number of cells in its header. Without a column of ids rows go by their numbers."""

    id: Column | None
    others: tuple[Column, ...]
    width: int
    constants: tuple[Constant, ...] = ()

    @cached_property
    def plan(self) -> tuple[Step, ...]:
        """Of each column its index, the field and the member that it fills ("": the field alone, None: what takes more
        than a value), its converter (None: text stays as it is) and itself: made ready once for very many cells."""
        return tuple(
            (
                one.index,
                one.target.path[0],
                None if one.target.fills is not Fills.VALUE else one.target.path[1] if len(one.target.path) > 1 else "",
                None if keeps_text(one.read) else one.read,
                one,
            )
            for one in self.others
        )

    @cached_property
    def percents(self) -> tuple[Column, ...]:
        return tuple(one for one in self.others if one.is_percent)


class HeaderProblem(Exception):
    """The table cannot be read; it has been told."""


def columns_of(
    table: Table, number: int, header: Cells, known: Vocabulary, translation: Translation, problems: Diagnostics
) -> Columns:
    """Raises `HeaderProblem`."""
    builder = _Header(table, number, known, translation, problems)
    return builder.columns(header)


class _Header:
    def __init__(
        self, table: Table, number: int, known: Vocabulary, translation: Translation, problems: Diagnostics
    ) -> None:
        self.place = table.place(number)
        self.known, self.translation, self.problems = known, translation, problems
        self.fine = True

    def columns(self, header: Cells) -> Columns:
        named = [(index, header_text(cell)) for index, cell in enumerate(header) if trap_in(cell) is None]
        width = max((index + 1 for index, text in named if text), default=0)
        found: dict[str, Column] = {}
        texts = [text for _, text in named if text]
        if not self.has_id(texts) and sum(map(self.is_known, texts)) < _SURELY_A_HEADER:
            raise HeaderProblem
        for message, hint in unknowable_names(header):
            self.error(message, hint)
        for index, text in named:
            if index >= width:
                break
            column = self.column(index, text)
            if column is None:
                continue
            first = found.setdefault(column.target.dotted, column)
            if first is not column:
                self.tell_twice(first, column)
        if not self.fine:
            raise HeaderProblem
        self.tell_missing(texts)
        others = tuple(one for one in found.values() if one.target.path != (ID,))
        return Columns(found.get(ID), others, width, self.constants(others))

    def constants(self, columns: Sequence[Column]) -> tuple[Constant, ...]:
        """Branches first: what else is said of a choice has to find it."""
        found = sorted(self.translation.constants_for(self.known), key=lambda one: one[0].inner is not None)
        return tuple(
            (target, value, tuple(one for one in columns if _says_of(one.target, target))) for target, value in found
        )

    def has_id(self, headers: Iterable[str]) -> bool:
        is_given = any(fold(normal_name(self.target_name(text) or "")) == ID for text in headers)
        if is_given and self.translation.row_ids:
            self.error(
                "W tabeli jest kolumna „id”.", f"Usuń z mapowania „id: {ROW_IDS}”: znak z kolumny jest pewniejszy."
            )
        if is_given or self.translation.row_ids:
            return True
        self.error(
            "W pierwszym wierszu nie ma kolumny „id”.",
            "Pierwszy wiersz to nazwy kolumn. Nazwij kolumnę ze znakiem kandydata „id”; jeżeli plik ma inne nazwy, "
            "zrób mapowanie: paragraf map REGULAMIN PLIK",
        )
        return False

    def is_known(self, text: str) -> bool:
        """Where hardly any column is, the names are not repeated: the row may be somebody's data."""
        name = self.target_name(text)
        return name is not None and self.known.find(name) is not None

    def target_name(self, text: str) -> str | None:
        """What the column is called in a row; None: it is to be passed over."""
        return self.translation.target_of(text)

    def column(self, index: int, text: str) -> Column | None:
        if not text:
            self.pass_over(f"Kolumna {column_letters(index)} nie ma nazwy; pominięto ją.", "Nazwij ją albo usuń.")
            return None
        name = self.target_name(text)
        if name is None:
            return None
        target = self.known.find(name)
        if target is not None:
            percent = isinstance(target.type, NumberType) and target.type.unit == "%"
            return Column(index, text, target, self.translation.converter(text, target), percent)
        meant = self.known.meant(name)
        if meant is not None:
            self.error(
                f"Nie ma kolumny {_named(index, text)}.",
                f"Czy chodziło o „{meant}”? Jeżeli nie, usuń ją albo pomiń w pliku mapowania.",
            )
            return None
        self.pass_over(
            f"Regulamin nie zna kolumny {_named(index, text)}; pominięto ją.", "Usuń ją albo wskaż w pliku mapowania."
        )
        return None

    def tell_twice(self, first: Column, again: Column) -> None:
        self.error(
            f"Kolumna „{again.target.dotted}” jest tu dwa razy ({column_letters(first.index)} i "
            f"{column_letters(again.index)}).",
            "Zostaw jedną.",
        )

    def tell_missing(self, texts: Sequence[str]) -> None:
        """What the mapping says of columns that the table has not: their names may have changed."""
        missing = self.translation.missing_in(texts)
        if missing:
            told = ", ".join(f"„{one}”" for one in missing[:_MOST_LETTERS]) + (
                ", …" if len(missing) > _MOST_LETTERS else ""
            )
            message = f"Mapowanie mówi o kolumnach, których w tej tabeli nie ma: {told}."
            hint = "Jeżeli zmieniły nazwę, popraw ją w mapowaniu: bez tego nikt nie ma tych danych."
            self.problems.warning("K016", self.place.location, self.place.prefixed(message), hint)

    def error(self, message: str, hint: str) -> None:
        self.fine = False
        self.problems.error("K011", self.place.location, self.place.prefixed(message), hint)

    def pass_over(self, message: str, hint: str) -> None:
        self.problems.warning("K003", self.place.location, self.place.prefixed(message), hint)


def _named(index: int, text: str) -> str:
    """A row with „id” is a header, so its words are names of columns and not somebody's data; numbers and addresses are
    no names anywhere."""
    letters = column_letters(index)
    if "@" in text or sum(map(str.isdigit, text)) >= _DIGITS_OF_DATA:
        return f"{letters} (nazwy nie powtórzono, bo może być czyjąś daną)"
    return f"„{text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + '…'}” ({letters})"


def trap_in(cell: object) -> Trap | None:
    if isinstance(cell, Trap):
        return cell
    return ERROR_CELL if isinstance(cell, str) and _ERROR_TEXT.fullmatch(cell.strip()) else None


def unknowable_names(header: Cells) -> Iterator[tuple[str, str]]:
    """What is wrong with cells of the header whose names nobody can know, and what to do about it: each reason once."""
    found: dict[Trap, list[str]] = {}
    for index, cell in enumerate(header):
        trap = trap_in(cell)
        if trap is not None:
            found.setdefault(trap, []).append(column_letters(index))
    for trap, letters in found.items():
        told = ", ".join(letters[:_MOST_LETTERS]) + (", …" if len(letters) > _MOST_LETTERS else "")
        of = f"kolumny {told}" if len(letters) == 1 else f"kolumn {told}"
        yield f"Nie wiadomo, jak brzmi nazwa {of}. {trap.message}", f"{trap.hint} Kolumnę bez danych usuń."


def header_text(cell: object) -> str:
    """A name, without the apostrophe that keeps a spreadsheet from counting it; "" where nobody can know it."""
    text = "" if is_blank(cell) or isinstance(cell, Trap) else visible(_as_shown(cell))
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_BEGIN_A_FORMULA) else text


def _as_shown(cell: object) -> str:
    """As a spreadsheet with Polish settings shows it."""
    if isinstance(cell, bool):
        return "PRAWDA" if cell else "FAŁSZ"
    if isinstance(cell, Percent):
        return f"{_as_shown(100 * cell.share)}%"
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _says_of(one: Target, other: Target) -> bool:
    """Whether both are the same field, or one of them is the whole that the other is part of."""
    if one.fills is other.fills is Fills.ITEM or Fills.OF_BRANCH in (one.fills, other.fills):
        return one.dotted == other.dotted
    if Fills.ITEM in (one.fills, other.fills):
        return one.path == other.path
    return one.path == other.path or (one.path[0] == other.path[0] and 1 in (len(one.path), len(other.path)))
