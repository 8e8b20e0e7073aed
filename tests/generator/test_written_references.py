"""References written out by hand: those that lead nowhere are told where they stand, others are left alone."""

from __future__ import annotations

import pytest

from generator.regulation import dead_references
from tests.dsl.loading import regulation
from tests.regulations.shipped import SCHOOLS, school

FILE = """\
kryteria: {{wynik: {{nazwa: wynik, punkty: 5}}, drugi: {{nazwa: drugi, punkty: 3}}}}
postanowienia:
  pierwsze: {{treść: "{words}"}}
  drugie: {{treść: zwykłe}}
oddziały: {{A: {{miejsca: 3}}}}
"""


def told(words: str) -> list[str]:
    return [one.message for one in dead_references(regulation(FILE.format(words=words)))]


@pytest.mark.parametrize(
    "words",
    [
        "zob. § 3 pkt 2",
        "zasady z § 4 ust. 2 stosuje się",
        "o których mowa w § 1",
        "zgodnie z § 9 ust. 2 rozporządzenia",
        "zgodnie z § 9 ustawy o systemie oświaty oraz art. 99",
        "na podstawie § 12 statutu szkoły",
        "zob. <§ kryteria.drugi>",
        "zob. § 9–11",
    ],
)
def test_what_leads_somewhere_or_out_of_the_document(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("zob. § 99 ust. 2", "§ 99 ust. 2"),
        ("zasady z § 3 pkt 3 stosuje się", "§ 3 pkt 3"),
        ("o których mowa w § 4 ust. 1 pkt 1 lit. a", "§ 4 ust. 1 pkt 1 lit. a"),
        ("zob. § 5 niniejszego regulaminu", "§ 5"),
    ],
)
def test_what_leads_nowhere(words: str, unit: str) -> None:
    assert told(words) == [f"Tekst odsyła do „{unit}”, a takiej jednostki nie ma w dokumencie."]


def test_the_place_is_that_of_the_words() -> None:
    (problem,) = dead_references(regulation(FILE.format(words="zob. § 99 ust. 2")))
    assert problem.code == "P805"
    assert problem.location is not None
    assert problem.location.line == 6
    assert problem.where.text == "§ 99 ust. 2"  # type: ignore[union-attr]


def test_own_units_are_read_too() -> None:
    own = "treść: [{część: kryteria, dopisek: [zob. § 98]}, pozostałe, {paragraf: Własny, ustępy: [zob. § 97]}]\n"
    found = dead_references(regulation(FILE.format(words="zwykłe") + own))
    assert [one.message.partition("„")[2].partition("”")[0] for one in found] == ["§ 98", "§ 97"]


@pytest.mark.parametrize("name", SCHOOLS)
def test_nothing_is_told_of_the_shipped_regulations(name: str) -> None:
    assert dead_references(school(name)) == ()
