"""argparse's own sentences in Polish. argparse looks its words up through two names of gettext in its module; while a
parser is built and used, `polish_words` puts a table in their place.

A test compares the table with the sentences of the running Python, so a new Python with new ones is noticed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

WORDS = {
    "usage: ": "użycie: ",
    "options": "opcje",
    "positional arguments": "argumenty",
    "%(heading)s:": "%(heading)s:",
    " (default: %(default)s)": " (domyślnie: %(default)s)",
    "subcommands": "polecenia",
    "show this help message and exit": "pokaż tę pomoc i zakończ",
    "show program's version number and exit": "pokaż wersję programu i zakończ",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: błąd: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: uwaga: %(message)s\n",
    "the following arguments are required: %s": "brakuje: %s",
    "one of the arguments %s is required": "trzeba podać jedno z: %s",
    "unrecognized arguments: %s": "nieznane argumenty: %s",
    "unexpected option string: %s": "nieoczekiwana opcja: %s",
    "ambiguous option: %(option)s could match %(matches)s": "opcja %(option)s jest niejednoznaczna: %(matches)s",
    "not allowed with argument %s": "nie można łączyć z %s",
    "ignored explicit argument %r": "ta opcja nie przyjmuje wartości, a podano %r",
    "expected one argument": "brakuje wartości",
    "expected at most one argument": "może mieć najwyżej jedną wartość",
    "expected at least one argument": "brakuje co najmniej jednej wartości",
    "expected %s argument": "liczba oczekiwanych wartości: %s",
    "expected %s arguments": "liczba oczekiwanych wartości: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "nieznana wartość %(value)r (do wyboru: %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "nieznana wartość %(value)r, może %(closest)r? (do wyboru: %(choices)s)"
    ),
    "invalid %(type)s value: %(value)r": "niewłaściwa wartość: %(value)r",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "nieznane polecenie %(parser_name)r (do wyboru: %(choices)s)"
    ),
    "can't open '%(filename)s': %(error)s": "nie można otworzyć pliku „%(filename)s”: %(error)s",
    "option '%(option)s' is deprecated": "opcja „%(option)s” jest wycofywana",
    "argument '%(argument_name)s' is deprecated": "argument „%(argument_name)s” jest wycofywany",
    "command '%(parser_name)s' is deprecated": "polecenie „%(parser_name)s” jest wycofywane",
}


def _translate(message: str) -> str:
    return WORDS.get(message, message)


def _translate_plural(one: str, many: str, count: int) -> str:
    return WORDS.get(many, one if count == 1 else many)


@contextmanager
def polish_words() -> Iterator[None]:
    """argparse speaks Polish inside, and its own language again afterwards."""
    module: Any = argparse
    before = module._, module.ngettext
    module._, module.ngettext = _translate, _translate_plural
    try:
        yield
    finally:
        module._, module.ngettext = before
