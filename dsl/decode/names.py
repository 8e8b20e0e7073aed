"""One namespace, no shadowing: facts of the candidate, definitions, tables and notions never share a name."""

from __future__ import annotations

import re

from dsl.decode.scope import ROOTS
from dsl.diagnostics import Diagnostics, Related
from dsl.source.nodes import Entry, Mapping

# Words of the formula language: a value with such a name could not be written in a formula.
WORDS = frozenset(
    {"jeżeli", "jeśli", "to", "inaczej", "lub", "i", "oraz", "nie", "w", "od", "do", "dla", "z", "gdy", "tak", "brak"}
)
_PLAIN = re.compile(r"[^\W\d]\w*")


def check_names(sections: tuple[Mapping | None, ...], diagnostics: Diagnostics) -> None:
    """`sections` are those that declare names a formula can use."""
    first: dict[str, Entry] = {}
    for section in sections:
        for entry in section or ():
            _check_word(entry, diagnostics)
            if entry.name in first:
                related = [Related(first[entry.name].key.span, "ta sama nazwa tutaj")]
                hint = "Zmień jedną z nich: dane, definicje, tabele i pojęcia mają wspólne nazwy."
                message = f"Nazwa „{entry.key.text}” jest już zajęta."
                diagnostics.error("P067", entry.key.span, message, hint, related=related)
            first.setdefault(entry.name, entry)


def _check_word(entry: Entry, diagnostics: Diagnostics) -> None:
    if entry.name.casefold() in WORDS or entry.name in ROOTS:
        message = f"„{entry.key.text}” jest słowem języka formuł i nie może być nazwą."
        diagnostics.error("P067", entry.key.span, message, "Wybierz inną nazwę.")
    elif not _PLAIN.fullmatch(entry.name):
        message = f"Nazwy „{entry.key.text}” nie da się użyć w formule."
        hint = "Nazwa zaczyna się od litery i składa się z liter, cyfr i odstępów (albo podkreśleń)."
        diagnostics.error("P067", entry.key.span, message, hint)
