"""Hostile and broken files: always words, soon, with little memory, and never a trace of anybody."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.intake.workbook import read_workbook
from tests.admission.intake.tables import xlsx_bytes
from tests.admission.intake.test_traps import RULES

GOOD = xlsx_bytes(
    {"": [["id", "wynik", "opis"], ["k1", 1, "x"], ["k2", 2, "y"]], "zawody": [["id", "miejsce"], ["k1", 1]]}
)
SHEET = "xl/worksheets/sheet1.xml"
SECRETS = ("Tajemnicka", "05210112349", "5210112349")


def changed(changes: dict[str, bytes | None], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good workbook with parts replaced, added or (None) left out."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(content, "w", compression) as new:
        parts = {name: old.read(name) for name in old.namelist()} | changes
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return content.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return archive.read(name)


def sheet(data: str) -> bytes:
    head = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{head}<sheetData>{data}</sheetData></worksheet>".encode()


def read(folder: Path, content: bytes, name: str = "k.xlsx") -> Candidates:
    path = folder / name
    path.write_bytes(content)
    return read_candidates(path, RULES)


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{text_cell("A1", "id")}{text_cell("B1", "wynik")}</row>'
CORNERS = HEADER + f'<row r="2">{text_cell("A2", "k1")}</row><row r="1048576">{text_cell("XFD1048576", "x")}</row>'
NO_PLACES = "<row><c t='inlineStr'><is><t>id</t></is></c></row>" + "<row><c t='inlineStr'><is><t>k</t></is></c></row>"

HOSTILE: dict[str, bytes] = {
    "corners": changed({SHEET: sheet(CORNERS)}),
    "corners, written oddly": changed({SHEET: sheet(CORNERS.replace('r="XFD', "r='XFD").replace('76" t', "76' t"))}),
    "corners, with a prefix": changed(
        {
            SHEET: sheet(CORNERS)
            .replace(b"<", b"<x:")
            .replace(b"<x:/", b"</x:")
            .replace(b"<x:?", b"<?")
            .replace(b"xmlns=", b"xmlns:x=")
        }
    ),
    "corners as shared strings": changed({"xl/sharedStrings.xml": sheet(CORNERS)}),
    "a document type": changed({SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + part(SHEET)}),
    "entities outside": changed(
        {"xl/sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>'}
    ),
    "not XML": changed({SHEET: b"\x00\x01\x02" * 1000}),
    "XML cut off": changed({SHEET: part(SHEET)[:300]}),
    "no workbook": changed({"xl/workbook.xml": None}),
    "no sheet": changed({SHEET: None}),
    "no relations": changed({"xl/_rels/workbook.xml.rels": None}),
    "strings that are not there": changed({"xl/sharedStrings.xml": None}),
    "too many parts": changed({f"xl/x{number}.xml": b"" for number in range(6000)}),
    "cut off": GOOD[: len(GOOD) // 2],
    "only a sign": b"PK\x03\x04",
    "empty archive": b"PK\x05\x06" + bytes(18),
    "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "locked": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_is_told(content: bytes, tmp_path: Path) -> None:
    started = time.process_time()
    found = read(tmp_path, content)
    assert time.process_time() - started < 2
    assert found.problems.has_errors
    assert all(one.hint and len(one.message) < 200 for one in found.problems)


def test_what_a_workbook_of_another_kind_is_told(tmp_path: Path) -> None:
    def said(content: bytes) -> str:
        (problem,) = read(tmp_path, content).problems
        assert problem.code == "K010"
        return f"{problem.message} {problem.hint}"

    assert "zabezpieczony hasłem" in said(HOSTILE["locked"])
    assert "*.xls" in said(HOSTILE["old workbook"])
    assert "XLSX jest uszkodzony" in said(HOSTILE["cut off"])
    ods = io.BytesIO()
    with zipfile.ZipFile(ods, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert "*.ods" in said(ods.getvalue())


TWICE = f'{HEADER}<row r="2">{text_cell("A2", "k1")}</row><row r="2">{text_cell("A2", "k2")}</row>'


@pytest.mark.parametrize("content", [TWICE, TWICE.replace('<row r="2">', "<row r='2'>").replace('r="A2"', "r='A2'")])
def test_a_row_given_twice_loses_nobody_in_silence(content: str, tmp_path: Path) -> None:
    """Of a cell written twice a parser keeps one, and the candidate of the other would be gone."""
    found = read(tmp_path, changed({SHEET: sheet(content)}))
    assert not found.good
    (problem,) = found.problems
    assert (problem.code, "komórka A2 jest zapisana dwa razy" in problem.message) == ("K010", True)


def test_an_empty_row_given_twice_is_no_matter(tmp_path: Path) -> None:
    content = sheet(f'<row r="1"/>{HEADER}<row r="2"/><row r="2">{text_cell("A2", "k1")}</row>')
    assert [one.id for one in read(tmp_path, changed({SHEET: content})).good] == ["k1"]


def test_places_may_be_left_out_and_prefixes_used(tmp_path: Path) -> None:
    """Written as no known program does, and all the same right."""
    assert [one.id for one in read(tmp_path, changed({SHEET: sheet(NO_PLACES)})).good] == ["k"]


def test_more_than_all_parts_may_take_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("admission.intake.package.LARGEST_PARTS", 1_000_000)
    (problem,) = read(tmp_path, changed({SHEET: sheet(HEADER + "<row/>" * 200_000)})).problems
    assert problem.message == "Plik XLSX jest po rozpakowaniu zbyt duży."


MEASURED = """
import pathlib, sys
from admission.intake.text import Unreadable
from admission.intake.workbook import read_workbook
try:
    sheets = read_workbook(pathlib.Path(sys.argv[1]).read_bytes())
    told = " ".join(f"{len(one.rows)} {one.is_too_large}" for one in sheets)
