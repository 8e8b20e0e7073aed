"""From text to nodes: every node knows its place, nothing is typed, nothing is lost, hostile input stops early (P012).

How a mistake is told is in `bad/`; here is what is read and where it stands.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostics
from dsl.source import yaml_reader
from dsl.source.nodes import Mapping, Node, Scalar, Sequence, normal_name
from dsl.source.text import Source
from dsl.source.yaml_reader import DEEPEST, MOST_NODES, read_yaml


def read(text: str) -> tuple[Mapping | None, Diagnostics]:
    diagnostics = Diagnostics()
    return read_yaml(Source("regulamin.yaml", text), diagnostics), diagnostics


def sound(text: str) -> Mapping:
    root, diagnostics = read(text)
    assert not list(diagnostics)
    assert root is not None
    return root


def problems(text: str) -> list[str]:
    return [one.code for one in read(text)[1]]


def as_data(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [as_data(item) for item in node]
    return {entry.key.text: as_data(entry.value) for entry in node}


def scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node:
            yield from scalars(item)
    else:
        for entry in node:
            yield entry.key
            yield from scalars(entry.value)


# -- places -----------------------------------------------------------------------------------------------------------

OUTLINE = """\
# uwaga na początku
paragraf: 1

szkoła:   # tu też
  nazwa w dopełniaczu:   I Liceum im. Łokietka   # i tu
  oddziały: {A: {miejsca: 30}, "B i C": [x, y z ]}
  lista:
    - pierwszy
    - {klucz: 'w apostrofach'}
