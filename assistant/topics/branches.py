"""Branches: which there are, their extended and scored subjects, their seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.case import MOST_BRANCHES, AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.quotes import cite, cite_sources, unique
from assistant.topics.shared import branch_options, branch_title, branch_words, silent
from assistant.topics.sheets import counted_subjects, subject_label
from dsl.model.regulation import Branch, State
from dsl.model.types import CollectionType, NotionType
from polish.enumerations import quote


def every(case: Case) -> Draft | AskBack:
    branches = case.branches
    if not branches:
        return silent(case, "oddziałów")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for one in branches:
        standing.on(one.notes)
        citations += cite(case.regulation, branch_title(one), one.notes)
        extended = [subject_label(case, name) for name in one.extended_subjects]
        lines.append(
            {
                "name": case.bound.names(f"oddział.{one.code}", [branch_title(one)], (one.code,)),
                "extended": case.bound.words(", ".join(extended)),
            }
        )
    return Draft("list", {"lines": lines}, unique(citations), standing.status, standing.told)


def strange_kind(case: Case) -> Draft | AskBack:
    """A kind of branches that the regulation does not have: those it has are told instead."""
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
    variant = "extended" if _asks_extended_only(case) else "scored"
    branches = _with_subject(case, variant)
    if len(branches) > MOST_BRANCHES:
        return AskBack("O który oddział chodzi?", branch_options(case))
    if not branches and case.results.subjects:
        return _no_branch(case)
    if not branches:
        return silent(case, "przedmiotów punktowanych i rozszerzonych")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for branch in branches:
        standing.on(*(branch.fact_notes.get(name, branch.notes) for name in branch.fact_notes), branch.notes)
        lines.append(_subjects_line(case, branch, variant))
        citations += _subject_citations(case, branch)
    return Draft(variant, {"lines": lines}, unique(citations), standing.status, standing.told)


def _with_subject(case: Case, variant: str) -> tuple[Branch, ...]:
    """Where no branch is named but a subject is: the branches that have it."""
    wanted = set(case.results.subjects)
    if case.scope.branches or not wanted:
        return case.branches
    return tuple(one for one in case.branches if wanted & _subjects_of(case, one, variant))


def _subjects_of(case: Case, branch: Branch, variant: str) -> set[str]:
    counted = () if variant == "extended" else counted_subjects(case, branch)
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


def _subjects_line(case: Case, branch: Branch, variant: str) -> dict[str, str]:
    extended = [subject_label(case, name) for name in branch.extended_subjects]
    line = {"branch": branch_words(case, [branch])}
    if variant == "scored":
        line["scored"] = case.bound.names(f"punktowane.{branch.code}", scored(case, branch), (branch.code,))
    return line | {"extended": case.bound.names(f"rozszerzone.{branch.code}", extended, (branch.code,))}


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


def _subject_citations(case: Case, branch: Branch) -> Sequence[Citation]:
    found: list[Citation] = []
    for notes in branch.fact_notes.values():
        quote = f"{branch_title(branch)}: punktowane zajęcia – {', '.join(scored(case, branch))}"
        found += cite_sources(case.regulation, quote, notes, notes.sources) if notes.sources else ()
    extended = ", ".join(subject_label(case, name) for name in branch.extended_subjects)
    return [
        *found,
        *cite(case.regulation, f"{branch_title(branch)}: przedmioty rozszerzone – {extended}", branch.notes),
    ]


def seats(case: Case) -> Draft | AskBack:
    if len(case.branches) > MOST_BRANCHES:
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
