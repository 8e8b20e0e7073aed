"""The most points that can be had: of everything, of a criterion, of a part of the exam."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import covers, telling_words
from assistant.formulas import criterion_by_fact, part_by_item
from assistant.quotes import cite, unique
from assistant.slots import MOST_PERCENT, part_of_exam
from assistant.topics.shared import silent
from assistant.topics.sheets import EXAM, EXEMPT, GRADES, exam_criterion, exam_parts, grades_criterion
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion, Points, StageKind
from dsl.model.result import Number
from polish.enumerations import quote

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
    named = dict.fromkeys(fact for word in case.words for stem, fact in _TOPICS.items() if word.startswith(stem))
    found = {one.name: one for one in (_criterion_of(branch, fact) for fact in named) if one is not None}
    if not named:
        found = {one.name: one for one in _told_by_label(case, branch)}
    if (
        (EXAM in named or (not named and _says_parts(case)))
        and _asks_parts(case)
        and exam_criterion(branch) is not None
    ):
        return _most_of_parts(case, branch)
    if len(found) > 1:
        return _most_of_each(case, branch, list(found.values()))
    return _most_of(case, branch, *found.values()) if found else _most_total(case, branch)


def _criterion_of(branch: Branch, fact: str) -> Criterion | None:
    if fact != GRADES:
        return criterion_by_fact(branch.rules, fact)
    part = grades_criterion(branch)
    return branch.rules.criterion(part.path[:1]) if part is not None else None


def _told_by_label(case: Case, branch: Branch) -> list[Criterion]:
    """„z kryteriów dodatkowych”: the criteria of the sum that have the telling words in their names."""
    words = telling_words(case.tokens, case.scope.used)
    return [one for one in branch.rules.criteria if words and all(covers(word, one.notes.label) for word in words)]


def _asks_parts(case: Case) -> bool:
    """„za każdą z części egzaminu”, „za sam polski na egzaminie”."""
    return bool(case.results.subjects) or _says_parts(case)


def _says_parts(case: Case) -> bool:
    return any(word.startswith("czesc") for word in case.words)


def _most_of_parts(case: Case, branch: Branch) -> Draft:
    """The points of a full result in each part of the exam, or in those named."""
    criterion = exam_criterion(branch)
    assert criterion is not None
    standing = Standing(case)
    standing.on(criterion.notes)
    named = {part_of_exam(one) for one in case.results.subjects}
    evaluator = case.evaluator(branch, {EXAM: dict.fromkeys(exam_parts(case), MOST_PERCENT), EXEMPT: frozenset()})
    lines = []
    for name in exam_parts(case):
        part = part_by_item(criterion, EXAM, name)
        value = evaluator.points(part) if part is not None and (not named or name in named) else None
        if part is not None and value is not None:
            shown = case.bound.points(f"maksimum.{part.dotted}", value)
            lines.append({"what": case.bound.words(part.notes.label), "most": shown})
    if not lines:
        return silent(case, "największej liczby punktów za część egzaminu")
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    return Draft("each", {"lines": lines}, citations, standing.status, standing.told)


def _most_of_each(case: Case, branch: Branch, criteria: Sequence[Criterion]) -> Draft:
    standing = Standing(case)
    citations: list[Citation] = []
    for one in criteria:
        standing.on(one.notes)
        citations += cite(case.regulation, case.sentences(branch).criterion(one), one.notes)
    lines = [line_of_most(case, branch, one) for one in criteria]
    return Draft("each", {"lines": lines}, unique(citations), standing.status, standing.told)


def _most_of(case: Case, branch: Branch, criterion: Criterion) -> Draft:
    standing = Standing(case)
    standing.on(criterion.notes)
    value = most_shown(case, branch, criterion)
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


def most_shown(case: Case, branch: Branch, criterion: Criterion) -> str:
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
    data = {"most": total, "parts": [line_of_most(case, branch, one) for one in counted]}
    return Draft("total", data, citations, standing.status, standing.told)


def line_of_most(case: Case, branch: Branch, criterion: Criterion) -> dict[str, str]:
    return {"what": case.bound.words(criterion.notes.label), "most": most_shown(case, branch, criterion)}
