"""What a file of candidates may hold: odd rows are told without what may be personal, and stop nobody."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.validation import read_rows
from dsl.rows import LONGEST_ROW, limited_lines
from dsl.source.text import Location
from tests.dsl.loading import regulation

RULES = regulation("""
    pojęcia: {stopień: [dobry, słaby]}
    kandydat:
      wynik: liczba
      opis: tekst?
      dzień: data?
      oceny: stopień? dla stopień
      zawody: {lista: {miejsce: liczba}}
    kryteria: {a: wynik * wynik}
    kolejność: [{etap: suma, suma: [a]}, {etap: los, losowanie: tak}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}}
""")
SECRET = "Jan Kowalski, PESEL 05210112345"


def read(*rows: Any) -> Candidates:
    lines = [(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)).encode() for row in rows]
    return read_rows(lines, "kandydaci.jsonl", RULES)


def told(candidates: Candidates) -> list[str]:
    return [f"{one.code} {one.message}" for one in candidates.problems.sorted()]


def test_no_wishes_given_and_no_wishes_at_all() -> None:
    found = read({"id": "a"}, {"id": "b", "wybory": None})
    assert [(one.id, len(one.choices)) for one in found.good] == [("a", 2), ("b", 2)]
    assert not told(found)
    found = read({"id": "c", "wybory": []})
    assert told(found) == ["K002 kandydat „c”, pole „wybory”: Lista oddziałów jest pusta."]
    assert "usuń pole „wybory”" in next(iter(found.problems)).hint
    assert (found.rows, dict(found.bad)) == (1, {"c": 1})


@pytest.mark.parametrize("wishes", [["A"], ["A", "B"], ["Z"], []])
def test_who_chose_nothing_where_others_choose_has_not_chosen_everything(wishes: list[str]) -> None:
    found = read({"id": "a"}, {"id": "b", "wybory": wishes})
    assert "K018 kandydat „a”, pole „wybory”: Nie podano żadnego oddziału." in told(found)
    assert [one.id for one in found.good] == (["b"] if set(wishes) & {"A"} else [])
    assert found.bad["a"] == 1
    assert [one.code for one in found.told["a"]] == ["K018"]


@pytest.mark.parametrize(
    ("table", "good"),
    [
        ("id;wybory.1;wybory.2\na;;\nb;A;\n", ["b"]),
        ("id;wybory.1\na;\nb;\n", []),
        ("id;wybory\na;\nb;B, A\n", ["b"]),
        ("id;wynik\na;1\nb;2\n", ["a", "b"]),
    ],
)
def test_a_blank_cell_of_choices_is_no_choice(tmp_path: Path, table: str, good: list[str]) -> None:
    path = tmp_path / "k.csv"
    path.write_text(table, encoding="utf-8")
    found = read_candidates(path, RULES)
    assert [one.id for one in found.good] == good
    assert [one.code for one in found.problems] == ["K018"] * (2 - len(good))
    assert all("kolumna „wybory" in one.message for one in found.problems)


def test_who_is_missing_from_the_table_of_choices_chose_nothing(tmp_path: Path) -> None:
    path, choices = tmp_path / "k.csv", tmp_path / "k.wybory.csv"
    path.write_text("id\na\nb\n", encoding="utf-8")
    choices.write_text("id;oddział\n", encoding="utf-8")
    assert [one.id for one in read_candidates(path, RULES).good] == ["a", "b"]
    choices.write_text("id;oddział\nb;A\n", encoding="utf-8")
    found = read_candidates(path, RULES)
    assert [one.id for one in found.good] == ["b"]
    assert told(found) == ["K018 kandydat „a”, pole „wybory”: Nie podano żadnego oddziału."]


@pytest.mark.parametrize(
    "row",
    [
        {"wynik": SECRET},
        {"dzień": SECRET},
        {"opis": [SECRET]},
        {"oceny": {SECRET: 1}},
        {"oceny": {"dobry": SECRET}},
        {SECRET: 1},
        {"zawody": [{SECRET: 1}]},
        {"wybory": SECRET},
        {"wybory": [SECRET]},
        {"wybory": [{"oddział": "A", SECRET: 1}]},
        {"wybory": [{SECRET: "A"}]},
        {"tożsamość": SECRET},
        {"tożsamość": {"pesel": SECRET}, "wynik": "x"},
    ],
)
def test_nothing_personal_is_repeated(row: dict[str, Any]) -> None:
    found = read({"id": "a", **row})
    said = " ".join(f"{one.message} {one.hint}" for one in found.problems)
    assert said
    for part in ("Jan", "Kowalski", "05210112345"):
        assert part not in said


def test_a_personal_name_given_twice_is_not_repeated() -> None:
    assert told(read(f'{{"id": "a", "{SECRET}": 1, "{SECRET}": 2}}')) == [
        "K001 Pole „…” (31 znaków) jest w wierszu dwa razy."
    ]


def test_the_code_of_a_branch_and_a_key_are_repeated() -> None:
    found = read({"id": "a", "wynik": "dużo", "kolor": 1, "wybory": ["Z"]})
    assert told(found) == [
        "K002 kandydat „a”, pole „wybory.1”: Nie ma oddziału „Z”.",
        "K002 kandydat „a”, pole „wynik”: To nie jest liczba: tekst (4 znaki).",
        "K003 kandydat „a”: regulamin nie zna pola „kolor”; pominięto je.",
    ]


@pytest.mark.parametrize("text", ["nieob.", "nieobecna", "zwol.", "brak", "?", "5+", "41m", "x", "1/2"])
def test_what_stands_in_tables_of_schools_is_repeated(text: str) -> None:
    assert f"„{text}”" in told(read({"id": "a", "wynik": text}))[0]


@pytest.mark.parametrize("text", ["zmyślonowska", "Ng", "ng", "jo", "zmyśl", "7zmyślony", "d'zmyślony", "zmyślona1"])
def test_a_word_that_nobody_knows_is_not_repeated(text: str) -> None:
    for row in ({"wynik": text}, {"wybory": [text]}, {"wniosek": text}, {"potwierdzone": [text]}):
        assert all(text not in f"{one.message} {one.hint}" for one in read({"id": "a", **row}).problems)


@pytest.mark.parametrize(
    "identifier",
    [
        "05210112345", "PESEL 05210112345", "052 101 123 45", "05210112345x", "052-101-123-49", "pesel:05210112349x1",
        5210112349, "5210112349", " 5210112349", "\u0660\u0665\u0662\u0661\u0660\u0661\u0661\u0662\u0663\u0664\u0669",
    ],
)  # fmt: skip
def test_an_id_like_a_pesel_is_refused_and_not_repeated(identifier: Any) -> None:
    found = read({"id": identifier, "wynik": 1})
    assert told(found) == ["K001 Pole „id” wygląda jak numer PESEL, a trafia na wydruki."]


@pytest.mark.parametrize(
    "identifier", ["k1", 17, "2026/0123", "601234567", "2026-05-12-003", "k" * 100, "123456789012"]
)
def test_other_ids_are_not(identifier: Any) -> None:
    assert [one.id for one in read({"id": identifier}).good] == [str(identifier)]


def test_an_id_has_one_form() -> None:
    found = read(*({"id": one} for one in ("z\u0307", "ż", "k", " k ", "\u200bk", "k\u202e", "a  b", "a b")))
    assert [one.id for one in found.good] == ["ż", "k", "a b"]
    assert [one.location for one in found.problems] == [Location("kandydaci.jsonl", row) for row in (2, 4, 5, 6, 8)]


def test_ids_that_look_the_same_are_told() -> None:
    """Both are counted: only a person can say whether they are one."""
    found = read(*({"id": one, "wynik": 1} for one in ("K1", "x", "к1", "k10", "k1O")))
    assert len(found.good) == 5
    assert told(found) == [
        "K017 Znak kandydata „к1” łatwo pomylić ze znakiem „K1” z wiersza 1.",
        "K017 Znak kandydata „k1O” łatwo pomylić ze znakiem „k10” z wiersza 4.",
    ]


def test_places_are_not_given() -> None:
    found = read({"id": "a", "wybory": ["A", {"oddział": "B", "pozycja": 1}]})
    assert told(found) == ["K002 kandydat „a”, pole „wybory.2.pozycja”: Pozycji nie podaje się w danych."]


@pytest.mark.parametrize("lot", [0, -1, 1.5, "1/2"])
def test_a_lot_is_a_positive_whole_number(lot: Any) -> None:
    (problem,) = read({"id": "a", "wybory": [{"oddział": "A", "los": lot}]}).problems
    assert "„wybory.1.los”" in problem.message
    assert "całkowitą" in problem.hint


def test_equal_lots_in_one_branch_are_told() -> None:
    rows = [("a", "A", 1), ("b", "A", 2), ("c", "B", 1), ("d", "A", 1), ("e", "A", None), ("f", "A", None)]
    found = read(*({"id": name, "wybory": [{"oddział": code, "los": lot}]} for name, code, lot in rows))
    assert len(found.good) == len(rows)
    assert told(found) == ["K004 kandydat „d”: w oddziale „A” ma ten sam numer losu co kandydat „a” z wiersza 1."]
    assert not found.problems.has_errors


@pytest.mark.parametrize("text", [b"", b"\n", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_a_file_without_candidates_is_told(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    path.write_bytes(text)
    found = read_candidates(path, RULES)
    assert (found.rows, [one.code for one in found.problems]) == (0, ["K005"])
    assert found.problems.has_errors


@pytest.mark.parametrize(
    "row",
    [
        '{"id": "z", "wynik": 1e99999999999999999999}',
        '{"id": "z", "wynik": 1.' + "5" * 80_000 + "}",
        '{"id": "z", "wynik": ' + "7" * 4_000 + "}",
        '{"id": "z", "wynik": ' + "7" * 100_000 + "}",
        '{"id": ' + "7" * 5_000 + "}",
        '{"id": "z", "wynik": "' + "7" * 100_000 + '"}',
        '{"id": "\\ud800"}',
        '{"id": "z", "\\ud800": 1}',
        "[" * 20_000,
        '{"a":' * 20_000,
        "{" + ",".join(f'"k{number}": 1' for number in range(60_000)) + ', "k59999": 1}',
        '{"id": "z", "zawody": [' + ",".join('{"' + "x" * 30 + '": 1}' for _ in range(900)) + "]}",
        '{"id": "z", "wybory": [' + ",".join(['"Z"'] * 200_000) + "]}",
        '{"id": "z", "' + "wynik" * 20_000 + '": 1, "wynik": "x"}',
        "x" * (LONGEST_ROW + 1),
    ],
    ids=range(15),
)
def test_an_odd_row_is_told_at_once_and_stops_nobody(row: str) -> None:
    started = time.process_time()
    found = read({"id": "a", "wynik": 1, "wybory": ["A"]}, row, {"id": "b", "wynik": 2, "wybory": ["A"]})
    assert time.process_time() - started < 2
    assert [one.id for one in found.good] == ["a", "b"]
    assert found.rows == 3
    assert found.problems.has_errors
    assert all(len(one.message) < 200 and one.hint for one in found.problems)
    "".join(one.message for one in found.problems).encode()


def test_a_long_number_is_told_by_its_field() -> None:
    assert told(read('{"id": "a", "wynik": ' + "7" * 5_000 + "}")) == [
        "K002 kandydat „a”, pole „wynik”: Liczba jest zbyt długa."
    ]


class Endless(io.RawIOBase):
    """Gives one line of any length without holding it."""

    def __init__(self, length: int) -> None:
        self.left = length
        self.most_asked = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        self.most_asked = max(self.most_asked, size)
        found = b"x" * min(size, self.left)
        self.left -= len(found)
        return found


def test_a_giant_line_is_never_held_whole() -> None:
    stream = Endless(50 * LONGEST_ROW)
    assert [len(line) for line in limited_lines(stream)] == [LONGEST_ROW + 1]  # type: ignore[arg-type]
    assert (stream.left, stream.most_asked) == (0, LONGEST_ROW + 1)


def test_lines_after_a_giant_one_are_read(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    giant = b'{"id": "z", "opis": "' + b"x" * (3 * LONGEST_ROW) + b'"}'
    path.write_bytes(b'{"id": "a"}\n' + giant + b'\n{"id": "b"}\n' + b" " * LONGEST_ROW + b"\n")
    found = read_candidates(path, RULES)
    assert ([one.id for one in found.good], found.rows) == (["a", "b"], 3)
    assert told(found) == ["K001 Wiersz jest zbyt długi."]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_and_a_device_are_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "rura.jsonl"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path, tmp_path / "brak.jsonl"):
        with pytest.raises(OSError, match=r"regular|brak"):
            read_candidates(path, RULES)


def test_a_result_at_a_branch_that_does_not_ask_for_it_is_told() -> None:
    found = regulation("""
        kryteria: {a: 1}
        rodzaje oddziałów:
          zwykły: {kolejność: [{etap: s, suma: [a]}]}
          sportowy:
            wybór: {próba: "liczba?"}
            kryteria: {p: wybór.próba gdy brak 0}
            kolejność: [{etap: s, suma: [p]}]
        oddziały: {A: {rodzaj: zwykły, miejsca: 1}, B: {rodzaj: sportowy, miejsca: 1}}
    """)
    row = {"id": "k1", "wybory": [{"oddział": "A", "próba": 5}, {"oddział": "B", "próba": 7, "los": 1}]}
    candidates = read_rows([json.dumps(row).encode()], "k.jsonl", found)
    assert len(candidates.good) == 1
    told = [(one.code, one.message) for one in candidates.problems.sorted() if one.code == "K003"]
    assert told == [("K003", "kandydat „k1”: oddział „A” nie pyta o „wybory.1.próba”; pominięto je.")]


def test_people_of_one_name_are_told_without_it() -> None:
    def person(identifier: str, surname: str, given: str = "Osoba") -> dict[str, Any]:
        return {"id": identifier, "tożsamość": {"imiona": given, "nazwisko": surname}}

    found = read(
        person("a", "Zmyślona"), person("b", "ZMYŚLONA"), person("c", "Zmyślona", "Inna"), {"id": "d"}, {"id": "e"}
    )
    assert len(found.good) == 5
    assert told(found) == ["K019 Kandydat „b” nazywa się tak samo jak „a” z wiersza 1."]
    problem = next(iter(found.problems))
    assert "myślona" not in f"{problem.message} {problem.hint}".casefold()


def test_people_of_one_surname_are_not_told() -> None:
    rows = [{"id": f"k{n}", "tożsamość": {"imiona": f"Osoba {n}", "nazwisko": "Zmyślona"}} for n in "abc"]
    assert not told(read(*rows))


@pytest.mark.parametrize(
    ("identifier", "is_told"),
    [
        ("Zmyślona-Druga", True),
        ("zmyślona_druga", True),
        ("Osoba Zmyślona-Druga", True),
        ("W17", False),
        ("Zmyślona", True),
        ("Osoba", True),
        ("W17-Zmyślona-Druga", True),
        ("zmyślona7", True),
        ("Zmyślonaa", False),
        ("Zm-1", False),
    ],
)
def test_an_id_with_a_name_in_it_is_told_and_not_repeated(identifier: str, is_told: bool) -> None:
    identity = {"imiona": "Osoba", "nazwisko": "Zmyślona-Druga"}
    found = read({"id": identifier, "wynik": 1, "wybory": ["A"], "tożsamość": identity})
    told = [one for one in found.problems if one.code == "K021"]
    assert len(told) == is_told
    assert all("Zmyślona" not in f"{one.message} {one.hint}" for one in told)
    assert [one.id for one in found.good] == [identifier]
