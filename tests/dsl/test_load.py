"""Loading as a whole: what stops it, and that it always stops."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from dsl.diagnostics import Diagnostics
from dsl.layers.loading import load_layers
from dsl.load import load_source
from dsl.report import render_all
from dsl.source.text import Source
from tests.dsl.loading import SHORT_HEADER, codes, load_yaml, regulation


def test_a_file_full_of_mistakes_is_not_searched_to_the_end() -> None:
    lines = [f"  d{number}: brak{number}_nazwy" for number in range(400)]
    loaded = load_yaml("definicje:\n" + "\n".join(lines) + "\n")
    assert loaded.regulation is None
    assert len(loaded.diagnostics) == 301
    assert codes(loaded)[-1] == "P099"


def test_a_long_chain_of_definitions_is_refused() -> None:
    lines = ["  d0: 1", *(f"  d{number}: d{number - 1} + d{number - 1}" for number in range(1, 400))]
    loaded = load_yaml("definicje:\n" + "\n".join(lines) + "\n")
    assert set(codes(loaded)) == {"P022"}


def test_a_long_chain_of_criteria_is_refused() -> None:
    lines = ["  k0: 1", *(f"  k{number}: punkty.k{number - 1} + 1" for number in range(1, 400))]
    loaded = load_yaml("kryteria:\n" + "\n".join(lines) + "\n")
    assert set(codes(loaded)) == {"P022"}


def test_a_circle_through_a_definition_the_total_and_a_part() -> None:
    text = """
        definicje:
          połowa: punkty.razem / 2
        kryteria:
          a: {składniki: {część: połowa}}
        kolejność: [{etap: punkty, suma: [a]}]
    """
    loaded = load_yaml(text)
    assert codes(loaded) == ["P065"]
    assert "punkty.a.część" in loaded.diagnostics[0].message


def test_a_criterion_may_not_be_called_as_the_total() -> None:
    assert codes(load_yaml("kryteria: {razem: 2}\n")) == ["P067"]


def test_doubling_definitions_are_counted_quickly() -> None:
    """Each names the one before twice: without remembering, 2**40 steps."""
    from dsl.emit.evaluate import evaluate
    from dsl.emit.python.backend import compile_regulation

    lines = ["  d0: 1", *(f"  d{number}: d{number - 1} + d{number - 1}" for number in range(1, 41))]
    text = "definicje:\n" + "\n".join(lines)
    found = regulation(
        f"{text}\nkryteria: {{a: d40}}\nkolejność: [{{etap: punkty, suma: [a]}}]\noddziały: {{A: {{miejsca: 1}}}}\n"
    )
    branch = found.branches["A"]
    result = evaluate(found, branch, {})
    assert result.total == 2**40
    assert compile_regulation(found).evaluate(branch, {}) == result


def test_a_tower_of_multiplications_is_refused() -> None:
    lines = ["  d0: 0,5", *(f"  d{number}: d{number - 1} * d{number - 1}" for number in range(1, 30))]
    loaded = load_yaml("definicje:\n" + "\n".join(lines) + "\n")
    assert set(codes(loaded)) == {"P022"}


def test_a_lower_rank_does_not_add_to_a_rule_of_a_higher_one(tmp_path: Path) -> None:
    law = """
        paragraf: 1
        prawo: P
        wydaje: minister
        kandydat: {x: tak/nie, y: tak/nie}
        kryteria: {a: {punkty: 5}, b: {składniki: {p: 1}}}
        warunki: {w: {wymaga: x, treść: t}}
        kolejność: [{etap: jeden, suma: [a]}, {etap: dwa, malejąco: 1}]
    """
    (tmp_path / "prawo.yaml").write_text(dedent(law).lstrip(), encoding="utf-8")
    head = "paragraf: 1\nregulamin: R\nwydaje: dyrektor\nopiera się na: [prawo]\n"
    for change in (
        "kryteria: {a: {najwyżej: 2}}",
        "kryteria: {a: {gdy: x}}",
        "kryteria: {b: {składniki: {q: 5}}}",
        "warunki: {w: {chyba że: y}}",
        "kolejność: {zero: {pierwszeństwo: x, przed: jeden}}",
        "kolejność: {dwa: {przed: jeden}}",
    ):
        assert codes(load_yaml(f"{head}{change}\n", tmp_path)) == ["P045"], change
    for addition in (
        "kryteria: {nowe: 3}",
        "warunki: {nowy: {wymaga: y, treść: t}}",
        "kolejność: {trzy: {rosnąco: 2}}",
        "kryteria: {a: {uwaga: wyjaśnienie}}",
    ):
        assert codes(load_yaml(f"{head}{addition}\n", tmp_path)) == [], addition


def test_a_stage_of_ones_own_rank_moves() -> None:
    text = """
        kryteria: {a: 1}
        kolejność: [{etap: jeden, suma: [a]}, {etap: dwa, malejąco: 2}]
        oddziały: {A: {miejsca: 1, kolejność: {dwa: {przed: jeden}}}}
    """
    stages = regulation(text).branches["A"].rules.order
    assert [stage.name for stage in stages] == ["dwa", "jeden"]


def test_placing_alone_keeps_a_plain_value(tmp_path: Path) -> None:
    (tmp_path / "starszy.yaml").write_text(
        "paragraf: 1\nregulamin: R\nwydaje: dyrektor\nkryteria: {a: 1, b: 2}\n", encoding="utf-8"
    )
    text = (
        "paragraf: 1\nregulamin: R\nwydaje: dyrektor\nopiera się na: [starszy]\nkryteria: {a: {po: b}}\n"
        "kolejność: [{etap: punkty, suma: [a, b]}]\noddziały: {A: {miejsca: 1}}\n"
    )
    loaded = load_yaml(text, tmp_path)
    assert loaded.regulation is not None
    assert [one.name for one in loaded.regulation.branches["A"].rules.criteria] == ["b", "a"]


def test_the_envelope_of_a_fact_is_kept() -> None:
    found = regulation(
        "kandydat: {n: {typ: liczba, stan: odczytanie, źródło: {dokument: d, jednostka: § 2}, uwaga: u}}\n"
    )
    notes = found.candidate["n"].notes
    assert notes is not None
    assert (notes.state, notes.remark, notes.sources[0].unit) == ("odczytanie", "u", "§ 2")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kandydat: {n: {typ: liczba, stan: bzdura}}", "P034"),
        ("kandydat: {n: liczba od 5 do 1}", "P051"),
        ('kandydat: {n: "liczba od 0 do 10, domyślnie tak"}', "P051"),
        ("kandydat: {n: zbiór liczba}", "P051"),
        ("kandydat: {n: zbiór tekst}", "P051"),
        ("pojęcia: {p: [a, b, a]}", "P018"),
        ("obowiązuje: {od: 2025-13-01}", "P024"),
        ("obowiązuje: {od: 2025-12-01, do: 2025-11-01}", "P034"),
        ("obowiązuje: {kiedyś: 2025-12-01}", "P032"),
    ],
)
def test_declarations_that_can_never_be_meant(text: str, code: str) -> None:
    assert codes(load_yaml(text + "\n")) == [code]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kandydaci.jsonl", '{"id": "k1", "tożsamość": {"nazwisko": "Przykładowa"}}\n'),
        ("kandydaci.csv", "id;tożsamość.nazwisko;uwagi\nk1;Przykładowa;matka: 600100200\n"),
        ("kandydaci.csv", "k1;Przykładowa\u200e;tel.: 600100200\n"),
        ("kandydaci.txt", "Ewa Przykładowa\nmatka: 600100200\n"),
        ("kandydaci.yaml", '# eksport\n"k1","Przykładowa","@x: 1"\n'),
        ("kandydaci", "k1\tPrzykładowa\ttel.: 600100200\n"),
    ],
)
def test_a_file_of_candidates_is_not_quoted(name: str, text: str) -> None:
    """Who mixes up the two files does not get a candidate's row, with the name, on the screen."""
    loaded = load_source(Source(name, text), None, Diagnostics())
    assert codes(loaded) == ["P013"]
    assert "Przykładowa" not in render_all(loaded.diagnostics)


