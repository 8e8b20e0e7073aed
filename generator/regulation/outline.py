"""The parts of the document in their order, and the document made of them.

A school's outline (`treść`) may later choose its own; this one is the default.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dsl.model.regulation import Regulation
from generator.regulation.branches import branches
from generator.regulation.clauses import clauses
from generator.regulation.conditions import conditions
from generator.regulation.context import Context, InTable, Part
from generator.regulation.frame import document as framed
from generator.regulation.general import general
from generator.regulation.papers import papers
from generator.regulation.timetable import timetable
from generator.tree import Document

PARTS: tuple[Callable[[Context], Part], ...] = (
    general,
    branches,
    timetable,
    clauses("system", "Składanie wniosku"),
    papers,
    conditions,
    clauses("komisja", "Komisja rekrutacyjna"),
    clauses("listy", "Podawanie wyników do wiadomości"),
    clauses("odwołania", "Tryb odwoławczy"),
    clauses("dane_osobowe", "Dane osobowe"),
    clauses("postanowienia", "Postanowienia końcowe"),
)


@dataclass(frozen=True, slots=True)
class Outlined:
    """The document, and which rules stand in its tables."""

    document: Document
    rows: dict[str, InTable]


def outline(regulation: Regulation) -> Outlined:
    context = Context(regulation)
    parts = [make(context) for make in PARTS]
    blocks = [block for part in parts for block in part.blocks]
    rows = {path: row for part in parts for path, row in part.rows.items()}
    return Outlined(framed(regulation, blocks), rows)
