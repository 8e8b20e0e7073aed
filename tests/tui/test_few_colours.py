"""Colours: sixteen, one and NO_COLOR (what is chosen is reversed or underlined, not only shaded); soft words."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.widgets import Input, OptionList, Tab

from tests.tui.conftest import running, until
from tui import themes
from tui.app import FEW_COLOURS
from tui.modals.palette import Palette
from tui.panes.points import LIST
from tui.panes.rows import RowList


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "linux"), ("TERM", "vt100")])
async def test_selection_and_cursors_are_reversed(
    regulation: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.delenv("COLORTERM", raising=False)
    async with running(regulation) as (main, pilot):
        assert main.app.has_class(FEW_COLOURS)
        main.editor.select_in_row(1, 0, 9)
        await pilot.pause()
        chosen = [piece for piece in main.editor._render_line(1) if is_reversed(piece.style)]
        assert "".join(piece.text for piece in chosen).startswith("regulamin")
        await pilot.press("f6")
        rows = main.query_one(f"#{LIST}", RowList)
        assert all(is_reversed(piece.style) for piece in rows.render_line(1))
        assert not any(is_reversed(piece.style) for piece in rows.render_line(2))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(main.app.screen, Palette))
        options = main.app.screen.query_one(OptionList)
        first, second = (options.render_line(row) for row in (0, 2))
        assert any(piece.style is not None and piece.style.underline for piece in first)
        assert not any(piece.style is not None and piece.style.underline for piece in second)


def is_reversed(style: Style | None) -> bool:
    return style is not None and bool(style.reverse)


async def test_many_colours_need_no_reverse(regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        assert not main.app.has_class(FEW_COLOURS)
        await pilot.press("f6")
        assert not any(is_reversed(piece.style) for piece in main.query_one(f"#{LIST}", RowList).render_line(1))


def contrast(one: Color, other: Color) -> float:
    """As WCAG counts it."""

    def light(colour: Color) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", themes.NAMES)
async def test_what_is_said_softly_can_be_read(theme: str, regulation: Path) -> None:
    async with running(regulation) as (main, pilot):
        main.app.theme = theme
        main.show_tab("tab-asking")
        await pilot.pause()
        for tab in main.query(Tab):
            *_, background, colour = tab.colors
            assert contrast(background, colour) >= 4.5, str(tab.label)
        field = main.query_one("#question", Input)
        *_, background, _ = field.colors
        softly = field.get_component_styles("input--placeholder").color
        assert contrast(background, background + softly) >= 4.5
