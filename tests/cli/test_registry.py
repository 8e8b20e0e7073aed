"""Every line of the table of commands leads to a command, and the words it answers to are its own."""

from __future__ import annotations

from importlib import import_module

from cli.registry import COMMANDS
from tests.cli.terminal import say


def test_every_command_has_its_module() -> None:
    for command in COMMANDS:
        module = import_module(command.module)
        assert module.__doc__, command.module
        assert callable(module.configure), command.module
        assert callable(module.run), command.module


def test_words_are_plain_and_nobody_elses() -> None:
    words = [word for command in COMMANDS for word in command.words]
    assert len(words) == len(set(words))
    assert all(word.isascii() and word == word.lower() for word in words)


def test_every_command_can_say_what_it_takes() -> None:
    for command in COMMANDS:
        said = say(command.name, "--help")
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith(f"użycie: paragraf {command.name}")
