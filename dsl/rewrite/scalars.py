"""Texts as YAML writes them: plain where that is safe, else between quotation marks."""

from __future__ import annotations

import re

_NEEDS_QUOTES = re.compile(r"[,\[\]{}\"'&*!|>%@`\t]|: |:$| #|^[-?#\s]|\s$|^$")


def quoted_where_needed(text: str) -> str:
    return quoted(text) if _NEEDS_QUOTES.search(text) else text


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
