"""What differs between two recruitments by meaning: what each file says itself, and the regulations beneath.

A regulation is compared with that of the same sign; what changed alike in several schools (a shared law) is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from admission.recruitment.model import Opening, Recruitment, Settlement
from dsl.emit.differences import Difference, Part, Said, difference, differences, in_order, limits_said
from dsl.emit.polish.provisions import seats_words
from dsl.model.regulation import Regulation
from polish.enumerations import enumerate_items

_OWN = "of the recruitment's file"
_FROM_REGULATION = "miejsca: jak w regulaminie"


@dataclass(frozen=True, slots=True)
class OfSchools:
    """What changed in the regulations of these schools alike."""

    schools: tuple[str, ...]
    found: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    own: tuple[Difference, ...]
    beneath: tuple[OfSchools, ...]

    def __len__(self) -> int:
        return len(self.own) + sum(len(one.found) for one in self.beneath)


def compared(old: Recruitment, new: Recruitment) -> Compared:
    own = (*_heading(old, new), *_schools(old, new), *_openings(old, new), *_limits(old, new), *_settlements(old, new))
    return Compared(in_order(own), tuple(_beneath(old, new)))


def _beneath(old: Recruitment, new: Recruitment) -> Iterator[OfSchools]:
    schools: dict[Difference, list[str]] = {}
    for sign, regulation in new.members.items():
        for one in differences(old.members[sign], regulation) if sign in old.members else ():
            schools.setdefault(one, []).append(sign)
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for one, signs in schools.items():
        groups.setdefault(tuple(signs), []).append(one)
    for shared in sorted(groups, key=lambda signs: (-len(signs), list(new.members).index(signs[0]))):
        yield OfSchools(shared, in_order(groups[shared]))


def _heading(old: Recruitment, new: Recruitment) -> Iterator[Difference]:
    for name, before, after in (("nazwa", old.title, new.title), ("rok szkolny", old.school_year, new.school_year)):
        found = difference(Part.RECRUITMENT, name, Said((before,)), Said((after,)))
        if found is not None:
            yield found


def _schools(old: Recruitment, new: Recruitment) -> Iterator[Difference]:
    for sign in dict.fromkeys((*new.members, *old.members)):
        found = difference(Part.SCHOOL, sign, _school(old.members.get(sign)), _school(new.members.get(sign)))
        if found is not None:
            yield found


def _school(regulation: Regulation | None) -> Said | None:
    """Its branches are told where the whole school is new or gone; else they differ beneath."""
    if regulation is None:
        return None
    name = regulation.school.name if regulation.school else regulation.title
    return Said((name,), whole=f"{name}; oddziały: {', '.join(regulation.branches)}")


# -- branches ---------------------------------------------------------------------------------------------------------


def _openings(old: Recruitment, new: Recruitment) -> Iterator[Difference]:
    for code in dict.fromkeys((*new.openings, *old.openings)):
        before, after = _opening(code, old, new), _opening(code, new, old)
        found = difference(Part.BRANCH, code, before, after)
        if found is not None:
            yield found


def _opening(code: str, recruitment: Recruitment, other: Recruitment) -> Said | None:
    """What the file of the recruitment makes of a branch; None where it is not there, or only its regulation speaks."""
    opening = recruitment.openings.get(code)
    if opening is None:
        return None
    is_own = code not in other.openings and opening.home.code not in _branches(other, opening.school)
    if is_own and not opening.made_of:
        return None
    minimum = recruitment.minimums.get(code)
    lines = (
        _made_of(opening),
        _FROM_REGULATION if opening.branch.seats is opening.home.seats else f"miejsca: {seats_words(opening.branch)}",
        f"otwiera się, gdy przyjętych jest co najmniej {minimum}" if minimum is not None else "",
        "nie otwarto" if code in recruitment.not_opened else "",
    )
    return Said(tuple(line for line in lines if line))


def _made_of(opening: Opening) -> str:
    if len(opening.made_of) > 1:
        return f"wspólna lista oddziałów {enumerate_items(opening.made_of)}"
    return f"grupa oddziału {opening.made_of[0]}" if opening.made_of else ""


def _branches(recruitment: Recruitment, school: str) -> frozenset[str]:
    regulation = recruitment.members.get(school)
    return frozenset(regulation.branches) if regulation is not None else frozenset()


# -- limits and settlements -------------------------------------------------------------------------------------------


def _limits(old: Recruitment, new: Recruitment) -> Iterator[Difference]:
    """Those of the file; one that both take from the regulations differs beneath."""
    before, after = _limits_of(old), _limits_of(new)
    for name in dict.fromkeys((*after, *before)):
        was, is_now = before.get(name), after.get(name)
        found = difference(Part.LIMIT, name, was, is_now)
        if found is not None and any(one is not None and one.way is _OWN for one in (was, is_now)):
            yield found


def _limits_of(recruitment: Recruitment) -> dict[str, Said]:
    found = {}
    for name, words, notes in limits_said(recruitment.limits):
        is_own = notes.span.source is recruitment.source
        found[name] = Said((words,), _OWN) if is_own else Said((f"{words} (jak w regulaminach)",))
    return found


def _settlements(old: Recruitment, new: Recruitment) -> Iterator[Difference]:
    """Of the same group in the same branch one is a change of the other."""
    before, after = _settled(old), _settled(new)
    for branch, group in dict.fromkeys((*after, *before)):
        found = difference(Part.SETTLEMENT, branch, before.get((branch, group)), after.get((branch, group)))
        if found is not None:
            yield found


def _settled(recruitment: Recruitment) -> dict[tuple[str, frozenset[str]], Said]:
    return {(one.branch, frozenset(one.candidates)): _settlement(one) for one in recruitment.settlements}


def _settlement(one: Settlement) -> Said:
    way = one.way.value.replace("_", " ")
    return Said((f"{way}: {', '.join(one.candidates)}", f"podstawa: {one.basis}"))