except Unreadable as bad:
    told = f"{bad.message} {bad.hint}"
used = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(used.split()[1]) // 1024, told)
"""  # the most of this process alone: what the system counts by itself begins with the memory of its parent


def measured(path: Path) -> tuple[int, str]:
    """The most memory in MB that a process of its own takes to read the workbook, and what comes of it."""
    done = subprocess.run([sys.executable, "-c", MEASURED, path], capture_output=True, check=True, encoding="utf-8")
    memory, told = done.stdout.split(" ", 1)
    return int(memory), told


def bomb(path: Path, name: str, begin: bytes, much: bytes, times: int, end: bytes) -> Path:
    """One part made of the same bytes again and again."""
    path.write_bytes(changed({name: None}))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as out:
        out.write(begin)
        for _ in range(times):
            out.write(much)
        out.write(end)
    return path


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
REFUSED = "razy tyle co spakowany. Tak nie wygląda żaden arkusz z danymi. Skopiuj samych kandydatów do nowego pliku"
SMALL_ROW = b"<row>" + b"<c/>" * 1000 + b"</row>"
WITH_FORMULAS = b"<row>" + b"<c><f/></c>" * 1000 + b"</row>"
Bomb = tuple[str, bytes, bytes, int, bytes]
BOMBS: dict[str, tuple[Bomb, str]] = {
    "one cell": ((SHEET, HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>', b"a" * 10**6, 150, END), REFUSED),
    "blank styles": (("xl/styles.xml", b"<styleSheet>", b" " * 10**6, 150, b"</styleSheet>"), REFUSED),
    "many rows": ((SHEET, HEAD, b"<row><c/></row>" * 1000, 13_000, END), REFUSED),
    "empty cells": ((SHEET, HEAD, SMALL_ROW, 2400, END), "0 True 2 False"),
    "formulas": ((SHEET, HEAD, WITH_FORMULAS, 900, END), "0 False 2 False"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_takes_no_large_memory(tmp_path: Path, name: str) -> None:
    parts, expected = BOMBS[name]
    path = bomb(tmp_path / "bomba.xlsx", *parts)
    assert path.stat().st_size < 1_000_000
    memory, told = measured(path)
    assert expected in told
    assert memory < 200


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_text_that_many_cells_share_is_not_made_for_each(tmp_path: Path) -> None:
    """Three thousand cells of 400 kB each would be more than a gigabyte."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3000))
    text = b"<sst><si><t>" + b"a" * 400_000 + b"</t></si></sst>"
    (tmp_path / "k.xlsx").write_bytes(changed({SHEET: sheet(cells), "xl/sharedStrings.xml": text}))
    memory, told = measured(tmp_path / "k.xlsx")
    assert "zbyt duży" in told
    assert memory < 200
    oddly = cells.replace('t="s"', "t='s'")
    (problem,) = read(tmp_path, changed({SHEET: sheet(oddly), "xl/sharedStrings.xml": text})).problems
    assert "zbyt duży" in problem.message


