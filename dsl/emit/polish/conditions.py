"""Conditions as they stand after „jeżeli”: „kandydat jest zwolniony z egzaminu z matematyki”.

A fact says it by its own `zdanie`; without one its name stands after a colon, where no case is needed. `nie` goes down
to the single statements, so that no brackets are needed for it; statements joined alike stand side by side
(„A oraz B”), groups of them farther apart („A lub B, a ponadto C”).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dsl.emit.polish.exclusive import are_apart
from dsl.emit.polish.names import GAP, clause_with_member, fact_label, unit_words, with_member, without_gap
from dsl.emit.polish.nouns import nouns_of
from dsl.model import expr as typed
from dsl.model.types import TRUTH, CollectionType, DateType, Fact, MapType, NotionType, NumberType, TruthType
from polish.enumerations import enumerate_items
from polish.numbers import format_number
from polish.plurals import NOUNS

if TYPE_CHECKING:
    from dsl.emit.polish.words import Words

_OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}
_MIRRORED = {"=": "=", "≠": "≠", "<": ">", ">": "<", "≤": "≥", "≥": "≤"}
_NUMBERS = {
    "=": "{verb} {right}",
    "≠": "nie {verb} {right}",
    "<": "{verb} mniej niż {right}",
    "≤": "{verb} najwyżej {right}",
    ">": "{verb} więcej niż {right}",
    "≥": "{verb} co najmniej {right}",
}
_DATES = {
    "=": "przypada w tym samym dniu co {right}",
    "≠": "nie przypada w tym samym dniu co {right}",
    "<": "przypada wcześniej niż {right}",
    "≤": "przypada nie później niż {right}",
    ">": "przypada później niż {right}",
    "≥": "przypada nie wcześniej niż {right}",
}
_WRITTEN_DATES = {"=": "przypada {right}", "≠": "nie przypada {right}"}
_WORDS = {
    "=": "to {right}",
    "≠": "to nie {right}",
    "<": "to wartość niższa niż {right}",
    "≤": "to najwyżej {right}",
    ">": "to wartość wyższa niż {right}",
    "≥": "to co najmniej {right}",
}
_YEARS = {
    "=": "to {year}",
    "≠": "to nie {year}",
    "<": "jest wcześniejszy niż {year}",
    "≤": "to {year} albo wcześniejszy",
    ">": "jest późniejszy niż {year}",
    "≥": "to {year} albo późniejszy",
}
_DAYS_OF_YEARS = {
    "=": "przypada w {year} r.",
    "≠": "nie przypada w {year} r.",
    "<": "przypada przed {year} r.",
    "≤": "przypada nie później niż w {year} r.",
    ">": "przypada po {year} r.",
    "≥": "przypada nie wcześniej niż w {year} r.",
}
_BIRTHS = {
    "=": "w {year} r.",
    "≠": "w innym roku niż {year}",
    "<": "przed {year} r.",
    "≤": "w {year} r. albo wcześniej",
    ">": "po {year} r.",
    "≥": "w {year} r. albo później",
}
_BORN = {"kandydata": "kandydat urodził się", "dziecka": "dziecko urodziło się", "ucznia": "uczeń urodził się"}
_PLACES = ("pozycja", "pozycja_szkoły")
_ORDINALS = ("pierwszym", "drugim", "trzecim", "czwartym", "piątym", "szóstym", "siódmym", "ósmym", "dziewiątym")
_CHOSEN = {"szkoła": "wskazana", "przedszkole": "wskazane", "oddział": "wskazany", "grupa": "wskazana"}
_PLURAL = frozenset(noun.few for noun in NOUNS.values()) | {"wyniki"}


def when(words: Words, node: typed.Typed) -> str:
    """The condition as a clause."""
    return _clause(words, node, True).text


def both(parts: Sequence[typed.Typed]) -> typed.Typed:
    """Statements that are all to hold."""
    return _chain(typed.Both, parts)


def is_one_statement(words: Words, node: typed.Typed) -> bool:
    """Whose end shows, whatever follows it."""
    told = _clause(words, node, True)
    return told.depth == 0 and not told.open


@dataclass(frozen=True, slots=True)
class _Clause:
    """`depth` 0: one statement, 1: some joined alike, 2: groups joined. One that is `open` has no end of its own."""

    text: str
    depth: int = 0
    open: bool = False


# -- statements joined ------------------------------------------------------------------------------------------------


def _clause(words: Words, node: typed.Typed, holds: bool) -> _Clause:
    node, holds = _told(node, holds)
    if isinstance(node, typed.Both | typed.Either):
        is_all = isinstance(node, typed.Both) == holds
        parts = dict.fromkeys(_clauses(words, _parts(node, holds, is_all), is_all))
        return _joined(list(parts), is_all)
    return _statement(words, node, holds)


Parts = list[tuple[typed.Typed, bool]]


def _clauses(words: Words, parts: Parts, is_all: bool) -> Iterator[_Clause]:
    """Each part by itself, but for members of one set any of which will do: „spełnia kryterium: A, B lub C”."""
    alike: dict[str, list[typed.Constant]] = {}
    for part, holds in parts:
        if not is_all and holds and (found := _member_of_set(part)) is not None:
            alike.setdefault(found[0].name, []).append(found[1])
    for part, holds in parts:
        found = _member_of_set(part) if holds else None
        members = alike.get(found[0].name, []) if found is not None else []
        if found is None or len(members) < 2 or not _can_be_listed(words, found[0], members):
            yield _clause(words, part, holds)
        elif members[0] is found[1]:
            yield _Clause(_has_any(words, found[0], members))


def _member_of_set(node: typed.Typed) -> tuple[Fact, typed.Constant] | None:
    match node:
        case typed.Member(item=typed.Constant() as item, collection=typed.FactRef(scope="kandydat", fact=fact)):
            return (fact, item) if isinstance(item.type, NotionType) else None
    return None


def _can_be_listed(words: Words, fact: Fact, members: Sequence[typed.Constant]) -> bool:
    return GAP not in fact.clause and not any(joint in words.of(one) for one in members for joint in _HARD_TO_DENY)


def _has_any(words: Words, fact: Fact, members: Sequence[typed.Constant]) -> str:
    listed = enumerate_items(list(dict.fromkeys(map(words.of, members))), "lub")
    clause = f"{fact.clause}: {listed}" if fact.clause else ""
    return _claim(words, fact, "kandydat", f"{fact_label(fact)} – {listed}", clause, True)


def _told(node: typed.Typed, holds: bool) -> tuple[typed.Typed, bool]:
    """Without `nie` in front, and what is said otherwise than it is written."""
    while True:
        match node:
            case typed.Negation(value=value):
                node, holds = value, not holds
            case typed.AggregateOf(function="któryś" | "każdy", items=items):
                kind = typed.Both if node.function == "każdy" else typed.Either
                node = _chain(kind, items)
            case typed.If(condition=condition, then=then, otherwise=otherwise) if are_apart(condition, otherwise):
                node = _either(_both(condition, then), otherwise)
            case typed.If(condition=condition, then=then, otherwise=otherwise):
                node = _either(_both(condition, then), _both(_not(condition), otherwise))
            case typed.Member(item=item, collection=typed.ListOf(items=(only,))):
                node = typed.Compare(node.span, TRUTH, False, "=", item, only)
            case typed.Compare(operator="=" | "≠", left=left, right=right) if isinstance(left.type, TruthType):
                holds = holds == (node.operator == "=")
                if isinstance(right, typed.Constant) or isinstance(left, typed.Constant):
                    constant, node = (right, left) if isinstance(right, typed.Constant) else (left, right)
                    holds = holds == (isinstance(constant, typed.Constant) and constant.value is True)
                else:
                    node = _either(_both(left, right), _both(_not(left), _not(right)))
            case _:
                return node, holds


def _chain(kind: type[typed.Both | typed.Either], items: Sequence[typed.Typed]) -> typed.Typed:
    found = items[0]
    for item in items[1:]:
        found = kind(found.span, TRUTH, False, found, item)
    return found


def _both(left: typed.Typed, right: typed.Typed) -> typed.Typed:
    return typed.Both(left.span, TRUTH, False, left, right)


def _either(left: typed.Typed, right: typed.Typed) -> typed.Typed:
    return typed.Either(left.span, TRUTH, False, left, right)


def _not(node: typed.Typed) -> typed.Typed:
    return typed.Negation(node.span, TRUTH, False, node)


def _parts(node: typed.Typed, holds: bool, is_all: bool) -> list[tuple[typed.Typed, bool]]:
    """The parts of a chain of `i` (or of `lub`), each with whether it is to hold."""
    node, holds = _told(node, holds)
    if isinstance(node, typed.Both | typed.Either) and (isinstance(node, typed.Both) == holds) == is_all:
        return [*_parts(node.left, holds, is_all), *_parts(node.right, holds, is_all)]
    return [(node, holds)]


def _joined(parts: Sequence[_Clause], is_all: bool) -> _Clause:
    if len(parts) == 1:
        return parts[0]
    depth = max(max(part.depth, _is_loose(part, is_all)) for part in parts)
    told = [f"({part.text})" if part.open or part.depth > 1 else part.text for part in parts]
    if depth == 0:
        return _Clause((" oraz " if is_all else " lub ").join(_with_one_subject(told)), 1)
    return _Clause((", a ponadto " if is_all else ", albo też ").join(told), 2)


def _with_one_subject(told: Sequence[str]) -> Iterator[str]:
    """„dziecko mieszka w gminie oraz ma rodzeństwo”: who it is about is said once."""
    before = ""
    for text in told:
        who, _, rest = text.partition(" ")
        yield rest if who in _WHO and before.startswith(f"{who} ") and ":" not in before else text
        before = text


_LOOSE_IN_ALL = (", ", " albo ", " lub ")
_LOOSE_IN_ANY = (", ", " oraz ")


def _is_loose(part: _Clause, is_all: bool) -> bool:
    """Whether a single statement has joints of its own, so that it needs a wider gap: „A, B albo C, a ponadto D”."""
    joints = _LOOSE_IN_ALL if is_all else _LOOSE_IN_ANY
    return part.depth == 0 and not part.open and any(one in part.text for one in joints)


# -- one statement ----------------------------------------------------------------------------------------------------


def _statement(words: Words, node: typed.Typed, holds: bool) -> _Clause:
    match node:
        case typed.Aggregate(function="któryś" | "każdy"):
            return _of_positions(words, node, holds)
        case typed.Compare() if (claimed := _claimed_list(node)) is not None:
            fact, is_claimed = claimed
            return _Clause(_claim(words, fact, "kandydat", fact_label(fact), fact.clause, holds == is_claimed))
        case typed.Compare():
            return _Clause(_compared(words, node, holds))
        case typed.InRange():
            return _Clause(_in_range(words, node, holds))
        case typed.Member():
            return _Clause(_member(words, node, holds))
        case typed.InTerm(value=value, term=term):
            return _Clause(f"{words.side(value)} {_not_if(holds)}przypada w terminie: {words.of(term)}")
        case typed.IsGiven(value=value):
            return _Clause(f"{_not_if(holds)}podano: {words.plain().part(value)}")
    return _Clause(_claimed(words, node, holds))


def _not_if(holds: bool) -> str:
    return "" if holds else "nie "


def _claimed(words: Words, node: typed.Typed, holds: bool) -> str:
    match node:
        case typed.Constant(value=bool() as value):
            return "w każdym przypadku" if value == holds else "w żadnym przypadku"
        case typed.FactRef(scope=scope, fact=fact):
            return _claim(words, fact, scope, fact_label(fact), fact.clause, holds)
        case typed.FieldOf(fact=fact):
            return _claim(words, fact, "", words.of(node), fact.clause, holds)
        case typed.ItemOf(base=typed.FactRef(scope=scope, fact=fact), key=typed.Constant(value=member)):
            assert isinstance(fact.type, MapType)
            name, notion = str(member), fact.type.key
            clause = clause_with_member(fact, notion, name) if fact.clause else ""
            return _claim(words, fact, scope, with_member(fact, notion, name), clause, holds)
        case typed.ItemOf(base=typed.FactRef(scope=scope, fact=fact), key=typed.VariableRef() as position) if (
            GAP in fact.clause
        ):
            clause = fact.clause.replace(GAP, words.of_position(position))
            return _claim(words, fact, scope, words.of(node), clause, holds)
        case typed.DefinitionRef(name=name):
            label, clause = words.of(node), words.rules.definitions[name].clause
            if clause:
                return _denied(clause, f"nie zachodzi: {label}", holds)
            return _denied(label, f"nie zachodzi: {label}", holds) if is_clause(label) else _happens(label, holds)
    return _happens(words.part(node), holds)


def _happens(label: str, holds: bool) -> str:
    return f"{_not_if(holds)}zachodzi: {label}"


def _claim(words: Words, fact: Fact, scope: str, label: str, clause: str, holds: bool) -> str:
    nouns = nouns_of(words.regulation)
    candidate = nouns.candidate.of_one
    whom = {"kandydat": candidate, "wybór": candidate, "oddział": nouns.branch.of_one}.get(scope, "pozycji")
    plain = f"{whom} {_not_if(holds)}dotyczy: {label}"
    return _denied(without_gap(clause), plain, holds) if clause else plain


_WHO = ("kandydat", "dziecko", "oddział")
_HARD_TO_DENY = ("(", ", ", " albo ", " lub ", " oraz ")


def is_clause(text: str) -> bool:
    return text.startswith(tuple(f"{who} " for who in _WHO))


def without_subject(clause: str) -> str:
    """„dziecko uczęszcza do żłobka” → „uczęszcza do żłobka”."""
    return clause.partition(" ")[2] if is_clause(clause) else clause


def _denied(clause: str, plain: str, holds: bool) -> str:
    """„kandydat nie jest zwolniony”: only „jest” leaves what follows it as it was, and „kryterium” has one form for
    both; else, and where what follows has joints or brackets of its own, the name is denied."""
    if holds:
        return clause
    if any(one in clause for one in _HARD_TO_DENY):
        return plain
    for who in _WHO:
        if clause.startswith((f"{who} jest ", f"{who} spełnia kryterium: ")):
            return f"{who} nie {clause.removeprefix(f'{who} ')}"
    return plain


def _of_positions(words: Words, node: typed.Aggregate, holds: bool) -> _Clause:
    """`któryś`, `każdy`: „co najmniej jedna z pozycji: … spełnia warunek: …”."""
    condition, among = when(words.inside(node), node.element), words.among(node)
    listed = words.chosen_from(node)
    if node.function == "każdy":
        which = "każda" if holds else "nie każda"
        return _Clause(f"{which} z {among}: {listed} spełnia warunek: {condition}", open=True)
    if holds:
        return _Clause(f"co najmniej jedna z {among}: {listed} spełnia warunek: {condition}", open=True)
    return _Clause(f"żadna z {among}: {listed} nie spełnia warunku: {condition}", open=True)


# -- comparisons ------------------------------------------------------------------------------------------------------


def _compared(words: Words, node: typed.Compare, holds: bool) -> str:
    operator, left, right = node.operator, node.left, node.right
    if isinstance(left, typed.Constant) and not isinstance(right, typed.Constant):
        operator, left, right = _MIRRORED[operator], right, left
    operator = operator if holds else _OPPOSITE[operator]
    if words.values is None and isinstance(right, typed.Constant):
        place = _place_on_list(left, right)
        if place and operator in ("=", "≠"):
            return _standing(words, left, place, operator == "=")
        year = _of_year(words, left)
        if year is not None:
            subject, compared = year
            return f"{subject} {compared[operator].format(year=words.of(right))}"
    told = _sentence(left, right)[operator]
    return f"{_subject(words, left)} " + told.format(verb=_verb(words, left), right=_object(words, right, left))


def _place_on_list(left: typed.Typed, right: typed.Constant) -> str:
    """„pierwszym”, of the place of a school or a branch among those chosen; "" for anything else."""
    if not isinstance(left, typed.FactRef) or left.scope != "wybór" or left.fact.name not in _PLACES:
        return ""
    return next((word for place, word in enumerate(_ORDINALS, start=1) if right.value == place), "")


def _standing(words: Words, node: typed.Typed, place: str, holds: bool) -> str:
    """„przedszkole jest wskazane na pierwszym miejscu listy”."""
    assert isinstance(node, typed.FactRef)
    nouns = nouns_of(words.regulation)
    noun = nouns.schools if node.fact.name == "pozycja_szkoły" else nouns.branches
    return f"{noun.singular} {_not_if(holds)}jest {_CHOSEN[noun.singular]} na {place} miejscu listy"


def _of_year(words: Words, node: typed.Typed) -> tuple[str, dict[str, str]] | None:
    """How a year is compared, by its name („rok urodzenia”) or by the day that it is of."""
    match node:
        case typed.FunctionCall(function="rok", arguments=(typed.FactRef() as day,)):
            return _birth(words.of(day), "data urodzenia ") or (words.of(day), _DAYS_OF_YEARS)
        case typed.DefinitionRef(name=name):
            formula = words.rules.definitions[name].formula
            is_year = isinstance(formula, typed.FunctionCall) and formula.function == "rok"
            if not is_year or not words.of(node).startswith("rok "):
                return None
            return _birth(words.of(node), "rok urodzenia ") or (words.of(node), _YEARS)
    return None


def _birth(label: str, opening: str) -> tuple[str, dict[str, str]] | None:
    """„rok urodzenia dziecka” tells who was born."""
    born = _BORN.get(label.removeprefix(opening)) if label.startswith(opening) else None
    return (born, _BIRTHS) if born is not None else None


def _sentence(left: typed.Typed, right: typed.Typed) -> dict[str, str]:
    match left.type:
        case NumberType():
            return _NUMBERS
        case DateType():
            return _DATES | _WRITTEN_DATES if isinstance(right, typed.Constant) else _DATES
    return _WORDS


def _subject(words: Words, node: typed.Typed) -> str:
    """What begins the statement; the verb shows where it ends."""
    needs_end = isinstance(words.chosen(node), typed.If | typed.DefinitionRef | typed.FactRef | typed.ItemOf)
    return words.side(node) if needs_end else words.of(node)


def _object(words: Words, node: typed.Typed, subject: typed.Typed) -> str:
    """A number compared with percents is one of percents."""
    if isinstance(node, typed.Constant) and isinstance(node.value, Fraction):
        return words.of(_in_unit_of(subject, node))
    return words.side(node)


def _in_unit_of(subject: typed.Typed, node: typed.Constant) -> typed.Constant:
    unit = subject.type.unit if isinstance(subject.type, NumberType) else ""
    return replace(node, unit=unit) if unit == "%" else node


def _verb(words: Words, node: typed.Typed) -> str:
    """A name is a singular noun, but for the few that only count: „punkty”, „godziny”."""
    return "wynoszą" if words.of(node).partition(" ")[0] in _PLURAL else "wynosi"


def _in_range(words: Words, node: typed.InRange, holds: bool) -> str:
    low, high = _object(words, node.low, node.value), _object(words, node.high, node.value)
    unit = unit_words(node.high.unit) if isinstance(node.high, typed.Constant) else ""
    if unit and isinstance(node.low, typed.Constant) and low.endswith(unit) and isinstance(node.low.value, Fraction):
        low = format_number(node.low.value)
    subject = _subject(words, node.value)
    if not holds:
        return f"{subject} nie mieści się w granicach od {low} do {high}"
    match node.value.type:
        case NumberType():
            return f"{subject} {_verb(words, node.value)} od {low} do {high}"
        case DateType():
            return f"{subject} przypada w okresie od {low} do {high}"
    return f"{subject} mieści się w granicach od {low} do {high}"


# -- members ----------------------------------------------------------------------------------------------------------


def _member(words: Words, node: typed.Member, holds: bool) -> str:
    match node.collection:
        case typed.FactRef(scope="kandydat" | "wybór" as scope, fact=fact) if isinstance(
            node.item, typed.Constant | typed.VariableRef
        ):
            return _has_member(words, node.item, scope, fact, holds)
        case typed.ListOf() | typed.NotionMembers():
            return _one_of(words, node.item, list(words.items(node.collection)), holds)
    return f"{words.side(node.item)} {_not_if(holds)}należy do: {words.collection(node.collection)}"


def _has_member(words: Words, item: typed.Typed, scope: str, fact: Fact, holds: bool) -> str:
    clause = ""
    if fact.clause and isinstance(item, typed.Constant) and isinstance(item.type, NotionType):
        clause = clause_with_member(fact, item.type.notion, str(item.value))
    elif fact.clause and isinstance(item, typed.VariableRef) and GAP in fact.clause:
        clause = fact.clause.replace(GAP, words.of_position(item))
    elif fact.clause:
        clause = f"{without_gap(fact.clause)}: {words.of(item)}"
    return _claim(words, fact, scope, f"{fact_label(fact)} – {words.of(item)}", clause, holds)


def _one_of(words: Words, item: typed.Typed, options: list[str], holds: bool) -> str:
    """„gmina zamieszkania to „Kęty” albo „Osiek””; none of them: „to ani …, ani …”."""
    subject = _subject(words, item)
    match item.type:
        case NumberType():
            verb = _not_if(holds) + _verb(words, item)
        case DateType():
            verb = f"{_not_if(holds)}przypada"
        case _:
            verb = "to"
    told = enumerate_items(options, "albo") if holds else ", ".join(f"ani {option}" for option in options)
    return f"{subject} {verb} {told}"


def _claimed_list(node: typed.Compare) -> tuple[Fact, bool] | None:
    """`liczba(lista) > 0`: the candidate has anything in the list; `= 0`: nothing."""
    counted, limit = node.left, node.right
    if not isinstance(limit, typed.Constant) or not isinstance(limit.value, Fraction):
        return None
    sign = (node.operator, int(limit.value)) if limit.value.denominator == 1 else None
    if sign not in _ANYTHING and sign not in _NOTHING:
        return None
    if isinstance(counted, typed.Aggregate) and counted.function == "liczba" and counted.condition is None:
        takes_itself = isinstance(counted.element, typed.VariableRef) and counted.element.name == counted.variable
        fact = _list_fact(counted.collection) if takes_itself else None
        return (fact, sign in _ANYTHING) if fact is not None else None
    return None


_ANYTHING = frozenset({(">", 0), ("≥", 1), ("≠", 0)})
_NOTHING = frozenset({("=", 0), ("<", 1), ("≤", 0)})


def _list_fact(node: typed.Typed) -> Fact | None:
    is_list = isinstance(node, typed.FactRef) and isinstance(node.type, CollectionType) and node.scope != "oddział"
    return node.fact if is_list and isinstance(node, typed.FactRef) else None
