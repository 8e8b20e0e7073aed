"""A yes or a no about the asker's own case: what the question tells against the conditions, clauses and documents of
the model. What they do not decide gets no verdict; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.case import AskBack, Case, Draft
from assistant.topics.own_clauses import by_language, by_least, by_length, by_quorum, by_rules
from assistant.topics.own_conditions import by_age, by_conditions, by_exception
from assistant.topics.own_days import by_day, by_same_term
from assistant.topics.own_order import by_both, by_equal_points, by_first_stage, by_title
from assistant.topics.own_papers import by_birth, by_form, by_signature
from assistant.topics.own_points import by_certificate, by_points, by_position, by_test
from assistant.topics.shared import silent


def own_case(case: Case) -> Draft | AskBack:
    """As a topic; `verdict_of` says whether there is anything to tell."""
    return verdict_of(case) or silent(case, "tego przypadku")


def verdict_of(case: Case) -> Draft | None:
    """The answer with its verdict, where a rule settles the case by what was told."""
    if not case.branches:
        return None
    return next((found for found in (way(case) for way in _WAYS) if found is not None), None)


_WAYS: tuple[Callable[[Case], Draft | None], ...] = (
    by_conditions,
    by_exception,
    by_rules,
    by_quorum,
    by_least,
    by_first_stage,
    by_title,
    by_equal_points,
    by_both,
    by_form,
    by_birth,
    by_certificate,
    by_position,
    by_points,
    by_signature,
    by_language,
    by_test,
    by_length,
    by_day,
    by_same_term,
    by_age,
)
