"""The day of an order against the acts that it cites, the orders before it, the recruitment and the school year."""

from __future__ import annotations

from datetime import date

import pytest

from dsl.model.regulation import Regulation
from generator.orders.amending import amending_identity
from generator.orders.days import doubts
from generator.orders.identity import identity, with_order
from tests.generator.orders.test_orders import SCHOOL, SECOND
from tests.generator.papers.school import regulation

TERMS = "terminarz: {wnioski: {czynność: złożenie wniosku, rekrutacyjne: od 12 maja do 9 lipca 2026}}\n"


def of_order(day: date | None, text: str = SCHOOL + TERMS) -> list[str]:
    one = with_order(regulation(text), "4/2026", day)
    return list(doubts([one], identity(one)))


def test_a_day_that_fits_is_not_spoken_of() -> None:
    assert of_order(date(2026, 2, 16)) == []
    assert of_order(None, SCHOOL.replace("data: 2026-02-16, ", "")) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2016, 12, 13), "powołuje akty, których wtedy nie było: ustawa z dnia 14 grudnia 2016 r."),
        (date(2025, 1, 15), "15 stycznia 2025 r. uchyla zarządzenie późniejsze (z dnia 3 lutego 2025 r.)"),
        (date(2025, 8, 31), "31 sierpnia 2025 r. nie pasuje do roku szkolnego 2026/2027: rekrutacja"),
        (date(2026, 5, 13), "jest późniejsze niż początek składania wniosków (12 maja 2026 r.)"),
    ],
)
def test_a_day_that_does_not_fit(day: date, told: str) -> None:
    assert sum(told in one for one in of_order(day)) == 1


def amending(first: str, second: str) -> list[str]:
    versions: list[Regulation] = [regulation(first), regulation(second)]
    return list(doubts(versions, amending_identity(versions)))


def test_an_order_that_amends() -> None:
    assert amending(SCHOOL, SECOND) == []
    assert amending(SCHOOL + TERMS, SECOND.replace("2026-03-02", "2026-05-20") + TERMS) == []
    (earlier,) = amending(SCHOOL, SECOND.replace("2026-03-02", "2026-02-15"))
    assert "z dnia 15 lutego 2026 r. jest wcześniejsze niż to, które zmienia (z dnia 16 lutego 2026 r.)" in earlier
    (years,) = amending(SCHOOL.replace("2026/2027", "2025/2026"), SECOND)
    assert "na różne lata szkolne (2025/2026 i 2026/2027)" in years
    assert "--kind zarzadzenie" in years


ACTS = (
    "akty: {prawo_oświatowe: {rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe, "
    "dziennik: Dz. U. z 2026 r. poz. 500}, rozporządzenie: {rodzaj: rozporządzenie, data: 2026-03-05, "
    "tytuł: w sprawie rekrutacji, dziennik: Dz. U. z 2026 r. poz. 400}}\n"
)


def with_acts(day: date, acts: str) -> list[str]:
    first, last = SCHOOL.index("akty:"), SCHOOL.index("kandydat:")
    return of_order(day, SCHOOL[:first] + acts + SCHOOL[last:] + TERMS)


def test_a_text_published_after_an_act_of_a_later_day_is_told() -> None:
    acts, texts = with_acts(date(2026, 2, 20), ACTS)
    assert "w sprawie rekrutacji" in acts
    assert "teksty, których wtedy nie było: Dz. U. z 2026 r. poz. 500 (poz. 400 to dopiero akt z dnia 5 marca" in texts
    assert with_acts(date(2026, 2, 20), ACTS.replace("poz. 500", "poz. 399")) == [acts]
    (next_year,) = with_acts(date(2025, 12, 20), ACTS.replace("2026-03-05", "2025-03-05"))
    assert "Dz. U. z 2026 r. poz. 500; Dz. U. z 2026 r. poz. 400." in next_year
    assert with_acts(date(2026, 3, 6), ACTS) == []
