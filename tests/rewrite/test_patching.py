"""One place changed, everything else as written: by hand, and at every value of the shipped regulations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.rewrite.edits import apply_edits
from dsl.rewrite.patching import NotPatched, add_entry, line_without, put, read_root, take_out, value_at
from dsl.source.nodes import Mapping, Node, Scalar

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "regulations").rglob("*.yaml"))
TEXT = """\
# nagłówek
regulamin: Próba  # tytuł
szkoła:
oddziały:
  A:  # pierwszy
    nazwa: "matematyczny, z robotyką"
    miejsca: {wartość: 30, stan: przykładowe, uwaga: brak liczby}  # do zmiany
    przedmioty:
      - matematyka  # zawsze
      - fizyka
  B: {nazwa: drugi, miejsca: 20}
terminarz:
  wnioski: {źródło: {dokument: "001"}}
# koniec
"""


def test_a_value_keeps_its_neighbours_and_comments() -> None:
    assert put(TEXT, ("oddziały", "B", "miejsca"), "24") == TEXT.replace("miejsca: 20", "miejsca: 24")
    assert put(TEXT, ("regulamin",), "Inna: próba") == TEXT.replace("Próba", '"Inna: próba"')


def test_an_example_becomes_a_value() -> None:
    after = put(TEXT, ("oddziały", "A", "miejsca"), "28")
    assert "    miejsca: 28  # do zmiany\n" in after


def test_what_else_is_noted_about_an_example_stays() -> None:
    text = "a: {wartość: 30, stan: przykładowe, źródło: uchwała}\n"
    assert put(text, ("a",), "28") == "a: {wartość: 28, źródło: uchwała}\n"
    text = "a:\n  wartość: 30\n  stan: przykładowe  # do zmiany\nb: 1\n"
    assert put(text, ("a",), "28") == "a: 28  # do zmiany\nb: 1\n"
    text = "a:\n  wartość: 30  # dlaczego\n  stan: przykładowe\n"
    assert put(text, ("a",), "28") == "a:\n  wartość: 28  # dlaczego\n"


def test_a_value_that_is_only_noted_gets_one() -> None:
    text = "a:\n  b: {źródło: x}\n  c:\n    uwaga: y  # dlaczego\n"
    assert put(text, ("a", "b"), "3") == text.replace("{źródło", "{wartość: 3, źródło")
    assert put(text, ("a", "c"), "3") == text.replace("    uwaga", "    wartość: 3\n    uwaga")


def test_lists_keep_their_layout() -> None:
    path = ("oddziały", "A", "przedmioty")
    longer = put(TEXT, path, ("matematyka", "chemia", "biologia"))
    assert "      - matematyka  # zawsze\n      - chemia\n      - biologia\n  B:" in longer
    assert "      - historia  # zawsze\n  B:" in put(TEXT, path, ("historia",))
    assert put("a: []\n", ("a",), ("b", "c")) == "a: [b, c]\n"
    flow = "a:\n  b: [jeden, dwa]\n"
    assert put(flow, ("a", "b"), ("jeden",)) == "a:\n  b: [jeden]\n"
    assert put(flow, ("a", "b"), ("jeden", "trzy", "a, b")) == 'a:\n  b: [jeden, trzy, "a, b"]\n'


def test_what_is_not_there_is_added_where_it_belongs() -> None:
    term = "od 1 do 2 maja 2025"
    assert put(TEXT, ("oddziały", "B", "rodzaj"), "x").count("{nazwa: drugi, miejsca: 20, rodzaj: x}") == 1
    below = put(TEXT, ("terminarz", "wnioski", "rekrutacyjne"), term)
    assert f'  wnioski: {{źródło: {{dokument: "001"}}, rekrutacyjne: {term}}}\n# koniec' in below
    new = put(TEXT, ("terminarz", "lista przyjętych", "rekrutacyjne"), term)
    assert f"  lista przyjętych:\n    rekrutacyjne: {term}\n# koniec" in new
    assert "szkoła:\n  nazwa: Nowa\noddziały" in put(TEXT, ("szkoła", "nazwa"), "Nowa")
    assert put(TEXT, ("limity", "szkoły"), "3") == TEXT.replace("}}\n", "}}\nlimity:\n  szkoły: 3\n")


def test_an_entry_is_taken_out_whole_and_added_whole() -> None:
    assert "  B:" not in take_out(TEXT, ("oddziały", "B"))
    without_first = take_out(TEXT, ("oddziały", "A"))
    assert without_first == TEXT[: TEXT.index("  A:")] + TEXT[TEXT.index("  B:") :]
    assert take_out(TEXT, ("oddziały", "B", "miejsca")).count("{nazwa: drugi}") == 1
    assert take_out(TEXT, ("oddziały", "B", "nazwa")).count("{miejsca: 20}") == 1
    added = add_entry(TEXT, ("oddziały", "C"), ("C:", "  miejsca: 10"))
    assert "miejsca: 20}\n  C:\n    miejsca: 10\nterminarz" in added


def test_windows_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    after = put(text, ("terminarz", "lista", "rekrutacyjne"), "2 maja 2025")
    assert after.count("\n") == after.count("\r\n") == text.count("\n") + 2


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a: [x\n", ("a",), "y"),
        ("a: {b: {c: 1}}\n", ("a", "b"), "y"),
        ("a: 3\n", ("a", "b"), "y"),
        ("a: [{b: 1}]\n", ("a",), ("x",)),
    ],
)
def test_what_is_risky_is_refused(text: str, path: tuple[str, ...], value: str) -> None:
    with pytest.raises(NotPatched):
        put(text, path, value)


def test_the_last_branch_stays() -> None:
    with pytest.raises(NotPatched, match="jedyny"):
        take_out("oddziały:\n  A: {miejsca: 1}\n", ("oddziały", "A"))


def scalars(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(node, Scalar) and path:
        yield path
    elif isinstance(node, Mapping):
        for entry in node:
            yield from scalars(entry.value, (*path, entry.name))


def text_at(text: str, path: tuple[str, ...]) -> str:
    found = value_at(read_root(text), path)
    assert isinstance(found, Scalar)
    return found.text


def comments(text: str) -> int:
    return text.count(" # ") + text.count("\n# ")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda one: one.parent.name + "/" + one.stem)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_value_of_a_shipped_regulation_can_be_set(path: Path, data: st.DataObject) -> None:
    """`put` compares the whole rest itself; here that it does not refuse, and leaves the comments."""
    text = path.read_text(encoding="utf-8")
    root = read_root(text)
    place = data.draw(st.sampled_from(sorted(scalars(root))))
    value = data.draw(st.sampled_from(["30", "nowa: nazwa", "a, b", "„cudzysłów”", "- kreska", "'", '"x" \\', "tak"]))
    after = put(text, place, value)
    assert text_at(after, place) == value
    assert comments(after) == comments(text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda one: one.parent.name + "/" + one.stem)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_what_is_added_can_be_taken_out_again(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    groups = sorted({one[:-1] for one in scalars(read_root(text)) if len(one) > 1})
    place = (*data.draw(st.sampled_from(groups)), "zupełnie nowy klucz")
    after = put(text, place, "tak")
    assert text_at(after, place) == "tak"
    assert take_out(after, place) == text


def test_an_entry_of_one_line_can_be_taken_out_by_its_key() -> None:
    taken = line_without(TEXT, TEXT.index("regulamin"))
    assert taken is not None
    assert apply_edits(TEXT, [taken]) == TEXT.replace("regulamin: Próba  # tytuł\n", "")
    inner = line_without(TEXT, TEXT.index("nazwa: drugi"))
    assert inner is not None
    assert apply_edits(TEXT, [inner]) == TEXT.replace("nazwa: drugi, ", "")


@pytest.mark.parametrize("key", ["  A:", "wnioski", "Próba"])
def test_what_has_more_than_its_line_is_not_taken_out_by_its_key(key: str) -> None:
    """Nor what stands alone, nor what is no key."""
    assert line_without(TEXT, TEXT.index(key) + len(key) - len(key.lstrip())) is None
