"""Orders as a director reads them: their words, drafts, versions one after another, hostile names; valid PDFs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from dsl.load import load
from dsl.model.regulation import Regulation
from generator.docx.render import render as render_docx
from generator.html.render import render as render_html
from generator.numbered import NumberedDocument, NumberedParagraph, NumberedTable, NumberedText, NumberedUnit, Run
from generator.numbering import number
from generator.orders.acting import bases_with_status
from generator.orders.amending import amending_order, consolidated_text
from generator.orders.changes import Kind, changes
from generator.orders.identity import why_no_order, with_order
from generator.orders.introducing import introducing_order
from generator.pdf.render import Style, render
from generator.text import as_text
from generator.tree import Document
from tests.generator.docx.word import Word
from tests.generator.validity import faults

SCHOOL = """\
paragraf: 1
regulamin: Regulamin rekrutacji
rok szkolny: 2026/2027
wydaje: dyrektor
zarządzenie: {numer: 4/2026, data: 2026-02-16, załącznik: 1, na podstawie: [prawo_oświatowe art. 5 ust. 1, prawo_oświatowe art. 6, statut szkoły § 2], traci moc: {numer: 3/2025, data: 2025-02-03}, wchodzi w życie: 2026-02-23, podpisuje: Dyrektorka}
szkoła: {nazwa: Szkoła Przykładowa w Dębowie, nazwa w dopełniaczu: Szkoły Przykładowej w Dębowie}
akty: {prawo_oświatowe: {rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe, pewność: przypomniane}}
kandydat: {egzamin: {typ: liczba od 0 do 100, nazwa: wynik egzaminu}}
kryteria: {egzamin: {nazwa: wynik egzaminu, punkty: egzamin}}
kolejność: [{etap: suma punktów, suma: [egzamin]}]
oddziały: {A: {nazwa: ogólny, miejsca: 30}}
komisja: {skład: w skład komisji wchodzi trzech nauczycieli, kworum: komisja pracuje w pełnym składzie}
treść:
  - przepisy ogólne
  - oddziały
  - kryteria
  - kolejność
  - komisja
  - paragraf: Ogłoszenia
    ustępy: [ogłoszenia wywiesza się w holu, {tekst: ogłoszenie zawiera, wyliczenie: [datę i godzinę posiedzenia komisji rekrutacyjnej, imiona i nazwiska osób uprawnionych do udziału]}]
  - bez: [podstawa prawna]
