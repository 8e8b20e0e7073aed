"""The columns of a foreign table and what they hold here, as a person goes through them: proposed, chosen, written as
a mapping beside the table. No Textual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from pathlib import Path

from admission.intake.column_values import asks_truth
from admission.intake.header import ID, STATE, WISHES, Fills, Target
from admission.intake.mapping import TRUTH_VALUES, foreign_key, notion_of, read_in_part
from admission.intake.mapping import Mapping as Translation
from admission.intake.proposal import NoHeader, Proposal, Proposed, Seen, look
from admission.intake.proposal_file import as_yaml
from admission.intake.reading import kind_of_rows
from admission.intake.text import Unreadable
from admission.needed import Needed
from admission.offer import Offer
from admission.template.columns import TRUTHS, sheets
from dsl.diagnostics import Diagnostics
from dsl.names import normal_name
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items
from polish.folding import fold
from tui import recovery
from tui.files import FileProblem

PASS_OVER = ""
_ITEMS = 5  # of a list, that are offered by number
_MORE_FIELDS = {
    ID: "znak kandydata (np. numer wniosku), u każdego inny",
    WISHES: "wybrane oddziały, po kolei w jednej komórce",
    "tożsamość.pesel": "PESEL",
    f"{STATE}.stan": "stan wniosku",
    f"{STATE}.złożono": "kiedy złożono wniosek",
}
_NO_HEADER = "W tej tabeli nie ma wiersza z nazwami kolumn.", "Dopisz go nad danymi i wczytaj plik jeszcze raz."


@dataclass(frozen=True, slots=True)
class Option:
    """`name` is what is written in a mapping, `words` what a person reads."""

    name: str
    words: str


class Kind(Enum):
    COLUMN = auto()
    ROW_IDS = auto()
    OF_ALL = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A column, or (with `value`) what stands in it, or of no column (`kind`) what the table lacks; `is_open`: nobody
    knows what it is."""

    header: str
    value: str | None
    meaning: str
    is_open: bool = False
    is_passed_over: bool = False
    kind: Kind = Kind.COLUMN


