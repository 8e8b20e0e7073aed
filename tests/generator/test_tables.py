"""Tables for a spreadsheet: CSV as the standard library writes it, formulas as text, exact numbers."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.template.cells import as_words
from generator.tables import csv_table

TEXTS = st.text(alphabet=st.sampled_from('ab1ż =+-;,"\r\n\t'), max_size=6)


def by_the_library(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([as_words(cell) for cell in row] for row in rows)
    return text.getvalue()


@given(st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1)))
def test_texts_are_written_as_the_standard_library_writes_them(rows: list[list[str]]) -> None:
    assert csv_table(rows[0], rows[1:]).decode("utf-8-sig") == by_the_library(rows)


def test_more_rows_and_texts_than_are_kept_at_once() -> None:
    rows = [[f"k;{number % 70_000}", "poniżej progu"] for number in range(150_000)]
    assert csv_table(["kandydat", "wynik"], rows).decode("utf-8-sig") == by_the_library([["kandydat", "wynik"], *rows])


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "tak"),
        (7, "7"),
        (-7, "-7"),
        (Fraction(25, 2), "12,5"),
        (Fraction(-1, 8), "-0,125"),
        (12_345, "12345"),
        (Fraction(5, 3), "5/3 (≈ 1,67)"),
        (["a", Fraction(1, 2)], "a, 0,5"),
    ],
)
def test_cells_that_are_no_texts(value: object, cell: str) -> None:
    table = csv_table(["a", "b"], [[value, 1], [value, 1]]).decode("utf-8-sig")
    assert table == f"a;b\r\n{cell};1\r\n{cell};1\r\n"
