"""Whether a place on the list of choices or the day of filing changes anything: read off the formulas, not guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.formulas import facts_reached
from assistant.passages import passages
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.told import asks_whether_alike, words_of_case
from dsl.model.regulation import Branch, Criterion, Stage, StageKind
from polish.folding import fold

_POSITIONS = frozenset({"pozycja", "pozycja_szkoły"})
_ORDER_OF_FILING = pattern("kolejnosc*")
_FILING = pattern("zgloszen*|zlozen*|skladan*")


def position(case: Case) -> Draft | AskBack:
    """„czy w drugiej szkole mam mniejsze szanse”: the criteria and stages that look at the place of a choice."""
    branch = case.branches[0]
    standing = Standing(case)
    using = list(_using(branch))
    sentences = case.sentences(branch)
    citations: list[Citation] = []
    for criterion in using:
        standing.on(criterion.notes)
        citations += cite(case.regulation, sentences.criterion(criterion), criterion.notes)
    stages = _stages(branch) if not using else ()
    for stage in stages:
        standing.on(stage.notes)
        citations += cite(case.regulation, sentences.stage(stage), stage.notes)
    is_alike = asks_whether_alike(case.tokens)
    is_harm = bool(using) and any(map(words_of_case("harmed").matches, case.words))
    is_of_own = any(map(words_of_case("gained").matches, case.words))
    data = {
        "verdict": "" if is_harm or is_of_own else case.bound.verdict("tak" if bool(using) != is_alike else "nie"),
        "lines": [case.bound.words(one.notes.label) for one in (using or stages)],
    }
    return Draft("matters" if using else "no_matter", data, unique(citations), standing.status, standing.told)


def _using(branch: Branch) -> Iterator[Criterion]:
    for top in branch.rules.criteria:
        for one in top.walk():
            if any(fact.name in _POSITIONS for fact in facts_reached(branch.rules, one)):
                yield one


def _stages(branch: Branch) -> Sequence[Stage]:
    return [one for one in branch.rules.order if one.kind is not StageKind.LOT]


def filing_order(case: Case) -> Draft | AskBack:
    """„kto pierwszy, ten lepszy?”: the clause that says so, else the stages, none of which looks at the day."""
    said = [one for one in passages(case.regulation) if _is_of_filing(one.words)]
    standing = Standing(case)
    branch = case.branches[0]
    verdict = case.bound.verdict("tak" if asks_whether_alike(case.tokens) else "nie")
    if said:
        standing.on(*said[0].chain)
        data = {"verdict": verdict, "clause": case.bound.words(said[0].text), "lines": []}
        return Draft("no_matter", data, said[0].citations, standing.status, standing.told)
    stages = _stages(branch)
    citations: list[Citation] = []
    for stage in stages:
        standing.on(stage.notes)
        citations += cite(case.regulation, case.sentences(branch).stage(stage), stage.notes)
    data = {"verdict": verdict, "clause": "", "lines": [case.bound.words(one.notes.label) for one in stages]}
    return Draft("no_matter", data, unique(citations), standing.status, standing.told)


def _is_of_filing(text: str) -> bool:
    words = fold(text).replace(";", " ").split()
    return any(map(_ORDER_OF_FILING.matches, words)) and any(map(_FILING.matches, words))
