"""What has words, dates or duties but nothing to score, as sentences: terms, events, documents, clauses, acts."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from dsl.emit.polish.prose import prose_words
from dsl.emit.polish.terms import Events, term_words
from dsl.emit.polish.wording import Wording
from dsl.model.regulation import Act, Branch, Clause, Document, Event, Regulation
from dsl.model.types import NotionType
from dsl.source.nodes import readable_name
from polish.dates import format_date
from polish.numbers import format_number

_GENITIVE = {
    "ustawa": "ustawy",
    "rozporządzenie": "rozporządzenia",
    "zarządzenie": "zarządzenia",
    "uchwała": "uchwały",
    "obwieszczenie": "obwieszczenia",
    "komunikat": "komunikatu",
    "decyzja": "decyzji",
    "statut": "statutu",
    "konstytucja": "konstytucji",
}
_PARTICIPLES = {
    "zmieniające": "zmieniającego",
    "zmieniająca": "zmieniającej",
    "zmieniający": "zmieniającego",
    "uchylające": "uchylającego",
    "uchylająca": "uchylającej",
    "uchylający": "uchylającego",
}


def member_list(members: Iterable[str], type_: NotionType) -> str:
    """Members in the order of the notion, joined by commas."""
    chosen = set(members)
    return ", ".join(type_.notion.label(name) for name in type_.notion.members if name in chosen)


def seats_total(branch: Branch) -> str:
    if branch.seats is None:
        return "nie podano"
    return "bez limitu" if branch.seats.count is None else format_number(branch.seats.count)


def seats_words(branch: Branch) -> str:
    if branch.seats is None:
        return "nie podano"
    pools = "; ".join(f"{pool.notes.label}: {pool.count}" for pool in branch.seats.pools)
    total = seats_total(branch)
    return f"{total} ({pools})" if pools else total


def event(one: Event, phase: str, events: Events = MappingProxyType({})) -> Wording:
    return Wording(f"{one.activity} – {term_words(one.terms[phase], events)}")


_SEVERAL = frozenset({"rodzice", "opiekunowie", "kandydaci", "oboje", "obaj"})


def _signed(who: str) -> str:
    """„podpisuje rodzic”, „podpisują oboje rodzice”."""
    verb = "podpisują" if who.partition(" ")[0] in _SEVERAL else "podpisuje"
    return f"{verb} {who}" if who else ""


def document(one: Document, *, whose: str = "") -> Wording:
    """With its form, who signs it and, where not all of them do, the branches that ask for it."""
    details = [one.form, _signed(one.signed_by), f"dotyczy {whose}" if whose else ""]
    rest = "; ".join(detail for detail in details if detail)
    return Wording(f"{one.notes.label} ({rest})" if rest else one.notes.label)


def clause(one: Clause, events: Events = MappingProxyType({})) -> Wording:
    text = prose_words(one.prose, events) or one.notes.label
    if one.term is not None:
        text = f"{text} – {term_words(one.term, events)}"
    return Wording(text, tuple(Wording(prose_words(item, events)) for item in one.item_prose))


def act(one: Act, *, genitive: bool = False) -> str:
    """„ustawa z dnia 14 grudnia 2016 r. – Prawo oświatowe (Dz. U. …)”."""
    kind = _GENITIVE.get(one.kind, one.kind) if genitive else one.kind
    number = f" nr {one.number}" if one.number else ""
    body = f" {one.body}" if one.body else ""
    day = f" z dnia {format_date(one.date)}" if one.date else ""
    dash = " –" if one.kind == "ustawa" and one.title[:1].isupper() else ""
    title = f"{dash} {_title(one.title, genitive)}" if one.title else ""
    journal = f" ({_journal(one)})" if one.journal else ""
    return f"{kind}{number}{body}{day}{title}{journal}"


def _journal(one: Act) -> str:
    """„Dz. U. poz. 2431”: the year of the journal is not told where it is the act's own."""
    return one.journal.replace(f"Dz. U. z {one.date.year} r. poz.", "Dz. U. poz.", 1) if one.date else one.journal


def _title(title: str, genitive: bool) -> str:
    """A title that begins with a participle agrees with the kind of the act: „zarządzenia … zmieniającego …”."""
    first, _, rest = title.partition(" ")
    return f"{_PARTICIPLES[first]} {rest}" if genitive and first in _PARTICIPLES else title


def has_genitive(one: Act) -> bool:
    return one.kind in _GENITIVE


def basis(regulation: Regulation, act_name: str, unit: str) -> str:
    """„art. 134 ust. 2 ustawy – Prawo oświatowe”: the unit of the act by its short name; a basis in words as it is
    written."""
    known = regulation.acts.get(act_name)
    if known is None:
        return f"{readable_name(act_name)} {unit}".rstrip()
    name = _short_name(known, act_name)
    if not unit:
        return name
    kind, _, rest = name.partition(" ")
    return f"{unit} {_GENITIVE[kind]} {rest}".rstrip() if kind in _GENITIVE else f"{unit} – {name}"


def _short_name(one: Act, name: str) -> str:
    """„ustawa o systemie oświaty”, „rozporządzenie”: an act of parliament by its title, others by their names."""
    if one.kind != "ustawa" or not one.title:
        return readable_name(name)
    return f"ustawa {'– ' if one.title[:1].isupper() else ''}{one.title}"
