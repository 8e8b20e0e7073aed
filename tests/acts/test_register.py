"""The register of acts is whole and true to itself; places in the journal are read as people write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.acts import KnownAct, register
from dsl.acts.journal import Cited, read_journal
from dsl.acts.pages import PAGE, page
from dsl.load import load
from tests.dsl.loading import codes

ACTS = register().acts


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.name)
def test_an_entry_agrees_with_itself(act: KnownAct) -> None:
    assert act.known.origin
    assert act.title_known.origin
    assert all(one.year >= act.day.year for one in (*act.texts, *act.changes))
    assert all(one.day is None or one.day.year == one.year for one in act.texts)
    assert act.replaced is None or ACTS[act.replaced.by].day > act.day
    assert len({(one.year, one.number) for one in act.texts}) == len(act.texts)


def test_no_place_in_the_journal_belongs_to_two_texts() -> None:
    places = [(one.year, one.number) for act in ACTS.values() for one in act.texts]
    assert len(places) == len(set(places))


def test_what_only_regulations_say_is_not_verified() -> None:
    """A regulation is no source of law (law.md)."""
    every = [known for act in ACTS.values() for known in (act.known, act.title_known)]
    every += [one.known for act in ACTS.values() for one in (*act.texts, *act.changes)]
    from_regulations = [one for one in every if "regulamin" in one.origin or "zasady rekrutacji" in one.origin]
    assert from_regulations
    assert not any(one.is_verified for one in from_regulations)


def test_the_page_is_that_of_the_register(root: Path, golden: Callable[[Path, str], None]) -> None:
    golden(root / "docs" / PAGE, page(register()))


def test_the_shipped_laws_name_their_acts_as_the_register_does(root: Path) -> None:
    files = sorted((root / "regulations").rglob("*.yaml"))
    assert len(files) > 4
    assert [path.name for path in files if {"P120", "P123", "P124"} & set(codes(load(path)))] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dz. U. z 2024 r. poz. 737, 854, 1562, 1635 i 1933", (Cited(2024, (737, 854, 1562, 1635, 1933)),)),
        ("Dz. U. z 2022 r. poz. 2431 oraz z 2024 r. poz. 151", (Cited(2022, (2431,)), Cited(2024, (151,)))),
        ("t.j. Dz.U. 2024 poz. 737 ze zm.", (Cited(2024, (737,)),)),
        ("Dz.U.2024.737 t.j.", (Cited(2024, (737,)),)),
        ("Dz. U. z 29 listopada 2017 r. Poz. 2198", (Cited(2017, (2198,)),)),
        ("Dz. U. poz. 464", (Cited(2025, (464,)),)),
        ("Dz. Urz. Woj. Podl. z 2024 r. poz. 737", ()),
        ("Dz. U. z późn. zm.", ()),
        ("", ()),
    ],
)
def test_places_in_the_journal(text: str, expected: tuple[Cited, ...]) -> None:
    assert read_journal(text, 2025) == expected


@given(
    st.lists(
        st.tuples(st.integers(1900, 2099), st.lists(st.integers(1, 9999), min_size=1, max_size=6)),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_cited_is_read_back(groups: list[tuple[int, list[int]]]) -> None:
    written = " oraz ".join(f"z {year} r. poz. {', '.join(map(str, numbers))}" for year, numbers in groups)
    assert read_journal(f"Dz. U. {written}") == tuple(Cited(year, tuple(numbers)) for year, numbers in groups)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    for cited in read_journal(f"Dz. U. {text}", 2025):
        assert cited.numbers
