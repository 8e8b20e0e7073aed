"""Last year's file for the next year: what moves, what is marked, what stays."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from dsl.load import load_text
from dsl.model.regulation import State
from dsl.rewrite.bases import renew
from dsl.rewrite.rollover import NoRollover, Rollover, roll_over
from dsl.rewrite.school_years import SchoolYear, YearMove, free_days, read_school_year
from dsl.source.text import Source

MOVE = YearMove(SchoolYear(2025), SchoolYear(2026))
FILE = """# na rok 2025/2026
paragraf: 1
regulamin: Regulamin na rok szkolny 2025/2026
rok szkolny: 2025/2026
wydaje: dyrektor
zarządzenie:
  numer: 7/2025   # numer z rejestru
  data: 2025-02-10
  załącznik: 1

kandydat:
  urodzony: data

akty:
  uchwała: {rodzaj: uchwała, data: 2025-01-29, tytuł: w sprawie kryteriów}
  ustawa: {rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe}

definicje:
  pełnoletni: pełne_lata(urodzony; 2025-09-01) ≥ 18
  z rocznika: urodzony od 2010-09-01 do 2011-08-31

kryteria:
  wiek: jeżeli pełnoletni to 1 inaczej 0

terminarz:
  wnioski: {czynność: złożenie wniosku, rekrutacyjne: od 12 maja do 9 lipca 2025 do godz. 15:00}
  lista:
    czynność: ogłoszenie listy
    rekrutacyjne:
      wartość: 16 lipca 2025
      uwaga: w siedzibie szkoły
    uzupełniające: {wartość: 5 sierpnia 2025, stan: odczytanie}
  zjazd:
    czynność: zjazd
    termin: 12 maja 2019

odwołania:
  wniosek: {treść: wniosek o uzasadnienie, termin: 3 dni od ogłoszenia listy}
  termin końcowy: {treść: ostatni dzień, termin: do 29 sierpnia 2025}

postanowienia:
  uwaga końcowa: regulamin ogłoszono w lutym 2025 r.

przykłady:
  urodzony dawno:
    dane: {urodzony: 2007-01-01}
    oczekuj: {wiek: 1}
