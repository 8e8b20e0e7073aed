"""Candidates admitted regardless of seats ("ponad limit"), expressed as the highest key there is.

Between `instance` and everyone who compares keys: with this key nobody needs a second rule for such candidates, only
the care never to turn them down.
"""

from collections.abc import Sequence
from typing import Any

from admission.allocation.instance import Choice, Instance


class _AboveAll:
    """The key of a candidate admitted regardless of seats: above every other key, equal to itself."""

    def __lt__(self, other: Any) -> bool:
        return False

    def __le__(self, other: Any) -> bool:
        return other is self

    def __gt__(self, other: Any) -> bool:
        return other is not self

    def __ge__(self, other: Any) -> bool:
        return True


ABOVE_ALL = _AboveAll()


def lists_with_beyond_limit(instance: Instance) -> list[Sequence[Choice]]:
    """The lists of choices, with the key above all others where the candidate is admitted regardless of seats."""
    beyond_limit = instance.beyond_limit
    if not beyond_limit:
        return list(instance.choices.values())
    concerned = {candidate for candidate, _ in beyond_limit}
    return [
        [(code, ABOVE_ALL if (candidate, code) in beyond_limit else key) for code, key in own]
        if candidate in concerned
        else own
        for candidate, own in instance.choices.items()
    ]
