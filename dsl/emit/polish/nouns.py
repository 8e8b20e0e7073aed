"""What a school, its branches and those who apply are called: in a preschool children of groups, elsewhere candidates.

Where the regulation's own sentences speak of a „kandydat”, as those of the law do, the document does too.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsl.model.regulation import Regulation
from polish.plurals import BRANCH, GROUP, PRESCHOOL, SCHOOL, Noun

_PRESCHOOL = "przedszkole"


@dataclass(frozen=True, slots=True)
class Called:
    """The forms of a noun; `accusative` is that of the plural."""

    one: str
    of_one: str
    in_one: str
    several: str
    of_several: str
    accusative: str


@dataclass(frozen=True, slots=True)
class Nouns:
    """`who`, `whose`, `qualified` agree with the candidate, `of_named` („wymienionego”) with a branch in the genitive;
    `applicant` files the papers. `schools`, `branches`: as they are counted."""

    candidate: Called
    who: str
    whose: str
    qualified: str
    past: str
    branch: Called
    of_named: str
    applicant: Called
    schools: Noun
    branches: Noun


_CANDIDATE = Called("kandydat", "kandydata", "kandydacie", "kandydaci", "kandydatów", "kandydatów")
_USUAL = Nouns(
    candidate=_CANDIDATE,
    who="który",
    whose="którego",
    qualified="zakwalifikowany",
    past="ł",
    branch=Called("oddział", "oddziału", "oddziale", "oddziały", "oddziałów", "oddziały"),
    of_named="wymienionego",
    applicant=_CANDIDATE,
    schools=SCHOOL,
    branches=BRANCH,
)
_OF_PRESCHOOLS = Nouns(
    candidate=Called("dziecko", "dziecka", "dziecku", "dzieci", "dzieci", "dzieci"),
    who="które",
    whose="którego",
    qualified="zakwalifikowane",
    past="ło",
    branch=Called("grupa", "grupy", "grupie", "grupy", "grup", "grupy"),
    of_named="wymienionej",
    applicant=Called("rodzic", "rodzica", "rodzicu", "rodzice", "rodziców", "rodziców"),
    schools=PRESCHOOL,
    branches=GROUP,
)


def nouns_of(regulation: Regulation) -> Nouns:
    school = regulation.school
    is_preschool = school is not None and school.family == _PRESCHOOL
    return _OF_PRESCHOOLS if is_preschool and not _speaks_of_candidates(regulation) else _USUAL


def _speaks_of_candidates(regulation: Regulation) -> bool:
    return any(fact.clause.startswith(f"{_CANDIDATE.one} ") for fact in regulation.candidate.values())


def school_word(regulation: Regulation) -> str:
    """What the document calls the school further on, as its name does."""
    school = regulation.school
    if school is None or school.family != _PRESCHOOL or _PRESCHOOL[:-1] not in school.name.casefold():
        return "szkoła"
    return "przedszkola" if school.name_genitive.casefold().startswith("przedszkoli") else "przedszkole"