def test_a_text_longer_than_any_cell_is_refused(tmp_path: Path) -> None:
    text = "".join(map(str, range(300_000)))
    (problem,) = read(tmp_path, changed({SHEET: sheet(HEADER + text_cell("A2", text))})).problems
    assert "dłuższy, niż mieści komórka" in problem.message


def test_sheets_that_share_a_part_are_damaged(tmp_path: Path) -> None:
    """Each of thousands would be read anew."""
    names = part("xl/workbook.xml").replace(b"rId2", b"rId1")
    (problem,) = read(tmp_path, changed({"xl/workbook.xml": names})).problems
    assert problem.message == "Plik XLSX jest uszkodzony."


@pytest.mark.parametrize("level", [1, 9])
def test_tables_of_very_like_rows_are_read(tmp_path: Path, level: int) -> None:
    """The same long words in every cell, as spreadsheets write them: nothing real packs better."""
    words = "zaświadczenie o przeprowadzonych badaniach lekarskich"
    rows = (
        f'<row r="{row}">' + "".join(text_cell(f"{column}{row}", words) for column in "ABCDEFGHIJKLMNOP") + "</row>"
        for row in range(1, 7000)
    )
    content = changed({SHEET: sheet("".join(rows))})
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(tmp_path / "k.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
        (large,) = [one for one in new.infolist() if one.filename == SHEET]
    assert large.file_size > 10_000_000
    assert [len(one.rows) for one in read_workbook((tmp_path / "k.xlsx").read_bytes())] == [6999, 2]


def test_a_part_that_lies_about_its_size(tmp_path: Path) -> None:
    """The archive says 10 bytes; what comes out is more."""
    content = changed({SHEET: sheet(HEADER + "<row/>" * 100_000)})
    size = len(sheet(HEADER + "<row/>" * 100_000)).to_bytes(4, "little")
    found = read(tmp_path, content.replace(size, (10).to_bytes(4, "little")))
    assert [one.code for one in found.problems] == ["K010"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["k.csv", "k.xlsx", "k.jsonl", "k.txt"]))
@example(b"\xff\xfe", "k.csv")
@example(b"\xff\xfea", "k.csv")
@example(b"\xef\xbb\xbf\xff", "k.csv")
@example(b"id\n" + b'"' * 300, "k.csv")
@example(b"id;\x00", "k.csv")
@example("id;ó\nk1;ą\n".encode() + b"\xb9", "k.csv")
@example(b"", "k.xlsx")
def test_random_bytes_are_told(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    found = read(tmp_path_factory.mktemp("b"), content, name)
    assert found.good or found.problems.has_errors
    for one in found.problems:
        f"{one.message}{one.hint}".encode()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_told_or_read(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([GOOD, changed({}, zipfile.ZIP_STORED)])))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read(tmp_path_factory.mktemp("d"), bytes(content))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.sampled_from('id;wynk,"\n\t1# \\'), max_size=30), max_size=8))
def test_any_text_table_is_told_or_read(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    content = "\n".join(["id;wynik", *lines]).encode()
    found = read(tmp_path_factory.mktemp("l"), content, "k.csv")
    assert found.rows >= len(found.good)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("shift", range(4))
def test_nobody_is_named(tmp_path: Path, separator: str, shift: int) -> None:
    """Names and numbers in wrong columns, in a file without a header, under one that is shifted."""
    person = ["Jan Tajemnicka", "05210112349", "5210112349", "ul. Tajemnicka 5"]
    row = ["k1", *person[shift:], *person[:shift]]
    headers = [["id", "wynik", "urodzony", "egzamin", "sport"], ["id", "ocena", "wybory.1", "zawody.1.miejsce", "x"]]
    for number, header in enumerate([*headers, row[1:]]):
        rows = [header, row, row] if header in headers else [header, row[1:]]
        text = "\n".join(separator.join(one) for one in rows)
        for name, content in ((f"{number}.csv", text.encode()), (f"{number}.xlsx", xlsx_bytes({"": rows}))):
            said = " ".join(f"{one.message} {one.hint}" for one in read(tmp_path, content, name).problems)
            assert said
            assert not any(secret in said for secret in SECRETS), said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "k.csv"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="regular"):
        read_candidates(pipe, RULES)
