"""The text of one paragraph made ready for print: white space put right, unprintable characters out, spaces bound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from generator.numbered import Run, Runs
from polish.numbers import NBSP
from polish.spaces import bind_runs

# Every white space but the non-breaking one counts as a plain space.
_WHITE = re.compile(rf"[^\S{NBSP}]+")
_UNPRINTABLE_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})
# They reorder what a reader sees against what the file says, or are refused by PDF/UA.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FORBIDDEN = _DIRECTIONS | frozenset("\ufeff\ufffe")
_CATEGORIES = {
    "Cc": "niewidoczny znak sterujący",
    "Cf": "niewidoczny znak sterujący",
    "Cn": "znak, którego nie ma w Unikodzie",
    "Co": "znak, który ma postać tylko w jednym kroju pisma",
    "Cs": "połowa znaku",
    "Mn": "znak doczepiany do innego znaku",
    "Sc": "znak waluty",
    "Sk": "odmiana obrazka (emoji)",
    "Sm": "znak matematyczny",
    "So": "obrazek (emoji) albo symbol",
}
_SCRIPTS = {
    "ARABIC": "znak pisma arabskiego",
    "ARMENIAN": "znak pisma ormiańskiego",
    "CJK": "znak pisma chińskiego",
    "CYRILLIC": "znak cyrylicy",
    "DEVANAGARI": "znak pisma dewanagari",
    "GEORGIAN": "znak pisma gruzińskiego",
    "GREEK": "znak pisma greckiego",
    "HANGUL": "znak pisma koreańskiego",
    "HEBREW": "znak pisma hebrajskiego",
    "HIRAGANA": "znak pisma japońskiego",
    "KATAKANA": "znak pisma japońskiego",
    "THAI": "znak pisma tajskiego",
}


def unprintable(text: str) -> list[str]:
    """The characters of `text` that cannot stand in a document, each once, in order."""
    if text.isprintable():
        return []
    return list(dict.fromkeys(char for char in text if not char.isspace() and _is_unprintable(char)))


def character_name(char: str) -> str:
    """`U+1F393, obrazek (emoji)`: its number and what it is."""
    return f"U+{ord(char):04X}, {_kind_of(char)}"


def _kind_of(char: str) -> str:
    name = unicodedata.name(char, "")
    script = next((words for start, words in _SCRIPTS.items() if name.startswith(start)), "")
    category = unicodedata.category(char)
    if char in _DIRECTIONS:
        return "niewidoczny znak, który zmienia kierunek czytania"
    if script or category.startswith("L"):
        return script or "litera obcego pisma"
    return _CATEGORIES.get(category, "znak")


def set_runs(runs: Sequence[Run]) -> Runs:
    """One paragraph: white space collapsed and trimmed, then non-breaking spaces over the joined text."""
    if len(runs) == 1:
        (run,) = runs
        text = set_text(run.text)
        return (run if text == run.text else replace(run, text=text),) if text else ()
    return _set_several(runs)


def _set_several(runs: Sequence[Run]) -> Runs:
    texts = _tidy([run.text for run in runs])
    bound = bind_runs(texts)
    return tuple(replace(run, text=text) for run, text in zip(runs, bound, strict=True) if text)


@lru_cache(maxsize=4096)  # the same words stand on hundreds of papers
def set_text(text: str) -> str:
    """The same for a text without runs: a heading, a caption, a line."""
    return "".join(run.text for run in _set_several([Run(text)]))


def _tidy(texts: list[str]) -> list[str]:
    result: list[str] = []
    open_gap = False
    for text in texts:
        clean = _WHITE.sub(" ", text if text.isprintable() else _printable(text))
        clean = unicodedata.normalize("NFC", clean)
        if open_gap or not "".join(result):
            clean = clean.lstrip(" ")
        result.append(clean)
        open_gap = clean.endswith(" ") if clean else open_gap
    return _without_trailing_space(result)


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isspace() or not _is_unprintable(char))


def _without_trailing_space(texts: list[str]) -> list[str]:
    for i in range(len(texts) - 1, -1, -1):
        texts[i] = texts[i].rstrip(" ")
        if texts[i]:
            break
    return texts


def _is_unprintable(char: str) -> bool:
    return char in _FORBIDDEN or unicodedata.category(char) in _UNPRINTABLE_CATEGORIES
