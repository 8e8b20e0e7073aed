"""What a question asks by its form: the meaning of a word („co to jest …”), a number of schools („do trzech szkół”)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.normalise import Token
from assistant.patterns import pattern

_OPENINGS = (("co", "to", "jest"), ("co", "to", "sa"), ("co", "to", "znaczy"), ("co", "to"), ("czym", "jest"),
             ("czym", "sa"), ("co", "znaczy"), ("co", "oznacza"), ("co", "oznaczaja"), ("kto", "to", "jest"),
             ("kto", "to"), ("na", "czym", "polega"), ("na", "czym", "polegaja"))  # fmt: skip
_SCHOOLS = pattern("szkol|szkoly|szkolach|licea|liceow|liceach|technika|technikow|technikach|placowki|placowek")
_BRANCHES = pattern(
    "oddzialy|oddzialow|oddzialach|klasy|klas|klasach|profile|profili|profilow|profilach|kierunki|kierunkow"
)
_MOST_COUNTED = 20
_COLLECTIVE = {"dwoch": 2, "dwu": 2, "dwom": 2, "trzech": 3, "trzem": 3, "czterech": 4, "pieciu": 5, "szesciu": 6,
               "siedmiu": 7, "osmiu": 8, "dziewieciu": 9, "dziesieciu": 10, "jednej": 1}  # fmt: skip
_REACH = 2


@dataclass(frozen=True, slots=True)
class Places:
    """„do trzech szkół”: how many, and of what."""

    count: int
    are_schools: bool


def asked_meaning(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words whose meaning is asked; none where the question asks something else („co to znaczy” in the middle)."""
    words = [token for token in tokens if not token.is_sign]
    texts = tuple(token.text for token in words)
    opening = next((one for one in _OPENINGS if texts[: len(one)] == one), ())
    return tuple(words[len(opening) :]) if opening and len(words) > len(opening) else ()


def chosen_places(tokens: Sequence[Token]) -> Places | None:
    """A number just before a word for schools or branches in the plural."""
    for place, token in enumerate(tokens):
        count = _COLLECTIVE.get(token.text, token.number)
        if count is None or not 1 <= count <= _MOST_COUNTED or (token.number and token.glued):
            continue
        for after in tokens[place + 1 : place + 1 + _REACH]:
            if _SCHOOLS.matches(after.text) or (_BRANCHES.matches(after.text) and count < _LEAST_OF_YEAR):
                return Places(count, bool(_SCHOOLS.matches(after.text)))
    return None


_LEAST_OF_YEAR = 7
"""„po 8 klas” is the school that a candidate leaves."""