"""  # noqa: E501
SECOND = (
    SCHOOL.replace("numer: 4/2026, data: 2026-02-16", "numer: 6/2026, data: 2026-03-02")
    .replace("w pełnym składzie", "w obecności przewodniczącego")
    .replace("do udziału]", "do udziału, miejsce]")
    .replace("  - bez:", "  - paragraf: Sprawy pilne\n    ustępy: [sprawy pilne załatwia dyrektor]\n  - bez:")
)
THIRD = SECOND.replace("numer: 6/2026, data: 2026-03-02", "numer: 8/2026, data: 2026-03-09").replace(
    "[ogłoszenia wywiesza się w holu, ", "[ogłoszenia wywiesza się w holu, ogłoszenia czyta się głośno, "
)
GOLDEN = Path(__file__).parent / "golden"
Read = Callable[[str], Regulation]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(text: str) -> Regulation:
        path = tmp_path / "szkoła.yaml"
        path.write_text(text, encoding="utf-8")
        regulation = load(path).regulation
        assert regulation is not None, [one.message for one in load(path).diagnostics]
        return regulation

    return of


def numbered(document: Document | None) -> NumberedDocument:
    assert document is not None
    numbering = number(document)
    assert numbering.problems == ()
    return numbering.document


def told(document: Document | None) -> str:
    return as_text(numbered(document))


def test_the_order_with_the_regulation_as_its_annex(read: Read, golden: Callable[[Path, str], None]) -> None:
    order, regulation = told(introducing_order(read(SCHOOL))).split("\n§ 1. Przepisy ogólne\n")
    golden(GOLDEN / "zarzadzenie.txt", order)
    assert "§ 6. Ogłoszenia\n1. Ogłoszenia wywiesza się w holu.\n2. Ogłoszenie zawiera:\n" in regulation


def test_the_amending_order(read: Read, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "zmiana.txt", told(amending_order([read(SCHOOL), read(SECOND)])))


def test_the_consolidated_text_names_the_orders_and_keeps_the_numbers(read: Read) -> None:
    text = told(consolidated_text([read(SCHOOL), read(SECOND), read(THIRD)]))
    assert text.startswith("Załącznik nr 1\ndo zarządzenia nr 4/2026\n")
    whose = "Dyrektora Szkoły Przykładowej w Dębowie"
    assert (
        f"Tekst ujednolicony uwzględniający zmiany wprowadzone zarządzeniem nr 6/2026 {whose} z dnia 2 marca 2026 r. i "
        f"zarządzeniem nr 8/2026 {whose} z dnia 9 marca 2026 r.\n" in text
    )
    assert "1. Ogłoszenia wywiesza się w holu.\n1a. Ogłoszenia czyta się głośno.\n2. Ogłoszenie zawiera:\n" in text
    assert "   3) miejsce.\n\n§ 7. Sprawy pilne\nSprawy pilne załatwia dyrektor.\n" in text


def test_versions_one_after_another_keep_the_numbers_announced(read: Read) -> None:
    versions = [read(SCHOOL), read(SECOND), read(THIRD)]
    amending = told(amending_order(versions))
    assert "z dnia 16 lutego 2026 r. w sprawie" in amending
    assert (
        "(zmienionego zarządzeniem nr 6/2026 Dyrektora Szkoły Przykładowej w Dębowie z dnia 2 marca 2026 r.)"
        in amending
    )
    assert "w § 6 po ust. 1 dodaje się ust. 1a w brzmieniu:\n   „1a. Ogłoszenia czyta się głośno.”." in amending


def test_what_is_left_out_keeps_its_number_in_the_consolidated_text(read: Read) -> None:
    without = SCHOOL.replace("skład: w skład komisji wchodzi trzech nauczycieli, ", "").replace("  - oddziały\n", "")
    versions = [read(SCHOOL), read(without.replace("bez: [", "bez: [oddziały, ").replace("4/2026", "6/2026"))]
    amending = told(amending_order(versions))
    assert "uchyla się § 2" in amending
    assert "w § 5 uchyla się ust. 1" in amending
    text = told(consolidated_text(versions))
    assert "§ 2.\n(uchylony).\n\n§ 3." in text
    assert "§ 5. Komisja rekrutacyjna\n1. (uchylony).\n2. Komisja pracuje" in text


def test_what_is_repealed_side_by_side_is_told_at_once(read: Read) -> None:
    """Also inside a §; what stands between other changes is told by itself."""
    without = SCHOOL.replace("  - oddziały\n  - kryteria\n", "").replace("bez: [", "bez: [oddziały, kryteria, ")
    without = without.replace("  - kolejność\n", "").replace("bez: [", "bez: [kolejność, ")
    text = told(amending_order([read(SCHOOL), read(without.replace("4/2026", "6/2026"))]))
    assert "uchyla się § 2–4." in text


GROUPED = (
    SCHOOL[: SCHOOL.index("oddziały: {A")]
    + """\
rodzaje oddziałów:
  zwykły: {warunki: {zgoda: {wymaga: egzamin ≥ 5, treść: uzyskał co najmniej 5% na egzaminie}}}
  sportowy:
    jak: zwykły
    warunki: {próby: {wymaga: egzamin ≥ 9, treść: zaliczył próby sprawności}}
    kryteria: {druga: {nazwa: druga część egzaminu, punkty: egzamin}}
    kolejność: [{etap: suma punktów, suma: [egzamin, druga]}]
