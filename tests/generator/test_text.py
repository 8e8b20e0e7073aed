"""The sample as plain text, against the golden files beside.

After an intended change: `pytest tests/generator/test_text.py --update-golden`, then read the difference.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.numbering import number
from generator.text import as_text, lines
from generator.tree import Document
from tests.generator.sample import CHAPTERS, REGULATION

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(("name", "document"), [("regulation", REGULATION), ("chapters", CHAPTERS)])
def test_golden_text(name: str, document: Document, golden: Callable[[Path, str], None]) -> None:
    numbering = number(document)
    assert numbering.problems == ()
    golden(GOLDEN / f"{name}.txt", as_text(numbering.document))


def test_each_line_knows_its_unit() -> None:
    by_text = {line.text: line for line in lines(number(REGULATION).document)}
    tiret = by_text["powiatowym – 1 punkt,"]
    assert tiret.unit == "§ 3 ust. 1 pkt 4 lit. a tiret czwarte"
    assert tiret.anchor == "par-3-ust-1-pkt-4-lit-a-tiret-czwarte"
    assert by_text["Terminy postępowania rekrutacyjnego i postępowania uzupełniającego"].unit == "§ 5"
    assert by_text["– przy czym kryteria te mają jednakową wartość."].unit == "§ 4 ust. 2"


def test_numbering_is_a_pure_function() -> None:
    assert number(REGULATION) == number(REGULATION)
