"""One value of a regulation's text set, added or taken out at its place; all else, comments too, stays as written.

Text in, text out. Every patch is read back: where the new text does not say what was wanted, or says anything else
than before in another place, there is no patch (`NotPatched`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dsl.diagnostics import Diagnostics
from dsl.layers.merge import ANNOTATIONS
from dsl.names import normal_name
from dsl.rewrite.edits import TextEdit, apply_edits
from dsl.rewrite.scalars import quoted_where_needed
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml
from dsl.values import plain

Path = tuple[str, ...]
Value = str | tuple[str, ...]
_STEP = 2
_VALUE = "wartość"
_EXAMPLE = "przykładowe"
_OF_AN_EXAMPLE = frozenset({"stan", "uwaga"})


class NotPatched(Exception):
    """Why a person has to change the place in the text; the message is what they read."""


def put(text: str, path: Path, value: Value) -> str:
    """The value at `path` (keys as people write them); what does not stand there yet is added."""
    return _checked(text, path, _Patch(text).put(path, value), value)


def take_out(text: str, path: Path) -> str:
    """The text without the entry at `path`, and without the comment behind it on its line."""
    return _checked(text, path, _Patch(text).take_out(path), None)


def line_without(text: str, key: int) -> TextEdit | None:
    """What takes out the entry whose key begins there; None where it has more than its line, or no others beside it."""
    patch = _Patch(text)
    found = next(((parent, one) for parent, one in _entries(patch.root) if one.key.span.start == key), None)
    if found is None or len(found[0].entries) == 1:
        return None
    try:
        taken = patch.without(*found)
    except NotPatched:
        return None
    return taken if "\n" not in text[taken.start : taken.end].rstrip() else None


def add_entry(text: str, path: Path, lines: Iterable[str]) -> str:
    """A new entry of several lines, written without its indentation, behind the others of its mapping."""
    return _checked(text, path, _Patch(text).add(path[:-1], tuple(lines)), ...)


def read_root(text: str) -> Mapping:
    diagnostics = Diagnostics()
    root = read_yaml(Source("", text), diagnostics)
    if root is None or diagnostics.has_errors:
        raise NotPatched("Tekst ma błąd w układzie (wcięcia, dwukropki, nawiasy). Najpierw go popraw.")
    return root


def value_at(root: Node, path: Path) -> Node | None:
    """What stands at `path`, without the notes around it."""
    node: Node | None = root
    for step in path:
        node = node.get(normal_name(step)) if isinstance(node, Mapping) else None
    return bare(node)


def bare(node: Node | None) -> Node | None:
    """`{wartość: 30, uwaga: …}` is 30."""
    if isinstance(node, Mapping) and (value := node.get(_VALUE)) is not None:
        return value
    return node


def only_notes(node: Node) -> bool:
    """`{źródło: …}`: the value comes from elsewhere."""
    return isinstance(node, Mapping) and bool(node.entries) and all(one.name in ANNOTATIONS for one in node)


def _entries(node: Node) -> Iterator[tuple[Mapping, Entry]]:
    """All of them, with what they stand in."""
    if isinstance(node, Sequence):
        for item in node:
            yield from _entries(item)
    elif isinstance(node, Mapping):
        for entry in node:
            yield node, entry
            yield from _entries(entry.value)


# -- one patch --------------------------------------------------------------------------------------------------------


class _Patch:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = read_root(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def put(self, path: Path, value: Value) -> str:
        parent, rest = self.deepest(path)
        if len(rest) > 1 or parent.entry(normal_name(rest[0])) is None:
            return self.add_new(parent, rest, value)
        entry = _entry(parent, rest[0])
        return apply_edits(self.text, self.replaced(entry, value))

    def take_out(self, path: Path) -> str:
        parent, rest = self.deepest(path)
        entry = parent.entry(normal_name(rest[0])) if len(rest) == 1 else None
        if entry is None:
            raise NotPatched("Tego nie ma już w tekście.")
        if len(parent.entries) == 1:
            raise NotPatched("To jedyny wpis w tym miejscu. Usuń go w tekście.")
        return apply_edits(self.text, [self.without(parent, entry)])

    def add(self, path: Path, lines: tuple[str, ...]) -> str:
        parent, rest = self.deepest((*path, ""))
        if len(rest) > 1 or self.is_flow(parent):
            raise NotPatched("Tu program nie umie dopisać sam. Dopisz to w tekście.")
        return apply_edits(self.text, [self.inserted(parent, lines)])

    def deepest(self, path: Path) -> tuple[Mapping, Path]:
        """The last mapping on the way that is there, and the steps that are left."""
        node = self.root
        for number, step in enumerate(path[:-1]):
            below = node.get(normal_name(step))
            if not isinstance(below, Mapping):
                return node, path[number:]
            node = below
        return node, path[-1:]

    # -- a value in the place of another ------------------------------------------------------------------------------

    def replaced(self, entry: Entry, value: Value) -> list[TextEdit]:
        """A value that was an example is one no more."""
        if isinstance(entry.value, Mapping) and only_notes(entry.value):
            return [self.first_in(entry.value, value)]
        if isinstance(entry.value, Mapping) and self.is_only_an_example(entry, entry.value):
            return [TextEdit(self.after_colon(entry), self.end_of_notes(entry.value), f" {_shown(value)}")]
        target = bare(entry.value)
        assert target is not None
        edits = self.written(entry, target, value)
        if isinstance(entry.value, Mapping) and target is not entry.value:
            return edits + self.no_example(entry.value)
        return edits

    def first_in(self, notes: Mapping, value: Value) -> TextEdit:
        """The value before what is only noted about it so far."""
        start = notes.entries[0].key.span.start
        joint = ", " if self.is_flow(notes) else self.newline + " " * self.column(start)
        return TextEdit(start, start, f"{_VALUE}: {_shown(value)}{joint}")

    def is_only_an_example(self, entry: Entry, node: Mapping) -> bool:
        """`{wartość: 30, stan: przykładowe}` and nothing else worth keeping."""
        names = {one.name for one in node}
        written = self.text[self.after_colon(entry) : self.end_of_notes(node)]
        is_plain = "#" not in written and not isinstance(bare(node), Mapping)
        is_one_piece = self.is_flow(node) or isinstance(node.entries[-1].value, Scalar)
        is_example = bool(self.no_example(node)) and names <= {_VALUE, *_OF_AN_EXAMPLE} and _VALUE in names
        return is_plain and is_one_piece and is_example

    def end_of_notes(self, notes: Mapping) -> int:
        """A block's span goes on to the next line, its last value's does not."""
        return notes.span.end if self.is_flow(notes) else self.end_of(notes.entries[-1])

    def no_example(self, notes: Mapping) -> list[TextEdit]:
        state = notes.get("stan")
        if not isinstance(state, Scalar) or normal_name(state.text) != _EXAMPLE:
            return []
        return [self.without(notes, one) for one in notes if one.name in _OF_AN_EXAMPLE]

    def written(self, entry: Entry, target: Node, value: Value) -> list[TextEdit]:
        if isinstance(target, Sequence) and isinstance(value, tuple) and value:
            return self.items(target, value)
        if isinstance(target, Mapping):
            raise NotPatched("To miejsce jest rozpisane na części. Zmień je w tekście.")
        shown = _shown(value)
        if isinstance(target, Scalar) and not target.is_empty:
            return [TextEdit(target.span.start, target.span.end, shown)]
        if isinstance(target, Sequence):
            return [TextEdit(self.after_colon(entry), target.span.end, f" {shown}")]
        place = self.after_colon(entry)
        return [TextEdit(place, place, f" {shown}")]

    def items(self, node: Sequence, value: tuple[str, ...]) -> list[TextEdit]:
        """Item by item, so that what stands between them stays; further ones at the end, or those left taken out."""
        if not all(isinstance(item, Scalar) for item in node):
            raise NotPatched("Ta lista ma złożone pozycje. Zmień ją w tekście.")
        edits = [
            TextEdit(item.span.start, item.span.end, _shown(new))
            for item, new in zip(node, value, strict=False)
            if isinstance(item, Scalar) and item.text != new
        ]
        is_block = self.text[node.span.start] != "["
        between = self.newline + " " * self.column(node.span.start) + "- " if is_block else ", "
        ends = [self.line_end(item.span.end) if is_block else item.span.end for item in node]
        if len(value) < len(ends):
            edits.append(TextEdit(ends[len(value) - 1], ends[-1], ""))
        elif more := value[len(ends) :]:
            end = ends[-1] if ends else node.span.start + 1
            new = "".join(between + _shown(one) for one in more)
            edits.append(TextEdit(end, end, new if ends else new.removeprefix(between)))
        return edits

    # -- what is not there yet ----------------------------------------------------------------------------------------

    def add_new(self, parent: Mapping, path: Path, value: Value) -> str:
        present = parent.entry(normal_name(path[0]))
        if present is not None:
            return self.filled(present, path[1:], value)
        if self.is_flow(parent):
            new = _flow(path, value)
            end = parent.entries[-1].value.span.end if parent.entries else parent.span.start + 1
            return apply_edits(self.text, [TextEdit(end, end, f", {new}" if parent.entries else new)])
        return apply_edits(self.text, [self.inserted(parent, _block(path, value))])

    def filled(self, entry: Entry, path: Path, value: Value) -> str:
        """Below a key that has a plain value (a term that gets a phase, say) or none."""
        if not (isinstance(entry.value, Scalar) and entry.value.is_empty):
            raise NotPatched(f"Przy „{entry.key.text}” stoi już coś innego. Zmień to w tekście.")
        column = self.column(entry.key.span.start) + _STEP
        lines = "".join(self.newline + " " * column + line for line in _block(path, value))
        place = self.after_colon(entry)
        return apply_edits(self.text, [TextEdit(place, place, lines)])

    def inserted(self, parent: Mapping, lines: tuple[str, ...]) -> TextEdit:
        """Behind the last entry and what is written on its line."""
        last = parent.entries[-1]
        column = self.column(parent.entries[0].key.span.start)
        end = max(last.value.span.end, last.key.span.end + 1)
        if self.text[end - 1] != "\n":
            end = self.line_end(end)
        elif end > 1:
            end -= 2 if self.text[end - 2 : end] == "\r\n" else 1
        return TextEdit(end, end, "".join(self.newline + " " * column + line for line in lines))

    # -- an entry less ------------------------------------------------------------------------------------------------

    def without(self, parent: Mapping, entry: Entry) -> TextEdit:
        place = parent.entries.index(entry)
        start, end = entry.key.span.start, max(entry.value.span.end, entry.key.span.end + 1)
        if self.is_flow(parent):
            if place:
                return TextEdit(self.end_of(parent.entries[place - 1]), end, "")
            following = parent.entries[1].key.span.start if len(parent.entries) > 1 else end
            return TextEdit(start, following, "")
        if self.text[end - 1] != "\n":
            end = min(self.line_end(end) + len(self.newline), len(self.text))
        first = self.text.rfind("\n", 0, start) + 1
        if self.text[first:start].strip():
            raise NotPatched("Ten wpis stoi w jednym wierszu z innym. Usuń go w tekście.")
        return TextEdit(first, end, "")

    # -- places -------------------------------------------------------------------------------------------------------

    def end_of(self, entry: Entry) -> int:
        return max(entry.value.span.end, self.after_colon(entry))

    def after_colon(self, entry: Entry) -> int:
        colon = self.text.find(":", entry.key.span.end)
        if colon < 0 or self.text[entry.key.span.end : colon].strip():
            raise NotPatched(f"Przy „{entry.key.text}” nie ma dwukropka. Zmień to w tekście.")
        return colon + 1

    def line_end(self, place: int) -> int:
        end = self.text.find("\n", place)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[end - 1] == "\r" else end

    def column(self, place: int) -> int:
        return place - (self.text.rfind("\n", 0, place) + 1)

    def is_flow(self, node: Mapping) -> bool:
        return self.text[node.span.start : node.span.start + 1] == "{"


def _entry(parent: Mapping, step: str) -> Entry:
    found = parent.entry(normal_name(step))
    assert found is not None
    return found


# -- writing ----------------------------------------------------------------------------------------------------------


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return quoted_where_needed(value)
    return "[" + ", ".join(quoted_where_needed(one) for one in value) + "]"


def _flow(path: Path, value: Value) -> str:
    if len(path) == 1:
        return f"{quoted_where_needed(path[0])}: {_shown(value)}"
    return f"{quoted_where_needed(path[0])}: {{{_flow(path[1:], value)}}}"


def _block(path: Path, value: Value) -> tuple[str, ...]:
    keys = [" " * (_STEP * depth) + quoted_where_needed(step) + ":" for depth, step in enumerate(path)]
    return (*keys[:-1], f"{keys[-1]} {_shown(value)}")


# -- reading back -----------------------------------------------------------------------------------------------------


def _checked(before: str, path: Path, after: str, value: Any) -> str:
    """`value` None: the entry is gone; `...`: some entry is there that was not."""
    cannot = NotPatched("Programowi nie udało się zmienić tego miejsca bez ryzyka. Zmień je w tekście.")
    try:
        old, new = plain(read_root(before)), read_root(after)
    except NotPatched as problem:
        raise cannot from problem
    found = value_at(new, path)
    if (found is None) is not (value is None):
        raise cannot
    if found is not None and value is not ... and plain(found) != (value if isinstance(value, str) else list(value)):
        raise cannot
    if _less(old, path) != _less(plain(new), path):
        raise cannot
    return after


def _less(tree: Any, path: Path) -> Any:
    """Without the entry at `path` and the groups that hold nothing else."""
    if not isinstance(tree, dict):
        return tree
    found = {}
    for name, value in tree.items():
        below = value
        if normal_name(name) == normal_name(path[0]):
            below = _less(value, path[1:]) if len(path) > 1 else None
        if below not in ({}, "", None):
            found[name] = below
    return found
