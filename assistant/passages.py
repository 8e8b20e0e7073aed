"""Every rule of a regulation as a passage: its sentence with its citation, the name its file gives it, its group.

What retrieval ranks, what a § is read from, and what a topic quotes by words. Made once for each regulation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.contract import Citation
from assistant.formulas import holds_in
from assistant.kept import Kept
from assistant.offered import of_one_kind, offered
from assistant.quotes import cite
from dsl.emit.polish.sentences import Sentences, Wording, clause, document, event
from dsl.model.regulation import Branch, Criterion, Notes, Regulation
from dsl.source.nodes import readable_name

CRITERIA, CONDITIONS, ORDER, TABLES = "kryteria", "warunki", "kolejność", "tabele"
TIMETABLE, DOCUMENTS, BRANCHES = "terminarz", "dokumenty", "oddziały"
_KEPT = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """`codes` are the branches that it holds for; empty: for all. `chain` as in `provenance.origin`."""

    group: str
    name: str
    text: str
    citations: tuple[Citation, ...]
    chain: tuple[Notes, ...]
    codes: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        return self.citations[0].quote if self.citations else self.text

    @property
    def words(self) -> str:
        return f"{self.text} {self.name}"


def _all_of(regulation: Regulation) -> tuple[Passage, ...]:
    return tuple(_merged(_made(regulation), frozenset(offered(regulation))))


passages = Kept(_all_of, _KEPT)


def _merged(found: Iterator[Passage], every: frozenset[str]) -> Iterator[Passage]:
    """What several kinds of branches have in the same words is one passage of all of them."""
    by_text: dict[tuple[str, str, str], Passage] = {}
    for one in found:
        key = (one.group, one.name, one.text)
        known = by_text.get(key)
        if known is None:
            by_text[key] = one
        elif known.codes and one.codes:
            codes = (*known.codes, *one.codes)
            by_text[key] = replace(known, codes=codes)
    for one in by_text.values():
        yield replace(one, codes=()) if every <= set(one.codes) else one


def _made(regulation: Regulation) -> Iterator[Passage]:
    groups = of_one_kind(list(offered(regulation).values()))
    for branches in groups:
        yield from _of_rules(regulation, branches, is_only=len(groups) == 1)
    yield from _of_events(regulation)
    for branch in offered(regulation).values():
        for paper in (branch.rules.documents or regulation.documents).values():
            if holds_in(regulation, branch, paper.applies_when):
                yield _passage(regulation, DOCUMENTS, paper.name, document(paper), (paper.notes,), (branch.code,))
    for group, provisions in regulation.clauses.items():
        for provision in provisions.values():
            words = clause(provision, regulation.timetable)
            yield _passage(regulation, group, provision.name, words, (provision.notes,))


def _passage(
    regulation: Regulation,
    group: str,
    name: str,
    wording: Wording | str,
    chain: tuple[Notes, ...],
    codes: tuple[str, ...] = (),
) -> Passage:
    text = wording if isinstance(wording, str) else wording.flat
    return Passage(group, readable_name(name), text, cite(regulation, wording, *chain), chain, codes)


def _of_events(regulation: Regulation) -> Iterator[Passage]:
    for one in regulation.timetable.values():
        for phase, notes in one.term_notes.items():
            words = event(one, phase, regulation.timetable)
            yield _passage(regulation, TIMETABLE, f"{one.name} postępowanie {phase}", words, (notes, one.notes))


def _of_rules(regulation: Regulation, branches: Sequence[Branch], is_only: bool) -> Iterator[Passage]:
    """Conditions only where they apply to some branch of the kind."""
    rules = branches[0].rules
    codes = () if is_only else tuple(branch.code for branch in branches)
    sentences = Sentences(regulation, rules)
    for top in rules.criteria:
        yield _passage(regulation, CRITERIA, top.name, sentences.criterion(top), (top.notes,), codes)
        for part in top.walk():
            if part is not top:
                yield _part(regulation, sentences, top, part, codes)
    for condition in rules.conditions:
        held = tuple(one.code for one in branches if holds_in(regulation, one, condition.applies_when))
        if held:
            own = codes if len(held) == len(branches) else held
            words = f"kandydat {sentences.condition(condition).flat}"
            yield _passage(regulation, CONDITIONS, condition.name, words, (condition.notes,), own)
    for stage in rules.order:
        words = f"{stage.notes.label}: {sentences.stage(stage).flat}"
        yield _passage(regulation, ORDER, stage.name, words, (stage.notes,), codes)
    for table in rules.tables.values():
        yield _passage(regulation, TABLES, table.name, sentences.table(table), (table.notes,), codes)


def _part(
    regulation: Regulation, sentences: Sentences, top: Criterion, part: Criterion, codes: tuple[str, ...]
) -> Passage:
    return _passage(regulation, CRITERIA, part.name, sentences.criterion(part), (part.notes, top.notes), codes)
