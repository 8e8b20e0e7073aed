"""§ Kryteria i punkty: every criterion with its points; then exceptions, what counts once, the total, tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dsl.checks.order.counted import left_out
from dsl.emit.polish.sentences import Sentences
from dsl.model import expr as typed
from dsl.model.regulation import Rules, StageKind
from generator.regulation.definitions import explained
from generator.regulation.document_sentences import DocumentSentences, Exceptional
from generator.regulation.draft import Draft, Group
from generator.regulation.point_tables import tables
from generator.regulation.texts import as_text, item, listed, mark, sentence
from generator.tree import Content, Paragraph, Unit
from polish.plurals import POINT, count


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    heading = draft.heading("kryteria", "Kryteria i punkty")
    return tuple(
        Paragraph(_explained(draft, group), heading=f"{heading}{group.suffix}", id=f"{group.prefix}kryteria")
        for group in groups(draft)
        if counted(draft, group.rules).criteria
    )


def _explained(draft: Draft, group: Group) -> tuple[Content, ...]:
    used = (
        (formula, "")
        for top in counted(draft, group.rules).criteria
        for one in top.walk()
        for formula in one.formulas()
    )
    return explained(draft, group, used, _content(draft, group))


def groups(draft: Draft) -> tuple[Group, ...]:
    return draft.groups("kryteria", _content)


def counted(draft: Draft, rules: Rules) -> Rules:
    """Without the criteria that only other branches count."""
    left = left_out(draft.regulation, rules)
    return replace(rules, criteria=tuple(one for one in rules.criteria if one.name not in left)) if left else rules


def prefix_of(draft: Draft, rules: Rules) -> str:
    """Before the ids of the criteria of these rules."""
    return next(group.prefix for group in groups(draft) if any(one is rules for one in group.members))


def _content(draft: Draft, group: Group) -> tuple[Content, ...]:
    rules = counted(draft, group.rules)
    own = tables(Sentences(draft.regulation, rules), group)
    ids = {name: draft.printed_table(table, group) for name, table in own.items()}
    sentences = DocumentSentences(draft, rules, ids)
    items = [item(sentences.criterion(one), group.prefix) for one in rules.criteria]
    everything = f"{group.prefix}wszystkie_kryteria"
    opening = "Punkty przyznaje się według"
    return (
        listed(opening, "kryterium:", "", items)
        if len(items) == 1
        else sentence(f"{opening} następujących kryteriów", items, path=everything),
        *_exceptions(group, sentences),
        *_counted_once(group, sentences),
        *_total(group, rules),
        *(table for name, table in own.items() if ids[name] == table.id),
    )


def _exceptions(group: Group, sentences: DocumentSentences) -> list[Unit]:
    """One ustęp for each criterion in which something else is given in some cases."""
    tops = dict.fromkeys(one.criterion.path[0] for one in sentences.exceptions)
    return [
        _exception(group, top, [one for one in sentences.exceptions if one.criterion.path[0] == top]) for top in tops
    ]


def _exception(group: Group, top: str, found: list[Exceptional]) -> Unit:
    path = f"{group.prefix}kryteria.{top}.wyjątki"
    if len(found) == 1:
        (one,) = found
        instead = mark(f"{group.prefix}kryteria.{one.criterion.dotted}")
        text = f"Jeżeli {one.condition}, zamiast punktów, o których mowa w {instead}, przyznaje się {one.amount}"
        return sentence(text, path=path, origin=one.criterion.notes.span)
    return sentence("Zamiast punktów, o których mowa w", [_case(group, one) for one in found], path=path)


def _case(group: Group, one: Exceptional) -> Unit:
    place = mark(f"{group.prefix}kryteria.{one.criterion.dotted}")
    text = f"{place} – jeżeli {one.condition}, przyznaje się {one.amount}"
    return Unit(as_text(text), origin=one.criterion.notes.span)


def _counted_once(group: Group, sentences: DocumentSentences) -> list[Unit]:
    units = []
    for criterion, repeated in sentences.counted_once:
        place = mark(f"{group.prefix}kryteria.{criterion.dotted}")
        text = (
            f"Jeżeli {repeated}, punkty, o których mowa w {place}, przyznaje się za nie jednorazowo, "
            "za najwyżej punktowane"
        )
        path = f"{group.prefix}kryteria.{criterion.dotted}.jednorazowo"
        units.append(sentence(text, path=path, origin=criterion.notes.span))
    return units


def _total(group: Group, rules: Rules) -> list[Unit]:
    """The most that all criteria give, where the regulation states it; that they are added up, where no stage does."""
    every = {criterion.name for criterion in rules.criteria}
    path = f"{group.prefix}kryteria.razem"
    sums = [stage for stage in rules.order if stage.kind is StageKind.SUM]
    whole = next((stage for stage in sums if set(stage.criteria) == every), None)
    if whole is None:
        added = len(every) > 1 and sums and set(rules.total) == every
        text = "Punkty przyznane za wszystkie kryteria sumuje się"
        return [sentence(text, path=path, origin=rules.notes.span)] if added else []
    most = whole.claimed_most
    if isinstance(most, typed.Constant) and isinstance(most.value, Fraction):
        text = f"Za wszystkie kryteria można otrzymać łącznie najwyżej {count(most.value, POINT)}"
        return [sentence(text, path=path, origin=whole.notes.span)]
    return []
