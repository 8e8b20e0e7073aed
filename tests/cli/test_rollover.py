"""`paragraf rollover`: a new file, never the old one, and a report of what to confirm and what the law changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import say


@pytest.fixture
def school(root: Path, tmp_path: Path) -> Path:
    """A school's file beside two versions of a law and the timetable of the old year."""
    shutil.copytree(root / "regulations" / "terminarze", tmp_path / "terminarze")
    (tmp_path / "prawo").mkdir()
    law = (root / "regulations" / "prawo" / "ponadpodstawowe-2022.yaml").read_text(encoding="utf-8")
    (tmp_path / "prawo" / "szkoły-2022.yaml").write_text(law, encoding="utf-8")
    (tmp_path / "prawo" / "szkoły-2026.yaml").write_text(law.replace("celujący: 18", "celujący: 20"), encoding="utf-8")
    text = (root / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml").read_text(encoding="utf-8")
    path = tmp_path / "lo-2025-2026.yaml"
    path.write_text(text.replace("prawo/ponadpodstawowe-2022", "prawo/szkoły-2022"), encoding="utf-8")
    return path


def test_it_writes_beside_the_old_file_and_reports(school: Path) -> None:
    before = school.read_bytes()
    said = say("rollover", str(school), "2026/2027")
    new = school.with_name("lo-2026-2027.yaml")
    assert school.read_bytes() == before
    assert "rok szkolny: 2026/2027" in new.read_text(encoding="utf-8")
    assert "[prawo/szkoły-2026, terminarze/malopolskie-2025-2026]" in new.read_text(encoding="utf-8")
    assert "wiersz 5: rok szkolny: 2025/2026 → 2026/2027" in said.out
    assert "prawo/szkoły-2022 → prawo/szkoły-2026: nowa wersja" in said.out
    assert "terminarze/malopolskie-2025-2026: z poprzedniego roku" in said.out
    assert "      było: celujący – 18 punktów\n      jest: celujący – 20 punktów\n" in said.out
    assert said.code == 1  # nine expected results and two claims („maks”) are of the old law, and the new file says so
    assert "Nowy plik ma 11 błędów." in said.out


def test_the_report_as_data(school: Path) -> None:
    said = say("przenies", str(school), "2026/2027", "-o", str(school.with_name("n.yaml")), "--format", "json")
    data = json.loads(said.out)
    assert data["rok szkolny"] == {"był": "2025/2026", "jest": "2026/2027"}
    assert {"była": "prawo/szkoły-2022", "jest": "prawo/szkoły-2026", "z poprzedniego roku": False} in data["podstawy"]
    (law,) = data["nowe prawo"]
    assert [(one["część"], one["nazwa"], one["co"]) for one in law["zmiany"]] == [
        ("tabele", "punkty_za_ocenę", "zmienione")
    ]
    assert {"wiersz", "miejsce", "treść", "dni wolne"} == set(data["do potwierdzenia"][0])


def test_neither_the_old_nor_another_file_is_written_over(school: Path) -> None:
    other = school.with_name("inny.yaml")
    other.write_text("cudzy", encoding="utf-8")
    said = say("rollover", str(school), "2026/2027", "-o", str(other))
    assert said.code == 2
    assert "już jest" in said.err
    assert other.read_text(encoding="utf-8") == "cudzy"
    before = school.read_bytes()
    assert say("rollover", str(school), "2026/2027", "-o", str(school), "--force").code == 2
    assert school.read_bytes() == before
    say("rollover", str(school), "2026/2027", "-o", str(other), "--force")
    assert "2026/2027" in other.read_text(encoding="utf-8")


def test_wrong_use(school: Path, tmp_path: Path) -> None:
    assert say("rollover", str(school)).code == 2
    assert say("rollover", str(school), "2026").code == 2
    assert say("rollover", str(school), "2025/2026").code == 2
    assert say("rollover", str(tmp_path / "nie-ma.yaml"), "2026/2027").code == 2
    assert say("rollover", str(school), "2026/2027", "-o", str(tmp_path / "nie-ma" / "x.yaml")).code == 2


def test_a_broken_file_is_told_and_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "zly.yaml"
    path.write_text("rok szkolny: [2025/2026\n", encoding="utf-8")
    said = say("rollover", str(path), "2026/2027")
    assert said.code == 1
    assert "Nic nie zapisano" in said.err
    assert [one.name for one in tmp_path.iterdir()] == ["zly.yaml"]
