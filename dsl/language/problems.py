"""The problems of a text that are to be told, and their fixes as new text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics import Diagnostic, Diagnostics, Edit, Fix
from dsl.load import load_source
from dsl.model.regulation import Regulation
from dsl.report.deliberate import Deliberate, sorted_out
from dsl.rewrite.edits import TextEdit, apply_edits
from dsl.rewrite.patching import line_without
from dsl.source.text import Source, Span

_MEANS_NOTHING = "P032"


@dataclass(frozen=True, slots=True)
class Read:
    """`regulation` is there also when only its checks found errors; `deliberate` are passed over by the text itself."""

    regulation: Regulation | None
    problems: tuple[Diagnostic, ...]
    deliberate: tuple[Deliberate, ...] = ()


def read(text: str, path: Path) -> Read:
    """A text that may not be saved yet, as if it stood in `path`."""
    source = Source(str(path), text.removeprefix("\ufeff"))
    loaded = load_source(source, path.parent, Diagnostics())
    sorted_ = sorted_out(loaded.diagnostics, source)
    return Read(loaded.draft, sorted_.told, sorted_.deliberate)


def usable_fix(diagnostic: Diagnostic, text: str, path: Path) -> Fix | None:
    """The first fix all of whose places are in this very text. A key that means nothing, and is like no other, can at
    least be taken out."""
    fixes = (fix for fix in diagnostic.fixes if all(_in_text(one.span, text, path) for one in fix.edits))
    return next(fixes, None) or _without_key(diagnostic, text, path)


def _without_key(diagnostic: Diagnostic, text: str, path: Path) -> Fix | None:
    key = diagnostic.where
    if diagnostic.code != _MEANS_NOTHING or not isinstance(key, Span) or not _in_text(key, text, path):
        return None
    taken = line_without(text, key.start)
    if taken is None:
        return None
    return Fix("Usuń ten wpis", (Edit(Span(key.source, taken.start, taken.end), taken.text),), safe=False)


def _in_text(span: Span, text: str, path: Path) -> bool:
    return span.source.path == str(path) and span.source.text == text


def applied(fix: Fix, text: str) -> str:
    return apply_edits(text, (TextEdit(one.span.start, one.span.end, one.text) for one in fix.edits))
