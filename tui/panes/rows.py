"""A list of rows in columns that draws only what is seen: a thousand candidates cost no more than twenty.

Rows are made when they are drawn, the cursor stays on its row (by key) when the rows change, and the last cell of a
short row reaches to the right edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.faults import Fault, Surviving


@dataclass(frozen=True, slots=True)
class Column:
    """`width` 0: takes what is left. `spare`, the last ones only: left out where there is no room for it."""

    title: str
    width: int
    right: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """`cells` makes one row; `head` rows are titles that the cursor passes but cannot mean."""

    columns: tuple[Column, ...]
    keys: Sequence[str]
    cells: Callable[[int], tuple[str, ...]]
    is_head: Callable[[int], bool] = lambda _: False


_SAMPLE = 30  # rows that are looked at for their width
_SHORTEST_TITLE, _SHORTEST_NAME = 4, 13
NOTHING = Rows((), (), lambda _: ())


class RowList(Surviving, ScrollView, can_focus=True):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--head", "rows--cursor", "rows--section"}
    DEFAULT_CSS = """
    RowList { height: 1fr; scrollbar-size-horizontal: 1; scrollbar-size-vertical: 1; }
    RowList .rows--head { color: $text-muted; text-style: bold; background: $panel; }
    RowList .rows--section { color: $text-accent; text-style: bold; }
    RowList .rows--cursor { background: $panel; }
    RowList:focus .rows--cursor { background: $primary; color: $background; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "wyżej", show=False),
        Binding("down", "move(1)", "niżej", show=False),
        Binding("pageup", "page(-1)", "strona wyżej", show=False),
        Binding("pagedown", "page(1)", "strona niżej", show=False),
        Binding("home", "edge(False)", "początek", show=False),
        Binding("end", "edge(True)", "koniec", show=False),
        Binding("shift+left", "scroll_left", "przewiń w lewo", show=False),
        Binding("shift+right", "scroll_right", "przewiń w prawo", show=False),
        Binding("enter", "choose", "wybierz", show=False),
    ]
    cursor: reactive[int] = reactive(0, repaint=True)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList:
            return self.rows

    class Chosen(Message):
        """Enter or a click on a row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList:
            return self.rows

    def __init__(self, *, id: str, empty: str = "") -> None:
        super().__init__(id=id)
        self._rows = NOTHING
        self._columns: tuple[Column, ...] = ()
        self._empty = empty

    # -- down from the pane -------------------------------------------------------------------------------------------

    def show(self, rows: Rows, empty: str = "") -> None:
        key = self.cursor_key
        self._rows = rows
        self._empty = empty or self._empty
        self._fit()
        self.set_reactive(RowList.cursor, self._place_of(key))
        self.refresh()

    @property
    def cursor_key(self) -> str:
        keys = self._rows.keys
        return keys[self.cursor] if self.cursor < len(keys) else ""

    @property
    def placeholder(self) -> str:
        """What stands there instead of rows; "" when there are rows."""
        return "" if self._rows.keys else self._empty

    def stand_on_key(self, key: str) -> None:
        """Where there is such a row."""
        if key in self._rows.keys:
            self.cursor = self._rows.keys.index(key)

    def lines(self) -> list[str]:
        """What is in the list, as plain text: for tests and for reading aloud."""
        return ["  ".join(cell for cell in self._rows.cells(row) if cell) for row in range(len(self._rows.keys))]

    def _place_of(self, key: str) -> int:
        keys = self._rows.keys
        if self.cursor < len(keys) and keys[self.cursor] == key:
            return self.cursor
        return keys.index(key) if key in keys else max(0, min(self.cursor, len(keys) - 1))

    # -- drawing ------------------------------------------------------------------------------------------------------

    def _full_width(self) -> int:
        return full_width(self._columns)

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        self._columns = narrowed(self._rows, self.outer_size.width - 1)  # a scroll bar may come
        self.virtual_size = Size(self._full_width(), len(self._rows.keys) + 1)

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        if not self._rows.keys:
            lines = wrap(self._empty, max(self.size.width - 2, 10))
            text = lines[y] if y < len(lines) else ""
            return Strip([Segment(set_cell_size(" " + text, max(self.size.width, 1)), base)])
        row = y + self.scroll_offset.y - 1
        if y == 0:
            text, style = self._title(), base + self._part("rows--head")
        elif not 0 <= row < len(self._rows.keys):
            return Strip.blank(self.size.width, base)
        else:
            text, style = self._text(row), base + self._row_style(row)
        width = max(self.size.width, self._full_width())
        return Strip([Segment(set_cell_size(text, width), style)]).crop(
            self.scroll_offset.x, self.scroll_offset.x + self.size.width
        )

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=False)

    def _row_style(self, row: int) -> Style:
        if row == self.cursor:
            return self._part("rows--cursor")
        return self._part("rows--section") if self._rows.is_head(row) else Style()

    def _title(self) -> str:
        return self._line(tuple(column.title for column in self._rows.columns))

    def _text(self, row: int) -> str:
        try:
            return self._line(self._rows.cells(row))
        except Exception as error:
            self.app.post_message(Fault(error))
            return self._line(("?",))

    def _line(self, cells: tuple[str, ...]) -> str:
        """The last cell, and that of a row shorter than the others, reaches to the right edge."""
        columns = self._columns
        cells = cells[: len(columns)]
        *before, last = zip(cells, columns[: len(cells)], strict=True)
        cell, column = last
        short = len(cells) < len(columns)
        begun = [_fitted(text, one.width, one.right) for text, one in before]
        if not short and column.right:
            return " ".join([*begun, _fitted(cell, column.width, column.right)])
        seen = self.scrollable_content_region.width
        room = max(seen, self._full_width()) - sum(cell_len(text) + 1 for text in begun)
        return " ".join([*begun, cell if cell_len(cell) <= room else _fitted(cell, max(room, 1), right=False)])

    # -- keys and mouse -----------------------------------------------------------------------------------------------

    def validate_cursor(self, value: int) -> int:
        return max(0, min(value, len(self._rows.keys) - 1))

    def watch_cursor(self) -> None:
        if not self._rows.keys:
            return
        # The title covers the first line of the window, so a row is seen with the line above it.
        self.scroll_to_region(Region(self.scroll_offset.x, self.cursor, 1, 2), animate=False, force=True, x_axis=False)
        self.post_message(self.Moved(self, self.cursor_key))

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_page(self, by: int) -> None:
        self.cursor += by * max(1, self.size.height - 2)

    def action_edge(self, last: bool) -> None:
        self.cursor = len(self._rows.keys) - 1 if last else 0

    def action_choose(self) -> None:
        if self.cursor_key:
            self.post_message(self.Chosen(self, self.cursor_key))

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y - 1
        if event.y > 0 and 0 <= row < len(self._rows.keys):
            again = row == self.cursor
            self.cursor = row
            if again or event.chain > 1:
                self.action_choose()


def full_width(columns: Sequence[Column]) -> int:
    return sum(column.width + 1 for column in columns) - 1


def narrowed(rows: Rows, width: int) -> tuple[Column, ...]:
    """The columns, fewer and narrower where there is no room for all: titles and names are cut, a figure that is seen
    is not."""
    columns = rows.columns
    if width <= 0 or full_width(columns) <= width:
        return columns
    sample = [cells for row in range(min(len(rows.keys), _SAMPLE)) if len(cells := rows.cells(row)) == len(columns)]
    widths = [column.width for column in columns]
    least = [_least(column, [cells[place] for cells in sample]) for place, column in enumerate(columns)]
    while columns[-1].spare and _needed(columns, least) > width:
        columns, widths, least = columns[:-1], widths[:-1], least[:-1]
    if sum(least) + len(least) - 1 >= width:
        widths = [min(own, low) for own, low in zip(widths, least, strict=True)]  # as far as it goes, at once
    while sum(widths) + len(widths) - 1 > width:
        spare, place = max((own - low, -place) for place, (own, low) in enumerate(zip(widths, least, strict=True)))
        if spare <= 0:
            break
        widths[-place] -= 1
    return tuple(replace(column, width=own) for column, own in zip(columns, widths, strict=True))


def _needed(columns: Sequence[Column], least: Sequence[int]) -> int:
    """What all need, before anything is cut for a spare one."""
    narrow = [low if one.spare else one.width for one, low in zip(columns, least, strict=True)]
    return sum(narrow) + len(narrow) - 1


def _least(column: Column, cells: Sequence[str]) -> int:
    needed = max(map(cell_len, cells), default=0)
    return (
        max(needed, _SHORTEST_TITLE)
        if column.right
        else min(column.width, max(needed, _SHORTEST_TITLE), _SHORTEST_NAME)
    )


def fitting(words: Iterable[str], least: int, most: int) -> int:
    """The width of a column in which these words fit, within bounds; the longest is the widest."""
    return max(least, min(most, cell_len(max(words, key=len, default=""))))


def _fitted(text: str, width: int, right: bool) -> str:
    """Exactly `width` columns; what is cut ends with „…”."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - length) + text if right else text + " " * (width - length)
