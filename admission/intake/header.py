"""The header of a table -> what each column fills in a candidate's row.

A column is named as a path in the row: `id`, `egzamin.matematyka`, `tożsamość.pesel`, `wybory.1`,
`wybory.1.sprawdzian`, `osiągnięcia.2.tytuł`, as `paragraf template` writes them. The case of letters and
Polish signs may differ. `wybory` alone holds all the branches wished, in order, in one cell; `wybory.TM.sprawdzian`
what is said of the branch TM by everybody who wished it, wherever on the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType

from admission.intake.cells import Converter, converter, day_or_moment, in_order, plain, several, truth_of_member
from admission.intake.column_names import nearness
from dsl.diagnostics import nearest
from dsl.model.types import CollectionType, DateType, Fact, MapType, NotionType, RecordType, Type
from dsl.names import normal_name
from dsl.rows import LONGEST_LIST
from polish.folding import fold

ID, IDENTITY, WISHES, BRANCH, PLACE = "id", "tożsamość", "wybory", "oddział", "pozycja"
STATE, CONFIRMED = "wniosek", "potwierdzone"
FILED = "złożono"
STATE_FIELDS = ("stan", FILED)
IDENTITY_FIELDS = ("imiona", "nazwisko", "pesel")
_LONGEST_HEADER = 200
_BETWEEN_WORDS = re.compile(r"[._]")


class Fills(Enum):
    """How a cell enters the row."""

    VALUE = "a value"
    MEMBER = "a member of a set, when the cell says yes"
    ITEM = "a field of the n-th item of a list"
    OF_BRANCH = "a field of the choice of a branch"


@dataclass(frozen=True, slots=True)
class Target:
    """`path` in the raw row, one or two names; of an item the list's name, with `position` (from 1) and `inner`: the
    path in the item, or None for the item itself (a branch wished). Of a choice `branch` stands for the position."""

    path: tuple[str, ...]
    fills: Fills = Fills.VALUE
    convert: Converter = plain
    type: Type | None = None
    position: int = 0
    inner: Target | None = None
    branch: str = ""

    @property
    def is_dated(self) -> bool:
        return isinstance(self.type, DateType) or self.convert is day_or_moment

    @property
    def dotted(self) -> str:
        if self.fills not in (Fills.ITEM, Fills.OF_BRANCH):
            return ".".join(self.path)
        return ".".join((*self.path, self.branch or str(self.position), *(self.inner.path if self.inner else ())))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The columns that a table may have, by their exact and by their folded names; `lists` by the folded name of a list
    whose items are numbered: its name and the vocabulary of an item. `branches` are those that may be wished, by their
    folded codes."""

    exact: Mapping[str, Target]
    folded: Mapping[str, Target]
    lists: Mapping[str, tuple[str, Vocabulary]] = field(default_factory=dict)
    branches: Mapping[str, str] = field(default_factory=dict)

    def find(self, header: str) -> Target | None:
        if len(header) > _LONGEST_HEADER:
            return None
        key = normal_name(header)
        return self.exact.get(key) or self.folded.get(fold(key)) or self._item(key) or self._of_branch(key)

    def _item(self, key: str) -> Target | None:
        name, _, rest = key.partition(".")
        number, _, rest = rest.partition(".")
        known = self.lists.get(fold(name))
        if known is None or not (number.isascii() and number.isdigit() and 0 < int(number) <= LONGEST_LIST):
            return None
        list_name, items = known
        if not rest or (list_name == WISHES and fold(rest) == fold(BRANCH)):
            return Target((list_name,), Fills.ITEM, position=int(number)) if list_name == WISHES else None
        inner = items.find(rest)
        if inner is None or inner.fills is Fills.ITEM:
            return None
        return Target((list_name,), Fills.ITEM, inner.convert, inner.type, int(number), inner)

    def _of_branch(self, key: str) -> Target | None:
        name, _, rest = key.partition(".")
        if fold(name) != fold(WISHES):
            return None
        for dot in (at for at, sign in enumerate(rest) if sign == "."):
            branch = self.branches.get(fold(rest[:dot]))
            inner = self.lists[fold(WISHES)][1].find(rest[dot + 1 :]) if branch is not None else None
            if branch is not None and inner is not None:
                return Target((WISHES,), Fills.OF_BRANCH, inner.convert, inner.type, inner=inner, branch=branch)
        return None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.exact)

    def meant(self, header: str) -> str | None:
        """The column that a header nearly names: passing it over would hide a slip. Each word has to be like one of it,
        so that no language is taken for another."""
        wanted = normal_name(header)
        found = nearest(wanted, self.exact) if 2 < len(wanted) <= _LONGEST_HEADER else None
        return found if found is not None and _words_agree(wanted, found) else None


