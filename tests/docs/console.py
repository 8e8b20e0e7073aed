"""```console blocks: command lines run in this process, their output compared with what the page shows.

A line `…` stands for any number of lines, `…` inside a line for any words; `[kod N]` after an output is the exit code
where it is not 0.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from cli.main import main

COLUMNS = "100"
HERE = "(Twój folder)"  # the folder of the page, which is another one each time
_PROMPT = "$ "
_ANY = "…"
_LINES = r"(?:[^\n]*\n)*?"
_CODE = re.compile(r"\[kod (\d+)\]")
_WAYS = (["paragraf"], ["python3", "start.py", "paragraf"], ["py", "start.py", "paragraf"])
_DEMO = (["python3", "start.py", "demo"], ["py", "start.py", "demo"])


class NotOurs(Exception):
    """A command line that is no `paragraf …`."""


@dataclass(frozen=True, slots=True)
class Call:
    """One `$ …` line (or several, joined by `\\` at the end) and what the page says follows."""

    written: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def line(self) -> str:
        return " ".join(one.removeprefix(_PROMPT).removesuffix("\\").strip() for one in self.written)


def calls(text: str) -> Iterator[Call]:
    lines = text.splitlines()
    if not lines or not lines[0].startswith(_PROMPT):
        raise NotOurs(f"blok console zaczyna się od „{_PROMPT}paragraf …”")
    start = 0
    while start < len(lines):
        after = start + 1
        while lines[after - 1].endswith("\\") and after < len(lines):
            after += 1
        end = next((i for i in range(after, len(lines)) if lines[i].startswith(_PROMPT)), len(lines))
        yield Call(tuple(lines[start:after]), tuple(lines[after:end]))
        start = end


def said(call: Call, folder: Path) -> tuple[str, ...]:
    """The lines that the command gives, both streams as a terminal shows them, and its exit code."""
    words, target = _words(call.line)
    both = io.StringIO()
    out = io.StringIO() if target else both
    with contextlib.chdir(folder), patch.dict(os.environ, {"COLUMNS": COLUMNS, "NO_COLOR": "1"}):
        code = main(words, io.StringIO(), out, both)
    if target:
        (folder / target).write_text(out.getvalue(), encoding="utf-8", newline="\n")
    lines = both.getvalue().replace(str(folder), HERE).rstrip("\n").splitlines()
    return (*(line.rstrip() for line in lines), *([f"[kod {code}]"] if code else []))


def _words(line: str) -> tuple[list[str], str]:
    words = shlex.split(line)
    target = ""
    if len(words) > 2 and words[-2] == ">":
        *words, _, target = words
    for way in _WAYS:
        if words[: len(way)] == way:
            return words[len(way) :], target
    for way in _DEMO:
        if words[: len(way)] == way:
            return ["demo", *words[len(way) :]], target
    raise NotOurs(f"tego polecenia testy nie wykonają: „{line}”; oznacz blok <!-- tylko tekst -->")


def fits(shown: Sequence[str], actual: Sequence[str]) -> bool:
    """`shown` may leave lines, and words of a line, out with `…`."""
    pattern = "".join(_LINES if one.strip() == _ANY else _line(one) for one in shown)
    return re.fullmatch(pattern, "".join(one + "\n" for one in actual)) is not None


def _line(shown: str) -> str:
    return r"[^\n]*".join(map(re.escape, shown.rstrip().split(_ANY))) + r"\n"


def written_anew(call: Call, actual: Sequence[str]) -> tuple[str, ...]:
    return (*call.written, *(call.shown if fits(call.shown, actual) else actual))
