"""The order of candidates: what settles a tie, laureates, health and family reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import covers, is_telling, words_of
from assistant.formulas import facts_in
from assistant.patterns import pattern
from assistant.provenance import deviation_notes
from assistant.quotes import cite, cite_at, unique
from assistant.told import lacking, weighs_two
from assistant.topics.named_criteria import meant_by_person, members_counted
from assistant.topics.shared import silent
from dsl.emit.runtime import MissingFact
from dsl.model.regulation import SETTLED_IN, Branch, Notes, Stage, StageKind, State
from dsl.model.types import CollectionType, NotionType
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items

_STAGES = "kolejność"
_FAMILY = "kryteria_rodzinne"
_SIBLINGS = pattern("rodzenstw*|brat|brata|bratem|siostr*")
_SIBLING = "rodzeństwo w szkole"
_REASONS = pattern("wielodziet*|niepelnosprawn*|samotn*|piecz*")
_FURTHER = ("dalej", "nadal", "wciaz", "losow", "loteri")
_WHAT = frozenset({"co", "i", "jak"})
_CERTIFIED = ("opini", "poradni", "orzeczen")
_OTHER_PAPER = pattern("prywatn*|niepubliczn*|specjaln*")


def tie(case: Case) -> Draft | AskBack:
    """What comes after the sum of points, in order; where it ends, and what the regulation leaves out."""
    branch = case.branches[0]
    order = branch.rules.order
    after = order[_place_of_sum(order) + 1 :]
    left_out = _left_out(case)
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for stage in after:
        standing.on(stage.notes)
        citations += cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
        lines.append(case.bound.words(_stage_words(case, branch, stage)))
    if not lines and not left_out:
        return silent(case, "tego, co rozstrzyga przy równej liczbie punktów", tuple(citations))
    ends = not any(stage.kind in SETTLED_IN for stage in after)
    data = {
        "lines": lines,
        "silence": case.bound.verdict("nie_określa") if ends else "",
        "left_out": _told(case, left_out),
    }
    citations += _cite_left_out(case, left_out)
    standing.statuses += [Status.UNCERTAIN for one in left_out if one.notes.state is State.READING]
    if _asks_further(case):
        return Draft("further", data, unique(citations), Status.UNSAID if ends else standing.status, standing.told)
    return Draft("stages", data, unique(citations), standing.status, standing.told)


def whole(case: Case) -> Draft | AskBack:
    """Who is admitted first: all stages, from the first."""
    branch = case.branches[0]
    if not branch.rules.order:
        return silent(case, "kolejności przyjmowania kandydatów")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for stage in branch.rules.order:
        standing.on(stage.notes)
        citations += cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
        lines.append(case.bound.words(_with_members(branch, stage, _stage_words(case, branch, stage))))
    return Draft("stages", {"lines": lines}, unique(citations), standing.status, standing.told)


def _with_members(branch: Branch, stage: Stage, words: str) -> str:
    """„kryteria ustawowe (wielodzietność rodziny; …)”: what a sum counts one by one has names of its own."""
    counted = [one for one in branch.rules.criteria if one.name in stage.criteria]
    members = [label for one in counted for label in members_counted(one).values()]
    return f"{words} ({'; '.join(members)})" if members else words


def _asks_further(case: Case) -> bool:
    """„a jak dalej jest remis”, „czy jest losowanie”; not „remis, i co dalej”."""
    turns = zip(("", *case.words), case.words, strict=False)
    return any(word.startswith(_FURTHER) and before not in _WHAT for before, word in turns)


def _place_of_sum(order: tuple[Stage, ...]) -> int:
    return max((place for place, stage in enumerate(order) if stage.kind is StageKind.SUM), default=-1)


def _stage_words(case: Case, branch: Branch, stage: Stage) -> str:
    """A number such as „suma” has only a name; a priority says in a sentence who has it."""
    label = stage.text or stage.notes.label or case.sentences(branch).stage(stage).flat
    counted = _counted_reasons(case, branch, stage)
    present = f" – z udziałem {stage.attended_by}" if stage.attended_by else ""
    return f"{label} ({'; '.join(counted)})" if counted else f"{label}{present}"


def _counted_reasons(case: Case, branch: Branch, stage: Stage) -> list[str]:
    """The family criteria that a stage counts, one by one."""
    if stage.value is None or _FAMILY not in facts_in(stage.value, branch.rules):
        return []
    return [label for name, label in _family_labels(case).items() if _counts(case, branch, stage, name)]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """A stage of the law that the school's text does not have: our reading and the other one."""

    path: tuple[str, ...]
    notes: Notes


