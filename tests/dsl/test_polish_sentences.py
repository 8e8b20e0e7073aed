"""Rules in Polish: `golden/sentences.yaml` uses every construct, `golden/sentences.txt` is what is said of it.

`--update-golden` writes the text anew; then read it as an editor would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dsl.decode.functions import AGGREGATES, FUNCTIONS
from dsl.emit.polish.provisions import act, clause, document, event, seats_words
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import Words
from dsl.model import expr as typed
from dsl.model.regulation import ForEach, Regulation, Rules, StageKind
from tests.dsl.loading import load_shown, of_language, regulation

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def everything() -> Regulation:
    loaded = of_language(load_shown(GOLDEN / "sentences.yaml"))
    assert not loaded.diagnostics
    assert loaded.regulation is not None
    return loaded.regulation


def written(regulation: Regulation) -> str:
    (rules,) = regulation.kinds.values()
    sentences, words = Sentences(regulation, rules), Words(regulation, rules)
    parts = {
        "Definicje": [f"{one.name}: {words.of(one.formula)}" for one in rules.definitions.values()],
        "Tabele": [line for table in rules.tables.values() for line in lines(sentences.table(table))],
        "Kryteria": [line for one in rules.criteria for line in lines(sentences.criterion(one))],
        "Warunki": [line for one in rules.conditions for line in lines(sentences.condition(one))],
        "Kolejność": [f"{one.name}: {sentences.stage(one).flat}" for one in rules.order],
        "Terminarz": [
            event(one, phase, regulation.timetable).flat for one in regulation.timetable.values() for phase in one.terms
        ],
        "Dokumenty": [document(one).flat for one in regulation.documents.values()],
        "Postanowienia": [
            clause(one, regulation.timetable).flat for part in regulation.clauses.values() for one in part.values()
        ],
        "Akty": [act(one, genitive=genitive) for one in regulation.acts.values() for genitive in (False, True)],
        "Oddziały": [
            f"{one.code}: {one.label}; miejsca: {seats_words(one)}; {sentences.scored_subjects(one)}"
            for one in regulation.branches.values()
        ],
        "Miejsca": [line for one in regulation.branches.values() for line in lines(sentences.seats(one))],
    }
    return "\n".join(f"== {name} ==\n" + "\n".join(found) + "\n" for name, found in parts.items())


def lines(wording: Wording, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + (f"{wording.introduction}:" if wording.items else wording.text)
    for item in wording.items:
        yield from lines(item, depth + 1)
    if wording.closing:
        yield "  " * depth + wording.closing


def test_every_sentence(everything: Regulation, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "sentences.txt", written(everything))


def formulas(rules: Rules) -> Iterator[typed.Typed]:
    for definition in rules.definitions.values():
        yield from definition.formula.walk()
    for one in (inner for top in rules.criteria for inner in top.walk()):
        for formula in one.formulas():
            yield from formula.walk()
    for condition in rules.conditions:
        for part in (condition.applies_when, condition.requires, condition.unless):
            if part is not None:
                yield from part.walk()
    for stage in rules.order:
        if stage.value is not None:
            yield from stage.value.walk()


def test_the_file_uses_every_construct(everything: Regulation) -> None:
    """So that no wording is left unread."""
    (rules,) = everything.kinds.values()
    nodes = list(formulas(rules))
    used = {type(node) for node in nodes}
    every = {one for one in vars(typed).values() if isinstance(one, type) and issubclass(one, typed.Typed)}
    assert every - used == {typed.Typed}
    functions = {node.function for node in nodes if isinstance(node, typed.FunctionCall)}
    assert functions == set(FUNCTIONS)
    aggregates = {node.function for node in nodes if isinstance(node, typed.Aggregate | typed.AggregateOf)}
    assert aggregates == set(AGGREGATES)
    assert {one.kind for one in rules.order} == set(StageKind)
    assert {type(one.way).__name__ for one in rules.criteria} == {"Points", "Rows", "Components", "ForEach"}
    filters = [one.way.each.condition for one in rules.criteria if isinstance(one.way, ForEach)]
    assert {type(one) for one in filters} >= {type(None), typed.Negation, typed.Either}
    assert {type(one.way.body).__name__ for one in rules.criteria if isinstance(one.way, ForEach)} == {"Points", "Rows"}


def test_no_sentence_shows_the_language(everything: Regulation) -> None:
    """No underscores, no names of types, no marks of a formula, no double spaces, no commas before a full stop."""
    text = written(everything)
    body = re.sub(r"(?m)^(średni_wynik|liczba_sytuacji|dorosły): ", "", text)
    assert not re.search(r"_|\*|≥|≤|≠|None|Fraction|dsl\.|\(\)|  +\S+ {2,}| ,|, ,|;;|: :|,\.", body)


DIFFERENT = [
    ("n - (k - 1) > 1", "n - k - 1 > 1"),
    ("n - (k + 1) > 1", "n - k + 1 > 1"),
    ("n * (k + 1) > 1", "n * k + 1 > 1"),
    ("(n + 1) / 2 > 1", "n + 1 / 2 > 1"),
    ("n / (k * 2 + 1) > 1", "n / 1 * k > 1"),
    ("(m gdy brak 1) + n > 1", "(m gdy brak (1 + n)) > 1"),
    ("(jeżeli a to 1 inaczej 2) + n > 1", "(jeżeli a to 1 inaczej 2 + n) > 1"),
    ("suma(wyn[p] dla p z przedmiot) / 2 > 1", "suma(wyn[p] / 2 dla p z przedmiot) > 1"),
    ("zaokrąglij(n) + 1 > 1", "zaokrąglij(n + 1) > 1"),
    ("liczba(p dla p z przedmiot gdy wyn[p] > 1) > 1", "liczba(przedmiot) > 1"),
    ("n > 1", "n ≥ 1"),
    ("n < 1", "n ≤ 1"),
    ("a", "nie a"),
    ("m jest podane", "m nie jest podane"),
    ("n od 1 do 2", "n od 1 do 3"),
    ("najwyższa(n; k) > 1", "najniższa(n; k) > 1"),
    ("wyn.x1 > 1", "wyn.x2 > 1"),
    ("w_górę(n) > 1", "w_dół(n) > 1"),
    ("2025-01-02 < dzień", "2025-02-01 < dzień"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_rules_have_different_words(one: str, other: str) -> None:
    def words(formula: str) -> str:
        found = regulation(f"""
            pojęcia: {{przedmiot: [x1, x2]}}
            kandydat: {{a: tak/nie, n: liczba, m: liczba?, k: liczba od 1 do 5, dzień: data, wyn: punkty dla przedmiot}}
            warunki: {{x: {{wymaga: "{formula}", treść: t}}}}
        """)
        (rules,) = found.kinds.values()
        return Words(found, rules).of(rules.conditions[0].requires)

    assert words(one) != words(other)


JOINED = """
pojęcia: {szczebel: [krajowy, wojewódzki], tytuł: [laureat, finalista]}
kandydat:
  matka: {typ: tak/nie, zdanie: "matka pracuje, prowadzi działalność albo uczy się w trybie dziennym"}
  ojciec: {typ: tak/nie, zdanie: "ojciec pracuje, prowadzi działalność albo uczy się w trybie dziennym"}
  babcia: {typ: tak/nie, nazwa: opieka babci, zdanie: kandydat ma babcię}
  dojrzały: {typ: tak/nie, nazwa: dojrzałość, zdanie: kandydat jest dojrzały (najpóźniej we wrześniu skończył 18 lat)}
  dziecko_zdrowe: {typ: tak/nie, nazwa: zdrowie, zdanie: dziecko jest zdrowe}
  liczone: liczba od 0 do 9
  zawody: {lista: {szczebel: szczebel, tytuł: tytuł}}
