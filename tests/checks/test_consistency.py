"""The checks of consistency together: quiet on what is shipped, quick on what is hostile, sound on random words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.checks.reading.entry_lines import entry_key, entry_span, removable
from dsl.load import load
from dsl.source.text import Source, Span
from polish.plurals import POINT, count
from tests.dsl.loading import load_yaml

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "regulations").rglob("*.yaml"))
OURS = frozenset(f"P{number}" for number in range(135, 150))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_of_shipped_regulations_only_silence_and_what_is_marked_is_told(path: Path) -> None:
    assert {one.code for one in load(path).diagnostics} & OURS <= {"P144", "P147"}


@given(
    rows=st.lists(st.integers(1, 30), min_size=1, max_size=5, unique=True),
    limit=st.integers(31, 60),
    said=st.sets(st.integers(0, 5)),
)
def test_words_with_numbers_of_the_rule_are_never_told(rows: list[int], limit: int, said: set[int]) -> None:
    words = ", ".join(count(one, POINT) for index, one in enumerate((*rows, limit)) if index in said)
    lines = "\n".join(f"      - {{gdy: s >= {100 - index}, punkty: {one}}}" for index, one in enumerate(rows))
    text = (
        "kandydat: {s: liczba od 0 do 100}\n"
        f"kryteria:\n  k:\n    nazwa: 'za wynik: {words}'\n    najwyżej: {limit}\n    wiersze:\n{lines}\n"
        "oddziały: {A: {miejsca: 1}}\n"
    )
    assert [one.message for one in load_yaml(text).diagnostics if one.code == "P142"] == []


TEXT = """\
a:
  b: 1      # obok
  "c d":
    e: 2

    f: 3
  # komentarz
  g: {h: 1, i: 2}
- etap: j
"""


def entry_at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(Source("r.yaml", text), start, start + len(words))


@pytest.mark.parametrize(
    ("words", "name", "lines"),
    [
        ("b:", "b", "  b: 1      # obok\n"),
        ("c d", "c_d", '  "c d":\n    e: 2\n\n    f: 3\n'),
        ("g:", "g", "  g: {h: 1, i: 2}\n"),
        ("a:", "a", TEXT.partition("- ")[0]),
    ],
)
def test_the_lines_of_an_entry(words: str, name: str, lines: str) -> None:
    found = entry_span(entry_at(words), name)
    assert found is not None
    assert found.text == lines


def test_what_stands_in_braces_has_no_lines_of_its_own() -> None:
    assert entry_span(entry_at("h:"), "h") is None
    assert removable(entry_at("h:"), "h") is None


def test_only_what_leaves_a_neighbour_can_be_removed() -> None:
    assert removable(entry_at("b:"), "b") is not None
    assert removable(entry_at("a:"), "a") is None
    assert removable(entry_at("b:", "a:\n  b: 1\nc: 2\n"), "b") is None


def test_a_line_of_blanks_costs_no_more_than_its_length() -> None:
    started = time.process_time()
    for line in (" " * 300_000, "a" + " " * 300_000, "- " * 100_000, '"' * 200_000):
        assert entry_key(Span(Source("r.yaml", line), 0, 1)) is None
    assert time.process_time() - started < 5


def test_a_base_with_a_line_of_blanks(tmp_path: Path) -> None:
    (tmp_path / "prawo.yaml").write_text(f"paragraf: 1\nprawo: P{' ' * 300_000}P\nwydaje: minister\n", encoding="utf-8")
    started = time.process_time()
    text = "paragraf: 1\nregulamin: R\nwydaje: dyrektor\nopiera się na: [prawo]\nkandydat: {a: liczba}\n"
    told = load_yaml(text + "oddziały: {A: {miejsca: 1}}\n", tmp_path).diagnostics
    assert "P136" in {one.code for one in told}
    assert time.process_time() - started < 5
