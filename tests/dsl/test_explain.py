"""Why a candidate has these points: the rule in words, the same with the candidate's values, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import Explanation, Step, explain, with_result
from dsl.emit.rule_words import WordsOfRules
from dsl.model.regulation import Regulation
from tests.dsl.loading import regulation

TEXT = """
akty: {prawo: {rodzaj: ustawa, tytuł: Prawo}}
pojęcia:
  przedmiot: {polski: polskiego, fizyka: fizyki, chemia: chemii}
  stopień: {celujący: 6, dobry: 4}
  tytuł: [laureat, finalista]
kandydat:
  egzamin: {typ: procent dla przedmiot, nazwa: wynik egzaminu}
  oceny: {typ: stopień? dla przedmiot, nazwa: ocena}
  wyróżnienie: {typ: tak/nie, nazwa: wyróżnienie}
  zwolniony: {typ: tak/nie, zdanie: kandydat jest zwolniony}
  staż: {typ: liczba?, nazwa: staż}
  urodzony: {typ: data, nazwa: data urodzenia}
  zawody: {lista: {konkurs: tekst, tytuł_w_zawodach: tytuł, czas: liczba}}
tabele:
  za_ocenę: {wiersze: {celujący: 18, dobry: 14, brak: 0}}
kryteria:
  egzamin:
    nazwa: egzamin
    podstawa: prawo art. 5
    składniki:
      polski: 0,35 * egzamin.polski
      fizyka: jeżeli zwolniony to 20 inaczej 0,3 * egzamin.fizyka
  wyróżnienie: {nazwa: świadectwo, gdy: wyróżnienie, punkty: 7}
  oceny: {za każde: p z (polski; chemia), punkty: "za_ocenę[oceny[p]]"}
  zawody:
    za każde: z1 z zawody
    jednorazowo: [konkurs]
    wiersze:
      - {gdy: z1.tytuł_w_zawodach = laureat, punkty: 5, dwa lub więcej: 8}
      - {gdy: z1.czas > 100, punkty: 1}
    najwyżej: 9
  staż:
    wiersze:
      - {gdy: staż jest podane i staż > 10, punkty: 3}
      - {gdy: wyróżnienie, punkty: staż gdy brak 2}
  trzecie: {punkty: egzamin.polski / 3}
warunki:
  zgoda: {wymaga: egzamin.polski ≥ 30, treść: co najmniej 30%}
  wiek: {gdy: wyróżnienie, wymaga: urodzony < 2012-01-01, chyba że: zwolniony, treść: wiek}
  oryginał: {wymaga: wyróżnienie, sprawdzane przy: potwierdzenie woli, treść: oryginał}
kolejność:
  - {etap: pierwsi, pierwszeństwo: wyróżnienie}
  - {etap: suma, suma: [egzamin, wyróżnienie, oceny, zawody, staż, trzecie]}
  - {etap: starsi, rosnąco: urodzony}
  - {etap: los, losowanie: tak}
