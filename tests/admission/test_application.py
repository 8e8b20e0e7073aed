"""Who takes part by the state of the application, and what counts when only what is confirmed does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from admission.application import State, read_application
from admission.candidates import Candidates, state_of
from admission.results import run_allocation
from admission.scoring import Scored, Unproven, score
from admission.strict import Strictness
from admission.validation import read_rows
from dsl.rows import BadField
from tests.dsl.loading import regulation

RULES = regulation("""
    kandydat:
      egzamin: procent
      wolontariat: tak/nie
      zgoda: tak/nie, domyślnie tak
      starty: {lista: {punkty: liczba}}
      opinia: tak/nie
      zdrowy: tak/nie
      uwagi: tekst?
    dokumenty:
      świadectwo: {nazwa: świadectwo}
      dyplomy: {nazwa: dyplomy, gdy: liczba(starty) > 0}
      orzeczenie: {nazwa: orzeczenie, gdy: opinia}
      badanie: {nazwa: badanie}
      ankieta: {nazwa: ankieta}
    kryteria:
      egzamin: egzamin
      dodatki:
        dokument: świadectwo
        składniki:
          wolontariat: {gdy: wolontariat, punkty: 3}
          zgoda: {gdy: zgoda, punkty: 0}
          starty: {za każde: s z starty, punkty: s.punkty}
    warunki:
      zdrowie: {wymaga: zdrowy, dokument: badanie, treść: badanie lekarskie}
    kolejność:
      - {etap: suma, suma: [egzamin, dodatki]}
      - {etap: opinia, pierwszeństwo: opinia}
    oddziały: {A: {miejsca: 1}}
