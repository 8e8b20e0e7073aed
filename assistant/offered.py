"""The branches that a question may be about: the regulation's own; where it has none (the law, a city, a system), one
for each kind of branches that it speaks of. So every topic has rules to ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dsl.model.regulation import Branch, Regulation

ALL = "wszystkie"
"""The one kind of a source that tells none apart."""


def offered(regulation: Regulation) -> Mapping[str, Branch]:
    if regulation.branches:
        return regulation.branches
    return {
        name or ALL: Branch(name or ALL, rules, None, {}, {}, (), rules.notes)
        for name, rules in regulation.kinds.items()
    }


def of_one_kind(branches: Sequence[Branch]) -> list[tuple[Branch, ...]]:
    """The branches by the rules they have: those of one kind together, one that differs alone."""
    groups: dict[int, list[Branch]] = {}
    for branch in branches:
        groups.setdefault(id(branch.rules), []).append(branch)
    return [tuple(group) for group in groups.values()]
