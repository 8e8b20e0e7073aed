"""Points as rows: every criterion with its parts, which are not repeated where a branch before has the same."""

from __future__ import annotations

from dsl.emit.explain import Step
from dsl.model.regulation import Notes
from dsl.source.text import Source, Span
from generator.papers.calculation import Cells, Told, rows

NOWHERE = Notes(Span(Source("", ""), 0, 0))


def step(label: str, values: str, points: int, *parts: Step) -> Step:
    return Step("kryterium", label, label, "", values, points, "", NOWHERE, parts=parts)


def plain(told: Told, branch: str, *steps: Step) -> list[Cells]:
    return list(rows(steps, 60, told, branch))[:-1]


def test_parts_stand_once_and_the_total_adds_up_in_every_branch() -> None:
    exam = step("egzamin", "30 + 20", 50, step("polski", "0,3 × 100", 30), step("obcy", "0,2 × 100", 20))
    prize = step("świadectwo", "10", 10)
    other = step("egzamin", "30 + 20", 50, step("polski", "0,3 × 100", 30), step("fizyka", "0,2 × 100", 20))
    told: Told = {}
    whole = [("Egzamin", "30 + 20", "50"), ("– polski", "0,3 × 100", "30"), ("– obcy", "0,2 × 100", "20")]
    assert plain(told, "A", exam, prize) == [*whole, ("Świadectwo", "–", "10")]
    assert plain(told, "B", exam, prize) == [("Egzamin", "tak samo jak w oddziale A", "50"), ("Świadectwo", "–", "10")]
    assert len(plain(told, "C", other, prize)) == 4
    assert plain(told, "D", other)[0] == ("Egzamin", "tak samo jak w oddziale C", "50")
