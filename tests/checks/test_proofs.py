"""Rows, conditions, thresholds and ranges: what is told, the near miss that is not, and no candidate against it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent, indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.checks.proofs.findings import check_proofs
from dsl.decode.regulation import decode
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.emit.evaluate import Evaluator
from dsl.emit.runtime import MissingFact
from dsl.layers.loading import load_layers
from dsl.model import expr as typed
from dsl.model.regulation import ForEach, Regulation, Rows
from dsl.report import render_all
from dsl.source.text import Source
from tests.checks.formulas import REGULATION, candidates, conditions
from tests.dsl.loading import SHORT_HEADER

FACTS = """
pojęcia:
  przedmiot: [polski, fizyka, chemia]
  stopień: {celujący: 6, dobry: 4, dostateczny: 3, słaby: 2}
  szczebel: [krajowy, wojewódzki, powiatowy, szkolny]
kandydat:
  wynik: procent dla przedmiot
  ocena: stopień
  godziny: liczba całkowita od 0 do 100
  dojazd: liczba od 0 do 100 km
  urodzony: data
  laureat: tak/nie
  sport: tak/nie
  staż: liczba od 0 do 50?
  zawody: {lista: {nazwa: tekst, szczebel: szczebel, miejsce: liczba całkowita od 1 do 100}}
oddział:
  zawodowy: tak/nie
  punktowany: przedmiot
"""
END = """
kolejność: [{etap: punkty, suma: [a]}]
oddziały:
  A: {miejsca: 1, zawodowy: nie, punktowany: fizyka}
  B: {miejsca: 1, zawodowy: nie, punktowany: chemia}
