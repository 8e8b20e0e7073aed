"""An enumeration of a single item is none: the item goes on in the sentence that introduces it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.tree import Block, Chapter, Inline, Inner, Paragraph, Text, Unit

_COLON = ": "


def run_on(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks without lone items."""
    return tuple(map(_block, blocks))


def _block(block: Block) -> Block:
    return replace(block, blocks=tuple(map(_inner, block.blocks))) if isinstance(block, Chapter) else _inner(block)


def _inner(block: Inner) -> Inner:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, content=tuple(_unit(one) if isinstance(one, Unit) else one for one in block.content))


def _unit(unit: Unit) -> Unit:
    return _joined(replace(unit, children=tuple(map(_unit, unit.children))))


def _joined(unit: Unit) -> Unit:
    """One with a text that several items share at their end stays as its author has it."""
    if len(unit.children) != 1 or unit.closing:
        return unit
    (only,) = unit.children
    if only.numeral or only.quoted:
        return unit
    ids = filter(None, (only.id, *only.also))
    text = (*_without_colon(unit.text), _COLON, *_inlines(only.text))
    return replace(unit, text=text, children=only.children, closing=only.closing, also=(*unit.also, *ids))


def _without_colon(text: Text) -> tuple[Inline, ...]:
    *rest, last = _inlines(text)
    return (*rest, last.rstrip(": ") if isinstance(last, str) else last)


def _inlines(text: Text) -> tuple[Inline, ...]:
    return (text,) if isinstance(text, str) else text
