"""Citations: our regulation's own sentence, the unit it stands on, and the line that leads to it. The one seam between
the assistant and the wording of `dsl.emit.polish`.

The unit is that of the source document where one is recorded; else the legal basis; else the name of the group in our
text, until the printed document's own numbering is asked here (`generator`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.contract import Citation
from assistant.provenance import law_of, origin
from dsl.emit.polish.sentences import Wording, act
from dsl.model.regulation import Notes, Regulation, SourceRef

LONGEST_QUOTE = 600


def cite(regulation: Regulation, wording: Wording | str, *chain: Notes) -> tuple[Citation, ...]:
    """The citations of one rule; `chain` as in `provenance.origin`."""
    quote = shorten(wording if isinstance(wording, str) else wording.flat)
    notes = origin(regulation, *chain).notes
    if notes.sources:
        return cite_sources(quote, notes, notes.sources)
    return (_from_law(regulation, quote, notes),)


def cite_sources(quote: str, notes: Notes, sources: Sequence[SourceRef]) -> tuple[Citation, ...]:
    where = notes.span.location()
    return tuple(Citation(one.document, one.unit, quote, where.path, where.line, one.lines) for one in sources)


def cite_basis(regulation: Regulation, wording: Wording | str, notes: Notes) -> tuple[Citation, ...]:
    """The act of law behind a rule, beside the unit of the school's document."""
    quote = shorten(wording if isinstance(wording, str) else wording.flat)
    return (_from_law(regulation, quote, notes),) if notes.basis is not None else ()


def _from_law(regulation: Regulation, quote: str, notes: Notes) -> Citation:
    where = notes.span.location()
    if notes.basis is not None:
        known = regulation.acts.get(notes.basis.act)
        document = act(known) if known else notes.basis.act.replace("_", " ")
        return Citation(document, notes.basis.unit, quote, where.path, where.line)
    own = notes.span.source is regulation.source
    title = regulation.title if own else law_of(notes.span.source).title
    return Citation(title, notes.label, quote, where.path, where.line)


def shorten(text: str) -> str:
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[: text.rfind(" ", 0, LONGEST_QUOTE)] + " …"


def unique(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each unit once, in the order told; the same unit may be quoted with other words."""
    return tuple({(one.document, one.unit, one.quote): one for one in citations}.values())
