"""The entry: a file of candidates, of whatever kind, with its companions -> `Candidates` by one validation."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from admission.candidates import Candidates
from admission.intake.assembly import TableRows
from admission.intake.beside import companion_path, is_copy, meant_by_sheet, unread_beside
from admission.intake.csv_tables import CsvRows
from admission.intake.header import (
    ID,
    WISHES,
    Vocabulary,
    choices_vocabulary,
    items_vocabulary,
    main_vocabulary,
    record_of,
)
from admission.intake.mapping import NOTHING_CHANGED, Mapping
from admission.intake.table import Table
from admission.intake.text import LARGEST_TABLE, Unreadable, read_text
from admission.joined import JoinedRows
from admission.offer import Offer, names_of_branches
from admission.raw import JsonLines, RawRows
from admission.validation import read_raw
from dsl.diagnostics import Diagnostics
from dsl.names import normal_name
from dsl.rows import PLACES, called, limited_lines
from dsl.source.text import Location
from polish.folding import fold

if TYPE_CHECKING:
    from admission.intake.workbook import SheetCells

MAIN_SHEET = "kandydaci"
_OF_TEMPLATES = ("objasnienia", "wartosci")
_SHORTER = "Usuń puste wiersze i kolumny za danymi albo skopiuj same dane do nowego pliku."
_OF_LINES = (".jsonl", ".json", ".ndjson")
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a file before its rows are read."""

    rows: RawRows | None
    problems: Diagnostics
    path: str


def read_candidates(path: Path, offer: Offer, mapping: Mapping | None = None) -> Candidates:
    """Raises OSError where the file cannot be opened or is no regular file: a pipe or a device may never end.
    Everything inside the file is reported, never raised."""
    opened = open_rows(path, offer, mapping)
    if opened.rows is None:
        return Candidates(opened.path, 0, (), opened.problems)
    return read_raw(opened.rows, offer, opened.problems)


def read_together(paths: Sequence[Path], offer: Offer, mapping: Mapping | None = None) -> Candidates:
    """Several files as one: an id in two of them is told with both places. Raises OSError."""
    if len(paths) == 1:
        return read_candidates(paths[0], offer, mapping)
    opened = [open_rows(path, offer, mapping) for path in paths]
    problems = Diagnostics()
    for problem in (problem for one in opened for problem in one.problems):
        problems.add(problem)
    rows = [one.rows for one in opened if one.rows is not None]
    if len(rows) < len(opened):
        return Candidates(opened[0].path, 0, (), problems)
    return read_raw(JoinedRows(rows), offer, problems)


def open_rows(path: Path, offer: Offer, mapping: Mapping | None = None) -> Opened:
    """The same up to the rows, not validated yet. Raises OSError."""
    problems = Diagnostics()
    try:
        rows = _rows(path, offer, mapping or NOTHING_CHANGED, problems)
    except Unreadable as bad:
        problems.error("K010", Location(str(path), bad.line), bad.message, bad.hint)
        return Opened(None, problems, str(path))
    if isinstance(rows, TableRows) and rows.columns is None:
        return Opened(None, problems, str(path))
    return Opened(rows, problems, str(path))


def _rows(path: Path, offer: Offer, mapping: Mapping, problems: Diagnostics) -> RawRows:
    kind = kind_of_rows(path)
    if kind == "jsonl":
        if mapping is not NOTHING_CHANGED:
            hint = "Mapowanie dotyczy tabel: CSV i XLSX. W pliku JSONL popraw nazwy pól."
            problems.warning(
                "K016", Location(str(path), 1), "Pliku JSONL nie da się mapować; czytam go, jak jest.", hint
            )
        _expect_lines(path)
        return JsonLines(lines_of(path), str(path))
    known = vocabularies(offer)
    tables = _workbook(path, known, mapping, problems) if kind == "xlsx" else _csv(path, known, mapping, problems)
    main, companions = tables
    return TableRows(main, known[""], [(name, one, known[name]) for name, one in companions], mapping, problems)


