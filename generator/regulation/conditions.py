"""§ Warunki przyjęcia: what a candidate must meet, and what has to be shown only when the will is confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dsl.emit.applicability import concerns
from dsl.emit.polish.nouns import Nouns, nouns_of
from dsl.emit.polish.sentences import Sentences
from dsl.model.expr import Typed
from dsl.model.regulation import Branch, Condition, Regulation, Rules
from dsl.source.nodes import normal_name, readable_name
from generator.regulation.definitions import explained
from generator.regulation.draft import Draft, Group, named
from generator.regulation.rows import row_of
from generator.regulation.texts import item, listed
from generator.tree import Paragraph, Unit
from polish.enumerations import quote


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    heading = draft.heading("warunki", "Warunki przyjęcia")
    return tuple(
        Paragraph(
            explained(draft, group, _used(group.rules), units),
            heading=f"{heading}{group.suffix}",
            id=f"{group.prefix}warunki",
        )
        for group in groups(draft)
        if (units := _content(draft, group))
    )


def _used(rules: Rules) -> Iterator[tuple[Typed, str]]:
    """What is printed beside the author's words of a condition."""
    for one in rules.conditions:
        for formula in (one.applies_when, one.unless, one.reserve_when):
            if formula is not None:
                yield formula, one.text


def groups(draft: Draft) -> tuple[Group, ...]:
    return draft.groups("warunki", _content)


def _content(draft: Draft, group: Group) -> tuple[Unit, ...]:
    told = [(one, scope) for one in group.rules.conditions if (scope := asking(draft.regulation, group, one)) != ()]
    return (*_first(draft, group, told), *_later(draft, group, told))


Told = list[tuple[Condition, tuple[Branch, ...] | None]]


def _first(draft: Draft, group: Group, told: Told) -> list[Unit]:
    """What must be met to be qualified."""
    mine = [(one, scope) for one, scope in told if not one.checked_at]
    if not mine:
        return []
    items = [_item(draft, group, one, scope) for one, scope in mine]
    nouns = nouns_of(draft.regulation)
    opening = f"Do przyjęcia może być {nouns.qualified} {nouns.candidate.one}, {nouns.who}"
    if all(says_who(one.text, nouns) for one, _ in mine):
        return [listed(opening, "", "", items)]
    return [listed(f"{opening} spełnia", "warunek:", "następujące warunki", items)]


def _later(draft: Draft, group: Group, told: Told) -> list[Unit]:
    """What has to be shown at a later activity to be admitted, one ustęp for each."""
    nouns, units = nouns_of(draft.regulation), []
    for moment in dict.fromkeys(one.checked_at for one, _ in told if one.checked_at):
        mine = [(one, scope) for one, scope in told if one.checked_at == moment]
        items = [_item(draft, group, one, scope) for one, scope in mine]
        row = row_of(draft, f"terminarz.{normal_name(moment)}")
        activity = f"w terminie określonym w {row}" if row else f"przy czynności {quote(readable_name(moment))}"
        if all(says_who(one.text, nouns) for one, _ in mine):
            opening = f"Warunkiem przyjęcia jest także wykazanie {activity}, że {nouns.candidate.one}"
            units.append(listed(opening, "", "", items))
        else:
            opening = f"Do przyjęcia trzeba także {activity} spełnić"
            units.append(listed(opening, "warunek:", "następujące warunki", items))
    return units


_PRESENT = frozenset({"posiada", "ma", "jest", "mieszka"})


def says_who(text: str, nouns: Nouns) -> bool:
    """„posiada świadectwo …”, „ukończył szkołę …”: goes on after „kandydat, który”."""
    verb = text.partition(" ")[0]
    return verb in _PRESENT or verb.endswith(nouns.past)


def _item(draft: Draft, group: Group, one: Condition, scope: tuple[Branch, ...] | None) -> Unit:
    """Whom it concerns is said in branches where that is settled."""
    sentences = Sentences(draft.regulation, group.rules)
    if scope is None:
        wording = sentences.condition(replace(one, checked_at=""))
    else:
        wording = sentences.condition(replace(one, checked_at="", applies_when=None))
        if len(scope) < len(group.branches):
            wording = replace(wording, text=f"{wording.text} (dotyczy {named(draft, (), scope, genitive=True)})")
    return item(wording, group.prefix)


def asking(regulation: Regulation, group: Group, one: Condition) -> tuple[Branch, ...] | None:
    """The branches that the condition concerns; None where it depends on more than the branch."""
    if not group.branches:
        return None
    found = [(branch, concerns(regulation, branch, one.applies_when)) for branch in group.branches]
    if any(concerned is None for _, concerned in found):
        return None
    return tuple(branch for branch, concerned in found if concerned)
