"""Candidates from a JSONL file: one row, one candidate. Every bad value is reported by row and field; good rows go on.

First step of admission: rows -> `Candidate`s that scoring takes as they are. What a row may hold comes from the
regulation (`kandydat`, `wybór`). Identity (`tożsamość`) is kept apart and never reaches a formula or a message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from dsl.diagnostics import Diagnostics, did_you_mean, nearest
from dsl.model.regulation import Regulation
from dsl.model.types import Fact
from dsl.source.text import Location
from dsl.values import ValueProblem, read_facts

LONGEST_ROW = 1_000_000
_RESERVED = frozenset({"id", "tożsamość", "wybory"})
_LIKE_PESEL = re.compile(r"\d{11}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One branch on a candidate's list; `pair` holds the facts of this candidate in this branch."""

    branch: str
    pair: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    row: int
    choices: tuple[Choice, ...]
    facts: Mapping[str, Any]
    identity: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Candidates:
    """`rows` counts the rows that were not empty, good and bad; `bad` are the rows of candidates known by their id."""

    path: str
    rows: int
    good: tuple[Candidate, ...]
    problems: Diagnostics
    bad: Mapping[str, int] = field(default_factory=dict)


def read_candidates(path: Path, regulation: Regulation) -> Candidates:
    """Raises OSError when the file cannot be opened; everything inside it is reported, never raised."""
    with path.open("rb") as stream:
        return read_rows(stream, str(path), regulation)


def read_rows(lines: Iterable[bytes], path: str, regulation: Regulation) -> Candidates:
    reader = _Reader(path, regulation)
    good = tuple(reader.candidates(lines))
    fine = {one.id for one in good}
    bad = {identifier: row for identifier, row in reader.seen.items() if identifier not in fine}
    return Candidates(path, reader.rows, good, reader.problems, bad)


