"""Plain data -> values by the declared facts: nothing is guessed, every problem is named by its field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostics
from dsl.model.types import (
    DATE,
    MOMENT,
    PERCENT,
    TEXT,
    TRUTH,
    WHOLE,
    CollectionType,
    Fact,
    MapType,
    Notion,
    NotionType,
    NumberType,
    RecordType,
    Type,
)
from dsl.rows import LONGEST_LIST, LONGEST_TEXT
from dsl.source.nodes import Mapping, Scalar, Sequence
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml
from dsl.values import MOST_PROBLEMS, locate, plain, read_facts, read_value

SUBJECT = Notion("przedmiot", {"język_polski": "języka polskiego", "fizyka": "fizyki", "chemia": "chemii"})
GRADE = Notion("stopień", {"celujący": "celujący", "dobry": "dobry"}, {"celujący": 6, "dobry": 4})
NUMBER = NumberType()
CONTESTS = CollectionType(
    RecordType("zawody", (Fact("nazwa", TEXT), Fact("przedmiot", NotionType(SUBJECT)), Fact("miejsce", WHOLE))), False
)

KINDS: list[Type] = [NUMBER, PERCENT, TRUTH, TEXT, DATE, NotionType(GRADE)]


def value(raw: Any, type_: Type) -> Any:
    found, problems = read_value(raw, type_)
    assert problems == ()
    return found


def complaint(raw: Any, type_: Type) -> str:
    found, problems = read_value(raw, type_)
    assert found is None
    (problem,) = problems
    assert problem.path == ()
    return f"{problem.message} {problem.hint}".strip()


# -- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (7, 7),
        ("7", 7),
        (" 7 ", 7),
        ("007", 7),
        ("-3", -3),
        ("26,25", Fraction(105, 4)),
        ("-0,5", Fraction(-1, 2)),
        ("2,50", Fraction(5, 2)),
        ("3,0", 3),
        (0.35, Fraction(7, 20)),
        (0.1, Fraction(1, 10)),
        (3.0, 3),
        (Decimal("26.250"), Fraction(105, 4)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Fraction(6, 3), 2),
        ("1" * 39, int("1" * 39)),
        (10**39, 10**39),
        (Decimal("1E+39"), 10**39),
    ],
)
def test_numbers_are_exact(raw: Any, expected: Fraction) -> None:
    found = value(raw, NUMBER)
    assert found == expected
    assert isinstance(found, int) == (expected == int(expected))


@pytest.mark.parametrize(
    "raw",
    [
        "26.25", "1e3", "12 500", "1_000", "+5", "--5", "5-", ",5", "5,", "1,2,3", "7/3", "٣", "²", "VII", "dwa", "%",
        "-", "nan", "inf", float("nan"), float("inf"), "9" * 41, True, False, [1], {"a": 1},
    ],
)  # fmt: skip
def test_what_is_no_number(raw: Any) -> None:
    assert complaint(raw, NUMBER).startswith("To nie jest liczba")


@pytest.mark.parametrize(
    "raw",
    [
        10**40, -(10**40), 10**4299, 1e300, Decimal("1E+40"), Decimal("1E-40"), Decimal("1E+400000"),
        Decimal("1E-400000"), Decimal("1." + "1" * 80_000), Decimal("NaN"),
    ],
)  # fmt: skip
def test_a_number_too_long_to_count_with(raw: Any) -> None:
    said = complaint(raw, NUMBER)
    assert said.startswith("Liczba jest zbyt długa.") or isinstance(raw, float)
    assert len(said) < 200


def test_a_huge_text_is_not_repeated() -> None:
    assert len(complaint("9" * 100_000, NUMBER)) < 200


@pytest.mark.parametrize(("raw", "expected"), [("75%", 75), ("75 %", 75), (75, 75), ("0", 0), (100, 100), (75.0, 75)])
def test_percents(raw: Any, expected: int) -> None:
    assert value(raw, PERCENT) == expected


@pytest.mark.parametrize("raw", [101, -1, "101%", "100000000000000000000000"])
def test_percents_out_of_range(raw: Any) -> None:
    assert "poza zakresem" in complaint(raw, PERCENT)
    assert "od 0 do 100" in complaint(raw, PERCENT)


def test_a_percent_as_a_fraction_is_explained() -> None:
    assert (
        complaint(0.75, PERCENT)
        == "Liczba 0,75 nie jest całkowita. Procent podaje się jako liczbę całkowitą od 0 do 100. "
        "Jeżeli to 75%, wpisz 75."
    )
    assert "nie jest całkowita" in complaint("74,5", PERCENT)
    assert "nie jest całkowita" in complaint("74.5", PERCENT)
    assert complaint("75.0", PERCENT).startswith("Liczba jest zapisana z kropką: „75.0”.")


def test_bounds_are_inclusive() -> None:
    narrow = NumberType(low=Fraction(1, 2), high=Fraction(5, 2))
    assert value("0,5", narrow) == Fraction(1, 2)
    assert value("2,5", narrow) == Fraction(5, 2)
    assert "od 0,5 do 2,5" in complaint("0,49", narrow)
    assert "poza zakresem" in complaint("2,51", narrow)


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4))
def test_a_fraction_given_as_such_stays_itself(number: Fraction) -> None:
    assert value(number, NUMBER) == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_text_and_decimal_say_the_same(number: Decimal) -> None:
    assert value(format(number, "f").replace(".", ","), NUMBER) == value(number, NUMBER) == Fraction(number)


# -- truths, texts, dates ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (True, True),
        (False, False),
        ("tak", True),
        ("NIE", False),
        (" Tak ", True),
        ("t", True),
        (1, True),
        ("0", False),
    ],
)
def test_truths(raw: Any, expected: bool) -> None:
    assert value(raw, TRUTH) is expected


@pytest.mark.parametrize("raw", ["może", "x", "taak", 2, -1, 1.0, [], {}, ["tak"]])
def test_what_is_neither_yes_nor_no(raw: Any) -> None:
    assert "Wpisz „tak” albo „nie”" in complaint(raw, TRUTH)


@pytest.mark.parametrize(
    ("raw", "expected"), [(" a  b\tc\n", "a b c"), ("żółć", "żółć"), (5, "5"), ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT)]
)
def test_texts(raw: Any, expected: str) -> None:
    assert value(raw, TEXT) == expected


@pytest.mark.parametrize("raw", [True, [], {}, ["a"]])
def test_what_is_no_text(raw: Any) -> None:
    assert complaint(raw, TEXT) == "Tu powinien być tekst. Wpisz tekst w cudzysłowie."


def test_a_text_too_long_is_not_quoted() -> None:
    said = complaint("x" * (LONGEST_TEXT + 1), TEXT)
    assert str(LONGEST_TEXT) in said
    assert "xx" not in said


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("2025-09-01", date(2025, 9, 1)), (" 2024-02-29 ", date(2024, 2, 29)), ("9999-12-31", date.max)],
)
def test_dates(raw: str, expected: date) -> None:
    assert value(raw, DATE) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "20250901", "2025-W36-1", "2025-9-1", "01.09.2025", "2025-02-29", "2025-13-01", "0000-01-01",
        "٢٠٢٥-٠٩-٠١", "jutro", 20250901, True, [2025, 9, 1],
    ],
)  # fmt: skip
def test_loose_or_impossible_dates(raw: Any) -> None:
    assert "rok-miesiąc-dzień" in complaint(raw, DATE)


def test_a_date_with_an_hour_is_told_as_the_date_alone() -> None:
    assert "zostaw 2025-09-01" in complaint("2025-09-01T00:00", DATE)


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert value(day.isoformat(), DATE) == day


# -- names from notions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["język_polski", "język polski", "Język  Polski", "JĘZYK_POLSKI", "je\u0328zyk polski"])
def test_members_by_any_spelling_of_the_name(raw: str) -> None:
    assert value(raw, NotionType(SUBJECT)) == "język_polski"


@pytest.mark.parametrize("raw", [6, "6", 6.0, "celujący", "Celujący"])
def test_members_with_numbers(raw: Any) -> None:
    assert value(raw, NotionType(GRADE)) == "celujący"


def test_an_unknown_member_names_the_nearest() -> None:
    assert "Czy chodziło o „fizyka”" in complaint("fizyk", NotionType(SUBJECT))
    assert "Może być: celujący, dobry" in complaint(5, NotionType(GRADE))


@pytest.mark.parametrize("raw", [3, True, "3", [], {"fizyka": 1}])
def test_what_is_no_member(raw: Any) -> None:
    assert "nie należy do pojęcia" in complaint(raw, NotionType(SUBJECT))


# -- not given --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("type_", [NUMBER, TRUTH, TEXT, DATE, NotionType(SUBJECT), MapType(SUBJECT, PERCENT, False)])
@pytest.mark.parametrize("raw", [None, "", "  "])
def test_empty_is_not_given(raw: Any, type_: Type) -> None:
    assert value(raw, type_) is None


# -- many values ------------------------------------------------------------------------------------------------------


def test_sets() -> None:
    subjects = CollectionType(NotionType(SUBJECT), True)
    assert value(["fizyka", "Fizyka", "chemia"], subjects) == frozenset({"fizyka", "chemia"})
    assert value("fizyka", subjects) == frozenset({"fizyka"})
    assert value([], subjects) == frozenset()


def test_each_bad_element_of_a_set_is_named() -> None:
    found, problems = read_value(["fizyka", "x", "chemia", "y"], CollectionType(NotionType(SUBJECT), True))
    assert found == frozenset({"fizyka", "chemia"})
    assert [one.path for one in problems] == [(1,), (3,)]
    assert [one.dotted for one in problems] == ["2", "4"]


def test_a_value_for_each_member() -> None:
    results = MapType(SUBJECT, PERCENT, False)
    assert value({"język polski": "75%", "fizyka": 50, "chemia": None}, results) == {"język_polski": 75, "fizyka": 50}


def test_a_bad_value_for_a_member_leaves_the_others() -> None:
    found, problems = read_value({"fizyka": 120, "chemia": 5, "zoologia": 1}, MapType(SUBJECT, PERCENT, False))
    assert found == {"chemia": 5}
    assert [one.dotted for one in problems] == ["fizyka", "zoologia"]


@pytest.mark.parametrize("raw", ["75", 75, [75, 50]])
def test_one_value_where_each_member_has_its_own(raw: Any) -> None:
    assert "przedmiot" in complaint(raw, MapType(SUBJECT, PERCENT, False))


def test_one_name_spelt_in_two_ways_is_told() -> None:
    found, problems = read_value({"fizyka": 1, "Fizyka": 2}, MapType(SUBJECT, PERCENT, False))
    assert found == {"fizyka": 1}
    assert [(one.dotted, "dwa razy" in one.message) for one in problems] == [("Fizyka", True)]


def test_lists_of_records() -> None:
    rows = [{"nazwa": " Bieg  1 ", "miejsce": "2"}, {"przedmiot": "Fizyka"}, {}]
    assert value(rows, CONTESTS) == ({"nazwa": "Bieg 1", "miejsce": 2}, {"przedmiot": "fizyka"}, {})


def test_problems_of_a_list_lead_to_the_field() -> None:
    _, problems = read_value([{"miejsce": 1}, {"miejsce": "x", "nzwa": "a"}, "b"], CONTESTS)
    assert [one.dotted for one in problems] == ["2.miejsce", "2.nzwa", "3"]
    assert "„nazwa”" in problems[1].hint


@pytest.mark.parametrize("raw", [{"nazwa": "x"}, "x", 5])
def test_what_is_no_list(raw: Any) -> None:
    assert complaint(raw, CONTESTS).startswith("Tu powinna być lista. Wpisz pozycje w nawiasach")


@pytest.mark.parametrize(("type_", "item"), [(CONTESTS, {}), (CollectionType(NotionType(SUBJECT), True), "fizyka")])
def test_lists_too_long(type_: Type, item: Any) -> None:
    assert value([item] * LONGEST_LIST, type_) is not None
    assert str(LONGEST_LIST) in complaint([item] * (LONGEST_LIST + 1), type_)


# -- facts ------------------------------------------------------------------------------------------------------------

DECLARED = {"wynik_testu": Fact("wynik_testu", NUMBER), "opis": Fact("opis", TEXT)}


def test_facts_by_any_spelling_of_their_names() -> None:
    assert read_facts({"wynik testu": 5, "opis": "x"}, DECLARED) == ({"wynik_testu": 5, "opis": "x"}, ())


def test_a_repeated_fact_is_told_and_the_first_kept() -> None:
    facts, problems = read_facts({"wynik testu": 5, "wynik_testu": 6}, DECLARED)
    assert facts == {"wynik_testu": 5}
    assert [one.dotted for one in problems] == ["wynik_testu"]


def test_a_fact_repeated_empty_hides_nothing() -> None:
    assert read_facts({"wynik testu": None, "wynik_testu": 6}, DECLARED) == ({"wynik_testu": 6}, ())


def test_an_unknown_fact() -> None:
    facts, problems = read_facts({"wynik_tesu": 5, 7: 1}, DECLARED)
    assert facts == {}
    assert [one.message for one in problems] == ["Nieznane pole.", "Nieznane pole."]
    assert "wynik" in problems[0].hint


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.decimals(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from([*KINDS, MapType(SUBJECT, NUMBER, True), CONTESTS, CollectionType(NotionType(SUBJECT), True)]),
)
def test_any_data_is_read_or_complained_about(raw: Any, type_: Type) -> None:
    found, problems = read_value(raw, type_)
    for problem in problems:
        assert problem.message
        assert len(problem.message) < 200
    given_nothing = raw is None or (isinstance(raw, str) and not raw.strip())
    assert (found is None) <= (given_nothing or bool(problems))


# -- from YAML and back to the place ----------------------------------------------------------------------------------


def test_a_problem_is_found_in_the_file() -> None:
    text = "wynik testu: x\nzawody:\n  - {nazwa: a}\n  - nazwa: b\n    miejsce: drugie\n"
    root = read_yaml(Source("dane.yaml", text), Diagnostics())
    assert isinstance(root, Mapping)
    assert plain(root) == {"wynik testu": "x", "zawody": [{"nazwa": "a"}, {"nazwa": "b", "miejsce": "drugie"}]}
    _, problems = read_facts(plain(root), {**DECLARED, "zawody": Fact("zawody", CONTESTS)})
    assert [locate(root, one.path).span.text for one in problems] == ["x", "drugie"]


def test_a_path_that_leads_nowhere_ends_where_it_can() -> None:
    root = read_yaml(Source("dane.yaml", "a: [b, {c: d}]\n"), Diagnostics())
    assert root is not None
    assert isinstance(locate(root, ("a", 5, "c")), Sequence)
    found = locate(root, ("a", 1, "c", "e"))
    assert isinstance(found, Scalar)
    assert found.text == "d"


# -- nothing personal in a message ------------------------------------------------------------------------------------

PERSONAL = [
    "Tajemnicki-Nowak",
    "Jan Kowalski, PESEL 05210112345",
    "05210112345",
    "tel. 601-234-567",
    "601234567",
    "Jan Przykładowy",
    "jan.przykladowy@szkola.example",
    "Niezwykle_długie_jedno_słowo",
    "a\u202eb",
]


@pytest.mark.parametrize("secret", PERSONAL)
@pytest.mark.parametrize(
    "type_",
    [NUMBER, PERCENT, TRUTH, DATE, MOMENT, NotionType(SUBJECT), NotionType(GRADE), MapType(SUBJECT, NUMBER, True)],
)
def test_what_may_be_personal_is_described(secret: str, type_: Type) -> None:
    for raw in (secret, [secret], {secret: 1}, {"fizyka": secret}):
        for problem in read_value(raw, type_)[1]:
            assert secret not in f"{problem.message} {problem.hint} {problem.dotted}"


@pytest.mark.parametrize("secret", PERSONAL)
def test_an_unknown_name_that_may_be_personal_is_described(secret: str) -> None:
    for facts, declared in (({secret: 1}, DECLARED), ({"z": [{secret: 1}]}, {"z": Fact("z", CONTESTS)})):
        (problem,) = read_facts(facts, declared)[1]
        assert secret not in f"{problem.message} {problem.hint} {problem.dotted}"
        assert problem.dotted.endswith("…")


def test_a_long_number_is_not_repeated_either() -> None:
    assert complaint(5210112345, PERCENT) == "Ta liczba jest poza zakresem. Wpisz liczbę całkowitą od 0 do 100."
    assert complaint("05210112345", NotionType(GRADE)).startswith("Tekst (11 znaków) nie należy do pojęcia „stopień”.")
    assert complaint(5210112345, NotionType(GRADE)).startswith("Długa liczba nie należy do pojęcia „stopień”.")


@pytest.mark.parametrize("raw", ["fizka", "2025-13-01", "12.5", 12345, True])
def test_a_word_like_a_known_one_and_numbers_are_repeated(raw: Any) -> None:
    assert f"„{'tak' if raw is True else raw}”" in complaint(raw, NotionType(SUBJECT))


def test_of_very_many_problems_the_first_are_told() -> None:
    found, problems = read_value([{"x" * 50 + str(name): 1 for name in range(1000)}] * 1000, CONTESTS)
    assert found is None
    assert len(problems) == MOST_PROBLEMS


def test_bounds_on_one_side_are_told() -> None:
    assert complaint(0, NumberType(True, low=Fraction(1))).endswith("Wpisz liczbę całkowitą, co najmniej 1.")
    assert complaint(3, NumberType(high=Fraction(2))).endswith("Wpisz liczbę, najwyżej 2.")
