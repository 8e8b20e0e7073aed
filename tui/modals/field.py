"""A line to type in, with the keys of an office program: Ctrl+A selects everything."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Field(Input):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", "zaznacz wszystko", show=False)]
