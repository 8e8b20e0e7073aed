"""Spacing inside formulas: only blanks and the look of signs change, whatever the formula."""

from __future__ import annotations

import pytest

from dsl.rewrite.edits import apply_edits
from dsl.rewrite.formula_spacing import formula_edits


def spaced(text: str, start: str = "formula") -> str:
    return apply_edits(text, formula_edits(text, start))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("0,35*x", "0,35 * x"),
        ("jeżeli a<=-3  to (b;c) inaczej najwyższa ( x [p] dla p z ( a;b ) )",
         "jeżeli a ≤ -3 to (b; c) inaczej najwyższa(x[p] dla p z (a; b))"),
        ("-x*-y − z", "-x * -y − z"),
        ("75 %", "75%"),
        ("12,5min", "12,5 min"),
        ("a . b [ 3 ]", "a.b[3]"),
        ("nie(a<>b)i c", "nie (a ≠ b) i c"),
        ("i(a)", "i(a)"),
        ("x  w(a;b)", "x w (a; b)"),
        ("nazwa = „a  b”", "nazwa = „a  b”"),
        ("a  +\n   b", "a +\n   b"),
        ("to nie jest formuła", "to nie jest formuła"),
    ],
)  # fmt: skip
def test_spacing(written: str, wanted: str) -> None:
    assert spaced(written) == wanted
    assert spaced(wanted) == wanted


def test_a_list_gone_through() -> None:
    assert spaced("p z(a;b)+lista", "each") == "p z (a; b) + lista"
