"""Reads candidates' facts in an emitted standalone module, by a table of kinds written into it. Standard library only.

Says of each row the same as `dsl.values` and `admission.candidates`: what a value may look like is theirs in common
(`dsl.rows`), and `tests/emit/test_reading.py` compares the rest. The kind of a fact: ("liczba", whole, lowest,
highest), ("tak/nie", default), ("tekst",), ("data",), ("czas",), ("pojęcie", members, ranks), ("zbiór", kind,
size), ("lista", {field: kind}, size), ("mapa", members, kind); a size is the least and the most elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from dsl.emit.python.library import Facts
from dsl.names import nearest
from dsl.rows import (
    LONGEST_LIST,
    LONGEST_TEXT,
    OF_COMMISSION,
    BadField,
    Row,
    day_in,
    field_name,
    find_member,
    find_ranked,
    is_empty,
    moment_in,
    number_in,
    places,
    read_wish,
    read_wishes,
    text_in,
    truth_in,
)

Kind = tuple[Any, ...]
Kinds = Mapping[str, Kind]


def read_choices(
    row: Row, branches: Mapping[str, Any], limit: int | None, kinds: Kinds, claims: Mapping[str, int]
) -> Iterator[tuple[str, Facts]]:
    """Branch codes with the facts of the pair, places filled in; without `wybory`, every branch. Of `claims` there may
    be so many."""
    seen = set()
    made = dict.fromkeys(claims, 0)
    for place, entry in enumerate(read_wishes(row.wishes, branches, limit), start=1):
        code, raw = read_wish(entry, place, branches)
        if code in seen:
            raise BadField("wybory", f"Oddział „{code}” jest na liście dwa razy.")
        seen.add(code)
        given = read_given(raw, kinds, f"wybory.{place}.")
        for name in claims:
            made[name] += given.get(name) is True
            if made[name] > claims[name]:
                raise BadField(f"wybory.{place}.{name}", f"„Tak” może tu być najwyżej {claims[name]} razy.")
        yield code, Facts({**places(place), **given})


def read_facts(raw: Mapping[str, Any], kinds: Kinds, prefix: str = "") -> Facts:
    """The facts a row gives, and what not giving one means for claims."""
    return prepared(read_given(raw, kinds, prefix), kinds, prefix)


def read_given(raw: Mapping[str, Any], kinds: Kinds, path: str = "", passes_unknown: bool = True) -> dict[str, Any]:
    """An unknown field is refused; `passes_unknown`: only when it looks like a typo."""
    found: dict[str, Any] = {}
    for key, item in raw.items():
        name = field_name(key)
        if name not in kinds:
            if name in OF_COMMISSION and passes_unknown:
                continue
            meant = nearest(name, kinds)
            if meant or not passes_unknown:
                raise BadField(f"{path}…", f"Nieznane pole, podobne do „{meant}”." if meant else "Nieznane pole.")
            continue
        value = read_value(item, kinds[name], path + name)
        if value is not None:
            if name in found:
                raise BadField(path + name, "To pole podano dwa razy.")
            found[name] = value
    return found


def prepared(values: Mapping[str, Any], kinds: Kinds, prefix: str = "") -> Facts:
    facts = Facts({}, prefix)
    for name, kind in kinds.items():
        value = values.get(name)
        if value is None:
            value = absent(kind, name)
        if value is not None:
            facts[name] = value
    return facts


def absent(kind: Kind, name: str) -> Any:
    if kind[0] == "tak/nie":
        return kind[1]
    if kind[0] in ("zbiór", "lista"):
        return ()
    return Facts({}, f"{name}.") if kind[0] == "mapa" else None


def read_value(raw: Any, kind: Kind, path: str) -> Any:
    """None when it is not given. Raises `BadField`."""
    if is_empty(raw):
        return None
    match kind[0]:
        case "liczba":
            return read_number(raw, kind, path)
        case "tak/nie":
            value: Any = truth_in(raw)
        case "tekst":
            value = text_in(raw)
            value = value if value is None or len(value) <= LONGEST_TEXT else None
        case "data":
            value = day_in(raw)
        case "czas":
            value = moment_in(raw)
        case "pojęcie":
            value = find_ranked(raw, kind[1], kind[2])
        case "zbiór":
            items = at_most(raw if isinstance(raw, list) else [raw], path)
            found = {known(find_ranked(item, kind[1][1], kind[1][2]), path) for item in items}
            value = sized(tuple(member for member in kind[1][1] if member in found), kind[2], path)
        case "lista":
            items = at_most(expect(raw, list, path), path)
            records = (read_record(item, kind[1], f"{path}.{place}") for place, item in enumerate(items, start=1))
            value = sized(tuple(records), kind[2], path)
        case "mapa":
            value = read_map(expect(raw, dict, path), kind, path)
    return known(value, path)


def read_record(raw: Any, kinds: Kinds, path: str) -> Facts:
    name = path.split(".")[-2]
    return Facts(read_given(expect(raw, dict, path), kinds, f"{path}.", passes_unknown=False), f"{name}.")


def read_map(raw: Mapping[str, Any], kind: Kind, path: str) -> Facts:
    values = Facts({}, f"{path.split('.')[-1]}.")
    for key, item in raw.items():
        name = known(find_member(key, kind[1]), f"{path}.…")
        value = read_value(item, kind[2], f"{path}.{name}")
        if value is not None:
            if name in values:
                raise BadField(f"{path}.{name}", "Tę wartość podano dwa razy.")
            values[name] = value
    return values


def read_number(raw: Any, kind: Kind, path: str) -> int | Fraction:
    number: Fraction = known(number_in(raw), path)
    _, whole, low, high = kind
    if whole and number.denominator != 1:
        raise BadField(path, "Liczba nie jest całkowita.")
    if (low is not None and number < Fraction(low)) or (high is not None and number > Fraction(high)):
        raise BadField(path, "Liczba jest poza zakresem.")
    return number.numerator if number.denominator == 1 else number


def known(value: Any, path: str) -> Any:
    if value is None:
        raise BadField(path, "Zła wartość.")
    return value


def expect(raw: Any, kind: type, path: str) -> Any:
    if not isinstance(raw, kind):
        raise BadField(path, "Zła wartość.")
    return raw


def sized(items: tuple[Any, ...], size: tuple[int, int | None], path: str) -> tuple[Any, ...]:
    least, most = size
    if len(items) < least or (most is not None and len(items) > most):
        raise BadField(path, "Zła liczba elementów.")
    return items


def at_most(items: list[Any], path: str) -> list[Any]:
    if len(items) > LONGEST_LIST:
        raise BadField(path, f"Lista ma więcej niż {LONGEST_LIST} pozycji.")
    return items
