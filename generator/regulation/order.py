"""§ Kolejność przyjmowania: the stages, each of which settles what the one before it left equal."""

from __future__ import annotations

from dataclasses import replace

from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.wording import Wording
from dsl.model.regulation import Stage, StageKind
from generator.regulation.draft import Draft, Group
from generator.regulation.texts import capital, item, mark, sentence
from generator.tree import Paragraph


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(draft, group) for group in draft.groups if group.rules.order)


def _paragraph(draft: Draft, group: Group) -> Paragraph:
    sentences = Sentences(draft.regulation, group.rules)
    stages = [_stage(draft, sentences, group, one) for one in group.rules.order]
    excluded = [sentence(capital(one)) for one in sentences.excluded()]
    if len(stages) == 1:
        (only,) = (item(stages[0], group.prefix),)
        heading = f"{draft.heading('kolejność', 'Kolejność przyjmowania')}{group.suffix}"
        text = f"O kolejności przyjmowania kandydatów {stages[0].introduction if only.children else stages[0].text}"
        unit = sentence(text, only.children, path=only.id, origin=group.rules.order[0].notes.span)
        return Paragraph((unit, *excluded), heading=heading, id=f"{group.prefix}kolejność")
    unit = sentence(
        "Kandydatów przyjmuje się w kolejności ustalonej w następujących etapach, przy czym każdy kolejny etap stosuje "
        "się do kandydatów, których wyniki we wcześniejszych etapach są równorzędne",
        [item(stage, group.prefix) for stage in stages],
    )
    heading = f"{draft.heading('kolejność', 'Kolejność przyjmowania i równorzędne wyniki')}{group.suffix}"
    return Paragraph((unit, *excluded), heading=heading, id=f"{group.prefix}kolejność")


def _stage(draft: Draft, sentences: Sentences, group: Group, one: Stage) -> Wording:
    wording = sentences.stage(one)
    if one.kind is not StageKind.SUM or one.text or not draft.prints("kryteria"):
        return wording
    return replace(wording, text=f"decyduje wyższa suma punktów, o których mowa w {_criteria(group, one)}", items=())


def _criteria(group: Group, one: Stage) -> str:
    """The ustęp with all criteria, or those of its points that are added up."""
    if set(one.criteria) == {criterion.name for criterion in group.rules.criteria}:
        return mark(f"{group.prefix}wszystkie_kryteria")
    return mark(*(f"{group.prefix}kryteria.{name}" for name in one.criteria))
