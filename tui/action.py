"""One action of the main screen: its name, keys and words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """`key` may be several, with commas. `footer` is the short word at the bottom of the screen, "" keeps the
    action out of it, `wide` out of a narrow screen. What is typed next belongs to what an action `opens`, so its key
    may not wait in a queue behind those letters. `also` are other words that people look for it by."""

    name: str
    key: str
    label: str
    help: str
    footer: str = ""
    also: str = ""
    opens: bool = False
    wide: bool = False


_WORDS = {"shift": "Shift", "ctrl": "Ctrl", "@": "Spacja", "escape": "Esc", "home": "Home", "end": "End"}
_WORDS |= {"left": "←", "right": "→", "up": "↑", "down": "↓"}


def key_words(key: str) -> str:
    """`shift+f2` → `Shift+F2`; of several keys the first."""
    first = key.partition(",")[0]
    return "+".join(_WORDS.get(part, part.upper()) for part in first.split("+")) if first else ""
