"""Exempt from the exam or from a part of it: points for the grades that were given, else the tables used instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.formulas import part_by_item, tables_in
from assistant.quotes import unique
from assistant.topics.points import cite_table, results
from assistant.topics.shared import silent
from assistant.topics.sheets import EXAM, EXEMPT, exam_criterion, exempt_parts, grade_name
from dsl.model.regulation import Branch, Components, Criterion, Table


def exempt(case: Case) -> Draft | AskBack:
    branch = case.branches[0]
    criterion = exam_criterion(branch)
    if EXEMPT not in case.regulation.candidate or criterion is None or not isinstance(criterion.way, Components):
        return silent(case, "punktów przy zwolnieniu z egzaminu")
    if case.results.count:
        return results(case)
    standing = Standing(case)
    citations: list[Citation] = []
    rows = []
    for table in _tables(branch, criterion, exempt_parts(case)):
        standing.on(table.notes)
        rows.append(_rows(case, branch, table))
        citations += cite_table(case, branch, criterion, table)
    data = {"tables": rows, "how": case.bound.words("na punkty przelicza się oceny ze świadectwa")}
    return Draft("tables", data, unique(citations), standing.status, standing.told)


def _tables(branch: Branch, criterion: Criterion, parts: Sequence[str]) -> list[Table]:
    components = [part_by_item(criterion, EXAM, part) for part in parts]
    names = [name for one in components if one is not None for name in tables_in(*one.formulas())]
    return [branch.rules.tables[name] for name in dict.fromkeys(names)]


def _rows(case: Case, branch: Branch, table: Table) -> dict[str, Any]:
    evaluator = case.evaluator(branch, {})
    rows = [
        {
            "grade": case.bound.words(grade_name(case, grade)),
            "points": case.bound.points(f"{table.name}.{grade}", evaluator.value(points)),
        }
        for grade, points in table.rows.items()
    ]
    return {"name": case.bound.words(table.notes.label), "rows": rows}
