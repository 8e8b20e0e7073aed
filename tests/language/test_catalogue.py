"""What a regulation must be able to say, one small regulation of our own for each; results are worked out by hand.

Tables, the best of a list, dates, conditions, layers and examples have files of their own.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from admission.results import run_allocation
from admission.scoring import score as score_all
from admission.validation import read_rows
from dsl.model.regulation import Regulation
from tests.dsl.loading import codes, load_yaml, regulation
from tests.language.scoring import alone, score


def outcomes_of(found: Regulation, **people: dict[str, Any]) -> list[tuple[str, str]]:
    """Candidates by name with their outcomes in branch A, after allocation."""
    rows = [json.dumps({"id": name, **row}, ensure_ascii=False).encode() for name, row in people.items()]
    candidates = read_rows(rows, "kandydaci.jsonl", found)
    assert not list(candidates.problems), [one.message for one in candidates.problems]
    allocation = run_allocation(found, score_all(found, candidates.good))
    return [
        (one.candidate.id, choice.outcome.value)
        for one in allocation.candidates
        for choice in one.choices
        if choice.scored.choice.branch == "A"
    ]


def test_exact_fractions_and_every_rounding() -> None:
    found = regulation("""
        kandydat: {x: liczba}
        kryteria:
          dokładnie: x / 3
          najbliżej: zaokrąglij(x / 3; 2)
          w górę: w_górę(x / 3)
          w dół: w_dół(x / 3)
          połówka: zaokrąglij(x / 2)
        kolejność: [{etap: punkty, suma: [dokładnie, najbliżej, w górę, w dół, połówka]}]
        oddziały: {A: {miejsca: 1}}
    """)
    result = score(found, x=5)
    assert [str(value) for value in result.criteria.values()] == ["5/3", "167/100", "2", "1", "3"]
    assert str(result.total) == "2801/300"
    assert str(score(found, x="-5").criteria["połówka"]) == "-3"


def test_facts_of_the_candidate_the_branch_and_the_pair() -> None:
    found = regulation("""
        kandydat: {średnia: liczba od 1 do 6}
        oddział: {mnożnik: liczba}
        wybór: {rozmowa: liczba od 0 do 10?}
        kryteria: {a: średnia * oddział.mnożnik + (wybór.rozmowa gdy brak 0)}
        kolejność: [{etap: punkty, suma: [a]}]
        oddziały: {A: {miejsca: 1, mnożnik: 10}, B: {miejsca: 1, mnożnik: 2,5}}
    """)
    wishes = [{"oddział": "B", "rozmowa": 7}, "A"]
    assert [score(found, code, średnia=4, wybory=wishes).total for code in ("A", "B")] == [40, 17]


def test_points_by_the_position_of_a_choice() -> None:
    found = regulation("""
        kandydat: {x: tak/nie}
        kryteria:
          pierwszy wybór:
            wiersze: [{gdy: wybór.pozycja = 1, punkty: 5}, {gdy: wybór.pozycja <= 3, punkty: 2}]
        kolejność: [{etap: punkty, suma: [pierwszy_wybór]}]
        oddziały: {A: {miejsca: 1}, B: {miejsca: 1}, C: {miejsca: 1}, D: {miejsca: 1}}
    """)
    wishes = ["C", "A", "D", "B"]
    assert [score(found, code, wybory=wishes).total for code in wishes] == [5, 2, 2, 0]


def test_a_cap_that_depends_on_the_candidate() -> None:
    found = regulation("""
        kandydat: {godziny: liczba całkowita od 0 do 500, opiekun: tak/nie}
        kryteria:
          wolontariat: {punkty: 0,5 * godziny, najwyżej: jeżeli opiekun to 20 inaczej 10}
        kolejność: [{etap: punkty, suma: [wolontariat]}]
        oddziały: {A: {miejsca: 1}}
    """)
    totals = [score(found, godziny=hours, opiekun=carer).total for hours, carer in ((15, 0), (30, 0), (30, 1), (90, 1))]
    assert [str(total) for total in totals] == ["15/2", "10", "15", "20"]


def test_points_for_each_further_item_and_two_or_more() -> None:
    found = regulation("""
        kandydat:
          dzieci: liczba całkowita od 1 do 20
          zawody: {lista: {nazwa: tekst, stopień: poziom}}
        pojęcia: {poziom: [gminny, krajowy]}
        kryteria:
          rodzina: jeżeli dzieci > 2 to 10 + 2 * (dzieci - 3) inaczej 0
          zawody:
            za każde: z z zawody
            jednorazowo: [nazwa]
            wiersze:
              - {gdy: z.stopień = krajowy, punkty: 5, dwa lub więcej: 8}
              - {gdy: z.stopień = gminny, punkty: 1}
        kolejność: [{etap: punkty, suma: [rodzina, zawody]}]
        oddziały: {A: {miejsca: 1}}
    """)
    chess = [{"nazwa": "Szachy", "stopień": "gminny"}, {"nazwa": "szachy", "stopień": "krajowy"}]
    run = [{"nazwa": "Bieg", "stopień": "krajowy"}, {"nazwa": "Rzut", "stopień": "gminny"}]
    assert score(found, dzieci=3, zawody=chess).criteria == {"rodzina": 10, "zawody": 5}
    assert score(found, dzieci=5, zawody=[*chess, *run]).criteria == {"rodzina": 14, "zawody": 9}


def test_alternatives_that_exclude_one_another() -> None:
    found = regulation("""
        kandydat: {wielodzietność: tak/nie, samotny: tak/nie}
        kryteria:
          rodzina:
            wiersze:
              - {gdy: wielodzietność i samotny, punkty: 7}
              - {gdy: wielodzietność, punkty: 5}
              - {gdy: samotny, punkty: 3}
        kolejność: [{etap: punkty, suma: [rodzina]}]
        oddziały: {A: {miejsca: 1}}
    """)
    cases = [(True, True), (True, False), (False, True), (False, False)]
    assert [score(found, wielodzietność=many, samotny=alone).total for many, alone in cases] == [7, 5, 3, 0]


def test_an_occupation_belongs_to_a_branch() -> None:
    found = regulation("""
        pojęcia: {zawód: [kucharz, cukiernik, fryzjer]}
        kandydat: {zawód_wybrany: zawód}
        oddział: {zawody: zbiór zawód}
        warunki: {zawód: {wymaga: zawód_wybrany w oddział.zawody, treść: zawodu uczy ten oddział}}
        kryteria: {a: 1}
        kolejność: [{etap: punkty, suma: [a]}]
        oddziały: {A: {miejsca: 1, zawody: [kucharz, cukiernik]}, B: {miejsca: 1, zawody: [fryzjer]}}
    """)
    assert [score(found, code, zawód_wybrany="cukiernik").eligible for code in ("A", "B")] == [True, False]


def test_another_catalogue_of_criteria_for_adults() -> None:
    found = regulation("""
        rok szkolny: 2026/2027
        kandydat: {urodzony: data, średnia: liczba od 1 do 6, staż: liczba od 0 do 50?}
        definicje: {pełnoletni: "pełne_lata(urodzony; rok_szkolny.od) >= 18"}
        kryteria:
          nieletni: {gdy: nie pełnoletni, punkty: 10 * średnia}
          pełnoletni_staż: {gdy: pełnoletni, punkty: 2 * (staż gdy brak 0), najwyżej: 20}
        kolejność: [{etap: punkty, suma: [nieletni, pełnoletni_staż]}]
        oddziały: {A: {miejsca: 1}}
    """)
    assert score(found, urodzony="2008-09-02", średnia=4, staż=5).total == 40
    assert score(found, urodzony="2008-09-01", średnia=4, staż=5).total == 10
    assert score(found, urodzony="2008-09-01", średnia=4, staż=50).total == 20


def test_minima_of_a_part_and_of_the_total_without_a_limit_of_seats() -> None:
    found = regulation("""
        kandydat: {teoria: liczba od 0 do 50, sprawność: liczba od 0 do 50}
        kryteria: {teoria: teoria, sprawność: sprawność}
        warunki:
          sprawność: {wymaga: punkty.sprawność >= 20, treść: co najmniej 20 punktów za sprawność}
          razem: {wymaga: punkty.razem >= 60, treść: co najmniej 60 punktów razem}
        kolejność: [{etap: punkty, suma: [teoria, sprawność]}]
        oddziały: {A: {miejsca: bez limitu}}
    """)
    people = {"a": (50, 19), "b": (40, 20), "c": (39, 20), "d": (10, 50)}
    rows: dict[str, dict[str, Any]] = {
        name: {"teoria": theory, "sprawność": fitness} for name, (theory, fitness) in people.items()
    }
    outcomes = dict(outcomes_of(found, **rows))
    assert [outcomes[name] for name in "abcd"] == ["nie_spełnia_warunku", "przyjęty", "nie_spełnia_warunku", "przyjęty"]
    assert score(found, **rows["a"]).unmet == "sprawność"
    assert score(found, **rows["c"]).unmet == "razem"


def test_tiers_before_points_also_by_the_pair() -> None:
    found = regulation("""
        kandydat: {mieszkaniec: tak/nie, wynik: liczba od 0 do 100}
        wybór: {rodzeństwo: tak/nie}
        kryteria: {wynik: wynik}
        kolejność:
          - {etap: mieszkańcy, pierwszeństwo: mieszkaniec}
          - {etap: rodzeństwo, pierwszeństwo: wybór.rodzeństwo}
          - {etap: punkty, suma: [wynik]}
        oddziały: {A: {miejsca: 2}}
    """)
    sibling = [{"oddział": "A", "rodzeństwo": True}]
    outcomes = dict(
        outcomes_of(
            found,
            obcy={"wynik": 100, "wybory": ["A"]},
            obcy_z_rodzeństwem={"wynik": 100, "wybory": sibling},
            miejscowy={"wynik": 1, "mieszkaniec": True, "wybory": ["A"]},
            miejscowy_z_rodzeństwem={"wynik": 0, "mieszkaniec": True, "wybory": sibling},
        )
    )
    assert [name for name, outcome in outcomes.items() if outcome == "przyjęty"] == [
        "miejscowy",
        "miejscowy_z_rodzeństwem",
    ]


def test_guaranteed_admission_beyond_the_seats() -> None:
    found = regulation("""
        kandydat: {laureat: tak/nie, wynik: liczba od 0 do 100}
        kryteria: {wynik: wynik}
        kolejność:
          - {etap: laureaci, pierwszeństwo: laureat, ponad limit: tak}
          - {etap: punkty, suma: [wynik]}
        oddziały: {A: {miejsca: 1}}
    """)
    outcomes = dict(
        outcomes_of(found, a={"laureat": True, "wynik": 1}, b={"laureat": True, "wynik": 2}, c={"wynik": 90})
    )
    assert outcomes == {"a": "przyjęty", "b": "przyjęty", "c": "poniżej_progu"}


def test_a_lot_is_data_and_a_tie_without_it_stays() -> None:
    found = regulation("""
        kandydat: {wynik: liczba od 0 do 100}
        kryteria: {wynik: wynik}
        kolejność: [{etap: punkty, suma: [wynik]}, {etap: los, losowanie: tak, z udziałem: rodziców}]
        oddziały: {A: {miejsca: 1}}
    """)

    def drawn(lot: int | None) -> dict[str, Any]:
        return {"wynik": 50, "wybory": [{"oddział": "A", **({"los": lot} if lot else {})}]}

    assert dict(outcomes_of(found, a=drawn(2), b=drawn(1))) == {"a": "poniżej_progu", "b": "przyjęty"}
    undecided = "remis_nierozstrzygnięty"
    assert dict(outcomes_of(found, a=drawn(None), b=drawn(1))) == {"a": undecided, "b": undecided}


def test_a_kind_of_branch_like_another_and_a_branch_of_its_own() -> None:
    found = regulation("""
        kandydat: {a: liczba, b: liczba}
        kryteria: {a: a, b: b}
        kolejność: [{etap: punkty, suma: [a, b]}]
        rodzaje oddziałów:
          zwykły: {kryteria: {a: {punkty: 2 * a}}}
          sportowy: {jak: zwykły, kryteria: {b: {punkty: 3 * b}}}
        oddziały:
          Z: {rodzaj: zwykły, miejsca: 1}
          S: {rodzaj: sportowy, miejsca: 1}
          T: {rodzaj: sportowy, miejsca: 1, kryteria: {a: nie dotyczy}, kolejność: [{etap: punkty, suma: [b]}]}
    """)
    assert [score(found, code, a=10, b=1).total for code in "ZST"] == [21, 23, 3]


def test_points_for_each_of_some_elements() -> None:
    found = regulation("""
        pojęcia: {kryterium: [wielodzietność, jeden_rodzic, oboje_rodziców]}
        kandydat:
          spełnia: zbiór kryterium
          zawody: {lista: {nazwa: tekst, miejsce: "liczba całkowita od 1 do 100?"}}
        kryteria:
          rodzina:
            za każde: k z spełnia gdy nie (k = jeden_rodzic i oboje_rodziców w spełnia)
            punkty: 4
          zawody:
            za każde: z z zawody gdy z.miejsce jest podane
            punkty: 4 / z.miejsce
        kolejność: [{etap: punkty, suma: [rodzina, zawody]}]
        oddziały: {A: {miejsca: 1}}
    """)
    every = ["wielodzietność", "jeden_rodzic", "oboje_rodziców"]
    races = [{"nazwa": "bieg", "miejsce": 3}, {"nazwa": "skok"}]
    result = score(found, spełnia=every, zawody=races)
    assert {name: str(value) for name, value in result.criteria.items()} == {"rodzina": "8", "zawody": "4/3"}
    assert score(found, spełnia=["jeden_rodzic"]).total == 4


CHOSEN = """
    pojęcia: {kryterium: [a, b, c, d]}
    kandydat:
      wskazane: {typ: zbiór kryterium, ile: SIZE}
      zawody: {lista: {miejsce: liczba od 1 do 3}, ile: do 2}
    kryteria:
      wskazane: {za każde: k z wskazane, punkty: 5}
      zawody: {za każde: z z zawody, punkty: 1}
    kolejność: [{etap: suma, suma: [wskazane, zawody]}]
    oddziały: {A: {miejsca: 1}}
