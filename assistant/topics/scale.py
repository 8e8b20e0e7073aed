"""How things are counted, without anybody's results: a criterion's rule, the scale of grades, limits, all criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import clauses_of, covers, telling_words, words_of, words_of_criteria
from assistant.formulas import criterion_by_fact, facts_reached, part_by_item
from assistant.kept import Kept
from assistant.lexicon import lexicon
from assistant.patterns import Pattern, pattern
from assistant.quotes import cite, unique
from assistant.slots import MOST_PERCENT, own_total, part_of_exam
from assistant.topics.shared import silent
from assistant.topics.sheets import EXAM, EXEMPT, GRADES, exam_criterion, exam_parts, grade_name, grades_criterion
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, ForEach, Points, Rules, StageKind
from dsl.model.result import Number
from dsl.model.types import CollectionType, NotionType
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items, quote

MOST_NAMED = 4
_MOST_KEPT = 200
_OWN_TOPICS = frozenset({"egzamin", "oceny", "osiągnięcia", "zwolniony_z"})


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


_ENTRY = pattern("wpis*|swiadectw*")
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
        if _ENTRY.matches(word):
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
    lines = [_line(case, branch, one) for one in criteria]
    return Draft("each", {"lines": lines}, unique(citations), standing.status, standing.told)


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


def _line_with_members(case: Case, branch: Branch, criterion: Criterion) -> dict[str, str]:
    """What a criterion counts one by one has names of its own."""
    counted = [
        one for one in criterion.walk() if not {fact.name for fact in facts_reached(branch.rules, one)} & _OWN_TOPICS
    ]
    members = [label for one in counted for label in members_counted(one).values()]
    return _line(case, branch, criterion) | {"members": case.bound.words("; ".join(members)) if members else ""}


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


@dataclass(frozen=True, slots=True)
class Named:
    """A criterion and the words it is told by: its own name, or that of the one of its items that was named."""

    criterion: Criterion
    words: str
    member: str = ""

    @property
    def all_words(self) -> str:
        return f"{self.words} {readable_name(self.member or self.criterion.name)}"


def named_criteria(branch: Branch, words: Sequence[str]) -> list[Named]:
    """Those with the most of the words in their names, more than half of them; what they count has names too."""
    every = _every_named(branch.rules)
    if all(map(pattern(lexicon("criteria")["dull"]).matches, words)):
        return []
    strong = [word for word in words if _strong().matches(word)]
    return _best_named(every, words) or _best_named(every, strong)


@lru_cache(maxsize=1)
def _strong() -> Pattern:
    return pattern("".join(lexicon("criteria")["strong"].split()))


def _best_named(every: Sequence[Named], words: Sequence[str]) -> list[Named]:
    scored = [(sum(covers(word, one.all_words) for word in words), one) for one in every if _is_told(one, words)]
    best = max((score for score, _ in scored), default=0)
    found = [one for score, one in scored if 2 * best > len(words) and score == best]
    least = min((_unsaid(one, words) for one in found), default=0)
    return [one for one in found if _unsaid(one, words) == least]


def of_person(found: Sequence[Named], words: Sequence[str]) -> list[Named]:
    """Of criteria named alike, those of the person that the question names: the child, a parent, a brother."""
    meant = meant_by_person([one.words for one in found], words)
    return [one for one in found if one.words in meant]


def meant_by_person(names: Sequence[str], words: Sequence[str]) -> list[str]:
    """„niepełnosprawność rodzica kandydata” has two persons in its name, „niepełnosprawność kandydata” one."""
    persons = lexicon("criteria")["persons"]
    own = next((own for said, own in persons.items() if any(map(pattern(said).matches, words))), "")
    meant = [one for one in names if own and _has_word(one, own)]
    others = {one: sum(_has_word(one, other) for other in persons.values() if other != own) for one in meant}
    return [one for one in meant if others[one] == min(others.values())] or list(names)


def _has_word(text: str, words: str) -> bool:
    return any(map(pattern(words).matches, words_of(text)))


@lru_cache(maxsize=2048)
def _strong_of(text: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(text) if _strong().matches(word))


def _is_told(one: Named, words: Sequence[str]) -> bool:
    """Not „droga z domu, miejsca pracy …” by „praca” alone: a name that a word tells alone wants it."""
    strong = _strong_of(one.all_words)
    return not strong or any(covers(said, word) for said in words for word in strong)


def _unsaid(one: Named, words: Sequence[str]) -> int:
    """How many words that would name a criterion alone its name has, and the question does not."""
    strong = _strong_of(one.all_words)
    return sum(not any(covers(said, word) for said in words) for word in strong)


def _named_all(rules: Rules) -> Iterator[Named]:
    """Counting exams, grades and contests has topics of its own."""
    for top in rules.criteria:
        for one in top.walk():
            facts = {fact.name for fact in facts_reached(rules, one)}
            if isinstance(one.way, Components) or facts & _OWN_TOPICS:
                continue
            members = members_counted(one)
            if members:
                yield from (Named(one, label, member) for member, label in members.items())
            else:
                yield Named(one, one.notes.label)


def _listed(rules: Rules) -> tuple[Named, ...]:
    return tuple(_named_all(rules))


_every_named = Kept(_listed, _MOST_KEPT)


def members_counted(criterion: Criterion) -> dict[str, str]:
    """What a criterion counts the items of, by name."""
    if not isinstance(criterion.way, ForEach):
        return {}
    type_ = criterion.way.each.collection.type
    if not isinstance(type_, CollectionType) or not isinstance(type_.item, NotionType):
        return {}
    return {name: type_.item.notion.label(name) for name in type_.item.notion.members}


def _left_to(criterion: Criterion) -> str:
    """Who sets the points that a law leaves open."""
    way = criterion.way
    body = way.body if isinstance(way, ForEach) else way
    return body.points.left_to if isinstance(body, Points) and isinstance(body.points, typed.Constant) else ""


def plain_points(case: Case, branch: Branch, criterion: Criterion) -> Number | None:
    """The points of one criterion, or of one of its items, where they are a plain number."""
    way = criterion.way
    body = way.body if isinstance(way, ForEach) else way
    if isinstance(body, Points) and isinstance(body.points, typed.Constant) and not body.points.left_to:
        found: Number = case.evaluator(branch, {}).value(body.points)
        return found
    return None


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
