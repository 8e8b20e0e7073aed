"""What only shows when all rows of candidates have been read: signs, names and lots that repeat, numbers without their
zeros, lots and decisions that a regulation does not speak of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter

from admission.candidates import Candidate, Choice
from admission.offer import Offer
from admission.telling import Telling
from dsl.diagnostics import Diagnostic, Severity
from dsl.lookalikes import alike
from dsl.model.regulation import BASIS_OF_SETTLING, SETTLED_IN
from dsl.names import normal_name
from polish.plurals import CANDIDATE, count

_choices_of = attrgetter("choices")
_DIGITS = "0123456789"
_SHORTEST_NAME = 3
_FEW = 20  # different beginnings of ids
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def tell_alike(seen: Mapping[str, int], telling: Telling) -> None:
    """Ids are what commissions write in protocols: two that look the same are taken for one another."""
    for first, like in alike(seen):
        row = seen[like]
        there = telling.row(seen[first], row)
        place = telling.raw.row_place(row)
        message = place.prefixed(f"Znak kandydata „{like}” łatwo pomylić ze znakiem „{first}” z wiersza {there}.")
        hint = "Sprawdź, czy to nie ten sam kandydat; jeśli nie, nadaj mu inny znak."
        telling.add(like, Diagnostic("K017", Severity.WARNING, message, place.location, hint))


def tell_names(candidates: Iterable[Candidate], telling: Telling) -> None:
    """What is wrong with surnames and given names: as ids, and as all that lists say of a person."""
    named = [one for one in candidates if one.identity.get("nazwisko")]
    names = [f"{one.identity['nazwisko']} {one.identity.get('imiona', '')}" for one in named]
    _tell_named_ids(named, names, telling)
    _tell_same_names(named, names, telling)


def _tell_named_ids(named: Sequence[Candidate], names: Sequence[str], telling: Telling) -> None:
    """The id is printed where no name may be, so no name must stand in it. The message does not repeat it."""
    begins = [one.id.rstrip(_DIGITS) for one in named]
    words_of = {begin: _long_words(begin) for begin in set(begins)}
    if len(words_of) <= _FEW:  # of most ids no word is anybody's name, and nobody need be asked
        text = "\n".join(names).casefold()
        words_of = {begin: {one for one in words if one in text} for begin, words in words_of.items()}
    for one, begin, name in zip(named, begins, names, strict=True) if any(words_of.values()) else ():
        if not words_of[begin].isdisjoint(_words(name)):
            place = telling.raw.row_place(one.row)
            message = "W znaku kandydata („id”) jest jego nazwisko albo imię."
            hint = (
                "Nadaj mu inny, np. numer wniosku: znak stoi na listach, wydrukach i w komunikatach zamiast nazwiska."
            )
            telling.add(one.id, Diagnostic("K021", Severity.WARNING, place.prefixed(message), place.location, hint))


def _long_words(text: str) -> set[str]:
    return {word for word in _words(text) if len(word) >= _SHORTEST_NAME and word.isalpha()}


def _words(text: object) -> frozenset[str]:
    """Whatever parts them in an id."""
    return frozenset(_BETWEEN_WORDS.split(normal_name(str(text or "")).casefold())) - {""}


def _tell_same_names(named: Sequence[Candidate], names: Sequence[str], telling: Telling) -> None:
    if len({*"\n".join(names).casefold().split("\n")}) == len(names):
        return
    first: dict[str, Candidate] = {}
    for one, name in zip(named, names, strict=True):
        other = first.setdefault(normal_name(name.casefold()), one)
        if other is not one:
            place = telling.raw.row_place(one.row)
            there = telling.row(other.row, one.row)
            message = f"Kandydat „{one.id}” nazywa się tak samo jak „{other.id}” z wiersza {there}."
            hint = (
                "Sprawdź, czy to nie ta sama osoba. Jeżeli to dwie osoby, powiedz im, gdzie są na liście: "
                "stoją na niej tylko nazwisko i imiona."
            )
            telling.add(one.id, Diagnostic("K019", Severity.WARNING, place.prefixed(message), place.location, hint))


def tell_short_pesels(rows: Sequence[int], telling: Telling) -> None:
    if not rows:
        return
    place = telling.raw.row_place(rows[0])
    message = f"W numerach PESEL brakowało zer z przodu ({len(rows)}); odczytano je z zerami."
    hint = "Zera odcina arkusz, gdy numer jest liczbą. Nadaj kolumnie format „Tekst”."
    telling.problems.note("K016", place.location, place.prefixed(message), hint)


def tell_unsaid_settling(candidates: Sequence[Candidate], offer: Offer, telling: Telling) -> None:
    """A lot or a decision that the regulation does not speak of counts, on a basis that somebody answers for."""
    unsaid: dict[str, list[tuple[Candidate, Choice]]] = {}
    for one in _with_facts_of_pair(candidates, SETTLED_IN.values()):
        for choice in one.choices:
            if any(name in choice.pair for name in SETTLED_IN.values()):
                unsaid.setdefault(choice.branch, []).append((one, choice))
    for code, settled in unsaid.items():
        if offer.branches[code].rules.says_what_settles:
            continue
        without = [one for one, choice in settled if BASIS_OF_SETTLING not in choice.pair]
        message = (
            f"Regulamin nie mówi, co rozstrzyga równe wyniki w oddziale „{code}”, a dane podają losy albo decyzje "
            f"({count(len(settled), CANDIDATE)})"
        )
        where = f"; bez podstawy: {len(without)}" if without else "; każdy z podstawą"
        hint = (
            f"Wpisz przy wyborze „{BASIS_OF_SETTLING}”, np. „protokół komisji nr 4”, "
            "albo dopisz do „kolejność” etap „losowanie: tak” lub „decyzja komisji: tak”."
        )
        row = (without or [one for one, _ in settled])[0].row
        telling.problems.warning("K006", telling.raw.row_place(row).location, f"{message}{where}.", hint)


def tell_equal_lots(candidates: Sequence[Candidate], telling: Telling) -> None:
    """Equal lots in one branch decide nothing between their candidates."""
    first: dict[tuple[str, int], Candidate] = {}
    drawn = (
        (one, choice.branch, choice.pair["los"])
        for one in _with_facts_of_pair(candidates, ["los"])
        for choice in one.choices
        if "los" in choice.pair
    )
    for candidate, branch, lot in drawn:
        other = first.setdefault((branch, lot), candidate)
        if other is not candidate:
            message = (
                f"kandydat „{candidate.id}”: w oddziale „{branch}” ma ten sam numer losu "
                f"co kandydat „{other.id}” z wiersza {telling.row(other.row, candidate.row)}."
            )
            hint = "Popraw numer, jeśli losowano między nimi; w osobnych losowaniach numery mogą się powtarzać."
            where = telling.raw.row_place(candidate.row).location
            telling.add(candidate.id, Diagnostic("K004", Severity.WARNING, message, where, hint))


def _with_facts_of_pair(candidates: Sequence[Candidate], names: Collection[str]) -> list[Candidate]:
    """Those of whose choices any of these is given. Many candidates share one list of choices."""
    every = list(map(_choices_of, candidates))
    lists = dict(zip(map(id, every), every, strict=True))
    given = {key for key, choices in lists.items() if any(name in choice.pair for choice in choices for name in names)}
    return [one for one in candidates if id(one.choices) in given] if given else []
