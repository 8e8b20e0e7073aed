"""The regulation as everybody else reads it: criteria, conditions, order, branches, timetable, documents, clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from dsl.model.expr import Constant, DefinitionRef, EachOf, Typed
from dsl.model.notes import Basis as Basis
from dsl.model.notes import Certainty as Certainty
from dsl.model.notes import Notes as Notes
from dsl.model.notes import SourceRef as SourceRef
from dsl.model.notes import State as State
from dsl.model.outline import Outline, Prose, written
from dsl.model.stationery import Stationery
from dsl.model.types import Fact, Notion
from dsl.source.nodes import Node
from dsl.source.text import Source, Span
from dsl.syntax.ranges import Range
from dsl.syntax.terms import Term


@dataclass(frozen=True, slots=True)
class Act:
    name: str
    kind: str
    date: date | None
    title: str
    journal: str
    number: str
    body: str
    notes: Notes


class Counting(StrEnum):
    """How a term in days ends: moved to the next working day from a free one, or on the very day."""

    MOVED = "do dnia roboczego"
    CALENDAR = "dni kalendarzowe"


@dataclass(frozen=True, slots=True)
class Validity:
    """Since when, and until when, a law is in force; None where that is not said."""

    since: date | None
    until: date | None
    notes: Notes


@dataclass(frozen=True, slots=True)
class Definition:
    """`clause` says a tak/nie definition as a sentence after „jeżeli”."""

    name: str
    formula: Typed
    notes: Notes
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by member, or by range where `ranges` says what the name of each row means; the first that holds counts.
    `rest` is the row `pozostałe`, `missing` the row `brak`. Values are formulas that need no candidate."""

    name: str
    rows: Mapping[str, Typed]
    ranges: Mapping[str, Range]
    rest: Typed | None
    missing: Typed | None
    notes: Notes

    def row(self, key: str | int | Fraction | None) -> Typed | None:
        """The row for a member or a number (None: what is missing)."""
        if key is None:
            return self.missing
        if isinstance(key, str):
            return self.rows.get(key, self.rest)
        found = next((name for name, one in self.ranges.items() if one.holds(key)), None)
        return self.rest if found is None else self.rows[found]


# -- criteria ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """`several` is what two or more hits of this row give together; only inside `za każde`."""

    condition: Typed | None
    points: Typed
    several: Typed | None
    notes: Notes


@dataclass(frozen=True, slots=True)
class Points:
    """`gdy` + `punkty`."""

    condition: Typed | None
    points: Typed


@dataclass(frozen=True, slots=True)
class Rows:
    """The first true row counts; none: 0."""

    condition: Typed | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Components:
    condition: Typed | None
    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class ForEach:
    """`once_by` are the fields that make two elements the same; of the same ones the best counts."""

    condition: Typed | None
    each: EachOf
    body: Points | Rows
    once_by: tuple[str, ...]


Way = Points | Rows | Components | ForEach


@dataclass(frozen=True, slots=True)
class Criterion:
    """`limit` cuts, `claimed_most` only claims (and is proven by checks)."""

    path: tuple[str, ...]
    way: Way
    limit: Typed | None
    claimed_most: Typed | None
    documents: tuple[str, ...]
    notes: Notes

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def dotted(self) -> str:
        return ".".join(self.path)

    @property
    def left_to(self) -> str:
        """Who is to set it, where a law says no more of it than that."""
        points = self.way.points if isinstance(self.way, Points) else None
        return points.left_to if isinstance(points, Constant) else ""

    def formulas(self) -> Iterator[Typed]:
        """Its own formulas, without those of its parts."""
        found: list[Typed | None] = [self.way.condition, self.limit, self.claimed_most]
        body = self.way
        if isinstance(body, ForEach):
            found += [body.each.collection, body.each.condition]
            body = body.body
        if isinstance(body, Points):
            found.append(body.points)
        elif isinstance(body, Rows):
            found += [part for row in body.rows for part in (row.condition, row.points, row.several)]
        yield from (one for one in found if one is not None)

    def walk(self) -> Iterator[Criterion]:
        yield self
        if isinstance(self.way, Components):
            for part in self.way.parts:
                yield from part.walk()


