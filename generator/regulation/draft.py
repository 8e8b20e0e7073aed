"""What the parts share while a document is drafted: the regulation, rows of tables as places of rules, and groups of
branches of which a section says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dsl.decode import vocabulary
from dsl.emit.polish.nouns import nouns_of
from dsl.model.outline import ReadyPart
from dsl.model.regulation import Branch, Clause, Regulation, Rules
from generator.tree import Content, Table, Unit
from polish.enumerations import enumerate_items

TIMETABLE = "terminarz.tabela"
BRANCHES = "oddziały.tabela"
APPEALS = "odwołania.tabela"


@dataclass(frozen=True, slots=True)
class Group:
    """Branches for which one section says the same, or kinds of them where there are no branches yet. `rules` are
    those of the first of them, `members` of all; `prefix` comes before the ids of its rules, `named` is the group in
    words („oddziały A i C”); both are empty when there is one group."""

    rules: Rules
    members: tuple[Rules, ...]
    branches: tuple[Branch, ...]
    prefix: str
    named: str

    @property
    def suffix(self) -> str:
        """After a heading."""
        return f" – {self.named}" if self.named else ""


Tell = Callable[["Draft", Group], Sequence[Content]]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a table as the place of a rule: „§ 4 tabela 2 lp. 1”."""

    table: str
    row: str


@dataclass(slots=True)
class Draft:
    """One document being drafted. `rows` and `explained` fill while the parts are written."""

    regulation: Regulation
    rows: dict[str, RowPlace] = field(default_factory=dict)
    explained: set[object] = field(default_factory=set)
    _tables: dict[object, str] = field(default_factory=dict)
    _lists: dict[object, str] = field(default_factory=dict)
    _groups: dict[str, tuple[Group, ...]] = field(default_factory=dict)

    def groups(self, section: str, tell: Tell) -> tuple[Group, ...]:
        """Branches by what `tell` says of them in this section; of a regulation without branches, its kinds."""
        if section not in self._groups:
            self._groups[section] = _groups(self, tell)
        return self._groups[section]

    def printed_table(self, table: Table, group: Group) -> str:
        """The id of the table, or of the same one that an earlier group of branches prints."""
        if not group.prefix:
            return table.id
        return self._tables.setdefault((table.caption, table.columns, table.rows), table.id)

    def listed_first(self, what: object, path: str) -> str:
        """Where the same enumeration stands first: at this path, if nowhere before."""
        return self._lists.setdefault(what, path)

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


def _groups(draft: Draft, tell: Tell) -> tuple[Group, ...]:
    found: dict[object, tuple[list[Rules], list[Branch]]] = {}
    said: dict[int, object] = {}
    for rules, branch in owners(draft.regulation):
        if id(rules) not in said:
            said[id(rules)] = tuple(map(_words, tell(draft, Group(rules, (rules,), (), "", ""))))
        members, branches = found.setdefault(said[id(rules)], ([], []))
        members += [] if any(one is rules for one in members) else [rules]
        branches += [branch] if branch else []
    if len(found) == 1:
        ((members, branches),) = found.values()
        return (Group(members[0], tuple(members), tuple(branches), "", ""),)
    prefixes: set[str] = set()
    return tuple(_group(draft, members, branches, prefixes) for members, branches in found.values())


def _group(draft: Draft, members: list[Rules], branches: list[Branch], taken: set[str]) -> Group:
    before = prefix(members[0], branches)
    if before in taken:
        before = f"oddziały.{branches[0].code}."
    taken.add(before)
    return Group(members[0], tuple(members), tuple(branches), before, named(draft, members, branches))


def _words(content: Content) -> object:
    """All that a reader sees, and the ids; not where in the files it comes from."""
    match content:
        case Unit():
            return content.text, content.closing, content.id, tuple(map(_words, content.children))
        case Table():
            return content.caption, content.columns, content.rows, content.id
    return content


def owners(regulation: Regulation) -> list[tuple[Rules, Branch | None]]:
    """Each branch with its rules, or each kind where there are no branches yet."""
    if regulation.branches:
        return [(branch.rules, branch) for branch in regulation.branches.values()]
    return [(rules, None) for rules in regulation.kinds.values()]


def prefix(rules: Rules, branches: list[Branch]) -> str:
    """The path of the kind, or of the branch that differs from its kind."""
    if len(branches) == 1:
        return f"oddziały.{branches[0].code}."
    return f"rodzaje_oddziałów.{rules.kind}."


def named(draft: Draft, kinds: Sequence[Rules], branches: Sequence[Branch], *, genitive: bool = False) -> str:
    """„oddziały A i C” (with `genitive` „oddziałów A i C”), or the kinds where there are no branches."""
    noun = nouns_of(draft.regulation).branch
    if branches:
        one, several = (noun.of_one, noun.of_several) if genitive else (noun.one, noun.several)
        return f"{one if len(branches) == 1 else several} {enumerate_items([branch.code for branch in branches])}"
    labels = [rules.notes.label for rules in kinds if rules.notes.label]
    if len(labels) == 1:
        return f"{'rodzaju' if genitive else 'rodzaj'} {noun.of_one}: {labels[0]}"
    return f"{'rodzajów' if genitive else 'rodzaje'} {noun.of_several}: {enumerate_items(labels)}"
