"""The amending order made of two or more versions of a regulation, and the consolidated text.

The first version is the one that was announced with its order; each later one is what its own order made of it. Numbers
of units are those announced: the versions are consolidated one after another, and the last two are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from dsl.model.regulation import Regulation
from generator.numbered import NumberedAnnex, NumberedDocument
from generator.numbering import number
from generator.orders.acting import order, paragraph
from generator.orders.changes import Change, Kind, changes
from generator.orders.consolidated import consolidated, is_repealed_annex
from generator.orders.identity import Identity, annex_header, annex_name, identity
from generator.orders.introducing import attached_regulation
from generator.orders.labelled import labelled
from generator.orders.quoting import quoted_annex
from generator.orders.saying import said_by_place, said_together
from generator.papers.common import DRAFT
from generator.regulation import regulation_document
from generator.tree import Document, Paragraph, QuotedLine, Unit
from polish.citations import Address
from polish.enumerations import enumerate_items

_OPENING = "wprowadza się następujące zmiany"


def amending_order(versions: Sequence[Regulation]) -> Document | None:
    """The order that makes the last version of those before it; None where nothing differs in words."""
    *earlier, newest = versions
    newest = _with_own_day(newest, earlier[-1])
    old, new = _consolidated(earlier), _consolidated(versions)
    found = changes(number(old).document, number(new).document)
    if not found:
        return None
    base, own = identity(versions[0]), amending_identity(versions)
    if found[0].kind is Kind.WHOLE:
        header = ("Załącznik", *annex_header(newest, own)[1:])
        return order(
            newest, own, (_given_anew(versions, base),), (attached_regulation(regulation_document(newest), header),)
        )
    return order(newest, own, (_amended(versions, base, found),))


def _with_own_day(newest: Regulation, before: Regulation) -> Regulation:
    """A day on which the order before came into force says nothing of this one."""
    own, other = newest.ordinance, before.ordinance
    if own is None or other is None or not isinstance(own.in_force, date) or own.in_force != other.in_force:
        return newest
    return replace(newest, ordinance=replace(own, in_force=""))


def consolidated_text(versions: Sequence[Regulation]) -> Document:
    """As an annex to the first order, with those that have changed it named below the title."""
    document = _consolidated(versions)
    amending = _amending(versions)
    words = enumerate_items([one.words("zarządzeniem") for one in amending])
    subtitle = f"Tekst ujednolicony uwzględniający zmiany wprowadzone {words}"
    header = annex_header(versions[0], identity(versions[0]))
    mark = "" if all(one.is_complete for one in amending) else DRAFT
    return replace(attached_regulation(document, header), subtitle=(subtitle,), mark=mark)


def _amending(versions: Sequence[Regulation]) -> list[Identity]:
    """Of every order after the first."""
    return [amending_identity(versions[: place + 1]) for place in range(1, len(versions))]


def amending_identity(versions: Sequence[Regulation]) -> Identity:
    """An order of its own: the number and the day of the order before it are not taken over."""
    before, own, first = identity(versions[-2]), identity(versions[-1]), identity(versions[0])
    is_new = (own.number, own.day) != (before.number, before.day)
    subject = f"zmieniające zarządzenie {first.subject}"
    return Identity(own.number if is_new else "", own.day if is_new else None, own.whose, subject)


def _consolidated(versions: Sequence[Regulation]) -> Document:
    first, *later = map(regulation_document, versions)
    result = labelled(first)
    for one in later:
        result = consolidated(result, one)
    return result


# -- the §§ of the order ----------------------------------------------------------------------------------------------


def _given_anew(versions: Sequence[Regulation], base: Identity) -> Paragraph:
    where = f"W {_order_words(versions, base)} {annex_name(versions[0])}"
    return paragraph(f"{where} otrzymuje brzmienie określone w załączniku do niniejszego zarządzenia")


def _amended(versions: Sequence[Regulation], base: Identity, found: Sequence[Change]) -> Paragraph:
    where = f"W {annex_name(versions[0], 'załączniku')} do {_order_words(versions, base, 'zarządzenia')}"
    before = number(_consolidated(versions[:-1])).document
    told = tuple(points(found, before))
    if len(told) == 1:
        (point,) = told
        return Paragraph((replace(point, text=f"{where} {point.text}"),))
    return Paragraph((Unit(f"{where} {_OPENING}", told),))


def _order_words(versions: Sequence[Regulation], base: Identity, case: str = "zarządzeniu") -> str:
    """„zarządzenia nr 4/2026 Dyrektora … z dnia … w sprawie … (zmienionego zarządzeniem nr 6/2026 …)”."""
    amending = [one.words("zarządzeniem") for one in _amending(versions[:-1])]
    changed = {"zarządzeniu": "zmienionym", "zarządzenia": "zmienionego"}[case]
    return f"{base.words(case)} {base.subject}{f' ({changed} {enumerate_items(amending)})' if amending else ''}"


def points(found: Sequence[Change], before: NumberedDocument) -> Iterator[Unit]:
    """One for each § and annex; several changes inside one are its letters."""
    whole = [one for one in found if one.kind in (Kind.TITLE, Kind.ANNEXES)]
    of_annexes = [one for one in found if one.annex]
    for one in whole:
        if one.kind is Kind.TITLE:
            yield Unit("tytuł otrzymuje brzmienie", quoted=(QuotedLine("", one.title),))
    yield from said_by_place([one for one in found if one not in whole and not one.annex], Address())
    for label, several in groupby(of_annexes, key=lambda one: one.annex):
        yield _inside_annex(label, said_together(list(several), Address()))
    for one in whole:
        if one.kind is Kind.ANNEXES:
            yield from _of_annexes(before.annexes, one.annexes)


def _inside_annex(label: str, told: Sequence[Unit]) -> Unit:
    """„w załączniku do regulaminu po tabeli 8 dodaje się …”."""
    name = label[:1].lower() + label[1:]
    where = f"w {name.replace('załącznik', 'załączniku', 1) if name.startswith('załącznik') else f'części „{label}”'}"
    if len(told) > 1:
        return Unit(where, tuple(told))
    return replace(told[0], text=f"{where} {told[0].text}")


def _of_annexes(old: Sequence[NumberedAnnex], new: Sequence[NumberedAnnex]) -> Iterator[Unit]:
    known = {one.label: one for one in old}
    for after in new:
        before = known.get(after.label)
        if before is None:
            yield Unit(f"dodaje się {_annex(after)} w brzmieniu", quoted=tuple(quoted_annex(after)))
        elif is_repealed_annex(after) and before != after:
            yield Unit(f"uchyla się {_annex(before)}")
        elif before != after:
            yield Unit(f"{_annex(before)} otrzymuje brzmienie", quoted=tuple(quoted_annex(after)))


def _annex(annex: NumberedAnnex) -> str:
    """„załącznik do regulaminu”, as it is labelled."""
    return annex.label[:1].lower() + annex.label[1:]
