"""The list of what fits where the cursor is, under it. Never takes the focus: what is typed goes on into the text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.geometry import Offset, Region
from textual.widgets import Static

from dsl.language.completion import Completion, Sort

_MOST_SEEN = 8
_WIDEST = 44
_SIGNS = {Sort.KEY: "klucz", Sort.VALUE: "", Sort.NAME: "nazwa"}


class Offers(Static):
    """`touched` says that the person has moved in the list: then Enter takes what is chosen, as Tab always does."""

    DEFAULT_CSS = """
    Offers { layer: above; display: none; position: absolute; width: auto; height: auto; background: $panel;
        color: $foreground; border: round $primary; padding: 0; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.found: tuple[Completion, ...] = ()
        self.chosen = 0
        self.touched = False

    @property
    def is_open(self) -> bool:
        return bool(self.found)

    @property
    def current(self) -> Completion | None:
        return self.found[self.chosen] if self.found else None

    def show(self, found: Sequence[Completion], cursor: Offset, within: Region, *, touched: bool) -> None:
        self.found, self.chosen, self.touched = tuple(found), 0, touched
        if not found:
            self.close()
            return
        self.display = True
        self._draw()
        height = min(len(found), _MOST_SEEN + 1) + 2
        below = cursor.y + 1 + height <= within.bottom
        y = cursor.y + 1 if below else max(within.y, cursor.y - height)
        x = max(within.x, min(cursor.x, within.right - self._width() - 2))
        self.styles.offset = (x, y)

    def close(self) -> None:
        self.found, self.touched = (), False
        self.display = False

    def move(self, by: int) -> None:
        self.touched = True
        self.chosen = (self.chosen + by) % len(self.found)
        self._draw()

    def _width(self) -> int:
        return min(_WIDEST, max(len(one.label) + len(_SIGNS[one.sort]) + 2 for one in self.found))

    def _draw(self) -> None:
        first = max(0, min(self.chosen - _MOST_SEEN // 2, len(self.found) - _MOST_SEEN))
        width = self._width()
        text = Text()
        for place, one in enumerate(self.found[first : first + _MOST_SEEN], start=first):
            sign = _SIGNS[one.sort]
            label = one.label if len(one.label) <= width else one.label[: width - 1] + "…"
            line = f"{'›' if place == self.chosen else ' '}{label:<{max(width - len(sign) - 1, 1)}}{sign}"
            text.append(("\n" if text else "") + line[: width + 1], "reverse bold" if place == self.chosen else "")
        if len(self.found) > _MOST_SEEN:
            text.append(f"\n {self.chosen + 1} z {len(self.found)} ↓", "dim")
        self.update(text)