kryteria:
  praca:
    wiersze: [{gdy: WARUNEK, punkty: 1}]
  zawody:
    za każde: o z zawody
    wiersze:
      - {gdy: o.szczebel = krajowy i o.tytuł w (laureat; finalista), punkty: 2}
      - {gdy: o.szczebel = wojewódzki i o.tytuł = laureat, punkty: 1}
kolejność: [{etap: e, suma: [praca, zawody]}]
oddziały: {A: {miejsca: 1}}
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (
            "matka i ojciec",
            "matka pracuje, prowadzi działalność albo uczy się w trybie dziennym, a ponadto "
            "ojciec pracuje, prowadzi działalność albo uczy się w trybie dziennym",
        ),
        (
            "babcia lub matka",
            "kandydat ma babcię, albo też matka pracuje, prowadzi działalność albo uczy się w trybie dziennym",
        ),
        ("babcia i dziecko_zdrowe", "kandydat ma babcię oraz dziecko jest zdrowe"),
        ("nie dziecko_zdrowe", "dziecko nie jest zdrowe"),
        ("nie dojrzały", "kandydata nie dotyczy: dojrzałość"),
        ("dojrzały", "kandydat jest dojrzały (najpóźniej we wrześniu skończył 18 lat)"),
    ],
)
def test_statements_joined_have_one_reading(condition: str, told: str) -> None:
    found = regulation(JOINED.replace("WARUNEK", condition))
    (rules,) = found.kinds.values()
    (row,) = Sentences(found, rules).criterion(rules.criteria[0]).items
    assert row.text == f"{told} – 1 punkt"


def test_a_name_with_joints_does_not_stand_behind_a_comma() -> None:
    found = regulation(JOINED.replace("WARUNEK", "babcia"))
    (rules,) = found.kinds.values()
    told = [row.text for row in Sentences(found, rules).criterion(rules.criteria[1]).items]
    assert told == ["krajowy, a ponadto laureat albo finalista – 2 punkty", "wojewódzki, laureat – 1 punkt"]


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("zaokrąglij(liczone / 2)", "zaokrąglenie do liczby całkowitej (połówkę zaokrągla się w górę): "),
        ("zaokrąglij(liczone / 2; 1)", "zaokrąglenie do 1 miejsca po przecinku (połówkę zaokrągla się w górę): "),
        ("w_górę(liczone / 2)", "zaokrąglenie w górę do liczby całkowitej: "),
        ("w_dół(liczone / 2)", "zaokrąglenie w dół do liczby całkowitej: "),
    ],
)
def test_a_rounding_says_which_way(formula: str, told: str) -> None:
    text = JOINED.replace("WARUNEK", "babcia").replace("punkty: 2}", f"punkty: {formula}}}")
    found = regulation(text)
    (rules,) = found.kinds.values()
    assert f"{told}liczone : 2" in Sentences(found, rules).criterion(rules.criteria[1]).flat
