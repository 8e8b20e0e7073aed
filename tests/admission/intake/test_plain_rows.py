"""Rows read quickly come out as the careful reader reads them, and where anything is wrong the same is told."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from admission.candidates import Candidates
from admission.intake.assembly import TableRows
from admission.intake.cells import ERROR_CELL, Percent
from admission.intake.plain_rows import PlainRows
from admission.intake.reading import open_rows, read_candidates, vocabularies
from admission.intake.table import Table
from admission.validation import read_raw
from dsl.diagnostics import Diagnostics
from tests.dsl.loading import regulation

Cell = TypeVar("Cell")
RULES = regulation("""
    pojęcia:
      przedmiot: {język polski: języka polskiego, fizyka: fizyki}
      stopień: {celujący: 6, dobry: 4}
    kandydat:
      procenty: procent dla przedmiot
      ocena: stopień?
      urodzony: data?
      opis: tekst?
      zgoda: tak/nie, domyślnie tak
      trudności: zbiór przedmiot
      zawody: {lista: {miejsce: liczba, nazwa: tekst}}
    wybór: {próba: liczba od 0 do 10?}
    limity: {oddziały: 2}
    dokumenty: {wniosek: wniosek}
    kryteria: {a: {punkty: "suma(procenty[p] dla p z trudności) + liczba(zawody)", dokument: wniosek}}
    kolejność: [{etap: suma, suma: [a]}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}, 1 C: {miejsca: 1}}
