"""A change in the words of an amending act: „w § 3 ust. 2 otrzymuje brzmienie”, „po § 4 dodaje się § 4a w brzmieniu”.

The wording follows Zasady techniki prawodawczej, which binds orders of a director only by analogy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from generator.numbered import NumberedChapter, NumberedParagraph, NumberedTable, NumberedUnit, joined
from generator.orders.changes import Change, Kind, Node, heading_of, key
from generator.orders.quoting import Quoted, plain_text, quoted
from generator.tree import QuotedLine, Unit
from polish.citations import Address, reference, references
from polish.enumerations import enumerate_items
from polish.units import Level

_MARKS = {".": ("kropkę", "kropką"), ";": ("średnik", "średnikiem"), ",": ("przecinek", "przecinkiem")}


def said(change: Change, here: Address) -> Unit:
    """The change as a point of the amending act; what `here` names has been said above it."""
    return Unit(_words(change, here), quoted=tuple(_quotation(change)))


def said_together(changes: Sequence[Change], here: Address) -> tuple[Unit, ...]:
    """The same of several; siblings repealed one after another are one point: „uchyla się § 6 i 7”."""
    told: list[Unit] = []
    for _, run in groupby(changes, key=lambda one: one.path[:-1] if one.kind is Kind.REPEALED else id(one)):
        found = list(run)
        addresses = [one.old.address for one in found if isinstance(one.old, NumberedUnit | NumberedParagraph)]
        if len(found) == len(addresses) > 1 and found[0].kind is Kind.REPEALED:
            parent = Address(addresses[0].steps[:-1])
            told.append(Unit(f"{_inside(parent, here)}uchyla się {references(addresses, parent)}"))
        else:
            told += [said(one, here) for one in found]
    return tuple(told)


def said_by_place(changes: Sequence[Change], here: Address) -> Iterator[Unit]:
    """The same, with those inside one unit under it: „w § 13 w ust. 2: a) uchyla się pkt 8, b) po pkt 9 dodaje się”."""
    for place, group in groupby(changes, key=lambda one: _next_place(one, here)):
        inside = list(group)
        alone = said_together(inside, here)
        if place is None or len(alone) == 1:
            yield from alone
        else:
            deepest = _shared_place(inside)
            yield Unit(_down_to(deepest, here), tuple(said_by_place(inside, deepest)))


def _next_place(change: Change, here: Address) -> Address | None:
    """The unit right below `here` inside which the change is; None for a change of such a unit as a whole."""
    place = place_of(change)
    return Address(place.steps[: len(here.steps) + 1]) if len(place.steps) > len(here.steps) else None


def _shared_place(changes: Sequence[Change]) -> Address:
    """The smallest unit inside which all of them are."""
    places = [place_of(one).steps for one in changes]
    levels = zip(*places, strict=False)
    return Address(tuple(one[0] for one in takewhile(lambda level: len(set(level)) == 1, levels)))


def _down_to(place: Address, here: Address) -> str:
    """„w § 13 w ust. 2”: level by level, as an amending act does that has more to say inside."""
    return " ".join(f"w {reference(Address((step,)))}" for step in place.steps[len(here.steps) :])


def place_of(change: Change) -> Address:
    """The unit inside which the change is; the empty address for a whole § and what is above it."""
    node = change.old
    if isinstance(node, NumberedUnit):
        is_inside = change.kind in (Kind.INTRODUCTION, Kind.CLOSING, Kind.MARK) or not node.label
        return node.address if is_inside else Address(node.address.steps[:-1])
    return paragraph_of(change) or Address()


def paragraph_of(change: Change) -> Address | None:
    """The § inside which the change is; None for a whole § and what is above it."""
    if change.kind is Kind.ADDED and isinstance(change.old, NumberedParagraph | NumberedChapter):
        return None
    if change.kind is not Kind.HEADING and isinstance(change.old, NumberedParagraph):
        return None
    label = next((one for one in change.path if one.startswith("§")), "")
    return Address(((Level.PARAGRAPH, label.removeprefix("§").strip().rstrip(".")),)) if label else None


def _words(change: Change, here: Address) -> str:
    node = change.old
    match node:
        case NumberedUnit():
            return _of_unit(change, node, here)
        case NumberedTable():
            return _of_table(change, node, here)
        case NumberedParagraph():
            return _of_paragraph(change, node, here)
        case NumberedChapter():
            return _of_chapter(change, node)
    raise AssertionError(f"nothing can be said of {change.kind} at {change.path}")


def _of_paragraph(change: Change, node: NumberedParagraph, here: Address) -> str:
    name = reference(node.address)
    match change.kind:
        case Kind.TEXT:
            return f"{name} otrzymuje brzmienie"
        case Kind.REPEALED:
            return f"uchyla się {name}"
        case Kind.HEADING:
            return f"nagłówek {'' if node.address == here else f'{name} '}otrzymuje brzmienie"
        case _:
            return f"po {name} dodaje się {_names(change.new)} w brzmieniu"


def _of_chapter(change: Change, node: NumberedChapter) -> str:
    number = _number(node)
    match change.kind:
        case Kind.TEXT:
            return f"rozdział {number} otrzymuje brzmienie"
        case Kind.REPEALED:
            return f"uchyla się rozdział {number}"
        case Kind.HEADING:
            return f"tytuł rozdziału {number} otrzymuje brzmienie"
        case _:
            return f"po rozdziale {number} dodaje się {_names(change.new)} w brzmieniu"


def _of_unit(change: Change, node: NumberedUnit, here: Address) -> str:
    inside = _inside(Address(node.address.steps[:-1]), here)
    match change.kind:
        case Kind.TEXT:
            return f"{inside}{_last(node.address)} otrzymuje brzmienie"
        case Kind.REPEALED:
            return f"{inside}uchyla się {_last(node.address)}"
        case Kind.INTRODUCTION:
            return f"{_inside(node.address, here)}wprowadzenie do wyliczenia otrzymuje brzmienie"
        case Kind.CLOSING:
            return f"{_inside(node.address, here)}część wspólna wyliczenia otrzymuje brzmienie"
        case Kind.MARK:
            return f"{_inside(node.address, here)}{_mark(change)}"
        case _:
            after = f"{inside}po {_last(node.address)} " if node.label else _inside(node.address, here)
            return f"{after}dodaje się {_names(change.new)} w brzmieniu"


def _of_table(change: Change, node: NumberedTable, here: Address) -> str:
    number = _number(node)
    where = _inside(_paragraph(change), here)
    match change.kind:
        case Kind.TEXT:
            return f"{where}tabela {number} otrzymuje brzmienie"
        case Kind.REPEALED:
            return f"{where}uchyla się tabelę {number}"
        case _:
            return f"{where}po tabeli {number} dodaje się {_names(change.new)} w brzmieniu"


def _paragraph(change: Change) -> Address:
    found = paragraph_of(change)
    return found if found is not None else Address()


def _inside(place: Address, here: Address) -> str:
    """„w § 3 ust. 2 ”, without what has been said; empty for nothing more."""
    is_here = place.steps[: len(here.steps)] == here.steps
    words = reference(Address(place.steps[len(here.steps) :]) if is_here else place)
    return f"w {words} " if words else ""


def _last(address: Address) -> str:
    level, numeral = address.steps[-1]
    return f"{level.value} {numeral}"


def _names(nodes: Sequence[Node]) -> str:
    """„ust. 2a i 2b”, „tabelę 3a”, „rozdział 2a”."""
    addresses = [one.address for one in nodes if isinstance(one, NumberedUnit | NumberedParagraph)]
    units = references(addresses, Address(addresses[0].steps[:-1])) if addresses else ""
    tables = [_number(one) for one in nodes if isinstance(one, NumberedTable)]
    named = f"{'tabelę' if len(tables) == 1 else 'tabele'} {enumerate_items(tables)}" if tables else ""
    chapters = [_number(one) for one in nodes if isinstance(one, NumberedChapter)]
    parts = f"{'rozdział' if len(chapters) == 1 else 'rozdziały'} {enumerate_items(chapters)}" if chapters else ""
    return enumerate_items([one for one in (units, named, parts) if one], "oraz")


def _number(node: Node) -> str:
    return key(node).split()[-1].rstrip(".")


def _mark(change: Change) -> str:
    (new,) = change.new
    assert isinstance(change.old, NumberedUnit)
    assert isinstance(new, NumberedUnit)
    before, after = joined(change.old.text)[-1], joined(new.text)[-1]
    return f"{_MARKS[before][0]} zastępuje się {_MARKS[after][1]}"


def _quotation(change: Change) -> list[Quoted]:
    match change.kind:
        case Kind.TEXT | Kind.ADDED:
            return list(quoted(change.new))
        case Kind.HEADING:
            return [QuotedLine("", heading_of(change.new[0]))]
        case Kind.INTRODUCTION:
            return [QuotedLine("", plain_text(one.text)) for one in change.new if isinstance(one, NumberedUnit)]
        case Kind.CLOSING:
            return [QuotedLine("", plain_text(one.closing)) for one in change.new if isinstance(one, NumberedUnit)]
    return []
