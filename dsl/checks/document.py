"""The printed document: insertions that lead nowhere or cannot be said (P097), parts that `treść` leaves out (P098)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from dsl.checks.reading.stated import texts_of_rules
from dsl.decode import vocabulary
from dsl.diagnostics import Diagnostics, Related
from dsl.emit.applicability import concerns
from dsl.emit.polish.order import stage_path
from dsl.emit.polish.prose import inserted_points, inserted_term, rules_of, term_name
from dsl.guesses import guess
from dsl.model.expr import Typed
from dsl.model.outline import Insertion, InsertionKind, Outline, OwnParagraph, Prose
from dsl.model.regulation import Branch, Regulation
from dsl.source.nodes import readable_name
from dsl.source.text import Span
from polish.enumerations import enumerate_items, quote

_MEANT = re.compile(r"<\s*(?:§|(?:teksty|terminarz|szkoła|punkty)\.|rok[ _]szkolny)[^<>]*>")


def check_document(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """Only of a whole regulation: what a law leaves open, the file that stands on it fills."""
    if not regulation.branches:
        return
    check = _Check(regulation, diagnostics)
    check.where_nothing_is_filled()
    for prose in check.every_prose():
        for part in prose:
            if isinstance(part, Insertion):
                check.insertion(part)
    if regulation.outline is not None:
        check.clauses(regulation.outline)
        check.left_out(regulation.outline)


class _Check:
    def __init__(self, regulation: Regulation, diagnostics: Diagnostics) -> None:
        self.regulation = regulation
        self.diagnostics = diagnostics

    @cached_property
    def places(self) -> Mapping[str, str]:
        return places(self.regulation)

    @cached_property
    def printed(self) -> frozenset[str]:
        outline = self.regulation.outline
        return frozenset(vocabulary.PARTS if outline is None else outline.ready(vocabulary.PARTS))

    def every_prose(self) -> Iterator[Prose]:
        """All words that are printed."""
        outline = self.regulation.outline
        placed = outline.placed_clauses() if outline is not None else frozenset()
        for section, clauses in self.regulation.clauses.items():
            for clause in clauses.values():
                if section in self.printed or f"{section}.{clause.name}" in placed:
                    yield clause.prose
                    yield from clause.item_prose
        for unit in outline.units() if outline is not None else ():
            yield from (() if unit.clause else unit.prose, unit.closing)

    def insertion(self, one: Insertion) -> None:
        match one.kind:
            case InsertionKind.UNIT:
                self.unit(one)
            case InsertionKind.TERM:
                self.term(one)
            case InsertionKind.POINTS:
                self.points(one)
            case InsertionKind.CLAUSE:
                message = "Postanowienie można wstawić tylko jako cały ustęp własnego paragrafu."
                hint = f"Napisz w „ustępy” samo „<{one.name}>”, a odesłanie do niego: „<§ {one.name}>”."
                self.diagnostics.error("P097", one.span, message, hint)

    def where_nothing_is_filled(self) -> None:
        """Words of rules are also those of explanations and letters, in which no document numbers its units."""
        for stated in texts_of_rules(self.regulation):
            for found in _MEANT.finditer(stated.text):
                message = f"W tym miejscu wstawek się nie wypełnia: „{found[0]}” zostanie wydrukowane tak, jak stoi."
                hint = "Napisz to słowami; wstawki działają w postanowieniach, w „teksty” i w „treść”."
                self.diagnostics.warning("P097", stated.place(found[0]), message, hint)

    def unit(self, one: Insertion) -> None:
        part = self.places.get(one.name)
        if part is None:
            meant = guess(
                one.span, one.name, self.places, "Wskaż część dokumentu, np. <§ terminarz>, albo usuń odesłanie."
            )
            message = f"Odesłanie prowadzi do „{readable_name(one.name)}”, a takiego miejsca nie ma w dokumencie."
            self.diagnostics.error("P097", one.span, message, meant.hint, fixes=meant.fixes)
        elif part and part not in self.printed:
            outline = self.regulation.outline
            related = [Related(_head(outline.span), "części dokumentu wymieniono tutaj")] if outline is not None else []
            message = f"Odesłanie prowadzi do części {quote(readable_name(part))}, której w dokumencie nie ma."
            hint = "Dopisz tę część w „treść” albo usuń odesłanie."
            self.diagnostics.error("P097", one.span, message, hint, related=related)

    def term(self, one: Insertion) -> None:
        if inserted_term(one.name, self.regulation.timetable):
            return
        event, phase = term_name(one.name)
        if event in self.regulation.timetable:
            which = {"rekrutacyjne": "rekrutacyjnego", "uzupełniające": "uzupełniającego"}[phase]
            message = f"Czynność „{readable_name(event)}” nie ma w terminarzu terminu postępowania {which}."
            hint = f"Dopisz go w „terminarz” albo napisz „<terminarz.{event}>”."
            self.diagnostics.error("P097", one.span, message, hint)
            return
        tail = f".{phase}" if phase else ""
        known = [f"terminarz.{name}{tail}" for name in self.regulation.timetable]
        meant = guess(one.span, one.name, known, "Wpisz nazwę czynności z terminarza.")
        message = f"W terminarzu nie ma „{readable_name(event)}”."
        self.diagnostics.error("P097", one.span, message, meant.hint, fixes=meant.fixes)

    def points(self, one: Insertion) -> None:
        every = rules_of(self.regulation)
        if inserted_points(one.name, every):
            return
        known = dict.fromkeys(f"punkty.{c.dotted}" for rules in every for top in rules.criteria for c in top.walk())
        if one.name in known:
            message = "Punktów za to kryterium nie da się podać jedną liczbą."
            hint = f"Odeślij do niego: <§ kryteria.{one.name.partition('.')[2]}>."
            self.diagnostics.error("P097", one.span, message, hint)
            return
        meant = guess(one.span, one.name, known)
        message = f"Nie ma kryterium „{readable_name(one.name.partition('.')[2])}”."
        self.diagnostics.error("P097", one.span, message, meant.hint, fixes=meant.fixes)

    def clauses(self, outline: Outline) -> None:
        """Those that the author's own units put in their place: each is there, and once."""
        known = [f"{section}.{name}" for section, clauses in self.regulation.clauses.items() for name in clauses]
        placed: dict[str, Span] = {}
        for unit in outline.units():
            if not unit.clause:
                continue
            where = next(part.span for part in unit.prose if isinstance(part, Insertion))
            if unit.clause not in known:
                meant = guess(where, unit.clause, known)
                message = f"Nie ma postanowienia „{readable_name(unit.clause)}”."
                self.diagnostics.error("P097", where, message, meant.hint, fixes=meant.fixes)
            elif unit.clause in placed:
                related = [Related(placed[unit.clause], "stoi już tutaj")]
                message = f"Postanowienie „{readable_name(unit.clause)}” stoi w dokumencie dwa razy."
                self.diagnostics.error("P093", where, message, "Zostaw jedno z tych miejsc.", related=related)
            placed.setdefault(unit.clause, where)

    def left_out(self, outline: Outline) -> None:
        replaced = {leaf.address for leaf in outline.leaves() if isinstance(leaf, OwnParagraph)}
        silent = self.printed | outline.without | replaced
        lost = [name for name in settled(self.regulation) if name not in silent]
        if lost:
            names = enumerate_items([quote(readable_name(name)) for name in lost])
            what = "części, którą regulamin ustala" if len(lost) == 1 else "części, które regulamin ustala"
            them, absent = ("ją", "jej") if len(lost) == 1 else ("je", "ich")
            hint = (
                f"Dopisz {them} w „treść” albo „pozostałe”; jeżeli ma {absent} nie być, wymień {them} w „bez: [ … ]”."
            )
            self.diagnostics.note("P098", _head(outline.span), f"W dokumencie nie będzie {what}: {names}.", hint)


