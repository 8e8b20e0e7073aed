"""The document in the order and words of its author: what each insertion prints, and that checks and printing agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dsl.checks.document import places, settled
from dsl.decode import vocabulary
from dsl.load import load, load_text
from dsl.model.outline import Insertion, InsertionKind
from dsl.model.regulation import Regulation
from dsl.source.text import Source, Span
from generator.numbering import number
from generator.pdf.render import Style, render
from generator.regulation import regulation_document, units
from generator.regulation.document import drafted
from generator.regulation.draft import Draft
from generator.regulation.outline import PARTS
from generator.regulation.prose import worded
from generator.regulation.texts import sentence
from generator.text import as_text
from generator.tree import Paragraph
from tests.generator.validity import faults

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
SHOWN = sorted((ROOT / "regulations").glob("*/*.yaml")) + sorted((ROOT / "tests/dsl/good").rglob("*.yaml"))
WHOLE = [path for path in SHOWN if "\noddziały:" in path.read_text(encoding="utf-8")]
NOWHERE = Span(Source("próba.yaml", ""), 0, 0)

SCHOOL = """\
paragraf: 1
regulamin: Regulamin próbny
rok szkolny: 2026/2027
wydaje: dyrektor
szkoła: {nazwa: Szkoła Próbna w Dębowie, nazwa w dopełniaczu: Szkoły Próbnej w Dębowie}
kandydat: {zgoda: tak/nie, egzamin: procent, wyróżnienie: tak/nie}
warunki: {zgoda: {wymaga: zgoda, treść: ma zgodę rodziców}}
kryteria:
  egzamin: {nazwa: wynik egzaminu, punkty: 0,5 * egzamin}
  wyróżnienie: {nazwa: świadectwo z wyróżnieniem, gdy: wyróżnienie, punkty: 7}
kolejność: [{etap: suma, suma: [egzamin, wyróżnienie]}]
oddziały: {A: {miejsca: 30}, B: {miejsca: 30}}
terminarz:
  wnioski:
    czynność: złożenie wniosku
    rekrutacyjne: od 11 maja do 23 czerwca 2026
    uzupełniające: od 21 do 27 lipca 2026
  wyniki: {czynność: ogłoszenie wyników, rekrutacyjne: 14 lipca 2026 do godz. 10:00}
dokumenty: {wniosek: {nazwa: wniosek o przyjęcie, termin: terminarz.wnioski}}
komisja:
  skład: w skład komisji wchodzą trzy osoby
  kworum: komisja pracuje w składzie, o którym mowa w <§ komisja.skład>
odwołania:
  uzasadnienie: {treść: wniosek o uzasadnienie, termin: 3 dni od terminarz.wyniki}
  odwołanie: {treść: "odwołanie (<teksty.jawność>)", termin: 3 dni od doręczenia uzasadnienia}
postanowienia: {wejście: regulamin wchodzi w życie z dniem podpisania}
teksty: {jawność: "listy szkoły <szkoła.nazwa> są jawne, zob. <§ odwołania.uzasadnienie>"}
"""
OUTLINE = """\
treść:
  - przepisy ogólne
  - rozdział: Oddziały i terminy
    części:
      - oddziały
      - część: terminarz
        nagłówek: Harmonogram
        wstęp: Wnioski składa się <terminarz.wnioski.rekrutacyjne>.
        dopisek: [Liczy się dzień z <§ terminarz.wnioski>, Wyniki ogłasza się <terminarz.wyniki>]
      - paragraf: Sport w szkole
        adres: sport
        ustępy:
          - zgłoszenie składa się <terminarz.wnioski>, a za wyróżnienie przyznaje się <punkty.wyróżnienie>
          - tekst: do zgłoszenia z <§ dokumenty.wniosek> dołącza się
            adres: zgłoszenie
            wyliczenie:
              - zgodę, o której mowa w <§ warunki.zgoda>
              - {tekst: zaświadczenie, wyliczenie: [szkolne, klubowe]}
            zakończenie: w terminie z <§ zgłoszenie>
          - <komisja.skład>
  - rozdział: Zasady
    części: [kryteria, warunki, pozostałe]
  - bez: [postanowienia]
