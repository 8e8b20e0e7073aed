"""A conversation: turns that go on, answers to a question back, what is remembered and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.answer import answer
from assistant.contract import Answer, Frame, Status
from assistant.conversation import frame_lines, picked
from tests.assistant.asking import kety, school, told


def talk(*turns: str, name: str = "kety", today: date | None = None) -> list[Answer]:
    given: list[Answer] = []
    frame = Frame()
    for turn in turns:
        given.append(answer(turn, [school(name)], frame, today))
        frame = given[-1].frame
    return given


DIALOGUES: list[tuple[str, Sequence[tuple[str, str | list[str]]]]] = [
    (
        "kety",
        [
            ("mam 75% z matmy i 64% z polskiego, ile punktów do A?", "48.65"),
            ("a w B?", "48.65"),
            ("i 90% z angielskiego", "75.65"),
            ("a jakbym miał czwórkę z matmy?", "89.65"),
            ("a z paskiem?", "96.65"),
            ("a bez paska?", "89.65"),
        ],
    ),
    (
        "kety",
        [
            ("Mam 80% z polskiego i 70% z matematyki, ile punktów do A?", "52.5"),
            ("i 60% z angielskiego", "70.5"),
            ("a oceny same czwórki", "126.5"),
            ("a jednak z matmy mam 75%", "128.25"),
            ("to ile razem?", "128.25"),
        ],
    ),
    ("lomza", [("ile punktów za szóstkę z matematyki?", "18"), ("a za piątkę?", "17")]),
    (
        "zsme",
        [
            ("Mam zwolnienie z egzaminu z polskiego, a na świadectwie czwórkę. Ile to punktów?", "25"),
            ("Przepraszam, piątkę.", "30"),
        ],
    ),
    (
        "kety",
        [
            ("kiedy potwierdzić wolę?", "2025-07-16/2025-07-18"),
            ("a w uzupełniającej?", "2025-08-05/2025-08-07"),
            ("a w głównej?", "2025-07-16/2025-07-18"),
        ],
    ),
    ("kety", [("mam 75 procent, ile to punktów?", ""), ("matematyka", "26.25")]),
    ("kety", [("kiedy wyniki?", ""), ("2", "2025-07-21"), ("do kiedy potwierdzić wolę", "2025-07-16/2025-07-18")]),
    (
        "kety",
        [
            ("jakie przedmioty są punktowane w A?", ["język polski", "matematyka", "język angielski", "fizyka"]),
            ("a w biol-chemie?", ["język polski", "matematyka", "język angielski", "biologia"]),
        ],
    ),
    (
        "lomza",
        [
            ("do kiedy złożyć wniosek do klasy A?", "2026-05-11/2026-06-23"),
            ("a do wojskowej?", "2026-05-11/2026-05-27"),
        ],
    ),
    (
        "zsme",
        [
            ("co punktują w techniku informatyku", ["język polski", "matematyka", "język angielski", "informatyka"]),
            ("a w techniku żywienia?", ["język polski", "matematyka", "język angielski", "technika"]),
        ],
    ),
]


@pytest.mark.parametrize(("name", "turns"), DIALOGUES, ids=[turns[0][0] for _, turns in DIALOGUES])
def test_dialogue(name: str, turns: Sequence[tuple[str, str | list[str]]]) -> None:
    for given, (turn, value) in zip(talk(*(turn for turn, _ in turns), name=name), turns, strict=True):
        assert value in told(given.values) if value else given.status is Status.ASK_BACK, (turn, given.text)


def test_a_question_of_its_own_is_no_answer_to_what_was_asked_back() -> None:
    _, second = talk("mam 75 procent, ile to punktów?", "ile punktów za wolontariat?")
    assert second.intent == "wolontariat"
    assert not second.frame.pending


def test_nothing_is_kept_after_a_reset() -> None:
    first = talk("mam 75% z matmy, ile punktów do A?")[0]
    assert not first.frame.is_empty
    assert answer("a w B?", [kety()], Frame()).intent != first.intent
    assert Frame().is_empty


def test_what_is_remembered_is_shown_in_words() -> None:
    frame = talk("mam 75% z matmy, czwórkę z polskiego i pasek, ile punktów do A?")[0].frame
    lines = frame_lines(frame)
    assert "oddział: A" in lines
    assert "wyniki egzaminu: matematyka 75%" in lines
    assert "oceny: język polski 4" in lines
    assert "poza tym: świadectwo z wyróżnieniem" in lines
    assert frame_lines(Frame()) == ()


@pytest.mark.parametrize(
    ("said", "meant"), [("1", "raz"), ("2.", "dwa"), ("Raz", "raz"), ("3", ""), ("0", ""), ("", "")]
)
def test_an_option_is_picked_by_number_or_words(said: str, meant: str) -> None:
    assert picked(said, ("raz", "dwa")) == meant


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 7, 1), "do końca terminu: 8 dni"),
        (date(2025, 7, 8), "do końca terminu: 1 dzień"),
        (date(2025, 5, 10), "do początku terminu: 2 dni"),
        (date(2025, 7, 10), "termin już minął"),
    ],
)
def test_days_left_are_counted_from_the_day_given(today: date, words: str) -> None:
    given = talk("ile dni zostało do złożenia wniosku?", today=today)[0]
    assert words in given.text.lower()


def test_without_a_day_no_days_are_counted() -> None:
    assert "terminu:" not in talk("ile dni zostało do złożenia wniosku?")[0].text


def test_several_schools_then_one_of_them() -> None:
    schools = [school("kety"), school("sp77")]
    first = answer("do kiedy złożyć wniosek?", schools)
    second = answer("do kiedy złożyć wniosek w szkole w Krakowie?", schools, first.frame)
    assert "2025-05-12/2025-07-09" in told(first.values)
    assert "2025-03-03/2025-03-31" in told(first.values)
    assert told(second.values)[:1] == ["2025-03-03"]


def test_a_turn_that_only_leans_gets_a_question_back_rather_than_a_rule_of_something_else() -> None:
    *_, lists = talk("Do kiedy składa się wniosek?", "Kto go podpisuje?", "A kiedy listy?")
    assert lists.status is Status.ASK_BACK
    assert lists.clarification is not None
    assert all("list" in option for option in lists.clarification.options)


def test_grades_told_of_every_subject_are_remembered() -> None:
    frame = talk("mam same piątki i 80% ze wszystkiego, ile punktów do A?")[0].frame
    assert "oceny: wszystkie 5" in frame_lines(frame)
    assert "wyniki egzaminu: wszystkie 80%" in frame_lines(frame)


@pytest.mark.parametrize(
    ("name", "before", "turn", "verdict"),
    [
        ("kety", "Jakie przedmioty liczą się do klasy C?", "A fizyka liczy się w klasie A?", "tak"),
        ("lomza", "Ilu nauczycieli jest w komisji?", "A może w niej być dyrektor?", "nie"),
    ],
)
def test_a_turn_without_a_word_that_asks_may_ask_for_a_yes_or_a_no(
    name: str, before: str, turn: str, verdict: str
) -> None:
    _, given = talk(before, turn, name=name)
    assert verdict in told(given.values)


def test_the_branch_that_a_turn_names_takes_the_place_of_the_one_before() -> None:
    *_, conditions = talk("Do kiedy wniosek do klasy B?", "A do wojskowej?", "Jakie tam są warunki?", name="lomza")
    assert "sprawności" in conditions.text
    assert "językow" not in conditions.text


LEANING: list[tuple[str, Sequence[tuple[str, str]]]] = [
    ("zsme", [("czy do technikum muszę mieć badania?", "§ 14 ust. 1"), ("do kiedy?", "§ 14 ust. 1")]),
    ("zsme", [("ile lat trwa branżowa?", "§ 1 ust. 1 pkt 2"), ("a technikum?", "§ 1 ust. 1 pkt 1")]),
    ("kety", [("kiedy składa się wniosek", "§ 2 ust. 1"), ("a gdzie?", "§ 1 ust. 1")]),
    (
        "kety",
        [("Mam świadectwo z paskiem, ile to punktów?", "§ 3 ust. 1 pkt 3"), ("Do kiedy je donieść?", "§ 2 ust. 2")],
    ),
    ("kety", [("Kto podpisuje protokół?", "§ 4 ust. 10"), ("I co się w nim zapisuje?", "§ 4 ust. 9")]),
    ("sp77", [("Do kiedy wniosek?", "§ 2 ust. 1 tabela lp. 1"), ("A jak się spóźnię?", "§ 14 ust. 1")]),
    (
        "sp77",
        [("Kiedy lista przyjętych?", "§ 2 ust. 1 tabela lp. 5"), ("A jeśli córki na niej nie będzie?", "§ 5 ust. 4")],
    ),
    (
        "kety",
        [
            ("Syna nie przyjęto, jak się odwołać?", "§ 4 Procedura odwoławcza"),
            ("do kiedy o to wystąpić", "§ 4 Procedura odwoławcza"),
        ],
    ),
]
"""Turns that say nothing by themselves, and a source that their answers cite."""


@pytest.mark.parametrize(("name", "turns"), LEANING, ids=[turns[0][0] for _, turns in LEANING])
def test_a_turn_that_says_too_little_leans_on_the_one_before(name: str, turns: Sequence[tuple[str, str]]) -> None:
    for given, (turn, unit) in zip(talk(*(turn for turn, _ in turns), name=name), turns, strict=True):
        assert unit in {one.unit for one in given.citations}, (turn, given.text)


def test_a_turn_of_something_else_does_not_lean() -> None:
    _, second = talk("ile punktów za wolontariat?", "a lody?")
    assert second.status in {Status.ASK_BACK, Status.OUT_OF_SCOPE}


def test_the_branch_of_a_conversation_is_meant_until_branches_are_asked_about() -> None:
    _, conditions, every = talk(
        "do kiedy wniosek do klasy S?", "jakie są warunki?", "a jakie macie klasy?", name="lomza"
    )
    assert "oddziale sportowym" in conditions.text
    assert "dwujęzyczn" not in conditions.text
    assert "dwujęzyczn" in every.text


@pytest.mark.parametrize(
    "turn", ["kto to podpisuje?", "Ile na to jest dni?", "do kiedy mam go złożyć?", "jak to jest z tym zaświadczeniem?"]
)
@pytest.mark.parametrize("name", ["kety", "sp77"])
def test_a_turn_that_points_to_nothing_named_is_asked_back(turn: str, name: str) -> None:
    (given,) = talk(turn, name=name)
    assert given.status is Status.ASK_BACK
    assert given.clarification is not None
    assert 2 <= len(given.clarification.options) <= 4


def test_what_is_offered_fits_the_words_of_the_turn() -> None:
    (given,) = talk("kto to podpisuje?")
    assert given.clarification is not None
    assert given.clarification.options[0] == "kto podpisuje wniosek"
    assert "podpisuje: kandydat" in talk("kto to podpisuje?", "1")[1].text


def test_thanks_are_no_question() -> None:
    assert talk("ile punktów za wolontariat?", "dzięki!")[1].status is Status.ASK_BACK
