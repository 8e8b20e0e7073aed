"""What a command writes over: nothing that it reads, nothing but files, and what is there only when asked."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.pdf.recognise import is_our_pdf
from tests.cli.terminal import say

SMALL = """\
paragraf: 1
regulamin: Próba
rok szkolny: 2025/2026
wydaje: dyrektor
opiera się na: [baza]
kandydat: {egzamin: procent}
kryteria: {egzamin: 0,5 * egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {nazwa: ogólny, miejsca: 30}}
"""
BASE = "paragraf: 1\nprawo: Baza\nwydaje: minister\n"
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="devices, pipes and names of POSIX")

WRITING = {
    "compile": ("x.py", ["compile", "r.yaml"]),
    "schema": ("x.json", ["schema", "r.yaml"]),
    "text": ("x.txt", ["document", "r.yaml", "--format", "text"]),
    "pdf": ("x.pdf", ["document", "r.yaml"]),
    "jsonl": ("x.jsonl", ["template", "r.yaml", "--format", "jsonl"]),
    "csv": ("x.csv", ["template", "r.yaml", "--format", "csv"]),
    "xlsx": ("x.xlsx", ["template", "r.yaml"]),
    "new": ("x.yaml", ["new", "lo", "--rok", "2026/2027"]),
    "rollover": ("x.yaml", ["rollover", "r.yaml", "2026/2027"]),
}
EVERY = pytest.mark.parametrize(("name", "words"), WRITING.values(), ids=WRITING)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(SMALL, encoding="utf-8")
    Path("baza.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


@EVERY
def test_a_file_of_somebody_else_only_with_force(name: str, words: Sequence[str]) -> None:
    Path(name).write_bytes(b"cudze")
    said = say(*words, "-o", name)
    assert said.code == 2
    assert said.err.startswith(f"Błąd: plik „{name}” już jest.\n")
    assert "--force" in said.err
    assert Path(name).read_bytes() == b"cudze"
    assert say(*words, "-o", name, "--force").code == 0
    assert Path(name).read_bytes() != b"cudze"


@EVERY
def test_the_same_again_needs_no_force(name: str, words: Sequence[str]) -> None:
    assert say(*words, "-o", name).code == 0
    written = Path(name).read_bytes()
    assert say(*words, "-o", name).code == 0
    assert Path(name).read_bytes() == written


@EVERY
def test_a_name_that_is_empty_too_long_or_nowhere(name: str, words: Sequence[str], here: Path) -> None:
    before = sorted(here.iterdir())
    for wrong in ("", " ", f"nie-ma/{name}", f"r.yaml/{name}", "a" * 300 + name):
        said = say(*words, "-o", wrong)
        assert said.code == 2
        assert said.err.startswith("Błąd: ")
        assert "Błąd programu" not in said.err
    assert sorted(here.iterdir()) == before


@EVERY
def test_the_longest_name_there_is(name: str, words: Sequence[str], here: Path) -> None:
    long = "a" * (255 - len(name)) + name
    assert say(*words, "-o", long).code == 0
    assert [one.name for one in here.iterdir() if one.name not in ("r.yaml", "baza.yaml")] == [long]


@ON_POSIX
@EVERY
def test_a_pipe_stays_a_pipe(name: str, words: Sequence[str]) -> None:
    os.mkfifo(name)
    for force in ([], ["--force"]):
        said = say(*words, "-o", name, *force)
        assert said.code == 2
        assert "to nie jest zwykły plik" in said.err
        assert stat.S_ISFIFO(Path(name).stat().st_mode)


@pytest.mark.parametrize("kind", ["compile", "schema", "jsonl", "rollover"])
def test_a_folder_is_no_file(kind: str) -> None:
    Path("folder").mkdir()
    said = say(*WRITING[kind][1], "-o", "folder", "--force")
    assert (said.code, said.err) == (2, "Błąd: „folder” to folder.\nPodaj nazwę pliku po -o.\n")


@ON_POSIX
@pytest.mark.parametrize("words", [["compile", "r.yaml"], ["schema", "r.yaml"], ["template", "r.yaml"]])
def test_a_device_stays_a_device(words: Sequence[str]) -> None:
    said = say(*words, "-o", os.devnull, "--force")
    assert said.code == 2
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize("words", [["compile", "r.yaml"], ["schema", "r.yaml"], ["template", "r.yaml"]])
def test_what_a_command_reads_is_never_written_over(words: Sequence[str]) -> None:
    if hasattr(os, "link"):
        os.link("r.yaml", "inaczej.yaml")
    for name in ("r.yaml", "./r.yaml", "baza.yaml", "inaczej.yaml"):
        said = say(*words, "-o", name, "--force")
        assert said.code == 2
        assert "z którego powstaje" in said.err
    assert Path("r.yaml").read_text(encoding="utf-8") == SMALL
    assert Path("baza.yaml").read_text(encoding="utf-8") == BASE


def test_a_document_in_place_of_its_source() -> None:
    shutil.copy("r.yaml", "r.pdf")
    for words in (["r.pdf"], ["r.pdf", "--force"]):
        said = say("document", *words)
        assert said.code == 2
    assert Path("r.pdf").read_text(encoding="utf-8") == SMALL


def test_a_changed_regulation_is_printed_again_and_again() -> None:
    printed = set()
    for title in ("Pierwsza", "Druga", "Trzecia"):
        Path("r.yaml").write_text(SMALL.replace("Próba", title), encoding="utf-8")
        assert say("document", "r.yaml").code == 0
        printed.add(Path("r.pdf").read_bytes())
    assert len(printed) == 3


def test_a_signed_document_is_not_printed_over() -> None:
    assert say("document", "r.yaml").code == 0
    ours = Path("r.pdf").read_bytes()
    assert is_our_pdf(ours)
    signed = ours + b"\n99 0 obj <</Type /Sig /ByteRange [0 1 2 3]>> endobj\n%%EOF\n"
    for other in (signed, ours + b"\n%%EOF\n", b"%PDF-1.7\n%%EOF", ours.replace(b"Typst ", b"Edytor")):
        Path("r.pdf").write_bytes(other)
        assert say("document", "r.yaml").code == 2
        assert Path("r.pdf").read_bytes() == other
    assert say("document", "r.yaml", "--force").code == 0


def test_a_table_of_many_files_is_written_whole_or_not_at_all(root: Path) -> None:
    regulation = str(root / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml")
    Path("k.osiągnięcia.csv").write_bytes(b"wpisane")
    assert say("template", regulation, "--format", "csv", "-o", "k.csv").code == 2
    assert not Path("k.csv").exists()


def test_the_demo_minds_a_document_of_somebody_else() -> None:
    Path("pokaz").mkdir()
    Path("pokaz/regulamin.pdf").write_bytes(b"%PDF-1.7 cudzy")
    said = say("demo", "-o", "pokaz", "-n", "3")
    assert (said.code, said.out) == (2, "")
    assert "„regulamin.pdf”" in said.err
    assert say("demo", "-o", "pokaz", "-n", "3", "--force").code == 0
    assert say("demo", "-o", "pokaz", "-n", "3").code == 0


@ON_POSIX
@EVERY
def test_a_link_to_nothing_is_not_followed_even_with_force(name: str, words: Sequence[str]) -> None:
    Path(name).symlink_to("cudze")
    for force in ([], ["--force"]):
        said = say(*words, "-o", name, *force)
        assert said.code == 2
        assert said.err.startswith(f"Błąd: „{name}” to dowiązanie do innego miejsca.\n")
    assert Path(name).is_symlink()
    assert not Path("cudze").exists()
