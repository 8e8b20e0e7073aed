"""What a story tells is held against the rule that it is of: the term of the paper named, the day of the lists, the sum
heard of, each achievement; where no rule settles it, no verdict is given.
"""

from __future__ import annotations

import pytest

from assistant.contract import Status
from tests.assistant.asking import ask, told

_VERDICTS = {"tak", "nie", "zależy"}


@pytest.mark.parametrize(
    ("question", "school", "verdict", "day"),
    [
        ("Zaświadczenie lekarskie do nauki zawodu dostaniemy 19 lipca. Czy zdążymy?", "miasto", "nie", "17 lipca"),
        ("Zaświadczenie lekarskie do nauki zawodu dostaniemy 10 lipca. Zdążymy?", "lomza", "tak", "17 lipca"),
        ("Świadectwo dostanę 10 lipca. Zdążę je dołączyć?", "miasto", "nie", "7 lipca"),
        ("Świadectwo dostanę 24 czerwca. Zdążę je dołączyć?", "kety", "tak", "9 lipca"),
        ("Umowę z warsztatem podpiszę 20 sierpnia. Zdążę ją oddać?", "zsme", "tak", "22 sierpnia"),
        ("Orzeczenie lekarskie do klasy W dostanę 10 czerwca, zdążę?", "lomza", "nie", "27 maja"),
        ("Deklarację o kontynuowaniu zaniosę 3 marca. Zdążę?", "sp77", "nie", "28 lutego"),
        ("Oświadczenie o wielodzietności podpiszemy 2 kwietnia. Zdążymy?", "sp77", "nie", "31 marca"),
    ],
)
def test_a_paper_is_in_time_by_its_own_term(question: str, school: str, verdict: str, day: str) -> None:
    given = ask(question, school)
    assert verdict in told(given.values)
    assert day in given.text


@pytest.mark.parametrize(
    ("question", "school"),
    [
        ("Orzeczenie o niepełnosprawności będzie 3 lipca. Zdążę?", "zsme"),
        ("Zaświadczenie z banku będzie 3 lipca. Zdążę?", "kety"),
        ("Zaświadczenie o niekaralności dostaniemy 20 lipca. Zdążymy?", "miasto"),
    ],
)
def test_the_term_of_another_paper_gives_no_verdict(question: str, school: str) -> None:
    assert not _VERDICTS & {one for one in told(ask(question, school).values) if isinstance(one, str)}


def test_in_the_term_is_not_after_it() -> None:
    assert "tak" in told(ask("Czy 8 lipca zdążę złożyć wniosek w terminie?").values)
    assert "tak" in told(ask("Wniosek zaniosę 10 lipca, czy to już po terminie?").values)


@pytest.mark.parametrize(
    ("question", "school"),
    [
        ("Czy dziecko dostanie się do przedszkola wpisanego na drugim miejscu?", "krakow"),
        ("Czy dostanę się do oddziału z drugiego miejsca na liście?", "kety"),
    ],
)
def test_that_a_place_matters_is_no_yes_to_being_admitted(question: str, school: str) -> None:
    assert not _VERDICTS & {one for one in told(ask(question, school).values) if isinstance(one, str)}


def test_points_of_the_first_place_are_denied_on_the_second() -> None:
    story = "Nas rok temu nie przyjęto. Przedszkole wpisaliśmy na {} miejscu. Czy należą się punkty za nieprzyjęcie?"
    assert "nie" in told(ask(story.format("drugim"), "krakow").values)
    assert "tak" in told(ask(story.format("pierwszym"), "krakow").values)


@pytest.mark.parametrize("school", ["krakow", "sp77"])
def test_a_story_that_tells_more_is_no_question_of_how_many(school: str) -> None:
    story = "Mieszkam z partnerem i naszym wspólnym synem. Czy należą mi się 22 punkty za samotne wychowywanie córki?"
    assert "tak" not in told(ask(story, school).values)