def _left_out(case: Case) -> list[_LeftOut]:
    kept = {stage.name for branch in case.branches for stage in branch.rules.order}
    deviations = [
        one
        for one in case.regulation.deviations
        if one.path and one.path[0] == _STAGES and readable_name(one.path[-1]) not in kept
    ]
    noted = ((one.path, deviation_notes(one)) for one in deviations)
    return [_LeftOut(path, notes) for path, notes in noted if notes is not None and notes.remark]


def _told(case: Case, left_out: Sequence[_LeftOut]) -> list[dict[str, str]]:
    return [
        {
            "remark": case.bound.words(one.notes.remark),
            "other": case.bound.words(one.notes.other_reading) if one.notes.other_reading else "",
        }
        for one in left_out
    ]


def _cite_left_out(case: Case, left_out: Sequence[_LeftOut]) -> list[Citation]:
    """Nothing stands in the source document, so the § of the order in ours is named."""
    found = (cite_at(case.regulation, one.notes.remark, one.notes, one.path) for one in left_out)
    return [citation for some in found for citation in some]


# -- laureates --------------------------------------------------------------------------------------------------------


def laureates(case: Case, is_asked: bool = True) -> Draft | AskBack:
    """`is_asked`: whether somebody has the priority; else only who has it is told."""
    branch = case.branches[0]
    stage = priority_stage(branch)
    if stage is None:
        sentences = case.sentences(branch)
        first = (cite(case.regulation, sentences.stage(one), one.notes) for one in branch.rules.order)
        return silent(case, "pierwszeństwa laureatów i finalistów", next(first, ()))
    standing = Standing(case)
    standing.on(stage.notes)
    limit = "także ponad limit miejsc" if stage.beyond_limit else "w ramach limitu miejsc"
    is_whether = is_asked and any(map(_WHETHER.matches, case.words))
    verdict = of_title(case, branch, stage) if is_whether else ""
    data = {
        "verdict": case.bound.verdict(verdict) if verdict else "",
        "who": case.bound.words(case.sentences(branch).words.of(stage.value) if stage.value else stage.notes.label),
        "limit": case.bound.words(limit),
    }
    citations = cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
    return Draft("priority", data, citations, standing.status, standing.told)


_WHETHER = pattern("czy|przyjm*|przyjet*|mam|ma|bede|bedzie|dostane|dostanie|wejde|wejdzie")


def of_title(case: Case, branch: Branch, stage: Stage) -> str:
    """Whether the title that is told has the priority: the same for every achievement that it can mean."""
    from assistant.topics.achievements import achievements_meant

    if stage.value is None:
        return ""
    found = set()
    for given in achievements_meant(case, branch):
        try:
            found.add(bool(case.evaluator(branch, {_ACHIEVEMENTS: (given,)}).value(stage.value)))
        except MissingFact:
            return ""
    return ("tak" if found.pop() else "nie") if len(found) == 1 else ""


_ACHIEVEMENTS = "osiągnięcia"


def priority_stage(branch: Branch) -> Stage | None:
    """A priority that stands before the sum of points."""
    order = branch.rules.order
    before = order[: max(_place_of_sum(order), 0)]
    return next((one for one in before if one.kind is StageKind.PRIORITY), None)


# -- health and family ------------------------------------------------------------------------------------------------


def health(case: Case) -> Draft | AskBack:
    """A stage or criterion that uses a fact (`settings: {fact: …}`)."""
    branch = case.branches[0]
    fact = case.settings["fact"]
    stage = _stage_using(branch, fact)
    if stage is None and _is_family(case):
        return family(case)
    if stage is None:
        return _no_such_stage(case, branch)
    standing = Standing(case)
    standing.on(stage.notes)
    is_certified = _is_certified(case, fact) and not _is_of_learning(case)
    if _asks_points(case):
        data = {
            "verdict": case.bound.verdict("nie"),
            "what": case.bound.words(_stage_words(case, branch, stage)),
        }
        citations = cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
        return Draft("no_points", data, citations, standing.status, standing.told)
    data = {
        "verdict": case.bound.verdict("tak" if is_certified else "zależy"),
        "what": case.bound.words(_stage_words(case, branch, stage)),
    }
    citations = cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
    return Draft("stage", data, citations, standing.status, standing.told)


def _is_certified(case: Case, fact: str) -> bool:
    """By an opinion of a public clinic; not where it is lacking, or another paper is weighed against it."""
    if fact in lacking(case.tokens) or weighs_two(case.tokens) or any(map(_OTHER_PAPER.matches, case.words)):
        return False
    return any(word.startswith(_CERTIFIED) for word in case.words)


def _is_family(case: Case) -> bool:
    return any(_SIBLINGS.matches(word) or _REASONS.matches(word) for word in case.words)


