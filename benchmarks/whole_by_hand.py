"""From the CSV of candidates to the list of results, by a plain script for one school: standard library, no checks.

For `benchmarks.whole`: the rules of I LO in Kęty for all its branches, everybody's points, deferred acceptance with
heaps of integers, ties kept whole, a list as `paragraf allocate -o lista.csv` writes it, without reasons.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from pathlib import Path
from typing import NamedTuple

from benchmarks.rules_peers import GRADES, INSTEAD_30, INSTEAD_35, LANGUAGES, RANKS, counts, is_laureate, points_of

SCORED = {
    "A": ("język_angielski", "fizyka"),
    "B": ("biologia", "język_angielski"),
    "C": ("geografia", "język_angielski"),
    "D": ("historia", "język_angielski"),
}
_WISHES = ("wybory.1", "wybory.2", "wybory.3", "wybory.4")
_OUTCOMES = ("poniżej progu", "remis nierozstrzygnięty", "przyjęty", "przyjęty wyżej")
_SPOKEN = {grade.replace("_", " "): points for grade, points in GRADES.items()}
_SPOKEN_35 = {grade.replace("_", " "): points for grade, points in INSTEAD_35.items()}
_SPOKEN_30 = {grade.replace("_", " "): points for grade, points in INSTEAD_30.items()}
_SPOKEN_RANKS = {grade.replace("_", " "): rank for grade, rank in RANKS.items()}
Row = Mapping[str, str]


class Line(NamedTuple):
    """A choice; `key` orders the candidates of a branch, None: the conditions are not met."""

    branch: str
    total: int
    key: int | None


class Lists(NamedTuple):
    """`lines` by candidate with what became of each; `minimums` in hundredths, of the last admitted by points."""

    lines: Mapping[str, Sequence[tuple[Line, str]]]
    minimums: Mapping[str, int | None]


def run(candidates: Path, out: Path, seats: int) -> Lists:
    """Reads, counts, allocates, writes."""
    lines = scored(candidates)
    lists = allocated(lines, dict.fromkeys(SCORED, seats))
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("kandydat", "oddział", "razem", "wynik"))
        for identifier, results in lists.lines.items():
            writer.writerows((identifier, line.branch, decimal(line.total), outcome) for line, outcome in results)
    return lists


def decimal(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02}".rstrip("0").rstrip(",")


# -- points -----------------------------------------------------------------------------------------------------------


def scored(candidates: Path) -> dict[str, list[Line]]:
    achievements: dict[str, list[dict[str, str]]] = {}
    for row in read(candidates.with_name(f"{candidates.stem}.osiągnięcia.csv")):
        for name in ("rodzaj", "tytuł", "szczebel"):
            row[name] = row[name].replace(" ", "_")
        achievements.setdefault(row["id"], []).append(row)
    return {row["id"]: lines_of(row, achievements.get(row["id"], ())) for row in read(candidates)}


def read(path: Path) -> list[dict[str, str]]:
    """Without the row of explanations."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return rows[1:] if rows and rows[0]["id"].startswith("#") else rows


def lines_of(row: Row, achievements: Sequence[dict[str, str]]) -> list[Line]:
    common = points_in_common(row, achievements)
    laureate = bool(achievements) and is_laureate(achievements)
    opinion, certificate = row["opinia_poradni"] == "tak", row["świadectwo_ukończenia"] == "tak"
    lines = []
    for wish in _WISHES:
        branch = row[wish]
        if branch:
            one, other = SCORED[branch]
            total = common + _SPOKEN.get(row[f"oceny.{one}"], 0) + _SPOKEN.get(row[f"oceny.{other}"], 0)
            key = (laureate * 100_000 + total) * 2 + opinion
            lines.append(Line(branch, total, key if certificate else None))
    return lines


def points_in_common(row: Row, achievements: Sequence[dict[str, str]]) -> int:
    polish, mathematics = row["oceny.język_polski"], row["oceny.matematyka"]
    total = _SPOKEN.get(polish, 0) + _SPOKEN.get(mathematics, 0)
    exempt = row["zwolniony_z.język_polski"] == "tak"
    total += _SPOKEN_35.get(polish, 0) if exempt else 35 * int(row["egzamin.język_polski"])
    exempt = row["zwolniony_z.matematyka"] == "tak"
    total += _SPOKEN_35.get(mathematics, 0) if exempt else 35 * int(row["egzamin.matematyka"])
    exempt = row["zwolniony_z.język_obcy"] == "tak"
    total += _SPOKEN_30.get(language_grade(row), 0) if exempt else 30 * int(row["egzamin.język_obcy"])
    if row["wyróżnienie"] == "tak":
        total += 700
    if row["aktywność_społeczna"] == "tak":
        total += 300
    if achievements:
        total += min(1800, 100 * sum(points_of(count, number) for number, count in counts(achievements).items()))
    return total


