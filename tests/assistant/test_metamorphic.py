"""The same question said otherwise gives the same values; another figure in the regulation gives another answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import answer
from dsl.load import load
from polish.folding import fold
from tests.assistant.asking import KETY, ask, school_of, told, tuned_on

ASKED = [(question["q"], school_of(question)) for question in tuned_on()]


def _bare(question: str) -> str:
    """Without diacritics, capitals kept."""
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in question)


def _shouted(question: str) -> str:
    return question.upper()


def _polite(question: str) -> str:
    return f"Dzień dobry, mam pytanie: {question}"


def _thankful(question: str) -> str:
    return f"{question} Z góry dziękuję za odpowiedź"


def _spaced(question: str) -> str:
    return "  " + "   ".join(question.split()) + " \n"


@pytest.mark.parametrize("change", [_bare, _polite, _thankful, _spaced], ids=lambda change: change.__name__)
@pytest.mark.parametrize(("question", "name"), ASKED)
def test_values_stay(question: str, name: str, change: Callable[[str], str]) -> None:
    plain, changed = ask(question, name), ask(change(question), name)
    assert (changed.status, told(changed.values)) == (plain.status, told(plain.values)), changed.text


@pytest.mark.parametrize(("question", "name"), ASKED)
def test_values_stay_in_capitals(question: str, name: str) -> None:
    """A code of a branch is told by its capital letter, so capitals may at most raise a question back."""
    plain, changed = ask(question, name), ask(_shouted(question), name)
    if changed.status != "dopytanie":
        assert (changed.status, told(changed.values)) == (plain.status, told(plain.values)), changed.text


def test_most_capitals_are_understood() -> None:
    pairs = [(ask(question, name), ask(_shouted(question), name)) for question, name in ASKED]
    same = [plain for plain, shouted in pairs if told(plain.values) == told(shouted.values)]
    assert len(same) >= 0.95 * len(ASKED)


CHANGES = [
    ("wyróżnienie: {", "wyróżnienie: {stan: odczytanie, uwaga: próba, punkty: 6, ", "ile za pasek", "6"),
    ("miejsca: {wartość: 30, stan: przykładowe", "miejsca: {wartość: 27, stan: odczytanie", "ile miejsc w A?", "27"),
    ("[język_angielski, fizyka]", "[język_angielski, chemia]", "ile punktów za piątkę z chemii w klasie A", "17"),
]


@pytest.mark.parametrize(("old", "new", "question", "value"), CHANGES, ids=[change[2] for change in CHANGES])
def test_a_changed_rule_changes_the_answer(tmp_path: Path, old: str, new: str, question: str, value: str) -> None:
    root = KETY.parent.parent
    for path in root.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    changed = tmp_path / KETY.relative_to(root)
    text = changed.read_text(encoding="utf-8")
    assert old in text
    without_examples = text.replace(old, new, 1).split("\nprzykłady:")[0]
    changed.write_text(f"{without_examples}\n", encoding="utf-8")
    loaded = load(changed)
    assert loaded.regulation is not None, loaded.diagnostics
    assert value in told(answer(question, [loaded.regulation]).values)
    assert value not in told(ask(question).values)