@dataclass(frozen=True)
class Matching:
    """`chosen` are the fields that the person gave to columns (`PASS_OVER`: none), `meanings` what values mean by their
    columns and themselves."""

    offer: Offer
    table: Path
    seen: Seen
    chosen: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def proposal(self) -> Proposal:
        given = {header: self.seen.known.find(name) if name else None for header, name in self.chosen.items()}
        found = self.seen.proposal(given)
        columns = tuple(map(self._with_meanings, found.columns))
        return replace(found, columns=columns, same_branch=self.seen.proposer.same_branch(columns))

    def _with_meanings(self, one: Proposed) -> Proposed:
        """What is said of values of many columns is not said again."""
        if one.target is None:
            return one
        shared = self.seen.read_as.values_of(one.target)
        told = {
            foreign_key(value): meaning for (header, value), meaning in self.meanings.items() if header == one.header
        }
        seen = {foreign_key(value): value for value in (*one.values, *one.unknown)}
        kept = {value: meaning for value, meaning in one.values.items() if foreign_key(value) not in {*shared, *told}}
        unknown = tuple(value for value in one.unknown if foreign_key(value) not in {*shared, *told})
        values = kept | {seen.get(key, key): meaning for key, meaning in told.items()}
        return replace(one, values=values, unknown=unknown)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> Mapping[str, str]:
        return {one.name: one.words for one in fields(self.offer)}

    def lines(self) -> Iterator[Line]:
        """What the table lacks first: without it nobody can be read, or nobody takes part."""
        yield from self._lacking()
        for one in self.proposal.columns:
            said = one.header in self.chosen
            nothing = one.target is None
            is_open = one.unfit > 0 or (nothing and not said)
            yield Line(one.header, None, self._field_words(one), is_open, nothing and said)
            for value, meaning in one.values.items():
                yield Line(one.header, value, self._meaning_words(one, meaning))
            for value in one.unknown:
                yield Line(one.header, value, "co to znaczy? Enter wybiera", True)

    def _lacking(self) -> Iterator[Line]:
        read_as = self.seen.read_as
        if not self.proposal.has_id:
            yield Line("(znak kandydata)", None, "brak; Enter: numerować wiersze?", True, kind=Kind.ROW_IDS)
        elif self.proposal.read_as.row_ids:
            yield Line("(znak kandydata)", None, "numer wiersza; Enter: jednak nie", kind=Kind.ROW_IDS)
        for needed in self.proposal.needed:
            what = (
                "Enter: przyjąć „tak” dla wszystkich?" if needed.can_be_constant else f"wymaga tego: {needed.condition}"
            )
            for name in needed.names:
                yield Line(f"({self._called(name)})", name, f"brak; {what}", True, kind=Kind.OF_ALL)
        for name, value in read_as.constants.items():
            yield Line(f"({self._called(name)})", name, f"u wszystkich: {value}; Enter: jednak nie", kind=Kind.OF_ALL)

    def _meaning_words(self, one: Proposed, meaning: str) -> str:
        if not meaning:
            return "(jak puste miejsce)"
        known = values_of(self.offer, one.target) if one.target is not None and _kind(one.target) == WISHES else []
        return next((option.words for option in known if _is_same(option.name, meaning)), meaning)

    def _called(self, name: str) -> str:
        return self.words.get(name, readable_name(name))

    def _field_words(self, one: Proposed) -> str:
        if one.target is not None:
            called = self.words.get(one.target.dotted, one.target.dotted)
            return f"{called} – ale tyle wartości tu nie pasuje: {one.unfit}" if one.unfit else called
        if one.header in self.chosen:
            return "(pomijana)"
        if one.alike:
            return "wybierz: " + " albo ".join(self.words.get(name, name) for name in one.alike)
        return "(nie rozpoznano: będzie pominięta)"

    def about(self) -> str:
        found = self.proposal
        matched = len(found.columns) - len(found.open)
        told = f"Dopasowano kolumn: {matched} z {len(found.columns)}."
        asked = sum(one.is_open for one in self.lines())
        told += f" Pytań, przy znaku „?”: {asked}." if asked else ""
        for code, called in found.same_branch.items():
            listed = enumerate_items([f"„{one}”" for one in called])
            told += f" Uwaga: {listed} znaczą ten sam oddział {code}. Czy na pewno?"
        if not found.has_id:
            return f"{told} Wskaż jeszcze kolumnę ze znakiem kandydata, np. z numerem wniosku, albo numeruj wiersze."
        if found.id is not None and found.repeats:
            return f"{told} Kolumna „{found.id.header}” ma ten sam znak u dwóch osób: wskaż inną albo popraw tabelę."
        if not any(one.target is not None and one.target.path == (WISHES,) for one in found.columns):
            return f"{told} Żadna nie mówi o wybranych oddziałach: każdy będzie miał wybrane wszystkie."
        return told

    @property
    def is_ready(self) -> bool:
        return self.proposal.has_id

    @property
    def to_assume(self) -> tuple[Needed, ...]:
        """What no column says and a condition asks for, so that nobody would take part, and what may be so of all."""
        return tuple(one for one in self.proposal.needed if one.can_be_constant)

    # -- what can be chosen -------------------------------------------------------------------------------------------

    def fields_of(self, header: str) -> list[Option]:
        """What is likely first."""
        one = self._column(header)
        likely = [*one.alike, *([one.target.dotted] if one.target is not None else [])]
        every = fields(self.offer)
        near = [option for name in likely for option in every if option.name == name]
        return [*near, Option(PASS_OVER, "(pomiń tę kolumnę)"), *(option for option in every if option not in near)]

    def is_likely(self, header: str) -> bool:
        """Whether the first of its fields is more than the first of a list."""
        one = self._column(header)
        return one.target is not None or bool(one.alike)

    def meanings_of(self, header: str, value: str) -> list[Option]:
        """What it means now first."""
        one = self._column(header)
        if one.target is None:
            return []
        every = [*values_of(self.offer, one.target), Option("", "(nic: czytaj jak puste miejsce)")]
        now = one.values.get(value)
        return every if now is None else sorted(every, key=lambda option: not _is_same(option.name, now))

    def has_meaning(self, header: str, value: str) -> bool:
        return value in self._column(header).values

    def _column(self, header: str) -> Proposed:
        return next(one for one in self.proposal.columns if one.header == header)

    def with_field(self, header: str, name: str) -> Matching:
        """A field that another column held is taken from it; meanings of the old field go away."""
        others = {one: PASS_OVER if name and taken == name else taken for one, taken in self.chosen.items()}
        meanings = {key: meaning for key, meaning in self.meanings.items() if key[0] != header}
        return replace(self, chosen={**others, header: name}, meanings=meanings)

    def with_meaning(self, header: str, value: str, meaning: str) -> Matching:
        """In every column of the same kind: a branch or a grade is called the same in all of them."""
        chosen, meanings = dict(self.chosen), dict(self.meanings)
        for one, written in self.places_of(header, value):
            assert one.target is not None
            chosen[one.header] = one.target.dotted
            meanings[one.header, written] = meaning
        return replace(self, chosen=chosen, meanings=meanings)

    def places_of(self, header: str, value: str) -> Iterator[tuple[Proposed, str]]:
        """The columns that choose from the same things and have the same word, each with it as it is written there."""
        asked = self._column(header).target
        for one in self.proposal.columns:
            if one.target is not None and asked is not None and _kind(one.target) == _kind(asked):
                written = {foreign_key(each): each for each in (*one.values, *one.unknown)}
                if foreign_key(value) in written:
                    yield one, written[foreign_key(value)]

    def with_row_ids(self, are: bool) -> Matching:
        """No column is the id then."""
        kept = self
        while are and (held := kept.proposal.id) is not None:
            kept = kept.with_field(held.header, PASS_OVER)
        return kept._read_as(replace(self.seen.read_as, row_ids=are))

    def with_constant(self, name: str, value: str) -> Matching:
        """Of everybody; "": nothing is said of all."""
        others = {one: said for one, said in self.seen.read_as.constants.items() if one != name}
        return self._read_as(replace(self.seen.read_as, constants=others | ({name: value} if value else {})))

    def _read_as(self, read_as: Translation) -> Matching:
        return replace(self, seen=replace(self.seen, read_as=read_as))

    # -- the file -----------------------------------------------------------------------------------------------------

    def text(self, regulation: Path) -> str:
        return as_yaml(self.proposal, regulation.name, self.table.name, checked=True)


