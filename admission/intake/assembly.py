"""Tables -> candidates' raw rows: each column fills its place, lists and branches come from tables of their own.

What is wrong in one cell spoils the row of its candidate; what is wrong in a header spoils the table, since nobody can
say what stands under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice, repeat
from typing import Any

from admission.intake.cells import BLANKS, BadCell, Converter, column_letters, is_blank, is_share, keeps_text
from admission.intake.csv_tables import Cells, NumberedRow
from admission.intake.header import BRANCH, ID, PLACE, WISHES, Fills, Target, Vocabulary
from admission.intake.mapping import NOTHING_CHANGED
from admission.intake.mapping import Mapping as Translation
from admission.intake.plain_rows import PlainColumn, PlainRows
from admission.raw import PlainRow, PlainWish, RowPlace, Spoilt
from dsl.diagnostics import Diagnostics
from dsl.model.types import NumberType
from dsl.names import normal_name
from dsl.rows import BadRow, called, is_harmless, number_in, read_id
from dsl.source.text import Location
from polish.folding import fold

COMMENT = "#"
_BEGIN_A_FORMULA = ("=", "+", "-", "@")
_AT_ONCE = 512  # rows read together


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as they stand in a file, or in a `sheet` of one; the first is the header. `is_text`: all cells are texts."""

    path: str
    sheet: str
    rows: Iterable[NumberedRow]
    is_text: bool = False

    def place(self, number: int) -> RowPlace:
        return RowPlace(Location(self.path, number), f"arkusz „{self.sheet}”, wiersz {number}" if self.sheet else "")


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
_OF_BRANCHES = "wybory oddziałów"
"""In a row that is being put together: what its columns say of branches, by their codes."""
Constant = tuple[Target, Any, tuple[Column, ...]]
"""What it fills, its value, and the columns that say the same of a candidate when they are not blank."""


@dataclass(frozen=True)
class Columns:
    """Of one table; `width` is the number of cells in its header."""

    id: Column
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


# -- headers ----------------------------------------------------------------------------------------------------------


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
        named = [(index, header_text(cell)) for index, cell in enumerate(header)]
        width = max((index + 1 for index, text in named if text), default=0)
        found: dict[str, Column] = {}
        if not self.has_id(text for _, text in named if text):
            raise HeaderProblem
        for index, text in named[:width]:
            column = self.column(index, text)
            if column is None:
                continue
            first = found.setdefault(column.target.dotted, column)
            if first is not column:
                self.tell_twice(first, column)
        if not self.fine:
            raise HeaderProblem
        others = tuple(one for one in found.values() if one.target.path != (ID,))
        return Columns(found[ID], others, width, self.constants(others))

    def constants(self, columns: Sequence[Column]) -> tuple[Constant, ...]:
        """Branches first: what else is said of a choice has to find it."""
        found = sorted(self.translation.constants_for(self.known), key=lambda one: one[0].inner is not None)
        return tuple(
            (target, value, tuple(one for one in columns if _says_of(one.target, target))) for target, value in found
        )

    def has_id(self, headers: Iterable[str]) -> bool:
        """The names of other columns are not repeated: without this one the row may be somebody's data."""
        if any(
            self.target_name(text) is not None and fold(normal_name(self.target_name(text) or "")) == ID
            for text in headers
        ):
            return True
        self.error(
            "W pierwszym wierszu nie ma kolumny „id”.",
            "Pierwszy wiersz to nazwy kolumn. Nazwij kolumnę ze znakiem kandydata „id”; jeżeli plik ma inne nazwy, "
            "zrób mapowanie: paragraf map REGULAMIN PLIK",
        )
        return False

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
                f"Nie ma kolumny {called(text)}.",
                f"Czy chodziło o „{meant}”? Jeżeli nie, usuń ją albo pomiń w pliku mapowania.",
            )
            return None
        hidden = "" if is_harmless(text) else " Nazwy nie powtórzono, bo może być czyjąś daną."
        self.pass_over(
            f"Regulamin nie zna kolumny {called(text)}; pominięto ją.", f"Usuń ją albo wskaż w pliku mapowania.{hidden}"
        )
        return None

    def tell_twice(self, first: Column, again: Column) -> None:
        self.error(
            f"Kolumna „{again.target.dotted}” jest tu dwa razy ({column_letters(first.index)} i "
            f"{column_letters(again.index)}).",
            "Zostaw jedną.",
        )

    def error(self, message: str, hint: str) -> None:
        self.fine = False
        self.problems.error("K011", self.place.location, self.place.prefixed(message), hint)

    def pass_over(self, message: str, hint: str) -> None:
        self.problems.warning("K003", self.place.location, self.place.prefixed(message), hint)


