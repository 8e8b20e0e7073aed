"""Rows (`wiersze`) that nobody gets, that hide one with more points, and values that no row names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from dsl.checks.proofs.candidates import confirmed, person_words
from dsl.checks.proofs.gaps import gaps
from dsl.checks.proofs.possible import Wanted, belongs
from dsl.checks.proofs.space import Space, Verdict, constant, told
from dsl.diagnostics import Diagnostic, Related, Severity
from dsl.model import expr as typed
from dsl.model.regulation import Components, Criterion, ForEach, Points, Row, Rows
from dsl.model.types import TRUTH, NotionType, NumberType
from dsl.source.text import Span
from polish.plurals import POINT, Case, count

# Of more rows than this each is still looked at, but no two of them are compared.
MOST_COMPARED = 60
# No row is held against more of those before it, nor are values sought that more rows leave out.
MOST_BEFORE = 200
Context = tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """The rows of one criterion and what is known wherever they are read."""

    criterion: Criterion
    rows: tuple[Row, ...]
    context: Context
    each: typed.EachOf | None


def rows(space: Space) -> Iterator[Verdict]:
    for criterion in space.rules.criteria:
        for one in _lists(criterion, ()):
            check = _Check(space, one)
            taken = list(check.unreachable())
            yield from taken
            yield from check.hidden({verdict.place for verdict in taken if verdict.told is not None})
            yield from check.left_out()


def _lists(criterion: Criterion, context: Context) -> Iterator[_List]:
    way = criterion.way
    if way.condition is not None:
        context = (*context, (way.condition, True))
    match way:
        case Components(parts=parts):
            for part in parts:
                yield from _lists(part, context)
        case Rows(rows=found):
            yield _List(criterion, found, context, None)
        case ForEach(each=each, body=Rows(rows=found)):
            context = (*context, *belongs(each))
            if each.condition is not None:
                context = (*context, (each.condition, True))
            yield _List(criterion, found, context, each)
        case ForEach() | Points():
            pass


@dataclass(frozen=True, slots=True)
class _Check:
    space: Space
    listed: _List

    @property
    def label(self) -> str:
        return self.listed.criterion.notes.label

    def possible(self, *wanted: Wanted) -> bool:
        """Not proven impossible."""
        return not self.space.search.find(*self.listed.context, *wanted).never

    def told(
        self, code: str, severity: Severity, row: Row, message: str, hint: str, related: list[Related]
    ) -> Diagnostic:
        return told(code, severity, _place(row), message, hint, self.listed.criterion.notes, related)

    # -- rows that nobody gets ----------------------------------------------------------------------------------------

    def unreachable(self) -> Iterator[Verdict]:
        if not self.possible():
            return
        for number, row in enumerate(self.listed.rows):
            yield self.space.verdict("wiersz", _place(row), partial(self.taken, number, row))

    def taken(self, number: int, row: Row) -> Diagnostic | None:
        """A row that is never true by itself is told as a condition, not here."""
        earlier = self.listed.rows[max(0, number - MOST_BEFORE) : number]
        own: Context = () if row.condition is None else ((row.condition, True),)
        if not earlier or not self.possible(*own):
            return None
        before = [(one, one.condition) for one in earlier]
        if all(condition is not None for _, condition in before) and self.possible(
            *own, *((condition, False) for _, condition in before if condition is not None)
        ):
            return None
        by = next(
            (one for one, condition in before if condition is None or not self.possible(*own, (condition, False))), None
        )
        who = "wszystko, co do niego pasuje, bierze" if row.condition is not None else "wszystko bierze"
        which = "wcześniejszy wiersz" if by is not None else "któryś z wcześniejszych wierszy"
        message = f"„{self.label}”: do {number + 1}. wiersza nikt nie dojdzie, bo {who} {which}."
        related = [Related(_place(by), "ten wiersz jest wcześniej")] if by is not None else []
        return self.told("P100", Severity.WARNING, row, message, _order_hint(row, by), related)

    # -- rows that hide one with more points --------------------------------------------------------------------------

    def hidden(self, unreachable: set[Span]) -> Iterator[Verdict]:
        """A row that nobody reaches is told already."""
        if len(self.listed.rows) > MOST_COMPARED:
            return
        for number, row in enumerate(self.listed.rows):
            place = _place(row)
            if place not in unreachable:
                yield self.space.verdict("więcej", place, partial(self.less_before, number, row))

    def less_before(self, number: int, row: Row) -> Diagnostic | None:
        """The row is not taken whole, but somebody whom it fits gets less, from a row before it."""
        points = constant(row.points)
        if points is None or row.condition is None:
            return None
        skipped: Context = ()
        for one in self.listed.rows[:number]:
            fewer = constant(one.points)
            if one.condition is not None and fewer is not None and 0 < fewer < points:
                wanted = (*self.listed.context, *skipped, (one.condition, True), (row.condition, True))
                found = self.space.search.find(*wanted)
                person = confirmed(self.space, found.case, wanted, self.listed.each) if found.case is not None else None
                if person is not None:
                    message = (
                        f"„{self.label}”: kto pasuje do {number + 1}. wiersza ({count(points, POINT)}), może dostać "
                        f"tylko {count(fewer, POINT, Case.ACCUSATIVE)}, bo liczy się wcześniejszy wiersz."
                    )
                    who = person_words(self.space, person)
                    hint = f"Na przykład: {who}. Przenieś ten wiersz wyżej, jeżeli ma dostać więcej."
                    related = [Related(_place(one), "ten wiersz jest wcześniej")]
                    return self.told("P104", Severity.NOTE, row, message, hint, related)
            if one.condition is not None:
                skipped = (*skipped, (one.condition, False))
        return None

    # -- values that no row names -------------------------------------------------------------------------------------

    def left_out(self) -> Iterator[Verdict]:
        """Only where all rows ask about one value; that the others get 0 may well be meant."""
        if len(self.listed.rows) > MOST_BEFORE:
            return
        conditions = [row.condition for row in self.listed.rows if row.condition is not None]
        subject = self.subject(conditions) if len(conditions) == len(self.listed.rows) >= 2 else None
        if subject is None:
            return
        place = _place(self.listed.rows[-1])
        yield self.space.verdict("brak", place, partial(self.without_row, subject, conditions))

    def without_row(self, subject: typed.Typed, conditions: list[typed.Typed]) -> Diagnostic | None:
        missing = self.members(subject, conditions) if isinstance(subject.type, NotionType) else ""
        if isinstance(subject.type, NumberType):
            missing = self.numbers(subject, subject.type, conditions)
        message = (
            f"„{self.label}”: żaden wiersz nie mówi, ile punktów jest dla wartości {missing}, więc wychodzi wtedy 0."
        )
        hint = "Dopisz wiersz albo na końcu „{punkty: 0}”, jeżeli tak ma być."
        return self.told("P105", Severity.NOTE, self.listed.rows[-1], message, hint, []) if missing else None

    def subject(self, conditions: list[typed.Typed]) -> typed.Typed | None:
        """The one value that every condition is about."""
        same = self.space.search.sameness
        found: dict[int, typed.Typed] = {}
        for condition in conditions:
            for one in _subjects(condition):
                if one is None:
                    return None
                found.setdefault(same.of(one), one)
        return next(iter(found.values())) if len(found) == 1 else None

    def is_taken(self, subject: typed.Typed, value: str | Fraction, conditions: list[typed.Typed]) -> bool | None:
        """None where there is no such value, or where it could not be decided."""
        equal = typed.Constant(subject.span, subject.type, False, value)
        here = typed.Compare(subject.span, TRUTH, False, "=", subject, equal)
        if not self.possible((here, True)):
            return None
        found = self.space.search.find(*self.listed.context, (here, True), *((one, False) for one in conditions))
        return False if found.case is not None else True if found.never else None

    def members(self, subject: typed.Typed, conditions: list[typed.Typed]) -> str:
        """Members left out in the middle of an order, or, where there is none, fewer than those that are named."""
        assert isinstance(subject.type, NotionType)
        notion = subject.type.notion
        ranked = sorted(notion.members, key=lambda one: notion.ranks.get(one, 0))
        taken = [self.is_taken(subject, member, conditions) for member in ranked]
        if True not in taken:
            return ""
        if notion.ranks:
            first, last = taken.index(True), len(taken) - 1 - taken[::-1].index(True)
            missing = [member for place, member in enumerate(ranked) if first < place < last and taken[place] is False]
        else:
            missing = [member for member, is_taken in zip(ranked, taken, strict=True) if is_taken is False]
        if not missing or len(missing) >= taken.count(True):
            return ""
        return ", ".join(f"„{member.replace('_', ' ')}”" for member in missing)

    def numbers(self, subject: typed.Typed, type_: NumberType, conditions: list[typed.Typed]) -> str:
        bounds = [value for one in conditions for node in one.walk() if (value := constant(node)) is not None]
        found = gaps(bounds, type_.integer, lambda value: self.is_taken(subject, value, conditions))
        return "; ".join(gap.words for gap in found)


def _subjects(node: typed.Typed) -> Iterator[typed.Typed | None]:
    """What a condition compares with constants; None where it does anything else."""
    match node:
        case typed.Both(left=left, right=right) | typed.Either(left=left, right=right):
            yield from _subjects(left)
            yield from _subjects(right)
        case typed.Compare(operator=operator, left=left, right=typed.Constant()):
            yield left if operator != "≠" else None
        case typed.InRange(value=value, low=typed.Constant(), high=typed.Constant()):
            yield value
        case typed.Member(item=item, collection=typed.ListOf(items=items)) if all(
            isinstance(one, typed.Constant) for one in items
        ):
            yield item
        case _:
            yield None


def _place(row: Row) -> Span:
    """Where a row is shown: at its condition, or at its points."""
    return (row.condition or row.points).span


def _order_hint(row: Row, by: Row | None) -> str:
    more, fewer = constant(row.points), constant(by.points) if by is not None else None
    if more is not None and fewer is not None and more > fewer:
        return "Liczy się pierwszy pasujący wiersz: przenieś ten wyżej, bo daje więcej, albo go usuń."
    return "Liczy się pierwszy pasujący wiersz: przenieś ten wyżej albo go usuń."