def test_a_long_chain_of_bases_is_refused(tmp_path: Path) -> None:
    for number in range(200):
        base = f"opiera się na: [p{number + 1}]\n" if number < 199 else ""
        (tmp_path / f"p{number}.yaml").write_text(f"paragraf: 1\nprawo: P\nwydaje: minister\n{base}", encoding="utf-8")
    loaded = load_yaml("opiera się na: [p0]\n", tmp_path)
    assert codes(loaded) == ["P041"]


@pytest.mark.parametrize("text", ["x: {" + "," * 20_000 + "}", "x: [" + ",".join(["1"] * 20_000) + "]", '? "a'])
def test_long_lines_of_nonsense_end_soon(text: str) -> None:
    """Each took minutes once; a run of the tests would show it."""
    loaded = load_yaml(text + "\n")
    assert loaded.regulation is None
    assert render_all(loaded.diagnostics)


@pytest.mark.parametrize("sign", ["\\0", "\\e", "\\u202e", "\\u200b", "\\x85", "\\u2028"])
def test_a_hidden_character_written_by_its_number(sign: str) -> None:
    for text in (f'regulamin: "a{sign}b"', f'oddziały: {{"A{sign}": {{miejsca: 1}}}}'):
        assert "P010" in codes(
            load_source(Source("r.yaml", f"paragraf: 1\n{text}\nwydaje: dyrektor\n"), None, Diagnostics())
        )


@pytest.mark.parametrize("number", [100, 3000])
def test_a_long_chain_of_kinds_is_refused(number: int) -> None:
    chain = "".join(f"  r{one}: {{jak: r{one + 1}}}\n" for one in range(number))
    text = f"rodzaje oddziałów:\n{chain}  r{number}: {{nazwa: ostatni}}\noddziały: {{A: {{rodzaj: r0, miejsca: 1}}}}\n"
    loaded = load_yaml(text)
    assert "P041" in codes(loaded)
    assert "P099" not in codes(loaded)


def test_a_file_of_the_library_is_read_once() -> None:
    text = SHORT_HEADER + "opiera się na: [prawo/ponadpodstawowe-2025]\n"
    first, again = (load_layers(Source("r.yaml", text), None, Diagnostics())[0] for _ in range(2))
    assert first.source.shipped
    assert first.root is again.root


def test_a_file_of_ones_own_is_read_again(tmp_path: Path) -> None:
    base = "paragraf: 1\nprawo: Uchwała\nwydaje: organ prowadzący\nkryteria: {a: 1}\n"
    for points in ("1", "2"):
        (tmp_path / "uchwala.yaml").write_text(base.replace("a: 1", f"a: {points}"), encoding="utf-8")
        layer = load_layers(Source("r.yaml", SHORT_HEADER + "opiera się na: [uchwala]\n"), tmp_path, Diagnostics())[0]
        assert f"a: {points}" in layer.root.span.text
