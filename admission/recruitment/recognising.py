"""Whether a file is a recruitment: asked of every file, so nothing here reads more than its lines."""

from __future__ import annotations

from pathlib import Path

from dsl.diagnostics import Diagnostics
from dsl.names import normal_name
from dsl.source.reading import read_source


def is_recruitment(path: Path) -> bool:
    """Whether the file calls itself one; nothing is said of a file that cannot be read. Only keys of the file itself
    count: a school may have a criterion or a date called „nabór”."""
    source = read_source(path, Diagnostics())
    return source is not None and is_recruitment_text(source.text)


def is_recruitment_text(text: str) -> bool:
    """The same of a text that may not be saved yet."""
    lines = text.splitlines()
    written = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return any(
        normal_name(line.partition(":")[0].strip(" \"'")) == "nabór" and _margin(line) == _margin(written[0])
        for line in written
    )


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
