"""Words with insertions as a person reads them where no document numbers its units."""

from __future__ import annotations

from fractions import Fraction

from dsl.emit.polish.terms import Events, term_words
from dsl.model import expr as typed
from dsl.model.outline import Insertion, InsertionKind, Prose
from dsl.model.regulation import Criterion, Points, Regulation, Rules
from dsl.source.nodes import readable_name
from polish.enumerations import quote
from polish.plurals import POINT, count

_PHASES = {"rekrutacyjne": "w postępowaniu rekrutacyjnym", "uzupełniające": "w postępowaniu uzupełniającym"}


def term_name(name: str) -> tuple[str, str]:
    """`terminarz.wnioski.rekrutacyjne` → the event and its phase, which may be left out."""
    event, _, phase = name.partition(".")[2].rpartition(".")
    return (event, phase) if event and phase in _PHASES else (name.partition(".")[2], "")


def inserted_term(name: str, events: Events) -> str:
    """The term in words, of both phases where none is named; empty where the timetable has no such term."""
    event, phase = term_name(name)
    terms = events[event].terms if event in events else {}
    if phase:
        return term_words(terms[phase], events) if phase in terms else ""
    if len(terms) < 2:
        return "".join(term_words(term, events) for term in terms.values())
    return ", a ".join(f"{_PHASES[phase]} {term_words(term, events)}" for phase, term in terms.items())


def inserted_points(name: str, rules: tuple[Rules, ...]) -> str:
    """„7 punktów”, where the criterion gives that many in all the rules, or nothing; else empty."""
    path = tuple(name.split(".")[1:])
    found = {_points(criterion) for one in rules if (criterion := one.criterion(path)) is not None}
    (points,) = found if len(found) == 1 else (None,)
    return count(points, POINT) if points is not None else ""


def _points(criterion: Criterion) -> Fraction | None:
    way = criterion.way
    if isinstance(way, Points) and isinstance(way.points, typed.Constant) and isinstance(way.points.value, Fraction):
        return way.points.value if criterion.limit is None else None
    return None


def prose_words(prose: Prose, events: Events) -> str:
    """References and points name the part or rule they lead to."""
    return "".join(part if isinstance(part, str) else _words(part, events) for part in prose)


def _words(one: Insertion, events: Events) -> str:
    match one.kind:
        case InsertionKind.TERM:
            return inserted_term(one.name, events) or one.written
        case InsertionKind.POINTS:
            return f"punkty za {quote(readable_name(one.name.partition('.')[2]))}"
        case InsertionKind.UNIT:
            return f"części {quote(readable_name(one.name.rpartition('.')[2]))}"
    return one.written


def rules_of(regulation: Regulation) -> tuple[Rules, ...]:
    """Of all branches, or of all kinds where there are no branches yet; each once."""
    every = [branch.rules for branch in regulation.branches.values()] or list(regulation.kinds.values())
    return tuple({id(rules): rules for rules in every}.values())
