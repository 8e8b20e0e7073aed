"""Citations: our regulation's own sentence, the unit it stands on, and the line that leads to it. The one seam between
the assistant and the wording of `dsl.emit.polish`.

The unit is that of the source document where one is recorded, else that of the generated regulation.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.contract import Citation, Status
from assistant.provenance import basis_words, law_of, origin
from assistant.units import unit_at, unit_of
from dsl.emit.polish.sentences import Wording
from dsl.model.regulation import Notes, Regulation, SourceRef

LONGEST_QUOTE = 600


def cite(regulation: Regulation, wording: Wording | str, *chain: Notes) -> tuple[Citation, ...]:
    """The citations of one rule; `chain` as in `provenance.origin`."""
    quote = shorten(wording if isinstance(wording, str) else wording.flat)
    notes = origin(regulation, *chain).notes
    unit = unit_of(regulation, (*chain, notes))
    own = _sources(quote, notes, notes.sources, unit) if notes.sources else (_ours(regulation, quote, notes, unit),)
    return (*own, *_act(regulation, quote, notes, unit, chain))


def cite_law(regulation: Regulation, wording: Wording, notes: Notes) -> tuple[Citation, ...]:
    """A rule of the law that no unit of the regulation tells, because it is not about its branches."""
    where = notes.span.location()
    unit = notes.basis.unit if notes.basis is not None else ""
    named = basis_words(regulation, notes).removeprefix(f"{unit}, ") or law_of(notes.span.source).title
    return (Citation(named, unit, shorten(wording.flat), where.path, where.line),)


def cite_at(regulation: Regulation, quote: str, notes: Notes, path: Sequence[str]) -> tuple[Citation, ...]:
    """A remark of ours that no rule holds: its source if it names one, else the unit nearest to its place."""
    unit = unit_at(regulation, path)
    if notes.sources:
        return _sources(shorten(quote), notes, notes.sources, unit)
    return (_ours(regulation, shorten(quote), notes, unit),)


def cite_sources(
    regulation: Regulation, quote: str, notes: Notes, sources: Sequence[SourceRef]
) -> tuple[Citation, ...]:
    return _sources(quote, notes, sources, unit_of(regulation, (notes,)))


def _sources(quote: str, notes: Notes, sources: Sequence[SourceRef], printed: str) -> tuple[Citation, ...]:
    where = notes.span.location()
    return tuple(Citation(one.document, one.unit, quote, where.path, where.line, one.lines, printed) for one in sources)


def _ours(regulation: Regulation, quote: str, notes: Notes, unit: str) -> Citation:
    where = notes.span.location()
    if not unit and notes.basis is not None:
        act = basis_words(regulation, notes).removeprefix(f"{notes.basis.unit}, ")
        return Citation(act, notes.basis.unit, quote, where.path, where.line)
    return Citation(regulation.title, unit, quote, where.path, where.line, None, unit)


def _act(regulation: Regulation, quote: str, notes: Notes, unit: str, chain: Sequence[Notes]) -> tuple[Citation, ...]:
    """Beside our § the article that it stands on, where no document of the school says it: an answer says that it is
    law."""
    if notes.basis is None or not (unit and notes.basis.unit):
        return ()
    if notes.sources and origin(regulation, *chain).status is not Status.DELEGATED:
        return ()
    where = notes.span.location()
    act = basis_words(regulation, notes).removeprefix(f"{notes.basis.unit}, ")
    return (Citation(act, notes.basis.unit, quote, where.path, where.line),)


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest)] + " …"


def unique(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each unit once, in the order told; the same unit may be quoted with other words."""
    return tuple({(one.document, one.unit, one.quote): one for one in citations}.values())
