"""Own wording whose numbers are not the rule's: `nazwa: za udział – 5 punktów` above `punkty: 7`.

A number of the wording is told only when all of this is so: it counts what the rule counts (points, percents, years,
days, seats), nothing of the rule gives or bounds it, and some number of the rule is missing from the wording. So a
wording that says more than the rule, or less, or something else, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from dsl.checks.proofs.bounds import Bounds
from dsl.checks.reading.every_rules import every_rules
from dsl.checks.reading.wording_places import place_of
from dsl.diagnostics import Diagnostic, Diagnostics, Related
from dsl.emit.polish.said import says
from dsl.model import expr as typed
from dsl.model.outline import Insertion, InsertionKind, Prose, written
from dsl.model.regulation import (
    Branch,
    Clause,
    Condition,
    Criterion,
    Event,
    ForEach,
    Notes,
    Points,
    Regulation,
    Row,
    Rows,
    Rules,
    Stage,
)
from dsl.model.types import PERCENT as PERCENT_TYPE
from dsl.model.types import DateType, Fact, NumberType
from dsl.source.nodes import readable_name
from dsl.source.text import Span
from dsl.syntax.terms import Period, RelativeTerm
from polish.counted import Counted, Dated, counted, days_in, numbers_in
from polish.dates import format_date
from polish.enumerations import enumerate_items
from polish.numbers import format_number
from polish.plurals import DAY, PERCENT, POINT, SEAT

_MOST_SHOWN = 4
_MOST_TIMES = 20
_MOST_BRANCHES = 50
_HUNDRED = Fraction(100)
_SCALE = re.compile(r"(?:\d\s*(?:–|-|do)\s*|\bmaks\w*\.?\s*|najwyżej\s+)\d+(?:,\d+)?\s*(?:pkt|punkt\w*)")
_OF_SEVERAL = re.compile(
    r"\b(?:i|oraz|lub|albo|łącznie|razem|ponad\w*|najwyżej|maks\w*|mniej|więcej|innych|każd\w+)\b|[,;]"
)
_SHORTEST_NAME = 5
_OUR_LIMIT = re.compile(
    r"\b(?:najwyżej|maksymalnie|nie więcej niż|co najwyżej|do)\s+(?:w\s+|do\s+)?"
    r"(?P<number>\d{1,2}|[^\W\d]+)\s+(?P<what>szkół|szkoły|szkołach|oddziałów|oddziały|oddziałach)\b"
    r"(?!\s+(?:w\s+każdej|każdej|w\s+jednej|jednej|w\s+danej|danej|tej|w\s+tej))"
)


def _is_named(label: str, text: str) -> bool:
    """Whether the text has all words of a criterion's name, one of them long enough to tell it."""
    return any(len(word) >= _SHORTEST_NAME for word in label.split()) and says(text, label)


@dataclass(slots=True)
class _Numbers:
    """What a rule has: `main` are its own numbers with their places, `known` all that it could speak of."""

    main: dict[Fraction, Span] = field(default_factory=dict)
    known: set[Fraction] = field(default_factory=set)

    def add(self, value: Fraction, place: Span) -> None:
        self.main.setdefault(value, place)
        self.known.add(value)


@dataclass(frozen=True, slots=True)
class _Told:
    """A wording of `what`, where it stands, and the key that it describes (`name`)."""

    what: str
    text: str
    notes: Notes
    name: str
    rule: str = "w regule jest"


def check_wording(regulation: Regulation, diagnostics: Diagnostics) -> None:
    of_rules: dict[int, list[Branch]] = {}
    for branch in regulation.branches.values():
        of_rules.setdefault(id(branch.rules), []).append(branch)
    check = _Check(regulation, diagnostics, of_rules)
    for rules in every_rules(regulation):
        check.rules(rules)
    for branch in regulation.branches.values():
        check.seats(branch)
    for clauses in regulation.clauses.values():
        for clause in clauses.values():
            check.clause(clause)
    for event in regulation.timetable.values():
        what = f"Termin „{readable_name(event.name)}”"
        check.event_words(_Told(what, event.activity, event.notes, event.name, "w terminie jest"), event)
    for unit in regulation.outline.units() if regulation.outline is not None else ():
        check.limits(_Told("Tekst dokumentu", written(unit.prose), Notes(unit.span), ""))
        check.own_words(unit.prose, Notes(unit.span), "")


