"""What reads the same is the same: formulas that share their words share their values, for every candidate."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import explain
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.words import Words
from dsl.model.regulation import Points, Regulation, Rules
from polish.numbers import MINUS, NBSP
from tests.dsl.loading import regulation

FORMULAS, CANDIDATES = 700, 40
ATOMS = [
    "a",
    "b",
    "c",
    "m jest podane",
    "x1 w zb",
    "x2 w zb",
    "ulub = x1",
    "ulub w (x1; x3)",
    "ulub w zb",
    "ulub = drugi",
    "ocena ≥ dobry",
    "ocena < dobry",
    "dzień < 2025-01-02",
    "2025-01-02 ≤ dzień",
    "dzień = 2025-01-02",
    "dzień < koniec",
    'gmina = "Kęty"',
    'gmina w ("Kęty"; "Osiek")',
    "liczba(zb) > 0",
    "liczba(zb) = 0",
    "dorosły",
]


def truth(pick: random.Random, depth: int, inside: str = "") -> str:
    if depth == 0 or pick.random() < 0.15:
        return pick.choice([f"wyn[{inside}] > 2", f"{inside} w zb", f"{inside} = x1"] if inside else ATOMS)
    match pick.randrange(9 if not inside else 5):
        case 0 | 1:
            return f"({truth(pick, depth - 1, inside)} i {truth(pick, depth - 1, inside)})"
        case 2 | 3:
            return f"({truth(pick, depth - 1, inside)} lub {truth(pick, depth - 1, inside)})"
        case 4:
            return f"nie {truth(pick, depth - 1, inside)}"
        case 5:
            sign = pick.choice(["=", "≠", "<", "≤", ">", "≥"])
            return f"({number(pick, depth - 1)} {sign} {number(pick, depth - 1)})"
        case 6:
            return f"({number(pick, depth - 1)} od 1 do {pick.choice(['n', '3', '3 + k'])})"
        case 7:
            quantifier = pick.choice(["któryś", "każdy"])
            return f"{quantifier}({truth(pick, depth - 1, 'p')} dla p z {pick.choice(['przedmiot', 'zb', '(x1; x3)'])})"
    return f"{pick.choice(['któryś', 'każdy'])}(s.wygrana dla s z lista gdy s.miejsce > {pick.randrange(3)})"


def number(pick: random.Random, depth: int, inside: str = "") -> str:
    if depth == 0 or pick.random() < 0.15:
        return pick.choice(
            ["n", "k", "3", "1", *([f"wyn[{inside}]"] * 4 if inside else ["wyn.x1", "wyn.x2", "(m gdy brak 2)"])]
        )
    one, other = (number(pick, depth - 1, inside) for _ in range(2))
    match pick.randrange(12 if not inside else 6):
        case 0:
            return f"({one} + {other})"
        case 1 | 2:
            return f"({one} - {other})"
        case 3:
            return f"({one} * {other})"
        case 4:
            return f"({one} / {pick.choice(['2', 'k', '(k + 1)', '(k * 3)', '(k + n)'])})"
        case 5:
            return f"-{one}"
        case 6:
            return f"{pick.choice(['zaokrąglij', 'w_górę', 'w_dół'])}({one})"
        case 7:
            return f"zaokrąglij({one}; {pick.randrange(3)})"
        case 8:
            return f"{pick.choice(['suma', 'najwyższa', 'najniższa'])}({one}; {other})"
        case 9:
            return f"(jeżeli {truth(pick, depth - 1)} to {one} inaczej {other})"
        case 10:
            only = f" gdy {truth(pick, depth - 1, 'p')}" if pick.random() < 0.5 else ""
            return f"suma({number(pick, depth - 1, 'p')} dla p z {pick.choice(['przedmiot', 'zb'])}{only})"
    return pick.choice(
        [
            "suma(najwyższe(2; wyn[p] dla p z przedmiot))",
            "suma(najniższe(1; wyn[p] dla p z przedmiot))",
            "suma(wyn[p] + suma(wyn[q] dla q z zb gdy q ≠ p) dla p z przedmiot)",
            "suma(wyn[p] + suma(wyn[q] dla q z zb gdy q ≠ x1) dla p z przedmiot)",
            "suma(wyn[p] + suma(wyn[p2] - wyn[p] dla p2 z zb) dla p z przedmiot)",
            "liczba(p dla p z przedmiot gdy p w zb)",
            "liczba(przedmiot)",
            "tab[ocena]",
            "rok(dzień)",
            "dni(dzień; koniec)",
            "pełne_miesiące(dzień; koniec)",
            "liczba(lista)",
        ]
    )


def loaded(formulas: list[str]) -> Regulation:
    criteria = "\n".join(f"          r{place}: {{punkty: '{text}'}}" for place, text in enumerate(formulas))
    names = ", ".join(f"r{place}" for place in range(len(formulas)))
    return regulation(f"""
        pojęcia:
          przedmiot: {{x1: ikséw, x2: igreków, x3: zetów}}
          stopień: {{dobry: 4, słaby: 2, zły: 1}}
        kandydat:
          a: {{typ: tak/nie, nazwa: pierwsze, zdanie: kandydat jest pierwszy}}
          b: {{typ: tak/nie, nazwa: drugie, zdanie: kandydat ma drugie}}
          c: {{typ: tak/nie, nazwa: trzecie}}
          n: liczba od 1 do 5
          k: liczba od 1 do 5
          m: liczba?
          wyn: {{typ: liczba dla przedmiot, nazwa: wynik}}
          zb: {{typ: zbiór przedmiot, nazwa: kursy, zdanie: kandydat ma kursy z …}}
          ulub: {{typ: przedmiot, nazwa: ulubiony}}
          drugi: {{typ: przedmiot, nazwa: następny}}
          ocena: stopień
          dzień: data
          koniec: data
          gmina: tekst
          lista: {{lista: {{miejsce: liczba, wygrana: tak/nie}}}}
        definicje: {{dorosły: pełne_lata(dzień; koniec) ≥ 1}}
        tabele: {{tab: {{wiersze: {{dobry: 4, słaby: 1, pozostałe: 0}}}}}}
        kryteria:
{criteria}
        kolejność: [{{etap: e, suma: [{names}]}}]
        oddziały: {{A: {{miejsca: 1}}}}
    """)


def candidate(pick: random.Random) -> dict[str, Any]:
    subjects = ["x1", "x2", "x3"]
    days = [date(2024, 1, 1), date(2025, 1, 2), date(2025, 6, 30)]
    found = {
        **{name: pick.random() < 0.5 for name in "abc"},
        **{name: pick.choice([1, 2, 3, Fraction(7, 2), 5]) for name in "nk"},
        "wyn": {name: pick.randrange(6) for name in subjects},
        "zb": frozenset(name for name in subjects if pick.random() < 0.5),
        "ulub": pick.choice(subjects),
        "drugi": pick.choice(subjects),
        "ocena": pick.choice(["dobry", "słaby", "zły"]),
        "dzień": pick.choice(days),
        "koniec": pick.choice(days),
        "gmina": pick.choice(["Kęty", "Osiek", "Brzeszcze"]),
        "lista": tuple(
            {"miejsce": pick.randrange(4), "wygrana": pick.random() < 0.5} for _ in range(pick.randrange(3))
        ),
    }
    return found | ({"m": pick.randrange(4)} if pick.random() < 0.5 else {})


def as_points(make: Callable[[random.Random, int], str], pick: random.Random) -> str:
    formula = make(pick, 3)
    return formula if make is number else f"jeżeli {formula} to 1 inaczej 0"


@pytest.mark.parametrize("make", [truth, number])
def test_what_reads_the_same_counts_the_same(make: Callable[[random.Random, int], str]) -> None:
    pick = random.Random(2026)
    formulas = list(dict.fromkeys(as_points(make, pick) for _ in range(FORMULAS)))
    found = loaded(formulas)
    (rules,) = found.kinds.values()
    people = [candidate(pick) for _ in range(CANDIDATES)]
    evaluators = [Evaluator(found, found.branches["A"], one, {}) for one in people]
    results = {
        criterion.name: tuple(evaluator.points(criterion) for evaluator in evaluators) for criterion in rules.criteria
    }
    for told in (words_of, amount_of):
        said: dict[str, set[str]] = defaultdict(set)
        for criterion in rules.criteria:
            assert isinstance(criterion.way, Points)
            said[told(found, rules, criterion.way)].add(criterion.name)
        assert len(said) > len(formulas) / 2
        for words, names in said.items():
            assert len({results[name] for name in names}) == 1, (words, [formulas[int(name[1:])] for name in names])


def words_of(found: Regulation, rules: Rules, way: Points) -> str:
    return Words(found, rules).of(way.points)


def amount_of(found: Regulation, rules: Rules, way: Points) -> str:
    return Sentences(found, rules).amount(way.points)


def test_a_calculation_with_values_comes_to_the_points() -> None:
    """What an explanation prints can be worked out on paper: signs, brackets and fractions are those of the rule."""
    pick = random.Random(7)
    formulas = [text for text in dict.fromkeys(number(pick, 3) for _ in range(400)) if "tab[" not in text]
    found = loaded(formulas)
    for _ in range(8):
        evaluator = Evaluator(found, found.branches["A"], candidate(pick), {})
        for step in explain(evaluator).criteria:
            assert worked_out(step.values) == step.points, (step.values, step.points, formulas[int(step.name[1:])])


_ROUNDED = re.compile(r"(?P<exact>.+), zaokrąglone(?P<way> w górę| w dół)? (?P<result>\S+)")
_BEST = re.compile(r"(?P<which>najwyższa|najniższa) z wartości: (?P<values>.+)")
_ORIGIN = re.compile(r"(?<=[0-9%)]) \(")


def worked_out(text: str) -> Fraction:
    """What stands behind a number in brackets tells where it comes from, and is no part of the calculation."""
    text = without_origins(text)
    if rounded := _ROUNDED.fullmatch(text):
        sides = [calculated(side) for side in rounded["exact"].split(" = ")]
        assert len(set(sides)) == 1, text
        result = calculated(rounded["result"])
        assert {" w górę": 0 < result - sides[0] < 1, " w dół": 0 < sides[0] - result < 1}.get(
            rounded["way"], 0 < abs(result - sides[0]) <= Fraction(1, 2)
        ), text
        return result
    if best := _BEST.fullmatch(text):
        values = [calculated(one) for one in best["values"].split("; ")]
        return max(values) if best["which"] == "najwyższa" else min(values)
    return calculated(text)


def without_origins(text: str) -> str:
    while found := _ORIGIN.search(text):
        end, depth = found.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        text = text[: found.start()] + text[end:]
    return text


def calculated(text: str) -> Fraction:
    for sign, meaning in ((" : ", "/"), ("×", "*"), (MINUS, "-"), (",", "."), (NBSP, "")):
        text = text.replace(sign, meaning)
    exact = re.sub(r"[0-9]+(?:\.[0-9]+)?", lambda one: f"Fraction('{one[0]}')", text)
    value = eval(exact, {"Fraction": Fraction})
    assert isinstance(value, Fraction)
    return value