def header_text(cell: object) -> str:
    """A name, without the apostrophe that keeps a spreadsheet from counting it."""
    text = "" if is_blank(cell) else str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(_BEGIN_A_FORMULA) else text


# -- rows -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Item:
    """A row of a companion table."""

    table: Table
    columns: Columns
    number: int
    fields: dict[str, Any]
    spoilt: list[Spoilt]


Line = tuple[int, Any, "PlainRow | None"]
"""A row of a table: its number, its cells as they are written, and what was read of them quickly."""


class Companion:
    """A table with one item of a list in a row: its rows by the candidates whose they are."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.table, self.columns = table, columns
        self.lines: dict[str, list[Line]] = {}

    def __contains__(self, identifier: str) -> bool:
        return identifier in self.lines

    def items(self, identifier: str) -> list[Item]:
        return [self.item(one) for one in self.lines.get(identifier, ())]

    def item(self, line: Line) -> Item:
        number, cells, _ = line
        fields: dict[str, Any] = {}
        spoilt = _filled(self.table, self.columns, number, cells, fields, {})
        return Item(self.table, self.columns, number, fields, spoilt)

    def records(self, identifier: str) -> tuple[dict[str, Any], ...] | None:
        """None where they were not read quickly."""
        lines = self.lines[identifier]
        found = tuple([plain.facts for _, _, plain in lines if plain is not None])
        return found if len(found) == len(lines) else None

    def wishes(self, identifier: str) -> tuple[PlainWish, ...] | None:
        """In their order. None where they were not read quickly, or their places are not plain."""
        rows = [plain for _, _, plain in self.lines[identifier]]
        places = [row and row.aside.get(PLACE) for row in rows]
        if any(one is not None for one in places):
            by_place = dict(zip(map(str, places), rows, strict=True))
            rows = [by_place.get(str(place)) for place in range(1, len(rows) + 1)]
        found = tuple((row.aside[BRANCH], row.facts) for row in rows if row is not None and BRANCH in row.aside)
        return found if len(found) == len(rows) else None


@dataclass(slots=True)
class _Current:
    """The row read last: what its fields stand for. `branches` are those wished, in order, where columns of branches
    say something of them."""

    number: int = 0
    items: Mapping[str, Sequence[Item]] = field(default_factory=dict)
    positions: Mapping[str, Sequence[int]] = field(default_factory=dict)
    branches: Sequence[str] = ()


class TableRows:
    """The rows of candidates from a table and its companions, by the name of the list that each holds."""

    how_to_begin = "Wpisz kandydatów pod nagłówkiem, po jednym w wierszu."

    def __init__(
        self,
        main: Table,
        known: Vocabulary,
        companions: Sequence[tuple[str, Table, Vocabulary]],
        translation: Translation | None,
        problems: Diagnostics,
    ) -> None:
        self.path, self.main, self.known, self.problems = main.path, main, known, problems
        self.translation = translation or NOTHING_CHANGED
        self.columns: Columns | None = None
        self.current = _Current()
        self.told: list[Spoilt] = []
        self.companions: dict[str, Companion] = {}
        self.used: set[str] = set()
        self.ones: dict[Column, list[int]] = {}
        self.shares: set[Column] = set()
        self.quick: PlainRows | None = None
        try:
            self.header, self.data = _header_and_data(main, self.translation.header_row)
            self.columns = columns_of(main, self.header[0], self.header[1], known, self.translation, problems)
            for name, table, vocabulary in companions:
                self.read_companion(name, table, vocabulary)
        except HeaderProblem:
            self.columns = None
        if self.columns is not None:
            self.quick = _plain_rows(main, self.columns)

    # -- what the reader of candidates asks ---------------------------------------------------------------------------

    def asks_for_choices(self) -> bool:
        listed = self.companions.get(WISHES)
        columns = self.columns.others if self.columns is not None else ()
        return bool(listed and listed.lines) or any(_names_branches(one.target) for one in columns)

    def rows(self) -> Iterator[Line]:
        if self.columns is None:
            return
        listed = frozenset(chain.from_iterable(one.lines for one in self.companions.values()))
        for row in _read(self.data, self.quick):
            number, raw, plain = row
            yield (number, raw, self.with_lists(plain)) if plain is not None and plain.id in listed else row

    def with_lists(self, row: PlainRow) -> PlainRow | None:
        """With what companions say of the candidate."""
        for name, companion in self.companions.items():
            if row.id not in companion:
                continue
            if name == WISHES:
                wishes = companion.wishes(row.id) if row.wishes is None else None
                if wishes is None:
                    return None
                row = row._replace(wishes=wishes)
                continue
            records = companion.records(row.id) if name not in row.facts else None
            if records is None:
                return None
            row.facts[name] = records
        self.used.add(row.id)
        return row

    def parse(self, number: int, raw: Any) -> dict[str, Any]:
        """Raises `BadRow`."""
        assert self.columns is not None
        self.told = []
        self.current = _Current(number)
        if isinstance(raw, BadRow):
            raise raw
        identifier = _id(self.columns, raw)
        row: dict[str, Any] = {ID: identifier}
        numbered: dict[str, dict[int, dict[str, Any]]] = {}
        self.told = _filled(self.main, self.columns, number, raw, row, numbered)
        self.watch_percents(number, raw)
        if self.columns.constants:
            self.put_constants(row, numbered, raw, _normal_id(identifier))
        self.place_lists(row, numbered, identifier)
        return row

    def put_constants(
        self, row: dict[str, Any], numbered: dict[str, dict[int, dict[str, Any]]], raw: Cells, identifier: str
    ) -> None:
        """What the table says goes first. A constant never begins an item of a list: nobody has one by being in the
        table; a branch wished is what it says of everybody."""
        assert self.columns is not None
        for target, value, columns in self.columns.constants:
            name = target.path[0]
            if identifier in self.companions.get(name, ()) or any(_is_filled(one, raw) for one in columns):
                continue
            if target.fills is Fills.ITEM:
                if name in row:
                    continue
                if target.inner is not None and target.position not in numbered.get(name, {}):
                    continue
            _put(row, numbered, target, list(value) if isinstance(value, list) else value)

    def spoilt(self) -> Sequence[Spoilt]:
        """The cells of the row parsed last that could not be read."""
        return self.told

    def row_place(self, number: int) -> RowPlace:
        return self.main.place(number)

    def place(self, number: int, dotted: str) -> tuple[RowPlace, str]:
        """Where a field of the row parsed last stands, and the words for it."""
        name, _, rest = dotted.partition(".")
        of_branch = self.column_of_branch(name, rest) if number == self.current.number else None
        if of_branch is not None:
            return self.main.place(number), of_branch.words
        items = self.current.items.get(name, ()) if number == self.current.number else ()
        position, _, inner = rest.partition(".")
        if items and position.isdigit() and 0 < int(position) <= len(items):
            item = items[int(position) - 1]
            return item.table.place(item.number), _words(item.columns, inner or BRANCH)
        if items:
            return items[-1].table.place(items[-1].number), _words(items[-1].columns, BRANCH)
        positions = self.current.positions.get(name)
        if positions and position.isdigit() and 0 < int(position) <= len(positions):
            dotted = ".".join(filter(None, (name, str(positions[int(position) - 1]), inner)))
        return self.main.place(number), _words(self.columns, dotted)

    def column_of_branch(self, name: str, rest: str) -> Column | None:
        """Of a field of a choice the column of its branch, where that says it."""
        position, _, inner = rest.partition(".")
        branches = self.current.branches if name == WISHES and inner else ()
        if self.columns is None or not position.isdigit() or not 0 < int(position) <= len(branches):
            return None
        dotted = f"{WISHES}.{branches[int(position) - 1]}.{inner}"
        return next((one for one in self.columns.others if one.target.dotted == dotted), None)

    def afterwards(self) -> Iterator[tuple[int, Spoilt]]:
        """What is known only at the end, by the number of the row: 0 for a row of nobody's."""
        for column in self.shares & self.ones.keys():
            message = "Nie wiadomo, czy to 1%, czy 100%: w tej kolumnie są ułamki zamiast procentów."
            hint = "Popraw całą kolumnę: same liczby od 0 do 100."
            for number in self.ones[column]:
                yield number, Spoilt(self.main.place(number), column.words, message, hint)
        for name, companion in self.companions.items():
            for identifier, lines in companion.lines.items():
                if identifier not in self.used:
                    for number, *_ in lines:
                        message = f"W tabeli kandydatów nie ma kandydata „{identifier}”."
                        hint = f"Popraw znak albo usuń wiersz (lista „{name}”)."
                        yield 0, Spoilt(companion.table.place(number), "kolumna „id”", message, hint)

    def watch_percents(self, number: int, raw: Cells) -> None:
        """Where somebody wrote 75% as 0,75 a one may be 100%; that shows only when the whole column has been read."""
        assert self.columns is not None
        for column in self.columns.percents:
            cell = raw[column.index]
            if cell == 1 or cell == "1":
                self.ones.setdefault(column, []).append(number)
            elif cell and is_share(cell):
                self.shares.add(column)

    # -- companions ---------------------------------------------------------------------------------------------------

    def read_companion(self, name: str, table: Table, known: Vocabulary) -> None:
        (number, header), data = _header_and_data(table, 0)
        columns = columns_of(table, number, header, known, self.translation.of_list(name), self.problems)
        companion = self.companions[name] = Companion(table, columns)
        lines = companion.lines
        for line in _read(data, _plain_rows(table, columns)):
            row_number, raw, plain = line
            try:
                identifier = plain.id if plain is not None else _read_id(columns, raw)
            except BadRow as bad:
                place = table.place(row_number)
                self.problems.error("K001", place.location, place.prefixed(bad.message), bad.hint)
                continue
            if identifier in lines:
                lines[identifier].append(line)
            else:
                lines[identifier] = [line]

    def place_lists(self, row: dict[str, Any], numbered: dict[str, dict[int, dict[str, Any]]], raw_id: Any) -> None:
        """The items of this candidate, from the companions and from numbered columns."""
        identifier = _normal_id(raw_id)
        self.used.add(identifier)
        mine = {name: one.items(identifier) for name, one in self.companions.items() if identifier in one}
        positions: dict[str, list[int]] = {}
        for name, found in numbered.items():
            positions[name] = sorted(found)
            if name in mine or name in row:
                words = (
                    "Te dane są i w kolumnach, i w osobnej tabeli."
                    if name in mine
                    else "Te dane są i w jednej komórce, i w kolumnach z numerem."
                )
                self.told.append(Spoilt(self.row_place(self.current.number), f"pole „{name}”", words, "Zostaw jedne."))
                continue
            row[name] = [_wish(found[one]) if name == WISHES else found[one] for one in positions[name]]
            if name == WISHES:
                self.tell_gap(positions[name])
        for name, items in mine.items():
            self.told += [one for item in items for one in item.spoilt]
            if name == WISHES and name in row and name not in positions:
                words = "Te dane są i w kolumnach, i w osobnej tabeli."
                self.told.append(Spoilt(self.row_place(self.current.number), f"pole „{name}”", words, "Zostaw jedne."))
            if name == WISHES:
                mine[name] = self.in_order(items)
                if len(mine[name]) == len(items):
                    row[name] = [_wish(item.fields) for item in mine[name]]
            else:
                row[name] = [item.fields for item in items]
        self.current = _Current(self.current.number, mine, positions)
        said = row.pop(_OF_BRANCHES, None)
        if said:
            self.place_said_of_branches(row, said)

    def place_said_of_branches(self, row: dict[str, Any], said: dict[str, dict[str, Any]]) -> None:
        """With the choices that they are about; what is said of a branch that was not wished is passed over."""
        wishes = row.get(WISHES)
        known = self.known.branches
        if not isinstance(wishes, list):
            message = "Podano dane przy oddziale, a nie ma listy wybranych oddziałów."
            self.tell_of_branch(message, "Wpisz, które oddziały kandydat wybrał.")
            return
        placed, branches = [], []
        for wish in wishes:
            fields = wish if isinstance(wish, dict) else {BRANCH: wish}
            branch = known.get(fold(normal_name(str(fields.get(BRANCH, "")))), "")
            more = said.get(branch, {})
            branches.append(branch)
            if more.keys() & fields.keys():
                message = f"To samo o oddziale „{branch}” podano i w jego kolumnie, i przy miejscu na liście."
                self.tell_of_branch(message, "Zostaw jedno.")
            placed.append({**fields, **more} if more else wish)
        row[WISHES] = placed
        self.current.branches = branches

    def tell_of_branch(self, message: str, hint: str) -> None:
        self.told.append(Spoilt(self.row_place(self.current.number), f"pole „{WISHES}”", message, hint))

    def tell_gap(self, positions: Sequence[int]) -> None:
        """A blank place before one that is taken: somebody forgot a branch, or the order is not what was meant."""
        gap = next((place for place, taken in enumerate(positions, start=1) if place != taken), None)
        if gap is None:
            return
        words = _words(self.columns, f"{WISHES}.{gap}")
        if any(one.field == words for one in self.told):
            return
        message = f"Miejsce {gap} na liście jest puste, a następne nie."
        hint = "Wpisz oddział albo przesuń następne: lista nie ma luk."
        self.told.append(Spoilt(self.row_place(self.current.number), words, message, hint))

    def in_order(self, items: list[Item]) -> list[Item]:
        """By the column `pozycja` where the table has one: whole numbers from 1, each once."""
        if not any(PLACE in item.fields for item in items):
            return items
        placed: dict[int, Item] = {}
        for item in items:
            rank = number_in(item.fields.pop(PLACE, None))
            problem = ""
            if rank is None or rank.denominator != 1 or not 1 <= rank <= len(items):
                problem = f"Miejsce na liście powinno być liczbą od 1 do {len(items)}: tyle oddziałów wybrano."
            elif int(rank) in placed:
                problem = f"Miejsce {int(rank)} na liście jest zajęte dwa razy."
            if problem:
                words = _words(item.columns, PLACE)
                hint = "Ponumeruj wybrane oddziały kolejno: 1, 2, 3…"
                self.told.append(Spoilt(item.table.place(item.number), words, problem, hint))
            else:
                assert rank is not None
                placed[int(rank)] = item
        return [placed[one] for one in sorted(placed)]