oddziały:
  A: {nazwa: ogólny, rodzaj: zwykły, miejsca: 30}
  S: {nazwa: sportowy, rodzaj: sportowy, miejsca: 30}
"""
)
REGROUPED = GROUPED + "  B: {nazwa: drugi ogólny, rodzaj: zwykły, miejsca: 30}\n"


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [(GROUPED, REGROUPED, "oddziały A i B"), (REGROUPED, GROUPED, "oddział A")],
    ids=("put in", "taken out"),
)
def test_a_branch_of_a_kind_that_had_one_changes_only_headings(read: Read, before: str, after: str, named: str) -> None:
    """§§ and units of which only the branches differ are not repealed and put in again in the same words."""
    versions = [read(before), read(after.replace("4/2026", "6/2026"))]
    amending = told(amending_order(versions))
    assert "uchyla się" not in amending
    assert "dodaje się" not in amending
    for heading in ("Warunki przyjęcia", "Kryteria i punkty", "Kolejność przyjmowania"):
        assert f" otrzymuje brzmienie:\n   „{heading} – {named}”" in amending
    assert "(uchylon" not in told(consolidated_text(versions))


def test_much_that_differs_is_given_anew_with_the_regulation_attached(read: Read) -> None:
    other = SCHOOL[: SCHOOL.index("treść:")].replace("numer: 4/2026", "numer: 6/2026") + (
        "treść: [{paragraf: Nowe zasady, ustępy: [wszystko ustala się inaczej niż dotąd i na nowo]}, "
        "{bez: [przepisy ogólne, oddziały, kryteria, kolejność, komisja, podstawa prawna]}]\n"
    )
    document = amending_order([read(SCHOOL), read(other)])
    text = told(document)
    assert "załącznik nr 1 otrzymuje brzmienie określone w załączniku do niniejszego zarządzenia" in text
    assert "Załącznik\ndo zarządzenia nr 6/2026" in text
    assert "§ 1. Nowe zasady" in text


def test_nothing_differs(read: Read) -> None:
    assert amending_order([read(SCHOOL), read(SCHOOL.replace("numer: 4/2026", "numer: 6/2026"))]) is None


def test_what_is_not_known_is_left_blank_and_the_order_is_a_draft(read: Read) -> None:
    begin, end = SCHOOL.index("zarządzenie:"), SCHOOL.index("szkoła:")
    bare = read(SCHOOL[:begin] + SCHOOL[end:])
    text = told(introducing_order(bare))
    assert text.startswith("PROJEKT – nie do ogłoszenia\n")
    assert "Zarządzenie nr ……" in text
    assert "do zarządzenia nr ……" in text
    assert "Na podstawie ustawy z dnia 14 grudnia 2016 r. – Prawo oświatowe zarządza się, co następuje:" in text
    given = told(introducing_order(with_order(bare, "7/2026", date(2026, 2, 27))))
    assert "PROJEKT" not in given
    assert (
        "Załącznik\ndo zarządzenia nr 7/2026\nDyrektora Szkoły Przykładowej w Dębowie\nz dnia 27 lutego 2026 r."
        in given
    )


def test_a_day_on_which_the_first_order_came_into_force_is_not_that_of_the_next(read: Read) -> None:
    assert "wchodzi w życie z dniem podpisania." in told(amending_order([read(SCHOOL), read(SECOND)]))


def test_an_amending_order_does_not_take_the_number_of_the_order_before(read: Read) -> None:
    same = SECOND.replace("numer: 6/2026, data: 2026-03-02", "numer: 4/2026, data: 2026-02-16")
    for document in (amending_order([read(SCHOOL), read(same)]), consolidated_text([read(SCHOOL), read(same)])):
        text = told(document)
        assert text.startswith("PROJEKT – nie do ogłoszenia\n")
        assert "nr ……" in text


def test_who_cannot_order(read: Read) -> None:
    assert why_no_order(read(SCHOOL)) == ""
    assert "organ prowadzący" in why_no_order(replace(read(SCHOOL), issuer="organ prowadzący"))
    assert why_no_order(replace(read(SCHOOL), school=None)) == "w pliku nie ma nazwy szkoły"


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("kind", ["order", "amending", "consolidated"])
def test_every_kind_is_valid_in_every_form(read: Read, kind: str, style: Style) -> None:
    versions = [read(SCHOOL), read(SECOND)]
    if kind == "order":
        document = numbered(introducing_order(versions[0]))
    else:
        document = numbered(amending_order(versions) if kind == "amending" else consolidated_text(versions))
    pdf = render(document, style)
    assert faults(pdf) == []
    assert pdf == render(document, style)


def test_a_hostile_name_comes_through_as_text(read: Read) -> None:
    hostile = "Szkoła <b>#panic() {{x}} & „Złota”"
    text = SCHOOL.replace("nazwa w dopełniaczu: Szkoły Przykładowej w Dębowie", f"nazwa w dopełniaczu: '{hostile}'")
    versions = [
        read(text),
        read(SECOND.replace("nazwa w dopełniaczu: Szkoły Przykładowej w Dębowie", f"nazwa w dopełniaczu: '{hostile}'")),
    ]
    document = numbered(amending_order(versions))
    assert f"Dyrektora {hostile}" in as_text(document)
    assert "#panic() {{x}}" in pypdf_text(render(document))
    assert b"&lt;b&gt;#panic() {{x}} &amp;" in render_html(document)
    assert any("<b>#panic() {{x}} &" in words for _, words in Word(render_docx(document)).paragraphs())


def pypdf_text(content: bytes) -> str:
    reader: Any = pypdf.PdfReader(io.BytesIO(content))
    return " ".join("".join(one.extract_text() for one in reader.pages).split())


EXAMPLES = """\
przykłady:
  dobry wynik: {oddział: A, dane: {egzamin: 80}, oczekuj: {razem: 80}}
  słaby wynik: {oddział: A, dane: {egzamin: 20}, oczekuj: {razem: 20}}
  zwykły wynik: {oddział: A, dane: {egzamin: 50}, oczekuj: {razem: 50}}
