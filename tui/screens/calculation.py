"""When and where the text is analysed: after a pause in typing, in a thread, the newest revision only.

A mixin of the main screen. The thread posts `ProblemsKnown` and then `PreviewReady`; a result of an older revision is
dropped, in the thread as soon as it notices and here for certain.
"""

from __future__ import annotations

import time
from pathlib import Path

from textual.timer import Timer

from admission.memory import many_records
from tui import analysis
from tui.analysis import CandidatesFile, LastReading
from tui.messages import Broken, PreviewReady, ProblemsKnown
from tui.screens.part import Part

PAUSE = 0.06
REST = 0.2


class Calculation(Part):
    _candidates_file: CandidatesFile | None = None
    _pause: Timer | None = None
    _reading: LastReading

    def calculate_soon(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.calculate)

    def calculate(self) -> None:
        revision, text, path, branch = self.revision, self.current_text(), self.current_path(), self.seen_branch()
        self.run_worker(lambda: self._work(revision, text, path, branch), thread=True, group="analysis")

    def _work(self, revision: int, text: str, path: Path, branch: str) -> None:
        """In a thread."""
        try:
            if not self.is_newest(revision):
                return
            checked = analysis.check(revision, text, path)
            if not self.is_newest(revision):
                return
            self.post_message(ProblemsKnown(checked))
            file = self.chosen_candidates()
            decisions = self.decisions(checked)
            found = analysis.preview(checked, file, self.is_newest, self._reading, branch, decisions)
            self.post_message(PreviewReady(found))
            time.sleep(REST)  # the screen draws first what somebody looks at
            with many_records():
                for code in found.rankings:
                    analysis.count(found, code, self.is_newest)
        except analysis.Superseded:
            return
        except Exception as error:
            self.post_message(Broken("analysis", revision, error))

    def is_newest(self, revision: int) -> bool:
        return self.revision == revision and self.is_running

    def chosen_candidates(self) -> CandidatesFile | None:
        if self.candidates_path is None:
            return self.made_up
        file = self._candidates_file
        if file is None:
            file = self._candidates_file = analysis.read_candidates_file(self.candidates_path, self.mapping_path)
        return file

    def forget_candidates(self) -> None:
        """The next calculation reads the candidates' file again."""
        self._candidates_file = None
