"""`# celowo P056: powód`: which warnings it passes over, and what is said of a comment that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostics
from dsl.load import load_source
from dsl.report.deliberate import SortedOut, sorted_out
from dsl.rewrite.format import format_source
from dsl.source.text import Source
from tests.dsl.loading import SHORT_HEADER


def of(text: str, folder: Path | None = None) -> SortedOut:
    source = Source("regulamin.yaml", SHORT_HEADER + text)
    return sorted_out(load_source(source, folder, Diagnostics()).diagnostics, source)


def codes(found: SortedOut) -> list[str]:
    return [one.code for one in found.told]


def passed(found: SortedOut) -> list[tuple[str, str]]:
    return [(one.problem.code, one.reason) for one in found.deliberate]


def test_without_a_comment_all_is_told() -> None:
    found = of("oddziały:\n  A: {nazwa: ogólny}\n")
    assert (codes(found), passed(found)) == (["P056"], [])


@pytest.mark.parametrize(
    "text",
    [
        "oddziały:\n  A: {nazwa: ogólny}  # celowo P056: gmina poda w maju\n",
        "oddziały:\n  # celowo P056: gmina poda w maju\n  A: {nazwa: ogólny}\n",
        "oddziały:\n# celowo P056: gmina poda w maju\n\n  # pierwszy oddział\n  A: {nazwa: ogólny}\n",
        "oddziały:\r\n  # Celowo p056 – gmina poda w maju\r\n  A: {nazwa: ogólny}\r\n",
    ],
)
def test_a_reason_passes_the_warning_over(text: str) -> None:
    found = of(text)
    assert codes(found) == []
    assert passed(found) == [("P056", "gmina poda w maju")]


def test_one_comment_for_several_codes() -> None:
    found = of(
        "kryteria:\n  # celowo P052, P058: opis dokumentu powstanie w czerwcu\n"
        "  a: {punkty: 1, dokument: nieznany}\noddziały: {A: {miejsca: bez limitu}}\n"
    )
    assert codes(found) == ["P095"]
    assert passed(found) == [("P052", "opis dokumentu powstanie w czerwcu")]


def test_only_the_line_it_stands_at() -> None:
    found = of("oddziały:\n  A: {nazwa: ogólny}  # celowo P056: gmina poda w maju\n  B: {nazwa: drugi}\n")
    assert codes(found) == ["P056"]
    assert found.told[0].message.endswith("„B”.")


def test_without_a_reason_it_is_an_error_and_the_warning_stays() -> None:
    for comment in ("# celowo P056", "# celowo P056:", "# celowo P056: …"):
        found = of(f"oddziały:\n  A: {{nazwa: ogólny}}  {comment}\n")
        assert codes(found) == ["P056", "P094"]
        assert found.told[1].severity == "błąd"


def test_a_comment_that_passes_nothing_over_is_told() -> None:
    found = of("oddziały:\n  A: {miejsca: 30}  # celowo P056: gmina poda w maju\n")
    assert codes(found) == ["P095"]
    assert found.told[0].severity == "ostrzeżenie"


def test_a_code_that_is_not_there_is_told_with_the_nearest() -> None:
    found = of("oddziały:\n  A: {miejsca: 30}  # celowo P065: a\n  B: {miejsca: 30}  # celowo P998: b\n")
    assert codes(found) == ["P095", "P095"]
    assert "Nie ma kodu P998" in found.told[1].message
    assert found.told[1].hint.startswith("Czy chodziło o P")


def test_an_error_cannot_be_passed_over() -> None:
    found = of("kryteria:\n  a: 2 * nieznane  # celowo P060: tak było\n")
    assert codes(found) == ["P060", "P096"]
    assert passed(found) == []


def test_nothing_is_called_useless_while_errors_hide_warnings() -> None:
    found = of("kryteria:\n  a: 2 * nieznane\noddziały:\n  A: {nazwa: x, miejsca: 3}  # celowo P056: gmina poda\n")
    assert codes(found) == ["P060"]


def test_a_sentence_is_no_comment() -> None:
    found = of(
        'postanowienia:\n  a: "napisz # celowo P056"\n  b: |\n    # celowo P056\noddziały:\n  A: {nazwa: ogólny}\n'
    )
    assert codes(found) == ["P056"]


def test_a_remark_that_names_no_code_is_an_ordinary_comment() -> None:
    assert codes(of("oddziały:\n  A: {nazwa: ogólny}  # celowo bez liczby miejsc\n")) == ["P056"]


def test_a_base_beside_passes_over_its_own(tmp_path: Path) -> None:
    base = "paragraf: 1\nprawo: Uchwała\nwydaje: organ prowadzący\npostanowienia:\n"
    adres = "  # celowo P019: to notatka kancelarii\n  adres: listy wywiesza się w pokoju nr #12 na parterze\n"
    (tmp_path / "uchwala.yaml").write_text(base + adres, encoding="utf-8")
    found = of("opiera się na: [uchwala]\n", tmp_path)
    assert codes(found) == []
    assert passed(found) == [("P019", "to notatka kancelarii")]


def test_formatting_keeps_it_at_its_line() -> None:
    text = (
        "oddziały:\n      # celowo P056: gmina poda w maju\n      A:   {nazwa: ogólny}\n"
        "      B:   {nazwa: drugi} # celowo P056: w czerwcu\n"
    )
    formatted = format_source(Source("regulamin.yaml", SHORT_HEADER + text), None).text
    assert formatted is not None
    assert formatted != SHORT_HEADER + text
    assert passed(of(formatted.removeprefix(SHORT_HEADER).lstrip())) == passed(of(text))
    assert [reason for _, reason in passed(of(text))] == ["gmina poda w maju", "w czerwcu"]


@given(st.text("#celowoP056: \n\tabcAŁ{}'\"-|", max_size=120))
def test_any_text_around_it_is_read(text: str) -> None:
    """Whatever is written: no crash, and what is told and what is passed over is all that was found."""
    source = Source("r.yaml", SHORT_HEADER + text)
    problems = load_source(source, None, Diagnostics()).diagnostics
    found = sorted_out(problems, source)
    kept = [one for one in found.told if one.code not in ("P094", "P095", "P096")]
    assert sorted([*kept, *(one.problem for one in found.deliberate)], key=lambda one: one.sort_key) == list(problems)


@pytest.mark.parametrize(
    "kind",
    [
        "  sportowy: # celowo P137: będzie za rok\n    warunki: {próba: {wymaga: x > 5, treść: próba}}\n",
        "  # celowo P137: będzie za rok\n  sportowy:\n    warunki: {próba: {wymaga: x > 5, treść: próba}}\n",
        "  sportowy:  # celowo P137: będzie za rok\n    # próba: zdana\n\n    kryteria: {k: x}\n",
        "  sportowy: {kryteria: {k: x}}  # celowo P137: będzie za rok\n",
    ],
)
def test_a_kind_is_passed_over_at_its_own_line(kind: str) -> None:
    found = of(
        "kandydat: {x: procent}\nkolejność: [{etap: p, malejąco: x}]\nrodzaje oddziałów:\n"
        f"{kind}  inny: {{warunki: {{test: {{wymaga: x > 8, treść: test}}}}}}\n"
        "oddziały: {A: {miejsca: 1, rodzaj: inny}}\n"
    )
    assert [one for one in codes(found) if one in ("P095", "P137")] == []
    assert ("P137", "będzie za rok") in passed(found)
