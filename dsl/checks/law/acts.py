"""The legal acts that a regulation stands on, against the register: misnamed, superseded, replaced, not there yet.

What the register only recalls gives notes worded as uncertain; an act that it does not know gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from dsl.checks.reading.stated import all_notes, ended, texts
from dsl.checks.reading.wording_places import place_of
from dsl.diagnostics import Diagnostics, Edit, Fix, Related
from dsl.layers.loading import Layer
from dsl.model.notes import KNOWN_TO_DIFFER
from dsl.model.regulation import Act, Regulation
from dsl.source.text import Source, Span
from polish.dates import format_date, format_school_year
from polish.folding import fold

if TYPE_CHECKING:
    from dsl.acts import Known, KnownAct

_ALIKE = 0.6  # titles that share so much name the same thing, one of them with a mistake
_UNVERIFIED = "Według niesprawdzonych danych"
_LOOK = "Sprawdź to w Dzienniku Ustaw (isap.sejm.gov.pl)"
_ORDER_YEAR = re.compile(r"/\s*(\d{4}|\d{2})$")
_ARTICLE = re.compile(r"\bart\.?\s*(20[a-z]{0,2})\b")


def check_acts(
    regulation: Regulation, layers: Iterable[Layer], told: frozenset[Source], diagnostics: Diagnostics
) -> None:
    """`layers` say where each base is named; of the bases `told` it is known already that they are not of this year."""
    asked = {layer.source: layer.asked_at for layer in layers}
    known = {name: _identified(act) for name, act in regulation.acts.items()}
    checks = [
        _Check(regulation, act, known[name], asked.get(act.notes.span.source), diagnostics)
        for name, act in regulation.acts.items()
    ]
    for check in checks:
        check.naming()
    if regulation.first_year is not None:
        current = [check for check in checks if check.act.notes.span.source not in told]
        _check_currency(current, regulation.first_year)
    _check_former_units(regulation, known, diagnostics)


def _check_currency(checks: list[_Check], first: int) -> None:
    """Of a base with an act that is not of this year the finer points of its other acts are not told."""
    sound = [check for check in checks if not check.too_new(first) and not check.replaced(first)]
    wrong = {check.asked_at for check in checks if check not in sound and check.asked_at is not None}
    for check in sound:
        if check.asked_at not in wrong:
            check.superseded(first)
            check.old_order(first)


# -- which act of the register is meant -------------------------------------------------------------------------------


def _identified(act: Act) -> KnownAct | None:
    """The one that has the same title and date, a title of its own, or the same place in the journal."""
    from dsl.acts import register

    alike = [one for one in register().acts.values() if fold(act.kind).startswith(fold(one.kind))]
    titled = [one for one in alike if act.title and _likeness(act, one) >= _ALIKE]
    dated = [one for one in titled if one.day == act.date]
    if dated:
        return max(dated, key=lambda one: _likeness(act, one))
    cited = _text_cited(act)
    placed = [one for one in alike if any((text.year, text.number) == cited for text in one.texts)]
    if placed and (not act.title or placed[0] in titled):
        return placed[0]
    same = [one for one in alike if _plain_title(act.title) == _plain_title(one.title)]
    return same[0] if len(same) == 1 else None


def _text_cited(act: Act) -> tuple[int, int] | None:
    """The year and number of the text itself, without its changes."""
    from dsl.acts.journal import read_journal

    cited = read_journal(act.journal, act.date.year if act.date else None)
    return (cited[0].year, cited[0].numbers[0]) if cited else None


def _likeness(act: Act, known: KnownAct) -> float:
    return _alike(_plain_title(act.title), _plain_title(known.title))


@lru_cache(maxsize=256)
def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _plain_title(title: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(title)).split()).removeprefix("ustawa ")


# -- one act ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Check:
    regulation: Regulation
    act: Act
    known: KnownAct | None
    asked_at: Span | None
    diagnostics: Diagnostics

    @property
    def label(self) -> str:
        return f"„{self.act.name.replace('_', ' ')}”"

    def naming(self) -> None:
        if self.known is not None:
            self.check_date(self.known)
            self.check_title(self.known)
            self.check_body(self.known)
            self.check_number(self.known)
        self.order_number()

    def check_date(self, known: KnownAct) -> None:
        if self.act.date is not None and self.act.date != known.day:
            written, meant = format_date(self.act.date), format_date(known.day)
            what = f"ten akt nie jest z dnia {written}, lecz z dnia {meant}"
            self.misnamed(known.known, what, self.act.date.isoformat(), known.day.isoformat())

    def check_title(self, known: KnownAct) -> None:
        if self.act.title and _plain_title(self.act.title) != _plain_title(known.title):
            self.misnamed(known.title_known, f"tytuł tego aktu brzmi „{known.title}”", self.act.title, known.title)

    def check_body(self, known: KnownAct) -> None:
        written = self.act.body or self.act.kind.partition(" ")[2]
        if known.body and written and fold(written) != fold(known.body):
            self.misnamed(known.known, f"to akt {known.body}, a w pliku stoi „{written}”", written, known.body)

    def check_number(self, known: KnownAct) -> None:
        """Only a year of which the text is known can be given with a wrong number."""
        cited = _text_cited(self.act)
        same_year = [one for one in known.texts if cited is not None and one.year == cited[0]]
        if cited is None or not same_year or any(one.number == cited[1] for one in same_year):
            return
        if any((one.year, one.number) == cited for one in known.changes):
            return
        meant = same_year[0]
        what = f"tekst z {cited[0]} r. stoi pod poz. {meant.number}, nie {cited[1]}"
        self.misnamed(
            meant.known, what, self.act.journal, self.act.journal.replace(str(cited[1]), str(meant.number), 1)
        )

    def misnamed(self, source: Known, what: str, written: str, meant: str) -> None:
        hint = f"Popraw wpis w „akty”. Skąd to wiadomo: {source.origin}."
        place = self.place(written)
        if not source.is_verified:
            message = ended(f"{self.label}: według niesprawdzonych danych {what}")
            self.diagnostics.note("P120", place, message, f"{_LOOK}. {hint}")
        elif self.act.notes.state in KNOWN_TO_DIFFER:
            self.diagnostics.note("P120", place, ended(f"{self.label}: {what}"), hint)
        else:
            fix = Fix(f"Zamień na „{meant}”", (Edit(place, meant),), safe=False)
            fixes = [fix] if place.text == written else []
            self.diagnostics.warning("P120", place, ended(f"{self.label}: {what}"), hint, fixes=fixes)

    def place(self, written: str) -> Span:
        return place_of(written, self.act.notes.span, self.act.name)

    def order_number(self) -> None:
        """`7/25` of an order is the year it was issued in."""
        found = _ORDER_YEAR.search(self.act.number)
        if found is None or self.act.date is None:
            return
        written, year = int(found[1]), self.act.date.year
        is_year = len(found[1]) == 4 or abs(written - year % 100) <= 2
        if is_year and written not in (year, year % 100):
            message = f"{self.label}: numer {self.act.number} i data {format_date(self.act.date)} są z różnych lat."
            self.diagnostics.note("P120", self.place(self.act.number), message, "Sprawdź numer i datę.")

    # -- for the school year ------------------------------------------------------------------------------------------

    def too_new(self, first: int) -> bool:
        """There when the recruitment for the year was over, at the end of August."""
        original = self.known.original if self.known is not None else None
        published = original.day if original is not None else None
        day = published or (self.act.date if self.known is None else self.known.day)
        if day is None or day <= date(first, 8, 31):
            return False
        message = f"Aktu {self.label} nie było jeszcze, gdy toczyła się rekrutacja na rok szkolny {self.school_year}."
        when = ended(f"{'Ogłoszono go' if published else 'Wydano go'} {format_date(day)}")
        hint = f"{when} Powołaj akt, który wtedy obowiązywał, albo popraw „rok szkolny”."
        known = self.known.known if self.known is not None else None
        self.tell("P123", known, message, hint, is_warning=known is not None or day > date(first + 1, 8, 31))
        return True

    def replaced(self, first: int) -> bool:
        from dsl.acts import register

        found = self.known.replaced if self.known is not None else None
        if self.known is None or found is None or first < found.first_year:
            return False
        newer = register().acts[found.by]
        place = f" ({newer.original.cited})" if newer.original else ""
        message = (
            f"Zamiast aktu {self.label} z dnia {format_date(self.known.day)} od rekrutacji na rok szkolny "
            f"{format_school_year(found.first_year)} obowiązuje akt z dnia {format_date(newer.day)}{place}."
        )
        hint = f"ustal, który z nich powołać. Skąd to wiadomo: {found.known.origin}."
        self.tell("P122", found.known, message, hint)
        return True

    def superseded(self, first: int) -> None:
        """A uniform text takes the place of every text before it, also of those that the register does not know."""
        cited = _text_cited(self.act)
        uniform = self.known.uniform if self.known is not None else ()
        newer = [one for one in uniform if one.year < first]
        if cited is None or not newer or (newer[-1].year, newer[-1].number) <= cited:
            return
        last = newer[-1]
        is_known = self.known is not None and any((one.year, one.number) == cited for one in self.known.texts)
        if last.year == cited[0] and not is_known:
            return
        what = f"Dz. U. z {cited[0]} r. poz. {cited[1]}"
        message = f"{self.label}: nowszy tekst jednolity tego aktu to {last.cited}, a powołano {what}."
        hint = f"popraw „dziennik”. Skąd to wiadomo: {last.known.origin}."
        self.tell("P121", last.known, message, hint, is_warning=False, words=self.act.journal)

    def old_order(self, first: int) -> None:
        """The superintendent sets the terms for each school year anew."""
        act = self.act
        is_timetable = "zarzadzenie" in fold(act.kind) and "kurator" in fold(act.body) and "termin" in fold(act.title)
        if is_timetable and act.date is not None and act.date < date(max(first - 1, 1), 9, 1):
            message = (
                f"{self.label} jest z dnia {format_date(act.date)}, a kurator ustala terminy na każdy rok szkolny."
            )
            hint = f"Wpisz zarządzenie z terminami na rok szkolny {self.school_year}."
            self.tell("P134", None, message, hint, is_warning=False)

    @property
    def school_year(self) -> str:
        return self.regulation.school_year

    def tell(
        self, code: str, source: Known | None, message: str, hint: str, is_warning: bool = True, words: str = ""
    ) -> None:
        """In the file itself at the act (its `words`); of a base where the file names it, for that can be changed."""
        here = self.place(words) if words else self.act.notes.span
        where = self.asked_at or here
        related = [Related(here, "ten akt")] if where is not here else []
        if source is not None and not source.is_verified:
            lowered = message[:1] if message.startswith("„") else message[:1].lower()
            self.diagnostics.note(code, where, f"{_UNVERIFIED} {lowered}{message[1:]}", f"{_LOOK}; {hint}", related)
        elif is_warning and self.act.notes.state not in KNOWN_TO_DIFFER:
            self.diagnostics.warning(code, where, message, hint[:1].upper() + hint[1:], related)
        else:
            self.diagnostics.note(code, where, message, hint[:1].upper() + hint[1:], related)


# -- units that rule something else today -----------------------------------------------------------------------------


def _check_former_units(regulation: Regulation, known: Mapping[str, KnownAct | None], diagnostics: Diagnostics) -> None:
    """`podstawa: ustawa_o_systemie_oświaty art. 20t ust. 7`: the chapter that is elsewhere today; also in words."""
    from dsl.acts import register

    for notes in all_notes(regulation):
        act = known.get(notes.basis.act) if notes.basis is not None else None
        if act is not None and notes.basis is not None:
            for article in _ARTICLE.findall(notes.basis.unit.lower()):
                _check_article(act, article, notes.span, "podstawa", diagnostics)
    for stated in texts(regulation):
        if "art." in stated.text:
            for act in (one for one in register().acts.values() if one.former and one.title in stated.text):
                for found in re.finditer(_ARTICLE.pattern + ".{0,60}" + re.escape(act.title), stated.text):
                    _check_article(act, found[1], stated.place(found[0]), "treść", diagnostics)


def _check_article(act: KnownAct, article: str, where: Span, key: str, diagnostics: Diagnostics) -> None:
    what = f"rt. {article} ustawy {act.title}"
    holding = [one for one in act.former if _is_between(article, one.first, one.last)]
    cut = [one for one in act.former if article == one.first.rstrip(ascii_lowercase)]
    if holding:
        former = min(holding, key=lambda one: not one.known.is_verified)
        hint = f"Popraw „{key}”. Skąd to wiadomo: {former.known.origin}."
        message = f"{what} nie dotyczy już {former.subject}: to dziś {former.today}."
        if former.known.is_verified:
            diagnostics.warning("P124", where, f"A{message}", hint)
        else:
            diagnostics.note("P124", where, f"{_UNVERIFIED} a{message}", f"{_LOOK}. {hint}")
    elif cut:
        former = cut[-1]
        message = f"A{what} to zapewne ucięty numer: o rekrutacji mówiły art. {former.first}–{former.last}."
        hint = f"Dziś mówi o niej {former.today}. Popraw „{key}”. Skąd to wiadomo: {former.known.origin}."
        diagnostics.note("P124", where, message, hint)


def _is_between(article: str, first: str, last: str) -> bool:
    """In the order of articles: 20a … 20z, 20za … 20zh."""
    ordered = [(len(one), one) for one in (first, article, last)]
    return ordered == sorted(ordered)
