"""Waiting for a change: what counts as one, and that a save in steps is waited out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli.watching import stamps, wait_for_change


class Time:
    """Instead of sleep: at each call the next thing happens."""

    def __init__(self, *happenings: Callable[[], object]) -> None:
        self.happenings = list(happenings)
        self.slept = 0

    def __call__(self, _seconds: float) -> None:
        self.slept += 1
        if self.happenings:
            self.happenings.pop(0)()


def nothing() -> None:
    pass


def test_only_what_changed_is_named(tmp_path: Path) -> None:
    one, other, missing = tmp_path / "a.yaml", tmp_path / "b.yaml", tmp_path / "c.yaml"
    one.write_text("1", encoding="utf-8")
    other.write_text("2", encoding="utf-8")
    before = stamps([one, other, missing])
    assert before[missing] is None
    time = Time(nothing, nothing, lambda: other.write_text("22", encoding="utf-8"))
    assert wait_for_change(before, time) == [other]
    assert time.slept >= 4


def test_a_save_in_steps_is_one_change(tmp_path: Path) -> None:
    path, spare = tmp_path / "a.yaml", tmp_path / "a.yaml~"
    path.write_text("1", encoding="utf-8")
    spare.write_text("nowe", encoding="utf-8")
    time = Time(path.unlink, lambda: spare.rename(path))
    assert wait_for_change(stamps([path]), time) == [path]
    assert path.read_text(encoding="utf-8") == "nowe"


def test_of_a_folder_only_regulations_that_appear_or_go(tmp_path: Path) -> None:
    before = stamps([tmp_path])
    (tmp_path / ".a.yaml.swp").write_text("", encoding="utf-8")
    (tmp_path / "a.pdf").write_text("", encoding="utf-8")
    assert stamps([tmp_path]) == before
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    assert wait_for_change(before, Time()) == [tmp_path]
