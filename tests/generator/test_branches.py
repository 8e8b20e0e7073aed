"""The table of branches: what stands in it and what beside it, and that its words are never wider than its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.model.regulation import Regulation
from generator.numbered import NumberedParagraph, NumberedTable
from generator.numbering import number
from generator.regulation import regulation_document
from generator.regulation.widths import LETTERS, MARGINS, fits, fitted, longest_word
from generator.text import as_text
from generator.tree import Column
from tests.dsl.loading import regulation

FACTS = """\
pojęcia: {język: [angielski, niemiecki]}
oddział:
  zawodowy: {typ: tak/nie, nazwa: oddział zawodowy}
  sportowy: {typ: tak/nie, nazwa: oddział sportowy}
  drugi_język: {typ: język?, nazwa: drugi język nauczania}
  pierwszy: {typ: język?, nazwa: pierwszy język}
oddziały:
"""


def told(branches: str) -> str:
    return as_text(number(regulation_document(regulation(FACTS + branches))).document)


def table_of(one: Regulation) -> NumberedTable:
    document = number(regulation_document(one)).document
    paragraphs = [block for block in document.blocks if isinstance(block, NumberedParagraph)]
    return next(item for block in paragraphs for item in block.content if isinstance(item, NumberedTable))


def test_answers_and_what_few_branches_have_stand_beside_the_table() -> None:
    text = told("""\
  A: {miejsca: 20, zawodowy: tak, sportowy: nie, pierwszy: angielski}
  B: {miejsca: 20, zawodowy: tak, drugi język: niemiecki, pierwszy: angielski}
  C: {miejsca: 20, pierwszy: {wartość: niemiecki, stan: przykładowe}}
""")
    assert "Oddział | Pierwszy język | Liczba miejsc" in text
    assert "C | niemiecki (wartość przykładowa) | 20" in text
    assert "2. Cechy oddziałów są następujące:" in text
    assert "1) oddział zawodowy – oddziały A i B;" in text
    assert "2) drugi język nauczania: niemiecki – oddział B." in text
    assert "sportowy" not in text


def test_a_single_feature_goes_on_in_its_sentence() -> None:
    text = told("  A: {miejsca: 20, zawodowy: tak}\n  B: {miejsca: 20, zawodowy: tak}\n")
    assert "2. Cechę „oddział zawodowy” mają wszystkie oddziały." in text


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (("tak", "tak", "tak"), "Każdy oddział prowadzi kształcenie zawodowe."),
        (("tak", "nie", "tak"), "Każdy z oddziałów A i C prowadzi kształcenie zawodowe."),
        (("nie", "tak", "nie"), "Oddział B prowadzi kształcenie zawodowe."),
        (
            ("{wartość: tak, stan: przykładowe}", "nie", "nie"),
            "Oddział A prowadzi kształcenie zawodowe (wartość przykładowa).",
        ),
        (("{wartość: tak, stan: przykładowe}", "tak", "nie"), "Cechę „oddział zawodowy” ma oddział A"),
    ],
)
def test_a_single_feature_is_said_in_its_own_words(answers: tuple[str, ...], words: str) -> None:
    branches = "".join(
        f"  {code}: {{miejsca: 20, zawodowy: {one}}}\n" for code, one in zip("ABC", answers, strict=True)
    )
    clause = "nazwa: oddział zawodowy, zdanie: oddział prowadzi kształcenie zawodowe"
    text = as_text(
        number(regulation_document(regulation((FACTS + branches).replace("nazwa: oddział zawodowy", clause)))).document
    )
    assert f"2. {words}" in text


def test_a_table_too_wide_for_its_words_gives_up_what_may_stand_beside_it() -> None:
    long = "niekonstantynopolitańczykowianeczka"
    text = f"""\
pojęcia: {{język: [{long}a, {long}b]}}
oddział: {{pierwszy: język, drugi: język, trzeci: język}}
oddziały:
  A: {{miejsca: 9, pierwszy: {long}a, drugi: {long}a, trzeci: {long}a}}
  B: {{miejsca: 9, pierwszy: {long}a, drugi: {long}b, trzeci: {long}a}}
"""
    table = table_of(regulation(text))
    assert [column.header for column in table.columns] == ["Oddział", "Pierwszy", "Liczba miejsc"]
    printed = as_text(number(regulation_document(regulation(text))).document)
    assert f"b) {long}b – oddział B;" in printed
    assert f"2) trzeci: {long}a – wszystkie oddziały." in printed


WORDS = st.text(st.sampled_from("abc o-"), max_size=20)
COLUMNS = st.lists(st.tuples(st.integers(1, 5), WORDS, st.lists(WORDS, min_size=1, max_size=3).map(tuple)), min_size=1)


@given(COLUMNS)
def test_no_word_is_wider_than_its_column(found: list[tuple[int, str, tuple[str, ...]]]) -> None:
    columns = [(Column(header, width), cells) for width, header, cells in found]
    shares = [column.width or 0 for column in fitted(columns)]
    assert all(share >= longest_word(*one) + MARGINS for one, share in zip(columns, shares, strict=True))
    if fits(columns):
        assert sum(shares) <= LETTERS  # so that shares of the page are never less than these letters
