"""What a recruitment is once it is read: openings that candidates may choose, and what was settled outside."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dsl.model.regulation import Branch, Limits, Regulation, Seats, StageKind
from dsl.model.types import Fact
from dsl.names import normal_name
from dsl.source.text import Source, Span

SEPARATOR = "/"


def without_sign(written: str, members: Collection[str]) -> str:
    """`t7/A` is `A` where there is no other school than t7."""
    sign, _, code = written.partition(SEPARATOR)
    if len(members) != 1 or not code or normal_name(sign).casefold() != normal_name(next(iter(members))).casefold():
        return written
    return code.strip()


@dataclass(frozen=True, slots=True)
class Opening:
    """What one line of a candidate's list stands for: a branch, some of them joined, or a group of one.

    `branch` has the code of the recruitment (`lo1/A`; with one school `A`) and its seats; `home` is the branch of the
    school's own regulation whose rules count. `made_of` are the codes that stand here no more because of it: of the
    branches joined, or of the one that it is a group of.
    """

    school: str
    branch: Branch
    home: Branch
    made_of: tuple[str, ...] = ()

    def with_seats(self, seats: Seats) -> Opening:
        return replace(self, branch=replace(self.branch, seats=seats))


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who came before whom among equals in a branch, and the paper that answers for it."""

    branch: str
    way: StageKind
    candidates: tuple[str, ...]
    basis: str
    span: Span


@dataclass(frozen=True, slots=True)
class Recruitment:
    """`candidate` and `pair` are the facts of all members together. `minimums` are the least numbers for which a branch
    is opened; `not_opened` those that were not."""

    source: Source
    title: str
    school_year: str
    members: Mapping[str, Regulation]
    openings: Mapping[str, Opening]
    candidate: Mapping[str, Fact]
    pair: Mapping[str, Fact]
    limits: Limits
    minimums: Mapping[str, int] = field(default_factory=dict)
    not_opened: frozenset[str] = frozenset()
    settlements: tuple[Settlement, ...] = ()
    branches: Mapping[str, Branch] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "branches", {code: one.branch for code, one in self.openings.items()})

    def own_code(self, written: str) -> str:
        """With one school its sign may stand before the code of a branch, and is not needed."""
        return without_sign(written, self.members)

    def school_of(self, code: str) -> str:
        return self.openings[code].school

    def instead_of(self, code: str) -> tuple[str, ...]:
        """The openings that a branch has become by joining or splitting, in spite of its spelling."""
        name = normal_name(code)
        return tuple(now for now, one in self.openings.items() if name in map(normal_name, one.made_of))

    def of_school(self, school: str) -> Iterator[Opening]:
        return (one for one in self.openings.values() if one.school == school)
