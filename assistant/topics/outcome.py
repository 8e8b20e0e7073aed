"""„dlaczego się nie dostałem”: the reason of every choice, over the outcomes of an allocation; else who says it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.outcomes import CandidateOutcome, ChoiceOutcome, Outcomes
from assistant.quotes import cite, unique
from assistant.scope import MAIN_PHASE
from assistant.topics.shared import branch_title
from dsl.emit.polish.sentences import clause as clause_sentence
from dsl.emit.polish.sentences import event as event_sentence
from dsl.model.regulation import StageKind

_RESULTS = {
    "przyjęty": "przyjęto",
    "przyjęty_wyżej": "przyjęto do oddziału, który stoi wyżej na liście",
    "poniżej_progu": "nie przyjęto",
    "nie_spełnia_warunku": "nie przyjęto",
    "niekompletny": "nie do rozstrzygnięcia bez brakujących danych",
    "remis_nierozstrzygnięty": "remis do rozstrzygnięcia",
    "oddziału_nie_otwarto": "oddziału nie utworzono",
}
_EXPLAIN = "Obliczenie punktów pokazuje polecenie „paragraf explain”."
_REASONS = "uzasadnienie"
_REASONS_EVENT = "wniosek_o_uzasadnienie"


def candidate(case: Case) -> Draft | AskBack:
    """A candidate that is named, or the one the conversation is about."""
    known = case.outcomes
    if known is None:
        return _no_outcomes(case)
    named = known.named_in(case.question) or case.candidate
    if not named and case.results.identifier:
        return _not_there(case, case.results.identifier)
    if not named:
        options = ("podaj identyfikator kandydata z pliku wyników", "zapytaj, jak się odwołać")
        return AskBack("O którego kandydata chodzi?", options)
    return _told(case, known, named)


def _told(case: Case, known: Outcomes, named: str) -> Draft:
    one = known.by_id[named]
    wanted = set(case.scope.branches)
    choices = [choice for choice in one.choices if not wanted or choice.branch in wanted] or list(one.choices)
    verdict = case.bound.verdict("tak" if one.admitted else "nie", "przyjęty")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for choice in choices:
        branch = case.regulation.branches.get(choice.branch)
        if branch is not None:
            stage = next((stage for stage in branch.rules.order if stage.kind is StageKind.SUM), None)
            if stage is not None:
                standing.on(stage.notes)
                citations += cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
        lines.append(_line(case, choice, branch_title(branch) if branch is not None else f"oddział {choice.branch}"))
    steps, more = _appeal(case) if not one.admitted else ([], [])
    data = {"verdict": verdict, "who": case.bound.echo(one.candidate), "lines": lines, "steps": steps}
    found = unique([*citations, *more])
    return Draft("candidate", data | _place(case, one), found, standing.status, (), next_step=_EXPLAIN)


def _place(case: Case, one: CandidateOutcome) -> dict[str, str]:
    return {"admitted": case.bound.words(f"oddział {one.admitted}") if one.admitted else ""}


def _line(case: Case, choice: ChoiceOutcome, title: str) -> dict[str, str]:
    codes = (choice.branch,)
    total = case.bound.points(f"wynik.{choice.branch}", _number(choice.total), codes) if choice.total else ""
    return {
        "branch": case.bound.words(title),
        "result": case.bound.words(_RESULTS.get(choice.result, choice.result.replace("_", " "))),
        "total": total,
        "reason": case.bound.words(choice.reason) if choice.reason else "",
    }


def _number(text: str) -> Fraction:
    return Fraction(text)


def _appeal(case: Case) -> tuple[list[dict[str, Any]], list[Citation]]:
    """How to get the reasons of the commission: the first step of the appeal."""
    event = case.regulation.timetable.get(_REASONS_EVENT)
    if event is not None and MAIN_PHASE in event.terms:
        chain = (event.term_notes[MAIN_PHASE], event.notes)
        words = event_sentence(event, MAIN_PHASE, case.regulation.timetable)
        term = case.bound.term(f"termin.{event.name}", event.terms[MAIN_PHASE])
        return [{"text": case.bound.words(event.activity), "term": term}], list(cite(case.regulation, words, *chain))
    group = case.regulation.clauses.get("odwołania", {})
    found = group.get(_REASONS_EVENT) or group.get(_REASONS)
    if found is None:
        return [], []
    words = clause_sentence(found, case.regulation.timetable)
    return [{"text": case.bound.words(words.flat), "term": ""}], list(cite(case.regulation, words, found.notes))


def _no_outcomes(case: Case) -> Draft:
    who = case.results.identifier
    verdict = case.bound.verdict("nie_podaje")
    steps, citations = _appeal(case)
    data = {"verdict": verdict, "who": case.bound.echo(who) if who else "", "steps": steps}
    return Draft("no_outcomes", data, unique(citations), Status.UNSAID)


def _not_there(case: Case, who: str) -> Draft:
    data = {"verdict": case.bound.verdict("nie_podaje_plik"), "who": case.bound.echo(who)}
    return Draft("not_there", data, (), Status.UNSAID, next_step="Sprawdź identyfikator w pliku wyników.")