@pytest.mark.parametrize(
    ("question", "school", "day"),
    [
        ("Listę przyjętych wywiesili 12 maja. Do kiedy prosić o uzasadnienie?", "przedszkola", "15 maja"),
        ("Listy przyjętych ogłoszono 20 lipca. Do kiedy prosić o podanie przyczyny odmowy?", "lomza", "23 lipca"),
        ("Lista przyjętych była 6 maja. Do którego dnia mogę poprosić o podanie powodu?", "sp77", "13 maja"),
    ],
)
def test_the_last_day_is_counted_from_the_day_of_the_lists(question: str, school: str, day: str) -> None:
    assert day in ask(question, school).text


def test_the_last_day_in_no_year_may_be_free() -> None:
    text = ask("Uzasadnienie dostałam 25 maja. Do kiedy odwołanie?", "przedszkola").text
    assert "28 maja (gdy jest to dzień wolny" in text
    assert "2 marca" not in ask("Uzasadnienie dostałam 27 lutego. Do kiedy odwołanie?", "przedszkola").text


@pytest.mark.parametrize(("school", "first", "second"), [("miasto", "23 lipca", "20"), ("prawo", "24 lipca", "21")])
def test_the_other_step_asked_about_is_told_beside_the_day(school: str, first: str, second: str) -> None:
    question = (
        f"Listy przyjętych były {second} lipca. Do kiedy mogę wystąpić o uzasadnienie i ile dni jest na odwołanie?"
    )
    text = ask(question, school).text
    assert first in text
    assert text.count("otrzymania uzasadnienia") == 1


@pytest.mark.parametrize("school", ["krakow", "sp77"])
def test_two_criteria_of_one_child_are_summed(school: str) -> None:
    question = "Chłopiec jest w rodzinie zastępczej i ma orzeczenie o niepełnosprawności. Ile punktów w sumie?"
    assert "44" in told(ask(question, school).values)


@pytest.mark.parametrize(("school", "place", "total"), [("lomza", "powiatowym", "11"), ("miasto", "krajowym", "13")])
def test_two_titles_of_one_contest_and_a_place_are_summed(school: str, place: str, total: str) -> None:
    titles = "dwa tytuły finalisty wojewódzkich konkursów przedmiotowych kuratora"
    assert total in told(ask(f"mam {titles} i drugie miejsce w {place} biegu. ile pkt?", school).values)


@pytest.mark.parametrize(
    ("question", "school", "values"),
    [
        ("mam 72% z matmy, o ile więcej, gdybym napisał na 80?", "prawo", {"2.8"}),
        ("mam 60 procent z angielskiego, a jakbym miał 90, to o ile więcej?", "lomza", {"9"}),
        ("Do C wychodzi mi teraz 128,5. Jak poprawię geografię z 4 na 5 i dojdzie pasek, to ile?", "kety", {"138.5"}),
        ("Mam w sumie 100 punktów do A. Ile będę mieć, jak poprawię matematykę z 3 na 4?", "lomza", {"6", "106"}),
    ],
)
def test_what_if_is_counted_from_what_is_told(question: str, school: str, values: set[str]) -> None:
    assert values <= {one for one in told(ask(question, school).values) if isinstance(one, str)}


@pytest.mark.parametrize(("unit", "school", "days"), [("§ 15 ust. 3", "zsme", "3"), ("§ 5 ust. 4", "sp77", "7")])
def test_a_named_unit_tells_its_days(unit: str, school: str, days: str) -> None:
    assert days in told(ask(f"wytłumacz {unit}", school).values)


@pytest.mark.parametrize("question", ["Czy jakiś mechanik umyje mi auto?", "Czy kucharz upiecze mi tort na wesele?"])
def test_a_service_of_a_trade_is_outside(question: str) -> None:
    assert ask(question, "zsme").status is Status.OUT_OF_SCOPE


def test_learning_a_trade_is_inside() -> None:
    assert ask("Czy mogę uczyć się na mechanika?", "zsme").status is not Status.OUT_OF_SCOPE
