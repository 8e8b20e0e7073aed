"""The same said twice: criteria that count the same in one sum, conditions, documents, branches.

Two stages that compare the same are told with the order of candidates, two rows with the same `gdy` with the rows.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from dsl.checks.reading.entry_lines import removable
from dsl.checks.reading.every_rules import different_rules
from dsl.checks.reading.sameness import Sameness
from dsl.diagnostics import Diagnostic, Diagnostics, Edit, Fix, Related, Severity
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Condition, Criterion, Document, Regulation, Rules
from dsl.source.nodes import readable_name
from dsl.source.text import Span
from polish.enumerations import enumerate_items
from polish.plurals import choose

_MOST_NAMED = 5
_OF_CANDIDATES = (typed.FactRef, typed.PointsRef)


def check_twice(regulation: Regulation, diagnostics: Diagnostics) -> None:
    for rules in different_rules(regulation):
        same = Sameness(rules)
        _check_criteria(rules, same, diagnostics)
        _check_conditions(rules, same, diagnostics)
    _check_documents(regulation, diagnostics)
    _check_branches(regulation, diagnostics)


# -- criteria ---------------------------------------------------------------------------------------------------------


def _check_criteria(rules: Rules, same: Sameness, diagnostics: Diagnostics) -> None:
    """In each sum on its own: what counts in two stages of the order may well be the same."""
    for names in dict.fromkeys((*(frozenset(stage.criteria) for stage in rules.order), frozenset(rules.total))):
        first: dict[int, Criterion] = {}
        waiting = [one for one in reversed(rules.criteria) if one.name in names]
        while waiting:
            criterion = waiting.pop()
            before = first.setdefault(same.of_criterion(criterion), criterion)
            if before is not criterion and _depends(rules, criterion):
                _tell_criterion(before, criterion, diagnostics)
            else:
                waiting += reversed(list(_parts(criterion)))


def _parts(criterion: Criterion) -> Iterator[Criterion]:
    return (one for one in criterion.walk() if one.path[:-1] == criterion.path)


def _depends(rules: Rules, criterion: Criterion) -> bool:
    return _known_of_candidates(rules, (formula for one in criterion.walk() for formula in one.formulas()))


def _known_of_candidates(rules: Rules, formulas: Iterable[typed.Typed]) -> bool:
    """What is the same for everybody copies nothing: two criteria may both give 5 points for no reason."""
    return any(isinstance(node, _OF_CANDIDATES) for node in rules.reached(*formulas))


def _tell_criterion(before: Criterion, criterion: Criterion, diagnostics: Diagnostics) -> None:
    one, other = (readable_name(".".join(each.path)) for each in (criterion, before))
    message = f"Kryterium „{one}” liczy to samo co „{other}”, a punkty obu się dodaje."
    hint = "Usuń jedno z nich. Jeżeli to ma się liczyć podwójnie, napisz to w jednym: „2 * …”."
    related = [Related(before.notes.span, "to samo tutaj")]
    diagnostics.warning("P138", criterion.notes.span, message, hint, related=related)


# -- conditions -------------------------------------------------------------------------------------------------------


def _check_conditions(rules: Rules, same: Sameness, diagnostics: Diagnostics) -> None:
    first: dict[int, Condition] = {}
    for condition in rules.conditions:
        before = first.setdefault(same.of_condition(condition), condition)
        if before is not condition and _known_of_candidates(rules, condition.formulas()):
            _tell_condition(before, condition, diagnostics)


def _tell_condition(before: Condition, condition: Condition, diagnostics: Diagnostics) -> None:
    one, other = readable_name(condition.name), readable_name(before.name)
    message = f"Warunek „{one}” mówi to samo co „{other}”; jako drugi o niczym nie rozstrzyga."
    place = condition.notes.span
    lines = removable(place, condition.name)
    fixes = [Fix(f"Usuń warunek „{one}”", (Edit(lines, ""),), safe=False)] if lines is not None else []
    related = [Related(before.notes.span, "ten sam warunek")]
    diagnostics.warning("P139", place, message, "Usuń go albo popraw „wymaga”.", related=related, fixes=fixes)


# -- documents and branches -------------------------------------------------------------------------------------------


def _check_documents(regulation: Regulation, diagnostics: Diagnostics) -> None:
    first: dict[str, Document] = {}
    for document in regulation.documents.values():
        before = first.setdefault(" ".join(document.notes.label.casefold().split()), document)
        if before is not document:
            message = f"Dokument „{document.notes.label}” jest wymieniony dwa razy."
            hint = "Zostaw jeden i połącz ich warunki albo nazwij je tak, żeby było widać różnicę."
            related = [Related(before.notes.span, "pierwszy raz tutaj")]
            diagnostics.warning("P140", document.notes.span, message, hint, related=related)


def _check_branches(regulation: Regulation, diagnostics: Diagnostics) -> None:
    groups: dict[Hashable, list[Branch]] = {}
    for branch in regulation.branches.values():
        if branch.label != branch.code:
            groups.setdefault(_alike(branch), []).append(branch)
    for branches in groups.values():
        if len(branches) > 1:
            _tell_branches(branches, diagnostics)


def _alike(branch: Branch) -> Hashable:
    seats = branch.seats
    pools = tuple((pool.name, pool.count) for pool in seats.pools) if seats is not None else ()
    facts = frozenset((name, _hashable(value)) for name, value in branch.facts.items())
    subjects = frozenset(branch.extended_subjects)
    return branch.label, id(branch.rules), None if seats is None else seats.count, pools, facts, subjects


def _hashable(value: object) -> Hashable:
    if isinstance(value, dict):
        return frozenset((name, _hashable(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(_hashable(one) for one in value)
    assert isinstance(value, Hashable)
    return value


def _tell_branches(branches: list[Branch], diagnostics: Diagnostics) -> None:
    message = f"Oddziały {_listed(branch.code for branch in branches)} różnią się tylko znakiem."
    hint = "Jeżeli to różne oddziały, nazwij je tak, żeby kandydat je odróżnił; jeżeli jeden – zostaw go raz."
    places: list[Span] = [branch.notes.span for branch in branches[:2]]
    related = (Related(places[0], "taki sam oddział"),)
    diagnostics.add(Diagnostic("P141", Severity.NOTE, message, places[1], hint, related))


def _listed(codes: Iterable[str]) -> str:
    named = list(codes)
    if len(named) > _MOST_NAMED:
        more = len(named) - _MOST_NAMED
        others = choose(more, one="inny", few="inne", many="innych")
        return f"{', '.join(named[:_MOST_NAMED])} i {more} {others}"
    return enumerate_items(named)
