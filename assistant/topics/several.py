"""Several criteria in one question: „za pasek i wolontariat”, „samotna mama, a do tego najbliżej”; each and their sum.

Criteria are named by plain facts that are claimed, and clause by clause by words that name a criterion alone. A clause
that could mean two criteria leaves the sum out: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import asked_places, clauses_of, telling_words
from assistant.formulas import counted, criterion_by_fact
from assistant.normalise import Token
from assistant.offered import offered
from assistant.quotes import cite, unique
from assistant.topics.named_criteria import Named, named_criteria, plain_points
from assistant.topics.shared import silent
from assistant.topics.sheets import claimed
from dsl.model.regulation import Branch, Regulation
from dsl.model.result import Number
from polish.enumerations import quote

_PARTS = frozenset(",.;:!?–—-") | {"i", "oraz", "a", "ale", "czy", "plus"}
_LEAST = 2
_LEAST_OF_CLAUSE = 3


def names_several(tokens: Sequence[Token], used: frozenset[int], regulation: Regulation) -> bool:
    branch = next(iter(offered(regulation).values()), None)
    return branch is not None and len(_named(tokens, used, branch)) >= _LEAST


def several(case: Case) -> Draft | AskBack:
    branch = case.branches[0]
    found = _named(case.tokens, case.scope.used, branch)
    if not found:
        return silent(case, "takich kryteriów")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    counting: dict[tuple[str, ...], Number] = {}
    for one in found:
        top = branch.rules.criterion(one.criterion.path[:1]) or one.criterion
        standing.on(one.criterion.notes, *([top.notes] if top is not one.criterion else []))
        points = plain_points(case, branch, one.criterion)
        assert points is not None
        counting[one.criterion.path] = counting.get(one.criterion.path, 0) + points
        shown = case.bound.points(f"punkty.{one.criterion.dotted}", points)
        lines.append({"what": case.bound.words(one.words), "points": shown})
        citations += cite(
            case.regulation, case.sentences(branch).criterion(one.criterion), one.criterion.notes, top.notes
        )
    total = sum(counted(case.evaluator(branch, {}), counting).values(), 0)
    limit = (
        case.bound.words("po ograniczeniu do najwyższej liczby za kryterium") if total < sum(counting.values()) else ""
    )
    beside = _not_counted(case.tokens, case.scope.used, branch)
    data = {
        "lines": lines,
        "total": case.bound.points("punkty.razem", total),
        "limit": limit,
        "beside": [case.bound.echo(quote(one)) for one in beside],
    }
    return Draft("several", data, unique(citations), standing.status, standing.told)


def _named(tokens: Sequence[Token], used: frozenset[int], branch: Branch) -> list[Named]:
    """The criteria, each once; none where a clause may mean several, or where one has no plain points."""
    found: dict[tuple[str, str], Named] = {}
    facts = claimed([token.text for token in tokens])
    for fact in (fact for fact, is_so in facts.items() if is_so):
        criterion = criterion_by_fact(branch.rules, fact)
        if criterion is not None:
            found[criterion.dotted, ""] = Named(criterion, criterion.notes.label)
    for clause in _clauses(tokens, used):
        named = named_criteria(branch, telling_words(clause, frozenset()))
        if len(named) > 1:
            return []
        for one in named:
            found[one.criterion.dotted, one.member] = one
    return list(found.values())


def _not_counted(tokens: Sequence[Token], used: frozenset[int], branch: Branch) -> list[str]:
    """Clauses of the story that name no criterion: they may tell of one in words that nobody here knows."""
    asked = asked_places(tokens)
    told = [[tokens[place] for place in places] for places in clauses_of(tokens) if not asked & set(places)]
    known = [one for one in told if not _named(one, frozenset(), branch)]
    return [" ".join(token.raw for token in one) for one in known if len(one) >= _LEAST_OF_CLAUSE]


def _clauses(tokens: Sequence[Token], used: frozenset[int]) -> Iterator[Sequence[Token]]:
    kept = [token for place, token in enumerate(tokens) if place not in used]
    for is_sign, clause in groupby(kept, key=lambda token: token.text in _PARTS):
        if not is_sign:
            yield list(clause)