class _Reach:
    """The least and the most that criteria give in some branch; of very many branches nothing is said."""

    def __init__(self, branches: list[Branch]) -> None:
        self._each = [Bounds(branch) for branch in branches] if len(branches) <= _MOST_BRANCHES else []

    def sides(self, criterion: Criterion) -> set[Fraction]:
        found = [
            interval for one in self._each for interval in (one.of_criterion(criterion), one.before_limit(criterion))
        ]
        return {side for one in found for side in (one.low, one.high) if side is not None}

    def is_known(self, criterion: Criterion) -> bool:
        return bool(self._each) and all(one.of_criterion(criterion).high is not None for one in self._each)


@dataclass(slots=True)
class _Check:
    regulation: Regulation
    diagnostics: Diagnostics
    _of_rules: dict[int, list[Branch]]

    # -- rules --------------------------------------------------------------------------------------------------------

    def rules(self, rules: Rules) -> None:
        reach = _Reach(self._of_rules.get(id(rules), []))
        for top in rules.criteria:
            for criterion in top.walk():
                self.criterion(rules, top, criterion, reach)
        for condition in rules.conditions:
            self.condition(rules, condition)
        for stage in rules.order:
            self.stage(rules, stage, reach)
        for facts in (self.regulation.candidate, rules.facts["wybór"]):
            for fact in facts.values():
                self.fact(fact)

    def criterion(self, rules: Rules, top: Criterion, criterion: Criterion, reach: _Reach) -> None:
        """Numbers of its parts, and of what it is a part of, may well stand in its name."""
        what = f"Kryterium „{readable_name('.'.join(criterion.path))}”"
        told = _Told(what, criterion.notes.label, criterion.notes, criterion.name)
        rows = tuple(_rows(criterion))
        if any(_may_say(text) for text in (told.text, *(row.notes.label for row in rows))):
            self.criterion_words(told, rules, top, criterion, reach)
            for row in rows:
                self.row(rules, criterion, row)

    def criterion_words(self, told: _Told, rules: Rules, top: Criterion, criterion: Criterion, reach: _Reach) -> None:
        numbers = _points_of(rules, criterion)
        family = tuple(one for one in top.walk() if _is_kin(one.path, criterion.path))
        for one in family:
            numbers.known |= _all_numbers(rules, one.formulas())
            numbers.known |= reach.sides(one)
        if any(_repeats(rules, one) for one in family):
            numbers.known |= {value * times for value in numbers.main for times in range(2, _MOST_TIMES + 1)}
        if reach.is_known(criterion) or _is_plain(criterion):
            self.numbers(told, numbers, (POINT.singular,))
            self.numbers(told, _percents_of(rules, criterion, numbers.known), (PERCENT.singular,))
        formulas = tuple(formula for one in criterion.walk() for formula in one.formulas())
        self.days(told, _days_of(rules, formulas), _days_beside(rules, formulas))

    def row(self, rules: Rules, criterion: Criterion, row: Row) -> None:
        points = [part for part in (row.points, row.several) if part is not None]
        around = [part for part in (row.condition, criterion.limit, criterion.claimed_most) if part is not None]
        if row.notes.label and all(isinstance(part, typed.Constant) for part in points):
            numbers = _Numbers(dict(_constants(rules, points)), _all_numbers(rules, (*points, *around)))
            told = _Told(f"Wiersz w „{readable_name(criterion.name)}”", row.notes.label, row.notes, "")
            self.numbers(told, numbers, (POINT.singular,))

    def condition(self, rules: Rules, condition: Condition) -> None:
        told = _Told(f"Warunek „{readable_name(condition.name)}”", condition.text, condition.notes, condition.name)
        if _may_say(told.text):
            self.condition_words(told, rules, condition)

    def condition_words(self, told: _Told, rules: Rules, condition: Condition) -> None:
        formulas = tuple(condition.formulas())
        numbers = _Numbers(known=_all_numbers(rules, formulas))
        for node in rules.reached(*formulas):
            for value, place in _thresholds(rules, node):
                numbers.add(value, place)
        self.numbers(told, numbers, (POINT.singular, PERCENT.singular, "rok"))
        self.days(told, _days_of(rules, formulas), _days_beside(rules, formulas))

    def stage(self, rules: Rules, stage: Stage, reach: _Reach) -> None:
        numbers = _Numbers(known=_all_numbers(rules, stage.formulas()))
        if isinstance(stage.claimed_most, typed.Constant) and isinstance(stage.claimed_most.value, Fraction):
            numbers.add(stage.claimed_most.value, stage.claimed_most.span)
        if not any(_may_say(text) for text in (stage.text, stage.notes.label)):
            return
        for criterion in filter(None, (rules.criterion((name,)) for name in stage.criteria)):
            numbers.known |= _points_of(rules, criterion).known
            for one in criterion.walk():
                numbers.known |= reach.sides(one)
        for text in dict.fromkeys((stage.text, stage.notes.label)):
            told = _Told(f"Etap „{stage.name}”", text, stage.notes, stage.name, "w „maks” jest")
            self.numbers(told, numbers, (POINT.singular,))

    def fact(self, fact: Fact) -> None:
        """A scale named in the words of a fact: `od 0 do 30 pkt` beside `liczba od 0 do 25`."""
        type_, notes = fact.type, fact.notes
        if notes is None or not isinstance(type_, NumberType) or type_.high is None or type_.unit not in ("", "pkt"):
            return
        numbers = _Numbers({type_.high: notes.span}, {type_.high, *(() if type_.low is None else (type_.low,))})
        for text in (fact.label, fact.hint):
            if _SCALE.search(text):
                told = _Told(f"Dana „{readable_name(fact.name)}”", text, notes, fact.name, "w „typ” jest")
                self.numbers(told, numbers, (POINT.singular,))

    # -- the rest -----------------------------------------------------------------------------------------------------

    def seats(self, branch: Branch) -> None:
        if branch.seats is None or branch.seats.count is None or "miejsc" not in branch.label:
            return
        known = {Fraction(branch.seats.count), *(Fraction(pool.count) for pool in branch.seats.pools)}
        numbers = _Numbers({Fraction(branch.seats.count): branch.seats.notes.span}, known)
        self.numbers(
            _Told(f"Oddział {branch.code}", branch.label, branch.notes, branch.code), numbers, (SEAT.singular,)
        )

    def clause(self, clause: Clause) -> None:
        told = _Told(
            f"Postanowienie „{readable_name(clause.name)}”", clause.text, clause.notes, clause.name, "w „termin” jest"
        )
        match clause.term:
            case RelativeTerm(days=days):
                self.numbers(told, _Numbers({Fraction(days): clause.notes.span}, {Fraction(days)}), (DAY.singular,))
            case Period():
                self.days(told, dict.fromkeys(_ends(clause.term), clause.notes.span))
        self.limits(told)
        self.own_words(clause.prose, clause.notes, clause.name)

    def own_words(self, prose: Prose, notes: Notes, name: str) -> None:
        """Numbers beside a single reference (`<§ kryteria.wolontariat>`) are those of the rule that it leads to, in
        some kind of branches; so are points beside the name of a criterion."""
        told = _Told("Tekst dokumentu", written(prose), notes, name)
        if not _may_say(told.text):
            return
        leads = {part.name for part in prose if isinstance(part, Insertion) and part.kind is InsertionKind.UNIT}
        leads = leads or self.named_in(told.text)
        if len(leads) != 1:
            return
        section, _, path = leads.pop().partition(".")
        if section == "terminarz" and path in self.regulation.timetable:
            self.event_words(replace(told, rule="w terminie jest"), self.regulation.timetable[path])
        every = every_rules(self.regulation)[: _MOST_BRANCHES + 1]
        found = [self.said_of(told, rules, section, path) for rules in every]
        if found and all(found) and len(found) <= _MOST_BRANCHES:
            self.diagnostics.extend(found[0])

    def named_in(self, text: str) -> set[str]:
        """The criteria of which a plain sentence says the points: „za wolontariat przyznaje się 5 punktów”."""
        points = [one for one in counted(text) if one.noun == POINT.singular]
        if len(points) != 1 or _OF_SEVERAL.search(text):
            return set()
        every = every_rules(self.regulation)[: _MOST_BRANCHES + 1]
        criteria = (one for rules in every for top in rules.criteria for one in top.walk())
        return {f"kryteria.{one.dotted}" for one in criteria if _is_named(one.notes.label, text)}

    def said_of(self, told: _Told, rules: Rules, section: str, path: str) -> Sequence[Diagnostic]:
        """What is wrong with the words where these rules hold."""
        alone = _Check(self.regulation, Diagnostics(), self._of_rules)
        steps = tuple(path.split("."))
        top, criterion = rules.criterion(steps[:1]), rules.criterion(steps)
        if section == "kryteria" and top is not None and criterion is not None:
            alone.criterion_words(told, rules, top, criterion, _Reach(self._of_rules.get(id(rules), [])))
        for condition in rules.conditions if section == "warunki" else ():
            if condition.name == path:
                alone.condition_words(told, rules, condition)
        return alone.diagnostics.items

    def event_words(self, told: _Told, event: Event) -> None:
        periods = [(one, event.term_notes[phase].span) for phase, one in event.terms.items()]
        self.days(told, {day: place for one, place in periods for day in _ends(one)})

    def limits(self, told: _Told) -> None:
        limits = self.regulation.limits
        for found in _OUR_LIMIT.finditer(told.text):
            is_schools = found["what"].startswith("szk")
            count, notes = (
                (limits.schools, limits.schools_notes) if is_schools else (limits.branches, limits.branches_notes)
            )
            said = numbers_in(found["number"])
            if count is None or notes is None or not said or said <= {Fraction(count), Fraction(1)}:
                continue
            fragment = found[0]
            self.tell(told, fragment, f"w „limity” jest {count}", notes.span)

    # -- telling ------------------------------------------------------------------------------------------------------

    def numbers(self, told: _Told, numbers: _Numbers, nouns: tuple[str, ...]) -> None:
        wrong = [one for one in counted(told.text) if one.noun in nouns and not _is_known(one, numbers.known)]
        if not wrong:
            return
        mentioned = numbers_in(told.text)
        as_percents = {one / _HUNDRED for one in mentioned if one < _HUNDRED}
        silent = [value for value in numbers.main if value not in mentioned and value not in as_percents]
        if silent:
            shown = [format_number(value) for value in silent[:_MOST_SHOWN]]
            for one in wrong:
                self.tell(told, one.text, f"{told.rule} {enumerate_items(shown)}", numbers.main[silent[0]])

    def days(self, told: _Told, days: dict[date, Span], beside: Mapping[date, date] | None = None) -> None:
        """`beside` leads from a day that means the same to that of the rule."""
        said = days_in(told.text)
        meant = {one.day: (beside or {}).get(one.day, one.day) for one in said}
        wrong: list[Dated] = [one for one in said if one.day not in days and meant[one.day] not in days]
        silent = [day for day in days if day not in meant and day not in meant.values()]
        for one in wrong if silent else ():
            shown = [format_date(day) for day in silent[:_MOST_SHOWN]]
            self.tell(told, one.text, f"{told.rule} {enumerate_items(shown)}", days[silent[0]])

    def tell(self, told: _Told, fragment: str, instead: str, rule: Span) -> None:
        """At the words; where those are a base's and the number is the file's, at the number."""
        words = place_of(fragment, told.notes.span, told.name)
        ours = self.regulation.source
        message = f"{told.what}: {instead}, a w słowach „{fragment}”."
        hint = "Popraw słowa albo regułę, żeby mówiły to samo."
        if words.source is not ours and rule.source is ours:
            self.diagnostics.warning("P142", rule, message, hint, related=[Related(words, "tak mówią słowa")])
        else:
            self.diagnostics.warning("P142", words, message, hint, related=[Related(rule, "tak mówi reguła")])


