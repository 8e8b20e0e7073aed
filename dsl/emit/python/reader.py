"""Reads candidates' rows in an emitted standalone module, by a table of facts written into it. Standard library only.

`KINDS` of a fact: ("liczba", whole, lowest, highest), ("tak/nie", default), ("tekst",), ("data",), ("czas",),
("pojęcie", members, ranks), ("zbiór", kind), ("lista", {field: kind}), ("mapa", members, kind).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dsl.emit.python.library import Facts

Kind = tuple[Any, ...]
RESERVED = ("id", "tożsamość", "wybory")


class BadValue(Exception):
    """A value that cannot be read; `path` says which, never what it holds."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def read_row(line: str) -> Mapping[str, Any]:
    row = json.loads(line, parse_float=Decimal)
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise BadValue("id")
    return row


def read_choices(row: Mapping[str, Any], branches: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Branch codes with the facts of the pair, places filled in; without `wybory`, every branch."""
    entries = row.get("wybory", list(branches))
    for place, entry in enumerate(entries, start=1):
        code, pair = (entry.get("oddział"), entry) if isinstance(entry, dict) else (entry, {})
        if not isinstance(code, str) or code not in branches:
            raise BadValue("wybory")
        yield code, {"pozycja": place, "pozycja_szkoły": 1, **{k: v for k, v in pair.items() if k != "oddział"}}


def read_facts(raw: Mapping[str, Any], kinds: Mapping[str, Kind], prefix: str = "") -> Facts:
    """The facts a row gives, and what not giving one means for claims."""
    named = {"_".join(name.replace("_", " ").split()): value for name, value in raw.items()}
    facts = Facts({}, prefix)
    for name, kind in kinds.items():
        value = read_value(named.get(name), kind, prefix + name)
        if value is None:
            value = absent(kind, f"{name}.")
        if value is not None:
            facts[name] = value
    return facts


def absent(kind: Kind, prefix: str) -> Any:
    if kind[0] == "tak/nie":
        return kind[1]
    if kind[0] in ("zbiór", "lista"):
        return ()
    return Facts({}, prefix) if kind[0] == "mapa" else None


def read_value(raw: Any, kind: Kind, path: str) -> Any:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    match kind[0]:
        case "liczba":
            return read_number(raw, kind, path)
        case "tak/nie":
            return read_truth(raw, path)
        case "tekst":
            return " ".join(str(raw).split())
        case "data":
            return read_date(raw, path)
        case "czas":
            return read_moment(raw, path)
        case "pojęcie":
            return read_member(raw, kind, path)
        case "zbiór":
            found = {read_value(item, kind[1], path) for item in (raw if isinstance(raw, list) else [raw])}
            return tuple(member for member in kind[1][1] if member in found)
        case "lista":
            return tuple(read_record(item, kind[1], path) for item in expect(raw, list, path))
        case "mapa":
            members = {_same(name): name for name in kind[1]}
            items = ((members.get(_same(key)), item) for key, item in expect(raw, dict, path).items())
            values = {name: read_value(item, kind[2], f"{path}.{name}") for name, item in items}
            if None in values:
                raise BadValue(path)
            return Facts({str(name): value for name, value in values.items() if value is not None}, f"{path}.")
    raise BadValue(path)


def read_record(raw: Any, kinds: Mapping[str, Kind], path: str) -> Facts:
    given = expect(raw, dict, path)
    values = {name: read_value(given.get(name), kind, f"{path}.{name}") for name, kind in kinds.items()}
    return Facts({name: value for name, value in values.items() if value is not None}, f"{path}.")


def expect(raw: Any, kind: type, path: str) -> Any:
    if not isinstance(raw, kind):
        raise BadValue(path)
    return raw


def read_number(raw: Any, kind: Kind, path: str) -> int | Fraction:
    try:
        text = str(raw).strip().removesuffix("%").strip().replace(",", ".")
        number = Fraction(raw) if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else Fraction(text)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise BadValue(path) from None
    _, whole, low, high = kind
    if isinstance(raw, bool) or (whole and number.denominator != 1):
        raise BadValue(path)
    if (low is not None and number < Fraction(low)) or (high is not None and number > Fraction(high)):
        raise BadValue(path)
    return number.numerator if number.denominator == 1 else number


def read_truth(raw: Any, path: str) -> bool:
    words = {"tak": True, "nie": False, "true": True, "false": False, "t": True, "n": False, "1": True, "0": False}
    if isinstance(raw, bool):
        return raw
    if str(raw).strip().lower() in words:
        return words[str(raw).strip().lower()]
    raise BadValue(path)


def read_date(raw: Any, path: str) -> date:
    text = str(raw).strip()
    try:
        if len(text) == len("2025-05-12"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadValue(path)


def read_moment(raw: Any, path: str) -> datetime:
    text = str(raw).strip()
    try:
        if len(text) in (len("2025-05-12 08:30"), len("2025-05-12 08:30:00")):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise BadValue(path)


def read_member(raw: Any, kind: Kind, path: str) -> str:
    for member in kind[1]:
        if isinstance(raw, str) and _same(raw) == _same(member):
            return str(member)
    for member, rank in kind[2].items():
        if not isinstance(raw, bool) and str(raw).strip() == str(rank):
            return str(member)
    raise BadValue(path)


def _same(name: str) -> str:
    return "_".join(name.replace("_", " ").split()).casefold()
