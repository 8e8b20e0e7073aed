"""Laws that leave something to others, and versions of one regulation that inherit."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from tests.dsl.loading import codes, load_yaml
from tests.language.scoring import score

LAW = """
    paragraf: 1
    prawo: Rekrutacja do przedszkoli
    wydaje: minister
    kandydat: {rodzinne: zbiór kryterium, żłobek: tak/nie, złożono: data}
    pojęcia: {kryterium: [wielodzietność, samotne_wychowywanie, piecza]}
    warunki:
      w terminie: {wymaga: złożono w terminarz.wnioski, treść: wniosek złożono w terminie}
    kryteria:
      ustawowe:
        za każde: k z rodzinne
        punkty: {ustala: organ prowadzący}
      gminne: {nazwa: kryteria dodatkowe, ustala: organ prowadzący}
    kolejność:
      - {etap: pierwszy, suma: [ustawowe]}
      - {etap: drugi, suma: [gminne]}
    terminarz:
      wnioski: {czynność: złożenie wniosku, ustala: organ prowadzący}
"""
CITY = """
    paragraf: 1
    prawo: Kryteria miasta
    wydaje: organ prowadzący
    opiera się na: [prawo]
    kryteria:
      ustawowe: {punkty: 20}
      gminne: {składniki: {żłobek: {gdy: żłobek, punkty: 4}}}
    terminarz:
      wnioski: {rekrutacyjne: od 3 do 31 marca 2026}
"""
SCHOOL = """
    paragraf: 1
    regulamin: Regulamin
    wydaje: dyrektor
    opiera się na: [BASE]
    oddziały: {A: {miejsca: 25}}
"""


def write(folder: Path) -> None:
    for name, text in (("prawo", LAW), ("miasto", CITY)):
        (folder / f"{name}.yaml").write_text(dedent(text).lstrip(), encoding="utf-8")


def test_each_rank_fills_what_is_left_to_it(tmp_path: Path) -> None:
    write(tmp_path)
    assert codes(load_yaml(LAW)) == []
    assert codes(load_yaml(CITY, tmp_path)) == []
    loaded = load_yaml(SCHOOL.replace("BASE", "miasto"), tmp_path)
    assert codes(loaded) == []
    assert loaded.regulation is not None
    found = score(loaded.regulation, rodzinne=["wielodzietność", "piecza"], żłobek=True, złożono="2026-03-31")
    assert (found.eligible, found.total) == (True, 44)


def test_what_nobody_filled_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    assert codes(load_yaml(SCHOOL.replace("BASE", "prawo"), tmp_path)) == ["P053", "P053", "P053"]


def test_the_director_does_not_fill_what_is_left_to_the_city(tmp_path: Path) -> None:
    write(tmp_path)
    text = (
        SCHOOL.replace("BASE", "prawo")
        + "    kryteria: {ustawowe: {punkty: 5}, gminne: 3}\n    terminarz: {wnioski: {termin: 3 maja 2026}}\n"
    )
    assert set(codes(load_yaml(text, tmp_path))) == {"P045"}


def test_next_year_inherits_all_but_examples(tmp_path: Path) -> None:
    last = """
        paragraf: 1
        regulamin: Regulamin
        rok szkolny: 2025/2026
        wydaje: dyrektor
        kandydat: {średnia: liczba od 1 do 6}
        kryteria: {średnia: 10 * średnia, stałe: 2}
        kolejność: [{etap: punkty, suma: [średnia, stałe]}]
        oddziały: {A: {miejsca: 30}, B: {miejsca: 15}}
        przykłady: {zły: {dane: {średnia: 1}, oczekuj: {razem: 12}}}
    """
    (tmp_path / "2025.yaml").write_text(dedent(last).lstrip(), encoding="utf-8")
    new = """
        paragraf: 1
        regulamin: Regulamin
        rok szkolny: 2026/2027
        wydaje: dyrektor
        opiera się na: ["2025"]
        kryteria: {stałe: 3}
        oddziały: {B: nie dotyczy, C: {miejsca: 20, kryteria: {stałe: 5}}}
    """
    loaded = load_yaml(new, tmp_path)
    assert codes(loaded) == []
    assert loaded.regulation is not None
    assert (list(loaded.regulation.branches), loaded.regulation.examples) == (["A", "C"], ())
    assert score(loaded.regulation, "A", średnia="4,5").total == 48
    assert score(loaded.regulation, "C", średnia="4,5").total == 50
