"""What a message says of the terminal, as it is done here: no command of a shell is advice inside the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dsl.diagnostics import Diagnostic
from tui.action import key_words
from tui.actions import by_name


def _key(name: str) -> str:
    return key_words(by_name(name).key)


def _in_menu(name: str) -> str:
    return f"„{by_name(name).label}” ({_key('palette')})"


_INSTEAD = tuple(
    (re.compile(told), words)
    for told, words in (
        (r"„paragraf check --coverage”", _in_menu("coverage")),
        (
            r"a przy właściwej usuń „stan: przykładowe”",
            f"a właściwą potwierdź w formularzu ({_key('form')}, potem F4)",
        ),
        (r"„paragraf check --fix”", _key("fix")),
        (r"Popraw go i sprawdź: paragraf check ?\S*", f"Otwórz go ({_key('open_file')}) i popraw."),
        (
            r"Zrób go poleceniem: paragraf map REGULAMIN PLIK(?: -o \S+)?",
            f"Zrobi je dopasowanie kolumn ({_key('candidates')}).",
        ),
        (r"zrób mapowanie: paragraf map REGULAMIN PLIK", f"dopasuj kolumny ({_key('candidates')})"),
        (
            r"Nazwy pól pokazuje: paragraf template REGULAMIN --format csv",
            f"Nazwy pól są w pustej tabeli ({_key('candidates')}).",
        ),
        (
            r"Wyniki z pliku .*„paragraf allocate”.*",
            "Punkty i miejsca pokazują karty Punkty i Ranking; Enter wyjaśnia.",
        ),
        (r" \(„paragraf allocate”\); tu", "; w Rankingu"),
        (r"pokazuje polecenie „paragraf explain”", "pokazuje Enter przy kandydacie w Punktach"),
        (r"drukuje polecenie „paragraf document”", f"zapisuje {_key('document')}"),
    )
)


def in_editor(words: str) -> str:
    if "paragraf " not in words:
        return words
    for told, instead in _INSTEAD:
        words = told.sub(instead, words)
    return words


def all_in_editor(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(_told_here(one) for one in found)


def _told_here(one: Diagnostic) -> Diagnostic:
    message, hint = in_editor(one.message), in_editor(one.hint)
    return one if (message, hint) == (one.message, one.hint) else replace(one, message=message, hint=hint)