"""


def model_of(text: str) -> Regulation:
    diagnostics = Diagnostics()
    model = decode(load_layers(Source("regulamin.yaml", SHORT_HEADER + text), None, diagnostics), diagnostics)
    assert model is not None
    assert not diagnostics.has_errors, render_all(diagnostics.sorted())
    return model


def found_in(model: Regulation) -> tuple[Diagnostic, ...]:
    diagnostics = Diagnostics()
    check_proofs(model, diagnostics)
    return diagnostics.sorted()


def said(rules: str, facts: str = FACTS, end: str = END) -> list[str]:
    return [one.code for one in found_in(model_of(f"{facts}{dedent(rules)}{end}"))]


def criterion(text: str, more: str = "") -> str:
    return f"{dedent(more)}\nkryteria:\n  a:\n{indent(dedent(text).strip(), '    ')}\n"


def rows(*written: str) -> str:
    return "wiersze:\n" + "".join(f"  - {{{one}}}\n" for one in written)


def each(*written: str) -> str:
    return "za każde: z z zawody\n" + rows(*written) + "najwyżej: 20"


def table(written: str, key: str) -> str:
    return criterion(f"punkty: t[{key}]", f"tabele: {{t: {{wiersze: {{{written}}}}}}}")


# What is told, and beside it what is nearly the same and right.
ROWS = [
    (["P100"], rows("gdy: godziny > 5, punkty: 1", "gdy: godziny > 9, punkty: 2")),
    ([], rows("gdy: godziny > 9, punkty: 2", "gdy: godziny > 5, punkty: 1")),
    (["P100"], rows("punkty: 1", "gdy: laureat, punkty: 2")),
    ([], rows("gdy: laureat, punkty: 2", "punkty: 1")),
    (["P100"], rows("gdy: laureat, punkty: 2", "gdy: nie laureat, punkty: 1", "punkty: 3")),
    ([], rows("gdy: laureat, punkty: 3", "gdy: nie laureat i sport, punkty: 2", "punkty: 1")),
    (["P100"], rows("gdy: godziny <= 4, punkty: 3", "gdy: godziny >= 5, punkty: 2", "gdy: sport, punkty: 1")),
    ([], rows("gdy: dojazd <= 4, punkty: 3", "gdy: dojazd >= 5, punkty: 2", "gdy: sport, punkty: 1")),
    (["P100"], "gdy: laureat\n" + rows("gdy: laureat lub sport, punkty: 2", "gdy: godziny > 4, punkty: 1")),
    ([], "gdy: laureat\n" + rows("gdy: sport, punkty: 2", "gdy: godziny > 4, punkty: 1")),
    (["P100"], each("gdy: z.szczebel w (krajowy; wojewódzki), punkty: 3", "gdy: z.szczebel = krajowy, punkty: 4")),
    (["P101"], each("gdy: z.szczebel = krajowy i z.szczebel = szkolny, punkty: 3", "punkty: 1")),
    ([], each("gdy: z.szczebel = krajowy lub z.szczebel = szkolny, punkty: 3", "punkty: 1")),
    # only what is gone through can be missing
    ([], "za każde: p z (polski; fizyka)\n" + rows("gdy: p = polski, punkty: 3", "gdy: p = fizyka, punkty: 2")),
    (["P105"], "za każde: p z przedmiot\n" + rows("gdy: p = polski, punkty: 3", "gdy: p = fizyka, punkty: 2")),
    (["P101"], "za każde: p z (polski; fizyka)\n" + rows("gdy: p = chemia, punkty: 3", "punkty: 2")),
    ([], "za każde: p z (polski; oddział.punktowany)\n" + rows("gdy: p = chemia, punkty: 3", "punkty: 2")),
    # a place in two lists counts as the first one
    (["P104"], rows("gdy: sport, punkty: 1", "gdy: laureat, punkty: 4")),
    ([], rows("gdy: laureat, punkty: 4", "gdy: sport, punkty: 1")),
    ([], rows("gdy: sport, punkty: 0", "gdy: laureat, punkty: 4")),
    ([], rows("gdy: sport i nie laureat, punkty: 1", "gdy: laureat, punkty: 4")),
    (["P104"], rows("gdy: godziny od 1 do 5, punkty: 1", "gdy: godziny od 5 do 9, punkty: 2")),
    ([], rows("gdy: godziny od 1 do 4, punkty: 1", "gdy: godziny od 5 do 9, punkty: 2")),
    # values that no row names
    (["P105"], each("gdy: z.szczebel = krajowy, punkty: 3", "gdy: z.szczebel w (wojewódzki; powiatowy), punkty: 2")),
    ([], each("gdy: z.szczebel = krajowy, punkty: 3", "gdy: z.szczebel = powiatowy, punkty: 2")),
    ([], each("gdy: z.szczebel = krajowy, punkty: 3", "gdy: z.szczebel = powiatowy, punkty: 2", "punkty: 0")),
    (
        ["P105"],
        rows("gdy: ocena = celujący, punkty: 6", "gdy: ocena = dobry, punkty: 4", "gdy: ocena = słaby, punkty: 1"),
    ),
    (
        [],
        rows(
            "gdy: ocena = celujący, punkty: 6", "gdy: ocena = dobry, punkty: 4", "gdy: ocena = dostateczny, punkty: 1"
        ),
    ),
    (["P105"], rows("gdy: godziny od 50 do 100, punkty: 3", "gdy: godziny od 10 do 48, punkty: 2")),
    ([], rows("gdy: godziny od 50 do 100, punkty: 3", "gdy: godziny od 10 do 49, punkty: 2")),
    (["P105"], rows("gdy: dojazd > 5, punkty: 3", "gdy: dojazd < 5, punkty: 2")),
    ([], rows("gdy: dojazd >= 5, punkty: 3", "gdy: dojazd < 5, punkty: 2")),
    ([], rows("gdy: dojazd > 5 i sport, punkty: 3", "gdy: dojazd < 5, punkty: 2")),
]


@pytest.mark.parametrize(
    ("rows", "later", "wanted"),
    [
        ("do 5,5 km: 3, od 5,6 do 20 km: 1", "od 5,6 do 20 km", "od 5,5 do 20 km"),
        ("od 20 km: 3, od 5 do 19,9 km: 2", "od 5 do 19,9 km", "od 5 do 20 km"),
        ("poniżej 5 km: 3, od 5 do 5,25 km: 2, od 5,26 do 9 km: 1", "od 5,26 do 9 km", "od 5,25 do 9 km"),
    ],
)
def test_a_step_is_told_once_with_what_leaves_nothing_out(rows: str, later: str, wanted: str) -> None:
    (found,) = found_in(model_of(FACTS + table(rows, "dojazd") + END))
    assert (found.code, found.severity) == ("P105", Severity.NOTE)
    assert found.hint.startswith(f"Napisz „{wanted}”")
    assert not found_in(model_of(FACTS + table(rows.replace(later, wanted), "dojazd") + END))


LOOKED_UP = """
tabele: {t: {wiersze: {celujący: 6, dobry: 4, dostateczny: 3}}}
definicje: {z_tabeli: 't[ocena]'}
kryteria: {a: {FORMULA}}
"""
TABLES = [
    (["P105"], table("do 5 km: 3, od 6 do 20 km: 1", "dojazd")),
    ([], table("do 5: 3, od 6 do 20: 1", "godziny")),
    (["P105"], table("do 5,5 km: 3, od 5,6 do 20 km: 1", "dojazd")),
    (["P105"], table("od 20 km: 3, od 5,6 do 19,9 km: 2, do 5,5 km: 1", "dojazd")),
    (["P105"], table("do 5,5 km: 3, od 5,6 do 20 km: 1", "zaokrąglij(dojazd; 2)")),
    (["P105"], table("do 5,5 km: 3, od 5,6 do 9 km: 1, od 10 km: 2", "dojazd")),
    ([], table("do 5,5 km: 3, od 5,6 do 20 km: 1", "zaokrąglij(dojazd; 1)")),
    ([], table("do 5,5 km: 3, od 5,6 do 20 km: 1, pozostałe: 1", "dojazd")),
    ([], table("do 5,5: 3, od 5,6 do 20: 1", "godziny")),
    ([], table("do 5 km: 3, od 5 do 20 km: 1", "dojazd")),
    (["P105"], table("do 5,5 km: 3, od 5,7 do 20 km: 1", "dojazd")),
    (["P105"], table("do 5 km: 3, od 6 do 20 km: 2, pozostałe: 1", "dojazd")),
    ([], table("do 5 km: 3, od 6 do 20 km: 1, pozostałe: 1", "dojazd")),
    (["P106"], table("do 10 km: 3, od 5 do 20 km: 1", "dojazd")),
    ([], table("do 10 km: 3, do 20 km: 1", "dojazd")),
    ([], table("od 20 km: 1, od 10 km: 2, od 5 km: 3", "dojazd")),
    (["P100"], table("do 10 km: 3, od 2 do 5 km: 1", "dojazd")),
    (["P100"], table("do 10 km: 3, od 10 do 20 km: 2, od 8 do 15 km: 1", "dojazd")),
    (["P100"], table("do 10 km: 3, powyżej 100 km: 1", "dojazd")),
    ([], table("poniżej 100 km: 3, od 100 km: 1", "dojazd")),
    (["P105"], table("celujący: 6, dobry: 4, słaby: 2", "ocena")),
    ([], table("celujący: 6, dobry: 4, pozostałe: 2", "ocena")),
    # an end that a range leaves out is not in it
    ([], table("poniżej 5: 3, 5: 9, powyżej 5: 2", "godziny")),
    ([], table("powyżej 5: 3, 5: 9, poniżej 5: 2", "godziny")),
    (["P106"], table("poniżej 10 km: 3, od 5 do 20 km: 1", "dojazd")),
    # only what is looked up can be missing
    *(
        (codes, LOOKED_UP.replace("FORMULA", formula))
        for codes, formula in (
            ([], "gdy: ocena ≠ słaby, punkty: 't[ocena]'"),
            (["P105"], "gdy: ocena ≠ dobry, punkty: 't[ocena]'"),
            ([], "punkty: 'jeżeli ocena = słaby to 0 inaczej t[ocena]'"),
            (["P105"], "punkty: 'jeżeli ocena = słaby to t[ocena] inaczej 0'"),
            ([], "punkty: 'suma(t[s] dla s z (celujący; dobry))'"),
            (["P105"], "punkty: 'suma(t[s] dla s z (celujący; słaby))'"),
            (["P105"], "punkty: 'suma(t[s] dla s z stopień)'"),
            ([], "punkty: 'suma(t[s] dla s z stopień gdy s ≠ słaby)'"),
            ([], "za każde: s z (celujący; dobry), punkty: 't[s]'"),
            (["P105"], "za każde: s z (celujący; słaby), punkty: 't[s]'"),
            ([], "gdy: 'ocena ≠ słaby i t[ocena] > 4', punkty: 1"),
            ([], "gdy: 'ocena = słaby lub t[ocena] > 4', punkty: 1"),
            ([], "gdy: ocena ≠ słaby, punkty: z_tabeli"),
            (["P105"], "punkty: z_tabeli"),
            ([], "wiersze: [{gdy: ocena = słaby, punkty: 1}, {punkty: 't[ocena]'}]"),
        )
    ),
    ([], criterion("gdy: dojazd ≠ 5\npunkty: t[dojazd]", "tabele: {t: {wiersze: {poniżej 5: 3, powyżej 5: 2}}}")),
    (["P105"], criterion("gdy: dojazd ≠ 6\npunkty: t[dojazd]", "tabele: {t: {wiersze: {poniżej 5: 3, powyżej 5: 2}}}")),
]
CONDITIONS = [
    (["P101"], criterion("gdy: godziny > 100\npunkty: 1")),
    ([], criterion("gdy: godziny >= 100\npunkty: 1")),
    (["P101"], criterion("gdy: sport i godziny > 100\npunkty: 1")),
    (["P101"], criterion("gdy: laureat lub godziny > 100\npunkty: 1")),
    (["P102"], criterion("gdy: godziny >= 0\npunkty: 1")),
    ([], criterion("gdy: godziny > 0\npunkty: 1")),
    (["P102"], criterion("gdy: laureat lub nie laureat\npunkty: 1")),
    ([], criterion("gdy: laureat lub nie sport\npunkty: 1")),
    (["P101"], criterion("gdy: staż jest podane i nie (staż jest podane)\npunkty: 1")),
    ([], criterion("gdy: staż jest podane\npunkty: staż")),
    (["P101"], criterion("gdy: urodzony < 2010-01-01 i urodzony > 2012-12-31\npunkty: 1")),
    ([], criterion("gdy: urodzony > 2010-01-01 i urodzony < 2012-12-31\npunkty: 1")),
    (
        ["P101"],
        criterion(
            "punkty: jeżeli laureat to (jeżeli laureat i sport to 3 inaczej jeżeli sport to 2 inaczej 1) inaczej 0"
        ),
    ),
    ([], criterion("punkty: jeżeli laureat to (jeżeli sport to 3 inaczej 2) inaczej 0")),
    (["P101"], criterion("gdy: któryś(wynik[p] > 100 dla p z przedmiot)\npunkty: 1")),
    ([], criterion("gdy: któryś(wynik[p] > 99 dla p z przedmiot)\npunkty: 1")),
    (["P101"], criterion("punkty: liczba(z dla z z zawody gdy z.miejsce < 1)")),
    (["P101"], criterion("gdy: dobrze\npunkty: 1", "definicje: {dobrze: godziny > 200}")),
    # what the branches at hand settle is no mistake
    ([], criterion("gdy: oddział.zawodowy\npunkty: 1")),
    ([], criterion("gdy: wynik[oddział.punktowany] > 50\npunkty: 1")),
    ([], criterion("gdy: oddział.punktowany = polski\npunkty: 1")),
    # a switch that the author has written as one
    ([], criterion("gdy: tak\npunkty: 1")),
    # asking again for what was asked before does no harm
    (
        [],
        criterion("gdy: laureat\n" + rows("gdy: laureat i sport, punkty: 2", "gdy: laureat i godziny > 3, punkty: 1")),
    ),
]
POINTS = [
    (["P107"], criterion("punkty: 0,5 * godziny\nnajwyżej: 60")),
    ([], criterion("punkty: 0,5 * godziny\nnajwyżej: 50")),
    ([], criterion("punkty: 0,5 * godziny\nnajwyżej: 40")),
    ([], criterion("za każde: z z zawody\npunkty: 5\nnajwyżej: 500")),
    (["P108"], criterion("gdy: laureat\npunkty: 0")),
    ([], criterion("gdy: laureat\npunkty: 1")),
    (["P108"], criterion("składniki: {x: {punkty: 0}, y: {gdy: laureat, punkty: 2}}")),
    (["P101"], criterion("gdy: godziny > 100\npunkty: 5")),
    ([], criterion("gdy: laureat\npunkty: 5") + "  niezliczane: {punkty: 0}\n"),
]
THRESHOLDS = [
    (["P103"], "wymaga: punkty.razem >= 101"),
    ([], "wymaga: punkty.razem >= 100"),
    (["P103"], "wymaga: punkty.a >= 0"),
    ([], "wymaga: punkty.a > 0"),
    (["P103"], "wymaga: punkty.a od 120 do 150"),
    (["P103"], "wymaga: laureat lub punkty.razem > 100"),
    ([], "wymaga: laureat lub punkty.razem > 99"),
    (["P101"], "gdy: laureat\nwymaga: sport\nchyba że: nie laureat"),
    ([], "gdy: laureat\nwymaga: sport\nchyba że: godziny > 5"),
    (["P101"], "wymaga: laureat\nrezerwa gdy: laureat i sport"),
    ([], "wymaga: laureat\nrezerwa gdy: sport"),
]


@pytest.mark.parametrize(("codes", "text"), ROWS)
def test_rows(codes: list[str], text: str) -> None:
    assert said(criterion(text)) == codes


@pytest.mark.parametrize(("codes", "text"), [*TABLES, *CONDITIONS, *POINTS])
def test_what_is_told(codes: list[str], text: str) -> None:
    assert said(text) == codes


def with_condition(text: str) -> str:
    return f"warunki:\n  w:\n{indent(text, '    ')}\n    treść: warunek\n" + criterion("punkty: godziny")


@pytest.mark.parametrize(("codes", "text"), THRESHOLDS)
def test_conditions_of_admission(codes: list[str], text: str) -> None:
    assert said(with_condition(text)) == codes


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("wymaga: punkty.razem > 200", Severity.ERROR),
        ("wymaga: laureat i punkty.razem > 200", Severity.ERROR),
        ("wymaga: laureat lub punkty.razem > 200", Severity.WARNING),
        ("gdy: sport\nwymaga: punkty.razem > 200", Severity.WARNING),
        ("chyba że: sport\nwymaga: punkty.razem > 200", Severity.WARNING),
        ("sprawdzane przy: potwierdzenie woli\nwymaga: punkty.razem > 200", Severity.WARNING),
        ("stan: odczytanie\nwymaga: punkty.razem > 200", Severity.NOTE),
    ],
)
def test_it_is_an_error_only_where_nobody_could_be_admitted(text: str, severity: Severity) -> None:
    (told,) = found_in(model_of(FACTS + with_condition(text) + END))
    assert told.severity is severity


def test_the_candidate_shown_gets_less() -> None:
    text = criterion(rows("gdy: godziny od 1 do 5, punkty: 1", "gdy: godziny od 5 do 9, punkty: 2"))
    model = model_of(FACTS + text + END)
    (told,) = found_in(model)
    assert "godziny: 5." in told.hint
    assert Evaluator(model, model.branches["A"], {"godziny": 5}).points_of(("a",)) == 1
    assert Evaluator(model, model.branches["A"], {"godziny": 6}).points_of(("a",)) == 2


KINDS = """
rodzaje oddziałów:
  zwykły: {}
  sportowy: {definicje: {próg: 101}}
