"""A candidate's row before the facts of a regulation are asked for: JSON, the id, the list of branches, and how a
number, a truth, a day or a name may be written.

Standard library only: `score` and the standalone module of a regulation both read with this, so that a row means the
same to both. A message never repeats what may be personal (`shown`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Any, BinaryIO

from dsl.names import nearest, normal_name

LONGEST_ROW = 1_000_000
MOST_FIELDS = 1000
LONGEST_LIST = 1000
LONGEST_TEXT = 2000
LONGEST_NUMBER = 40
LONGEST_ID = 100
PLACES = ("pozycja", "pozycja_szkoły")
TRUTHS = {"tak": True, "nie": False, "true": True, "false": False, "t": True, "n": False, "1": True, "0": False}
_TOO_BIG: int = 10**LONGEST_NUMBER
OF_COMMISSION = ("wniosek", "potwierdzone")  # what it says of an application; points do not depend on it
_RESERVED = ("id", "tożsamość", "wybory")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_MOMENT = re.compile(_DAY.pattern + r"[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_MAY_BE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
is_plain_id = re.compile(r"[A-Za-z_./-]{0,60}[0-9]{1,8}", re.ASCII).fullmatch
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_LONGEST_SHOWN = 20
_MOST_DIGITS_SHOWN = 8  # a date has so many
_IN_PERSONAL = re.compile(r"[ @]|\d{6}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_CODE, _LONGEST_SHORT, _LONGEST_UNIT, _SHORTEST_BEGINNING = 3, 4, 2, 3
_ORDINARY = ("brak", "nieobecny", "nieobecna", "zwolniony", "zwolniona", "nieklasyfikowany", "nieklasyfikowana")
"""Words that stand in place of results in the tables of schools."""


class BadRow(Exception):
    """A row that cannot be read at all; the message and hint are what the user sees."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class BadField(Exception):
    """One field of a row that can otherwise be read."""

    def __init__(self, field: str, message: str, hint: str = "") -> None:
        super().__init__(field)
        self.field, self.message, self.hint = field, message, hint


@dataclass(frozen=True, slots=True)
class Row:
    """`id` in its one form; `facts` by name as written; `wishes` None: every branch."""

    id: str
    facts: Mapping[str, Any]
    wishes: Any
    identity: Any


# -- lines and JSON ---------------------------------------------------------------------------------------------------


def limited_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long only as much as shows that it is."""
    while line := stream.readline(LONGEST_ROW + 1):
        yield line
        while len(line) > LONGEST_ROW and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_ROW + 1)


def numbered_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers."""
    for number, line in enumerate(lines, start=1):
        if line.removeprefix(_BYTE_ORDER_MARK).strip():
            yield number, line


def read_row(line: bytes) -> Row:
    """Raises `BadRow`."""
    return row_of(parse_row(line))


def row_of(fields: Mapping[str, Any]) -> Row:
    """Raises `BadRow`."""
    reserved: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    for name, value in fields.items():
        normal = field_name(name)
        if normal not in _RESERVED:
            facts[name] = value
        elif normal in reserved:
            raise BadRow(f"Pole „{normal}” jest w wierszu dwa razy.", "Zostaw jedno.")
        else:
            reserved[normal] = value
    return Row(read_id(reserved.get("id")), facts, reserved.get("wybory"), reserved.get("tożsamość"))


def parse_row(line: bytes) -> dict[str, Any]:
    """Numbers are `int`, or `Decimal` (NaN for one that no program can hold). Raises `BadRow`."""
    if len(line) > LONGEST_ROW:
        raise BadRow("Wiersz jest zbyt długi.", "Sprawdź, czy to plik JSONL: jeden kandydat w wierszu.")
    try:
        text = line.rstrip(b"\r\n").decode("utf-8-sig")
        row = _loads(text)
    except UnicodeDecodeError:
        raise BadRow("Wiersz nie jest zapisany w UTF-8.", "Zapisz plik w kodowaniu UTF-8.") from None
    except json.JSONDecodeError as error:
        hint = "Każdy wiersz to jeden zapis {…} w formacie JSON."
        raise BadRow(f"Wiersz nie jest poprawnym JSON-em (znak {error.colno}).", hint) from None
    except (RecursionError, ValueError):
        raise BadRow("Wiersz nie jest poprawnym JSON-em.", "Każdy wiersz to jeden zapis {…}.") from None
    if not isinstance(row, dict):
        raise BadRow("Wiersz nie jest zapisem {…}.", 'Każdy wiersz to dane jednego kandydata: {"id": …}.')
    if _MAY_BE_SURROGATE.search(text) and _holds_half_a_sign(row):
        raise BadRow("W wierszu jest niepełny znak (\\ud800–\\udfff).", "Zapisz plik jeszcze raz w kodowaniu UTF-8.")
    return row