"""


def rolled(text: str = FILE, first: int = 2026) -> Rollover:
    found = roll_over(Source("stary.yaml", text), None, SchoolYear(first))
    assert isinstance(found, Rollover), found
    return found


def changed_lines(text: str = FILE) -> list[str]:
    new = rolled(text).text
    pairs = difflib.ndiff(text.splitlines(), new.splitlines())
    return [line[2:] for line in pairs if line.startswith("+ ")]


def test_only_what_a_new_year_touches_is_changed() -> None:
    proposal = "stan: przykładowe, uwaga: termin do potwierdzenia"
    assert changed_lines() == [
        "regulamin: Regulamin na rok szkolny 2026/2027",
        "rok szkolny: 2026/2027",
        "  # do uzupełnienia (w roku 2025/2026: numer: 7/2025)   # numer z rejestru",
        "  # do uzupełnienia (w roku 2025/2026: data: 2025-02-10)",
        "  pełnoletni: pełne_lata(urodzony; 2026-09-01) ≥ 18  # termin do potwierdzenia",
        "  wnioski: {czynność: złożenie wniosku, rekrutacyjne: "
        f"{{wartość: od 12 maja do 9 lipca 2026 do godz. 15:00, {proposal}}}}}",
        "      wartość: 16 lipca 2026",
        "      stan: przykładowe",
        "      uwaga: termin do potwierdzenia; w siedzibie szkoły",
        "    uzupełniające: {wartość: 5 sierpnia 2026, uwaga: termin do potwierdzenia, stan: przykładowe}",
        f"  termin końcowy: {{treść: ostatni dzień, termin: {{wartość: do 29 sierpnia 2026, {proposal}}}}}",
    ]


def test_the_new_file_is_read_and_every_date_says_that_it_is_proposed() -> None:
    loaded = load_text(rolled().text, Path("nowy.yaml"))
    assert loaded.regulation is not None, loaded.diagnostics
    terms = loaded.regulation.timetable
    assert {note.state for name in ("wnioski", "lista") for note in terms[name].term_notes.values()} == {State.EXAMPLE}
    assert terms["zjazd"].term_notes["rekrutacyjne"].state is State.GIVEN
    assert loaded.regulation.ordinance is not None
    assert (loaded.regulation.ordinance.number, loaded.regulation.ordinance.day) == ("", None)
    assert loaded.regulation.examples


def test_lines_of_the_report_are_those_of_the_new_file() -> None:
    found = rolled()
    lines = found.text.splitlines()
    for change in found.changes:
        if change.after != "(do uzupełnienia)":
            assert any(change.after in line for line in lines[change.line - 1 : change.line + 1]), change
    assert [change.line for change in found.changes] == sorted(change.line for change in found.changes)


def test_what_must_be_confirmed() -> None:
    told = {one.path: one for one in rolled().confirmations}
    assert told["terminarz › lista › rekrutacyjne"].text == "16 lipca 2026"
    assert told["odwołania › termin końcowy › termin"].days == ("29 sierpnia 2026 r. to sobota",)
    assert "„regulamin ogłoszono w lutym 2025 r.”" in told["postanowienia › uwaga końcowa"].text
    assert "2025-01-29" in told["akty › uchwała"].text
    assert "akty › ustawa" not in told
    assert told["formuła: pełnoletni"].text.endswith("2026-09-01) ≥ 18")
    assert "2010-09-01 do 2011-08-31" in told["formuła: z rocznika"].text  # a year of birth is not moved, but shown
    assert told["terminarz › zjazd › termin"].text.endswith("12 maja 2019")
    assert "# na rok 2025/2026" in told["komentarz"].text
    assert not {"źródło", "stan"} & set(told)  # the only `stan` was that of a term, and is new
    assert not any(path.startswith("przykłady") for path in told)


def test_line_ends_of_windows_stay() -> None:
    new = rolled(FILE.replace("\n", "\r\n")).text
    assert new == rolled().text.replace("\n", "\r\n")


def test_an_ordinance_in_braces_keeps_what_is_no_number() -> None:
    text = FILE.replace(
        "zarządzenie:\n  numer: 7/2025   # numer z rejestru\n  data: 2025-02-10\n  załącznik: 1\n",
        "zarządzenie: {numer: 7/2025, załącznik: 1, data: 2025-02-10}\n",
    )
    assert "zarządzenie: {załącznik: 1}\n" in rolled(text).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paragraf: 1\nregulamin: Próba\n", "nie wiadomo, na który rok szkolny"),
        ("paragraf: 1\nrok szkolny: 2025/2027\n", "nie wiadomo, na który rok szkolny"),
        ("paragraf: 1\nrok szkolny: 2026/2027\n", "już na rok szkolny 2026/2027"),
    ],
)
def test_a_file_that_cannot_be_carried_over(text: str, said: str) -> None:
    found = roll_over(Source("stary.yaml", text), None, SchoolYear(2026))
    assert isinstance(found, NoRollover)
    assert said in found.message


def test_a_broken_file_is_refused_with_its_problems() -> None:
    found = roll_over(Source("stary.yaml", "rok szkolny: [2025\n"), None, SchoolYear(2026))
    assert isinstance(found, NoRollover)
    assert found.problems


# -- years and bases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("od 12 maja do 9 lipca 2025 do godz. 15:00", "od 12 maja do 9 lipca 2026 do godz. 15:00"),
        ("od 30 grudnia 2025 do 2 stycznia 2026", "od 30 grudnia 2026 do 2 stycznia 2027"),
        ("2025-07-16", "2026-07-16"),
        ("do 24 lipca 2025 r.", "do 24 lipca 2026 r."),
        ("12 maja 2019", None),
        ("3 dni od doręczenia uzasadnienia", None),
        ("po zakwalifikowaniu", None),
    ],
)
def test_terms_move_by_years(old: str, new: str | None) -> None:
    assert MOVE.term(old) == new


def test_the_last_of_february_finds_a_day_in_a_common_year() -> None:
    move = YearMove(SchoolYear(2024), SchoolYear(2025))
    assert move.term("do 29 lutego 2024") == "do 28 lutego 2025"
    assert move.iso_dates("urodzony < 2024-02-29") == "urodzony < 2025-02-28"


def test_free_days_are_named() -> None:
    assert free_days("do 11 listopada 2026") == ("11 listopada 2026 r. to środa, Narodowe Święto Niepodległości",)
    assert free_days("od 16 do 18 lipca 2026") == ("18 lipca 2026 r. to sobota",)
    assert free_days("do 19 lipca 2026") == ("19 lipca 2026 r. to niedziela",)
    assert free_days("do 20 lipca 2026") == ()


def test_school_years_are_two_years_that_follow() -> None:
    assert read_school_year("2025/2026") == SchoolYear(2025)
    assert read_school_year("2025/2027") is None
    assert read_school_year("2025") is None


def test_a_base_without_a_year_is_renewed_by_its_own_rollover(tmp_path: Path) -> None:
    for name in ("kryteria-gminy", "kryteria-gminy-2025-2026"):
        (tmp_path / f"{name}.yaml").write_text("rok szkolny: 2025/2026\n", encoding="utf-8")
    assert renew("kryteria-gminy", tmp_path, MOVE).is_outdated
    (tmp_path / "kryteria-gminy-2026-2027.yaml").write_text("rok szkolny: 2026/2027\n", encoding="utf-8")
    for name in ("kryteria-gminy", "kryteria-gminy.yaml"):
        base = renew(name, tmp_path, MOVE)
        assert (base.new, base.is_outdated) == ("kryteria-gminy-2026-2027", False)


@pytest.mark.parametrize(
    ("annotations", "told"),
    [
        ("stan: odczytanie", "„stan” (1)"),
        ("źródło: {dokument: a}", "„źródło” (1)"),
        ("źródło: {dokument: a}, stan: odczytanie", "„źródło” (1) i „stan” (1)"),
    ],
)
def test_of_marks_of_the_old_document_those_are_counted_that_there_are(annotations: str, told: str) -> None:
    text = (
        "paragraf: 1\nregulamin: R\nwydaje: dyrektor\nrok szkolny: 2025/2026\n"
        f"postanowienia:\n  p: {{treść: Komisja obraduje jawnie, {annotations}}}\n"
    )
    said = [one.text for one in rolled(text).confirmations]
    assert said == [f"{told}: bez zmian, z dokumentu na rok 2025/2026; popraw według nowego dokumentu"]


def test_bases_are_renewed_by_the_years_in_their_names(tmp_path: Path) -> None:
    (tmp_path / "prawo").mkdir()
    for name in ("x-2022", "x-2025", "x-2026", "x-2027", "y-2024", "x-2026-2027"):
        (tmp_path / "prawo" / f"{name}.yaml").write_text("rok szkolny: 2025/2026\n", encoding="utf-8")
    (tmp_path / "terminy-2025-2026.yaml").write_text("rok szkolny: 2025/2026\n", encoding="utf-8")
    assert renew("prawo/x-2022", tmp_path, MOVE).new == "prawo/x-2026"  # the newest in force when the year begins
    assert renew("prawo/x-2022.yaml", tmp_path, MOVE).new == "prawo/x-2026"
    assert renew("prawo/x-2026", tmp_path, MOVE).new == ""
    assert renew("prawo/bez-roku", tmp_path, MOVE).new == ""
    outdated = renew("terminy-2025-2026", tmp_path, MOVE)
    assert (outdated.new, outdated.is_outdated, outdated.current) == ("", True, "terminy-2025-2026")
    (tmp_path / "terminy-2026-2027.yaml").write_text("", encoding="utf-8")
    assert renew("terminy-2025-2026", tmp_path, MOVE).new == "terminy-2026-2027"