def main_table(path: Path, offer: Offer, problems: Diagnostics, mapping: Mapping = NOTHING_CHANGED) -> Table:
    """Of a CSV or XLSX file, its rows as they stand. Raises OSError and `Unreadable`."""
    kind = kind_of_rows(path)
    if kind == "jsonl":
        raise Unreadable("To nie jest tabela, tylko plik JSONL.", "Mapowanie robi się dla plików CSV i XLSX.")
    known: dict[str, Vocabulary] = {"": vocabularies(offer)[""]}
    read = _workbook if kind == "xlsx" else _csv
    return read(path, known, mapping, problems)[0]


def vocabularies(offer: Offer) -> dict[str, Vocabulary]:
    """Of the main table under "", of the others by the names of their lists."""
    pair = {name: fact for name, fact in offer.pair.items() if name not in PLACES}
    lists = {name: items_vocabulary(fact) for name, fact in offer.candidate.items() if record_of(fact.type)}
    main = main_vocabulary(offer.candidate, pair, names_of_branches(offer))
    return {"": main, WISHES: choices_vocabulary(pair), **lists}


def kind_of_rows(path: Path) -> str:
    """jsonl, csv or xlsx: by what the file begins with, and for text by its name. Raises OSError."""
    _expect_regular(path)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((_ZIP, _OLD_WORKBOOK)):
        return "xlsx"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if path.suffix.lower() in (".csv", ".tsv", ".txt") and not start.startswith(b"{"):
        return "csv"
    return "csv" if _looks_like_table(start) and path.suffix.lower() not in _OF_LINES else "jsonl"


def _looks_like_table(start: bytes) -> bool:
    first = start.split(b"\n", 1)[0]
    return not start.startswith((b"{", b"[")) and any(one in first for one in (b";", b",", b"\t"))


def _expect_lines(path: Path) -> None:
    """A file of another kind under the name of JSONL is told once, not in each of its lines. Raises `Unreadable`."""
    with path.open("rb") as file:
        start = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        message = "To jedna lista JSON, a nie JSONL: tam każdy kandydat stoi w osobnym wierszu, w klamrach."
        raise Unreadable(message, "Zapisz kandydatów po jednym w wierszu albo jako CSV.")
    first = start.split(b"\n", 1)[0]
    if _looks_like_table(start) and b":" not in first:
        message = f"Nazwa kończy się na „{path.suffix}”, a w środku jest tabela, nie JSONL."
        raise Unreadable(message, "Zmień końcówkę nazwy na .csv.")


def _expect_regular(path: Path) -> None:
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("not a regular file")


def lines_of(path: Path) -> Iterator[bytes]:
    """None is longer than a row may be. Raises OSError."""
    _expect_regular(path)
    with path.open("rb") as stream:
        yield from limited_lines(stream)


def _bytes(path: Path) -> bytes:
    """Raises OSError and `Unreadable`."""
    _expect_regular(path)
    with path.open("rb") as file:
        data = file.read(LARGEST_TABLE + 1)
    if len(data) > LARGEST_TABLE:
        raise Unreadable("Plik jest zbyt duży.", "Podziel go albo zapisz jako JSONL, który czyta się wierszami.")
    return data


# -- CSV --------------------------------------------------------------------------------------------------------------

_Tables = tuple[Table, Sequence[tuple[str, Table]]]


def _csv(path: Path, known: dict[str, Vocabulary], mapping: Mapping, problems: Diagnostics) -> _Tables:
    main = _csv_table(path, mapping, problems)
    companions: list[tuple[str, Table]] = []
    lists = [name for name in known if name]
    for name in lists:
        beside = companion_path(path, name)
        if not os.path.lexists(beside):
            continue
        try:
            companions.append((name, _csv_table(beside, mapping, problems)))
        except Unreadable as bad:
            problems.error("K010", Location(str(beside), bad.line), bad.message, bad.hint)
        except OSError:
            hint = "Sprawdź, czy to zwykły plik i czy masz prawo go czytać."
            problems.error("K010", Location(str(beside), 1), "Tego pliku nie można odczytać.", hint)
        else:
            continue
        raise Unreadable("Nie da się odczytać pliku listy obok pliku kandydatów.", f"Popraw plik „{beside.name}”.")
    if lists and _tell_unread(path, lists, problems):
        raise _beside()
    return main, companions


