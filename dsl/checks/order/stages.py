"""Stages of the order that never decide: the same for everybody or settled by those before. Those after a lot decide
only where somebody did not draw.

A stage is told only where it decides nothing in every kind of branch that has it. What a law says is told only where
it is so by the law's own words, not by what one school's branches are like. In a file without branches values may still
be open, so only the places of its stages are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from dsl.checks.order.forms import Forms
from dsl.checks.order.ties import Ties
from dsl.checks.proofs.bounds import Bounds
from dsl.checks.proofs.space import Space
from dsl.checks.reading.distinct import MOST_BRANCHES, distinct
from dsl.checks.reading.every_rules import every_rules
from dsl.checks.reading.followed import criteria_of, of_stage
from dsl.diagnostics import Diagnostics, Related
from dsl.emit.order import stands_in_key
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Regulation, Rules, Stage, StageKind
from dsl.source.text import Span

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Idle:
    """A stage that never decides; `because` of these stages before it, or, without any, because it never differs.
    `holds` says of a priority whether everybody has it or nobody, where one of the two is true in every branch."""

    stage: Stage
    because: tuple[Stage, ...] = ()
    holds: bool | None = None


def check_order(regulation: Regulation, diagnostics: Diagnostics) -> None:
    branches: dict[int, list[Branch]] = {}
    for branch in regulation.branches.values():
        branches.setdefault(id(branch.rules), []).append(branch)
    by_place: dict[Span, list[Idle | None]] = {}
    for rules in every_rules(regulation):
        idle = {one.stage.name: one for one in idle_stages(regulation, rules, branches.get(id(rules), []))}
        for stage in rules.order:
            by_place.setdefault(stage.notes.span, []).append(idle.get(stage.name))
    for found in by_place.values():
        told = [one for one in found if one is not None]
        if len(told) == len(found):
            _tell(_together(told), diagnostics)


def _together(told: list[Idle]) -> Idle:
    """What is true in all kinds of branch: in one everybody may have a priority that nobody has in another."""
    return told[0] if len({one.holds for one in told}) == 1 else replace(told[0], holds=None)


def idle_stages(regulation: Regulation, rules: Rules, branches: list[Branch]) -> Iterator[Idle]:
    known: dict[str, tuple[Stage, frozenset[Fact]]] = {}
    lots: list[Stage] = []
    settling = _Settling(rules)
    constant = _Constant(regulation, rules, branches) if branches else None
    for stage in rules.order:
        if not stands_in_key(stage):
            lots.append(stage)
        elif lots:
            yield Idle(stage, (lots[0],))
        elif constant is not None:
            facts = _facts(rules, stage)
            if not facts or constant.is_so(stage):
                yield Idle(stage, holds=constant.holds(stage))
            elif because := settling.stages(stage, facts, known.values()):
                yield Idle(stage, because)
            else:
                known[stage.name] = (stage, facts)


def _facts(rules: Rules, stage: Stage) -> frozenset[Fact]:
    """What candidates of one branch may differ in here, by scope and name."""
    nodes = (node for node in of_stage(rules, stage) if isinstance(node, typed.FactRef))
    return frozenset((node.scope, node.fact.name) for node in nodes if node.scope != "oddział")


@dataclass(slots=True)
class _Settling:
    """Which stages leave no difference in another; taken apart only where they look at all that the other looks at."""

    rules: Rules
    _forms: Forms | None = None

    def stages(
        self, stage: Stage, facts: frozenset[Fact], known: Collection[tuple[Stage, frozenset[Fact]]]
    ) -> tuple[Stage, ...]:
        """One alone where that is enough."""
        if not facts <= frozenset[Fact]().union(*(seen for _, seen in known)):
            return ()
        for one, seen in known:
            if facts <= seen and self.settle((one,), stage):
                return (one,)
        every = tuple(one for one, _ in known)
        return every if len(every) > 1 and self.settle(every, stage) else ()

    def settle(self, stages: tuple[Stage, ...], stage: Stage) -> bool:
        self._forms = self._forms or Forms(self.rules)
        return Ties(self._forms, [self._forms.of_stage(one) for one in stages]).settle(self._forms.of_stage(stage))


@dataclass(slots=True)
class _Constant:
    """Which stages are the same for every candidate, in each of the branches that have these rules."""

    regulation: Regulation
    rules: Rules
    branches: list[Branch]
    _first: Bounds = field(init=False)
    _priorities: dict[str, bool | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._first = Bounds(self.branches[0])

    def is_so(self, stage: Stage) -> bool:
        """Mostly the bounds of the first branch are enough to see that it is not."""
        if not self._in(self._first, stage) and self._proven(stage) is None:
            return False
        if stage.notes.span.source is not self.regulation.source and "oddział" in self._mentions(stage):
            return False
        return self._proven(stage) is not None or self._in_all(stage)

    def _in_all(self, stage: Stage) -> bool:
        different = distinct(self.branches)
        return len(different) <= MOST_BRANCHES and all(self._in(Bounds(branch), stage) for branch in different)

    def _in(self, bounds: Bounds, stage: Stage) -> bool:
        if stage.kind is StageKind.PRIORITY:
            assert stage.value is not None
            return bounds.truth(stage.value) is not None
        if stage.value is not None:
            found = bounds.of(stage.value)
        else:
            found = bounds.of_sum(criteria_of(self.rules, stage.criteria))
        return found.low is not None and found.low == found.high

    def _mentions(self, stage: Stage) -> dict[str, list[str]]:
        """The facts by scope, as often as they are named."""
        found: dict[str, list[str]] = {}
        for node in of_stage(self.rules, stage):
            if isinstance(node, typed.FactRef):
                found.setdefault(node.scope, []).append(node.fact.name)
        return found

    def _proven(self, stage: Stage) -> bool | None:
        """Whether every candidate has a priority (True) or none has (False), by all cases that there are. Only where
        something is named twice there is more to see than by bounds."""
        if stage.kind is not StageKind.PRIORITY or stage.value is None:
            return None
        if stage.name not in self._priorities:
            once = all(len(names) == len(set(names)) for names in self._mentions(stage).values())
            self._priorities[stage.name] = None if once else self._by_cases(stage.value)
        return self._priorities[stage.name]

    def _by_cases(self, priority: typed.Typed) -> bool | None:
        search = Space(self.regulation, self.rules, self.branches).search
        if search.find((priority, True)).never:
            return False
        return True if search.find((priority, False)).never else None

    def holds(self, stage: Stage) -> bool | None:
        """Whether everybody has the priority or nobody, where one of the two is so in every branch."""
        if stage.kind is not StageKind.PRIORITY or stage.value is None:
            return None
        proven = self._proven(stage)
        if proven is not None:
            return proven
        different = distinct(self.branches)
        found = {Bounds(branch).truth(stage.value) for branch in different[:MOST_BRANCHES]}
        return found.pop() if len(found) == 1 and len(different) <= MOST_BRANCHES else None


# -- in words ---------------------------------------------------------------------------------------------------------


def _tell(idle: Idle, diagnostics: Diagnostics) -> None:
    stage, because = idle.stage, idle.because
    what, where = f"Etap „{stage.notes.label}”", stage.notes.span
    related = [Related(one.notes.span, "ten etap") for one in because]
    if not because:
        message = f"{what} niczego nie rozstrzyga: {_never(idle)}."
        hint = "Usuń ten etap albo popraw jego regułę."
        diagnostics.warning("P110", where, message, hint)
    elif not stands_in_key(because[0]):
        is_lot = because[0].kind is StageKind.LOT
        after = "losowaniu" if is_lot else "decyzji komisji"
        only = "ktoś nie ma losu albo losy są równe" if is_lot else "komisja nie ustawiła wszystkich po kolei"
        message = f"{what} stoi po {after}, więc decyduje tylko tam, gdzie {only}."
        hint = f"Przenieś go przed etap „{because[0].notes.label}” albo usuń."
        diagnostics.warning("P112", where, message, hint, related)
    else:
        before = f"etapie {_listed(because)}" if len(because) == 1 else f"etapach {_listed(because)}"
        message = f"{what} niczego nie rozstrzyga: kto jest równy w {before}, jest równy i tutaj."
        diagnostics.warning("P111", where, message, "Usuń ten etap albo popraw jego regułę.", related)


def _never(idle: Idle) -> str:
    if idle.stage.kind is StageKind.SUM:
        return "każdy kandydat ma w nim tyle samo punktów"
    if idle.holds is None:
        return "w każdym oddziale wszyscy kandydaci mają w nim ten sam wynik"
    return "pierwszeństwo ma każdy kandydat" if idle.holds else "pierwszeństwa nie ma żaden kandydat"


def _listed(stages: Iterable[Stage]) -> str:
    *first, last = (f"„{stage.notes.label}”" for stage in stages)
    return f"{', '.join(first)} i {last}" if first else last
