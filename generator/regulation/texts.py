"""From wordings to units: references inside a sentence, capitals of sentences, ids of rules."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.emit.polish.wording import Wording
from dsl.source.text import Span
from generator.tree import Inline, Text, Unit, refer

_EDGE = "\x00"  # cannot stand in a regulation's own text


def mark(*targets: str) -> str:
    """A reference inside a sentence that is still a plain text; `as_text` turns it into a real one."""
    return _EDGE + ",".join(targets) + _EDGE


def as_text(sentence: str) -> Text:
    """The sentence with its references."""
    parts = sentence.split(_EDGE)
    if len(parts) == 1:
        return sentence
    inlines: list[Inline] = []
    for place, part in enumerate(parts):
        if place % 2:
            inlines.append(refer(*part.split(",")))
        elif part:
            inlines.append(part)
    return tuple(inlines)


def capital(text: str) -> str:
    """A sentence begins with a capital; a text that begins with a figure or a name stays."""
    return text[:1].upper() + text[1:]


def sentence(text: str, children: Sequence[Unit] = (), *, path: str = "", origin: Span | None = None) -> Unit:
    """An ustęp: begins with a capital."""
    return Unit(as_text(capital(text)), tuple(children), id=path, origin=origin)


def listed(opening: str, one: str, several: str, items: Sequence[Unit]) -> Unit:
    """An enumeration after „następujące warunki”; a single item goes on in the same sentence."""
    if len(items) > 1:
        return sentence(f"{opening} {several}".rstrip(), items)
    (only,) = items
    text = only.text if isinstance(only.text, tuple) else (only.text,)
    start = as_text(capital(f"{opening} {one}".rstrip() + " "))
    inlines = (*(start if isinstance(start, tuple) else (start,)), *text)
    return Unit(inlines, only.children, only.closing, id=only.id, origin=only.origin)


def item(wording: Wording, prefix: str = "") -> Unit:
    """A point of an enumeration with all below it."""
    children = tuple(item(one, prefix) for one in wording.items)
    path = f"{prefix}{wording.path}" if wording.path else ""
    text = wording.introduction if children else wording.text
    return Unit(as_text(text), children, as_text(wording.closing), id=path, origin=wording.origin)
