"""Branches side by side: what differs in their subjects, seats, conditions and rules."""

from __future__ import annotations

from typing import Any

from assistant.case import MOST_BRANCHES, AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.formulas import holds_in
from assistant.quotes import cite, unique
from assistant.topics.branches import scored, subject_citations
from assistant.topics.shared import branch_options, branch_title, branch_words
from assistant.topics.sheets import subject_label
from dsl.model.regulation import Branch, State

_LEAST = 2


def branches(case: Case) -> Draft | AskBack:
    """Those named; of two at least."""
    chosen = case.branches
    if len(chosen) < _LEAST or len(chosen) > MOST_BRANCHES:
        return AskBack("Które oddziały porównać? Podaj dwa albo kilka.", branch_options(case))
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for one in chosen:
        standing.on_branch(one.notes)
        lines.append(_line(case, one))
        citations += subject_citations(case, one) or cite(case.regulation, branch_title(one), one.notes)
    same = case.bound.words("pozostałe zasady są takie same") if len({id(one.rules) for one in chosen}) == 1 else ""
    return Draft("compared", {"lines": lines, "same": same}, unique(citations), standing.status, standing.told)


def _line(case: Case, branch: Branch) -> dict[str, Any]:
    codes = (branch.code,)
    subjects, extended = scored(case, branch), [subject_label(case, one) for one in branch.extended_subjects]
    conditions = [
        case.sentences(branch).condition(one).flat
        for one in branch.rules.conditions
        if holds_in(case.regulation, branch, one.applies_when)
    ]
    return {
        "branch": branch_words(case, [branch]),
        "scored": case.bound.names(f"punktowane.{branch.code}", subjects, codes) if subjects else "",
        "extended": case.bound.names(f"rozszerzone.{branch.code}", extended, codes) if extended else "",
        "seats": _seats(case, branch),
        "conditions": [case.bound.words(one) for one in conditions],
    }


def _seats(case: Case, branch: Branch) -> str:
    """Not told where they are an example only."""
    if branch.seats is None or branch.seats.count is None or branch.seats.notes.state is State.EXAMPLE:
        return ""
    return case.bound.seats(f"miejsca.{branch.code}", branch.seats.count, (branch.code,))
