"""What counts and no document proves (P150)."""

from __future__ import annotations

import pytest

from tests.dsl.loading import load_yaml

TEXT = """
    kandydat: {{egzamin: procent, opinia: tak/nie, sierota: tak/nie, urodzony: data, dawny: tak/nie}}
    definicje: {{wskazania: opinia}}
    kryteria: {{egzamin: {{punkty: egzamin, dokument: świadectwo}}, rodzina: {{gdy: sierota, punkty: 5{criterion}}}}}
    warunki:
      wiek: {{wymaga: urodzony < 2012-01-01, treść: urodził się przed 2012 r.}}
      nowy: {{wymaga: nie dawny, treść: nie jest uczniem szkoły}}
    kolejność: [{{etap: suma, suma: [egzamin, rodzina]}}, {{etap: zdrowie, pierwszeństwo: wskazania}}]
    dokumenty: {{świadectwo: świadectwo{documents}}}
    oddziały: {{A: {{nazwa: ogólny, miejsca: 2}}}}
"""


def told(criterion: str = "", documents: str = "") -> list[str]:
    found = load_yaml(TEXT.format(criterion=criterion, documents=documents))
    assert found.regulation is not None, [one.message for one in found.diagnostics]
    return [one.message for one in found.diagnostics if one.code == "P150"]


def test_a_criterion_and_a_stage_without_a_document_are_told_at_once() -> None:
    assert told() == ["Żaden dokument nie potwierdza: „rodzina” i „zdrowie”."]


@pytest.mark.parametrize(
    ("criterion", "documents", "left"),
    [
        (", dokument: akt", ", akt: akt zgonu", "„zdrowie”"),
        ("", ", opinia: {nazwa: opinia poradni, gdy: opinia}", "„rodzina”"),
    ],
)
def test_a_document_that_is_named_or_that_speaks_of_the_fact_proves_it(
    criterion: str, documents: str, left: str
) -> None:
    assert told(criterion, documents) == [f"Żaden dokument nie potwierdza: {left}."]


def test_everything_is_proven() -> None:
    assert told(", dokument: akt", ", akt: akt zgonu, opinia: {nazwa: opinia poradni, gdy: opinia}") == []


def test_a_regulation_that_names_no_documents_is_not_told_of_each_rule() -> None:
    text = TEXT.format(criterion="", documents="").replace(", dokument: świadectwo", "")
    text = "\n".join(line for line in text.splitlines() if "dokumenty:" not in line)
    assert "P150" not in [one.code for one in load_yaml(text).diagnostics]
