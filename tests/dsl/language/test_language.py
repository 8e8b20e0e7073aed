"""What an editor asks of the language: outline, completion, hover and definitions, in texts in any state."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.decode import vocabulary
from dsl.decode.functions import AGGREGATES, FUNCTIONS, SEVERAL
from dsl.language.completion import completions
from dsl.language.definition import definition
from dsl.language.hover import hover
from dsl.language.names import Kind, formula_names
from dsl.language.outline import keys, state_at, symbols
from dsl.language.problems import applied, read, usable_fix
from dsl.language.shape import Shape
from dsl.load import load, load_text

TEXT = """\
paragraf: 1
regulamin: Próba
rok szkolny: 2025/2026
wydaje: dyrektor
pojęcia:
  szczebel: [powiatowy, wojewódzki, krajowy]
  przedmiot: [polski, fizyka]
kandydat:
  egzamin: procent
  oceny: liczba całkowita od 1 do 6 dla przedmiot
  poziom: szczebel
  osiągnięcia: {lista: {konkurs: tekst, szczebel: szczebel}}
definicje:
  połowa: egzamin / 2
kryteria:
  egzamin: 0,5 * egzamin
  konkursy:
    za każde: o z osiągnięcia
    wiersze:
      - {gdy: o.szczebel = krajowy, punkty: 5}
dokumenty:
  wniosek: {}
kolejność: [{etap: suma, suma: [egzamin, konkursy]}]
rodzaje oddziałów:
  sportowy: {}
oddziały:
  A: {miejsca: 2, rodzaj: sportowy}
  B:
    rodzaj: sportowy
    miejsca: 1
"""
PATH = Path("szkola/regulamin.yaml")
SHAPE = Shape(load_text(TEXT, PATH).draft)


def offered(text: str) -> list[str]:
    """Of a text with `‸` where the cursor stands."""
    return [one.label for one in completions(text.replace("‸", ""), text.index("‸"), SHAPE)]


def test_the_text_of_these_tests_is_right() -> None:
    assert SHAPE.regulation is not None
    assert not [one for one in load_text(TEXT, PATH).diagnostics if one.severity.value == "błąd"]


def test_keys_stand_where_they_are_written() -> None:
    for one in keys(TEXT):
        assert TEXT[one.start : one.end].replace(" ", "_") == one.name
    paths = {one.path for one in keys(TEXT)}
    assert ("kryteria", "konkursy", "wiersze", "gdy") in paths
    assert ("kandydat", "osiągnięcia", "lista", "szczebel") in paths
    assert ("oddziały", "B", "miejsca") in paths


def test_symbols_are_two_levels_of_lines() -> None:
    found = [(one.name, one.depth) for one in symbols(TEXT)]
    assert ("kryteria", 0) in found
    assert ("konkursy", 1) in found
    assert ("B", 1) in found
    assert all(name not in ("miejsca", "wiersze", "etap") for name, _ in found)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("paragraf: 1\nkry‸", "kryteria"),
        ("oddziały:\n  A: {miejsca: 2, rodz‸}", "rodzaj"),
        ("oddziały:\n  A:\n    miej‸", "miejsca"),
        ("oddziały:\n  A:\n    rodzaj: sp‸", "sportowy"),
        ("wydaje: org‸", "organ prowadzący"),
        ("kolejność:\n- etap: x\n  los‸", "losowanie"),
        ("kolejność:\n  - {suma: [egz‸]}", "egzamin"),
        ("kryteria:\n  x: {gdy: egz‸", "egzamin"),
        ("kryteria:\n  x: egz‸", "egzamin"),
        ("definicje:\n  x: zaok‸", "zaokrąglij"),
        ("kryteria:\n  x:\n    gdy: poziom = kraj‸", "krajowy"),
        ("kryteria:\n  x:\n    za każde: o z osiągnięcia\n    gdy: o.szcz‸", "o.szczebel"),
        ("kryteria:\n  x:\n    za każde: o z osiągnięcia\n    gdy: o.szczebel = woj‸", "wojewódzki"),
        ("kryteria:\n  x: oceny.fiz‸", "oceny.fizyka"),
        ("kryteria:\n  x: punkty.kon‸", "punkty.konkursy"),
        ("kandydat:\n  nowa: tak‸", "tak/nie"),
        ("opiera się na: [prawo/ponadpodstawowe-2025‸]", "prawo/ponadpodstawowe-2025"),
        ("szkoła: {typ: lic‸", "liceum"),
        ("kryteria:\n  x: |\n    egz‸", "egzamin"),
    ],
)
def test_what_fits_is_offered_first(text: str, first: str) -> None:
    assert offered(text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "paragraf: 1  # kry‸",
        "regulamin: 'kry‸",
        "komisja:\n  skład:\n    treść: |\n      kryteria‸",
    ],
)
def test_where_nothing_of_the_language_stands_nothing_is_offered(text: str) -> None:
    assert not offered(text)


def test_a_key_that_is_there_is_not_offered_again() -> None:
    assert "miejsca" not in offered("oddziały:\n  A: {miejsca: 2, ‸")
    assert "wydaje" not in offered("paragraf: 1\n‸\nwydaje: dyrektor\n")
    assert "rodzaj" not in offered("oddziały:\n  A:\n    ‸\n    rodzaj: sportowy\n  B: {}\n")
    assert "miejsca" in offered("oddziały:\n  A:\n    ‸\n    rodzaj: sportowy\n  B: {}\n")


def test_what_is_offered_takes_the_place_of_what_was_typed() -> None:
    text = "oddziały:\n  A: {miejsca: 2, rodz"
    one = completions(text, len(text), SHAPE)[0]
    assert text[: one.start] + one.insert == "oddziały:\n  A: {miejsca: 2, rodzaj: "
    text = "kryteria:\n  x: oceny.fiz"
    one = completions(text, len(text), SHAPE)[0]
    assert text[: one.start] + one.insert == "kryteria:\n  x: oceny.fizyka"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("wydaje: ‸dyrektor\n", "wydaje: dyrektor\n"),
        ("oddziały:\n  A: {mie‸jsca: 2}", "oddziały:\n  A: {miejsca: 2}"),
        ("kryteria:\n  x: egz‸amin + 1", "kryteria:\n  x: egzamin + 1"),
        ("oddziały:\n  A: {rodzaj: spor‸towy, miejsca: 1}", "oddziały:\n  A: {rodzaj: sportowy, miejsca: 1}"),
    ],
)
def test_what_stands_behind_the_cursor_goes_with_it(text: str, after: str) -> None:
    plain = text.replace("‸", "")
    one = completions(plain, text.index("‸"), SHAPE)[0]
    assert plain[: one.start] + one.insert + plain[one.end :] == after


WITH_TEXTS = (
    TEXT
    + """\