"""


def school(outline: str = "") -> Regulation:
    found = load_text(SCHOOL + outline, ROOT / "próba.yaml")
    assert found.regulation is not None, found.diagnostics
    return found.regulation


def text_of(one: Regulation) -> str:
    numbering = number(regulation_document(one))
    assert numbering.problems == ()
    return as_text(numbering.document)


def test_golden_text_in_the_order_of_its_author(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "tresc.txt", text_of(school(OUTLINE)))


def test_the_pdf_with_chapters_is_valid() -> None:
    assert faults(render(number(regulation_document(school(OUTLINE))).document, Style.ACCESSIBLE)) == []


def test_every_part_has_its_name_in_the_language() -> None:
    assert tuple(PARTS) == vocabulary.PARTS


def test_all_parts_named_in_the_usual_order_are_the_usual_document() -> None:
    named = ", ".join(name.replace("_", " ") for name in PARTS)
    assert text_of(school(f"treść: [{named}]")) == text_of(school("treść: [pozostałe]")) == text_of(school())


@pytest.mark.parametrize("part", PARTS)
def test_without_a_part_nothing_leads_to_it(part: str) -> None:
    """Sentences that refer to its table or points are worded without it."""
    text = text_of(school(f"treść: [{{bez: [{part}]}}, pozostałe]"))
    assert "tabeli" in text or part in ("terminarz", "oddziały")
    assert "brak:" not in text


def test_what_stood_in_the_timetable_is_said_in_days_without_it() -> None:
    text = text_of(school("treść: [{bez: [terminarz, oddziały]}, pozostałe]"))
    assert "W terminie w postępowaniu rekrutacyjnym od 11 maja do 23 czerwca 2026 r., a w" in text


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_checks_and_printing_agree(path: Path) -> None:
    """The parts that something is said in are those printed, and every place that a reference may name is found."""
    one = load(path).regulation
    assert one is not None
    usual = replace(one, outline=None)
    draft = Draft(usual)
    document = drafted(draft)
    assert settled(usual) == tuple(name for name, part in PARTS.items() if part(Draft(usual)))
    prose = [(Insertion(InsertionKind.UNIT, name, NOWHERE),) for name in places(usual)]
    referring = Paragraph(tuple(sentence(f"zob. {worded(draft, one)}") for one in prose))
    before = number(document).problems
    after = number(replace(document, blocks=(*document.blocks, referring))).problems
    assert [problem.message for problem in after if problem not in before] == []


def test_rules_know_their_units_in_chapters() -> None:
    found = units(school(OUTLINE))
    assert found["terminarz.wyniki"] == "§ 3 tabela 2 lp. 2"
    assert found["komisja.skład"] == "§ 4 ust. 3"
    assert found["zgłoszenie"] == "§ 4 ust. 2"
    assert "postanowienia.wejście" not in found


def test_a_plain_path_leads_to_all_groups_of_branches() -> None:
    of_branch = "oddziały: {A: {miejsca: 30}, B: {miejsca: 30, kryteria: {wyróżnienie: {punkty: 5}}}}"
    plain = SCHOOL.replace("oddziały: {A: {miejsca: 30}, B: {miejsca: 30}}", of_branch)
    found = load_text(plain + "treść: [pozostałe, {paragraf: X, ustępy: [zob. <§ kryteria>]}]", ROOT / "próba.yaml")
    assert found.regulation is not None
    text = text_of(found.regulation)
    numbers = [line.split(".")[0] for line in text.splitlines() if "Kryteria i punkty – " in line]
    assert len(numbers) == 2
    assert f"Zob. {numbers[0]} i {numbers[1].removeprefix('§ ')}." in text
