"""How things are counted, without anybody's results: a criterion's rule, the scale of grades, limits, all criteria."""

from __future__ import annotations

from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.formulas import criterion_by_fact
from assistant.quotes import cite, unique
from assistant.topics.shared import silent
from assistant.topics.sheets import exam_criterion, grade_name, grades_criterion
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, ForEach, Points, StageKind
from dsl.model.result import Number
from polish.enumerations import quote


def exam_scale(case: Case) -> Draft | AskBack:
    """„jak liczą egzamin”: each part's formula in words."""
    branch = case.branches[0]
    criterion = exam_criterion(branch)
    if criterion is None or not isinstance(criterion.way, Components):
        return silent(case, "punktów za egzamin")
    standing = Standing(case)
    standing.on(criterion.notes)
    parts = [_part(case, branch, part) for part in criterion.way.parts]
    data = {"parts": parts, "most": _most(case, branch, criterion)}
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    return Draft("scale", data, citations, standing.status, standing.told)


def _part(case: Case, branch: Branch, part: Criterion) -> dict[str, Any]:
    factor = _factor(part)
    return {
        "name": case.bound.words(part.notes.label),
        "factor": case.bound.bind(f"mnożnik.{part.dotted}", "mnożnik", *_both(factor)) if factor is not None else "",
        "rule": case.bound.words(case.sentences(branch).criterion(part).flat),
    }


def _both(number: Number) -> tuple[str, str]:
    from assistant.bound import canonical
    from polish.numbers import format_number

    return canonical(number), format_number(number)


def _factor(part: Criterion) -> Number | None:
    """The number a percent is multiplied by, where the formula is that simple."""
    if not isinstance(part.way, Points):
        return None
    for node in part.way.points.walk():
        if isinstance(node, typed.Calculation) and node.operator == "*" and isinstance(node.left, typed.Constant):
            value = node.left.value
            return value if not isinstance(value, bool | str) and not hasattr(value, "year") else None
    return None


def grade_scale(case: Case) -> Draft | AskBack:
    """„ile punktów za oceny”: the whole table."""
    branch = case.branches[0]
    criterion = grades_criterion(branch)
    if criterion is None or not isinstance(criterion.way, ForEach) or not isinstance(criterion.way.body, Points):
        return silent(case, "punktów za oceny")
    node = criterion.way.body.points
    if not isinstance(node, typed.TableLookup):
        return silent(case, "punktów za oceny")
    table = branch.rules.tables[node.table]
    standing = Standing(case)
    standing.on(table.notes, criterion.notes)
    evaluator = case.evaluator(branch, {})
    rows = [
        {
            "grade": case.bound.words(grade_name(case, grade)),
            "points": case.bound.points(f"{table.name}.{grade}", evaluator.value(points)),
        }
        for grade, points in table.rows.items()
    ]
    citations = cite(case.regulation, case.sentences(branch).table(table), table.notes, criterion.notes)
    data = {"rows": rows, "criterion": case.bound.words(criterion.notes.label)}
    return Draft("scale", data, citations, standing.status, standing.told)


def simple(case: Case) -> Draft | AskBack:
    """A criterion that one fact gives points for: distinction, volunteering (`settings: {fact: …}`)."""
    branch = case.branches[0]
    criterion = criterion_by_fact(branch.rules, case.settings["fact"])
    if criterion is None or not isinstance(criterion.way, Points):
        return silent(case, case.settings["what"])
    points = case.evaluator(branch, {case.settings["fact"]: True}).points(criterion)
    if not points:
        return silent(case, case.settings["what"])
    standing = Standing(case)
    standing.on(criterion.notes)
    documents = [case.regulation.documents[name] for name in criterion.documents if name in case.regulation.documents]
    data = {
        "what": case.bound.words(f"kryterium {quote(criterion.notes.label)}"),
        "points": case.bound.points(f"punkty.{criterion.dotted}", points),
        "proof": case.bound.words(documents[0].notes.label) if documents else "",
    }
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    return Draft("simple", data, citations, standing.status, standing.told)


