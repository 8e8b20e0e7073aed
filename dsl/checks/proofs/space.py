"""What the proofs about one set of rules share, and how what they say of each place comes together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from dsl.checks.proofs.everywhere import Everywhere
from dsl.checks.proofs.possible import Budget, Search
from dsl.decode.intervals import Interval
from dsl.diagnostics import Diagnostic, Fix, Related, Severity
from dsl.model import expr as typed
from dsl.model.notes import KNOWN_TO_DIFFER
from dsl.model.regulation import Branch, Notes, Regulation, Rules
from dsl.source.text import Span
from polish.numbers import format_number

_LONGEST_TEXT = 80
Question = tuple[str, int, int, int]


@dataclass(slots=True)
class Space:
    """`branches` are those with these rules; a law by itself has none. `settled` are the questions that other rules
    with the same place have answered with nothing wrong: they need not be asked again."""

    regulation: Regulation
    rules: Rules
    branches: list[Branch]
    settled: set[Question] = field(default_factory=set)
    budget: Budget = field(default_factory=Budget)
    everywhere: Everywhere = field(init=False)
    search: Search = field(init=False)

    def __post_init__(self) -> None:
        self.everywhere = Everywhere(self.branches)
        self.search = Search(self.rules, self.everywhere, self.regulation.source, self.budget)

    def verdict(
        self, about: str, place: Span, judge: Callable[[], Diagnostic | None], because: tuple[Span, ...] = ()
    ) -> Verdict:
        return Verdict(about, place, None if question(about, place) in self.settled else judge(), because)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one set of rules says of a place; `told` None: nothing. `about` keeps different questions apart. What is
    told at one of the places `because` makes this one superfluous."""

    about: str
    place: Span
    told: Diagnostic | None
    because: tuple[Span, ...] = ()

    @property
    def key(self) -> Question:
        return question(self.about, self.place)


def question(about: str, place: Span) -> Question:
    return about, id(place.source), place.start, place.end


def spaces_of(regulation: Regulation) -> list[Space]:
    """One for each set of rules that branches have; in a file without branches, for each kind."""
    found: dict[int, tuple[Rules, list[Branch]]] = {}
    for branch in regulation.branches.values():
        found.setdefault(id(branch.rules), (branch.rules, []))[1].append(branch)
    kinds = () if regulation.branches else regulation.kinds.values()
    settled: set[Question] = set()
    budget = Budget()
    every = (*found.values(), *((rules, []) for rules in kinds))
    return [Space(regulation, rules, branches, settled, budget) for rules, branches in every]


def told(
    code: str,
    severity: Severity,
    where: Span,
    message: str,
    hint: str,
    notes: Notes,
    related: Iterable[Related] = (),
    fixes: Iterable[Fix] = (),
) -> Diagnostic:
    """What is said; only a note where the author has marked the value as one that is not as it should be."""
    softened = Severity.NOTE if notes.state in KNOWN_TO_DIFFER else severity
    return Diagnostic(code, softened, message, where, hint, tuple(related), tuple(fixes))


def shown(node: typed.Typed) -> str:
    """The formula as it is written, on one line."""
    text = " ".join(node.span.text.split())
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def between(found: Interval, unit: str = "") -> str:
    """`od 0 do 200 pkt`; empty where nothing is known."""
    low = None if found.low is None else format_number(found.low)
    high = None if found.high is None else format_number(found.high)
    words = "%" if unit == "%" else f" {unit}" if unit else ""
    if low is not None and high is not None:
        return f"zawsze {low}{words}" if low == high else f"od {low} do {high}{words}"
    if high is not None:
        return f"najwyżej {high}{words}"
    return f"co najmniej {low}{words}" if low is not None else ""


def constant(node: typed.Typed) -> Fraction | None:
    value = node.value if isinstance(node, typed.Constant) else None
    return value if isinstance(value, Fraction) else None
