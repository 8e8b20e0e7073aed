"""How things are counted, without anybody's results: a criterion's rule, the scale of grades, limits, all criteria."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import clauses_of, covers, telling_words, words_of_criteria
from assistant.formulas import criterion_by_fact, facts_reached
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.slots import own_total
from assistant.topics.limits import line_of_most, most_shown
from assistant.topics.named_criteria import OWN_TOPICS, Named, members_counted, named_criteria, of_person, plain_points
from assistant.topics.shared import silent
from assistant.topics.sheets import exam_criterion, grade_name, grades_criterion
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, ForEach, Points
from dsl.model.result import Number
from polish.enumerations import enumerate_items, quote

MOST_NAMED = 4


def exam_scale(case: Case) -> Draft | AskBack:
    """„jak liczą egzamin”: each part's formula in words."""
    branch = case.branches[0]
    criterion = exam_criterion(branch)
    if criterion is None or not isinstance(criterion.way, Components):
        return silent(case, "punktów za egzamin")
    standing = Standing(case)
    standing.on(criterion.notes)
    parts = [_part(case, branch, part) for part in criterion.way.parts]
    data = {"parts": parts, "most": most_shown(case, branch, criterion)}
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
    if is_denied_on_certificate(case, branch, criterion):
        return not_on_certificate(case, branch, criterion)
    points = case.evaluator(branch, {case.settings["fact"]: True}).points(criterion)
    if not points:
        return silent(case, case.settings["what"])
    standing = Standing(case)
    standing.on(criterion.notes)
    documents = [case.regulation.documents[name] for name in criterion.documents if name in case.regulation.documents]
    own = own_total(case.tokens)
    data = {
        "what": case.bound.words(f"kryterium {quote(criterion.notes.label)}"),
        "points": case.bound.points(f"punkty.{criterion.dotted}", points),
        "proof": case.bound.words(documents[0].notes.label) if documents else "",
        "sum": case.bound.points("punkty.po_doliczeniu", own + points) if own is not None else "",
    }
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    return Draft("simple", data, citations, standing.status, standing.told)


_ENTRY, _CERTIFICATE = pattern("wpis*"), pattern("swiadectw*")
_ON = frozenset({"na", "w", "ze"})
_NEGATIONS = frozenset({"nie", "bez", "brak", "zapomnieli"})
_UNSURE = pattern("wiem|wiemy|jestem|tylko|wiadomo|czy")
_REACH = 4


def is_denied_on_certificate(case: Case, branch: Branch, criterion: Criterion) -> bool:
    """„nie ma tego na świadectwie”, „bez wpisu”, where only what the certificate says gives points."""
    papers = branch.rules.documents or case.regulation.documents
    labels = [criterion.notes.label, *(papers[name].notes.label for name in criterion.documents if name in papers)]
    if not any(covers("swiadectwo", label) for label in labels):
        return False
    return any(_is_denied(case, clause) for clause in clauses_of(case.tokens))


def _is_denied(case: Case, clause: Sequence[int]) -> bool:
    words = [case.tokens[place].text for place in clause]
    for place, word in enumerate(words):
        if _ENTRY.matches(word) or (_CERTIFICATE.matches(word) and place and words[place - 1] in _ON):
            before = words[max(0, place - _REACH) : place]
            after = [two for one, two in pairwise([*before, word]) if one in _NEGATIONS]
            if after and not any(map(_UNSURE.matches, after)):
                return True
    return False


def not_on_certificate(case: Case, branch: Branch, criterion: Criterion) -> Draft:
    standing = Standing(case)
    standing.on(criterion.notes)
    papers = branch.rules.documents or case.regulation.documents
    proofs = [papers[name].notes.label for name in criterion.documents if name in papers]
    data = {
        "verdict": case.bound.verdict("nie"),
        "what": case.bound.words(criterion.notes.label),
        "proof": case.bound.words(enumerate_items(proofs)) if proofs else "",
    }
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    return Draft("not_certified", data, citations, standing.status, standing.told)


