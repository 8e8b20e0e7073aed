"""The sentences of criteria as the document needs them: tables by their numbers, exceptions set apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dsl.emit.polish.conditions import when
from dsl.emit.polish.sentences import Sentences, is_zero
from dsl.emit.polish.wording import Wording
from dsl.model import expr as typed
from dsl.model.regulation import Criterion, ForEach, Points, Rules, Table
from generator.regulation.draft import BRANCHES, Draft
from generator.regulation.texts import mark
from polish.enumerations import enumerate_items


@dataclass(frozen=True, slots=True)
class Exceptional:
    """In this case this amount is given instead of that of the criterion."""

    criterion: Criterion
    condition: str
    amount: str


class DocumentSentences(Sentences):
    """`exceptions` and `counted_once` fill while criteria are worded; they become ustępy of their own."""

    def __init__(self, draft: Draft, rules: Rules, table_ids: Mapping[str, str]) -> None:
        super().__init__(draft.regulation, rules)
        self.table_ids = table_ids
        self.prints_branches = bool(draft.regulation.branches) and draft.prints("oddziały")
        self.exceptions: list[Exceptional] = []
        self.counted_once: list[tuple[Criterion, str]] = []

    def usual(self, criterion: Criterion, points: typed.Typed) -> typed.Typed:
        """What is given when the exception does not hold, which is kept for later. Several cases are told in their
        order, and what is given only to some, or cut, together with that."""
        if criterion.way.condition is not None or criterion.limit is not None or not isinstance(points, typed.If):
            return points
        if isinstance(points.then, typed.If) or isinstance(points.otherwise, typed.If) or is_zero(points.otherwise):
            return points
        condition = when(self.words, points.condition)
        self.exceptions.append(Exceptional(criterion, condition, self.amount(points.then)))
        return points.otherwise

    def table_points(self, table: Table) -> str:
        return f"punkty określone w tabeli {mark(self.table_ids[table.name])}"

    def branch_table(self) -> str:
        return f" (tabela {mark(BRANCHES)})" if self.prints_branches else super().branch_table()

    def for_each(self, criterion: Criterion, way: ForEach, path: str) -> Wording:
        """Of a table's points it is said that they are given for every item by itself."""
        points = way.body.points if isinstance(way.body, Points) else None
        if not isinstance(points, typed.TableLookup):
            return super().for_each(criterion, way, path)
        limits = ", ".join(part for part in (self.most(criterion), self.only_when(way.condition)) if part)
        given = self.table_points(self.rules.tables[points.table])
        each = enumerate_items(self.positions(way.each.collection))
        told = f"{given} przyznaje się osobno za każdą z pozycji: {each}"
        text = self.headed(criterion, f"{limits}, przy czym {told}" if limits else told) + self.once(criterion, way)
        return Wording(text, path=path, origin=criterion.notes.span)

    def below_table(self, points: typed.Typed) -> tuple[Wording, ...]:
        """The table itself is printed."""
        return ()

    def once(self, criterion: Criterion, way: ForEach) -> str:
        if way.once_by:
            self.counted_once.append((criterion, self.repeated(way)))
        return ""