def _header_and_data(table: Table, header_row: int) -> tuple[tuple[int, Cells], Iterator[NumberedRow]]:
    """The header and the rows under it; the row of explanations, the first under it, is passed over."""
    rows = iter(table.rows)
    for number, cells in rows:
        if number < header_row:
            continue
        if isinstance(cells, BadRow):
            break
        first = next(rows, None)
        return (number, cells), rows if first is None or _is_comment(first) else chain((first,), rows)
    return (max(header_row, 1), ()), iter(())


def _plain_rows(table: Table, columns: Columns) -> PlainRows | None:
    def plain_column(one: Column) -> PlainColumn:
        return PlainColumn(one.index, one.target, one.read)

    if columns.constants:
        return None
    others = [plain_column(one) for one in columns.others]
    return PlainRows.of(plain_column(columns.id), others, columns.width, table.is_text)


def _read(rows: Iterable[NumberedRow], quick: PlainRows | None) -> Iterator[Line]:
    """Each with what was read of it quickly."""
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        numbers, cells = zip(*some, strict=True)
        plain = quick.read(cells) if quick is not None else repeat(None, len(cells))
        yield from zip(numbers, cells, plain, strict=True)


def _is_comment(row: NumberedRow) -> bool:
    cells = row[1]
    return not isinstance(cells, BadRow) and bool(cells) and str(cells[0]).lstrip().startswith(f"{COMMENT} ")


