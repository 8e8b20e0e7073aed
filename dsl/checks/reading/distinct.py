"""The branches of a kind that differ in what rules can look at: ten thousand of them mostly are a few."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dsl.model.regulation import Branch

# Of more different ones than this a check says that it did not look at all.
MOST_BRANCHES = 200


def distinct(branches: Iterable[Branch]) -> list[Branch]:
    """One of each, of branches with the same rules."""
    found: dict[tuple[tuple[str, str], ...], Branch] = {}
    for branch in branches:
        found.setdefault(_key(branch), branch)
    return list(found.values())


def _key(branch: Branch) -> tuple[tuple[str, str], ...]:
    return tuple((name, _words(branch.facts[name])) for name in sorted(branch.facts))


def _words(value: Any) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)
