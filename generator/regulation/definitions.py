"""What a name of the regulation's own means: told once, behind the first rules that use it.

A definition is printed by its name or sentence wherever rules use it. What its formula adds to them – a bound, a day,
a list of communes – would stand nowhere; it is explained, unless words of the author's say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dsl.emit.polish.conditions import is_clause, when
from dsl.emit.polish.prose import prose_words
from dsl.emit.polish.said import says
from dsl.emit.polish.words import Words
from dsl.model import expr as typed
from dsl.model.outline import OwnParagraph
from dsl.model.regulation import Definition, Rules
from dsl.model.types import CollectionType, NotionType, TruthType
from dsl.source.nodes import readable_name
from generator.regulation.draft import Draft, Group
from generator.regulation.texts import sentence
from generator.tree import Content, Unit
from polish.dates import format_date
from polish.enumerations import quote
from polish.numbers import format_number

Used = tuple[typed.Typed, str]
"""A formula and the author's words that are printed with it."""

_SAYS_NOTHING = (0, 1)
_MOST = Fraction(2, 3)


def explained(draft: Draft, group: Group, used: Iterable[Used], content: tuple[Content, ...]) -> tuple[Content, ...]:
    """The content with what it needs explained, behind its last unit; tables that end a § stay its end."""
    units = tuple(_units(draft, group, used))
    end = max((place for place, one in enumerate(content, start=1) if isinstance(one, Unit)), default=0)
    return (*content[:end], *units, *content[end:])


def _units(draft: Draft, group: Group, used: Iterable[Used]) -> Iterator[Unit]:
    words = Words(draft.regulation, group.rules)
    pending = [(name, text) for formula, text in used for name in _named(formula)]
    seen: set[str] = set()
    while pending:
        name, text = pending.pop(0)
        if name in seen:
            continue
        seen.add(name)
        definition = group.rules.definitions[name]
        if _is_said(draft, group.rules, definition, text):
            continue
        pending.extend((inner, "") for inner in _named(definition.formula))
        told, cases = _meaning(words, definition)
        if (told, cases) not in draft.explained:
            draft.explained.add((told, cases))
            path = f"{group.prefix}definicje.{name}"
            yield sentence(told, [Unit(case) for case in cases], path=path, origin=definition.notes.span)


def _named(formula: typed.Typed) -> list[str]:
    """The definitions that a formula names."""
    return [node.name for node in formula.walk() if isinstance(node, typed.DefinitionRef)]


def _meaning(words: Words, definition: Definition) -> tuple[str, tuple[str, ...]]:
    """A sentence, and below it the cases of a choice."""
    label, formula = definition.notes.label or readable_name(definition.name), definition.formula
    clause = definition.clause or (label if is_clause(label) else "")
    if isinstance(formula.type, TruthType) and clause:
        return f"Przyjmuje się, że {clause}, jeżeli {when(words, formula)}", ()
    if isinstance(formula.type, TruthType):
        return f"Określenie {quote(label)} oznacza, że {when(words, formula)}", ()
    if isinstance(formula, typed.If):
        return f"Określenie {quote(label)} oznacza", tuple(_cases(words, formula))
    return f"Określenie {quote(label)} oznacza: {words.of(formula)}", ()


def _cases(words: Words, formula: typed.If) -> Iterator[str]:
    left: typed.Typed = formula
    instead = ""
    while isinstance(left, typed.If):
        yield f"{instead}jeżeli {when(words, left.condition)} – {words.of(left.then)}"
        left, instead = left.otherwise, "w przeciwnym razie, "
    yield f"w pozostałych przypadkach – {words.of(left)}"


# -- what words already say -------------------------------------------------------------------------------------------


def _is_said(draft: Draft, rules: Rules, definition: Definition, beside: str) -> bool:
    """Whether the definition's own words, or others of the author's, name everything that its formula fixes; and so
    for every definition that it stands on."""
    fixed = list(dict.fromkeys(_fixed(definition.formula, True)))
    own = " ".join((definition.notes.label, definition.clause, beside))
    inner = (rules.definitions[name] for name in _named(definition.formula))
    return any(all(one.is_said_in(text) for one in fixed) for text in (own, *_prose(draft))) and all(
        _is_said(draft, rules, one, own) for one in inner
    )


def _prose(draft: Draft) -> Iterator[str]:
    """The author's §§ and clauses, each by itself."""
    events = draft.regulation.timetable
    outline = draft.regulation.outline
    for leaf in outline.leaves() if outline is not None else ():
        if isinstance(leaf, OwnParagraph):
            yield " ".join(prose_words(unit.prose, events) for own in leaf.units for unit in own.walk())
    for section in draft.regulation.clauses.values():
        for clause in section.values():
            yield " ".join(prose_words(prose, events) for prose in (clause.prose, *clause.item_prose))


@dataclass(frozen=True, slots=True)
class _Fixed:
    """Words of which a text must have this share, in any form; a figure may be written out."""

    words: str
    share: Fraction = Fraction(1)

    def is_said_in(self, text: str) -> bool:
        return says(text, self.words, self.share)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The members of a list, said one by one or by its name."""

    name: str
    members: tuple[_Fixed, ...]

    def is_said_in(self, text: str) -> bool:
        return _Fixed(self.name).is_said_in(text) or all(one.is_said_in(text) for one in self.members)


def _fixed(node: typed.Typed, holds: bool) -> Iterator[_Fixed | _Listed]:
    """Figures, days, texts and names that a formula asks for; not those that it leaves out."""
    match node:
        case typed.Negation(value=value):
            yield from _fixed(value, not holds)
        case typed.Compare(operator="≠"):
            return
        case typed.FunctionCall(function="rok", arguments=(typed.Constant(value=date() as day),)):
            yield _Fixed(str(day.year))
        case typed.Constant() if holds:
            yield from _constant(node)
        case typed.NotionMembers(members=members, type=CollectionType(item=NotionType(notion=notion))):
            yield _Listed(readable_name(notion.name), tuple(_Fixed(notion.label(one), _MOST) for one in members))
        case typed.BestOf(count=count, chosen=chosen):
            yield _Fixed(format_number(count))
            yield from _fixed(chosen, holds)
        case _:
            for child in node.children():
                yield from _fixed(child, holds)


def _constant(node: typed.Constant) -> Iterator[_Fixed]:
    """A text without small letters is a sign, and no words that a reader lacks."""
    match node.value:
        case Fraction() as number if number not in _SAYS_NOTHING:
            yield _Fixed(format_number(number))
        case date() as day:
            yield _Fixed(format_date(day))
        case str() as name if isinstance(node.type, NotionType):
            yield _Fixed(node.type.notion.label(name), _MOST)
        case str() as text if text != text.upper():
            yield _Fixed(text)
