"""Problems as text and as data: the place underlined, both places told, nothing that a terminal would obey."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.diagnostics import (
    Diagnostic,
    Diagnostics,
    Edit,
    Fix,
    Related,
    Severity,
    TooManyProblems,
    did_you_mean,
    nearest,
    one_of,
)
from dsl.report import Style, as_record, blocks, one_line, render, render_all, summary
from dsl.source.text import Location, Source, Span


def at(text: str, piece: str, path: str = "regulamin.yaml") -> Span:
    start = text.index(piece)
    return Span(Source(path, text), start, start + len(piece))


def error(where: Span | Location | None, **more: object) -> Diagnostic:
    return Diagnostic("P060", Severity.ERROR, "Nie znam tej nazwy.", where, **more)  # type: ignore[arg-type]


def width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


# -- one problem ------------------------------------------------------------------------------------------------------


def test_all_of_a_problem() -> None:
    text = "kryteria:\n  a: 2 * ocny\n"
    where = at(text, "ocny")
    shown = render(error(where, hint="Czy chodziło o „oceny”?", fixes=(Fix("Zamień", (Edit(where, "oceny"),), True),)))
    assert shown == (
        "błąd P060: Nie znam tej nazwy.\n"
        "  ┌─ regulamin.yaml:2:10\n"
        "2 │   a: 2 * ocny\n"
        "  │          ^^^^\n"
        "Co zrobić: Czy chodziło o „oceny”?\n"
        "Poprawka: Zamień."
    )


@pytest.mark.parametrize(("severity", "word"), [(Severity.WARNING, "ostrzeżenie"), (Severity.NOTE, "uwaga")])
def test_severity_is_a_word(severity: Severity, word: str) -> None:
    assert render(Diagnostic("P019", severity, "Coś.")) == f"{word} P019: Coś."


def test_a_fix_that_must_be_looked_at_says_so() -> None:
    where = at("a: b", "b")
    shown = render(error(where, fixes=(Fix("Zamień", (Edit(where, "c"),), safe=False),)))
    assert shown.endswith("Poprawka do sprawdzenia: Zamień.")


def test_two_places_share_one_gutter() -> None:
    text = "a: 1\n" + "# \n" * 98 + "a: 2\n"
    source = Source("regulamin.yaml", text)
    first, second = Span(source, 0, 1), Span(source, text.rindex("a"), text.rindex("a") + 1)
    shown = render(error(second, related=(Related(first, "pierwszy raz tutaj"),))).splitlines()
    assert shown[1:] == [
        "    ┌─ regulamin.yaml:100:1",
        "100 │ a: 2",
        "    │ ^",
        "Zobacz też: pierwszy raz tutaj",
        "    ┌─ regulamin.yaml:1:1",
        "  1 │ a: 1",
        "    │ -",
    ]


def test_a_second_place_in_another_file() -> None:
    shown = render(error(at("b: 1", "1"), related=(Related(at("a: 22", "22", "prawo/x.yaml"), "inaczej stanowi"),)))
    assert "┌─ prawo/x.yaml:1:4" in shown
    assert shown.splitlines()[3] == "  │    ^"
    assert shown.splitlines()[-1] == "  │    --"


def test_a_place_that_is_only_a_line() -> None:
    assert render(error(Location("kandydaci.csv", 7))).splitlines() == [
        "błąd P060: Nie znam tej nazwy.",
        "  ┌─ kandydaci.csv:7:1",
    ]


def test_a_place_that_brings_its_line_along() -> None:
    """As problems of a candidates' file do: the file itself is not kept."""
    row = Location("kandydaci.csv", 7, 3, 7, 5, "ab;xy;c")
    assert render(error(row)).splitlines()[2:] == ["7 │ ab;xy;c", "  │   ^^"]
    longer = Location("kandydaci.csv", 7, 4, 9, 2, "ab;xy;c")
    assert render(error(longer)).splitlines()[3].strip("│ ") == "^^^^"


