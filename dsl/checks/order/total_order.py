"""`wyznacza kolejność: tak` claims that the total alone gives the order of the stages; here it is proven, disproved by
two candidates, or left open.

The claim is about the stages of points: from the first that counts points to the last. Who stands in another group by
the stages before them is not compared, and whoever is equal in all of them is left to the stages after them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dsl.checks.order.forms import Form, Forms, Rule, added_up, form_of
from dsl.checks.order.pairs import Budget, Pair, find_pair
from dsl.checks.order.steps import Steps
from dsl.checks.order.ties import Basis, Ties
from dsl.checks.proofs.bounds import Bounds
from dsl.checks.reading.distinct import MOST_BRANCHES, distinct
from dsl.checks.reading.followed import criteria_of, of_stage
from dsl.checks.reading.shown import shown
from dsl.decode.intervals import Interval
from dsl.diagnostics import Diagnostics, Related
from dsl.emit.order import stands_in_key
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion, Regulation, Rules, Stage, StageKind
from dsl.model.types import TruthType
from dsl.source.text import Span
from polish.numbers import format_number


@dataclass(frozen=True, slots=True)
class Compared:
    """The stages that put candidates into groups, and those of points, with their places in the order."""

    groups: tuple[int, ...]
    points: tuple[int, ...]


def compared(rules: Rules) -> Compared:
    keyed = [number for number, stage in enumerate(rules.order) if stands_in_key(stage)]
    of_points = [number for number in keyed if _counts_points(rules, rules.order[number])] or keyed
    first, last = (of_points[0], of_points[-1]) if of_points else (0, -1)
    return Compared(
        tuple(number for number in keyed if number < first),
        tuple(number for number in keyed if first <= number <= last),
    )


def _counts_points(rules: Rules, stage: Stage) -> bool:
    if stage.kind in (StageKind.SUM, StageKind.PRIORITY):
        return stage.kind is StageKind.SUM
    return any(isinstance(node, typed.PointsRef) for node in of_stage(rules, stage))


def check_total_order(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """A claim of a law or of a kind is made for all its branches."""
    by_place: dict[Span, dict[int, list[Branch]]] = {}
    for branch in regulation.branches.values():
        claim = branch.rules.total_sets_order
        if claim is not None:
            by_place.setdefault(claim, {}).setdefault(id(branch.rules), []).append(branch)
    budget = Budget()
    for claim, found in by_place.items():
        _check(regulation, claim, [distinct(branches) for branches in found.values()], budget, diagnostics)


def _check(
    regulation: Regulation,
    claim: Span,
    every: Sequence[Sequence[Branch]],
    budget: Budget,
    diagnostics: Diagnostics,
) -> None:
    unproven: list[tuple[Branch, str]] = []
    for branches in every:
        forms = Forms(branches[0].rules)
        for branch in branches[:MOST_BRANCHES]:
            missing = obstacle(branch, forms)
            if missing:
                unproven.append((branch, missing))
                break
        if len(branches) > MOST_BRANCHES:
            unproven.append((branches[-1], "oddziały za bardzo się różnią, żeby sprawdzić wszystkie"))
    for branch, _ in unproven:
        place = compared(branch.rules)
        pair = find_pair(regulation, branch, place.groups, place.points, budget)
        if pair is not None:
            _disproved(regulation, claim, branch, pair, diagnostics)
            return
    if unproven:
        branch, missing = unproven[0]
        message = f"Nie dowiedziono, że „razem” wyznacza kolejność w oddziale {branch.code}: {missing}."
        hint = "Zapisz reguły prościej, np. z „najwyżej”, żeby było to widać, albo usuń „wyznacza kolejność”."
        diagnostics.note("P114", claim, message, hint)


def _disproved(regulation: Regulation, claim: Span, branch: Branch, pair: Pair, diagnostics: Diagnostics) -> None:
    declared = [regulation.candidate, branch.rules.facts["wybór"]]
    better, worse = (shown(one.facts, declared) for one in (pair.better, pair.worse))
    first, second = (format_number(one.total) for one in (pair.better, pair.worse))
    if pair.better.points == pair.worse.points:
        says = f"kandydaci, którzy mają razem {first} i {second}, są równi w etapach"
        example = f"jeden – {better}, drugi – {worse}"
    elif pair.better.total == pair.worse.total:
        says = f"z kandydatów, którzy mają razem po {first}, jeden stoi w etapach wyżej"
        example = f"wyżej – {better}, niżej – {worse}"
    else:
        says = f"kto ma razem {first}, stoi w etapach wyżej niż ten, kto ma {second}"
        example = f"wyżej – {better}, niżej – {worse}"
    message = f"„razem” nie wyznacza kolejności w oddziale {branch.code}: {says}."
    hint = f"Na przykład: {example}. Popraw punkty albo usuń „wyznacza kolejność”."
    related = [Related(stage.notes.span, "rozstrzyga ten etap")] if (stage := _deciding(branch, pair)) else []
    diagnostics.error("P113", claim, message, hint, related=related)


def _deciding(branch: Branch, pair: Pair) -> Stage | None:
    """The stage that puts one before the other."""
    places = compared(branch.rules).points
    ranks = zip(places, pair.better.points, pair.worse.points, strict=True)
    return next((branch.rules.order[place] for place, one, other in ranks if one != other), None)


# -- the proof --------------------------------------------------------------------------------------------------------


def obstacle(branch: Branch, forms: Forms) -> str:
    """What stands in the way of a proof; empty where the total gives the order of the stages in the branch."""
    rules, place = branch.rules, compared(branch.rules)
    bounds = Bounds(branch)
    stages = [rules.order[number] for number in place.points]
    groups = [forms.of_stage(rules.order[number]) for number in place.groups]
    points = [forms.of_stage(stage) for stage in stages]
    total = forms.of_sum(rules.total)
    fixed = {number for number, part in enumerate(forms.parts) if _span(bounds, part.rule) == 0}
    ties = Ties(forms, groups, fixed)
    opened = [ties.open(form) for form in points]
    weights = _weights(Basis(map(ties.open, groups)), opened, ties.open(total))
    if weights is None:
        return "„razem” nie jest sumą tego, co liczy się w etapach"
    for number, weight in weights.items():
        if weight <= 0:
            return f"etapu „{stages[number].notes.label}” nie ma w „razem”" if not weight else _against(stages[number])
        later = [(stages[one], opened[one], weights[one]) for one in weights if one > number]
        missing = _outweighed(bounds, forms, stages[number], weight, later)
        if missing:
            return missing
    return ""


def _against(stage: Stage) -> str:
    return f"w etapie „{stage.notes.label}” lepszy jest ten, kto ma mniej punktów"


def _weights(groups: Basis, stages: Sequence[Form], total: Form) -> dict[int, Fraction] | None:
    """How often each stage counts in the total, by its number; a stage settled by those before it has none. None where
    the total is no sum of the stages."""
    kept = [number for number, form in enumerate(stages) if groups.add(form + form_of({-1 - number: Fraction(1)}))]
    rest = groups.reduced(total)
    found = {-1 - part: -weight for part, weight in rest.terms}
    return {number: found.get(number, Fraction(0)) for number in kept} if groups.holds(total) else None


def _outweighed(
    bounds: Bounds, forms: Forms, stage: Stage, weight: Fraction, later: Sequence[tuple[Stage, Form, Fraction]]
) -> str:
    """What the later stages can make of a difference in this one; empty where it always stays the greater."""
    most = _span_of(bounds, forms, later)
    if most == 0:
        return ""
    least = _least_difference(bounds, stage)
    what = f"etapie „{stage.notes.label}”"
    if least is None:
        return f"nie widać, o ile najmniej różnią się kandydaci w {what}"
    if most is None:
        return f"nie widać, o ile najwięcej różnią się kandydaci w etapach po {what}"
    if least * weight > most:
        return ""
    one, other = format_number(least * weight), format_number(most)
    return f"w {what} kandydaci mogą się różnić o {one}, a w dalszych nawet o {other}"


def _span_of(bounds: Bounds, forms: Forms, later: Sequence[tuple[Stage, Form, Fraction]]) -> Fraction | None:
    """By how much two candidates differ at most in these stages together: by stages or by parts, whichever is less."""
    by_stage = _added([_times(_stage_span(bounds, stage), abs(weight)) for stage, _, weight in later])
    together = added_up(form.times(weight) for _, form, weight in later)
    by_part = _added([_times(_span(bounds, forms.parts[part].rule), abs(weight)) for part, weight in together.terms])
    known = [one for one in (by_stage, by_part) if one is not None]
    return min(known) if known else None


def _least_difference(bounds: Bounds, stage: Stage) -> Fraction | None:
    if stage.kind is StageKind.PRIORITY:
        return Fraction(1)
    steps = Steps(bounds)
    if stage.value is not None:
        return steps.of(stage.value).least_difference
    return steps.of_sum(criteria_of(bounds.branch.rules, stage.criteria)).least_difference


def _stage_span(bounds: Bounds, stage: Stage) -> Fraction | None:
    if stage.value is not None:
        return _span(bounds, stage.value)
    return _width(bounds.of_sum(criteria_of(bounds.branch.rules, stage.criteria)))


def _span(bounds: Bounds, rule: Rule | None) -> Fraction | None:
    match rule:
        case None | typed.Typed(maybe=True):
            return None
        case Criterion():
            return _width(bounds.before_limit(rule) if rule.limit is None else bounds.of_criterion(rule))
        case typed.Typed(type=TruthType()):
            return Fraction(1) if bounds.truth(rule) is None else Fraction(0)
    return _width(bounds.of(rule))


def _width(interval: Interval) -> Fraction | None:
    return None if interval.low is None or interval.high is None else interval.high - interval.low


def _times(number: Fraction | None, factor: Fraction) -> Fraction | None:
    return None if number is None else number * factor


def _added(numbers: Sequence[Fraction | None]) -> Fraction | None:
    known = [one for one in numbers if one is not None]
    return sum(known, Fraction(0)) if len(known) == len(numbers) else None
