"""The unit of the generated regulation that tells a rule, for rules that no unit of a source document is recorded for.

The document's own numbering is asked (`generator.regulation.addresses`), only when a citation needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.kept import Kept
from assistant.offered import offered
from dsl.model.regulation import Branch, Criterion, ForEach, Notes, Regulation, Rows

_KEPT = 12

_Units = Mapping[str, str]


def unit_of(regulation: Regulation, chain: Sequence[Notes]) -> str:
    """The unit of the first of the notes, from the value's own to those of the groups around it, that is told."""
    by_notes, _ = _of(regulation)
    return next((by_notes[id(notes)] for notes in chain if id(notes) in by_notes), "")


def unit_at(regulation: Regulation, path: Sequence[str]) -> str:
    """The unit of a path of the model, or of the nearest group around it."""
    _, units = _of(regulation)
    tries = (".".join(path[:length]) for length in range(len(path), 0, -1))
    return next((units[name] for name in tries if name in units), "")


def _made(regulation: Regulation) -> tuple[Mapping[int, str], _Units]:
    """By the identities of notes, which stay their own as long as the regulation is kept."""
    known = _told.pop(id(regulation), None) or numbered(regulation)
    named = ((notes, _first(known, paths)) for notes, paths in _paths(regulation))
    return {id(notes): unit for notes, unit in named if unit}, known


_of = Kept(_made, _KEPT)
_told: dict[int, _Units] = {}


def numbered(regulation: Regulation) -> _Units:
    """Asking the document for its numbering makes the whole document."""
    from generator.regulation.addresses import units

    return units(regulation)


def tell_units(regulation: Regulation, known: _Units) -> None:
    """The numbering of a regulation, where somebody has kept it; to be told before the first question."""
    _told[id(regulation)] = known
    _of(regulation)


def _first(units: _Units, paths: Sequence[str]) -> str:
    """Stages and conditions are named with spaces, their paths with `_`."""
    named = (path.replace(" ", "_") for path in paths)
    return next((units[path] for path in named if path in units), "")


_Paths = Iterator[tuple[Notes, Sequence[str]]]


def _paths(regulation: Regulation) -> _Paths:
    """Every rule's notes with the paths that its unit may have, the closest first."""
    if regulation.school is not None:
        yield regulation.school.notes, ("szkoła.strona_rekrutacji", "szkoła")
    for notes, name in ((regulation.limits.schools_notes, "szkoły"), (regulation.limits.branches_notes, "oddziały")):
        if notes is not None:
            yield notes, (f"limity.{name}", "limity")
    for event in regulation.timetable.values():
        for notes in (event.notes, *event.term_notes.values()):
            yield notes, (f"terminarz.{event.name}",)
    for document in regulation.documents.values():
        yield document.notes, (f"dokumenty.{document.name}",)
    for group, clauses in regulation.clauses.items():
        for clause in clauses.values():
            yield clause.notes, (f"{group}.{clause.name}",)
    for branch in reversed(list(offered(regulation).values())):
        yield from _of_branch(branch)


def _of_branch(branch: Branch) -> _Paths:
    """Rules that branches share have one path; those of a branch or of its kind stand under its name."""
    rules = branch.rules
    own = f"oddziały.{branch.code}"
    for notes in (branch.notes, *branch.fact_notes.values(), *((branch.seats.notes,) if branch.seats else ())):
        yield notes, (own,)
    named = [(paper.notes, f"dokumenty.{paper.name}") for paper in rules.documents.values()]
    named += [(table.notes, f"tabele.{table.name}") for table in rules.tables.values()]
    named += [pair for top in rules.criteria for one in top.walk() for pair in _of_criterion(one)]
    named += [(condition.notes, f"warunki.{condition.name}") for condition in rules.conditions]
    named += [(stage.notes, f"kolejność.{stage.name}") for stage in rules.order]
    for notes, path in named:
        yield notes, (f"{own}.{path}", f"rodzaje_oddziałów.{rules.kind}.{path}", path)


def _of_criterion(criterion: Criterion) -> Iterator[tuple[Notes, str]]:
    path = f"kryteria.{criterion.dotted}"
    yield criterion.notes, path
    body = criterion.way.body if isinstance(criterion.way, ForEach) else criterion.way
    for number, row in enumerate(body.rows if isinstance(body, Rows) else (), start=1):
        yield row.notes, f"{path}.wiersze.{number}"
