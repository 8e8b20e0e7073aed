"""Years and days of birth in formulas against the school year: last year's in a file taken over.

A formula about a date of birth that names a year means an age; so does the number that whole years are compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from dsl.checks.reading.every_rules import every_rules, formulas_of
from dsl.diagnostics import Diagnostics, Edit, Fix
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import DateType
from dsl.source.text import Span
from polish.dates import format_date
from polish.folding import fold
from polish.plurals import YEAR, count

YOUNGEST, OLDEST = 2, 25
_JOINED = ("dwu", "trzy", "cztero", "piecio", "szescio", "siedmio", "osmio", "dziewiecio", "dziesiecio")
_ALONE = ("dwa", "trzy", "cztery", "piec", "szesc", "siedem", "osiem", "dziewiec", "dziesiec")
# Folded words that say an age: `6-letnie`, `sześciolatki`, `w wieku 5 lat`, `kończy co najmniej trzy lata`.
_SAID = (
    re.compile(rf"\b(?:(\d{{1,2}})\s?-?\s?|({'|'.join(_JOINED)}))(?:lat(?:ek|k\w{{1,4}})|letni\w{{0,3}})\b"),
    re.compile(r"\bw wieku (\d{1,2}) lat\b"),
    re.compile(
        rf"\bu?koncz\w{{0,6}} (?:co najmniej |przynajmniej )?(?:(\d{{1,2}})|({'|'.join(_ALONE)}))(?: lata?| roku?)\b"
    ),
)
_OF_ANOTHER = re.compile(r"rodzenstw|siostr|brat|braci|(?<![a-z])(?:rodzic|matk|matc|ojc|opiekun|wnuk)")
# How far from the year that is named the first year that it lets in may be.
_SLACK = {"=": (0,), "≤": (0,), "≥": (0,), "<": (0, 1), ">": (0, -1)}
_TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


def check_ages(regulation: Regulation, diagnostics: Diagnostics) -> None:
    first = regulation.first_year
    births = frozenset(
        name
        for name, fact in regulation.candidate.items()
        if isinstance(fact.type, DateType) and _is_own_birth(fold(f"{name} {fact.label}"))
    )
    if first is None or not births:
        return
    for rules in every_rules(regulation):
        check = _Check(regulation, rules, births, first, diagnostics)
        for formula in formulas_of(rules):
            for node in formula.walk():
                check.age(node)
                check.swapped(node)
                check.reference_day(node)
        check.words()


def _is_own_birth(words: str) -> bool:
    """Folded words of a date, `data_urodzenia_kandydata`; those of a sister may be of any age."""
    return "urodz" in words and not _OF_ANOTHER.search(words)


class _Check:
    def __init__(
        self, regulation: Regulation, rules: Rules, births: frozenset[str], first: int, diagnostics: Diagnostics
    ) -> None:
        self.regulation, self.rules, self.births, self.first = regulation, rules, births, first
        self.diagnostics = diagnostics

    # -- numbers ------------------------------------------------------------------------------------------------------

    def age(self, node: typed.Typed) -> None:
        for age, where in self.ages(node):
            if YOUNGEST <= age <= OLDEST:
                continue
            year = self.regulation.school_year
            who = f"wiek {count(age, YEAR)}" if age >= 0 else "dziecko, które się jeszcze nie urodziło"
            message = f"Dla roku szkolnego {year} ta wartość oznacza {who}."
            hint = "Sprawdź rok; po przejściu na nowy rok szkolny zmienia się też rok urodzenia."
            if age < YOUNGEST:
                self.diagnostics.warning("P131", where, message, hint)
            else:
                self.diagnostics.note("P131", where, message, hint)

    def swapped(self, node: typed.Typed) -> None:
        """`pełne_lata(rok_szkolny.od; data_urodzenia)` counts from the school year back to the birth."""
        match node:
            case typed.FunctionCall(
                function="pełne_lata" | "pełne_miesiące" | "dni" as function,
                arguments=(typed.Constant() as day, typed.FactRef(scope="kandydat", fact=fact) as birth),
            ) if fact.name in self.births:
                wanted = f"{birth.span.text}; {day.span.text}"
                place = Span(day.span.source, day.span.start, birth.span.end)
                message = f"„{function}” liczy od pierwszej daty do drugiej, więc wynik jest tu ujemny."
                fix = Fix("Zamień daty miejscami", (Edit(place, wanted),), safe=False)
                hint = f"Zamień daty miejscami: {function}({wanted})."
                self.diagnostics.warning("P131", place, message, hint, fixes=(fix,))

    def ages(self, node: typed.Typed) -> Iterator[tuple[int, Span]]:
        """The ages that a comparison names, in the calendar year in which the school year begins."""
        match node:
            case typed.Compare(left=left, right=right):
                sides = [(left, right), (right, left)]
            case typed.InRange(value=value, low=low, high=high):
                sides = [(value, low), (value, high)]
            case typed.Member(item=item, collection=typed.ListOf(items=items)):
                sides = [(item, one) for one in items]
            case _:
                return
        for subject, other in sides:
            age = self.meant(self.opened(subject), self.opened(other))
            if age is not None:
                yield age, other.span

    def meant(self, subject: typed.Typed, other: typed.Typed) -> int | None:
        value = other.value if isinstance(other, typed.Constant) else None
        match subject, value:
            case typed.FactRef(), date() as day if self.is_birth(subject):
                return self.first - day.year
            case typed.FunctionCall(function="rok", arguments=(born,)), Fraction() as year if self.is_birth(born):
                return self.first - int(year)
            case typed.FunctionCall(function="pełne_lata", arguments=(born, _)), Fraction() as age if self.is_birth(
                born
            ):
                return int(age)
        return None

    def is_birth(self, node: typed.Typed) -> bool:
        node = self.opened(node)
        return isinstance(node, typed.FactRef) and node.scope == "kandydat" and node.fact.name in self.births

    def opened(self, node: typed.Typed) -> typed.Typed:
        while isinstance(node, typed.DefinitionRef):
            node = self.rules.definitions[node.name].formula
        return node

    # -- days ---------------------------------------------------------------------------------------------------------

    def reference_day(self, node: typed.Typed) -> None:
        """Age is counted for a day of the recruitment or of the school year."""
        match node:
            case typed.FunctionCall(function="pełne_lata" | "pełne_miesiące" | "dni", arguments=(born, until)):
                day = self.opened(until)
                if self.is_birth(born) and isinstance(day, typed.Constant) and isinstance(day.value, date):
                    self.tell_day(day.value, until.span)

    def tell_day(self, day: date, where: Span) -> None:
        earliest, latest = date(self.first, 1, 1), date(self.first + 1, 8, 31)
        if not earliest <= day <= latest:
            year = self.regulation.school_year
            message = f"Wiek liczy się na {format_date(day)}, a regulamin jest na rok szkolny {year}."
            hint = "Popraw datę; początek roku szkolnego można też zapisać jako „rok_szkolny.od”."
            self.diagnostics.warning("P131", where, message, hint)

    # -- words --------------------------------------------------------------------------------------------------------

    def words(self) -> None:
        """`dzieci 6-letnie` over a formula with a year of birth: both must mean the same age."""
        for said, formulas, where in self.worded():
            in_words = _ages_said(said)
            in_years = self.named_ages(formulas) if in_words else set()
            if in_years and not in_words & in_years:
                means = " albo ".join(count(age, YEAR) for age in sorted(in_years))
                words = " albo ".join(count(age, YEAR) for age in sorted(in_words))
                message = (
                    f"Słowa mówią o dzieciach, które mają {words}, a rok urodzenia w formule oznacza {means} "
                    f"w roku szkolnym {self.regulation.school_year}."
                )
                hint = "Po przejściu na nowy rok szkolny zmienia się też rok urodzenia; popraw go albo słowa."
                self.diagnostics.warning("P131", where, message, hint)

    def worded(self) -> Iterator[tuple[str, tuple[typed.Typed, ...], Span]]:
        for definition in self.rules.definitions.values():
            said = f"{definition.name.replace('_', ' ')} {definition.notes.label}"
            yield said, (definition.formula,), definition.notes.span
        for condition in self.rules.conditions:
            said = f"{condition.name.replace('_', ' ')} {condition.text} {condition.notes.label}"
            yield said, (condition.requires,), condition.notes.span
        for top in self.rules.criteria:
            for criterion in top.walk():
                if criterion.way.condition is not None:
                    said = f"{criterion.name.replace('_', ' ')} {criterion.notes.label}"
                    yield said, (criterion.way.condition,), criterion.notes.span

    def named_ages(self, formulas: tuple[typed.Typed, ...]) -> set[int]:
        """The ages at which comparisons let somebody in or stop to."""
        found: set[int] = set()
        for node in self.rules.reached(*formulas):
            ages = [age for age, _ in self.ages(node)]
            match node:
                case typed.Compare(operator=operator, left=left):
                    is_turned = isinstance(self.opened(left), typed.Constant)
                    slack = _SLACK.get(_TURNED.get(operator, operator) if is_turned else operator, ())
                    found |= {age + more for age in ages for more in slack}
                case _:
                    found |= set(ages)
        return {age for age in found if YOUNGEST <= age <= OLDEST}


def _ages_said(text: str) -> set[int]:
    folded = fold(text)
    return {_number(*found.groups()) for pattern in _SAID for found in pattern.finditer(folded)}


def _number(digits: str | None, word: str | None = None) -> int:
    """`dwa` and `dwu` stand first of their words."""
    if digits:
        return int(digits)
    return (_JOINED.index(word) if word in _JOINED else _ALONE.index(word or "")) + 2
