"""The key of candidates admitted regardless of seats ("ponad limit"): the highest there is.

For everyone who compares keys: with it nobody needs a second rule for such candidates, only the care never to turn
them down.
"""

from typing import Any


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
