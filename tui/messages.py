"""What widgets and the worker's thread say to the screen. Down the tree go method calls, never messages."""

from __future__ import annotations

from textual.message import Message

from dsl.diagnostics import Diagnostic
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
