"""Branches: which there are, their extended and scored subjects, their seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.case import MOST_BRANCHES, AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import covers
from assistant.offered import ALL
from assistant.passages import passages
from assistant.patterns import pattern
from assistant.quotes import cite, cite_sources, unique
from assistant.scope import CLASS_WORD
from assistant.slots import LANGUAGES
from assistant.told import CLAIMED, asks_verdict
from assistant.topics.occupations import named_beside, named_occupation, occupation_notion
from assistant.topics.provisions import MOST_QUOTED, quoted
from assistant.topics.shared import branch_options, branch_title, branch_words, silent
from assistant.topics.sheets import counted_subjects, subject_label
from dsl.model.regulation import Branch, State
from dsl.model.types import CollectionType, NotionType
from polish.enumerations import quote
from polish.folding import fold

MOST_SEATS = 8
_EXTENDED = "extended"
ANY_LANGUAGE = "język_obcy"
_COUNTS = pattern("licz*|wlicz*|punkt*")


def every(case: Case) -> Draft | AskBack:
    branches = case.branches
    if not branches or branches[0].code == ALL:
        return silent(case, "oddziałów")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for one in branches:
        standing.on_branch(one.notes)
        citations += cite(case.regulation, branch_title(one), one.notes)
        extended = [subject_label(case, name) for name in one.extended_subjects]
        lines.append(
            {
                "name": case.bound.names(f"oddział.{one.code}", [branch_title(one)], (one.code,)),
                "extended": case.bound.words(", ".join(extended)) if extended else "",
            }
        )
    return Draft("list", {"lines": lines}, unique(citations), standing.status, standing.told)


def occupations(case: Case) -> Draft | AskBack:
    """The occupations a candidate may choose, where branches have any; or whether the named one is among them."""
    for branch in case.branches:
        notion = occupation_notion(branch)
        if notion is None:
            continue
        standing = Standing(case)
        standing.on(branch.notes)
        named = named_occupation(case.words, notion)
        citations = _citing_occupations(case, branch)
        if named:
            data = {
                "verdict": "" if _LACKING & {*case.words} else case.bound.verdict("tak"),
                "name": case.bound.names(f"zawód.{named}", [notion.label(named)], (branch.code,)),
                "branch": branch_words(case, [branch]),
            }
            return Draft("one", data, citations, standing.status, standing.told)
        names = [notion.label(one) for one in notion.members]
        strange = named_beside(case.words)
        if strange:
            data = {
                "verdict": case.bound.verdict("nie_wymienia"),
                "strange": case.bound.echo(quote(strange)),
                "names": case.bound.names("zawody", names),
            }
            return Draft("strange", data, citations, Status.UNSAID, standing.told)
        return Draft("every", {"names": case.bound.names("zawody", names)}, citations, standing.status, standing.told)
    return silent(case, "zawodów do wyboru", cite_branches(case))


_LACKING = frozenset({"bez", "nie", "brak"})
"""„na kucharza bez książeczki”: asks more than whether there is the occupation."""


def _citing_occupations(case: Case, branch: Branch) -> tuple[Citation, ...]:
    said = [one for one in passages(case.regulation) if one.name == "zawody"]
    own = cite(case.regulation, branch_title(branch), branch.notes)
    return unique([cited for one in said for cited in one.citations]) or own


def strange_kind(case: Case) -> Draft | AskBack:
    """A kind of branches that the regulation does not have: those it has are told instead. A rule that speaks of the
    kind all the same is quoted."""
    words = [one for one in case.scope.strange_kind.split() if not CLASS_WORD.matches(fold(one))]
    told = [one for one in passages(case.regulation) if any(covers(fold(word), one.name) for word in words)]
    if told:
        return quoted(case, told[:MOST_QUOTED])
    branches = list(case.offered.values())
    data = {
        "verdict": case.bound.verdict("nie_przewiduje"),
        "kind": case.bound.echo(quote(case.scope.strange_kind)),
        "lines": [case.bound.words(branch_title(one)) for one in branches],
    }
    citations = [one for branch in branches for one in cite(case.regulation, branch_title(branch), branch.notes)]
    return Draft("none", data, unique(citations), Status.UNSAID)


def subjects(case: Case) -> Draft | AskBack:
    """Scored and extended subjects; only the extended ones where only they were asked about."""
    variant = _EXTENDED if _asks_extended_only(case) else "scored"
    if variant == _EXTENDED and not any(one.extended_subjects for one in case.offered.values()):
        return silent(case, "przedmiotów rozszerzonych", cite_branches(case))
    branches = _with_subject(case, variant)
    if not branches and case.results.subjects:
        return _no_branch(case)
    if not branches:
        return silent(case, "przedmiotów punktowanych i rozszerzonych")
    groups = _alike(case, branches, variant)
    if len(groups) > MOST_BRANCHES:
        return AskBack("O który oddział chodzi?", branch_options(case))
    if not any(any(lists) for lists in groups):
        return silent(case, "przedmiotów punktowanych ani rozszerzonych", cite_branches(case))
    standing = Standing(case)
    citations: list[Citation] = []
    verdict = _subject_verdict(case, branches, variant)
    lines = []
    for lists, some in groups.items():
        lines.append(_subjects_line(case, some, lists))
        for branch in some:
            notes = [*branch.fact_notes.values(), branch.notes]
            for one in notes[:1] if notes[0].state is not State.EXAMPLE else ():
                standing.on(one, *(other for other in notes[1:] if other.state is not State.EXAMPLE))
            citations += subject_citations(case, branch)
    data = {"lines": lines, "verdict": verdict}
    return Draft(variant, data, unique(citations), standing.status, standing.told)


def _subject_verdict(case: Case, branches: Sequence[Branch], variant: str) -> str:
    """„czy fizyka liczy się do TE”: whether the one subject named counts in the one branch named."""
    named = [case.branches[0]] if len(case.scope.branches) == 1 else []
    asks = case.words[:1] == ("czy",) or asks_verdict(case.tokens, CLAIMED)
    if not asks or not named or len(case.results.subjects) != 1 or not branches:
        return ""
    counts = set(counted_subjects(case, named[0])) if any(map(_COUNTS.matches, case.words)) else set()
    known = counts or _subjects_of(case, named[0], variant)
    is_known = case.results.subjects[0] in known or (case.results.subjects[0] == ANY_LANGUAGE and known & LANGUAGES)
    return case.bound.verdict("tak" if is_known else "nie")


def _with_subject(case: Case, variant: str) -> tuple[Branch, ...]:
    """Where no branch is named but a subject is: the branches that have it."""
    wanted = set(case.results.subjects)
    if case.scope.branches or not wanted:
        return case.branches
    return tuple(one for one in case.branches if wanted & _subjects_of(case, one, variant))


def _subjects_of(case: Case, branch: Branch, variant: str) -> set[str]:
    counted = () if variant == _EXTENDED else counted_subjects(case, branch)
    return {*branch.extended_subjects, *counted}


def _no_branch(case: Case) -> Draft:
    names = case.bound.words(", ".join(subject_label(case, one) for one in case.results.subjects))
    data = {"verdict": case.bound.verdict("nie"), "what": names}
    return Draft("none", data, cite_branches(case))


def cite_branches(case: Case) -> tuple[Citation, ...]:
    """Where the branches are listed."""
    return unique(
        [one for branch in case.branches for one in cite(case.regulation, branch_title(branch), branch.notes)]
    )


def _asks_extended_only(case: Case) -> bool:
    about = {stem for word in case.words for stem in ("rozszerz", "punkt", "licz") if word.startswith(stem)}
    return about == {"rozszerz"}


_Lists = tuple[tuple[str, ...], tuple[str, ...]]


def _alike(case: Case, branches: Sequence[Branch], variant: str) -> dict[_Lists, list[Branch]]:
    """Branches with the same subjects are told together."""
    groups: dict[_Lists, list[Branch]] = {}
    for branch in branches:
        counted = tuple(scored(case, branch)) if variant == "scored" else ()
        extended = tuple(subject_label(case, name) for name in branch.extended_subjects)
        groups.setdefault((counted, extended), []).append(branch)
    return groups


def _subjects_line(case: Case, branches: Sequence[Branch], lists: _Lists) -> dict[str, str]:
    codes = tuple(branch.code for branch in branches)
    counted, extended = lists
    return {
        "branch": branch_words(case, branches),
        "scored": case.bound.names(f"punktowane.{codes[0]}", counted, codes) if counted else "",
        "extended": case.bound.names(f"rozszerzone.{codes[0]}", extended, codes) if extended else "",
    }


def scored(case: Case, branch: Branch) -> list[str]:
    """All subjects whose grades count here: those of every branch and the branch's own."""
    return [subject_label(case, name) for name in counted_subjects(case, branch)] or _own(branch)


