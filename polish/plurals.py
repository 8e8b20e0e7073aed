"""Counted nouns: `1 punkt`, `2 punkty`, `5 punktów`, `26,25 punktu`.

The author of a sentence names the case, the code only picks the form. Categories are those of CLDR for Polish, on the
exact value: `Decimal("2.0")` counts as 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from polish.numbers import Number, as_fraction, format_number


class Category(Enum):
    """The CLDR plural categories of Polish."""

    ONE = "one"
    FEW = "few"
    MANY = "many"
    OTHER = "other"


class Case(Enum):
    """The grammatical cases in which a regulation counts things."""

    NOMINATIVE = "mianownik"
    GENITIVE = "dopełniacz"
    ACCUSATIVE = "biernik"


@dataclass(frozen=True, slots=True)
class Noun:
    """The forms from which every counted form follows.

    `few` stands after 2–4 (for men it equals the genitive plural: `2 kandydatów`); `accusative` only where the
    singular differs (`1 osobę`, `1 kandydata`).
    """

    singular: str
    few: str
    genitive: str
    genitive_plural: str
    accusative: str | None = None

    def form(self, value: Number, case: Case = Case.NOMINATIVE) -> str:
        """The noun alone, as it stands after the number `value`."""
        category = plural_category(value)
        if category is Category.OTHER:
            return self.genitive
        if case is Case.GENITIVE:
            return self.genitive if category is Category.ONE else self.genitive_plural
        if category is Category.ONE:
            return self.accusative if case is Case.ACCUSATIVE and self.accusative else self.singular
        return self.few if category is Category.FEW else self.genitive_plural

    def forms(self) -> Iterator[str]:
        """Every form, for rules about the text around a number."""
        yield from {self.singular, self.few, self.genitive, self.genitive_plural, self.accusative or self.singular}


def plural_category(value: Number) -> Category:
    """CLDR `pl`: one / few / many for whole numbers, other for fractions."""
    exact = as_fraction(value)
    if exact.denominator != 1:
        return Category.OTHER
    whole = abs(exact.numerator)
    if whole == 1:
        return Category.ONE
    if whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14):
        return Category.FEW
    return Category.MANY


def count(value: Number, noun: Noun, case: Case = Case.NOMINATIVE) -> str:
    """`count(5, POINT)` → `5 punktów`."""
    return f"{format_number(value)} {noun.form(value, case)}"


def choose(value: Number, *, one: str, few: str, many: str, other: str | None = None) -> str:
    """Agreement of other words with a number: `został` / `zostały` / `zostało`."""
    forms = {
        Category.ONE: one,
        Category.FEW: few,
        Category.MANY: many,
        Category.OTHER: many if other is None else other,
    }
    return forms[plural_category(value)]


POINT = Noun("punkt", "punkty", "punktu", "punktów")
PERCENT = Noun("procent", "procent", "procent", "procent")
SEAT = Noun("miejsce", "miejsca", "miejsca", "miejsc")
DAY = Noun("dzień", "dni", "dnia", "dni")
WEEK = Noun("tydzień", "tygodnie", "tygodnia", "tygodni")
ITEM = Noun("pozycja", "pozycje", "pozycji", "pozycji")
MONTH = Noun("miesiąc", "miesiące", "miesiąca", "miesięcy")
YEAR = Noun("rok", "lata", "roku", "lat")
HOUR = Noun("godzina", "godziny", "godziny", "godzin", "godzinę")
MINUTE = Noun("minuta", "minuty", "minuty", "minut", "minutę")
KILOMETRE = Noun("kilometr", "kilometry", "kilometra", "kilometrów")
METRE = Noun("metr", "metry", "metra", "metrów")
ZLOTY = Noun("złoty", "złote", "złotego", "złotych")
CANDIDATE = Noun("kandydat", "kandydatów", "kandydata", "kandydatów", "kandydata")
PUPIL = Noun("uczeń", "uczniów", "ucznia", "uczniów", "ucznia")
PERSON = Noun("osoba", "osoby", "osoby", "osób", "osobę")
CHILD = Noun("dziecko", "dzieci", "dziecka", "dzieci")
BRANCH = Noun("oddział", "oddziały", "oddziału", "oddziałów")
SCHOOL = Noun("szkoła", "szkoły", "szkoły", "szkół", "szkołę")
PRESCHOOL = Noun("przedszkole", "przedszkola", "przedszkola", "przedszkoli")
UNIT = Noun("placówka", "placówki", "placówki", "placówek", "placówkę")
GROUP = Noun("grupa", "grupy", "grupy", "grup", "grupę")
GRADE = Noun("ocena", "oceny", "oceny", "ocen", "ocenę")
SUBJECT = Noun("przedmiot", "przedmioty", "przedmiotu", "przedmiotów")
CRITERION = Noun("kryterium", "kryteria", "kryterium", "kryteriów")
CONDITION = Noun("warunek", "warunki", "warunku", "warunków")
ACHIEVEMENT = Noun("osiągnięcie", "osiągnięcia", "osiągnięcia", "osiągnięć")
DOCUMENT = Noun("dokument", "dokumenty", "dokumentu", "dokumentów")
APPLICATION = Noun("wniosek", "wnioski", "wniosku", "wniosków")
EXAMPLE = Noun("przykład", "przykłady", "przykładu", "przykładów")
FILE = Noun("plik", "pliki", "pliku", "plików")
LINE = Noun("wiersz", "wiersze", "wiersza", "wierszy")
PROBLEM = Noun("problem", "problemy", "problemu", "problemów")
ERROR = Noun("błąd", "błędy", "błędu", "błędów")
WARNING = Noun("ostrzeżenie", "ostrzeżenia", "ostrzeżenia", "ostrzeżeń")
NOTICE = Noun("uwaga", "uwagi", "uwagi", "uwag", "uwagę")
TIE = Noun("remis", "remisy", "remisu", "remisów")

NOUNS: dict[str, Noun] = {value.singular: value for value in list(globals().values()) if isinstance(value, Noun)}
"""Every noun by its dictionary form: units of the regulation language are looked up here."""
