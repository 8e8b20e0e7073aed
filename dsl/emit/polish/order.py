"""The stages of the order as sentences: „decyduje wyższa suma punktów”, „pierwszeństwo mają kandydaci …”."""

from __future__ import annotations

from fractions import Fraction

from dsl.emit.polish.conditions import is_one_statement, when
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import Words
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules, Stage, StageKind
from dsl.model.types import CollectionType, DateType, NotionType
from dsl.source.nodes import readable_name
from polish.plurals import POINT, count


def stage(regulation: Regulation, rules: Rules, words: Words, one: Stage) -> Wording:
    """By its own `treść`, else from what it compares."""
    path = f"kolejność.{stage_path(one)}"
    text, items, lead = (one.text, (), "") if one.text else _compared(rules, words, one)
    beyond = ", niezależnie od liczby miejsc" if one.beyond_limit else ""
    return Wording(text + beyond, items, lead=lead, path=path, origin=one.notes.span)


def excluded(rules: Rules) -> tuple[str, ...]:
    """What the order rules out, each a whole sentence without its full stop."""
    return tuple(_EXCLUDED[kind] for kind in _EXCLUDED if kind in rules.excluded)


_EXCLUDED = {
    StageKind.LOT: "przy równych wynikach nie przeprowadza się losowania",
    StageKind.DECISION: "przy równych wynikach o przyjęciu nie rozstrzyga decyzja komisji rekrutacyjnej",
}


def stage_path(one: Stage) -> str:
    return one.name.replace(" ", "_")


def _compared(rules: Rules, words: Words, one: Stage) -> tuple[str, tuple[Wording, ...], str]:
    match one.kind:
        case StageKind.PRIORITY if one.value is not None:
            return _priority(words, one, one.value), (), ""
        case StageKind.SUM:
            return _sum(one), _criteria(rules, one), "na którą składają się punkty za"
        case StageKind.DESCENDING | StageKind.ASCENDING if one.value is not None:
            items = counted(rules, one.value)
            return _compared_values(words, one.value, one.kind), items, "a liczy się" if items else ""
        case StageKind.LOT:
            attended = f" z udziałem {one.attended_by}" if one.attended_by else ""
            return f"rozstrzyga losowanie{attended}", (), ""
        case StageKind.DECISION:
            return "rozstrzyga decyzja komisji rekrutacyjnej", (), ""
    raise AssertionError(f"a stage without a value: {one.name}")


def _priority(words: Words, one: Stage, value: typed.Typed) -> str:
    label = one.notes.label
    named = label and label != readable_name(one.name)
    if isinstance(value, typed.DefinitionRef) and not words.rules.definitions[value.name].clause:
        meaning = words.of(value)
        return f"pierwszeństwo ({label}): {meaning}" if named and label != meaning else f"pierwszeństwo: {meaning}"
    return f"pierwszeństwo ma {nouns_of(words.regulation).candidate.one}, {whose(words, value)}"


def whose(words: Words, value: typed.Typed) -> str:
    """„kandydat, który ma osiągnięcia”; what is said of anything else after „jeżeli”."""
    told, nouns = when(words, value), nouns_of(words.regulation)
    starts = (
        (f"{nouns.candidate.one} ", f"{nouns.who} "),
        (f"{nouns.candidate.of_one} dotyczy: ", f"{nouns.whose} dotyczy: "),
    )
    if is_one_statement(words, value):
        for start, whom in starts:
            if told.startswith(start):
                return whom + told.removeprefix(start)
    return f"jeżeli {told}"


def _compared_values(words: Words, value: typed.Typed, kind: StageKind) -> str:
    is_higher, told = kind is StageKind.DESCENDING, words.of(value)
    if isinstance(value.type, DateType):
        which = "późniejsza" if is_higher else "wcześniejsza"
        return f"decyduje {which} {told if told.startswith('data ') else f'data: {told}'}"
    return f"decyduje {'większa' if is_higher else 'mniejsza'} wartość: {told}"


def _sum(one: Stage) -> str:
    most = one.claimed_most
    if isinstance(most, typed.Constant) and isinstance(most.value, Fraction):
        return f"decyduje wyższa suma punktów (najwyżej {count(most.value, POINT)})"
    return "decyduje wyższa suma punktów"


def _criteria(rules: Rules, one: Stage) -> tuple[Wording, ...]:
    found = [rules.criterion((name,)) for name in one.criteria]
    return tuple(Wording(criterion.notes.label) for criterion in found if criterion is not None)


def counted(rules: Rules, value: typed.Typed) -> tuple[Wording, ...]:
    """The members that a number of met criteria counts."""
    while isinstance(value, typed.DefinitionRef):
        value = rules.definitions[value.name].formula
    if not isinstance(value, typed.Aggregate) or value.function != "liczba":
        return ()
    kind = value.collection.type
    if not isinstance(kind, CollectionType) or not isinstance(kind.item, NotionType):
        return ()
    return tuple(Wording(kind.item.notion.label(name)) for name in kind.item.notion.members)
