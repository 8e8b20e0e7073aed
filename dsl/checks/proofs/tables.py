"""Tables: rows that no value can reach, ranges that begin inside an earlier one, values without a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import floor

from dsl.checks.proofs.gaps import Gap, gaps, steps
from dsl.checks.proofs.lookups import Lookup, lookups
from dsl.checks.proofs.reach import Reach
from dsl.checks.proofs.space import Space, Verdict, between, constant, told
from dsl.checks.reading.every_rules import formulas_of
from dsl.decode.intervals import Interval, either
from dsl.diagnostics import Diagnostic, Related, Severity
from dsl.model import expr as typed
from dsl.model.regulation import Table
from dsl.model.types import TRUTH, NotionType, NumberType
from dsl.source.text import Span
from dsl.syntax.ranges import Range
from polish.numbers import format_number

# Longer tables by range are not looked at: each row is compared with each.
MOST_ROWS = 100
# Of more members without a row the others are not looked for.
_MOST_MISSING = 50


def tables(space: Space) -> Iterator[Verdict]:
    if not space.rules.tables:
        return
    keys: dict[str, list[typed.Typed]] = {}
    for formula in formulas_of(space.rules):
        for node in formula.walk():
            if isinstance(node, typed.TableLookup):
                keys.setdefault(node.table, []).append(node.key)
    places = lookups(space.rules)
    for table in space.rules.tables.values():
        used, here = keys.get(table.name, []), places.get(table.name, [])
        if 0 < len(table.ranges) <= MOST_ROWS:
            yield from _Ranges(space, table, used, _reach_of(space, used), here).verdicts()
        elif table.rows and here and not table.ranges:
            yield _without_row(space, table, here)


def _name(table: Table) -> str:
    return table.notes.label or table.name.replace("_", " ")


# -- by member --------------------------------------------------------------------------------------------------------


def _without_row(space: Space, table: Table, places: list[Lookup]) -> Verdict:
    """A member that is looked up and has no row gives 0, which nobody has written."""
    keys = [place.key for place in places]
    members = {member for key in keys if isinstance(key.type, NotionType) for member in key.type.notion.members}
    without = sorted(members - table.rows.keys()) if table.rest is None else []
    missing = [one for one in without[:_MOST_MISSING] if any(_is_looked_up(space, place, one) for place in places)]
    words = ", ".join(f"„{member.replace('_', ' ')}”" for member in missing)
    message = f"Tabela „{_name(table)}” nie ma wiersza dla wartości {words}, więc wychodzi wtedy 0."
    hint = "Dopisz wiersz albo „pozostałe: 0”, jeżeli tak ma być."
    found = told("P105", Severity.NOTE, table.notes.span, message, hint, table.notes) if missing else None
    return Verdict("tabela", table.notes.span, found)


def _is_looked_up(space: Space, place: Lookup, member: str) -> bool:
    """Whether somebody gets there with this member, as far as conditions tell."""
    key = place.key
    if not isinstance(key.type, NotionType) or member not in key.type.notion.members:
        return False
    equal = typed.Constant(key.span, key.type, False, member)
    return _is_found(space, place, ("=", equal))


def _is_found(space: Space, place: Lookup, *compared: tuple[str, typed.Typed]) -> bool:
    key = place.key
    wanted = ((typed.Compare(key.span, TRUTH, False, operator, key, value), True) for operator, value in compared)
    return space.search.find(*place.context, *wanted).case is not None


# -- by range ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ranges:
    space: Space
    table: Table
    keys: list[typed.Typed]
    known: Interval
    places: list[Lookup]

    def verdicts(self) -> Iterator[Verdict]:
        names = list(self.table.ranges)
        for number, name in enumerate(names):
            place = self.table.rows[name].span
            yield self.space.verdict("przedział", place, partial(self.judged, name, names[:number], place))
        yield self.space.verdict("luki", self.table.notes.span, self.left_out)

    @property
    def whole(self) -> bool:
        """Every key is a whole number."""
        types = [key.type for key in self.keys]
        return bool(types) and all(isinstance(one, NumberType) and one.integer for one in types)

    def judged(self, name: str, earlier: list[str], place: Span) -> Diagnostic | None:
        own = self.table.ranges[name]
        before = [one for name in earlier if not _reach(one := self.table.ranges[name]).both(_reach(own)).is_empty]
        tried = self.tried(own, before)
        if not tried:
            what = f"Tabela „{_name(self.table)}”: wiersza „{own.words}” nikt nie dostanie"
            hint = f"{self.key_words(own)}Popraw przedział albo usuń wiersz."
            return told("P100", Severity.WARNING, place, f"{what}, bo takiej wartości nie ma.", hint, self.table.notes)
        if all(any(one.holds(value) for one in before) for value in tried):
            message = f"Tabela „{_name(self.table)}”: wiersz „{own.words}” w całości mieści się we wcześniejszych."
            hint = "Liczy się pierwszy pasujący wiersz: przenieś ten wyżej albo go usuń."
            return told("P100", Severity.WARNING, place, message, hint, self.table.notes, self.related(own, earlier))
        return self.begins_inside(own, earlier, place)

    def tried(self, own: Range, before: list[Range]) -> list[Fraction]:
        """Numbers of the range that a key can be, one of each kind: every end there is, and one between each two."""
        limits = Reach(self.known.low, self.known.high)
        ends = [end for one in (own, *before) for end in (one.low, one.high) if end is not None]
        ends += [end for end in (limits.low, limits.high) if end is not None]
        reach = _reach(own).both(limits)
        return [value for value in _samples(ends, self.whole) if _holds(reach, value)]

    def key_words(self, own: Range) -> str:
        words = between(self.known, own.unit)
        what = "liczba całkowita" if self.whole else "liczba"
        return f"Szukana wartość to {what} {words}. " if words else f"Szukana wartość to {what}. "

    def begins_inside(self, own: Range, earlier: list[str], place: Span) -> Diagnostic | None:
        """`od 5 do 10` after `do 7`: what is written as its beginning (or its end) already belongs to another row."""
        for end, other_end, word in ((own.low, own.high, "zaczyna"), (own.high, own.low, "kończy")):
            by = next((name for name in earlier if end is not None and self.passes(end, word, name)), None)
            if end is None or by is None or (word == "kończy" and other_end is None):
                continue
            first = self.table.ranges[by]
            message = (
                f"Tabela „{_name(self.table)}”: wiersz „{own.words}” {word} się w przedziale „{first.words}”, "
                "a liczy się pierwszy pasujący wiersz."
            )
            hint = "Popraw granice, żeby każda wartość należała do jednego wiersza."
            related = [Related(self.table.rows[by].span, "ten wiersz jest wcześniej")]
            return told("P106", Severity.NOTE, place, message, hint, self.table.notes, related)
        return None

    def passes(self, end: Fraction, word: str, name: str) -> bool:
        """Whether an earlier range goes on past this end; that both name the same number is how people write."""
        other = self.table.ranges[name]
        beyond = other.high if word == "zaczyna" else other.low
        return beyond != end and other.holds(end)

    def related(self, own: Range, earlier: list[str]) -> list[Related]:
        covering = (name for name in earlier if _within(own, self.table.ranges[name]))
        name = next(covering, None)
        return [Related(self.table.rows[name].span, "ten wiersz jest wcześniej")] if name is not None else []

    # -- values without a row -----------------------------------------------------------------------------------------

    def left_out(self) -> Diagnostic | None:
        ranges = self.table.ranges.values()
        ends = [end for one in ranges for end in (one.low, one.high) if end is not None]
        missing = gaps(ends, self.whole, self.is_taken)
        found = [gap for gap in missing if self.is_odd(gap) and self.is_looked_up(gap)]
        if not found:
            return self.between_steps(ends)
        words = "; ".join(gap.words for gap in found)
        message = f"Tabela „{_name(self.table)}” nie ma wiersza dla wartości {words}, więc wychodzi wtedy "
        message += f"{self.value_of_rest()}."
        hint = "Dopisz brakujący przedział albo popraw granice sąsiednich wierszy."
        return told("P105", Severity.WARNING, self.table.notes.span, message, hint, self.table.notes)

    def between_steps(self, ends: list[Fraction]) -> Diagnostic | None:
        """`do 12,5`, `od 12,6`, where the value may be 12,55; told once, with how to leave nothing out."""
        tried = (gap for gap in steps(ends, self.is_taken) if not self.is_rounded(gap.high - gap.low))
        rowed = (gap for gap in tried if self.is_taken(gap.low) and self.is_taken(gap.high))
        found = [gap for gap in rowed if self.is_odd(gap) and self.is_looked_up(gap)]
        if self.whole or not found:
            return None
        gap = found[0]
        rows = list(self.table.ranges.values())
        below, above = (next(one for one in rows if one.holds(end)) for end in (gap.low, gap.high))
        is_upwards = rows.index(below) < rows.index(above)
        wanted = replace(above, low=gap.low) if is_upwards else replace(below, high=gap.high)
        others = f" (takich miejsc jest {len(found)})" if len(found) > 1 else ""
        message = (
            f"Tabela „{_name(self.table)}” nie ma wiersza np. dla {format_number(gap.inside)}: "
            f"wartość między „{below.words}” a „{above.words}”{others} daje {self.value_of_rest()}."
        )
        hint = (
            f"Napisz „{wanted.words}”: wspólna granica należy do wiersza, który stoi wyżej. "
            "Jeżeli dokładniej się nie mierzy, nic nie zmieniaj."
        )
        return told("P105", Severity.NOTE, self.table.notes.span, message, hint, self.table.notes)

    def value_of_rest(self) -> str:
        return format_number(constant(self.table.rest) or Fraction(0)) if self.table.rest is not None else "0"

    def is_rounded(self, step: Fraction) -> bool:
        """Whether nothing is looked up that is more exact than the step."""
        digits = [self.digits_of(key) for key in self.keys]
        return all(one is not None and Fraction(1, 10**one) >= step for one in digits)

    def digits_of(self, key: typed.Typed) -> int | None:
        """To how many decimal places the value is rounded, where the formula says so."""
        match key:
            case typed.DefinitionRef(name=name):
                return self.digits_of(self.space.rules.definitions[name].formula)
            case typed.FunctionCall(function="zaokrąglij", arguments=(_, typed.Constant(value=Fraction() as digits))):
                return int(digits)
        return 0 if isinstance(key.type, NumberType) and key.type.integer else None

    def is_taken(self, value: Fraction) -> bool | None:
        if not _holds(Reach(self.known.low, self.known.high), value):
            return None
        return any(one.holds(value) for one in self.table.ranges.values())

    def is_looked_up(self, gap: Gap) -> bool:
        """Whether somebody gets there with such a number, as far as conditions tell."""
        above, below = (">", "<") if gap.beyond else ("≥", "≤")
        return any(
            _is_found(self.space, place, (above, _number(place.key, gap.low)), (below, _number(place.key, gap.high)))
            for place in self.places
        )

    def is_odd(self, gap: Gap) -> bool:
        """What `pozostałe` gives is odd between two rows only when it is less than both of them give, or more."""
        if self.table.rest is None:
            return True
        values = [constant(row) for side in gap.beside if (row := self.table.row(side)) is not None]
        rest = constant(self.table.rest)
        known = [value for value in values if value is not None]
        return rest is not None and len(known) == 2 and not min(known) <= rest <= max(known)


def _reach_of(space: Space, keys: list[typed.Typed]) -> Interval:
    """What the values looked up can be."""
    found = [space.everywhere.of(key) for key in keys]
    result = found[0] if found else Interval()
    for one in found[1:]:
        result = either(result, one)
    return result


def _number(key: typed.Typed, value: Fraction) -> typed.Typed:
    return typed.Constant(key.span, key.type, False, value)


def _reach(one: Range) -> Reach:
    return Reach(one.low, one.high, one.beyond, one.beyond)


def _holds(reach: Reach, value: Fraction) -> bool:
    return not reach.both(Reach(value, value)).is_empty


def _within(inner: Range, outer: Range) -> bool:
    one, other = _reach(inner), _reach(outer)
    return one.both(other) == one


def _samples(ends: list[Fraction], whole: bool) -> Iterator[Fraction]:
    """Each end, a number between each two, and one beyond the first and the last."""
    ordered = sorted(set(ends))
    points = [ordered[0] - 1, *ordered, ordered[-1] + 1] if ordered else [Fraction(0)]
    between_them = (Fraction(floor(low) + 1) if whole else (low + high) / 2 for low, high in pairwise(points))
    yield from (one for one in (*points, *between_them) if not whole or one.denominator == 1)
