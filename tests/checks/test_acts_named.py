"""The acts that `podstawa` names, and the words that only look like it (P148)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.diagnostics import Diagnostic
from dsl.source.text import Span
from tests.dsl.loading import SHORT_HEADER, load_yaml

ACTS = """
akty:
  prawo_oświatowe: {rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe}
  rozporządzenie: {rodzaj: rozporządzenie, data: 2025-04-03, tytuł: w sprawie naboru}
  uchwała_rady_gminy: {rodzaj: uchwała, data: 2026-01-03, tytuł: w sprawie kryteriów}
"""
BRANCHES = "oddziały: {A: {nazwa: ogólny, miejsca: 30}}\n"


def told(basis: str, more: str = BRANCHES) -> list[Diagnostic]:
    text = f"{ACTS}komisja: {{skład: {{treść: Komisja ma trzech członków, podstawa: {basis}}}}}\n{more}"
    return [one for one in load_yaml(text).diagnostics if one.code == "P148"]


@pytest.mark.parametrize(
    ("basis", "words", "meant"),
    [
        ("prawo_oswiatowe art. 5", "prawo_oswiatowe", "prawo_oświatowe"),
        ('"prawo_oswiatowe, art. 5"', "prawo_oswiatowe", "prawo_oświatowe"),
        ("prawo oswiatwoe art. 157 ust. 1", "prawo oswiatwoe", "prawo_oświatowe"),
        ("Prawo oświatowe", "Prawo oświatowe", "prawo_oświatowe"),
        ("rozporzadzenie § 5", "rozporzadzenie", "rozporządzenie"),
    ],
)
def test_nearly_an_act_is_mended(basis: str, words: str, meant: str) -> None:
    (one,) = told(basis)
    assert isinstance(one.where, Span)
    assert (one.where.text, one.hint) == (words, f"Czy chodziło o „{meant}”?")
    assert [edit.text for fix in one.fixes for edit in fix.edits] == [meant]


def test_a_name_like_none_is_told_without_a_fix() -> None:
    (one,) = told("ordynacja_podatkowa art. 5")
    assert isinstance(one.where, Span)
    assert (one.where.text, one.fixes) == ("ordynacja_podatkowa", ())


@pytest.mark.parametrize(
    "basis",
    [
        "prawo_oświatowe art. 5",
        "rozporządzenie § 5",
        "prawo_oświatowe",
        "§ 3 statutu",
        "statut szkoły",
        "art. 5",
        "uchwała rady gminy w Dębowie",
        "<wpisz uchwałę>",
    ],
)
def test_acts_that_there_are_and_other_words_are_left_alone(basis: str) -> None:
    assert told(basis) == []


def test_a_base_may_name_an_act_of_its_neighbour() -> None:
    assert told("ordynacja_podatkowa art. 5", more="") == []
    assert len(told("prawo_oswiatowe art. 5", more="")) == 1


def test_places_of_a_base_and_other_keys_of_that_name_are_not_told(tmp_path: Path) -> None:
    base = (
        f"paragraf: 1\nprawo: P\nwydaje: minister\n{ACTS}komisja: {{k: {{treść: Trzech, podstawa: prawo_oswiatowe}}}}"
    )
    (tmp_path / "prawo.yaml").write_text(base, encoding="utf-8")
    own = (
        f"{SHORT_HEADER}opiera się na: [prawo]\nkandydat: {{osób_razem: liczba}}\nkryteria: {{podstawa: osób_razem}}\n"
    )
    loaded = load_yaml(own + BRANCHES, tmp_path)
    assert loaded.regulation is not None
    assert [one for one in loaded.diagnostics if one.code == "P148"] == []