oddziały: {A: {miejsca: 1}}
"""
FULL: Mapping[str, Any] = {
    "egzamin": {"polski": 75, "fizyka": 50},
    "oceny": {"polski": "celujący"},
    "urodzony": date(2010, 5, 6),
}


@pytest.fixture(scope="module")
def rules() -> Regulation:
    return regulation(TEXT)


def explained(rules: Regulation, **facts: Any) -> Explanation:
    return explain(Evaluator(rules, rules.branches["A"], {**FULL, **facts}, {"pozycja": 1}))


def steps(explanation: Explanation) -> dict[str, Step]:
    def walk(step: Step) -> Iterator[Step]:
        yield step
        for part in step.parts:
            if part.kind == "kryterium":
                yield from walk(part)

    found = {inner.name: inner for top in explanation.criteria for inner in walk(top)}
    return found | {one.name: one for one in (*explanation.conditions, *explanation.stages)}


def test_a_formula_with_the_candidates_values(rules: Regulation) -> None:
    found = steps(explained(rules))
    assert found["egzamin.polski"].values == "0,35 × 75"
    assert found["egzamin.polski"].points == Fraction(105, 4)
    assert found["egzamin.fizyka"].values == "0,3 × 50"
    assert found["trzecie"].values == "75% : 3"
    assert "0,35" in found["egzamin.polski"].rule
    assert "75" not in found["egzamin.polski"].rule


def test_only_the_branch_that_was_taken_is_shown(rules: Regulation) -> None:
    found = steps(explained(rules, zwolniony=True))
    assert (found["egzamin.fizyka"].values, found["egzamin.fizyka"].points) == ("20", 20)


def test_components_show_their_sum(rules: Regulation) -> None:
    step = steps(explained(rules))["egzamin"]
    assert step.values == "26,25 + 15"
    assert step.points == Fraction(165, 4)
    assert [part.name for part in step.parts] == ["egzamin.polski", "egzamin.fizyka"]
    assert step.notes.basis is not None
    assert (step.notes.basis.act, step.notes.basis.unit) == ("prawo", "art. 5")


def test_an_unmet_condition_of_a_criterion(rules: Regulation) -> None:
    assert steps(explained(rules))["wyróżnienie"].values == "warunek niespełniony"
    step = steps(explained(rules, wyróżnienie=True))["wyróżnienie"]
    assert (step.values, step.points) == ("7", 7)


def test_each_position_by_name_with_its_points(rules: Regulation) -> None:
    step = steps(explained(rules))["oceny"]
    assert [(part.label, part.points, part.outcome) for part in step.parts] == [
        ("polski", 18, "liczy się"),
        ("chemia", 0, "liczy się"),
    ]
    assert step.values == "18 + 0"
    assert step.parts[0].values == "18 (celujący)"
    assert step.parts[1].values == "0 (brak)"


def contest(name: str, title: str, time: int = 1) -> dict[str, Any]:
    return {"konkurs": name, "tytuł_w_zawodach": title, "czas": time}


def test_of_the_same_ones_only_the_best_is_said_to_count(rules: Regulation) -> None:
    found = explained(rules, zawody=(contest("Bieg", "laureat"), contest("bieg ", "finalista", 200)))
    step = steps(found)["zawody"]
    assert [part.outcome for part in step.parts] == ["liczy się", "pominięte: z takich samych liczy się najwyższe"]
    assert step.parts[0].label == "Bieg, laureat, 1"
    assert (step.values, step.points) == ("5", 5)


def test_two_or_more_and_the_cut_are_told(rules: Regulation) -> None:
    twice = (contest("a", "laureat"), contest("b", "laureat"))
    step = steps(explained(rules, zawody=twice))["zawody"]
    assert (step.values, step.points) == ("8 (zamiast 5 + 5)", 8)
    many = (contest("a", "laureat"), *(contest(str(number), "finalista", 200) for number in range(5)))
    step = steps(explained(rules, zawody=many))["zawody"]
    assert (step.values, step.points) == ("5 + 1 + 1 + 1 + 1 + 1 = 10, najwyżej 9", 9)


CUT = """
pojęcia: {tytuł: [laureat, finalista], dzień: [poniedziałek, wtorek_i_środa]}
kandydat:
  zawody:
    lista: {nazwa: tekst, zajęte: tytuł, finał: tak/nie, czas: liczba, kiedy: data, dni: zbiór dzień}
  godziny: liczba
  zwykłe: {typ: tak/nie, zdanie: kandydat ma zwykłe świadectwo}
kryteria:
  zawody:
    za każde: z1 z zawody
    wiersze:
      - {gdy: z1.zajęte = laureat, punkty: 5, dwa lub więcej: 8}
      - {gdy: z1.finał, punkty: 1}
    najwyżej: NAJWYŻEJ
  wolontariat: {punkty: 0,5 * godziny, najwyżej: 10}
  razem dwa: {składniki: {a: 7, b: godziny}, najwyżej: 20}
