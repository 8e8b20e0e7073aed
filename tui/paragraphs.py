"""A text to read, paragraph by paragraph, some of which lead somewhere. No Textual."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.source.text import Location


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`place` is where Enter leads to; `name` what it means to the one who asked for the list."""

    text: str
    depth: int = 0
    is_head: bool = False
    place: Location | None = None
    name: str = ""
