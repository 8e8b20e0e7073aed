"""Sentences of `dsl.emit.polish` as units of the tree; references inside them as marks that become `Reference`s.

A sentence is composed as a plain string, wherever it is made; `to(id)` puts a reference into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dsl.emit.polish.wording import Wording
from generator.tree import Inline, Origin, Reference, Text, Unit

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(.*?){_CLOSE}")


def to(*ids: str) -> str:
    """A reference inside a sentence."""
    return f"{_OPEN}{' '.join(ids)}{_CLOSE}"


def text_of(sentence: str, origin: Origin = None) -> Text:
    """The sentence with its marks as references."""
    pieces = _MARK.split(sentence)
    if len(pieces) == 1:
        return sentence
    inlines: list[Inline] = [
        Reference(tuple(piece.split(" ")), origin) if number % 2 else piece for number, piece in enumerate(pieces)
    ]
    return tuple(inline for inline in inlines if inline != "")


def capital(sentence: str) -> str:
    """As an ustęp or a heading begins; points of an enumeration begin in lower case."""
    return sentence[:1].upper() + sentence[1:]


def unit(wording: Wording, prefix: str = "") -> Unit:
    """A point of an enumeration, or what stands below it."""
    return Unit(
        text_of(wording.introduction if wording.items else wording.text, wording.origin),
        units(wording.items, prefix),
        text_of(wording.closing, wording.origin),
        prefix + wording.path if wording.path else "",
        origin=wording.origin,
    )


def units(wordings: Iterable[Wording], prefix: str = "") -> tuple[Unit, ...]:
    return tuple(unit(one, prefix) for one in wordings)


def section(sentence: str, *children: Unit, closing: str = "", id: str = "", origin: Origin = None) -> Unit:
    """An ustęp."""
    return Unit(text_of(capital(sentence), origin), tuple(children), text_of(closing, origin), id, origin=origin)


def section_of(wording: Wording, prefix: str = "") -> Unit:
    """An ustęp made of one wording."""
    made = unit(wording, prefix)
    introduction = capital(wording.introduction if wording.items else wording.text)
    return Unit(text_of(introduction, wording.origin), made.children, made.closing, made.id, origin=made.origin)
