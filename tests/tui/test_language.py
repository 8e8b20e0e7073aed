"""What the editor knows of the language without Textual: colours of a line, help of a key, the least change, search."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.decode import vocabulary
from tui.editor.change import indent_after, least_change
from tui.editor.highlight import highlight_line
from tui.editor.search import find


def pieces(line: str) -> list[tuple[str, str]]:
    data = line.encode()
    return [(data[start:end].decode(), name) for start, end, name in highlight_line(line)]


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("  punkty: jeżeli a w b to 0,35 * egzamin.polski inaczej 0", ("jeżeli", "keyword")),
        ("  punkty: jeżeli a w b to 0,35 * egzamin.polski inaczej 0", ("0,35", "number")),
        ("  - {gdy: liczba(o) > 0, punkty: 1}", ("liczba", "function")),
        ("  - {gdy: liczba(o) > 0, punkty: 1}", ("punkty", "key")),
        ('źródło: {dokument: "001"}  # uwaga', ('"001"', "string")),
        ('źródło: {dokument: "001"}  # uwaga', ("# uwaga", "comment")),
        ("wyróżnienie: tak", ("tak", "constant")),
    ],
)
def test_colours(line: str, piece: tuple[str, str]) -> None:
    assert piece in pieces(line)


def test_ordinary_words_are_not_formulas() -> None:
    assert pieces("  nazwa: programowanie i robotyka z elementami 1LO/9/2025") == [("nazwa", "key")]


PURE = (
    "analysis",
    "comparison",
    "examples",
    "explanation",
    "people",
    "printing",
    "problems",
    "recruitments",
    "settling",
)


def test_what_counts_and_compares_knows_no_screen() -> None:
    """As the modules say of themselves: they can be tested, and used elsewhere, without a terminal."""
    code = f"import sys; import {', '.join(f'tui.{name}' for name in PURE)}; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("line", "indent"),
    [
        ("oddziały:", 2),
        ("  A:", 4),
        ("  A:  # uwaga", 4),
        ("  treść: |", 4),
        ("  miejsca: 2", 2),
        ("  - etap: suma", 4),
        ("  - etap:", 6),
        ("# komentarz:", 0),
        ("  adres: http://example.org", 2),
        ("", 0),
    ],
)
def test_a_new_line_begins_where_it_belongs(line: str, indent: int) -> None:
    assert indent_after(line) == indent


@given(st.text("aą\n", max_size=12), st.text("aą\n", max_size=12))
def test_least_change_gives_the_other_text(before: str, after: str) -> None:
    change = least_change(before, after)
    if change is None:
        assert before == after
        return
    lines = before.split("\n")
    start = sum(len(line) + 1 for line in lines[: change.start[0]]) + change.start[1]
    end = sum(len(line) + 1 for line in lines[: change.end[0]]) + change.end[1]
    assert before[:start] + change.text + before[end:] == after


@given(st.text(), st.text())
def test_search_never_breaks(text: str, wanted: str) -> None:
    found = find(text, wanted, 0)
    if found is not None:
        assert 0 <= found[0] < found[1] <= len(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_colours_of_any_line_stay_inside_it(line: str) -> None:
    assert all(0 <= start <= end <= len(line.encode()) for start, end, _ in highlight_line(line))


KEYS = [
    (name, key, text)
    for name, keys in vars(vocabulary).items()
    if name.isupper() and isinstance(keys, dict)
    for key, text in keys.items()
]


@pytest.mark.parametrize(("key", "text"), [one[1:] for one in KEYS], ids=[f"{one[0]}.{one[1]}" for one in KEYS])
def test_help_of_a_key_says_more_than_its_name(key: str, text: str) -> None:
    assert text.endswith(".")
    assert len(text.split()) >= 5
    assert text.rstrip(".").casefold() != key.replace("_", " ")
    assert any(sign in text for sign in ("np. ", "„", "{", "["))