"""


def test_what_is_wrong_for_one_kind_only_is_no_mistake() -> None:
    """The same place is read with each kind's own definitions."""
    shared = criterion("gdy: godziny >= próg\npunkty: 1", "definicje: {próg: 50}")
    both = (
        KINDS
        + "kolejność: [{etap: p, suma: [a]}]\n"
        + "oddziały: {A: {rodzaj: KIND, miejsca: 1}, B: {rodzaj: sportowy, miejsca: 1}}"
    )
    facts = FACTS[: FACTS.index("oddział:")]
    assert said(shared, facts, both.replace("KIND", "zwykły")) == []
    assert said(shared, facts, both.replace("KIND", "sportowy")) == ["P101"]


def test_a_law_may_leave_points_to_others() -> None:
    text = FACTS.replace("godziny: liczba całkowita od 0 do 100", "godziny: liczba całkowita od 0 do 100").split(
        "oddział:"
    )[0]
    text += "kryteria:\n  a: {gdy: laureat, punkty: {ustala: organ prowadzący}}\n  b: {gdy: godziny > 100, punkty: 1}\n"
    assert said("", text, "kolejność: [{etap: punkty, suma: [a]}]\n") == ["P101"]


# -- nothing that is told is contradicted by a candidate --------------------------------------------------------------


