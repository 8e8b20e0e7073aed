"""What of an encoded document must stand in the printed one: words and figures of every value, read off the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from dsl.emit.polish.prose import prose_words
from dsl.emit.polish.terms import term_words
from dsl.model.expr import Constant, Typed
from dsl.model.outline import Prose
from dsl.model.regulation import Clause, Criterion, ForEach, Notes, Regulation, Rows, Rules, SourceRef, Stage, StageKind
from dsl.source.nodes import readable_name
from generator.numbering import number
from generator.regulation import regulation_document
from generator.regulation.draft import owners
from generator.text import as_text
from polish.dates import format_date
from polish.numbers import NBSP, format_number
from tests.regulations.checklist import citations
from tests.regulations.shipped import school

PRINTED_AS = {
    "000": "systemy/omikron",
    "001": "lo-wyspianskiego-kety/2025-2026",
    "002": "zsme-kety/2025-2026",
    "003": "sp77-krakow/2025-2026",
    "004": "lomza-szkola-przykladowa/2026-2027",
}
"""The regulation whose document must say all that was encoded of the source."""

WITHOUT_NOTES = {("razem",): "punkty przyznane za wszystkie kryteria sumuje się"}
"""What the model keeps no place of, and the words that say it."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A value of the regulation: where it stands in the model, what it cites, and what a reader must find."""

    path: str
    sources: tuple[SourceRef, ...]
    words: tuple[str, ...]

    def lines(self, document: str) -> Iterator[tuple[int, int]]:
        yield from (ref.lines for ref in self.sources if ref.document == document and ref.lines is not None)

    def missing(self, text: str) -> list[str]:
        """Of a text made `plain`."""
        return [one for one in self.words if plain(one) not in text]


def plain(text: str) -> str:
    """Without what only sets a text: cases of letters, spaces that bind, marks at the ends of units."""
    return " ".join(text.replace(NBSP, " ").casefold().split()).rstrip(".;,")


@lru_cache
def printed(name: str) -> str:
    return plain(as_text(number(regulation_document(school(name))).document))


def lines_printed(document: str) -> tuple[set[int], set[int]]:
    """The lines of the document that a value cites, and those of them of which all that cites them is printed."""
    name = PRINTED_AS[document]
    text = printed(name)
    cited: set[int] = set()
    lacking: set[int] = set()
    for one in encoded(school(name)):
        lines = {line for first, last in one.lines(document) for line in range(first, last + 1)}
        cited |= lines
        lacking |= lines if one.missing(text) else set()
    for one_place, words in WITHOUT_NOTES.items():
        lines = {
            line
            for one in citations()
            if one.document == document and one.place == one_place
            for line in range(one.first, one.last + 1)
        }
        cited |= lines
        lacking |= set() if words in text else lines
    return cited, cited - lacking


def encoded(found: Regulation) -> tuple[Encoded, ...]:
    """Everything that has `źródło`, and what can be read of it."""
    return tuple(one for one in _every(found) if one.sources)


def _every(found: Regulation) -> Iterator[Encoded]:
    for act in found.acts.values():
        day = (format_date(act.date),) if act.date else ()
        first, _, rest = act.title.partition(" ")  # a participle, which is inflected
        yield _one(f"akty.{act.name}", act.notes, rest if first.endswith("ce") else act.title, act.number, *day)
    if found.ordinance is not None:
        yield _one("zarządzenie", found.ordinance.notes, found.ordinance.number)
    if found.school is not None:
        yield _one("szkoła", found.school.notes, found.school.name_genitive)
    for event in found.timetable.values():
        every = tuple(term_words(term, found.timetable) for term in event.terms.values())
        yield _one(f"terminarz.{event.name}", event.notes, event.activity, *every)
        for phase, notes in event.term_notes.items():
            yield _one(f"terminarz.{event.name}.{phase}", notes, term_words(event.terms[phase], found.timetable))
    for document in found.documents.values():
        yield _one(
            f"dokumenty.{document.name}", document.notes, document.notes.label, document.form, document.signed_by
        )
    for name, most, limit in (
        ("szkoły", found.limits.schools, found.limits.schools_notes),
        ("oddziały", found.limits.branches, found.limits.branches_notes),
    ):
        if limit is not None:
            yield _one(f"limity.{name}", limit, "dowolną liczbę" if most is None else f"nie więcej niż {most}")
    for section, clauses in found.clauses.items():
        for clause in clauses.values():
            has_dates = section == "odwołania" and clause.name in found.timetable  # which are looked for there
            yield _one(f"{section}.{clause.name}", clause.notes, *_of_clause(found, clause, with_term=not has_dates))
    yield from _branches(found)
    for rules in {id(rules): rules for rules, _ in owners(found)}.values():
        yield from _rules(rules)


