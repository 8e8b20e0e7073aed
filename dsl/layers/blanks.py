"""Blanks of a new file, `<wpisz nazwę szkoły>`: each is told once, and nothing else about the same place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.layers.loading import Layer
from dsl.layers.merge import leaves
from dsl.source.nodes import Mapping, Scalar
from dsl.source.text import Span

BEGIN = "<wpisz "
BLANK = re.compile(rf"{BEGIN}(?P<what>[^<>\n]*)>")
AS_IN = "np. "


def with_examples(text: str) -> str:
    """The text with each blank filled by the example that it gives itself: what it would be like as a whole."""
    return BLANK.sub(lambda found: found["what"].rpartition(AS_IN)[2], text)


def tell_blanks(layers: Iterable[Layer], diagnostics: Diagnostics) -> None:
    """Puts a problem in place of whatever was said of each blank."""
    tell_blanks_in((layer.root for layer in layers), diagnostics)


def tell_blanks_in(roots: Iterable[Mapping], diagnostics: Diagnostics) -> None:
    blanks = [scalar for root in roots for scalar in _blanks(root)]
    if not blanks:
        return
    diagnostics.items[:] = [one for one in diagnostics.items if not _is_about(one, blanks)]
    for blank in blanks:
        what = " ".join(blank.text.split())[1:-1].removeprefix("wpisz ")
        diagnostics.error("P057", blank.span, f"Wpisz {what}.", "Zastąp całe „<wpisz …>” wartością.")


def _blanks(root: Mapping) -> Iterator[Scalar]:
    for node in leaves(root):
        if isinstance(node, Scalar) and node.text.startswith(BEGIN) and node.text.rstrip().endswith(">"):
            yield node


def _is_about(problem: Diagnostic, blanks: list[Scalar]) -> bool:
    where = problem.where
    return isinstance(where, Span) and any(
        where.source is blank.span.source and blank.span.start <= where.start < blank.span.end for blank in blanks
    )
