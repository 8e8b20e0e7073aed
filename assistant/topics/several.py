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
from assistant.denial import denied_places
from assistant.formulas import counted, criterion_by_fact
from assistant.normalise import Token
from assistant.offered import offered
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.told import CLAIMED, asks_verdict, claimed_points
from assistant.topics.named_criteria import Named, named_criteria, of_person, plain_points
from assistant.topics.shared import silent
from assistant.topics.sheets import claimed
from dsl.model.regulation import Branch, Regulation
from dsl.model.result import Number
from polish.enumerations import quote

_PARTS = frozenset(",.;:!?–—-") | {"i", "oraz", "a", "ale", "czy", "plus"}
_OF_ASKER = pattern("mam|mamy|jestem|jestesmy")
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
    verdict = _verdict(case, branch, found)
    for one in found:
        top = branch.rules.criterion(one.criterion.path[:1]) or one.criterion
        standing.on(one.criterion.notes, *([top.notes] if top is not one.criterion else []))
        points = plain_points(case, branch, one.criterion)
        assert points is not None
        shown = case.bound.points(f"punkty.{one.criterion.dotted}", points)
        lines.append({"what": case.bound.words(one.words), "points": shown})
        citations += cite(
            case.regulation, case.sentences(branch).criterion(one.criterion), one.criterion.notes, top.notes
        )
    total, plain = _sums(case, branch, found)
    limit = case.bound.words("po ograniczeniu do najwyższej liczby za kryterium") if total < plain else ""
    beside = left_out(case.tokens, case.scope.used, branch)
    data = {
        "verdict": verdict,
        "lines": lines,
        "total": case.bound.points("punkty.razem", total),
        "limit": limit,
        "beside": [case.bound.echo(quote(one)) for one in beside],
    }
    return Draft("several", data, unique(citations), standing.status, standing.told)


def _verdict(case: Case, branch: Branch, found: Sequence[Named]) -> str:
    """„czy za jedno i drugie razem będzie 10 punktów?”, where nothing told is left out of the sum."""
    heard = claimed_points(case.tokens)
    if heard is None or not asks_verdict(case.tokens, CLAIMED) or left_out(case.tokens, case.scope.used, branch):
        return ""
    return case.bound.verdict("tak" if heard == _sums(case, branch, found)[0] else "nie")


def _sums(case: Case, branch: Branch, found: Sequence[Named]) -> tuple[Number, Number]:
    """The sum after the cut of each criterion, and without it."""
    counting: dict[tuple[str, ...], Number] = {}
    for one in found:
        points = plain_points(case, branch, one.criterion)
        assert points is not None
        counting[one.criterion.path] = counting.get(one.criterion.path, 0) + points
    total: Number = sum(counted(case.evaluator(branch, {}), counting).values(), 0)
    return total, sum(counting.values())


def _named(tokens: Sequence[Token], used: frozenset[int], branch: Branch) -> list[Named]:
    """The criteria, each once; none where a clause may mean several, or where one has no plain points."""
    found: dict[tuple[str, str], Named] = {}
    facts = claimed([token.text for token in tokens])
    for fact in (fact for fact, is_so in facts.items() if is_so):
        criterion = criterion_by_fact(branch.rules, fact)
        if criterion is not None:
            found[criterion.dotted, ""] = Named(criterion, criterion.notes.label)
    texts = [token.text for token in tokens]
    for places in _clauses(tokens, used):
        words = telling_words([tokens[place] for place in places], frozenset())
        own = {place for place in places if texts[place] in words}
        denied = {texts[place] for place in denied_places(texts, own)}
        named = named_criteria(branch, [word for word in words if word not in denied])
        if len(named) > 1:
            named = _of_subject(named, texts, places)
        if len(named) > 1:
            return []
        for one in named:
            found[one.criterion.dotted, one.member] = one
    return list(found.values())


def _of_subject(named: Sequence[Named], texts: Sequence[str], places: Sequence[int]) -> list[Named]:
    """„chłopiec jest w rodzinie zastępczej i ma orzeczenie”: of the person of the clause, or of those before it."""
    own, before = [texts[place] for place in places], texts[: places[0]]
    narrowed = of_person(named, own)
    if len(narrowed) < len(named) or any(map(_OF_ASKER.matches, own)):
        return narrowed
    return of_person(named, before)


def left_out(tokens: Sequence[Token], used: frozenset[int], branch: Branch) -> list[str]:
    """Clauses of the story that name no criterion: they may tell of one in words that nobody here knows."""
    asked = asked_places(tokens)
    told = [[tokens[place] for place in places] for places in clauses_of(tokens) if not asked & set(places)]
    known = [one for one in told if not _named(one, frozenset(), branch)]
    return [" ".join(token.raw for token in one) for one in known if len(one) >= _LEAST_OF_CLAUSE]


def _clauses(tokens: Sequence[Token], used: frozenset[int]) -> Iterator[Sequence[int]]:
    """The places of each."""
    kept = [place for place in range(len(tokens)) if place not in used]
    for is_sign, clause in groupby(kept, key=lambda place: tokens[place].text in _PARTS):
        if not is_sign:
            yield list(clause)
