"""Layers: what a file over its bases keeps, adds, changes and removes, and who may change what."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest

from dsl.diagnostics import Diagnostic
from dsl.load import load
from dsl.model.regulation import Counting, Regulation, State
from dsl.model.types import CollectionType, NumberType, RecordType
from dsl.syntax.terms import parse_term
from tests.dsl.counting import load_layers_of, points_of, sound_layers
from tests.dsl.loading import codes, of_language

BRANCH = "oddziały: {A: {miejsca: 1}}\n"
BASE = """
kryteria:
  a: 1
  b: {punkty: 2, najwyżej: 9}
  c: 3
kolejność:
  - {etap: jeden, suma: [a, b]}
  - {etap: dwa, suma: [c]}
"""


def over(folder: Path, base: str, text: str) -> Regulation:
    """Both issued by the director, so that nothing but the merging speaks."""
    return sound_layers(folder, ("dyrektor", base), ("dyrektor", BRANCH + text))


def criteria(regulation: Regulation) -> list[str]:
    return [one.name for one in regulation.branches["A"].rules.criteria]


def stages(regulation: Regulation) -> list[str]:
    return [one.name for one in regulation.branches["A"].rules.order]


def problems(folder: Path, *layers: tuple[str, str]) -> tuple[Diagnostic, ...]:
    return of_language(load_layers_of(folder, *layers)).diagnostics


# -- mappings by name -------------------------------------------------------------------------------------------------


def test_what_the_file_does_not_name_stays(tmp_path: Path) -> None:
    merged = over(tmp_path, BASE, "kryteria: {b: {punkty: 5}}\n")
    assert points_of(merged) == {"a": 1, "b": 5, "c": 3}
    b = merged.branches["A"].rules.criterion(("b",))
    assert b is not None
    assert b.limit is not None


def test_new_names_go_last_and_changed_ones_keep_their_place(tmp_path: Path) -> None:
    merged = over(tmp_path, BASE, "kryteria: {x: 7, b: 4, y: 8}\n")
    assert points_of(merged) == {"a": 1, "b": 4, "c": 3, "x": 7, "y": 8}
    assert criteria(merged) == ["a", "b", "c", "x", "y"]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("kryteria: {x: {punkty: 7, przed: a}}", "x a b c"),
        ("kryteria: {x: {punkty: 7, po: a}}", "a x b c"),
        ("kryteria: {x: {punkty: 7, po: c}}", "a b c x"),
        ("kryteria: {x: {punkty: 7, przed: b}, y: {punkty: 8, po: x}}", "a x y b c"),
        ("kryteria: {x: {punkty: 7, po: a}, y: {punkty: 8, po: a}}", "a y x b c"),
        ("kryteria: {c: {punkty: 7, przed: a}}", "c a b"),
        ("kryteria: {a: {punkty: 7, po: c}}", "b c a"),
        ("kryteria: {b: {po: c}}", "a c b"),
        ("kryteria: {a: {po: b}, b: {po: c}}", "a c b"),
    ],
)
def test_a_name_stands_where_it_says(text: str, order: str, tmp_path: Path) -> None:
    assert criteria(over(tmp_path, BASE, text + "\n")) == order.split()


def test_a_stage_after_the_last_one(tmp_path: Path) -> None:
    base, text = BASE, "kolejność: {trzy: {malejąco: 1, po: dwa}}\n"
    assert stages(over(tmp_path, base, text)) == ["jeden", "dwa", "trzy"]
    sound_layers(tmp_path, ("minister", base), ("dyrektor", BRANCH + text))


def test_a_neighbour_is_found_by_its_name_with_spaces(tmp_path: Path) -> None:
    base = "kryteria: {ocena z matematyki: 1, b: 2}\n"
    assert criteria(over(tmp_path, base, "kryteria: {x: {punkty: 7, po: ocena_z_matematyki}}\n"))[1] == "x"


def test_an_unknown_neighbour_is_told(tmp_path: Path) -> None:
    text = BRANCH + "kryteria: {x: {punkty: 7, po: d}}\n"
    (problem,) = problems(tmp_path, ("dyrektor", BASE), ("dyrektor", text))
    assert problem.code == "P043"


def test_words_of_placing_work_within_one_file_too(tmp_path: Path) -> None:
    text = BRANCH + "kryteria: {a: 1, b: {punkty: 2, przed: a}}\n"
    assert criteria(sound_layers(tmp_path, ("dyrektor", text))) == ["b", "a"]


def test_lists_are_replaced_whole(tmp_path: Path) -> None:
    base = BASE + "limity: {oddziały: 3}\n"
    merged = over(tmp_path, base, "kolejność: {jeden: {suma: [c]}}\n")
    assert [one.criteria for one in merged.branches["A"].rules.order] == [("c",), ("c",)]


def test_two_spellings_of_a_name_meet(tmp_path: Path) -> None:
    merged = over(tmp_path, "kryteria: {średnia ocen: 1}\n", "kryteria: {średnia_ocen: 2}\n")
    assert points_of(merged) == {"średnia_ocen": 2}


# -- removing and replacing -------------------------------------------------------------------------------------------


def test_does_not_apply_removes(tmp_path: Path) -> None:
    merged = over(tmp_path, BASE, "kryteria: {b: nie dotyczy}\nkolejność: {jeden: {suma: [a]}}\n")
    assert points_of(merged) == {"a": 1, "c": 3}


def test_does_not_apply_inside_a_rule(tmp_path: Path) -> None:
    base = "kryteria: {a: {punkty: 9, najwyżej: 4}}\n"
    assert points_of(over(tmp_path, base, "kryteria: {a: {najwyżej: nie dotyczy}}\n")) == {"a": 9}


def test_what_is_removed_may_not_be_named_any_more(tmp_path: Path) -> None:
    found = problems(tmp_path, ("dyrektor", BASE), ("dyrektor", BRANCH + "kryteria: {b: nie dotyczy}\n"))
    assert [one.code for one in found] == ["P060"]


def test_removing_nothing_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, ("dyrektor", BASE), ("dyrektor", BRANCH + "kryteria: {d: nie dotyczy}\n"))
    assert [one.code for one in found] == ["P043"]


def test_the_words_in_quotes_are_a_text(tmp_path: Path) -> None:
    base = "postanowienia: {zasada: tekst}\n"
    merged = over(tmp_path, base, 'postanowienia: {zasada: "nie dotyczy"}\n')
    assert merged.clauses["postanowienia"]["zasada"].text == "nie dotyczy"


def test_anew_replaces_a_group(tmp_path: Path) -> None:
    base = "kryteria: {a: {punkty: 9, najwyżej: 4}}\n"
    merged = over(tmp_path, base, "kryteria: {a: {od nowa: tak, punkty: 9}}\n")
    assert points_of(merged) == {"a": 9}
    assert merged.branches["A"].rules.criteria[0].claimed_most is None


def test_anew_replaces_a_section(tmp_path: Path) -> None:
    merged = over(tmp_path, BASE, "kryteria: {od nowa: tak, x: 5}\nkolejność: [{etap: jeden, suma: [x]}]\n")
    assert points_of(merged) == {"x": 5}


# -- another way of counting puts the old one aside -------------------------------------------------------------------

FACTS = "kandydat: {biegi: {lista: {m: liczba}}}\n"
ROWS = "{wiersze: [{punkty: 4}]}"
PARTS = "{składniki: {x: 1, y: 2}}"
EACH = "{za każde: e z biegi, punkty: 2}"


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [
        ("{punkty: 9}", ROWS, 4),
        ("{punkty: 9}", PARTS, 3),
        ("{gdy: nie, punkty: 9}", PARTS, 3),
        ("{gdy: nie, punkty: 9}", ROWS, 0),
        ("9", PARTS, 3),
        (ROWS, "{punkty: 9}", 9),
        (ROWS, PARTS, 3),
        (PARTS, "{punkty: 9}", 9),
        (PARTS, ROWS, 4),
        (PARTS, "9", 9),
        (PARTS, EACH, 4),
        ("{punkty: 9}", EACH, 4),
        (EACH, PARTS, 3),
        (EACH, "{punkty: 7}", 14),
        (EACH, "{wiersze: [{gdy: e.m > 1, punkty: 5}]}", 5),
    ],
)
def test_ways_of_counting(before: str, after: str, points: int, tmp_path: Path) -> None:
    merged = over(tmp_path, f"{FACTS}kryteria: {{a: {before}}}\n", f"kryteria: {{a: {after}}}\n")
    facts = {"biegi": ({"m": 1}, {"m": 2})}
    assert points_of(merged, facts)["a"] == points


def test_ways_of_a_part(tmp_path: Path) -> None:
    base = "kryteria: {a: {składniki: {x: {gdy: nie, punkty: 9}, y: 1}}}\n"
    merged = over(tmp_path, base, "kryteria: {a: {składniki: {x: {składniki: {u: 5, v: 6}}}}}\n")
    assert points_of(merged) == {"a": 12, "a.x": 11, "a.x.u": 5, "a.x.v": 6, "a.y": 1}


def test_ways_of_a_stage(tmp_path: Path) -> None:
    merged = over(tmp_path, BASE, "kolejność: {dwa: {malejąco: punkty.a}}\n")
    first, second = merged.branches["A"].rules.order
    assert (first.kind.value, second.kind.value) == ("suma", "malejąco")


def test_a_fact_named_as_a_way_is_left_alone(tmp_path: Path) -> None:
    """Only a criterion has ways: elsewhere the words are names like any other."""
    base = "kandydat: {wiersze: {typ: liczba}, za każde: {typ: liczba}}\n"
    merged = over(tmp_path, base, "kandydat: {składniki: {typ: liczba}}\n")
    assert list(merged.candidate) == ["wiersze", "za_każde", "składniki"]


# -- stages as a list and as a mapping --------------------------------------------------------------------------------


def test_a_mapping_meets_a_list_of_stages(tmp_path: Path) -> None:
    merged = over(tmp_path, BASE, "kolejność: {dwa: {suma: [a, c]}, trzy: {suma: [b], przed: dwa}}\n")
    assert stages(merged) == ["jeden", "trzy", "dwa"]
    assert merged.branches["A"].rules.order[2].criteria == ("a", "c")


@pytest.mark.parametrize(
    "base", [BASE, BASE.replace("- {etap: jeden, ", "jeden: {").replace("- {etap: dwa, ", "dwa: {")]
)
def test_a_list_replaces_the_order_whole(base: str, tmp_path: Path) -> None:
    merged = over(tmp_path, base, "kolejność:\n  - {etap: dwa, suma: [c]}\n  - {etap: nowy, suma: [b]}\n")
    assert stages(merged) == ["dwa", "nowy"]


# -- annotations ------------------------------------------------------------------------------------------------------


def test_a_group_that_only_annotates_leaves_the_value(tmp_path: Path) -> None:
    text = (
        "kryteria: {a: {uwaga: z ustawy}, b: {nazwa: drugie, źródło: {dokument: d, jednostka: § 1, linie: [1, 2]}}}\n"
    )
    merged = over(tmp_path, BASE, text)
    assert points_of(merged) == {"a": 1, "b": 2, "c": 3}
    a, b, _ = merged.branches["A"].rules.criteria
    assert a.notes.remark == "z ustawy"
    assert b.notes.label == "drugie"
    assert b.notes.sources[0].lines == (1, 2)


def test_a_kind_of_data_stays_where_something_is_added_to_it(tmp_path: Path) -> None:
    law = """
        pojęcia: {p: [a, b]}
        kandydat: {wynik: liczba od 0 do 100, co: zbiór p, lista: {lista: {pole: liczba}}}
        kryteria: {k: wynik}
        kolejność: [{etap: s, suma: [k]}]
    """
    own = """
        kandydat:
          wynik: {podpowiedź: z zaświadczenia, nazwa: wynik egzaminu}
          co: {ile: do 1}
          lista: {lista: {pole: {podpowiedź: jak wyżej}}}
        oddziały: {A: {miejsca: 1}}
    """
    merged = sound_layers(tmp_path, ("minister", law), ("dyrektor", own))
    wynik, co, records = merged.candidate.values()
    assert (wynik.type, wynik.hint, wynik.label) == (
        NumberType(low=Fraction(0), high=Fraction(100)),
        "z zaświadczenia",
        "wynik egzaminu",
    )
    assert isinstance(co.type, CollectionType)
    assert co.type.size.most == 1
    assert isinstance(records.type, CollectionType)
    assert isinstance(records.type.item, RecordType)
    assert records.type.item.fields[0].hint == "jak wyżej"


def test_how_terms_are_counted_is_inherited(tmp_path: Path) -> None:
    merged = sound_layers(tmp_path, ("organ", "liczenie terminów: dni kalendarzowe\n"), ("dyrektor", BRANCH))
    assert merged.counting is Counting.CALENDAR


def test_a_term_takes_the_place_of_its_other_spelling(tmp_path: Path) -> None:
    base = "terminarz: {listy: {termin: 3 dni od doręczenia, ustala: dyrektor}}\n"
    own = BRANCH + "terminarz: {listy: {rekrutacyjne: 12 maja 2026}}\n"
    (term,) = sound_layers(tmp_path, ("organ", base), ("dyrektor", own)).timetable["listy"].terms.values()
    assert term == parse_term("12 maja 2026")


def test_another_kind_of_data_is_a_change(tmp_path: Path) -> None:
    law, own = "kandydat: {wynik: liczba od 0 do 100}\n", "kandydat: {wynik: {typ: procent}}\n"
    assert codes(load_layers_of(tmp_path, ("minister", law), ("dyrektor", own))) == ["P045"]


def test_annotations_leave_the_rule_in_the_file_that_made_it(tmp_path: Path) -> None:
    merged = over(tmp_path, BASE, "kryteria: {a: {uwaga: z ustawy}, b: {punkty: 5}}\n")
    a, b, _ = merged.branches["A"].rules.criteria
    assert Path(a.notes.span.source.path).name == "plik0.yaml"
    assert Path(b.notes.span.source.path).name == "plik1.yaml"


# -- three layers -----------------------------------------------------------------------------------------------------


def test_three_layers(tmp_path: Path) -> None:
    merged = sound_layers(
        tmp_path,
        ("dyrektor", "kryteria: {a: 1, b: 2}\n"),
        ("dyrektor", "kryteria: {b: 3, c: {punkty: 4, przed: b}}\n"),
        ("dyrektor", BRANCH + "kryteria: {c: 5, a: nie dotyczy}\n"),
    )
    assert list(points_of(merged).items()) == [("c", 5), ("b", 3)]


def test_what_the_middle_removed_the_last_may_bring_back(tmp_path: Path) -> None:
    merged = sound_layers(
        tmp_path,
        ("dyrektor", "kryteria: {a: {punkty: 9, najwyżej: 4}}\n"),
        ("dyrektor", "kryteria: {a: nie dotyczy}\n"),
        ("dyrektor", BRANCH + "kryteria: {a: {punkty: 8}}\n"),
    )
    assert points_of(merged) == {"a": 8}


def test_a_base_reached_by_two_ways_is_read_once(tmp_path: Path) -> None:
    for name, text in {
        "prawo": "paragraf: 1\nprawo: P\nwydaje: minister\nkryteria: {a: 1}\n",
        "jeden": "paragraf: 1\nprawo: J\nwydaje: organ prowadzący\nopiera się na: prawo\nkryteria: {b: 2}\n",
        "dwa": "paragraf: 1\nprawo: D\nwydaje: kurator\nopiera się na: [prawo]\nkryteria: {c: 3}\n",
        "szkoła": "paragraf: 1\nregulamin: S\nwydaje: dyrektor\nopiera się na: [jeden, dwa]\n" + BRANCH,
    }.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded = load(tmp_path / "szkoła.yaml")
    assert not of_language(loaded).diagnostics
    assert loaded.regulation is not None
    assert [Path(one.path).stem for one in loaded.regulation.sources] == ["prawo", "jeden", "dwa", "szkoła"]
    assert points_of(loaded.regulation) == {"a": 1, "b": 2, "c": 3}


def test_a_mistake_in_a_base_is_shown_in_the_base(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, ("minister", "kryteria: {a: 1 +}\n"), ("dyrektor", BRANCH))
    assert problem.code == "P020"
    assert problem.location is not None
    assert Path(problem.location.path).name == "plik0.yaml"


# -- kinds of branches ------------------------------------------------------------------------------------------------

KINDS = """
kryteria: {a: 1, b: 2}
rodzaje oddziałów:
  zwykły: {kryteria: {b: 3}}
  inny:
    jak: zwykły
    kryteria: {c: {punkty: 7, przed: a}}
