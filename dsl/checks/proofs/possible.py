"""Whether conditions can hold together for any candidate there can be.

Formulas are run as the evaluator runs them, but with nothing known: where a run needs a value, it splits into the cases
that matter (a member or another one, below or above a threshold), and a value keeps its case wherever it is named
again. What is not looked into (lists, results of criteria, functions) may be anything within its bounds. So `NEVER` is
a proof; a case that was found is only a hint at a candidate, whom the evaluator has to confirm (`candidates.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl.checks.proofs.cases import Case, Impossible, Key, Undecided
from dsl.checks.proofs.everywhere import Everywhere
from dsl.checks.proofs.reach import Reach
from dsl.checks.proofs.walk import Walk
from dsl.checks.reading.sameness import Sameness
from dsl.decode.intervals import Interval
from dsl.model import expr as typed
from dsl.model.regulation import Rules
from dsl.model.types import TRUTH, CollectionType, RecordType
from dsl.source.text import Source

# Nodes visited for one question, and for all questions about a regulation; after that the answer is "undecided". A
# shipped regulation needs about 5,000 of them; all of them take about half a second.
MOST_STEPS = 2_500
MOST_STEPS_OF_ALL = 50_000

Wanted = tuple[typed.Typed, bool]


@dataclass(frozen=True, slots=True)
class Found:
    """`case` None with `is_proof`: no candidate; without: not decided."""

    case: Case | None
    is_proof: bool = False

    @property
    def never(self) -> bool:
        return self.case is None and self.is_proof


@dataclass(slots=True)
class Budget:
    """What is left for the questions about one regulation."""

    steps: int = MOST_STEPS_OF_ALL


@dataclass(slots=True)
class Search:
    """`own` is the file of the branches at hand: a threshold of points that is written there is meant for them, one in
    a base for every branch there could be."""

    rules: Rules
    everywhere: Everywhere
    own: Source | None = None
    budget: Budget = field(default_factory=Budget)
    sameness: Sameness = field(init=False)
    declared: dict[Key, tuple[Reach, bool]] = field(default_factory=dict)
    members: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    _bounds: dict[int, Interval] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sameness = Sameness(self.rules)

    def find(self, *wanted: Wanted) -> Found:
        """A case in which each formula gives what is wanted of it; conditions that stand before others come first."""
        path: list[list[int]] = []
        steps = min(MOST_STEPS, self.budget.steps)
        while True:
            run = Walk(self, path, steps)
            try:
                if all(run.truth(node) is value for node, value in wanted):
                    return Found(run.case)
            except Impossible:
                pass
            except (Undecided, RecursionError):
                return Found(None)
            finally:
                self.budget.steps -= steps - max(run.steps_left, 0)
            steps = run.steps_left
            while path and path[-1][0] + 1 == path[-1][1]:
                path.pop()
            if not path:
                return Found(None, is_proof=True)
            path[-1][0] += 1

    def bounds_of(self, node: typed.Typed) -> Interval:
        if id(node) not in self._bounds:
            self._bounds[id(node)] = self.everywhere.here(node) if self.is_for_here(node) else self.everywhere.of(node)
        return self._bounds[id(node)]

    def is_for_here(self, node: typed.Typed) -> bool:
        return node.span.source is self.own and any(isinstance(one, typed.PointsRef) for one in node.walk())


def belongs(each: typed.EachOf) -> tuple[Wanted, ...]:
    """That what is counted is one of the collection; of a list of records nothing more is known."""
    assert isinstance(each.collection.type, CollectionType)
    item, span = each.collection.type.item, each.collection.span
    if isinstance(item, RecordType):
        return ()
    return (
        (typed.Member(span, TRUTH, False, typed.VariableRef(span, item, False, each.variable), each.collection), True),
    )
