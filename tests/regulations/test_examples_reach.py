"""Examples of the shipped schools reach every rule that their branches can reach, and those of laws and cities too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from dsl.load import load
from dsl.model.regulation import Example, Regulation
from tests.dsl.loading import regulation
from tests.regulations.reach import BASES, coverage, coverage_of_base, goals, goals_of_base, reached, report
from tests.regulations.shipped import REGULATIONS, SCHOOLS, school

FEWEST_OF_OUR_OWN = 15
# What cannot be reached, each with the reason; a line that is reached after all is a mistake here.
OUT_OF_REACH: Mapping[str, Mapping[str, str]] = {
    "prawo/ponadpodstawowe-2025": {
        "przygotowania wojskowego: kolejność, laureaci – rozstrzyga": (
            "the only school with such branches stands under the rules of Łomża, which leave this stage out; "
            "the same stage of the law of 2022 is reached, and tests/regulations/test_laws.py counts this one"
        ),
    },
}


@pytest.mark.parametrize("name", SCHOOLS)
def test_examples_of_a_school_reach_all_that_its_branches_can(name: str) -> None:
    assert coverage(name).left == tuple(sorted(OUT_OF_REACH.get(name, {})))


@pytest.mark.parametrize("name", BASES)
def test_examples_of_all_schools_together_reach_every_rule_of_a_law_or_a_city(name: str) -> None:
    assert coverage_of_base(name).goals
    assert coverage_of_base(name).left == tuple(sorted(OUT_OF_REACH.get(name, {})))


def test_every_law_and_city_with_criteria_is_measured() -> None:
    files = {path.relative_to(REGULATIONS).with_suffix("").as_posix(): path for path in REGULATIONS.rglob("*.yaml")}
    loaded = {name: load(path).regulation for name, path in files.items()}
    ruling = {name for name, found in loaded.items() if found and not found.branches and goals_of_base(found)}
    assert ruling == set(BASES)


def test_report() -> None:
    """`pytest -q -s -k report tests/regulations` prints what `python -m tests.regulations.reach` does."""
    told = report([*map(coverage, SCHOOLS), *map(coverage_of_base, BASES)])
    print(f"\n{told}")
    assert all(f"{name}: " in told for name in (*SCHOOLS, *BASES))


# -- printed examples -------------------------------------------------------------------------------------------------

_PRINTED = re.compile(r"\(np\. .*?(\d+)% = +\$\d+ \\times 0,3\d* = (\d+,\d+)\$")


def cited_lines(example: Example) -> set[int]:
    return {line for one in example.notes.sources if one.lines for line in range(one.lines[0], one.lines[1] + 1)}


def test_examples_printed_in_a_document_are_there(seeds: Path) -> None:
    (path,) = seeds.glob("004_*.txt")
    printed = [
        (number, match[1], match[2])
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if (match := _PRINTED.search(line))
    ]
    assert len(printed) == 2
    for number, percent, points in printed:
        (found,) = (
            one
            for one in school("lomza-szkola-przykladowa/2026-2027").examples
            if number in cited_lines(one) and f"{percent}%" in one.name
        )
        assert points in {node.span.text for node in found.expected.values()}


@pytest.mark.parametrize("document", ["001", "002", "003"])
def test_the_other_documents_print_no_example(seeds: Path, document: str) -> None:
    (path,) = seeds.glob(f"{document}_*.txt")
    assert re.search(r"\bnp\. .*=", path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("name", SCHOOLS)
def test_enough_examples_beyond_the_printed_ones(name: str) -> None:
    own = [one for one in school(name).examples if not one.notes.sources]
    assert len(own) >= FEWEST_OF_OUR_OWN


# -- the measure itself -----------------------------------------------------------------------------------------------

SMALL = """
    paragraf: 1
    regulamin: Regulamin
    rok szkolny: 2026/2027
    wydaje: dyrektor
    pojęcia:
      stopień: {dobry: 2, słaby: 1}
    kandydat:
      ocena: {typ: "stopień?"}
      zawody: {lista: {miejsce: "liczba całkowita od 1 do 10", gdzie: tekst}}
      zgoda: tak/nie
      zwolniony: tak/nie
    tabele:
      za ocenę: {wiersze: {dobry: 3, słaby: 1, brak: 0}}
    kryteria:
      ocena: {punkty: "za_ocenę[ocena]"}
      zawody:
        za każde: z z zawody
        jednorazowo: [gdzie]
        wiersze:
          - {gdy: z.miejsce = 1, punkty: 4, dwa lub więcej: 5}
          - {gdy: z.miejsce w (2; 3), punkty: 2}
        najwyżej: 6
      premia: {punkty: "jeżeli zgoda to 1 inaczej 0"}
    warunki:
      zgoda: {wymaga: zgoda, chyba że: zwolniony, treść: ma zgodę}
    kolejność:
      - {etap: suma, suma: [ocena, zawody, premia]}
      - {etap: zgoda, pierwszeństwo: zgoda}
    oddziały: {A: {miejsca: 2}}
    przykłady:
