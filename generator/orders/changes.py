"""How a numbered document differs from another that keeps its numbers, unit by unit, and the changes carried out.

`changes(old, new)` gives the fewest words: a unit is given a new text as a whole where its parts would take more.
`applied(old, changes)` is `new`: what an amending act says, and no more, makes the consolidated text of the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from generator.numbered import (
    NumberedAnnex,
    NumberedBlock,
    NumberedChapter,
    NumberedContent,
    NumberedDocument,
    NumberedNote,
    NumberedParagraph,
    NumberedTable,
    NumberedText,
    NumberedUnit,
    Runs,
    joined,
)
from generator.orders.consolidated import REPEALED, REPEALED_LETTER, repealed_table
from polish.spaces import plain

Node = NumberedBlock | NumberedContent
Path = tuple[str, ...]
"""The labels on the way to a node; a § without numbered units has one unit, whose label is empty."""

_ANNOUNCEMENT = 60  # letters that a change takes beside the text it quotes
_MARKS = ".,;"


class Kind(Enum):
    """What is done at the path."""

    TITLE = "title"
    TEXT = "text"  # the node as a whole
    HEADING = "heading"
    INTRODUCTION = "introduction"
    CLOSING = "closing"
    MARK = "mark"
    ADDED = "added"  # after the node
    REPEALED = "repealed"
    ANNEXES = "annexes"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Change:
    """`old` is the node at the path, or the one after which something is added; `new` what stands there afterwards.
    `annex` is the label of the annex inside which that is, `annexes` are all, given anew."""

    kind: Kind
    path: Path
    old: Node | None = None
    new: tuple[Node, ...] = ()
    annexes: tuple[NumberedAnnex, ...] = ()
    title: str = ""
    annex: str = ""

    @property
    def cost(self) -> int:
        """About how many letters it takes to say it."""
        match self.kind:
            case Kind.REPEALED | Kind.MARK:
                return _ANNOUNCEMENT
            case Kind.TITLE:
                return _ANNOUNCEMENT + len(self.title)
            case Kind.HEADING:
                return _ANNOUNCEMENT + sum(len(heading_of(one)) for one in self.new)
            case Kind.INTRODUCTION:
                return _ANNOUNCEMENT + sum(len(joined(one.text)) for one in self.new if isinstance(one, NumberedUnit))
            case Kind.CLOSING:
                return _ANNOUNCEMENT + sum(
                    len(joined(one.closing)) for one in self.new if isinstance(one, NumberedUnit)
                )
        return (
            _ANNOUNCEMENT + sum(map(size, self.new)) + sum(size(one) for annex in self.annexes for one in annex.blocks)
        )


def changes(old: NumberedDocument, new: NumberedDocument) -> tuple[Change, ...]:
    """Empty where both say the same. `new` has the numbers of `old` (`generator.orders.consolidated`)."""
    title = [Change(Kind.TITLE, (), title=new.title)] if old.title != new.title else []
    annexes = _of_annexes(old.annexes, new.annexes)
    inside = _siblings(old.blocks, new.blocks, ())
    whole = sum(map(size, new.blocks))
    if inside is None or 2 * sum(one.cost for one in inside) > whole:
        return (Change(Kind.WHOLE, (), new=new.blocks, annexes=new.annexes, title=new.title),)
    return (*title, *inside, *annexes)


def _of_annexes(old: Sequence[NumberedAnnex], new: Sequence[NumberedAnnex]) -> list[Change]:
    """Of the tables inside them, where nothing else differs and telling these takes less."""
    if old == new:
        return []
    whole = [Change(Kind.ANNEXES, (), annexes=tuple(new))]
    names = [(one.label, one.heading, one.anchor) for one in old]
    if names != [(one.label, one.heading, one.anchor) for one in new] or len({label for label, *_ in names}) < len(
        names
    ):
        return whole
    result: list[Change] = []
    for before, after in zip(old, new, strict=True):
        has_paragraphs = any(isinstance(one, NumberedParagraph) for one in (*before.blocks, *after.blocks))
        inside = None if has_paragraphs else _siblings(before.blocks, after.blocks, ())
        if inside is None or sum(one.cost for one in inside) > sum(map(size, after.blocks)):
            return whole
        result += [replace(one, annex=before.label) for one in inside]
    return result


def applied(old: NumberedDocument, found: Sequence[Change]) -> NumberedDocument:
    """The old document with the changes carried out."""
    for one in found:
        match one.kind:
            case Kind.TITLE:
                old = replace(old, title=one.title)
            case Kind.ANNEXES:
                old = replace(old, annexes=one.annexes)
            case Kind.WHOLE:
                old = replace(old, blocks=_blocks(one.new), annexes=one.annexes, title=one.title)
            case _ if one.annex:
                old = replace(old, annexes=tuple(_changed_annex(annex, one) for annex in old.annexes))
            case _:
                old = replace(old, blocks=_blocks(_changed(old.blocks, one.path, one)))
    return old


# -- comparing --------------------------------------------------------------------------------------------------------


def _siblings(old: Sequence[Node], new: Sequence[Node], path: Path) -> list[Change] | None:
    """None where what differs has no number, or a number is gone: the whole in which they stand is given anew."""
    if _unnumbered(old) != _unnumbered(new) or not _is_kept(list(map(key, old)), list(map(key, new))):
        return None
    before = {key(one): one for one in old}
    result: list[Change] = []
    last: Node | None = None
    for one in new:
        own = key(one)
        if own == _PLACE:
            last = None
        elif own in before:
            last = before[own]
            found = _of_node(last, one, (*path, own))
            if not own and any(change.kind is Kind.TEXT and len(change.path) == len(path) + 1 for change in found):
                return None  # the only unit of a §: nothing but the § names it
            result += found
        elif last is None:
            return None
        elif result and result[-1].kind is Kind.ADDED and result[-1].path == (*path, key(last)):
            result[-1] = replace(result[-1], new=(*result[-1].new, one))
        else:
            result.append(Change(Kind.ADDED, (*path, key(last)), last, (one,)))
    return result


def _unnumbered(nodes: Sequence[Node]) -> list[Node]:
    return [one for one in nodes if key(one) == _PLACE]


def _is_kept(old: list[str], new: list[str]) -> bool:
    """All labels are still there, in their order with what has none, and each is that of one node."""
    labels = [one for one in new if one != _PLACE]
    return [one for one in new if one in {*old, _PLACE}] == old and len(set(labels)) == len(labels)


def _of_node(old: Node, new: Node, path: Path) -> list[Change]:
    if old == new:
        return []
    if is_place_of_repealed(new):
        return [Change(Kind.REPEALED, path, old, (new,))]
    whole = [Change(Kind.TEXT, path, old, (new,))]
    parts = _parts(old, new, path)
    return whole if parts is None or sum(one.cost for one in parts) > whole[0].cost else parts


def _parts(old: Node, new: Node, path: Path) -> list[Change] | None:
    match old, new:
        case NumberedUnit(), NumberedUnit():
            return _of_unit(old, new, path)
        case NumberedParagraph(), NumberedParagraph():
            return _under_heading(old, new, path, _siblings(old.content, new.content, path))
        case NumberedChapter(), NumberedChapter():
            return _under_heading(old, new, path, _siblings(old.blocks, new.blocks, path))
    return None


def _under_heading(old: Node, new: Node, path: Path, inside: list[Change] | None) -> list[Change] | None:
    if inside is None or heading_of(old) == heading_of(new):
        return inside
    return [Change(Kind.HEADING, path, old, (new,)), *inside]


def _of_unit(old: NumberedUnit, new: NumberedUnit, path: Path) -> list[Change] | None:
    if not old.children and not new.children:
        return [Change(Kind.MARK, path, old, (new,))] if only_mark_differs(old.text, new.text) else None
    if not old.children or not new.children or bool(old.closing) != bool(new.closing) or _has_tirets(old, new):
        return None
    inside = _siblings(old.children, new.children, path)
    if inside is None:
        return None
    introduction = [Change(Kind.INTRODUCTION, path, old, (new,))] if old.text != new.text else []
    closing = [Change(Kind.CLOSING, path, old, (new,))] if old.closing != new.closing else []
    return [*introduction, *inside, *closing]


def _has_tirets(old: NumberedUnit, new: NumberedUnit) -> bool:
    """They have no labels of their own: with another number of them the unit is given anew."""
    return any(one.label.startswith("–") for one in (*old.children, *new.children))


def only_mark_differs(old: Runs, new: Runs) -> bool:
    if not old or not new or old[:-1] != new[:-1] or replace(old[-1], text="") != replace(new[-1], text=""):
        return False
    before, after = old[-1].text, new[-1].text
    return before[-1:] in tuple(_MARKS) and after[-1:] in tuple(_MARKS) and before[:-1] == after[:-1]


# -- nodes ------------------------------------------------------------------------------------------------------------

_PLACE = "\x00"  # the key of what has no number; no label has it


def key(node: Node) -> str:
    """The label by which the node is named; what is repealed keeps it."""
    match node:
        case NumberedUnit() | NumberedParagraph() | NumberedChapter():
            return plain(node.label) or (_PLACE if isinstance(node, NumberedChapter) else "")
        case NumberedTable():
            return plain(node.label) or _PLACE
        case NumberedText():
            numeral = repealed_table(plain(joined(node.text)))
            return f"Tabela {numeral}." if numeral else _PLACE
        case NumberedNote():
            return _PLACE


def is_place_of_repealed(node: Node) -> bool:
    match node:
        case NumberedText():
            return bool(repealed_table(plain(joined(node.text))))
        case NumberedChapter():
            return node.heading == REPEALED and not node.blocks
        case NumberedParagraph():
            return len(node.content) == 1 and is_place_of_repealed(node.content[0]) and not node.heading
        case NumberedUnit():
            return joined(node.text).rstrip(_MARKS) in (REPEALED, REPEALED_LETTER)
    return False


def heading_of(node: Node) -> str:
    return node.heading if isinstance(node, NumberedParagraph | NumberedChapter) else ""


def size(node: Node) -> int:
    """How many letters it has."""
    return sum(map(len, _texts(node)))


def _texts(node: Node) -> Iterator[str]:
    match node:
        case NumberedUnit():
            yield from (joined(node.text), joined(node.closing), *_all_texts(node.children))
        case NumberedParagraph():
            yield from (node.heading, *_all_texts(node.content))
        case NumberedChapter():
            yield from (node.heading, *_all_texts(node.blocks))
        case NumberedTable():
            yield from (node.caption, *(joined(cell) for row in node.rows for cell in row))
        case NumberedText() | NumberedNote():
            yield joined(node.text)


def _all_texts(nodes: Sequence[Node]) -> Iterator[str]:
    for one in nodes:
        yield from _texts(one)


# -- carrying out -----------------------------------------------------------------------------------------------------

_N = TypeVar("_N", bound=Node)


def _changed(nodes: Sequence[Node], path: Path, change: Change) -> list[Node]:
    """The siblings after the change to the one at the path, or below it."""
    result: list[Node] = []
    for one in nodes:
        if key(one) != path[0]:
            result.append(one)
        elif len(path) > 1:
            result.append(_changed_inside(one, path[1:], change))
        elif change.kind is Kind.ADDED:
            result += [one, *change.new]
        else:
            result.append(_replaced(one, change.new[0], change.kind))
    return result


def _changed_annex(annex: NumberedAnnex, change: Change) -> NumberedAnnex:
    if annex.label != change.annex:
        return annex
    found = _changed(annex.blocks, change.path, change)
    return replace(annex, blocks=tuple(one for one in found if not isinstance(one, NumberedUnit | NumberedChapter)))


def _changed_inside(node: Node, path: Path, change: Change) -> Node:
    match node:
        case NumberedUnit():
            found = _changed(node.children, path, change)
            return replace(node, children=tuple(one for one in found if isinstance(one, NumberedUnit)))
        case NumberedParagraph():
            return replace(node, content=_content(_changed(node.content, path, change)))
        case NumberedChapter():
            found = _changed(node.blocks, path, change)
            return replace(
                node, blocks=tuple(one for one in found if not isinstance(one, NumberedUnit | NumberedChapter))
            )
    return node


def _replaced(old: Node, new: Node, kind: Kind) -> Node:
    match kind, old, new:
        case Kind.HEADING, NumberedParagraph() | NumberedChapter(), NumberedParagraph() | NumberedChapter():
            return replace(old, heading=new.heading)
        case Kind.INTRODUCTION | Kind.MARK, NumberedUnit(), NumberedUnit():
            return replace(old, text=new.text)
        case Kind.CLOSING, NumberedUnit(), NumberedUnit():
            return replace(old, closing=new.closing)
    return new


def _blocks(nodes: Sequence[Node]) -> tuple[NumberedBlock, ...]:
    return tuple(one for one in nodes if not isinstance(one, NumberedUnit))


def _content(nodes: Sequence[Node]) -> tuple[NumberedContent, ...]:
    return tuple(one for one in nodes if not isinstance(one, NumberedChapter | NumberedParagraph))