puste:
"""


def test_places_of_keys_and_values() -> None:
    root = sound(OUTLINE)
    assert [one.span.text for one in scalars(root)] == [
        "paragraf",
        "1",
        "szkoła",
        "nazwa w dopełniaczu",
        "I Liceum im. Łokietka",
        "oddziały",
        "A",
        "miejsca",
        "30",
        '"B i C"',
        "x",
        "y z",
        "lista",
        "pierwszy",
        "klucz",
        "'w apostrofach'",
        "puste",
        "",
    ]
    school = root.entry("szkoła")
    assert school is not None
    assert school.key.span.line == 4
    assert isinstance(school.value, Mapping)
    assert [entry.name for entry in school.value] == ["nazwa_w_dopełniaczu", "oddziały", "lista"]


def test_groups_cover_what_is_inside_them() -> None:
    root = sound("a:\n  b: 1\n  c: [1, 2]\nd: {e: 1, f: 2}  # koniec\n")
    outer, flow = root.get("a"), root.get("d")
    assert isinstance(outer, Mapping)
    assert outer.span.text == "b: 1\n  c: [1, 2]"
    assert flow is not None
    assert flow.span.text == "{e: 1, f: 2}"


def test_places_are_characters_whatever_stands_before() -> None:
    root = sound("ż: ąę\n𝒳: 🙂 b\nc: [🙂, d]\n")
    assert [one.span.text for one in scalars(root)] == ["ż", "ąę", "𝒳", "🙂 b", "c", "🙂", "d"]


def test_nothing_is_typed() -> None:
    text = "a: 012\nb: yes\nc: 2025-01-01\nd: 1_000\ne: ~\nf: null\ng: 12:30:00\nh: 1e3\n"
    assert as_data(sound(text)) == {
        "a": "012",
        "b": "yes",
        "c": "2025-01-01",
        "d": "1_000",
        "e": "~",
        "f": "null",
        "g": "12:30:00",
        "h": "1e3",
    }


@pytest.mark.parametrize("key", ["nazwa w dopełniaczu", "nazwa_w_dopełniaczu", "nazwa  w_ dopełniaczu"])
def test_names_with_spaces_and_underscores_are_one(key: str) -> None:
    assert sound(f"{key}: x\n").get("nazwa_w_dopełniaczu") is not None


def test_names_compare_after_composition() -> None:
    decomposed = "z\u0307o\u0301łty"
    assert sound(f"{decomposed}: x\n").get("żółty") is not None
    assert normal_name(decomposed) == "żółty"


# -- the body, from which formulas are read ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("a: x + 1\n", "x + 1"),
        ("a:   x + 1   \n", "x + 1"),
        ('a: "x + 1"\n', "x + 1"),
        ("a: ' x + 1 '\n", " x + 1 "),
        ("a: x\n  + 1\n", "x\n  + 1"),
        ("a: |\n  x\n  + 1\nb: 2\n", "  x\n  + 1"),
        ("a: >-\n  x\n\n  + 1\n\n\nb: 2\n", "  x\n\n  + 1"),
        ("a: | # uwaga\n  x\n", "  x"),
        ('a: ""\n', ""),
        ("a:\n", ""),
        ("a: |\nb: 2\n", ""),
    ],
)
def test_the_body_maps_back_to_characters(text: str, body: str) -> None:
    value = sound(text).get("a")
    assert isinstance(value, Scalar)
    assert value.body.text == body
    assert value.span.start <= value.body.start <= value.body.end <= value.span.end


def test_quoting_makes_a_text_and_emptiness_is_only_plain() -> None:
    root = sound("a: \"\"\nb:\nc: '30'\n")
    found = [root.get(name) for name in "abc"]
    assert [(one.quoted, one.is_empty) for one in found if isinstance(one, Scalar)] == [
        (True, False),
        (False, True),
        (True, False),
    ]


# -- the decimal comma ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: {b: 26,25}", {"a": {"b": "26,25"}}),
        ("a: {b: 26,25, c: 0,5}", {"a": {"b": "26,25", "c": "0,5"}}),
        ("a: [0,35, 1,5]", {"a": ["0,35", "1,5"]}),
        ("a: [1, 5]", {"a": ["1", "5"]}),
        ("a: {b: 0,35 * x + 1,5 * y}", {"a": {"b": "0,35 * x + 1,5 * y"}}),
        ("a: [{gdy: x > 2,5, punkty: 4,5}]", {"a": [{"gdy": "x > 2,5", "punkty": "4,5"}]}),
        ('a: ["1",5]', {"a": ["1", "5"]}),
        ("a: [1,x]", {"a": ["1", "x"]}),
        ("a: {b: 1 ,c: 2}", {"a": {"b": "1", "c": "2"}}),
        ("a: {b: (0,5; 1,5)}", {"a": {"b": "(0,5; 1,5)"}}),
        ("a: 26,25", {"a": "26,25"}),
        ("a: {do 12,5 min: 6,5, pozostałe: 0}", {"a": {"do 12,5 min": "6,5", "pozostałe": "0"}}),
        ("a: {od 12,6 do 13,25: 3}", {"a": {"od 12,6 do 13,25": "3"}}),
        ("a: {x, 12,5: {b: 1,5}}", {"a": {"x": "", "12,5": {"b": "1,5"}}}),
        ("a: {x1, 2y: 3}", {"a": {"x1": "", "2y": "3"}}),
    ],
)
def test_the_decimal_comma_is_kept(text: str, data: object) -> None:
    assert as_data(sound(text + "\n")) == data


def test_a_rejoined_number_has_one_place() -> None:
    value = sound("a: {b: 26,25, do 1,5: 1}\n").get("a")
    assert isinstance(value, Mapping)
    (first, second) = value.entries
    assert first.value.span.text == "26,25"
    assert second.key.span.text == "do 1,5"


@pytest.mark.parametrize(
    "text",
    [
        "linie: [1,2,3]",
        "a: {b: 1,2: 3}",
        "a: [2025-09-01,2025-09-02]",
        "a: [1,2025-09-02]",
        "a: [2025-09-01,5]",
        "a: {1,2,5: 3}",
    ],
)
def test_an_ambiguous_comma_is_not_guessed(text: str) -> None:
    root, diagnostics = read(text + "\n")
    (problem,) = diagnostics
    assert problem.code == "P017"
    (fix,) = problem.fixes
    (edit,) = fix.edits
    assert edit.span.text == ","
    assert edit.text == ", "
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert mended.replace(" ", "") == text.replace(" ", "")
    assert root is not None


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=6))
def test_fractions_with_a_space_after_each_are_all_kept(pairs: list[tuple[int, int]]) -> None:
    written = [f"{whole},{rest}" for whole, rest in pairs]
    assert as_data(sound(f"a: [{', '.join(written)}]\n")) == {"a": written}
    keys = ", ".join(f"k{number}: {one}" for number, one in enumerate(written))
    assert as_data(sound(f"a: {{{keys}}}\n")) == {"a": {f"k{number}": one for number, one in enumerate(written)}}


# -- what YAML knows and a regulation does not ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a: &b 1\n", "a: &b 1\nc: *b\n", "a: !!str 1\n", "a: !x {b: 1}\n", "!x a: 1\n"])
def test_anchors_and_tags(text: str) -> None:
    assert "P015" in problems(text)


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "---\na: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: 2\n"])
def test_several_documents(text: str) -> None:
    assert problems(text) == ["P014"]


def test_one_document_may_have_its_marks() -> None:
    assert as_data(sound("---\na: 1\n...\n")) == {"a": "1"}


def test_a_repeated_key_shows_both_places_and_the_first_counts() -> None:
    root, diagnostics = read("a: 1\nb: 2\na: 3\n")
    (problem,) = diagnostics
    assert problem.code == "P018"
    assert problem.location is not None
    assert problem.location.line == 3
    (related,) = problem.related
    assert related.where.line == 1
    assert root is not None
    assert as_data(root) == {"a": "1", "b": "2"}


@pytest.mark.parametrize("text", ["a b: 1\na_b: 2\n", "ó: 1\no\u0301: 2\n", "a: {b: 1, b: 2}\n", '"a": 1\na: 2\n'])
def test_keys_that_are_one_name_repeat(text: str) -> None:
    assert problems(text) == ["P018"]


def test_upper_and_lower_case_are_two_names() -> None:
    assert as_data(sound("a: 1\nA: 2\n")) == {"a": "1", "A": "2"}


@pytest.mark.parametrize("text", ["", "\n\n", "# sam komentarz\n", "---\n"])
def test_an_empty_file(text: str) -> None:
    assert problems(text) == ["P013"]


@pytest.mark.parametrize("text", ["- a\n- b\n", "tekst\n", "[a, b]\n", '"a"\n'])
def test_a_file_that_is_no_group_of_keys(text: str) -> None:
    assert problems(text) == ["P013"]


@pytest.mark.parametrize("text", ["? [a, b]\n: 1\n", "{a: 1}: 2\n"])
def test_a_key_must_be_a_text(text: str) -> None:
    assert problems(text) == ["P016"]


# -- limits -----------------------------------------------------------------------------------------------------------


def nested(levels: int, opening: str = "[", closing: str = "]") -> str:
    return f"a: {opening * levels}{closing * levels}\n"


def test_depth_up_to_the_limit_is_read() -> None:
    assert problems(nested(DEEPEST)) == []


@pytest.mark.parametrize("levels", [DEEPEST + 1, 1000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_deeper_is_refused(levels: int, opening: str, closing: str) -> None:
    assert problems(nested(levels, opening, closing)) == ["P012"]


def test_deep_indentation_is_refused() -> None:
    text = "".join(" " * level + "a:\n" for level in range(DEEPEST + 2))
    assert problems(text) == ["P012"]


def test_too_many_elements_are_refused_where_they_begin() -> None:
    """The root and its key are two; the list another one."""
    fitting = MOST_NODES - 3
    assert problems("a: [" + "x, " * fitting + "]\n") == []
    root, diagnostics = read("a: [" + "x, " * (fitting + 1) + "]\n")
    assert root is None
    (problem,) = diagnostics
    assert problem.code == "P012"
    assert problem.location is not None
    assert problem.location.column == len("a: [") + 3 * fitting + 1


def test_hostile_files_stop_early() -> None:
    """Half a million brackets never closed, and a megabyte of keys: seconds would be minutes on a slow machine."""
    started = time.monotonic()
    assert problems("a: " + "[" * 500_000) == ["P012"]
    assert problems("a: " + "{a: " * 200_000) == ["P012"]
    assert "P012" in problems("- " * 500_000)
    assert time.monotonic() - started < 20


# -- properties -------------------------------------------------------------------------------------------------------

PLAIN = st.text(
    st.characters(categories=("L", "N"), include_characters=" _-+*/();.≥", max_codepoint=0x2FFF), min_size=1
)


@given(PLAIN, PLAIN)
def test_a_plain_text_is_what_is_written(key: str, value: str) -> None:
    """Wherever YAML itself reads a plain text, the place covers exactly its characters."""
    text = f"# ż\nx:\n  {key}: {value}\n"
    try:
        expected = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return
    root, diagnostics = read(text)
    assume(not list(diagnostics))
    assert root is not None
    assert as_data(root) == expected
    for one in scalars(root):
        assert one.span.text == one.text


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    root, diagnostics = read(text)
    found = list(diagnostics)
    assert (root is None) <= bool(found)
    for one in found:
        assert one.location is not None
        assert 1 <= one.location.line <= text.count("\n") + 1
        assert one.message
        assert one.hint


@given(st.text(alphabet="ab1: -\n{}[],\"'#&*!%|>@`?\t,5", max_size=60))
def test_any_text_of_yaml_signs_is_read_or_refused(text: str) -> None:
    root, diagnostics = read(text)
    assert (root is None) <= diagnostics.has_errors
    if root is not None:
        for one in scalars(root):
            assert 0 <= one.span.start <= one.span.end <= len(text)
            if not one.quoted and "\n" not in one.span.text and not one.span.text.startswith(("|", ">", "&", "!", "*")):
                assert one.span.text == one.text


@pytest.mark.parametrize("text", [OUTLINE, "a: {b: 26,25}\n", "a: |\n  x\nb: [1, 2]\n", "a: 'b'\n"])
def test_both_parsers_give_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a wheel brings no C parser, the pure one is used."""
    with_c = sound(text)
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    pure = sound(text)
    assert as_data(pure) == as_data(with_c)
    assert [(one.span.start, one.span.end) for one in scalars(pure)] == [
        (one.span.start, one.span.end) for one in scalars(with_c)
    ]
