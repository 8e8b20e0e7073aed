"""The YAML outline as nodes that know their place. Scalars stay text: what they mean is decided by who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.names import normal_name as normal_name
from dsl.source.text import Span


def readable_name(name: str) -> str:
    return name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Scalar:
    """`span` covers the written characters; `body` the part a formula is read from (without quotes or `|`)."""

    text: str
    span: Span
    body: Span
    quoted: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.quoted and self.text.strip() == ""


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is the key in its normal form."""

    name: str
    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[Entry, ...]
    span: Span

    def get(self, name: str) -> Node | None:
        entry = self.entry(name)
        return entry.value if entry else None

    def entry(self, name: str) -> Entry | None:
        for entry in self.entries:
            if entry.name == name:
                return entry
        return None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


Node = Scalar | Mapping | Sequence


def describe(node: Node) -> str:
    """What a node is, for a message: never its content, which may be long."""
    if isinstance(node, Mapping):
        return "grupa kluczy"
    if isinstance(node, Sequence):
        return "lista"
    return "puste miejsce" if node.is_empty else "tekst"
