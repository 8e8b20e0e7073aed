"""Marks at the ends of units, by the rules of legislative drafting."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.numbering import number
from generator.punctuation import end_with
from generator.text import lines
from generator.tree import Document, Paragraph, Unit


@pytest.mark.parametrize(
    ("text", "mark", "ended"),
    [
        ("punkt", ";", "punkt;"),
        ("punkt,", ";", "punkt;"),
        ("punkt;", "", "punkt"),
        ("Zdanie. Drugie.", ".", "Zdanie. Drugie."),
        ("w 2026 r.", ".", "w 2026 r."),
        ("w 2026 r.", ";", "w 2026 r.;"),
        ("w 2026 r.", ":", "w 2026 r.:"),
        ("w 2026 r.;", ";", "w 2026 r.;"),
        ("(w 2026 r.)", ".", "(w 2026 r.)."),
        ("zwany „szkołą”", ".", "zwany „szkołą”."),
        ("Czy warto?", ".", "Czy warto?"),
        ("przepis…", ".", "przepis…"),
        ("następujące:", ":", "następujące:"),
        ("następujące", ":", "następujące:"),
    ],
)
def test_end_with(text: str, mark: str, ended: str) -> None:
    assert end_with(text, mark) == ended


@given(st.text(alphabet="a r.,;:?)”", max_size=12), st.sampled_from([".", ";", ",", ":", ""]))
def test_ending_twice_changes_nothing(text: str, mark: str) -> None:
    once = end_with(text, mark)
    assert end_with(once, mark) == once


def tails(unit: Unit) -> list[str]:
    document = number(Document("T", date(2026, 1, 1), (Paragraph((unit, Unit("koniec"))),))).document
    return [str(line).strip() for line in lines(document) if line.unit.startswith("§ 1 ust. 1")]


def test_points_and_letters() -> None:
    letters = (Unit("x"), Unit("y"))
    unit = Unit("kto", children=(Unit("a", children=letters), Unit("b", children=letters)))
    assert tails(unit) == ["1. kto:", "1) a:", "a) x,", "b) y;", "2) b:", "a) x,", "b) y."]


def test_points_before_a_common_closing_part() -> None:
    unit = Unit("kto", children=(Unit("a"), Unit("b"), Unit("c")), closing="ten wchodzi.")
    assert tails(unit) == ["1. kto:", "1) a,", "2) b,", "3) c", "– ten wchodzi."]


def test_letters_before_a_common_closing_part_give_their_mark_to_it() -> None:
    inner = Unit("a", children=(Unit("x"), Unit("y")), closing="razem")
    unit = Unit("kto", children=(inner, Unit("b")))
    assert tails(unit) == ["1. kto:", "1) a:", "a) x,", "b) y", "– razem;", "2) b."]


def test_the_last_leaf_before_a_closing_part_has_no_mark() -> None:
    unit = Unit("kto", children=(Unit("a"), Unit("b", children=(Unit("x"), Unit("y")))), closing="razem")
    assert tails(unit) == ["1. kto:", "1) a,", "2) b:", "a) x,", "b) y", "– razem."]


def test_tirets_end_with_commas() -> None:
    letters = Unit("l", children=(Unit("x"), Unit("y")))
    unit = Unit("kto", children=(Unit("a", children=(letters, Unit("m"))), Unit("b")))
    assert tails(unit) == ["1. kto:", "1) a:", "a) l:", "– x,", "– y,", "b) m;", "2) b."]
