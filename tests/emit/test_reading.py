"""A row means the same to `score` and to the standalone module: the same records, or refused by both."""

from __future__ import annotations

import ast
import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from admission.scoring import score
from admission.validation import read_rows
from cli.commands.score import score_record
from dsl.emit.python.standalone import standalone_module
from dsl.load import load_text
from dsl.model.regulation import Regulation

TEXT = """paragraf: 1
regulamin: Czytanie wierszy
rok szkolny: 2026/2027
wydaje: minister
limity: {oddziały: 3}
pojęcia:
  przedmiot: {język polski: języka polskiego, żółć: żółci, fizyka: fizyki}
  stopień: {celujący: 6, dobry: 4}
kandydat:
  mój wynik: liczba
  żółć: liczba od 0 do 100?
  procenty: procent dla przedmiot
  ocena: stopień?
  oceny: stopień? dla przedmiot
  ulubiony: przedmiot?
  dzień: data
  chwila: czas?
  opis: tekst?
  zgoda: tak/nie, domyślnie tak
  sport: tak/nie
  zbiór: zbiór przedmiot
  zawody:
    lista: {pole a: liczba, nazwa: tekst, żar: stopień?, był: tak/nie}
wybór:
  próba: liczba od 0 do 10?
  lata: procent dla przedmiot
  biegi:
    lista: {czas biegu: liczba, nazwa: tekst?}
oddział:
  od dnia: data
  mnożnik: liczba
  ważne: zbiór przedmiot
warunki:
  w terminie: {wymaga: dzień >= oddział.od_dnia, treść: w terminie}
kryteria:
  a: mój_wynik * oddział.mnożnik
  b: żółć gdy brak 0
  c: suma(procenty[p] dla p z oddział.ważne)
  d: jeżeli ocena = celujący to 5 inaczej 1
  e: jeżeli zgoda i nie sport to 1 inaczej 0
  f: {za każde: p z zbiór, punkty: jeżeli p = żółć to 7 inaczej 1}
  g: {za każde: z z zawody, punkty: jeżeli z.nazwa = "Bieg" to z.pole_a inaczej 2 * z.pole_a}
  h: jeżeli opis jest podane to 1 inaczej 0
  i: jeżeli wybór.pozycja = 1 to 1000 inaczej (wybór.próba gdy brak 3)
  j: suma(wybór.lata[p] dla p z zbiór)
  k: {za każde: b z wybór.biegi, punkty: b.czas_biegu}
  l: jeżeli chwila jest podane i ulubiony jest podane to 1 inaczej 0
kolejność:
  - {etap: suma, suma: [a, b, c, d, e, f, g, h, i, j, k, l]}
  - {etap: młodsi, rosnąco: dzień}
  - {etap: los, losowanie: tak}
oddziały:
  Ś: {miejsca: 1, od dnia: 2025-01-01, mnożnik: 2,5, ważne: [fizyka, żółć]}
  1 A: {miejsca: 1, od dnia: 2025-02-01, mnożnik: 2, ważne: []}
  B: {miejsca: 2, od dnia: 2025-02-01, mnożnik: 1, ważne: [fizyka]}
  C: {miejsca: 2, od dnia: 2025-02-01, mnożnik: 1, ważne: [fizyka]}
"""


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


KINDS = """paragraf: 1
regulamin: Dwa rodzaje
wydaje: dyrektor
kandydat: {x: liczba}
kryteria: {a: x}
kolejność: [{etap: suma, suma: [a]}]
rodzaje oddziałów:
  zwykły: {wybór: {próba: liczba}}
  sportowy: {wybór: {bieg: liczba}, kryteria: {b: wybór.bieg}, kolejność: [{etap: suma, suma: [a, b]}]}
oddziały:
  Z: {rodzaj: zwykły, miejsca: 1}
  S: {rodzaj: sportowy, miejsca: 1}
"""


def _regulation(text: str) -> Regulation:
    loaded = load_text(text, Path("czytanie.yaml"))
    assert loaded.regulation is not None, [(one.message, one.location) for one in loaded.diagnostics]
    return loaded.regulation


def _module(name: str, regulation: Regulation) -> ModuleType:
    module = sys.modules.setdefault(name, ModuleType(name))
    exec(compile(standalone_module(regulation), "alone.py", "exec"), module.__dict__)
    return module


REGULATION, OF_KINDS = _regulation(TEXT), _regulation(KINDS)
MODULE, MODULE_OF_KINDS = _module("paragraf_reading", REGULATION), _module("paragraf_kinds", OF_KINDS)


