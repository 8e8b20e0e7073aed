"""What a regulation of this kind should settle and may not: told as not settled, after the model was asked."""

from __future__ import annotations

from collections.abc import Callable

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.formulas import facts_of, uses_points
from assistant.quotes import cite
from assistant.topics.shared import silent
from assistant.topics.sheets import grades_criterion
from dsl.emit.polish.sentences import document as document_sentence
from dsl.model.regulation import StageKind
from polish.folding import fold
from polish.plurals import BRANCH, SCHOOL
from polish.plurals import Case as Grammar


def school_limit(case: Case) -> Draft | AskBack:
    """How many schools or branches may be chosen."""
    limits = case.regulation.limits
    known = [
        (name, count, notes, noun)
        for name, count, notes, noun in (
            ("szkoły", limits.schools, limits.schools_notes, SCHOOL),
            ("oddziały", limits.branches, limits.branches_notes, BRANCH),
        )
        if notes is not None
    ]
    if not known:
        citations, nearest = _application(case)
        return silent(case, "liczby szkół i oddziałów, które można wybrać", citations, nearest)
    standing = Standing(case)
    told: list[Citation] = []
    lines = []
    for name, count, notes, noun in known:
        standing.on(notes)
        shown = case.bound.words("bez limitu")
        if count is not None:
            shown = case.bound.number(f"limit.{name}", count, noun, Grammar.ACCUSATIVE)
        lines.append({"what": case.bound.words(name), "limit": shown})
        told += cite(case.regulation, f"limity: {name}", notes)
    return Draft("limits", {"lines": lines}, tuple(told), standing.status, standing.told)


def _application(case: Case) -> tuple[tuple[Citation, ...], str]:
    """The rule on the application, where a limit would stand."""
    found = next((one for one in case.regulation.documents.values() if one.name.startswith("wniosek")), None)
    if found is None:
        return (), ""
    return cite(case.regulation, document_sentence(found), found.notes), found.notes.label


def facet(case: Case) -> Draft | AskBack:
    """`settings: {what, absent: name of a test below}`; when the model does have it, the person is asked back."""
    check = _ABSENT[case.settings["absent"]]
    if not check(case):
        return AskBack("O co dokładnie chodzi?", ("punkty za oceny", "warunki przyjęcia", "kryteria rekrutacji"))
    citations, nearest = _nearest(case)
    return silent(case, case.settings["what"], citations, nearest)


def _nearest(case: Case) -> tuple[tuple[Citation, ...], str]:
    """The rule closest to what was asked: how grades count, or what decides."""
    if not case.branches:
        return (), ""
    branch = case.branches[0]
    sentences = case.sentences(branch)
    if case.settings.get("nearest") == "grades":
        criterion = grades_criterion(branch)
        if criterion is not None:
            return cite(case.regulation, sentences.criterion(criterion), criterion.notes), criterion.notes.label
    stage = next((one for one in branch.rules.order if one.kind is StageKind.SUM), None)
    if stage is None:
        return (), ""
    return cite(case.regulation, sentences.stage(stage), stage.notes), stage.notes.label


def _no_threshold(case: Case) -> bool:
    return not any(uses_points(branch.rules) for branch in case.branches)


def _no_fact(*stems: str) -> Callable[[Case], bool]:
    def check(case: Case) -> bool:
        used = {fact for branch in case.branches for one in branch.rules.criteria for fact in facts_of(one)}
        names = [fold(name) for name in (*used, *case.regulation.candidate)]
        return not any(stem in name for name in names for stem in stems)

    return check


_ABSENT: dict[str, Callable[[Case], bool]] = {
    "threshold": _no_threshold,
    "average": _no_fact("sredni"),
    "behaviour": _no_fact("zachowan"),
    "test": _no_fact("sprawdzian", "test", "rozmow", "predyspoz"),
    "distance": _no_fact("odleglosc", "zamieszk", "adres", "gmin"),
}


def out_of_scope(case: Case) -> Draft | AskBack:
    from assistant.contract import Status

    return Draft("declined", {}, (), Status.OUT_OF_SCOPE)