def _beside() -> Unreadable:
    message = "Pliku kandydatów nie czytano, bo obok leży plik o nazwie podobnej do listy."
    return Unreadable(message, "Zmień nazwę tamtego pliku, jak radzi komunikat o nim.")


def _tell_unread(path: Path, lists: Sequence[str], problems: Diagnostics) -> bool:
    """Files that may have been meant as lists; whether one of them stands where the list itself is not."""
    is_missed = False
    for one in unread_beside(path, lists):
        wanted = companion_path(path, one.meant)
        if os.path.lexists(wanted):
            hint = f"Listę „{one.meant}” wzięto z „{wanted.name}”. Usuń plik zbędny."
            problems.warning("K016", Location(str(one.path), 1), "Tego pliku nie czytano.", hint)
            continue
        is_missed = True
        as_csv = "" if one.path.suffix.lower() == path.suffix.lower() else "Zapisz go jako CSV. "
        hint = f"{as_csv}Jeżeli tak, nazwij go „{wanted.name}”; jeżeli nie, nazwij go inaczej."
        message = f"Nie wiadomo, czy ten plik to lista „{one.meant}” z pliku „{path.name}”."
        problems.error("K011", Location(str(one.path), 1), message, hint)
    return is_missed


def _csv_table(path: Path, mapping: Mapping, problems: Diagnostics) -> Table:
    text = read_text(_bytes(path), mapping.encoding)
    if text.is_assumed and not mapping.encoding:
        hint = "Sprawdź, czy polskie litery w wynikach są dobre; najpewniej zapisać plik jako „CSV UTF-8”."
        message = f"Plik nie jest zapisany w UTF-8; odczytano go jako {text.encoding}."
        problems.note("K016", Location(str(path), 1), message, hint)
    return Table(str(path), "", CsvRows(text.content, mapping.separator), is_text=True)


# -- XLSX -------------------------------------------------------------------------------------------------------------


def _workbook(path: Path, known: dict[str, Vocabulary], mapping: Mapping, problems: Diagnostics) -> _Tables:
    from admission.intake.workbook import read_workbook

    sheets = read_workbook(_bytes(path))
    where = Location(str(path), 1)
    lists = {sheet_key(name): name for name in known if name}
    chosen = _main_sheet([one for one in sheets if sheet_key(one.name) not in {*lists, *_OF_TEMPLATES}], mapping.sheet)
    used: dict[str, SheetCells] = {"": chosen}
    unread: list[SheetCells] = []
    for one in sheets:
        name = lists.get(sheet_key(one.name))
        if one is chosen or sheet_key(one.name) in _OF_TEMPLATES:
            continue
        if name is not None and name not in used:
            if one.is_too_large:
                raise Unreadable(f"Arkusz {called(one.name)} sięga zbyt daleko: są w nim odległe komórki.", _SHORTER)
            used[name] = one
        elif one.rows or one.is_too_large:
            unread.append(one)
    if _tell_unread_sheets(unread, list(lists.values()), used, where, problems):
        message = "Kandydatów nie czytano, bo w skoroszycie jest arkusz o nazwie podobnej do listy."
        raise Unreadable(message, "Zmień nazwę tamtego arkusza, jak radzi komunikat o nim.")
    if _tell_beside_workbook(path, [name for name in known if name], used, problems):
        raise _beside()
    for one in used.values():
        _tell_sheet(one, where, problems)
    tables = {name: Table(str(path), one.name, one.rows) for name, one in used.items()}
    return tables[""], [(name, table) for name, table in tables.items() if name]


def _tell_unread_sheets(
    sheets: Iterable[SheetCells], lists: Sequence[str], used: Collection[str], where: Location, problems: Diagnostics
) -> bool:
    """Sheets that may have been meant as lists; whether one of them stands where the list itself is not."""
    is_missed = False
    for one in sheets:
        meant = meant_by_sheet(one.name, lists)
        name = f"„{one.name}”" if meant is not None and is_copy(one.name, meant) else called(one.name)
        if meant is None:
            hint = "Usuń go, jeżeli jest zbędny."
            problems.warning("K016", where, f"Arkusza {name} nie czytano: regulamin nie zna takiej listy.", hint)
        elif meant in used:
            hint = f"Listę „{meant}” wzięto z arkusza o tej nazwie. Usuń arkusz zbędny."
            problems.warning("K016", where, f"Arkusza {name} nie czytano.", hint)
        else:
            is_missed = True
            hint = f"Jeżeli tak, nazwij go „{meant}”; jeżeli nie, nazwij go inaczej albo usuń."
            problems.error("K011", where, f"Nie wiadomo, czy arkusz {name} to lista „{meant}”.", hint)
    return is_missed


