"""Two trees into one: mappings by name, lists and texts replaced whole; who changed what of a higher rank is kept.

Small rules a reader should know:
* `nie dotyczy` removes, `od nowa: tak` replaces a group instead of merging it;
* new names go last unless `przed:` or `po:` names a neighbour;
* a group that only annotates (`źródło`, `uwaga`, …) leaves the value below it as it is;
* an override that counts in another way (say, `składniki` for `punkty`) puts the old way aside;
* a list of named stages (`- etap: …`) meets a mapping of stages by name.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from dsl.layers.loading import Issuer
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, normal_name
from dsl.source.text import Source

ANNOTATIONS = frozenset(
    {"nazwa", "podstawa", "źródło", "porównaj", "stan", "pewność", "uwaga", "inny_odczyt", "przed", "po"}
)
EXCUSES = frozenset({"nieaktualne", "sprzeczne", "odczytanie"})
ALLOWED = "dozwolone"
REMOVED = "nie_dotyczy"
_STAGE_WAYS = frozenset({"pierwszeństwo", "suma", "malejąco", "rosnąco", "losowanie", "decyzja_komisji"})
_ONE_WAY = {
    "składniki": frozenset({"za_każde", "jednorazowo", "punkty", "wiersze", "gdy"}),
    "za_każde": frozenset({"składniki"}),
    "punkty": frozenset({"składniki", "wiersze"}),
    "wiersze": frozenset({"składniki", "punkty"}),
    **{way: _STAGE_WAYS - {way} for way in _STAGE_WAYS},
}
_PLACING = frozenset({"przed", "po", "od_nowa"})
_LETS_CHANGE = ("ustala", "może_zmienić")


@dataclass(frozen=True, slots=True)
class Override:
    """A value of one layer that a later layer changed; `excuse` is the `stan` that explains it, if any."""

    path: tuple[str, ...]
    before: Node
    after: Node
    excuse: str | None


@dataclass(slots=True)
class Merger:
    """Merges trees of layers; `overrides` lists what changed a value of an earlier one."""

    issuers: Lookup[Source, Issuer] = field(default_factory=dict)
    overrides: list[Override] = field(default_factory=list)

    def merge(self, base: Node, over: Node, path: tuple[str, ...] = (), excuse: str | None = None) -> Node:
        if isinstance(over, Mapping):
            excuse = _excuse(over) or excuse
            if _flag(over, "od_nowa"):
                self.changed(path, base, over, excuse)
                return _without_placing(over)
            named = as_named(base)
            if isinstance(named, Mapping):
                if any(named.get(word) is not None for word in _LETS_CHANGE):
                    excuse = ALLOWED
                return self.merge_mappings(named, over, path, excuse)
            if _only_annotates(over):
                return _with_value(named, over)
        if not _same_text(base, over):
            self.changed(path, base, over, excuse)
        return over

    def merge_mappings(self, base: Mapping, over: Mapping, path: tuple[str, ...], excuse: str | None) -> Mapping:
        displaced = frozenset[str]().union(*(_ONE_WAY.get(entry.name, frozenset()) for entry in over))
        if "gdy" in {entry.name for entry in over}:
            displaced -= {"gdy"}
        entries: list[Entry] = []
        for entry in base:
            overriding = over.entry(entry.name)
            if overriding is None:
                if entry.name in displaced:
                    self.changed((*path, entry.name), entry.value, over, excuse)
                else:
                    entries.append(entry)
            elif _is_removed(overriding.value):
                removal = _excuse(overriding.value) if isinstance(overriding.value, Mapping) else None
                self.changed((*path, entry.name), entry.value, overriding.value, removal or excuse)
            else:
                merged = self.merge(entry.value, overriding.value, (*path, entry.name), excuse)
                key = entry.key if _only_annotates(overriding.value) else overriding.key
                entries.append(Entry(entry.name, key, merged))
        for entry in over:
            if base.entry(entry.name) is None and entry.name not in _PLACING and not _is_removed(entry.value):
                _place(entries, Entry(entry.name, entry.key, _without_placing(entry.value)), entry.value)
        return Mapping(tuple(entries), over.span)

    def changed(self, path: tuple[str, ...], before: Node, after: Node, excuse: str | None) -> None:
        self.overrides.append(Override(path, before, after, excuse))

    def rank(self, node: Node) -> Issuer | None:
        return self.issuers.get(node.span.source)


def as_named(node: Node) -> Node:
    """A list of stages (`- etap: nazwa`) as a mapping by their names; anything else as it is."""
    if not isinstance(node, Sequence) or not node.items:
        return node
    entries = []
    for item in node:
        name = item.get("etap") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or not isinstance(name, Scalar):
            return node
        rest = tuple(entry for entry in item if entry.name != "etap")
        entries.append(Entry(normal_name(name.text), name, Mapping(rest, item.span)))
    return Mapping(tuple(entries), node.span)


def select(root: Mapping, names: frozenset[str], keep: bool = True) -> Mapping:
    return Mapping(tuple(entry for entry in root if (entry.name in names) is keep), root.span)


def _place(entries: list[Entry], entry: Entry, original: Node) -> None:
    if isinstance(original, Mapping):
        for word, shift in (("przed", 0), ("po", 1)):
            neighbour = original.get(word)
            if isinstance(neighbour, Scalar):
                for position, other in enumerate(entries):
                    if other.name == normal_name(neighbour.text):
                        entries.insert(position + shift, entry)
                        return
    entries.append(entry)


def _with_value(value: Node, annotations: Mapping) -> Mapping:
    """`30` below `{źródło: …}` becomes `{wartość: 30, źródło: …}`; an expanded value keeps its own annotations."""
    key = Scalar("wartość", value.span, value.span)
    return Mapping((Entry("wartość", key, value), *annotations.entries), annotations.span)


def _only_annotates(node: Node) -> bool:
    return isinstance(node, Mapping) and bool(node.entries) and all(entry.name in ANNOTATIONS for entry in node)


def _without_placing(node: Node) -> Node:
    if isinstance(node, Mapping) and any(entry.name in _PLACING for entry in node):
        return Mapping(tuple(entry for entry in node if entry.name not in _PLACING), node.span)
    return node


def _is_removed(node: Node) -> bool:
    value = node.get("wartość") if isinstance(node, Mapping) else node
    return isinstance(value, Scalar) and not value.quoted and normal_name(value.text) == REMOVED


def _excuse(node: Mapping) -> str | None:
    state = node.get("stan")
    return state.text if isinstance(state, Scalar) and state.text in EXCUSES else None


def _flag(node: Mapping, name: str) -> bool:
    value = node.get(name)
    return isinstance(value, Scalar) and value.text.strip().lower() == "tak"


def _same_text(one: Node, other: Node) -> bool:
    """Whether two values say the same, places aside."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return " ".join(one.text.split()) == " ".join(other.text.split())
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one.items) == len(other.items) and all(
            _same_text(a, b) for a, b in zip(one.items, other.items, strict=True)
        )
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return [entry.name for entry in one] == [entry.name for entry in other] and all(
            _same_text(a.value, b.value) for a, b in zip(one, other, strict=True)
        )
    return False
