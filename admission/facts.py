"""The facts of one candidate, or of one choice, from a raw row: as values, or told with their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from admission.telling import Telling
from dsl.diagnostics import Diagnostic, Severity, nearest
from dsl.model.types import Fact
from dsl.quick_values import quick_reader
from dsl.rows import BadField, field_name, foreign_key
from dsl.values import read_facts


class FactsReader:
    def __init__(self, declared: Mapping[str, Fact], telling: Telling) -> None:
        self.declared, self.telling = declared, telling
        self.quick = quick_reader(declared)
        self.typos: dict[str, bool] = {}

    def read(self, raw: Mapping[str, Any], identifier: str, number: int, where: str = "") -> dict[str, Any] | None:
        """None when a value is wrong. An unknown field is passed over with a warning, unless it looks like a typo.
        `where` leads to these facts from the row."""
        known = {name: value for name, value in raw.items() if name in self.declared or self.is_meant(name)}
        for name in [name for name in raw if name not in known]:
            told = foreign_key(name, where=where)
            message = f"kandydat „{identifier}”: regulamin nie zna pola {told}; pominięto je."
            hidden = " Nazwy nie powtórzono, bo może być czyjąś daną." if "…" in told else ""
            hint = f"Usuń je albo dopisz do „{'wybór' if where else 'kandydat'}”.{hidden}"
            place = self.telling.raw.row_place(number).location
            self.telling.add(identifier, Diagnostic("K003", Severity.WARNING, message, place, hint))
        quick = self.quick(known)
        if quick is not None:
            return quick
        facts, problems = read_facts(known, self.declared)
        for problem in problems:
            self.telling.bad(number, identifier, BadField(f"{where}{problem.dotted}", problem.message, problem.hint))
        return None if problems else facts

    def is_meant(self, name: str) -> bool:
        """Whether it is a known field in another spelling, or so like one that passing it over would hide a typo."""
        if name not in self.typos:
            self.typos[name] = nearest(field_name(name), self.declared) is not None
        return self.typos[name]
