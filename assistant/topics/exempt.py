"""Exempt from the exam or from a part of it: the tables used instead, and points for the grades that were given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.formulas import formulas, part_by_item, tables_in
from assistant.quotes import cite, cite_sources, unique
from assistant.slots import part_of_exam
from assistant.topics.shared import silent
from assistant.topics.sheets import (
    EXAM,
    GRADES,
    exam_criterion,
    exam_parts,
    facts_for,
    grade_label,
    grade_members,
    grades_criterion,
    subject_label,
)
from dsl.emit.evaluate import Evaluator
from dsl.model.regulation import Branch, Components, Criterion
from dsl.model.result import Number
from dsl.model.types import MapType

EXEMPT = "zwolniony_z"


def exempt(case: Case) -> Draft | AskBack:
    """Exempt from the exam or from a part of it: the tables used instead, and points for the grades that were given."""
    branch = case.branches[0]
    criterion = exam_criterion(branch)
    if EXEMPT not in case.regulation.candidate or criterion is None or not isinstance(criterion.way, Components):
        return silent(case, "Zwolnienie z egzaminu")
    parts = _exempt_parts(case)
    if case.results.grades or case.results.every_grade:
        return _exempt_points(case, branch, criterion, parts)
    standing = Standing(case)
    standing.on(criterion.notes)
    rows = [_exempt_table(case, branch, name) for name in _exempt_tables(branch, criterion, parts)]
    data = {"tables": rows, "how": case.bound.words("na punkty przelicza się oceny ze świadectwa")}
    return Draft("tables", data, _exempt_citations(case, branch, criterion, parts), standing.status, standing.told)


def _exempt_parts(case: Case) -> tuple[str, ...]:
    named = [part_of_exam(one) for one in case.results.subjects]
    if any(word.startswith(("cal", "wszystk")) for word in case.words) or len(named) > 1:
        return exam_parts(case)
    return tuple(one for one in exam_parts(case) if one in named) or exam_parts(case)


def _exempt_tables(branch: Branch, criterion: Criterion, parts: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for part in parts:
        component = part_by_item(criterion, EXAM, part)
        if component is not None:
            found.update(dict.fromkeys(tables_in(*formulas(component))))
    return list(found)


def _exempt_table(case: Case, branch: Branch, name: str) -> dict[str, Any]:
    table = branch.rules.tables[name]
    evaluator = case.evaluator(branch, {})
    rows = [
        {
            "grade": case.bound.words(grade_label(case, grade)),
            "points": case.bound.points(f"{name}.{grade}", evaluator.value(points)),
        }
        for grade, points in table.rows.items()
    ]
    return {"name": case.bound.words(table.notes.label), "rows": rows}


def _exempt_points(case: Case, branch: Branch, criterion: Criterion, parts: Sequence[str]) -> Draft:
    facts = facts_for(case, branch) | {EXEMPT: frozenset(parts)}
    if case.results.every_grade:
        type_ = case.regulation.candidate[GRADES].type
        assert isinstance(type_, MapType)
        subjects = [one for one in (*parts, "język_angielski") if one in type_.key.members]
        facts[GRADES] |= grade_members(case, dict.fromkeys(subjects, case.results.every_grade))
    evaluator = case.evaluator(branch, facts)
    standing = Standing(case)
    known = _exempt_values(evaluator, criterion, parts)
    for _, component, _ in known:
        standing.on(component.notes, criterion.notes)
    total: Number = sum((points for *_, points in known), 0)
    data: dict[str, Any] = {
        "total": case.bound.points(f"punkty.{criterion.dotted}", total),
        "lines": [
            {
                "what": case.bound.words(subject_label(case, part)),
                "points": case.bound.points(f"punkty.{component.dotted}", points),
            }
            for part, component, points in known
        ],
        "grades": "",
        "sum": "",
    }
    data |= _with_grades(case, branch, evaluator, total) if case.results.every_grade else {}
    return Draft("points", data, _exempt_citations(case, branch, criterion, parts), standing.status, standing.told)


def _exempt_values(
    evaluator: Evaluator, criterion: Criterion, parts: Sequence[str]
) -> list[tuple[str, Criterion, Number]]:
    """The parts whose points are known: the grade was given."""
    found = []
    for part in parts:
        component = part_by_item(criterion, EXAM, part)
        points = evaluator.points(component) if component is not None else None
        if component is not None and points:
            found.append((part, component, points))
    return found


def _with_grades(case: Case, branch: Branch, evaluator: Evaluator, exam: Number) -> dict[str, str]:
    """The same grade in every subject: the certificate counts too, and both together."""
    criterion = grades_criterion(branch)
    points = evaluator.points(criterion) if criterion is not None else None
    if criterion is None or points is None:
        return {}
    return {
        "grades": case.bound.points(f"punkty.{criterion.dotted}", points),
        "sum": case.bound.points("punkty.suma", exam + points),
    }


def _exempt_citations(case: Case, branch: Branch, criterion: Criterion, parts: Sequence[str]) -> tuple[Citation, ...]:
    """The school's sentence that sends to the law, then the tables of the law."""
    sentences = case.sentences(branch)
    quote = sentences.criterion(criterion).flat
    found = list(cite_sources(quote[:300], criterion.notes, criterion.notes.compare))
    found = found or list(cite(case.regulation, quote, criterion.notes))
    for name in _exempt_tables(branch, criterion, parts):
        table = branch.rules.tables[name]
        found += cite(case.regulation, sentences.table(table), table.notes)
    return unique(found)
