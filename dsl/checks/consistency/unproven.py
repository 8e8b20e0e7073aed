"""What counts for a candidate, and no document of the regulation proves (P150): told before it is published.

A document proves a fact where a criterion or a condition that stands on the fact names it (`dokument`), and where its
own `gdy` speaks of the fact. Days and what is said of a choice of a branch stand in the application itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dsl.checks.reading.every_rules import every_rules
from dsl.diagnostics import Diagnostics
from dsl.emit.applicability import concerns
from dsl.model.expr import FactRef, Negation, Typed
from dsl.model.regulation import SETTLED_IN, Components, Criterion, Notes, Regulation, Rules
from dsl.model.types import DateType
from dsl.source.text import Span
from polish.enumerations import enumerate_items, quote

_OF_CANDIDATES = "kandydat"


def check_unproven(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """One note with all of them; a regulation that names no documents at all is told so by others."""
    every = every_rules(regulation)
    if not regulation.branches or not any(rules.documents for rules in every):
        return
    found = {notes.label: notes for rules in every for notes in _unproven(regulation, rules)}
    if found:
        what = enumerate_items([quote(label) for label in found])
        hint = (
            "Dopisz w „dokumenty” to, co trzeba złożyć, i wskaż to przez „dokument” przy kryterium albo warunku lub "
            "przez „gdy” przy dokumencie. Oświadczenie też jest dokumentem."
        )
        diagnostics.note("P150", _place(regulation, found.values()), f"Żaden dokument nie potwierdza: {what}.", hint)


def _place(regulation: Regulation, found: Iterable[Notes]) -> Span:
    """In the file itself, which has to name the documents, rather than in a law that it stands on."""
    spans = [one.span for one in found]
    own = [span for span in spans if span.source is regulation.source]
    if not own and regulation.school is not None:
        own = [regulation.school.notes.span]
    return [*own, *spans][0]


def _unproven(regulation: Regulation, rules: Rules) -> Iterator[Notes]:
    proven = {name for formulas in _proven_by(rules) for name in _facts(rules, formulas)}
    thorough = _thorough_laws(regulation, rules)
    for notes, formulas in _counted(regulation, rules):
        asked = set(_facts(rules, formulas))
        if asked and not asked & proven and notes.span.source.path not in thorough:
            yield notes


def _thorough_laws(regulation: Regulation, rules: Rules) -> frozenset[str]:
    """Laws that say themselves who files what: the rest, such as where somebody lives, the application says."""
    documents = (one for one in rules.documents.values() if one.applies_when is not None)
    sources = (one.applies_when.span.source for one in documents if one.applies_when is not None)
    return frozenset(one.path for one in sources if one is not regulation.source)


def _counted(regulation: Regulation, rules: Rules) -> Iterator[tuple[Notes, Iterable[Typed]]]:
    """Criteria that give points, conditions that concern somebody, stages of their own."""
    for criterion in rules.criteria:
        yield criterion.notes, [formula for part in criterion.walk() for formula in part.formulas()]
    branches = [branch for branch in regulation.branches.values() if branch.rules is rules]
    for condition in rules.conditions:
        is_asked = any(concerns(regulation, branch, condition.applies_when) is not False for branch in branches)
        if is_asked and not isinstance(condition.requires, Negation):  # that something is not so, nobody proves
            yield condition.notes, [condition.requires]
    for stage in rules.order:
        if stage.kind not in SETTLED_IN:
            yield stage.notes, stage.formulas()


def _proven_by(rules: Rules) -> Iterator[Iterable[Typed]]:
    for criterion in rules.criteria:
        yield from _of_criterion(criterion, has_document=False)
    for condition in rules.conditions:
        if condition.documents:
            yield [one for one in (condition.requires, condition.unless) if one is not None]
    for document in rules.documents.values():
        if document.applies_when is not None:
            yield [document.applies_when]


def _of_criterion(criterion: Criterion, *, has_document: bool) -> Iterator[Iterable[Typed]]:
    """A document of a criterion proves its parts."""
    has_document = has_document or bool(criterion.documents)
    if has_document:
        yield criterion.formulas()
    if isinstance(criterion.way, Components):
        for part in criterion.way.parts:
            yield from _of_criterion(part, has_document=has_document)


def _facts(rules: Rules, formulas: Iterable[Typed]) -> Iterator[str]:
    for node in rules.reached(*formulas):
        if isinstance(node, FactRef) and node.scope == _OF_CANDIDATES and not isinstance(node.fact.type, DateType):
            yield node.fact.name
