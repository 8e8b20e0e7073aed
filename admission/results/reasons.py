"""Why every choice ended as it did, and what the branch came to: the outcome of the allocation in words."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from admission.allocation import BranchResult, CandidateResult, Outcome, PoolResult
from admission.allocation.outcome import ChoiceOutcome
from admission.results.competition import Competition, Entry, beyond_limit_at
from admission.results.model import ADMITTED, NOTHING_DECIDED, BranchSummary, Least, PoolSummary, Seated
from admission.results.seats import pool_words
from admission.results.ties import people_words, seats_words
from admission.scoring import Scored
from dsl.emit.order import Key, key_parts
from dsl.model.regulation import BASIS_OF_SETTLING, Branch, Rules, Stage, StageKind
from dsl.model.result import Number
from polish.enumerations import enumerate_items
from polish.plurals import POINT, count

_Seats = tuple[str, str | None]
"""A branch without pools, or a branch and one of its pools: those who compete for the same seats."""

_BELOW_A_TIE = "niższy wynik niż u kandydatów, między którymi jest nierozstrzygnięty remis"


def is_beyond_limit(branch: Branch, scored: Scored) -> bool:
    """Whether this candidate is admitted there whatever the number of seats."""
    stages = zip(branch.rules.order, scored.result.order, strict=True)
    return any(stage.beyond_limit and value.value is True for stage, value in stages)


class Reporter:
    """Knows the whole outcome; `holding` is what the candidate of each result has. Most who share a place and an
    outcome share the words as well."""

    def __init__(
        self,
        branches: Mapping[str, Branch],
        competition: Competition,
        outcome: Outcome,
        needed: Mapping[str, int],
        awaited: Mapping[str, tuple[str, ...]],
        seated: Seated = ADMITTED,
    ) -> None:
        self.branches, self.competition, self.outcome = branches, competition, outcome
        self.needed, self.awaited, self.seated = needed, awaited, seated
        self.orders = {code: _order(branch) for code, branch in branches.items()}
        self.with_settled = frozenset(code for code in branches if self.is_anybody_settled(code))
        self.alike = frozenset(code for code in branches if self.words_follow_from_the_place(code))
        own = [one.stop - one.start for one in competition.people.values()]
        self.holding = list(chain.from_iterable(map(repeat, outcome.candidates.values(), own)))
        self.turned_down, self.open_at = self._not_admitted()
        self.last_admitted = self._last_admitted()
        self.tied = {
            code: [(tie, frozenset(tie.candidates)) for tie in result.ties] for code, result in outcome.branches.items()
        }
        self.cutoffs_with_ties: dict[_Seats, object] = {
            (code, None): result.everybody.cutoff for code, result in outcome.branches.items() if not result.pools
        }
        for code, result in outcome.branches.items():
            self.cutoffs_with_ties |= {(code, pool.name): pool.cutoff_with_ties for pool in result.pools}
        self.known: dict[ChoiceOutcome, dict[object, str]] = {one: {} for one in ChoiceOutcome}
        self.spoken: dict[int, str] = {}
        self.thresholds: dict[tuple[int, int], str] = {}
        self.turned_down_of_several: dict[tuple[_Seats, ...], list[int]] = {}

    def with_words(self, seated: Seated) -> Reporter:
        """The same, told in other words."""
        return Reporter(self.branches, self.competition, self.outcome, self.needed, self.awaited, seated)

    def words_follow_from_the_place(self, code: str) -> bool:
        """No matter who of those who share it is told, of which pool, and with which basis of a decision."""
        is_settled = code in self.with_settled
        return self.orders[code].is_total and not is_settled and code not in self.competition.pools

    def is_anybody_settled(self, code: str) -> bool:
        """Whether a lot or a decision parts anybody from others."""
        return any(group.key[place] for place in self.orders[code].settled for group in self.competition.groups[code])

    def _not_admitted(self) -> tuple[dict[_Seats, list[int]], Counter[str]]:
        """The places of those who asked for the seats and have none of them for certain, the best first; and for how
        many a seat of a branch depends on a tie, there or elsewhere."""
        asked: set[Entry] = set()
        asked_of_pools: set[tuple[Entry, tuple[_Seats, ...]]] = set()
        open_at: Counter[str] = Counter()
        below, tie, pools = ChoiceOutcome.BELOW_CUTOFF, ChoiceOutcome.UNRESOLVED_TIE, self.competition.pools
        held = self.outcome.candidates.values()
        for (identifier, own), result in zip(self.competition.choices.items(), held, strict=True):
            for entry, what in zip(own, result.choices, strict=True):
                if what is tie:
                    may_be_seated = self.outcome.branches[entry[0]].may_seat(entry[1])
                    open_at[entry[0]] += may_be_seated or entry in self.competition.beyond_limit
                elif what is not below:
                    break
                if entry[0] in pools:
                    asked_of_pools.add((entry, self.competes_for(identifier, entry[0])))
                else:
                    asked.add(entry)
        turned_down: dict[_Seats, list[int]] = {}
        for code, rank in sorted(asked, reverse=True):
            turned_down.setdefault((code, None), []).append(-rank)
        for (_, rank), wanted in sorted(asked_of_pools, reverse=True):
            for seats in wanted:
                turned_down.setdefault(seats, []).append(-rank)
        return turned_down, open_at

    def competes_for(self, identifier: str, code: str) -> tuple[_Seats, ...]:
        pools = self.competition.pools.get(code)
        return ((code, None),) if pools is None else tuple([(code, name) for name in pools.pools[identifier]])

    def _last_admitted(self) -> dict[_Seats, int]:
        """A result with the lowest key among the admitted, by the seats they hold."""
        found: dict[_Seats, int] = {}
        for code, result in self.outcome.branches.items():
            for one in result.pools or (result,):
                seats = code, one.name if isinstance(one, PoolResult) else None
                equal = self.competition.at(code, one.cutoff)
                last = next((number for number in equal if self.holds(number) == seats), None)
                if last is not None:
                    found[seats] = last
        return found

    def holds(self, number: int) -> _Seats | None:
        """Whoever the result is of: which seats the candidate has whatever is decided about the ties."""
        held = self.holding[number]
        return None if held.admitted is None else (held.admitted, held.counted_in)

    def got(self, identifier: str, held: CandidateResult) -> tuple[_Seats, ...]:
        """The seats that the candidate is admitted to; of several pools, where it may be any of them, all."""
        assert held.admitted is not None, "of somebody admitted"
        if held.pool is None:
            return self.competes_for(identifier, held.admitted)
        return ((held.admitted, held.pool),)

    def reason(self, one: Scored, entry: Entry, outcome: ChoiceOutcome, held: CandidateResult) -> str:
        """Of a choice that is not below another. Kept in `known` for all of whom it holds: by the entry, or, where the
        words do not follow from that, by all they depend on."""
        known = self.known[outcome]
        if outcome is ChoiceOutcome.UNRESOLVED_TIE:
            return self.tie_reason(one, entry[0])
        depends_on: object = entry
        if entry[0] not in self.alike:
            basis = one.choice.pair.get(BASIS_OF_SETTLING)
            pools = self.competes_for(one.candidate.id, entry[0])
            depends_on = entry, id(one.result.total), held.pool, pools, basis
        words = known.get(depends_on)
        if words is None:
            words = self.admitted(one, entry, held) if outcome is ChoiceOutcome.ADMITTED else self.below(one, entry)
            known[depends_on] = words
        return words

    def higher(self, held: CandidateResult) -> str:
        where = f"oddziału {held.admitted}" if held.admitted else "oddziału"
        return f"{self.seated.verb} do {where} wskazanego wyżej na liście"

    def admitted(self, one: Scored, entry: Entry, held: CandidateResult) -> str:
        """The stage by which the candidate stands before the best of those who have no place."""
        total = self.points(one.result.total) + self.pool_words(entry[0], held.pool)
        got, order = self.got(one.candidate.id, held), self.orders[entry[0]]
        priority = self.priority(entry, got)
        if priority is not None:
            return f"{self.seated.verb} z pierwszeństwem: {stage_words(priority)}; {total}"
        words = f"{self.seated.verb} z wynikiem {total}{_among(self.shared_priority(entry, got))}"
        position = self.ahead_at(entry, got)
        return words if position in (None, order.points) else f"{words}; {order.settled_by(position, one)}"

    def priority(self, entry: Entry, got: tuple[_Seats, ...]) -> Stage | None:
        """The priority that stands before the points and parts the candidate from the best who wanted the same seats
        and has none; None: the points do, or a later stage, or nobody was left without a seat."""
        order, position = self.orders[entry[0]], self.ahead_at(entry, got)
        return order.stage(position) if position is not None and position < order.first else None

    def shared_priority(self, entry: Entry, got: tuple[_Seats, ...]) -> tuple[Stage, ...]:
        """The priorities of the candidate where points decided among those who have them: somebody else was left
        without a seat, and not asked for points."""
        code, rank = entry
        turned_down = self.turned_down_of(got)
        if not turned_down or turned_down[-1] <= -rank or self.priority(entry, got) is not None:
            return ()
        key, order = self.competition.keys[entry], self.orders[code]
        worst = self.competition.keys[code, -turned_down[-1]]
        return tuple([order.stage(at) for at in range(order.first) if key[at] > 0 and key[: at + 1] > worst[: at + 1]])

    def pool_words(self, code: str, pool: str | None) -> str:
        """Which pool the seat is of; "" in a branch without pools, or while a tie may change it."""
        return f" ({pool_words(self.pool_label(code, pool))})" if pool is not None else ""

    def pool_label(self, code: str, name: str) -> str:
        seats = self.branches[code].seats
        return next(one.notes.label for one in seats.pools if one.name == name) if seats is not None else name

    def ahead_at(self, entry: Entry, got: tuple[_Seats, ...]) -> int | None:
        """The position in the key where the candidate is ahead of the best who wanted the same seats and has no place;
        None: there is nobody. Where the number of seats does not matter, the position that says so."""
        code, rank = entry
        keys = self.competition.keys
        if entry in self.competition.beyond_limit:
            return self.orders[code].beyond_limit
        below = self.turned_down_of(got)
        position = bisect_right(below, -rank)
        return _first_difference(keys[entry], keys[code, -below[position]]) if position < len(below) else None

    def turned_down_of(self, got: tuple[_Seats, ...]) -> list[int]:
        """The places of those who asked for any of these seats and have none, the best first."""
        known = self.turned_down_of_several.get(got)
        if known is None:
            places = {place for seats in got for place in self.turned_down.get(seats, ())}
            known = self.turned_down_of_several[got] = sorted(places)
        return known

    def tie_reason(self, one: Scored, code: str) -> str:
        tie = next((tie for tie, tied in self.tied[code] if one.candidate.id in tied), None)
        if tie is None:
            own = self.tied_higher(one.candidate.id, code)
            who = f"w oddziale {own}, wskazanym wyżej na liście" if own is not None else "między innymi kandydatami"
            return f"wynik zależy od nierozstrzygniętego remisu {who}"
        then = self.orders[code].to_be_settled
        return f"remis {people_words(tie)} z takim samym wynikiem {seats_words(tie, self.awaited[code])}; {then}"

    def tied_higher(self, identifier: str, code: str) -> str | None:
        """The branch that the candidate placed before `code` and is in a tie of."""
        for entry in self.competition.choices[identifier]:
            if entry[0] == code:
                return None
            if any(identifier in tied for _, tied in self.tied[entry[0]]):
                return entry[0]
        return None

    def below(self, one: Scored, entry: Entry) -> str:
        """Against whom the candidate lost, and the stage that decided."""
        code = entry[0]
        order = self.orders[code]
        competed_for = self.competes_for(one.candidate.id, code)
        settled = self.settled_before(entry, competed_for) if code in self.with_settled else None
        if settled is not None:
            return order.settled_by(settled, one)
        tied = self.nearest_tied(entry, competed_for)
        last = self.nearest_admitted(competed_for) if tied is None else tied
        if last is None:
            return self.below_nobody(code, competed_for)
        position = _first_difference(self.competition.keys[entry], self.competition.keys[self.entry(last)])
        if position is None:
            return f"wynik równy wynikowi {self.seated.of_last}, ale miejsc już nie ma"
        if position < order.first:
            return _taken_by_priority(order.stage(position))
        if order.compares_points(position):
            threshold = self.last_one(last, order, position) if tied is None else self.tied_ones(last, order, position)
            return f"{order.when_equal(position)}{self.too_few_points(one, order, position)}, {threshold}"
        return order.settled_by(position, one) if tied is None else _BELOW_A_TIE

    def nearest_tied(self, entry: Entry, competed_for: Sequence[_Seats]) -> int | None:
        """A result of those who stand before the candidate and are equal for the last of the seats competed for; of
        several pools in the one nearest by."""
        code, rank = entry
        ties = [tie.key for tie in self.outcome.branches[code].ties]
        found = [self.cutoffs_with_ties[seats] for seats in competed_for]
        places = [cutoff for cutoff in found if isinstance(cutoff, int) and cutoff > rank and cutoff in ties]
        equal = self.competition.at(code, min(places)) if places else ()
        return next((number for number in equal if self.competition.entries[number] is not None), None)

    def settled_before(self, entry: Entry, competed_for: Sequence[_Seats]) -> int | None:
        """The lot or decision that puts the candidate behind somebody equal who has the last seat or still waits for
        it; None where there is no such person."""
        code, rank = entry
        for seats in competed_for:
            cutoff = self.cutoffs_with_ties[seats]
            if isinstance(cutoff, int) and cutoff > rank:
                position = _first_difference(self.competition.keys[entry], self.competition.keys[code, cutoff])
                if position in self.orders[code].settled:
                    return position
        return None

    def below_nobody(self, code: str, competed_for: Sequence[_Seats]) -> str:
        """Nobody is admitted on a seat: others are admitted whatever their number, or there are none. Other pools are
        no business of this candidate."""
        wanted = {pool for _, pool in competed_for}
        result = self.outcome.branches[code]
        beyond_limit = self.orders[code].beyond_limit
        pools = [one.beyond_limit for one in result.pools if one.name in wanted]
        if beyond_limit is not None and any(pools or (result.beyond_limit,)):
            return _taken_by_priority(self.orders[code].stage(beyond_limit))
        return "w oddziale nie ma wolnych miejsc"

    def nearest_admitted(self, competed_for: Sequence[_Seats]) -> int | None:
        """The last one admitted to seats that the candidate competed for; of several pools the one nearest by."""
        found = [self.last_admitted[one] for one in competed_for if one in self.last_admitted]
        return min(found, key=self.entry) if len(found) > 1 else found[0] if found else None

    def entry(self, number: int) -> Entry:
        found = self.competition.entries[number]
        assert found is not None, "of a result that competes"
        return found

    def too_few_points(self, one: Scored, order: _Order, position: int) -> str:
        """In the numbers of the stage, which need not count all criteria."""
        where = "" if order.is_total and position == order.points else f" ({stage_words(order.stage(position))})"
        return f"za mało punktów{where}: {self.points(order.points_of(one, position))}"

    def tied_ones(self, number: int, order: _Order, position: int) -> str:
        points = self.points(order.points_of(self.competition.results[number], position))
        return f"a kandydaci, między którymi jest nierozstrzygnięty remis, mają {points}"

    def last_one(self, last: int, order: _Order, position: int) -> str:
        winner = self.competition.results[last]
        threshold = self.thresholds.get((last, position))
        if threshold is None:
            held = self.holding[last]
            who = f"{self.seated.last_who} na podstawie punktów" if order.first else self.seated.last
            if self.shared_priority(self.entry(last), self.got(winner.candidate.id, held)):
                who = f"{self.seated.last_who} z tym samym pierwszeństwem"
            pool, points = self.pool_words(winner.choice.branch, held.pool), order.points_of(winner, position)
            threshold = self.thresholds[last, position] = f"a {who}{pool} ma {self.points(points)}"
        return threshold

    def points(self, total: Number | None) -> str:
        """Results share their numbers, and live as long as this."""
        words = self.spoken.get(id(total))
        if words is None:
            words = self.spoken[id(total)] = "—" if total is None else count(total, POINT)
        return words

    def branch(self, code: str) -> BranchSummary:
        result = self.outcome.branches[code]
        least = self.least_of_branch(code, result)
        return BranchSummary(
            self.branches[code],
            result.admitted,
            self.by_priority(code),
            result.ties,
            result.admitted + self.open_at[code],
            tuple(
                PoolSummary(self.pool_label(code, one.name), one, self.least((code, one.name))) for one in result.pools
            ),
            self.needed.get(code, 0),
            code not in self.competition.closed,
            least,
            self.awaited[code],
        )

    def least_of_branch(self, code: str, result: BranchResult) -> Least:
        pools = [self.least((code, one.name)) for one in result.pools] or [self.least((code, None))]
        told = [one for one in pools if one.points is not None]
        return min(told, key=lambda one: one.points or 0) if told else NOTHING_DECIDED

    def least(self, seats: _Seats) -> Least:
        """Of whom points let in; where nobody was left without such a seat, of everybody who has one."""
        last = self.last_admitted.get(seats)
        if last is None:
            return NOTHING_DECIDED
        entry = self.entry(last)
        if self.ahead_at(entry, (seats,)) is None:
            return Least(self.lowest_total(seats))
        if self.priority(entry, (seats,)) is not None:
            return NOTHING_DECIDED
        shared = self.shared_priority(entry, (seats,))
        return Least(self.competition.results[last].result.total, _named(shared))

    def lowest_total(self, seats: _Seats) -> Number | None:
        code = seats[0]
        totals = [
            self.competition.results[number].result.total
            for group in self.competition.groups[code]
            if (code, -group.number) not in self.competition.beyond_limit
            for number in group.numbers
            if self.holds(number) == seats
        ]
        return min((one for one in totals if one is not None), default=None)

    def by_priority(self, code: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        first = self.orders[code].first
        for group in self.competition.groups[code]:
            if max(group.key[:first], default=0) <= 0:  # nor has anybody after them, for the best come first
                break
            results = self.competition.results
            here = [
                self.got(results[number].candidate.id, self.holding[number])
                for number in group.numbers
                if self.holding[number].admitted == code
            ]
            for got, number in Counter(here).items():
                entry = code, -group.number
                stage = self.priority(entry, got)
                words = stage_words(stage) if stage is not None else _named(self.shared_priority(entry, got))
                found[words] += number
        found.pop("", None)
        return dict(found)


def _named(stages: Iterable[Stage]) -> str:
    return ", ".join(map(stage_words, stages))


def _among(shared: Sequence[Stage]) -> str:
    return f" wśród kandydatów z pierwszeństwem: {_named(shared)}" if shared else ""


def _taken_by_priority(stage: Stage) -> str:
    return f"miejsca zajęli kandydaci z pierwszeństwem: {stage_words(stage)}"


@dataclass(frozen=True, slots=True)
class _Order:
    """What each number of a key stands for: `first` is the place of the first that is no priority, `points` of the
    first that compares points; `is_total`: of all criteria. `settled` are places of lots and decisions, `beyond_limit`
    of the priority whose candidates are admitted whatever the number of seats."""

    parts: tuple[Stage | StageKind, ...]
    first: int
    points: int | None
    is_total: bool
    to_be_settled: str
    settled: tuple[int, ...]
    beyond_limit: int | None

    def compares_points(self, position: int) -> bool:
        return _kind(self.parts[position]) is StageKind.SUM

    def points_of(self, scored: Scored, position: int) -> Number:
        """What a stage of points compares."""
        return scored.result.order[position].rank or 0

    def stage(self, position: int) -> Stage:
        """One that compares results."""
        part = self.parts[position]
        assert isinstance(part, Stage), "a lot is told in its own words"
        return part

    def settled_by(self, position: int, scored: Scored) -> str:
        kind = _kind(self.parts[position])
        if kind in _SETTLED:
            basis = scored.choice.pair.get(BASIS_OF_SETTLING)
            return f"przy równych wynikach {_SETTLED[kind]}{f' ({basis})' if basis else ''}"
        return f"{self.when_equal(position)}rozstrzygnął etap „{stage_words(self.stage(position))}”"

    def when_equal(self, position: int) -> str:
        """Which points were equal: with more that count in this stage or later the whole numbers were not."""
        sums = [place for place, one in enumerate(self.parts) if _kind(one) is StageKind.SUM]
        before = [place for place in sums if place < position]
        if not before:
            return ""
        if len(before) == len(sums) and (self.is_total or len(sums) > 1):
            return "przy równych punktach "
        names = enumerate_items([f"„{stage_words(self.stage(place))}”" for place in before])
        return f"przy równej liczbie punktów w {'etapie' if len(before) == 1 else 'etapach'} {names} "


_SETTLED = {
    StageKind.LOT: "rozstrzygnęło losowanie",
    StageKind.DECISION: "rozstrzygnęła decyzja komisji rekrutacyjnej",
}


def _order(branch: Branch) -> _Order:
    parts = key_parts(branch.rules)
    first = next((place for place, one in enumerate(parts) if _kind(one) is not StageKind.PRIORITY), len(parts))
    sums = [place for place, one in enumerate(parts) if _kind(one) is StageKind.SUM]
    settled = tuple(place for place, one in enumerate(parts) if _kind(one) in _SETTLED)
    beyond = beyond_limit_at(branch)
    order = _Order(parts, first, sums[0] if sums else None, False, _to_be_settled(branch.rules), settled, beyond)
    is_total = bool(sums) and set(order.stage(sums[0]).criteria) == set(branch.rules.total)
    return replace(order, is_total=is_total)


def _to_be_settled(rules: Rules) -> str:
    """What the order says of a tie that nothing has settled yet."""
    if not rules.says_what_settles:
        return "regulamin nie mówi, co rozstrzyga"
    named = ", a potem ".join("losowanie" if kind is StageKind.LOT else "decyzja komisji" for kind in rules.settling)
    return f"rozstrzyga {named}"


def _kind(part: Stage | StageKind) -> StageKind:
    return part.kind if isinstance(part, Stage) else part


def _first_difference(one: Key, other: Key) -> int | None:
    for place, rank in enumerate(one):
        if rank != other[place]:
            return place
    return None


def stage_words(stage: Stage) -> str:
    return stage.notes.label or stage.name
