"""What the parts of the main screen may ask of one another. Each part is a mixin with one thing to care for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsl.diagnostics import Diagnostic, Fix
from dsl.language.hover import Meaning
from dsl.language.shape import Shape
from dsl.source.text import Location
from tui.analysis import Analysis, CandidatesFile, Checked
from tui.editor.editor import Editor
from tui.editor.offers import Offers
from tui.faults import Surviving
from tui.files import TextFile
from tui.panes.status import StatusBar
from tui.settling import Decisions

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[None]
else:
    _Base = object


class Part(Surviving, _Base):
    """`shown` is the analysis on the screen, maybe of an older `revision` of the text; `shown_revision` is the last one
    that was analysed, also where that gave errors alone; `found` are the problems;
    `pane` is the part of the screen that the person is in."""

    file: TextFile
    revision: int
    shown_revision: int
    shape: Shape
    shown: Analysis | None
    found: tuple[Diagnostic, ...]
    pane: str
    candidates_path: Path | None
    mapping_path: Path | None
    made_up: CandidatesFile | None

    # -- the text -----------------------------------------------------------------------------------------------------

    @property
    def editor(self) -> Editor:
        return self.query_one("#editor", Editor)

    @property
    def offers(self) -> Offers:
        return self.query_one(Offers)

    @property
    def status(self) -> StatusBar:
        return self.query_one(StatusBar)

    def current_text(self) -> str:
        return self.editor.text

    def current_path(self) -> Path:
        return self.file.path

    def text_so_far(self) -> str:
        """With what is typed in a form that is open above."""
        raise NotImplementedError

    def take_text(self, text: str) -> None:
        """Shows another text, as one step that can be undone."""
        self.editor.change_to(text)

    @property
    def unsaved(self) -> bool:
        return self.file.content is None or self.current_text() != self.file.text

    @property
    def is_stale(self) -> bool:
        return self.shown is None or self.shown.revision != self.revision

    def keep_text(self) -> Path | None:
        raise NotImplementedError

    def save(self, *, overwrite: bool = False, then: Callable[[], None] | None = None) -> None:
        """`then` once it is saved."""
        raise NotImplementedError

    def save_first(self, then: Callable[[], None]) -> None:
        """Asks whether to save what the next step is about, before anything else is asked."""
        raise NotImplementedError

    def open_with_people(self, file: TextFile) -> None:
        """Another file in the place of this one, with the same candidates."""
        raise NotImplementedError

    # -- what is counted ----------------------------------------------------------------------------------------------

    def seen_branch(self) -> str:
        """The branch whose ranking the person looks at; "" when it is not known yet."""
        raise NotImplementedError

    def chosen_candidates(self) -> CandidatesFile | None:
        """Those of the file, or made-up ones; None: those of the examples."""
        raise NotImplementedError

    def decisions(self, checked: Checked) -> Decisions:
        """What settles ties of these candidates and does not stand in the text; also asked in a thread."""
        raise NotImplementedError

    def forget_tried(self) -> None:
        """What was settled only to see what it changes."""
        raise NotImplementedError

    def action_recalculate(self) -> None:
        raise NotImplementedError

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_pane(self, name: str) -> None:
        raise NotImplementedError

    def show_tab(self, tab: str) -> None:
        raise NotImplementedError

    def action_find_candidate(self) -> None:
        raise NotImplementedError

    def leave_find(self) -> bool:
        """Closes the line of what is looked for; whether it was open."""
        raise NotImplementedError

    def show_explanation(self) -> None:
        """Of what has the cursor, in the status."""
        raise NotImplementedError

    def show_standing(self) -> None:
        """How things stand with the file, in the status."""
        raise NotImplementedError

    def show_location(self, found: Location) -> None:
        raise NotImplementedError

    def part_here(self) -> str:
        """The pane, or the tab of the preview."""
        raise NotImplementedError

    def fix_of(self, diagnostic: Diagnostic) -> Fix | None:
        """One that may be used on this very text."""
        raise NotImplementedError

    def show_no_preview(self, why: str) -> None:
        """While there has not been any."""
        raise NotImplementedError

    def help_here(self) -> Meaning | None:
        """Of what stands under the cursor in the text."""
        raise NotImplementedError

    def in_thread(self, name: str, make: Callable[[], Any], of: Analysis | None = None) -> None:
        """Posts `Made` when it is ready, with the revision that it is of."""
        raise NotImplementedError
