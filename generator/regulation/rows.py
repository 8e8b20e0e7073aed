"""Rules that stand in a row of a table, and how other parts refer to them: „lp. 1 tabeli 2”."""

from __future__ import annotations

from dsl.model.regulation import Clause
from generator.regulation.draft import APPEALS, TIMETABLE, Draft
from generator.regulation.texts import mark


def row_of(draft: Draft, path: str) -> str:
    """`terminarz.wnioski` → „lp. 1 tabeli 2”; empty for what stands in no table that is printed."""
    section, _, name = path.partition(".")
    match section:
        case "terminarz":
            names, table = list(draft.regulation.timetable), TIMETABLE
        case "odwołania":
            names, table = [step.name for step in appeal_steps(draft)], APPEALS
        case _:
            return ""
    return f"lp. {names.index(name) + 1} tabeli {mark(table)}" if name in names and draft.prints(section) else ""


def appeal_steps(draft: Draft) -> list[Clause]:
    """Steps with terms, which make a table when there are at least two."""
    steps = [one for one in draft.clauses("odwołania") if one.term is not None and not one.item_prose]
    return steps if len(steps) > 1 else []
