"""Marks at the ends of units by the rules of legislative drafting (Zasady techniki prawodawczej, § 57).

An introduction ends with a colon, a punkt with a semicolon, a litera and a tiret with a comma; the last item takes
its parent's mark. Before a common closing part items end with a comma, the last one with nothing, and the closing
part takes the mark.
"""

from __future__ import annotations

from polish.units import Level

SENTENCE_END = "."
INTRODUCTION_END = ":"
BEFORE_CLOSING = ","
_BETWEEN = {Level.SECTION: SENTENCE_END, Level.POINT: ";"}
# A dot that belongs to a word stays before another mark: "w 2026 r.;".
_ABBREVIATION_WORDS = "r. zm. itp. itd. m.in. godz. ust. lit. poz. art. im. ul. tj. np. in. ww. tzw. s. nn."
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
_MARKS = ".,;:"
_CLOSERS = "”»)"
_FINAL = "?!…"


def mark_between(level: Level) -> str:
    """What ends an item that is not the last of its enumeration."""
    return _BETWEEN.get(level, ",")


def end_with(text: str, mark: str) -> str:
    """The text ended by `mark`, whatever mark its author left there."""
    bare = text.rstrip()
    while bare.endswith(tuple(_MARKS)) and not _ends_with_abbreviation(bare):
        bare = bare[:-1].rstrip()
    if mark == SENTENCE_END and _ends_a_sentence(bare):
        return bare
    return bare + mark


def _ends_with_abbreviation(text: str) -> bool:
    return text.rsplit(maxsplit=1)[-1].lstrip("(„") in _ABBREVIATIONS


def _ends_a_sentence(text: str) -> bool:
    """The sentence ends by itself: `2026 r.`, `Czy warto?`."""
    return text.rstrip(_CLOSERS)[-1:] in tuple(_FINAL) or text.endswith(".")
