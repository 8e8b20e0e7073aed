"""From rows to outcomes on a small regulation: bad rows, ranking with ties and lots, one reason for every choice."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from admission.candidates import Candidates
from admission.ranking import rank
from admission.results import Allocation, Least, Result, run_allocation
from admission.results.settling import unused
from admission.scoring import score
from admission.validation import read_rows
from dsl.load import load_text
from dsl.model.regulation import Regulation
from tests.dsl.loading import regulation

SMALL = """
paragraf: 1
regulamin: Mały regulamin
wydaje: dyrektor
kandydat: {wynik: procent, opinia: tak/nie, dorosły: tak/nie, mistrz: tak/nie}
wybór: {sprawdzian: liczba od 0 do 10?}
warunki:
  pełnoletni: {wymaga: dorosły, treść: jest pełnoletni}
kryteria:
  wynik: {punkty: wynik}
  sprawdzian: {punkty: wybór.sprawdzian gdy brak 0}
kolejność:
  - {etap: mistrzowie, pierwszeństwo: mistrz}
  - {etap: suma, suma: [wynik, sprawdzian]}
  - {etap: opinia, pierwszeństwo: opinia}
oddziały:
  A: {miejsca: 2}
  B: {miejsca: 1}
"""


def small() -> Regulation:
    regulation = load_text(SMALL, Path("maly.yaml")).regulation
    assert regulation is not None
    return regulation


def read(*rows: dict[str, Any] | str) -> Candidates:
    lines = [(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)).encode() for row in rows]
    return read_rows(lines, "kandydaci.jsonl", small())


def adult(name: str, points: int, *wishes: Any, **facts: Any) -> dict[str, Any]:
    return {"id": name, "wynik": points, "dorosły": True, "wybory": list(wishes) or ["A"], **facts}


def allocated(*rows: dict[str, Any]) -> Allocation:
    candidates = read(*rows)
    assert not candidates.problems.has_errors
    return run_allocation(small(), score(small(), candidates.good))


def outcomes(allocation: Allocation) -> dict[str, list[str]]:
    return {one.candidate.id: [choice.outcome.value for choice in one.choices] for one in allocation.candidates}


def test_each_bad_row_is_told_by_its_line_and_field_and_the_good_ones_go_on() -> None:
    found = read(
        adult("dobry", 10),
        {"id": "zły", "wynik": 101},
        "{",
        {"wynik": 1},
        {"id": "12345678901"},
        adult("dobry", 20),
        adult("gdzie", 5, "Z"),
        adult("dwa", 5, "A", "A"),
        adult("literówka", 5, opnia=True),
        adult("obce", 5, kolor_oczu="piwne"),
        '{"id": "powtórka", "wynik": 1, "wynik": 2}',
        '{"id": "n", "wynik": NaN}',
        "[1]",
    )
    assert [one.id for one in found.good] == ["dobry", "obce"]
    told = {(one.location.line, one.code) for one in found.problems.sorted() if one.location}
    assert told == {
        (2, "K002"),
        (3, "K001"),
        (4, "K001"),
        (5, "K001"),
        (6, "K001"),
        (7, "K002"),
        (8, "K002"),
        (9, "K002"),
        (10, "K003"),
        (11, "K001"),
        (12, "K001"),
        (13, "K001"),
    }
    assert found.rows == 13


def test_no_personal_data_in_messages() -> None:
    secret = "Tajemnicka"
    found = read({"id": "x", "tożsamość": {"nazwisko": secret, "pesel": "44051401458"}, "wynik": "dużo"})
    text = " ".join(f"{one.message} {one.hint}" for one in found.problems)
    assert text
    assert secret not in text
    assert "44051401458" not in text
    assert secret not in repr(found.good)


def test_identity_never_reaches_a_formula() -> None:
    found = read(adult("x", 5, tożsamość={"nazwisko": "Nikt"}))
    assert set(found.good[0].facts) == {"wynik", "dorosły"}


def test_pair_facts_and_places_come_from_the_choices() -> None:
    found = read(adult("x", 5, "B", {"oddział": "A", "sprawdzian": 7}))
    assert [(one.branch, one.pair) for one in found.good[0].choices] == [
        ("B", {"pozycja": 1, "pozycja_szkoły": 1}),
        ("A", {"pozycja": 2, "pozycja_szkoły": 1, "sprawdzian": 7}),
    ]


def test_without_wishes_every_branch_is_chosen() -> None:
    assert [one.branch for one in read({"id": "x"}).good[0].choices] == ["A", "B"]


def test_stages_decide_one_after_another() -> None:
    rows = [adult("a", 50), adult("b", 50, opinia=True), adult("c", 60), adult("m", 1, mistrz=True)]
    ranking = rank(small().branches["A"], score(small(), read(*rows).good))
    assert [(place.number, [one.candidate.id for one in place.members]) for place in ranking.places] == [
        (1, ["m"]),
        (2, ["c"]),
        (3, ["b"]),
        (4, ["a"]),
    ]


def test_equal_candidates_share_a_place_until_all_have_a_lot() -> None:
    def places(*lots: int | None) -> list[list[str]]:
        rows = [
            adult(name, 50, {"oddział": "A", **({"los": lot} if lot else {})})
            for name, lot in zip("abc", lots, strict=True)
        ]
        ranking = rank(small().branches["A"], score(small(), read(*rows).good))
        return [[one.candidate.id for one in place.members] for place in ranking.places]

    assert places(None, None, None) == [["a", "b", "c"]]
    assert places(3, 1, None) == [["a", "b", "c"]]
    assert places(3, 1, 2) == [["b"], ["c"], ["a"]]
    assert places(2, 1, 2) == [["b"], ["a", "c"]]


def test_one_outcome_and_one_reason_for_every_choice() -> None:
    allocation = allocated(
        adult("najlepszy", 90, "A", "B"),
        adult("drugi", 80, "A", "B"),
        adult("trzeci", 70, "A", "B"),
        adult("ostatni", 10, "A", "B"),
        {"id": "młody", "wynik": 100, "wybory": ["A"]},
        {"id": "bez wyniku", "dorosły": True, "wybory": ["A"]},
    )
    assert outcomes(allocation) == {
        "najlepszy": ["przyjęty", "przyjęty_wyżej"],
        "drugi": ["przyjęty", "przyjęty_wyżej"],
        "trzeci": ["poniżej_progu", "przyjęty"],
        "ostatni": ["poniżej_progu", "poniżej_progu"],
        "młody": ["nie_spełnia_warunku"],
        "bez wyniku": ["niekompletny"],
    }
    reasons = {one.candidate.id: one.choices[0].reason for one in allocation.candidates}
    assert "70 punktów" in reasons["trzeci"]
    assert "80 punktów" in reasons["trzeci"]
    assert reasons["młody"] == "nie spełnia warunku: jest pełnoletni"
    assert reasons["bez wyniku"] == "brakuje danych: wynik"


def test_a_tie_at_the_margin_is_reported_and_never_broken() -> None:
    rows = [adult("a", 90), adult("b", 50, "A", "B"), adult("c", 50, "A", "B")]
    allocation = allocated(*rows)
    assert outcomes(allocation)["a"] == ["przyjęty"]
    assert outcomes(allocation)["b"][0] == Result.UNRESOLVED_TIE.value
    assert outcomes(allocation)["c"][0] == Result.UNRESOLVED_TIE.value
    (tie,) = allocation.branches["A"].ties
    assert (tie.candidates, tie.seats) == (("b", "c"), 1)
    assert outcomes(allocated(*reversed(rows))) == outcomes(allocation)


def test_below_a_tie_that_takes_all_the_seats() -> None:
    allocation = allocated(*(adult(name, 50, "B") for name in "ab"), adult("niżej", 10, "B"))
    assert allocation.branches["B"].ties
    assert "między którymi jest nierozstrzygnięty remis" in allocation.candidates[2].choices[0].reason


def test_many_candidates_below_a_tie_take_work_in_proportion() -> None:
    """Looking through everybody for each of them, four times as many would take sixteen times as much."""

    def steps(number: int) -> int:
        scored = list(score(small(), read(*(adult(f"k{one}", one % 50) for one in range(number))).good))
        return lines_run(lambda: list(run_allocation(small(), scored).candidates))

    assert steps(2_000) < 5 * steps(500)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python it takes, those of loops as often as they are run."""
    count = 0

    def watch(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_a_lot_in_the_data_settles_the_tie() -> None:
    rows = [
        adult("a", 90),
        adult("b", 50, {"oddział": "A", "los": 2}, "B"),
        adult("c", 50, {"oddział": "A", "los": 1}, "B"),
    ]
    found = outcomes(allocated(*rows))
    assert found["c"] == ["przyjęty", "przyjęty_wyżej"]
    assert found["b"] == ["poniżej_progu", "przyjęty"]


def test_the_minimum_is_what_was_enough_without_a_priority() -> None:
    allocation = allocated(adult("m", 1, mistrz=True), adult("a", 90), adult("b", 80))
    assert allocation.branches["A"].minimum == 90


def reason_of(allocation: Allocation, name: str, place: int = 0) -> str:
    return next(one for one in allocation.candidates if one.candidate.id == name).choices[place].reason


def test_a_reason_names_the_priority_that_decided() -> None:
    allocation = allocated(adult("m", 1, mistrz=True), adult("a", 90), adult("b", 80))
    assert reason_of(allocation, "m") == "przyjęto z pierwszeństwem: mistrzowie; 1 punkt"
    assert reason_of(allocation, "a") == "przyjęto z wynikiem 90 punktów"
    expected = "za mało punktów: 80 punktów, a ostatnia osoba przyjęta na podstawie punktów ma 90 punktów"
    assert reason_of(allocation, "b") == expected
    assert allocation.branches["A"].by_priority == {"mistrzowie": 1}


def test_a_branch_filled_by_priority_has_no_minimum() -> None:
    allocation = allocated(adult("m", 1, mistrz=True), adult("n", 2, mistrz=True), adult("a", 90))
    assert allocation.branches["A"].minimum is None
    assert allocation.branches["A"].by_priority == {"mistrzowie": 2}
    assert reason_of(allocation, "a") == "miejsca zajęli kandydaci z pierwszeństwem: mistrzowie"


def test_among_those_with_a_priority_the_points_decide_when_there_are_too_many() -> None:
    allocation = allocated(*(adult(name, number, mistrz=True) for number, name in enumerate("abc", start=1)))
    assert allocation.branches["A"].minimum == 2
    assert allocation.branches["A"].by_priority == {}
    assert reason_of(allocation, "c") == "przyjęto z wynikiem 3 punkty"
    assert reason_of(allocation, "a").startswith("za mało punktów: 1 punkt, ")


def test_where_not_all_with_a_priority_fit_points_decide_among_them() -> None:
    """Whoever has no priority was not asked for points, however many the last one admitted has."""
    masters = [adult(name, number, mistrz=True) for number, name in enumerate("abc", start=1)]
    allocation = allocated(*masters, adult("z", 90))
    assert allocation.branches["A"].least == Least(2, "mistrzowie")
    assert allocation.branches["A"].by_priority == {"mistrzowie": 2}
    assert reason_of(allocation, "c") == "przyjęto z wynikiem 3 punkty wśród kandydatów z pierwszeństwem: mistrzowie"
    assert reason_of(allocation, "z") == "miejsca zajęli kandydaci z pierwszeństwem: mistrzowie"
    told = "za mało punktów: 1 punkt, a ostatnia osoba przyjęta z tym samym pierwszeństwem ma 2 punkty"
    assert reason_of(allocation, "a") == told


def test_where_everybody_fits_no_priority_decided() -> None:
    allocation = allocated(adult("m", 1, mistrz=True), adult("a", 90))
    assert reason_of(allocation, "m") == "przyjęto z wynikiem 1 punkt"
    assert (allocation.branches["A"].minimum, allocation.branches["A"].by_priority) == (1, {})


def test_who_is_below_a_tie_is_told_its_points() -> None:
    allocation = allocated(adult("a", 90), adult("b", 50), adult("c", 50), adult("d", 40), adult("e", 50, opinia=True))
    told = "za mało punktów: 40 punktów, a kandydaci, między którymi jest nierozstrzygnięty remis, mają 50 punktów"
    assert reason_of(allocated(adult("a", 90), adult("b", 50), adult("c", 50), adult("d", 40)), "d") == told
    assert reason_of(allocation, "b") == "przy równych punktach rozstrzygnął etap „opinia”"


TWO_PRIORITIES = """
    kandydat: {wynik: liczba, mieszkaniec: tak/nie, obowiązek: tak/nie}
    kryteria: {wynik: wynik}
    kolejność:
      - {etap: mieszkańcy, pierwszeństwo: mieszkaniec}
      - {etap: obowiązek, pierwszeństwo: obowiązek}
      - {etap: punkty, suma: [wynik]}
    oddziały: {A: {miejsca: 3}}
"""


def two_priorities(*people: tuple[str, int, str]) -> Allocation:
    found = regulation(TWO_PRIORITIES)
    rows = [
        {"id": name, "wynik": points, "mieszkaniec": "m" in has, "obowiązek": "o" in has, "wybory": ["A"]}
        for name, points, has in people
    ]
    candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
    assert not candidates.problems.has_errors
    return run_allocation(found, score(found, candidates.good))


def test_of_two_priorities_the_one_that_divides_is_named() -> None:
    """All who have seats are residents, and so are those who have none: what divides them is the duty, or points."""
    duty = two_priorities(("a", 0, "mo"), ("b", 2, "mo"), ("c", 1, "mo"), ("d", 50, "m"), ("e", 90, ""))
    assert duty.branches["A"].by_priority == {"obowiązek": 3}
    assert duty.branches["A"].least == Least(None)
    assert reason_of(duty, "a") == "przyjęto z pierwszeństwem: obowiązek; 0 punktów"
    assert reason_of(duty, "d") == "miejsca zajęli kandydaci z pierwszeństwem: obowiązek"
    assert reason_of(duty, "e") == "miejsca zajęli kandydaci z pierwszeństwem: mieszkańcy"
    points = two_priorities(("a", 0, "mo"), ("b", 5, "m"), ("c", 7, "m"), ("d", 4, "m"), ("e", 90, ""))
    assert points.branches["A"].by_priority == {"obowiązek": 1, "mieszkańcy": 2}
    assert points.branches["A"].least == Least(5, "mieszkańcy")
    assert reason_of(points, "b") == "przyjęto z wynikiem 5 punktów wśród kandydatów z pierwszeństwem: mieszkańcy"
    told = "za mało punktów: 4 punkty, a ostatnia osoba przyjęta z tym samym pierwszeństwem ma 5 punktów"
    assert reason_of(points, "d") == told


def test_a_later_stage_and_a_lot_are_named_by_both_sides() -> None:
    allocation = allocated(adult("a", 90), adult("b", 50, opinia=True), adult("c", 50))
    assert reason_of(allocation, "b") == (
        "przyjęto z wynikiem 50 punktów; przy równych punktach rozstrzygnął etap „opinia”"
    )
    assert reason_of(allocation, "c") == "przy równych punktach rozstrzygnął etap „opinia”"
    rows = [adult("a", 90), *(adult(name, 50, {"oddział": "A", "los": lot}) for lot, name in enumerate("bc", 1))]
    drawn = allocated(*rows)
    lot = "przy równych wynikach rozstrzygnęło losowanie"
    assert reason_of(drawn, "b") == f"przyjęto z wynikiem 50 punktów; {lot}"
    assert reason_of(drawn, "c") == lot


STAGED = """
paragraf: 1
regulamin: Etapy
wydaje: dyrektor
kandydat: {pierwsze: procent, drugie: procent, rodzeństwo: liczba od 0 do 9}
kryteria: {ustawowe: {punkty: pierwsze}, gminne: {punkty: drugie}}
kolejność:
  - {etap: rodzeństwo, malejąco: rodzeństwo}
  - {etap: ustawowe, suma: [ustawowe]}
  - {etap: gminne, suma: [gminne]}
oddziały: {A: {miejsca: 1}}
"""


def test_points_of_a_stage_and_a_number_before_the_points() -> None:
    regulation = load_text(STAGED, Path("etapy.yaml")).regulation
    assert regulation is not None

    def run(*people: tuple[str, int, int, int]) -> Allocation:
        keys = ("id", "pierwsze", "drugie", "rodzeństwo")
        lines = [json.dumps(dict(zip(keys, one, strict=True)), ensure_ascii=False).encode() for one in people]
        return run_allocation(regulation, score(regulation, read_rows(lines, "k.jsonl", regulation).good))

    first = run(("a", 60, 0, 1), ("b", 40, 90, 1))
    assert reason_of(first, "b") == "za mało punktów (ustawowe): 40 punktów, a ostatnia przyjęta osoba ma 60 punktów"
    assert reason_of(first, "a") == "przyjęto z wynikiem 60 punktów"
    assert first.branches["A"].minimum == 60
    second = run(("a", 60, 10, 1), ("b", 60, 5, 1))
    assert reason_of(second, "b") == (
        "przy równej liczbie punktów w etapie „ustawowe” za mało punktów (gminne): 5 punktów, "
        "a ostatnia przyjęta osoba ma 10 punktów"
    )
    third = run(("a", 1, 1, 2), ("b", 90, 90, 1))
    assert reason_of(third, "b") == "rozstrzygnął etap „rodzeństwo”"
    assert reason_of(third, "a") == "przyjęto z wynikiem 2 punkty; rozstrzygnął etap „rodzeństwo”"


BEYOND = """
kandydat: {wynik: liczba, laureat: tak/nie}
kryteria: {wynik: wynik}
rodzaje oddziałów:
  zwykły: {kolejność: [{etap: laureaci, pierwszeństwo: laureat, ponad limit: tak}, {etap: punkty, suma: [wynik]}]}
  inny: {kolejność: [{etap: punkty, suma: [wynik]}]}
oddziały: {A: {rodzaj: zwykły, miejsca: 1}, B: {rodzaj: inny, miejsca: 1}}
"""


def beyond(*people: tuple[str, int, bool, str]) -> Allocation:
    found = regulation(BEYOND)
    rows = [
        {"id": name, "wynik": points, "laureat": laureate, "wybory": list(wishes)}
        for name, points, laureate, wishes in people
    ]
    candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
    assert not candidates.problems.has_errors
    return run_allocation(found, score(found, candidates.good))


def test_who_lost_to_those_admitted_beyond_the_limit_is_told_the_stage() -> None:
    allocation = beyond(("l", 1, True, "A"), ("m", 2, True, "A"), ("n", 90, False, "A"))
    assert [one.admitted for one in allocation.candidates] == ["A", "A", None]
    assert reason_of(allocation, "n") == "miejsca zajęli kandydaci z pierwszeństwem: laureaci"
    assert reason_of(allocation, "l") == "przyjęto z pierwszeństwem: laureaci; 1 punkt"


def test_a_place_beyond_the_limit_is_not_put_down_to_points() -> None:
    """`m` waits for the tie in B and may come to A, where no laureate takes a seat from another."""
    allocation = beyond(("l", 9, True, "A"), ("m", 5, True, "BA"), ("n", 5, False, "B"))
    assert [one.admitted for one in allocation.candidates] == ["A", None, None]
    assert reason_of(allocation, "l") == "przyjęto z pierwszeństwem: laureaci; 9 punktów"
    assert allocation.branches["A"].by_priority == {"laureaci": 1}


# -- pools of seats, branches not opened ------------------------------------------------------------------------------

POOLED = """
    kandydat: {wynik: liczba, stypendysta: tak/nie, sąsiad: tak/nie}
    kryteria: {wynik: wynik}
    kolejność: [{etap: punkty, suma: [wynik]}]
    oddziały:
      A:
        miejsca:
          pule:
            stypendyści: {ile: 2, dla: stypendysta, wolne przechodzą do: pozostali}
            sąsiedzi: {ile: 1, dla: sąsiad}
            pozostali: {ile: 1, dla: nie sąsiad}
      B: {miejsca: 5}
"""


def pooled(*rows: dict[str, Any]) -> Allocation:
    found = regulation(POOLED)
    candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
    assert not candidates.problems.has_errors
    return run_allocation(found, score(found, candidates.good))


def test_unused_seats_of_a_pool_flow_on() -> None:
    allocation = pooled(
        {"id": "s", "wynik": 10, "stypendysta": True, "wybory": ["A"]},
        {"id": "p", "wynik": 90, "wybory": ["A"]},
        {"id": "q", "wynik": 80, "wybory": ["A"]},
        {"id": "r", "wynik": 70, "wybory": ["A", "B"]},
    )
    got = {one.candidate.id: (one.admitted, one.pool) for one in allocation.candidates}
    assert got == {"s": ("A", "stypendyści"), "p": ("A", "pozostali"), "q": ("A", "pozostali"), "r": ("B", None)}
    first, _, rest = allocation.branches["A"].pools
    assert (first.result.passed_on, rest.result.received) == (1, 1)
    assert (first.minimum, rest.minimum, allocation.branches["A"].minimum) == (10, 80, 10)
    reason = allocation.candidates[3].choices[0].reason
    assert reason == "za mało punktów: 70 punktów, a ostatnia przyjęta osoba (pula: pozostali) ma 80 punktów"


def test_a_candidate_of_two_pools_takes_the_first_that_has_a_seat() -> None:
    rows = [{"id": f"s{n}", "wynik": 50 + n, "stypendysta": True, "wybory": ["A"]} for n in range(4)]
    allocation = pooled(*rows)
    got = {one.candidate.id: one.pool for one in allocation.candidates}
    assert got == {"s3": "stypendyści", "s2": "stypendyści", "s1": "pozostali", "s0": None}
    assert "(pula: pozostali)" in allocation.candidates[1].choices[0].reason


def test_who_belongs_to_no_pool_is_told_so() -> None:
    only = POOLED.replace(", dla: nie sąsiad", ", dla: sąsiad i stypendysta")
    found = regulation(only)
    candidates = read_rows([json.dumps({"id": "k", "wynik": 5, "wybory": ["A"]}).encode()], "k.jsonl", found)
    (one,) = run_allocation(found, score(found, candidates.good)).candidates
    assert one.choices[0].outcome is Result.CONDITION_NOT_MET
    assert one.choices[0].reason.startswith("wszystkie miejsca są w pulach, do których kandydat nie należy")


def test_ties_in_two_pools_are_both_reported() -> None:
    rows = [{"id": f"p{n}", "wynik": 50, "wybory": ["A"]} for n in range(2)]
    rows += [{"id": f"n{n}", "wynik": 40, "sąsiad": True, "wybory": ["A"]} for n in range(2)]
    rows += [{"id": f"s{n}", "wynik": 30, "stypendysta": True, "wybory": ["A"]} for n in range(3)]
    allocation = pooled(*rows)
    assert [(tie.pool, tie.candidates, tie.seats) for tie in allocation.branches["A"].ties] == [
        ("stypendyści", ("s0", "s1", "s2"), 2),
        ("sąsiedzi", ("n0", "n1"), 1),
        ("pozostali", ("p0", "p1"), 1),
    ]


def test_equal_people_who_all_have_seats_are_told_no_pool_and_no_tie() -> None:
    """Two of the three sit in the scholars' pool and one in the last, whoever it is: the last seat is taken."""
    rows = [{"id": f"s{n}", "wynik": 50, "stypendysta": True, "wybory": ["A"]} for n in range(3)]
    allocation = pooled(*rows, {"id": "p", "wynik": 40, "wybory": ["A"]})
    assert [(one.admitted, one.pool) for one in allocation.candidates] == [("A", None)] * 3 + [(None, None)]
    assert {reason_of(allocation, f"s{n}") for n in range(3)} == {"przyjęto z wynikiem 50 punktów"}
    assert reason_of(allocation, "p").startswith("za mało punktów: 40 punktów, a ostatnia przyjęta osoba ma 50")
    branch = allocation.branches["A"]
    assert (branch.ties, branch.least.points) == ((), 50)
    assert [(one.result.admitted, one.minimum) for one in branch.pools] == [(2, 50), (0, None), (1, 50)]


def test_an_order_of_people_with_seats_that_decides_about_others_is_not_called_useless() -> None:
    """s1 may sit in either of the later pools and s2 in the last only: who of them falls pushes out m or o."""
    pools = "pierwsza: {ile: 1, dla: a}, druga: {ile: 1, dla: b}, trzecia: {ile: 1, dla: c}"
    found = regulation(
        f"""
    kandydat: {{wynik: liczba, a: tak/nie, b: tak/nie, c: tak/nie}}
    kryteria: {{wynik: wynik}}
    kolejność: [{{etap: punkty, suma: [wynik]}}, {{etap: los, losowanie: tak}}]
    oddziały: {{A: {{miejsca: {{pule: {{{pools}}}}}}}}}
"""
    )

    def given(*lots: int) -> Allocation:
        people = {"s1": (90, "ab"), "s2": (90, "ac"), "m": (80, "b"), "o": (60, "c")}
        rows = [
            {"id": name, "wynik": points, **dict.fromkeys(own, True), "wybory": [{"oddział": "A"}]}
            for name, (points, own) in people.items()
        ]
        for row, lot in zip(rows, lots, strict=False):
            row["wybory"] = [{"oddział": "A", "los": lot}]
        candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
        assert not candidates.problems.has_errors
        return run_allocation(found, score(found, candidates.good))

    waiting, settled = given(), given(1, 2)
    assert [one.admitted for one in waiting.candidates] == ["A", "A", None, None]
    assert [(tie.candidates, tie.pool) for tie in waiting.branches["A"].ties] == [(("s1", "s2"), "pierwsza")]
    assert [one.admitted for one in settled.candidates] == ["A", "A", "A", None]
    assert list(unused(settled)) == []


def test_data_missing_for_a_pool_leave_the_choice_open() -> None:
    text = POOLED.replace("sąsiad: tak/nie", "ulica: liczba").replace("dla: nie sąsiad", "dla: ulica > 3")
    found = regulation(text.replace("dla: sąsiad", "dla: ulica > 5"))
    candidates = read_rows([json.dumps({"id": "k", "wynik": 5, "wybory": ["A"]}).encode()], "k.jsonl", found)
    (one,) = run_allocation(found, score(found, candidates.good)).candidates
    assert (one.choices[0].outcome, one.choices[0].reason) == (Result.INCOMPLETE, "brakuje danych: ulica")


def test_how_many_there_may_be_counts_those_who_wait_for_a_tie_elsewhere() -> None:
    rows = [adult("a", 50, "B", "A"), adult("b", 50, "B", "A"), adult("c", 10, "A"), adult("d", 9, "A")]
    allocation = allocated(*rows)
    found = {code: (one.admitted, one.most) for code, one in allocation.branches.items()}
    assert found == {"A": (0, 4), "B": (0, 2)}
    assert all(one.admitted <= one.most for one in allocation.branches.values())