def _read_id(columns: Columns, raw: Cells | BadRow) -> str:
    """Raises `BadRow`."""
    if isinstance(raw, BadRow):
        raise raw
    return read_id(_id(columns, raw))


def _id(columns: Columns, raw: Cells) -> Any:
    """Raises `BadRow`."""
    if len(raw) != columns.width and (len(raw) < columns.width or not all(map(is_blank, raw[columns.width :]))):
        raise _wrong_width(columns, raw)
    try:
        value = columns.id.read(raw[columns.id.index])
    except BadCell as bad:
        raise BadRow(f"{columns.id.words}: {bad.message}", bad.hint) from None
    return str(value) if isinstance(value, bool) else value


def _wrong_width(columns: Columns, raw: Cells) -> BadRow:
    hint = "Sprawdź, czy rozdzielników nie jest za mało albo za dużo; tekst z rozdzielnikiem ujmij w cudzysłów."
    return BadRow(f"Wiersz ma komórek: {len(raw)}, a nagłówek: {columns.width}.", hint)


def _normal_id(raw: Any) -> str:
    """As the reader of candidates will know it; a bad one is told there."""
    try:
        return read_id(raw)
    except BadRow:
        return ""


def _filled(
    table: Table,
    columns: Columns,
    number: int,
    raw: Cells,
    row: dict[str, Any],
    numbered: dict[str, dict[int, dict[str, Any]]],
) -> list[Spoilt]:
    """Puts every cell that is not blank into its place; the bad ones are given back."""
    spoilt: list[Spoilt] = []
    for index, name, member, read, column in columns.plan:
        cell = raw[index]
        if cell is None or cell == "":
            continue
        if type(cell) is str and not (cell := cell.strip() if cell.isascii() else cell.strip(BLANKS)):
            continue
        try:
            value = cell if read is None and type(cell) is str else column.read(cell)
        except BadCell as bad:
            spoilt.append(Spoilt(table.place(number), column.words, bad.message, bad.hint))
            continue
        if value is None:
            continue
        if member == "":
            row[name] = value
        elif member is None:
            _put(row, numbered, column.target, value)
        else:
            group = row.get(name)
            if group is None:
                row[name] = {member: value}
            elif isinstance(group, dict):
                group[member] = value
    return spoilt


