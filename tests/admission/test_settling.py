"""Orders given from outside: whom they part, what is told of those that settle nothing, and of ties that still wait."""

from __future__ import annotations

import json
from pathlib import Path

from admission.candidates import Candidate, Choice
from admission.ranking import rank
from admission.results import QUALIFIED, Allocation, run_allocation
from admission.results.settling import Unused, Why, decided, unused, unused_in_order, unused_words
from admission.scoring import score
from dsl.load import load_text
from dsl.model.regulation import Regulation, StageKind
from tests.cli.terminal import say

SCHOOL = """
paragraf: 1
regulamin: Szkoła
wydaje: dyrektor
wybór: {e: liczba, próba: tak/nie}
kryteria: {e: {punkty: wybór.e}}
warunki: {próba: {wymaga: wybór.próba, treść: zdał próbę}}
kolejność: [{etap: suma, suma: [e]}, {etap: los, losowanie: tak}, {etap: komisja, decyzja komisji: tak}]
limity: {oddziały: 3}
oddziały:
  A: {miejsca: 2}
  B: {miejsca: 1}
"""


def school(text: str = SCHOOL) -> Regulation:
    regulation = load_text(text, Path("szkola.yaml")).regulation
    assert regulation is not None
    return regulation


def person(name: str, **branches: tuple[int, dict[str, int]]) -> Candidate:
    choices = [
        Choice(code, {"e": e, "próba": e > 0, "pozycja": number, "pozycja_szkoły": number, **given})
        for number, (code, (e, given)) in enumerate(branches.items(), start=1)
    ]
    return Candidate(name, 1, tuple(choices), {})


def allocated(*people: Candidate) -> Allocation:
    return run_allocation(school(), score(school(), people))


def lot(number: int) -> dict[str, int]:
    return {"los": number}


def told(allocation: Allocation) -> list[tuple[str, Why, tuple[str, ...], tuple[str, ...]]]:
    return [(one.branch, one.why, one.candidates, one.others) for one in unused(allocation)]


def test_an_order_at_the_line_of_seats_settles_and_is_not_told() -> None:
    found = allocated(person("a", A=(9, {})), person("b", A=(5, lot(2))), person("c", A=(5, lot(1))))
    assert decided(found, "A", StageKind.LOT) == (("b", "c"),)
    assert told(found) == []


def test_people_who_are_not_equal_are_told() -> None:
    found = allocated(person("a", A=(9, {})), person("b", A=(6, lot(2))), person("c", A=(5, lot(1))))
    assert decided(found, "A", StageKind.LOT) == ()
    assert told(found) == [("A", Why.NOT_EQUAL, ("b", "c"), ())]


def test_an_order_of_a_part_of_the_equal_ones_names_the_others() -> None:
    people = [person(name, A=(5, given)) for name, given in {"a": lot(1), "b": lot(2), "c": {}}.items()]
    assert told(allocated(*people)) == [("A", Why.NOT_OF_ALL, ("a", "b"), ("c",))]


def test_equal_people_who_all_have_seats_or_all_have_none() -> None:
    seated = [person("a", A=(9, lot(1))), person("b", A=(9, lot(2)))]
    without = [person("c", A=(5, lot(1))), person("d", A=(5, lot(2)))]
    found = allocated(*seated, *without)
    assert decided(found, "A", StageKind.LOT) == (("a", "b"), ("c", "d"))
    assert told(found) == [("A", Why.ALL_HAVE_SEATS, ("a", "b"), ()), ("A", Why.NOBODY_HAS_A_SEAT, ("c", "d"), ())]


def test_a_seat_higher_on_the_list_is_a_seat_all_the_same() -> None:
    both = [person("a", B=(9, {}), A=(5, lot(1))), person("b", B=(8, {}), A=(5, lot(2)))]
    assert told(allocated(*both)) == [("A", Why.ALL_HAVE_SEATS, ("a", "b"), ())]
    found = allocated(*both, person("c", A=(7, {})), person("d", A=(6, {})))
    assert told(found) == [("A", Why.NOBODY_HAS_A_SEAT, ("a", "b"), ())]


