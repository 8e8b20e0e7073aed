"""From the bytes of a file to its text: what cannot be read is explained (P001, P002, P003), what is odd but clear is
read with the right places."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.layers.library import find_base
from dsl.load import load, load_text
from dsl.source.reading import LARGEST_FILE, decode_source, read_source
from dsl.source.text import Location
from tests.dsl.loading import SHORT_HEADER

POLISH = SHORT_HEADER + "kryteria:\n  świadectwo: 7\n"


def only_problem(path: Path) -> Diagnostic:
    loaded = load(path)
    assert loaded.regulation is None
    (problem,) = loaded.diagnostics
    return problem


def said_of(data: bytes) -> Diagnostic:
    diagnostics = Diagnostics()
    assert decode_source(data, "regulamin.yaml", diagnostics) is None
    (problem,) = diagnostics
    return problem


def word_document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", POLISH)
    return buffer.getvalue()


# -- P001 and P002 ----------------------------------------------------------------------------------------------------


def test_a_missing_file(tmp_path: Path) -> None:
    problem = only_problem(tmp_path / "nie-ma.yaml")
    assert (problem.code, problem.message) == ("P001", "Nie ma takiego pliku.")
    assert problem.where == Location(str(tmp_path / "nie-ma.yaml"), 1)


def test_a_folder(tmp_path: Path) -> None:
    problem = only_problem(tmp_path)
    assert problem.code == "P001"
    assert "folder" in problem.message


def test_a_file_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses; not asked of the system itself, because nothing is refused to an administrator."""
    path = tmp_path / "regulamin.yaml"
    path.write_text(POLISH, encoding="utf-8")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refused)
    problem = only_problem(path)
    assert problem.code == "P001"
    assert "prawa do odczytu" in problem.message
    assert "Permission" not in problem.message + problem.hint


def test_a_name_no_system_takes() -> None:
    diagnostics = Diagnostics()
    assert read_source(Path("a\x00b.yaml"), diagnostics) is None
    assert [one.code for one in diagnostics] == ["P001"]


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "potok")
    for path in (tmp_path / "potok", Path("/dev/zero")):
        problem = only_problem(path)
        assert (problem.code, problem.message) == ("P001", "To nie jest zwykły plik, tylko urządzenie albo potok.")


def test_a_name_too_long(tmp_path: Path) -> None:
    problem = only_problem(tmp_path / ("ż" * 300))
    assert (problem.code, problem.message) == ("P001", "Nazwa pliku jest za długa.")


def test_a_base_with_a_name_too_long_is_not_there(tmp_path: Path) -> None:
    for name in ("ż" * 190, "a" * 199, "a/" * 99):
        assert find_base(name, tmp_path, Diagnostics()) is None


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "regulamin.yaml"
    path.write_bytes(b"#" * LARGEST_FILE)
    diagnostics = Diagnostics()
    source = read_source(path, diagnostics)
    assert source is not None
    assert len(source.text) == LARGEST_FILE
    path.write_bytes(b"#" * (LARGEST_FILE + 1))
    problem = only_problem(path)
    assert problem.code == "P002"
    assert "2 MB" in problem.message


# -- P003 -------------------------------------------------------------------------------------------------------------


def test_windows_1250_is_named_with_its_first_line() -> None:
    problem = said_of(POLISH.encode("cp1250"))
    assert problem.code == "P003"
    assert "Windows-1250" in problem.message
    assert "UTF-8" in problem.hint
    assert problem.where == Location("regulamin.yaml", 5)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings(encoding: str) -> None:
    problem = said_of(POLISH.encode(encoding))
    assert problem.code == "P003"
    assert "UTF-16" in problem.message


@pytest.mark.parametrize(
    "data",
    [word_document(), b"%PDF-1.7\n\xe2\xe3", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"],
    ids=["docx", "pdf", "doc"],
)
def test_documents_of_office_programs(data: bytes) -> None:
    problem = said_of(data)
    assert problem.code == "P003"
    assert "programu biurowego albo PDF" in problem.message


def test_a_zero_byte_is_no_text() -> None:
    problem = said_of(b"paragraf: 1\n\x00\n")
    assert (problem.code, problem.location and problem.location.line) == ("P003", 2)
    assert problem.message == "W pliku jest znak o numerze zero, jakiego nie ma w zwykłym tekście."


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_once(data: bytes) -> None:
    diagnostics = Diagnostics()
    source = decode_source(data, "regulamin.yaml", diagnostics)
    if source is None:
        assert [one.code for one in diagnostics] == ["P003"]
    else:
        assert not list(diagnostics)
        assert source.text.encode("utf-8") == data.removeprefix(b"\xef\xbb\xbf")


# -- odd but clear ----------------------------------------------------------------------------------------------------

MISTAKE = "paragraf: 1\nregulamin: Zażółć gęślą jaźń\nwydaje: dyrektor\nkryteria:\n  świadectwo: 2 * ocny\n"


def place_of_mistake(path: Path) -> tuple[str, str, int, int, int]:
    problem = only_problem(path)
    location = problem.location
    assert location is not None
    return problem.code, location.excerpt, location.line, location.column, location.end_column


@pytest.mark.parametrize(
    "data",
    [
        MISTAKE.encode("utf-8"),
        MISTAKE.encode("utf-8-sig"),
        MISTAKE.replace("\n", "\r\n").encode("utf-8"),
        MISTAKE.replace("\n", "\r\n").encode("utf-8-sig"),
        MISTAKE.rstrip("\n").encode("utf-8"),
    ],
    ids=["plain", "mark", "windows", "windows with mark", "no last newline"],
)
def test_places_do_not_depend_on_how_the_file_was_saved(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "regulamin.yaml"
    path.write_bytes(data)
    assert place_of_mistake(path) == ("P060", "  świadectwo: 2 * ocny", 5, 19, 23)


def test_a_mistake_in_the_first_line_behind_the_mark(tmp_path: Path) -> None:
    path = tmp_path / "regulamin.yaml"
    path.write_bytes("\ufeffparagraff: 1\nregulamin: R\nwydaje: dyrektor\n".encode())
    places = {(one.code, one.location.column if one.location else 0) for one in load(path).diagnostics}
    assert ("P032", 1) in places


def test_a_text_being_edited_may_begin_with_the_mark() -> None:
    assert load_text("\ufeff" + POLISH, Path("regulamin.yaml")).regulation is not None


def test_letters_outside_the_basic_plane_count_once(tmp_path: Path) -> None:
    """Columns count characters: neither bytes nor halves of UTF-16."""
    path = tmp_path / "regulamin.yaml"
    path.write_text(SHORT_HEADER + 'definicje:\n  d: jeżeli "𝒳" = ocny to 1 inaczej 0\n', encoding="utf-8")
    code, _, line, column, end = place_of_mistake(path)
    assert (code, line, column, end) == ("P060", 5, 19, 23)
