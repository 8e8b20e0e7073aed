"""A day given for a paper against the timetable and the school year: told, never refused."""

from __future__ import annotations

from datetime import date

import pytest

from generator.papers.days import doubts
from tests.generator.papers.school import TEXT, regulation

TERMS = TEXT.replace("terminarz:\n", "terminarz:\n  wnioski: {rekrutacyjne: od 12 maja do 9 lipca 2026}\n")
LIST = "lista_zakwalifikowanych"
OTHER_YEAR = (
    "Data 16 lipca 2025 r. nie pasuje do roku szkolnego 2026/2027: rekrutacja na ten rok toczy się od września 2025 do "
    "grudnia 2026. Popraw --date."
)
TOO_EARLY = (
    "Data 11 maja 2026 r. jest wcześniejsza niż początek składania wniosków (12 maja 2026 r.). Popraw --date albo "
    "terminarz."
)
NOT_THE_DAY = (
    "Data 17 lipca 2026 r. to nie dzień ogłoszenia listy z terminarza (16 lipca 2026 r.). Sprawdź, która jest "
    "właściwa, i popraw --date albo terminarz."
)


@pytest.mark.parametrize(
    ("day", "event", "told"),
    [
        (date(2026, 7, 16), LIST, []),
        (date(2026, 7, 17), LIST, [NOT_THE_DAY]),
        (date(2026, 7, 17), "", []),
        (date(2026, 5, 11), LIST, [TOO_EARLY]),
        (date(2026, 5, 11), "", [TOO_EARLY]),
        (date(2025, 7, 16), LIST, [OTHER_YEAR]),
    ],
)
def test_the_gravest_doubt_is_told(day: date, event: str, told: list[str]) -> None:
    assert list(doubts(regulation(TERMS), "rekrutacyjne", day, event)) == told


def test_each_phase_has_its_own_day() -> None:
    found = regulation(TERMS)
    assert list(doubts(found, "uzupełniające", date(2026, 8, 5), LIST)) == []
    assert len(list(doubts(found, "rekrutacyjne", date(2026, 8, 5), LIST))) == 1


def test_without_a_timetable_and_a_year_any_day_will_do() -> None:
    start, end = TEXT.index("terminarz:"), TEXT.index("komisja:")
    found = regulation((TEXT[:start] + TEXT[end:]).replace("rok szkolny: 2026/2027\n", ""))
    assert list(doubts(found, "rekrutacyjne", date(1999, 1, 1), LIST)) == []