def language_grade(row: Row) -> str:
    """Of the language of the exam, else the best of all; "" where there is none."""
    language = row["język_egzaminu"]
    if language:
        return row[f"oceny.{language.replace(' ', '_')}"]
    given = [grade for one in LANGUAGES if (grade := row[f"oceny.{one}"])]
    return max(given, key=_SPOKEN_RANKS.__getitem__, default="")


# -- who is admitted --------------------------------------------------------------------------------------------------


class Branch:
    """Candidates held, the weakest first: `key * count + number`."""

    def __init__(self, seats: int) -> None:
        self.seats = seats
        self.heap: list[int] = []
        self.equal: Counter[int] = Counter()
        self.closed_up_to = -1  # no use to apply with such a key


def allocated(lines: Mapping[str, Sequence[Line]], seats: Mapping[str, int]) -> Lists:
    """First with everybody of the tied groups that do not fit, then, from there on, with nobody of them."""
    choices = [[(one.branch, one.key) for one in found if one.key is not None] for found in lines.values()]
    branches = {code: Branch(number) for code, number in seats.items()}
    positions = [0] * len(choices)
    apply(range(len(choices)), choices, branches, positions, groups_stay=True)
    best = positions.copy()
    turned_down: list[int] = []
    for branch in branches.values():
        turn_down(branch, len(choices), positions, turned_down, groups_stay=False)
    apply(turned_down, choices, branches, positions, groups_stay=False)
    found = {
        identifier: outcomes(own, first, last)
        for (identifier, own), first, last in zip(lines.items(), best, positions, strict=True)
    }
    return Lists(found, {code: minimum(found, code) for code in seats})


def apply(
    waiting: Sequence[int],
    choices: Sequence[Sequence[tuple[str, int]]],
    branches: Mapping[str, Branch],
    positions: list[int],
    groups_stay: bool,
) -> None:
    count = len(choices)
    rejected: list[int] = []
    for first in waiting:
        rejected.append(first)
        while rejected:
            candidate = rejected.pop()
            for code, key in choices[candidate][positions[candidate] :]:
                branch = branches[code]
                if key > branch.closed_up_to:
                    heappush(branch.heap, key * count + candidate)
                    branch.equal[key] += 1
                    turn_down(branch, count, positions, rejected, groups_stay)
                    break
                positions[candidate] += 1


def turn_down(branch: Branch, count: int, positions: list[int], rejected: list[int], groups_stay: bool) -> None:
    """Whole groups of the weakest while the others fill the seats, or, in the end, while there are too many."""
    heap, equal = branch.heap, branch.equal
    while len(heap) > branch.seats:
        key = heap[0] // count
        if groups_stay and len(heap) - equal[key] < branch.seats:
            return
        for _ in range(equal.pop(key)):
            candidate = heappop(heap) % count
            positions[candidate] += 1
            rejected.append(candidate)
        branch.closed_up_to = key


def outcomes(own: Sequence[Line], best: int, worst: int) -> list[tuple[Line, str]]:
    found = []
    position = 0
    below, tie, admitted, higher = _OUTCOMES
    for line in own:
        if line.key is None:
            found.append((line, "nie spełnia warunku"))
            continue
        inside = admitted if best == worst else tie
        found.append((line, below if position < best else inside if position <= worst else higher))
        position += 1
    return found


def minimum(found: Mapping[str, Sequence[tuple[Line, str]]], code: str) -> int | None:
    keys = (
        line.key for own in found.values() for line, outcome in own if line.branch == code and outcome == "przyjęty"
    )
    least = min((key for key in keys if key is not None), default=None)
    return None if least is None or least >= 200_000 else least // 2


def main() -> None:
    candidates, out, seats = sys.argv[1:4]
    run(Path(candidates), Path(out), int(seats))


if __name__ == "__main__":
    main()
