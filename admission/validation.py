"""Raw rows of candidates, from whatever file, validated: every bad value is told by its place; good rows go on.

First step of admission: rows -> `Candidate`s that scoring takes as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import filterfalse
from typing import Any

from admission.application import Application, State, read_application
from admission.births import tell_births
from admission.candidates import Candidate, Candidates, Choice
from admission.confirming import provable, read_confirmed
from admission.facts import FactsReader
from admission.figures import tell_figures
from admission.identity import read_pesel
from admission.needed import tell_needed
from admission.offer import Offer
from admission.raw import JsonLines, PlainRow, RawRows
from admission.rows_together import (
    tell_alike,
    tell_equal_lots,
    tell_names,
    tell_short_pesels,
    tell_unsaid_settling,
)
from admission.telling import Telling
from admission.wishes import WishesReader
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.model.types import CollectionType, RecordType
from dsl.rows import LONGEST_LIST, OF_COMMISSION, BadField, BadRow, Row, row_of

_NOTHING: frozenset[str] = frozenset()
_candidate = partial(tuple.__new__, Candidate)  # the fields in one tuple: in half the time of calling it


def read_rows(lines: Iterable[bytes], path: str, offer: Offer) -> Candidates:
    """Of a JSONL file; `admission.intake` reads the others."""
    return read_raw(JsonLines(lines, path), offer)


def read_raw(raw: RawRows, offer: Offer, problems: Diagnostics | None = None) -> Candidates:
    """`problems` holds what is known of the file already."""
    reader = _Reader(raw, offer, Diagnostics() if problems is None else problems)
    good = reader.without_undecided(reader.without_doubtful(tuple(reader.candidates())))
    bad = dict(reader.seen) if len(good) < len(reader.seen) else {}
    for one in good if bad else ():
        bad.pop(one.id, None)
    if not reader.rows:
        reader.telling.problems.error(
            "K005", raw.row_place(1).location, "W pliku nie ma ani jednego kandydata.", raw.how_to_begin
        )
    tell_equal_lots(good, reader.telling)
    tell_unsaid_settling(good, offer, reader.telling)
    tell_short_pesels(reader.short_pesels, reader.telling)
    tell_alike(reader.seen, reader.telling)
    tell_names(good, reader.telling)
    tell_births(good, offer, reader.telling)
    tell_figures(good, offer, reader.telling)
    if reader.lists:
        from admission.doubtful_items import tell_doubtful_items

        tell_doubtful_items(good, offer, reader.telling)
    says_states = reader.says_states
    taking_part = tuple(filter(_is_confirmed, good)) if says_states else good
    aside = tuple(filterfalse(_is_confirmed, good)) if says_states else ()
    tell_needed(taking_part, offer, reader.telling)
    return Candidates(
        raw.path, reader.rows, taking_part, reader.telling.problems, bad, reader.telling.told, aside, says_states
    )


def _is_confirmed(candidate: Candidate) -> bool:
    return candidate.application is not None and candidate.application.state is State.CONFIRMED


class _Reader:
    def __init__(self, raw: RawRows, offer: Offer, problems: Diagnostics) -> None:
        self.raw, self.offer = raw, offer
        self.telling = Telling(raw, problems)
        self.facts = FactsReader(offer.candidate, self.telling)
        self.wishes = WishesReader(offer, self.telling)
        self.rows = 0
        self.seen: dict[str, int] = {}
        self.pesels: dict[str, int] = {}
        self.short_pesels: list[int] = []
        self.says_states = False
        self.says_choices = raw.asks_for_choices()
        self.may_be_confirmed = provable(offer)
        self.lists = {
            name: one.type
            for name, one in offer.candidate.items()
            if isinstance(one.type, CollectionType) and isinstance(one.type.item, RecordType)
        }

    def candidates(self) -> Iterator[Candidate]:
        for number, written, plain in self.raw.rows():
            self.rows += 1
            candidate = self.plain_candidate(plain, number) if plain is not None else None
            if candidate is not None:
                yield candidate
                continue
            try:
                candidate = self.candidate(row_of(self.raw.parse(number, written)), number)
            except BadRow as bad:
                place = self.raw.row_place(number)
                self.telling.problems.error("K001", place.location, place.prefixed(bad.message), bad.hint)
            else:
                if candidate is not None:
                    yield candidate

    def plain_candidate(self, row: PlainRow, number: int) -> Candidate | None:
        """None, and nothing told, where what is asked of several fields or rows together may not hold."""
        identifier, facts, identity, aside, wishes = row
        if wishes is not None:
            self.says_choices = True
        choices = self.wishes.plain(wishes) if wishes is not None else self.wishes.every_branch
        if choices is None or identifier in self.seen:
            return None
        for name, type_ in self.lists.items():
            if name in facts and not (len(facts[name]) <= LONGEST_LIST and type_.allows(facts[name])):
                return None
        application: Application | None = None
        confirmed, pesel = _NOTHING, None
        try:
            if aside:
                application, confirmed = self.plain_of_commission(aside)
            if identity is not None and "pesel" in identity:
                pesel = read_pesel(identity)
        except BadField:
            return None
        if pesel is not None:
            if pesel.was_short or pesel.digits in self.pesels:
                return None
            self.pesels[pesel.digits] = number
        self.hear_state(application)
        self.seen[identifier] = number
        return _candidate((identifier, number, choices, facts, identity or {}, application, confirmed))

    def hear_state(self, application: Application | None) -> None:
        """When an application was filed is no state, and neither is a value that says none."""
        if application is not None and application.state is not State.UNKNOWN:
            self.says_states = True

    def plain_of_commission(self, aside: Mapping[str, Any]) -> tuple[Application | None, frozenset[str]]:
        """Raises `BadField`."""
        state, confirmed = (aside.get(name) for name in OF_COMMISSION)
        return (
            read_application(state) if state is not None else None,
            read_confirmed(confirmed, self.may_be_confirmed) if confirmed is not None else _NOTHING,
        )

    def without_doubtful(self, good: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Without those whose rows turned out to be spoilt when all had been read."""
        afterwards = list(self.raw.afterwards())
        if not afterwards:
            return good
        spoilt: set[int] = set()
        ids = {one.row: one.id for one in good}
        for number, one in afterwards:
            spoilt.add(number)
            if not number or number in ids:
                self.telling.spoilt(ids.get(number, ""), one)
        return tuple(one for one in good if one.row not in spoilt)

    def without_undecided(self, good: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Where the file says what is chosen, who chose nothing has not chosen everything."""
        if not self.says_choices:
            return good
        undecided = [one for one in good if one.choices is self.wishes.every_branch]
        for one in undecided:
            hint = "Wpisz wybrane oddziały. Wszystkie liczą się tylko wtedy, gdy w całym pliku nikt nie wybiera."
            self.telling.bad(one.row, one.id, BadField("wybory", "Nie podano żadnego oddziału.", hint), "K018")
        return tuple(one for one in good if one.choices is not self.wishes.every_branch) if undecided else good

    def candidate(self, row: Row, number: int) -> Candidate | None:
        """None when a value is wrong, and told. Raises `BadRow`."""
        if row.id in self.seen:
            hint = "Usuń powtórzony wiersz albo zmień znak."
            raise BadRow(f"Kandydat „{row.id}” jest już w wierszu {self.telling.row(self.seen[row.id], number)}.", hint)
        self.seen[row.id] = number
        given = row.facts
        application: Application | None = None
        confirmed: frozenset[str] | None = _NOTHING
        if OF_COMMISSION[0] in given or OF_COMMISSION[1] in given:
            given, application, confirmed = self.of_commission(given, row.id, number)
        facts = self.facts.read(given, row.id, number)
        choices = self.choices(row.wishes, row.id, number)
        identity = row.identity or {}
        spoilt = self.raw.spoilt()
        for one in spoilt:
            self.telling.spoilt(row.id, one)
        if not isinstance(identity, dict):
            hint = 'Na przykład {"imiona": "Ewa", "nazwisko": "Przykładowa"}.'
            self.telling.bad(number, row.id, BadField("tożsamość", "Tu powinny być pola: imiona, nazwisko…", hint))
        elif self.identity_is_wrong(identity, row.id, number) or spoilt:
            return None
        elif facts is not None and choices is not None and confirmed is not None:
            return Candidate(row.id, number, choices, facts, identity, application, confirmed)
        return None

    def choices(self, raw: Any, identifier: str, number: int) -> tuple[Choice, ...] | None:
        if raw is None:
            return self.wishes.every_branch
        self.says_choices = True
        return self.wishes.read(raw, identifier, number)

    def of_commission(
        self, given: Mapping[str, Any], identifier: str, number: int
    ) -> tuple[dict[str, Any], Application | None, frozenset[str] | None]:
        """What is left when the state of the application and what is confirmed are taken out; None in place of the
        latter when one of them is wrong, and told. A regulation's own facts of these names are its own."""
        rest = dict(given)
        application: Application | None = None
        confirmed = _NOTHING
        try:
            if OF_COMMISSION[0] not in self.offer.candidate and OF_COMMISSION[0] in rest:
                application = read_application(rest.pop(OF_COMMISSION[0]))
                self.hear_state(application)
            if OF_COMMISSION[1] not in self.offer.candidate and OF_COMMISSION[1] in rest:
                confirmed = read_confirmed(rest.pop(OF_COMMISSION[1]), self.may_be_confirmed)
        except BadField as bad:
            self.telling.bad(number, identifier, bad)
            return {name: one for name, one in rest.items() if name not in OF_COMMISSION}, None, None
        return rest, application, confirmed

    def identity_is_wrong(self, identity: Mapping[Any, Any], identifier: str, number: int) -> bool:
        try:
            pesel = read_pesel(identity) if identity else None
        except BadField as bad:
            self.telling.bad(number, identifier, bad, "K013")
            return True
        if pesel is None:
            return False
        if pesel.was_short:
            self.short_pesels.append(number)
        first = self.pesels.setdefault(pesel.digits, number)
        if first == number:
            return False
        place = self.raw.row_place(number)
        message = place.prefixed(f"Numer PESEL z tego wiersza jest już w wierszu {self.telling.row(first, number)}.")
        hint = "Zostaw jeden wiersz tego kandydata albo popraw numer."
        self.telling.add(identifier, Diagnostic("K014", Severity.ERROR, message, place.location, hint))
        return True
