"""Two trees into one: mappings by name, lists and texts replaced whole; who changed what of a higher rank is kept.

Small rules a reader should know:
* `nie dotyczy` removes, `od nowa: tak` replaces a group instead of merging it;
* new names go last unless `przed:` or `po:` names a neighbour;
* a group that only annotates (`źródło`, `uwaga`, …) leaves the value below it as it is;
* an override that counts in another way (say, `składniki` for `punkty`) puts the old way aside;
* a list of named stages (`- etap: …`) meets a mapping of stages by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from dsl.layers.loading import ISSUERS, Issuer
from dsl.model.notes import KNOWN_TO_DIFFER
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, normal_name
from dsl.source.text import Source

ANNOTATIONS = frozenset(
    {"nazwa", "podstawa", "źródło", "porównaj", "stan", "pewność", "uwaga", "inny_odczyt", "przed", "po"}
)
ALLOWED = "dozwolone"
REMOVED = "nie_dotyczy"
_STAGE_WAYS = frozenset({"pierwszeństwo", "suma", "malejąco", "rosnąco", "losowanie", "decyzja_komisji"})
_ONE_WAY = {
    "składniki": frozenset({"za_każde", "jednorazowo", "punkty", "wiersze", "gdy"}),
    "za_każde": frozenset({"składniki"}),
    "punkty": frozenset({"składniki", "wiersze"}),
    "wiersze": frozenset({"składniki", "punkty"}),
}
_ONE_STAGE_WAY = {way: _STAGE_WAYS - {way} for way in _STAGE_WAYS}
_ONE_TERM = {"termin": frozenset({"rekrutacyjne"}), "rekrutacyjne": frozenset({"termin"})}
_CHANGES_CRITERION = frozenset({"gdy", "najwyżej", "jednorazowo"})
_CHANGES_CONDITION = frozenset({"gdy", "chyba_że", "sprawdzane_przy", "rezerwa_gdy"})
_CHANGES_STAGE = frozenset({"ponad_limit"})
_DECLARING = frozenset({"kandydat", "oddział", "wybór"})
_NEIGHBOURS = frozenset({"przed", "po"})
_PLACING = _NEIGHBOURS | {"od_nowa"}
_LETS_CHANGE = ("ustala", "może_zmienić")


@dataclass(frozen=True, slots=True)
class Override:
    """A value of one layer that a later layer changed; `excuse` is the `stan` that explains it, if any. `kind` is the
    kind of branch whose rules were merged."""

    path: tuple[str, ...]
    before: Node
    after: Node
    excuse: str | None
    before_key: Scalar | None = None
    after_key: Scalar | None = None
    kind: str = ""


@dataclass(slots=True)
class Merger:
    """Merges trees of layers; `overrides` lists what changed a value of an earlier one, `pointless` the words that
    place or remove (`przed`, `po`, `nie dotyczy`) and have nothing to do it to; `left_out` are the criteria that
    whoever may set them does without, and the file that says so."""

    issuers: Lookup[Source, Issuer] = field(default_factory=dict)
    overrides: list[Override] = field(default_factory=list)
    pointless: list[Entry] = field(default_factory=list)
    left_out: dict[str, Source] = field(default_factory=dict)
    kind: str = ""

    def merge(
        self,
        base: Node,
        over: Node,
        path: tuple[str, ...] = (),
        excuse: str | None = None,
        keys: tuple[Scalar | None, Scalar | None] = (None, None),
    ) -> Node:
        named = _as_declaration(as_named(base), over, path)
        if isinstance(named, Mapping) and self.lets_change(named, over):
            excuse = ALLOWED
        if isinstance(over, Mapping):
            excuse = excuse if excuse == ALLOWED else _excuse(over) or excuse
            if _flag(over, "od_nowa"):
                self.changed(path, base, over, excuse, keys)
                return self.settled(_without(_PLACING, over), path)
            if isinstance(named, Mapping):
                return self.merge_mappings(named, over, path, excuse)
            if not over.entries:
                return named
            if _only_annotates(over):
                return _with_value(named, over)
        if not _same_text(_value_of(base), _value_of(over)):
            self.changed(path, base, over, excuse, keys)
        return over

    def merge_mappings(self, base: Mapping, over: Mapping, path: tuple[str, ...], excuse: str | None) -> Mapping:
        displaced = _displaced(over, path)
        entries: list[Entry] = []
        moved: list[tuple[str, Entry]] = []
        for entry in base:
            overriding = over.entry(entry.name)
            inner = (*path, entry.name)
            if overriding is None:
                if entry.name in displaced:
                    self.changed(inner, entry.value, over, excuse, (entry.key, _reason(over, entry.name)))
                else:
                    entries.append(entry)
            elif _is_removed(overriding.value):
                removal = _excuse(overriding.value) if isinstance(overriding.value, Mapping) else None
                keys = (entry.key, overriding.key)
                allowed = isinstance(entry.value, Mapping) and self.lets_change(entry.value, overriding.value)
                reason = ALLOWED if allowed else removal or excuse
                if allowed and path == ("kryteria",):
                    self.left_out[entry.name] = overriding.key.span.source
                self.changed(inner, entry.value, overriding.value, reason, keys)
            else:
                keys = (entry.key, overriding.key)
                merged = self.merge(entry.value, _without(_NEIGHBOURS, overriding.value), inner, excuse, keys)
                key = entry.key if _only_annotates(overriding.value) else overriding.key
                entries.append(Entry(entry.name, key, merged))
                wanted = _placing(overriding.value)
                moved += [(entry.name, wanted)] if wanted is not None else []
        for name, wanted in moved:
            self.place(entries, entries.pop(_position(entries, name)), wanted, path, excuse)
        for entry in over:
            if base.entry(entry.name) is None and entry.name not in _PLACING:
                if base.entries and _changes_rule(path, entry.name):
                    self.changed((*path, entry.name), base, entry.value, excuse, (None, entry.key))
                self.add_new(entries, entry, path, excuse)
        return Mapping(tuple(entries), over.span)

    def add_new(self, entries: list[Entry], entry: Entry, path: tuple[str, ...], excuse: str | None) -> None:
        if _is_removed(entry.value):
            self.pointless.append(entry)
            return
        value = self.settled(_without(_PLACING, entry.value), (*path, entry.name))
        wanted = _placing(entry.value)
        if wanted is None:
            entries.append(Entry(entry.name, entry.key, value))
        else:
            own = _excuse(entry.value) if isinstance(entry.value, Mapping) else None
            self.place(entries, Entry(entry.name, entry.key, value), wanted, path, own or excuse)

    def place(
        self, entries: list[Entry], entry: Entry, wanted: Entry, path: tuple[str, ...], excuse: str | None
    ) -> None:
        """Puts the entry before or after its neighbour; a stage before another one changes what that one decides."""
        neighbour = normal_name(wanted.value.text) if isinstance(wanted.value, Scalar) else ""
        found = _position(entries, neighbour)
        if found < 0:
            self.pointless.append(wanted)
            entries.append(entry)
            return
        position = found + (1 if wanted.name == "po" else 0)
        if path == ("kolejność",) and position < len(entries):
            later = entries[position]
            self.changed((*path, entry.name), later.value, wanted.value, excuse, (later.key, wanted.key))
        entries.insert(position, entry)

    def settled(self, node: Node, path: tuple[str, ...]) -> Node:
        """A group that is new here: what it places and removes inside itself is worked out too. A branch keeps such
        words: they speak of the rules of its kind, and are worked out when it meets them."""
        if isinstance(node, Mapping) and path[:1] != ("oddziały",):
            return self.merge_mappings(Mapping((), node.span), node, path, None)
        return node

    def lets_change(self, base: Mapping, over: Node) -> bool:
        """Whether the value says that the issuer of the change may change it (`ustala`, `może zmienić`)."""
        changer = self.rank(over)
        for word in _LETS_CHANGE:
            named = base.get(word)
            if isinstance(named, Scalar) and changer is not None:
                allowed = ISSUERS.get(normal_name(named.text))
                if allowed is not None and changer >= allowed and (self.rank(named) or changer) >= changer:
                    return True
        return False

    def changed(
        self,
        path: tuple[str, ...],
        before: Node,
        after: Node,
        excuse: str | None,
        keys: tuple[Scalar | None, Scalar | None] = (None, None),
    ) -> None:
        self.overrides.append(Override(path, before, after, excuse, *keys, self.kind))

    def rank(self, node: Node) -> Issuer | None:
        """Who issued the value; of a group merged from several files, the highest."""
        ranks = [self.issuers[one.span.source] for one in leaves(node) if one.span.source in self.issuers]
        return max(ranks, default=None)


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


def _as_declaration(base: Node, over: Node, path: tuple[str, ...]) -> Node:
    """A kind of data alone (`wynik: procent`) as a group where a group that keeps its kind stands above it."""
    is_declared = (len(path) == 2 and path[0] in _DECLARING) or path[2:3] == ("lista",)
    keeps = isinstance(over, Mapping) and not any(over.get(name) is not None for name in ("typ", "lista", "wartość"))
    if not (is_declared and keeps and isinstance(base, Scalar) and not _is_removed(over)):
        return base
    return Mapping((Entry("typ", Scalar("typ", base.span, base.span), base),), base.span)


def select(root: Mapping, names: frozenset[str], keep: bool = True) -> Mapping:
    return Mapping(tuple(entry for entry in root if (entry.name in names) is keep), root.span)


def leaves(node: Node) -> Iterator[Node]:
    """The values inside, where each was written; an empty group is its own."""
    if isinstance(node, Mapping) and node.entries:
        for entry in node:
            yield from leaves(entry.value)
    elif isinstance(node, Sequence) and node.items:
        for item in node:
            yield from leaves(item)
    else:
        yield node


def _displaced(over: Mapping, path: tuple[str, ...]) -> frozenset[str]:
    """The old way of counting (of ordering, of saying when) that a new one puts aside; only inside a criterion, a stage
    or an event of the timetable."""
    ways = _ONE_WAY if _is_criterion(path) else _ONE_STAGE_WAY if _is_stage(path) else {}
    if path[:1] == ("terminarz",) and len(path) == 2:
        ways = _ONE_TERM
    displaced = frozenset[str]().union(*(ways.get(entry.name, frozenset()) for entry in over))
    return displaced - {entry.name for entry in over}


def _reason(over: Mapping, displaced: str) -> Scalar | None:
    """The key of the way that put the other aside."""
    for ways in (_ONE_WAY, _ONE_STAGE_WAY, _ONE_TERM):
        for entry in over:
            if displaced in ways.get(entry.name, frozenset()):
                return entry.key
    return None


def _is_criterion(path: tuple[str, ...]) -> bool:
    """`kryteria › egzamin`, `kryteria › egzamin › składniki › matematyka`."""
    return len(path) >= 2 and len(path) % 2 == 0 and path[0] == "kryteria" and set(path[2::2]) <= {"składniki"}


def _is_stage(path: tuple[str, ...]) -> bool:
    return len(path) == 2 and path[0] == "kolejność"


def _placing(node: Node) -> Entry | None:
    """`przed: nazwa` or `po: nazwa` of a new value."""
    if not isinstance(node, Mapping):
        return None
    return node.entry("przed") or node.entry("po")


def _position(entries: list[Entry], name: str) -> int:
    return next((position for position, entry in enumerate(entries) if entry.name == name), -1)


def _changes_rule(path: tuple[str, ...], name: str) -> bool:
    """Whether a new key says that an existing rule counts, holds or applies in another way than before."""
    if _is_criterion(path):
        return name in _CHANGES_CRITERION
    if len(path) == 2 and path[0] == "warunki":
        return name in _CHANGES_CONDITION
    if len(path) == 2 and path[0] == "dokumenty":
        return name == "gdy"
    if _is_stage(path):
        return name in _CHANGES_STAGE
    if path[:1] == ("tabele",):
        return path[2:] == ("wiersze",)
    return path[-1:] == ("składniki",) and _is_criterion(path[:-1])


def _value_of(node: Node) -> Node:
    """The value inside an envelope: `{wartość: 30, źródło: …}` says the same as `30`."""
    if isinstance(node, Mapping):
        for word in ("wartość", "wzór"):
            inner = node.get(word)
            if inner is not None and all(entry.name == word or entry.name in ANNOTATIONS for entry in node):
                return inner
    return node


def _with_value(value: Node, annotations: Mapping) -> Mapping:
    """`30` below `{źródło: …}` becomes `{wartość: 30, źródło: …}`; an expanded value keeps its own annotations."""
    key = Scalar("wartość", value.span, value.span)
    return Mapping((Entry("wartość", key, value), *annotations.entries), annotations.span)


def _only_annotates(node: Node) -> bool:
    return isinstance(node, Mapping) and bool(node.entries) and all(entry.name in ANNOTATIONS for entry in node)


def _without(words: frozenset[str], node: Node) -> Node:
    if isinstance(node, Mapping) and any(entry.name in words for entry in node):
        return Mapping(tuple(entry for entry in node if entry.name not in words), node.span)
    return node


def _is_removed(node: Node) -> bool:
    value = node.get("wartość") if isinstance(node, Mapping) else node
    return isinstance(value, Scalar) and not value.quoted and normal_name(value.text) == REMOVED


def _excuse(node: Mapping) -> str | None:
    state = node.get("stan")
    return state.text if isinstance(state, Scalar) and state.text in KNOWN_TO_DIFFER else None


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
