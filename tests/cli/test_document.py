"""`paragraf document`: where it writes, what it says, and what it refuses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.commands import document
from generator.opening import open_with_system
from tests.cli.terminal import say

SCHOOL = "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
SMALL = """\
paragraf: 1
regulamin: Próba
wydaje: dyrektor
kandydat: {egzamin: procent}
kryteria: {egzamin: 0,5 * egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 30}}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "próba.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_pdf_beside_the_file(small: Path) -> None:
    said = say("dokument", str(small))
    assert said.code == 0
    assert small.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert f"Zapisano dokument: {small.with_suffix('.pdf')} (1 strona, " in said.out


def test_text_goes_to_the_screen_or_to_a_file(small: Path, tmp_path: Path) -> None:
    assert "§ 1. Przepisy ogólne" in say("document", str(small), "--format", "text").out
    said = say("document", str(small), "--format", "text", "-o", str(tmp_path))
    assert said.code == 0
    assert "§ 1. Przepisy ogólne" in (tmp_path / "próba.txt").read_text(encoding="utf-8")


def test_the_shipped_regulation_in_print_style(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "druk.pdf"
    said = say("document", str(root / SCHOOL), "-o", str(target), "--style", "druk")
    assert said.code == 0
    assert target.exists()


def test_remarks_are_told_after_the_document_and_not_in_it(small: Path) -> None:
    small.write_text(
        SMALL.replace("miejsca: 30", "miejsca: {wartość: 30, stan: odczytanie, uwaga: nieczytelne, inny odczyt: 80}"),
        encoding="utf-8",
    )
    said = say("document", str(small), "--format", "text")
    assert said.code == 0
    assert "Uwagi do regulaminu: 1." in said.err
    assert "• odczytanie – § 2 tabela 1 oddział A: nieczytelne\n  inny odczyt: 80\n" in said.err
    assert "nieczytelne" not in said.out


def test_what_is_left_open_and_terms_that_disagree_are_told_too() -> None:
    said = say("document", SCHOOL, "--format", "text")
    assert said.code == 0
    told = said.err.partition("Sprawdź też, zanim ogłosisz:")[2]
    assert "remis po ostatnim etapie" in told
    assert "kończy się 13 sierpnia 2025 r., a „3 dni od podania do wiadomości" in told
    dated = say("document", SCHOOL, "--kind", "zarzadzenie", "--date", "2025-03-03", "--format", "text").err
    assert "data zarządzenia" in told
    assert "data zarządzenia" not in dated.partition("Sprawdź też, zanim ogłosisz:")[2]


def test_no_remarks_no_word_of_them(small: Path) -> None:
    assert say("document", str(small)).err == ""


@pytest.mark.parametrize("style", ["dostepny", "druk"])
def test_the_same_bytes_in_another_process_zone_language_and_folder(root: Path, tmp_path: Path, style: str) -> None:
    say("document", str(root / SCHOOL), "-o", str(tmp_path / "tu.pdf"), "--style", style)
    for name, zone, language, seed in (
        ("a.pdf", "Asia/Tokyo", "C", "1"),
        ("b.pdf", "America/Lima", "pl_PL.UTF-8", "2"),
    ):
        environment = os.environ | {
            "TZ": zone, "LC_ALL": language, "LANG": language, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root),
        }  # fmt: skip
        words = [sys.executable, "-m", "cli", "document", os.path.relpath(root / SCHOOL, tmp_path), "-o", name]
        subprocess.run([*words, "--style", style], cwd=tmp_path, env=environment, capture_output=True, check=True)
        assert (tmp_path / name).read_bytes() == (tmp_path / "tu.pdf").read_bytes()


def test_a_regulation_with_errors(small: Path) -> None:
    small.write_text(SMALL.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    said = say("document", str(small))
    assert said.code == 1
    assert not small.with_suffix(".pdf").exists()
    assert "paragraf check" in said.err


def test_wrong_places(small: Path, tmp_path: Path) -> None:
    assert say("document", str(tmp_path / "nie_ma.yaml")).code == 2
    assert say("document", str(small), "-o", str(tmp_path / "nie_ma" / "x.pdf")).code == 2
    assert say("document", str(small), "-o", str(small)).code == 2


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("x.docx", "pdf"),
        ("x", "pdf"),
        ("x.txt", "pdf"),
        ("x.pdf", "text"),
        ("x.docx", "text"),
        (".pdf", "pdf"),
        ("x.pdf", "html"),
        ("x.doc", "docx"),
        ("x.odt", ""),
        ("x", ""),
    ],
)
def test_a_name_that_promises_another_kind_of_file(small: Path, tmp_path: Path, name: str, format: str) -> None:
    asked = ["--format", format] if format else []
    said = say("document", str(small), *asked, "-o", str(tmp_path / name))
    assert said.code == 2
    assert "Program zapisuje PDF (.pdf), stronę (.html), plik dla Worda (.docx) i sam tekst (.txt)." in said.err
    assert not (tmp_path / name).exists()


