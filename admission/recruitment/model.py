"""What a recruitment is once it is read: openings that candidates may choose, and what was settled outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dsl.model.regulation import Branch, Limits, Regulation, StageKind
from dsl.model.types import Fact
from dsl.source.text import Source, Span

SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Opening:
    """What one line of a candidate's list stands for: a branch, some of them joined, or a group of one.

    `branch` has the code of the recruitment and its seats; `home` is the branch of the school's own regulation whose
    rules count.
    """

    school: str
    branch: Branch
    home: Branch


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

    def school_of(self, code: str) -> str:
        return self.openings[code].school

    def of_school(self, school: str) -> Iterator[Opening]:
        return (one for one in self.openings.values() if one.school == school)
