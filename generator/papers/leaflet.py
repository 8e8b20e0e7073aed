"""„Jak policzyć punkty”: the regulation for candidates on a sheet or two.

With it alone, and a pencil, anybody can count the points of a child. It refers to the units of the regulation, and says
nothing that the regulation does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from dsl.emit.polish.said import says
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.wording import Wording
from dsl.model.regulation import CONFIRMING, Regulation, Stage, StageKind
from generator.papers import conditions_told
from generator.papers.common import author, listing, section
from generator.papers.points_told import branch_facts, points
from generator.papers.side_by_side import merged, place_columns, places
from generator.regulation import criteria, head, order, units
from generator.regulation.draft import TIMETABLE, Draft, Group
from generator.regulation.examples import annex, example_id
from generator.regulation.texts import capital
from generator.regulation.timetable import when
from generator.tree import Align, Block, Column, Document, Note, Strong, Table
from polish.enumerations import enumerate_items

_TITLE = "Jak policzyć punkty"
_SUMMARY = "To streszczenie regulaminu dla kandydatów. Rozstrzyga tekst regulaminu."
_HEADINGS = {"rekrutacyjne": "Postępowanie rekrutacyjne", "uzupełniające": "Postępowanie uzupełniające"}
_ORDER = "Kolejność: następny etap rozstrzyga przy równym wyniku"
_ORDER_OF_EACH = "Kolejność: numer etapu w oddziałach; następny etap rozstrzyga przy równym wyniku"
_NONE = "–"
_FIRST_PHASE = "rekrutacyjne"
_NEVER_MISSED = ("wnioski", "uzupełnienie_wniosku", CONFIRMING)
_FIGURE = re.compile(r"\d+(?:,\d+)?")


class Room(IntEnum):
    """How much of it is asked for: `COMPACT` in smaller letters, `TIGHT` also with the conditions in a line after
    another, `SHORT` with the days so as well, `SHORTEST` with those days alone that nobody may miss,
    `BARE` without the example and with fewer conditions, `BAREST` with where these are told."""

    USUAL = 0
    COMPACT = 1
    TIGHT = 2
    SHORT = 3
    SHORTEST = 4
    BARE = 5
    BAREST = 6


def leaflet(regulation: Regulation, room: Room = Room.USUAL) -> Document:
    draft, where = Draft(regulation), units(regulation)
    return Document(
        title=_TITLE,
        day=head.day(regulation),
        blocks=(
            *(conditions_told.table(draft, where) if room < Room.TIGHT else ()),
            *points(draft, where),
            *branch_facts(draft),
            *_order(draft),
            *(_conditions_in_a_row(draft, where, room) if room >= Room.TIGHT else ()),
            *(_timetable(regulation) if room < Room.SHORT else _days_in_a_row(regulation, where, room)),
            *(_example(draft) if room < Room.BARE else ()),
            Note("Informacja.", _SUMMARY),
        ),
        kind="ulotka",
        subtitle=_subtitle(regulation),
        author=author(regulation),
        description="Kryteria, punkty, kolejność i terminy w skrócie",
        footer=head.footer(regulation),
        compact=room > Room.USUAL,
    )


def _conditions_in_a_row(draft: Draft, where: Mapping[str, str], room: Room) -> Iterator[Block]:
    if room is Room.BAREST:
        return conditions_told.by_reference(draft, where)
    return conditions_told.in_a_row(draft, where, is_brief=room is Room.BARE)


def _subtitle(regulation: Regulation) -> tuple[str, ...]:
    year = f"Rekrutacja na rok szkolny {regulation.school_year}" if regulation.school_year else ""
    return tuple(filter(None, (author(regulation), year)))


# -- order, days, an example ------------------------------------------------------------------------------------------


def _order(draft: Draft) -> Iterator[Block]:
    """One list of stages; where branches have lists of their own, every stage once, with its place in each of them."""
    groups = [group for group in order.groups(draft) if group.rules.order]
    told = _shortened([_stages(draft, group) for group in groups])
    if len(groups) == 1:
        columns = (Column("Etap", None, Align.RIGHT), Column("Co decyduje", 9))
        numbered = ((str(number), text) for number, text in enumerate(told[0], start=1))
        yield section(_ORDER, listing(columns, numbered))
    elif groups:
        heads = place_columns([_head(group) for group in groups])
        rows = ((text, *places(text, told)) for text in merged(told))
        yield section(_ORDER_OF_EACH, listing((Column("Co decyduje", 11), *heads), rows))


def _head(group: Group) -> str:
    """The branches, or the kinds of them."""
    return enumerate_items([branch.code for branch in group.branches]) or group.named.rpartition(": ")[2]


def _shortened(told: Sequence[Sequence[Wording]]) -> list[list[str]]:
    """Without an enumeration that another stage tells in full, where the stage itself says what of it is left out."""
    full = [one for stages in told for one in stages]
    return [[_without_items(one, full) for one in stages] for stages in told]


def _without_items(stage: Wording, others: Sequence[Wording]) -> str:
    names = {one.text for one in stage.items}
    fuller = ({one.text for one in other.items} for other in others)
    is_told = any(names < found and all(says(stage.text, one) for one in found - names) for found in fuller)
    return stage.text if names and is_told else stage.flat


def _stages(draft: Draft, group: Group) -> list[Wording]:
    words = Sentences(draft.regulation, group.rules)
    every = {one.name for one in criteria.counted(draft, group.rules).criteria}
    return [_stage(words, one, every) for one in group.rules.order]


def _stage(words: Sentences, one: Stage, every: set[str]) -> Wording:
    """A sum of all the criteria needs no names, and its most stands with them."""
    if one.kind is StageKind.SUM and set(one.criteria) == every:
        return replace(words.stage(replace(one, claimed_most=None)), items=())
    return words.stage(one)


def _timetable(regulation: Regulation) -> Iterator[Block]:
    events = list(regulation.timetable.values())
    phases = [phase for phase in _HEADINGS if any(phase in event.terms for event in events)]
    if not phases:
        return
    headings = ["Termin"] if len(phases) == 1 else [_HEADINGS[phase] for phase in phases]
    columns = (Column("Czynność", 6), *(Column(heading, 4) for heading in headings))
    rows = (
        (
            event.activity[:1].upper() + event.activity[1:],
            *(when(event, phase, regulation.timetable) for phase in phases),
        )
        for event in events
    )
    yield section("Terminy", listing(columns, rows))


def _days_in_a_row(regulation: Regulation, where: Mapping[str, str], room: Room) -> Iterator[Block]:
    """Of the first phase; the others where the regulation tells them."""
    told = [event for event in regulation.timetable.values() if _FIRST_PHASE in event.terms]
    if room >= Room.SHORTEST:
        told = [event for event in told if event.name.startswith(_NEVER_MISSED)]
    days = [f"{event.activity}: {when(event, _FIRST_PHASE, regulation.timetable)}" for event in told]
    is_all = len(told) == sum(len(event.terms) for event in regulation.timetable.values())
    rest = f"Pozostałe określa regulamin: {where[TIMETABLE]}." if TIMETABLE in where and not is_all else ""
    words = " ".join(filter(None, (capital(f"{'; '.join(days).removesuffix('.')}.") if days else "", rest)))
    if words:
        yield Note("Terminy.", words)


def _example(draft: Draft) -> Iterator[Block]:
    """Of the worked examples that come to a total, one for the branches that most count alike; of these the one that
    teaches the most: has the most different figures."""
    tables = [block for one in annex(draft) for block in one.blocks if isinstance(block, Table)]
    whole = [one for one in tables if any(row[0] == (Strong("Razem"),) for row in one.rows)]
    if whole:
        alike = _counted_alike(draft)
        fullest = max(whole, key=lambda one: (alike.get(one.id, 0), _figures(one)))
        yield section(fullest.caption, listing(fullest.columns, fullest.rows))


def _counted_alike(draft: Draft) -> dict[str, int]:
    """By the id of an example how many branches have the criteria of its own."""
    groups = criteria.groups(draft)
    of_branch = {branch.code: len(group.branches) for group in groups for branch in group.branches}
    return {example_id(one): of_branch.get(one.branch, 0) for one in draft.regulation.examples}


def _figures(example: Table) -> int:
    return len({figure for row in example.rows for cell in row for figure in _FIGURE.findall(str(cell))})