""")
_TRUTHS = ["", "tak", "nie", "TAK", "Prawda", "x"]
CELLS = {
    "id": ["k1", "k2", "k3", "p-0004", " k5 ", "ą b", "", "44051401359", "zażółć"],
    "tożsamość.nazwisko": ["", "Przykładowa", " Przykładowy "],
    "tożsamość.pesel": ["", "", "44051401359", "02070803628", "2070803628", "123"],
    "wybory.1": ["A", "B", "1 C", "1_c", "a", "", "Z"],
    "wybory.2": ["", "B", "A", "1 C"],
    "wybory.3": ["", "", "A"],
    "wybory.1.próba": ["", "5", "7,5", "11"],
    "wybory.2.los": ["", "", "1", "2"],
    "wybory.A.próba": ["", "", "3", "11"],
    "wybory.1 C.próba": ["", "", "4"],
    "procenty.język_polski": ["", "0", "50", "100%", " 70 ", "101", "0,5", "1", "7,25", "dużo"],
    "procenty.fizyka": ["", "33", "1"],
    "ocena": ["", "6", "dobry", "Celujący", "5", "\u00a0dobry"],
    "urodzony": ["", "2010-05-01", "2010-13-01", "1.05.2010"],
    "opis": ["", "nic", "  dwa   słowa ", "x" * 2100],
    "zgoda": _TRUTHS,
    "trudności.język_polski": _TRUTHS,
    "trudności.fizyka": ["", "tak", "nie"],
    "wniosek.stan": ["", "potwierdzony", "roboczy", "inny"],
    "potwierdzone": ["", "wniosek", "wniosek, zawody", "nic"],
}
ITEMS = {"id": ["k1", "k2", "k9"], "miejsce": ["1", "2", "", "trzy"], "nazwa": ["", "Bieg", "Skok"]}
WISHES = {
    "id": ["k1", "k2", "k3", "k9"],
    "oddział": ["A", "B", "1_c", "", "Z"],
    "pozycja": ["", "", "1", "2", "3"],
    "próba": ["", "5", "11"],
}
OF_SHEET: dict[str, list[object]] = {
    "id": ["k1", "k2", "k3", 4, 5.0, True, ""],
    "wybory": ["A", "A, B", "", "A;1_c", "A, A", 1],
    "procenty.język_polski": ["", 50, 70.0, Percent(0.75), 0.5, 1, True, 1.0, "1", ERROR_CELL],
    "procenty.fizyka": [33, "33", "", "7,25", 0.1],
    "ocena": ["", 6, "dobry", 4.0, 5, True],
    "urodzony": ["", date(2010, 5, 1), datetime(2010, 5, 1, 12, 0), 40000],
    "opis": ["", "nic", 12, 12.5, False],
    "zgoda": ["", True, False, 1, 0, 1.0, "tak"],
    "trudności": ["", "fizyka", "fizyka, język polski", "nic"],
}


def tables(cells: Mapping[str, Sequence[Cell]], most: int) -> st.SearchStrategy[list[list[Cell]]]:
    """Mostly the first, plain ones, so that whole rows are often plain."""
    row = st.tuples(*(st.one_of(st.sampled_from(found[:2]), st.sampled_from(found)) for found in cells.values()))
    return st.lists(row.map(list), min_size=1, max_size=most)


def written(header: Iterable[str], rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([list(header), *rows])
    return text.getvalue()


def told(read: Candidates) -> list[tuple[str, str, str, object]]:
    return [(one.code, one.message, one.hint, one.location) for one in read.problems.sorted()]


def expect_same(read: Callable[[], Candidates]) -> None:
    quick = read()
    with mock.patch.object(PlainRows, "read", lambda _, rows: [None] * len(rows)):
        careful = read()
    assert told(quick) == told(careful)
    assert (quick.good, quick.set_aside, quick.bad, quick.rows) == (
        careful.good,
        careful.set_aside,
        careful.bad,
        careful.rows,
    )
    assert quick.says_states == careful.says_states
    assert [tuple(one) for one in quick.good] == [tuple(one) for one in careful.good]


@settings(max_examples=250, deadline=None)
@given(
    rows=tables(CELLS, 8), items=tables(ITEMS, 4), wishes=tables(WISHES, 5), with_lists=st.tuples(*[st.booleans()] * 3)
)
def test_quick_and_careful_are_the_same(
    rows: list[list[str]], items: list[list[str]], wishes: list[list[str]], with_lists: tuple[bool, bool, bool]
) -> None:
    """Wishes stand in a table of their own, in columns, or wrongly in both."""
    with_items, with_wishes, in_columns = with_lists
    columns = {name: cells for name, cells in CELLS.items() if in_columns or not name.startswith("wybory.")}
    own = [[cell for name, cell in zip(CELLS, row, strict=True) if name in columns] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "k.csv"
        path.write_text(written(columns, own), encoding="utf-8")
        if with_items:
            (Path(folder) / "k.zawody.csv").write_text(written(ITEMS, items), encoding="utf-8")
        if with_wishes:
            (Path(folder) / "k.wybory.csv").write_text(written(WISHES, wishes), encoding="utf-8")
        expect_same(lambda: read_candidates(path, RULES))


@settings(max_examples=250, deadline=None)
@given(rows=tables(OF_SHEET, 8))
def test_the_same_of_a_sheet(rows: list[list[object]]) -> None:
    """Whose cells are of many classes, some equal to one another."""

    def read() -> Candidates:
        problems = Diagnostics()
        table = Table("k.xlsx", "kandydaci", list(enumerate([list(OF_SHEET), *rows], start=1)))
        return read_raw(TableRows(table, vocabularies(RULES)[""], [], None, problems), RULES, problems)

    expect_same(read)


def test_plain_rows_are_read_quickly(tmp_path: Path) -> None:
    """Else nothing above would be about them."""
    rows = [
        [
            "k1",
            "Przykładowa",
            "",
            "A",
            "B",
            "",
            "5",
            "",
            "",
            "4",
            "50",
            "",
            "6",
            "",
            "nic",
            "tak",
            "tak",
            "",
            "potwierdzony",
            "",
        ]
    ]
    path = tmp_path / "k.csv"
    path.write_text(written(CELLS, rows), encoding="utf-8")
    opened = open_rows(path, RULES).rows
    assert opened is not None
    (number, _, found), *_ = opened.rows()
    assert number == 2
    assert found is not None
    assert found.facts == {
        "procenty": {"język_polski": 50},
        "ocena": "celujący",
        "opis": "nic",
        "zgoda": True,
        "trudności": frozenset({"język_polski"}),
    }
    assert (found.id, found.identity) == ("k1", {"nazwisko": "Przykładowa"})
    assert found.wishes == (("A", {"próba": 5}), ("B", {}))


def test_what_is_said_of_branches_is_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    head = "id;wybory.1;wybory.2;wybory.A.próba;wybory.B.próba"
    path.write_text(f"{head}\nk1;B;A;3;4\nk2;A;;5;6\nk3;B;;;\n", encoding="utf-8")
    opened = open_rows(path, RULES).rows
    assert opened is not None
    assert [found.wishes if found else None for _, _, found in opened.rows()] == [
        (("B", {"próba": 4}), ("A", {"próba": 3})),
        (("A", {"próba": 5}),),
        (("B", {}),),
    ]
