"""The parts of an XLSX file that hold its data, unpacked within limits and looked through before anything parses them.

A package may lie about its sizes, hold a document type with entities, or two cells at opposite ends of a sheet (which
a reader would fill up between). So what is parsed is a package made anew, of the measured parts alone. Looking through
also finds what the parser does not tell: formulas, errors, cells shown as percents.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import methodcaller
from typing import Any
from xml.parsers import expat

from admission.intake.cells import column_letters
from admission.intake.text import Unreadable

MOST_PARTS = 5000
LARGEST_PARTS = 600_000_000  # bytes, unpacked, all together
ALWAYS_UNPACKED = 10_000_000  # bytes, however small they are packed
HIGHEST_RATIO = 50  # of what is unpacked to what is packed; sheets of the most alike rows come to 40
LONGEST_TEXT = 500_000  # bytes without a tag; a cell holds 32,767 signs, each of ten bytes at most
ALWAYS_TEXTS = 50_000_000  # bytes of shared texts, counted once for every cell
MOST_CELLS = 30_000_000  # of all sheets, the empty ones between included
ALWAYS_CELLS = 1_000_000
CELLS_OF_A_BYTE = 4  # of the package
MOST_ELEMENTS = 100_000  # of one kind in the workbook's own tables; Excel knows 65,490 styles
_PIECE = 1_000_000  # bytes of a sheet looked through at once
_MANIFEST = ("[Content_Types].xml", "_rels/.rels")
_NO_DATA = (
    "drawings",
    "charts",
    "media",
    "theme",
    "pivot",
    "ctrlprops",
    "printersettings",
    "externallinks",
    "comments",
)
_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_TEXTS = "xl/sharedstrings.xml"
_SHARED = (_WORKBOOK, _RELATIONS, _STYLES, _TEXTS)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RESAVE = "Otwórz go w arkuszu kalkulacyjnym i zapisz jako „Skoroszyt programu Excel (*.xlsx)”."
_NEW_FILE = "Skopiuj samych kandydatów do nowego pliku i zapisz go jako *.xlsx albo CSV."
_DAMAGED = f"{_RESAVE} Jeżeli się nie otwiera, weź inną kopię."

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row\b[^>]*?\sr="([0-9]+)"')
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]*\shidden="(?:1|true)")[^<>]*?\sr="([0-9]{1,7})"')
_ODD_CELL = re.compile(rb"<(?:[\w.-]+:c[\s/>]|c[\t\r\n/>])")
_WITH_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<f[\s/>]')
_WITH_ERROR = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*\st="e"')
_SHARED_TEXT = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*\st="s"[^<>]*><v>([0-9]+)</v>')
_SAYS_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_PERCENT_FORMATS = frozenset({"9", "10"})  # built in

Cell = tuple[int, int]
"""Row and column, counted from 0."""

_COLUMNS = 1 << 15


class Places:
    """Very many cells of a sheet, in the order in which they were found."""

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        self._numbers = array("Q", (row * _COLUMNS + column for row, column in cells))

    def add(self, cell: Cell) -> None:
        self._numbers.append(cell[0] * _COLUMNS + cell[1])

    def __iter__(self) -> Iterator[Cell]:
        return (divmod(number, _COLUMNS) for number in self._numbers)


@dataclass(slots=True)
class Marks:
    """What is remarkable in one sheet. `cells` counts those that are written, `area` also the empty ones between;
    `fits`: it is no larger than may be read. `twice` is a cell written more than once, of which a parser keeps one;
    `hidden_rows` are numbers."""

    formulas: Places = field(default_factory=Places)
    errors: Places = field(default_factory=Places)
    percents: Places = field(default_factory=Places)
    cells: int = 0
    area: int = 0
    fits: bool = True
    twice: str = ""
    hidden_rows: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Package:
    """`content` is a package of the measured parts, to be closed once it is read; `marks` by the name of the sheet."""

    content: io.BytesIO
    marks: Mapping[str, Marks]


def open_package(data: bytes) -> Package:
    """Raises `Unreadable`."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _compound_file(data)
    parts = _parts(data)
    if _WORKBOOK not in parts:
        raise _another_kind(parts)
    try:
        percent = _percent_styles(parts.get(_STYLES, b""))
        sheets, most = _sheets(parts), _most_cells(len(data))
        looked = {
            part: _look_through(parts[part], percent, most) for part in sorted({*sheets.values(), *_tables(parts)})
        }
    except (expat.ExpatError, ValueError):
        raise Unreadable("Plik XLSX jest uszkodzony.", _DAMAGED) from None
    _keep_within((looked[part] for part in dict.fromkeys((*sheets.values(), *looked))), most)
    _expect_short_texts(parts, {part: marks.cells for part, marks in looked.items()}, len(data))
    for name in [name for name in parts if not (name in _MANIFEST or (name in looked and looked[name].fits))]:
        del parts[name]
    return Package(_packed(parts), {name: looked[part] for name, part in sheets.items()})