def test_a_place_of_several_lines_shows_its_ends() -> None:
    text = "a: |\n" + "".join(f"  wiersz {number}\n" for number in range(10)) + "b: 1\n"
    shown = render(error(at(text, text[5 : text.index("b:")].rstrip())))
    numbers = [line.split("│")[0].strip() for line in shown.splitlines() if "wiersz" in line]
    assert numbers == ["2", "3", "10", "11"]
    assert "…" in shown


def test_an_empty_place_is_marked_once() -> None:
    source = Source("regulamin.yaml", "a: 1\n")
    assert render(error(Span(source, 4, 4))).endswith("1 │ a: 1\n  │     ^")


# -- what the line is made of -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "piece", "marks"),
    [
        ("a: ocny", "ocny", "   ^^^^"),
        ("żółć: ocny", "ocny", "      ^^^^"),
        ("\ta: ocny", "ocny", "       ^^^^"),
        ("a:\tocny", "ocny", "    ^^^^"),
        ("ab\t\tx", "x", "        ^"),
        ("日本: x", "x", "      ^"),
        ("a: 日本", "日本", "   ^^^^"),
        ("z\u0307o: x", "x", "    ^"),
        ("a: \x1b[31mx", "x", "        ^"),
        ("a\u200bb: x", "x", "     ^"),
    ],
)
def test_the_underline_stands_under_the_place(text: str, piece: str, marks: str) -> None:
    line = render(error(at(text, piece))).splitlines()[-1]
    assert line == "  │ " + marks


def test_nothing_a_terminal_obeys_is_shown() -> None:
    text = "a: \x1b[31m\x07\u202ex\u2028y"
    shown = render(error(at(text, "x")))
    assert "1 │ a: ·[31m··x·y" in shown


def test_windows_line_ends_are_not_shown() -> None:
    assert "\r" not in render(error(at("a: 1\r\nb: ocny\r\n", "ocny")))


@pytest.mark.parametrize("before", [0, 50, 300])
@pytest.mark.parametrize("after", [0, 50, 300])
def test_a_long_line_is_cut_around_the_place(before: int, after: int) -> None:
    text = "x" * before + "OCNY" + "y" * after
    shown = render(error(at(text, "OCNY")), Style(width=60))
    assert max(map(len, shown.splitlines())) <= 60
    line, marks = (one.partition("│ ")[2] for one in shown.splitlines()[2:4])
    assert line[marks.index("^") : marks.rindex("^") + 1] == "OCNY"
    assert ("…" in line) == (before + after + 4 > 56)


def test_a_place_longer_than_the_line_is_cut_at_its_end() -> None:
    shown = render(error(at("a: " + "b" * 500, "b" * 500)), Style(width=50))
    assert all(len(line) <= 50 for line in shown.splitlines())
    assert shown.splitlines()[3].startswith("  │    ^^^")


def test_the_narrowest_width() -> None:
    shown = render(error(at("a: " + "b" * 100, "b")), Style(width=1))
    assert 20 < max(len(line) for line in shown.splitlines()[2:]) <= 40


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=60),
    st.data(),
)
def test_any_line_is_shown_with_a_mark_inside_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = render(error(Span(Source("r.yaml", text), start, end)), Style(width=40))
    lines = shown.split("\n")
    assert len(lines) == 4
    line, marks = (one.partition("│")[2].removeprefix(" ") for one in lines[2:])
    assert marks.count("^") >= 1
    assert set(marks) <= {" ", "^"}
    assert sum(map(width, line)) <= 40
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") for one in line)


# -- colour -----------------------------------------------------------------------------------------------------------


def test_colour_only_repeats() -> None:
    text = "a: ocny"
    one = error(at(text, "ocny"), hint="Zrób coś.", related=(Related(at(text, "a"), "tutaj"),))
    coloured = render(one, Style(colour=True))
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(one)
    assert "\x1b" not in render(one)
    for line in coloured.splitlines():
        codes = re.findall(r"\x1b\[[\d;]*m", line)
        assert not codes or codes[-1] == "\x1b[0m", "each colour ends on its line"


# -- several ----------------------------------------------------------------------------------------------------------


