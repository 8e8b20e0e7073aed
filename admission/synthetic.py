"""Obviously made-up candidates of an offer: for demonstrations, previews and measurements. No real person's data.

The same offer, number and seed give the same rows everywhere. Most meet the conditions and few come before the points
by an achievement, as in life: whoever does not fit this is drawn again, nearly always.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from admission.days_meant import days_meant
from admission.doubtful_items import DoubtfulItems
from admission.figures import figures_of
from admission.offer import Offer, school_of
from admission.scoring import homes_of
from admission.synthetic_values import Drawing, bell
from dsl.decode.declarations import BUILT_IN_PAIR
from dsl.model.expr import FactRef, Negation, Typed
from dsl.model.regulation import Condition, Rules, StageKind
from dsl.model.types import CollectionType, Fact, RecordType, TruthType
from dsl.quick_values import quick_reader
from dsl.rows import places

_WISHES = (6, 14, 40, 16, 10, 7, 4, 3)
"""How many of a hundred choose one branch, two, three and so on."""
_KEPT_AHEAD, _KEPT_UNMET = 0.05, 0.3  # the share of those drawn who are not drawn again
_MOST_TRIES = 40
_Wish = str | dict[str, Any]


def synthetic_rows(offer: Offer, number: int, seed: int = 1, ties: float = 0.0) -> Iterator[dict[str, Any]]:
    """Rows as in a candidates' file: complete, some branches wanted by many and some by few.

    Who is good at one thing is often good at others. `ties` is the share of candidates with all the data of another.
    """
    source = random.Random(seed)
    maker = _Maker(offer, source)
    popularity = _popularity(offer, source)
    known: list[dict[str, Any]] = []
    for position in range(1, number + 1):
        codes = _wishes(offer, popularity, source)
        facts = source.choice(known) if known and source.random() < ties else None
        level = bell(source)
        if facts is None:
            facts, wishes = maker.facts_and_wishes(codes, level)
            known.append(facts)
        else:
            wishes = [maker.wish(code, level) for code in codes]
        yield {
            "id": f"przyklad-{position:04d}",
            "tożsamość": {"imiona": "Osoba", "nazwisko": f"Przykładowa-{position:04d}"},
            "wybory": _within_claims(offer, wishes),
            **facts,
        }


class _Maker:
    def __init__(self, offer: Offer, source: random.Random) -> None:
        self.offer, self.source = offer, source
        self.read, self.read_pair = quick_reader(offer.candidate), quick_reader(offer.pair)
        self.doubtful = DoubtfulItems(offer)
        self.drawing = Drawing(source, _needed_truths(offer), days_meant(offer), self.can_be)

    @cached_property
    def homes(self) -> dict[str, Any]:
        return homes_of(self.offer)

    @cached_property
    def ahead(self) -> dict[str, frozenset[str]]:
        return {code: frozenset(_by_achievements(branch.rules)) for code, branch in self.offer.branches.items()}

    @cached_property
    def figures(self) -> dict[str, Mapping[str, str]]:
        return {code: figures_of(branch.rules) for code, branch in self.offer.branches.items()}

    def can_be(self, name: str, item: Mapping[str, Any]) -> bool:
        read = self.read({name: [item]})
        assert read is not None, "what is made up can be read"
        return not self.doubtful.reason(name, read[name][0])

    def facts_and_wishes(self, codes: list[str], level: float) -> tuple[dict[str, Any], list[_Wish]]:
        for attempt in range(_MOST_TRIES):
            self.drawing.begin()
            facts = self.drawing.facts(self.offer.candidate, level, attempt)
            wishes = [self.wish(code, level, attempt) for code in codes]
            if not wishes or self.source.random() < self.chance(facts, wishes[0]):
                break
        return facts, wishes

    def wish(self, code: str, level: float, attempt: int = 0) -> _Wish:
        """The code of a branch, with the facts of the pair where its kind has some."""
        declared = self.offer.branches[code].rules.facts["wybór"]
        given = {name: fact for name, fact in declared.items() if name not in BUILT_IN_PAIR}
        found = self.drawing.facts(given, level, attempt)
        for figure, passed in self.figures[code].items():
            if found.get(passed) is True and figure not in found:
                found[figure] = self.drawing.by_lots_of_its_own(given[figure], level, found)
        return {"oddział": code, **found} if found else code

    def chance(self, facts: Mapping[str, Any], wish: _Wish) -> float:
        """Of staying as drawn, by what the branch wished first makes of it."""
        code, pair = (wish, {}) if isinstance(wish, str) else (wish["oddział"], wish)
        program, branch = self.homes[code]
        own, of_pair = self.read(facts), self.read_pair({name: one for name, one in pair.items() if name != "oddział"})
        assert own is not None, "what is made up can be read"
        assert of_pair is not None, "what is made up can be read"
        result = program.evaluate(branch, own, {**places(1, 1), **of_pair})
        if result.eligible is False:
            return _KEPT_UNMET
        is_ahead = any(one.value is True for one in result.order if one.stage in self.ahead[code])
        return _KEPT_AHEAD if is_ahead else 1.0


def _by_achievements(rules: Rules) -> Iterator[str]:
    """Stages before the points that somebody's achievements lead into; living in the commune, say, is not rare."""
    for stage in rules.order:
        if stage.kind is StageKind.PRIORITY:
            for node in rules.reached(*stage.formulas()):
                if isinstance(node, FactRef) and _is_list_of_records(node):
                    yield stage.name