def _may_say(text: str) -> bool:
    return bool(text) and (bool(counted(text)) or bool(days_in(text)))


def _is_known(one: Counted, known: set[Fraction]) -> bool:
    return one.value in known or (one.noun == PERCENT.singular and one.value / _HUNDRED in known)


def _is_kin(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _rows(criterion: Criterion) -> Iterator[Row]:
    body = criterion.way.body if isinstance(criterion.way, ForEach) else criterion.way
    if isinstance(body, Rows):
        yield from body.rows


def _repeats(rules: Rules, criterion: Criterion) -> bool:
    """Whether its points are taken several times: two titles for 7 points are 14."""
    nodes = rules.reached(*criterion.formulas())
    return isinstance(criterion.way, ForEach) or any(isinstance(node, typed.Aggregate) for node in nodes)


def _is_plain(criterion: Criterion) -> bool:
    """Whether its points are written as numbers and nothing else, so that no bounds are needed."""
    if isinstance(criterion.way, Points):
        return isinstance(criterion.way.points, typed.Constant)
    return isinstance(criterion.way, Rows) and all(isinstance(row.points, typed.Constant) for row in criterion.way.rows)


def _points_of(rules: Rules, criterion: Criterion) -> _Numbers:
    numbers = _Numbers()
    for one in criterion.walk():
        body = one.way.body if isinstance(one.way, ForEach) else one.way
        points = [body.points] if isinstance(body, Points) else []
        points += [part for row in _rows(one) for part in (row.points, row.several) if part is not None]
        points += [part for part in (one.limit, one.claimed_most) if part is not None]
        for value, place in _constants(rules, points):
            numbers.add(value, place)
    return numbers


def _percents_of(rules: Rules, criterion: Criterion, known: set[Fraction]) -> _Numbers:
    """What a result is multiplied by, as a percent, and what is written with the sign."""
    numbers = _Numbers(known=set(known))
    formulas = (formula for one in criterion.walk() for formula in one.formulas())
    for node in rules.reached(*formulas):
        for part in node.children() if isinstance(node, typed.Calculation) and node.operator == "*" else ():
            if isinstance(part, typed.Constant) and isinstance(part.value, Fraction) and 0 < part.value < 1:
                numbers.add(part.value, part.span)
        if isinstance(node, typed.Constant) and isinstance(node.value, Fraction) and node.unit == "%":
            numbers.add(node.value, node.span)
        if any(part.type == PERCENT_TYPE for part in node.children()):
            for value, place in _thresholds(rules, node):
                numbers.add(value, place)
    return numbers


def _constants(rules: Rules, formulas: Iterable[typed.Typed]) -> Iterator[tuple[Fraction, Span]]:
    for node in rules.reached(*formulas):
        if isinstance(node, typed.Constant) and isinstance(node.value, Fraction):
            yield node.value, node.span
        elif isinstance(node, typed.TableLookup):
            yield from _of_table(rules, node.table)


def _of_table(rules: Rules, name: str) -> Iterator[tuple[Fraction, Span]]:
    table = rules.tables[name]
    for row in (*table.rows.values(), table.rest, table.missing):
        if isinstance(row, typed.Constant) and isinstance(row.value, Fraction):
            yield row.value, row.span


def _all_numbers(rules: Rules, formulas: Iterable[typed.Typed]) -> set[Fraction]:
    """Also the bounds of ranges and of what is declared."""
    found: set[Fraction] = set()
    for node in rules.reached(*formulas):
        found |= {beside for _, beside in _beside(rules, node) if isinstance(beside, Fraction)}
        if isinstance(node.type, NumberType):
            found |= {Fraction(side) for side in (node.type.low, node.type.high) if side is not None}
        if isinstance(node, typed.Constant) and isinstance(node.value, Fraction):
            found.add(node.value)
        elif isinstance(node, typed.TableLookup):
            found |= {value for value, _ in _of_table(rules, node.table)}
            ranges = rules.tables[node.table].ranges.values()
            found |= {Fraction(side) for one in ranges for side in (one.low, one.high) if side is not None}
        elif isinstance(node, typed.PointsRef):
            criterion = rules.criterion(node.path)
            found |= set() if criterion is None else set(_points_of(rules, criterion).known)
    return found


def _thresholds(rules: Rules, node: typed.Typed) -> Iterator[tuple[Fraction, Span]]:
    if not isinstance(node, typed.Compare | typed.InRange):
        return
    for part in node.children():
        opened = _opened(rules, part)
        if isinstance(opened, typed.Constant) and isinstance(opened.value, Fraction):
            yield opened.value, opened.span


def _opened(rules: Rules, node: typed.Typed) -> typed.Typed:
    while isinstance(node, typed.DefinitionRef):
        node = rules.definitions[node.name].formula
    return node


def _beside(rules: Rules, node: typed.Typed) -> Iterator[tuple[object, object]]:
    """A strict bound of whole numbers or days and the value beside it: `wiek < 18` is `najwyżej 17 lat`."""
    if not isinstance(node, typed.Compare) or node.operator not in ("<", ">"):
        return
    for subject, bound, is_below in (
        (node.left, node.right, node.operator == "<"),
        (node.right, node.left, node.operator == ">"),
    ):
        value = bound.value if isinstance(bound := _opened(rules, bound), typed.Constant) else None
        step = -1 if is_below else 1
        match subject.type, value:
            case NumberType(integer=True), Fraction() if value.denominator == 1:
                yield value, value + step
            case DateType(with_time=False), date() if date.min < value < date.max:
                yield value, value + timedelta(days=step)


def _days_beside(rules: Rules, formulas: Iterable[typed.Typed]) -> dict[date, date]:
    found = (pair for node in rules.reached(*formulas) for pair in _beside(rules, node))
    return {beside: day for day, beside in found if isinstance(day, date) and isinstance(beside, date)}


def _days_of(rules: Rules, formulas: Iterable[typed.Typed]) -> dict[date, Span]:
    nodes = rules.reached(*formulas)
    return {
        node.value: node.span for node in nodes if isinstance(node, typed.Constant) and isinstance(node.value, date)
    }


def _ends(term: object) -> tuple[date, ...]:
    return tuple(day for day in (term.start, term.end) if day is not None) if isinstance(term, Period) else ()