def several(errors: int, warnings: int, notes: int) -> list[Diagnostic]:
    kinds = [Severity.ERROR] * errors + [Severity.WARNING] * warnings + [Severity.NOTE] * notes
    return [Diagnostic("P060", kind, "Coś.") for kind in kinds]


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((0, 0, 0), "Nie znaleziono problemów."),
        ((1, 0, 0), "Razem: 1 błąd."),
        ((2, 1, 0), "Razem: 2 błędy i 1 ostrzeżenie."),
        ((5, 22, 12), "Razem: 5 błędów, 22 ostrzeżenia i 12 uwag."),
        ((0, 0, 3), "Razem: 3 uwagi."),
    ],
)
def test_summary(counts: tuple[int, int, int], text: str) -> None:
    assert summary(several(*counts)) == text


def test_all_with_an_empty_line_between() -> None:
    assert render_all(several(1, 1, 0)) == (
        "błąd P060: Coś.\n\nostrzeżenie P060: Coś.\n\nRazem: 1 błąd i 1 ostrzeżenie."
    )
    assert render_all([]) == ""


def test_problems_stand_in_the_order_of_the_text() -> None:
    text = "a: 1\nb: 2\nc: 3\n"
    source = Source("regulamin.yaml", text)
    found = Diagnostics()
    for piece in "cab":
        found.error("P060", Span(source, text.index(piece), text.index(piece) + 1), piece)
    found.error("P099", None, "bez miejsca")
    assert [one.message for one in found.sorted()] == ["bez miejsca", "a", "b", "c"]


def test_the_same_problem_is_told_once() -> None:
    where = at("a: 1", "1")
    found = Diagnostics()
    for _ in range(3):
        found.error("P060", where, "Coś.")
    found.error("P060", where, "Co innego.")
    found.error("P061", where, "Coś.")
    assert len(list(found)) == 3


def test_too_many_end_the_search() -> None:
    found = Diagnostics(most=2)
    found.warning("P019", None, "Ostrzeżenie.")
    found.note("P046", None, "Uwaga.")
    for number in range(2):
        found.error("P060", None, f"Coś {number}.")
    found.error("P060", None, "Coś 1.")
    with pytest.raises(TooManyProblems):
        found.error("P060", None, "Jeszcze coś.")
    assert len(list(found)) == 4


def test_warnings_are_no_errors() -> None:
    found = Diagnostics()
    found.warning("P019", None, "Coś.")
    found.note("P046", None, "Coś.")
    assert not found.has_errors
    found.error("P060", None, "Coś.")
    assert found.has_errors


# -- what was meant ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [("ocny", "oceny"), ("OCENY", "oceny"), ("swiadectwo", "świadectwo"), ("matematyka", None), ("", None)],
)
def test_the_nearest_name(written: str, meant: str | None) -> None:
    assert nearest(written, ["oceny", "świadectwo", "egzamin"]) == meant


def test_hints() -> None:
    assert did_you_mean("ocny", ["oceny"]) == "Czy chodziło o „oceny”?"
    assert did_you_mean("xyz", ["oceny_z_fizyki", "egzamin"]) == "Może być: oceny z fizyki, egzamin."
    assert did_you_mean("xyz", ["oceny"], "Wpisz ją.") == "Wpisz ją."
    assert did_you_mean("xyz", []) == ""
    assert one_of([f"n{number}" for number in range(20)], most=3) == "Może być: n0, n1, n2, …"


# -- as data ----------------------------------------------------------------------------------------------------------


