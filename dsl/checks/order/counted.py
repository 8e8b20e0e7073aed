"""Points that decide nothing: criteria that nothing adds up, and a sum shown that is not what the order adds up.

A base may offer criteria to choose from, so only a file with branches is asked what becomes of its own ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dsl.checks.reading.entry_lines import entry_key, removable
from dsl.checks.reading.every_rules import all_rules, every_rules
from dsl.checks.reading.followed import criteria_of, followed
from dsl.diagnostics import Diagnostics, Edit, Fix
from dsl.guesses import guess
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion, Regulation, Rules
from dsl.source.text import Span
from polish.enumerations import enumerate_items

Names = frozenset[str]


def check_counted(regulation: Regulation, diagnostics: Diagnostics) -> None:
    _check_no_order(regulation, diagnostics)
    _check_uncounted(regulation, diagnostics)
    _check_shown(regulation, diagnostics)


# -- no order at all --------------------------------------------------------------------------------------------------


def _check_no_order(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """Points that are counted where nothing says who stands before whom; told once, at what the file itself writes.
    Where seats have no limit, conditions alone decide."""
    silent = [one for one in regulation.branches.values() if one.rules.criteria and _needs_order(one)]
    if not silent:
        return
    own = (criterion.notes for one in silent for criterion in one.rules.criteria)
    where = next((notes.span for notes in own if notes.span.source is regulation.source), silent[0].notes.span)
    names = [enumerate_items([one.code for one in silent])] if len(silent) < len(regulation.branches) else []
    what = f"W {'oddziałach' if len(silent) > 1 else 'oddziale'} {names[0]} nie ma" if names else "Regulamin nie ma"
    message = f"{what} „kolejność”, więc punkty o niczym nie decydują: wszyscy są równi."
    hint = "Dopisz np. „kolejność: [{etap: punkty, suma: [nazwy kryteriów]}]”."
    diagnostics.warning("P115", where, message, hint)


def _needs_order(branch: Branch) -> bool:
    has_limit = branch.seats is None or branch.seats.count is not None
    return has_limit and not branch.rules.order and not branch.rules.excluded


# -- criteria that count nowhere --------------------------------------------------------------------------------------


def _check_uncounted(regulation: Regulation, diagnostics: Diagnostics) -> None:
    if not regulation.branches:
        return
    pools = _pools(regulation)
    inherited = _inherited(regulation)
    for criterion in _in_all(all_rules(regulation), lambda rules: _uncounted(rules, pools)):
        if criterion.notes.span.source is regulation.source:
            what = f"Kryterium „{criterion.notes.label}” nigdzie się nie liczy"
            message = f"{what}: nie ma go w etapach, w „razem” ani w warunkach."
            otherwise = "Dopisz je do „suma” w „kolejność” albo usuń."
            meant = guess(entry_key(criterion.notes.span), criterion.name.replace("_", " "), inherited, otherwise)
            hint = (
                otherwise
                if meant.hint == otherwise
                else f"{meant.hint} Jeżeli nie: {otherwise[0].lower()}{otherwise[1:]}"
            )
            fixes = (*meant.fixes, *_removal(criterion))
            diagnostics.warning("P115", criterion.notes.span, message, hint, fixes=fixes)


def _inherited(regulation: Regulation) -> tuple[str, ...]:
    """Criteria of the bases: a slip in such a name makes a new one beside them."""
    every = (one for rules in every_rules(regulation) for top in rules.criteria for one in top.walk())
    return tuple(dict.fromkeys(one.name for one in every if one.notes.span.source is not regulation.source))


def _removal(criterion: Criterion) -> tuple[Fix, ...]:
    lines = removable(criterion.notes.span, criterion.name)
    return () if lines is None else (Fix("Usuń to kryterium", (Edit(lines, ""),), safe=False),)


def left_out(regulation: Regulation, rules: Rules) -> Names:
    """The criteria that others of the regulation's branches count, but not those of these rules."""
    if not regulation.branches or not (frozenset(_all_names(rules)) - _summed(rules) - set(rules.total)):
        return frozenset()
    own = _uncounted(rules, _pools(regulation))
    others = (one for one in every_rules(regulation) if one is not rules)
    elsewhere = {span for one in others for span in _places_of_counted(regulation, one)} if own else set()
    return frozenset(one.name for one in rules.criteria if one.name in own and one.notes.span in elsewhere)