def matching(table: Path, offer: Offer, used: Translation | None) -> Matching:
    """Of a table; `used` is the mapping that it is read with now. Raises `FileProblem`."""
    try:
        seen = look(table, offer, Diagnostics(), used or Translation())
    except Unreadable as bad:
        raise FileProblem(bad.message, bad.hint) from None
    except NoHeader:
        raise FileProblem(*_NO_HEADER) from None
    except OSError:
        raise FileProblem("Nie udało się odczytać pliku.", "Sprawdź, czy jest na swoim miejscu.") from None
    if used is None:
        return Matching(offer, table, seen)
    rules = {one.header: used.rule_of(one.header) for one in seen.proposal().columns if used.names(one.header)}
    chosen = {header: rule.target if rule else PASS_OVER for header, rule in rules.items()}
    said = {header: rule.values for header, rule in rules.items() if rule}
    meanings = {(header, value): meaning for header, values in said.items() for value, meaning in values.items()}
    return Matching(offer, table, seen, chosen, meanings)


def needs_matching(table: Path, offer: Offer) -> Matching | None:
    """The proposals, where they read more of a table than its own names do."""
    try:
        if kind_of_rows(table) == "jsonl":
            return None
        found = matching(table, offer, None)
    except (FileProblem, OSError):
        return None  # reading tells what is wrong
    foreign = [one for one in found.proposal.columns if found.seen.known.find(one.header) is None]
    guessed = any(one.target is not None or one.alike for one in foreign)
    return found if guessed or found.proposal.read_as.header_row or found.to_assume or not found.is_ready else None


def drafted(found: Matching) -> Matching | None:
    """As far as somebody had gone through it when the program ended."""
    path = recovery.draft_of_mapping(found.table)
    used = read_in_part(path, found.seen.known) if path.is_file() else None
    return matching(found.table, found.offer, used) if used is not None else None


def mapping_path(table: Path) -> Path:
    return table.with_name(f"{table.stem}-mapowanie.yaml")


def fields(offer: Offer) -> list[Option]:
    """Everything that a column may hold, as a person calls it."""
    main, *lists = sheets(offer, in_columns=True)
    found = {column.header: column.words for column in main.columns} | _MORE_FIELDS
    for sheet in lists:
        what = sheet.words.partition(";")[0]
        for number in range(1, _ITEMS + 1):
            for column in sheet.columns:
                if column.header != ID:
                    found[f"{sheet.name}.{number}.{column.header}"] = f"{what}, pozycja {number}: {column.words}"
    return [Option(name, words) for name, words in found.items()]


def values_of(offer: Offer, target: Target) -> list[Option]:
    if target.path == (WISHES,) and target.inner is None:
        named = {code: one.label for code, one in offer.branches.items()}
        return [Option(code, f"{code} – {label}" if label != code else code) for code, label in named.items()]
    if asks_truth(target) or target.fills is Fills.MEMBER:
        return [Option(one, one) for one in TRUTHS]
    notion = notion_of(target.type)
    return [Option(readable_name(one), notion.label(one)) for one in notion.members] if notion is not None else []


def _is_same(one: str, other: str) -> bool:
    return fold(normal_name(one)) == fold(normal_name(other))


def _kind(target: Target) -> str:
    """What its values are chosen from."""
    if target.path == (WISHES,) and target.inner is None:
        return WISHES
    if asks_truth(target) or target.fills is Fills.MEMBER:
        return TRUTH_VALUES
    notion = notion_of(target.type)
    return notion.name if notion is not None else target.dotted


def matching_words(options: list[Option], wanted: str) -> list[Option]:
    """Those with every word typed, in whatever order; what begins with them first."""
    words = fold(wanted).split()
    found = [one for one in options if all(word in fold(f"{one.words} {one.name}") for word in words)]
    return sorted(found, key=lambda one: not fold(one.words).startswith(" ".join(words)))
