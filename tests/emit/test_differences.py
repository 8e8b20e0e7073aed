"""What differs between two models by meaning: told once, with both texts, whatever the layout of the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.emit.differences import Difference, Part, Status, by_part, differences
from dsl.load import load_text
from dsl.model.regulation import Regulation

LAW = """paragraf: 1
prawo: Próba
wydaje: minister

pojęcia:
  stopień: {celujący: 6, dobry: 4}
  szczebel: [krajowy, powiatowy]

kandydat:
  wynik: {typ: procent, nazwa: wynik testu}
  ocena: {typ: stopień?, nazwa: ocena}
  wyróżnienie: {typ: tak/nie, nazwa: świadectwo z wyróżnieniem}
  starty:
    nazwa: starty w zawodach
    lista:
      szczebel: {typ: szczebel, nazwa: szczebel}

tabele:
  za_ocenę: {nazwa: punkty za ocenę, wiersze: {celujący: 18, dobry: 14, brak: 0}}

kryteria:
  wynik: {nazwa: wynik, punkty: "0,35 * wynik"}
  ocena: {nazwa: ocena, punkty: "za_ocenę[ocena]"}
  starty:
    nazwa: starty
    za każde: s z starty
    wiersze:
      - {gdy: s.szczebel = krajowy, punkty: 3}
      - {gdy: s.szczebel = powiatowy, punkty: 1}
    najwyżej: 5

warunki:
  test: {wymaga: wynik ≥ 30, treść: przystąpił do testu}

rodzaje oddziałów:
  zwykły:
    kolejność:
      - {etap: punkty, suma: [wynik, ocena, starty]}
  sportowy:
    kolejność:
      - {etap: punkty, suma: [wynik, ocena, starty]}

terminarz:
  wnioski: {czynność: złożenie wniosku, rekrutacyjne: od 12 do 15 maja 2025}

dokumenty:
  wniosek: {nazwa: wniosek o przyjęcie}
"""


def model(text: str) -> Regulation:
    loaded = load_text(text, Path("prawo.yaml"))
    assert loaded.regulation is not None, loaded.diagnostics
    return loaded.regulation


def changed(*replacements: tuple[str, str]) -> tuple[Difference, ...]:
    text = LAW
    for old, new in replacements:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    return differences(model(LAW), model(text))


def test_the_same_rules_laid_out_otherwise_do_not_differ() -> None:
    assert changed() == ()
    assert (
        changed(
            ('punkty: "0,35 * wynik"', 'punkty: "0,35*wynik", uwaga: bez zmian'), ("\nwarunki:", "\n# a\n\nwarunki:")
        )
        == ()
    )


def test_another_school_year_is_told() -> None:
    year = "rok szkolny: 2026/2027"
    old, new = model(f"{year}\n{LAW}"), model(f"{year}\n{LAW}".replace("2026/2027", "2027/2028"))
    (one,) = differences(old, new)
    assert (one.part, one.name, one.old, one.new) == (Part.HEAD, "rok szkolny", "2026/2027", "2027/2028")


def test_a_change_common_to_all_kinds_is_told_once() -> None:
    (one,) = changed(("0,35 * wynik", "0,3 * wynik"))
    assert (one.part, one.name, one.status, one.kinds) == (Part.CRITERION, "wynik", Status.CHANGED, ())
    assert "0,35" in one.old
    assert "0,3" in one.new
    assert "0,35" not in one.new


def test_only_the_row_that_differs_is_quoted() -> None:
    (table,) = changed(("celujący: 18", "celujący: 20"))
    assert (table.part, table.old, table.new) == (Part.TABLE, "celujący – 18 punktów", "celujący – 20 punktów")
    (row,) = changed(("powiatowy, punkty: 1", "powiatowy, punkty: 2"))
    assert row.part is Part.CRITERION
    assert "krajowy" not in row.old + row.new


def test_one_kind_that_differs_is_named() -> None:
    found = changed(
        ("  sportowy:\n", "  sportowy:\n    warunki:\n      próba: {wymaga: wyróżnienie, treść: zaliczył próbę}\n")
    )
    assert found == (Difference(Part.CONDITION, "próba", Status.NEW, "", "zaliczył próbę", ("sportowy",)),)


def test_kinds_terms_documents_and_stages_come_and_go() -> None:
    found = changed(
        ("  sportowy:\n", "  wojskowy:\n"),
        ("od 12 do 15 maja 2025", "od 11 do 15 maja 2026"),
        ("  wniosek: {nazwa: wniosek o przyjęcie}", "  podanie: {nazwa: podanie}"),
        ("{etap: punkty,", "{etap: suma,"),
    )
    told = {part: [(one.name, one.status.value) for one in group] for part, group in by_part(found).items()}
    assert told == {
        Part.KIND: [("wojskowy", "nowe"), ("sportowy", "usunięte")],
        Part.STAGE: [("suma", "nowe"), ("punkty", "usunięte")],
        Part.DOCUMENT: [("podanie", "nowe"), ("wniosek", "usunięte")],
        Part.TERM: [("wnioski.rekrutacyjne", "zmienione")],
    }


def test_what_is_asked_of_a_candidate_is_compared() -> None:
    found = changed(
        ("wynik: {typ: procent,", "wynik: {typ: liczba od 0 do 50,"), ("[krajowy,", "[międzynarodowy, krajowy,")
    )
    parts = {(one.part, one.name) for one in found}
    assert {(Part.FACT, "wynik"), (Part.NOTION, "szczebel")} <= parts


def test_another_way_behind_the_same_words_is_not_passed_over() -> None:
    (one,) = changed(("    za każde: s z starty\n", "    za każde: s z starty\n    dokument: wniosek\n"))
    assert one.is_wording_alike
    assert one.status is Status.CHANGED


@pytest.mark.parametrize("version", ["2022", "2025"])
def test_a_law_does_not_differ_from_itself(root: Path, version: str) -> None:
    path = root / "regulations" / "prawo" / f"ponadpodstawowe-{version}.yaml"
    text = path.read_text(encoding="utf-8")
    first, second = load_text(text, path).regulation, load_text(text, path).regulation
    assert first is not None
    assert second is not None
    assert differences(first, second) == ()
