"""What all papers take from a regulation: the school, the year, days of the timetable, provisions with their basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dsl.emit.applicability import concerns
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.provisions import basis, clause
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.terms import term_words
from dsl.model.outline import Insertion, InsertionKind
from dsl.model.regulation import CONFIRMING, Branch, Certainty, Clause, Event, Notes, Regulation, State
from dsl.source.nodes import normal_name
from dsl.syntax.terms import Period
from generator.regulation import head, units
from generator.regulation.conditions import says_who
from generator.regulation.texts import capital
from generator.tree import Chapter, Column, Inner, Note, SignatureBlock, Table, Text
from polish.enumerations import enumerate_items

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


def to_be_confirmed(regulation: Regulation, homes: Sequence[Branch], phase: str) -> Iterator[Note]:
    """What whoever is qualified in `homes` has to do, and by when, as the timetable says; nothing where it does not."""
    found = regulation.timetable.get(CONFIRMING)
    words = timetable_words(regulation, CONFIRMING, phase)
    if found is not None and words and not is_doubtful(found, phase):
        by_when = f"{capital(found.activity)}: {words.removesuffix('.')}."
        yield Note("Zakwalifikowani muszą potwierdzić wolę przyjęcia.", f"{by_when}{_to_be_met(regulation, homes)}")


def _to_be_met(regulation: Regulation, homes: Sequence[Branch]) -> str:
    """The conditions that are looked at when the will is confirmed, with the branches that ask them."""
    asked_in: dict[str, list[str]] = {}
    for home in homes:
        sentences = Sentences(regulation, home.rules)
        for one in home.rules.conditions:
            concerned = concerns(regulation, home, one.applies_when)
            if normal_name(one.checked_at) == CONFIRMING and concerned is not False:
                asked = replace(one, checked_at="", applies_when=None if concerned else one.applies_when)
                asked_in.setdefault(sentences.condition(asked).text, []).append(home.code)
    if not asked_in:
        return ""
    nouns = nouns_of(regulation)
    told = [
        f"{nouns.candidate.one} {text}" if says_who(text, nouns) else text
        for text in (
            text if len(codes) == len(homes) else f"{text} – dotyczy: {enumerate_items(codes)}"
            for text, codes in asked_in.items()
        )
    ]
    what = "warunek" if len(told) == 1 else "warunki"
    return f" W tym samym terminie trzeba wykazać {what} przyjęcia: {'; '.join(told)}."


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
