"""Points as rows: every criterion with its parts, which are not repeated where a branch before has the same."""

from __future__ import annotations

from dataclasses import replace

from dsl.emit.explain import Step
from dsl.model.regulation import Notes
from dsl.source.text import Source, Span
from generator.papers.calculation import Cells, Told, rows
from polish.numbers import NBSP

NOWHERE = Notes(Span(Source("", ""), 0, 0))


def step(label: str, values: str, points: int, *parts: Step) -> Step:
    return Step("kryterium", label, label, "", values, points, "", NOWHERE, parts=parts)


def plain(told: Told, branch: str, *steps: Step) -> list[Cells]:
    return list(rows(steps, 60, told, branch))[:-1]


def test_the_total_is_told_as_a_sum_only_where_it_is_one() -> None:
    exam, prize = step("egzamin", "50", 50), step("świadectwo", "10", 10)
    assert [list(rows(steps, 60, {}, "A"))[-1][1] for steps in ((exam, prize), (exam,), (exam, prize, prize))] == [
        "50 + 10",
        "–",
        "–",
    ]
    assert list(rows([exam, prize], None, {}, "A"))[-1][1] == "nie da się jeszcze policzyć"


def test_a_condition_that_is_met_is_told_and_a_part_of_a_part_is_set_further_in() -> None:
    met = replace(step("wyróżnienie", "7", 7), is_met=True)
    deep = step("oceny", "18", 18, step("wskazane", "18", 18, step("polski", "18", 18)))
    assert [row[:2] for row in plain({}, "A", met, deep)] == [
        ("Wyróżnienie", "warunek spełniony"),
        ("Oceny", "–"),
        ("– wskazane", "–"),
        (f"{NBSP * 4}– polski", "–"),
    ]


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
