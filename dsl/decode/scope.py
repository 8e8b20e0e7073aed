"""What names mean in a formula: facts, notions, tables, definitions, criteria, timetable, variables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dsl.model.regulation import Definition, Event, Table
from dsl.model.types import Fact, Notion, Type

# What stands before a dot: `punkty.egzamin`, `oddział.zawodowy`.
ROOTS = frozenset({"kandydat", "oddział", "wybór", "punkty", "terminarz", "rok_szkolny"})


@dataclass(frozen=True, slots=True)
class Scope:
    """`facts` by their scope (kandydat, oddział, wybór); `definition` types a definition when it is first reached.
    Names keep the order in which they were written, so that hints are the same on every machine. `given` holds the
    texts of formulas known to be present here, after `… jest podane`; `school_year` is the year it begins in."""

    facts: Mapping[str, Mapping[str, Fact]]
    notions: Mapping[str, Notion]
    tables: Mapping[str, Table]
    criteria: Collection[tuple[str, ...]]
    events: Mapping[str, Event]
    definition_names: Collection[str]
    definition: Callable[[str], Definition | None]
    variables: Mapping[str, Type] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    school_year: int | None = None

    def with_variable(self, name: str, type_: Type) -> Scope:
        return replace(self, variables={**self.variables, name: type_})

    def with_given(self, texts: frozenset[str]) -> Scope:
        return replace(self, given=self.given | texts) if texts else self

    def is_name(self, name: str) -> bool:
        """Whether the name stands for something of its own, so that it is not a notion's member."""
        return (
            name in self.variables
            or name in self.facts["kandydat"]
            or name in self.definition_names
            or name in self.tables
            or name in self.notions
        )

    def is_taken(self, name: str) -> bool:
        """Whether a variable may not have this name: nothing is shadowed."""
        if self.is_name(name) or name in ROOTS:
            return True
        return any(name in notion.members for notion in self.notions.values())

    def notions_with(self, names: set[str]) -> list[Notion]:
        """Whole notions (or, failing that, parts) that have all these members."""
        fitting = [notion for notion in self.notions.values() if names <= notion.members.keys()]
        return [notion for notion in fitting if notion.subset_of is None] or fitting

    def known_names(self) -> Iterator[str]:
        yield from self.variables
        yield from self.facts["kandydat"]
        yield from self.definition_names
        yield from self.tables
        yield from self.notions
        for notion in self.notions.values():
            yield from notion.members
