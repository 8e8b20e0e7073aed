"""Conversations of an author who had not seen the assistant: the share of turns answered as wanted is held.

The first run, unseen: 31 of 62 turns; what made them miss was mended in part since, so the share flatters.
"""

from __future__ import annotations

from typing import Any

from assistant.answer import answer
from assistant.contract import Frame
from tests.assistant.asking import faults, questions, school

LEAST_RIGHT = 0.58


def test_most_turns_are_answered_as_wanted() -> None:
    kept = [is_right for one in questions("dialogues_7") for is_right in _turns(one)]
    assert sum(kept) >= LEAST_RIGHT * len(kept)


def _turns(conversation: Any) -> list[bool]:
    regulation, frame, found = school(conversation["school"]), Frame(), []
    for turn in conversation["turns"]:
        given = answer(turn["q"], [regulation], frame, conversation.get("today"))
        frame = given.frame
        found.append(not faults(turn, given))
    return found
