"""What the parts share while a document is drafted: the regulation, groups of branches with the same rules, rows of
tables as places of rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.decode import vocabulary
from dsl.model.outline import ReadyPart
from dsl.model.regulation import Branch, Clause, Regulation, Rules
from polish.enumerations import enumerate_items

TIMETABLE = "terminarz.tabela"
BRANCHES = "oddziały.tabela"
APPEALS = "odwołania.tabela"


@dataclass(frozen=True, slots=True)
class Group:
    """Branches for which the same is told, or kinds of them where there are no branches yet. `prefix` comes before
    the ids of its rules, `named` is the group in words („oddziały A i C”); both are empty when there is one group."""

    rules: Rules
    branches: tuple[Branch, ...]
    prefix: str
    named: str

    @property
    def suffix(self) -> str:
        """After a heading."""
        return f" – {self.named}" if self.named else ""


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a table as the place of a rule: „§ 4 tabela 2 lp. 1”."""

    table: str
    row: str


@dataclass(slots=True)
class Draft:
    """One document being drafted. `rows` fills while the parts are written."""

    regulation: Regulation
    rows: dict[str, RowPlace] = field(default_factory=dict)
    _groups: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """Branches by what holds for them; of a regulation without branches, its kinds of branches."""
        if not self._groups:
            self._groups = _groups(self.regulation)
        return self._groups

    def put_row(self, path: str, table: str, row: str) -> None:
        """Remembers in which row of which table a rule is told."""
        self.rows[path] = RowPlace(table, row)

    def prints(self, part: str) -> bool:
        """Whether a part worded from the rules is in the document."""
        outline = self.regulation.outline
        return outline is None or part in outline.ready(vocabulary.PARTS)

    def heading(self, part: str, usual: str) -> str:
        """Of the §§ of a part: the author's own, else the usual one."""
        outline = self.regulation.outline
        leaves = outline.leaves() if outline is not None else ()
        return next((one.heading for one in leaves if isinstance(one, ReadyPart) and one.name == part), "") or usual

    def clauses(self, section: str) -> list[Clause]:
        """Those that stand in their own part, and not in a § of the author's."""
        outline = self.regulation.outline
        placed = outline.placed_clauses() if outline is not None else frozenset()
        found = self.regulation.clauses.get(section, {}).values()
        return [one for one in found if f"{section}.{one.name}" not in placed]

    @property
    def rules(self) -> tuple[Rules, ...]:
        return tuple({id(rules): rules for rules, _ in owners(self.regulation)}.values())


def _groups(regulation: Regulation) -> tuple[Group, ...]:
    found: list[tuple[Rules, list[Rules], list[Branch]]] = []
    for rules, branch in owners(regulation):
        same = next((one for one in found if _same(one[0], rules)), None)
        if same is None:
            found.append(same := (rules, [], []))
        same[1].append(rules)
        same[2].extend([branch] if branch else [])
    if len(found) == 1:
        return (Group(found[0][0], tuple(found[0][2]), "", ""),)
    return tuple(Group(rules, tuple(owned), prefix(rules, owned), named(kinds, owned)) for rules, kinds, owned in found)


def owners(regulation: Regulation) -> list[tuple[Rules, Branch | None]]:
    """Each branch with its rules, or each kind where there are no branches yet."""
    if regulation.branches:
        return [(branch.rules, branch) for branch in regulation.branches.values()]
    return [(rules, None) for rules in regulation.kinds.values()]


def _same(left: Rules, right: Rules) -> bool:
    if left is right:
        return True
    return _told(left) == _told(right)


def _told(rules: Rules) -> tuple[object, ...]:
    return rules.criteria, rules.tables, rules.definitions, rules.conditions, rules.order, rules.total


def prefix(rules: Rules, branches: list[Branch]) -> str:
    """The path of the kind, or of the branch that differs from its kind."""
    if len(branches) == 1:
        return f"oddziały.{branches[0].code}."
    return f"rodzaje_oddziałów.{rules.kind}."


def named(kinds: list[Rules], branches: list[Branch]) -> str:
    """„oddziały A i C”, or the kinds where there are no branches."""
    if not branches:
        labels = [rules.notes.label for rules in kinds if rules.notes.label]
        return f"{'rodzaj oddziału' if len(labels) == 1 else 'rodzaje oddziałów'}: {enumerate_items(labels)}"
    codes = enumerate_items([branch.code for branch in branches])
    return f"{'oddział' if len(branches) == 1 else 'oddziały'} {codes}"
