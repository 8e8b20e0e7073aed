"""What several topics say the same way: branches by name, options of a question back, what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.offered import ALL
from dsl.model.regulation import Branch
from dsl.source.nodes import readable_name

MOST_OPTIONS = 4


def branch_title(branch: Branch) -> str:
    """„oddział A (matematyczny)”; where a kind stands for its branches, „oddział dwujęzyczny”."""
    if branch.code == branch.rules.kind:
        return f"oddział {readable_name(branch.code)}"
    if branch.code == ALL:
        return "wszystkie oddziały"
    is_named = branch.label and branch.label != branch.code
    return f"oddział {branch.code} ({branch.label})" if is_named else f"oddział {branch.code}"


def branch_words(case: Case, branches: Sequence[Branch]) -> str:
    """A placeholder: „oddział A (matematyczno-językowy …)”, „oddziały A, B”."""
    if len(branches) == 1:
        return case.bound.words(branch_title(branches[0]))
    return case.bound.words("oddziały " + ", ".join(readable_name(branch.code) for branch in branches))


def branch_options(case: Case) -> tuple[str, ...]:
    return options_of(list(case.offered.values()))


def options_of(branches: Sequence[Branch]) -> tuple[str, ...]:
    """At most four: with more branches the last option leaves the name to the person."""
    titles = tuple(branch_title(branch) for branch in branches)
    return titles if len(titles) <= MOST_OPTIONS else (*titles[: MOST_OPTIONS - 1], "inny oddział – podaj jego nazwę")


def settled(
    case: Case,
    verdict: str,
    lead: str,
    lines: Sequence[str],
    citations: tuple[Citation, ...],
    standing: Standing,
) -> Draft:
    """A yes or a no with the rule that gives it."""
    told = case.bound.verdict(verdict)
    return settled_by(told, case.bound.words(lead), [case.bound.words(one) for one in lines], citations, standing)


def settled_by(
    verdict: str, lead: str, lines: Sequence[str], citations: tuple[Citation, ...], standing: Standing
) -> Draft:
    """The same of placeholders."""
    data = {"verdict": verdict, "lead": lead, "lines": lines}
    return Draft("settled", data, citations, standing.status, standing.told, next_step="")


def silent(case: Case, what: str, citations: tuple[Citation, ...] = (), nearest: str = "") -> Draft:
    """The regulation settles nothing here; the nearest rule may be quoted."""
    data = {
        "verdict": case.bound.verdict("nie_określa"),
        "what": case.bound.words(what),
        "nearest": case.bound.words(nearest) if nearest else "",
    }
    return Draft("silent", data, citations, Status.UNSAID)
