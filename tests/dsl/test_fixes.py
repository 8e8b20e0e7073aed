"""Fixes applied to a text: all of its own, none of a base's, nothing that makes it worse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostics import Diagnostic, Diagnostics, Edit, Fix, Severity
from dsl.load import Loaded, load_source
from dsl.report import fixes
from dsl.report.fixes import Fixed, fixed
from dsl.source.text import Source, Span
from tests.dsl.loading import SHORT_HEADER

BAD = Path(__file__).parent / "bad"


def safe_only(problem: Diagnostic, fix: Fix) -> bool:
    return fix.safe


def every(problem: Diagnostic, fix: Fix) -> bool:
    return True


def mend(text: str, wanted: fixes.Wanted = safe_only, folder: Path | None = None) -> Fixed:
    return fixed(Source("regulamin.yaml", SHORT_HEADER + text), folder, wanted)


def body(result: Fixed) -> str:
    return result.text.removeprefix(SHORT_HEADER)


def test_several_of_one_line() -> None:
    result = mend("kandydat: {e: procent}\nkryteria:\n  a: {gdy: e >= 0.5 i e == 70, punkty: 0.35 * e}\n")
    assert body(result).splitlines()[2] == "  a: {gdy: e >= 0,5 i e = 70, punkty: 0,35 * e}"
    assert len(result.applied) == 3
    assert (result.left, result.refused) == ((), ())


def test_a_mended_mistake_uncovers_others() -> None:
    result = mend("szkoła:\n  nazwa:Liceum\n  typ: liceum\nkryteria:\n  a: 0.5 * 4\n")
    assert "  nazwa: Liceum\n" in result.text
    assert "  a: 0,5 * 4\n" in result.text
    assert [one.problem.code for one in result.applied] == ["P011", "P021"]


def test_a_fix_to_be_looked_at_is_left() -> None:
    text = "kryterja:\n  a: 7\n"
    result = mend(text)
    assert not result.is_changed
    assert [one.problem.code for one in result.left] == ["P032"]
    assert body(mend(text, every)) == "kryteria:\n  a: 7\n"


def test_windows_line_ends_stay() -> None:
    assert body(mend("kryteria:\r\n  a: 0.5 * 4\r\n")) == "kryteria:\r\n  a: 0,5 * 4\r\n"


def test_a_key_that_hid_mistakes_may_be_mended() -> None:
    result = mend("kryterja:\n  a: nieznane\n  b: nieznane + 1\n", every)
    assert "kryteria:" in result.text


def test_a_base_is_never_touched(tmp_path: Path) -> None:
    base = "paragraf: 1\nprawo: Uchwała\nwydaje: organ prowadzący\nkryteria: {a: 0.5 * 4}\n"
    (tmp_path / "uchwala.yaml").write_text(base, encoding="utf-8")
    result = mend("opiera się na: [uchwala]\nkryteria: {b: 1.5 * 4}\n", every, tmp_path)
    assert body(result) == "opiera się na: [uchwala]\nkryteria: {b: 1,5 * 4}\n"


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("{punkty: suma(e[x] + e[y])}", '{punkty: "suma(e[x] + e[y])"}'),
        ("{gdy: e[x] > 2,5 i e[y] > 3, punkty: 4 }", '{gdy: "e[x] > 2,5 i e[y] > 3", punkty: 4 }'),
        ("{gdy: p i e[x] > 3, punkty: e[y] }", '{gdy: "p i e[x] > 3", punkty: "e[y]" }'),
        ("{punkty: najwyższa(0,5,1,5)}", "{punkty: najwyższa(0,5; 1,5)}"),
    ],
)
def test_what_braces_cut_is_mended_whole(line: str, mended: str) -> None:
    """Of one bracket after the other; nothing is quoted twice."""
    head = "pojęcia: {j: [x, y]}\nkandydat: {e: procent dla j, p: tak/nie}\nkryteria:\n"
    result = mend(f"{head}  a: {line}\noddziały: {{A: {{miejsca: 1}}}}\n", every)
    assert body(result).splitlines()[3] == f"  a: {mended}"
    after = load_source(Source("regulamin.yaml", result.text), None, Diagnostics()).diagnostics
    assert not [one for one in after if one.severity is Severity.ERROR]


def test_a_comma_between_keys_has_no_fix() -> None:
    problems = load_source(Source("r.yaml", SHORT_HEADER + "kryteria:\n  a: {punkty: 1,5,2}\n"), None, Diagnostics())
    assert [(one.code, one.fixes) for one in problems.diagnostics] == [("P017", ())]


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_is_mended_again_and_again(path: Path) -> None:
    result = fixed(Source(str(path), path.read_text(encoding="utf-8")), BAD, every)
    places = [(one.problem.code, one.problem.message, one.problem.where) for one in result.applied]
    assert len(places) == len(set(map(repr, places)))
    again = fixed(Source(str(path), result.text), BAD, every)
    assert again.applied == ()


# -- with fixes made up for the purpose -------------------------------------------------------------------------------


def problem_with(source: Source, *edits: tuple[int, int, str], code: str = "P021") -> Diagnostic:
    made = tuple(Edit(Span(source, start, end), text) for start, end, text in edits)
    place = Span(source, edits[0][0], edits[0][1])
    return Diagnostic(code, Severity.ERROR, f"{code} {edits}", place, fixes=(Fix("Zamień", made, safe=True),))


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[tuple[int, int, str], ...]]]:
    """What is wrong in a text: the edits that would mend it, by the text."""
    known: dict[str, list[tuple[tuple[int, int, str], ...]]] = {}

    def load(source: Source, folder: Path | None, diagnostics: Diagnostics) -> Loaded:
        return Loaded(None, tuple(problem_with(source, *edits) for edits in known.get(source.text, [])))

    monkeypatch.setattr(fixes, "load_source", load)
    return known


def test_of_edits_that_overlap_the_first_is_made(loaded: dict[str, list[tuple[tuple[int, int, str], ...]]]) -> None:
    loaded["abcd"] = [((0, 2, "X"),), ((1, 3, "Y"),), ((0, 2, "X"),), ((3, 4, "Z"),)]
    assert fixed(Source("r.yaml", "abcd"), None, every).text == "XcZ"


def test_a_fix_of_several_edits_is_made_whole(loaded: dict[str, list[tuple[tuple[int, int, str], ...]]]) -> None:
    loaded["abcd"] = [((3, 4, ")"), (0, 1, "("))]
    assert fixed(Source("r.yaml", "abcd"), None, every).text == "(bc)"


def test_what_makes_it_worse_is_not_done(loaded: dict[str, list[tuple[tuple[int, int, str], ...]]]) -> None:
    loaded["ab"] = [((0, 1, "X"),), ((1, 2, "Y"),)]
    loaded["XY"] = [((0, 1, "?"),)] * 3
    loaded["Xb"] = [((0, 1, "?"),)] * 3
    loaded["aY"] = [((0, 1, "X"),)]
    result = fixed(Source("r.yaml", "ab"), None, every)
    assert result.text == "aY"
    assert [one.fix.edits[0].text for one in result.refused] == ["X"]


def test_fixes_that_never_end_are_ended(loaded: dict[str, list[tuple[tuple[int, int, str], ...]]]) -> None:
    loaded.update({"a": [((0, 1, "b"),)], "b": [((0, 1, "a"),)]})
    assert len(fixed(Source("r.yaml", "a"), None, every).applied) <= fixes.MOST_ROUNDS


def test_a_fix_that_leaves_its_problem_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be quoted again and again."""

    def load(source: Source, folder: Path | None, diagnostics: Diagnostics) -> Loaded:
        place = Span(source, source.text.index("a"), source.text.index("a") + 1)
        fix = Fix("Ujmij", (Edit(place, '"a"'),), safe=True)
        return Loaded(None, (Diagnostic("P019", Severity.ERROR, "Brak cudzysłowu.", place, fixes=(fix,)),))

    monkeypatch.setattr(fixes, "load_source", load)
    result = fixed(Source("r.yaml", "x: a"), None, every)
    assert (result.text, result.applied, len(result.refused)) == ("x: a", (), 1)


LINES = st.sampled_from(
    ["kryteria:", "  a: 0.5 * 4", "  b: {gdy: tak and nie, punkty: 7}", "  c:7", "kryterja:", "  d: 1,5,2", "x: *y", ""]
)


@settings(max_examples=150)
@given(st.lists(LINES, max_size=8))
def test_never_more_errors_of_the_text_itself(lines: list[str]) -> None:
    source = Source("regulamin.yaml", SHORT_HEADER + "\n".join(lines))
    result = fixed(source, None, every)
    before = load_source(source, None, Diagnostics()).diagnostics
    after = load_source(Source("regulamin.yaml", result.text), None, Diagnostics()).diagnostics
    assert not fixes._is_worse(after, before, "regulamin.yaml")
    assert result.is_changed == bool(result.applied)