def _head(span: Span) -> Span:
    """Its first line: a list may be long."""
    end = span.text.find("\n")
    return span if end < 0 else span.part(0, end)


def settled(regulation: Regulation) -> tuple[str, ...]:
    """The parts for which the regulation says something."""
    rules = rules_of(regulation)
    placed = regulation.outline.placed_clauses() if regulation.outline is not None else frozenset()
    has = {
        "podstawa_prawna": bool(regulation.acts),
        "przepisy_ogólne": True,
        "oddziały": bool(regulation.branches),
        "terminarz": bool(regulation.timetable),
        "warunki": any(one.conditions for one in rules),
        "kryteria": any(one.criteria for one in rules),
        "kolejność": any(one.order for one in rules),
        "dokumenty": bool(regulation.documents),
    }
    for section, clauses in regulation.clauses.items():
        has[section] = any(f"{section}.{name}" not in placed for name in clauses)
    return tuple(name for name in vocabulary.PARTS if has.get(name))


def places(regulation: Regulation) -> dict[str, str]:
    """What a reference may lead to, with the part that it stands in; empty for the author's own."""
    found = {name: name for name in settled(regulation)}
    for rules in rules_of(regulation):
        found |= {f"kryteria.{one.dotted}": "kryteria" for top in rules.criteria for one in top.walk()}
        found |= {f"kolejność.{stage_path(one)}": "kolejność" for one in rules.order}
        branches = [branch for branch in regulation.branches.values() if branch.rules is rules]
        for section, every in (("warunki", rules.conditions), ("dokumenty", rules.documents.values())):
            said = (one.name for one in every if _concerns_any(regulation, branches, one.applies_when))
            found |= dict.fromkeys((f"{section}.{name}" for name in said), section)
    found |= {f"terminarz.{name}": "terminarz" for name in regulation.timetable}
    found |= {f"{part}.{name}": part for part, clauses in regulation.clauses.items() for name in clauses}
    if regulation.outline is not None:
        found |= dict.fromkeys(regulation.outline.placed_clauses() & found.keys(), "")
        own = (leaf.address for leaf in regulation.outline.leaves() if isinstance(leaf, OwnParagraph))
        found |= dict.fromkeys((one for one in (*own, *(u.address for u in regulation.outline.units())) if one), "")
    return found


def _concerns_any(regulation: Regulation, branches: list[Branch], when: Typed | None) -> bool:
    """What concerns no branch is not printed."""
    return not branches or any(concerns(regulation, branch, when) is not False for branch in branches)