def _line_with_members(case: Case, branch: Branch, criterion: Criterion) -> dict[str, str]:
    """What a criterion counts one by one has names of its own."""
    counted = [
        one for one in criterion.walk() if not {fact.name for fact in facts_reached(branch.rules, one)} & OWN_TOPICS
    ]
    members = [label for one in counted for label in members_counted(one).values()]
    return line_of_most(case, branch, criterion) | {"members": case.bound.words("; ".join(members)) if members else ""}


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
    data = {"parts": [_line_with_members(case, branch, one) for one in counted]}
    return Draft("list", data, unique(citations), standing.status, standing.told)


# -- one criterion by its name ----------------------------------------------------------------------------------------


def named(case: Case) -> Draft | AskBack:
    """„ile punktów za żłobek”: the criteria that the question names, each with its points."""
    branch = case.branches[0]
    named = named_criteria(branch, words_of_criteria(case.tokens, case.scope.used))
    found = of_person(named, case.words) if len(named) > 1 else named
    if not found:
        return silent(case, "takiego kryterium")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    sentences = case.sentences(branch)
    for one in found[:MOST_NAMED]:
        top = branch.rules.criterion(one.criterion.path[:1]) or one.criterion
        standing.on(one.criterion.notes, *([top.notes] if top is not one.criterion else []))
        points = plain_points(case, branch, one.criterion)
        left_to = _left_to(one.criterion)
        lines.append(
            {
                "what": case.bound.words(one.words),
                "points": case.bound.points(f"punkty.{one.criterion.dotted}", points) if points is not None else "",
                "rule": case.bound.words(sentences.criterion(one.criterion).flat) if points is None else "",
                "left_to": case.bound.words(left_to) if left_to else "",
                "proof": _proof(case, branch, one),
            }
        )
        citations += cite(case.regulation, sentences.criterion(one.criterion), one.criterion.notes, top.notes)
    return Draft("named", {"lines": lines}, unique(citations), standing.status, standing.told)


def unknown(case: Case) -> Draft | AskBack:
    """„czy za bierzmowanie są punkty”: what no criterion names gives none. Where one does name it, it is asked back."""
    branch = case.branches[0]
    counted = [one for one in branch.rules.criteria if one.name in branch.rules.total]
    sentences = case.sentences(branch)
    texts = [sentences.criterion(one).flat for one in branch.rules.criteria]
    words = telling_words(case.tokens, case.scope.used)
    if not words or not counted or any(covers(word, text) for word in words for text in texts):
        return AskBack("Za co mają być punkty?", tuple(one.notes.label for one in counted[:MOST_NAMED]) or _WHAT)
    standing = Standing(case)
    citations: list[Citation] = []
    for one in counted:
        standing.on(one.notes)
        citations += cite(case.regulation, sentences.criterion(one).text, one.notes)
    data = {
        "verdict": case.bound.verdict("nie_przewiduje"),
        "what": case.bound.echo(", ".join(_as_typed(case, word) for word in words)),
        "parts": [case.bound.words(one.notes.label) for one in counted],
    }
    return Draft("none", data, unique(citations), Status.UNSAID)


_WHAT = ("wyniki egzaminu i oceny", "osiągnięcia")


def _as_typed(case: Case, word: str) -> str:
    return next((token.raw for token in case.tokens if token.text == word), word)


def _left_to(criterion: Criterion) -> str:
    """Who sets the points that a law leaves open."""
    way = criterion.way
    body = way.body if isinstance(way, ForEach) else way
    return body.points.left_to if isinstance(body, Points) and isinstance(body.points, typed.Constant) else ""


def _proof(case: Case, branch: Branch, one: Named) -> str:
    """The document that confirms it: the criterion's own, or the one whose condition names the item."""
    papers = branch.rules.documents or case.regulation.documents
    own = [papers[name] for name in one.criterion.documents if name in papers]
    if not own and one.member:
        own = [paper for paper in papers.values() if _depends_on(paper.applies_when, one.member)]
    return case.bound.words(own[0].notes.label) if own else ""


def _depends_on(condition: typed.Typed | None, member: str) -> bool:
    nodes = condition.walk() if condition is not None else ()
    return any(isinstance(node, typed.Constant) and node.value == member for node in nodes)
