"""Tables as messy as people make them: nothing is raised, and every row is a candidate, a problem or set aside."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from admission.intake.reading import read_together
from admission.results import run_allocation
from admission.scoring import score
from tests.dsl.loading import regulation

SCHOOL = regulation("""
    kandydat: {wynik: procent, urodzony: data?, zgoda: tak/nie}
    kryteria: {a: wynik}
    kolejność: [{etap: suma, suma: [a]}, {etap: los, losowanie: tak}]
    oddziały: {A: {miejsca: 1}, "1 B": {miejsca: 2}}
""")
OF_CHOICES = ["wybory.1", "wybory.2", "wybory.1.los"]
HEADERS = ["wynik", "zgoda", "urodzony", *OF_CHOICES, "wniosek", "tożsamość.nazwisko", "", "x"]
NUMBERS = ["50", "100", "50,5", "0.75", "75%", "150"]
WORDS = ["", " ", "tak", "N", "?", "-", "–", "potwierdzony", "złożony", "Zmyślona", "=1+1", "a;b", 'z"cudzym']
BRANCHES = ["A", "1 B", "1_b", "klasa A", "b"]
DAYS = ["2011-05-14", "2011-05-14 10:00", "14.05.2011"]
CELLS = st.sampled_from([*NUMBERS, *WORDS, *BRANCHES, *DAYS])
ROW = st.tuples(st.sampled_from(["k1", "k2", "K1", "k 3", "", "0", "11210112340"]), st.lists(CELLS, max_size=10))
TABLES = st.lists(
    st.tuples(st.lists(st.sampled_from(HEADERS), max_size=8, unique=True), st.lists(ROW, max_size=6)),
    min_size=1,
    max_size=3,
)


def written(headers: list[str], rows: list[tuple[str, list[str]]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["id", *headers])
    writer.writerows([[identifier, *cells] for identifier, cells in rows])
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250"])
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=TABLES)
def test_every_row_is_accounted_for(
    tmp_path: Path, encoding: str, tables: list[tuple[list[str], list[tuple[str, list[str]]]]]
) -> None:
    paths = []
    for number, (headers, rows) in enumerate(tables):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_bytes(written(headers, rows).encode(encoding))
    found = read_together(paths, SCHOOL)
    assert found.rows == len(found.good) + len(found.set_aside) + found.bad_rows
    assert bool(found.bad_rows) <= found.problems.has_errors
    assert len({one.id for one in (*found.good, *found.set_aside)}) == len(found.good) + len(found.set_aside)
    allocation = run_allocation(SCHOOL, score(SCHOOL, found.good))
    assert {one.candidate.id for one in allocation.candidates} == {one.id for one in found.good}
    assert all(one.location is None or one.location.line >= 1 for one in found.problems)