oddziały:
  A: {rodzaj: inny, miejsca: 1, kryteria: {a: nie dotyczy}}
  B: {rodzaj: zwykły, miejsca: 1}
"""


def test_a_kind_like_another_and_a_branch_that_differs(tmp_path: Path) -> None:
    merged = sound_layers(tmp_path, ("dyrektor", KINDS))
    assert points_of(merged) == {"c": 7, "b": 3}
    assert [one.name for one in merged.branches["B"].rules.criteria] == ["a", "b"]


def test_layers_are_taken_file_by_file(tmp_path: Path) -> None:
    """What the school says of all branches comes after what the base says of a kind."""
    base = "kryteria: {a: 1}\nrodzaje oddziałów: {zwykły: {kryteria: {a: 2}}}\n"
    text = "kryteria: {a: 3}\noddziały: {A: {rodzaj: zwykły, miejsca: 1}}\n"
    assert points_of(sound_layers(tmp_path, ("dyrektor", base), ("dyrektor", text))) == {"a": 3}


def test_examples_are_not_inherited(tmp_path: Path) -> None:
    base = BASE + BRANCH + "przykłady: {jeden: {oczekuj: {a: 1}}}\n"
    merged = sound_layers(tmp_path, ("dyrektor", base), ("dyrektor", "kryteria: {a: 9}\n"))
    assert merged.examples == ()
    assert points_of(merged)["a"] == 9


# -- who may change what ----------------------------------------------------------------------------------------------


def test_a_lower_rank_may_not_change(tmp_path: Path) -> None:
    found = problems(tmp_path, ("minister", BASE), ("dyrektor", BRANCH + "kryteria: {b: {punkty: 5}}\n"))
    (problem,) = found
    assert problem.code == "P045"
    assert "minister" in problem.message
    assert problem.location is not None
    assert problem.location.line == 6
    (related,) = problem.related
    assert related.where.text == "2"


@pytest.mark.parametrize(
    "text",
    [
        "kryteria: {a: 5}",
        "kryteria: {a: nie dotyczy}\nkolejność: [{etap: jeden, suma: [b, c]}]",
        "kryteria: {a: {od nowa: tak, punkty: 1}}",
        "kryteria: {a: {składniki: {x: 1}}}",
        "kolejność: [{etap: dwa, suma: [c]}, {etap: jeden, suma: [a, b]}]",
        "kolejność: {jeden: {suma: [a]}}",
        "kolejność: {jeden: {malejąco: punkty.a}}",
        "kryteria: {a: {wartość: 5, stan: podane}}",
        "kryteria: {a: {wartość: 5, może zmienić: dyrektor}}",
        "kryteria: {a: {wartość: 5, ustala: dyrektor}}",
        "kryteria: {b: {gdy: nie}}",
        "kryteria: {b: {najwyżej: 1}}",
        "kolejność: {zero: {malejąco: 1, przed: jeden}}",
        "kolejność: {zero: {malejąco: 1, po: jeden}}",
        "kolejność: {dwa: {przed: jeden}}",
    ],
)
def test_no_form_of_change_goes_unnoticed(text: str, tmp_path: Path) -> None:
    found = problems(tmp_path, ("minister", BASE), ("dyrektor", f"{BRANCH}{text}\n"))
    assert "P045" in [one.code for one in found]


def test_what_is_said_again_is_no_change(tmp_path: Path) -> None:
    text = "kryteria: {a: {wartość: 1, uwaga: powtórzone}, b: {punkty: 2}}\nkolejność: {jeden: {suma: [a, b]}}\n"
    sound_layers(tmp_path, ("minister", BASE), ("dyrektor", BRANCH + text))


def test_wording_is_free(tmp_path: Path) -> None:
    base = "kryteria: {a: {punkty: 1, nazwa: pierwsze}}\nwarunki: {w: {wymaga: tak, treść: jedna}}\n"
    text = "kryteria: {a: {nazwa: nasze}}\nwarunki: {w: {treść: inna}}\n"
    merged = sound_layers(tmp_path, ("minister", base), ("dyrektor", BRANCH + text))
    rules = merged.branches["A"].rules
    assert (rules.criteria[0].notes.label, rules.conditions[0].text) == ("nasze", "inna")


@pytest.mark.parametrize("rank", ["organ", "minister"])
def test_a_rank_not_lower_may_change(rank: str, tmp_path: Path) -> None:
    sound_layers(tmp_path, ("organ", "kryteria: {a: 1}\n"), (rank, "kryteria: {a: 2}\n"))


def test_new_rules_may_be_added_by_anybody(tmp_path: Path) -> None:
    text = "kryteria: {x: 7}\nwarunki: {w: {wymaga: tak, treść: t}}\n"
    merged = sound_layers(tmp_path, ("minister", BASE), ("dyrektor", BRANCH + text))
    assert points_of(merged)["x"] == 7


@pytest.mark.parametrize(
    ("allows", "changer", "allowed"),
    [
        ("może zmienić: dyrektor", "dyrektor", True),
        ("ustala: dyrektor", "dyrektor", True),
        ("może zmienić: organ prowadzący", "organ", True),
        ("może zmienić: dyrektor", "organ", True),
        ("może zmienić: organ prowadzący", "dyrektor", False),
        ("ustala: kurator", "dyrektor", False),
        ("ustala: minister", "organ", False),
    ],
)
def test_where_the_law_lets_change(allows: str, changer: str, allowed: bool, tmp_path: Path) -> None:
    base = f"kryteria: {{a: {{punkty: 1, {allows}}}}}\n"
    loaded = load_layers_of(tmp_path, ("minister", base), (changer, "kryteria: {a: {punkty: 2}}\n"))
    assert codes(loaded) == ([] if allowed else ["P045"])


def test_leave_given_to_one_rule_is_not_leave_for_its_neighbour(tmp_path: Path) -> None:
    base = "kryteria: {a: {punkty: 1, może zmienić: dyrektor}, b: {punkty: 1}}\n"
    text = "kryteria: {a: {punkty: 2}, b: {punkty: 2}}\n"
    (problem,) = problems(tmp_path, ("minister", base), ("dyrektor", text))
    assert "b › punkty" in problem.message


@pytest.mark.parametrize("state", ["sprzeczne", "nieaktualne", "odczytanie"])
def test_an_open_deviation_is_noted_and_kept(state: str, tmp_path: Path) -> None:
    text = f"{BRANCH}kryteria: {{b: {{punkty: 5, stan: {state}}}}}\n"
    loaded = of_language(load_layers_of(tmp_path, ("minister", BASE), ("dyrektor", text)))
    assert codes(loaded) == ["P046"]
    assert loaded.regulation is not None
    (deviation,) = loaded.regulation.deviations
    assert deviation.state is State(state)
    assert deviation.path == ("kryteria", "b", "punkty")
    assert (deviation.before.text, deviation.after.text) == ("2", "5")
    assert points_of(loaded.regulation)["b"] == 5


def test_an_excuse_covers_only_its_own_group(tmp_path: Path) -> None:
    text = BRANCH + "kryteria: {a: 5, b: {punkty: 5, stan: sprzeczne}}\n"
    assert sorted(one.code for one in problems(tmp_path, ("minister", BASE), ("dyrektor", text))) == ["P045", "P046"]


def test_an_open_removal(tmp_path: Path) -> None:
    text = "kryteria: {c: {wartość: nie dotyczy, stan: sprzeczne}}\nkolejność: {dwa: {suma: [a], stan: sprzeczne}}\n"
    loaded = of_language(load_layers_of(tmp_path, ("minister", BASE), ("dyrektor", BRANCH + text)))
    assert set(codes(loaded)) == {"P046"}
    assert loaded.regulation is not None
    assert "c" not in points_of(loaded.regulation)


def test_an_excuse_of_the_middle_does_not_excuse_the_last(tmp_path: Path) -> None:
    middle = "kryteria: {a: {wartość: 2, stan: nieaktualne}}\n"
    found = problems(tmp_path, ("minister", BASE), ("organ", middle), ("dyrektor", BRANCH + "kryteria: {a: 3}\n"))
    assert sorted(one.code for one in found) == ["P045", "P046"]


def test_a_branch_is_bound_like_its_file(tmp_path: Path) -> None:
    base = "kryteria: {a: 1}\nrodzaje oddziałów: {zwykły: {kryteria: {a: 2}}}\n"
    text = "oddziały: {A: {rodzaj: zwykły, miejsca: 1, kryteria: {a: 9}}}\n"
    found = problems(tmp_path, ("minister", base), ("dyrektor", text))
    assert [one.code for one in found] == ["P045"]


# -- bases that disagree ----------------------------------------------------------------------------------------------


def two_bases(folder: Path, first: str, second: str, text: str) -> tuple[Diagnostic, ...]:
    for name, content in (("jeden", first), ("dwa", second)):
        header = f"paragraf: 1\nprawo: {name}\nwydaje: kurator\n"
        (folder / f"{name}.yaml").write_text(header + content, encoding="utf-8")
    path = folder / "szkoła.yaml"
    header = "paragraf: 1\nregulamin: S\nwydaje: kurator\nopiera się na: [jeden, dwa]\n"
    path.write_text(header + BRANCH + text, encoding="utf-8")
    return of_language(load(path)).diagnostics


def test_two_bases_that_disagree(tmp_path: Path) -> None:
    (problem,) = two_bases(tmp_path, "kryteria: {a: 1}\n", "kryteria: {a: 2}\n", "")
    assert problem.code == "P044"
    assert "kryteria › a" in problem.message
    assert problem.related[0].where.text == "1"


def test_two_bases_that_say_the_same(tmp_path: Path) -> None:
    assert two_bases(tmp_path, "kryteria: {a: 1}\n", "kryteria: {a: {wartość: 1, uwaga: x}}\n", "") == ()


def test_the_file_settles_what_its_bases_dispute(tmp_path: Path) -> None:
    assert two_bases(tmp_path, "kryteria: {a: 1}\n", "kryteria: {a: 2}\n", "kryteria: {a: 3}\n") == ()


def test_a_base_may_speak_of_a_kind_that_another_kind_of_its_own_base_is_like(tmp_path: Path) -> None:
    """The law's second kind has an order of its own, in place of that of the first kind, which the city annotates."""
    law = """
        kryteria: {a: 1, b: 2}
        rodzaje oddziałów:
          pierwszy: {kolejność: [{etap: punkty, suma: [a]}]}
          drugi: {jak: pierwszy, kolejność: [{etap: punkty, suma: [b]}]}
    """
    city = "rodzaje oddziałów: {pierwszy: {kolejność: {punkty: {uwaga: tak stanowi miasto}}}}\n"
    text = "oddziały: {A: {rodzaj: drugi, miejsca: 1}}\n"
    assert problems(tmp_path, ("minister", dedent(law)), ("organ", city), ("dyrektor", text)) == ()