def test_who_is_not_in_the_order_is_told_apart() -> None:
    assert told(allocated(person("a", A=(0, lot(1))))) == [("A", Why.NOT_IN_ORDER, ("a",), ())]


def test_numbers_for_everybody_are_told_only_where_none_was_needed() -> None:
    needed = [person("a", A=(9, lot(1))), person("b", A=(5, lot(2))), person("c", A=(5, lot(3)))]
    assert told(allocated(*needed)) == []
    assert told(allocated(*needed[:2])) == [("A", Why.NOT_EQUAL, ("a", "b"), ())]


def test_an_order_of_people_who_are_not_equal_is_told_beside_one_that_settles() -> None:
    points = {"a": (9, 1), "b": (5, 1), "c": (5, 2), "d": (4, 2)}
    found = allocated(*[person(name, A=(e, lot(number))) for name, (e, number) in points.items()])
    assert decided(found, "A", StageKind.LOT) == (("b", "c"),)
    assert told(found) == [("A", Why.NOT_EQUAL, ("a", "d"), ())]


def test_a_decision_about_those_whom_a_lot_has_parted_settles_nothing() -> None:
    given = [{"los": 1, "decyzja": 2}, {"los": 2, "decyzja": 1}, {"los": 3, "decyzja": 3}]
    found = allocated(*[person(name, A=(5, both)) for name, both in zip("abc", given, strict=True)])
    assert decided(found, "A", StageKind.LOT) == (("a", "b", "c"),)
    assert decided(found, "A", StageKind.DECISION) == ()
    assert list(unused(found)) == [Unused("A", StageKind.DECISION, Why.NOT_EQUAL, ("a", "b", "c"))]


def test_one_order_of_two_groups_is_told_and_two_orders_are_not() -> None:
    """`k1` and `k2` are equal, and so are the others: one list of five looks as if it put them in one order."""
    points = {"k1": 9, "k2": 9, "k3": 5, "k4": 5, "k5": 5, "k6": 3}
    order = ["k5", "k2", "k4", "k1", "k3"]
    of_all = {name: lot(order.index(name) + 1) if name in order else {} for name in points}
    found = allocated(*[person(name, A=(points[name], of_all[name])) for name in points])
    assert [one.why for one in unused(found)] == [Why.OF_SEVERAL_GROUPS, Why.ALL_HAVE_SEATS, Why.NOBODY_HAS_A_SEAT]
    words = unused_words(next(unused(found)))
    assert words.startswith("w oddziale A wpisana kolejność (losowanie: k1, k2, k3, k4, k5) obejmuje osoby z różnymi")
    own = {"k1": lot(2), "k2": lot(1), "k3": lot(1), "k4": lot(2), "k5": lot(3), "k6": {}}
    found = allocated(*[person(name, A=(points[name], own[name])) for name in points])
    assert Why.OF_SEVERAL_GROUPS not in [one.why for one in unused(found)]


def test_a_ranking_alone_tells_who_is_not_equal_and_nothing_of_seats() -> None:
    people = [
        person("a", A=(9, lot(1))),
        person("b", A=(9, lot(2))),
        person("c", A=(5, lot(1))),
        person("d", A=(4, {})),
    ]
    ranking = rank(school().branches["A"], list(score(school(), people)))
    found = unused_in_order([ranking.branch], {"A": ranking.groups}, ranking.results)
    assert [(one.why, one.candidates) for one in found] == [(Why.NOT_EQUAL, ("c",))]


