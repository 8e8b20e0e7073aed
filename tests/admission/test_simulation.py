"""What a change of seats does to a person: the reason is that of the place lost or gained."""

from __future__ import annotations

from types import SimpleNamespace as Made
from typing import Any

import pytest

from admission.results import Result
from admission.simulation import moved

LOW, IN, SHUT = Result.BELOW_CUTOFF, Result.ADMITTED, Result.NOT_OPENED


def outcome(admitted: str | None, choices: dict[str, Result]) -> Any:
    made = [
        Made(scored=Made(choice=Made(branch=code)), outcome=one, reason=f"powód {code}")
        for code, one in choices.items()
    ]
    return Made(candidate=Made(id="przyklad-1"), admitted=admitted, choices=made)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (("A", {"B": LOW, "A": IN}), (None, {"B": SHUT, "A": LOW}), "A: powód A"),
        ((None, {"B": LOW, "A": LOW}), ("A", {"B": SHUT, "A": IN}), "A: powód A"),
        (("B", {"B": IN, "A": LOW}), ("A", {"B": SHUT, "A": IN}), "B: powód B"),
    ],
)
def test_the_reason_is_of_the_place_lost_or_gained(before: Any, after: Any, why: str) -> None:
    old, new = (Made(candidates=[outcome(*one)]) for one in (before, after))
    found: Any = moved(old, new)  # type: ignore[arg-type]
    assert [one.why for one in found] == [why]