# -- what is said of changes that a rank may not make -----------------------------------------------------------------

LAW = """
kandydat: {wynik: procent, dochód: liczba}
kryteria:
  egzamin: wynik
  dodatkowe: {nazwa: kryteria gminy, ustala: organ prowadzący}
kolejność:
  - {etap: punkty, suma: [egzamin]}
  - {etap: gmina, suma: [dodatkowe]}
"""
CITY = "kryteria: {dodatkowe: {gdy: dochód < 100, punkty: 10}}\n"
SCHOOL = BRANCH + "rok szkolny: 2026/2027\n"


@pytest.mark.parametrize("change", ["nie dotyczy", "{wartość: nie dotyczy}", "{od nowa: tak, punkty: 5}"])
def test_who_may_set_a_value_is_named(change: str, tmp_path: Path) -> None:
    own = SCHOOL + f"kryteria: {{dodatkowe: {change}}}\n"
    found = problems(tmp_path, ("minister", LAW), ("organ", CITY), ("dyrektor", own))
    (told,) = [one for one in found if one.code == "P045"]
    assert told.message.startswith("Tej wartości nie można tu zmienić, ustala ją organ prowadzący:")


def test_whoever_may_set_a_criterion_may_do_without_it(tmp_path: Path) -> None:
    merged = sound_layers(
        tmp_path, ("minister", LAW), ("organ", "kryteria: {dodatkowe: nie dotyczy}\n"), ("dyrektor", SCHOOL)
    )
    assert criteria(merged) == ["egzamin"]
    assert stages(merged) == ["punkty"]


