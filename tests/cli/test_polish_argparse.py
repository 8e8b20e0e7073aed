"""argparse's sentences: all of the running Python's are in the table, and each keeps its place-holders."""

from __future__ import annotations

import argparse
import ast
import inspect
import re

import pytest

from cli.polish_argparse import WORDS

# Said to a programmer who builds a parser wrongly, never to a person who uses one.
FOR_PROGRAMMERS = (
    ".__call__() not defined",
    "%r is not callable",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions",
    "conflicting ",
    "dest= is required",
    "invalid conflict_resolution",
    "invalid option string",
    "mutually exclusive arguments must",
    "'required' is an invalid argument",
)


def sentences_of_argparse() -> set[str]:
    tree = ast.parse(inspect.getsource(argparse))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    lookups = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")]
    literals = [argument for call in lookups for argument in call.args if isinstance(argument, ast.Constant)]
    return {literal.value for literal in literals if isinstance(literal.value, str)}


def test_the_lookup_finds_sentences() -> None:
    assert {"usage: ", "expected %s arguments"} <= sentences_of_argparse()


def test_every_sentence_of_this_python_is_translated() -> None:
    missing = {text for text in sentences_of_argparse() - WORDS.keys() if not text.startswith(FOR_PROGRAMMERS)}
    assert not missing


@pytest.mark.parametrize("english", sorted(WORDS))
def test_a_translation_needs_nothing_that_argparse_does_not_give(english: str) -> None:
    places = re.compile(r"%\((\w+)\)|%[sr]")
    given, needed = places.findall(english), places.findall(WORDS[english])
    assert set(needed) <= set(given)
    if given == [""]:
        assert needed == [""]
