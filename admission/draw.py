"""A draw that nobody can steer and anybody can check: a commitment published first, a public value drawn in front of
people, an order that follows from both.

The steps and the exact texts that are hashed are told in docs/decisions/0012-draws.md, so that a parent can repeat them
with any program that counts SHA-256. Randomness comes from outside: everything here is a function of its input. Of the
public value only its digits count, so that nobody who knows the secret can choose between spellings of the same throws.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

VERSION = 1
SECRET_LENGTH = 64  # hexadecimal digits
LONGEST_PUBLIC = 200
FEWEST_DIGITS = 8  # of the public value: with fewer a secret can be sought that favours somebody whatever is thrown
LONGEST_REASON = 300
MOST_DRAWN = 100_000
_SECRET_DIGITS = frozenset("0123456789abcdef")


class BadDraw(Exception):
    """What does not add up; `message` and `hint` are what the person sees."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Repeated:
    """The draw that this one takes the place of, and why it had to."""

    commitment: str
    reason: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is published before the draw: who takes part, for how many seats, and the commitment to a secret."""

    branch: str
    candidates: tuple[str, ...]
    seats: int
    commitment: str
    repeated: Repeated | None = None


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


def announce(
    branch: str, candidates: Iterable[str], seats: int, secret: str, repeated: Repeated | None = None
) -> Announcement:
    """Raises `BadDraw`."""
    drawn = tuple(sorted(candidates))
    if repeated is not None:
        repeated = Repeated(repeated.commitment, _reason(repeated.reason))
    announcement = Announcement(branch, drawn, seats, commitment_of(branch, drawn, seats, secret, repeated), repeated)
    _expect_right(announcement)
    _expect_secret(secret)
    return announcement


def commitment_of(
    branch: str, candidates: Sequence[str], seats: int, secret: str, repeated: Repeated | None = None
) -> str:
    more = ("powtórzenie", repeated.commitment, repeated.reason) if repeated is not None else ()
    return _hash("zobowiązanie", branch, str(seats), str(len(candidates)), *candidates, *more, secret)


def digits_of(public: str) -> str:
    """What counts of a public value."""
    return "".join(char for char in public if char in "0123456789")


def hold(announcement: Announcement, secret: str, public: str) -> Protocol:
    """The lots of everybody, the lowest first. Raises `BadDraw` when the secret is not the one announced."""
    public = _public(public)
    _expect_right(announcement)
    _expect_secret(secret)
    one = announcement
    if commitment_of(one.branch, one.candidates, one.seats, secret, one.repeated) != one.commitment:
        raise BadDraw(
            "Sekret nie jest tym, do którego zobowiązano się w ogłoszeniu (albo zmieniono listę kandydatów).",
            "Użyj pliku sekretu zapisanego razem z ogłoszeniem; jeśli go nie ma, trzeba ogłosić losowanie od nowa.",
        )
    digits = digits_of(public)
    lots = [Lot(one, _hash("los", announcement.commitment, secret, digits, one)) for one in announcement.candidates]
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


def _expect_right(announcement: Announcement) -> None:
    candidates, seats, repeated = announcement.candidates, announcement.seats, announcement.repeated
    if not announcement.branch.strip():
        raise BadDraw("Nie podano oddziału, do którego się losuje.")
    if repeated is not None and repeated.reason != _reason(repeated.reason):
        raise BadDraw("Powód powtórzenia losowania ma zbędne odstępy.", "Nie zmieniaj pliku ręcznie.")
    if len(candidates) < 2:
        raise BadDraw("Do losowania potrzeba co najmniej dwóch kandydatów.")
    if len(set(candidates)) < len(candidates):
        raise BadDraw("Kandydat jest na liście losowania dwa razy.", "Zostaw go raz.")
    if any(one != _plain(one) for one in candidates):
        raise BadDraw("Znak kandydata ma zbędne odstępy albo niewidoczne znaki.", "Zapisz go tak jak w danych.")
    if len(candidates) > MOST_DRAWN:
        raise BadDraw(f"Kandydatów jest więcej niż {MOST_DRAWN}.")
    if not 0 < seats < len(candidates):
        raise BadDraw(
            f"Losuje się między {len(candidates)} kandydatami, a miejsc jest {seats}.",
            "O kolejności rozstrzyga się tylko wtedy, gdy miejsc jest mniej niż kandydatów.",
        )


def _expect_secret(secret: str) -> None:
    if len(secret) != SECRET_LENGTH or not set(secret) <= _SECRET_DIGITS:
        raise BadDraw("Sekret powinien mieć 64 znaki od 0 do 9 i od a do f.", "Nie zmieniaj pliku sekretu ręcznie.")


def _plain(text: str) -> str:
    """In one form, so that nobody stands on a list twice in two spellings that look the same."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _public(public: str) -> str:
    text = _plain(public)
    if not text or len(text) > LONGEST_PUBLIC or not text.isprintable():
        hint = "Wpisz to, co wylosowano przy świadkach, np. „kostka: 3 5 1 6 2 4 4 1”."
        raise BadDraw("Wartość publiczna jest pusta, za długa albo ma niewidoczne znaki.", hint)
    if len(digits_of(text)) < FEWEST_DIGITS:
        message = f"W wartości publicznej jest za mało cyfr (potrzeba co najmniej {FEWEST_DIGITS})."
        hint = "Losujcie dalej przy świadkach i wpiszcie wszystko po kolei; liczą się tylko cyfry."
        raise BadDraw(message, hint)
    return text


def _reason(reason: str) -> str:
    text = _plain(reason)
    if not text or len(text) > LONGEST_REASON or not text.isprintable():
        hint = "Napisz krótko, co się stało, np. „w pierwszym losowaniu pominięto kandydata k7”."
        raise BadDraw("Powód powtórzenia losowania jest pusty, za długi albo ma niewidoczne znaki.", hint)
    return text


def _hash(*parts: str) -> str:
    """SHA-256 of the parts, each on a line of its own, after a line with the name and version of the method."""
    text = "".join(f"{part}\n" for part in (f"paragraf losowanie {VERSION}", *parts))
    return hashlib.sha256(text.encode()).hexdigest()