def _own(branch: Branch) -> list[str]:
    found = []
    for fact in branch.rules.facts.get("oddział", {}).values():
        value = branch.facts.get(fact.name)
        if value and isinstance(fact.type, CollectionType) and isinstance(fact.type.item, NotionType):
            notion = fact.type.item.notion
            found += [notion.label(name) for name in notion.members if name in value]
    return found


def subject_citations(case: Case, branch: Branch) -> Sequence[Citation]:
    found: list[Citation] = []
    for notes in branch.fact_notes.values():
        quote = f"{branch_title(branch)}: punktowane zajęcia – {', '.join(scored(case, branch))}"
        found += cite_sources(case.regulation, quote, notes, notes.sources) if notes.sources else ()
    extended = ", ".join(subject_label(case, name) for name in branch.extended_subjects)
    words = f"{branch_title(branch)}: przedmioty rozszerzone – {extended}" if extended else branch_title(branch)
    return [*found, *cite(case.regulation, words, branch.notes)]


def seats(case: Case) -> Draft | AskBack:
    if len(case.branches) > MOST_SEATS:
        return AskBack("O który oddział chodzi?", branch_options(case))
    known = [branch for branch in case.branches if branch.seats is not None]
    if not known:
        return silent(case, "liczby miejsc")
    is_example = all(branch.seats is not None and branch.seats.notes.state is State.EXAMPLE for branch in known)
    verdict = case.bound.verdict("nie_podaje") if is_example else ""
    standing = Standing(case)
    citations: list[Citation] = []
    lines: list[dict[str, Any]] = []
    for branch in known:
        assert branch.seats is not None
        standing.on(branch.seats.notes, branch.notes)
        count = branch.seats.count
        shown = case.bound.words("bez limitu")
        if count is not None:
            shown = case.bound.seats(f"miejsca.{branch.code}", count, (branch.code,))
        lines.append({"branch": branch_words(case, [branch]), "seats": shown})
        citations += cite(case.regulation, _seats_quote(branch), branch.seats.notes, branch.notes)
    if is_example:
        return Draft("example", {"verdict": verdict, "lines": lines}, unique(citations), Status.UNSAID)
    return Draft("given", {"lines": lines}, unique(citations), standing.status, standing.told, next_step="")


def _seats_quote(branch: Branch) -> str:
    from dsl.emit.polish.sentences import seats_words

    return f"{branch_title(branch)} – miejsca: {seats_words(branch)}"