"""


def with_examples(*changes: tuple[str, str]) -> str:
    text = EXAMPLES
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return SECOND.replace("w obecności przewodniczącego", "w pełnym składzie") + text


def test_an_example_that_changes_is_told_alone(read: Read) -> None:
    before = read(SCHOOL + EXAMPLES)
    changed = amending_order([before, read(with_examples(("20}", "25}")))])
    words = told(changed)
    assert (
        "w załączniku do regulaminu tabela 3 otrzymuje brzmienie:\n„Tabela 3. Przykład dla oddziału A: słaby" in words
    )
    assert "dobry wynik" not in words
    assert changed is not None
    assert "Razem" in {run.text for run in strong_runs(numbered(changed))}


def test_examples_put_in_and_taken_out_are_told_alone(read: Read) -> None:
    before = read(SCHOOL + EXAMPLES)
    line = "  słaby wynik: {oddział: A, dane: {egzamin: 20}, oczekuj: {razem: 20}}\n"
    gone = read(with_examples((line, "")))
    assert "w załączniku do regulaminu uchyla się tabelę 3" in told(amending_order([before, gone]))
    assert "\nTabela 3 (uchylona)\n" in told(consolidated_text([before, gone]))
    assert "\nTabela 4. Przykład dla oddziału A: zwykły wynik\n" in told(consolidated_text([before, gone]))
    more = read(with_examples((line, line + line.replace("słaby", "zły").replace("20}", "10}"))))
    words = told(amending_order([before, more]))
    assert "w załączniku do regulaminu po tabeli 3 dodaje się tabelę 3a w brzmieniu:\n„Tabela 3a. Przykład" in words
    assert "zwykły wynik" not in words


def test_an_annex_that_changes_in_words_is_given_anew(read: Read) -> None:
    before = numbered(introducing_order(read(SCHOOL + EXAMPLES)).attached[0])
    text, *tables = before.annexes[0].blocks
    assert isinstance(text, NumberedText)
    annex = replace(before.annexes[0], blocks=(NumberedText((Run("Inne słowa."),)), *tables))
    (change,) = changes(before, replace(before, annexes=(annex,)))
    assert change.kind is Kind.ANNEXES


def test_an_annex_that_is_gone_leaves_its_place(read: Read) -> None:
    before, gone = read(SCHOOL + EXAMPLES), read(with_examples((EXAMPLES, "")))
    words = told(amending_order([before, gone]))
    assert "uchyla się załącznik do regulaminu" in words
    text = consolidated_text([before, gone])
    assert told(text).rstrip().endswith("Załącznik do regulaminu. (uchylony)")
    assert "Załącznik do regulaminu (uchylony)" in pypdf_text(render(numbered(text)))
    assert len(pypdf.PdfReader(io.BytesIO(render(numbered(text)))).pages) == len(
        pypdf.PdfReader(io.BytesIO(render(numbered(replace(text, annexes=()))))).pages
    )
    later = read(with_examples((EXAMPLES, "")).replace("w holu", "w szatni"))
    assert "załącznik do regulaminu" not in told(amending_order([before, gone, later])).partition("§ 2")[0].lower()


def strong_runs(document: NumberedDocument) -> Iterator[Run]:
    for paragraph in document.blocks:
        if isinstance(paragraph, NumberedParagraph):
            for unit in paragraph.content:
                for point in unit.children if isinstance(unit, NumberedUnit) else ():
                    tables = (part for part in point.quoted if isinstance(part, NumberedTable))
                    yield from (run for one in tables for row in one.rows for cell in row for run in cell if run.strong)


NO_OWN_BASIS = SCHOOL.replace(
    "na podstawie: [prawo_oświatowe art. 5 ust. 1, prawo_oświatowe art. 6, statut szkoły § 2], ", ""
)
MORE_ACTS = NO_OWN_BASIS.replace(
    "pewność: przypomniane}}",
    "pewność: przypomniane}, rozporządzenie: {rodzaj: rozporządzenie, data: 2026-02-20, tytuł: w sprawie rekrutacji}, "
    "dawna ustawa: {rodzaj: ustawa, data: 1997-08-29, tytuł: o ochronie danych, stan: nieaktualne, uwaga: dawna}}",
)


def enacting(regulation: Regulation) -> str:
    (words,) = (line for line in told(introducing_order(regulation)).splitlines() if "co następuje" in line)
    return words


def test_an_order_without_a_basis_of_its_own_stands_on_the_acts_of_its_rules(read: Read) -> None:
    based = MORE_ACTS.replace("punkty: egzamin}", "punkty: egzamin, podstawa: prawo_oświatowe art. 134}").replace(
        "kworum: komisja pracuje w pełnym składzie",
        "kworum: {treść: komisja pracuje w pełnym składzie, podstawa: rozporządzenie § 10}",
    )
    law = "ustawy z dnia 14 grudnia 2016 r. – Prawo oświatowe"
    regulation = "rozporządzenia z dnia 20 lutego 2026 r. w sprawie rekrutacji"
    assert enacting(read(MORE_ACTS)) == f"Na podstawie {law} zarządza się, co następuje:"
    assert enacting(read(based)) == f"Na podstawie {law} zarządza się, co następuje:"
    later_text = based.replace("2026-02-16", "2026-02-21")
    later = read(later_text)
    assert enacting(later) == f"Na podstawie {law} oraz {regulation} zarządza się, co następuje:"
    without = later_text.replace("podstawa: rozporządzenie § 10", "pewność: sprawdzone")
    assert enacting(read(without)) == f"Na podstawie {law} zarządza się, co następuje:"
    assert [one.partition(" – ")[0] for one in bases_with_status(later, date(2026, 2, 21))] == [
        "ustawa z dnia 14 grudnia 2016 r.",
        "rozporządzenie z dnia 20 lutego 2026 r. w sprawie rekrutacji",
    ]
