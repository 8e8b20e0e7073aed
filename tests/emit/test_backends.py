"""The emitted Python agrees with the explaining evaluator on every candidate, complete or not, in memory and alone."""

from __future__ import annotations

import functools
import itertools
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.candidates import Candidate, Choice
from admission.scoring import score
from admission.validation import read_rows
from dsl.emit.evaluate import evaluate
from dsl.emit.python.backend import compile_regulation
from dsl.emit.python.standalone import standalone_module
from dsl.load import load
from dsl.model.regulation import Regulation
from tests.cli.terminal import say
from tests.dsl.loading import regulation
from tests.emit.equality import different, holed_rows

ROOT = Path(__file__).parents[2]
KETY = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"

EVERYTHING = Path(__file__).parent / "everything.yaml"


@pytest.fixture(scope="module")
def everything() -> Regulation:
    loaded = load(EVERYTHING)
    assert loaded.regulation is not None, [one.message for one in loaded.diagnostics]
    return loaded.regulation


@pytest.fixture(scope="module")
def kety() -> Regulation:
    regulation = load(KETY).regulation
    assert regulation is not None
    return regulation


@given(seed=st.integers(0, 10**9))
@settings(max_examples=150, deadline=None)
def test_compiled_agrees_on_every_construct(everything: Regulation, seed: int) -> None:
    assert different(everything, holed_rows(everything, 3, seed)) == []


