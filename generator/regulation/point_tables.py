"""Tables of points that criteria look things up in, printed as tables: lying where short, standing where long."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.emit.polish.sentences import Sentences
from dsl.model import expr as typed
from dsl.model.regulation import Criterion, Points, Rules
from dsl.model.regulation import Table as PointTable
from dsl.source.nodes import readable_name
from generator.regulation.draft import Group
from generator.regulation.texts import capital
from generator.tree import Align, Column, Table
from polish.numbers import format_number

_MOST_LYING = 7
_LONGEST_LYING = 60
_LONGEST_SUBJECT = 40
_MARGINS = 2  # of a cell, in letters
_POINTS = "Punkty"


def tables(sentences: Sentences, group: Group) -> dict[str, Table]:
    """Every table that a criterion reaches by its name, as the text comes to them: those of exceptions last."""
    reached = dict.fromkeys(name for criterion in group.rules.criteria for name in _used(group.rules, criterion))
    usual = {name for criterion in group.rules.criteria for name in _usual(group.rules, criterion)}
    names = sorted(reached, key=lambda name: name not in usual)
    return {name: _table(sentences, group, group.rules.tables[name]) for name in names if name in group.rules.tables}


def _table(sentences: Sentences, group: Group, table: PointTable) -> Table:
    entries = [(label, _points(sentences, points)) for label, points in sentences.entries(table)]
    notion = sentences.notion_of(table)
    subject = capital(readable_name(notion.name)) if notion else _looked_up(sentences, group.rules, table)
    lying = len(entries) <= _MOST_LYING and sum(len(label) for label, _ in entries) <= _LONGEST_LYING
    columns, rows = _lying(subject, entries) if lying else _standing(subject, entries)
    caption = capital(table.notes.label or readable_name(table.name))
    return Table(caption, columns, rows, id=f"{group.prefix}tabele.{table.name}", origin=table.notes.span)


def _looked_up(sentences: Sentences, rules: Rules, table: PointTable) -> str:
    """What the table is asked for, where criteria ask it for one thing."""
    formulas = (formula for top in rules.criteria for one in top.walk() for formula in one.formulas())
    lookups = (one for one in rules.reached(*formulas) if isinstance(one, typed.TableLookup))
    keys = {sentences.words.of(one.key) for one in lookups if one.table == table.name}
    (only,) = keys if len(keys) == 1 else ("",)
    return capital(only) if 0 < len(only) <= _LONGEST_SUBJECT else "Wartość"


def _lying(subject: str, entries: list[tuple[str, str]]) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]:
    columns = (Column(subject, None), *(Column(label, len(label) + _MARGINS, Align.CENTER) for label, _ in entries))
    return columns, ((_POINTS, *(points for _, points in entries)),)


def _standing(subject: str, entries: list[tuple[str, str]]) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]:
    return (Column(subject, 3), Column(_POINTS, 1, Align.RIGHT)), tuple(entries)


def _points(sentences: Sentences, points: typed.Typed) -> str:
    if isinstance(points, typed.Constant) and isinstance(points.value, Fraction):
        return format_number(points.value)
    return sentences.amount(points)


def _used(rules: Rules, criterion: Criterion) -> Iterator[str]:
    formulas = [formula for one in criterion.walk() for formula in one.formulas()]
    yield from _lookups(rules, *formulas)


def _lookups(rules: Rules, *formulas: typed.Typed) -> Iterator[str]:
    """The tables that formulas look into, also through definitions."""
    yield from (node.table for node in rules.reached(*formulas) if isinstance(node, typed.TableLookup))


def _usual(rules: Rules, criterion: Criterion) -> Iterator[str]:
    """Those that are not only reached when an exception holds."""
    exceptional = {
        name
        for one in criterion.walk()
        if isinstance(one.way, Points) and isinstance(one.way.points, typed.If)
        for name in _lookups(rules, one.way.points.then)
    }
    yield from (name for name in _used(rules, criterion) if name not in exceptional)