def test_a_record() -> None:
    text = "a: 1\nżółć: 𝒳 ocny\n"
    where, first = at(text, "ocny"), at(text, "a")
    record = as_record(
        error(
            where, hint="Popraw.", related=(Related(first, "tutaj"),), fixes=(Fix("Zamień", (Edit(where, "x"),), True),)
        )
    )
    place = {
        "plik": "regulamin.yaml",
        "wiersz": 2,
        "kolumna": 9,
        "do_wiersza": 2,
        "do_kolumny": 13,
        "od_znaku": 13,
        "do_znaku": 17,
    }
    assert record == {
        "kod": "P060",
        "waga": "błąd",
        "komunikat": "Nie znam tej nazwy.",
        "co_zrobić": "Popraw.",
        "miejsce": place,
        "powiązane": [
            {
                "komunikat": "tutaj",
                "miejsce": {
                    **place,
                    "wiersz": 1,
                    "kolumna": 1,
                    "do_wiersza": 1,
                    "do_kolumny": 2,
                    "od_znaku": 0,
                    "do_znaku": 1,
                },
            }
        ],
        "poprawki": [{"opis": "Zamień", "bezpieczna": True, "zmiany": [{"miejsce": place, "tekst": "x"}]}],
    }
    assert text[where.start : where.end] == "ocny"
    assert json.loads(json.dumps(record)) == record


def test_a_record_without_a_place_and_with_a_line_only() -> None:
    assert as_record(error(None))["miejsce"] is None
    assert as_record(error(Location("k.csv", 7)))["miejsce"] == {
        "plik": "k.csv",
        "wiersz": 7,
        "kolumna": 1,
        "do_wiersza": 7,
        "do_kolumny": 1,
        "od_znaku": None,
        "do_znaku": None,
    }


# -- several of one line ----------------------------------------------------------------------------------------------


def of_line(text: str, *pieces: str) -> list[Diagnostic]:
    source = Source("regulamin.yaml", text)
    spans = [Span(source, text.index(piece), text.index(piece) + len(piece)) for piece in pieces]
    return [Diagnostic("P060", Severity.ERROR, f"{span.text}?", span, f"Popraw {span.text}.") for span in spans]


def test_problems_of_one_line_share_its_picture() -> None:
    assert list(blocks(of_line("a: 1\nb: xx + yy\n", "xx", "yy"))) == [
        "[1] błąd P060: xx?\n"
        "[2] błąd P060: yy?\n"
        "  ┌─ regulamin.yaml:2:4\n"
        "2 │ b: xx + yy\n"
        "  │    ^^ [1]\n"
        "  │         ^^ [2]\n"
        "[1] Co zrobić: Popraw xx.\n"
        "[2] Co zrobić: Popraw yy."
    ]


def test_of_different_lines_and_files_they_stand_alone() -> None:
    lines = of_line("a: xx\nb: yy\n", "xx", "yy")
    elsewhere = Diagnostic("P060", Severity.ERROR, "Coś.", at("a: zz", "zz", "inny.yaml"))
    nowhere = [Diagnostic("P060", Severity.ERROR, "Coś.")] * 2
    row = [Diagnostic("K002", Severity.ERROR, "Coś.", Location("k.jsonl", 1))] * 2
    found = [*lines, elsewhere, *nowhere, *row]
    assert list(blocks(found)) == [render(one) for one in found]


def test_a_line_that_must_be_cut_is_shown_for_each() -> None:
    found = of_line("a: xx" + " " * 100 + "yy", "xx", "yy")
    assert len(list(blocks(found, Style(width=60)))) == 2
    assert len(list(blocks(found, Style(width=150)))) == 1


def test_problems_together_keep_within_the_width() -> None:
    found = of_line("a: " + "x" * 30 + " yy", "x" * 30, "yy")
    (block,) = blocks(found, Style(width=48))
    assert max(len(line) for line in block.splitlines() if "│" in line) <= 48


def test_one_line_for_scripts() -> None:
    (one,) = of_line("a: 1\nb: xx\n", "xx")
    assert one_line(one) == "regulamin.yaml:2:4: błąd P060: xx?"
    assert one_line(Diagnostic("P099", Severity.WARNING, "Coś.")) == "ostrzeżenie P099: Coś."


def test_a_message_repeats_no_long_value() -> None:
    diagnostics = Diagnostics()
    diagnostics.error("P034", None, f"rok szkolny: nie znam „{'9' * 10_000}” ani „{'krótkie'}”.", "x" * 5_000)
    (found,) = diagnostics
    assert found.message == f"rok szkolny: nie znam „{'9' * 60}…” ani „krótkie”."
    assert len(found.hint) == 601
