"""What the schema of regulations says of a place: the keys that may stand there, the values, and what each means.

The schema (`dsl.emit.schema`) knows the places of the language and the names of a regulation; here one walks in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dsl.decode.vocabulary import NOTES, VALUE
from dsl.emit.schema import PLACING, Schema, regulation_schema
from dsl.model.regulation import Regulation
from dsl.names import normal_name

_ANYWHERE = frozenset((*NOTES, *VALUE, *PLACING))


@dataclass(frozen=True, slots=True)
class Offered:
    """A key or a value that may stand somewhere. `is_general` ones may stand almost everywhere."""

    name: str
    help: str
    is_general: bool = False


class Shape:
    """Of any regulation, or with one also of the names that it knows; or of files of another kind, by their schema."""

    def __init__(self, regulation: Regulation | None = None, schema: Schema | None = None) -> None:
        self.regulation = regulation
        self._schema = schema

    @cached_property
    def _root(self) -> Schema:
        return regulation_schema(self.regulation) if self._schema is None else self._schema

    def keys(self, path: Sequence[str]) -> list[Offered]:
        """The keys of the group at this path, those of this place before those of every place."""
        found: dict[str, Offered] = {}
        for schema in self._groups(path):
            for name, inner in schema.get("properties", {}).items():
                help_ = str(inner.get("description", ""))
                general = normal_name(name) in _ANYWHERE
                if name not in found or (help_ and not found[name].help):
                    found[name] = Offered(name, help_, general)
        return sorted(found.values(), key=lambda one: one.is_general)

    def values(self, path: Sequence[str]) -> list[Offered]:
        """What may be written behind the last key of the path, where that is a choice."""
        found: dict[str, Offered] = {}
        for schema in self._leaves(self._at(path)):
            for inner in (schema, *self._items(schema)):
                for value in inner.get("enum", ()):
                    if isinstance(value, str) and "_" not in value:
                        found.setdefault(value, Offered(value, ""))
        return list(found.values())

    def help(self, path: Sequence[str]) -> str:
        """What the last key of the path means at its place."""
        for schema in self._groups(path[:-1]):
            for name, inner in schema.get("properties", {}).items():
                if normal_name(name) == path[-1] and inner.get("description"):
                    return str(inner["description"])
        return ""

    # -- walking ------------------------------------------------------------------------------------------------------

    def _groups(self, path: Sequence[str]) -> Iterator[Schema]:
        for schema in self._leaves(self._at(path)):
            for one in (schema, *self._items(schema)):
                if "properties" in one:
                    yield one

    def _at(self, path: Sequence[str]) -> list[Schema]:
        found: list[Schema] = [self._root]
        for key in path:
            found = [inner for schema in found for inner in self._step(schema, key)]
        return found

    def _step(self, schema: Schema, key: str) -> Iterator[Schema]:
        for leaf in self._leaves([schema]):
            for group in (leaf, *self._items(leaf)):
                inner = _named(group.get("properties", {}), key)
                other = group.get("additionalProperties")
                if inner is not None:
                    yield inner
                elif isinstance(other, dict):
                    yield other

    def _items(self, schema: Schema) -> Iterator[Schema]:
        """Of a list, what it holds: a place in it is a place in one of them."""
        if isinstance(items := schema.get("items"), dict):
            for leaf in self._leaves([items]):
                yield leaf
                yield from self._items(leaf)

    def _leaves(self, schemas: Iterable[Schema]) -> Iterator[Schema]:
        """With references followed and choices opened."""
        for schema in schemas:
            if "$ref" in schema:
                yield from self._leaves([self._root["$defs"][schema["$ref"].rpartition("/")[2]]])
            inner = [*schema.get("anyOf", ()), *schema.get("allOf", ())]
            yield from self._leaves(one for one in inner if "properties" in one or not _only_asks(one))
            yield schema


def _only_asks(schema: Schema) -> bool:
    return set(schema) == {"required"}


def _named(properties: Mapping[str, Any], key: str) -> Schema | None:
    return next((inner for name, inner in properties.items() if normal_name(name) == key), None)
