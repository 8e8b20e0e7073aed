"""What is wrong with rows of candidates, told once and kept by whose rows they are."""

from __future__ import annotations

from pathlib import Path

from admission.raw import RawRows, Spoilt
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.rows import BadField


class Telling:
    """`told` are the problems of each candidate, by the id; those of nobody's rows under ""."""

    def __init__(self, raw: RawRows, problems: Diagnostics) -> None:
        self.raw, self.problems = raw, problems
        self.told: dict[str, list[Diagnostic]] = {}

    def bad(self, number: int, identifier: str, bad: BadField, code: str = "K002") -> None:
        place, field_words = self.raw.place(number, bad.field)
        self.spoilt(identifier, Spoilt(place, field_words, bad.message, bad.hint), code)

    def spoilt(self, identifier: str, one: Spoilt, code: str = "K012") -> None:
        who = f"kandydat „{identifier}”" if identifier else ""
        where = ", ".join(filter(None, (who, one.place.words, one.field)))
        self.add(identifier, Diagnostic(code, Severity.ERROR, f"{where}: {one.message}", one.place.location, one.hint))

    def row(self, number: int, seen_from: int) -> str:
        """The number of a row in its file, with the file where that is another than the one it is seen from."""
        there, here = self.raw.row_place(number).location, self.raw.row_place(seen_from).location
        return f"{there.line}" if there.path == here.path else f"{there.line} pliku {Path(there.path).name}"

    def add(self, identifier: str, problem: Diagnostic) -> None:
        self.problems.add(problem)
        self.told.setdefault(identifier, []).append(problem)
