"""What every order begins and ends with: its legal basis, its coming into force, the signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dsl.checks.reading.stated import all_notes
from dsl.emit.polish.provisions import act
from dsl.model.notes import Basis, Certainty, State
from dsl.model.regulation import Act, Ordinance, Regulation
from dsl.source.nodes import readable_name
from generator.orders.identity import Identity
from generator.papers.common import DRAFT, RECALLED
from generator.regulation import head
from generator.tree import Block, Document, Paragraph, SignatureBlock, TextBlock, Unit
from polish.dates import format_date
from polish.enumerations import enumerate_items

PREFIX = "zarzadzenie-"
_IN_FORCE = "z dniem podpisania"
_SIGNED_BY = "Dyrektor"
_GENERALLY_BINDING = ("ustawa", "rozporządzenie")
_CERTAINTY = {Certainty.VERIFIED: "sprawdzona", Certainty.RECALLED: RECALLED, None: "nie określono"}


def order(
    regulation: Regulation, identity: Identity, blocks: tuple[Block, ...], attached: tuple[Document, ...] = ()
) -> Document:
    """The order around its own §§; while its number or date is missing it is marked as a draft."""
    school = regulation.school.name if regulation.school else ""
    return Document(
        title=identity.title,
        subtitle=identity.lines,
        day=identity.day or head.day(regulation),
        kind="zarządzenie",
        author=school,
        description=" ".join((identity.title, *identity.lines)),
        letterhead=(school,) if school else (),
        blocks=(TextBlock(enacting_words(regulation, identity.day)), *blocks, coming_into_force(regulation.ordinance)),
        footer=identity.title,
        signature=SignatureBlock((_signed_by(regulation.ordinance),), "", "(podpis)"),
        mark="" if identity.is_complete else DRAFT,
        attached=attached,
        prefix=PREFIX,
    )


def paragraph(text: str) -> Paragraph:
    """A § of one sentence."""
    return Paragraph((Unit(text),))


def enacting_words(regulation: Regulation, day: date | None) -> str:
    bases = enumerate_items(list(_bases(regulation, day)), "oraz")
    return f"Na podstawie {bases} zarządza się, co następuje:" if bases else "Zarządza się, co następuje:"


def has_own_basis(regulation: Regulation) -> bool:
    return regulation.ordinance is not None and bool(regulation.ordinance.bases)


def bases_with_status(regulation: Regulation, day: date | None) -> Iterator[str]:
    """For the director, who answers for the basis: each act with how certain the file is of it."""
    bases = regulation.ordinance.bases if regulation.ordinance else ()
    names = [one.act for one in bases] or [one.name for one in _laws(regulation, day)]
    for one in (regulation.acts[name] for name in dict.fromkeys(names) if name in regulation.acts):
        doubt = f"; {one.notes.state.value}: {one.notes.remark}" if one.notes.state is State.OUTDATED else ""
        yield f"{act(one)} – pewność: {_CERTAINTY[one.notes.certainty]}{doubt}"


def _bases(regulation: Regulation, day: date | None) -> Iterator[str]:
    """Those of the order, units of one act together; where it names none, the laws of the regulation."""
    bases = regulation.ordinance.bases if regulation.ordinance else ()
    for name, group in groupby(bases, key=lambda one: one.act):
        yield _cited(regulation, name, list(group))
    if not bases:
        yield from (act(one, genitive=True) for one in _laws(regulation, day))


def _laws(regulation: Regulation, day: date | None) -> list[Act]:
    """Generally binding acts that there were on the day of the order: those on which rules of the regulation stand;
    where no rule names its basis, all but the outdated."""
    known = [one for one in regulation.acts.values() if one.kind in _GENERALLY_BINDING]
    named = {notes.basis.act for notes in all_notes(regulation) if notes.basis is not None}
    found = [one for one in known if one.name in named] or [
        one for one in known if one.notes.state is not State.OUTDATED
    ]
    return [one for one in found if day is None or one.date is None or one.date <= day]


def _cited(regulation: Regulation, name: str, bases: list[Basis]) -> str:
    units = enumerate_items([one.unit for one in bases if one.unit])
    known = regulation.acts.get(name)
    if known is None:
        return enumerate_items([f"{readable_name(one.act)} {one.unit}".rstrip() for one in bases])
    return f"{units} {act(known, genitive=True)}".lstrip()


def coming_into_force(ordinance: Ordinance | None) -> Paragraph:
    when = (ordinance.in_force if ordinance else "") or _IN_FORCE
    words = f"z dniem {format_date(when)}" if isinstance(when, date) else when
    return paragraph(f"Zarządzenie wchodzi w życie {words}")


def _signed_by(ordinance: Ordinance | None) -> str:
    return (ordinance.signed_by if ordinance else "") or _SIGNED_BY
