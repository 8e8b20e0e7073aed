"""Models kept between runs: used where that is safe, never in the way, never instead of what the person should see."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cli import kept
from dsl import load as loading
from tests.cli.terminal import say

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
ROW = '{"id": "k1", "świadectwo_ukończenia": true}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "pamięć"
    monkeypatch.setenv(kept.VARIABLE, str(found))
    return found


@pytest.fixture
def counted(tmp_path: Path) -> list[str]:
    """The arguments that count points by a school of its own."""
    school, rows = tmp_path / "szkoła.yaml", tmp_path / "k.jsonl"
    school.write_text(SCHOOL.read_text(encoding="utf-8"), encoding="utf-8")
    rows.write_text(ROW, encoding="utf-8")
    return ["score", str(school), str(rows), "--format", "jsonl"]


def refuse_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise AssertionError("it was loaded again")

    monkeypatch.setattr(loading, "load", refused)


def test_the_second_run_reads_what_the_first_kept(
    folder: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = say(*counted)
    assert len(list(folder.iterdir())) == 1
    refuse_to_load(monkeypatch)
    assert say(*counted) == first


def test_a_change_is_read_at_once(folder: Path, counted: list[str]) -> None:
    before = say(*counted).out
    school = Path(counted[1])
    text = school.read_text(encoding="utf-8")
    school.write_text(text.replace("oddziały:\n", "oddziały:\n  Ę: {rodzaj: ogólny}\n", 1), encoding="utf-8")
    after = say(*counted)
    assert '"oddział": "A"' in before
    assert after.out != before


def test_what_is_kept_is_of_this_user_alone(folder: Path, counted: list[str]) -> None:
    say(*counted)
    (file,) = folder.iterdir()
    if sys.platform != "win32":
        assert (file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_others_may_write_to_is_not_read(
    folder: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    say(*counted)
    (file,) = folder.iterdir()
    refuse_to_load(monkeypatch)
    for place, mode in ((file, 0o622), (folder, 0o777)):
        before = place.stat().st_mode & 0o777
        place.chmod(mode)
        assert kept.recall(Path(counted[1])) is None
        place.chmod(before)
    assert kept.recall(Path(counted[1])) is not None
    file.rename(folder / "inny")
    os.symlink(folder / "inny", file)
    assert kept.recall(Path(counted[1])) is None


def test_damaged_is_as_if_it_were_not_there(folder: Path, counted: list[str]) -> None:
    first = say(*counted)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    for content in (b"", whole[:1000], whole.replace(b"rows", b"raws"), b"\x80" * 50):
        file.write_bytes(content)
        assert say(*counted) == first
        assert file.read_bytes() == whole


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")
def test_a_name_that_is_no_text(folder: Path, counted: list[str]) -> None:
    school = Path(counted[1]).rename(Path(counted[1]).with_name("szko\udcb3a.yaml"))
    assert say("score", str(school), *counted[2:]).code == 0
    assert kept.recall(school) is not None


def test_turned_off(tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.VARIABLE, "0")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert say(*counted).code == 0
    assert not (tmp_path / "xdg").exists()


def test_where_nothing_can_be_kept_nothing_is_told(
    tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = say(*counted)
    (tmp_path / "plik").write_text("", encoding="utf-8")
    for place in (tmp_path / "plik", tmp_path / "plik" / "w-pliku"):
        monkeypatch.setenv(kept.VARIABLE, str(place))
        assert say(*counted) == first


def test_old_ones_are_forgotten(folder: Path, counted: list[str]) -> None:
    folder.mkdir(mode=0o700)
    for number in range(kept.MOST_FILES + 5):
        (folder / f"{number}.json").write_text("{}", encoding="utf-8")
        os.utime(folder / f"{number}.json", (number, number))
    say(*counted)
    names = {one.name for one in folder.iterdir()}
    assert len(names) == kept.MOST_FILES
    assert "0.json" not in names
    assert kept.recall(Path(counted[1])) is not None


def test_warnings_are_told_every_time(folder: Path, counted: list[str]) -> None:
    first = say("check", counted[1])
    say(*counted)
    assert any(folder.iterdir())
    assert say("check", counted[1]) == first
    assert "uwaga" in first.out + first.err


def _asked(*more: str) -> str:
    said = say("ask", str(SCHOOL), "ile punktów za pasek", *more)
    assert said.code == 0
    return said.out


def test_an_answer_is_the_same_from_what_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _asked()
    assert len(list(folder.glob("*.units.json"))) == 1
    refuse_to_load(monkeypatch)
    assert _asked() == first
    monkeypatch.undo()
    monkeypatch.setenv(kept.VARIABLE, "0")
    assert _asked() == first


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "{", "\x00"])
def test_damaged_units_are_numbered_anew(folder: Path, text: str) -> None:
    first = _asked()
    for path in folder.glob("*.units.json"):
        path.write_text(text, encoding="utf-8")
    assert _asked() == first


def test_other_texts_have_other_units(folder: Path, tmp_path: Path) -> None:
    _asked()
    changed = tmp_path / "szkoła.yaml"
    changed.write_text(SCHOOL.read_text(encoding="utf-8") + "\n# inny tekst\n", encoding="utf-8")
    assert say("ask", str(changed), "ile punktów za pasek").code == 0
    assert len(list(folder.glob("*.units.json"))) == 2
