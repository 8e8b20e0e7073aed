"""What reading any rule needs: what it may name, and formulas, truths, documents and criteria named in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace
from fractions import Fraction

from dsl.decode.fields import VALUE_KEYS, as_scalar, read_names, read_text, unwrapped
from dsl.decode.scope import Scope
from dsl.decode.typing import known_where, type_formula
from dsl.diagnostics import Diagnostics
from dsl.guesses import guess
from dsl.model.expr import Constant, DefinitionRef, FactRef, PointsRef, TermRef, Typed
from dsl.model.regulation import Event
from dsl.model.types import TRUTH, Fact, Notion, NumberType, Type
from dsl.source.nodes import Mapping, Node, Scalar, normal_name
from dsl.source.text import Source, Span

NUMBER = NumberType()
WAYS = ("punkty", "wiersze", "składniki", "za_każde")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules of every kind share."""

    facts: Lookup[str, Lookup[str, Fact]]
    notions: Lookup[str, Notion]
    events: Lookup[str, Event]
    documents: Collection[str]
    school_year: int | None
    timetable_place: Span  # where the file itself writes its timetable, or could
    left_out: Lookup[str, Source]  # criteria that a lower rank was free to do without, and does
    is_whole: bool  # the file has branches: nothing that somebody still has to set may be left open


def is_hole(node: Mapping) -> bool:
    """`{ustala: organ prowadzący}`: who is to set a value, and no value yet."""
    return node.get("ustala") is not None and not any(node.get(key) is not None for key in (*VALUE_KEYS, *WAYS))


@dataclass(frozen=True, slots=True)
class Reading:
    around: Surroundings
    scope: Scope
    diagnostics: Diagnostics

    def formula(self, node: Node | None, what: str, expected: Type | None, scope: Scope | None = None) -> Typed | None:
        if isinstance(node, Mapping) and is_hole(node):
            return self.hole(node, what)
        scalar = as_scalar(node, what, self.diagnostics)
        if scalar is None:
            return None
        return type_formula(scalar, scope or self.scope, self.diagnostics, expected, may_miss=False)

    def hole(self, node: Mapping, what: str) -> Typed | None:
        """A value that a lower rank is to set (`ustala`): open in a law, an error where branches need it."""
        who = read_text(node.get("ustala"), "ustala", self.diagnostics)
        if not self.around.is_whole:
            return Constant(node.span, NUMBER, False, Fraction(0), left_to=who)
        self.diagnostics.error(
            "P053", node.span, f"Nie ustalono wartości „{what}” (ustala: {who}).", "Podaj ją w tym pliku."
        )
        return None

    def claimed(self, node: Node | None) -> Typed | None:
        """`maks`: a number that is the same for everybody in the branch."""
        found = self.formula(node, "maks", NUMBER)
        for part in self.parts_of(found) if found is not None else ():
            if isinstance(part, PointsRef | TermRef) or (isinstance(part, FactRef) and part.scope != "oddział"):
                message = "„maks” nie może zależeć od kandydata: to jedna liczba dla wszystkich."
                hint = "Wpisz liczbę; granicę, która obcina punkty, zapisuje się jako „najwyżej”."
                self.diagnostics.error("P034", part.span, message, hint)
                return None
        return found

    def parts_of(self, formula: Typed) -> Iterator[Typed]:
        """With the definitions that it names."""
        pending, seen = [formula], set[str]()
        while pending:
            for part in pending.pop().walk():
                yield part
                if isinstance(part, DefinitionRef) and part.name not in seen:
                    seen.add(part.name)
                    definition = self.scope.definition(part.name)
                    pending += [definition.formula] if definition is not None else []

    def truth(self, node: Node | None, what: str, scope: Scope | None = None) -> Typed | None:
        return self.formula(node, what, TRUTH, scope)

    def where(self, condition: Node | None, scope: Scope, holds: bool = True) -> Scope:
        """The scope of what is read only where the condition holds (or only where it does not)."""
        formula = unwrapped(condition)
        return scope.with_given(known_where(formula, holds, scope)) if isinstance(formula, Scalar) else scope

    def documents(self, node: Mapping | None) -> tuple[str, ...]:
        found = []
        for name in read_names(node.get("dokument") if node else None, "dokument", self.diagnostics):
            normal = normal_name(name.text)
            found.append(normal)
            if normal not in self.around.documents:
                meant = guess(name, name.text, self.around.documents, "Zapisz go w „dokumenty”.")
                message = f"Dokument „{name.text}” nie jest opisany."
                self.diagnostics.warning("P052", name.span, message, meant.hint, fixes=meant.fixes)
        return tuple(found)

    def sum_of(self, node: Node | None, what: str) -> tuple[str, ...]:
        known = dict.fromkeys(path[0] for path in self.scope.criteria)
        found: list[str] = []
        for name in read_names(node, what, self.diagnostics):
            normal = normal_name(name.text)
            if normal in found:
                hint = "Kryterium liczy się raz; usuń powtórzenie."
                self.diagnostics.error("P018", name.span, f"Kryterium „{name.text}” jest tu drugi raz.", hint)
            elif normal in known:
                found.append(normal)
            elif self.is_left_out(name):
                continue
            else:
                meant = guess(name, name.text, known)
                message = f"Nie ma kryterium „{name.text}”."
                self.diagnostics.error("P060", name.span, message, meant.hint, fixes=meant.fixes)
        return tuple(found)

    def is_left_out(self, name: Scalar) -> bool:
        """Whether a base adds up a criterion that whoever may set it does without."""
        by = self.around.left_out.get(normal_name(name.text))
        return by is not None and by is not name.span.source

    @property
    def numbers_only(self) -> Scope:
        """The rows of a table are numbers: no names but those of notions mean anything in them."""
        return replace(
            self.scope,
            facts={scope: {} for scope in self.around.facts},
            tables={},
            criteria=(),
            events={},
            definition_names=(),
        )
