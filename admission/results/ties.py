"""A tie in words: who is equal for how many seats, as far as that is known while other ties wait."""

from __future__ import annotations

from collections.abc import Sequence

from admission.allocation import MarginTie
from polish.plurals import CANDIDATE, SEAT, Case, count


def people_words(tie: MarginTie) -> str:
    at_least = "co najmniej " if tie.may_join else ""
    return f"{at_least}{count(len(tie.candidates), CANDIDATE, Case.GENITIVE)}"


def may_be_fewer(tie: MarginTie) -> bool:
    """Whether a decision about another tie may leave fewer seats."""
    return bool(tie.may_outrank or tie.may_be_taken)


def seats_words(tie: MarginTie, awaited: Sequence[str]) -> str:
    """`awaited` are the branches whose ties are decided before it is known."""
    at_most = "najwyżej " if may_be_fewer(tie) else ""
    which = f", zależnie od remisu w: {', '.join(awaited)}" if awaited and not tie.settled else ""
    return f"{at_most}na {count(tie.seats, SEAT, Case.ACCUSATIVE)}{which}"