def by_score(lines: list[bytes], regulation: Regulation = REGULATION) -> tuple[list[dict[str, Any]], set[int]]:
    """The records, and the numbers of the rows refused."""
    read = read_rows(lines, "kandydaci.jsonl", regulation)
    refused = {one.location.line for one in read.problems if one.code in ("K001", "K002", "K018") and one.location}
    return [score_record(one) for one in score(regulation, read.good)], refused


def by_module(lines: list[bytes], module: ModuleType = MODULE) -> tuple[list[dict[str, Any]], set[int]]:
    told: list[str] = []
    records = list(module.score_lines(lines, told.append, module.says_choices(lines)))
    return records, {int(one.split()[1].rstrip(",:")) for one in told if one.startswith("wiersz")}


def same(*rows: str | bytes) -> bool:
    """Asserts that both say the same; whether all rows were counted."""
    lines = [row if isinstance(row, bytes) else row.encode() for row in rows]
    ours, alone = by_score(lines), by_module(lines)
    assert alone == ours
    return not ours[1]


COUNTED = [
    '{"id": "a"}',
    '{"id": 7, "mój wynik": 1}',
    '{"id": "a", "mój wynik": 1, "wybory": null, "tożsamość": null}',
    f'{{"id": "a", "{_nfd("żółć")}": 7}}',
    f'{{"id": "a", "{_nfd("tożsamość")}": {{"nazwisko": "x"}}, "{_nfd("mój wynik")}": 1}}',
    '{"id": "a", "zawody": [{"pole a": 5, "nazwa": "bieg"}, {"pole_a": "2,5", "nazwa": "", "żar": 6}, {}]}',
    f'{{"id": "a", "procenty": {{"{_nfd("żółć")}": 7, "FIZYKA": "8%", "język  polski": null}}}}',
    f'{{"id": "a", "zbiór": ["{_nfd("żółć")}", "Fizyka", "fizyka"]}}',
    '{"id": "a", "zbiór": "fizyka"}',
    '{"id": "a", "ocena": 6.0, "oceny": {"fizyka": "4"}}',
    '{"id": "a", "ocena": "6,0"}',
    '{"id": "a", "mój wynik": null, "mój_wynik": 5}',
    '{"id": "a", "mój wynik": 1.50, "kolor oczu": "piwne", "x": [[[]]]}',
    '{"id": "a", "mój wynik": 1e3}',
    '{"id": "a", "dzień": "2025-03-01", "chwila": "2025-03-01T10:00:30"}',
    '{"id": "a", "opis": 1e999999999, "zgoda": "NIE", "sport": 1}',
    '{"id": "a", "wybory": ["1_A", "Ś"]}',
    f'{{"id": "a", "wybory": ["{_nfd("Ś")}", {{"{_nfd("oddział")}": " B ", "los": 3, "próba": "2,5"}}]}}',
    '{"id": "a", "zbiór": "fizyka", "wybory": [{"oddział": "B", "lata": {"fizyka": 3}, "biegi": [{"czas biegu": 1}]}]}',
    '{"id": "a", "zbiór": ["fizyka"], "wybory": [{"oddział": "B", "lata": {}, "biegi": [{}]}, "Ś"]}',
    '{"id": "\\u200bk "}',
    '\ufeff{"id": "a"}',
    '{"id": "a", "chwila": "2025-03-01 10:00"}\r',
]

