"""Names that look alike to Python stay different in emitted code; no name and no text breaks it."""

from __future__ import annotations

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.emit.python.expressions import identifier
from dsl.emit.python.standalone import standalone_module
from dsl.source.nodes import normal_name
from tests.dsl.loading import regulation
from tests.language.scoring import score

END = "\nkolejność: [{etap: e, suma: [CRITERIA]}]\noddziały: {A: {miejsca: 1}}\n"


def total(text: str, criteria: str, **row: object) -> object:
    return score(regulation(text + END.replace("CRITERIA", criteria)), **row).total  # type: ignore[arg-type]


def test_conditions_whose_names_differ_in_a_sign() -> None:
    text = """kandydat: {x: liczba, y: liczba}
kryteria: {a: 1}
warunki: {próg-1: {wymaga: x >= 50, treść: x}, próg 1: {wymaga: y >= 50, treść: y}}"""
    assert score(regulation(text + END.replace("CRITERIA", "a")), x=3, y=99).unmet == "próg-1"
    assert score(regulation(text + END.replace("CRITERIA", "a")), x=99, y=3).unmet == "próg_1"


def test_paths_that_could_be_read_in_two_ways() -> None:
    text = "kandydat: {x: liczba}\nkryteria: {a b: {składniki: {c: x}}, a: {składniki: {b c: 100 * x}}}"
    assert total(text, "a b, a", x=3) == 303


def test_a_part_called_like_an_inner_function() -> None:
    text = """kandydat: {x: tak/nie}
kryteria: {a: {gdy: x, składniki: {gdy: 1, najwyzej: 2, wiersz: 4}, najwyżej: 6}}"""
    assert total(text, "a", x=True) == 6
    assert total(text, "a", x=False) == 0


def test_names_that_python_takes_for_one() -> None:
    text = "kandydat: {x: liczba}\ndefinicje: {ﬁ: x * 10, fi: x}\nkryteria: {a: ﬁ, b: fi}"
    assert total(text, "a, b", x=3) == 33


def test_loops_inside_loops() -> None:
    text = """pojęcia: {p: [m, n]}
kandydat: {y: liczba dla p}
kryteria: {a: "suma(suma(y[ﬁ] * y[fi] dla fi z p gdy fi ≠ ﬁ) dla ﬁ z p)"}"""
    assert total(text, "a", y={"m": 2, "n": 3}) == 12


def test_kinds_that_could_be_read_as_paths() -> None:
    text = """kandydat: {x: liczba}
kryteria: {a: x}
kolejność: [{etap: e, suma: [a]}]
rodzaje oddziałów: {zwykły: {}, a: {kryteria: {a: {punkty: 10 * x}, "2": 5}}}
oddziały: {A: {rodzaj: zwykły, miejsca: 1}, B: {rodzaj: a, miejsca: 1}}
"""
    found = regulation(text)
    assert (score(found, "A", x=3).total, score(found, "B", x=3).total) == (3, 30)


@pytest.mark.parametrize("name", ["x²", "class", "None", "sum", "k", "żółć", "a-b", "1", "a'b", "日本", "_x", "v"])
def test_any_name_can_be_emitted(name: str) -> None:
    assert total(f'kandydat: {{x: liczba}}\nkryteria: {{"{name}": x}}', f'"{name}"', x=7) == 7


def test_a_text_with_signs_that_no_program_may_hold() -> None:
    found = regulation(
        'paragraf: 1\nregulamin: "ab c\\"\\"\\"d\\\\"\nwydaje: dyrektor\nkryteria: {a: 1}'
        + END.replace("CRITERIA", "a")
    )
    compile(standalone_module(found), "x.py", "exec")


@given(st.lists(st.text(min_size=1).map(normal_name).filter(bool), min_size=2, max_size=2, unique=True))
def test_different_names_have_different_identifiers(names: list[str]) -> None:
    one, other = (unicodedata.normalize("NFKC", identifier("v", name)) for name in names)
    assert one != other
    assert one.isidentifier()
    assert not keyword.iskeyword(one)