def _words_agree(wanted: str, found: str) -> bool:
    mine, theirs = (_BETWEEN_WORDS.split(one) for one in (wanted, found))
    if len(mine) != len(theirs):
        return nearest("".join(mine), ["".join(theirs)], 0.9) is not None
    return all(
        nearest(one, [other]) is not None or nearness(fold(one), [fold(other)]) > 0
        for one, other in zip(mine, theirs, strict=True)
    )


def main_vocabulary(
    candidate: Mapping[str, Fact], pair: Mapping[str, Fact], branches: Mapping[str, str] = MappingProxyType({})
) -> Vocabulary:
    """Of the table with one candidate in a row; `branches` by all that they may be called."""
    identity = [Target((IDENTITY, one)) for one in IDENTITY_FIELDS]
    reserved = [one for one in _reserved() if one.path[0] not in candidate]
    lists = {fold(name): (name, _of_items(fact)) for name, fact in candidate.items() if record_of(fact.type)}
    lists[fold(WISHES)] = (WISHES, _vocabulary(list(_targets(pair.values()))))
    wishes = [] if WISHES in candidate else [Target((WISHES,), convert=in_order)]
    found = _vocabulary([Target((ID,)), *identity, *reserved, *wishes, *_targets(candidate.values())], lists)
    return replace(found, branches={} if WISHES in candidate else _by_folded(branches))


def _by_folded(branches: Mapping[str, str]) -> dict[str, str]:
    """Of two that fold alike the first."""
    found: dict[str, str] = {}
    for name, code in branches.items():
        found.setdefault(fold(normal_name(name)), code)
    return found


def choices_vocabulary(pair: Mapping[str, Fact]) -> Vocabulary:
    """Of the table with one chosen branch in a row."""
    return _vocabulary([Target((ID,)), Target((BRANCH,)), Target((PLACE,)), *_targets(pair.values())])


def items_vocabulary(fact: Fact) -> Vocabulary:
    """Of the table with one item of a list in a row."""
    record = record_of(fact.type)
    assert record is not None
    return _vocabulary([Target((ID,)), *_targets(record.fields)])


def record_of(type_: Type) -> RecordType | None:
    """What a list's items are."""
    return type_.item if isinstance(type_, CollectionType) and isinstance(type_.item, RecordType) else None


def _of_items(fact: Fact) -> Vocabulary:
    record = record_of(fact.type)
    assert record is not None
    return _vocabulary(list(_targets(record.fields)))


def _vocabulary(targets: Sequence[Target], lists: Mapping[str, tuple[str, Vocabulary]] | None = None) -> Vocabulary:
    """Of two columns that differ only in what folding takes away each is known by its exact name alone."""
    alike: dict[str, list[Target]] = {}
    for one in targets:
        alike.setdefault(fold(one.dotted), []).append(one)
    exact = {one.dotted: one for one in targets}
    return Vocabulary(exact, {key: found[0] for key, found in alike.items() if len(found) == 1}, lists or {})


def _reserved() -> Iterator[Target]:
    yield Target((STATE,))
    yield from (Target((STATE, one), convert=day_or_moment if one == FILED else plain) for one in STATE_FIELDS)
    yield Target((CONFIRMED,), convert=several)


def _targets(facts: Iterable[Fact]) -> Iterator[Target]:
    for fact in facts:
        match fact.type:
            case MapType(key, value):
                inner = converter(value)
                yield from (Target((fact.name, member), convert=inner, type=value) for member in key.members)
            case CollectionType(NotionType(notion), is_set=True):
                yield Target((fact.name,), convert=several, type=fact.type)
                for member in notion.members:
                    yield Target((fact.name, member), Fills.MEMBER, truth_of_member, fact.type)
            case _ if record_of(fact.type) is None:
                yield Target((fact.name,), convert=converter(fact.type), type=fact.type)
