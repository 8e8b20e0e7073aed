"""The branch that somebody most likely meant who wrote neither its code nor its name: „I LO A”, „klasa A”, „ogólny”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from admission.intake.column_names import nearness, with_digits, written_out
from admission.intake.column_words import tokens
from admission.offer import Offer, school_of
from admission.recruitment.model import Recruitment
from dsl.names import normal_name
from polish.folding import fold

_SHORTEST_WORD = 3  # that may name a branch
_SAYS_NOTHING = frozenset({"klasa", "kl", "oddzial", "oddz", "w", "im", "nr", "szkola"})


def likely_branch(offer: Offer, text: str) -> str | None:
    """None where nothing or more than one is likely."""
    found = set(_by_label(offer, text)) or set(_by_school_and_code(offer, text)) or set(_by_words(offer, text))
    return next(iter(found)) if len(found) == 1 else None


def _by_label(offer: Offer, text: str) -> Iterator[str]:
    return (code for code, one in offer.branches.items() if fold(one.label) == fold(text.strip()))


def _by_words(offer: Offer, text: str) -> Iterator[str]:
    """Each word is one of the branch's name („samochodowe”: „technik pojazdów samochodowych”) or of its school."""
    said = [one for one in tokens(text) if len(one) > 1 and one not in _SAYS_NOTHING]
    for code, branch in offer.branches.items():
        own = tokens(branch.label)
        others = [one for one in said if len(one) < _SHORTEST_WORD or not nearness(one, own)]
        if len(others) < len(said) and (not others or _is_of_named_school(others, offer, code)):
            yield code


def _is_of_named_school(said: Sequence[str], offer: Offer, code: str) -> bool:
    return isinstance(offer, Recruitment) and len(offer.members) > 1 and _is_of_school(said, offer, code)


def _by_school_and_code(offer: Offer, text: str) -> Iterator[str]:
    """The code first or last, and, where there are several schools, all other words said of its school."""
    words = [one for one in text.replace("/", " ").split() if any(map(str.isalnum, one))]
    for at in {0, len(words) - 1} if len(words) > 1 else ():
        own, others = normal_name(words[at].strip("().,:–-")), " ".join(words[:at] + words[at + 1 :])
        said = [one for one in tokens(with_digits(others)) if one not in _SAYS_NOTHING]
        for code in offer.branches:
            if _is_code(own, code.rpartition("/")[2]) and _is_of_school(said, offer, code):
                yield code


def _is_code(word: str, code: str) -> bool:
    """A single small letter is more likely a word."""
    return word == code or (len(word) > 1 and word.casefold() == code.casefold())


def _is_of_school(said: Sequence[str], offer: Offer, code: str) -> bool:
    """Each word is one of its name, or the first letters of some in a row („LO”)."""
    if not isinstance(offer, Recruitment) or len(offer.members) == 1:
        return True
    names = _names_of_school(offer, code)
    return any(all(one in name or set(written_out(one, name)) <= set(name) for one in said) for name in names)


def _names_of_school(offer: Recruitment, code: str) -> tuple[Sequence[str], ...]:
    """The words of its sign, and of its name."""
    sign = school_of(offer, code)
    school = offer.members[sign].school
    return tokens(sign), tokens(with_digits(school.name)) if school is not None else ()
