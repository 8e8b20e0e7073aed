"""The stages of the order as sentences: „decyduje wyższa suma punktów”, „pierwszeństwo mają kandydaci …”."""

from __future__ import annotations

from fractions import Fraction

from dsl.emit.polish.conditions import is_one_statement, when
from dsl.emit.polish.members import counted_members
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import Words, takes_itself
from dsl.model import expr as typed
from dsl.model.regulation import Regulation, Rules, Stage, StageKind
from dsl.model.types import DateType
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
            items = counted(words, one.value)
            text = _compared_values(words, one.value, one.kind)
            lead = "do których należą" if _NUMBER_OF in text else "a liczy się"
            return text, items, lead if items else ""
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
    first = told.partition(" ")[0]
    if isinstance(value, _NAMED) and first in _HIGHER:
        return f"decyduje {_HIGHER[first] if is_higher else _LOWER[first]} {told}"
    return f"decyduje {'większa' if is_higher else 'mniejsza'} wartość: {told}"


_NUMBER_OF = "decyduje większa liczba "
_NAMED = (typed.FactRef, typed.ItemOf, typed.DefinitionRef)
_HIGHER = {
    "liczba": "większa",
    "suma": "wyższa",
    "średnia": "wyższa",
    "ocena": "wyższa",
    "odległość": "większa",
    "droga": "dłuższa",
    "wynik": "wyższy",
    "czas": "dłuższy",
    "dochód": "wyższy",
    "staż": "dłuższy",
}
_LOWER = {
    "liczba": "mniejsza",
    "suma": "niższa",
    "średnia": "niższa",
    "ocena": "niższa",
    "odległość": "mniejsza",
    "droga": "krótsza",
    "wynik": "niższy",
    "czas": "krótszy",
    "dochód": "niższy",
    "staż": "krótszy",
}


def _sum(one: Stage) -> str:
    most = one.claimed_most
    if isinstance(most, typed.Constant) and isinstance(most.value, Fraction):
        return f"decyduje wyższa suma punktów (najwyżej {count(most.value, POINT)})"
    return "decyduje wyższa suma punktów"


def _criteria(rules: Rules, one: Stage) -> tuple[Wording, ...]:
    found = [rules.criterion((name,)) for name in one.criteria]
    return tuple(Wording(criterion.notes.label) for criterion in found if criterion is not None)


def counted(words: Words, value: typed.Typed) -> tuple[Wording, ...]:
    """The members that a number of met criteria counts, each with when it does."""
    while isinstance(value, typed.DefinitionRef):
        value = words.rules.definitions[value.name].formula
    if not isinstance(value, typed.Aggregate) or value.function != "liczba" or not takes_itself(value):
        return ()
    return counted_members(words, value.collection, value.variable, value.condition) or ()
