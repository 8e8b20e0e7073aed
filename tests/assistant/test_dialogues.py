"""Conversations of authors who had not seen the assistant: the share of turns answered as wanted is held.

The first run, unseen: 31 of 62 turns of `dialogues_7`, 39 of 56 of `dialogues_8`; what made them miss was mended in
part since, so the shares flatter. The last seven of `dialogues_8` nobody has read: only their share is known.
"""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answer import answer
from assistant.contract import Frame
from tests.assistant.asking import faults, questions, schools

LEAST_RIGHT = {"dialogues_7": 0.82, "dialogues_8": 0.75}


@pytest.mark.parametrize("name", LEAST_RIGHT)
def test_most_turns_are_answered_as_wanted(name: str) -> None:
    kept = [is_right for one in questions(name) for is_right in _turns(one)]
    assert sum(kept) >= LEAST_RIGHT[name] * len(kept)


def _turns(conversation: Any) -> list[bool]:
    frame, found = Frame(), []
    for turn in conversation["turns"]:
        given = answer(turn["q"], schools(conversation["school"]), frame, conversation.get("today"))
        frame = given.frame
        found.append(not faults(turn, given))
    return found