MANY = candidates(11, 200)


@st.composite
def regulations(draw: st.DrawFn) -> str:
    written = [draw(conditions()) for _ in range(7)]
    return dedent(REGULATION) + dedent(
        f"""\
        kryteria:
          a:
            gdy: {written[0]}
            wiersze:
              - gdy: {written[1]}
                punkty: 1
              - gdy: {written[2]}
                punkty: 3
              - gdy: {written[3]}
                punkty: 2
              - punkty: 1
        warunki:
          w:
            gdy: {written[4]}
            wymaga: {written[5]}
            chyba że: {written[6]}
        kolejność: [{{etap: p, suma: [a]}}]
        oddziały: {{A: {{miejsca: 1}}}}
        """
    )


@given(regulations())
@settings(max_examples=50)
def test_no_candidate_contradicts_what_is_told(text: str) -> None:
    model = model_of(text)
    told = found_in(model)
    for facts in MANY if told else ():
        evaluator = Evaluator(model, model.branches["A"], facts)
        for one in told:
            assert not any(contradictions(model, evaluator, one)), (one.message, facts)


def contradictions(model: Regulation, evaluator: Evaluator, told: Diagnostic) -> Iterator[bool]:
    """Whether this candidate is one who cannot be, by what is told."""
    rules = model.branches["A"].rules
    (found,), (condition,) = rules.criteria, rules.conditions
    way = found.way
    assert isinstance(way, Rows)
    if told.code == "P100":
        row = next(number for number, one in enumerate(way.rows) if (one.condition or one.points).span == told.where)
        yield holds(evaluator, way.condition) is True and reached(evaluator, way) == row
    if told.code in ("P101", "P102"):
        node, gates = site(told.where, way, condition.applies_when, condition.unless, condition.requires)
        if node is None:
            formulas = [one.formula for one in rules.definitions.values()]
            node = next(one for formula in formulas for one in formula.walk() if one.span == told.where)
        here = not told.message.startswith("Tu") or all(holds(evaluator, gate) is wanted for gate, wanted in gates)
        yield here and holds(evaluator, node) is (told.code == "P101")