def _tables(parts: Mapping[str, bytes]) -> Iterator[str]:
    """What sheets share. A reader may be led to take any part for a sheet, so these are looked through too."""
    return (name for name in parts if name.lower() in _SHARED)


def _compound_file(data: bytes) -> Unreadable:
    if _ENCRYPTED in data:
        hint = "Otwórz go, usuń hasło (Plik, Informacje, Chroń skoroszyt) i zapisz jako *.xlsx."
        return Unreadable("Plik jest zabezpieczony hasłem.", hint)
    return Unreadable("To skoroszyt w dawnej postaci (*.xls).", _RESAVE)


def _another_kind(parts: Mapping[str, bytes]) -> Unreadable:
    if "mimetype" in parts or "content.xml" in parts:
        return Unreadable("To arkusz w postaci OpenDocument (*.ods).", "Zapisz go jako *.xlsx albo CSV.")
    if "xl/workbook.bin" in parts:
        return Unreadable("To skoroszyt binarny (*.xlsb).", _RESAVE)
    return Unreadable("To nie jest skoroszyt XLSX albo plik jest uszkodzony.", _DAMAGED)


# -- unpacking and packing --------------------------------------------------------------------------------------------


def _parts(data: bytes) -> dict[str, bytes]:
    """Those that hold data. `zipfile` never unpacks more of a part than it declares; what is declared is limited."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS:
                raise _too_large()
            if any(entry.flag_bits & 1 for entry in entries):
                raise Unreadable("Plik jest zabezpieczony hasłem.", "Usuń hasło i zapisz go jeszcze raz.")
            wanted = [entry for entry in entries if _holds_data(entry.filename)]
            _expect_likely(wanted, len(data))
            found = {entry.filename: archive.read(entry) for entry in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Unreadable("Plik XLSX jest uszkodzony.", _DAMAGED) from None
    for content in found.values():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable("Plik XLSX jest zapisany w sposób, jakiego nie używa żaden arkusz kalkulacyjny.", _RESAVE)
        if _has_long_text(content):
            raise Unreadable("W pliku XLSX jest tekst dłuższy, niż mieści komórka arkusza (32 767 znaków).", _NEW_FILE)
    return found


def _has_long_text(content: bytes) -> bool:
    """For certain where the text is twice as long, never where it is not longer: this takes next to no time."""
    starts = range(0, len(content) - LONGEST_TEXT, LONGEST_TEXT)
    return any(content.find(b"<", start, start + LONGEST_TEXT) < 0 for start in starts)


def _expect_likely(entries: Sequence[zipfile.ZipInfo], length: int) -> None:
    """What is packed so well that no sheet can be in it would take memory without end. A package may lie about how
    large its parts are packed, but not about itself."""
    together = sum(entry.file_size for entry in entries)
    if together > LARGEST_PARTS:
        raise _too_large()
    sizes = [*((entry.file_size, min(entry.compress_size, length)) for entry in entries), (together, length)]
    for unpacked, packed in sizes:
        if unpacked > max(ALWAYS_UNPACKED, HIGHEST_RATIO * packed):
            megabytes, times = round(unpacked / 1_000_000), unpacked // max(1, packed)
            message = f"Plik XLSX zajmuje po rozpakowaniu {megabytes} MB, {times} razy tyle co spakowany."
            raise Unreadable(f"{message} Tak nie wygląda żaden arkusz z danymi.", _NEW_FILE)


def _most_cells(length: int) -> int:
    """The cells between distant ones take memory, too: those of a small package are fewer."""
    return min(MOST_CELLS, ALWAYS_CELLS + CELLS_OF_A_BYTE * length)


def _keep_within(sheets: Iterable[Marks], most: int) -> None:
    """The first ones, as far as they go together."""
    for one in sheets:
        one.fits = one.area <= most
        most -= one.area if one.fits else 0


def _expect_short_texts(parts: Mapping[str, bytes], cells: Mapping[str, int], length: int) -> None:
    """A text that very many cells share is made anew for each of them."""
    texts = [len(text) for name in parts if name.lower() == _TEXTS for text in parts[name].split(b"</si>")]
    most = max(ALWAYS_TEXTS, HIGHEST_RATIO * length)
    if not texts or max(texts) * sum(cells.values()) <= most:
        return
    total = 0
    for piece in (piece for name in cells for piece in _pieces(parts[name])):
        numbers = list(map(int, _SHARED_TEXT.findall(piece)))
        is_plain = len(numbers) == len(_SAYS_SHARED.findall(piece)) and max(numbers, default=0) < len(texts)
        total = total + sum(map(texts.__getitem__, numbers)) if is_plain else most + 1
        if total > most:
            raise _too_large()


def _holds_data(name: str) -> bool:
    lowered = name.lower()
    if name in _MANIFEST or lowered in ("mimetype", "content.xml", "xl/workbook.bin"):
        return True
    inside = lowered.removeprefix("xl/")
    return lowered.startswith("xl/") and lowered.endswith((".xml", ".rels")) and not inside.startswith(_NO_DATA)


def _too_large() -> Unreadable:
    return Unreadable("Plik XLSX jest po rozpakowaniu zbyt duży.", _NEW_FILE)


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    """Of large parts none is kept beside its copy."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        while parts:
            archive.writestr(*parts.popitem())
    content.seek(0)
    return content


