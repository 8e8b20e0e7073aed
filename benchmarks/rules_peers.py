"""The rules of Kęty, branch A, written by hand: as a Python function, for zen-engine and for rule-engine.

For `benchmarks.rules`. All give `Verdict`s. The function takes the raw list of achievements; the two engines, which
cannot pick the best of the same competition, get the counts of what is left by row (`reduced`), and the work of
reducing is not theirs: it flatters them.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]


class Verdict(NamedTuple):
    """`total` in hundredths of a point; the last two are the stages before and behind it."""

    eligible: bool
    total: int
    laureate: bool
    opinion: bool


GRADES = {"celujący": 1800, "bardzo_dobry": 1700, "dobry": 1400, "dostateczny": 800, "dopuszczający": 200}
INSTEAD_35 = {"celujący": 3500, "bardzo_dobry": 3000, "dobry": 2500, "dostateczny": 1500, "dopuszczający": 1000}
INSTEAD_30 = {"celujący": 3000, "bardzo_dobry": 2500, "dobry": 2000, "dostateczny": 1000, "dopuszczający": 500}
RANKS = {"celujący": 6, "bardzo_dobry": 5, "dobry": 4, "dostateczny": 3, "dopuszczający": 2}
LANGUAGES = (
    *("język_angielski", "język_niemiecki", "język_francuski", "język_hiszpański"),
    *("język_włoski", "język_rosyjski", "język_ukraiński"),
)
COUNTED = ("język_polski", "matematyka", "fizyka", "język_angielski")
LAUREATES = frozenset({"laureat_przedmiotowego", "laureat_olimpiady", "finalista_olimpiady"})
_LAUREATES_OF_OTHERS = ("laureat_tematycznego", "laureat_interdyscyplinarnego")
_FINALISTS_OF_OTHERS = ("finalista_tematycznego", "finalista_interdyscyplinarnego")
_KINDS: dict[str, tuple[tuple[tuple[str, ...], int, int], ...]] = {
    "kuratoryjny_ponadwojewódzki": (
        (("finalista_przedmiotowego",), 10, 0),
        (_LAUREATES_OF_OTHERS, 7, 0),
        (_FINALISTS_OF_OTHERS, 5, 0),
    ),
    "art_22_krajowy": (
        (("finalista_przedmiotowego",), 10, 0),
        (("laureat_interdyscyplinarnego",), 7, 0),
        (("finalista_interdyscyplinarnego",), 5, 0),
    ),
    "kuratoryjny_wojewódzki": (
        (("finalista_przedmiotowego",), 7, 10),
        (_LAUREATES_OF_OTHERS, 5, 7),
        (_FINALISTS_OF_OTHERS, 3, 5),
    ),
    "art_22_wojewódzki": (
        (("finalista_przedmiotowego",), 7, 10),
        (("laureat_interdyscyplinarnego",), 5, 7),
    ),
}
_LEVELS = (("międzynarodowy", 4), ("krajowy", 3), ("wojewódzki", 2), ("powiatowy", 1))


def _table() -> tuple[dict[tuple[str, str], int], dict[str, int], list[tuple[int, int]]]:
    """Row by (kind, title); row by level of other contests; of each row its points once and from two on (0: added)."""
    by_title: dict[tuple[str, str], int] = {}
    points: list[tuple[int, int]] = []
    for kind, rows in _KINDS.items():
        for titles, once, several in rows:
            by_title.update(((kind, title), len(points)) for title in titles)
            points.append((once, several))
    by_level = {level: len(points) + number for number, (level, _) in enumerate(_LEVELS)}
    points += [(once, 0) for _, once in _LEVELS]
    return by_title, by_level, points


BY_TITLE, BY_LEVEL, POINTS = _table()

# -- a function -------------------------------------------------------------------------------------------------------


def by_hand(row: Row) -> Verdict:
    exempt, exam, grades = row.get("zwolniony_z", ()), row["egzamin"], row["oceny"]
    total = INSTEAD_35.get(grades.get("język_polski"), 0) if "język_polski" in exempt else 35 * exam["język_polski"]
    total += INSTEAD_35.get(grades.get("matematyka"), 0) if "matematyka" in exempt else 35 * exam["matematyka"]
    total += INSTEAD_30.get(language_grade(row), 0) if "język_obcy" in exempt else 30 * exam["język_obcy"]
    for subject in COUNTED:
        total += GRADES.get(grades.get(subject), 0)
    if row["wyróżnienie"]:
        total += 700
    if row["aktywność_społeczna"]:
        total += 300
    achievements = row.get("osiągnięcia")
    if not achievements:
        return Verdict(row["świadectwo_ukończenia"], total, False, row["opinia_poradni"])
    total += min(1800, 100 * sum(points_of(count, number) for number, count in counts(achievements).items()))
    return Verdict(row["świadectwo_ukończenia"], total, is_laureate(achievements), row["opinia_poradni"])


def language_grade(row: Row) -> str:
    """Of the language of the exam, else the best of all; "" where there is none."""
    language, grades = row.get("język_egzaminu"), row["oceny"]
    if language is not None:
        grade: str = grades.get(language, "")
        return grade
    given = [grades[one] for one in LANGUAGES if one in grades]
    return max(given, key=RANKS.__getitem__, default="")


def counts(achievements: Sequence[Row]) -> dict[int, int]:
    """How often each row is hit, where of the same competition, level and scope the best alone counts."""
    best: dict[tuple[str, str, str], tuple[int, int]] = {}
    for one in achievements:
        kind, level = one["rodzaj"], one["szczebel"]
        number = BY_LEVEL.get(level) if kind == "inne_zawody" else BY_TITLE.get((kind, one["tytuł"]))
        if number is None:
            continue
        key = (_folded(one["konkurs"]), level, _folded(one["zakres"]))
        found = (POINTS[number][0], -number)
        if key not in best or found > best[key]:
            best[key] = found
    hits: dict[int, int] = {}
    for _, negative in best.values():
        hits[-negative] = hits.get(-negative, 0) + 1
    return hits


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def points_of(count: int, number: int) -> int:
    once, several = POINTS[number]
    return several if several and count > 1 else once * count


def is_laureate(achievements: Sequence[Row]) -> bool:
    return any(one["rodzaj"] != "inne_zawody" and one["tytuł"] in LAUREATES for one in achievements)


# -- engines ----------------------------------------------------------------------------------------------------------


def reduced(row: Row) -> dict[str, Any]:
    """Plain fields with ASCII names, the achievements as counts by row."""
    exempt, exam, grades = row.get("zwolniony_z", ()), row["egzamin"], row["oceny"]
    hits = counts(row.get("osiągnięcia") or ())
    return {
        "pl": exam["język_polski"],
        "mat": exam["matematyka"],
        "obcy": exam["język_obcy"],
        "bez_pl": "język_polski" in exempt,
        "bez_mat": "matematyka" in exempt,
        "bez_obcy": "język_obcy" in exempt,
        **{f"g{number}": grades.get(subject) or "" for number, subject in enumerate(COUNTED)},
        "gj": language_grade(row),
        "pasek": row["wyróżnienie"],
        "wolontariat": row["aktywność_społeczna"],
        **{f"r{number}": hits.get(number, 0) for number in range(len(POINTS))},
        "swiadectwo": row["świadectwo_ukończenia"],
        "opinia": row["opinia_poradni"],
        "laureat": is_laureate(row.get("osiągnięcia") or ()),
    }


def _lookup(field: str, table: Mapping[str, int], quote: str) -> str:
    cases = "".join(f"{field} == {quote}{grade}{quote} ? {points} : (" for grade, points in table.items())
    return f"({cases}0{')' * len(table)})"


def total_formula(quote: str, least: str) -> str:
    """In the signs that both engines share; `least` is how the smaller of two is written."""
    achievements = " + ".join(
        f"(r{number} > 1 ? {several} : {once} * r{number})" if several else f"{once} * r{number}"
        for number, (once, several) in enumerate(POINTS)
    )
    parts = [
        f"(bez_pl ? {_lookup('g0', INSTEAD_35, quote)} : 35 * pl)",
        f"(bez_mat ? {_lookup('g1', INSTEAD_35, quote)} : 35 * mat)",
        f"(bez_obcy ? {_lookup('gj', INSTEAD_30, quote)} : 30 * obcy)",
        *(_lookup(f"g{number}", GRADES, quote) for number in range(len(COUNTED))),
        "(pasek ? 700 : 0)",
        "(wolontariat ? 300 : 0)",
        "100 * " + least.format(achievements),
    ]
    return " + ".join(parts)


class Zen:
    """One expression node; single calls and batches."""

    def __init__(self) -> None:
        zen = importlib.import_module("zen")
        formulas = {
            "total": total_formula("'", "min([18, {}])"),
            "eligible": "swiadectwo",
            "laureate": "laureat",
            "opinion": "opinia",
        }
        expressions = [{"id": key, "key": key, "value": value} for key, value in formulas.items()]
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": expressions}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ]
        edges = [
            {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
            for one, other in (("in", "rules"), ("rules", "out"))
        ]
        content = json.dumps({"nodes": nodes, "edges": edges})
        self.engine = zen.ZenEngine({"loader": lambda key: content})
        self.decision = zen.ZenEngine().create_decision(content)

    def one(self, row: Row) -> Verdict:
        return _verdict(self.decision.evaluate(row)["result"])

    def batch(self, rows: Sequence[Row], size: int = 1000) -> list[Verdict]:
        found: list[Verdict] = []
        for start in range(0, len(rows), size):
            requests = [{"key": "rules", "context": row} for row in rows[start : start + size]]
            found += (_verdict(one["data"]["result"]) for one in self.engine.evaluate_batch(requests))
        return found


class RuleEngine:
    """A rule for each thing asked; numbers are `Decimal`."""

    def __init__(self) -> None:
        rule = importlib.import_module("rule_engine").Rule
        self.achievements = rule(total_formula('"', "({})").rpartition(" + 100 * ")[2])
        self.rest = rule(total_formula('"', "({})").rpartition(" + 100 * ")[0])
        self.eligible, self.laureate, self.opinion = rule("swiadectwo"), rule("laureat"), rule("opinia")

    def one(self, row: Row) -> Verdict:
        total = int(self.rest.evaluate(row)) + 100 * min(18, int(self.achievements.evaluate(row)))
        return Verdict(self.eligible.evaluate(row), total, self.laureate.evaluate(row), self.opinion.evaluate(row))


def _verdict(result: Mapping[str, Any]) -> Verdict:
    return Verdict(result["eligible"], int(result["total"]), result["laureate"], result["opinion"])


def installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
