"""`definicje`: each typed when it is first reached, whatever the order they are written in."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup

from dsl.decode import vocabulary
from dsl.decode.fields import VALUE_KEYS, as_scalar, check_keys, read_notes, read_text, unwrapped
from dsl.decode.scope import Scope
from dsl.decode.typing import type_formula
from dsl.diagnostics import Diagnostics
from dsl.model.expr import Typed
from dsl.model.regulation import Definition
from dsl.model.types import PeriodType
from dsl.source.nodes import Entry, Mapping, Node, Scalar, normal_name

_WORD = re.compile(r"[^\W\d]\w*")


class Definitions:
    """`scope` is set once it can be made, for it needs `find` itself."""

    scope: Scope

    def __init__(self, node: Mapping | None, diagnostics: Diagnostics) -> None:
        self.diagnostics = diagnostics
        self.written = {entry.name: entry for entry in node or ()}
        self.typed: dict[str, Definition | None] = {}
        self.open: list[str] = []

    def all(self) -> dict[str, Definition]:
        for name in in_order_of_need(self.written):
            self.find(name)
        return {name: one for name, one in self.typed.items() if one is not None}

    def find(self, name: str) -> Definition | None:
        if name in self.typed:
            return self.typed[name]
        entry = self.written.get(name)
        if entry is None:
            return None
        if name in self.open:
            chain = " → ".join([*self.open[self.open.index(name) :], name])
            hint = "Usuń jedno z odwołań."
            self.diagnostics.error("P065", entry.key.span, f"Definicja odwołuje się sama do siebie: {chain}.", hint)
            self.typed[name] = None
            return None
        self.open.append(name)
        formula = self.formula(entry)
        self.open.pop()
        if name not in self.typed:
            notes = read_notes(entry.value, self.diagnostics, span=entry.key.span)
            clause = entry.value.get("zdanie") if isinstance(entry.value, Mapping) else None
            sentence = read_text(clause, "zdanie", self.diagnostics)
            self.typed[name] = Definition(name, formula, notes, sentence) if formula else None
        return self.typed[name]

    def formula(self, entry: Entry) -> Typed | None:
        if isinstance(entry.value, Mapping):
            check_keys(entry.value, (*VALUE_KEYS, *vocabulary.DEFINITION), self.diagnostics)
            if unwrapped(entry.value) is entry.value:
                hint = "Dopisz „wzór: …”."
                self.diagnostics.error("P035", entry.key.span, f"Definicja „{entry.key.text}” nie ma wzoru.", hint)
                return None
        scalar = as_scalar(entry.value, entry.key.text, self.diagnostics)
        if scalar is None:
            return None
        found = type_formula(scalar, self.scope, self.diagnostics)
        if found is not None and isinstance(found.type, PeriodType):
            hint = f"Terminu używa się wprost, np. „data w {scalar.text.strip()}”."
            self.diagnostics.error("P061", found.span, "Definicja nie może być terminem, tylko wartością.", hint)
            return None
        return found


def in_order_of_need(definitions: Lookup[str, Entry]) -> list[str]:
    """The definitions, each after those that its text names; what goes in a circle stays as it comes."""
    needs = {
        name: [other for other in _names_in(entry.value) if other in definitions] for name, entry in definitions.items()
    }
    done: dict[str, None] = {}
    for first in needs:
        waiting, seen = [first], set[str]()
        while waiting:
            name = waiting[-1]
            missing = [need for need in needs[name] if need not in done and need not in seen]
            seen.add(name)
            if missing and name not in done:
                waiting.append(missing[0])
            else:
                done[waiting.pop()] = None
    return list(done)


def _names_in(node: Node) -> list[str]:
    formula = unwrapped(node)
    text = formula.body.text if isinstance(formula, Scalar) else ""
    return list(dict.fromkeys(normal_name(word) for word in _WORD.findall(text)))
