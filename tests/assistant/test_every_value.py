"""Every value of the LO's rules: another figure, day or term in the YAML gives another answer, which cites its rule."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.contract import Answer
from dsl.load import load
from tests.assistant.asking import KETY, REGULATIONS, ask, told

LAW = "prawo/ponadpodstawowe-2022.yaml"
TIMETABLE = "terminarze/malopolskie-2025-2026.yaml"


@dataclass(frozen=True)
class Change:
    """In `file` the text `old` becomes `new`; then the question is told `after` instead of `before`."""

    file: str
    old: str
    new: str
    question: str
    before: str
    after: str


GRADES = [("celujący", 18, "szóstkę"), ("bardzo_dobry", 17, "piątkę"), ("dobry", 14, "czwórkę"),
          ("dostateczny", 8, "trójkę"), ("dopuszczający", 2, "dwójkę")]  # fmt: skip
INSTEAD_35 = {"celujący": 35, "bardzo_dobry": 30, "dobry": 25, "dostateczny": 15, "dopuszczający": 10}
INSTEAD_30 = {"celujący": 30, "bardzo_dobry": 25, "dobry": 20, "dostateczny": 10, "dopuszczający": 5}
RANKS = {"celujący": 6, "bardzo_dobry": 5, "dobry": 4, "dostateczny": 3, "dopuszczający": 2}


def _row_of(level: str, points: int) -> str:
    """The row of other contests of a level, its name between the condition and the points."""
    text = (REGULATIONS / LAW).read_text(encoding="utf-8")
    found = re.search(rf"inne_zawody i o\.szczebel = {level}\n.*?punkty: {points}", text, re.DOTALL)
    assert found is not None
    return found[0]


TITLES = [
    ("kuratoryjny_ponadwojewódzki i o.tytuł = finalista_przedmiotowego, punkty: 10",
     "finalista konkursu przedmiotowego ponadwojewódzkiego kuratora ile punktów"),
    ("kuratoryjny_wojewódzki i o.tytuł = finalista_przedmiotowego, punkty: 7",
     "finalista konkursu przedmiotowego wojewódzkiego kuratora ile punktów"),
    (_row_of("międzynarodowy", 4), "zawody sportowe międzynarodowe ile punktów"),
    (_row_of("krajowy", 3), "miejsce w zawodach sportowych krajowych ile punktów"),
    (_row_of("wojewódzki", 2), "miejsce w zawodach sportowych wojewódzkich ile punktów"),
    (_row_of("powiatowy", 1), "miejsce w zawodach sportowych powiatowych ile punktów"),
]  # fmt: skip
GRADES_OF_FOUR = (
    "za każde: p z (język_polski; matematyka) + oddział.przedmioty_punktowane\n    punkty: punkty_za_ocenę[oceny[p]]"
)
DAYS = [
    ("rekrutacyjne: od 12 maja do 9 lipca 2025", "rekrutacyjne: od 13 maja do 10 lipca 2025",
     "do kiedy złożyć wniosek?", "2025-05-12/2025-07-09", "2025-05-13/2025-07-10"),
    ("uzupełniające: od 22 do 29 lipca 2025", "uzupełniające: od 23 do 28 lipca 2025",
     "do kiedy złożyć wniosek w rekrutacji uzupełniającej?", "2025-07-22/2025-07-29", "2025-07-23/2025-07-28"),
    ("rekrutacyjne: od 27 czerwca do 9 lipca 2025", "rekrutacyjne: od 28 czerwca do 8 lipca 2025",
     "kiedy trzeba donieść świadectwo?", "2025-06-27/2025-07-09", "2025-06-28/2025-07-08"),
    ("rekrutacyjne: 16 lipca 2025 do godz. 12:00", "rekrutacyjne: 15 lipca 2025 do godz. 11:00",
     "Kiedy będzie lista zakwalifikowanych?", "2025-07-16", "2025-07-15"),
    ("do 18 lipca 2025 do godz. 15:00", "do 19 lipca 2025 do godz. 14:00",
     "do której godziny potwierdzić wolę?", "15:00", "14:00"),
    ("rekrutacyjne: 21 lipca 2025 do godz. 12:00", "rekrutacyjne: 22 lipca 2025 do godz. 13:00",
     "kiedy lista przyjętych?", "2025-07-21", "2025-07-22"),
    ("rekrutacyjne: do 24 lipca 2025", "rekrutacyjne: do 25 lipca 2025",
     "do kiedy można wystąpić o uzasadnienie odmowy?", "/2025-07-24", "/2025-07-25"),
]  # fmt: skip
TERMS = [
    ("termin: 3 dni od złożenia wniosku o uzasadnienie", "jaki jest termin na sporządzenie uzasadnienia odmowy?"),
    ("termin: 3 dni od otrzymania uzasadnienia", "ile dni mam na odwołanie do dyrektora"),
    ("termin: 3 dni od otrzymania odwołania", "w jakim terminie dyrektor rozpatrzy odwołanie"),
]


def _row(rows: dict[str, int]) -> str:
    return "wiersze: {" + ", ".join(f"{name}: {points}" for name, points in rows.items()) + ", brak: 0}"


def _with(rows: dict[str, int], name: str) -> str:
    return _row(rows | {name: rows[name] - 1})


def _changes() -> list[Change]:
    grades = {name: points for name, points, _ in GRADES}
    found = [
        Change(LAW, _row(grades), _with(grades, name), f"ile punktów za {said}", str(points), str(points - 1))
        for name, points, said in GRADES
    ]
    for rows, subject in ((INSTEAD_35, "matematyki"), (INSTEAD_30, "angielskiego")):
        found += [
            Change(LAW, _row(rows), _with(rows, name),
                   f"zwolnienie z {subject} na egzaminie, a ocena z {subject} {RANKS[name]}, ile punktów",
                   str(points), str(points - 1))
            for name, points in rows.items()
        ]  # fmt: skip
    for part, said, points, other in (
        ("język_polski", "polskiego", "35", "34"),
        ("matematyka", "matematyki", "35", "34"),
    ):
        found.append(
            Change(LAW, f"inaczej 0,35 * egzamin.{part}", f"inaczej 0,34 * egzamin.{part}",
                   f"ile punktów za 100% z {said} na egzaminie", points, other)
        )  # fmt: skip
    found.append(
        Change(LAW, "inaczej 0,3 * egzamin.język_obcy", "inaczej 0,29 * egzamin.język_obcy",
               "ile punktów za 100% z angielskiego na egzaminie", "30", "29")
    )  # fmt: skip
    found += [
        Change(LAW, "gdy: wyróżnienie\n    punkty: 7", "gdy: wyróżnienie\n    punkty: 6", "ile za pasek", "7", "6"),
        Change(LAW, "gdy: aktywność_społeczna\n    punkty: 3", "gdy: aktywność_społeczna\n    punkty: 2",
               "ile za wolontariat", "3", "2"),
        Change(LAW, "najwyżej: 18", "najwyżej: 17", "ile najwięcej punktów za osiągnięcia", "18", "17"),
    ]  # fmt: skip
    found += [
        Change(LAW, "gdy: wyróżnienie\n    punkty: 7", "gdy: wyróżnienie\n    punkty: 6",
               "mam pasek i wolontariat, ile to razem punktów", "10", "9"),
        Change(LAW, "inaczej 0,35 * egzamin.matematyka", "inaczej 0,34 * egzamin.matematyka",
               "80% z matmy zamiast 60%, o ile punktów więcej", "7", "6.8"),
        Change(LAW, "inaczej 0,35 * egzamin.matematyka", "inaczej 0,34 * egzamin.matematyka",
               "ile najwięcej punktów za egzamin z matematyki", "35", "34"),
        Change(LAW, GRADES_OF_FOUR, f"{GRADES_OF_FOUR}\n    najwyżej: 60",
               "polski 5, matma 5, angielski 5, fizyka 5, ile za oceny w klasie A", "68", "60"),
        Change(LAW, "inaczej 0,3 * egzamin.język_obcy", "inaczej 0,3 * egzamin.język_obcy\n        najwyżej: 20",
               "ile punktów za 100% z angielskiego na egzaminie", "30", "20"),
        Change(LAW, "termin: 3 dni od otrzymania uzasadnienia", "termin: 5 dni od otrzymania uzasadnienia",
               "uzasadnienie odebrałam 28 lipca 2025, do kiedy odwołanie", "2025-07-31", "2025-08-04"),
    ]  # fmt: skip
    for text, question in TITLES:
        head, points = text.rsplit(" ", 1)
        found.append(Change(LAW, text, f"{head} {int(points) + 5}", question, points, str(int(points) + 5)))
    found += [Change(TIMETABLE, *one) for one in DAYS]
    found += [Change(LAW, text, text.replace("3 dni", "5 dni"), question, "P3D", "P5D") for text, question in TERMS]
    return found


CHANGES = _changes()


def _plain(text: str) -> str:
    """Without the examples and claims that another figure would rightly contradict."""
    lines = text.split("\nprzykłady:")[0].split("\n")
    return "\n".join(line for line in lines if not line.strip().startswith("maks:")) + "\n"


@lru_cache(maxsize=1)
def _root(folder: Path) -> Path:
    shutil.copytree(REGULATIONS, folder, ignore=shutil.ignore_patterns("*.pyc", "__pycache__"))
    law, school = folder / LAW, folder / "szkola.yaml"
    law.write_text(_plain(law.read_text(encoding="utf-8")), encoding="utf-8")
    school.write_text(_plain(KETY.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _root(tmp_path_factory.mktemp("values") / "regulations")


@pytest.mark.parametrize("change", CHANGES, ids=[f"{one.question}: {one.after}" for one in CHANGES])
def test_a_changed_value_changes_the_answer(root: Path, change: Change) -> None:
    path = root / change.file
    text = path.read_text(encoding="utf-8")
    assert text.count(change.old) == 1, change.old
    path.write_text(text.replace(change.old, change.new), encoding="utf-8")
    try:
        given = _ask(root, change.question)
    finally:
        path.write_text(text, encoding="utf-8")
    before = ask(change.question)
    assert change.before in told(before.values), before.text
    assert change.after in told(given.values), given.text
    assert change.before not in told(given.values), given.text
    assert [one.unit for one in given.citations] == [one.unit for one in before.citations]
    assert given.citations


def _ask(root: Path, question: str) -> Answer:
    loaded = load(root / "szkola.yaml")
    assert loaded.regulation is not None, loaded.diagnostics
    return answer(question, [loaded.regulation])


def test_the_values_are_those_of_the_law() -> None:
    assert KETY.exists()
    assert len(CHANGES) > 30
