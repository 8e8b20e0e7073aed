"""References that an author wrote out as words („§ 7 ust. 2”) and that lead nowhere in the printed document.

Numbers change with the rules: an insertion (`<§ kryteria>`) follows them, a number in words does not. Units of other
acts („§ 7 rozporządzenia”) and articles are no business of this document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.model.outline import Leaf, OwnParagraph, OwnUnit, Prose, ReadyPart
from dsl.model.regulation import Regulation
from dsl.source.text import Span
from generator.numbered import NumberedChapter, NumberedParagraph, NumberedUnit
from generator.numbering import number
from generator.regulation.document import regulation_document
from polish.enumerations import quote

_REFERENCE = re.compile(
    r"§\s*(?P<paragraph>\d+[a-z]*)(?:\s+ust\.\s*(?P<section>\d+[a-z]*))?(?:\s+pkt\s*(?P<point>\d+[a-z]*))?"
    r"(?:\s+lit\.\s*(?P<letter>[a-z]+)\b)?(?P<range>\s*[–-]\s*\d)?"
)
_LEVELS = {"paragraph": "§", "section": "ust.", "point": "pkt", "letter": "lit."}
_OF_ANOTHER_ACT = re.compile(
    r"\W*(?:[ioa]\s+\d\S*\s+)?(?:ww\.\s+|tej\s+|tego\s+|niniejsze\w+\s+)?"
    r"(?:ustaw|rozporządz|uchwał|zarządz|statut|kodeks|konstytuc|decyzj|obwieszcz|umow|porozumie|regulaminu\s+\w)",
    re.IGNORECASE,
)


def dead_references(regulation: Regulation) -> tuple[Diagnostic, ...]:
    """Each at its place in the author's words."""
    problems = Diagnostics()
    known = _addresses(regulation)
    for words, around in _written(regulation):
        for found in _REFERENCE.finditer(words):
            unit = " ".join(f"{sign} {found[level]}" for level, sign in _LEVELS.items() if found[level])
            if unit in known or found["range"] or _OF_ANOTHER_ACT.match(words, found.end()):
                continue
            hint = "Popraw numer albo odeślij przez część dokumentu, np. <§ kryteria>: numer wstawi się sam."
            message = f"Tekst odsyła do {quote(unit)}, a takiej jednostki nie ma w dokumencie."
            problems.warning("P805", _place(around, found[0]), message, hint)
    return problems.sorted()


def _written(regulation: Regulation) -> Iterator[tuple[str, Span]]:
    """What the author wrote between insertions, and where it stands."""
    for section in regulation.clauses.values():
        for clause in section.values():
            for prose in (clause.prose, *clause.item_prose):
                yield from ((words, clause.notes.span) for words in _words(prose))
    for leaf in regulation.outline.leaves() if regulation.outline is not None else ():
        for own in _own_units(leaf):
            for unit in own.walk():
                yield from ((words, unit.span) for prose in (unit.prose, unit.closing) for words in _words(prose))


def _own_units(leaf: Leaf) -> tuple[OwnUnit, ...]:
    match leaf:
        case OwnParagraph():
            return leaf.units
        case ReadyPart():
            return (*leaf.opening, *leaf.closing)
    return ()


def _words(prose: Prose) -> Iterator[str]:
    yield from (part for part in prose if isinstance(part, str))


def _place(around: Span, words: str) -> Span:
    """Of the words, where they stand behind their key as they are written; else of the key."""
    start = around.source.text.find(words, around.start)
    return Span(around.source, start, start + len(words)) if start >= 0 else around


def _addresses(regulation: Regulation) -> frozenset[str]:
    found: set[str] = set()
    pending: list[object] = list(number(regulation_document(regulation)).document.blocks)
    while pending:
        match pending.pop():
            case NumberedChapter() as chapter:
                pending += chapter.blocks
            case NumberedParagraph() as paragraph:
                found.add(str(paragraph.address))
                pending += paragraph.content
            case NumberedUnit() as unit:
                found.add(str(unit.address))
                pending += unit.children
    return frozenset(found)
