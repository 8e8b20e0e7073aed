"""Texts as YAML writes them: plain where that is safe, else between quotation marks."""

from __future__ import annotations

import re

_NEEDS_QUOTES = re.compile(r"[,\[\]{}\"'&*!|>%@`]|: |:$| #|^[-?:#\s]|\s$|^$")
_IN_QUOTES = {"\\": "\\\\", '"': '\\"'}


def quoted_where_needed(text: str) -> str:
    return quoted(text) if _NEEDS_QUOTES.search(text) or not text.isprintable() else text


def quoted(text: str) -> str:
    return f'"{"".join(map(_inside_quotes, text))}"'


def _inside_quotes(sign: str) -> str:
    """What nobody can see is written by its number."""
    return _IN_QUOTES.get(sign, sign) if sign.isprintable() else f"\\U{ord(sign):08x}"