def _loads(text: str) -> Any:
    """Python's own integers are fast but refuse very long numbers; those are read once more, as `Decimal`."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError:
        raise
    except (ValueError, InvalidOperation):
        return json.loads(
            text,
            parse_int=_any_number,
            parse_float=_any_number,
            parse_constant=_refuse,
            object_pairs_hook=_without_repeats,
        )


def _any_number(text: str) -> int | Decimal:
    if len(text) <= LONGEST_NUMBER and text.removeprefix("-").isdigit():
        return int(text)
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _refuse(_: str) -> None:
    raise ValueError("not a number")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_FIELDS:
        raise BadRow(f"W wierszu jest więcej niż {MOST_FIELDS} pól.", "Sprawdź, czy to dane jednego kandydata.")
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise BadRow(f"Pole {foreign_key(twice)} jest w wierszu dwa razy.", "Zostaw jedno.")
    return found


def _holds_half_a_sign(row: Any) -> bool:
    waiting = [row]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += [*item, *item.values()]
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str) and any("\ud800" <= sign <= "\udfff" for sign in item):
            return True
    return False


# -- names ------------------------------------------------------------------------------------------------------------


def field_name(name: str) -> str:
    """The normal name; those of a file repeat in each row, so they are kept."""
    return _kept_name(name) if len(name) <= LONGEST_ID else normal_name(name)


_kept_name = lru_cache(maxsize=4096)(normal_name)


def find_member(text: str, members: Iterable[str]) -> str | None:
    """By any spelling of its name."""
    name = field_name(text)
    if name in members:
        return name
    lowered = name.casefold()
    return next((member for member in members if member.casefold() == lowered), None)


def find_ranked(raw: Any, members: Iterable[str], ranks: Mapping[str, int]) -> str | None:
    """A member by its name, or by its number where the notion is ordered."""
    found = find_member(raw, members) if isinstance(raw, str) else None
    if found is None and ranks and (number := number_in(raw)) is not None:
        found = next((name for name, rank in ranks.items() if rank == number), None)
    return found


# -- the id -----------------------------------------------------------------------------------------------------------


def read_id(raw: Any) -> str:
    """One form of what looks the same: composed letters, single spaces, no invisible signs. Raises `BadRow`."""
    if isinstance(raw, str) and is_plain_id(raw):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    identifier = visible(raw) if isinstance(raw, str) else ""
    if not identifier:
        raise BadRow("Wiersz nie ma pola „id”.", 'Nadaj kandydatowi krótki, niepowtarzalny znak, np. "k1".')
    if len(identifier) > LONGEST_ID:
        raise BadRow(f"Pole „id” jest dłuższe niż {LONGEST_ID} znaków.", 'Nadaj krótki znak, np. "k1".')
    if like_pesel(identifier):
        hint = "Wpisz inny znak; PESEL podaje się w „tożsamość”."
        raise BadRow("Pole „id” wygląda jak numer PESEL, a trafia na wydruki.", hint)
    return identifier


def visible(text: str) -> str:
    """Without signs that nobody can see, with one space wherever there are blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def like_pesel(text: str) -> bool:
    """Eleven digits together, spaces aside; or a PESEL with its date and control digit among other signs, or without
    the zeros a spreadsheet takes from its front."""
    if sum(map(str.isdigit, text)) < len("600101234"):
        return False
    plain = "".join(str(unicodedata.digit(sign, sign)) for sign in text)
    if re.search(r"(?<![0-9])[0-9]{11}(?![0-9])", plain) or re.search(
        r"(?<![0-9])[0-9]{11}(?![0-9])", re.sub(r"\s", "", plain)
    ):
        return True
    runs = re.findall(r"[0-9]{9,}", re.sub(r"[\W_]", "", plain))
    return any(_holds_pesel(run) for run in runs)


def _holds_pesel(digits: str) -> bool:
    padded = digits.zfill(11)
    return any(_is_pesel(padded[start : start + 11]) for start in range(len(padded) - 10))


def _is_pesel(digits: str) -> bool:
    control = -sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 10
    century, month = divmod(int(digits[2:4]), 20)
    with suppress(ValueError):
        date((1900, 2000, 2100, 2200, 1800)[century] + int(digits[:2]), month, int(digits[4:6]))
        return control == int(digits[10])
    return False


