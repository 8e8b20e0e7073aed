"""`paragraf tui` in a real terminal: typing, saving, quitting; a killed program and a closed window lose nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.conftest import REGULATION
from tests.tui.terminal import PATIENCE, Terminal
from tui.blanks import blanks
from tui.recovery import FOLDER_VARIABLE

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="no tmux here; scripts/install-debian-packages.sh installs it"
)

Start = Callable[..., Terminal]


@pytest.fixture
def start(root: Path, state: Path) -> Start:
    def begin(*arguments: object, size: tuple[int, int] = (120, 40), folder: Path = root) -> Terminal:
        command = [sys.executable, "-m", "cli", "tui", *map(str, arguments)]
        return Terminal(command, folder, {FOLDER_VARIABLE: str(state), "PYTHONPATH": str(root)}, size)

    return begin


def kept_texts(state: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in (state / "odzyskiwanie").glob("*.yaml")]


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_edit_see_a_problem_fix_save_and_quit(regulation: Path, start: Start, size: tuple[int, int]) -> None:
    with start(regulation, size=size) as terminal:
        terminal.see("regulamin: Próba", "zapisany", "podgląd aktualny")
        terminal.keys("Down", "End")
        terminal.type(" zażółć gęślą")
        terminal.see("regulamin: Próba zażółć gęślą", "NIEZAPISANY")
        terminal.keys("F3")
        terminal.see("Szukaj w tekście")
        terminal.type("miejsca")
        terminal.keys("Enter", "Escape", "Left", "Delete")
        terminal.see("● Błąd P032", "F9", "NIEAKTUALNY")
        terminal.keys("F9")
        terminal.see("podgląd aktualny")
        terminal.keys("C-s")
        terminal.see("Zapisano „regulamin.yaml”", "zapisany")
        terminal.keys("C-q")
        terminal.see_end()
    assert regulation.read_bytes() == REGULATION.replace("Próba", "Próba zażółć gęślą").encode()


def test_changed_points_are_seen_in_points_and_ranking(regulation: Path, candidates: Path, start: Start) -> None:
    with start(regulation, "--candidates", candidates) as terminal:
        terminal.see("k3", "45")
        terminal.keys("F3")
        terminal.see("Szukaj w tekście")
        terminal.type("0,5")
        terminal.keys("Enter", "Escape", "BSpace")
        terminal.type("0,9")
        terminal.see("k3", "81")
        terminal.keys("F7")
        terminal.see("2 remis")
        terminal.keys("C-q")
        terminal.see("Zapisz i zakończ")
        terminal.keys("Enter")
        terminal.see_end()
    assert "egzamin: 0,9 * egzamin" in regulation.read_text(encoding="utf-8")


def test_killed_program_loses_seconds_at_most(regulation: Path, state: Path, start: Start) -> None:
    with start(regulation) as terminal:
        terminal.see("regulamin: Próba")
        terminal.keys("Down", "End")
        terminal.type(" niezapisana")
        wait_for(lambda: any("Próba niezapisana" in text for text in kept_texts(state)))
        os.kill(terminal.process, signal.SIGKILL)
        terminal.see_end()
    assert regulation.read_bytes() == REGULATION.encode()
    with start(regulation) as terminal:
        terminal.see("Odzyskany tekst", "+regulamin: Próba niezapisana", "Odzyskaj")
        terminal.keys("Enter")
        terminal.see("regulamin: Próba niezapisana", "NIEZAPISANY")
        terminal.keys("C-s")
        terminal.see("Zapisano")
        terminal.keys("C-q")
        terminal.see_end()
    assert regulation.read_bytes() == REGULATION.replace("Próba", "Próba niezapisana").encode()
    assert not kept_texts(state)


def test_closed_terminal_keeps_the_text(regulation: Path, state: Path, start: Start) -> None:
    with start(regulation) as terminal:
        terminal.see("regulamin: Próba")
        terminal.keys("Down", "End")
        terminal.type(" urwana")
        terminal.see("Próba urwana")
        process = terminal.process
        terminal.close()
        wait_for(lambda: not _runs(process))
    assert any("Próba urwana" in text for text in kept_texts(state))
    assert regulation.read_bytes() == REGULATION.encode()


@pytest.mark.parametrize("is_killed", [True, False], ids=["killed", "closed"])
def test_a_form_that_was_never_finished_is_offered_again(
    regulation: Path, state: Path, start: Start, is_killed: bool
) -> None:
    with start(regulation, size=(80, 24)) as terminal:
        terminal.see("regulamin: Próba", "podgląd aktualny")
        terminal.keys("C-l")
        terminal.see("Co zmienić", "Nic nie zmieniono")
        terminal.keys("F6")
        terminal.type("biologiczny")
        terminal.see("* A: biologiczny")
        process = terminal.process
        if is_killed:
            wait_for(lambda: any("nazwa: biologiczny" in text for text in kept_texts(state)))
            os.kill(process, signal.SIGKILL)
        else:
            terminal.close()
        wait_for(lambda: not _runs(process))
    assert regulation.read_bytes() == REGULATION.encode()
    with start(regulation, size=(80, 24)) as terminal:
        terminal.see("Odzyskany tekst", "+  A: {miejsca: 2, nazwa: biologiczny}", "Odzyskaj")
        terminal.keys("Enter")
        terminal.see("nazwa: biologiczny", "NIEZAPISANY")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_from_the_start_screen_to_a_saved_copy(tmp_path: Path, start: Start) -> None:
    with start(size=(80, 24), folder=tmp_path) as terminal:
        terminal.see("Wypróbuj na przykładzie")
        terminal.keys("Down", "Down", "Enter")
        terminal.see("Gdzie zapisać kopię")
        terminal.keys("Enter")
        terminal.see("Regulamin rekrutacji do klas pierwszych", "podgląd aktualny")
        terminal.keys("C-q")
        terminal.see_end()
    assert "Wyspiańskiego" in (tmp_path / "przyklad.yaml").read_text(encoding="utf-8")


def test_from_nothing_to_a_document_without_leaving(tmp_path: Path, start: Start) -> None:
    """As somebody new would go: a template, its blanks, made-up candidates, the ranking, a document."""
    with start(size=(80, 24), folder=tmp_path) as terminal:
        terminal.see("Nowy regulamin ze wzoru")
        terminal.keys("Enter")
        terminal.see("jaki to rodzaj", "Liceum ogólnokształcące")
        terminal.keys("Enter")
        terminal.see("Gdzie go zapisać")
        terminal.keys("Enter")
        terminal.see("F2 zaznacza następne puste miejsce", "do uzupełnienia")
        fill_in(terminal, (tmp_path / "regulamin.yaml").read_text(encoding="utf-8"))
        terminal.see("Puste miejsca wypełnione", "Ctrl+S zapisuje")
        terminal.keys("C-s")
        terminal.see("Zapisano")
        terminal.keys("C-k")
        terminal.see("zmyślonych kandydatów")
        terminal.keys("Down", "Enter")
        terminal.until(lambda screen: "Kandydaci do podglądu" not in screen, "the list stays")
        terminal.see("zmyśleni", "Enter wyjaśnia")
        terminal.see("miejsce", "przyklad-0")
        terminal.keys("C-e")
        terminal.see("Zapisz dokument", "plik Worda", "Arkusze wyjaśnień")
        terminal.keys("Down", "Down", "Enter")
        terminal.see("Dokument gotowy", "regulamin.html")
        terminal.keys("Escape", "C-q")
        terminal.see_end()
    assert "II Liceum Ogólnokształcące w Dębowie" in (tmp_path / "regulamin.html").read_text(encoding="utf-8")


def test_a_form_takes_keys_typed_at_once_in_their_order(regulation: Path, start: Start) -> None:
    """Faster than anybody types: all of it waits when the program reads the first key."""
    with start(regulation, size=(80, 24)) as terminal:
        terminal.see("regulamin: Próba", "podgląd aktualny")
        terminal.keys("C-l")
        terminal.see("Co zmienić", "Nic nie zmieniono")
        terminal.keys("Down", "Down", "F6")
        terminal.type("LO w Dębowie\tLiceum w Dębowie\tLiceum w Dębowie\tDębów\t2027\x7f\t")
        terminal.see("Do wpisania: 5 zmian")
        terminal.keys("C-s")
        terminal.see("Wpisano do tekstu")
        terminal.keys("C-s")
        terminal.see("Zapisano")
    written = regulation.read_text(encoding="utf-8")
    assert "szkoła:\n  nazwa: LO w Dębowie\n  nazwa w dopełniaczu: Liceum w Dębowie\n" in written
    assert "  miejscowość: Dębów\n  strona rekrutacji: 202\n" in written


def fill_in(terminal: Terminal, text: str) -> None:
    """Each blank by the example that it gives itself."""
    lines = text.split("\n")
    for row, start, end in blanks(text):
        terminal.keys("F2")
        terminal.type(lines[row][start:end].rpartition("np. ")[2].rstrip(">"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00zle", "UTF-16"),
        (b"#" * 3_000_000, "większy niż 2 MB"),
        (b"#" * 300_000, "za długi wiersz"),
        (b"\n" * 300_000, "za dużo wierszy"),
    ],
    ids=["binary", "huge", "one line", "many lines"],
)
def test_a_file_that_is_no_regulation_is_refused_in_words(
    tmp_path: Path, start: Start, content: bytes, words: str
) -> None:
    path = tmp_path / "obcy.yaml"
    path.write_bytes(content)
    with start(path) as terminal:
        assert words in terminal.see_end().replace("\n", "")
