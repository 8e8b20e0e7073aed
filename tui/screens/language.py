"""What the language says of the place under the cursor: completion, meaning, definition, table of contents. A mixin of
the main screen; the answers come from `dsl.language`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from textual.timer import Timer

from dsl.language.completion import Completion, completions
from dsl.language.definition import definition
from dsl.language.hover import Meaning, hover, word_at
from dsl.language.outline import symbols
from dsl.rewrite.forms import model_of
from dsl.rewrite.patching import NotPatched
from dsl.source.nodes import readable_name
from dsl.source.text import Location, Source, Span
from tui.editor.change import place
from tui.modals.listing import Listing
from tui.modals.viewer import Viewer
from tui.paragraphs import Paragraph
from tui.screens.part import Part

OFFER_AFTER = 0.15
LEAST_TYPED = 2
MOST_STEPS_BACK = 50


class Language(Part):
    _offer_timer: Timer | None = None
    _trail: list[tuple[int, int]]

    def help_here(self) -> Meaning | None:
        return hover(self.current_text(), self.editor.cursor_index, self.shape)

    # -- completion ---------------------------------------------------------------------------------------------------

    def offer_soon(self) -> None:
        """After a pause in typing; a list that is open follows what is typed."""
        if self._offer_timer is not None:
            self._offer_timer.stop()
        self._offer_timer = self.set_timer(OFFER_AFTER, self.surviving(self.offer))

    def offer(self) -> None:
        """Where something is typed that a name begins with; not where the whole name stands already."""
        if self.app.screen is not self or self.focused is not self.editor or not self.editor.selection.is_empty:
            self.close_offers()
            return
        here = self.editor.cursor_index
        found = completions(self.current_text(), here, self.shape)
        typed = here - found[0].start if found else 0
        is_whole = bool(found) and self._typed(found[0]) in (found[0].label, found[0].insert.rstrip(": "))
        if typed < (1 if self.offers.is_open else LEAST_TYPED) or is_whole:
            self.close_offers()
        else:
            self._show(found, touched=False)

    def action_complete(self) -> None:
        found = completions(self.current_text(), self.editor.cursor_index, self.shape)
        self.show_pane("text")
        if found:
            self._show(found, touched=True)
            return
        self.notify(self._why_none(), timeout=4)

    def _why_none(self) -> str:
        text = self.current_text()
        if typed := word_at(text, self.editor.cursor_index):
            word, start, end = typed
            if completions(text[:start] + text[end:], start, self.shape):
                return f"Nic tu nie zaczyna się od „{word}”. Skasuj to, a zobaczysz wszystko, co pasuje."
        return "W tym miejscu nie ma podpowiedzi: wpisuje się tu własne słowa."

    def _show(self, found: tuple[Completion, ...], *, touched: bool) -> None:
        self.offers.show(found, self.editor.cursor_screen_offset, self.editor.region, touched=touched)
        self.show_explanation()

    def _typed(self, one: Completion) -> str:
        return self.current_text()[one.start : one.end]

    def close_offers(self) -> None:
        if self.offers.is_open:
            self.offers.close()
            self.show_explanation()

    def take_offer(self) -> None:
        one = self.offers.current
        self.offers.close()
        if one is None:
            return
        text = self.current_text()
        self.editor.history.checkpoint()
        self.editor.replace(one.insert, place(text, one.start), place(text, one.end))
        self.editor.move_cursor(place(self.current_text(), one.start + len(one.insert)))
        self.editor.history.checkpoint()

    def key_before_the_editor(self, key: str) -> bool:
        """Whether the list has answered the key."""
        offers = self.offers
        if not offers.is_open:
            return False
        match key:
            case "down" | "up":
                offers.move(1 if key == "down" else -1)
                self.show_explanation()
            case "tab":
                self.take_offer()
            case "enter" if offers.touched:
                self.take_offer()
            case "escape":
                self.close_offers()
            case _:
                return False
        return True

    # -- definitions and the table of contents ------------------------------------------------------------------------

    def action_definition(self) -> None:
        text, path = self.current_text(), self.current_path()
        found = definition(text, self.editor.cursor_index, path, self.shape.regulation)
        if found is None:
            self.notify("Pod kursorem nie ma nazwy, która byłaby gdzieś objaśniona.", timeout=3)
        else:
            self.show_span(found)

    def bases(self) -> list[Source]:
        """The files that the text stands on, also of a new one with its blanks."""
        regulation = self.shape.regulation
        with suppress(NotPatched):
            regulation = regulation or model_of(self.current_text(), self.current_path())
        sources = regulation.sources if regulation is not None else ()
        return [one for one in sources if one.path != str(self.current_path())]

    def show_span(self, span: Span) -> None:
        """In the text, or the file it stands on to be read."""
        row, column = place(span.source.text, span.start)
        end = column + len(span.text.split("\n")[0])
        if span.source.path == str(self.current_path()):
            self.go_to(row, column, end)
        else:
            name = span.source.path if span.source.shipped else Path(span.source.path).name
            self.app.push_screen(Viewer(name, span.source.text, row, column, end))

    def show_location(self, found: Location) -> None:
        """The same of a place told by its line."""
        if found.path == str(self.current_path()):
            self.go_to(found.line - 1, found.column - 1)
            return
        for source in self.bases():
            if source.path == found.path:
                start = source.line_starts()[min(found.line, len(source.line_starts())) - 1]
                self.show_span(Span(source, start, start + len(source.line_text(found.line))))
                return
        self.notify(f"To miejsce jest w pliku {Path(found.path).name}, wiersz {found.line}.", timeout=5)

    def go_to(self, row: int, column: int, end: int | None = None) -> None:
        """Remembers where the cursor was."""
        self._trail.append(self.editor.cursor_location)
        del self._trail[:-MOST_STEPS_BACK]
        self.show_pane("text")
        if end is None:
            self.editor.go_to(row, column)
        else:
            self.editor.select_in_row(row, column, end)

    def action_back(self) -> None:
        if not self._trail:
            self.notify("Nie ma dokąd wracać.", timeout=2)
            return
        self.show_pane("text")
        self.editor.go_to(*self._trail.pop())

    def action_outline(self) -> None:
        found = symbols(self.current_text())
        paragraphs = [
            Paragraph(readable_name(one.name), one.depth, is_head=one.depth == 0, name=f"{one.row}:{one.column}")
            for one in found
        ]
        row = self.editor.cursor_location[0]
        here = max((number for number, one in enumerate(found) if one.row <= row), default=0)

        def chosen(one: Paragraph | None) -> None:
            if one is not None:
                self.go_to(*map(int, one.name.split(":")))

        hint = "↑ ↓ wybiera, Enter przenosi do tekstu, Esc wraca."
        self.app.push_screen(Listing("Spis treści", paragraphs, hint, start=here), chosen)
