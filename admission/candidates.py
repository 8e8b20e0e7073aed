"""Raw rows of candidates, from whatever file, validated: every bad value is told by its place; good rows go on.

First step of admission: rows -> `Candidate`s that scoring takes as they are. What a row may hold comes from the
regulation (`kandydat`, `wybór`). Identity (`tożsamość`) is kept apart and never reaches a formula or a message.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse
from types import MappingProxyType
from typing import Any, NamedTuple

from admission.application import Application, State, read_application
from admission.confirming import provable, read_confirmed
from admission.identity import read_pesel
from admission.limits import over_limit, rule_words
from admission.lookalikes import alike
from admission.offer import Offer, instead_of, own_code, school_of
from admission.raw import JsonLines, PlainRow, PlainWish, RawRows, Spoilt
from dsl.diagnostics import Diagnostic, Diagnostics, Severity, nearest
from dsl.emit.order import not_settling
from dsl.model.regulation import BASIS_OF_SETTLING, SETTLED_IN
from dsl.model.types import CollectionType, Fact, RecordType
from dsl.quick_values import quick_reader
from dsl.rows import (
    LONGEST_LIST,
    OF_COMMISSION,
    PLACES,
    BadField,
    BadRow,
    Row,
    called,
    field_name,
    is_harmless,
    places,
    read_wish,
    read_wishes,
    row_of,
)
from dsl.values import read_facts
from polish.plurals import BRANCH, CANDIDATE, Case, count

_NOTHING: frozenset[str] = frozenset()
_MOST_WISHED = 1 << 14
OPENING = "oddział"


class Choice(NamedTuple):
    """One branch on a candidate's list; `pair` holds the facts of this candidate in this branch."""

    branch: str
    pair: Mapping[str, Any]


class Candidate(NamedTuple):
    id: str
    row: int
    choices: tuple[Choice, ...]
    facts: Mapping[str, Any]
    identity: Mapping[str, Any] = MappingProxyType({})
    application: Application | None = None
    confirmed: frozenset[str] = _NOTHING

    def __repr__(self) -> str:
        """Without who it is."""
        return f"Candidate(id={self.id!r}, row={self.row}, choices={self.choices!r}, facts={self.facts!r})"


@dataclass(frozen=True, slots=True)
class Candidates:
    """`rows` counts the rows that were not empty, good and bad; `bad` are the rows of candidates known by their id;
    `told` are the problems of each of them, wherever in the file and its companions they stand. Where a row of the file
    gives the state of an application (`says_states`), `good` are those whose applications are confirmed, and the other
    ones without mistakes are `set_aside`."""

    path: str
    rows: int
    good: tuple[Candidate, ...]
    problems: Diagnostics
    bad: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, Sequence[Diagnostic]] = field(default_factory=dict)
    set_aside: tuple[Candidate, ...] = ()
    says_states: bool = False

    @property
    def bad_rows(self) -> int:
        return self.rows - len(self.good) - len(self.set_aside)


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
        reader.problems.error(
            "K005", raw.row_place(1).location, "W pliku nie ma ani jednego kandydata.", raw.how_to_begin
        )
    reader.tell_equal_lots(good)
    reader.tell_unsaid_settling(good)
    reader.tell_short_pesels()
    reader.tell_alike()
    says_states = reader.says_states
    taking_part = tuple(filter(_is_confirmed, good)) if says_states else good
    aside = tuple(filterfalse(_is_confirmed, good)) if says_states else ()
    return Candidates(raw.path, reader.rows, taking_part, reader.problems, bad, reader.told, aside, says_states)


def _is_confirmed(candidate: Candidate) -> bool:
    return candidate.application is not None and candidate.application.state is State.CONFIRMED


def _with_facts_of_pair(candidates: Sequence[Candidate], names: Collection[str]) -> list[Candidate]:
    """Those of whose choices any of these is given. Many candidates share one list of choices."""
    lists = {id(one.choices): one.choices for one in candidates}
    given = {key for key, choices in lists.items() if any(name in choice.pair for choice in choices for name in names)}
    return [one for one in candidates if id(one.choices) in given] if given else []


def state_of(candidate: Candidate) -> State:
    return candidate.application.state if candidate.application else State.UNKNOWN


