"""The day of the commission in a real small terminal: a foreign table, a tie decided, the lists made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.generator.papers.school import TEXT
from tests.tui.test_terminal import Start, start

__all__ = ["start"]

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="no tmux here; scripts/install-debian-packages.sh installs it"
)

BY_COMMISSION = TEXT.replace(
    "{etap: los, nazwa: losowanie, losowanie: tak}", "{etap: komisja, nazwa: komisja, decyzja komisji: tak}"
)
TABLE = """\
Nr wniosku;Imię;Nazwisko;Egz.;Ma świadectwo;Wybór
w1;Osoba;Zmyślona;80;x;A
w2;Osoba;Umowna;70;x;A
w3;Osoba;Próbna;70;x;A
"""


def test_a_day_of_the_commission(tmp_path: Path, start: Start) -> None:
    school = tmp_path / "szkoła.yaml"
    school.write_text(BY_COMMISSION, encoding="utf-8")
    (tmp_path / "sekretariat.csv").write_text(TABLE, encoding="utf-8")
    with start(school, size=(80, 24), folder=tmp_path) as terminal:
        terminal.see("paragraf: 1", "podgląd aktualny")
        terminal.keys("C-k")
        terminal.see("Kandydaci do podglądu", "Wczytaj plik")
        terminal.keys("Enter")
        terminal.see("Wczytaj kandydatów", "sekretariat.csv")
        terminal.type("sekretariat.csv")
        terminal.keys("Enter")
        terminal.see("Dopasuj kolumny: sekretariat.csv", "Dopasowano kolumn: 6 z 6", "Nr wniosku")
        terminal.keys("C-s")
        terminal.see("Wczytano 3 kandydatów")
        terminal.keys("C-p")
        terminal.see("Szukaj polecenia")
        terminal.type("pokaż remisy")
        terminal.keys("Enter")
        terminal.see("2 kandydatów na 1 miejsce", "Enter: wpisz")
        terminal.keys("Enter")
        terminal.see("Wpisz decyzję komisji")
        terminal.keys("Enter")
        terminal.see("Kto ma miejsce nr 1?")
        terminal.keys("Down", "Enter")
        terminal.see("Podstawa rozstrzygnięcia")
        terminal.type("protokół nr 1")
        terminal.keys("Enter")
        terminal.see("Gdzie zapisać rozstrzygnięcie", "szkoła-nabór.yaml")
        terminal.keys("Enter")
        terminal.see("Żaden remis nie wymaga rozstrzygnięcia", "zapisane w „szkoła-nabór.yaml”", "podgląd aktualny")
        terminal.keys("C-e")
        terminal.see("Zapisz dokument", "Listy zakwalifikowanych")
        terminal.keys(*["Down"] * 4, "Enter")
        terminal.see("Data na pismach")
        terminal.type("16 lipca 2026")
        terminal.keys("Enter")
        terminal.see("Pisma gotowe", "Otwórz folder")
        terminal.keys("Escape", "C-q")
        terminal.see_end()
    assert list(tmp_path.glob("szkoła*-listy/*.pdf"))
    assert "decyzja: [w3, w2], podstawa: protokół nr 1" in (tmp_path / "szkoła-nabór.yaml").read_text(encoding="utf-8")