REFUSED = [
    '{"id": "a", "moj wynik": 1}',
    '{"id": "a", "mój wynik": 1, "mój wynik": 2}',
    '{"id": "a", "mój wynik": 1, "mój_wynik": 2}',
    '{"id": "a", "procenty": {"fizyka": 1, "Fizyka": 2}}',
    '{"id": "a", "procenty": {"zoologia": 1}}',
    '{"id": "a", "procenty": [1]}',
    *(f'{{"id": "a", "mój wynik": {value}}}' for value in (
        '"1/3"', '"1e3"', '"1_000"', '"1.5"', '"٣"', '"+1"', "true", "[1]", "{}", "1e999999999", '"1e9999999"', "1e40",
        "1e99999999999999999999", "-1e99999999999999999999", "NaN", "Infinity", "1" * 41, "1" * 5000,
        f"1.{'1' * 80000}",
    )),
    *(f'{{"id": "a", "dzień": {value}}}' for value in (
        '"2025-W01-1"', '"20250101"', '"2025-02-30"', "20250101", '"2025-01-01T10:00"',
    )),
    *(f'{{"id": "a", "chwila": {value}}}' for value in (
        '"2025-01-01 10:00+00"', '"2025-01-01X10:00"', '"2025-01-01"', '"2025-01-01 25:00"', '"2025-W01-1 10:00"',
    )),
    *(f'{{"id": "a", "wybory": {value}}}' for value in (
        "[]", "5", "{}", '""', '"B"', '["B", "B"]', '["1 A", "1_A"]', '{"B": 1}', '["Z"]', "[null]", "[[]]", "[{}]",
        '["Ś", "1 A", "B", "C"]', '["Ś", {"oddział": "B", "pozycja": 1}]', '[{"oddział": "B", "pozycja szkoły": 1}]',
        '[{"oddział": "B", "oddział": "C"}]', f'[{{"oddział": "B", "{_nfd("oddział")}": "C"}}]',
        '[{"oddział": "B", "los": 0}]', '[{"oddział": "B", "los": -1}]', '[{"oddział": "B", "los": 1.5}]',
        '[{"oddział": "B", "proba": 1}]', '[{"oddział": "B", "próba": 11}]', '[{"oddział": "B", "biegi": [{"x": 1}]}]',
        json.dumps(["Z"] * 2000),
    )),
    *(f'{{"id": {value}, "mój wynik": 1}}' for value in (
        '""', '"  "', "null", "true", "1.5", "[]", '"\\u200b"', '"05210112345"', '"PESEL 05210112345"',
        '"052 101 123 45"',
        '"05210112345x"', "5210112349", '"5210112349"', '"052-101-123-49"', f'"{"k" * 101}"', '"\\ud800"',
    )),
    '{"mój wynik": 1}',
    '{"id": "a", "tożsamość": "Jan"}',
    f'{{"id": "a", "tożsamość": {{}}, "{_nfd("tożsamość")}": {{}}}}',
    '{"id": "a", "\\ud800": 1}',
    '{"id": "a", "x": ["\\udfff"]}',
    '{"id": "a", "zbiór": [null]}',
    '{"id": "a", "zbiór": [""]}',
    f'{{"id": "a", "zbiór": {json.dumps(["fizyka"] * 1001)}}}',
    '{"id": "a", "zawody": {}}',
    '{"id": "a", "zawody": ["bieg"]}',
    '{"id": "a", "zawody": [{"kolor": 1}]}',
    f'{{"id": "a", "zawody": {json.dumps([{}] * 1001)}}}',
    '{"id": "a", "opis": true}',
    f'{{"id": "a", "opis": "{"x" * 2001}"}}',
    '{"id": "a", "zgoda": "może"}',
    '{"id": "a", "zgoda": 2}',
    '{"id": "a", "ocena": 5}',
    '{"id": "a", "ulubiony": "biologia"}',
    "[" * 20_000,
    "[1]",
    "5",
    "{",
    "\x00",
    b"\xff",
    b'{"id": "\xff"}',
    "{" + ",".join(f'"k{number}": 1' for number in range(60_000)) + ', "k59999": 1}',
    '{"id": "a", "opis": "' + "x" * 1_000_000 + '"}',
]  # fmt: skip


@pytest.mark.parametrize("row", COUNTED, ids=range(len(COUNTED)))
def test_both_count(row: str) -> None:
    assert same(row)


@pytest.mark.parametrize("row", REFUSED, ids=range(len(REFUSED)))
def test_both_refuse(row: str | bytes) -> None:
    assert not same(row)


@pytest.mark.parametrize("other", ['"k"', '" k "', '"k "', '"\\u200bk"', '"k\\u00a0"', '"k\\n"'])
def test_ids_that_look_the_same_are_the_same(other: str) -> None:
    assert not same('{"id": "k"}', f'{{"id": {other}}}')
    assert not same('{"id": "k", "mój wynik": "x"}', f'{{"id": {other}}}', '{"id": 8}')


def test_ids_compare_after_composing() -> None:
    assert not same(f'{{"id": "{_nfd("ż")}"}}', '{"id": "ż"}')
    assert same('{"id": "k"}', '{"id": "K"}', '{"id": "k k"}', '{"id": 1}')


def test_who_chose_nothing_where_others_choose_has_not_chosen_everything() -> None:
    told: list[str] = []
    lines = [b'{"id": "a"}', b'{"id": "b", "wybory": ["B"]}']
    records = list(MODULE.score_lines(lines, told.append, MODULE.says_choices(lines)))
    assert [(one["kandydat"], one["oddział"]) for one in records] == [("b", "B")]
    assert told == ["wiersz 1, pole „wybory”: Nie podano żadnego oddziału. Wiersz pominięto."]