"""


def left(*examples: str) -> set[str]:
    written = "\n".join(f"      {number}: {example}" for number, example in enumerate(examples, 1))
    found = regulation(SMALL + written)
    return {name for goal, name in goals(found).items() if goal not in reached(found)}


EVERYTHING = (
    "{dane: {ocena: dobry, zgoda: tak}, oczekuj: {ocena: 3, premia: 1, zawody: 0, dopuszczony: tak}}",
    "{dane: {ocena: słaby}, oczekuj: {ocena: 1, premia: 0, dopuszczony: nie}}",
    "{dane: {}, oczekuj: {ocena: 0}}",
    "{dane: {zawody: [{miejsce: 1, gdzie: a}]}, oczekuj: {zawody: 4}}",
    "{dane: {zawody: [{miejsce: 1, gdzie: a}, {miejsce: 1, gdzie: b}, {miejsce: 2, gdzie: c}]}, oczekuj: {zawody: 6}}",
    "{dane: {zawody: [{miejsce: 3, gdzie: a}, {miejsce: 2, gdzie: A}, {miejsce: 9, gdzie: c}]}, oczekuj: {zawody: 2}}",
    "{dane: {zgoda: tak}, kandydaci: {a: {ocena: dobry}, b: {}, c: {}}, oczekuj: {kolejność: [a, [b, c]]}}",
    "{dane: {zwolniony: tak}, kandydaci: {a: {ocena: słaby}, b: {zgoda: tak}}, oczekuj: {kolejność: [b, a]}}",
)


def test_examples_that_reach_everything() -> None:
    assert left(*EVERYTHING) == set()


@pytest.mark.parametrize("number", range(len(EVERYTHING)))
def test_each_of_them_is_needed(number: int) -> None:
    assert left(*(one for at, one in enumerate(EVERYTHING) if at != number))


def test_only_what_an_example_expects_is_reached() -> None:
    """Points that nobody compares may be anything, so may a condition that nobody asks of."""
    every = left("{dane: {}, oczekuj: {brakuje: []}}")
    assert "tabela za ocenę – dobry" in every
    assert left("{dane: {ocena: dobry, zgoda: tak}, oczekuj: {premia: 1}}") & {
        "tabela za ocenę – dobry",
        "warunek zgoda – spełniony",
    } == {"tabela za ocenę – dobry", "warunek zgoda – spełniony"}


def test_one_of_several_titles_is_not_two() -> None:
    one = "{dane: {zawody: [{miejsce: 1, gdzie: a}, {miejsce: 2, gdzie: b}]}, oczekuj: {zawody: 6}}"
    assert "kryterium zawody, wiersz 1 – dwa lub więcej" in left(one)
    assert "kryterium zawody – obcięte" in left(one)
    assert "kryterium zawody, wiersz 1 – trafiony" not in left(one)


def test_a_law_is_measured_without_schools_of_its_own(root: Path) -> None:
    found: Regulation | None = load(root / "regulations" / "krakow" / "przedszkola-2017.yaml").regulation
    assert found is not None
    assert not found.branches
    assert "oddział" not in " ".join(coverage_of_base("krakow/przedszkola-2017").goals.values())