class _BadRow(Exception):
    """A row that cannot be read at all; the message and hint are what the user sees."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class _Reader:
    def __init__(self, path: str, regulation: Regulation) -> None:
        self.path, self.regulation = path, regulation
        self.problems = Diagnostics()
        self.rows = 0
        self.seen: dict[str, int] = {}
        self.every_branch = tuple(
            Choice(code, _positions(place)) for place, code in enumerate(regulation.branches, start=1)
        )

    def candidates(self, lines: Iterable[bytes]) -> Iterator[Candidate]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            self.rows += 1
            try:
                yield self.candidate(_parse(line), number)
            except _BadRow as bad:
                if bad.message:
                    self.problems.error("K001", Location(self.path, number), bad.message, bad.hint)

    def candidate(self, row: Mapping[str, Any], number: int) -> Candidate:
        """Raises `_BadRow` (empty when all is already reported) for a row that must not go on."""
        identifier = self.identifier(row, number)
        facts = self.facts(
            {name: value for name, value in row.items() if name not in _RESERVED},
            self.regulation.candidate,
            identifier,
            number,
            "",
        )
        choices = self.choices(row.get("wybory"), identifier, number)
        identity = row.get("tożsamość") or {}
        if not isinstance(identity, dict):
            self.bad(number, identifier, "tożsamość", "Tu powinny być pola: imiona, nazwisko…")
            raise _BadRow("")
        if facts is None or choices is None:
            raise _BadRow("")
        return Candidate(identifier, number, choices, facts, identity)

    def identifier(self, row: Mapping[str, Any], number: int) -> str:
        value = row.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value.strip() or len(value) > 100:
            raise _BadRow("Wiersz nie ma pola „id”.", 'Nadaj kandydatowi krótki, niepowtarzalny znak, np. "k1".')
        if _LIKE_PESEL.fullmatch(value.strip()):
            hint = "Wpisz inny znak; PESEL podaje się w „tożsamość”."
            raise _BadRow("Pole „id” wygląda jak numer PESEL, a trafia na wydruki.", hint)
        if value in self.seen:
            hint = "Usuń powtórzony wiersz albo zmień znak."
            raise _BadRow(f"Kandydat „{value}” jest już w wierszu {self.seen[value]}.", hint)
        self.seen[value] = number
        return value

    def facts(
        self, raw: Mapping[str, Any], declared: Mapping[str, Fact], identifier: str, number: int, where: str
    ) -> dict[str, Any] | None:
        """None when a value is wrong. An unknown field is passed over with a warning, unless it looks like a typo."""
        known, unknown = {}, []
        for name, value in raw.items():
            normal = name.replace(" ", "_")
            if normal in declared or nearest(normal, declared):
                known[name] = value
            else:
                unknown.append(name)
        for name in unknown:
            message = f"kandydat „{identifier}”: regulamin nie zna pola „{where}{name[:40]}”; pominięto je."
            self.problems.warning("K003", Location(self.path, number), message, "Usuń je albo dopisz do „kandydat”.")
        facts, problems = read_facts(known, declared)
        for problem in problems:
            self.problem(problem, identifier, number, where)
        return None if problems else facts

    def problem(self, problem: ValueProblem, identifier: str, number: int, where: str) -> None:
        self.bad(number, identifier, f"{where}{problem.dotted}", problem.message, problem.hint)

    def bad(self, number: int, identifier: str, name: str, message: str, hint: str = "") -> None:
        text = f"kandydat „{identifier}”, pole „{name}”: {message}"
        self.problems.error("K002", Location(self.path, number), text, hint)

    # -- choices ------------------------------------------------------------------------------------------------------

    def choices(self, raw: Any, identifier: str, number: int) -> tuple[Choice, ...] | None:
        if raw is None:
            return self.every_branch
        if not isinstance(raw, list):
            self.bad(number, identifier, "wybory", "Tu powinna być lista oddziałów.", 'Na przykład ["A", "B"].')
            return None
        choices: list[Choice] = []
        fine = self.within_limit(raw, identifier, number)
        for place, entry in enumerate(raw, start=1):
            choice = self.choice(entry, place, identifier, number)
            if choice is None:
                fine = False
            elif any(choice.branch == one.branch for one in choices):
                self.bad(number, identifier, "wybory", f"Oddział „{choice.branch}” jest na liście dwa razy.")
                fine = False
            else:
                choices.append(choice)
        return tuple(choices) if fine else None

    def within_limit(self, raw: list[Any], identifier: str, number: int) -> bool:
        limit = self.regulation.limits.branches
        if limit is None or len(raw) <= limit:
            return True
        self.bad(number, identifier, "wybory", f"Wolno wybrać najwyżej {limit} oddziałów, a jest {len(raw)}.")
        return False

    def choice(self, entry: Any, place: int, identifier: str, number: int) -> Choice | None:
        code, raw = (entry.get("oddział"), entry) if isinstance(entry, dict) else (entry, {})
        if not isinstance(code, str) or code not in self.regulation.branches:
            shown = code[:40] if isinstance(code, str) else "?"
            hint = did_you_mean(shown, self.regulation.branches, f"Są: {', '.join(self.regulation.branches)}.")
            self.bad(number, identifier, f"wybory.{place}", f"Nie ma oddziału „{shown}”.", hint)
            return None
        rest = {name: value for name, value in raw.items() if name != "oddział"}
        pair = self.facts(rest, self.regulation.pair, identifier, number, f"wybory.{place}.")
        return Choice(code, {**_positions(place), **pair}) if pair is not None else None


def _positions(place: int) -> dict[str, int]:
    """One school: the branch's place on the list, and the school is always the first."""
    return {"pozycja": place, "pozycja_szkoły": 1}


def _parse(line: bytes) -> Mapping[str, Any]:
    if len(line) > LONGEST_ROW:
        raise _BadRow("Wiersz jest zbyt długi.", "Sprawdź, czy to plik JSONL: jeden kandydat w wierszu.")
    try:
        text = line.decode("utf-8-sig")
        row = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_without_repeats)
    except UnicodeDecodeError:
        raise _BadRow("Wiersz nie jest zapisany w UTF-8.", "Zapisz plik w kodowaniu UTF-8.") from None
    except json.JSONDecodeError as error:
        hint = "Każdy wiersz to jeden zapis {…} w formacie JSON."
        raise _BadRow(f"Wiersz nie jest poprawnym JSON-em (znak {error.colno}).", hint) from None
    except (RecursionError, ValueError):
        raise _BadRow("Wiersz nie jest poprawnym JSON-em.", "Każdy wiersz to jeden zapis {…}.") from None
    if not isinstance(row, dict):
        raise _BadRow("Wiersz nie jest zapisem {…}.", 'Każdy wiersz to dane jednego kandydata: {"id": …}.')
    return row


def _refuse(_: str) -> None:
    raise ValueError("not a number")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _BadRow(f"Pole „{twice[:40]}” jest w wierszu dwa razy.", "Zostaw jedno.")
    return found