@dataclass(frozen=True, slots=True)
class Condition:
    name: str
    applies_when: Typed | None
    requires: Typed
    unless: Typed | None
    text: str
    checked_at: str
    documents: tuple[str, ...]
    notes: Notes
    reserve_when: Typed | None = None

    def formulas(self) -> Iterator[Typed]:
        found = (self.applies_when, self.requires, self.unless, self.reserve_when)
        yield from (one for one in found if one is not None)

    @property
    def blocks_qualification(self) -> bool:
        return not self.checked_at


class StageKind(StrEnum):
    PRIORITY = "pierwszeństwo"
    SUM = "suma"
    DESCENDING = "malejąco"
    ASCENDING = "rosnąco"
    LOT = "losowanie"
    DECISION = "decyzja_komisji"


# What may settle a final tie, and the field of a candidate's choice that says how it did: the lowest number is first.
SETTLED_IN = {StageKind.LOT: "los", StageKind.DECISION: "decyzja"}
BASIS_OF_SETTLING = "podstawa_rozstrzygnięcia"

# The event by which those qualified confirm that they come, as every timetable calls it.
CONFIRMING = "potwierdzenie_woli"


@dataclass(frozen=True, slots=True)
class Stage:
    """`criteria` for a sum; `value` for a priority and for a descending or ascending number or date."""

    name: str
    kind: StageKind
    value: Typed | None
    criteria: tuple[str, ...]
    beyond_limit: bool
    claimed_most: Typed | None
    text: str
    notes: Notes
    attended_by: str = ""

    def formulas(self) -> Iterator[Typed]:
        yield from (one for one in (self.value, self.claimed_most) if one is not None)


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    applies_when: Typed | None
    term: str
    form: str
    signed_by: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the branches of one kind (or for one branch that differs). `total_sets_order`: where the file
    claims that the total alone gives the same order as the stages. `excluded` are the ways to settle a final tie that
    it rules out."""

    kind: str
    notes: Notes
    facts: Mapping[str, Mapping[str, Fact]]
    definitions: Mapping[str, Definition]
    tables: Mapping[str, Table]
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...]
    order: tuple[Stage, ...]
    total: tuple[str, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)
    total_sets_order: Span | None = None
    excluded: frozenset[StageKind] = frozenset()
    _by_path: dict[tuple[str, ...], Criterion] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_path.update((one.path, one) for top in self.criteria for one in top.walk())

    def criterion(self, path: tuple[str, ...]) -> Criterion | None:
        return self._by_path.get(path)

    @property
    def says_what_settles(self) -> bool:
        return any(stage.kind in SETTLED_IN for stage in self.order)

    @property
    def settling(self) -> tuple[StageKind, ...]:
        """What may settle a final tie, one after another: what the order names, else all that it does not exclude."""
        if self.says_what_settles:
            return tuple(stage.kind for stage in self.order if stage.kind in SETTLED_IN)
        return tuple(kind for kind in SETTLED_IN if kind not in self.excluded)

    def reached(self, *formulas: Typed) -> Iterator[Typed]:
        """Every part of the formulas and of the definitions they stand on, each definition once."""
        pending = list(formulas)
        seen: set[str] = set()
        while pending:
            for node in pending.pop(0).walk():
                yield node
                if isinstance(node, DefinitionRef) and node.name not in seen:
                    seen.add(node.name)
                    pending.append(self.definitions[node.name].formula)


@dataclass(frozen=True, slots=True)
class Seats:
    """`count` None means without limit; with `pools` it is the seats of all of them together."""

    count: int | None
    notes: Notes
    pools: tuple[Pool, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """Seats of a branch kept for some (`admits`, None: for everybody); those left go to the pool `flows_to`."""

    name: str
    count: int
    admits: Typed | None
    flows_to: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class Branch:
    code: str
    rules: Rules
    seats: Seats | None
    facts: Mapping[str, Any]
    fact_notes: Mapping[str, Notes]
    extended_subjects: tuple[str, ...]
    notes: Notes

    @property
    def label(self) -> str:
        return self.notes.label


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the timetable; `terms` by phase (rekrutacyjne, uzupełniające). `left_to` is who is to set a term that a
    law leaves open."""

    name: str
    activity: str
    terms: Mapping[str, Term]
    term_notes: Mapping[str, Notes]
    notes: Notes
    left_to: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision with words or a term and nothing to compute: commission, lists, appeals, data, filing."""

    name: str
    prose: Prose
    term: Term | None
    item_prose: tuple[Prose, ...]
    notes: Notes

    @property
    def text(self) -> str:
        """As in the file; `dsl.emit.polish.provisions` words its insertions."""
        return written(self.prose)

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(map(written, self.item_prose))


@dataclass(frozen=True, slots=True)
class ClaimLimit:
    """With how many of the schools or branches chosen the same may be claimed (a yes of a fact of the pair)."""

    fact: Fact
    count: int
    is_of_schools: bool
    notes: Notes


@dataclass(frozen=True, slots=True)
class Limits:
    """How many schools and branches a candidate may choose; None: without limit or not said (`None` notes). `claims`
    by the names of facts."""

    schools: int | None
    schools_notes: Notes | None
    branches: int | None
    branches_notes: Notes | None
    claims: Mapping[str, ClaimLimit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate, of whom points or a reason are expected, or several `candidates`, of whom an order is.

    Data stay as nodes: they are read like a candidate's row, by the declared facts.
    """

    name: str
    branch: str
    data: Node
    expected: Mapping[str, Node]
    notes: Notes
    candidates: Mapping[str, Node] = field(default_factory=dict)
    is_printed: bool = True


