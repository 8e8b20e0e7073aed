"""Citations: our regulation's own sentence, the unit it stands on, and the line that leads to it. The one seam between
the assistant and the wording of `dsl.emit.polish`.

The unit is that of the source document where one is recorded, else that of the generated regulation.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.contract import Citation
from assistant.provenance import origin
from assistant.units import unit_at, unit_of
from dsl.emit.polish.sentences import Wording
from dsl.model.regulation import Notes, Regulation, SourceRef

LONGEST_QUOTE = 600


def cite(regulation: Regulation, wording: Wording | str, *chain: Notes) -> tuple[Citation, ...]:
    """The citations of one rule; `chain` as in `provenance.origin`."""
    quote = shorten(wording if isinstance(wording, str) else wording.flat)
    notes = origin(regulation, *chain).notes
    if notes.sources:
        return cite_sources(quote, notes, notes.sources)
    return (_ours(regulation, quote, notes, unit_of(regulation, (notes, *chain))),)


def cite_at(regulation: Regulation, quote: str, notes: Notes, path: Sequence[str]) -> tuple[Citation, ...]:
    """A remark of ours that no rule holds: its source if it names one, else the unit nearest to its place."""
    if notes.sources:
        return cite_sources(shorten(quote), notes, notes.sources)
    return (_ours(regulation, shorten(quote), notes, unit_at(regulation, path)),)


def cite_sources(quote: str, notes: Notes, sources: Sequence[SourceRef]) -> tuple[Citation, ...]:
    where = notes.span.location()
    return tuple(Citation(one.document, one.unit, quote, where.path, where.line, one.lines) for one in sources)


def _ours(regulation: Regulation, quote: str, notes: Notes, unit: str) -> Citation:
    where = notes.span.location()
    return Citation(regulation.title, unit, quote, where.path, where.line)


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest)] + " …"


def unique(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each unit once, in the order told; the same unit may be quoted with other words."""
    return tuple({(one.document, one.unit, one.quote): one for one in citations}.values())