terminarz:
  wnioski: {czynność: złożenie wniosku, rekrutacyjne: od 4 do 8 maja 2026}
teksty:
  wstęp: Zasady na rok <rok szkolny>.
postanowienia:
  pierwsze: "Wniosek składa się: <X>"
"""
)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("<ter", "terminarz.wnioski"),
        ("<terminarz.wn", "terminarz.wnioski"),
        ("<r", "rok szkolny"),
        ("<te", "terminarz.wnioski"),
        ("<§ dok", "§ dokumenty"),
        ("<§ kryteria.eg", "§ kryteria.egzamin"),
        ("<punkty.eg", "punkty.egzamin"),
        ("<teksty.", "teksty.wstęp"),
    ],
)
def test_what_may_be_inserted_is_offered_in_brackets(typed: str, first: str) -> None:
    whole = load_text(WITH_TEXTS.replace("<X>", "<terminarz.wnioski>"), PATH)
    assert whole.draft is not None, whole.diagnostics
    before, after = WITH_TEXTS.split("<X>")
    for rest in ("", ">", "wnioski> do końca"):
        text = before + typed + rest + after
        found = completions(text, len(before + typed), Shape(whole.draft))
        assert found[0].label == first
        taken = text[: found[0].start] + found[0].insert + text[found[0].end :]
        assert taken == f"{before}<{first}>{rest.partition('>')[2]}{after}"


def test_nothing_is_inserted_where_brackets_are_words() -> None:
    regulation = load_text(TEXT, PATH).draft
    for line in ("regulamin: <ter", "kryteria:\n  a: {gdy: egzamin <ter", "teksty:\n  b: c  # <ter"):
        found = completions(line, len(line), Shape(regulation))
        assert not any(one.insert.startswith("<") for one in found)


def test_every_function_is_offered_with_its_use() -> None:
    names = formula_names(None)
    for function in (*AGGREGATES, *SEVERAL, *FUNCTIONS):
        assert names[function].kind is Kind.FUNCTION
        assert f"{function}(" in names[function].help


def meaning(text: str) -> tuple[str, str] | None:
    found = hover(text.replace("‸", ""), text.index("‸"), SHAPE)
    return (found.name, found.text) if found else None


def test_the_meaning_of_a_key_depends_on_its_place() -> None:
    assert meaning("kolejność: [{eta‸p: suma}]") == ("etap", vocabulary.STAGE["etap"])
    assert meaning("oddziały:\n  A: {miej‸sca: 2}") == ("miejsca", vocabulary.BRANCH["miejsca"])
    own = "treść:\n  - paragraf: Sport\n    ustępy:\n      - tek‸st: kandydat"
    assert meaning(own) == ("tekst", vocabulary.OWN_UNIT["tekst"])
    assert meaning("oddziały:\n  A‸: {miejsca: 2}") is None


def test_a_name_in_a_formula_says_what_it_is() -> None:
    assert meaning("kryteria:\n  x: 2 * egza‸min") == ("egzamin", "dana; egzamin (procent)")
    found = meaning("kryteria:\n  x: zaok‸rąglij(egzamin)")
    assert found is not None
    assert found[1].startswith("funkcja")


def definition_of(text: str, path: Path = PATH) -> str | None:
    found = definition(text.replace("‸", ""), text.index("‸"), path, SHAPE.regulation)
    return f"{found.source.path}:{found.line}" if found else None


def test_definitions_are_found_in_the_text() -> None:
    used = TEXT.replace("egzamin: 0,5 * egzamin", "egzamin: 0,5 * poł‸owa")
    assert definition_of(used) == f"{PATH}:14"
    assert definition_of(TEXT.replace("suma: [egzamin, konkursy]", "suma: [egzamin, kon‸kursy]")) == f"{PATH}:17"
    assert definition_of(TEXT.replace("2, rodzaj: sportowy", "2, rodzaj: spor‸towy")) == f"{PATH}:25"
    assert definition_of(TEXT.replace("Próba", "Pró‸ba")) is None


def test_definitions_are_found_in_the_files_below(tmp_path: Path) -> None:
    (tmp_path / "baza.yaml").write_text(
        "paragraf: 1\nprawo: Baza\nwydaje: minister\nkandydat: {laureat: tak/nie}\n", encoding="utf-8"
    )
    path = tmp_path / "r.yaml"
    text = TEXT.replace("kryteria:\n", "opiera się na: [baza]\nkryteria:\n  laureat: {gdy: lau‸reat, punkty: 3}\n")
    regulation = load_text(text.replace("‸", ""), path).draft
    found = definition(text.replace("‸", ""), text.index("‸"), path, regulation)
    assert found is not None
    assert (Path(found.source.path).name, found.text, found.line) == ("baza.yaml", "laureat", 4)
    base = text.replace("‸", "").replace("[baza]", "[ba‸za]")
    found = definition(base.replace("‸", ""), base.index("‸"), path, regulation)
    assert found is not None
    assert (found.source.path, found.line) == (str(tmp_path / "baza.yaml"), 1)


def test_problems_are_sorted_and_passed_over_as_the_text_says() -> None:
    wrong = TEXT.replace("miejsca: 2", "miejca: 2")
    found = read(wrong, PATH)
    (problem,) = (one for one in found.problems if one.code == "P032")
    fix = usable_fix(problem, wrong, PATH)
    assert fix is not None
    assert applied(fix, wrong) == TEXT
    told = {one.code for one in read(TEXT, PATH).problems}
    silenced = TEXT.replace("  wniosek: {}\n", "  wniosek: {}  # celowo P113: tak ma być\n")
    after = read(silenced, PATH)
    assert {one.problem.code for one in after.deliberate} | {one.code for one in after.problems} >= told


@given(st.text("aą: -{}[],#|'\"\n ", max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    for one in keys(text):
        assert text[one.start : one.end].strip()
    for offset in range(len(text) + 1):
        assert state_at(text, offset).value <= max(offset, 0) + len(text)
        completions(text, offset, SHAPE)
        hover(text, offset, SHAPE)


@pytest.mark.parametrize("file", sorted(Path("regulations").rglob("*.yaml"), key=str), ids=str)
def test_the_outline_agrees_with_the_reader(file: Path) -> None:
    """Of every shipped file: the keys of its first two levels, as YAML has them."""
    from dsl.diagnostics import Diagnostics
    from dsl.source.nodes import Mapping
    from dsl.source.reading import read_source
    from dsl.source.yaml_reader import read_yaml

    source = read_source(file, Diagnostics())
    assert source is not None
    root = read_yaml(source, Diagnostics())
    assert root is not None
    expected: list[tuple[str, ...]] = [(one.name,) for one in root]
    expected += [(one.name, two.name) for one in root if isinstance(one.value, Mapping) for two in one.value]
    found = [one.path for one in keys(source.text) if len(one.path) <= 2]
    lists = {one.name for one in root if not isinstance(one.value, Mapping)}
    assert sorted(path for path in found if path[0] not in lists or len(path) == 1) == sorted(expected)


def test_the_shape_knows_every_place_of_a_shipped_regulation() -> None:
    """Every key of a school's file means something there, or is a name of its own."""
    file = Path("regulations/lo-wyspianskiego-kety/2025-2026.yaml")
    text, shape = file.read_text(encoding="utf-8"), Shape(load(file).draft)
    known = {
        key for name, keys_ in vars(vocabulary).items() if name.isupper() and isinstance(keys_, dict) for key in keys_
    }
    without = {one.path for one in keys(text) if one.name in known and not shape.help(one.path)}
    assert {path for path in without if len(path) == 1} == set()
