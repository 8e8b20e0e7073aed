"""Tables a person can read and JSON a program can."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from cli import output
from cli.streams import Streams

RECORDS: list[dict[str, object]] = [
    {"kandydat": "k1", "razem": "160,1", "dopuszczony": True},
    {"kandydat": "k22", "razem": None, "dopuszczony": False},
    {"kandydat": "宮本", "razem": "9", "dopuszczony": True},
]
COLUMNS = {"kandydat": "Kandydat", "razem": "Razem", "dopuszczony": "Dopuszczony"}


def written(format: str) -> str:
    out = io.StringIO()
    output.write(Streams(io.StringIO(), out, io.StringIO()), format, RECORDS, COLUMNS)
    return out.getvalue()


def test_table() -> None:
    assert written("table").splitlines() == [
        "Kandydat  Razem  Dopuszczony",
        "────────  ─────  ───────────",
        "k1        160,1  tak",
        "k22           –  nie",
        "宮本          9  tak",
    ]


def test_empty_table_keeps_its_heading() -> None:
    assert list(output.table(["Kandydat", "Razem"], [])) == ["Kandydat  Razem", "────────  ─────"]


def test_json_and_jsonl_hold_the_same_records() -> None:
    assert json.loads(written("json")) == RECORDS
    assert [json.loads(line) for line in written("jsonl").splitlines()] == RECORDS


def test_json_keeps_polish_letters() -> None:
    assert output.jsonl_line({"powód": "próg"}) == '{"powód": "próg"}'


def test_data_cannot_command_the_terminal() -> None:
    assert "\x1b" not in "".join(output.table(["A"], [["\x1b[31mczerwone\n\r"]]))


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_every_row_is_one_line_and_columns_align(rows: list[list[str]]) -> None:
    marked = [[first, "|" + second] for first, second in rows]
    lines = list(output.table(["A", "|B"], marked))
    assert len(lines) == len(rows) + 2
    heading = lines[0].index("|")
    cells = [output.printable(first) for first, _ in rows]
    assert heading == max([1, *map(output.width, cells)]) + 2
    assert all("\n" not in line for line in lines)
