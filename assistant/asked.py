"""What a question asks by its form: the meaning of a word („co to jest …”), a number of schools („do trzech szkół”)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import Pattern, pattern

_OPENINGS = (("co", "to", "jest"), ("co", "to", "sa"), ("co", "to", "znaczy"), ("co", "to"), ("czym", "jest"),
             ("czym", "sa"), ("co", "znaczy"), ("co", "oznacza"), ("co", "oznaczaja"), ("kto", "to", "jest"),
             ("kto", "to"), ("na", "czym", "polega"), ("na", "czym", "polegaja"))  # fmt: skip
_SCHOOLS = pattern(
    "przedszkol*|szkol|szkoly|szkolach|licea|liceow|liceach|technika|technikow|technikach|placowki|placowek"
)
_BRANCHES = pattern(
    "oddzialy|oddzialow|oddzialach|klasy|klas|klasach|profile|profili|profilow|profilach|kierunki|kierunkow"
)
_SCHOOL = pattern("szkole|przedszkole|liceum|technikum|placowke")
_BRANCH = pattern("oddzial|klase|profil|kierunek")
_ONE = pattern("jeden|jedna|jedno")
_HOW_MANY = pattern("ile|ilu|iloma|kilka|kilku|wiele|wielu")
_MOST_COUNTED = 20
COLLECTIVE = {"dwoch": 2, "dwu": 2, "dwom": 2, "trzech": 3, "trzem": 3, "czterech": 4, "pieciu": 5, "szesciu": 6,
               "siedmiu": 7, "osmiu": 8, "dziewieciu": 9, "dziesieciu": 10, "jednej": 1}  # fmt: skip
_REACH = 2
_WHO_IS = ("kto", "to")
_DOING = re.compile(r"(?:uje|dza|ada|ala|aje|isze|ierze|esie|obi|iczy|era)$")
"""„kto to podpisuje”, „kto to sprawdza”: a verb, no word whose meaning is asked."""
_GOES_ON = frozenset({"a", "i"})


@dataclass(frozen=True, slots=True)
class Places:
    """„do trzech szkół”: how many, and of what."""

    count: int
    are_schools: bool


def asking_words() -> Pattern:
    """The words that make a clause a question."""
    return pattern(lexicon("common")["questions"])


def begins_as_going_on(tokens: Sequence[Token]) -> bool:
    """„a jak nie doniosę?”, „i z matematyki?”: a turn that goes on from something."""
    return bool(tokens) and tokens[0].text in _GOES_ON


def asked_meaning(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words whose meaning is asked; none where the question asks something else („co to znaczy” in the middle)."""
    words = [token for token in tokens if not token.is_sign]
    texts = tuple(token.text for token in words)
    opening = next((one for one in _OPENINGS if texts[: len(one)] == one), ())
    if opening == _WHO_IS and _DOING.search(texts[len(opening)] if len(texts) > len(opening) else ""):
        return ()
    return tuple(words[len(opening) :]) if opening and len(words) > len(opening) else ()


def chosen_places(tokens: Sequence[Token]) -> Places | None:
    """A number just before a word for schools or branches in the plural."""
    for place, token in enumerate(tokens):
        count = COLLECTIVE.get(token.text, token.number)
        if count is None or not 1 <= count <= _MOST_COUNTED or (token.number and token.glued):
            continue
        if _is_more_than_one([one.text for one in tokens[max(0, place - _REACH) : place + 1]]):
            noun = tokens[place + 1].text if place + 1 < len(tokens) else ""
            if _SCHOOL.matches(noun) or _BRANCH.matches(noun):
                return Places(count + 1, bool(_SCHOOL.matches(noun)))
        for after in tokens[place + 1 : place + 1 + _REACH]:
            if _SCHOOLS.matches(after.text) or (_BRANCHES.matches(after.text) and count < _LEAST_OF_YEAR):
                return Places(count, bool(_SCHOOLS.matches(after.text)))
    return None


def _is_more_than_one(words: Sequence[str]) -> bool:
    """„więcej niż jedną (klasę)”."""
    return len(words) == _REACH + 1 and words[0] == "wiecej" and words[1] == "niz" and bool(_ONE.matches(words[2]))


def asks_how_many(tokens: Sequence[Token]) -> bool:
    """„ile szkół”, „do ilu oddziałów”, „kilka szkół”."""
    for place, token in enumerate(tokens):
        near = tokens[place + 1 : place + 1 + _REACH] if _HOW_MANY.matches(token.text) else ()
        if any(_SCHOOLS.matches(one.text) or _BRANCHES.matches(one.text) for one in near):
            return True
    return False


def asked_unit(tokens: Sequence[Token]) -> str:
    """„§ 7 ust. 2”, „paragraf 12”, „art. 134”, „pkt 9”: a unit as citations name it; nothing where none is named."""
    found: list[str] = []
    place = 0
    while place < len(tokens):
        level = next((name for name, words in _LEVELS if words.matches(tokens[place].text)), "")
        after = place + 2 if place + 1 < len(tokens) and tokens[place + 1].text == "." else place + 1
        number = tokens[after] if level and after < len(tokens) else None
        if number is not None and _is_numeral(number, level):
            found.append(f"{level} {_numeral(tokens, after)}")
            place = after
        place += 1
    return " ".join(found)


_LEVELS = (
    ("§", pattern("§|paragraf*|par")),
    ("art.", pattern("art|artykul*")),
    ("ust.", pattern("ust|ustep*")),
    ("pkt", pattern("pkt|punkt|punkcie|punktu")),
    ("ppkt", pattern("ppkt|podpunkt*")),
    ("lit.", pattern("lit|litera|litere")),
)


def _is_numeral(token: Token, level: str) -> bool:
    if level == "lit.":
        return len(token.text) == 1 and token.text.isalpha()
    return token.number is not None and not token.is_word_number


def _numeral(tokens: Sequence[Token], place: int) -> str:
    """„12a” is one numeral."""
    after = tokens[place + 1 : place + 2]
    suffix = after[0].text if after and after[0].glued and len(after[0].text) == 1 and after[0].text.isalpha() else ""
    return f"{tokens[place].raw.lower()}{suffix}"


_LEAST_OF_YEAR = 7
"""„po 8 klas” is the school that a candidate leaves."""
