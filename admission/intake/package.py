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
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from admission.intake.text import Unreadable

MOST_PARTS = 5000
LARGEST_PARTS = 600_000_000  # bytes, unpacked, all together
MOST_CELLS = 30_000_000  # of one sheet, the empty ones between included
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
_SHARED = (_WORKBOOK, _RELATIONS, _STYLES, "xl/sharedstrings.xml")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RESAVE = "Otwórz go w arkuszu kalkulacyjnym i zapisz jako „Skoroszyt programu Excel (*.xlsx)”."
_DAMAGED = f"{_RESAVE} Jeżeli się nie otwiera, weź inną kopię."

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row\b[^>]*?\sr="([0-9]+)"')
_ODD_CELL = re.compile(rb"<(?:[\w.-]+:c[\s/>]|c[\t\r\n/>])")
_WITH_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<f[\s/>]')
_WITH_ERROR = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*\st="e"')
_PERCENT_FORMATS = frozenset({"9", "10"})  # built in

Cell = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(slots=True)
class Marks:
    """What is remarkable in one sheet. `fits`: no larger than may be read. `twice` is a cell written more than once, of
    which a parser keeps one."""

    formulas: set[Cell] = field(default_factory=set)
    errors: set[Cell] = field(default_factory=set)
    percents: set[Cell] = field(default_factory=set)
    fits: bool = True
    twice: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """`content` is a package of the measured parts; `marks` by the name of the sheet."""

    content: bytes
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
        sheets = {name: part for name, part in _sheets(parts) if "chartsheets/" not in part}
        if not sheets.keys() or any(part not in parts for part in sheets.values()):
            raise ValueError("a sheet without its part")
        looked = {part: _look_through(parts[part], percent) for part in sorted({*sheets.values(), *_tables(parts)})}
    except (expat.ExpatError, ValueError):
        raise Unreadable("Plik XLSX jest uszkodzony.", _DAMAGED) from None
    kept = {name: part for name, part in parts.items() if name in _MANIFEST or name in looked}
    kept = {name: part for name, part in kept.items() if name not in looked or looked[name].fits}
    return Package(_packed(kept), {name: looked[part] for name, part in sheets.items()})


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
            if sum(entry.file_size for entry in wanted) > LARGEST_PARTS:
                raise _too_large()
            found = {entry.filename: archive.read(entry) for entry in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Unreadable("Plik XLSX jest uszkodzony.", _DAMAGED) from None
    for content in found.values():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable("Plik XLSX jest zapisany w sposób, jakiego nie używa żaden arkusz kalkulacyjny.", _RESAVE)
    return found


def _holds_data(name: str) -> bool:
    lowered = name.lower()
    if name in _MANIFEST or lowered in ("mimetype", "content.xml", "xl/workbook.bin"):
        return True
    inside = lowered.removeprefix("xl/")
    return lowered.startswith("xl/") and lowered.endswith((".xml", ".rels")) and not inside.startswith(_NO_DATA)


def _too_large() -> Unreadable:
    hint = "Zapisz samych kandydatów w nowym pliku albo jako CSV."
    return Unreadable("Plik XLSX jest po rozpakowaniu zbyt duży.", hint)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


# -- the workbook's own tables ----------------------------------------------------------------------------------------


def _elements(content: bytes, wanted: str) -> Iterator[dict[str, str]]:
    """The attributes of the elements of one name, whatever the prefix of its namespace."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    _parse(content, start)
    return iter(found)


def _parse(content: bytes, start: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Names of sheets and the parts they are in."""
    targets = {
        one.get("Id", ""): one.get("Target", "") for one in _elements(parts.get(_RELATIONS, b"<a/>"), "Relationship")
    }
    for one in _elements(parts[_WORKBOOK], "sheet"):
        target = targets.get(one.get("id", ""), "")
        yield one.get("name", ""), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


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


def _look_through(content: bytes, percent: frozenset[str]) -> Marks:
    """By plain search where every cell is written as all programs write it; else element by element, which is slow."""
    cells = _CELL.findall(content)
    if len(cells) == content.count(b"<c ") and _ODD_CELL.search(content) is None:
        return _searched(content, cells, percent)
    return _walked(content, percent)


def _searched(content: bytes, cells: list[tuple[bytes, bytes]], percent: frozenset[str]) -> Marks:
    width = max(map(_column_number, {letters for letters, _ in cells}), default=0)
    height = max(map(int, {digits for _, digits in cells}), default=0)
    marks = Marks(fits=width * height <= MOST_CELLS)
    if not marks.fits:
        return marks
    rows = _ROW.findall(content)
    if len(set(rows)) < len(rows):
        marks.twice = next((b"".join(cell).decode() for cell, times in Counter(cells).items() if times > 1), "")
    if b"<f" in content:
        marks.formulas.update(_places(_WITH_FORMULA, content))
    if b't="e"' in content:
        marks.errors.update(_places(_WITH_ERROR, content))
    if percent:
        styles = b"|".join(sorted(one.encode() for one in percent))
        shown = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*\ss="(?:' + styles + rb')"')
        marks.percents.update(_places(shown, content))
    return marks


def _places(pattern: re.Pattern[bytes], content: bytes) -> Iterator[Cell]:
    return ((int(digits) - 1, _column_number(letters) - 1) for letters, digits in pattern.findall(content))


def _walked(content: bytes, percent: frozenset[str]) -> Marks:
    marks = Marks()
    row = column = -1
    widest = tallest = 0
    seen: set[Cell] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, widest, tallest
        match name.rpartition(":")[2]:
            case "row":
                row, column = int(attributes["r"]) - 1 if "r" in attributes else row + 1, -1
            case "c":
                place = _place(attributes["r"]) if "r" in attributes else (row, column + 1)
                row, column = place
                if place in seen:
                    marks.twice = marks.twice or attributes.get("r", "")
                seen.add(place)
                widest, tallest = max(widest, column + 1), max(tallest, row + 1)
                if attributes.get("t") == "e":
                    marks.errors.add(place)
                if attributes.get("s", "0") in percent:
                    marks.percents.add(place)
            case "f":
                marks.formulas.add((row, column))

    _parse(content, start)
    marks.fits = widest * tallest <= MOST_CELLS
    return marks


def _place(reference: str) -> Cell:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column_number(letters.encode()) - 1


def _column_number(letters: bytes) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
