"""A day given on the command line."""

from __future__ import annotations

from datetime import date

from cli.exits import WrongUse
from cli.output import printable


def day(text: str) -> date:
    """The type of an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        hint = "Napisz ją jako rok-miesiąc-dzień: 2026-07-16."
        raise WrongUse(f"„{printable(text)}” to nie jest data.", hint) from None