def _names_branches(target: Target) -> bool:
    return target.path == (WISHES,) and target.fills is not Fills.OF_BRANCH and target.inner is None


def _is_filled(column: Column, raw: Cells) -> bool:
    cell = raw[column.index]
    if is_blank(cell):
        return False
    try:
        return column.read(cell) is not None
    except BadCell:
        return True


def _says_of(one: Target, other: Target) -> bool:
    """Whether both are the same field, or one of them is the whole that the other is part of."""
    if one.fills is other.fills is Fills.ITEM or Fills.OF_BRANCH in (one.fills, other.fills):
        return one.dotted == other.dotted
    if Fills.ITEM in (one.fills, other.fills):
        return one.path == other.path
    return one.path == other.path or (one.path[0] == other.path[0] and 1 in (len(one.path), len(other.path)))


def _put(row: dict[str, Any], numbered: dict[str, dict[int, dict[str, Any]]], target: Target, value: Any) -> None:
    path = target.path
    match target.fills:
        case Fills.VALUE:
            if len(path) == 1:
                row[path[0]] = value
            else:
                group = row.setdefault(path[0], {})
                if isinstance(group, dict):
                    group[path[1]] = value
        case Fills.MEMBER:
            members = row.setdefault(path[0], [])
            if value and isinstance(members, list):
                members.append(path[1])
        case Fills.OF_BRANCH:
            assert target.inner is not None
            said = row.setdefault(_OF_BRANCHES, {}).setdefault(target.branch, {})
            _put(said, {}, target.inner, value)
        case Fills.ITEM:
            item = numbered.setdefault(path[0], {}).setdefault(target.position, {})
            if target.inner is None:
                item[BRANCH] = value
            else:
                _put(item, {}, target.inner, value)


def _wish(fields: dict[str, Any]) -> Any:
    """A code alone where nothing else is said of the branch."""
    return fields[BRANCH] if fields.keys() == {BRANCH} else fields


def _words(columns: Columns | None, dotted: str) -> str:
    column = _column_of(columns, dotted) if columns else None
    return column.words if column else f"pole „{dotted}”"


def _column_of(columns: Columns, dotted: str) -> Column | None:
    """Of the field, or of what it is part of, or the first of its parts."""
    every = (columns.id, *columns.others)
    path = dotted
    while path:
        for one in every:
            if one.target.dotted == path:
                return one
        path = path.rpartition(".")[0]
    return next((one for one in every if one.target.dotted.startswith(f"{dotted}.")), None)
