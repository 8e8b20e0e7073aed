"""`paragraf chat` from the outside: turns, options by number, reset, a clean end."""

from __future__ import annotations

from pathlib import Path

from cli import exits
from tests.cli.terminal import say

KETY = str(Path("regulations/lo-wyspianskiego-kety/2025-2026.yaml"))


def test_a_conversation_goes_on_and_ends_at_the_end_of_input() -> None:
    said = say("chat", KETY, stdin="mam 75% z matmy, ile punktów do A?\na w B?\n")
    assert said.code == exits.OK
    assert said.out.count("26,25 punktu") >= 2
    assert "(Pamiętam: oddział: A; wyniki egzaminu: matematyka 75%)" in said.out
    assert said.out.rstrip().endswith("Niczego nie zapisano.")
    assert not said.err


def test_an_option_is_picked_by_its_number() -> None:
    said = say("rozmowa", KETY, stdin="kiedy wyniki?\n2\nkoniec\nile za pasek\n")
    assert "2. podanie do publicznej wiadomości" in said.out
    assert "21 lipca 2025 r." in said.out
    assert "7 punktów" not in said.out


def test_it_shows_and_forgets_what_it_remembers() -> None:
    said = say("chat", KETY, stdin="co wiesz\nmam 75% z matmy, ile do A?\nco wiesz\nod nowa\nco wiesz\n")
    shown = said.out.split("Zapomniano całą rozmowę.")
    assert "Wyniki egzaminu: matematyka 75%" in shown[0]
    assert "Na razie nic." in shown[0]
    assert "Na razie nic." in shown[1]


def test_no_line_is_wider_than_a_terminal_and_nothing_moves() -> None:
    said = say("chat", KETY, stdin="co jak dwie osoby mają tyle samo punktów\njakie dokumenty\n")
    assert max(map(len, said.out.splitlines())) <= 80
    assert "\x1b" not in said.out
    assert "\r" not in said.out


def test_a_broken_regulation_is_not_talked_about(tmp_path: Path) -> None:
    broken = tmp_path / "zly.yaml"
    broken.write_text("paragraf: 1\nregulamin: [", encoding="utf-8")
    assert say("chat", str(broken)).code == exits.PROBLEMS
    assert say("chat", "nie-ma.yaml").code == exits.WRONG_USE
