"""Tables -> candidates' raw rows: each column fills its place, lists and branches come from tables of their own.

What is wrong in one cell spoils the row of its candidate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from admission.intake.cells import BadCell, is_share
from admission.intake.columns import Column, Columns, HeaderProblem, columns_of
from admission.intake.companions import Companion, Item
from admission.intake.csv_tables import Cells
from admission.intake.filling import OF_BRANCHES, ROW_SIGN, filled, id_in, is_filled, put
from admission.intake.header import BRANCH, ID, PLACE, WISHES, Fills, Target, Vocabulary
from admission.intake.lines import Line, lines_of, plain_rows_of
from admission.intake.mapping import NOTHING_CHANGED
from admission.intake.mapping import Mapping as Translation
from admission.intake.plain_rows import PlainRows
from admission.intake.table import Table, header_and_data
from admission.raw import PlainRow, RowPlace, Spoilt
from dsl.diagnostics import Diagnostics
from dsl.names import normal_name
from dsl.rows import BadRow, number_in, read_id
from polish.folding import fold

_SOMEBODYS = "Dopóki tak jest, lista któregoś kandydata może być niepełna."


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
    how_to_add = "Dopisz kolumnę „{pole}” albo ją wypełnij."
    how_to_say_of_all = " Jeżeli „tak” jest u wszystkich, wystarczy w mapowaniu: „stałe: {{{pole}: tak}}”."

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
            self.header, self.data = header_and_data(main, self.translation.header_row)
            self.columns = columns_of(main, self.header[0], self.header[1], known, self.translation, problems)
            for name, table, vocabulary in companions:
                self.read_companion(name, table, vocabulary)
        except HeaderProblem:
            self.columns = None
        if self.columns is not None:
            self.quick = plain_rows_of(main, self.columns)
            if self.columns.id is None:
                self.tell_row_ids()

    def tell_row_ids(self) -> None:
        place = self.main.place(self.header[0])
        first = f"{ROW_SIGN}{self.header[0] + 1}"
        message = place.prefixed(f"Znakami kandydatów są numery wierszy, np. „{first}”.")
        hint = (
            "Dopóki trwa nabór, nie sortuj tej tabeli i nie usuwaj z niej wierszy: znaki przeszłyby na inne osoby, "
            "a z nimi losy, decyzje i potwierdzenia. Pewniejsza jest kolumna z numerem wniosku."
        )
        self.problems.warning("K016", place.location, message, hint)

    # -- what the reader of candidates asks ---------------------------------------------------------------------------

    def asks_for_choices(self) -> bool:
        listed = self.companions.get(WISHES)
        columns = self.columns.others if self.columns is not None else ()
        return bool(listed and not listed.is_empty) or any(_names_branches(one.target) for one in columns)

    def rows(self) -> Iterator[Line]:
        if self.columns is None:
            return
        listed = frozenset(chain.from_iterable((*one.lines, *one.broken) for one in self.companions.values()))
        for row in lines_of(self.main, self.data, self.quick):
            number, raw, plain = row
            yield (number, raw, self.with_lists(plain)) if plain is not None and plain.id in listed else row

    def with_lists(self, row: PlainRow) -> PlainRow | None:
        """With what companions say of the candidate."""
        for name, companion in self.companions.items():
            if row.id not in companion:
                continue
            if row.id in companion.broken:
                return None
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
        if raw is None:
            raw = self.main.cells(number)
        if isinstance(raw, BadRow):
            raise raw
        identifier = id_in(self.columns, raw, number)
        row: dict[str, Any] = {ID: identifier}
        numbered: dict[str, dict[int, dict[str, Any]]] = {}
        self.told = filled(self.main, self.columns, number, raw, row, numbered)
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
            if identifier in self.companions.get(name, ()) or any(is_filled(one, raw) for one in columns):
                continue
            if target.fills is Fills.ITEM:
                if name in row:
                    continue
                if target.inner is not None and target.position not in numbered.get(name, {}):
                    continue
            put(row, numbered, target, list(value) if isinstance(value, list) else value)

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
                        hint = f"Popraw znak albo usuń wiersz (lista „{name}”). {_SOMEBODYS}"
                        yield 0, Spoilt(companion.table.place(number), "kolumna „id”", message, hint)
            for identifier, broken in companion.broken.items():
                if identifier not in self.used:
                    for one in broken:
                        yield 0, replace(one, hint=f"{one.hint} {_SOMEBODYS}")

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
        (number, header), data = header_and_data(table, 0)
        columns = columns_of(table, number, header, known, self.translation.of_list(name), self.problems)
        companion = self.companions[name] = Companion(table, columns)
        lines = companion.lines
        for line in lines_of(table, data, plain_rows_of(table, columns)):
            row_number, raw, plain = line
            try:
                identifier = plain.id if plain is not None else _read_id(columns, raw, row_number)
            except BadRow as bad:
                place = table.place(row_number)
                identifier = _id_before_a_break(table, columns, row_number)
                if identifier:
                    spoilt = Spoilt(place, f"lista „{name}”", bad.message, bad.hint)
                    companion.broken.setdefault(identifier, []).append(spoilt)
                else:
                    companion.has_nobodys = True
                    hint = f"{bad.hint} {_SOMEBODYS}"
                    self.problems.error("K001", place.location, place.prefixed(bad.message), hint)
                continue
            if identifier in lines:
                lines[identifier].append(line)
            else:
                lines[identifier] = [line]

    def place_lists(self, row: dict[str, Any], numbered: dict[str, dict[int, dict[str, Any]]], raw_id: Any) -> None:
        """The items of this candidate, from the companions and from numbered columns."""
        identifier = _normal_id(raw_id)
        self.used.add(identifier)
        lists = self.companions.items()
        mine = {name: one.items(identifier) for name, one in lists if one.has_all_of(identifier)}
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
        self.told += chain.from_iterable(one.broken.get(identifier, ()) for _, one in lists)
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
        said = row.pop(OF_BRANCHES, None)
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


def _read_id(columns: Columns, raw: Cells | BadRow, number: int) -> str:
    """Raises `BadRow`."""
    if isinstance(raw, BadRow):
        raise raw
    return read_id(id_in(columns, raw, number))


def _id_before_a_break(table: Table, columns: Columns, number: int) -> str:
    """Whose row it is, though it cannot be read to its end; blank where that is not sure."""
    if columns.id is None or columns.id.index:
        return ""
    try:
        return _normal_id(columns.id.read(table.first_cell(number)))
    except BadCell:
        return ""


def _normal_id(raw: Any) -> str:
    """As the reader of candidates will know it; a bad one is told there."""
    try:
        return read_id(raw)
    except BadRow:
        return ""


def _names_branches(target: Target) -> bool:
    return target.path == (WISHES,) and target.fills is not Fills.OF_BRANCH and target.inner is None


def _wish(fields: dict[str, Any]) -> Any:
    """A code alone where nothing else is said of the branch."""
    return fields[BRANCH] if fields.keys() == {BRANCH} else fields


def _words(columns: Columns | None, dotted: str) -> str:
    column = _column_of(columns, dotted) if columns else None
    return column.words if column else f"pole „{dotted}”"


def _column_of(columns: Columns, dotted: str) -> Column | None:
    """Of the field, or of what it is part of, or the first of its parts."""
    every = (*filter(None, [columns.id]), *columns.others)
    path = dotted
    while path:
        for one in every:
            if one.target.dotted == path:
                return one
        path = path.rpartition(".")[0]
    return next((one for one in every if one.target.dotted.startswith(f"{dotted}.")), None)
