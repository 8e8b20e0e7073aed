"""`paragraf fmt`: one look for every regulation, by changes of blanks from the places of its nodes.

Comments, their order and every word stay. The result is read again, and its meaning compared with what was read
before; where the two differ, or the file cannot be read, there is no result, only what is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dsl.decode.regulation import decode
from dsl.diagnostics import Diagnostic, Diagnostics, Severity, TooManyProblems
from dsl.layers.blanks import BEGIN
from dsl.layers.loading import load_layers
from dsl.rewrite.formula_places import formula_places, is_formula
from dsl.rewrite.lines import arranged
from dsl.rewrite.meaning import meaning
from dsl.rewrite.places import UnusualLayout, find_places
from dsl.source.nodes import Mapping
from dsl.source.text import Location, Source, Span
from dsl.source.yaml_reader import read_yaml

MOST_PROBLEMS = 50
_SYNTAX_CODES = re.compile(r"P0(?:[01]\d|2[^4\D])")
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Formatted:
    """`text` is None where the problems stand in the way."""

    text: str | None
    problems: tuple[Diagnostic, ...] = ()


def format_source(source: Source, folder: Path | None) -> Formatted:
    """The whole of `fmt` for one file: it must be readable, and mean the same afterwards."""
    problems = tuple(_syntax_problems(source, folder))
    return Formatted(None, problems) if problems else format_readable(source)


def format_readable(source: Source) -> Formatted:
    """A file without syntax errors, formatted; the proof is inside."""
    before = Diagnostics()
    root = read_yaml(source, before)
    if root is None or before.has_errors:
        return Formatted(None, before.sorted())
    lone = _LONE_RETURN.search(source.text)
    try:
        if lone:
            raise UnusualLayout(Span(source, lone.start(), lone.end()))
        text = arranged(source, root, find_places(source, root), _cut_off(before, root))
    except UnusualLayout as unusual:
        return Formatted(None, (_unusual(unusual.where),))
    after = Diagnostics()
    again = read_yaml(Source(source.path, text), after)
    if again is None or after.has_errors or meaning(again) != meaning(root):
        return Formatted(None, (_changed(source),))
    return Formatted(text)


def _syntax_problems(source: Source, folder: Path | None) -> Iterator[Diagnostic]:
    """What cannot be read in this very file; other errors do not stand in the way of spacing. Nor does a date that does
    not exist, or is yet to be filled in: what is no formula is left as it is."""
    diagnostics = Diagnostics(most=MOST_PROBLEMS)
    try:
        layers = load_layers(source, folder, diagnostics)
        if layers:
            decode(layers, diagnostics)
    except TooManyProblems:
        pass
    for one in diagnostics.sorted():
        here = one.location is not None and one.location.path == source.path
        if here and one.severity is Severity.ERROR and _SYNTAX_CODES.fullmatch(one.code) and not _is_blank(one):
            yield one


def _is_blank(problem: Diagnostic) -> bool:
    """Whether it is about a place of a new file that waits to be filled in."""
    return isinstance(problem.where, Span) and problem.where.source.text.startswith(BEGIN, problem.where.start)


def _cut_off(diagnostics: Diagnostics, root: Mapping) -> frozenset[int]:
    """Where a sentence seems to be cut off by ` #`: a wider gap would hide the warning about it. A formula is whole."""
    found = {one.where.start for one in diagnostics if one.code == "P019" and isinstance(one.where, Span)}
    whole = {place.scalar.span.end for place in formula_places(root) if is_formula(place)}
    return frozenset(found - whole)


def _unusual(where: Span) -> Diagnostic:
    message = "Takiego układu wiersza nie umiem sformatować."
    hint = "Zapisz to prościej, np. każdy klucz w osobnym wierszu, bez znaków „?” i „---”, a po „|” bez cyfr i plusa."
    return Diagnostic("P091", Severity.ERROR, message, where, hint)


def _changed(source: Source) -> Diagnostic:
    message = "Po sformatowaniu plik znaczyłby co innego, więc nic nie zmieniono."
    hint = "To błąd programu: zgłoś go razem z plikiem."
    return Diagnostic("P092", Severity.ERROR, message, Location(source.path, 1), hint)
