"""One question, several kinds of branches: the topic is asked for each kind, equal answers are told once.

The law has other rules for bilingual, military or sports branches than for the rest; an answer that holds for the
first branch only would be false for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.bound import Bound
from assistant.case import AskBack, Case, Draft
from assistant.contract import Citation, Status, Value
from assistant.formulas import criterion_by_fact
from assistant.intents import Intent
from assistant.offered import of_one_kind
from assistant.provenance import worst
from assistant.quotes import unique
from assistant.topics import Topic
from assistant.topics.shared import MOST_OPTIONS, branch_title, options_of
from assistant.wording import Worded, word
from dsl.model.regulation import Branch
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items

PER_KIND = frozenset(
    {
        "order.tie",
        "order.whole",
        "order.laureates",
        "order.health",
        "order.family",
        "scale.exam_scale",
        "scale.grade_scale",
        "scale.simple",
        "limits.most",
        "scale.criteria",
        "scale.named",
        "scale.unknown",
        "achievements.achievements",
        "choices.position",
        "choices.filing_order",
    }
)
PER_BRANCH = frozenset({"procedure.conditions"})


_BY_CRITERION = frozenset({"achievements.achievements", "scale.simple"})


@dataclass(slots=True)
class Told:
    """What one group of branches is answered."""

    branches: list[Branch]
    worded: Worded
    status: Status
    values: tuple[Value, ...]
    citations: list[Citation]


def is_split(intent: Intent, case: Case) -> bool:
    return len(_groups(intent, case)) > 1


def told_by_kind(intent: Intent, topic: Topic, case: Case, prefix: str) -> list[Told] | AskBack:
    """The answers of the kinds, those that say the same together; a question back when they are too many."""
    told: list[Told] = []
    for branches in _groups(intent, case):
        own = _case_of(case, branches, prefix)
        draft = topic(own)
        if isinstance(draft, AskBack):
            return draft
        _add(told, list(branches), word(intent, draft, own.bound), draft, own.bound.values)
    if len(told) > MOST_OPTIONS:
        return AskBack("O który oddział chodzi? Zasady zależą od oddziału.", options_of(case.branches))
    return told


def joined_text(told: Sequence[Told]) -> str:
    """„Oddziały A i T: …” over each answer; one answer for all stands alone."""
    if len(told) == 1:
        return told[0].worded.text
    parts = [f"{_heading(one.branches)}:\n{one.worded.body}\n{one.worded.basis}".strip() for one in told]
    steps = list(dict.fromkeys(one.worded.next_step for one in told if one.worded.next_step))
    return "\n".join([*parts, *steps[:1]])


def joined_values(told: Sequence[Told]) -> tuple[Value, ...]:
    if len(told) == 1:
        return tuple(replace(one, branches=()) for one in told[0].values)
    found: dict[str, Value] = {}
    for value in (value for one in told for value in one.values):
        name = value.id.partition("#")[0]
        key = next(key for key in _keys(name) if key not in found)
        found[key] = replace(value, id=key)
    return tuple(found.values())


def joined_status(told: Sequence[Told]) -> Status:
    """Where some kinds are settled, that others are not is told with them."""
    settled = [one.status for one in told if one.status is not Status.UNSAID]
    return worst(*settled) if settled else Status.UNSAID


def joined_citations(told: Sequence[Told]) -> tuple[Citation, ...]:
    return unique([citation for one in told for citation in one.citations])


def _keys(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}#{number}"
        number += 1


def _groups(intent: Intent, case: Case) -> list[tuple[Branch, ...]]:
    if intent.topic in PER_BRANCH:
        return [(branch,) for branch in case.branches]
    if intent.topic in _BY_CRITERION:
        return _of_one_criterion(case.branches, intent.settings.get("fact", "osiągnięcia"))
    return of_one_kind(case.branches) if intent.topic in PER_KIND else [case.branches]


def _of_one_criterion(branches: Sequence[Branch], fact: str) -> list[tuple[Branch, ...]]:
    """Kinds that took over one criterion and one priority are one group: the same rule of the same place."""
    groups: dict[object, list[Branch]] = {}
    for branch in branches:
        criterion = criterion_by_fact(branch.rules, fact)
        stage = branch.rules.order[0] if branch.rules.order else None
        key = (criterion.notes.span if criterion else None, stage.notes.span if stage else None, fact)
        groups.setdefault(key, []).append(branch)
    return [tuple(group) for group in groups.values()]


def _case_of(case: Case, branches: Sequence[Branch], prefix: str) -> Case:
    codes = tuple(branch.code for branch in branches)
    bound = Bound(prefix, case.regulation.timetable, codes)
    return replace(case, scope=replace(case.scope, branches=codes), bound=bound)


def _add(told: list[Told], branches: list[Branch], worded: Worded, draft: Draft, values: Mapping[str, Value]) -> None:
    same = next((one for one in told if one.worded.body == worded.body), None)
    if same is None:
        kept = tuple(value for value in values.values() if value.is_told)
        told.append(Told(branches, worded, draft.status, kept, list(draft.citations)))
        return
    codes = tuple(branch.code for branch in branches)
    same.branches += branches
    same.citations += draft.citations
    same.values = tuple(replace(value, branches=(*value.branches, *codes)) for value in same.values)


def _heading(branches: Sequence[Branch]) -> str:
    if len(branches) == 1:
        title = branch_title(branches[0])
        return f"{title[:1].upper()}{title[1:]}"
    return f"Oddziały {enumerate_items([readable_name(branch.code) for branch in branches])}"
