"""Finding words as people type them: without case and Polish letters, from the cursor on and around."""

from __future__ import annotations

from polish.folding import fold


def find(text: str, wanted: str, start: int) -> tuple[int, int] | None:
    """Offsets of the next occurrence at or after `start`, else the first one from the top."""
    if not wanted.strip():
        return None
    folded, needle = _same_length(text), _same_length(wanted)
    at = folded.find(needle, start)
    if at < 0:
        at = folded.find(needle)
    return (at, at + len(needle)) if at >= 0 else None


def _same_length(text: str) -> str:
    """Folded letter by letter, so that offsets stay; a letter that folds into several stays as it is."""
    table = {letter: folded for letter in set(text) if len(folded := fold(letter)) == 1}
    return "".join(table.get(letter, letter) for letter in text)
