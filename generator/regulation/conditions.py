"""What a candidate has to meet: the conditions that concern at least one branch of this school."""

from __future__ import annotations

from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.sentences import Sentences
from dsl.model.expr import FactRef
from dsl.model.regulation import Branch, Condition
from generator.regulation.context import NOTHING, Context, Group, Part, is_said
from generator.regulation.wordings import section, text_of
from generator.tree import Paragraph, Unit


def conditions(context: Context) -> Part:
    units = [unit for group in context.groups for unit in _group(context, group)]
    return Part((Paragraph(tuple(units), "Warunki przyjęcia", id="warunki"),)) if units else NOTHING


def _group(context: Context, group: Group) -> tuple[Unit, ...]:
    items = tuple(item for one in group.rules.conditions if (item := _condition(context, group, one)) is not None)
    if not items:
        return ()
    whom = context.for_whom(group.codes)
    introduction = f"o przyjęcie do szkoły{whom} może ubiegać się kandydat, który"
    if len(items) > 1:
        return (section(introduction, *items, id=f"{group.prefix}warunki"),)
    (only,) = items
    return (section(f"{introduction} {only.text}", id=only.id, origin=only.origin),)


def _condition(context: Context, group: Group, one: Condition) -> Unit | None:
    codes = tuple(branch.code for branch in group.branches if _concerns(context, branch, one))
    if not is_said(one.notes) or (group.branches and not codes):
        return None
    sentences = Sentences(context.regulation, group.rules)
    text = sentences.condition(one).text
    if group.branches and len(codes) < len(group.branches):
        text += f" – dotyczy: {', '.join(codes)}"
    return Unit(text_of(text), id=f"{group.prefix}warunki.{one.name}", origin=one.notes.span)


def _concerns(context: Context, branch: Branch, one: Condition) -> bool:
    """False only where the branch itself says that the condition is not for it."""
    condition = one.applies_when
    if condition is None or any(isinstance(node, FactRef) and node.scope != "oddział" for node in condition.walk()):
        return True
    return bool(Evaluator(context.regulation, branch, {}).value(condition))
