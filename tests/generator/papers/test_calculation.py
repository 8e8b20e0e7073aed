"""Points as rows: every criterion with its parts; of a branch after the first only what differs."""

from __future__ import annotations

from dataclasses import replace

from dsl.emit.explain import COUNTED, NOT_SCORED, Step
from dsl.model.regulation import Notes
from dsl.model.result import Number
from dsl.source.text import Source, Span
from generator.papers.calculation import Cells, Counted, Told, counted, differing, rows
from polish.numbers import NBSP

NOWHERE = Notes(Span(Source("", ""), 0, 0))


def step(label: str, values: str, points: int, *parts: Step) -> Step:
    return Step("kryterium", label, label, "", values, points, "", NOWHERE, parts=parts)


def told_of(*steps: Step) -> tuple[Counted, ...]:
    return counted(steps, lambda one: f"§ 7 pkt {len(one.name)}")


def totals(total: Number | None, *steps: Step) -> str:
    return str(list(rows(told_of(*steps), total))[-1][1])


def other(told: Told, branch: str, total: int, *steps: Step) -> list[Cells]:
    return list(differing(told_of(*steps), total, told, branch))


def test_the_total_is_told_as_a_sum_only_where_it_is_one() -> None:
    exam, prize = step("egzamin", "50", 50), step("świadectwo", "10", 10)
    assert totals(60, exam, prize) == "50 + 10"
    assert totals(60, exam) == totals(60, exam, prize, prize) == "–"
    assert totals(None, exam, prize) == "nie da się jeszcze policzyć"


def test_a_condition_that_is_met_is_told_and_a_part_of_a_part_is_set_further_in() -> None:
    met = replace(step("wyróżnienie", "7", 7), is_met=True)
    deep = step("oceny", "18", 18, step("wskazane", "18", 18, step("polski", "18", 18)))
    assert [row[:2] for row in rows(told_of(met, deep), 25)][:-1] == [
        ("Wyróżnienie", "warunek spełniony"),
        ("Oceny", "–"),
        ("– wskazane", "–"),
        (f"{NBSP * 4}– polski", "–"),
    ]


def test_what_gets_no_points_says_why() -> None:
    nothing = replace(step("olimpiada", "0", 0), kind="pozycja", outcome=NOT_SCORED)
    prize = replace(step("zawody", "4", 4), kind="pozycja", outcome=COUNTED)
    first, second, third, _ = rows(told_of(step("osiągnięcia", "0", 0, nothing, prize)), 0)
    assert first[-1] == "§ 7 pkt 11"
    assert second == ("– olimpiada", "regulamin nie daje za to punktów", "0", "§ 7 pkt 9")
    assert third == ("– zawody", "liczy się", "4", "§ 7 pkt 6")


EXAM = step("egzamin", "30 + 20", 50, step("polski", "0,3 × 100", 30), step("obcy", "0,2 × 100", 20))
OTHER_EXAM = step("egzamin", "30 + 18", 48, step("polski", "0,3 × 100", 30), step("fizyka", "0,2 × 90", 18))
PRIZE, WORK = step("świadectwo", "10", 10), step("wolontariat", "3", 3)


def test_of_a_later_branch_what_differs_stands_in_a_row_and_the_rest_in_the_sum() -> None:
    told: Told = {one.told: "w A" for one in told_of(EXAM, PRIZE, WORK)}
    exam, total = other(told, "w B", 61, OTHER_EXAM, PRIZE, WORK)
    assert exam == ("Egzamin", "polski: 0,3 × 100; fizyka: 0,2 × 90", "48", "§ 7 pkt 7")
    assert total[1] == "48 + 13 (pozostałe kryteria, tak samo jak w A)"
    (only,) = other(told, "w C", 58, OTHER_EXAM, PRIZE)
    assert only[1] == "48 (egzamin, tak samo jak w B) + 10 (świadectwo, tak samo jak w A)"


def test_a_sum_that_is_none_is_not_told_as_one() -> None:
    told: Told = {one.told: "w A" for one in told_of(PRIZE, WORK)}
    _, total = other(told, "w B", 99, EXAM, PRIZE, WORK)
    assert total[1] == "–; pozostałe kryteria, tak samo jak w A"
