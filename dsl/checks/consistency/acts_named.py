"""`podstawa: prawo_oswiatowe art. 5`: the name of an act that is not among `akty`, so that nobody can look it up.

Only what is surely meant as such a name: nearly one that there is, or written with `_`. `§ 3 statutu` is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dsl.checks.reading.stated import all_notes
from dsl.diagnostics import Diagnostics, Edit, Fix
from dsl.layers.loading import Layer
from dsl.model.notes import Basis
from dsl.model.regulation import Regulation
from dsl.names import nearest, normal_name
from dsl.source.nodes import Mapping, Node, Scalar
from dsl.source.nodes import Sequence as ListNode
from dsl.source.text import Span

_UNIT = re.compile(r"\s*(?:§|\b(?:art|ust|pkt|lit|rozdz|zał)\b).*", re.DOTALL)


def check_acts_named(regulation: Regulation, layers: Sequence[Layer], diagnostics: Diagnostics) -> None:
    """A base of others may name an act of its neighbour: in a file without branches `_` alone tells nothing."""
    own = next((layer.root for layer in layers if layer.is_file), None)
    bases = {notes.basis for notes in all_notes(regulation) if notes.basis is not None}
    bases |= set(regulation.ordinance.bases if regulation.ordinance else ())
    unknown = {basis for basis in bases if basis.act not in regulation.acts}
    for node in _bases(own) if own is not None and unknown else ():
        words = _name_in(node.text)
        found = _nearest(normal_name(words), regulation.acts) if words else None
        if _basis(node.text) in unknown and (found or ("_" in words and regulation.branches)):
            _tell(node, words, found, diagnostics)


def _tell(node: Scalar, words: str, found: str | None, diagnostics: Diagnostics) -> None:
    start = node.span.start + max(node.span.text.find(words), 0)
    place = Span(node.span.source, start, start + len(words))
    is_found = found is not None and place.text == words
    fixes = [Fix(f"Zamień na „{found}”", (Edit(place, found),), safe=False)] if found and is_found else []
    message = f"„{words}”: takiego aktu nie ma w „akty”."
    otherwise = "Dopisz ten akt do „akty” albo napisz podstawę słowami, bez znaku _."
    diagnostics.warning("P148", place, message, f"Czy chodziło o „{found}”?" if found else otherwise, fixes=fixes)


def _name_in(text: str) -> str:
    """The words that stand where the name of an act does: one with `_`, or all before its unit."""
    first = next(iter(text.split()), "").rstrip(",;:")
    return first if "_" in first else _UNIT.sub("", text, count=1).strip().rstrip(",;:")


def _nearest(name: str, acts: Iterable[str]) -> str | None:
    """Of as many words: `uchwała rady gminy w Dębowie` does not mean `uchwała_rady_gminy`."""
    return nearest(name, [act for act in acts if act.count("_") == name.count("_")])


def _bases(node: Node) -> Iterator[Scalar]:
    if isinstance(node, ListNode):
        for item in node:
            yield from _bases(item)
    for entry in node if isinstance(node, Mapping) else ():
        if entry.name in ("podstawa", "na_podstawie") and isinstance(entry.value, Scalar):
            yield entry.value
        elif entry.name == "na_podstawie" and isinstance(entry.value, ListNode):
            yield from (item for item in entry.value if isinstance(item, Scalar))
        else:
            yield from _bases(entry.value)


def _basis(text: str) -> Basis:
    act, _, unit = " ".join(text.split()).partition(" ")
    return Basis(normal_name(act), unit)
