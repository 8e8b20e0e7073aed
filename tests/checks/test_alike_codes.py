"""Codes of branches that are taken for one another, and near misses that must stay silent."""

from __future__ import annotations

import pytest

from tests.dsl.loading import codes, load_yaml

TEXT = """
    kandydat: {{egzamin: procent}}
    kryteria: {{egzamin: egzamin}}
    kolejność: [{{etap: suma, suma: [egzamin]}}]
    oddziały: {{"{}": {{nazwa: pierwszy, miejsca: 2}}, "{}": {{nazwa: drugi, miejsca: 2}}}}
"""


@pytest.mark.parametrize(("one", "other"), [("A", "a"), ("O", "0"), ("1l", "11"), ("B", "\u0412")])
def test_alike(one: str, other: str) -> None:
    assert "P149" in codes(load_yaml(TEXT.format(one, other)))


@pytest.mark.parametrize(("one", "other"), [("A", "B"), ("1A", "1B"), ("TI", "TP"), ("1", "10"), ("A", "A1")])
def test_not_alike(one: str, other: str) -> None:
    assert "P149" not in codes(load_yaml(TEXT.format(one, other)))