def test_the_run_tells_it(tmp_path: Path) -> None:
    file, rows = tmp_path / "szkola.yaml", tmp_path / "kandydaci.csv"
    file.write_text(SCHOOL, encoding="utf-8")
    lines = ["id;wybory.1;wybory.1.e;wybory.1.próba;wybory.1.los", "a;A;9;tak;", "b;A;6;tak;2", "c;A;5;tak;1"]
    rows.write_text("\n".join(lines), encoding="utf-8")
    said = "Uwaga: w oddziale A wpisana kolejność (losowanie: b, c) niczego nie rozstrzyga: te osoby nie mają z nikim"
    for command in (["allocate"], ["rank"], ["simulate", "--seats", "A=1"], ["allocate", "--summary"]):
        code, _, err = say(command[0], str(file), str(rows), *command[1:])
        assert code == 0
        assert err.count(said) == 1


WAITING = (
    person("a", B=(5, {}), A=(9, {})),
    person("b", B=(5, {}), A=(9, {})),
    person("c", A=(7, lot(1))),
    person("d", A=(7, lot(2))),
    person("e", A=(6, {})),
)
"""One of a and b comes down from B to A; c waits for it, d has lost to c by lot."""


def reasons(allocation: Allocation) -> dict[tuple[str, str], str]:
    return {
        (one.candidate.id, choice.scored.choice.branch): choice.reason
        for one in allocation.candidates
        for choice in one.choices
    }


def test_who_lost_by_lot_is_told_so_while_other_ties_wait() -> None:
    found = reasons(allocated(*WAITING, person("f", A=(10, {}))))
    assert found["f", "A"] == "przyjęto z wynikiem 10 punktów"
    assert found["c", "A"] == "wynik zależy od nierozstrzygniętego remisu między innymi kandydatami"
    assert found["d", "A"] == "przy równych wynikach rozstrzygnęło losowanie"
    assert found["e", "A"] == "za mało punktów: 6 punktów, a ostatnia przyjęta osoba ma 10 punktów"


def test_a_tie_whose_seats_others_may_take_says_whose() -> None:
    found = allocated(*WAITING[:2], person("f", A=(9, {})), person("c", A=(7, {})), person("d", A=(7, {})))
    assert found.branches["A"].awaited == ("B",)
    assert found.branches["B"].awaited == ()
    told = reasons(found)
    assert told["c", "A"] == (
        "remis 2 kandydatów z takim samym wynikiem najwyżej na 1 miejsce, zależnie od remisu w: B; rozstrzyga "
        "losowanie, a potem decyzja komisji"
    )
    assert told["a", "B"].startswith("remis 2 kandydatów z takim samym wynikiem na 1 miejsce; ")


def test_a_group_that_others_may_join_is_told_as_the_least() -> None:
    people = [person(name, B=(5, {}), A=(7, {})) for name in "ab"]
    found = allocated(*people, *[person(name, A=(7, {})) for name in "cde"])
    assert reasons(found)["c", "A"].startswith(
        "remis co najmniej 3 kandydatów z takim samym wynikiem na 2 miejsca, zależnie od remisu w: B; "
    )


def test_those_who_are_qualified_are_not_called_admitted() -> None:
    people = [
        person("a", A=(9, lot(2))),
        person("b", A=(9, lot(1))),
        person("c", A=(9, lot(3))),
        person("d", A=(5, {})),
    ]
    found = allocated(*people)
    qualified = [choice.reason for one in found.candidates.told(QUALIFIED) for choice in one.choices]
    assert qualified == [
        "zakwalifikowano z wynikiem 9 punktów; przy równych wynikach rozstrzygnęło losowanie",
        "zakwalifikowano z wynikiem 9 punktów; przy równych wynikach rozstrzygnęło losowanie",
        "przy równych wynikach rozstrzygnęło losowanie",
        "za mało punktów: 5 punktów, a ostatnia zakwalifikowana osoba ma 9 punktów",
    ]
    assert [one.choices[0].reason.replace("przyjęto", "zakwalifikowano") for one in found.candidates][:3] == qualified[
        :3
    ]


