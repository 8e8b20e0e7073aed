"""Units of the regulation in narrow cells."""

from __future__ import annotations

import pytest

from generator.papers.common import before_tiret, kept_whole


@pytest.mark.parametrize(
    ("unit", "broken"),
    [
        ("§ 7 ust. 1 pkt 1", ["§ 7 ust. 1 pkt 1"]),
        ("§ 10 ust. 1 pkt 4", ["§ 10 ust. 1", "pkt 4"]),
        ("§ 8 ust. 1 pkt 1 lit. a", ["§ 8 ust. 1", "pkt 1 lit. a"]),
        ("§ 12 tabela 6 lp. 1", ["§ 12", "tabela 6 lp. 1"]),
        ("–", ["–"]),
    ],
)
def test_where_a_unit_may_break(unit: str, broken: list[str]) -> None:
    assert kept_whole(unit).replace("\xa0", "_").split() == [one.replace(" ", "_") for one in broken]


def test_tirets_of_one_letter_are_told_together() -> None:
    assert before_tiret(kept_whole("§ 8 ust. 1 pkt 4 lit. a tiret drugie")) == kept_whole("§ 8 ust. 1 pkt 4 lit. a")