def _is_list_of_records(node: FactRef) -> bool:
    return isinstance(node.fact.type, CollectionType) and isinstance(node.fact.type.item, RecordType)


def _popularity(offer: Offer, source: random.Random) -> dict[str, float]:
    """A few branches that most want, many that few do."""
    codes = list(offer.branches)
    source.shuffle(codes)
    weights = {code: 1.0 / place for place, code in enumerate(codes, start=1)}
    return {code: weights[code] for code in offer.branches}


def _wishes(offer: Offer, popularity: Mapping[str, float], source: random.Random) -> list[str]:
    """Different branches by their popularity, no more of them or of their schools than one may choose."""
    limits = offer.limits
    most = min(len(popularity), limits.branches or len(popularity), len(_WISHES))
    left = dict(popularity)
    found: list[str] = []
    schools: set[str] = set()
    wanted = source.choices(range(1, most + 1), weights=_WISHES[:most])[0] if most else 0
    while left and len(found) < wanted:
        code = source.choices(list(left), weights=list(left.values()))[0]
        del left[code]
        school = school_of(offer, code)
        if school in schools or limits.schools is None or len(schools) < limits.schools:
            schools.add(school)
            found.append(code)
    return found


def _within_claims(offer: Offer, wishes: list[_Wish]) -> list[_Wish]:
    """The first claims stay, as many as may be made; of the others no."""
    for limit in offer.limits.claims.values():
        claimed: set[str] = set()
        for wish in wishes:
            if not isinstance(wish, dict) or wish.get(limit.fact.name) is not True:
                continue
            place = school_of(offer, wish["oddział"]) if limit.is_of_schools else wish["oddział"]
            if place in claimed or len(claimed) < limit.count:
                claimed.add(place)
            else:
                wish[limit.fact.name] = False
    return wishes


def _needed_truths(offer: Offer) -> frozenset[str]:
    """Facts that a condition asks of everybody in a branch: most candidates have them."""
    return frozenset(
        fact.name
        for rules in {id(one.rules): one.rules for one in offer.branches.values()}.values()
        for condition in rules.conditions
        if _is_for_everybody(condition, rules)
        for fact in _asked_for(condition.requires)
    )


def _is_for_everybody(condition: Condition, rules: Rules) -> bool:
    asked_when = () if condition.applies_when is None else rules.reached(condition.applies_when)
    return all(one.scope == "oddział" for one in asked_when if isinstance(one, FactRef))


def _asked_for(formula: Typed) -> Iterator[Fact]:
    """Truths that are to hold, not those that must not."""
    denied = {id(one) for node in formula.walk() if isinstance(node, Negation) for one in node.walk()}
    for node in formula.walk():
        if isinstance(node, FactRef) and isinstance(node.fact.type, TruthType) and id(node) not in denied:
            yield node.fact
