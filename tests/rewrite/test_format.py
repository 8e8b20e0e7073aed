"""The formatter: what it changes, what it must not, and that it does so once and for all."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostics
from dsl.rewrite.format import format_readable, format_source
from dsl.rewrite.meaning import meaning
from dsl.source.nodes import Mapping
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml
from tests.rewrite.messy import Messy

HEAD = "paragraf: 1\nregulamin: Próba\nwydaje: dyrektor\n"
ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "regulations").rglob("*.yaml"))
FILES = sorted([*SHIPPED, *(ROOT / "tests" / "dsl" / "good").rglob("*.yaml")])


def formatted(text: str) -> str:
    found = format_source(Source("plik.yaml", text), None)
    assert found.text is not None, found.problems
    return found.text


def read(text: str) -> Mapping:
    diagnostics = Diagnostics()
    root = read_yaml(Source("plik.yaml", text), diagnostics)
    assert root is not None
    assert not diagnostics.has_errors
    return root


def comments(text: str) -> list[str]:
    return re.findall(r"# (?:uwaga|obok)", text)


@given(st.integers(min_value=0))
def test_any_layout_is_formatted_once_and_means_the_same(seed: int) -> None:
    text = Messy(random.Random(seed)).document()
    first = format_readable(Source("m.yaml", text)).text
    assert first is not None
    assert meaning(read(first)) == meaning(read(text))
    assert comments(first) == comments(text)
    assert format_readable(Source("m.yaml", first)).text == first
    assert first.endswith("\n")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@given(seed=st.integers(min_value=0))
def test_a_shipped_file_disordered_comes_back(path: Path, seed: int) -> None:
    """Blanks that mean nothing, put where they may stand, all go again."""
    source = random.Random(seed)
    tidy = path.read_text(encoding="utf-8")
    lines: list[str] = []
    for line in tidy.splitlines():
        extra = " " * source.choice((0, 0, 2))
        bare = line if "#" in line else re.sub(r"(?<=\w): (?=\w)", f": {extra}", line, count=1)
        lines += [bare + extra, *([""] if not line and extra else [])]
    assert format_readable(Source("m.yaml", "\n".join(lines))).text == tidy


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_formatting_a_real_file_twice_is_formatting_it_once(path: Path) -> None:
    found = format_source(Source(str(path), path.read_text(encoding="utf-8")), path.parent)
    assert found.text is not None
    again = format_source(Source(str(path), found.text), path.parent)
    assert again.text == found.text


def test_indentation_is_two_per_level() -> None:
    text = HEAD + (
        "kryteria:\n     sport:\n           punkty: 5\n     inne:\n      wiersze:\n"
        "      -  gdy: tak\n         punkty: 1\n"
    )
    wanted = HEAD + (
        "\nkryteria:\n  sport:\n    punkty: 5\n  inne:\n    wiersze:\n      - gdy: tak\n        punkty: 1\n"
    )
    assert formatted(text) == wanted


def test_one_blank_behind_colons_and_commas_none_inside_brackets() -> None:
    text = HEAD + "\nszkoła: { nazwa :  I LO ,typ:   liceum }\n\npojęcia:\n  p: [ a,b ,c ]\n"
    assert formatted(text) == HEAD + "\nszkoła: {nazwa: I LO, typ: liceum}\n\npojęcia:\n  p: [a, b, c]\n"


def test_the_decimal_comma_stays_whole() -> None:
    text = HEAD + "\nprzykłady:\n  a:\n    oczekuj: {razem: 26,25,inne:  1}\n"
    assert "oczekuj: {razem: 26,25, inne: 1}" in formatted(text)


def test_sections_are_parted_by_one_blank_line_the_head_is_not() -> None:
    text = HEAD + "szkoła:\n  nazwa: I LO\n# o kryteriach\nkryteria:\n  a: 1\n\n\n\n  b: 2\nlimity: {oddziały: 3}\n"
    wanted = HEAD + (
        "\nszkoła:\n  nazwa: I LO\n\n# o kryteriach\nkryteria:\n  a: 1\n\n  b: 2\n\nlimity: {oddziały: 3}\n"
    )
    assert formatted(text) == wanted


def test_comments_beside_neighbouring_lines_share_a_column() -> None:
    text = HEAD + "\nkryteria:\n  a: 1 # jeden\n  dłuższe: 22    # dwa\n  c: 3\n  d: 4       # sam stoi, gdzie stał\n"
    wanted = HEAD + (
        "\nkryteria:\n  a: 1         # jeden\n  dłuższe: 22  # dwa\n  c: 3\n  d: 4       # sam stoi, gdzie stał\n"
    )
    assert formatted(text) == wanted


def test_a_comment_goes_where_its_line_goes() -> None:
    text = HEAD + (
        "\nkryteria:\n    # o a\n    a: 1\n        # głębiej\n# z brzegu\n    b:\n"
        "        punkty: 2\n        # koniec b\n# dalej\nlimity:\n"
    )
    wanted = HEAD + (
        "\nkryteria:\n  # o a\n  a: 1\n  # głębiej\n  # z brzegu\n  b:\n"
        "    punkty: 2\n    # koniec b\n\n# dalej\nlimity:\n"
    )
    assert formatted(text) == wanted


def test_formulas_are_spaced_wherever_they_stand() -> None:
    text = HEAD + (
        "\nkandydat:\n  x: liczba\n  y: {typ: tekst, nazwa: nie*formuła}\n\nkryteria:\n  a: 0,35*x\n"
        "  b: {gdy: x>=3, punkty: '(1+2)*3'}\n  c:\n    punkty: |\n      jeżeli  x<>1\n      to 2 inaczej 3\n"
    )
    found = formatted(text)
    assert "a: 0,35 * x\n" in found
    assert "b: {gdy: x ≥ 3, punkty: '(1 + 2) * 3'}" in found
    assert "      jeżeli  x<>1\n" in found  # a text block stays as it is
    assert "nie*formuła" in found


def test_a_sentence_that_looks_cut_off_keeps_its_warning() -> None:
    text = HEAD + "\npostanowienia:\n  a: regulamin obowiązuje od numeru #3 w szkole\n"
    assert formatted(text) == text


def test_line_ends_stay_as_the_file_has_them() -> None:
    text = (HEAD + "kryteria:\n   a:  1\n").replace("\n", "\r\n")
    assert formatted(text) == (HEAD + "\nkryteria:\n  a: 1\n").replace("\n", "\r\n")


def test_a_file_with_syntax_errors_is_left_alone() -> None:
    broken = HEAD + "kryteria:\n   a: 0,35 *\n"
    found = format_source(Source("plik.yaml", broken), None)
    assert found.text is None
    assert [one.code for one in found.problems] == ["P020"]
    assert format_source(Source("plik.yaml", HEAD + "kryteria: [\n"), None).text is None


def test_a_new_file_with_blanks_is_formatted() -> None:
    text = HEAD + "\nkryteria:\n  a:  <wpisz punkty>\n\nterminarz:\n  b:  {termin: <wpisz termin>}\n"
    assert formatted(text) == text.replace(":  ", ": ")


def test_a_mistake_of_meaning_does_not_stand_in_the_way() -> None:
    assert formatted(HEAD + "kryteria:\n  a:  nieznane\n").endswith("a: nieznane\n")


@pytest.mark.parametrize(
    "text", ["--- {}\n", "? klucz\n: wartość\n", "a: |2\n    x\n", "a: |+\n  x\n\n", "a: 1\rb: 2\n"]
)
def test_an_unusual_layout_is_left_alone(text: str) -> None:
    found = format_readable(Source("plik.yaml", text))
    assert found.text is None
    assert [one.code for one in found.problems] == ["P091"]


def test_nothing_is_written_when_the_meaning_would_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text is known that shows it; so the proof itself is made to fail."""
    monkeypatch.setattr("dsl.rewrite.format.meaning", lambda root: object())
    found = format_readable(Source("plik.yaml", "a:  1\n"))
    assert found.text is None
    assert [one.code for one in found.problems] == ["P092"]


@pytest.mark.parametrize(
    ("line", "tidy"),
    [("a: {w:  ,b: 1}", "a: {w: , b: 1}"), ("a: {w:   }", "a: {w: }"), ("a: [w: {c:  }]", "a: [w: {c: }]")],
)
def test_a_blank_that_ends_an_empty_value_stays(line: str, tidy: str) -> None:
    assert formatted(f"{HEAD}{line}\n") == formatted(f"{HEAD}{tidy}\n")
    assert formatted(f"{HEAD}{line}\n").endswith(f"\n{tidy}\n")


def test_a_no_break_space_is_a_letter_of_a_name_and_no_indentation() -> None:
    assert formatted(f"{HEAD}\u00a0x:   1\n").endswith("\n\u00a0x: 1\n")
