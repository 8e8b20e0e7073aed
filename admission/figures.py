"""The figure of a test that a candidate passed and that was not filled in (K024): the rules count it as 0 in silence.

Which number is the figure of which test follows from the regulation: a condition of the branch asks for the one, points
or the order take the other as 0 where it is not given, and both are called after the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from admission.candidates import Candidate
from admission.intake.column_names import nearness
from admission.intake.column_words import tokens
from admission.offer import Offer
from admission.telling import Telling
from dsl.diagnostics import Diagnostic, Severity
from dsl.model.expr import Constant, FactRef, Fallback
from dsl.model.regulation import Rules
from dsl.model.types import NumberType, TruthType
from dsl.source.nodes import readable_name

CODE = "K024"
_PAIR = "wybór"
_OF_ANY_TEST = frozenset({"wynik", "wyniki", "pozytywny", "pozytywne", "liczba", "punkty"})


def tell_figures(candidates: Sequence[Candidate], offer: Offer, telling: Telling) -> None:
    by_branch = {code: found for code, branch in offer.branches.items() if (found := figures_of(branch.rules))}
    if not by_branch:
        return
    for one in candidates:
        for code, pair in one.choices:
            for figure, passed in by_branch.get(code, {}).items():
                if pair.get(passed) is True and pair.get(figure) is None:
                    _tell(one, code, figure, passed, telling)


def _tell(one: Candidate, code: str, figure: str, passed: str, telling: Telling) -> None:
    place = telling.raw.row_place(one.row)
    reason = f"„{readable_name(passed)}” to „tak”, a pole „{readable_name(figure)}” jest puste i liczy się jako 0."
    message = place.prefixed(f"kandydat „{one.id}”, oddział „{code}”: {reason}")
    hint = "Wpisz wynik z protokołu; jeżeli naprawdę wynosi 0, wpisz 0."
    telling.add(one.id, Diagnostic(CODE, Severity.WARNING, message, place.location, hint))


def figures_of(rules: Rules) -> Mapping[str, str]:
    """What says that the test was passed, by the fact that holds its figure."""
    passed = dict.fromkeys(_passed(rules))
    found = {figure: [one for one in passed if _is_of_one_test(figure, one)] for figure in _counted_as_nothing(rules)}
    return {figure: names[0] for figure, names in found.items() if names}


def _passed(rules: Rules) -> Iterator[str]:
    for condition in rules.conditions:
        for node in condition.requires.walk():
            if isinstance(node, FactRef) and node.scope == _PAIR and isinstance(node.fact.type, TruthType):
                yield node.fact.name


def _counted_as_nothing(rules: Rules) -> Iterator[str]:
    formulas = [part for top in rules.criteria for one in top.walk() for part in one.formulas()]
    formulas += [part for stage in rules.order for part in stage.formulas()]
    for node in rules.reached(*formulas):
        if isinstance(node, Fallback) and isinstance(node.fallback, Constant) and node.fallback.value == 0:
            value = node.value
            if isinstance(value, FactRef) and value.scope == _PAIR and isinstance(value.fact.type, NumberType):
                yield value.fact.name


def _is_of_one_test(figure: str, passed: str) -> bool:
    said = set(tokens(passed)) - _OF_ANY_TEST
    return any(nearness(word, said) for word in tokens(figure) if word not in _OF_ANY_TEST)
