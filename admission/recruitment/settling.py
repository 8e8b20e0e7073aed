"""Lots and decisions of a recruitment's file -> the choices of the candidates that they name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from admission.candidates import Candidate, Choice
from admission.recruitment.model import Recruitment, Settlement
from dsl.diagnostics import Diagnostics
from dsl.model.regulation import BASIS_OF_SETTLING, SETTLED_IN, Branch


def with_settlements(
    candidates: Iterable[Candidate],
    recruitment: Recruitment,
    diagnostics: Diagnostics,
    others: Collection[str] = (),
) -> tuple[Candidate, ...]:
    """The candidates with what the file settles; a name that fits nobody is an error at the settlement. `others` are
    those of the data who do not take part: a protocol that names one of them still holds for the rest."""
    return settled_by(recruitment.settlements, candidates, recruitment.branches, diagnostics, others)


def settled_by(
    settlements: Iterable[Settlement],
    candidates: Iterable[Candidate],
    branches: Mapping[str, Branch],
    diagnostics: Diagnostics,
    others: Collection[str] = (),
) -> tuple[Candidate, ...]:
    found = {one.id: one for one in candidates}
    for settlement in settlements:
        _tell_silent(settlement, branches[settlement.branch], diagnostics)
        for number, identifier in enumerate(settlement.candidates, start=1):
            candidate = found.get(identifier)
            if candidate is None and identifier in others:
                _tell_not_taking_part(settlement, identifier, diagnostics)
            elif candidate is None or not any(choice.branch == settlement.branch for choice in candidate.choices):
                _tell_unknown(settlement, identifier, candidate is not None, diagnostics)
            elif _is_settled(candidate, settlement.branch):
                _tell_settled_twice(settlement, identifier, diagnostics)
            else:
                found[identifier] = _settled(candidate, settlement, number)
    return tuple(found.values())


def _settled(candidate: Candidate, settlement: Settlement, number: int) -> Candidate:
    facts = {SETTLED_IN[settlement.way]: number, BASIS_OF_SETTLING: settlement.basis}
    choices = tuple(
        Choice(one.branch, {**one.pair, **facts}) if one.branch == settlement.branch else one
        for one in candidate.choices
    )
    return candidate._replace(choices=choices)


def _is_settled(candidate: Candidate, branch: str) -> bool:
    """By another settlement of the file, or by the candidates' data: two orders would be mixed into a third."""
    return any(
        choice.branch == branch and any(choice.pair.get(field) is not None for field in SETTLED_IN.values())
        for choice in candidate.choices
    )


def _tell_silent(settlement: Settlement, branch: Branch, diagnostics: Diagnostics) -> None:
    if not branch.rules.says_what_settles:
        message = f"Regulamin nie mówi, co rozstrzyga równe wyniki w oddziale „{settlement.branch}”."
        hint = (
            f"Jeżeli ci kandydaci są tam równi, liczy się to rozstrzygnięcie (podstawa: {settlement.basis}). "
            "Sprawdź, czy wolno tak rozstrzygać."
        )
        diagnostics.warning("K006", settlement.span, message, hint)


def _tell_not_taking_part(settlement: Settlement, identifier: str, diagnostics: Diagnostics) -> None:
    message = f"Rozstrzygnięcie w oddziale „{settlement.branch}” wymienia „{identifier}”, który nie bierze udziału."
    diagnostics.note("N005", settlement.span, message, "Pozostałych rozstrzyga tak, jak zapisano.")


def _tell_settled_twice(settlement: Settlement, identifier: str, diagnostics: Diagnostics) -> None:
    where = f"w oddziale „{settlement.branch}”"
    message = f"Kandydat „{identifier}” ma {where} już inne rozstrzygnięcie: w tym pliku albo w danych."
    hint = "Zostaw jedno, a w nim wymień całą grupę równych kandydatów."
    diagnostics.error("N005", settlement.span, message, hint)


def _tell_unknown(settlement: Settlement, identifier: str, is_there: bool, diagnostics: Diagnostics) -> None:
    who = "ten kandydat nie wybrał tego oddziału" if is_there else "nie ma takiego kandydata w danych"
    message = f"Rozstrzygnięcie w oddziale „{settlement.branch}” wymienia „{identifier}”, a {who}."
    diagnostics.error("N005", settlement.span, message, "Popraw znak kandydata albo oddział.")