@pytest.mark.parametrize(
    ("wish", "counted"),
    [
        ({"oddział": "Z", "próba": 1}, True),
        ({"oddział": "Z", "bieg": 1}, True),
        ({"oddział": "Z", "bieg": "x"}, False),
        ({"oddział": "S", "bieg": 2, "próba": 3}, True),
        ({"oddział": "S"}, True),
    ],
)
def test_facts_of_another_kind_of_branch_are_read_alike(wish: dict[str, Any], counted: bool) -> None:
    lines = [json.dumps({"id": "a", "x": 1, "wybory": [wish]}).encode()]
    ours = by_score(lines, OF_KINDS)
    assert by_module(lines, MODULE_OF_KINDS) == ours
    assert bool(ours[0]) is counted


NAMES = ["mój wynik", "mój_wynik", "moj wynik", "żółć", "procenty", "ocena", "oceny", "ulubiony", "dzień", "chwila",
         "opis", "zgoda", "sport", "zbiór", "zawody", "kolor", "", "id", "pozycja", "wybory", "tożsamość"]  # fmt: skip
INNER = ["fizyka", "Fizyka", "żółć", "język polski", "pole a", "nazwa", "żar", "był", "x", "oddział", "próba", "los",
         "lata", "biegi", "czas_biegu", "pozycja"]  # fmt: skip
SCALARS = [
    "null", "true", "false", "0", "1", "6", "-1", "7.5", "1e2", "1E-3", "1e40", '""', '" "', '"tak"', '"1"', '"2,5"',
    '"75%"', '"1.5"', '"celujący"', '"Fizyka"', '"zolc"', '"2025-02-01"', '"2025-02-01 10:00"', '"B"', '"Ś"', '"1 A"',
    '"\\u0142"', "[]", "{}", "9" * 45,
]  # fmt: skip


def spelt(names: list[str]) -> st.SearchStrategy[str]:
    changes = st.sampled_from([str, _nfd, str.upper, lambda name: name.replace(" ", "_"), lambda name: f" {name} "])
    return st.builds(lambda name, change: json.dumps(change(name), ensure_ascii=False), st.sampled_from(names), changes)


def group(names: list[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(spelt(names), values), max_size=4)
    return pairs.map(lambda found: "{" + ", ".join(f"{name}: {value}" for name, value in found) + "}")


def listed(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(values, max_size=3).map(lambda found: f"[{', '.join(found)}]")


values = st.recursive(st.sampled_from(SCALARS), lambda inner: listed(inner) | group(INNER, inner), max_leaves=6)
wish = st.sampled_from(['"Ś"', '"B"', '"1_A"', '"C"', '"Z"']) | st.builds(
    lambda code, rest: '{"oddział": ' + code + ("" if rest == "{}" else f", {rest[1:-1]}") + "}",
    st.sampled_from(['"Ś"', '"B"']),
    group(["los", "próba", "lata", "biegi", "pozycja", "kolor"], values),
)


@st.composite
def rows(draw: st.DrawFn, wishes: bool) -> str:
    fields = [f'"id": {draw(st.sampled_from([*SCALARS, *(chr(34) + sign + chr(34) for sign in "abcdefgh")]))}']
    fields += [f"{name}: {value}" for name, value in draw(st.lists(st.tuples(spelt(NAMES), values), max_size=5))]
    if wishes:
        fields.append(f'"wybory": {draw(listed(wish))}')
    return "{" + ", ".join(draw(st.permutations(fields))) + "}"


@given(st.lists(st.booleans().flatmap(rows), min_size=1, max_size=3))
@settings(max_examples=400, deadline=None)
@example(['{"id": "a"}', '{"id": "a"}'])
@example(['{"id": "a"}', '{"id": "b", "wybory": ["B"]}'])
@example(['{"id": "a"}', '{"id": "a", "wybory": ["B"]}'])
@example(['{"id": "a"}', '{"id": "b", "mój wynik": "x", "wybory": ["Z"]}', '{"id": "c", "mój wynik": 1}'])
def test_any_rows_mean_the_same_to_both(lines: list[str]) -> None:
    same(*lines)


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_any_bytes_mean_the_same_to_both(line: bytes) -> None:
    same(line)


def test_no_name_of_the_module_is_given_twice() -> None:
    defined: Counter[str] = Counter()
    for node in ast.parse(standalone_module(REGULATION)).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined[node.name] += 1
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            defined.update(one.id for one in targets if isinstance(one, ast.Name))
    assert [name for name, times in defined.items() if times > 1] == []
