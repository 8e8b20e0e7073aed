"""Tables of formulas with their results: each row is counted over a context, for one candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsl.checks.examples import facts_of
from dsl.diagnostics import Diagnostics, Severity
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.names import format_typed
from dsl.emit.runtime import MissingFact
from dsl.load import Loaded, load_source
from dsl.model.regulation import Branch, Regulation
from dsl.report import Style, render_all
from dsl.source.nodes import Mapping
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml
from dsl.values import read_value

MISSING = "brak"
_ERROR = re.compile(r"błąd ([PKN]\d{3})")
_SAME = str.maketrans({"\u00a0": " ", "\u2212": "-", "\u2013": "-"})


class BadContext(Exception):
    """The context or the data cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    formula: str
    wanted: str


def bare(cell: str) -> str:
    return cell.strip().removeprefix("`").removesuffix("`").strip()


def rows_of(table: Sequence[tuple[int, tuple[str, ...]]]) -> list[Row]:
    return [Row(line, bare(cells[0]), bare(cells[1])) for line, cells in table]


@dataclass(frozen=True, slots=True)
class Over:
    """Formulas over one context, for one candidate; `folder` is where its files are found."""

    header: str
    folder: Path
    data: str

    def wrong(self, rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
        """Each row that gives something else, with what it gives."""
        branches = self.branches()
        good = [row for row in rows if not _ERROR.fullmatch(row.wanted)]
        together = self.load(good, branches)
        for row in rows:
            if row in good and together.draft is not None:
                found = self.outcome(together.draft, good.index(row), row)
            else:
                found = self.alone(row, branches)
            if found:
                yield row, found

    def branches(self) -> str:
        """What must be added so that rules exist: a branch, of the first kind where there are kinds."""
        loaded = load_source(Source("kontekst", self.header), self.folder, Diagnostics())
        if loaded.draft is None:
            raise BadContext(render_all(loaded.diagnostics, Style()))
        if loaded.draft.branches:
            return ""
        kind = next(iter(loaded.draft.kinds), "")
        return "oddziały:\n  P: {nazwa: P, miejsca: 30" + (f", rodzaj: {kind}" if kind else "") + "}\n"

    def load(self, rows: Sequence[Row], branches: str) -> Loaded:
        formulas = [f"  wzór_{number}: {quoted(row.formula)}\n" for number, row in enumerate(rows)]
        text = self.header + "definicje:\n" + "".join(formulas) + branches
        return load_source(Source("wzory", text), self.folder, Diagnostics())

    def alone(self, row: Row, branches: str) -> str:
        loaded = self.load([row], branches)
        errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
        wanted = _ERROR.fullmatch(row.wanted)
        if wanted:
            codes = {one.code for one in errors}
            return "" if codes == {wanted[1]} else f"otrzymano {', '.join(sorted(codes)) or 'wynik bez błędu'}"
        if loaded.draft is None:
            return "otrzymano błąd " + "; ".join(f"{one.code}: {one.message} {one.hint}" for one in errors)
        return self.outcome(loaded.draft, 0, row)

    def outcome(self, regulation: Regulation, number: int, row: Row) -> str:
        """ "" when it is what the page says."""
        branch = next(iter(regulation.branches.values()))
        definition = branch.rules.definitions[f"wzór_{number}"]
        try:
            value: Any = self.evaluator(regulation, branch).definition(definition.name)
        except MissingFact as fact:
            return "" if row.wanted == MISSING else f"otrzymano brak (nie podano „{fact.path}”)"
        if value is None:
            return "" if row.wanted == MISSING else "otrzymano brak"
        shown = format_typed(value, definition.formula.type)
        if shown.translate(_SAME) == row.wanted.translate(_SAME):
            return ""
        wanted, problems = read_value(row.wanted.translate(_SAME), definition.formula.type)
        return "" if not problems and wanted is not None and wanted == value else f"otrzymano {shown}"

    def evaluator(self, regulation: Regulation, branch: Branch) -> Evaluator:
        found = Diagnostics()
        node = read_yaml(Source("dane", f"dane: {self.data or '{}'}\n"), found)
        data = node.get("dane") if node is not None else None
        facts, pair = facts_of(regulation, data, found) if isinstance(data, Mapping) else ({}, {})
        if data is None or found.has_errors:
            raise BadContext("dane w komentarzu: " + render_all(found.sorted(), Style()))
        return Evaluator(regulation, branch, facts, pair)


def quoted(formula: str) -> str:
    return "'" + formula.replace("'", "''") + "'"
