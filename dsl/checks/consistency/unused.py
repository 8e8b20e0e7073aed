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

from dsl.checks.reading.entry_lines import removable
from dsl.checks.reading.every_rules import all_rules, formulas_of
from dsl.diagnostics import Diagnostic, Diagnostics, Edit, Fix, Severity
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules
from dsl.model.types import CollectionType, Fact, MapType, Notion, NotionType, RecordType, Type
from dsl.names import normal_name
from dsl.source.nodes import readable_name
from dsl.source.text import Span

_WORD = r"""["']?([^\W\d][^:"'{}\[\],#\n]*+)["']?[ ]*+:"""
_KEY = re.compile(rf"^[ ]*+(?:- )?{_WORD}|[{{,][ ]*+{_WORD}", re.M)
_LONGEST_KEY = 1000
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


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that the file declares; `what` is its section."""

    what: str
    name: str
    place: Span
    fact: Fact | None = None

    def is_used(self, used: _Used) -> bool:
        known = {"definicje": used.definitions, "tabele": used.tables, "pojęcia": used.notions}
        return (self.what, self.name) in used.facts if self.fact is not None else self.name in known[self.what]


_MESSAGES = {
    "definicje": "Definicji „{}” nie używa żadna formuła.",
    "tabele": "Z tabeli „{}” nie korzysta żadna formuła.",
    "pojęcia": "Pojęcia „{}” nic nie używa.",
    "kandydat": "Danej „{}” nie używa żadna reguła, a zbiera się ją od każdego kandydata.",
    "wybór": "Danej „{}” nie używa żadna reguła, a zbiera się ją od każdego kandydata.",
    "oddział": "Danej „{}” nie ma żaden oddział i nie używa jej żadna reguła.",
}
_HINTS = {
    "oddział": "Podaj ją w oddziałach, użyj jej w regule albo usuń.",
    "kandydat": "Użyj jej w regule albo usuń: danych, które o niczym nie rozstrzygają, nie trzeba zbierać.",
    "wybór": "Użyj jej w regule albo usuń: danych, które o niczym nie rozstrzygają, nie trzeba zbierać.",
}
_HINT = "Użyj tej nazwy albo usuń ją; może w formule jest literówka albo stara nazwa."


def check_unused(regulation: Regulation, diagnostics: Diagnostics) -> None:
    if not regulation.branches:
        return
    every = all_rules(regulation)
    own = {one.place: one for one in _named(regulation, every) if one.place.source is regulation.source}
    if own:
        of_bases = _keys(one.text for one in regulation.sources if one is not regulation.source)
        used = _used(regulation, every)
        for one in own.values():
            if one.name not in of_bases and not one.is_used(used):
                _tell(one, diagnostics)
    for rules in regulation.kinds.values():
        _check_kind(regulation, rules, diagnostics)


def _named(regulation: Regulation, every: tuple[Rules, ...]) -> Iterator[_Named]:
    for rules in every:
        yield from (_Named("definicje", name, one.notes.span) for name, one in rules.definitions.items())
        yield from (_Named("tabele", name, one.notes.span) for name, one in rules.tables.items())
    for name, notion in regulation.notions.items():
        if notion.span is not None:
            yield _Named("pojęcia", name, notion.span)
    for scope, fact in _declared(regulation, every):
        if fact.span is not None:
            yield _Named(scope, fact.name, fact.span if fact.notes is not None else _key_before(fact.span), fact)


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


def _tell(one: _Named, diagnostics: Diagnostics) -> None:
    message = _MESSAGES[one.what].format(readable_name(one.name))
    hint = _HINTS.get(one.what, _HINT)
    fixes = _removal(one.place, one.name)
    if one.fact is None:
        diagnostics.warning("P135", one.place, message, hint, fixes=fixes)
    else:
        diagnostics.add(Diagnostic("P136", Severity.NOTE, message, one.place, hint, fixes=fixes))


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
    """The key that a value belongs to, comments between them aside."""
    begin = max(0, group.start - _LONGEST_KEY)
    found = re.search(r"([^\s:{},#][^:{},\n]*):\s*(?:#[^\n]*\n\s*)*\{?\s*$", group.source.text[begin : group.start])
    return Span(group.source, begin + found.start(1), begin + found.end(1)) if found else group