def _tell_beside_workbook(path: Path, lists: Sequence[str], used: Collection[str], problems: Diagnostics) -> bool:
    """The lists of a workbook are its sheets; whether one lies in a file of its own instead."""
    is_missed = False
    for one in unread_beside(path, lists, is_workbook=True):
        if one.path.suffix.lower() != path.suffix.lower() and (one.meant in used or one.of.exists()):
            continue  # a list of a CSV table beside
        if one.meant in used:
            hint = f"Listę „{one.meant}” wzięto z arkusza skoroszytu „{path.name}”. Usuń plik zbędny."
            problems.warning("K016", Location(str(one.path), 1), "Tego pliku nie czytano.", hint)
            continue
        is_missed = True
        message = f"Nie wiadomo, czy ten plik to lista „{one.meant}” do skoroszytu „{path.name}”."
        hint = f"Jeżeli tak, skopiuj ją do skoroszytu jako arkusz „{one.meant}”; jeżeli nie, nazwij plik inaczej."
        problems.error("K011", Location(str(one.path), 1), message, hint)
    return is_missed


def sheet_key(name: str) -> str:
    """A workbook keeps thirty-one signs of a name."""
    return fold(normal_name(name))[:31]


def _main_sheet(sheets: Sequence[SheetCells], wanted: str) -> SheetCells:
    """Raises `Unreadable`."""
    by_key = {sheet_key(one.name): one for one in sheets}
    found = by_key.get(sheet_key(wanted or MAIN_SHEET))
    if wanted and found is None:
        raise Unreadable(f"W pliku nie ma arkusza {called(wanted)}.", "Popraw „arkusz” w pliku mapowania.")
    if found is None:
        others = [one for one in sheets if one.rows and not one.is_hidden]
        with_id = [one for one in others if any(fold(str(cell).strip()) == ID for cell in one.rows[0][1])]
        likely = with_id if len(others) > 1 else others
        if len(likely) != 1:
            hint = f"Nazwij arkusz z kandydatami „{MAIN_SHEET}” albo wskaż go w pliku mapowania („arkusz”)."
            raise Unreadable("Nie wiadomo, w którym arkuszu są kandydaci.", hint)
        found = likely[0]
    if found.is_too_large:
        raise Unreadable(f"Arkusz {called(found.name)} sięga zbyt daleko: są w nim odległe komórki.", _SHORTER)
    return found


def _tell_sheet(sheet: SheetCells, where: Location, problems: Diagnostics) -> None:
    if sheet.is_hidden:
        hint = "Jeżeli nie powinien się liczyć, usuń go."
        problems.warning("K016", where, f"Arkusz {called(sheet.name)} jest ukryty; odczytano go.", hint)
    if sheet.hidden_rows:
        number, first = len(sheet.hidden_rows), sheet.hidden_rows[0]
        message = f"W arkuszu {called(sheet.name)} są ukryte wiersze z danymi (ile: {number}, pierwszy: {first})."
        hint = "Odczytano je: filtr ani ukrycie niczego nie usuwa. Jeżeli nie powinny się liczyć, usuń je."
        problems.warning("K016", where, message, hint)
    if sheet.formulas:
        columns = ", ".join(letters for letters, _ in sheet.formulas[:12]) + (", …" if len(sheet.formulas) > 12 else "")
        cells = sum(number for _, number in sheet.formulas)
        message = f"W arkuszu {called(sheet.name)} są formuły (komórek: {cells}, kolumny: {columns})."
        hint = "Wzięto wyniki zapisane przy ostatnim przeliczeniu. Pewniej wkleić same wartości."
        problems.warning("K016", where, message, hint)
