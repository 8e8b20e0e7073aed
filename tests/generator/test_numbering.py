"""Labels, addresses, references and what is reported."""

from datetime import date
from pathlib import Path

import pytest

from dsl.diagnostics import Diagnostic
from dsl.load import load_text
from dsl.model.regulation import Regulation
from dsl.source.text import Location
from generator.numbered import NumberedParagraph, NumberedTable, NumberedUnit, joined
from generator.numbering import Numbering, number
from generator.regulation import regulation_document
from generator.tree import Chapter, Column, Document, Paragraph, Reference, Strong, Table, Text, TextBlock, Unit, refer
from generator.typography import character_name
from polish.spaces import plain


def numbered(*paragraphs: Paragraph) -> Numbering:
    return number(Document("Regulamin", date(2026, 1, 1), paragraphs))


def first_units(numbering: Numbering) -> list[NumberedUnit]:
    paragraph = numbering.document.blocks[0]
    assert isinstance(paragraph, NumberedParagraph)
    return [item for item in paragraph.content if isinstance(item, NumberedUnit)]


def texts(units: list[NumberedUnit] | tuple[NumberedUnit, ...]) -> list[str]:
    return [plain(f"{unit.label} {joined(unit.text)}".strip()) for unit in units]


def test_an_inserted_unit_does_not_move_the_others() -> None:
    units = first_units(numbered(Paragraph((Unit("a"), Unit("b", numeral="1a"), Unit("c")))))
    assert texts(units) == ["1. a.", "1a. b.", "2. c."]
    assert [str(unit.address) for unit in units] == ["§ 1 ust. 1", "§ 1 ust. 1a", "§ 1 ust. 2"]
    assert [unit.anchor for unit in units] == ["par-1-ust-1", "par-1-ust-1a", "par-1-ust-2"]


def test_the_only_unit_has_the_address_of_its_paragraph() -> None:
    (unit,) = first_units(numbered(Paragraph((Unit("kto", children=(Unit("a"), Unit("b"))),))))
    assert unit.label == ""
    assert texts(unit.children) == ["1) a;", "2) b."]
    assert [str(child.address) for child in unit.children] == ["§ 1 pkt 1", "§ 1 pkt 2"]


def test_paragraphs_run_on_through_chapters() -> None:
    chapters = tuple(Chapter("X", (Paragraph((Unit("a"),)), Paragraph((Unit("b"),)))) for _ in range(2))
    document = number(Document("T", date(2026, 1, 1), chapters)).document
    labels = [inner.label for chapter in document.blocks for inner in getattr(chapter, "blocks", ())]
    assert [plain(text) for text in labels] == ["§ 1.", "§ 2.", "§ 3.", "§ 4."]


def test_a_table_between_units_keeps_its_place() -> None:
    table = Table("Miejsca", (Column("Oddział"),), (("A",),), id="t")
    paragraph = numbered(Paragraph((Unit(("tabela ", refer("t"))), table, Unit("dalej")))).document.blocks[0]
    assert isinstance(paragraph, NumberedParagraph)
    first, middle, last = paragraph.content
    assert isinstance(first, NumberedUnit)
    assert isinstance(middle, NumberedTable)
    assert isinstance(last, NumberedUnit)
    assert texts([first, last]) == ["1. tabela 1.", "2. dalej."]
    assert plain(middle.label) == "Tabela 1."


def test_references_leave_out_what_both_ends_share() -> None:
    content = (
        Unit("a", id="a", children=(Unit("x", id="x"), Unit(("zob. ", refer("x"))))),
        Unit(("zob. ", refer("x"), ", ", refer("a"), " i ", refer("drugi"))),
    )
    numbering = numbered(Paragraph(content), Paragraph((Unit("b"),), id="drugi"))
    first, second = first_units(numbering)
    assert texts(first.children)[1] == "2) zob. pkt 1."
    assert texts([second]) == ["2. zob. ust. 1 pkt 1, ust. 1 i § 2."]
    assert [run.anchor for run in second.text if run.anchor] == ["par-1-ust-1-pkt-1", "par-1-ust-1", "par-2"]


def test_a_dead_reference_is_reported_at_its_place() -> None:
    place = Location("regulamin.yaml", 7)
    numbering = numbered(Paragraph((Unit(("zob. ", refer("terminny"))), Unit("b", id="terminy")), origin=place))
    (problem,) = numbering.problems
    assert problem.code == "P801"
    assert problem.hint == "Czy chodziło o „terminy”?"
    assert "[brak: terminny]" in texts(first_units(numbering))[0]


