"""What a school, its branches and those who apply are called: in a preschool children of groups, elsewhere candidates.

Where the regulation's own sentences speak of a „kandydat”, as those of the law do, the document does too; for a child
of a preschool it is always a parent who files the papers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dsl.model.regulation import Regulation
from polish.plurals import BRANCH, GROUP, PRESCHOOL, SCHOOL, Noun

_PRESCHOOL = "przedszkole"
_PRESCHOOL_BRANCH = "oddział przedszkolny"


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
    """`who`, `whose`, `qualified` agree with the candidate, `each` with a branch and `of_named` („wymienionego”) with
    its genitive; `applicant` files the papers. `schools`, `branches`: as they are counted."""

    candidate: Called
    who: str
    whose: str
    qualified: str
    past: str
    branch: Called
    each: str
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
    each="każdy",
    of_named="wymienionego",
    applicant=_CANDIDATE,
    schools=SCHOOL,
    branches=BRANCH,
)
_PARENT = Called("rodzic", "rodzica", "rodzicu", "rodzice", "rodziców", "rodziców")
_TO_PRESCHOOLS = replace(_USUAL, applicant=_PARENT, schools=PRESCHOOL)
_OF_PRESCHOOLS = Nouns(
    candidate=Called("dziecko", "dziecka", "dziecku", "dzieci", "dzieci", "dzieci"),
    who="które",
    whose="którego",
    qualified="zakwalifikowane",
    past="ło",
    branch=Called("grupa", "grupy", "grupie", "grupy", "grup", "grupy"),
    each="każda",
    of_named="wymienionej",
    applicant=_PARENT,
    schools=PRESCHOOL,
    branches=GROUP,
)


def nouns_of(regulation: Regulation) -> Nouns:
    if _speaks_of_candidates(regulation) or not _is_preschool(regulation):
        return _TO_PRESCHOOLS if _is_preschool(regulation) or _is_titled_so(regulation) else _USUAL
    return _OF_PRESCHOOLS


def _is_preschool(regulation: Regulation) -> bool:
    return regulation.school is not None and regulation.school.family == _PRESCHOOL


def _is_titled_so(regulation: Regulation) -> bool:
    """„Kryteria naboru do przedszkoli”: of a commune without a school of its own, and of groups in schools."""
    return any(word.startswith(_PRESCHOOL[:-1]) for word in regulation.title.casefold().split())


def _speaks_of_candidates(regulation: Regulation) -> bool:
    return any(fact.clause.startswith(f"{_CANDIDATE.one} ") for fact in regulation.candidate.values())


def school_word(regulation: Regulation) -> str:
    """What the document calls the school further on, as its name does."""
    school = regulation.school
    if school is None or school.family != _PRESCHOOL or _is_named_school(school.name.casefold()):
        return "szkoła"
    return "przedszkola" if school.name_genitive.casefold().startswith("przedszkoli") else _PRESCHOOL


def branches_of_school(regulation: Regulation) -> str:
    """In the genitive, where children apply to the preschool branches of a school: „oddziału przedszkolnego „0””."""
    if regulation.school is None or not _is_preschool(regulation) or school_word(regulation) != "szkoła":
        return ""
    labels = [branch.label for branch in regulation.branches.values()]
    if len(labels) != 1:
        return "oddziałów przedszkolnych"
    own = labels[0].removeprefix(_PRESCHOOL_BRANCH) if labels[0].startswith(_PRESCHOOL_BRANCH) else ""
    return f"oddziału przedszkolnego{own}"


def _is_named_school(name: str) -> bool:
    return _PRESCHOOL[:-1] not in name and any(word.startswith(("szkoł", "zespół")) for word in name.split())