@given(seed=st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_compiled_agrees_on_the_shipped_regulation(kety: Regulation, seed: int) -> None:
    assert different(kety, holed_rows(kety, 3, seed)) == []


@pytest.mark.parametrize("path", [KETY, EVERYTHING], ids=["kety", "everything"])
def test_standalone_says_the_same_as_score(path: Path, tmp_path: Path) -> None:
    regulation = load(path).regulation
    assert regulation is not None
    rows = holed_rows(regulation, 120, seed=1)
    data = tmp_path / "kandydaci.jsonl"
    data.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    module = tmp_path / "samodzielny.py"
    module.write_text(standalone_module(regulation), encoding="utf-8")
    alone = subprocess.run(
        [sys.executable, "-I", str(module), str(data)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    ours = say("score", str(path), str(data), "--format", "jsonl")
    assert alone.stdout == ours.out
    assert alone.stdout.count("\n") >= len(rows)


def run_alone(module: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(module), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_standalone_tells_what_it_cannot_read(kety: Regulation, tmp_path: Path) -> None:
    module, data = tmp_path / "samodzielny.py", tmp_path / "dane.jsonl"
    module.write_text(standalone_module(kety), encoding="utf-8")
    missing = run_alone(module, "brak.jsonl")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == "Nie można otworzyć pliku kandydatów: brak.jsonl\n"
    data.write_bytes(b'\xef\xbb\xbf{"id": "a"}\r\n\xff\n{\n')
    found = run_alone(module, str(data))
    assert found.returncode == 1
    assert found.stdout.count('"kandydat": "a"') == len(kety.branches)
    assert found.stderr.splitlines() == [
        "wiersz 2: Wiersz nie jest zapisany w UTF-8. Pominięto go.",
        "wiersz 3: Wiersz nie jest poprawnym JSON-em (znak 2). Pominięto go.",
    ]


def test_standalone_names_the_field_and_never_its_value(everything: Regulation, tmp_path: Path) -> None:
    module, data = tmp_path / "samodzielny.py", tmp_path / "dane.jsonl"
    module.write_text(standalone_module(everything), encoding="utf-8")
    rows = [
        {"id": "a", "wzrost": "Jan Kowalski, PESEL 05210112345"},
        {"id": "b", "zawody": [{}, {"miejsce": 101}]},
        {"id": "c", "zawody": [{"05210112345": 1}]},
        {"id": "05210112345"},
        {"id": "a"},
    ]
    data.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    found = run_alone(module, str(data))
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.splitlines() == [
        "wiersz 1, pole „wzrost”: Zła wartość. Wiersz pominięto.",
        "wiersz 2, pole „zawody.2.miejsce”: Liczba jest poza zakresem. Wiersz pominięto.",
        "wiersz 3, pole „zawody.1.…”: Nieznane pole. Wiersz pominięto.",
        "wiersz 4: Pole „id” wygląda jak numer PESEL, a trafia na wydruki. Pominięto go.",
        "wiersz 5: Kandydat „a” jest już w wierszu 1. Pominięto go.",
    ]
    data.write_text(" \n\n", encoding="utf-8")
    empty = run_alone(module, str(data))
    assert (empty.returncode, empty.stderr) == (1, "W pliku nie ma ani jednego kandydata.\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_standalone_reads_regular_files_only(everything: Regulation, tmp_path: Path) -> None:
    module, pipe = tmp_path / "samodzielny.py", tmp_path / "rura"
    module.write_text(standalone_module(everything), encoding="utf-8")
    os.mkfifo(pipe)
    for name in (str(pipe), str(tmp_path), "/dev/zero"):
        found = run_alone(module, name)
        assert (found.returncode, found.stdout, found.stderr) == (2, "", f"To nie jest zwykły plik: {name}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_standalone_tells_that_the_disk_is_full(everything: Regulation, tmp_path: Path) -> None:
    module, data = tmp_path / "samodzielny.py", tmp_path / "dane.jsonl"
    module.write_text(standalone_module(everything), encoding="utf-8")
    data.write_text('{"id": "a"}\n', encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-I", str(module), str(data)]
        found = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    told = "Nie można odczytać danych albo zapisać wyniku (może brakuje miejsca na dysku).\n"
    assert (found.returncode, found.stderr) == (1, told)


@pytest.mark.skipif(os.name == "nt", reason="a pipe of Windows breaks otherwise")
def test_standalone_ends_in_peace_when_nobody_reads_on(kety: Regulation, tmp_path: Path) -> None:
    module, data = tmp_path / "samodzielny.py", tmp_path / "dane.jsonl"
    module.write_text(standalone_module(kety), encoding="utf-8")
    data.write_text("".join(f'{{"id": "{number}"}}\n' for number in range(500)), encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as nobody:
        command = [sys.executable, "-I", str(module), str(data)]
        found = subprocess.run(command, stdout=nobody, stderr=subprocess.PIPE, text=True, check=False)
    assert (found.returncode, found.stderr) == (141, "")


def test_what_is_remembered_is_of_one_candidate_alone() -> None:
    """So many definitions that each is counted once: the next candidate, with the same pair, starts anew."""
    steps = [f"  d{number}: d{number - 1} + d{number - 1}" for number in range(1, 21)]
    text = "\n".join(
        (
            "kandydat: {x: liczba od 0 do 9}",
            "definicje:",
            "  d0: x",
            *steps,
            "  podane: jeżeli d20 jest podane to 1 inaczej 0",
            "kryteria: {a: d20, b: podane}",
            "kolejność: [{etap: punkty, suma: [a, b]}, {etap: drugi, malejąco: podane}]",
            "oddziały: {A: {miejsca: 1}}",
            "",
        )
    )
    found = regulation(text)
    branch, program = found.branches["A"], compile_regulation(found)
    pair = program.pair(branch, {})
    for facts in ({"x": 1}, {"x": 2}, {}, {"x": 3}, {"x": Fraction(1, 3)}):
        expected = evaluate(found, branch, facts)
        assert program.evaluate_prepared(branch, facts, pair) == expected
        assert expected.criteria["b"] == bool(facts)


def test_collections_of_the_branch_alone_may_hold_one_another(tmp_path: Path) -> None:
    text = """
        pojęcia: {przedmiot: [polski, fizyka, chemia, muzyka]}
        kandydat: {wynik: liczba dla przedmiot}
        kryteria:
          a: {za każde: p z (polski; fizyka) + oddział.ważne + (muzyka; polski), punkty: "wynik[p]"}
          b: {za każde: p z (fizyka; muzyka) + oddział.ważne, punkty: 2}
        kolejność: [{etap: punkty, suma: [a, b]}]
        rodzaje oddziałów:
          zwykły: {oddział: {ważne: zbiór przedmiot}}
        oddziały:
          A: {rodzaj: zwykły, miejsca: 1, ważne: [chemia, fizyka]}
          B: {rodzaj: zwykły, miejsca: 1}
    """
    found = regulation(text)
    facts = {"wynik": {"polski": 1, "fizyka": 10, "chemia": 100, "muzyka": 1000}}
    program = compile_regulation(found)
    results = [program.evaluate(branch, facts) for branch in found.branches.values()]
    assert [one.criteria for one in results] == [{"a": 1111, "b": 6}, {"a": 1011, "b": 4}]
    assert results == [evaluate(found, branch, facts) for branch in found.branches.values()]
    (tmp_path / "samodzielny.py").write_text(standalone_module(found), encoding="utf-8")
    (tmp_path / "dane.jsonl").write_text(json.dumps({"id": "a", **facts}), encoding="utf-8")
    alone = run_alone(tmp_path / "samodzielny.py", str(tmp_path / "dane.jsonl"))
    assert [json.loads(line)["razem"] for line in alone.stdout.splitlines()] == ["1117", "1015"]


def test_what_depends_on_the_branch_is_counted_in_each() -> None:
    """By whatever way it does: its facts, those of the pair, a definition, a part, a limit, another criterion."""
    found = regulation("""
        kandydat: {wynik: liczba od 0 do 100, zgoda: tak/nie}
        wybór: {próba: liczba od 0 do 9}
        definicje:
          waga: oddział.mnożnik
          podwójna: 2 * waga
        kryteria:
          zwykłe: wynik
          z definicji: {punkty: wynik * podwójna}
          z próby: {punkty: wybór.próba}
          z limitem: {punkty: wynik, najwyżej: 10 * waga}
          części: {składniki: {stała: wynik, zmienna: {wiersze: [{gdy: wybór.próba > 5, punkty: 7}, {punkty: 1}]}}}
        warunki:
          zgoda: {wymaga: zgoda, treść: zgoda}
          próba: {wymaga: wybór.próba > 1, treść: próba, rezerwa gdy: waga > 1}
        kolejność:
          - {etap: pierwszeństwo, pierwszeństwo: wynik > 10 * waga}
          - {etap: suma, suma: [zwykłe, z definicji, z próby, z limitem, części]}
          - {etap: wynik, malejąco: wynik}
          - {etap: punkty, malejąco: punkty.części.zmienna + waga}
        rodzaje oddziałów:
          zwykły: {oddział: {mnożnik: liczba}}
        oddziały:
          A: {rodzaj: zwykły, miejsca: 1, mnożnik: 1}
          B: {rodzaj: zwykły, miejsca: 1, mnożnik: 2}
          C: {rodzaj: zwykły, miejsca: 1, mnożnik: "0,5"}
    """)
    for wynik, trials in itertools.product((0, 5, 20, 100, None), itertools.permutations((0, 3, 9, None), 3)):
        choices = tuple(
            Choice(code, {} if trial is None else {"próba": trial}) for code, trial in zip("BCA", trials, strict=True)
        )
        facts = {"zgoda": True, **({} if wynik is None else {"wynik": wynik})}
        results = [one.result for one in score(found, [Candidate("k1", 1, choices, facts)])]
        assert results == [evaluate(found, found.branches[one.branch], facts, one.pair) for one in choices]


def test_numbers_alone_are_those_of_the_result_in_its_scales(kety: Regulation) -> None:
    program, branch = compile_regulation(kety), kety.branches["A"]
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in holed_rows(kety, 200, seed=3)]
    facts = [one.facts for one in read_rows(lines, "kandydaci.jsonl", kety).good]
    entries = program.entries([(branch, program.pair(branch, {}))])
    complete = 0
    for one, found in zip(facts, program.numbers(facts, entries), strict=True):
        result = program.evaluate(branch, one)
        assert (found is None) == (not result.is_complete)
        if found is not None:
            unmet, reserve, total, *order = found
            complete += 1
            assert ((unmet is None), reserve) == (result.eligible, result.reserve)
            assert Fraction(total, 100) == result.total
            assert order == [result.order[0].value, total, result.order[2].value]
    assert 0 < complete < len(facts)


@given(
    medals=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "rodzaj": st.sampled_from(("bieg", "skok", "rzut")),
                "miejsce": st.sampled_from(("pierwsze", "drugie")),
                "drużynowo": st.booleans(),
                "nazwa": st.sampled_from(("Memoriał", "memoriał ", "Igrzyska")),
                "dni": st.sets(st.sampled_from(("sobota", "niedziela"))).map(sorted),
            },
        ),
        max_size=4,
    ),
    days=st.none() | st.sets(st.sampled_from(("sobota", "niedziela"))).map(sorted),
)
@settings(max_examples=300, deadline=None)
def test_rows_found_once_for_elements_alike_are_those_of_each(medals: list[dict[str, Any]], days: Any) -> None:
    """Fields may be missing, sets empty or in any order; `k.get('sport', ())` in a text is no code."""
    found = medal_rules()
    row = {"id": "a", "sport": medals, "wynik": {"sobota": 3}, **({} if days is None else {"dni": days})}
    assert different(found, [row]) == []


@functools.cache
def medal_rules() -> Regulation:
    return regulation("""
        pojęcia:
          rodzaj: [bieg, skok, rzut]
          miejsce: [pierwsze, drugie]
          dzień: [niedziela, sobota]
        kandydat:
          sport: {lista: {rodzaj: rodzaj, miejsce: miejsce, drużynowo: tak/nie, nazwa: tekst, dni: zbiór dzień}}
          dni: zbiór dzień
          wynik: liczba dla dzień
        tabele: {za_dzień: {wiersze: {sobota: 3, niedziela: 1}}}
        definicje:
          wysoko: któryś(s.miejsce = pierwsze dla s z sport gdy nie s.drużynowo)
        kryteria:
          medale:
            za każde: s z sport
            jednorazowo: [nazwa]
            wiersze:
              - {gdy: s.rodzaj = bieg i s.miejsce = pierwsze, punkty: 5, dwa lub więcej: 6}
              - {gdy: s.rodzaj = bieg i s.drużynowo, punkty: 4}
              - {gdy: s.rodzaj w (skok; rzut) i s.miejsce = pierwsze, punkty: 2,5}
              - {gdy: s.rodzaj = skok, punkty: 1}
          każdy medal:
            za każde: s z sport gdy s.nazwa = "k.get('sport', ())" lub s.nazwa = "Memoriał"
            wiersze:
              - {gdy: s.rodzaj = bieg, punkty: 5}
              - {gdy: s.rodzaj = skok, punkty: 4}
              - {gdy: s.rodzaj = rzut, punkty: 3}
              - {gdy: s.drużynowo, punkty: 1}
          suma:
            za każde: s z sport
            wiersze:
              - {gdy: s.rodzaj = bieg, punkty: 5}
              - {gdy: s.miejsce = pierwsze, punkty: 4}
              - {gdy: s.drużynowo, punkty: 3}
              - {gdy: s.rodzaj = rzut, punkty: 1}
            najwyżej: 8
          dni: {za każde: d z dni, punkty: "za_dzień[d] + wynik[d]"}
          w dni: {za każde: s z sport, punkty: "suma(za_dzień[d] dla d z s.dni)"}
          podane: jeżeli dni jest podane to 1 inaczej 0
          w sobotę: jeżeli sobota w dni i (któryś(wynik[d] > 2 dla d z dni)) to 1 inaczej 0
          wysoko: jeżeli wysoko to 1 inaczej 0
        kolejność:
          - {etap: medaliści, pierwszeństwo: wysoko}
          - {etap: punkty, suma: [medale, każdy medal, suma, dni, w dni, podane, w sobotę, wysoko]}
        oddziały: {A: {miejsca: 1}}
    """)


def test_a_bug_in_emitted_code_points_into_the_regulation(everything: Regulation) -> None:
    program = compile_regulation(everything)
    function = program.rules["X"].criteria[1].count
    assert function.__code__.co_filename == str(EVERYTHING)
    line = EVERYTHING.read_text(encoding="utf-8").splitlines()[function.__code__.co_firstlineno - 1]
    assert line.strip() == "b:"
