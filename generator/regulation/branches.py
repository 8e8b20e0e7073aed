"""§ Oddziały: the table of branches with their subjects and seats, then what only some of them have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dsl.emit.polish.nouns import Called, Nouns, nouns_of
from dsl.emit.polish.provisions import seats_words
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.words import fact_label
from dsl.model.regulation import Branch, Notes, Regulation, State
from dsl.model.types import CollectionType, Fact, NotionType, NumberType, TextType, TruthType
from dsl.source.nodes import normal_name, readable_name
from generator.regulation.draft import BRANCHES, Draft
from generator.regulation.texts import capital, item, mark, sentence
from generator.regulation.widths import fits, fitted
from generator.tree import Align, Column, Content, Paragraph, Table, Unit
from polish.enumerations import enumerate_items, quote
from polish.numbers import format_number

EXAMPLE = "(wartość przykładowa)"
_NONE = "–"
_LISTED = re.compile(r"[\[\],;\n]|^\s*-", re.MULTILINE)
_YES, _NO = "tak", "nie"


@dataclass(frozen=True, slots=True)
class _Kind:
    """One column: its heading, its width, and its cell for each branch. What may be told outside the table has a
    `label` for that; an answer is yes or no, and may have a `clause` that says it („oddział kształci w zawodzie”)."""

    column: Column
    cells: tuple[str, ...]
    label: str = ""
    is_answer: bool = False
    clause: str = ""

    @property
    def told(self) -> int:
        """Of how many branches it says something."""
        return sum(cell != _NONE for cell in self.cells)

    @property
    def is_feature(self) -> bool:
        return self.is_answer or bool(self.label and 2 * self.told < len(self.cells))


def paragraphs(draft: Draft) -> tuple[Paragraph, ...]:
    regulation = draft.regulation
    branches = list(regulation.branches.values())
    if not branches:
        return ()
    nouns = nouns_of(regulation)
    columns, features = _columns_and_features(regulation, branches)
    rows = tuple(zip(*(one.cells for one in columns), strict=True))
    usual = capital(nouns.branch.several)
    caption = usual + (f" w roku szkolnym {regulation.school_year}" if regulation.school_year else "")
    table = Table(caption, fitted([(one.column, one.cells) for one in columns]), rows, id=BRANCHES)
    for branch in branches:
        draft.put_row(f"oddziały.{branch.code}", BRANCHES, f"{nouns.branch.one} {branch.code}")
    is_one = len(branches) == 1
    which = f"{nouns.branch.of_one} {nouns.of_named}" if is_one else f"{nouns.branch.of_several} wymienionych"
    unit = sentence(
        f"{capital(nouns.candidate.several)} mogą ubiegać się o przyjęcie do {which} w tabeli {mark(BRANCHES)}"
    )
    content: tuple[Content, ...] = (
        unit,
        table,
        *_features(features, branches, nouns),
        *_pools(regulation, branches),
    )
    return (Paragraph(content, heading=draft.heading("oddziały", usual), id="oddziały"),)


def _columns_and_features(regulation: Regulation, branches: list[Branch]) -> tuple[list[_Kind], list[_Kind]]:
    """What few branches have, and answers of yes and no, stand outside the table; so does what else may, where the
    table would be too wide for its words."""
    columns = [one for one in _columns(regulation, branches) if one.told]
    inside = [one for one in columns if not one.is_feature]
    while not fits([(one.column, one.cells) for one in inside]):
        last = next((one for one in reversed(inside) if one.label), None)
        if last is None:
            break
        inside.remove(last)
    return inside, [one for one in columns if one not in inside]


def _features(features: list[_Kind], branches: list[Branch], nouns: Nouns) -> list[Unit]:
    told = [(one, values) for one in features if (values := _values_with_branches(one, branches, nouns.branch))]
    if len(told) == 1:
        ((one, values),) = told
        return [_said_of_each(one, branches, nouns) or _single_feature(one, values)]
    items = [_feature(one, values) for one, values in told]
    return [sentence(f"Cechy {nouns.branch.of_several} są następujące", items)] if items else []


def _said_of_each(one: _Kind, branches: list[Branch], nouns: Nouns) -> Unit | None:
    """By its own words, in the singular that they are in: „Każdy oddział kształci w zawodzie”, „Oddział T …”."""
    noun = nouns.branch
    cells = {branch.code: cell for branch, cell in zip(branches, one.cells, strict=True) if cell.startswith(_YES)}
    if not one.clause.startswith(f"{noun.one} ") or len(set(cells.values())) != 1:
        return None
    if len(cells) == len(branches) > 1:
        who = f"{nouns.each} {noun.one}"
    elif len(cells) == 1:
        who = f"{noun.one} {enumerate_items(list(cells))}"
    else:
        who = f"{nouns.each} z {noun.of_several} {enumerate_items(list(cells))}"
    (value,) = set(cells.values())
    return sentence(f"{who}{one.clause.removeprefix(noun.one)}{value.removeprefix(_YES)}")


Told = list[tuple[str, str, bool]]
"""A value, the branches that have it, and whether these are several."""


def _values_with_branches(one: _Kind, branches: list[Branch], noun: Called) -> Told:
    by_value: dict[str, list[str]] = {}
    for branch, cell in zip(branches, one.cells, strict=True):
        if cell != _NONE and not (one.is_answer and cell.startswith(_NO)):
            by_value.setdefault(cell, []).append(branch.code)
    return [(value, _named(codes, len(branches), noun), len(codes) > 1) for value, codes in by_value.items()]


def _feature(one: _Kind, told: Told) -> Unit:
    """„oddział zawodowy – oddziały I i T”, „drugi język nauczania: język niemiecki – oddział B”."""
    if one.is_answer:
        return Unit(", ".join(f"{one.label}{value.removeprefix(_YES)} – {whose}" for value, whose, _ in told))
    if len(told) == 1:
        ((value, whose, _),) = told
        return Unit(f"{one.label}: {value} – {whose}")
    return Unit(one.label, tuple(Unit(f"{value} – {whose}") for value, whose, _ in told))


def _single_feature(one: _Kind, told: Told) -> Unit:
    """By itself, as a whole sentence."""
    if not one.is_answer:
        unit = _feature(one, told)
        return sentence(capital(str(unit.text)), unit.children)
    said = [f"{'mają' if several else 'ma'} {whose}{value.removeprefix(_YES)}" for value, whose, several in told]
    return sentence(f"Cechę {quote(one.label)} {', '.join(said)}")


def _named(codes: list[str], of: int, noun: Called) -> str:
    if len(codes) == of > 1:
        return f"wszystkie {noun.several}"
    return f"{noun.one if len(codes) == 1 else noun.several} {enumerate_items(codes)}"


def _pools(regulation: Regulation, branches: list[Branch]) -> Iterator[Unit]:
    """How the seats of a branch are kept, in the order in which they are filled."""
    for branch in branches:
        if branch.seats is not None and branch.seats.pools:
            told = Sentences(regulation, branch.rules)
            pools = [item(told.pool(one)) for one in branch.seats.pools]
            where = f"{nouns_of(regulation).branch.in_one} {branch.code}"
            text = f"Miejsca w {where} dzieli się na następujące pule, wypełniane w podanej kolejności"
            yield sentence(text, pools, path=f"oddziały.{branch.code}.miejsca", origin=branch.seats.notes.span)


def _columns(regulation: Regulation, branches: list[Branch]) -> list[_Kind]:
    noun = nouns_of(regulation).branch
    found = [
        _Kind(Column(capital(noun.one), None), tuple(branch.code for branch in branches)),
        _Kind(Column("Nazwa", 4), tuple(_name(branch) for branch in branches)),
    ]
    if len({branch.rules.kind for branch in branches}) > 1:
        kinds = tuple(_kind(branch, noun) for branch in branches)
        found.append(_Kind(Column("Rodzaj", 2), kinds, f"rodzaj {noun.of_one}"))
    extended = tuple(_extended(regulation, branch) for branch in branches)
    found.append(_Kind(Column("Przedmioty rozszerzone", 3), extended))
    found += [_fact_column(fact, branches) for fact in _facts(branches)]
    found.append(_Kind(Column("Liczba miejsc", 2, Align.CENTER), tuple(_seats(branch) for branch in branches)))
    return found


def _kind(branch: Branch, noun: Called) -> str:
    """By its name, without the noun that the column and the ustęp say."""
    return (branch.rules.notes.label or readable_name(branch.rules.kind)).removeprefix(f"{noun.one} ")


def _name(branch: Branch) -> str:
    return branch.label if branch.label != branch.code else _NONE


def _extended(regulation: Regulation, branch: Branch) -> str:
    """In the order in which the school lists them."""
    subjects = regulation.notions.get("przedmiot")
    names = [subjects.label(name) if subjects else readable_name(name) for name in branch.extended_subjects]
    return ", ".join(names) or _NONE


def _facts(branches: list[Branch]) -> list[Fact]:
    """What any branch tells of itself, in the order of the declarations."""
    declared = {name: fact for branch in branches for name, fact in branch.rules.facts["oddział"].items()}
    return [fact for name, fact in declared.items() if any(branch.facts.get(name) for branch in branches)]


def _fact_column(fact: Fact, branches: list[Branch]) -> _Kind:
    cells = tuple(_cell(fact, branch) for branch in branches)
    stays = isinstance(fact.type, CollectionType)  # criteria refer to the table for them
    label = "" if stays else fact_label(fact)
    return _Kind(Column(capital(fact_label(fact)), 3), cells, label, isinstance(fact.type, TruthType), fact.clause)


def fact_column(fact: Fact, branches: list[Branch]) -> tuple[Column, tuple[str, ...]]:
    """What each branch sets, as a column of a table of branches."""
    found = _fact_column(fact, branches)
    return found.column, found.cells


def _cell(fact: Fact, branch: Branch) -> str:
    value = branch.facts.get(fact.name)
    if value is None or fact.name not in branch.rules.facts["oddział"]:
        return _NONE
    notes = branch.fact_notes.get(fact.name)
    return _value(fact, value, notes) + _mark(notes)


def _value(fact: Fact, value: object, notes: Notes | None) -> str:
    match fact.type:
        case CollectionType(item=NotionType() as kind) if isinstance(value, frozenset):
            return ", ".join(map(kind.notion.label, _as_written(value, kind, notes))) or _NONE
        case NotionType(notion=notion):
            return notion.label(str(value))
        case TruthType():
            return _YES if value else _NO
        case NumberType() if not isinstance(value, str | bool):
            return format_number(value)  # type: ignore[arg-type]
        case TextType():
            return str(value)
    return _NONE


def _as_written(members: frozenset[str], kind: NotionType, notes: Notes | None) -> list[str]:
    """In the order in which the school lists them; in that of the notion where its text does not show it."""
    words = [normal_name(word) for word in _LISTED.split(notes.span.text if notes is not None else "")]
    written = [word for word in dict.fromkeys(words) if word in members]
    return written if len(written) == len(members) else [one for one in kind.notion.members if one in members]


def _seats(branch: Branch) -> str:
    if branch.seats is None:
        return _NONE
    return seats_words(branch) + _mark(branch.seats.notes)


def _mark(notes: Notes | None) -> str:
    return f" {EXAMPLE}" if notes is not None and notes.state is State.EXAMPLE else ""
