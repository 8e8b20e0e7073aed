"""Who stands on a paper: surname and given names from `tożsamość`. What is missing or unprintable is told by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from admission.candidates import Candidate
from dsl.rows import field_name, is_empty
from generator.typography import character_name, unprintable
from polish.collation import PersonKey, person_key

_SURNAME = frozenset({"nazwisko"})
_GIVEN = frozenset({"imiona", "imię"})
_SOFT_HYPHEN = "\u00ad"
_LONGEST_WORD, _PIECE = 28, 14


class BadPeople(Exception):
    """Names that cannot be printed; `problems` are what the person reads, by the ids of candidates."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems[0])
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Person:
    surname: str
    given: str
    id: str

    @property
    def key(self) -> PersonKey:
        return person_key(self.surname, self.given, self.id)

    @property
    def name(self) -> str:
        """Given names first, as a person signs."""
        return printed(f"{self.given} {self.surname}")


def printed(name: str) -> str:
    """A word longer than any column may break: soft hyphens show only where it does."""
    return " ".join(word if len(word) <= _LONGEST_WORD else _SOFT_HYPHEN.join(_pieces(word)) for word in name.split())


def _pieces(word: str) -> Iterator[str]:
    return (word[place : place + _PIECE] for place in range(0, len(word), _PIECE))


def people(candidates: Iterable[Candidate]) -> dict[str, Person]:
    """By id. Raises `BadPeople` with all of those who cannot be named."""
    found: dict[str, Person] = {}
    problems: list[str] = []
    for one in candidates:
        person = Person(_part(one.identity, _SURNAME), _part(one.identity, _GIVEN), one.id)
        problem = _problem(person)
        if problem:
            problems.append(f"Kandydat „{one.id}”: {problem}.")
        found[one.id] = person
    if problems:
        raise BadPeople(tuple(problems))
    return found


def person_of(candidate: Candidate) -> Person | None:
    """None where the file does not name the candidate in full. Raises `BadPeople` for what cannot be printed."""
    person = Person(_part(candidate.identity, _SURNAME), _part(candidate.identity, _GIVEN), candidate.id)
    if not person.surname or not person.given:
        return None
    return people([candidate])[candidate.id]


def in_order(persons: Iterable[Person]) -> tuple[Person, ...]:
    """Alphabetical, as Polish has it."""
    return tuple(sorted(persons, key=lambda one: one.key))


def with_character(persons: Iterable[Person], character: str) -> tuple[str, ...]:
    """The ids of those whose names have it."""
    return tuple(one.id for one in persons if character in one.surname or character in one.given)


def _part(identity: Mapping[str, Any], names: frozenset[str]) -> str:
    found = next((one for name, one in identity.items() if field_name(str(name)).casefold() in names), None)
    return "" if is_empty(found) else " ".join(str(found).split())


def _problem(person: Person) -> str:
    missing = [name for name, part in (("nazwiska", person.surname), ("imion", person.given)) if not part]
    if missing:
        return f"brak {' i '.join(missing)} (pola „tożsamość”)"
    strange = [character_name(one) for one in unprintable(person.surname + person.given)]
    return f"w imionach albo nazwisku jest znak, którego nie da się wydrukować: {', '.join(strange)}" if strange else ""
