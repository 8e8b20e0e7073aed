"""A file and all it is based on -> layers in the order they are merged, each with the rank of who issued it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.guesses import guess
from dsl.layers.library import find_base, shipped_names
from dsl.source.nodes import Mapping, Scalar, Sequence, normal_name
from dsl.source.text import Source, Span
from dsl.source.yaml_reader import read_yaml

LANGUAGE_VERSION = "1"
MOST_LAYERS = 30


class Issuer(IntEnum):
    """Who issued a file; a greater rank binds the lesser ones."""

    DIRECTOR = 1
    GOVERNING_BODY = 2
    SUPERINTENDENT = 2
    MINISTER = 3

    @property
    def words(self) -> str:
        return {1: "dyrektor", 2: "organ prowadzący albo kurator", 3: "minister"}[int(self)]


ISSUERS = {
    "dyrektor": Issuer.DIRECTOR,
    "organ_prowadzący": Issuer.GOVERNING_BODY,
    "kurator": Issuer.SUPERINTENDENT,
    "minister": Issuer.MINISTER,
}


@dataclass(frozen=True, slots=True)
class Layer:
    """`asked_at` is where a base is named in `opiera się na`; the file itself has none."""

    source: Source
    root: Mapping
    issuer: Issuer
    is_file: bool
    based_on: frozenset[str] = frozenset()
    asked_at: Span | None = None


def load_layers(source: Source, folder: Path | None, diagnostics: Diagnostics) -> tuple[Layer, ...]:
    """Bases first, the file itself last; empty when the file itself cannot be read."""
    root = read_yaml(source, diagnostics)
    if root is None:
        return ()
    found: dict[str, Layer] = {}
    _add_bases(root, folder, found, (source.path,), diagnostics)
    return (*found.values(), Layer(source, root, _issuer(root, diagnostics), is_file=True))


def _add_bases(
    root: Mapping, folder: Path | None, found: dict[str, Layer], chain: tuple[str, ...], diagnostics: Diagnostics
) -> frozenset[str]:
    """Adds what a file is based on, and gives the paths of all of it."""
    paths: set[str] = set()
    _check_version(root, diagnostics)
    for name in _base_names(root, diagnostics):
        if max(len(found), len(chain)) >= MOST_LAYERS:
            hint = "Połącz część z nich w jeden plik."
            diagnostics.error("P041", name.span, f"Plik opiera się na więcej niż {MOST_LAYERS} plikach.", hint)
            break
        source = find_base(name.text, folder, diagnostics)
        if source is None:
            meant = guess(name, name.text, shipped_names(), "Podaj plik obok regulaminu albo z biblioteki.")
            message = f"Nie ma pliku „{name.text}”, na którym opiera się regulamin."
            diagnostics.error("P040", name.span, message, meant.hint, fixes=meant.fixes)
        elif source.path in chain:
            message = f"Pliki opierają się na sobie w kółko: „{name.text}”."
            diagnostics.error("P041", name.span, message, "Usuń ten wpis.")
        elif source.path not in found:
            base = _read_base(source, diagnostics)
            if base is not None:
                beside = None if source.shipped else Path(source.path).parent
                below = _add_bases(base, beside, found, (*chain, source.path), diagnostics)
                issuer = _issuer(base, diagnostics)
                found[source.path] = Layer(source, base, issuer, is_file=False, based_on=below, asked_at=name.span)
        if source is not None:
            paths.add(source.path)
            paths |= found[source.path].based_on if source.path in found else set()
    return frozenset(paths)


def bases_asked_for(layers: Iterable[Layer]) -> Iterator[tuple[str, Path | None, Source]]:
    """Every name in `opiera się na`, the folder of the file it stands in (None: of the library), and what it means."""
    for layer in layers:
        folder = None if layer.source.shipped else Path(layer.source.path).parent
        for name in _base_names(layer.root, Diagnostics()):
            found = find_base(name.text, folder, Diagnostics())
            if found is not None:
                yield name.text, folder, found


def _read_base(source: Source, diagnostics: Diagnostics) -> Mapping | None:
    if not source.shipped:
        return read_yaml(source, diagnostics)
    root, problems = _read_shipped(source)
    diagnostics.extend(problems)
    return root


@cache
def _read_shipped(source: Source) -> tuple[Mapping | None, tuple[Diagnostic, ...]]:
    """Files of the library do not change, and are read again with every key that a person types."""
    found = Diagnostics()
    return read_yaml(source, found), found.sorted()


def _base_names(root: Mapping, diagnostics: Diagnostics) -> list[Scalar]:
    node = root.get("opiera_się_na")
    if node is None:
        return []
    items = node.items if isinstance(node, Sequence) else (node,)
    names = [item for item in items if isinstance(item, Scalar)]
    if len(names) != len(items) or any(name.is_empty for name in names):
        names = [name for name in names if not name.is_empty]
        diagnostics.error("P042", node.span, "„opiera się na” to lista nazw plików.", "Napisz np. [prawo/nazwa].")
    return names


def _check_version(root: Mapping, diagnostics: Diagnostics) -> None:
    node = root.get("paragraf")
    if node is None:
        diagnostics.error(
            "P030",
            root.entries[0].key.span if root.entries else root.span,
            "Brakuje wersji języka.",
            "W pierwszym wierszu napisz „paragraf: 1”.",
        )
    elif not isinstance(node, Scalar) or node.text.strip() != LANGUAGE_VERSION:
        diagnostics.error("P030", node.span, "Nie znam takiej wersji języka.", "Napisz „paragraf: 1”.")


def _issuer(root: Mapping, diagnostics: Diagnostics) -> Issuer:
    node = root.get("wydaje")
    if isinstance(node, Scalar) and normal_name(node.text) in ISSUERS:
        return ISSUERS[normal_name(node.text)]
    where = node.span if node is not None else (root.entries[0].key.span if root.entries else root.span)
    message = "Nie wiadomo, kto wydaje ten dokument." if node is None else "Nie znam takiego wydającego."
    known = ", ".join(name.replace("_", " ") for name in ISSUERS)
    diagnostics.error("P031", where, message, f"Napisz „wydaje: …” z jednym z: {known}.")
    return Issuer.DIRECTOR
