"""What is asked about a candidate, as tables of columns: `kandydat` and `wybór` -> sheets.

A fact for each member of a notion (and a set) becomes a column for each member, `egzamin.matematyka`; a list becomes
a sheet of its own, one item in a row. Branches are wished in columns `wybory.1`, `wybory.2`, …, or in a sheet of their
own where the regulation asks for something about the candidate in each branch; that may be asked in columns of each
branch, too (`wybory.TM.sprawdzian`), and then one sheet holds all but lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from admission.offer import Offer
from dsl.decode.declarations import BUILT_IN_PAIR
from dsl.emit.polish.names import fact_label, with_member
from dsl.model.types import (
    PERCENT,
    CollectionType,
    DateType,
    Fact,
    MapType,
    NotionType,
    NumberType,
    RecordType,
    TruthType,
    Type,
)
from dsl.source.nodes import readable_name
from polish.numbers import format_number

MAIN_SHEET = "kandydaci"
CHOICES_SHEET = "wybory"
TRUTHS = ("tak", "nie")
_MOST_WISHES = 20
_SHOWN_VALUES = 12


class Kind(Enum):
    """What may stand in a cell."""

    TEXT = "tekst"
    NUMBER = "liczba"
    DATE = "data"
    CHOICE = "wartość z listy"


@dataclass(frozen=True, slots=True)
class Column:
    """`header` is the name that the program reads; the rest is for the person. `number` bounds a number; `meanings` say
    in full what a value stands for, where its name does not."""

    header: str
    words: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    number: NumberType | None = None
    empty_means: str = ""
    meanings: tuple[tuple[str, str], ...] = ()

    @property
    def allowed(self) -> str:
        """What may be typed, in words."""
        if self.kind is Kind.CHOICE:
            more = ", …" if len(self.choices) > _SHOWN_VALUES else ""
            return "jedno z: " + ", ".join(self.choices[:_SHOWN_VALUES]) + more
        if self.number is not None:
            return _number_words(self.number)
        return "data: rok-miesiąc-dzień, np. 2010-05-12" if self.kind is Kind.DATE else "tekst"

    @property
    def explanation(self) -> str:
        """Everything about the column in one line."""
        return "; ".join(part for part in (self.words, self.allowed, self.empty_means) if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    words: str
    columns: tuple[Column, ...]


def sheets(offer: Offer, in_columns: bool = False) -> tuple[Sheet, ...]:
    """The main one first; `in_columns`: what is asked of each branch stands there, too."""
    lists = [fact for fact in offer.candidate.values() if is_list(fact.type)]
    flat = [fact for fact in offer.candidate.values() if not is_list(fact.type)]
    pair = [fact for name, fact in offer.pair.items() if name not in BUILT_IN_PAIR]
    wishes = (*_wishes(offer, bool(pair) and not in_columns), *(_of_branches(offer) if in_columns else ()))
    found = [Sheet(MAIN_SHEET, "jeden kandydat w wierszu", (*_who(), *wishes, *_columns(flat)))]
    if pair and offer.branches and not in_columns:
        found.append(Sheet(CHOICES_SHEET, "jeden wybrany oddział w wierszu, od najważniejszego", _choices(offer, pair)))
    for fact in lists:
        assert isinstance(fact.type, CollectionType)
        assert isinstance(fact.type.item, RecordType)
        columns = (_CANDIDATE, *_columns(fact.type.item.fields))
        found.append(Sheet(fact.name, f"{fact_label(fact)}; jedna pozycja w wierszu", columns))
    return tuple(found)


def is_list(type_: Type) -> bool:
    return isinstance(type_, CollectionType) and isinstance(type_.item, RecordType)


_CANDIDATE = Column("id", "znak kandydata, ten sam co w arkuszu kandydatów")


def _who() -> tuple[Column, ...]:
    return (
        Column("id", "krótki znak kandydata, u każdego inny (nie PESEL)"),
        Column("tożsamość.imiona", "imiona"),
        Column("tożsamość.nazwisko", "nazwisko"),
    )


def _wishes(offer: Offer, in_own_sheet: bool) -> Iterator[Column]:
    if in_own_sheet:
        return
    most = min(offer.limits.branches or _MOST_WISHES, len(offer.branches))
    for number in range(1, most + 1):
        empty = "puste wszystkie: liczą się wszystkie oddziały" if number == 1 else "można zostawić puste"
        words = f"oddział wybrany na miejscu {number}"
        yield Column(f"wybory.{number}", words, Kind.CHOICE, tuple(offer.branches), empty_means=empty)


def _of_branches(offer: Offer) -> Iterator[Column]:
    """Each branch asks for its own."""
    for code, branch in offer.branches.items():
        asked = [fact for name, fact in branch.rules.facts["wybór"].items() if name not in BUILT_IN_PAIR]
        for column in _columns(asked):
            words = f"{column.words} – {branch.label}; tylko kto wybrał ten oddział"
            yield replace(column, header=f"wybory.{code}.{column.header}", words=words)


def _choices(offer: Offer, pair: Iterable[Fact]) -> tuple[Column, ...]:
    branch = Column("oddział", "kod wybranego oddziału", Kind.CHOICE, tuple(offer.branches))
    return (_CANDIDATE, branch, *_columns(pair))


def _columns(facts: Iterable[Fact]) -> Iterator[Column]:
    for fact in facts:
        note = f" ({fact.hint})" if fact.hint else ""
        hint = fact_label(fact) + note
        match fact.type:
            case MapType(key, value, optional):
                for member in key.members:
                    yield _column(
                        f"{fact.name}.{member}", with_member(fact, key, member) + note, value, _empty(fact, optional)
                    )
            case CollectionType(NotionType(notion), _) as set_of:
                for member in set_of.choices:
                    words = f"{hint} – {notion.label(member)}"
                    yield Column(f"{fact.name}.{member}", words, Kind.CHOICE, TRUTHS, empty_means="puste: nie")
            case _:
                yield _column(fact.name, hint, fact.type, _empty(fact, fact.optional))


def _column(header: str, words: str, type_: Type, empty: str) -> Column:
    match type_:
        case TruthType():
            return Column(header, words, Kind.CHOICE, TRUTHS, empty_means=empty)
        case NotionType(notion):
            names = {member: readable_name(member) for member in notion.members}
            full = tuple((name, notion.label(one)) for one, name in names.items() if notion.label(one) != name)
            return Column(header, words, Kind.CHOICE, tuple(names.values()), empty_means=empty, meanings=full)
        case NumberType():
            return Column(header, words, Kind.NUMBER, number=type_, empty_means=empty)
        case DateType():
            return Column(header, words, Kind.DATE, empty_means=empty)
    return Column(header, words, empty_means=empty)


def _empty(fact: Fact, optional: bool) -> str:
    if isinstance(fact.type, TruthType):
        return "puste: tak" if fact.default else "puste: nie"
    return "można zostawić puste" if optional else "potrzebne, gdy liczą się za to punkty"


def _number_words(type_: NumberType) -> str:
    what = "liczba całkowita" if type_.integer else "liczba (ułamek po przecinku)"
    unit = f" {type_.unit}" if type_.unit and type_.unit != "%" else ""
    low = f" od {format_number(type_.low)}" if type_.low is not None else ""
    high = f" do {format_number(type_.high)}" if type_.high is not None else ""
    percent = ", bez znaku %" if type_ == PERCENT else ""
    return f"{what}{low}{high}{unit}{percent}"
