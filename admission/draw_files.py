"""The files of a draw as data: the announcement, the secret kept till then, the protocol; and the draws of a folder.

Whoever writes them does it through `encoded`; reading raises `BadDraw`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from admission.draw import VERSION, Announcement, BadDraw, Lot, Protocol, Repeated, digits_of

SECRET_PART = ".sekret"
_LARGEST_FILE = 20_000_000
_SHOWN = "ujawniono_przy"
_NOT_BY_HAND = "Nie zmieniaj go ręcznie."


def encoded(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


def secret_file(announcement: Path) -> Path:
    return announcement.with_suffix(f"{SECRET_PART}{announcement.suffix or '.json'}")


# -- written ----------------------------------------------------------------------------------------------------------


def announcement_record(announcement: Announcement) -> dict[str, Any]:
    repeated = announcement.repeated
    return {
        "losowanie": VERSION,
        "oddział": announcement.branch,
        "miejsca": announcement.seats,
        "zobowiązanie": announcement.commitment,
        "kandydaci": list(announcement.candidates),
        **({} if repeated is None else {"zastępuje": {"zobowiązanie": repeated.commitment, "powód": repeated.reason}}),
    }


def secret_record(announcement: Announcement, secret: str) -> dict[str, Any]:
    return {"sekret_losowania": VERSION, "zobowiązanie": announcement.commitment, "sekret": secret}


def shown_record(kept: Mapping[str, Any], public: str) -> dict[str, Any]:
    """The secret's, from the moment on that others may know it."""
    return {**kept, _SHOWN: public}


def protocol_record(protocol: Protocol) -> dict[str, Any]:
    return {
        **announcement_record(protocol.announcement),
        "sekret": protocol.secret,
        "wartość_publiczna": protocol.public,
        "kolejność": [{"kandydat": one.candidate, "los": one.number} for one in protocol.lots],
    }


# -- read -------------------------------------------------------------------------------------------------------------


def read_record(path: Path) -> Mapping[str, Any]:
    if path.stat().st_size > _LARGEST_FILE:
        raise BadDraw(f"Plik „{path.name}” jest za duży na plik losowania.")
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise _no_draw(path) from None
    if not isinstance(raw, dict):
        raise _no_draw(path)
    return raw


def _no_draw(path: Path) -> BadDraw:
    return BadDraw(f"Plik „{path.name}” nie jest plikiem losowania.", "Podaj plik zapisany przy losowaniu.")


def read_announcement(raw: Mapping[str, Any]) -> Announcement:
    if raw.get("losowanie") != VERSION:
        raise BadDraw("To nie jest ogłoszenie ani protokół losowania.", "Podaj plik zapisany przy losowaniu.")
    seats, candidates = raw.get("miejsca"), raw.get("kandydaci")
    if not isinstance(seats, int) or isinstance(seats, bool) or not isinstance(candidates, list):
        raise BadDraw("Plik losowania jest niepełny.", _NOT_BY_HAND)
    names = tuple(text_in({"kandydat": one}, "kandydat") for one in candidates)
    earlier = raw.get("zastępuje")
    if earlier is not None and not isinstance(earlier, dict):
        raise BadDraw("W pliku losowania „zastępuje” jest złe.", _NOT_BY_HAND)
    repeated = Repeated(text_in(earlier, "zobowiązanie"), text_in(earlier, "powód")) if earlier is not None else None
    return Announcement(text_in(raw, "oddział"), names, seats, text_in(raw, "zobowiązanie"), repeated)


def read_protocol(raw: Mapping[str, Any]) -> Protocol:
    """As the file says, not recounted."""
    lots = raw.get("kolejność")
    if not isinstance(lots, list) or not all(isinstance(one, dict) for one in lots):
        raise BadDraw("Protokół nie ma „kolejność”.", "Podaj plik zapisany po losowaniu.")
    return Protocol(
        read_announcement(raw),
        text_in(raw, "sekret"),
        text_in(raw, "wartość_publiczna"),
        tuple(Lot(text_in(one, "kandydat"), text_in(one, "los")) for one in lots),
    )


def text_in(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or len(value) > 500 or not value.isprintable():
        raise BadDraw(f"W pliku losowania brakuje „{name}” albo jest zły.", _NOT_BY_HAND)
    return value


def shown_before(kept: Mapping[str, Any], public: str) -> str:
    """The other value at which this secret was shown already; "" where it was not. With a secret that others know,
    whoever chooses the value chooses the order."""
    before = kept.get(_SHOWN)
    return before if isinstance(before, str) and digits_of(before) != digits_of(public) else ""


def earlier_draws(folder: Path, branch: str, group: Collection[str]) -> list[tuple[Path, Announcement]]:
    """The draws between any of these people that were announced in the folder, once each, those that others have taken
    the place of first."""
    found: dict[str, tuple[Path, Announcement]] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            one = read_announcement(read_record(path))
        except (BadDraw, OSError):
            continue
        if one.branch == branch and not set(group).isdisjoint(one.candidates):
            found.setdefault(one.commitment, (path, one))
    replaced = {one.repeated.commitment for _, one in found.values() if one.repeated is not None}
    return sorted(found.values(), key=lambda pair: pair[1].commitment not in replaced)