def _no_such_stage(case: Case, branch: Branch) -> Draft | AskBack:
    """No stage of the order looks at the opinion: what decides instead is told."""
    after = branch.rules.order[_place_of_sum(branch.rules.order) + 1 :]
    if not after:
        return family(case)
    standing = Standing(case)
    citations: list[Citation] = []
    for stage in after:
        standing.on(stage.notes)
        citations += cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
    data = {
        "verdict": case.bound.verdict("nie"),
        "what": case.bound.words(_OPINION),
        "stage": case.bound.words("; ".join(_stage_words(case, branch, one) for one in after)),
        "criteria": [],
    }
    return Draft("not_counted", data, unique(citations), standing.status, standing.told)


_OPINION = "opinia poradni"


def _asks_points(case: Case) -> bool:
    """„czy są za to punkty”; not „przy równej liczbie punktów”."""
    about = any(word.startswith(("punkt", "pkt")) for word in case.words)
    return about and not any(word.startswith(_EQUAL) for word in case.words)


_EQUAL = ("rown", "remis", "tyle", "sam", "identyczn", "jednakow")


def _is_of_learning(case: Case) -> bool:
    """Difficulties of learning are no health problems that limit the choice of a school."""
    return any(word.startswith(("dysle", "dysgr", "dysort", "dyskal")) for word in case.words)


def _stage_using(branch: Branch, fact: str) -> Stage | None:
    rules = branch.rules
    staged = (stage for stage in rules.order if stage.value is not None and fact in facts_in(stage.value, rules))
    return next(staged, None)


def family(case: Case) -> Draft | AskBack:
    """Family criteria: a stage of the law that a school may leave out; then our reading and the other one are told."""
    branch = case.branches[0]
    stage = _stage_using(branch, _FAMILY)
    if stage is not None:
        unlike = _not_counted(case, branch, stage)
        if unlike is not None:
            return unlike
        standing = Standing(case)
        standing.on(stage.notes)
        citations = cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
        if _asks_points(case):
            data = {"verdict": case.bound.verdict("nie"), "what": case.bound.words(stage.notes.label)}
            return Draft("no_points", data, citations, standing.status, standing.told)
        data = {"verdict": case.bound.verdict("tak"), "what": case.bound.words(stage.notes.label)}
        return Draft("stage", data, citations, standing.status, standing.told)
    left_out = _left_out(case)
    if not left_out:
        return silent(case, "znaczenia sytuacji rodzinnej przy równej liczbie punktów")
    verdict = case.bound.verdict("nie_określa")
    told: dict[str, Any] = {"verdict": verdict, "left_out": _told(case, left_out)}
    return Draft("left_out", told, unique(_cite_left_out(case, left_out)), Status.UNCERTAIN)


def _not_counted(case: Case, branch: Branch, stage: Stage) -> Draft | None:
    """A family reason that the stage leaves out, or that is none of its criteria: a brother at the school."""
    labels = _family_labels(case)
    told = _told_reasons(case, labels)
    is_sibling = any(map(_SIBLINGS.matches, case.words))
    if told and any(_counts(case, branch, stage, one) for one in told):
        return None
    if not told and not is_sibling:
        return None
    standing = Standing(case)
    standing.on(stage.notes)
    sentence = case.sentences(branch).stage(stage)
    data = {
        "verdict": case.bound.verdict("nie" if told else "nie_wymienia"),
        "what": case.bound.words(enumerate_items([labels[one] for one in told]) if told else _SIBLING),
        "stage": case.bound.words(sentence.flat),
        "criteria": [case.bound.words(one) for one in labels.values()] if not told else [],
    }
    status = standing.status if told else Status.UNSAID
    return Draft("not_counted", data, cite(case.regulation, sentence, stage.notes), status, standing.told)


def _family_labels(case: Case) -> dict[str, str]:
    fact = case.regulation.candidate.get(_FAMILY)
    type_ = fact.type if fact is not None else None
    if not isinstance(type_, CollectionType) or not isinstance(type_.item, NotionType):
        return {}
    return {name: type_.item.notion.label(name) for name in type_.item.notion.members}


def _told_reasons(case: Case, labels: Mapping[str, str]) -> list[str]:
    """Those whose reason is told; of reasons of several persons that of the person named."""
    words = [word for word in case.words if is_telling(word)]
    told = [name for name, label in labels.items() if _is_told(label, words)]
    meant = meant_by_person([labels[one] for one in told], case.words)
    return [one for one in told if labels[one] in meant]


def _is_told(label: str, words: Sequence[str]) -> bool:
    reasons = [word for word in words_of(label) if _REASONS.matches(word)]
    return bool(reasons) and all(any(covers(said, word) for said in words) for word in reasons)


def _counts(case: Case, branch: Branch, stage: Stage, reason: str) -> bool:
    assert stage.value is not None
    try:
        with_it, without = (
            case.evaluator(branch, {_FAMILY: frozenset(given)}).value(stage.value) for given in ({reason}, ())
        )
    except MissingFact:
        return True
    return bool(with_it != without)
