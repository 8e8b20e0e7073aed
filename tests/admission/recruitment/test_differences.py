"""What differs between two recruitments: what their files say, and the regulations beneath."""

from __future__ import annotations

from pathlib import Path

import pytest

from admission.recruitment.differences import Compared, compared
from admission.recruitment.reading import read_recruitment
from tests.admission.recruitment.schools import LAW, RECRUITMENT, SCHOOL, write_schools


def compare(folder: Path, new: str, old: str = "", **changed: str) -> Compared:
    """Of two recruitments that differ in these lines and in the texts of these schools."""
    found = []
    for name, text, texts in (("old", old, {}), ("new", new, changed)):
        (folder / name).mkdir()
        read = read_recruitment(write_schools(folder / name, text, **texts))
        assert read.recruitment is not None, [one.message for one in read.diagnostics]
        found.append(read.recruitment)
    return compared(found[0], found[1])


def told(found: Compared) -> list[tuple[str, str, str, str, str]]:
    return [(one.part.value, one.name, one.status.value, one.old, one.new) for one in found.own]


def test_the_same_files_do_not_differ(tmp_path: Path) -> None:
    text = "miejsca: {lo1/A: 7}\nlimity: {szkoły: 2}\nwspólne: {lo2/AB: [lo2/A, lo2/B]}\n"
    assert len(compare(tmp_path, text, old=text)) == 0


REGULAR = "miejsca: jak w regulaminie"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("miejsca: {lo1/A: 7}\n", [("oddziały", "lo1/A", "zmienione", REGULAR, "miejsca: 7")]),
        (
            "najmniej: {lo1/A: 2}\n",
            [("oddziały", "lo1/A", "zmienione", "", "otwiera się, gdy przyjętych jest co najmniej 2")],
        ),
        ("nie otwarto: [lo1/A]\n", [("oddziały", "lo1/A", "zmienione", "", "nie otwarto")]),
        ("limity: {szkoły: 1}\n", [("limity", "szkoły", "zmienione", "najwyżej 2 (jak w regulaminach)", "najwyżej 1")]),
        (
            "wspólne: {lo1/AB: [lo1/A, lo1/B]}\n",
            [
                ("oddziały", "lo1/AB", "nowe", "", "wspólna lista oddziałów lo1/A i lo1/B; miejsca: 3"),
                ("oddziały", "lo1/A", "usunięte", REGULAR, ""),
                ("oddziały", "lo1/B", "usunięte", REGULAR, ""),
            ],
        ),
        (
            "rozstrzygnięcia: [{oddział: lo1/A, decyzja: [k2, k1], podstawa: nr 4}]\n",
            [("rozstrzygnięcia", "lo1/A", "nowe", "", "decyzja komisji: k2, k1; podstawa: nr 4")],
        ),
    ],
)
def test_what_the_file_itself_says(tmp_path: Path, text: str, expected: list[tuple[str, ...]]) -> None:
    found = compare(tmp_path, text)
    assert told(found) == expected
    assert found.beneath == ()


def test_the_same_group_settled_otherwise_is_one_change(tmp_path: Path) -> None:
    old = "rozstrzygnięcia: [{oddział: lo1/A, decyzja: [k1, k2], podstawa: nr 4}]\n"
    found = compare(tmp_path, old.replace("k1, k2", "k2, k1"), old=old)
    assert told(found) == [
        ("rozstrzygnięcia", "lo1/A", "zmienione", "decyzja komisji: k1, k2", "decyzja komisji: k2, k1")
    ]


def test_a_school_that_is_new(tmp_path: Path) -> None:
    """With its branches, which are not told once more one by one."""
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old, new = write_schools(tmp_path / "old"), write_schools(tmp_path / "new")
    old.write_text(RECRUITMENT.replace("  lo2: lo2.yaml\n", "  nic: lo2.yaml\n"), encoding="utf-8")
    before, after = read_recruitment(old).recruitment, read_recruitment(new).recruitment
    assert before is not None
    assert after is not None
    assert told(compared(before, after)) == [
        ("szkoły", "lo2", "nowe", "", "Regulamin na przykład; oddziały: A, B"),
        ("szkoły", "nic", "usunięte", "Regulamin na przykład; oddziały: A, B", ""),
    ]


def test_a_change_of_the_shared_law_is_told_once(tmp_path: Path) -> None:
    law = LAW.replace("{egzamin: egzamin}", "{egzamin: 2 * egzamin}")
    found = compare(tmp_path, "", prawo=law, lo2=SCHOOL.replace("miejsca: 1", "miejsca: 5"))
    assert found.own == ()
    assert [(one.schools, [each.part.value for each in one.found]) for one in found.beneath] == [
        (("lo1", "lo2"), ["kryteria"]),
        (("lo2",), ["oddziały"]),
    ]


def test_a_new_branch_of_a_school_is_told_once(tmp_path: Path) -> None:
    found = compare(tmp_path, "", lo2=SCHOOL + "  C: {nazwa: trzeci, rodzaj: zwykły, miejsca: 1}\n")
    assert found.own == ()
    assert [[(each.name, each.status.value) for each in one.found] for one in found.beneath] == [[("C", "nowe")]]
