"""The editor: Textual's text area with our colours, problems underlined and signed in the gutter, and office keys.

Stands on two private methods of Textual, `_build_highlight_map` and `_render_line`, and on two fields of its history of
changes; tests/tui/test_tripwire.py says when they change. Problems come from the screen by `show_marks`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea

from dsl.diagnostics import Severity
from tui.actions import by_name
from tui.editor import keys
from tui.editor.change import indent_after, least_change, place
from tui.editor.highlight import Piece, highlight_line
from tui.faults import Fault, Surviving
from tui.problems import SYMBOLS, Mark, worst_first
from tui.themes import DARK, NAMES, editor_themes

_AT_ONCE = {
    **{key: binding.action for binding in keys.BINDINGS for key in binding.key.split(",")},
    by_name("undo").key: "undo",
    by_name("redo").key: "redo",
    by_name("select_everything").key: "select_all",
    by_name("next_problem").key: "screen.next_problem",
    by_name("previous_problem").key: "screen.previous_problem",
    by_name("fix").key: "screen.fix",
}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


_Highlight = tuple[int, int | None, str]  # as Textual has them


class _Pieces(dict[int, list[_Highlight]]):
    """The coloured pieces of each row, made when they are asked for."""

    def __init__(self, make: Callable[[int], list[_Highlight]]) -> None:
        super().__init__()
        self._make = make

    def __bool__(self) -> bool:
        """Textual asks whether there are any before it asks for those of a row."""
        return True

    def __missing__(self, row: int) -> list[_Highlight]:
        found = self[row] = self._make(row)
        return found


class Editor(Surviving, TextArea, inherit_bindings=False):
    """Plain lines in, plain lines out: `text` always has `\\n`. A fault of ours at a key or a colour costs no more than
    that."""

    BINDINGS: ClassVar[list[BindingType]] = list(keys.BINDINGS)

    def __init__(self, text: str, *, id: str, read_only: bool = False) -> None:
        self._marks: dict[int, list[Mark]] = {}
        super().__init__(
            text,
            id=id,
            soft_wrap=True,
            show_line_numbers=True,
            tab_behavior="indent",
            max_checkpoints=500,
            read_only=read_only,
        )
        self.indent_width = 2
        self.before_key: Callable[[str], bool] = lambda _: False

    def on_mount(self) -> None:
        for theme in editor_themes():
            self.register_theme(theme)
        self._follow_theme(self.app.theme)
        self.watch(self.app, "theme", self._follow_theme, init=False)

    def _follow_theme(self, name: str) -> None:
        self.theme = name if name in NAMES else DARK

    async def _on_key(self, event: events.Key) -> None:
        """Moves, deletions and undo in the order they were typed, also when the program is busy.

        Textual inserts a letter here, but takes other keys to the application first: a quick Backspace would come after
        the letters that follow it. What is not answered here goes on to Textual's own method by itself. `before_key`
        may take a key first: the list of what fits does.
        """
        if self.before_key(event.key):
            event.stop()
            event.prevent_default()
        elif event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            self._new_line()
        elif event.key == "escape":  # Textual would leave the text; here Escape only closes what is open
            event.prevent_default()
        elif action := _AT_ONCE.get(event.key):
            event.stop()
            event.prevent_default()
            self._restart_blink()
            await self.run_action(action)

    def _new_line(self) -> None:
        """Begins where the line before it began; below a key without a value, and behind a dash, deeper."""
        row, column = self.selection.start if self.selection.start < self.selection.end else self.selection.end
        before = self.document.get_line(row)[:column]
        self._replace_via_keyboard("\n" + " " * indent_after(before), *self.selection)

    # -- problems -----------------------------------------------------------------------------------------------------

    def show_marks(self, marks: Sequence[Mark]) -> None:
        by_row: dict[int, list[Mark]] = {}
        for mark in marks:
            by_row.setdefault(mark.row, []).append(mark)
        if by_row != self._marks:
            self._marks = by_row
            self._repaint()

    def marks_at(self, row: int) -> list[Mark]:
        return worst_first(self._marks.get(row, []))

    def all_marks(self) -> list[Mark]:
        return [mark for row in sorted(self._marks) for mark in self._marks[row]]

    def edit(self, edit: Edit) -> EditResult:
        """Marks below an edit move with their lines until the next check says better."""
        before = self.document.line_count
        result = super().edit(edit)
        if len(edit.text) == 1 and edit.text != "\n" and result.replaced_text:
            self._go_on_after_replacing()
        added = self.document.line_count - before
        if added and self._marks:
            self._move_marks(edit.top[0], added)
        return result

    def _go_on_after_replacing(self) -> None:
        """Letters typed over a selection are one change with the first of them, so one undo takes all back."""
        self.history._previously_replaced = False
        self.history._force_end_batch = False

    def _move_marks(self, row: int, added: int) -> None:
        moved: dict[int, list[Mark]] = {}
        for marks in self._marks.values():
            for mark in marks:
                target = mark.row if mark.row <= row else max(mark.row + added, row)
                moved.setdefault(target, []).append(replace(mark, row=target))
        self._marks = moved
        self._repaint()

    def _repaint(self) -> None:
        self._build_highlight_map()
        self.notify_style_update()
        self.refresh()

    # -- colours ------------------------------------------------------------------------------------------------------

    def _build_highlight_map(self) -> None:
        """Of a line when it is drawn: a long text costs no more than what is seen of it."""
        self._line_cache.clear()
        self._highlights = _Pieces(self._pieces)

    def _pieces(self, row: int) -> list[_Highlight]:
        line = self.document.get_line(row)
        return [*highlight_line(line), *self._underlines(row, line)]

    def _underlines(self, row: int, line: str) -> list[Piece]:
        found = []
        for mark in reversed(worst_first(self._marks.get(row, []))):
            start = len(line[: mark.start].encode())
            end = len(line[: mark.end].encode())
            found.append((start, max(end, start + 1), f"problem-{_WORDS[mark.severity]}"))
        return found

    def _render_line(self, y: int) -> Strip:
        try:
            return self._drawn(y)
        except Exception as error:
            self.app.post_message(Fault(error))
            return self._without_colours(y)

    def _without_colours(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        line = self.document.get_line(row) if row < self.document.line_count else ""
        return Strip([Segment(line)]).adjust_cell_length(self.size.width)

    def _drawn(self, y: int) -> Strip:
        strip = super()._render_line(y)
        if not self._marks:
            return strip
        row = self.wrapped_document.offset_to_location(Offset(0, y + self.scroll_offset.y))[0]
        marks = self.marks_at(row)
        return self._signed(strip, marks[0].severity) if marks else strip

    def _signed(self, strip: Strip, severity: Severity) -> Strip:
        """The line's number with the problem's symbol behind it."""
        segments = list(strip)
        if not segments or not segments[0].text.strip().isdigit():
            return strip  # a continued line has no number
        number = segments[0]
        sign = self._theme.syntax_styles.get(f"sign-{_WORDS[severity]}")
        style = number.style + sign if number.style is not None and sign is not None else number.style
        head = [Segment(number.text[:-2], number.style), Segment(f"{SYMBOLS[severity]} ", style)]
        return Strip([*head, *segments[1:]], strip.cell_length)

    # -- changes ------------------------------------------------------------------------------------------------------

    def change_to(self, text: str) -> None:
        """The whole text replaced in one step that one undo takes back."""
        change = least_change(self.text, text)
        if change is None:
            return
        self.history.checkpoint()
        self.replace(change.text, change.start, change.end)
        self.history.checkpoint()

    def go_to(self, row: int, column: int) -> None:
        row = min(max(row, 0), self.document.line_count - 1)
        column = min(max(column, 0), len(self.document.get_line(row)))
        self.move_cursor((row, column), center=True, record_width=True)

    def select_offsets(self, start: int, end: int) -> None:
        text = self.text
        self.move_cursor(place(text, start), center=True)
        self.move_cursor(place(text, end), select=True)

    def select_in_row(self, row: int, start: int, end: int) -> None:
        self.go_to(row, start)
        self.move_cursor((row, end), select=True)

    @property
    def cursor_index(self) -> int:
        """The cursor as an offset in the text."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def action_text_start(self) -> None:
        self.move_cursor((0, 0))

    def action_text_end(self) -> None:
        self.move_cursor(self.document.end)
