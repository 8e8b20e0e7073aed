"""A draw that nobody can steer and anybody can check: a commitment published first, a public value drawn in front of
people, an order that follows from both.

The steps and the exact texts that are hashed are told in docs/decisions/0012-draws.md, so that a parent can repeat them
with any program that counts SHA-256. Randomness comes from outside: everything here is a function of its input.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

VERSION = 1
SECRET_LENGTH = 64  # hexadecimal digits
LONGEST_PUBLIC = 200
MOST_DRAWN = 100_000
_SECRET_DIGITS = frozenset("0123456789abcdef")


class BadDraw(Exception):
    """What does not add up; `message` and `hint` are what the person sees."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is published before the draw: who takes part, for how many seats, and the commitment to a secret."""

    branch: str
    candidates: tuple[str, ...]
    seats: int
    commitment: str


@dataclass(frozen=True, slots=True)
class Lot:
    candidate: str
    number: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """What is published after it: enough to repeat the draw. `lots` stand in the order drawn."""

    announcement: Announcement
    secret: str
    public: str
    lots: tuple[Lot, ...]


def announce(branch: str, candidates: Iterable[str], seats: int, secret: str) -> Announcement:
    """Raises `BadDraw`."""
    drawn = tuple(sorted(candidates))
    _expect_group(drawn, seats)
    _expect_secret(secret)
    return Announcement(branch, drawn, seats, commitment_of(branch, drawn, seats, secret))


def commitment_of(branch: str, candidates: Sequence[str], seats: int, secret: str) -> str:
    return _hash("zobowiązanie", branch, str(seats), str(len(candidates)), *candidates, secret)


def hold(announcement: Announcement, secret: str, public: str) -> Protocol:
    """The lots of everybody, the lowest first. Raises `BadDraw` when the secret is not the one announced."""
    public = _public(public)
    _expect_group(announcement.candidates, announcement.seats)
    _expect_secret(secret)
    expected = commitment_of(announcement.branch, announcement.candidates, announcement.seats, secret)
    if expected != announcement.commitment:
        raise BadDraw(
            "Sekret nie jest tym, do którego zobowiązano się w ogłoszeniu (albo zmieniono listę kandydatów).",
            "Użyj pliku sekretu zapisanego razem z ogłoszeniem; jeśli go nie ma, trzeba ogłosić losowanie od nowa.",
        )
    lots = [Lot(one, _hash("los", announcement.commitment, secret, public, one)) for one in announcement.candidates]
    return Protocol(announcement, secret, public, tuple(sorted(lots, key=lambda one: one.number)))


def problems_of(protocol: Protocol) -> list[str]:
    """What in a protocol does not follow from the rest of it; empty when the draw was as it says."""
    announcement = protocol.announcement
    found: list[str] = []
    if tuple(sorted(announcement.candidates)) != announcement.candidates:
        found.append("lista kandydatów nie jest ułożona według znaków, jak w ogłoszeniu")
    try:
        expected = hold(announcement, protocol.secret, protocol.public)
    except BadDraw as bad:
        return [*found, bad.message]
    if [one.candidate for one in expected.lots] != [one.candidate for one in protocol.lots]:
        found.append("kolejność nie wynika z sekretu i wartości publicznej")
    elif expected.lots != protocol.lots:
        found.append("skróty przy kandydatach nie zgadzają się z obliczonymi")
    return found


def _expect_group(candidates: Sequence[str], seats: int) -> None:
    if len(candidates) < 2:
        raise BadDraw("Do losowania potrzeba co najmniej dwóch kandydatów.")
    if len(set(candidates)) < len(candidates):
        raise BadDraw("Kandydat jest na liście losowania dwa razy.", "Zostaw go raz.")
    if any(one != _plain(one) for one in candidates):
        raise BadDraw("Znak kandydata ma zbędne odstępy albo niewidoczne znaki.", "Zapisz go tak jak w danych.")
    if len(candidates) > MOST_DRAWN:
        raise BadDraw(f"Kandydatów jest więcej niż {MOST_DRAWN}.")
    if seats < 0:
        raise BadDraw("Liczba miejsc nie może być ujemna.")


def _expect_secret(secret: str) -> None:
    if len(secret) != SECRET_LENGTH or not set(secret) <= _SECRET_DIGITS:
        raise BadDraw("Sekret powinien mieć 64 znaki od 0 do 9 i od a do f.", "Nie zmieniaj pliku sekretu ręcznie.")


def _plain(text: str) -> str:
    """In one form, so that nobody stands on a list twice in two spellings that look the same."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _public(public: str) -> str:
    text = _plain(public)
    if not text or len(text) > LONGEST_PUBLIC or not text.isprintable():
        hint = "Wpisz to, co wylosowano przy świadkach, np. „kostka: 3 5 1 6 2 4”."
        raise BadDraw("Wartość publiczna jest pusta, za długa albo ma niewidoczne znaki.", hint)
    return text


def _hash(*parts: str) -> str:
    """SHA-256 of the parts, each on a line of its own, after a line with the name and version of the method."""
    text = "".join(f"{part}\n" for part in (f"paragraf losowanie {VERSION}", *parts))
    return hashlib.sha256(text.encode()).hexdigest()
