"""The timetable of a recruitment: events one after another, days on which something can be done, time to verify.

What an event is, its name tells (`lista zakwalifikowanych`); one with other words in its name is compared with nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from enum import IntEnum
from itertools import islice

from dsl.checks.law.dates import is_of_year
from dsl.checks.reading.stated import ended
from dsl.decode.vocabulary import PHASES
from dsl.diagnostics import Diagnostics, Related
from dsl.emit.terms import last_day
from dsl.model.notes import KNOWN_TO_DIFFER
from dsl.model.regulation import Clause, Counting, Event, Notes, Regulation
from dsl.source.nodes import normal_name
from dsl.source.text import Span
from dsl.syntax.terms import Period, RelativeTerm
from polish.dates import format_date, format_moment, on_weekday, weekday_name
from polish.folding import fold
from polish.holidays import holiday_name, is_free_day, is_working_day, working_day_from
from polish.plurals import DAY, count

_RECRUITMENT, _SUPPLEMENTARY = PHASES


class Step(IntEnum):
    """What is done, in the order it is done in."""

    DECLARATIONS = 1
    APPLICATIONS = 2
    SUPPLEMENTS = 3
    VERIFICATION = 4
    QUALIFIED = 5
    CONFIRMATION = 6
    ADMITTED = 7
    JUSTIFICATION = 8


# What words of a name begin with, folded: the first must be there, the others may.
_WORDS: dict[Step, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Step.DECLARATIONS: (("deklarac",), ("zloz", "sklad", "kontynu", "wychow", "przedszk")),
    Step.APPLICATIONS: (("wnios",), ("zloz", "sklad", "przyjm", "przyjec", "szkol", "przedszk")),
    Step.SUPPLEMENTS: (("uzupeln", "wnios"), ("sklad", "dokument")),
    Step.VERIFICATION: (("weryfik",), ("wnios", "dokument", "komisj")),
    Step.QUALIFIED: (("zakwalif",), ("list", "oglosz", "podan", "niezakwalif", "kandydat")),
    Step.CONFIRMATION: (("potwierdz",), ("wol", "przyjec")),
    Step.ADMITTED: (("przyjet",), ("list", "oglosz", "podan", "nieprzyjet", "kandydat")),
    Step.JUSTIFICATION: (("uzasadn", "wnios"), ("zloz", "sklad", "sporzadz", "odmow", "przyjec")),
}
_MOST_EVENTS = 200  # in which the event is looked for that a term in days is counted from
_LAST_YEAR = MAXYEAR - 3  # what is counted from a day of it is still a date
_LONGEST_COUNTED = 366  # days: a longer term ends in another recruitment
_LINKS = frozenset({"o", "i", "do", "od", "z", "na", "w", "oraz"})


@dataclass(frozen=True, slots=True)
class _Dated:
    """One term with dates; `step` None where the name does not tell what is done then."""

    event: Event
    phase: str
    period: Period
    notes: Notes
    step: Step | None

    @property
    def label(self) -> str:
        words = f"„{self.event.name.replace('_', ' ')}”"
        return f"{words} w postępowaniu uzupełniającym" if self.phase == _SUPPLEMENTARY else words

    @property
    def place(self) -> Span:
        """The date where it was written; of an expanded value, which may only annotate it, the name of the event."""
        span = self.notes.span
        return self.event.notes.span if span.text.startswith("{") or "\n" in span.text else span

    @property
    def end(self) -> str:
        return format_moment(self.period.end, self.period.end_time)

    @property
    def start(self) -> date:
        return self.period.start or self.period.end

    @property
    def first_day(self) -> str:
        return format_date(self.start)


def check_timetable(regulation: Regulation, diagnostics: Diagnostics) -> None:
    first = regulation.first_year
    if first is None or first > _LAST_YEAR:
        return
    dated = [one for one in _dated(regulation) if is_of_year(one.period, first)]
    _check_order(dated, diagnostics)
    _check_free_days(dated, diagnostics)
    for phase in PHASES:
        _check_verification([one for one in dated if one.phase == phase], diagnostics)
    _check_counted(regulation, first, diagnostics)


def _dated(regulation: Regulation) -> Iterator[_Dated]:
    """A step that several events take (`wnioski` of two kinds of branches) is the step of none of them."""
    steps = {name: _step(name) for name in regulation.timetable}
    found = Counter(steps.values())
    for name, event in regulation.timetable.items():
        step = steps[name]
        for phase, term in event.terms.items():
            if isinstance(term, Period):
                sure = step if found[step] == 1 else None
                yield _Dated(event, phase, term, event.term_notes[phase], sure)


def _step(name: str) -> Step | None:
    words = [word for word in fold(name).split("_") if word not in _LINKS]
    found = [step for step, (needed, allowed) in _WORDS.items() if _is_said(words, needed, allowed)]
    return found[0] if len(found) == 1 else None


def _is_said(words: Sequence[str], needed: tuple[str, ...], allowed: tuple[str, ...]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in needed) and all(
        word.startswith((*needed, *allowed)) for word in words
    )


# -- order ------------------------------------------------------------------------------------------------------------


def _check_order(dated: Sequence[_Dated], diagnostics: Diagnostics) -> None:
    """A term that disagrees with many is told of once, as the one that is wrong."""
    known = sorted((one for one in dated if one.step is not None), key=lambda one: (PHASES.index(one.phase), one.step))
    disagree = [
        (before, after, why)
        for position, before in enumerate(known)
        for after in known[position + 1 :]
        if (why := _disagreement(before, after))
    ]
    while disagree:
        counts = {id(one): sum(one in (before, after) for before, after, _ in disagree) for one in known}
        wrong = max(reversed(known), key=lambda one: counts[id(one)])
        before, after, why = next(one for one in reversed(disagree) if wrong in one[:2])
        _tell_order(wrong, after if wrong is before else before, why, diagnostics)
        disagree = [one for one in disagree if wrong not in one[:2]]


def _disagreement(before: _Dated, after: _Dated) -> str:
    """Why two terms cannot both be right, as a sentence; empty where they can."""
    if before.phase != after.phase:
        return _between_phases(before, after)
    match before.step, after.step:
        case Step.DECLARATIONS, Step.APPLICATIONS:
            is_late = after.period.start is not None and before.period.end >= after.period.start
            return _late_declarations(before, after) if is_late else ""
        case Step.DECLARATIONS, _:
            return ""
        case Step.APPLICATIONS, Step.SUPPLEMENTS:
            return _ends_before(before, after, "początkiem") if after.period.end < before.start else ""
        case Step.QUALIFIED, Step.CONFIRMATION if after.period.start and after.start < before.start:
            return _starts_before(before, after)
    return _ends_before(before, after, "końcem") if _ends_later(before.period, after.period) else ""


def _between_phases(before: _Dated, after: _Dated) -> str:
    if before.step is Step.ADMITTED and after.step is Step.APPLICATIONS and after.start < before.period.end:
        return _starts_before(before, after)
    if before.step is after.step and after.period.end <= before.period.end:
        return f"Termin {after.label} kończy się {after.end}, a w postępowaniu rekrutacyjnym {before.end}"
    return ""


def _late_declarations(before: _Dated, after: _Dated) -> str:
    return (
        f"Termin {before.label} kończy się {before.end}, a powinien przed początkiem {after.label} ({after.first_day})"
    )


def _ends_before(before: _Dated, after: _Dated, side: str) -> str:
    moment = before.first_day if side == "początkiem" else before.end
    return f"Termin {after.label} kończy się {after.end}, czyli przed {side} terminu {before.label} ({moment})"


def _starts_before(before: _Dated, after: _Dated) -> str:
    return f"Termin {after.label} zaczyna się {after.first_day}, czyli przed terminem {before.label} ({before.end})"


def _ends_later(one: Period, other: Period) -> bool:
    if one.end_time and other.end_time:
        return datetime.combine(one.end, one.end_time) > datetime.combine(other.end, other.end_time)
    return one.end > other.end


def _tell_order(wrong: _Dated, other: _Dated, why: str, diagnostics: Diagnostics) -> None:
    message = ended(why)
    hint = "Sprawdź obie daty."
    related = [Related(other.place, "drugi termin")]
    if any(one.notes.state in KNOWN_TO_DIFFER for one in (wrong, other)):
        diagnostics.note("P127", wrong.place, message, hint, related)
    else:
        diagnostics.warning("P127", wrong.place, message, hint, related)


# -- days -------------------------------------------------------------------------------------------------------------


def _check_free_days(dated: Sequence[_Dated], diagnostics: Diagnostics) -> None:
    """The last day of each term; a Saturday only of steps that need the school open: tests are often held on one."""
    for one in dated:
        day = one.period.end
        if is_working_day(day) or (one.step is None and not is_free_day(day)):
            continue
        name = holiday_name(day)
        why = on_weekday(day) if name in (None, "niedziela") else f"w święto: {name}"
        what = "wypada" if one.period.is_one_day else "kończy się"
        message = f"Termin {one.label} {what} {format_date(day)}, {why}."
        next_day = working_day_from(day)
        hint = f"Najbliższy dzień roboczy to {format_date(next_day)} ({weekday_name(next_day)}); sprawdź datę."
        if is_free_day(day) and one.notes.state not in KNOWN_TO_DIFFER:
            diagnostics.warning("P128", one.place, message, hint)
        else:
            diagnostics.note("P128", one.place, message, hint)


def _check_verification(dated: Sequence[_Dated], diagnostics: Diagnostics) -> None:
    """Whether at least one working day is left between the last application and what follows from it."""
    by_step = {one.step: one for one in dated}
    filed = [one for step in (Step.APPLICATIONS, Step.SUPPLEMENTS) if (one := by_step.get(step)) is not None]
    if not filed:
        return
    last = max(filed, key=lambda one: one.period.end)
    verified, qualified = by_step.get(Step.VERIFICATION), by_step.get(Step.QUALIFIED)
    if verified is not None:
        until, until_when = verified, verified.period.end
    elif qualified is not None:
        until, until_when = qualified, qualified.period.end - timedelta(days=1)
    else:
        return
    has_order = not _ends_later(last.period, until.period)
    if has_order and not _working_days(last.period.end, until_when):
        what = "nie zostaje żaden dzień roboczy na sprawdzenie wniosków"
        message = f"Po ostatnim dniu terminu {last.label} ({last.end}) {what}."
        hint = f"Sprawdź termin {until.label} ({until.end})."
        related = [Related(last.place, "do tego dnia składa się wnioski")]
        diagnostics.note("P129", until.place, message, hint, related)


def _working_days(after: date, until: date) -> bool:
    """Whether there is a working day after one day and not past the other."""
    return working_day_from(after + timedelta(days=1)) <= until


# -- terms counted from others ----------------------------------------------------------------------------------------


def _check_counted(regulation: Regulation, first: int, diagnostics: Diagnostics) -> None:
    """`3 dni od podania list` and a date in the timetable for the same thing: the date must be the one counted."""
    clauses = [clause for section in regulation.clauses.values() for clause in section.values()]
    for clause in clauses:
        event = regulation.timetable.get(clause.name)
        if event is None or not isinstance(clause.term, RelativeTerm) or clause.term.before:
            continue
        if clause.term.days > _LONGEST_COUNTED:
            continue
        anchor = _anchor(clause.term, event, regulation)
        if anchor is None:
            continue
        for phase, term in event.terms.items():
            begins = anchor.terms.get(phase)
            if not isinstance(term, Period) or not isinstance(begins, Period):
                continue
            if is_of_year(term, first) and is_of_year(begins, first):
                dated = _Dated(event, phase, term, event.term_notes[phase], None)
                _compare_counted(clause, clause.term, dated, begins.end, regulation.counting, diagnostics)


def _in_working_days(begins: date, rule: RelativeTerm) -> date:
    end = begins
    for _ in range(rule.days):
        end = working_day_from(end + timedelta(days=1))
    return end


def _anchor(term: RelativeTerm, event: Event, regulation: Regulation) -> Event | None:
    """The event that a term is counted from: named as `terminarz.x`, or the only one all of whose words are there."""
    if term.anchor.startswith("terminarz."):
        named_event = regulation.timetable.get(normal_name(term.anchor.partition(".")[2]))
        return named_event if named_event is not event else None
    events = {name: one for name, one in islice(regulation.timetable.items(), _MOST_EVENTS) if one is not event}
    said = [_stem(word) for word in fold(term.anchor).replace(",", " ").split()]
    named = [one for name, one in events.items() if all(_stem(word) in said for word in fold(name).split("_"))]
    return named[0] if len(named) == 1 else None


def _stem(word: str) -> str:
    """Enough of a word to be the same in every case: `lista` and `list`, `przyjętych`."""
    return word[:4] if len(word) <= 5 else word[:-2]


def _compare_counted(
    clause: Clause, rule: RelativeTerm, dated: _Dated, begins: date, counting: Counting, diagnostics: Diagnostics
) -> None:
    counted = last_day(rule, begins, counting)
    if dated.period.end == counted:
        return
    in_words = f"{count(rule.days, DAY)} {rule.preposition} {rule.anchor}"
    is_cut = dated.period.end < counted
    what = "jest krótszy" if is_cut else "jest dłuższy"
    message = ended(
        f"Termin {dated.label} kończy się {format_date(dated.period.end)}, a „{in_words}” mija {format_date(counted)}"
    )
    how = " Wypada tak, gdy liczy się tylko dni robocze." if dated.period.end == _in_working_days(begins, rule) else ""
    hint = f"Termin w terminarzu {what}.{how} Popraw datę albo sprawdź, jak liczy się dni („liczenie terminów”)."
    related = [Related(clause.notes.span, "tu termin podano w dniach")]
    if is_cut and dated.notes.state not in KNOWN_TO_DIFFER:
        diagnostics.warning("P130", dated.place, message, hint, related)
    else:
        diagnostics.note("P130", dated.place, message, hint, related)