def _places_of_counted(regulation: Regulation, rules: Rules) -> Iterator[Span]:
    uncounted = _uncounted(rules, _pools(regulation))
    yield from (one.notes.span for one in rules.criteria if one.name not in uncounted)


def _uncounted(rules: Rules, pools: Iterable[typed.Typed]) -> Names:
    """None where there is no order yet. Formulas are asked only where a criterion is in no sum."""
    sums = _summed(rules) | set(rules.total)
    left = frozenset(_all_names(rules)) - sums
    if not left or (not rules.order and not rules.total):
        return frozenset()
    return left - _named(rules, [*_formulas(rules), *pools], sums)


def _pools(regulation: Regulation) -> list[typed.Typed]:
    seats = (branch.seats for branch in regulation.branches.values())
    return [pool.admits for one in seats if one is not None for pool in one.pools if pool.admits is not None]


def _formulas(rules: Rules) -> Iterator[typed.Typed]:
    """Where points may matter beside the sums."""
    for stage in rules.order:
        yield from stage.formulas()
    yield from _of_conditions(rules)
    yield from (one.applies_when for one in rules.documents.values() if one.applies_when is not None)


def _of_conditions(rules: Rules) -> Iterator[typed.Typed]:
    for condition in rules.conditions:
        yield from condition.formulas()


def _summed(rules: Rules) -> Names:
    return frozenset(name for stage in rules.order for name in stage.criteria)


def _named(rules: Rules, formulas: Iterable[typed.Typed], sums: Iterable[str] = ()) -> Names:
    """The criteria that these formulas and sums stand on by name, themselves or through others."""
    nodes = followed(rules, formulas, criteria_of(rules, sums))
    paths = {node.path for node in nodes if isinstance(node, typed.PointsRef)}
    total = rules.total if typed.TOTAL in paths else ()
    return frozenset(path[0] for path in paths - {typed.TOTAL}) | frozenset(total)


# -- the sum shown against the order ----------------------------------------------------------------------------------


def _check_shown(regulation: Regulation, diagnostics: Diagnostics) -> None:
    rules = [one for one in every_rules(regulation) if one.total_sets_order is None and _summed(one)]
    if all(_summed(one) == frozenset(one.total) for one in rules):
        return
    for criterion in _in_all(rules, lambda one: frozenset(one.total) - _deciding(one), lambda one: one.total):
        message = f"Kryterium „{criterion.notes.label}” liczy się w „razem”, ale w żadnym etapie kolejności."
        hint = "Te punkty niczego nie rozstrzygają; sprawdź, czy nie brakuje ich w „kolejność”."
        diagnostics.note("P116", criterion.notes.span, message, hint)
    for criterion in _in_all(rules, lambda one: _summed(one) - frozenset(one.total), _summed):
        message = f"Kryterium „{criterion.notes.label}” liczy się w kolejności, ale nie w „razem”."
        hint = "Kandydat nie zobaczy tych punktów w sumie; sprawdź, czy tak ma być."
        diagnostics.note("P116", criterion.notes.span, message, hint)


def _deciding(rules: Rules) -> Names:
    """What stages and conditions look at."""
    values = [formula for stage in rules.order for formula in stage.formulas()]
    return _summed(rules) | _named(rules, [*values, *_of_conditions(rules)], _summed(rules))


def _all_names(rules: Rules) -> Iterable[str]:
    return (one.name for one in rules.criteria)


def _in_all(
    every: Iterable[Rules], of: Callable[[Rules], Names], among: Callable[[Rules], Iterable[str]] = _all_names
) -> Iterator[Criterion]:
    """The criteria of which that is true in all the rules that have them `among` these."""
    found: dict[Span, list[tuple[Criterion, bool]]] = {}
    for rules in every:
        names, asked = of(rules), frozenset(among(rules))
        for one in rules.criteria:
            if one.name in asked:
                found.setdefault(one.notes.span, []).append((one, one.name in names))
    yield from (pairs[0][0] for pairs in found.values() if all(holds for _, holds in pairs))
