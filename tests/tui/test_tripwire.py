"""The private parts of Textual that we stand on. A new Textual that changes them must fail here, not on a screen."""

from __future__ import annotations

import inspect
from pathlib import Path

from textual.app import App
from textual.document._history import EditHistory
from textual.message_pump import MessagePump
from textual.screen import ResultCallback
from textual.widget import Widget
from textual.widgets import TextArea

from dsl.diagnostics import Severity
from tests.tui.conftest import REGULATION, running, settled


def test_private_methods_are_called_as_we_expect() -> None:
    assert "_build_highlight_map" in inspect.getsource(TextArea.edit)
    assert "_build_highlight_map" in inspect.getsource(TextArea._undo_batch)
    assert "self._render_line(y)" in inspect.getsource(TextArea.render_line)
    assert list(inspect.signature(TextArea._render_line).parameters) == ["self", "y"]
    assert "_utf8_encode" in inspect.getsource(TextArea._render_line), "highlights count bytes"


def test_history_of_changes_has_what_we_set() -> None:
    record = inspect.getsource(EditHistory.record)
    assert "is_replacement != self._previously_replaced" in record
    assert "self._force_end_batch" in record


def test_crash_goes_through_what_we_override() -> None:
    assert "_fatal_error" in inspect.getsource(App._handle_exception)
    assert "_close_messages_no_wait" in inspect.getsource(App._fatal_error)


def test_a_window_that_cannot_be_made_goes_through_what_we_override() -> None:
    assert "self.app._handle_exception(error)" in inspect.getsource(Widget._compose)


def test_handlers_and_answers_go_through_what_we_override() -> None:
    assert "await self._dispatch_message(message)" in inspect.getsource(MessagePump._process_messages_loop)
    assert "self.requester.call_next(self.callback" in inspect.getsource(ResultCallback)


async def test_gutter_shows_the_symbol_and_the_place_is_underlined(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.editor.change_to(REGULATION.replace("miejsca: 2", "miejca: 2"))
        await settled(main, pilot)
        row = next(mark.row for mark in main.editor.all_marks() if mark.severity is Severity.ERROR)
        strip = main.editor._render_line(row)
        assert f"{row + 1} ●" in strip.text or f"{row + 1}● " in strip.text
        underlined = "".join(segment.text for segment in strip if segment.style and segment.style.underline)
        assert "miejca" in underlined


async def test_colours_fall_on_the_right_letters(regulation: Path) -> None:
    """Polish letters take two bytes; a colour shifted by them would show."""
    async with running(regulation) as (main, _):
        main.editor.move_cursor((0, 0))
        strip = main.editor._render_line(8)
        keys = [s.text for s in strip if s.style and s.style.color and s.style.color.name == "#8fb4ff"]
        assert "świadectwo" in keys
        assert "wymaga" in keys