"""


@pytest.mark.parametrize(
    ("size", "fitting", "refused"),
    [("2", (2,), (1, 3)), ("do 3", (0, 1, 3), (4,)), ("od 1 do 2", (1, 2), (3,)), ("od 2", (2, 4), (1,))],
)
def test_how_many_may_be_chosen(size: str, fitting: tuple[int, ...], refused: tuple[int, ...]) -> None:
    rules = regulation(CHOSEN.replace("SIZE", size))
    for number in fitting:
        assert score(rules, wskazane=list("abcd"[:number])).total == 5 * number
    for number in refused:
        row = {"id": "k1", "wskazane": list("abcd"[:number])}
        found = read_rows([json.dumps(row).encode()], "k.jsonl", rules)
        assert [one.code for one in found.problems] == ["K002"]
        with pytest.raises(Exception, match="wskazane"):
            alone(rules, "A", row)


def test_a_list_of_one() -> None:
    text = CHOSEN.replace("SIZE", "do 4").replace("k z wskazane", "k z (d;) + wskazane")
    assert score(regulation(text), wskazane=["a", "b"]).total == 15
    assert score(regulation(text)).total == 5


def test_sets_for_each_member_are_claims() -> None:
    rules = regulation("""
        pojęcia: {klasa: [siódma, ósma], przedmiot: [fizyka, chemia]}
        kandydat: {konkursy: zbiór przedmiot dla klasa, zgoda: tak/nie dla klasa}
        kryteria:
          konkursy: liczba(konkursy.siódma) + 2 * liczba(konkursy.ósma)
          zgoda: {gdy: zgoda.ósma, punkty: 4}
        kolejność: [{etap: suma, suma: [konkursy, zgoda]}]
        oddziały: {A: {miejsca: 1}}
    """)
    assert score(rules).total == 0
    assert score(rules, konkursy={"ósma": ["fizyka", "chemia"]}, zgoda={"ósma": True}).total == 8


def test_a_field_of_a_list_is_one_value() -> None:
    text = "pojęcia: {przedmiot: [fizyka, chemia]}\nkandydat: {zawody: {lista: {oceny: liczba? dla przedmiot}}}\n"
    assert codes(load_yaml(text)) == ["P051"]


def test_what_may_not_be_chosen_is_refused_in_data() -> None:
    text = CHOSEN.replace("ile: SIZE", "poza: [c, d]")
    rules = regulation(text)
    assert score(rules, wskazane=["a", "b"]).total == 10
    row = {"id": "k1", "wskazane": ["a", "c"]}
    (found,) = read_rows([json.dumps(row).encode()], "k.jsonl", rules).problems
    assert (found.code, "„c” nie może tu stać." in found.message) == ("K002", True)
    with pytest.raises(Exception, match="wskazane"):
        alone(rules, "A", row)
    example = "    przykłady: {jeden: {dane: {wskazane: [d]}, oczekuj: {razem: 5}}}\n"
    assert codes(load_yaml(text + example)) == ["P070"]


def test_what_may_not_be_chosen_still_has_its_name() -> None:
    """A formula may speak of a name that is left out; nobody has it."""
    text = CHOSEN.replace("ile: SIZE", "poza: [c, d]").replace(
        "k z wskazane", "k z (c; d) + wskazane gdy k nie w wskazane"
    )
    assert score(regulation(text), wskazane=["a"]).total == 10


def test_a_list_may_be_limited_too() -> None:
    rules = regulation(CHOSEN.replace("SIZE", "do 4"))
    assert score(rules, zawody=[{"miejsce": 1}] * 2).total == 2
    row = json.dumps({"id": "k1", "zawody": [{"miejsce": 1}] * 3}).encode()
    ((code, message),) = [(one.code, one.message) for one in read_rows([row], "k.jsonl", rules).problems]
    assert (code, "Powinno być najwyżej 2, a jest 3." in message) == ("K002", True)


@pytest.mark.parametrize(
    ("size", "code"),
    [("dużo", "P034"), ("1,5", "P034"), ("od 3 do 1", "P037"), ("powyżej 2", "P034"), ("2 zł", "P034")],
)
def test_what_is_no_number_of_elements(size: str, code: str) -> None:
    assert codes(load_yaml(CHOSEN.replace("SIZE", size))) == [code]


def test_one_value_has_no_number_of_elements() -> None:
    assert codes(load_yaml("kandydat: {wiek: {typ: liczba, ile: 2}}\n")) == ["P036"]


def test_of_several_missing_values_of_a_range_the_same_one_is_named_everywhere() -> None:
    rules = regulation("""
        kandydat: {dolna: liczba od 0 do 9, wynik: liczba od 0 do 9, górna: liczba od 0 do 9}
        kryteria: {k: {gdy: wynik od dolna do górna, punkty: 3}}
        kolejność: [{etap: suma, suma: [k]}]
        oddziały: {A: {miejsca: 1}}
    """)
    assert score(rules).missing == ("dolna",)
    assert score(rules, dolna=2).missing == ("wynik",)
    assert score(rules, dolna=2, wynik=1).total == 0
    assert score(rules, dolna=2, wynik=5).missing == ("górna",)
