"""`maks`: proven, disproved by a candidate, out of reach, or left open; bounds that are true for every candidate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admission.validation import read_rows
from dsl.checks.proofs.bounds import Bounds
from dsl.emit.evaluate import Evaluator
from dsl.load import load
from dsl.model.regulation import Regulation
from tests.dsl.loading import codes, load_yaml, of_language
from tests.emit.equality import holed_rows

ROOT = Path(__file__).parents[2]
FILES = ["regulations/lo-wyspianskiego-kety/2025-2026.yaml", "tests/emit/everything.yaml"]
TEXT = """
    pojęcia:
      przedmiot: [polski, fizyka, chemia]
      stopień: {celujący: 6, dobry: 4, słaby: 2}
    kandydat:
      wynik: procent dla przedmiot
      ocena: stopień? dla przedmiot
      laureat: tak/nie
      godziny: liczba całkowita od 0 do 100
      ile: liczba
      zawody: {lista: {nazwa: tekst, poziom: stopień}}
    oddział: {punktowane: zbiór przedmiot}
    tabele: {za_ocenę: {wiersze: {celujący: 18, dobry: 14, słaby: 2, brak: 0}}}
    kryteria:
      a:
        CRITERION
        maks: CLAIM
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {miejsca: 1, punktowane: [fizyka, chemia]}}
"""


def said(criterion: str, claim: str) -> list[str]:
    lines = "\n        ".join(criterion.split("\n"))
    loaded = load_yaml(TEXT.replace("CRITERION", lines).replace("CLAIM", claim))
    return codes(of_language(loaded))


PROVEN = [
    ("punkty: 0,35 * wynik.polski + 0,3 * wynik.fizyka", "65"),
    ("za każde: p z (polski; fizyka) + oddział.punktowane\npunkty: za_ocenę[ocena[p]]", "54"),
    ("za każde: p z oddział.punktowane\npunkty: za_ocenę[ocena[p]]", "36"),
    ("gdy: laureat\npunkty: 7", "7"),
    ("wiersze: [{gdy: godziny >= 50, punkty: 3}, {gdy: godziny >= 20, punkty: 2}]", "3"),
    ("wiersze: [{gdy: godziny > 100, punkty: 30}, {gdy: laureat, punkty: 2}]", "2"),
    ("za każde: z z zawody\npunkty: 3\nnajwyżej: 12", "12"),
    ("punkty: suma(najwyższe(2; za_ocenę[ocena[p]] dla p z przedmiot))", "36"),
    ("punkty: zaokrąglij(godziny / 3; 1)", "33,3"),
    ("składniki: {x: 2, y: {gdy: nie laureat, punkty: 3}}", "5"),
    ("punkty: liczba(p dla p z przedmiot gdy wynik[p] > 50)", "3"),
]


@pytest.mark.parametrize(("criterion", "claim"), PROVEN)
def test_what_is_true_is_passed_over(criterion: str, claim: str) -> None:
    assert said(criterion, claim) == []


@pytest.mark.parametrize(("criterion", "claim"), PROVEN)
def test_a_claim_too_high_is_out_of_reach(criterion: str, claim: str) -> None:
    assert said(criterion, f"{claim.partition(',')[0]}0") == ["P081"]


@pytest.mark.parametrize(("criterion", "claim"), [*PROVEN, ("za każde: z z zawody\npunkty: 3", "20")])
def test_a_claim_too_low_is_disproved_by_a_candidate(criterion: str, claim: str) -> None:
    assert said(criterion, "0,5" if claim != "20" else claim) == ["P080"]


def test_a_candidate_is_shown() -> None:
    text = TEXT.replace("CRITERION", "punkty: 0,5 * wynik.polski").replace("CLAIM", "40")
    (told,) = of_language(load_yaml(text)).diagnostics
    assert told.message == "„a”: „maks” to 40, a w oddziale A można uzyskać 50 punktów."
    assert "polski 100" in told.hint


def test_what_a_document_claims_wrongly_is_noted() -> None:
    text = TEXT.replace("CRITERION", "punkty: 0,5 * wynik.polski\n        stan: sprzeczne").replace("CLAIM", "40")
    loaded = load_yaml(text)
    assert loaded.regulation is not None
    assert codes(of_language(loaded)) == ["P080"]


def test_what_cannot_be_proven_is_left_open() -> None:
    """Two conditions that exclude one another through a sum: the bound is 8, the truth 5."""
    criterion = "składniki: {x: {gdy: godziny + ile > 50, punkty: 5}, y: {gdy: godziny + ile <= 50, punkty: 3}}"
    assert said(criterion, "5") == ["P082"]


def regulation(path: str) -> Regulation:
    found = load(ROOT / path).regulation
    assert found is not None
    return found


@pytest.mark.parametrize("path", FILES)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=60)
def test_no_candidate_is_out_of_bounds(path: str, seed: int) -> None:
    found = regulation(path)
    rows = holed_rows(found, 2, seed)
    candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
    for candidate in candidates.good:
        for choice in candidate.choices:
            branch = found.branches[choice.branch]
            evaluator, bounds = Evaluator(found, branch, candidate.facts, choice.pair), Bounds(branch)
            for criterion in (one for top in branch.rules.criteria for one in top.walk()):
                points, interval = evaluator.points(criterion), bounds.of_criterion(criterion)
                if points is not None:
                    assert interval.low is None or interval.low <= points, criterion.dotted
                    assert interval.high is None or points <= interval.high, criterion.dotted


def test_the_shipped_regulation_proves_its_claims() -> None:
    found = regulation(FILES[0])
    assert all(Bounds(branch).of_total().high == 200 for branch in found.branches.values())


def test_what_one_branch_reaches_is_reached() -> None:
    text = TEXT.replace("CRITERION", "za każde: p z oddział.punktowane\n        punkty: za_ocenę[ocena[p]]")
    two = "oddziały: {B: {miejsca: 1, punktowane: [fizyka]}, A: {miejsca: 1, punktowane: [fizyka, chemia]}}"
    text = text.replace("oddziały: {A: {miejsca: 1, punktowane: [fizyka, chemia]}}", two)
    said_of = {claim: codes(of_language(load_yaml(text.replace("CLAIM", claim)))) for claim in ("18", "36", "37")}
    assert said_of == {"18": ["P080"], "36": [], "37": ["P081"]}


CHOSEN = """
    pojęcia: {j: [aa, bb, cc, dd], jj: {spośród: j, wartości: [aa]}}
    kandydat: {s: {typ: zbiór j, ile: do 2}, starty: {lista: {m: liczba od 1 do 4}, ile: do 3}}
    tabele: {tt: {wiersze: {aa: 2, bb: 51, cc: 1, dd: 7}}}
    oddział: {miasto: tekst}
    wybór: {próba: liczba od 0 do 30}
    kryteria: {k: CRITERION}
    kolejność: [{etap: s, suma: [k]}]
    oddziały: {A: {miejsca: 1, miasto: Kęty}}
