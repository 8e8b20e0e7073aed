"""§ Kolejność przyjmowania: the stages, each of which settles what the one before it left equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.order import counted
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import Words
from dsl.model.expr import Typed
from dsl.model.regulation import Rules, Stage, StageKind
from generator.regulation import criteria
from generator.regulation.definitions import explained
from generator.regulation.draft import Draft, Group
from generator.regulation.texts import capital, item, mark, sentence
from generator.tree import Paragraph, Unit


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(draft, group) for group in groups(draft) if group.rules.order)


def groups(draft: Draft) -> tuple[Group, ...]:
    return draft.groups("kolejność", _content)


def _paragraph(draft: Draft, group: Group) -> Paragraph:
    several = "" if len(group.rules.order) == 1 else " i równorzędne wyniki"
    heading = f"{draft.heading('kolejność', f'Kolejność przyjmowania{several}')}{group.suffix}"
    content = explained(draft, group, _used(draft, group.rules), _content(draft, group))
    return Paragraph(content, heading=heading, id=f"{group.prefix}kolejność")


def _used(draft: Draft, rules: Rules) -> Iterator[tuple[Typed, str]]:
    """What stages compare, but for a number of things that the stage itself lists."""
    words = Words(draft.regulation, rules)
    for one in rules.order:
        if one.value is not None and (one.text or not counted(words, one.value)):
            yield one.value, one.text


def _content(draft: Draft, group: Group) -> tuple[Unit, ...]:
    sentences = Sentences(draft.regulation, group.rules)
    stages = [_told_before(draft, group, _stage(draft, sentences, group, one)) for one in group.rules.order]
    excluded = [sentence(capital(one)) for one in sentences.excluded()]
    candidates = nouns_of(draft.regulation).candidate
    if len(stages) == 1:
        (only,) = (item(stages[0], group.prefix),)
        told = stages[0].introduction if only.children else stages[0].text
        text = f"O kolejności przyjmowania {candidates.of_several} {told}"
        unit = sentence(text, only.children, path=only.id, origin=group.rules.order[0].notes.span)
        return (unit, *excluded)
    unit = sentence(
        f"{capital(candidates.accusative)} przyjmuje się w kolejności ustalonej w następujących etapach, przy czym "
        f"każdy kolejny etap stosuje się do {candidates.of_several}, których wyniki we wcześniejszych etapach są "
        "równorzędne",
        [item(stage, group.prefix) for stage in stages],
    )
    return (unit, *excluded)


def _stage(draft: Draft, sentences: Sentences, group: Group, one: Stage) -> Wording:
    wording = sentences.stage(one)
    if one.kind is not StageKind.SUM or one.text or not draft.prints("kryteria"):
        return wording
    return replace(
        wording, text=f"decyduje wyższa suma punktów, o których mowa w {_criteria(draft, group, one)}", items=()
    )


def _told_before(draft: Draft, group: Group, wording: Wording) -> Wording:
    """What an earlier § lists is not listed again."""
    if not wording.items or not group.prefix:
        return wording
    first = draft.listed_first(
        (wording.text, tuple(one.flat for one in wording.items)), f"{group.prefix}{wording.path}"
    )
    if first.startswith(group.prefix):
        return wording
    return replace(wording, text=f"{wording.text}, o których mowa w {mark(first)}", items=(), lead="")


def _criteria(draft: Draft, group: Group, one: Stage) -> str:
    """The ustęp with all criteria, or those of its points that are added up."""
    prefix = criteria.prefix_of(draft, group.rules)
    every = {criterion.name for criterion in criteria.counted(draft, group.rules).criteria}
    if len(every) > 1 and set(one.criteria) == every:
        return mark(f"{prefix}wszystkie_kryteria")
    return mark(*(f"{prefix}kryteria.{name}" for name in one.criteria))