Gates = list[tuple[typed.Typed | None, bool]]


def site(
    where: object, way: Rows, gdy: typed.Typed | None, unless: typed.Typed | None, requires: typed.Typed
) -> tuple[typed.Typed | None, Gates]:
    """The formula at a place, and what must hold (or not) wherever it is read."""
    written: list[tuple[typed.Typed | None, Gates]] = [
        (way.condition, []),
        *((row.condition, [(way.condition, True)]) for row in way.rows),
        (gdy, []),
        (unless, [(gdy, True)]),
        (requires, [(gdy, True), (unless, False)]),
    ]
    for formula, gates in written:
        for node in formula.walk() if formula is not None else ():
            if node.span == where:
                return node, gates
    return None, []


def holds(evaluator: Evaluator, node: typed.Typed | None) -> bool | None:
    try:
        return None if node is None else bool(evaluator.value(node))
    except (MissingFact, KeyError):
        return None


def reached(evaluator: Evaluator, way: Rows) -> int | None:
    try:
        return evaluator.row_of(way, {})
    except MissingFact:
        return None


MEMBERS_OF = ("rodzaj", "uprawiane", "(bieg; skok) + uprawiane", "(bieg; konkurencja)")
OF_MEMBER = (
    "k = bieg",
    "k w (bieg; skok)",
    "nie (k = rzut)",
    "k = konkurencja",
    "k = druga",
    "ocena[k] = dobry",
    "k w uprawiane",
    "k w uprawiane i ocena[k] w (dobry; słaby)",
    "sport",
    "wiek > 3 lub k = skok",
)