def test_what_is_left_out_stays_in_no_sum_of_its_own_file(tmp_path: Path) -> None:
    city = "kryteria: {dodatkowe: nie dotyczy}\nrazem: {kryteria: [egzamin, dodatkowe]}\n"
    assert [one.code for one in problems(tmp_path, ("minister", LAW), ("organ", city))] == ["P060"]


def test_nobody_else_takes_a_criterion_out_of_a_sum(tmp_path: Path) -> None:
    found = problems(tmp_path, ("minister", LAW), ("dyrektor", SCHOOL + "kryteria: {egzamin: nie dotyczy}\n"))
    assert "P060" in {one.code for one in found}


@pytest.mark.parametrize(
    ("stages", "hint"),
    [
        (["punkty", "gmina", "los"], "dopisz tylko swoje, pod nazwą: „kolejność: {los: {…}}”"),
        (["gmina", "punkty", "los"], "„stan: sprzeczne”"),
        (["punkty", "los"], "„stan: sprzeczne”"),
    ],
)
def test_an_order_written_again_with_a_stage_more(stages: list[str], hint: str, tmp_path: Path) -> None:
    how = {"punkty": "suma: [egzamin]", "gmina": "suma: [dodatkowe]", "los": "losowanie: tak"}
    order = "kolejność:\n" + "".join(f"  - {{etap: {name}, {how[name]}}}\n" for name in stages)
    (found,) = [
        one
        for one in problems(tmp_path, ("minister", LAW), ("organ", CITY), ("dyrektor", SCHOOL + order))
        if one.code == "P045"
    ]
    assert hint in found.hint


def test_two_bases_that_disagree_above_the_file(tmp_path: Path) -> None:
    for name, days in (("jeden", 3), ("dwa", 5)):
        text = f"paragraf: 1\nprawo: P\nwydaje: organ prowadzący\nlimity: {{szkoły: {days}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    for issuer, words in (
        ("dyrektor", "sam plik nie może tu ustalić wartości"),
        ("organ prowadzący", "ustal wartość w"),
    ):
        (tmp_path / "s.yaml").write_text(
            f"paragraf: 1\nregulamin: S\nwydaje: {issuer}\nopiera się na: [jeden, dwa]\n", encoding="utf-8"
        )
        (found,) = [one for one in load(tmp_path / "s.yaml").diagnostics if one.code == "P044"]
        assert words in found.hint
