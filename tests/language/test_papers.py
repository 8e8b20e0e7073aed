"""Documents that only one kind of branch, or one branch, asks for."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from dsl.emit.polish.provisions import basis
from generator.numbering import number
from generator.regulation import regulation_document
from generator.text import as_text
from tests.dsl.loading import codes, load_yaml, of_language, regulation

RULES = """
    kandydat: {wynik: liczba od 0 do 100, zdrowy: tak/nie, zagraniczny: tak/nie}
    definicje: {bez próby: nie zdrowy}
    kryteria: {wynik: wynik}
    kolejność: [{etap: suma, suma: [wynik]}]
    dokumenty:
      wniosek: wniosek o przyjęcie
      tłumaczenie: {nazwa: tłumaczenie świadectwa, gdy: zagraniczny}
    rodzaje oddziałów:
      zwykły: {oddział: {zawodowy: tak/nie}, dokumenty: {lekarskie: {nazwa: badania, gdy: oddział.zawodowy}}}
      sportowy:
        oddział: {dyscyplina: tekst}
        dokumenty:
          zgoda: {nazwa: orzeczenie lekarza sportowego, gdy: 'bez_próby lub oddział.dyscyplina = "boks"'}
          tłumaczenie: nie dotyczy
    oddziały:
      A: {rodzaj: zwykły, miejsca: 3}
      S: {rodzaj: sportowy, miejsca: 3, dyscyplina: boks, dokumenty: {opinia: opinia trenera}}
"""


def test_each_branch_asks_for_its_own() -> None:
    found = regulation(RULES)
    assert {code: list(branch.rules.documents) for code, branch in found.branches.items()} == {
        "A": ["wniosek", "tłumaczenie", "lekarskie"],
        "S": ["wniosek", "zgoda", "opinia"],
    }
    assert list(found.documents) == ["wniosek", "tłumaczenie", "lekarskie", "zgoda", "opinia"]


def test_the_document_says_whom_each_concerns_and_leaves_out_what_concerns_nobody() -> None:
    text = as_text(number(regulation_document(regulation(RULES))).document)
    papers = text[text.index("Dokumenty składane przez kandydata") :]
    assert "1) wniosek o przyjęcie;" in papers
    assert "tłumaczenie świadectwa (dotyczy oddziału A) – jeżeli" in papers
    assert "opinia trenera (dotyczy oddziału S)" in papers
    assert "badania" not in papers  # no branch is zawodowy


def test_a_condition_that_the_kind_cannot_know() -> None:
    text = RULES.replace("gdy: zagraniczny", "gdy: oddział.zawodowy")
    assert codes(load_yaml(text.replace("tłumaczenie: nie dotyczy", "tłumaczenie: {uwaga: jak wszędzie}"))) == ["P060"]


def test_a_lower_rank_cannot_narrow_whom_a_document_of_a_higher_one_concerns(tmp_path: Path) -> None:
    law = "paragraf: 1\nprawo: Prawo\nwydaje: minister\ndokumenty: {wniosek: {nazwa: wniosek}}\n"
    (tmp_path / "prawo.yaml").write_text(law, encoding="utf-8")
    text = f"paragraf: 1\nregulamin: R\nwydaje: dyrektor\nopiera się na: [prawo]\n{dedent(RULES)}"
    changed = text.replace("wniosek: wniosek o przyjęcie", "wniosek: {gdy: zdrowy}")
    same = load_yaml(text.replace("wniosek: wniosek o przyjęcie", "wniosek: {forma: kopia}"), tmp_path)
    assert codes(of_language(same)) == []
    assert codes(load_yaml(changed, tmp_path)) == ["P045"]


def test_one_that_is_asked_for_in_two_ways_is_printed_twice_and_found_under_each() -> None:
    text = RULES.replace("{opinia: opinia trenera}", "{wniosek: {nazwa: wniosek, termin: do 27 maja}}")
    numbering = number(regulation_document(regulation(text)))
    assert numbering.problems == ()
    papers = as_text(numbering.document)
    assert "wniosek o przyjęcie (dotyczy oddziału A)" in papers
    assert "wniosek (dotyczy oddziału S)" in papers


@pytest.mark.parametrize(
    ("act", "unit", "words"),
    [
        ("ustawa", "art. 134 ust. 2", "art. 134 ust. 2 ustawy – Prawo oświatowe"),
        ("§", "2 lit. a", "§ 2 lit. a"),
        ("statut", "szkoły § 12", "statut szkoły § 12"),
        ("uchwała_rady", "", "uchwała rady"),
    ],
)
def test_a_basis_names_its_act_or_stands_as_it_is_written(act: str, unit: str, words: str) -> None:
    text = "akty: {ustawa: {rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe}}\n"
    assert basis(regulation(text), act, unit) == words