class _Reader:
    def __init__(self, raw: RawRows, offer: Offer, problems: Diagnostics) -> None:
        self.raw, self.offer, self.problems = raw, offer, problems
        self.told: dict[str, list[Diagnostic]] = {}
        self.rows = 0
        self.seen: dict[str, int] = {}
        self.pesels: dict[str, int] = {}
        self.short_pesels: list[int] = []
        self.says_states = False
        self.says_choices = raw.asks_for_choices()
        self.may_be_confirmed = provable(offer)
        self.pair = {name: fact for name, fact in offer.pair.items() if name not in PLACES}
        self.quick = {False: quick_reader(offer.candidate), True: quick_reader(self.pair)}
        self.typos: dict[tuple[str, bool], bool] = {}
        self.lists_of_branches: dict[tuple[str, ...], tuple[Choice, ...]] = {}
        self.wished: dict[int, tuple[tuple[PlainWish, ...], tuple[Choice, ...]]] = {}
        self.lists = {
            name: one.type
            for name, one in offer.candidate.items()
            if isinstance(one.type, CollectionType) and isinstance(one.type.item, RecordType)
        }
        self.every_branch = self.with_places([Choice(code, {}) for code in offer.branches])

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
                self.problems.error("K001", place.location, place.prefixed(bad.message), bad.hint)
            else:
                if candidate is not None:
                    yield candidate

    def plain_candidate(self, row: PlainRow, number: int) -> Candidate | None:
        """None, and nothing told, where what is asked of several fields or rows together may not hold."""
        identifier, facts, identity, aside, wishes = row
        if wishes is not None:
            self.says_choices = True
        choices = self.plain_choices(wishes) if wishes is not None else self.every_branch
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
        if application is not None:
            self.says_states = True
        self.seen[identifier] = number
        return Candidate(identifier, number, choices, facts, identity or {}, application, confirmed)

    def plain_of_commission(self, aside: Mapping[str, Any]) -> tuple[Application | None, frozenset[str]]:
        """Raises `BadField`."""
        state, confirmed = (aside.get(name) for name in OF_COMMISSION)
        return (
            read_application(state) if state is not None else None,
            read_confirmed(confirmed, self.may_be_confirmed) if confirmed is not None else _NOTHING,
        )

    def plain_choices(self, wishes: tuple[PlainWish, ...]) -> tuple[Choice, ...] | None:
        """The same lists are wished by many, and come as the same object."""
        known = self.wished.get(id(wishes))
        if known is not None and known[0] is wishes:
            return known[1]
        codes = tuple(own_code(self.offer, code) if isinstance(code, str) else code for code, _ in wishes)
        if not self.may_be_chosen(codes):
            return None
        choices = [Choice(code, pair) for code, (_, pair) in zip(codes, wishes, strict=True)]
        if not all(self.is_plain_pair(one) for one in choices if one.pair) or over_limit(choices, self.offer):
            return None
        found = self.shared_list(choices)
        if len(self.wished) < _MOST_WISHED:
            self.wished[id(wishes)] = wishes, found
        return found

    def is_plain_pair(self, choice: Choice) -> bool:
        """Whether there is nothing to tell of these facts of the pair."""
        rules = self.offer.branches[choice.branch].rules
        declared = rules.facts["wybór"]
        return declared.keys() >= choice.pair.keys() and not_settling(rules, choice.branch, choice.pair) is None

    def may_be_chosen(self, codes: tuple[Any, ...]) -> bool:
        """Different branches by their exact codes, no more than anybody may choose."""
        limit, different = self.offer.limits.branches, set(codes)
        if len(different) < len(codes) or len(codes) > LONGEST_LIST or not self.offer.branches.keys() >= different:
            return False
        return limit is None or len(codes) <= limit

    def without_doubtful(self, good: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Without those whose rows turned out to be spoilt when all had been read."""
        spoilt: set[int] = set()
        ids = {one.row: one.id for one in good}
        for number, one in self.raw.afterwards():
            spoilt.add(number)
            if not number or number in ids:
                self.tell_spoilt(ids.get(number, ""), one)
        return tuple(one for one in good if one.row not in spoilt) if spoilt else good

    def without_undecided(self, good: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Where the file says what is chosen, who chose nothing has not chosen everything."""
        if not self.says_choices:
            return good
        undecided = [one for one in good if one.choices is self.every_branch]
        for one in undecided:
            hint = "Wpisz wybrane oddziały. Wszystkie liczą się tylko wtedy, gdy w całym pliku nikt nie wybiera."
            self.bad(one.row, one.id, BadField("wybory", "Nie podano żadnego oddziału.", hint), "K018")
        return tuple(one for one in good if one.choices is not self.every_branch) if undecided else good

    def candidate(self, row: Row, number: int) -> Candidate | None:
        """None when a value is wrong, and told. Raises `BadRow`."""
        if row.id in self.seen:
            hint = "Usuń powtórzony wiersz albo zmień znak."
            raise BadRow(f"Kandydat „{row.id}” jest już w wierszu {self.seen[row.id]}.", hint)
        self.seen[row.id] = number
        given = row.facts
        application: Application | None = None
        confirmed: frozenset[str] | None = _NOTHING
        if OF_COMMISSION[0] in given or OF_COMMISSION[1] in given:
            given, application, confirmed = self.of_commission(given, row.id, number)
        facts = self.facts(given, self.offer.candidate, row.id, number, "")
        choices = self.choices(row.wishes, row.id, number)
        identity = row.identity or {}
        spoilt = self.raw.spoilt()
        for one in spoilt:
            self.tell_spoilt(row.id, one)
        if not isinstance(identity, dict):
            hint = 'Na przykład {"imiona": "Ewa", "nazwisko": "Przykładowa"}.'
            self.bad(number, row.id, BadField("tożsamość", "Tu powinny być pola: imiona, nazwisko…", hint))
        elif self.identity_is_wrong(identity, row.id, number) or spoilt:
            return None
        elif facts is not None and choices is not None and confirmed is not None:
            return Candidate(row.id, number, choices, facts, identity, application, confirmed)
        return None

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
                self.says_states = True
                application = read_application(rest.pop(OF_COMMISSION[0]))
            if OF_COMMISSION[1] not in self.offer.candidate and OF_COMMISSION[1] in rest:
                confirmed = read_confirmed(rest.pop(OF_COMMISSION[1]), self.may_be_confirmed)
        except BadField as bad:
            self.bad(number, identifier, bad)
            return {name: one for name, one in rest.items() if name not in OF_COMMISSION}, None, None
        return rest, application, confirmed

    def facts(
        self, raw: Mapping[str, Any], declared: Mapping[str, Fact], identifier: str, number: int, where: str
    ) -> dict[str, Any] | None:
        """None when a value is wrong. An unknown field is passed over with a warning, unless it looks like a typo."""
        known = {name: value for name, value in raw.items() if name in declared or self.is_meant(name, declared)}
        for name in [name for name in raw if name not in known]:
            message = f"kandydat „{identifier}”: regulamin nie zna pola {called(name, where)}; pominięto je."
            hidden = "" if is_harmless(name) else " Nazwy nie powtórzono, bo może być czyjąś daną."
            hint = f"Usuń je albo dopisz do „{'wybór' if where else 'kandydat'}”.{hidden}"
            self.add(
                identifier, Diagnostic("K003", Severity.WARNING, message, self.raw.row_place(number).location, hint)
            )
        quick = self.quick[declared is self.pair](known)
        if quick is not None:
            return quick
        facts, problems = read_facts(known, declared)
        for problem in problems:
            self.bad(number, identifier, BadField(f"{where}{problem.dotted}", problem.message, problem.hint))
        return None if problems else facts

    def is_meant(self, name: str, declared: Mapping[str, Fact]) -> bool:
        """Whether it is a known field in another spelling, or so like one that passing it over would hide a typo."""
        key = (name, declared is self.pair)
        if key not in self.typos:
            self.typos[key] = nearest(field_name(name), declared) is not None
        return self.typos[key]

    def bad(self, number: int, identifier: str, bad: BadField, code: str = "K002") -> None:
        place, field_words = self.raw.place(number, bad.field)
        self.tell_spoilt(identifier, Spoilt(place, field_words, bad.message, bad.hint), code)

    def tell_spoilt(self, identifier: str, one: Spoilt, code: str = "K012") -> None:
        who = f"kandydat „{identifier}”" if identifier else ""
        where = ", ".join(filter(None, (who, one.place.words, one.field)))
        self.add(identifier, Diagnostic(code, Severity.ERROR, f"{where}: {one.message}", one.place.location, one.hint))

    def add(self, identifier: str, problem: Diagnostic) -> None:
        self.problems.add(problem)
        self.told.setdefault(identifier, []).append(problem)

    # -- identity -----------------------------------------------------------------------------------------------------

    def identity_is_wrong(self, identity: Mapping[Any, Any], identifier: str, number: int) -> bool:
        try:
            pesel = read_pesel(identity) if identity else None
        except BadField as bad:
            self.bad(number, identifier, bad, "K013")
            return True
        if pesel is None:
            return False
        if pesel.was_short:
            self.short_pesels.append(number)
        first = self.pesels.setdefault(pesel.digits, number)
        if first == number:
            return False
        place = self.raw.row_place(number)
        message = place.prefixed(f"Numer PESEL z tego wiersza jest już w wierszu {first}.")
        hint = "Zostaw jeden wiersz tego kandydata albo popraw numer."
        self.add(identifier, Diagnostic("K014", Severity.ERROR, message, place.location, hint))
        return True

    def tell_alike(self) -> None:
        """Ids are what commissions write in protocols: two that look the same are taken for one another."""
        for first, like in alike(self.seen):
            row = self.seen[like]
            place = self.raw.row_place(row)
            message = place.prefixed(
                f"Znak kandydata „{like}” łatwo pomylić ze znakiem „{first}” z wiersza {self.seen[first]}."
            )
            hint = "Sprawdź, czy to nie ten sam kandydat; jeśli nie, nadaj mu inny znak."
            self.add(like, Diagnostic("K017", Severity.WARNING, message, place.location, hint))

    def tell_short_pesels(self) -> None:
        if not self.short_pesels:
            return
        place = self.raw.row_place(self.short_pesels[0])
        message = f"W numerach PESEL brakowało zer z przodu ({len(self.short_pesels)}); odczytano je z zerami."
        hint = "Zera odcina arkusz, gdy numer jest liczbą. Nadaj kolumnie format „Tekst”."
        self.problems.note("K016", place.location, place.prefixed(message), hint)

    # -- choices ------------------------------------------------------------------------------------------------------

    def choices(self, raw: Any, identifier: str, number: int) -> tuple[Choice, ...] | None:
        if raw is None:
            return self.every_branch
        self.says_choices = True
        if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
            known = self.lists_of_branches.get(tuple(raw))
            if known is not None:
                return known
        choices: dict[str, Choice] = {}
        fine = True
        try:
            entries = read_wishes(raw, self.offer.branches, None)
            self.expect_few(entries)
        except BadField as bad:
            self.bad(number, identifier, bad)
            return None
        for place, entry in enumerate(entries, start=1):
            try:
                choice = self.choice(entry, place, identifier, number)
                if choice is not None and choice.branch in choices:
                    hint = "Zostaw go na jednym miejscu."
                    message = f"Oddział „{choice.branch}” jest na liście dwa razy."
                    raise BadField(f"wybory.{place}", message, hint)
            except BadField as bad:
                self.bad(number, identifier, bad)
                fine = False
            else:
                fine = fine and choice is not None
                if choice is not None:
                    choices[choice.branch] = choice
        if not fine or self.is_over_limit(tuple(choices.values()), identifier, number):
            return None
        return self.shared_list(tuple(choices.values()))

    def expect_few(self, entries: Sequence[Any]) -> None:
        limit = self.offer.limits.branches
        if limit is not None and len(entries) > limit:
            rule = rule_words(self.offer.limits.branches_notes)
            message = f"Wolno wybrać najwyżej {count(limit, BRANCH, Case.ACCUSATIVE)}, a jest {len(entries)} ({rule})."
            raise BadField("wybory", message, "Zostaw najwyżej tyle oddziałów, na ile pozwala regulamin.")

    def shared_list(self, choices: Sequence[Choice]) -> tuple[Choice, ...]:
        """Many wish the same branches and say no more of them: they have one list. Nothing is wrong with it."""
        if any(one.pair for one in choices):
            return self.with_places(choices)
        codes = tuple(one.branch for one in choices)
        if codes not in self.lists_of_branches:
            self.lists_of_branches[codes] = self.with_places(choices)
        return self.lists_of_branches[codes]

    def with_places(self, choices: Iterable[Choice]) -> tuple[Choice, ...]:
        """Each with its place on the list and the place of its school."""
        schools: dict[str, int] = {}
        return tuple(
            Choice(
                one.branch,
                {**places(place, schools.setdefault(school_of(self.offer, one.branch), len(schools) + 1)), **one.pair},
            )
            for place, one in enumerate(choices, start=1)
        )

    def is_over_limit(self, choices: Sequence[Choice], identifier: str, number: int) -> bool:
        found = over_limit(choices, self.offer)
        if found is not None:
            self.bad(number, identifier, BadField("wybory", *found))
        return found is not None

    def choice(self, entry: Any, place: int, identifier: str, number: int) -> Choice | None:
        """None when a fact of the pair is wrong, and told. Raises `BadField`."""
        entry = self.with_own_code(entry)
        self.refuse_former(entry, place)
        code, raw = read_wish(entry, place, self.offer.branches)
        pair = self.facts(raw, self.pair, identifier, number, f"wybory.{place}.")
        if pair is None:
            return None
        self.refuse_excluded(code, pair, f"wybory.{place}.")
        self.tell_unused(code, pair, identifier, number, f"wybory.{place}.")
        return Choice(code, pair)

    def refuse_former(self, entry: Any, place: int) -> None:
        """A branch that is part of a list, or divided into groups, is no choice any more. Raises `BadField`."""
        given = entry.items() if isinstance(entry, dict) else ((OPENING, entry),)
        code = next((one for name, one in given if field_name(name) == OPENING and isinstance(one, str)), "")
        now = instead_of(self.offer, code) if code not in self.offer.branches else ()
        if now:
            what = "ma wspólną listę z innymi" if len(now) == 1 else "jest podzielony na grupy"
            hint = f"Napisz zamiast niego: {' albo '.join(now)}."
            raise BadField(f"wybory.{place}", f"Oddział „{code}” {what}, więc się go nie wybiera.", hint)

    def with_own_code(self, entry: Any) -> Any:
        if isinstance(entry, str):
            return own_code(self.offer, entry)
        if not isinstance(entry, dict):
            return entry
        return {
            name: own_code(self.offer, one) if field_name(name) == OPENING and isinstance(one, str) else one
            for name, one in entry.items()
        }

    def tell_unused(self, code: str, pair: Mapping[str, Any], identifier: str, number: int, prefix: str) -> None:
        """What other branches ask for, and this one does not: often written at the wrong branch."""
        declared = self.offer.branches[code].rules.facts["wybór"]
        for name in pair:
            if name not in declared:
                message = f"kandydat „{identifier}”: oddział „{code}” nie pyta o „{prefix}{name}”; pominięto je."
                hint = "Jeżeli to wynik w innym oddziale, przenieś go do tamtego wyboru; inaczej usuń."
                place = self.raw.row_place(number).location
                self.add(identifier, Diagnostic("K003", Severity.WARNING, message, place, hint))

    # -- lots and decisions of the commission -------------------------------------------------------------------------

    def refuse_excluded(self, code: str, pair: Mapping[str, Any], prefix: str) -> None:
        excluded = not_settling(self.offer.branches[code].rules, code, pair)
        if excluded is not None:
            name, message, hint = excluded
            raise BadField(prefix + name, message, hint)

    def tell_unsaid_settling(self, candidates: Sequence[Candidate]) -> None:
        """A lot or a decision that the regulation does not speak of counts, on a basis that somebody answers for."""
        unsaid: dict[str, list[tuple[Candidate, Choice]]] = {}
        for one in _with_facts_of_pair(candidates, SETTLED_IN.values()):
            for choice in one.choices:
                if any(name in choice.pair for name in SETTLED_IN.values()):
                    unsaid.setdefault(choice.branch, []).append((one, choice))
        for code, settled in unsaid.items():
            if self.offer.branches[code].rules.says_what_settles:
                continue
            without = [one for one, choice in settled if BASIS_OF_SETTLING not in choice.pair]
            message = (
                f"Regulamin nie mówi, co rozstrzyga równe wyniki w oddziale „{code}”, a dane podają losy albo decyzje "
                f"({count(len(settled), CANDIDATE)})"
            )
            where = f"; bez podstawy: {len(without)}" if without else "; każdy z podstawą"
            hint = (
                f"Wpisz przy wyborze „{BASIS_OF_SETTLING}”, np. „protokół komisji nr 4”, "
                "albo dopisz do „kolejność” etap „losowanie: tak” lub „decyzja komisji: tak”."
            )
            row = (without or [one for one, _ in settled])[0].row
            self.problems.warning("K006", self.raw.row_place(row).location, f"{message}{where}.", hint)

    def tell_equal_lots(self, candidates: Sequence[Candidate]) -> None:
        """Equal lots in one branch decide nothing between their candidates."""
        first: dict[tuple[str, int], Candidate] = {}
        drawn = (
            (one, choice.branch, choice.pair["los"])
            for one in _with_facts_of_pair(candidates, ["los"])
            for choice in one.choices
            if "los" in choice.pair
        )
        for candidate, branch, lot in drawn:
            other = first.setdefault((branch, lot), candidate)
            if other is not candidate:
                message = (
                    f"kandydat „{candidate.id}”: w oddziale „{branch}” ma ten sam numer losu "
                    f"co kandydat „{other.id}” z wiersza {other.row}."
                )
                hint = "Popraw numer, jeśli losowano między nimi; w osobnych losowaniach numery mogą się powtarzać."
                where = self.raw.row_place(candidate.row).location
                self.add(candidate.id, Diagnostic("K004", Severity.WARNING, message, where, hint))