""")


def read(*rows: dict[str, Any]) -> Candidates:
    return read_rows([json.dumps(row, ensure_ascii=False).encode() for row in rows], "k.jsonl", RULES)


def messages(found: Candidates) -> list[str]:
    return [f"{one.code} {one.message}" for one in found.problems.sorted()]


# -- the state of the application -------------------------------------------------------------------------------------


def test_without_states_everybody_takes_part() -> None:
    found = read({"id": "a"}, {"id": "b"})
    assert (len(found.good), found.set_aside, found.says_states) == (2, (), False)


def test_a_time_of_filing_and_a_mistake_are_no_states() -> None:
    filed = [{"id": name, "wniosek": {"złożono": "2025-05-06 12:30"}} for name in "ab"]
    found = read(*filed)
    assert (len(found.good), found.set_aside, found.says_states) == (2, (), False)
    found = read(*filed, {"id": "c", "wniosek": "niejasny"})
    assert (len(found.good), found.set_aside, found.bad_rows) == (2, (), 1)
    found = read(*filed, {"id": "c", "wniosek": "potwierdzony"})
    assert ([one.id for one in found.good], len(found.set_aside)) == (["c"], 2)


def test_with_states_only_the_confirmed_take_part() -> None:
    words = ["potwierdzony", "Zatwierdzony", {"stan": "zaakceptowany", "złożono": "2025-05-12 08:30"}]
    others = ["złożony", "w weryfikacji", {"stan": "zwrócony do poprawy"}, {}, "wycofany"]
    states = enumerate([*words, *others])
    rows = [{"id": f"k{number}", "zdrowy": True, "wniosek": state} for number, state in states]
    found = read(*rows, {"id": "bez"})
    assert not found.problems.items, messages(found)
    assert [one.id for one in found.good] == ["k0", "k1", "k2"]
    assert [state_of(one) for one in found.set_aside] == [
        State.FILED,
        State.IN_REVIEW,
        State.RETURNED,
        State.UNKNOWN,
        State.WITHDRAWN,
        State.UNKNOWN,
    ]
    assert (found.bad_rows, dict(found.bad)) == (0, {})


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("potwierdzon", "Nie ma takiego stanu wniosku: „potwierdzon”."),
        (True, "Nie ma takiego stanu wniosku: „tak”."),
        ({"stan": "x"}, "Nie ma takiego stanu wniosku: „x”."),
        ({"stan": "złożony", "złożono": "wczoraj"}, "Nie da się odczytać, kiedy złożono wniosek: tekst (7 znaków)."),
        ({"status": "złożony"}, "W tej grupie mogą być tylko pola „stan” i „złożono”."),
        (["złożony"], "Nie ma takiego stanu wniosku: lista."),
    ],
)
def test_a_state_nobody_knows(raw: Any, said: str) -> None:
    with pytest.raises(BadField) as bad:
        read_application(raw)
    assert (bad.value.message, bool(bad.value.hint)) == (said, True)
    found = read({"id": "a", "wniosek": raw}, {"id": "b", "wniosek": "potwierdzony"})
    assert [one.id for one in found.good] == ["b"]
    assert messages(found)[0].endswith(said)


def test_when_it_was_filed_changes_nothing() -> None:
    rows = [{"id": "a", "egzamin": 5, "zdrowy": True, "wniosek": {"stan": "potwierdzony", "złożono": day}} for day in
            ("2025-05-12", "2025-06-12 23:59")]  # fmt: skip
    first, second = ([one.result for one in score(RULES, read(row).good)] for row in rows)
    assert first == second


def test_a_fact_of_that_name_is_the_regulations_own() -> None:
    own = regulation("""
        kandydat: {wniosek: liczba, potwierdzone: tekst?}
        kryteria: {a: wniosek}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {miejsca: 1}}
    """)
    found = read_rows([b'{"id": "a", "wniosek": 3, "potwierdzone": "x"}'], "k.jsonl", own)
    assert (found.says_states, found.good[0].facts) == (False, {"wniosek": 3, "potwierdzone": "x"})


# -- what is confirmed ------------------------------------------------------------------------------------------------

CLAIMS = {"id": "a", "egzamin": 50, "wolontariat": True, "zgoda": False, "starty": [{"punkty": 4}], "zdrowy": True}


def strictly(**more: Any) -> Scored:
    found = read({**CLAIMS, **more})
    assert not found.problems.items, messages(found)
    (one,) = Strictness(RULES).score(found.good)
    return one


def test_nothing_confirmed_leaves_what_needs_no_proof() -> None:
    one = strictly()
    assert (one.result.total, one.result.eligible) == (50, False)
    assert one.unproven == Unproven(("wolontariat", "starty", "zdrowy"), ("świadectwo", "dyplomy", "badanie"), 7)


def test_documents_prove_what_they_are_asked_for() -> None:
    one = strictly(potwierdzone=["świadectwo", "badanie"])
    assert (one.result.total, one.result.eligible) == (53, True)
    assert one.unproven == Unproven(("starty",), ("dyplomy",), 4)
    one = strictly(potwierdzone=["świadectwo", "badanie", "dyplomy"])
    assert (one.result.total, one.unproven) == (57, None)


def test_a_fact_may_be_confirmed_by_itself() -> None:
    one = strictly(potwierdzone=["starty", "zdrowy"])
    assert (one.result.total, one.unproven) == (54, Unproven(("wolontariat",), ("świadectwo",), 3))


def test_a_document_is_asked_for_only_when_it_concerns_the_candidate() -> None:
    without = strictly(starty=[], potwierdzone=["świadectwo", "badanie"])
    assert without.unproven is None
    with_opinion = strictly(starty=[], potwierdzone=["świadectwo", "badanie"], opinia=True)
    assert with_opinion.unproven == Unproven(("opinia",), ("orzeczenie",), 0)
    assert with_opinion.result.order[1].value is False


def test_a_confession_needs_no_proof() -> None:
    """`zgoda` counts as given unless it is denied; to deny it gives nothing, so nobody has to prove it."""
    assert strictly(potwierdzone=["świadectwo", "dyplomy", "badanie"]).unproven is None


def test_points_that_cannot_be_counted_are_not_said() -> None:
    needed = regulation("""
        kandydat: {egzamin: procent}
        dokumenty: {zaświadczenie: {nazwa: zaświadczenie}}
        kryteria: {egzamin: {wzór: egzamin, dokument: zaświadczenie}}
        kolejność: [{etap: suma, suma: [egzamin]}]
        oddziały: {A: {miejsca: 1}}
    """)
    found = read_rows([b'{"id": "a", "egzamin": 70}'], "k.jsonl", needed)
    (one,) = Strictness(needed).score(found.good)
    assert one.unproven == Unproven(("egzamin",), ("zaświadczenie",), None)
    assert one.result.missing == ("egzamin",)


def test_with_everything_confirmed_the_results_are_the_same() -> None:
    rows = [{**CLAIMS, "id": f"k{number}", "egzamin": number, "opinia": number % 2 == 0,
             "potwierdzone": ["świadectwo", "dyplomy", "orzeczenie", "badanie"]} for number in range(20)]  # fmt: skip
    found = read(*rows)
    assert [one.result for one in Strictness(RULES).score(found.good)] == [
        one.result for one in score(RULES, found.good)
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (["świadectwa"], "Regulamin nie zna takiego dokumentu ani danej: „świadectwa”."),
        ([1], "Tu powinny być nazwy dokumentów albo danych."),
        ({"świadectwo": True}, "Tu powinny być nazwy dokumentów albo danych."),
        (["Jan Kowalski"], "Regulamin nie zna takiego dokumentu ani danej: tekst (12 znaków)."),
        (["Nowaktajny"], "Regulamin nie zna takiego dokumentu ani danej: tekst (10 znaków)."),
        (["p.Nowaktajny"], "Regulamin nie zna takiego dokumentu ani danej: tekst (12 znaków)."),
        (["Nowaktajny1"], "Regulamin nie zna takiego dokumentu ani danej: tekst (11 znaków)."),
        (["j@nowaktajny.pl"], "Regulamin nie zna takiego dokumentu ani danej: tekst (15 znaków)."),
    ],
)
def test_a_name_nobody_knows(raw: Any, said: str) -> None:
    found = read({"id": "a", "potwierdzone": raw})
    assert messages(found) == [f"K002 kandydat „a”, pole „potwierdzone”: {said}"]


def test_one_name_alone_and_none() -> None:
    found = read(
        {"id": "a", "potwierdzone": "świadectwo"}, {"id": "b", "potwierdzone": []}, {"id": "c", "potwierdzone": ""}
    )
    assert [one.confirmed for one in found.good] == [{"świadectwo"}, frozenset(), frozenset()]


def test_a_pool_admits_by_what_is_confirmed() -> None:
    rules = regulation("""
        kandydat: {egzamin: procent, laureat: tak/nie}
        kryteria: {egzamin: egzamin}
        dokumenty: {dyplom: {nazwa: dyplom, gdy: laureat}}
        kolejność: [{etap: suma, suma: [egzamin]}]
        oddziały:
          A: {miejsca: {pule: {laureaci: {ile: 1, dla: laureat}, inni: {ile: 1}}}}
    """)
    rows = [
        {"id": "słowo", "egzamin": 40, "laureat": True},
        {"id": "dyplom", "egzamin": 30, "laureat": True, "potwierdzone": ["dyplom"]},
        {"id": "najlepszy", "egzamin": 90},
    ]
    lines = [json.dumps(one).encode() for one in rows]
    allocation = run_allocation(rules, Strictness(rules).score(read_rows(lines, "k.jsonl", rules).good))
    assert {one.candidate.id: one.pool for one in allocation.candidates} == {
        "słowo": None,
        "dyplom": "laureaci",
        "najlepszy": "inni",
    }