warunki: {w: {gdy: nie zwykłe, wymaga: godziny > 5, chyba że: nie zwykłe i godziny > 40, treść: w}}
kolejność: [{etap: suma, suma: [zawody, wolontariat, razem_dwa]}]
oddziały: {A: {miejsca: 1}}
"""


def position(title: str, final: bool = False, **more: Any) -> dict[str, Any]:
    return {"nazwa": "n", "zajęte": title, "finał": final, **more}


@pytest.mark.parametrize(
    ("limit", "positions", "told", "points"),
    [
        ("8", [position("laureat")] * 2, "8 (zamiast 5 + 5)", 8),
        (
            "8",
            [position("laureat")] * 2 + [position("finalista", True)],
            "8 (zamiast 5 + 5) + 1 = 9, najwyżej 8",
            8,
        ),
        ("20", [position("laureat")] * 3, "8 (zamiast 5 + 5 + 5)", 8),
        ("4", [position("laureat")], "5, najwyżej 4", 4),
        ("9", [position("laureat")], "5", 5),
        ("9", [position("finalista")], "żadnej pozycji się nie punktuje", 0),
    ],
)
def test_the_parts_add_up_to_the_points(limit: str, positions: list[Any], told: str, points: int) -> None:
    found = regulation(CUT.replace("NAJWYŻEJ", limit))
    step = steps(explain(Evaluator(found, found.branches["A"], {"zawody": tuple(positions)}, {})))["zawody"]
    assert (step.values, step.points) == (told, points)


def test_every_cut_is_told() -> None:
    found = regulation(CUT.replace("NAJWYŻEJ", "9"))
    told = steps(explain(Evaluator(found, found.branches["A"], {"godziny": 30}, {})))
    assert told["wolontariat"].values == "0,5 × 30 = 15, najwyżej 10"
    assert told["razem_dwa"].values == "7 + 30 = 37, najwyżej 20"


def test_a_position_is_told_as_a_person_would() -> None:
    found = regulation(CUT.replace("NAJWYŻEJ", "9"))
    days = frozenset({"wtorek_i_środa", "poniedziałek"})
    one = position("laureat", True, czas=Fraction(5, 2), kiedy=date(2025, 1, 2), dni=days)
    step = steps(explain(Evaluator(found, found.branches["A"], {"zawody": (one, position("finalista"))}, {})))["zawody"]
    labels = [part.label for part in step.parts]
    assert labels == ["n, laureat, finał, 2,5, 2 stycznia 2025 r., poniedziałek i wtorek i środa", "n, finalista"]


def test_an_exemption_is_told_as_a_condition() -> None:
    found = regulation(CUT.replace("NAJWYŻEJ", "9"))
    condition = explain(Evaluator(found, found.branches["A"], {"godziny": 50}, {})).conditions[0]
    assert condition.outcome == "zwolniony: kandydata nie dotyczy: zwykłe oraz godziny wynoszą więcej niż 40"
    assert condition.values == "godziny: 50"


def test_a_position_without_a_row(rules: Regulation) -> None:
    (part,) = steps(explained(rules, zawody=(contest("a", "finalista"),)))["zawody"].parts
    assert (part.outcome, part.points, part.rule) == ("nie punktuje się", 0, "")


def test_no_positions(rules: Regulation) -> None:
    step = steps(explained(rules))["zawody"]
    assert (step.values, step.points, step.parts) == ("brak pozycji", 0, ())


def test_rows(rules: Regulation) -> None:
    """Which row it was, what it asks for, and the points where they have to be counted."""

    def values(**facts: Any) -> str:
        return steps(explained(rules, **facts))["staż"].values

    assert values(staż=11) == "podano: staż oraz staż wynosi więcej niż 10 (staż: 11)"
    assert values() == "żaden wiersz nie pasuje"
    assert values(wyróżnienie=True) == "kandydata dotyczy: wyróżnienie (wyróżnienie: tak) – 2"
    assert values(wyróżnienie=True, staż=5) == "kandydata dotyczy: wyróżnienie (wyróżnienie: tak) – 5"


WORKED = """
pojęcia: {przedmiot: {polski: polskiego, fizyka: fizyki, chemia: chemii}, stopień: {celujący: 6, dobry: 4, słaby: 2}}
kandydat:
  oceny: {typ: stopień? dla przedmiot, nazwa: ocena}
  zapis: {typ: data?, nazwa: od kiedy}
  bieg: {typ: liczba od 0 do 60, nazwa: bieg}
