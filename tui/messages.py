"""What widgets and the worker's thread say to the screen. Down the tree go method calls, never messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.message import Message

from admission.allocation import MarginTie
from admission.recruitment.model import Settlement
from dsl.diagnostics import Diagnostic
from dsl.source.text import Location
from tui.analysis import Analysis, Checked


class ProblemsKnown(Message):
    """From the worker: the problems of a revision, before anything is counted."""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self.checked = checked


class PreviewReady(Message):
    """From the worker: everything of a revision."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__()
        self.analysis = analysis


class ProblemChosen(Message):
    """The person asked to be taken to a problem's place."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__()
        self.diagnostic = diagnostic


class CandidateChosen(Message):
    """The person asked why a candidate has these points; `branch` is the one looked at, or ""."""

    def __init__(self, candidate: str, branch: str = "") -> None:
        super().__init__()
        self.candidate, self.branch = candidate, branch


class PersonWanted(Message):
    """The person has begun to type whom they look for, among people."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed


class PlaceChosen(Message):
    """The person asked to be taken to a place of the text or of a file it stands on."""

    def __init__(self, place: Location) -> None:
        super().__init__()
        self.place = place


class TieChosen(Message):
    """The person wants to say what decided a tie; `waits_for` are branches whose ties are decided before it. Ordered
    are also those who may come down to the `group`."""

    def __init__(self, branch: str, tie: MarginTie, waits_for: Sequence[str] = ()) -> None:
        super().__init__()
        self.branch, self.tie, self.waits_for = branch, tie, tuple(waits_for)
        self.group = tuple(sorted({*tie.candidates, *tie.may_join}))


class SettlementChosen(Message):
    """The person asks about what has been settled already."""

    def __init__(self, settlement: Settlement) -> None:
        super().__init__()
        self.settlement = settlement


class TieWanted(Message):
    """The person wants to see what a tie looks like, on people who are made up."""


class Asked(Message):
    """The person asked the assistant."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question


class Made(Message):
    """From a thread: what a tab shows of a revision, or what was asked for; `name` says which."""

    def __init__(self, name: str, revision: int, made: Any) -> None:
        super().__init__()
        self.name, self.revision, self.made = name, revision, made


class Broken(Message):
    """From a thread: a fault of ours while something was made; `name` and `revision` as in `Made`."""

    def __init__(self, name: str, revision: int, error: Exception) -> None:
        super().__init__()
        self.name, self.revision, self.error = name, revision, error
