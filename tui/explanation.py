"""Why one candidate has these points: every step in words, with the place of its rule. No Textual."""

from __future__ import annotations

from collections.abc import Iterator

from admission.candidates import Candidate
from admission.offer import Offer
from admission.scoring import home_of
from dsl.emit.applicability import concerns
from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import Explanation, Step, explain, with_result
from dsl.emit.polish.sentences import basis
from dsl.model.regulation import Branch, Regulation
from dsl.source.text import Location
from polish.enumerations import enumerate_items
from polish.plurals import POINT, count
from tui.panes.words import fact_words
from tui.paragraphs import Paragraph

COUNTED = "liczy się"


def explained(offer: Offer, candidate: Candidate, first: str = "") -> list[Paragraph]:
    """In every branch that the candidate chose; the branch `first` before the others."""
    choices = sorted(candidate.choices, key=lambda one: one.branch != first)
    found: list[Paragraph] = []
    for choice in choices:
        regulation, home = home_of(offer, choice.branch)
        explanation = explain(Evaluator(regulation, home, candidate.facts, choice.pair))
        found += _branch(regulation, offer.branches[choice.branch], home, explanation)
    return found


def _branch(regulation: Regulation, branch: Branch, home: Branch, found: Explanation) -> Iterator[Paragraph]:
    label = f" – {branch.label}" if branch.label and branch.label not in (branch.code, home.code) else ""
    yield Paragraph(f"Oddział {branch.code}{label}", is_head=True)
    total = found.result.total
    yield Paragraph(f"Razem: {count(total, POINT) if total is not None else 'nie da się jeszcze policzyć'}", 1)
    if found.result.missing:
        yield Paragraph(f"Brakuje: {enumerate_items([fact_words(one) for one in found.result.missing])}", 1)
    for step in found.criteria:
        yield from _criterion(regulation, step, 1)
    conditions = zip(home.rules.conditions, found.conditions, strict=True)
    mine = [step for rule, step in conditions if concerns(regulation, home, rule.applies_when) is not False]
    if mine:
        yield Paragraph("Warunki", 1, is_head=True)
    for step in mine:
        yield Paragraph(f"{step.rule}: {step.outcome}{_basis(regulation, step)}", 2, place=_place(step))
    yield Paragraph("Kolejność", 1, is_head=True)
    for number, step in enumerate(found.stages, start=1):
        words = f"{number}. {step.label}: {step.outcome}{_basis(regulation, step)}"
        yield Paragraph(words, 2, place=_place(step))
    yield Paragraph("")


def _criterion(regulation: Regulation, step: Step, depth: int) -> Iterator[Paragraph]:
    told = f"{step.values} = ?" if step.points is None else with_result(step.values, step.points)
    outcome = f" [{step.outcome}]" if step.outcome and step.outcome != COUNTED else ""
    yield Paragraph(f"{step.label}: {told}{outcome}{_basis(regulation, step)}", depth, place=_place(step))
    for part in step.parts:
        yield from _criterion(regulation, part, depth + 1)


def _place(step: Step) -> Location | None:
    """An element of a list has no rule of its own."""
    return None if step.kind == "pozycja" else step.notes.span.location()


def _basis(regulation: Regulation, step: Step) -> str:
    legal = step.notes.basis
    return f" ({basis(regulation, legal.act, legal.unit)})" if legal is not None and step.kind != "pozycja" else ""
