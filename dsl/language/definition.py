"""Where the name under the cursor is explained: in the text itself, or in a file that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dsl.diagnostics import Diagnostics
from dsl.language.hover import keys_of_line, word_at
from dsl.language.names import criterion_path, every_rules, formula_names
from dsl.language.outline import Key, keys, state_at
from dsl.language.place import is_formula
from dsl.layers.library import find_base
from dsl.layers.loading import load_layers
from dsl.model.regulation import Regulation
from dsl.names import normal_name
from dsl.source.nodes import Entry, Mapping
from dsl.source.text import Source, Span

# The sections that explain a name, by the key whose value it is.
_SECTIONS = {
    "rodzaj": ("rodzaje_oddziałów",),
    "jak": ("rodzaje_oddziałów",),
    "oddział": ("oddziały",),
    "dokument": ("dokumenty",),
    "termin": ("terminarz",),
    "sprawdzane_przy": ("terminarz",),
    "suma": ("kryteria",),
    "razem": ("kryteria",),
    "kryteria": ("kryteria",),
    "akt": ("akty",),
}
_IN_FORMULAS = ("kandydat", "definicje", "tabele", "pojęcia")
_EVERY_SECTION = ("kryteria", *_IN_FORMULAS, "dokumenty", "akty", "terminarz", "teksty")


def definition(text: str, offset: int, path: Path, regulation: Regulation | None) -> Span | None:
    """The place of the name's explanation; None when the word is no name of anything. Reads the bases from the disk."""
    word = _phrase_at(text, offset)
    if word is None:
        return None
    own = Source(str(path), text)
    state = state_at(text, offset)
    if state.path[:1] == ("opiera_się_na",):
        base = find_base(word, path.parent, Diagnostics())
        return Span(base, 0, 0) if base is not None else None
    here = [one for one in keys_of_line(text, offset) if one.start <= offset <= one.end]
    wanted = [here[0].path] if here else list(_paths(word, state.path, regulation))
    return _found(wanted, own, path, own_too=not here)


def _found(wanted: list[tuple[str, ...]], own: Source, path: Path, *, own_too: bool) -> Span | None:
    """By each path in the text itself (unless the cursor stands on that very key), then in the nearest of the bases."""
    written = keys(own.text) if own_too else ()
    bases = [layer for layer in load_layers(own, path.parent, Diagnostics()) if not layer.is_file]
    for one in dict.fromkeys(wanted):
        if (key := _key(written, one)) is not None:
            return Span(own, key.start, key.end)
        for layer in reversed(bases):
            if (entry := _entry(layer.root, one)) is not None:
                return entry.key.span
    return None


def _paths(word: str, at: tuple[str, ...], regulation: Regulation | None) -> Iterator[tuple[str, ...]]:
    """Under which keys the name may be explained, the likeliest first."""
    name = normal_name(word)
    head = name.partition(".")[0]
    known = formula_names(regulation)
    for one in (name, head):
        if one in known and known[one].path:
            yield known[one].path
    if name.startswith("punkty."):
        yield criterion_path(tuple(name.split(".")[1:]))
    if name.startswith("terminarz."):
        yield ("terminarz", name.split(".")[1])
    sections = _IN_FORMULAS if is_formula(at) else _SECTIONS.get(at[-1] if at else "", ())
    for one in (*sections, *_EVERY_SECTION):
        yield (one, name)
        yield (one, head)
    for rules in every_rules(regulation) if regulation is not None else ():
        if any(name == one.name for one in rules.criteria):
            yield ("rodzaje_oddziałów", normal_name(rules.kind), "kryteria", name)


def _phrase_at(text: str, offset: int) -> str | None:
    """The whole value where it is a single name with blanks or slashes, else the word."""
    state = state_at(text, offset)
    if state.in_comment:
        return None
    word = word_at(text, offset)
    ends = [place for sign in ",]}\n#" if (place := text.find(sign, offset)) >= 0]
    phrase = text[state.value : min(ends, default=len(text))].strip()
    if state.path[:1] == ("opiera_się_na",) or (state.path and state.path[-1] in _SECTIONS):
        return phrase or None
    return word[0] if word else None


def _key(written: tuple[Key, ...], path: tuple[str, ...]) -> Key | None:
    return next((one for one in written if one.path == path), None)


def _entry(root: Mapping, path: tuple[str, ...]) -> Entry | None:
    node: object = root
    entry: Entry | None = None
    for step in path:
        entry = node.entry(step) if isinstance(node, Mapping) else None
        if entry is None:
            return None
        node = entry.value
    return entry
