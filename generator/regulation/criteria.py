"""§ Kryteria i punkty: every criterion with its points; then exceptions, what counts once, the total, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dsl.checks.order.counted import left_out
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.wording import Wording
from dsl.model import expr as typed
from dsl.model.regulation import Criterion, Rules, StageKind
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
    told = [_told(draft, group, sentences, one) for one in rules.criteria]
    items = [_item(one, group.prefix) for one in told]
    everything = f"{group.prefix}wszystkie_kryteria"
    opening = "Punkty przyznaje się według"
    return (
        listed(opening, "kryterium:", "", items)
        if len(items) == 1
        else sentence(f"{opening} następujących kryteriów", items, path=everything),
        *_exceptions(group, sentences),
        *_counted_once(group, sentences),
        *_applied(told),
        *_total(group, rules),
        *(table for name, table in own.items() if ids[name] == table.id),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A criterion in words; `first` is the path of the same one in an earlier §, empty where it is told here, `also`
    are the paths of the ustępy about it, here and `there`."""

    wording: Wording
    first: str = ""
    also: tuple[str, ...] = ()
    there: tuple[str, ...] = ()


def _told(draft: Draft, group: Group, sentences: DocumentSentences, one: Criterion) -> _Told:
    """What takes several points and stands word for word in an earlier § is not repeated."""
    exceptions, once = len(sentences.exceptions), len(sentences.counted_once)
    wording = sentences.criterion(one)
    new_exceptions, new_once = sentences.exceptions[exceptions:], sentences.counted_once[once:]
    if not wording.items or not group.prefix:
        return _Told(wording)
    path = f"{group.prefix}{wording.path}"
    besides = (
        *((found.criterion.dotted, found.condition, found.amount) for found in new_exceptions),
        *((found.dotted, repeated) for found, repeated in new_once),
    )
    first = draft.listed_first((_words(wording), besides), path)
    if first == path:
        return _Told(wording)
    del sentences.exceptions[exceptions:], sentences.counted_once[once:]
    ends = dict.fromkeys(_exceptions_path("", found.criterion.path[0]) for found in new_exceptions)
    ends |= dict.fromkeys(_once_path("", found) for found, _ in new_once)
    there = first.removesuffix(wording.path)
    return _Told(wording, first, tuple(f"{group.prefix}{end}" for end in ends), tuple(f"{there}{end}" for end in ends))


def _words(wording: Wording) -> tuple[object, ...]:
    return wording.text, wording.lead, wording.closing, tuple(map(_words, wording.items))


def _item(told: _Told, prefix: str) -> Unit:
    if not told.first:
        return item(told.wording, prefix)
    short = replace(told.wording, text=f"{told.wording.text}, na zasadach określonych w {mark(told.first)}", items=())
    return replace(item(short, prefix), also=tuple(f"{prefix}{path}" for path in _paths(told.wording.items)))


def _paths(wordings: Sequence[Wording]) -> Iterator[str]:
    for one in wordings:
        yield from filter(None, (one.path,))
        yield from _paths(one.items)


def _applied(told: Sequence[_Told]) -> list[Unit]:
    """The ustępy of an earlier § about what is told there."""
    there = [path for one in told for path in one.there]
    also = tuple(path for one in told for path in one.also)
    return [replace(sentence(f"Przepisy {mark(*there)} stosuje się odpowiednio"), also=also)] if there else []


def _exceptions_path(prefix: str, top: str) -> str:
    return f"{prefix}kryteria.{top}.wyjątki"


def _once_path(prefix: str, criterion: Criterion) -> str:
    return f"{prefix}kryteria.{criterion.dotted}.jednorazowo"


def _exceptions(group: Group, sentences: DocumentSentences) -> list[Unit]:
    """One ustęp for each criterion in which something else is given in some cases."""
    tops = dict.fromkeys(one.criterion.path[0] for one in sentences.exceptions)
    return [
        _exception(group, top, [one for one in sentences.exceptions if one.criterion.path[0] == top]) for top in tops
    ]


def _exception(group: Group, top: str, found: list[Exceptional]) -> Unit:
    path = _exceptions_path(group.prefix, top)
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
        path = _once_path(group.prefix, criterion)
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
