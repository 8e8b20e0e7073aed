"""Rows read quickly come out as the careful reader reads them, and where anything is wrong the same is told."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from admission.candidates import Candidates
from admission.intake.plain_rows import PlainRows
from admission.intake.reading import open_rows, read_candidates
from tests.dsl.loading import regulation

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


def tables(cells: dict[str, list[str]], most: int) -> st.SearchStrategy[list[list[str]]]:
    """Mostly the first, plain ones, so that whole rows are often plain."""
    row = st.tuples(*(st.one_of(st.sampled_from(found[:2]), st.sampled_from(found)) for found in cells.values()))
    return st.lists(row.map(list), min_size=1, max_size=most)


def written(header: dict[str, list[str]], rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([list(header), *rows])
    return text.getvalue()


def told(read: Candidates) -> list[tuple[str, str, str, object]]:
    return [(one.code, one.message, one.hint, one.location) for one in read.problems.sorted()]


@settings(max_examples=250, deadline=None)
@given(rows=tables(CELLS, 8), items=tables(ITEMS, 4), with_items=st.booleans())
def test_quick_and_careful_are_the_same(rows: list[list[str]], items: list[list[str]], with_items: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "k.csv"
        path.write_text(written(CELLS, rows), encoding="utf-8")
        if with_items:
            (Path(folder) / "k.zawody.csv").write_text(written(ITEMS, items), encoding="utf-8")
        quick = read_candidates(path, RULES)
        with mock.patch.object(PlainRows, "read", return_value=None):
            careful = read_candidates(path, RULES)
    assert told(quick) == told(careful)
    assert (quick.good, quick.set_aside, quick.bad, quick.rows) == (
        careful.good,
        careful.set_aside,
        careful.bad,
        careful.rows,
    )
    assert quick.says_states == careful.says_states


def test_plain_rows_are_read_quickly(tmp_path: Path) -> None:
    """Else nothing above would be about them."""
    rows = [["k1", "Przykładowa", "", "A", "B", "", "50", "", "6", "", "nic", "tak", "tak", "", "potwierdzony", ""]]
    path = tmp_path / "k.csv"
    path.write_text(written(CELLS, rows), encoding="utf-8")
    opened = open_rows(path, RULES).rows
    assert opened is not None
    (number, cells), *_ = opened.rows()
    found = opened.plain(cells)
    assert number == 2
    assert found is not None
    assert found.facts == {
        "procenty": {"język_polski": 50},
        "ocena": "celujący",
        "opis": "nic",
        "zgoda": True,
        "trudności": frozenset({"język_polski"}),
    }
    assert (found.id, found.wishes, found.identity) == ("k1", ("A", "B"), {"nazwisko": "Przykładowa"})
