"""The parts of the screen: which of them the person is in, and going from one to another."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import TabbedContent

from tui.panes.asking import QUESTION
from tui.panes.document import LIST as DOCUMENT
from tui.panes.points import LIST as POINTS
from tui.panes.problems import ProblemsPane
from tui.panes.ranking import LIST as RANKING
from tui.panes.ties import LIST as TIES
from tui.screens.part import Part

PANES = ("text", "preview", "problems-box")
TABS = {
    "tab-points": POINTS,
    "tab-ranking": RANKING,
    "tab-ties": TIES,
    "tab-document": DOCUMENT,
    "tab-asking": QUESTION,
}


class Panes(Part):
    def show_pane(self, name: str) -> None:
        self.pane = name
        self.mark_current()
        self.set_focus(self.focus_of(name))  # now, not by a message: what is typed next is for this pane

    def mark_current(self) -> None:
        """Under 100 columns only the current pane is seen."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
        if self.pane != "text":
            self.offers.close()
        self.show_explanation()
        self.set_class(self.pane == "problems-box", "-problems")

    def focus_of(self, name: str) -> Widget:
        if name == "text":
            return self.editor
        if name == "problems-box":
            return self.query_one(ProblemsPane)
        return self.query_one(f"#{TABS[self.query_one(TabbedContent).active or 'tab-points']}")

    def on_descendant_focus(self) -> None:
        """The pane entered by the mouse or Tab is the current one too."""
        focused = self.focused
        for ancestor in focused.ancestors if focused else ():
            if ancestor.id in PANES and ancestor.id != self.pane:
                self.pane = str(ancestor.id)
                self.mark_current()

    def action_next_pane(self) -> None:
        self.show_pane(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def action_previous_pane(self) -> None:
        self.show_pane(PANES[PANES.index(self.pane) - 1])

    def show_tab(self, tab: str) -> None:
        self.query_one(TabbedContent).active = tab
        self.show_pane("preview")

    def action_next_tab(self) -> None:
        """The person goes along: what is seen next is what the arrows move in."""
        tabs = tuple(TABS)
        active = self.query_one(TabbedContent).active or tabs[0]
        was_seen = self.pane == "preview" or not self.has_class("-narrow")
        self.show_tab(tabs[(tabs.index(active) + was_seen) % len(tabs)])

    def action_escape(self) -> None:
        """What is open is closed first; then back to the text."""
        if self.leave_find():
            return
        if self.pane != "text":
            self.show_pane("text")

    def action_show_points(self) -> None:
        self.show_tab("tab-points")

    def action_show_ranking(self) -> None:
        self.show_tab("tab-ranking")

    def action_show_ties(self) -> None:
        self.show_tab("tab-ties")

    def action_show_document(self) -> None:
        self.show_tab("tab-document")

    def action_ask(self) -> None:
        self.show_tab("tab-asking")

    def action_show_problems(self) -> None:
        self.show_pane("problems-box")

    def part_here(self) -> str:
        return (self.query_one(TabbedContent).active or "tab-points") if self.pane == "preview" else self.pane