# -- the list of branches ---------------------------------------------------------------------------------------------


def read_wishes(raw: Any, branches: Iterable[str], limit: int | None) -> list[Any]:
    """The entries as written; every branch where none is given. Raises `BadField`."""
    if raw is None:
        return list(branches)
    if not isinstance(raw, list):
        raise BadField("wybory", "Tu powinna być lista oddziałów.", 'Na przykład ["A", "B"].')
    if not raw:
        hint = "Wpisz kody oddziałów. Jeżeli nikt nie wybiera, usuń pole „wybory” u wszystkich: liczy się każdy."
        raise BadField("wybory", "Lista oddziałów jest pusta.", hint)
    if len(raw) > LONGEST_LIST:
        raise BadField("wybory", f"Lista ma więcej niż {LONGEST_LIST} pozycji.", "Zostaw oddziały tego kandydata.")
    if limit is not None and len(raw) > limit:
        hint = "Zostaw najwyżej tyle, na ile pozwala regulamin."
        raise BadField("wybory", f"Oddziałów wolno wybrać najwyżej {limit}, a jest {len(raw)}.", hint)
    return raw


def read_wish(entry: Any, place: int, branches: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """The branch's code and the facts of the pair as written. Raises `BadField`."""
    where = f"wybory.{place}"
    raw: dict[str, Any] = {}
    code = entry
    if isinstance(entry, dict):
        code = None
        for name, value in entry.items():
            if field_name(name) != "oddział":
                raw[name] = value
            elif code is not None:
                raise BadField(where, "Pole „oddział” jest tu dwa razy.", "Zostaw jedno.")
            else:
                code = value
    found = find_branch(code, branches) if isinstance(code, str) else None
    if found is None:
        raise _no_such_branch(code, where, branches)
    for name in raw:
        if field_name(name) in PLACES:
            hint = "Usuń to pole: pozycja wynika z kolejności na liście."
            raise BadField(f"{where}.{field_name(name)}", "Pozycji nie podaje się w danych.", hint)
    return found, raw


def _no_such_branch(code: Any, where: str, branches: Iterable[str]) -> BadField:
    known = list(branches)
    listed = f"Są: {', '.join(known[:12])}{', …' if len(known) > 12 else ''}."
    if not isinstance(code, str) or is_empty(code):
        return BadField(where, "Tu powinien być kod oddziału.", listed)
    meant = nearest(code, known)
    if meant is None and _has_words(code.strip()):
        return BadField(where, f"Nie ma takiego oddziału: {shown(code)}.", listed)
    return BadField(where, f"Nie ma oddziału {called(code)}.", f"Czy chodziło o „{meant}”?" if meant else listed)


def find_branch(code: str, branches: Iterable[str]) -> str | None:
    if code in branches:
        return code
    wanted = field_name(code)
    return next((known for known in branches if field_name(known) == wanted), None)


def places(place: int, school_place: int = 1) -> dict[str, int]:
    """The branch's place on the list and its school's; of one school the school is always the first."""
    return {"pozycja": place, "pozycja_szkoły": school_place}


# -- values -----------------------------------------------------------------------------------------------------------


def is_empty(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def number_in(raw: Any) -> Fraction | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, int):
        return Fraction(raw) if abs(raw) < _TOO_BIG else None
    if isinstance(raw, Decimal):
        return Fraction(raw) if not is_too_long(raw) else None
    if isinstance(raw, float):
        return number_in(Decimal(repr(raw)))
    if isinstance(raw, str):
        text = raw.strip().removesuffix("%").strip()
        whole, comma, rest = text.partition(",")
        digits = whole.removeprefix("-") + rest
        if len(text) > LONGEST_NUMBER or not (digits.isascii() and digits.isdigit() and whole.removeprefix("-")):
            return None
        if rest or not comma:
            return Fraction(f"{whole}.{rest}" if comma else whole)
    return None


def is_too_long(raw: int | Decimal) -> bool:
    """A number of more digits than any points have: too long to count with."""
    if isinstance(raw, int):
        return abs(raw) >= _TOO_BIG
    if not raw.is_finite() or not -LONGEST_NUMBER < raw.adjusted() < LONGEST_NUMBER:
        return True
    return len(raw.as_tuple().digits) > LONGEST_NUMBER


def truth_in(raw: Any) -> bool | None:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int):
        return {0: False, 1: True}.get(raw)
    return TRUTHS.get(raw.strip().lower()) if isinstance(raw, str) else None