# -- the most that can be had -----------------------------------------------------------------------------------------

_TOPICS = {
    "egzamin": "egzamin",
    "ocen": "oceny",
    "swiadec": "oceny",
    "osiagn": "osiągnięcia",
    "konkurs": "osiągnięcia",
    "zawod": "osiągnięcia",
    "wolontar": "aktywność_społeczna",
    "wyroz": "wyróżnienie",
    "pask": "wyróżnienie",
    "pasek": "wyróżnienie",
}


def most(case: Case) -> Draft | AskBack:
    branch = case.branches[0]
    fact = next((fact for stem, fact in _TOPICS.items() if any(word.startswith(stem) for word in case.words)), "")
    criterion = criterion_by_fact(branch.rules, fact) if fact and fact != "oceny" else None
    if fact == "oceny" and (part := grades_criterion(branch)) is not None:
        criterion = branch.rules.criterion(part.path[:1])
    return _most_of(case, branch, criterion) if criterion is not None else _most_total(case, branch)


def _most_of(case: Case, branch: Branch, criterion: Criterion) -> Draft:
    standing = Standing(case)
    standing.on(criterion.notes)
    value = _most(case, branch, criterion)
    what = case.bound.words(f"kryterium {quote(criterion.notes.label)}")
    data = {"what": what, "most": value, "is_limit": criterion.limit is not None}
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    if not value:
        return silent(case, f"największej liczby punktów: {criterion.notes.label}", citations)
    return Draft("criterion", data, citations, standing.status, standing.told)


def most_points(case: Case, branch: Branch, criterion: Criterion) -> Number | None:
    """The cut, else the claim that `check` proves, else plain points."""
    evaluator = case.evaluator(branch, {})
    for claim in (criterion.limit, criterion.claimed_most):
        if claim is not None:
            found: Number = evaluator.value(claim)
            return found
    if isinstance(criterion.way, Points) and isinstance(criterion.way.points, typed.Constant):
        plain: Number = evaluator.value(criterion.way.points)
        return plain
    return None


def _most(case: Case, branch: Branch, criterion: Criterion) -> str:
    value = most_points(case, branch, criterion)
    return "" if value is None else case.bound.points(f"maksimum.{criterion.dotted}", value)


def _most_total(case: Case, branch: Branch) -> Draft:
    stage = next((one for one in branch.rules.order if one.kind is StageKind.SUM), None)
    if stage is None or stage.claimed_most is None:
        return silent(case, "największej łącznej liczby punktów")
    standing = Standing(case)
    counted = [one for one in branch.rules.criteria if one.name in stage.criteria]
    for criterion in counted:
        standing.on(criterion.notes)
    total = case.bound.points("maksimum.razem", case.evaluator(branch, {}).value(stage.claimed_most))
    citations = cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
    data = {"most": total, "parts": [_line(case, branch, one) for one in counted]}
    return Draft("total", data, citations, standing.status, standing.told)


def _line(case: Case, branch: Branch, criterion: Criterion) -> dict[str, str]:
    return {"what": case.bound.words(criterion.notes.label), "most": _most(case, branch, criterion)}


def criteria(case: Case) -> Draft | AskBack:
    """„za co są punkty”."""
    branch = case.branches[0]
    counted = [one for one in branch.rules.criteria if one.name in branch.rules.total]
    if not counted:
        return silent(case, "kryteriów")
    standing = Standing(case)
    citations: list[Citation] = []
    for one in counted:
        standing.on(one.notes)
        citations += cite(case.regulation, case.sentences(branch).criterion(one).text, one.notes)
    data = {"parts": [_line(case, branch, one) for one in counted]}
    return Draft("list", data, unique(citations), standing.status, standing.told)
