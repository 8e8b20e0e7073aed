"""Stages of several orders in one table."""

from __future__ import annotations

from generator.papers.side_by_side import merged, place_columns, places


def test_every_stage_stands_once_behind_the_one_that_it_follows() -> None:
    told = [["laureaci", "suma", "zdrowie", "rodzina"], ["suma", "próby", "rodzina"], ["los"]]
    assert merged(told) == ["los", "laureaci", "suma", "próby", "zdrowie", "rodzina"]
    assert places("rodzina", told) == ("4", "3", "–")
    assert [places(one, told)[1] for one in merged(told)] == ["–", "–", "1", "2", "–", "3"]


def test_heads_that_are_long_leave_room_for_the_stages() -> None:
    assert [one.width for one in place_columns(["A, I i T", "B", "W i M", "S"])] == [None] * 4
    assert all(one.width for one in place_columns(["ogólnodostępny i integracyjny", "dwujęzyczny"]))
