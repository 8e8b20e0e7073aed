"""A candidate written as JSONL, as CSV in every dialect and as XLSX reads back the same, whatever is asked."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.intake.reading import read_candidates
from admission.synthetic import synthetic_rows
from admission.template.csv_files import csv_files
from admission.validation import read_rows
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.candidate_workbook import candidate_workbook
from tests.admission.intake.tables import as_tables, essence, write_csv, xlsx_bytes
from tests.dsl.loading import regulation

EVERYTHING = regulation("""
    pojęcia:
      przedmiot: {język polski: języka polskiego, żółć: żółci, fizyka: fizyki}
      stopień: {celujący: 6, dobry: 4}
    kandydat:
      wynik: liczba
      procenty: procent dla przedmiot
      ocena: stopień?
      oceny: stopień? dla przedmiot
      urodzony: data?
      chwila: czas?
      opis: tekst?
      zgoda: tak/nie, domyślnie tak
      sport: tak/nie
      trudności: zbiór przedmiot
      zawody:
        lista: {miejsce: liczba, nazwa: tekst, stopień: stopień?, był: tak/nie}
    wybór:
      próba: liczba od 0 do 10?
    kryteria:
      a: wynik + suma(procenty[p] dla p z trudności) + suma(z.miejsce dla z z zawody) + (wybór.próba gdy brak 0)
    kolejność: [{etap: suma, suma: [a]}]
    oddziały: {A: {miejsca: 1}, 1 B: {miejsca: 1}, Ż: {miejsca: 1}}
""")
KETY = load(Path(__file__).parents[3] / "regulations/lo-wyspianskiego-kety/2025-2026.yaml").regulation
assert KETY is not None
DIALECTS = list(
    itertools.product(
        ";,\t", ["utf-8", "utf-8-sig", "cp1250", "utf-16"], ["\n", "\r\n"], [csv.QUOTE_MINIMAL, csv.QUOTE_ALL]
    )
)


def from_jsonl(rules: Regulation, rows: list[dict[str, Any]]) -> list[Any]:
    read = read_rows([json.dumps(row, ensure_ascii=False).encode() for row in rows], "k.jsonl", rules)
    assert not read.problems.items
    return essence(rules, read)


@pytest.mark.parametrize("companions", [True, False])
@pytest.mark.parametrize(("separator", "encoding", "end", "quoting"), DIALECTS)
def test_csv_in_every_dialect(
    tmp_path: Path, separator: str, encoding: str, end: str, quoting: int, companions: bool
) -> None:
    for rules in (KETY, EVERYTHING):
        assert rules is not None
        rows = list(synthetic_rows(rules, 25, seed=3))
        tables = as_tables(rules, rows, companions)
        folder = tmp_path / str(len(rules.candidate))
        folder.mkdir()
        path = write_csv(folder, tables, separator=separator, encoding=encoding, end=end, quoting=quoting)
        read = read_candidates(path, rules)
        assert {one.code for one in read.problems} <= {"K016"}, [one.message for one in read.problems]
        assert essence(rules, read) == from_jsonl(rules, rows)


@pytest.mark.parametrize("companions", [True, False])
def test_xlsx(tmp_path: Path, companions: bool) -> None:
    for rules in (KETY, EVERYTHING):
        assert rules is not None
        rows = list(synthetic_rows(rules, 40, seed=4))
        path = tmp_path / "k.xlsx"
        path.write_bytes(xlsx_bytes(as_tables(rules, rows, companions)))
        read = read_candidates(path, rules)
        assert not read.problems.items, [one.message for one in read.problems]
        assert essence(rules, read) == from_jsonl(rules, rows)


NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9), st.decimals(0, 10**6, places=2).map(lambda one: f"{one:f}".replace(".", ","))
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"], exclude_characters="\x85"), max_size=20
)


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        row: dict[str, Any] = {"id": f"k{number}"}
        row["wynik"] = draw(NUMBERS)
        row["opis"] = draw(TEXTS)
        row["sport"] = draw(st.booleans())
        row["trudności"] = draw(st.lists(st.sampled_from(["żółć", "fizyka"]), unique=True))
        row["procenty"] = {
            name: draw(st.integers(2, 100)) for name in draw(st.sets(st.sampled_from(["żółć", "fizyka"])))
        }
        row["zawody"] = [
            {"miejsce": draw(NUMBERS), "nazwa": draw(TEXTS), "był": draw(st.booleans())}
            for _ in range(draw(st.integers(0, 3)))
        ]
        codes = draw(st.permutations(["A", "1 B", "Ż"]))[: draw(st.integers(1, 3))]
        row["wybory"] = [{"oddział": code, "próba": draw(st.integers(0, 10))} for code in codes]
        found.append(row)
    return found


@settings(max_examples=60, deadline=None)
@given(people(), st.sampled_from(";,\t"), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_any_candidates(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    separator: str,
    companions: bool,
    encoding: str,
) -> None:
    expected = from_jsonl(EVERYTHING, rows)
    folder = tmp_path_factory.mktemp("t")
    tables = as_tables(EVERYTHING, rows, companions)
    read = read_candidates(write_csv(folder, tables, separator=separator, encoding=encoding), EVERYTHING)
    assert not read.problems.items, [one.message for one in read.problems]
    assert essence(EVERYTHING, read) == expected
    path = folder / "k.xlsx"
    path.write_bytes(xlsx_bytes(tables))
    read = read_candidates(path, EVERYTHING)
    assert not read.problems.items, [one.message for one in read.problems]
    assert essence(EVERYTHING, read) == expected


def test_our_own_templates_are_read(tmp_path: Path) -> None:
    """Empty they hold nobody; every column of theirs is known, and the row of explanations is nobody's."""
    assert KETY is not None
    for rules in (KETY, EVERYTHING):
        for name, content in csv_files(rules, str(tmp_path / "kandydaci.csv")):
            Path(name).write_bytes(content)
        book = tmp_path / "kandydaci.xlsx"
        book.write_bytes(candidate_workbook(rules))
        for path in (tmp_path / "kandydaci.csv", book):
            read = read_candidates(path, rules)
            assert [one.code for one in read.problems] == ["K005"], [one.message for one in read.problems]


def test_a_template_filled_in_by_another_program(tmp_path: Path) -> None:
    """openpyxl writes as Excel does: styles of columns kept, dates as numbers, lists in their own sheets."""
    assert KETY is not None
    path = tmp_path / "kandydaci.xlsx"
    path.write_bytes(candidate_workbook(KETY))
    rows = [row for row in synthetic_rows(KETY, 12, seed=9) if row["wybory"]]
    tables = as_tables(KETY, rows, companions=True)
    choices = tables.pop("wybory")[1:]
    book = openpyxl.load_workbook(path)
    for name, (header, *cells) in tables.items():
        page = book[name or "kandydaci"]
        column = {page.cell(1, index).value: index for index in range(1, page.max_column + 1)}
        for number, row in enumerate(cells, start=2):
            for title, cell in zip(header, row, strict=True):
                page.cell(number, column[title], cell)
            mine = [code for identifier, code in choices if identifier == row[0]] if not name else []
            for place, code in enumerate(mine, start=1):
                page.cell(number, column[f"wybory.{place}"], code)
    book.save(path)
    read = read_candidates(path, KETY)
    assert not read.problems.items, [one.message for one in read.problems]
    assert essence(KETY, read) == from_jsonl(KETY, rows)
