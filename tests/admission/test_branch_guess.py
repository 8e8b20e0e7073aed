"""The branch that was most likely meant by what people write instead of its code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from admission.branch_guess import likely_branch
from admission.recruitment.model import Recruitment
from admission.recruitment.reading import read_recruitment
from admission.validation import read_rows
from tests.admission.recruitment.schools import write_schools
from tests.dsl.loading import regulation

ONE = """
    kandydat: {egzamin: procent}
    kryteria: {a: egzamin}
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały:
      A: {nazwa: ogólny, miejsca: 1}
      TI: {nazwa: technik informatyk, miejsca: 1}
      TS: {nazwa: technik pojazdów samochodowych, miejsca: 1}
"""


@pytest.fixture
def offer(tmp_path: Path) -> Recruitment:
    found = read_recruitment(write_schools(tmp_path, "")).recruitment
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I LO A", "lo1/A"),
        ("LO I – A", "lo1/A"),
        ("II LO, klasa B", "lo2/B"),
        ("A (lo1)", "lo1/A"),
        ("III LO A", None),
        ("klasa A", None),  # of which school?
        ("I LO Z", None),
        ("A", None),
    ],
)
def test_of_several_schools(offer: Recruitment, text: str, code: str | None) -> None:
    assert likely_branch(offer, text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("klasa A", "A"),
        ("A (mat-fiz)", "A"),
        ("ogólny", "A"),
        ("Technik  informatyk", "TI"),
        ("i sport a", None),
        ("informatyk", "TI"),
        ("samochodowe", "TS"),
        ("technik", None),
        ("informatyka i sport", None),
    ],
)
def test_of_one_school(text: str, code: str | None) -> None:
    assert likely_branch(regulation(ONE), " ".join(text.split())) == code


def test_the_remedy_names_it(offer: Recruitment) -> None:
    row = json.dumps({"id": "k1", "egzamin": 50, "wybory": ["I LO A"]}).encode()
    problem = next(iter(read_rows([row], "k.jsonl", offer).problems))
    assert problem.message.startswith("kandydat „k1”, pole „wybory.1”: Nie ma oddziału „")
    assert problem.hint.startswith("Czy chodziło o „lo1/A”?")


def test_a_code_of_two_words_is_no_guess() -> None:
    found = regulation(ONE.replace("TI:", '"1 B":'))
    row = json.dumps({"id": "k1", "egzamin": 50, "wybory": ["1 B"]}).encode()
    assert read_rows([row], "k.jsonl", found).problems.items == []