@dataclass(frozen=True, slots=True)
class School:
    name: str
    name_genitive: str
    name_locative: str
    kind: str
    details: Mapping[str, str]
    notes: Notes

    @property
    def family(self) -> str:
        """The type by its first word: „branżowa szkoła I stopnia” is „branżowa”."""
        return self.kind.partition(" ")[0].lower()


@dataclass(frozen=True, slots=True)
class Repealed:
    """The order that a new one puts out of force."""

    number: str
    day: date | None
    subject: str


@dataclass(frozen=True, slots=True)
class Ordinance:
    """The order of the director that the regulation is an annex to; what is not known is empty. `subject` follows the
    words „w sprawie”, `in_force` „wchodzi w życie”; `bases` are those of the order itself."""

    number: str
    day: date | None
    annex: str
    notes: Notes
    subject: str = ""
    bases: tuple[Basis, ...] = ()
    repeals: Repealed | None = None
    in_force: str | date = ""
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A value of a higher rank changed on purpose, with the `stan` that says how. `kinds` are the kinds of branches
    for which it is changed; empty: for all."""

    path: tuple[str, ...]
    state: State
    before: Span
    after: Span
    remark: str = ""
    other_reading: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Regulation:
    """`kinds` are those that branches use or the file speaks of, `known_kinds` the names of all that its bases know.
    `outline` is the order and wording of the document where the file gives its own, `texts` are wordings it shares.
    `documents` are those of all branches (or kinds) together; a kind may ask for others, or for some in another
    way: those of one branch are in its rules."""

    source: Source
    sources: tuple[Source, ...]
    kind: str
    title: str
    school_year: str
    issuer: str
    school: School | None
    acts: Mapping[str, Act]
    notions: Mapping[str, Notion]
    candidate: Mapping[str, Fact]
    pair: Mapping[str, Fact]
    branches: Mapping[str, Branch]
    kinds: Mapping[str, Rules]
    timetable: Mapping[str, Event]
    documents: Mapping[str, Document]
    clauses: Mapping[str, Mapping[str, Clause]]
    limits: Limits
    examples: tuple[Example, ...]
    deviations: tuple[Deviation, ...]
    notes: Notes
    ordinance: Ordinance | None = None
    stationery: Stationery | None = None
    validity: Validity | None = None
    governing_body: str = ""
    counting: Counting = Counting.MOVED
    known_kinds: tuple[str, ...] = ()
    outline: Outline | None = None
    texts: Mapping[str, Prose] = field(default_factory=dict)

    @property
    def first_year(self) -> int | None:
        return int(self.school_year[:4]) if self.school_year else None