def _branches(found: Regulation) -> Iterator[Encoded]:
    for branch in found.branches.values():
        path = f"oddziały.{branch.code}"
        yield _one(path, branch.notes, branch.label)
        if branch.seats is not None and branch.seats.count is not None:
            yield _one(f"{path}.miejsca", branch.seats.notes, str(branch.seats.count))
        for name, notes in branch.fact_notes.items():
            yield _one(f"{path}.{name}", notes, *_members(branch.facts.get(name)))


def _rules(rules: Rules) -> Iterator[Encoded]:
    for table in rules.tables.values():
        every = (*table.rows.values(), table.rest, table.missing)
        yield _one(f"tabele.{table.name}", table.notes, table.notes.label, *_figures(every))
    for top in rules.criteria:
        for criterion in top.walk():
            yield from _criterion(criterion)
    for condition in rules.conditions:
        yield _one(f"warunki.{condition.name}", condition.notes, condition.text)
    for stage in rules.order:
        yield _one(f"kolejność.{stage.name}", stage.notes, *_of_stage(rules, stage))
    for definition in rules.definitions.values():
        yield _one(f"definicje.{definition.name}", definition.notes, *_figures([definition.formula]))
    for document in rules.documents.values():
        yield _one(f"{rules.kind}.dokumenty.{document.name}", document.notes, document.notes.label)


def _criterion(criterion: Criterion) -> Iterator[Encoded]:
    path = f"kryteria.{criterion.dotted}"
    yield _one(path, criterion.notes, criterion.notes.label, *_figures(criterion.formulas()))
    body = criterion.way.body if isinstance(criterion.way, ForEach) else criterion.way
    if isinstance(body, Rows):
        for row in body.rows:
            yield _one(f"{path}.wiersz", row.notes, *_figures([row.points, row.several]))


def _of_clause(found: Regulation, clause: Clause, *, with_term: bool) -> Iterator[str]:
    """What the author wrote, between insertions, item by item, and the term."""
    for prose in (clause.prose, *clause.item_prose):
        yield from _literal(found, prose)
    if not clause.prose:
        yield clause.notes.label
    if clause.term is not None and with_term:
        yield term_words(clause.term, found.timetable)


def _literal(found: Regulation, prose: Prose) -> Iterator[str]:
    if all(isinstance(part, str) for part in prose):
        yield prose_words(prose, found.timetable)
    else:
        yield from (part.strip() for part in prose if isinstance(part, str))


def _of_stage(rules: Rules, stage: Stage) -> Iterator[str]:
    if stage.text:
        yield stage.text
    elif stage.kind is StageKind.SUM:
        yield "decyduje wyższa suma punktów"
    elif stage.kind is StageKind.LOT:
        yield "losowanie"


def _figures(formulas: object) -> Iterator[str]:
    for formula in formulas:  # type: ignore[attr-defined]
        nodes = formula.walk() if isinstance(formula, Typed) else ()
        yield from (
            format_number(one.value) for one in nodes if isinstance(one, Constant) and isinstance(one.value, Fraction)
        )


def _members(value: object) -> tuple[str, ...]:
    return tuple(sorted(map(readable_name, value))) if isinstance(value, frozenset) else ()


def _one(path: str, notes: Notes, *words: str) -> Encoded:
    return Encoded(path, notes.sources, tuple(word for word in words if word))
