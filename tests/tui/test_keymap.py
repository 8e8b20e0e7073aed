"""Keys of one's own: taken from a file, never at the price of an action that nobody could reach any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.action import key_words
from tui.actions import ACTIONS, STANDARD
from tui.keymap import keymap_file, own_keys, with_keys, write_example


def keys(wanted: dict[str, str]) -> dict[str, str]:
    return {one.name: one.key for one in with_keys(STANDARD, wanted)[0]}


def test_an_action_takes_another_key_and_the_other_loses_it() -> None:
    found = keys({"save": "f3"})
    assert found["save"] == "f3"
    assert found["find"] == "ctrl+f"
    assert {name: key for name, key in found.items() if name not in ("save", "find")} == {
        one.name: one.key for one in STANDARD if one.name not in ("save", "find")
    }


@pytest.mark.parametrize("key", ["alt+a", "ctrl+m", "a", "enter", "ctrl+enter", "", "ctrl+c", "f25"])
def test_keys_that_letters_or_the_terminal_need_are_refused(key: str) -> None:
    actions, problems = with_keys(STANDARD, {"save": key})
    assert actions == STANDARD
    assert len(problems) == 1


def test_an_action_is_told_by_its_words_in_the_menu() -> None:
    assert keys({"Sprawdź przykłady": "f2", "nastepny problem": "ctrl+n"})["examples"] == "f2"


@pytest.mark.parametrize("name", ["palette", "quit"])
def test_what_nobody_could_reach_any_more_keeps_its_key(name: str) -> None:
    key = keys({})[name]
    actions, problems = with_keys(STANDARD, {"Zapisz": key})
    assert actions == STANDARD
    assert "nie można odebrać" in problems[0]
    found = keys({"Zapisz": key, name: "f11"})
    assert (found["save"], found[name]) == (key, "f11")


def test_unknown_actions_and_keys_given_twice_are_told() -> None:
    assert with_keys(STANDARD, {"zapiszże": "f11"})[1] == ("Nie ma polecenia „zapiszże” (klawisze.json).",)
    actions, problems = with_keys(STANDARD, {"save": "f11", "fix": "f11"})
    assert len([one for one in actions if one.key == "f11"]) == 1
    assert "dwa razy" in problems[0]


@pytest.mark.parametrize("content", ["nie json", "[]", '{"save": 3}', "\ufeff{"])
def test_a_file_that_cannot_be_used_is_told(content: str, state: Path) -> None:
    state.mkdir()
    keymap_file().write_text(content, encoding="utf-8")
    found, problems = own_keys()
    assert not found
    assert len(problems) == 1


def test_the_example_changes_nothing_and_keeps_what_is_there(state: Path) -> None:
    path = write_example(ACTIONS)
    found, problems = own_keys()
    assert not problems
    first = {one.name: one.key.partition(",")[0] for one in STANDARD}
    assert {one.name: one.key.partition(",")[0] for one in with_keys(STANDARD, found)[0]} == first
    path.write_text('{"save": "F11"}', encoding="utf-8")
    assert write_example(ACTIONS) == path
    assert own_keys()[0] == {"save": "f11"}


def test_keys_are_said_as_they_stand_on_the_keyboard() -> None:
    assert key_words("ctrl+@,ctrl+space") == "Ctrl+Spacja"
    assert key_words("shift+f2") == "Shift+F2"
