"""Things listed in a sentence: `a, b i c`."""

from __future__ import annotations

from collections.abc import Sequence


def enumerate_items(items: Sequence[str], conjunction: str = "i") -> str:
    """`["a", "b", "c"]` → `a, b i c`; the conjunction may be `lub`, `albo`, `oraz`."""
    if not items:
        return ""
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def quote(text: str) -> str:
    """In Polish quotation marks; a quotation inside takes the inner pair: `„klasa «A»”`."""
    return "„" + text.replace("„", "«").replace("”", "»") + "”"
