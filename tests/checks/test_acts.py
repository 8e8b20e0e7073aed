"""Acts named wrongly, superseded, replaced or not there yet; what is only recalled is only noted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostics import Severity
from tests.dsl.loading import codes, load_yaml

EDUCATION = '{rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe, dziennik: "JOURNAL"}'
OF_2022 = '{rodzaj: rozporządzenie, organ: Ministra Edukacji i Nauki, data: 2022-11-18, dziennik: "JOURNAL"}'
OF_2025 = "{rodzaj: rozporządzenie, organ: Ministra Edukacji, data: 2025-04-03, dziennik: Dz. U. z 2025 r. poz. 464}"
RECRUITMENT = (
    "w sprawie przeprowadzania postępowania rekrutacyjnego oraz postępowania uzupełniającego do publicznych "
    "przedszkoli, szkół, placówek i centrów"
)


def told(act: str, year: str = "2025/2026") -> list[tuple[str, Severity]]:
    loaded = load_yaml(f"rok szkolny: {year}\nakty:\n  akt: {act}\n")
    return [(one.code, one.severity) for one in loaded.diagnostics]


def education(journal: str) -> str:
    return EDUCATION.replace("JOURNAL", journal)


WARNING, NOTE = Severity.WARNING, Severity.NOTE


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (education("Dz. U. z 2024 r. poz. 737, 854, 1562, 1635 i 1933"), []),
        (
            education("Dz. U. z 2017 r. poz. 59").replace("2016-12-14", "2016-12-04"),
            [("P120", WARNING), ("P121", NOTE)],
        ),
        (education("Dz. U. z 2024 r. poz. 773"), [("P120", WARNING)]),
        (education("Dz. U. z 2024 r. poz. 1635"), []),  # a change, not a misprint
        (education("Dz. U. z 2021 r. poz. 1082"), [("P121", NOTE)]),  # older than any that the register knows
        (education("Dz. U. z 2026 r. poz. 12"), []),  # newer than any that the register knows
        (education("brak"), []),
        (education("Dz. U. z 2024 r. poz. 737").replace("Prawo oświatowe", "Prawo Oświatowe"), []),
        (education("Dz. U. z 2024 r. poz. 737").replace("Prawo oświatowe", "Ustawa Prawo oświatowe"), []),
        (education("Dz. U. z 2024 r. poz. 737").replace("Prawo oświatowe", "Prawo oświaty"), [("P120", WARNING)]),
        ("{rodzaj: ustawa, data: 2016-12-14, tytuł: Przepisy wprowadzające ustawę – Prawo oświatowe}", []),
        ("{rodzaj: ustawa, data: 2016-12-14, tytuł: o Krajowej Administracji Skarbowej}", []),
        ("{rodzaj: ustawa, data: 1960-06-14, tytuł: Kodeks postępowania administracyjnego}", []),
        ("{rodzaj: uchwała, numer: LXVI/1650/17, data: 2017-03-15, tytuł: w sprawie kryteriów}", []),
        ("{rodzaj: uchwała, numer: LXVI/1650/17, data: 2018-03-15, tytuł: w sprawie kryteriów}", [("P120", NOTE)]),
        (
            "{rodzaj: zarządzenie, numer: 3/2025, data: 2026-01-22, tytuł: w sprawie komisji}",
            [("P120", NOTE), ("P123", NOTE)],
        ),
        (f'{{rodzaj: rozporządzenie, data: 2019-08-21, tytuł: "{RECRUITMENT}"}}', []),  # an older one of the same name
    ],
)
def test_names(act: str, expected: list[tuple[str, Severity]]) -> None:
    assert sorted(told(act)) == expected


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        ("data: 2016-12-04", "data: 2016-12-14"),
        ("tytuł: Prawo oświaty", "tytuł: Prawo oświatowe"),
        ('dziennik: "Dz. U. z 2024 r. poz. 773, 854"', 'dziennik: "Dz. U. z 2024 r. poz. 737, 854"'),
    ],
)
def test_what_is_surely_wrong_can_be_mended(wrong: str, mended: str) -> None:
    right = education("Dz. U. z 2024 r. poz. 737, 854")
    text = "rok szkolny: 2025/2026\nakty:\n  akt: ACT\n"
    loaded = load_yaml(text.replace("ACT", right.replace(mended, wrong)))
    (one,) = loaded.diagnostics
    (fix,) = one.fixes
    (edit,) = fix.edits
    source = edit.span.source.text
    assert not fix.safe
    assert (source[: edit.span.start] + edit.text + source[edit.span.end :]).endswith(text.replace("ACT", right))


def test_a_deviation_that_the_file_tells_of_is_noted() -> None:
    act = education("Dz. U. z 2024 r. poz. 773").replace("{", "{stan: nieaktualne, uwaga: tak w regulaminie, ")
    assert told(act) == [("P147", NOTE), ("P120", NOTE)]


def test_a_title_that_only_regulations_give_is_uncertain() -> None:
    act = OF_2025.replace("{", f'{{tytuł: "{RECRUITMENT.replace("przeprowadzania", "przeprowadzenia")}", ')
    assert told(act) == [("P120", NOTE)]
    assert told(OF_2025.replace("{", f'{{tytuł: "{RECRUITMENT}", ')) == []


@pytest.mark.parametrize(
    ("journal", "year", "expected"),
    [
        ("Dz. U. z 2017 r. poz. 59", "2024/2025", []),  # the text of 2024 is of the same year
        ("Dz. U. z 2017 r. poz. 59", "2025/2026", ["P121"]),
        ("Dz. U. z 2024 r. poz. 737", "2025/2026", []),
        ("Dz. U. z 2024 r. poz. 737", "2026/2027", ["P121"]),  # that of 2025 only a regulation names
        ("Dz. U. z 2025 r. poz. 1043", "2026/2027", []),
    ],
)
def test_texts_by_year(journal: str, year: str, expected: list[str]) -> None:
    assert told(education(journal), year) == [(code, NOTE) for code in expected]


@pytest.mark.parametrize(
    ("act", "year", "expected"),
    [
        (OF_2022.replace("JOURNAL", "Dz. U. z 2022 r. poz. 2431"), "2024/2025", []),
        (OF_2022.replace("JOURNAL", "Dz. U. z 2022 r. poz. 2431"), "2025/2026", [("P122", NOTE)]),
        (OF_2022.replace("JOURNAL", "Dz. U. z 2024 r. poz. 989"), "2026/2027", [("P122", NOTE)]),
        (OF_2025, "2025/2026", []),
        (OF_2025, "2024/2025", [("P123", WARNING)]),
    ],
)
def test_versions_by_year(act: str, year: str, expected: list[tuple[str, Severity]]) -> None:
    assert told(act, year) == expected


def test_uncertain_is_said_as_uncertain() -> None:
    loaded = load_yaml(
        f"rok szkolny: 2025/2026\nakty:\n  akt: {OF_2022.replace('JOURNAL', 'Dz. U. z 2022 r. poz. 2431')}\n"
    )
    (one,) = loaded.diagnostics
    assert one.message.startswith("Według niesprawdzonych danych ")
    assert "Sprawdź to w Dzienniku Ustaw" in one.hint


@pytest.mark.parametrize(
    ("article", "severity"),
    [("20t", WARNING), ("20zb", WARNING), ("20zc", WARNING), ("20a", NOTE), ("20za", NOTE), ("20", NOTE)],
)
def test_only_articles_that_were_seen_are_told_as_certain(article: str, severity: Severity) -> None:
    text = f"""
        akty:
          ustawa: {{rodzaj: ustawa, data: 1991-09-07, tytuł: o systemie oświaty}}
        postanowienia:
          p: {{treść: Komisja sprawdza oświadczenia, podstawa: "ustawa art. {article} ust. 7"}}
    """
    assert [one.severity for one in load_yaml(text).diagnostics if one.code == "P124"] == [severity]


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ("ustawa art. 20t ust. 7", ["P124"]),
        ("ustawa art. 20zh", ["P124"]),
        ("ustawa art. 20 ust. 7", ["P124"]),
        ("ustawa art. 22 ust. 6", []),
        ("ustawa art. 44zw ust. 2", []),
        ("ustawa art. 200", []),
        ("inna art. 20t ust. 7", []),
    ],
)
def test_chapters_that_are_elsewhere_today(basis: str, expected: list[str]) -> None:
    text = f"""
        akty:
          ustawa: {{rodzaj: ustawa, data: 1991-09-07, tytuł: o systemie oświaty}}
          inna: {{rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe}}
        komisja: {{protokół: {{treść: protokół podpisują obecni, podstawa: {basis}}}}}
    """
    assert codes(load_yaml(text)) == expected


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        ("2025-01-29", "2025/2026", []),
        ("2024-12-20", "2025/2026", []),
        ("2025-01-29", "2026/2027", ["P134"]),
    ],
)
def test_orders_of_the_superintendent_are_for_one_year(day: str, year: str, expected: list[str]) -> None:
    text = f"""
        rok szkolny: {year}
        akty:
          kurator: {{rodzaj: zarządzenie, organ: Podlaskiego Kuratora Oświaty, data: {day}, tytuł: w sprawie terminów}}
          dyrektor: {{rodzaj: zarządzenie, organ: Dyrektora Szkoły, data: {day}, tytuł: w sprawie terminów posiedzeń}}
    """
    assert codes(load_yaml(text)) == expected


def test_of_a_base_it_is_told_where_the_file_names_it() -> None:
    loaded = load_yaml("rok szkolny: 2026/2027\nopiera się na: [prawo/ponadpodstawowe-2022]\n")
    (one,) = loaded.diagnostics
    assert (one.code, one.location and one.location.line) == ("P122", 5)
    assert [place.where.source.path for place in one.related] == ["regulations/prawo/ponadpodstawowe-2022.yaml"]


@given(
    day=st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    first=st.integers(1, 9998),
    journal=st.sampled_from(["", "Dz. U. z 2024 r. poz. 737", "Dz. U. poz. 59", "MP"]),
)
@settings(max_examples=60)
def test_any_act_of_any_year_is_checked(day: date, first: int, journal: str) -> None:
    """Nothing breaks, and nothing is an error."""
    act = f'{{rodzaj: ustawa, data: {day.isoformat()}, tytuł: Prawo oświatowe, dziennik: "{journal}"}}'
    found = told(act, f"{first:04}/{first + 1:04}")
    assert {severity for _, severity in found} <= {WARNING, NOTE}
    assert ("P120", WARNING) in found or day == date(2016, 12, 14)
