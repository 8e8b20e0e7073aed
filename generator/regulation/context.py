"""What every part of the document is made from: the regulation, its sets of rules, and what a part gives back.

A set of rules is that of a branch kind, or of a branch that differs from its kind. A rule that several sets share is
printed once; its path has the set's prefix only where the sets differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dsl.model.regulation import Branch, Notes, Regulation, Rules, State
from generator.tree import Inner
from polish.enumerations import enumerate_items


@dataclass(frozen=True, slots=True)
class Group:
    """The branches of one set of rules; of a law without branches, none."""

    rules: Rules
    branches: tuple[Branch, ...]
    prefix: str

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(branch.code for branch in self.branches)


@dataclass(frozen=True, slots=True)
class InTable:
    """A rule printed as a row: the table's id, and the row's number where rows are numbered."""

    table: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """The §§ of one part of the document, and which rules stand in its tables."""

    blocks: tuple[Inner, ...] = ()
    rows: Mapping[str, InTable] = field(default_factory=dict)


NOTHING = Part()


@dataclass(frozen=True)
class Context:
    """One regulation on its way to a document."""

    regulation: Regulation

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """In the order of the branches; a law without branches has its kinds."""
        if not self.regulation.branches:
            kinds = self.regulation.kinds.items()
            return tuple(
                Group(rules, (), f"rodzaje_oddziałów.{kind}." if number else "")
                for number, (kind, rules) in enumerate(kinds)
            )
        found: list[tuple[Rules, list[Branch]]] = []
        for branch in self.regulation.branches.values():
            same = next((branches for rules, branches in found if rules is branch.rules), None)
            if same is None:
                found.append((branch.rules, [branch]))
            else:
                same.append(branch)
        return tuple(
            Group(rules, tuple(branches), _prefix(self.regulation, rules, branches[0]) if number else "")
            for number, (rules, branches) in enumerate(found)
        )

    def for_whom(self, codes: tuple[str, ...]) -> str:
        """„ (oddziały A i B)” where a rule is not everybody's."""
        if not codes or len(codes) == len(self.regulation.branches):
            return ""
        return f" ({branches_words(codes)})"


def _prefix(regulation: Regulation, rules: Rules, branch: Branch) -> str:
    is_kind = regulation.kinds.get(rules.kind) is rules
    return f"rodzaje_oddziałów.{rules.kind}." if is_kind else f"oddziały.{branch.code}."


def branches_words(codes: tuple[str, ...]) -> str:
    return f"{'oddział' if len(codes) == 1 else 'oddziały'} {enumerate_items(codes)}"


def is_said(notes: Notes) -> bool:
    """A value that the regulation passes over in silence is not printed as its rule."""
    return notes.state is not State.SILENT


EXAMPLE_MARK = "(wartość przykładowa)"


def marked(text: str, notes: Notes) -> str:
    """With the mark that no reader may miss, where the value is only an example."""
    return f"{text} {EXAMPLE_MARK}" if notes.state is State.EXAMPLE else text
