"""The guard: what a topic or a template says on its own, or says in another's place, is never shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import guard
from assistant.bound import Bound
from assistant.case import Draft
from assistant.contract import Value
from assistant.intents import Intent, intents
from assistant.wording import GuardFailed, word
from tests.assistant.asking import ask, school_of, tuned_on


def _bound() -> tuple[Bound, str, str, str]:
    bound = Bound()
    verdict = bound.verdict("tak")
    return bound, verdict, bound.points("za_pasek", 7), bound.points("za_konkurs", 3)


def test_bound_values_pass() -> None:
    bound, verdict, seven, three = _bound()
    assert not guard.violations(f"{verdict}. Za pasek {seven}, za konkurs {three}.", bound.values)


@pytest.mark.parametrize(
    "literal",
    [
        "7 punktów",
        "26,25",
        "siedem punktów",
        "dwa razy",
        "połowa",
        "do 9 lipca",
        "w lipcu",
        "12:00",
        "Tak",
        "nie",
        "można",
    ],
)
def test_figures_months_and_verdicts_of_its_own_are_rejected(literal: str) -> None:
    assert guard.violations(f"Za pasek: {literal}.", {})


def test_a_swapped_figure_is_rejected() -> None:
    bound, verdict, seven, three = _bound()
    assert guard.violations(f"{verdict}. Za pasek {three}, za konkurs {seven}.", bound.values)


def test_a_left_out_result_is_rejected() -> None:
    bound, verdict, seven, _ = _bound()
    assert guard.violations(f"{verdict}. Za pasek {seven}.", bound.values)


def test_an_unknown_placeholder_is_rejected() -> None:
    assert guard.violations(f"Za pasek {guard.OPEN}nieznane{guard.CLOSE}.", {})


def _intent(template: str) -> Intent:
    return replace(intents()[0], templates={"one": template}, next_step="")


@pytest.mark.parametrize(
    "template",
    ["Tak: {{ points }}", "{{ points }}, razem 8", "Nie, {{ points }}", "{{ points }} do końca lipca"],
)
def test_a_template_that_says_too_much_fails_loudly(template: str) -> None:
    bound = Bound()
    draft = Draft("one", {"points": bound.points("punkty", 7)}, ())
    with pytest.raises(GuardFailed):
        word(_intent(template), draft, bound)


def test_a_finished_text_with_a_changed_figure_or_verdict_is_not_faithful() -> None:
    bound, verdict, seven, three = _bound()
    skeleton = f"{verdict}. Za pasek {seven}, za konkurs {three}."
    text = guard.finish(skeleton, bound.values)
    assert guard.is_faithful(text, skeleton, bound.values)
    for wrong in (
        text.replace("7 punktów", "8 punktów"),
        text.replace("7 punktów", "?").replace("3 punkty", "7 punktów").replace("?", "3 punkty"),
        text.replace("Tak", "Nie"),
    ):
        assert wrong != text
        assert not guard.is_faithful(wrong, skeleton, bound.values)


@pytest.mark.parametrize("question", [one["q"] for one in tuned_on()[::4] if school_of(one) == "kety"])
def test_a_figure_put_into_a_real_answer_is_a_stranger(question: str) -> None:
    given = ask(question)
    values = {value.id: value for value in given.values}
    assert "4711" in guard.strangers(f"{given.text} 4711", values)


def test_what_a_person_said_is_no_result() -> None:
    assert not Value("echo", "echo", "75%", "75%").is_told
