"""Rows of a CSV cut many at once are those that are read one by one, and what cannot be cut so is left as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from admission.intake.csv_tables import CsvRows
from dsl.rows import BadRow

CELLS = st.sampled_from(["a", "", " ", "ż", '"', '"b"', "\t", "1,5"])
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(";".join), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@given(st.lists(st.tuples(ROWS, ENDS), max_size=3), st.integers(1, 4), st.integers(1, 5))
def test_rows_cut_together(parts: list[tuple[list[str], str]], width: int, most: int) -> None:
    content = "".join(f"{row}{end}" for rows, end in parts for row in rows)
    alone = list(CsvRows(content, ";"))
    together: list[tuple[int, object]] = []
    rows = CsvRows(content, ";")
    while True:
        found = rows.together(most, width)
        if found is not None:
            numbers, columns = found
            together += zip(numbers, map(list, zip(*columns, strict=True)), strict=True)
        elif (row := next(rows, None)) is not None:
            together.append(row)
        else:
            break
    assert list(map(told, together)) == list(map(told, alone))
    assert [told((number, rows.cells(number))) for number, _ in alone] == list(map(told, alone))


def told(row: tuple[int, object]) -> tuple[int, object]:
    number, cells = row
    return number, cells.message if isinstance(cells, BadRow) else cells


def test_plain_rows_are_cut_together() -> None:
    rows = CsvRows("id;x\r\na;1\r\nb;2\r\n\r\nc;3\r\n\r\n")
    assert next(rows) == (1, ["id", "x"])
    assert rows.together(2, 2) == (range(2, 4), [["a", "b"], ["1", "2"]])
    assert rows.together(2, 2) is None  # a blank one is no row
    assert list(rows) == [(5, ["c", "3"])]
    rows.go_back(3)
    assert next(rows) == (3, ["b", "2"])
