"""Good files damaged in every way: whatever comes of it is told with a place; nothing crashes or runs for ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.load import Loaded, load_source, load_text
from dsl.report import as_records, render_all
from dsl.source.text import Source, Span
from tests.dsl.loading import SHORT_HEADER

FOLDER = Path(__file__).parent
TEXTS = [
    path.read_text(encoding="utf-8") for path in sorted([*FOLDER.glob("good/*.yaml"), FOLDER / "golden/sentences.yaml"])
]
WORDS = ["nie dotyczy", "od nowa: tak", "{}", "[]", '""', "tak", "nie", "-1", "0", "1/0", "2025-02-30", "brak", "razem"]
PIECES = st.sampled_from(
    ["", " ", "\n", ":", ": ", ",", "[", "]", "{", "}", "(", ")", "#", " #", "-", "- ", '"', "'", *WORDS]
)


def assert_told(loaded: Loaded, text: str) -> None:
    assert (loaded.regulation is None) == any(one.severity == "błąd" for one in loaded.diagnostics)
    for one in loaded.diagnostics:
        assert one.message
        assert within(one, text), one
    render_all(loaded.diagnostics)
    as_records(loaded.diagnostics)


def within(one: Diagnostic, text: str) -> bool:
    places = [
        one.where,
        *(related.where for related in one.related),
        *(edit.span for fix in one.fixes for edit in fix.edits),
    ]
    return all(0 <= where.start <= where.end <= len(text) for where in places if isinstance(where, Span))


def loaded_from(text: str) -> Loaded:
    return load_text(text, Path("regulamin.yaml"))


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), st.data())
def test_a_piece_put_in_or_cut_out(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    damaged = text[:start] + data.draw(PIECES) + text[end:]
    assert_told(loaded_from(damaged), damaged)


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), st.data())
def test_lines_that_are_lost_doubled_or_moved(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    first = data.draw(st.integers(3, len(lines) - 1)) if len(lines) > 4 else 0
    taken = lines[first : first + data.draw(st.integers(1, 4))]
    where = data.draw(st.integers(0, len(lines)))
    indent = data.draw(st.sampled_from(["", "  ", "    "]))
    copies = data.draw(st.integers(0, 2))
    rest = lines[:first] + lines[first + len(taken) :]
    damaged = "\n".join([*rest[:where], *(indent + line for line in taken * copies), *rest[where:]])
    assert_told(loaded_from(damaged), damaged)


@settings(max_examples=150)
@given(st.sampled_from(TEXTS), st.data())
def test_a_value_of_another_kind(text: str, data: st.DataObject) -> None:
    """One value replaced by one from elsewhere, or by something odd."""
    values = list(re.finditer(r"(?<=: )[^\s{\[][^\n,}\]]*", text))
    chosen = data.draw(st.sampled_from(values))
    other = data.draw(st.one_of(st.sampled_from(WORDS), st.sampled_from(values).map(re.Match.group), st.just("{a: 1}")))
    damaged = text[: chosen.start()] + other + text[chosen.end() :]
    assert_told(loaded_from(damaged), damaged)


@settings(max_examples=100)
@given(st.sampled_from(TEXTS), st.data())
def test_a_name_that_stands_for_something_else(text: str, data: st.DataObject) -> None:
    """Names meet where they should not: circles, wrong types, unknown fields."""
    names = sorted(set(re.findall(r"[^\W\d]\w{2,}", text)))
    one, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    damaged = re.sub(rf"\b{one}\b", other, text)
    assert_told(loaded_from(damaged), damaged)


KEYS = """
a b wartość wzór punkty gdy wiersze składniki za_każde jednorazowo najwyżej maks nazwa stan wymaga treść suma etap
od_nowa przed po termin lista typ spośród wartości oddział jak kryteria podstawa źródło
"""
SECTIONS = """
szkoła organ akty pojęcia kandydat oddział wybór definicje tabele kryteria warunki kolejność razem rodzaje_oddziałów
oddziały limity terminarz dokumenty komisja listy przykłady zarządzenie obowiązuje opiera_się_na rok_szkolny
"""
LEAVES = st.sampled_from(["1", "tak", "x", "gdy", "a", "punkty.a", "nie dotyczy", "", "p z a", "2025-01-01", "liczba?"])


def groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    mappings = st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=4)
    return lists | mappings.map(lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}")


@settings(max_examples=100)
@given(st.recursive(LEAVES, groups, max_leaves=12), st.sampled_from(SECTIONS.split()))
def test_any_section_with_anything_in_it(value: str, section: str) -> None:
    text = f"{SHORT_HEADER}{section}: {value}\n"
    assert_told(load_source(Source("regulamin.yaml", text), None, Diagnostics()), text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_gives_the_same_words(text: str) -> None:
    damaged = text.replace("punkty", "pukty").replace("wynik", "wynk")
    assert render_all(loaded_from(damaged).diagnostics) == render_all(loaded_from(damaged).diagnostics)