@given(st.sampled_from(MEMBERS_OF), st.lists(st.sampled_from(OF_MEMBER), min_size=2, max_size=4))
@settings(max_examples=80)
def test_no_element_hits_a_row_that_is_told(collection: str, written: list[str]) -> None:
    listed = "".join(f"      - gdy: {one}\n        punkty: {number}\n" for number, one in enumerate(written, 1))
    text = f"kryteria:\n  a:\n    za każde: k z {collection}\n    wiersze:\n{listed}"
    end = "kolejność: [{etap: p, suma: [a]}]\noddziały: {A: {miejsca: 1}}\n"
    model = model_of(dedent(REGULATION) + text + end)
    (found,) = model.branches["A"].rules.criteria
    way = found.way
    assert isinstance(way, ForEach)
    assert isinstance(way.body, Rows)
    told = {one.where for one in found_in(model) if one.code in ("P100", "P101")}
    silent = {number for number, row in enumerate(way.body.rows) if (row.condition or row.points).span in told}
    for facts in MANY if silent else ():
        assert not silent & hit(Evaluator(model, model.branches["A"], facts), way)


def hit(evaluator: Evaluator, way: ForEach) -> set[int]:
    """The rows that elements of this candidate hit."""
    try:
        return {one.row_number for one in evaluator.elements(way)}
    except MissingFact:
        return set()


@pytest.mark.parametrize(
    ("size", "shown"),
    [("do 1", ""), ("do 2", "fizyka, polski"), ("2", "fizyka, polski"), ("3", "chemia, fizyka, polski")],
)
def test_a_candidate_shown_has_as_many_members_as_the_fact_allows(size: str, shown: str) -> None:
    text = FACTS.replace(
        "  laureat: tak/nie\n", f"  laureat: tak/nie\n  języki: {{typ: zbiór przedmiot, ile: {size}}}\n"
    )
    text += criterion(rows("gdy: polski w języki, punkty: 3", "gdy: fizyka w języki, punkty: 5")) + END
    found = [one for one in found_in(model_of(text)) if one.code == "P104"]
    assert [one.hint.split(".")[0] for one in found] == ([f"Na przykład: języki: {shown}"] if shown else [])
