"""What all papers take from a regulation: the school, the year, days of the timetable, provisions with their basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dsl.emit.polish.provisions import basis, clause
from dsl.emit.polish.terms import term_words
from dsl.model.outline import Insertion, InsertionKind
from dsl.model.regulation import Branch, Certainty, Clause, Event, Notes, Regulation, State
from dsl.syntax.terms import Period
from generator.regulation import head, units
from generator.tree import Chapter, Column, Inner, SignatureBlock, Table, Text
from polish.numbers import NBSP

DRAFT = "PROJEKT – nie do ogłoszenia"
_CHAIR = "Przewodniczący komisji rekrutacyjnej"
BLANK = "…" * 14
_PHASES = {"rekrutacyjne": "postępowanie rekrutacyjne", "uzupełniające": "postępowanie uzupełniające"}
RECALLED = "z pamięci, do sprawdzenia"


def letterhead(regulation: Regulation) -> tuple[str, ...]:
    return (regulation.school.name,) if regulation.school is not None and regulation.school.name else ()


def author(regulation: Regulation) -> str:
    return regulation.school.name if regulation.school is not None else ""


def signed_by_chair(regulation: Regulation, annotation: str) -> SignatureBlock:
    """As the chair of the commission is called in the school's file."""
    chair = regulation.stationery.chair if regulation.stationery is not None else ""
    return SignatureBlock((chair or _CHAIR,), "", annotation)


def year_and_phase(regulation: Regulation, phase: str) -> str:
    year = f"rok szkolny {regulation.school_year}" if regulation.school_year else ""
    return ", ".join(part for part in (year, _PHASES[phase]) if part)


def branch_words(branch: Branch) -> str:
    """„Oddział A – matematyczno-językowy”."""
    return f"Oddział {branch_name(branch)}"


def branch_name(branch: Branch) -> str:
    """„A – matematyczno-językowy”."""
    return f"{branch.code} – {branch.label}" if branch.label and branch.label != branch.code else branch.code


def timetable_day(regulation: Regulation, event: str, phase: str) -> date | None:
    """The last day of the activity, where the timetable gives days."""
    found = regulation.timetable.get(event)
    term = found.terms.get(phase) if found is not None else None
    return term.end if isinstance(term, Period) else None


def timetable_words(regulation: Regulation, event: str, phase: str) -> str:
    found = regulation.timetable.get(event)
    term = found.terms.get(phase) if found is not None else None
    return term_words(term, regulation.timetable) if term is not None else ""


def is_doubtful(found: Event, phase: str) -> bool:
    """Whether the author does not stand by the event, or by its day in the phase."""
    return any(map(doubtful_state, (found.notes, *_notes_of(found, phase))))


def _notes_of(found: Event, phase: str) -> Iterator[Notes]:
    if phase in found.term_notes:
        yield found.term_notes[phase]


def day_of(regulation: Regulation, event: str, phase: str, given: date | None) -> date:
    """The date of the file: the one given, else that of the timetable, else of the regulation; never a clock's."""
    return given or timetable_day(regulation, event, phase) or head.day(regulation)


# -- building blocks --------------------------------------------------------------------------------------------------


def section(heading: str, *blocks: Inner) -> Chapter:
    """A heading and what stands below it, without a number."""
    return Chapter(heading, blocks, numbered=False)


def listing(columns: tuple[Column, ...], rows: Iterable[tuple[Text, ...]], caption: str = "") -> Table:
    """A table without a number."""
    return Table(caption, columns, tuple(rows), numbered=False)


def form(columns: tuple[Column, ...], rows: Iterable[tuple[Text, ...]]) -> Table:
    """A table to be filled in by hand."""
    return Table("", columns, tuple(rows), numbered=False, tall=True)


# -- legal bases ------------------------------------------------------------------------------------------------------


def legal(regulation: Regulation, notes: Notes) -> str:
    """„art. 158 ust. 4 – Prawo oświatowe”; empty for what has no basis of its own."""
    return basis(regulation, notes.basis.act, notes.basis.unit) if notes.basis is not None else ""


def stands_on(regulation: Regulation, notes: Notes, *, is_draft: bool) -> str:
    """The legal basis as a paper gives it: one that is only recalled stands on drafts alone (decision 0018)."""
    words = legal(regulation, notes)
    if not words or notes.certainty is not Certainty.RECALLED:
        return words
    return f"{words} [{RECALLED}]" if is_draft else ""


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause as a sentence. `doubt` says why no official paper quotes it; empty where nothing is against it."""

    name: str
    text: str
    doubt: str

    @property
    def with_doubt(self) -> str:
        return f"{self.text} [{self.doubt}]" if self.doubt else self.text


def provisions(regulation: Regulation, section: str, names: tuple[str, ...]) -> Iterator[Provision]:
    """Those of the named clauses that the regulation has."""
    found = regulation.clauses.get(section, {})
    for name in names:
        if name in found:
            yield provision(regulation, found[name])


def quotable(found: Iterable[Provision], *, is_draft: bool) -> tuple[Provision, ...]:
    """What a paper may quote of them: a draft everything, with the doubts."""
    return tuple(one for one in found if is_draft or not one.doubt)


def provision(regulation: Regulation, one: Clause) -> Provision:
    words = clause(_with_units(regulation, one), regulation.timetable).flat
    basis_words = legal(regulation, one.notes)
    text = f"{words[:1].upper()}{words[1:]}{f' ({basis_words})' if basis_words else ''}."
    return Provision(one.name, text, _doubt(one.notes))


def _with_units(regulation: Regulation, one: Clause) -> Clause:
    """With references to units as the printed regulation numbers them: „§ 18 ust. 4 regulaminu”."""
    if not any(_refers(part) for part in one.prose):
        return one
    where = units(regulation)
    prose = tuple(_unit_words(part, where) if _refers(part) else part for part in one.prose)
    return replace(one, prose=prose)


def _refers(part: str | Insertion) -> bool:
    return isinstance(part, Insertion) and part.kind is InsertionKind.UNIT


def _unit_words(part: str | Insertion, where: Mapping[str, str]) -> str | Insertion:
    assert isinstance(part, Insertion)
    return f"{where[part.name]} regulaminu" if part.name in where else part


def _doubt(notes: Notes) -> str:
    if notes.certainty is Certainty.RECALLED:
        return f"podstawa {RECALLED}"
    return doubtful_state(notes)


def doubtful_state(notes: Notes) -> str:
    """Why the author does not stand by the words themselves."""
    if notes.state in (State.OUTDATED, State.CONTRADICTORY, State.EXAMPLE):
        return f"w regulaminie: {notes.state.value}"
    return ""


# -- units in narrow cells --------------------------------------------------------------------------------------------

_BREAKS = (" pkt ", " lit. ", " tabela ", " tiret ")
_WHOLE = 16  # letters that fit into any column of units


def kept_whole(unit: str) -> str:
    """„§ 10 ust. 1 pkt 4” of a cell: in one line where it fits, else broken before its points."""
    place = 0 if len(unit) <= _WHOLE else next((found for one in _BREAKS if (found := unit.find(one)) > 0), 0)
    head, tail = (unit[:place], unit[place + 1 :]) if place else ("", unit)
    whole = tail.replace(" ", NBSP) if len(tail) <= _WHOLE else tail
    return f"{head.replace(' ', NBSP)} {whole}" if head else whole


def before_tiret(unit: str) -> str:
    """Tirets of one letter are told together."""
    return kept_whole(unit.replace(NBSP, " ").partition(" tiret ")[0])