"""


def claimed(criterion: str) -> list[tuple[str, str]]:
    found = load_yaml(CHOSEN.replace("CRITERION", criterion)).diagnostics
    return [(one.code, one.hint) for one in found if one.code.startswith("P08")]


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ("{za każde: x z s, punkty: 5, maks: 10}", []),
        ("{za każde: x z s, punkty: 5, maks: 9}", ["P080"]),
        ("{za każde: x z s, punkty: 5, maks: 11}", ["P081"]),
        ("{za każde: x z s, punkty: 'tt[x]', maks: 58}", []),
        ("{za każde: x z starty, punkty: x.m, maks: 12}", []),
        ("{za każde: x z starty, punkty: x.m, maks: 11}", ["P080"]),
        ("{gdy: 'oddział.miasto = \"KĘTY\"', punkty: 10, maks: 10}", []),
        ('{gdy: \'oddział.miasto w ("kęty"; "x")\', punkty: 10, maks: 9}', ["P080"]),
    ],
)
def test_elements_that_may_be_given_and_texts_of_any_case(criterion: str, expected: list[str]) -> None:
    assert [code for code, _ in claimed(criterion)] == expected


def test_a_candidate_in_the_example_has_what_counts_in_the_branch() -> None:
    ((code, hint),) = claimed("{punkty: wybór.próba, maks: 20}")
    assert (code, "próba: 30" in hint) == ("P080", True)


def test_a_list_of_parts_of_a_notion_is_of_the_whole() -> None:
    text = CHOSEN.replace(
        "s: {typ: zbiór j, ile: do 2}", "p1: jj, p2: j, n: liczba całkowita od 0 do 3, f: liczba od 0 do 3"
    )
    more = "{za każde: x z (p1; p2), punkty: 'tt[x]', maks: 4}"
    assert "P080" in [one.code for one in load_yaml(text.replace("CRITERION", more)).diagnostics]
    for order in ("(n; f)", "(f; n)"):
        whole = load_yaml(text.replace("CRITERION", f"{{gdy: 'suma(x dla x z {order}) = 0,5', punkty: 1}}"))
        assert "P101" not in [one.code for one in whole.diagnostics]