def test_the_run_says_where_to_begin(tmp_path: Path) -> None:
    file, rows = tmp_path / "szkola.yaml", tmp_path / "kandydaci.csv"
    file.write_text(SCHOOL, encoding="utf-8")
    heads = "id;wybory.1;wybory.1.e;wybory.1.próba;wybory.2;wybory.2.e;wybory.2.próba"
    lines = [heads, "a;B;5;tak;A;9;tak", "b;B;5;tak;A;9;tak", "f;A;9;tak;;;", "c;A;7;tak;;;", "d;A;7;tak;;;"]
    rows.write_text("\n".join(lines), encoding="utf-8")
    out = say("allocate", str(file), str(rows), "--summary").out
    assert "2 kandydatów najwyżej na 1 miejsce, zależnie od remisu w: B" in out
    assert out.endswith("Zacznij od: B. Pozostałe mogą się potem zmienić.\n")
    first = json.loads(say("allocate", str(file), str(rows), "--summary", "--format", "jsonl").out.splitlines()[0])
    assert [(one["kandydaci"], one["czeka_na"]) for one in first["remisy"]] == [(["c", "d"], ["B"])]


def _at_a(allocation: Allocation) -> dict[str, str]:
    return {
        one.candidate.id: choice.outcome.value
        for one in allocation.candidates
        for choice in one.choices
        if choice.scored.choice.branch == "A"
    }


def test_who_is_surely_admitted_higher_needs_no_lot() -> None:
    """A draw is held without them, so their equals' lots count."""
    found = allocated(
        person("a", A=(5, lot(3))),
        person("b", A=(5, lot(1))),
        person("c", A=(5, lot(2))),
        person("d", B=(7, {}), A=(5, {})),
    )
    assert _at_a(found) == {"a": "poniżej_progu", "b": "przyjęty", "c": "przyjęty", "d": "przyjęty_wyżej"}
    assert told(found) == []


def test_several_who_need_no_order_are_in_none() -> None:
    """Neither a draw nor a decision puts them anywhere: nothing of theirs is told, nor listed as settled."""
    two_at_b = school(SCHOOL.replace("B: {miejsca: 1}", "B: {miejsca: 2}"))
    drawn = [person(name, A=(5, lot(number))) for name, number in (("a", 3), ("b", 1), ("c", 2))]
    higher = [person(name, B=(7, {}), A=(5, {})) for name in "de"]
    found = run_allocation(two_at_b, score(two_at_b, [*drawn, *higher]))
    assert told(found) == []
    assert decided(found, "A", StageKind.LOT) == (("a", "b", "c"),)
    assert decided(found, "A", StageKind.DECISION) == ()


def test_who_belongs_to_no_pool_needs_no_lot() -> None:
    """The same points, and no seat of the branch is for them."""
    seats = "A: {miejsca: {pule: {starsi: {ile: 1, dla: wybór.e > 4 i wybór.starszy}}}}"
    text = SCHOOL.replace("próba: tak/nie}", "próba: tak/nie, starszy: tak/nie}").replace("A: {miejsca: 2}", seats)
    in_pool = [person(name, A=(5, {**lot(number), "starszy": True})) for name, number in (("a", 2), ("b", 1))]
    in_none = [person(name, A=(5, {"starszy": False})) for name in "cd"]
    found = run_allocation(school(text), score(school(text), [*in_pool, *in_none]))
    assert [one.admitted for one in found.candidates] == [None, "A", None, None]
    assert decided(found, "A", StageKind.LOT) == (("a", "b"),)
    assert told(found) == []


def test_who_may_still_come_needs_a_lot() -> None:
    found = allocated(
        person("a", A=(5, lot(3))),
        person("b", A=(5, lot(1))),
        person("c", A=(5, lot(2))),
        person("d", B=(7, {}), A=(5, {})),
        person("e", B=(7, {})),
    )
    assert set(_at_a(found).values()) == {"remis_nierozstrzygnięty"}