tabele:
  za_ocenę: {wiersze: {celujący: 8, dobry: 5, słaby: 1, brak: 0}}
  za_miesiące: {wiersze: {od 5 mies: 2, pozostałe: 0}}
definicje:
  połowa: {nazwa: połowa dwóch najlepszych, wzór: "suma(najwyższe(2; za_ocenę[oceny[p]] dla p z przedmiot)) / 2"}
  najlepsza: {nazwa: najlepsza ocena, wzór: "najwyższa(oceny[p] dla p z przedmiot)"}
  miesiące: {nazwa: miesiące, wzór: pełne_miesiące(zapis gdy brak 2025-01-01; 2025-12-31)}
kryteria:
  reguła: WZÓR
kolejność: [{etap: suma, suma: [reguła]}]
oddziały: {A: {miejsca: 1}}
"""


@pytest.mark.parametrize(
    ("formula", "told", "points"),
    [
        ("zaokrąglij(połowa)", "(8 + 5) : 2 = 6,5, zaokrąglone 7", 7),
        ("w_dół(połowa)", "(8 + 5) : 2 = 6,5, zaokrąglone w dół 6", 6),
        ("w_górę(bieg / 2)", "9 : 2 = 4,5, zaokrąglone w górę 5", 5),
        ("zaokrąglij(bieg / 3)", "9 : 3", 3),
        ("2 * zaokrąglij(połowa)", "2 × 7 (zaokrąglone (8 + 5) : 2 = 6,5)", 14),
        ("{punkty: zaokrąglij(połowa), najwyżej: 6}", "(8 + 5) : 2 = 6,5, zaokrąglone 7, najwyżej 6", 6),
        ("średnia(za_ocenę[oceny[p]] dla p z (polski; fizyka)) gdy brak 0", "(8 + 5) : 2", Fraction(13, 2)),
        ("2 * średnia(8; 5)", "2 × 6,5 (średnia wartości: 8; 5)", 13),
        ("2 * suma(za_ocenę[oceny[p]] dla p z (polski; fizyka))", "2 × (8 + 5)", 26),
        ("suma(bieg; 1)", "9 + 1", 10),
        ("najwyższa(0; 0,5 * bieg)", "najwyższa z wartości: 0; 0,5 × 9", Fraction(9, 2)),
        ("1 - najniższa(2; 3)", "1 − 2 (najniższa z wartości: 2; 3)", -1),
        (
            "0,5 * miesiące",
            "0,5 × 11 (pełne miesiące od 1 stycznia 2025 r. do 31 grudnia 2025 r.)",
            Fraction(11, 2),
        ),
        (
            "za_miesiące[miesiące]",
            "2 (11 mies – pełne miesiące od 1 stycznia 2025 r. do 31 grudnia 2025 r.)",
            2,
        ),
        ("za_ocenę[najlepsza]", "8 (celujący – najwyższa z wartości: celujący; dobry; dobry)", 8),
        ("suma(za_ocenę[oceny[p]] dla p z (polski; fizyka) gdy oceny[p] = celujący)", "8", 8),
    ],
)
def test_what_a_value_comes_of(formula: str, told: str, points: Fraction) -> None:
    found = regulation(WORKED.replace("WZÓR", formula if formula.startswith("{") else f"{{punkty: '{formula}'}}"))
    facts = {"oceny": {"polski": "celujący", "fizyka": "dobry", "chemia": "dobry"}, "bieg": 9}
    (step,) = explain(Evaluator(found, found.branches["A"], facts, {})).criteria
    assert (step.values, step.points) == (told, points)


def test_a_result_is_told_once() -> None:
    assert with_result("4 + 2", 6) == "4 + 2 = 6"
    assert with_result("4 + 2 = 6, najwyżej 5", 5) == "4 + 2 = 6, najwyżej 5"
    assert with_result("6,5, zaokrąglone 7", 7) == "6,5, zaokrąglone 7"
    assert with_result("17 (bardzo dobry)", 17) == "17 (bardzo dobry)"
    assert with_result("17 (bardzo dobry) + 0", 17) == "17 (bardzo dobry) + 0 = 17"
    assert with_result("7", 7) == "7"


def test_a_row_for_all_others_and_the_best_of_a_list() -> None:
    rules = regulation("""
        pojęcia: {p: [polski, fizyka, chemia]}
        kandydat: {bieg: liczba od 0 do 60 s, ocena: liczba od 1 do 6 dla p}
        kryteria:
          bieg: {wiersze: [{gdy: bieg <= 10 s, punkty: 5}, {punkty: 1}]}
          dwie: {punkty: "suma(najwyższe(2; ocena[x] dla x z p))"}
        kolejność: [{etap: suma, suma: [bieg, dwie]}]
        oddziały: {A: {miejsca: 1}}
    """)
    facts = {"bieg": 11, "ocena": {"polski": 5, "fizyka": 4, "chemia": 6}}
    race, best = explain(Evaluator(rules, rules.branches["A"], facts, {})).criteria
    assert (race.values, race.points) == ("pozostałe przypadki", 1)
    assert (best.values, best.points) == ("6 + 5", 11)


def test_what_is_missing_is_named_and_the_rest_told(rules: Regulation) -> None:
    step = steps(explained(rules, egzamin={"fizyka": 50}))["egzamin"]
    assert step.points is None
    assert step.missing == ("egzamin.polski",)
    assert step.values == "? + 15"
    assert step.parts[0].values == "brak danej: wynik egzaminu z polskiego"


def test_a_row_that_asks_for_what_is_missing() -> None:
    rules = regulation("""
        kandydat: {staż: {typ: liczba, nazwa: staż}}
        kryteria: {staż: {wiersze: [{gdy: staż > 2, punkty: 1}, {punkty: 0}]}}
        kolejność: [{etap: suma, suma: [staż]}]
        oddziały: {A: {nazwa: pierwszy, miejsca: 1}}
    """)
    (step,) = explain(Evaluator(rules, rules.branches["A"], {}, {})).criteria
    assert (step.points, step.values, step.missing) == (None, "brak danej: staż", ("staż",))


@pytest.mark.parametrize(
    ("facts", "outcomes"),
    [
        ({}, ["spełniony", "nie dotyczy", "do spełnienia przy: potwierdzenie woli"]),
        ({"wyróżnienie": True}, ["spełniony", "spełniony", "spełniony"]),
        ({"wyróżnienie": True, "urodzony": date(2012, 1, 1)}, ["spełniony", "niespełniony", "spełniony"]),
        ({"egzamin": {"polski": 29}}, ["niespełniony", "nie dotyczy", "do spełnienia przy: potwierdzenie woli"]),
        ({"egzamin": {}}, ["nie wiadomo: brakuje danych", "nie dotyczy", "do spełnienia przy: potwierdzenie woli"]),
    ],
)
def test_conditions(facts: dict[str, Any], outcomes: list[str], rules: Regulation) -> None:
    assert [one.outcome for one in explained(rules, **facts).conditions] == outcomes


def test_conditions_show_what_they_ask_about(rules: Regulation) -> None:
    assert [one.values for one in explained(rules).conditions[1:]] == ["nie dotyczy", "wyróżnienie: nie"]
    assert explained(rules, wyróżnienie=True).conditions[1].values == "data urodzenia: 6 maja 2010 r."


def test_a_condition_names_the_member_it_asks_about(rules: Regulation) -> None:
    assert explained(rules).conditions[0].values == "wynik egzaminu z polskiego: 75%"


def test_a_condition_about_all_members_shows_them_all() -> None:
    found = regulation("""
        pojęcia: {przedmiot: {polski: polskiego, wychowanie_fizyczne: wychowania fizycznego}}
        kandydat: {egzamin: {typ: procent dla przedmiot, nazwa: wynik z … na egzaminie}, ulubiony: przedmiot}
        definicje: {najlepszy: {nazwa: najlepszy wynik, wzór: "najwyższa(egzamin[p] dla p z przedmiot) gdy brak 0"}}
        kryteria: {a: 1}
        warunki:
          wszystkie: {wymaga: "każdy(egzamin[p] ≥ 30 dla p z przedmiot)", treść: t}
          ulubiony: {wymaga: "egzamin[ulubiony] ≥ 30 i najlepszy > 50 i punkty.a = 1", treść: t}
        kolejność: [{etap: suma, suma: [a]}]
        oddziały: {A: {miejsca: 1}}
    """)
    facts = {"egzamin": {"polski": 75, "wychowanie_fizyczne": 50}, "ulubiony": "polski"}
    told = [one.values for one in explain(Evaluator(found, found.branches["A"], facts, {})).conditions]
    assert told == [
        "wynik na egzaminie: polski – 75%, wychowanie fizyczne – 50%",
        "wynik na egzaminie (ulubiony): 75%; ulubiony: polski; najlepszy wynik: 75; punkty za kryterium „a”: 1",
    ]


def test_who_is_exempt_is_told_why(rules: Regulation) -> None:
    facts = {"wyróżnienie": True, "zwolniony": True, "urodzony": date(2013, 1, 1)}
    assert explained(rules, **facts).conditions[1].outcome.startswith("zwolniony: ")


def test_stages(rules: Regulation) -> None:
    found = explained(rules)
    assert [(one.name, one.outcome) for one in found.stages] == [
        ("pierwsi", "bez pierwszeństwa"),
        ("suma", "84,25"),
        ("starsi", "6 maja 2010 r."),
        ("los", "losowanie rozstrzyga tylko przy równych wynikach"),
    ]
    assert explained(rules, wyróżnienie=True).stages[0].outcome == "ma pierwszeństwo"


@given(
    polish=st.integers(0, 100) | st.none(),
    physics=st.integers(0, 100),
    flags=st.tuples(st.booleans(), st.booleans()),
    times=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["laureat", "finalista"]), st.integers(0, 200))),
)
def test_an_explanation_adds_up_to_the_result(
    polish: int | None, physics: int, flags: tuple[bool, bool], times: list[tuple[str, str, int]]
) -> None:
    """The parts of every sum come to what stands above them; nothing is explained that was not counted."""
    results = {"fizyka": physics} | ({"polski": polish} if polish is not None else {})
    facts = {
        "egzamin": results,
        "wyróżnienie": flags[0],
        "zwolniony": flags[1],
        "zawody": tuple(contest(*one) for one in times),
    }
    found = explained(PROPERTY, **facts)
    assert {one.name: one.points for one in found.criteria} == found.result.criteria
    by_name = steps(found)
    exam = by_name["egzamin"]
    if exam.points is None:
        assert exam.missing == ("egzamin.polski",)
    else:
        assert exam.points == sum(part.points or 0 for part in exam.parts)
    counted = [part for part in by_name["zawody"].parts if part.outcome == "liczy się"]
    laureates = sum(1 for part in counted if part.points == 5)
    others = sum(1 for part in counted if part.points == 1)
    assert by_name["zawody"].points == min(9, (8 if laureates > 1 else 5 * laureates) + others)


PROPERTY = regulation(TEXT)


def test_words_kept_from_one_candidate_to_the_next_change_nothing(rules: Regulation) -> None:
    words = WordsOfRules()
    rest = {"oceny": {"polski": "celujący"}, "urodzony": date(2013, 5, 6)}
    for facts in (dict(FULL), {**rest, "wyróżnienie": True, "staż": 11}, {**rest, "staż": None}, dict(FULL)):
        evaluator = Evaluator(rules, rules.branches["A"], facts, {"pozycja": 1})
        assert explain(evaluator, words) == explain(evaluator)
