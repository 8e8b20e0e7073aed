"""Names that a file with branches declares itself and nobody uses: definitions, tables, notions, facts, kinds.

A base is read by others, so only the file's own names count, and of those only what no base speaks of: a value changed
for the rules of a base is used there. A fact of a branch is printed where a branch has it, an act and a document are
listed in the document: all of them are used by standing there. An example does not use a fact: what it gives of a
candidate has no effect where no rule reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dsl.checks.entry_lines import removable
from dsl.checks.every_rules import all_rules, formulas_of
from dsl.diagnostics import Diagnostic, Diagnostics, Edit, Fix, Severity
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import CollectionType, Fact, MapType, Notion, NotionType, RecordType, Type
from dsl.names import normal_name
from dsl.source.nodes import readable_name
from dsl.source.text import Source, Span

_KEY = re.compile(
    r"""^[ ]*(?:- )?["']?([^\W\d][^:"'{}\[\],#\n]*)["']?[ ]*:|[{,][ ]*["']?([^\W\d][^:"'{}\[\],#\n]*)["']?[ ]*:""", re.M
)
_LIKE = re.compile(r"""\bjak:\s*["']?([^,}"'#\n]+)""")


@dataclass(slots=True)
class _Used:
    """What the formulas name. Notions by name; facts by scope and name."""

    facts: set[tuple[str, str]] = field(default_factory=set)
    definitions: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    notions: set[str] = field(default_factory=set)

    def add_formula(self, formula: typed.Typed) -> None:
        for node in formula.walk():
            self.add_type(node.type)
            match node:
                case typed.FactRef(scope=scope, fact=fact):
                    self.facts.add((scope, fact.name))
                case typed.DefinitionRef(name=name):
                    self.definitions.add(name)
                case typed.TableLookup(table=name):
                    self.tables.add(name)

    def add_type(self, type_: Type) -> None:
        match type_:
            case NotionType(notion):
                self.add_notion(notion)
            case CollectionType(item=item):
                self.add_type(item)
            case RecordType(fields=inner):
                for fact in inner:
                    self.add_type(fact.type)
            case MapType(key=key, value=value):
                self.add_notion(key)
                self.add_type(value)

    def add_notion(self, notion: Notion) -> None:
        self.notions |= {notion.name, notion.family}


def check_unused(regulation: Regulation, diagnostics: Diagnostics) -> None:
    if not regulation.branches:
        return
    own = _Own(regulation.source, _keys(one.text for one in regulation.sources if one is not regulation.source))
    every = all_rules(regulation)
    used = _used(regulation, every)
    for rules in every:
        for name, definition in rules.definitions.items():
            if name not in used.definitions and own.declares(definition.notes.span, name):
                _tell(
                    f"Definicji „{readable_name(name)}” nie używa żadna formuła.",
                    definition.notes.span,
                    name,
                    diagnostics,
                )
        for name, table in rules.tables.items():
            if name not in used.tables and own.declares(table.notes.span, name):
                _tell(
                    f"Z tabeli „{readable_name(name)}” nie korzysta żadna formuła.", table.notes.span, name, diagnostics
                )
    for name, notion in regulation.notions.items():
        if name not in used.notions and notion.span is not None and own.declares(notion.span, name):
            _tell(f"Pojęcia „{readable_name(name)}” nic nie używa.", notion.span, name, diagnostics)
    for scope, fact in _declared(regulation, every):
        if (scope, fact.name) not in used.facts and fact.span is not None and own.declares(fact.span, fact.name):
            _tell_fact(scope, fact, fact.span, diagnostics)
    for rules in regulation.kinds.values():
        _check_kind(regulation, rules, diagnostics)


@dataclass(frozen=True, slots=True)
class _Own:
    """The file, and the names that its bases use as keys."""

    source: Source
    of_bases: frozenset[str]

    def declares(self, place: Span, name: str) -> bool:
        return place.source is self.source and name not in self.of_bases


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(normal_name(one or other) for text in texts for one, other in _KEY.findall(text))


def _declared(regulation: Regulation, every: tuple[Rules, ...]) -> Iterator[tuple[str, Fact]]:
    yield from (("kandydat", fact) for fact in regulation.candidate.values())
    printed = {name for branch in regulation.branches.values() for name in branch.facts}
    for rules in every:
        yield from (("wybór", fact) for fact in rules.facts["wybór"].values())
        yield from (("oddział", fact) for fact in rules.facts["oddział"].values() if fact.name not in printed)


def _used(regulation: Regulation, every: tuple[Rules, ...]) -> _Used:
    used = _Used()
    for formula in _formulas(regulation, every):
        used.add_formula(formula)
    for _, fact in _all_facts(regulation, every):
        used.add_type(fact.type)
    if any(branch.extended_subjects for branch in regulation.branches.values()):
        used.notions.add("przedmiot")
    for notion in regulation.notions.values():
        if notion.subset_of is not None:
            used.notions.add(notion.subset_of)
    return used


def _all_facts(regulation: Regulation, every: tuple[Rules, ...]) -> Iterator[tuple[str, Fact]]:
    yield from (("kandydat", fact) for fact in regulation.candidate.values())
    for rules in every:
        yield from ((scope, fact) for scope, facts in rules.facts.items() for fact in facts.values())


def _formulas(regulation: Regulation, every: tuple[Rules, ...]) -> Iterator[typed.Typed]:
    for rules in every:
        yield from formulas_of(rules)
    for branch in regulation.branches.values():
        pools = branch.seats.pools if branch.seats is not None else ()
        yield from (pool.admits for pool in pools if pool.admits is not None)


def _tell(message: str, place: Span, name: str, diagnostics: Diagnostics) -> None:
    hint = "Użyj tej nazwy albo usuń ją; może w formule jest literówka albo stara nazwa."
    diagnostics.warning("P135", place, message, hint, fixes=_removal(place, name))


def _tell_fact(scope: str, fact: Fact, place: Span, diagnostics: Diagnostics) -> None:
    words = readable_name(fact.name)
    if scope == "oddział":
        message = f"Danej „{words}” nie ma żaden oddział i nie używa jej żadna reguła."
        hint = "Podaj ją w oddziałach, użyj jej w regule albo usuń."
    else:
        message = f"Danej „{words}” nie używa żadna reguła, a zbiera się ją od każdego kandydata."
        hint = "Użyj jej w regule albo usuń: danych, które o niczym nie rozstrzygają, nie trzeba zbierać."
    place = place if fact.notes is not None else _key_before(place)
    fixes = _removal(place, fact.name)
    diagnostics.add(Diagnostic("P136", Severity.NOTE, message, place, hint, fixes=fixes))


def _removal(place: Span, name: str) -> tuple[Fix, ...]:
    lines = removable(place, name)
    return (Fix(f"Usuń „{readable_name(name)}”", (Edit(lines, ""),), safe=False),) if lines is not None else ()


def _check_kind(regulation: Regulation, rules: Rules, diagnostics: Diagnostics) -> None:
    """A kind of the file itself that no branch has and no other kind is like."""
    source = regulation.source
    if not rules.kind or rules.notes.span.source is not source:
        return
    if any(branch.rules.kind == rules.kind for branch in regulation.branches.values()):
        return
    if rules.kind in {normal_name(name) for one in regulation.sources for name in _LIKE.findall(one.text)}:
        return
    place = _key_before(rules.notes.span)
    message = f"Żaden oddział nie jest rodzaju „{readable_name(rules.kind)}”."
    hint = "Dopisz „rodzaj: …” w oddziale, którego to dotyczy, albo usuń ten rodzaj."
    diagnostics.note("P137", place, message, hint)


def _key_before(group: Span) -> Span:
    """The key that a group belongs to."""
    found = re.search(r"([^\s:{},][^:{},\n]*):\s*\{?\s*$", group.source.text[: group.start])
    return Span(group.source, *found.span(1)) if found else group
