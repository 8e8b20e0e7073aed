"""What is told beside the papers of a commission: what they do not say, and what to look at before they go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from admission.candidates import Candidates
from admission.doubtful_items import CODE as DOUBTFUL_ITEM
from admission.offer import Offer
from admission.recruitment.model import Recruitment
from admission.results import Allocation
from admission.scoring import Scored, home_of
from cli.output import printable
from cli.streams import Streams
from dsl.model.regulation import Regulation, StageKind
from polish.plurals import CANDIDATE, Case, count

_LISTED = 20


def schools_of(offer: Offer) -> Sequence[Regulation]:
    if isinstance(offer, Recruitment):
        return tuple(offer.members.values())
    return (offer,) if isinstance(offer, Regulation) else ()


def tell_incomplete(allocation: Allocation, io: Streams) -> None:
    incomplete = [
        one.candidate.id for one in allocation.candidates if any(choice.scored.result.missing for choice in one.choices)
    ]
    if incomplete:
        who = count(len(incomplete), CANDIDATE, Case.GENITIVE)
        io.warn(f"Uwaga: brakuje danych {who}: {_listed(incomplete)}. Sprawdź wnioski.")


def tell_timetable(offer: Offer, phase: str, event: str, io: Streams) -> None:
    from generator.papers.common import timetable_words

    for one in schools_of(offer):
        when = timetable_words(one, event, phase)
        if when:
            io.warn(f"Nie udostępniaj plików przed ogłoszeniem listy; terminarz: {when}")
            return


def tell_day(day: date | None, phase: str, offer: Offer, io: Streams, event: str = "") -> None:
    """What speaks against the day that was given."""
    from generator.papers.days import doubts

    if day is not None:
        found = (line for one in schools_of(offer) for line in doubts(one, phase, day, event))
        for line in dict.fromkeys(found):
            io.warn(f"Uwaga: {printable(line)}")


def tell_left_off(offer: Offer, io: Streams) -> None:
    """What the regulations say that no official sheet does."""
    from generator.papers.sheets import left_off

    found = [left_off(one) for one in schools_of(offer)]
    recalled = list(dict.fromkeys(basis for bases, _ in found for basis in bases))
    if recalled:
        io.warn(f"Na arkuszach nie ma podstaw prawnych zapisanych z pamięci: {_listed(recalled, '; ')}.")
        io.warn("Sprawdź je w aktach i dopisz „pewność: sprawdzone”, a staną na arkuszach.")
    for one in dict.fromkeys(one for _, doubtful in found for one in doubtful):
        io.warn(
            f"Na arkuszach nie ma terminu ({one.doubt}), tylko „zapytaj w szkole”: {printable(one.text)} Popraw go w "
            "regulaminie."
        )


def tell_doubtful(candidates: Candidates, seated: Iterable[Scored], offer: Offer, io: Streams) -> None:
    """Whose data speak against themselves; first those whom that may have put before others."""
    doubtful = [one for one in seated if _is_doubtful(candidates, one.candidate.id)]
    ahead = [one for one in doubtful if _has_priority(offer, one)]
    others = [one for one in doubtful if one not in ahead]
    for people, what in ((ahead, "z pierwszeństwem"), (others, "zakwalifikowane")):
        if people:
            listed = _listed(one.candidate.id for one in people)
            io.warn(f"Sprawdź, zanim pismo wyjdzie: osoby {what}, których dane same sobie przeczą: {listed}.")


def _is_doubtful(candidates: Candidates, identifier: str) -> bool:
    return any(one.code == DOUBTFUL_ITEM for one in candidates.told.get(identifier, ()))


def _has_priority(offer: Offer, one: Scored) -> bool:
    _, home = home_of(offer, one.choice.branch)
    stages = zip(home.rules.order, one.result.order, strict=True)
    return any(stage.kind is StageKind.PRIORITY and value.value is True for stage, value in stages)


def _listed(texts: Iterable[str], between: str = ", ") -> str:
    found = list(map(printable, texts))
    more = f" i jeszcze {len(found) - _LISTED}" if len(found) > _LISTED else ""
    return f"{between.join(found[:_LISTED])}{more}"