def text_in(raw: Any) -> str | None:
    """With single spaces; None for what is no text."""
    if not isinstance(raw, str | int | Decimal | float) or isinstance(raw, bool):
        return None
    return " ".join(str(raw).split())


def day_in(raw: Any) -> date | None:
    if isinstance(raw, str) and _DAY.fullmatch(raw.strip()):
        with suppress(ValueError):
            return date.fromisoformat(raw.strip())
    return None


def dotted_day_in(raw: Any) -> date | None:
    """A day as people write it, „16.07.2026”: read where it is typed by hand, advised against in data."""
    written = _DOTTED_DAY.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if written is not None:
        day, month, year = map(int, written.groups())
        with suppress(ValueError):
            return date(year, month, day)
    return None


def moment_in(raw: Any) -> datetime | None:
    if isinstance(raw, str) and _MOMENT.fullmatch(raw.strip()):
        with suppress(ValueError):
            return datetime.fromisoformat(raw.strip())
    return None


# -- what a message may repeat ----------------------------------------------------------------------------------------


def is_harmless(text: str) -> bool:
    """A short single word without a long number, and no address: anything else may be a person's."""
    digits = sum(sign.isdigit() for sign in text)
    short = 0 < len(text) <= _LONGEST_SHOWN and digits <= _MOST_DIGITS_SHOWN
    return short and text.isprintable() and not _IN_PERSONAL.search(text)


def shown(raw: Any, known: Iterable[str] = ()) -> str:
    """The value when it is harmless, else what kind of value it is. A word may be a surname that has got into another
    column, unless it is like a word that is `known` there, or short for one."""
    if isinstance(raw, Mapping):
        return "grupa pól"
    if isinstance(raw, list | tuple):
        return "lista"
    if isinstance(raw, bool):
        return "„tak”" if raw else "„nie”"
    if is_empty(raw):
        return "puste miejsce"
    if isinstance(raw, str):
        text = raw.strip()
        return f"„{text}”" if is_harmless(text) and is_known_word(text, known) else f"tekst ({_signs(raw)})"
    text = str(raw)
    return f"„{text}”" if is_harmless(text) else "długa liczba"


def is_known_word(text: str, known: Iterable[str]) -> bool:
    """No word at all, or one that is like any that may stand there or often stands in tables of schools."""
    words = [*known, *_ORDINARY]
    return not _has_words(text) or nearest(text, words) is not None or _is_short_for(text, words)


def _has_words(text: str) -> bool:
    """Letters that are more than a single sign, a unit behind a number or the short code of a branch."""
    if len(text) <= _LONGEST_CODE and text == text.upper():
        return False
    return any(len(word) > (_LONGEST_UNIT if text[0].isdigit() else 1) for word in _LETTERS.findall(text))


def _is_short_for(text: str, known: Iterable[str]) -> bool:
    """`nieob.` of „nieobecny”: its beginning; `bdb` of „bardzo dobry”: its first letter and others of it in order."""
    letters = text.casefold().rstrip(".")
    is_drawn = len(letters) <= _LONGEST_SHORT
    return any(
        (len(letters) >= _SHORTEST_BEGINNING and one.casefold().startswith(letters))
        or (is_drawn and _are_drawn(letters, iter(one.casefold())))
        for one in known
    )


def _are_drawn(letters: str, word: Iterator[str]) -> bool:
    return next(word, "") == letters[0] and all(letter in word for letter in letters[1:])


def _may_be_a_surname(text: str) -> bool:
    """Also after an initial, or with a number behind it."""
    if len(text) > 2 and text[0].isupper() and text.replace("-", "").isalpha():
        return True
    return any(len(word) > 2 and word[0].isupper() and word[1:].islower() for word in _LETTERS.findall(text))


def called(name: str, where: str = "") -> str:
    """A name nobody declared, with the path to it."""
    return f"„{where}{name}”" if is_harmless(name) else f"„{where}…” ({_signs(name)})"


def foreign_key(name: str, known: Iterable[str] = (), where: str = "") -> str:
    """The same of a key in a candidate's row, which may be a surname that stands where a name of the regulation should,
    unless it is like one that is `known` there."""
    if _may_be_a_surname(name) and nearest(name, known) is None:
        return f"„{where}…” ({_signs(name)})"
    return called(name, where)


def path_step(name: str) -> str:
    """The last step of a path to such a key."""
    return name if is_harmless(name) and not _may_be_a_surname(name) else "…"


def _signs(text: str) -> str:
    return f"{len(text)} {'znak' if len(text) == 1 else 'znaki' if len(text) in (2, 3, 4) else 'znaków'}"