# -- the workbook's own tables ----------------------------------------------------------------------------------------


def _elements(content: bytes, wanted: str) -> Iterator[dict[str, str]]:
    """The attributes of the elements of one name, whatever the prefix of its namespace."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            if len(found) == MOST_ELEMENTS:
                raise ValueError("too many elements")
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    _parse(content, start)
    return iter(found)


def _parse(content: bytes, start: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Names of sheets and the parts they are in, one for each. Raises ValueError."""
    targets = {
        one.get("Id", ""): one.get("Target", "") for one in _elements(parts.get(_RELATIONS, b"<a/>"), "Relationship")
    }
    found: dict[str, str] = {}
    for one in _elements(parts[_WORKBOOK], "sheet"):
        name, target = one.get("name", ""), targets.get(one.get("id", ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if name in found or (part not in parts and "chartsheets/" not in part):
            raise ValueError("a sheet without its name or part")
        found[name] = part
    found = {name: part for name, part in found.items() if "chartsheets/" not in part}
    if not found or len(set(found.values())) < len(found):
        raise ValueError("no sheet with a part of its own")
    return found


def _percent_styles(content: bytes) -> frozenset[str]:
    """The numbers of the cell styles that show 0.75 as 75%."""
    if not content:
        return frozenset()
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _elements(content, "numFmt")}
    percent = _PERCENT_FORMATS | {number for number, code in own.items() if "%" in re.sub(r'"[^"]*"|\\.', "", code)}
    found: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        local = name.rpartition(":")[2]
        if local in ("cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            inside = local == "cellXfs"
        elif local == "xf" and inside:
            found.append(attributes.get("numFmtId", ""))

    _parse(content, start)
    return frozenset(str(number) for number, format_ in enumerate(found) if format_ in percent)


# -- sheets -----------------------------------------------------------------------------------------------------------


def _look_through(content: bytes, percent: frozenset[str], most: int) -> Marks:
    """By plain search where every cell is written as all programs write it; else element by element, which is slow."""
    letters: set[bytes] = set()
    digits: set[bytes] = set()
    marks = Marks()
    for piece in _pieces(content):
        cells = _CELL.findall(piece)
        if len(cells) != piece.count(b"<c ") or _ODD_CELL.search(piece) is not None:
            return _walked(content, percent, most)
        letters.update(column for column, _ in cells)
        digits.update(row for _, row in cells)
        marks.cells += len(cells)
    width = max(map(_column_number, letters), default=0)
    height = max(map(int, digits), default=0)
    marks.area = width * height
    if marks.area <= most:
        _search(content, percent, width, marks)
    return marks


def _pieces(content: bytes) -> Iterator[bytes]:
    """Of whole rows: a search in all of a large sheet would find more than it holds."""
    start = 0
    while start < len(content):
        end = content.find(b"<row", start + _PIECE)
        end = len(content) if end < 0 else end
        yield content[start:end]
        start = end


def _search(content: bytes, percent: frozenset[str], width: int, marks: Marks) -> None:
    rows = _ROW.findall(content)
    if len(set(rows)) < len(rows):
        marks.twice = _given_twice(_places(_CELL, content), marks.area, width)
    if b"<f" in content:
        marks.formulas = Places(_places(_WITH_FORMULA, content))
    if b"hidden=" in content:
        marks.hidden_rows = set(map(int, _HIDDEN_ROW.findall(content)))
    if b't="e"' in content:
        marks.errors = Places(_places(_WITH_ERROR, content))
    if percent:
        styles = b"|".join(sorted(one.encode() for one in percent))
        shown = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*\ss="(?:' + styles + rb')"')
        marks.percents = Places(_places(shown, content))


_groups = methodcaller("group", 1, 2)


def _places(pattern: re.Pattern[bytes], content: bytes) -> Iterator[Cell]:
    return (
        (int(digits) - 1, _column_number(letters) - 1) for letters, digits in map(_groups, pattern.finditer(content))
    )


def _given_twice(cells: Iterable[Cell], area: int, width: int) -> str:
    """The name of a cell that comes again; "" where none does."""
    seen = bytearray(area)
    for row, column in cells:
        number = row * width + column
        if seen[number]:
            return f"{column_letters(column)}{row + 1}"
        seen[number] = 1
    return ""


class _Walk:
    """Through the elements of a sheet, in whatever way its cells are written."""

    def __init__(self, percent: frozenset[str], most: int) -> None:
        self.marks, self.cells = Marks(), Places()
        self.width = self.height = 0
        self._percent, self._most = percent, most
        self._row = self._column = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Raises `_TooFar`."""
        match name.rpartition(":")[2]:
            case "row":
                self._row, self._column = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1, -1
                if attributes.get("hidden") in ("1", "true"):
                    self.marks.hidden_rows.add(self._row + 1)
            case "c":
                cell = _place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
                self._row, self._column = cell
                self._cell(cell, attributes)
            case "f":
                self.marks.formulas.add((self._row, self._column))

    def _cell(self, cell: Cell, attributes: dict[str, str]) -> None:
        self.cells.add(cell)
        self.marks.cells += 1
        self.width, self.height = max(self.width, cell[1] + 1), max(self.height, cell[0] + 1)
        if max(self.width * self.height, self.marks.cells) > self._most:
            raise _TooFar
        if attributes.get("t") == "e":
            self.marks.errors.add(cell)
        if attributes.get("s", "0") in self._percent:
            self.marks.percents.add(cell)


class _TooFar(Exception):
    """More cells, or more distant ones, than may be read."""


def _walked(content: bytes, percent: frozenset[str], most: int) -> Marks:
    walk = _Walk(percent, most)
    try:
        _parse(content, walk.start)
    except _TooFar:
        return Marks(area=most + 1)
    walk.marks.area = walk.width * walk.height
    walk.marks.twice = _given_twice(walk.cells, walk.marks.area, walk.width)
    return walk.marks


def _place(reference: str) -> Cell:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column_number(letters.encode()) - 1


def _column_number(letters: bytes) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
