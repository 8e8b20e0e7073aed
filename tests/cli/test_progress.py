"""Progress is for a person who waits at a terminal: never in a pipe, gone when the work is done."""

from __future__ import annotations

import io

import pytest

from cli import progress
from cli.streams import Streams


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr(progress, "_LOOK", 2)


def seen(stream: io.StringIO, number: int) -> tuple[list[int], str]:
    streams = Streams(io.StringIO(), io.StringIO(), stream)
    items = list(progress.watched(range(number), "Punkty", streams, number))
    assert streams.stdout.getvalue() == ""  # type: ignore[attr-defined]
    return items, stream.getvalue()


@pytest.mark.usefixtures("quick")
def test_a_person_sees_how_far_it_is_and_then_nothing() -> None:
    items, told = seen(Terminal(), 12_345)
    assert items == list(range(12_345))
    assert "Punkty: 12\u00a0344 z 12\u00a0345" in told
    assert told.replace("\r", "\n").splitlines()[-1].strip() == ""


@pytest.mark.usefixtures("quick")
def test_a_file_gets_nothing() -> None:
    assert seen(io.StringIO(), 5000) == (list(range(5000)), "")


def test_short_work_is_not_told_of() -> None:
    assert seen(Terminal(), 5000)[1] == ""
