"""How an order is called: „zarządzenie nr 7/2026 Dyrektora … z dnia … w sprawie …”; blanks for what is not known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dsl.model.regulation import Ordinance, Regulation
from generator.papers.common import BLANK
from generator.regulation import head
from polish.dates import format_date

_DIRECTOR = "dyrektor"
# The first words of titles whose genitive is known; any other title is named in the nominative, in quotation marks.
_GENITIVES = {"regulamin": "regulaminu", "zasady": "zasad"}


@dataclass(frozen=True, slots=True)
class Identity:
    """`number` and `day` are empty while the order is a draft; `subject` says what it is about: „w sprawie …”."""

    number: str
    day: date | None
    whose: str
    subject: str

    @property
    def is_complete(self) -> bool:
        return bool(self.number) and self.day is not None

    @property
    def title(self) -> str:
        return f"Zarządzenie nr {self.number or BLANK}"

    @property
    def dated(self) -> str:
        return f"z dnia {format_date(self.day) if self.day else head.NO_DAY}"

    @property
    def lines(self) -> tuple[str, ...]:
        """Below the title."""
        return (self.whose, self.dated, self.subject)

    def words(self, case: str = "zarządzenie") -> str:
        """Without the subject: „zarządzenia nr 7/2026 Dyrektora … z dnia 16 lutego 2026 r.”"""
        return f"{case} nr {self.number or BLANK} {self.whose} {self.dated}"


def why_no_order(regulation: Regulation) -> str:
    """What stands in the way of an order of the director; empty where nothing does."""
    if regulation.issuer != _DIRECTOR:
        return f"zarządzenie jest aktem dyrektora szkoły, a ten plik wydaje {regulation.issuer or 'nie wiadomo kto'}"
    if regulation.school is None or not regulation.school.name:
        return "w pliku nie ma nazwy szkoły"
    return ""


def identity(regulation: Regulation) -> Identity:
    """Of the order that the file names."""
    ordinance = regulation.ordinance
    return Identity(
        number=ordinance.number if ordinance else "",
        day=ordinance.day if ordinance else None,
        whose=whose(regulation),
        subject=f"w sprawie {(ordinance.subject if ordinance else '') or f'ustalenia {title_in_genitive(regulation)}'}",
    )


def whose(regulation: Regulation) -> str:
    return f"Dyrektora {regulation.school.name_genitive}" if regulation.school else "Dyrektora"


def title_in_genitive(regulation: Regulation) -> str:
    """„Regulaminu rekrutacji do klas pierwszych …”, or the title as it is in quotation marks."""
    first, _, rest = head.title(regulation).partition(" ")
    genitive = _GENITIVES.get(first.casefold())
    return f"{genitive} {rest}".rstrip() if genitive else f"dokumentu „{head.title(regulation)}”"


def annex_name(regulation: Regulation, case: str = "załącznik") -> str:
    """„załącznik nr 1”; of an order with one annex it may have no number."""
    number = regulation.ordinance.annex if regulation.ordinance else ""
    return f"{case} nr {number}" if number else case


def annex_header(regulation: Regulation, order: Identity) -> tuple[str, ...]:
    """Above the regulation, with blanks where the order has them."""
    known = annex_name(regulation, "Załącznik")
    return (known, f"do zarządzenia nr {order.number or BLANK}", order.whose, order.dated)


def with_order(regulation: Regulation, number: str, day: date | None) -> Regulation:
    """As if the file said this number and this day."""
    known = regulation.ordinance or Ordinance("", None, "", regulation.notes)
    return replace(regulation, ordinance=replace(known, number=number or known.number, day=day or known.day))
