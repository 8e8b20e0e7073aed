"""The conditions of admission on the leaflet: what is asked, in which branches, and when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.sentences import Sentences
from dsl.model.regulation import Branch, Condition
from dsl.source.nodes import readable_name
from generator.papers.common import listing, section
from generator.regulation import conditions
from generator.regulation.draft import Draft, Group
from generator.regulation.texts import capital
from generator.tree import Block, Column, Note
from polish.enumerations import enumerate_items

_HEADING = "Warunki przyjęcia"
_BEFORE = "przed zakwalifikowaniem"
_ALL = "wszystkie"


@dataclass(slots=True)
class _Places:
    """The branches, or their kinds, that ask for a condition, and where the regulation tells it."""

    of: dict[str, None] = field(default_factory=dict)
    units: dict[str, None] = field(default_factory=dict)

    def add(self, of: tuple[str, ...], units: tuple[str, ...]) -> None:
        self.of.update(dict.fromkeys(of))
        self.units.update(dict.fromkeys(units))


def table(draft: Draft, where: Mapping[str, str]) -> Iterator[Block]:
    asked, every = _asked(draft, where), _every(draft)
    if asked:
        several = capital(nouns_of(draft.regulation).branch.several)
        of = (Column(several, 3),) if len(every) > 1 else ()
        columns = (Column("Warunek", 7), *of, Column("Kiedy się sprawdza", 4), Column("Regulamin", 3))
        rows = (
            (capital(text), *([_named(tuple(one.of), every)] if of else []), moment, "; ".join(one.units))
            for (moment, text), one in asked.items()
        )
        yield section(_HEADING, listing(columns, rows))


def in_a_row(draft: Draft, where: Mapping[str, str], *, is_brief: bool = False) -> Iterator[Block]:
    """By when they are looked at, a sentence for what the same branches ask; `is_brief` leaves to the regulation what
    all of them ask, and what is looked at later."""
    told: dict[tuple[str, tuple[str, ...]], tuple[list[str], _Places]] = {}
    left: dict[str, None] = {}
    every = _every(draft)
    for (moment, text), one in _asked(draft, where).items():
        if is_brief and (moment != _BEFORE or set(one.of) == set(every)):
            left.update(dict.fromkeys(map(_paragraph, one.units)))
            continue
        texts, places = told.setdefault((moment, tuple(one.of)), ([], _Places()))
        texts.append(text)
        places.add((), tuple(_paragraph(unit) for unit in one.units))
    if told:
        sentences = (_sentence(draft, of, texts, places) for (_, of), (texts, places) in told.items())
        heads = [moment for moment, _ in told]
        opened = (
            f"{capital(moment)} – {sentence}" if number == heads.index(moment) else sentence
            for number, (moment, sentence) in enumerate(zip(heads, sentences, strict=True))
        )
        rest = (f"Pozostałe warunki określa regulamin: {', '.join(left)}.",) if left else ()
        yield Note(f"{_HEADING}.", " ".join((*opened, *rest)))


def by_reference(draft: Draft, where: Mapping[str, str]) -> Iterator[Block]:
    units = dict.fromkeys(_paragraph(unit) for one in _asked(draft, where).values() for unit in one.units)
    if units:
        yield Note(
            f"{_HEADING}.", f"Same punkty nie wystarczą; warunki przyjęcia określa regulamin: {', '.join(units)}."
        )


def _sentence(draft: Draft, of: tuple[str, ...], texts: Sequence[str], places: _Places) -> str:
    every = _every(draft)
    named = _named(of, every)
    whose = f"{named} {nouns_of(draft.regulation).branch.several}: " if named == _ALL else f"{named}: "
    units = f" ({', '.join(places.units)})" if places.units else ""
    return f"{whose if len(every) > 1 else ''}{'; '.join(texts)}{units}."


def _paragraph(unit: str) -> str:
    """„§ 7 ust. 1 pkt 2” → „§ 7”."""
    return unit.partition(" ust.")[0].partition(" pkt")[0]


def _asked(draft: Draft, where: Mapping[str, str]) -> dict[tuple[str, str], _Places]:
    """By when it is looked at and its words; what is looked at first stands first."""
    found: dict[tuple[str, str], _Places] = {}
    for group in conditions.groups(draft):
        for one in group.rules.conditions:
            scope = conditions.asking(draft.regulation, group, one)
            if scope != ():
                key = readable_name(one.checked_at) or _BEFORE, _text(draft, group, one, scope)
                unit = where.get(f"{group.prefix}warunki.{one.name}", "")
                found.setdefault(key, _Places()).add(_of(group, scope), (unit,) if unit else ())
    return dict(sorted(found.items(), key=lambda item: item[0][0] != _BEFORE))


def _text(draft: Draft, group: Group, one: Condition, scope: tuple[Branch, ...] | None) -> str:
    told = replace(one, checked_at="", applies_when=one.applies_when if scope is None else None)
    return Sentences(draft.regulation, group.rules).condition(told).flat


def _of(group: Group, scope: tuple[Branch, ...] | None) -> tuple[str, ...]:
    asked_in = group.branches if scope is None else scope
    return tuple(branch.code for branch in asked_in) or (group.named.rpartition(": ")[2],)


def _every(draft: Draft) -> tuple[str, ...]:
    return tuple(name for group in conditions.groups(draft) for name in _of(group, None))


def _named(of: tuple[str, ...], every: tuple[str, ...]) -> str:
    return _ALL if set(of) == set(every) else enumerate_items(list(of))