def test_the_ending_may_be_in_capitals(small: Path, tmp_path: Path) -> None:
    assert say("document", str(small), "-o", str(tmp_path / "X.PDF")).code == 0


def test_a_law_that_leaves_criteria_to_others(root: Path, tmp_path: Path) -> None:
    law = str(root / "regulations/prawo/przedszkola.yaml")
    assert say("check", law).code == 0
    said = say("document", law, "-o", str(tmp_path / "x.txt"))
    assert said.code == 0
    text = (tmp_path / "x.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "kryteria dodatkowe organu prowadzącego – liczba punktów, którą ustala organ prowadzący." in text
    assert "liczba punktów, którą ustala organ prowadzący, za każdą z następujących pozycji" in text
    assert "Złożenie wniosku o przyjęcie wraz z dokumentami | ustala organ prowadzący" in text
    assert "0 punktów" not in text


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_to(small: Path, tmp_path: Path) -> None:
    locked = tmp_path / "zamknięty"
    locked.mkdir(mode=0o555)
    assert say("document", str(small), "-o", str(locked)).code == 2


BEGINNINGS = {"pdf": b"%PDF-", "html": b"<!doctype html>", "docx": b"PK", "txt": "Próba".encode()}


@pytest.mark.parametrize("ending", ["pdf", "html", "docx", "txt"])
def test_the_ending_of_the_name_says_what_to_write(small: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"dokument.{ending}"
    said = say("document", str(small), "-o", str(target))
    assert said.code == 0
    assert target.read_bytes().startswith(BEGINNINGS[ending])
    assert f"Zapisano dokument: {target} (" in said.out


@pytest.mark.parametrize("format", ["html", "docx"])
def test_a_format_beside_the_file(small: Path, format: str) -> None:
    assert say("document", str(small), "--format", format).code == 0
    assert small.with_suffix(f".{format}").read_bytes().startswith(BEGINNINGS[format])


def test_all_stand_beside_each_other(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dokumenty"
    folder.mkdir()
    said = say("document", str(small), "--format", "all", "-o", str(folder))
    assert said.code == 0
    assert sorted(one.name for one in folder.iterdir()) == ["próba.docx", "próba.html", "próba.pdf"]
    assert said.out.count("Zapisano dokument: ") == 3


def test_all_or_none(small: Path) -> None:
    small.with_suffix(".html").write_text("moje", encoding="utf-8")
    said = say("document", str(small), "--format", "all")
    assert said.code == 2
    assert "próba.html” już jest" in said.err
    assert not small.with_suffix(".pdf").exists()
    assert say("document", str(small), "--format", "all", "--force").code == 0


def test_all_into_one_file(small: Path, tmp_path: Path) -> None:
    said = say("document", str(small), "--format", "all", "-o", str(tmp_path / "x.pdf"))
    assert said.code == 2
    assert "--format all zapisuje kilka plików" in said.err


def test_what_nobody_changed_is_written_anew_and_what_a_person_edited_is_not(small: Path) -> None:
    assert say("document", str(small), "--format", "all").code == 0
    small.write_text(SMALL.replace("Próba", "Inny tytuł"), encoding="utf-8")
    assert say("document", str(small), "--format", "all").code == 0
    edited = small.with_suffix(".docx")
    _edit(edited)
    small.write_text(SMALL, encoding="utf-8")
    said = say("document", str(small), "--format", "all")
    assert said.code == 2
    assert "próba.docx” już jest" in said.err
    assert "Inny tytuł" in small.with_suffix(".html").read_text(encoding="utf-8")


def _edit(path: Path) -> None:
    """As an editor would: the same parts, one of them changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Inny", b"Nasz")
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


class Opened:
    """Instead of the person's system."""

    def __init__(self, can: bool = True) -> None:
        self.paths: list[Path] = []
        self.can = can

    def __call__(self, path: Path) -> bool:
        self.paths.append(path)
        return self.can


@pytest.mark.parametrize(("format", "ending"), [("all", ".pdf"), ("docx", ".docx")])
def test_open(small: Path, monkeypatch: pytest.MonkeyPatch, format: str, ending: str) -> None:
    opened = Opened()
    monkeypatch.setattr(document, "open_with_system", opened)
    assert say("document", str(small), "--format", format, "--open").code == 0
    assert opened.paths == [small.with_suffix(ending)]


def test_a_system_that_opens_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "open_with_system", Opened(can=False))
    said = say("document", str(small), "--open")
    assert said.code == 0
    assert f"Otwórz go samodzielnie: {small.with_suffix('.pdf')}" in said.err


def test_there_is_nothing_to_open_on_the_screen(small: Path) -> None:
    said = say("document", str(small), "--format", "text", "--open")
    assert said.code == 2
    assert "Dodaj -o PLIK." in said.err


@pytest.mark.skipif(os.name == "nt", reason="programs of POSIX")
@pytest.mark.parametrize(("script", "is_open"), [("exit 0", True), ("exit 3", False)])
def test_the_systems_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, is_open: bool) -> None:
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program, note = tmp_path / name, tmp_path / "opened"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{note}"\n{script}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert open_with_system(tmp_path / "-plik ze spacją.pdf") is is_open
    assert note.read_text(encoding="utf-8") == str(tmp_path / "-plik ze spacją.pdf")
    monkeypatch.setenv("PATH", str(tmp_path / "nic"))
    assert not open_with_system(tmp_path / "x.pdf")


def _hears_ctrl_c() -> None:
    """A shell's job in the background ignores the signal, and so would every process that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watching:
    """`paragraf document --watch` in a process of its own, with what it says."""

    def __init__(self, root: Path, *words: str) -> None:
        environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cli", "document", "--watch", *words],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            preexec_fn=_hears_ctrl_c if os.name == "posix" else None,
        )  # fmt: skip

    def until(self, words: str) -> str:
        """What is said up to a line with these words."""
        assert self.process.stdout is not None
        said = ""
        for line in self.process.stdout:
            said += line
            if words in line:
                return said
        raise AssertionError(f"it ended and never said {words!r}: {said}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=30)
        return self.process.returncode


BASED = """\
paragraf: 1
regulamin: Szkoła
wydaje: dyrektor
opiera się na: [baza]
oddziały: {A: {miejsca: 30}}
"""
BASE = """\
paragraf: 1
regulamin: Baza
wydaje: organ prowadzący
kandydat: {egzamin: procent}
kryteria: {egzamin: 0,5 * egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
"""


@pytest.fixture
def watching(root: Path, tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    started: list[Watching] = []

    def start(*words: str) -> Watching:
        started.append(Watching(root, *words))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_watch_writes_anew_tells_errors_and_ends_by_ctrl_c(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    school, base = tmp_path / "szkoła.yaml", tmp_path / "baza.yaml"
    school.write_text(BASED, encoding="utf-8")
    base.write_text(BASE, encoding="utf-8")
    shown = tmp_path / "szkoła.html"
    running = watching(str(school), "--format", "html")
    assert "Zapisano dokument" in running.until("Czekam na zmiany (2 pliki)")
    base.write_text(BASE.replace("0,5 * egzamin", "0,25 * egzamin"), encoding="utf-8")
    assert "Zmiana: baza.yaml\nZapisano dokument" in running.until("Czekam na zmiany")
    assert "0,25" in shown.read_text(encoding="utf-8")
    base.write_text(BASE.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    assert "Popraw go i sprawdź" in running.until("Czekam na zmiany")
    base.unlink()
    running.until("Czekam na zmiany")
    base.write_text(BASE.replace("0,5 * egzamin", "0,75 * egzamin"), encoding="utf-8")
    assert "Zapisano dokument" in running.until("Czekam na zmiany (2 pliki)")
    assert "0,75" in shown.read_text(encoding="utf-8")
    shown.write_text("moje", encoding="utf-8")
    school.write_text(BASED.replace("30", "28"), encoding="utf-8")
    assert "szkoła.html” już jest" in running.until("Czekam na zmiany")
    assert shown.read_text(encoding="utf-8") == "moje"
    shown.unlink()
    school.write_text(BASED.replace("30", "26"), encoding="utf-8")
    assert "Zapisano dokument" in running.until("Czekam na zmiany")
    assert running.stop() == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_watch_writes_text_anew_too(small: Path, tmp_path: Path, watching: Callable[..., Watching]) -> None:
    running = watching(str(small), "-o", str(tmp_path / "x.txt"))
    running.until("Czekam na zmiany (1 plik)")
    small.write_text(SMALL.replace("30", "28"), encoding="utf-8")
    assert "Zapisano dokument" in running.until("Czekam na zmiany (1 plik)")
    assert "28" in (tmp_path / "x.txt").read_text(encoding="utf-8")
    small.write_text(SMALL.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    running.until("Czekam na zmiany")
    assert running.stop() == 1


def test_watch_does_not_wait_for_what_was_called_wrongly(small: Path, tmp_path: Path) -> None:
    assert say("document", str(tmp_path / "nie_ma.yaml"), "--watch").code == 2
    assert say("document", str(small), "--watch", "-o", str(small)).code == 2