def test_the_reference_knows_best_where_it_stands() -> None:
    inner, outer = Location("a.yaml", 3, 5), Location("a.yaml", 1)
    units = (Unit((Reference(("x",), inner),), origin=outer), Unit((refer("y"),), origin=outer))
    numbering = numbered(Paragraph(units))
    assert [problem.where for problem in numbering.problems] == [outer, inner]


def test_doubled_names_and_labels_are_reported() -> None:
    numbering = numbered(Paragraph((Unit("a", id="x"), Unit("b", id="x"), Unit("c", numeral="1"))))
    assert sorted(problem.code for problem in numbering.problems) == ["P802", "P803"]


@pytest.mark.parametrize(
    ("character", "kind"),
    [
        ("\N{GRADUATION CAP}", "U+1F393, obrazek (emoji) albo symbol"),
        ("\N{ARABIC LETTER BEH}", "U+0628, znak pisma arabskiego"),
        ("\N{CJK UNIFIED IDEOGRAPH-962E}", "U+962E, znak pisma chińskiego"),
        ("\N{ETHIOPIC SYLLABLE HA}", "U+1200, litera obcego pisma"),
        ("\ue000", "U+E000, znak, który ma postać tylko w jednym kroju pisma"),
        ("\N{BITCOIN SIGN}", "U+20BF, znak waluty"),
        ("\N{EM QUAD}", "U+2001, znak"),
    ],
)
def test_a_character_is_named_in_polish(character: str, kind: str) -> None:
    assert character_name(character) == kind


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("regulamin: Regula\ue000min\n", 3, 18),
        ("regulamin: Regulamin\nszkoła: {nazwa: Las \ue000, nazwa w dopełniaczu: Lasu}\n", 4, 21),
        ('regulamin: "Regula\\ue000min"\n', 3, 19),
        ('regulamin: "Regula\\U0000E000min"\n', 3, 19),
    ],
)
def test_a_character_of_the_head_is_told_where_it_stands(text: str, line: int, column: int) -> None:
    found = load_text(
        f"paragraf: 1\nwydaje: dyrektor\n{text}oddziały: {{A: {{miejsca: 3}}}}\n", Path("regulamin.yaml")
    ).regulation
    assert found is not None
    places = {(one.code, one.location.line, one.location.column) for one in _problems(found) if one.location}
    assert places == {("P804", line, column)}


def _problems(found: Regulation) -> tuple[Diagnostic, ...]:
    return number(regulation_document(found)).problems


def test_an_unprintable_character_is_reported_and_left_out() -> None:
    numbering = numbered(Paragraph((Unit("a\x07b\u202e"),)))
    assert [problem.message for problem in numbering.problems] == [
        "W dokumencie nie może stać znak U+0007, niewidoczny znak sterujący.",
        "W dokumencie nie może stać znak U+202E, niewidoczny znak, który zmienia kierunek czytania.",
    ]
    assert texts(first_units(numbering)) == ["ab."]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        (("mowa w ", refer("x"), " i dalej"), ["mowa w\u00a0", "§\u00a01", " i\u00a0dalej."]),
        (("  ab ", Strong(" c"), "\n d  "), ["ab ", "c", " d."]),
        (("zob. ", refer("x")), ["zob. ", "§\u00a01", "."]),
        (("zob. ", refer("x"), "."), ["zob. ", "§\u00a01", "."]),
    ],
)
def test_runs_are_set_as_one_paragraph(text: Text, runs: list[str]) -> None:
    units = first_units(numbered(Paragraph((Unit(text),), id="x")))
    assert [run.text for run in units[0].text] == runs


def test_below_a_double_tiret_there_is_nothing() -> None:
    unit = Unit("x")
    for _ in range(5):
        unit = Unit("x", children=(unit,))
    with pytest.raises(ValueError, match="double tiret"):
        numbered(Paragraph((unit, Unit("y"))))


def test_a_row_of_wrong_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table("x", (Column("a"),), (("1", "2"),))


def test_text_outside_the_units_keeps_its_own_marks() -> None:
    block = number(Document("T", date(2026, 1, 1), (TextBlock("ustala się, co następuje:"),))).document.blocks[0]
    assert joined(getattr(block, "text", ())) == "ustala się, co następuje:"
