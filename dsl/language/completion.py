"""Keys, names and values that fit where the cursor stands, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from dsl.decode.vocabulary import SCHOOL_TYPES
from dsl.language.insertions import insertion_names
from dsl.language.names import Kind, Name, behind_dot, formula_names, members_of, type_of
from dsl.language.place import Place, Position, place_at
from dsl.language.shape import Offered, Shape
from dsl.layers.library import shipped_names
from dsl.model.regulation import Regulation
from dsl.names import normal_name
from dsl.source.nodes import readable_name
from polish.folding import fold

_TYPES = {
    "tak/nie": "Prawda albo fałsz; nie podano znaczy nie.",
    "procent": "Liczba od 0 do 100 ze znakiem %.",
    "liczba od 0 do 30": "Liczba w tych granicach; może być z przecinkiem.",
    "liczba całkowita": "Liczba bez przecinka.",
    "tekst": "Dowolne słowa.",
    "data": "Dzień: rok-miesiąc-dzień.",
}
_DECLARED = ("kandydat", "oddział", "wybór")
_COMPARED = re.compile(r"([\w.]+)(?:\[[^\]]*\])?\s*(?:[=≠<>≤≥]+|\bw)\s*\(?(?:[\w\s]*;)*\s*$")
MOST = 200


class Sort(Enum):
    """What is offered, in words."""

    KEY = "klucz"
    VALUE = "wartość"
    NAME = "nazwa"


@dataclass(frozen=True, slots=True)
class Completion:
    """Written instead of the text from `start` to `end`."""

    label: str
    insert: str
    start: int
    end: int
    sort: Sort
    help: str


def completions(text: str, offset: int, shape: Shape) -> tuple[Completion, ...]:
    """`shape` may be of an older state of the text: names change seldom."""
    place = place_at(text, offset)
    match place.position:
        case Position.NOTHING:
            return ()
        case Position.FORMULA:
            found = list(_names(place, text, shape.regulation))
        case Position.INSERTION:
            found = list(_insertions(place, shape.regulation))
        case Position.KEY:
            found = list(_keys(place, text, shape))
        case Position.VALUE:
            found = list(_values(place, shape))
        case Position.EITHER:
            found = [*_values(place, shape), *_keys(place, text, shape)]
    return tuple(fitting(found, place.typed)[:MOST])


def fitting(found: Iterable[Completion], typed: str) -> list[Completion]:
    """Those that begin as typed, then those with a word that does; without case and Polish letters."""
    wanted = fold(readable_name(typed)).strip()
    first, second = [], []
    for one in found:
        label = fold(readable_name(one.label))
        if label.startswith(wanted):
            first.append(one)
        elif any(word.startswith(wanted) for word in re.split(r"[\s./]", label)):
            second.append(one)
    return [*first, *second]


def _insertions(place: Place, regulation: Regulation | None) -> Iterator[Completion]:
    for one in insertion_names(regulation) if regulation is not None else ():
        help_ = f"{one.kind.value}: {one.help}"
        yield Completion(one.text, f"<{one.text}>", place.start, place.end, Sort.NAME, help_)


_OF_LAWS = frozenset(("prawo", "obowiązuje", "liczenie_terminów", "organ", "akty", "pojęcia", "kandydat", "wybór"))


def _keys(place: Place, text: str, shape: Shape) -> Iterator[Completion]:
    has_colon = text[place.end : place.end + 1] == ":"
    """A school seldom begins what laws are made of."""
    offered = shape.keys(place.path)
    for one in sorted(offered, key=lambda one: normal_name(one.name) in _OF_LAWS) if not place.path else offered:
        if normal_name(one.name) not in place.written:
            yield Completion(
                one.name, one.name + ("" if has_colon else ": "), place.start, place.end, Sort.KEY, one.help
            )


def _values(place: Place, shape: Shape) -> Iterator[Completion]:
    for one in (*shape.values(place.path), *_more_values(place.path, shape.regulation)):
        yield Completion(one.name, one.name, place.start, place.end, Sort.VALUE, one.help)


def _more_values(path: Sequence[str], regulation: Regulation | None) -> Iterator[Offered]:
    """What the schema lets be any text."""
    match tuple(path):
        case ("opiera_się_na",):
            yield from (Offered(name, "Plik z biblioteki programu.") for name in shipped_names())
        case ("szkoła", "typ"):
            yield from (Offered(name, "Typ szkoły.") for name in SCHOOL_TYPES)
        case (section, _) | (section, _, "typ") if section in _DECLARED:
            yield from (Offered(name, help_) for name, help_ in _TYPES.items())
            for notion in regulation.notions if regulation else ():
                yield Offered(readable_name(notion), "Jedna z nazw tego pojęcia.")


def _names(place: Place, text: str, regulation: Regulation | None) -> Iterator[Completion]:
    """Members where one is compared with, what stands behind a dot, else every name."""
    before = text[max(0, place.start - 4000) : place.start]
    head, dot, _ = place.typed.rpartition(".")
    if regulation is not None:
        compared = _COMPARED.search(text, max(0, place.start - 200), place.start)
        if compared and not dot:
            members = members_of(type_of(regulation, compared[1], before))
            yield from (_name(one, place) for one in members)
        if dot and (inside := behind_dot(regulation, head, before)):
            yield from (_name(one, place, len(head) + 1) for one in inside)
            return
    for one in formula_names(regulation).values():
        yield _name(one, place)


def _name(one: Name, place: Place, skipped: int = 0) -> Completion:
    """`skipped` characters of what is typed stay as they are: the part before a dot."""
    label = one.text if not skipped else place.typed[:skipped] + one.text
    insert = one.text + ("(" if one.kind is Kind.FUNCTION else "")
    return Completion(label, insert, place.start + skipped, place.end, Sort.NAME, f"{one.kind.value}: {one.help}")
