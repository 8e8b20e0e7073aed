"""What a director changes each year as fields to fill in: branches with their seats and subjects, dates, the school.

A field is a place in the text with its value as it stands there; what a base gives is shown with the base's name and
is written into the file only when it is changed. The text stays the only source: a form reads it and patches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path as FilePath
from typing import Any

from dsl.checks.law.dates import is_of_year
from dsl.decode.regulation import decode
from dsl.decode.vocabulary import PHASES
from dsl.diagnostics import Diagnostics, one_of
from dsl.layers.blanks import BLANK, with_examples
from dsl.layers.loading import ISSUERS, Issuer, load_layers
from dsl.load import load_text
from dsl.model.notes import State
from dsl.model.regulation import Branch, Event, Regulation
from dsl.model.types import TEXT, WHOLE, CollectionType, Fact, MapType, NotionType, RecordType, TruthType, Type
from dsl.names import nearest, normal_name
from dsl.rewrite.patching import (
    NotPatched,
    Path,
    Value,
    add_entry,
    bare,
    only_notes,
    put,
    read_root,
    take_out,
    value_at,
)
from dsl.rewrite.scalars import quoted_where_needed
from dsl.rows import find_member
from dsl.source.nodes import Mapping, Node, Scalar, readable_name
from dsl.source.nodes import Sequence as SequenceNode
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml
from dsl.syntax.terms import Period, TermError, parse_term
from dsl.values import read_value
from polish.dates import on_weekday
from polish.folding import fold
from polish.holidays import holiday_name, is_free_day

_BRANCHES = "oddziały"
_TIMETABLE = "terminarz"
_KIND = "rodzaj"
_SEATS, _MANY_SEATS = "miejsca", 200
_SCHOOL_FIELDS = {
    "nazwa": "Nazwa",
    "nazwa w dopełniaczu": "Nazwa w dopełniaczu (kogo? czego?)",
    "nazwa w miejscowniku": "Nazwa w miejscowniku (w kim? w czym?)",
    "miejscowość": "Miejscowość",
    "strona rekrutacji": "Strona rekrutacji",
}
_PHASE_WORDS = {"rekrutacyjne": "Termin", "uzupełniające": "Termin w postępowaniu uzupełniającym"}
_NOT_COPIED = frozenset({"źródło", "porównaj", "stan", "uwaga", "inny_odczyt", "pewność"})


_AND = " i "
_LONGEST_ENDING, _LEAST_BEGUN = 2, 3
_SOME_YEAR = 2027
_BOUND = "Ten termin ustala {who}. Jeżeli szkoła ma inny, wpisz go w tekście i powiedz dlaczego („stan”, „uwaga”)."
_NOT_WRITTEN = "Z formularza, nie wpisane:"
_IN_PARTS = "To miejsce jest rozpisane na części. Zmień je w tekście."


class Kind(StrEnum):
    TEXT = "tekst"
    TERM = "termin"
    DAY = "dzień"
    VALUE = "wartość"
    LIST = "lista"


@dataclass(frozen=True, slots=True)
class Field:
    """`value` as it is shown and typed. `origin` says whose value it is; `locked`, why it is changed in the text only.
    `choices` are the words that may stand in it; `hint` is what a blank of the file asks for. An example (`is_example`)
    is one no more when it is written, be it with the same value. What few schools need `is_seldom`. `year` is that in
    which the school year begins that a date is about."""

    path: Path
    label: str
    kind: Kind
    value: str = ""
    type: Type = TEXT
    choices: tuple[str, ...] = ()
    origin: str = ""
    locked: str = ""
    hint: str = ""
    is_example: bool = False
    is_seldom: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields about one thing; `key` is its name in the file, `about` what is done then."""

    key: str
    title: str
    fields: tuple[Field, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Change:
    field: Field
    value: str


# -- what there is to fill in -----------------------------------------------------------------------------------------


BRANCHES = "Oddziały"


def model_of(text: str, path: FilePath, last: Regulation | None = None) -> Regulation | None:
    """What tells which fields there are: the regulation; of a text with errors, the `last` one that had none, or what
    can be read of it, blanks as if they were filled in. That comes first in which the kinds of branches are those of
    the text. None where neither has the branches of the text. Raises `NotPatched` where the layout of the text is
    broken."""
    branches = value_at(read_root(text), (_BRANCHES,))
    kinds = {entry.name: _kind_written(entry.value) for entry in branches} if isinstance(branches, Mapping) else {}
    known = (load_text(text, path).draft, last, _what_can_be_read(with_examples(text), path))
    found = [one for one in known if one is not None and set(map(normal_name, one.branches)) == kinds.keys()]
    of_kinds = (one for one in found if all(_is_of_kind(each, kinds) for each in one.branches.values()))
    return next(of_kinds, found[0] if found else None)


def _kind_written(branch: Node) -> str:
    return normal_name(_written(value_at(branch, (_KIND,))))


def _is_of_kind(branch: Branch, kinds: Lookup[str, str]) -> bool:
    return kinds[normal_name(branch.code)] in ("", branch.rules.kind)


def _what_can_be_read(text: str, path: FilePath) -> Regulation | None:
    passed_over = Diagnostics()
    layers = load_layers(Source(str(path), text), path.parent, passed_over)
    return decode(layers, passed_over) if layers else None


def sections(text: str, regulation: Regulation) -> tuple[Section, ...]:
    """Raises `NotPatched` where the layout of the text is broken."""
    found = (
        Section(BRANCHES, branch_groups(text, regulation)),
        Section("Terminy", date_groups(text, regulation)),
        Section("Szkoła", school_groups(text, regulation)),
    )
    return tuple(one for one in found if one.groups)


def branch_groups(text: str, regulation: Regulation) -> tuple[Group, ...]:
    root = read_root(text)
    return tuple(_branch_group(root, code, one, regulation) for code, one in regulation.branches.items())


def date_groups(text: str, regulation: Regulation) -> tuple[Group, ...]:
    layers = _Layers(text, regulation)
    return tuple(
        Group(name, readable_name(name), _terms(layers, name, event, regulation), event.activity)
        for name, event in regulation.timetable.items()
    )


def school_groups(text: str, regulation: Regulation) -> tuple[Group, ...]:
    root = read_root(text)
    school = [_field(root, ("szkoła", key), label, Kind.TEXT) for key, label in _SCHOOL_FIELDS.items()]
    order = [
        _field(root, ("zarządzenie", "numer"), "Numer zarządzenia", Kind.TEXT),
        _with(_field(root, ("zarządzenie", "data"), "Data zarządzenia", Kind.DAY), year=regulation.first_year),
    ]
    title = [_field(root, ("regulamin",), "Tytuł", Kind.TEXT)]
    return (
        Group("szkoła", "Szkoła", tuple(school)),
        Group("regulamin", "Tytuł i zarządzenie", (*title, *order)),
    )


def _branch_group(root: Mapping, code: str, branch: Branch, regulation: Regulation) -> Group:
    place = (_BRANCHES, code)
    subjects = regulation.notions.get("przedmiot")
    members = tuple(map(readable_name, subjects.members)) if subjects else ()
    fields = [_field(root, (*place, "nazwa"), "Nazwa", Kind.TEXT)]
    if len(regulation.known_kinds) > 1:
        kinds = tuple(map(readable_name, regulation.known_kinds))
        fields.append(_field(root, (*place, _KIND), "Rodzaj", Kind.VALUE, choices=kinds))
    fields.append(_field(root, (*place, _SEATS), "Liczba miejsc", Kind.VALUE, WHOLE))
    if subjects:
        extended = _field(root, (*place, "przedmioty rozszerzone"), "Przedmioty rozszerzone", Kind.LIST)
        fields.append(_with(extended, choices=members))
    facts = [_fact_field(root, place, fact, branch) for fact in branch.rules.facts["oddział"].values()]
    fields += sorted(facts, key=lambda one: one.is_seldom)
    return Group(code, branch_title(code, "" if fields[0].hint else branch.label), tuple(fields))


def branch_title(code: str, name: str) -> str:
    return f"{code}: {name}" if name not in ("", code) else code


def name_field(group: Group) -> Field | None:
    """Of a branch, the field that its title comes from."""
    return next((one for one in group.fields if one.path == (_BRANCHES, group.key, "nazwa")), None)


def tells_kind(field: Field) -> bool:
    """Whether the other fields of its branch depend on it."""
    return len(field.path) == 3 and (field.path[0], field.path[-1]) == (_BRANCHES, _KIND)


def with_kind(text: str, path: FilePath, group: Group, kind: str) -> Group:
    """What there is to fill in of a branch of the text when it is of another `kind`; the same as before where that
    cannot be known."""
    field = next((one for one in group.fields if tells_kind(one)), None)
    if field is None:
        return group
    try:
        changed = put(text, field.path, kind)
        model = model_of(changed, path)
    except NotPatched:
        return group
    branch = model.branches.get(group.key) if model is not None else None
    if model is None or branch is None or branch.rules.kind != normal_name(kind):
        return group
    fields = _branch_group(read_root(changed), group.key, branch, model).fields
    return replace(group, fields=tuple(field if one.path == field.path else one for one in fields))


def is_written(text: str, field: Field) -> bool:
    """Whether the text has an entry for it."""
    return _at(read_root(text), field.path) is not None


def _fact_field(root: Mapping, place: Path, fact: Fact, branch: Branch) -> Field:
    name = readable_name(fact.name)
    label = fact.label or name
    label = label[:1].upper() + label[1:]
    kind = Kind.LIST if _is_list_of_names(fact.type) else Kind.VALUE
    field = _field(root, (*place, name), label, kind, fact.type, _choices(fact.type))
    if isinstance(fact.type, MapType | RecordType) or (isinstance(fact.type, CollectionType) and kind is Kind.VALUE):
        return _with(field, locked="Ta wartość jest złożona. Zmień ją w tekście.")
    if field.hint:
        return field
    if not field.value and branch.facts.get(fact.name):
        return _with(field, value=_words(branch.facts[fact.name]), origin="wspólne dla oddziałów")
    if not field.value and isinstance(fact.type, TruthType):
        return _with(field, value="nie", origin="nie podano, a to znaczy „nie”", is_seldom=True)
    return field


def _field(
    root: Mapping, path: Path, label: str, kind: Kind, type_: Type = TEXT, choices: tuple[str, ...] = ()
) -> Field:
    """With the value of this file; a value in parts is shown as locked."""
    node = _at(root, path)
    value = None if node is not None and only_notes(node) else bare(node)
    if isinstance(value, Mapping) or (isinstance(value, SequenceNode) and kind is not Kind.LIST):
        return Field(path, label, kind, "", type_, choices, locked=_IN_PARTS)
    shown = _written(value)
    if blank := BLANK.fullmatch(shown):
        return Field(path, label, kind, "", type_, choices, "do uzupełnienia", hint=f"wpisz {blank['what']}")
    shown = readable_name(shown) if choices else shown
    return Field(path, label, kind, shown, type_, choices, is_example=_is_example(node))


def _terms(layers: _Layers, name: str, event: Event, regulation: Regulation) -> tuple[Field, ...]:
    return tuple(_with(one, year=regulation.first_year) for one in _term_fields(layers, name, event.terms))


def _term_fields(layers: _Layers, event: str, phases: Iterable[str]) -> Iterable[Field]:
    for phase in PHASES:
        if phase not in phases:
            continue
        path = (_TIMETABLE, readable_name(event), phase)
        if phase == PHASES[0] and _at(layers.own, (_TIMETABLE, event, "termin")) is not None:
            path = (*path[:-1], "termin")
        field = _field(layers.own, path, _PHASE_WORDS[phase], Kind.TERM)
        if not field.value and not field.locked and not field.hint:
            field = layers.inherited(field, event, phase)
        yield field


class _Layers:
    """The file and the bases it stands on, as they are written."""

    def __init__(self, text: str, regulation: Regulation) -> None:
        self.own = read_root(text)
        read = [read_yaml(one, Diagnostics()) for one in regulation.sources if one.path != regulation.source.path]
        self.bases = [root for root in read if root is not None]

    def inherited(self, field: Field, event: str, phase: str) -> Field:
        """With the value of the last base that has it: where its issuer binds this file's, only to be looked at."""
        keys = (phase, "termin") if phase == PHASES[0] else (phase,)
        for root in reversed(self.bases):
            for key in keys:
                value = value_at(root, (_TIMETABLE, event, key))
                if isinstance(value, Scalar):
                    title = _written(value_at(root, ("prawo",)) or value_at(root, ("regulamin",)))
                    who = _issuer(root)
                    locked = _BOUND.format(who=who.words) if who > _issuer(self.own) else ""
                    return _with(field, value=_written(value), origin=f"z podstawy: {title}", locked=locked)
        return field


def _issuer(root: Mapping) -> Issuer:
    return ISSUERS.get(normal_name(_written(root.get("wydaje"))), Issuer.DIRECTOR)


def _with(field: Field, **changed: Any) -> Field:
    return replace(field, **changed)


def _at(root: Node, path: Path) -> Node | None:
    """What stands at `path`, with the notes around it."""
    parent = value_at(root, path[:-1]) if len(path) > 1 else root
    return parent.get(normal_name(path[-1])) if isinstance(parent, Mapping) else None


def _is_example(node: Node | None) -> bool:
    state = node.get("stan") if isinstance(node, Mapping) else None
    return isinstance(state, Scalar) and state.text.strip() == State.EXAMPLE


def _written(node: Node | None) -> str:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, SequenceNode):
        return ", ".join(readable_name(item.text) for item in node if isinstance(item, Scalar))
    return ""


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, frozenset | tuple | list):
        return ", ".join(readable_name(str(one)) for one in sorted(value))
    return readable_name(str(value))


def _is_list_of_names(type_: Type) -> bool:
    return isinstance(type_, CollectionType) and isinstance(type_.item, NotionType)


def _choices(type_: Type) -> tuple[str, ...]:
    match type_:
        case TruthType():
            return ("tak", "nie")
        case NotionType(notion):
            return tuple(map(readable_name, notion.members))
        case CollectionType():
            return tuple(map(readable_name, type_.choices))
    return ()


# -- what is typed ----------------------------------------------------------------------------------------------------


def meant(field: Field, typed: str) -> str:
    """What was typed as it is written into the text: a date that can mean one thing only is put in words."""
    text = " ".join(typed.split())
    if text and field.kind in (Kind.TERM, Kind.DAY):
        try:
            parse_term(text, field.year)
        except TermError as problem:
            return problem.better if problem.is_sure else text
    return text


def problem_of(field: Field, typed: str) -> str:
    """What is wrong with what was typed, as a sentence; "" when it can be written into the text."""
    text = meant(field, typed)
    if not text:
        return "" if not field.value else "Tego pola nie można tu opróżnić. Usuń wpis w tekście."
    if field.kind is Kind.TERM:
        return _term_problem(text, field.year)
    if field.kind is Kind.DAY:
        return _day_problem(text, field.year)
    if field.kind is Kind.LIST:
        return _list_problem(field, items_of(text))
    if field.choices:
        return "" if find_member(text, map(normal_name, field.choices)) else _not_among(text, field.choices)
    if field.kind is Kind.VALUE:
        _, problems = read_value(text, field.type)
        return problems[0].message if problems else ""
    return ""


def remark_of(field: Field, typed: str) -> str:
    """What is worth a look though it can be written: a date of another year or on a free day, very many seats."""
    if field.path[-1] == _SEATS:
        is_many = typed.strip().isdecimal() and int(typed) > _MANY_SEATS
        return "To bardzo dużo miejsc jak na jeden oddział. Sprawdź liczbę." if is_many else ""
    try:
        term = parse_term(meant(field, typed)) if field.kind is Kind.TERM else None
    except TermError:
        return ""
    if not isinstance(term, Period):
        return ""
    if field.year is not None and not is_of_year(term, field.year):
        return f"Ten termin nie pasuje do roku szkolnego {field.year}/{field.year + 1}. Sprawdź rok."
    if not is_free_day(term.end):
        return ""
    name = holiday_name(term.end)
    why = on_weekday(term.end) if name in (None, "niedziela") else f"w święto: {name}"
    return f"Ten termin {'wypada' if term.is_one_day else 'kończy się'} {why}. Sprawdź datę."


def better_of(field: Field, typed: str) -> str:
    """What was meant, as it can be written; "" where that is not known, or nothing is wrong."""
    text = " ".join(typed.split())
    if field.kind in (Kind.TERM, Kind.DAY):
        try:
            parse_term(text, field.year)
        except TermError as problem:
            return problem.better
    if not (field.choices and text and problem_of(field, text)):
        return ""
    items = (part for one in items_of(text) for part in _apart(one, field)) if field.kind is Kind.LIST else (text,)
    better = ", ".join(_member_meant(one, field.choices) or one for one in items)
    return "" if problem_of(field, better) else better


def _apart(item: str, field: Field) -> Sequence[str]:
    is_name = find_member(item, list(map(normal_name, field.choices))) is not None
    return (item,) if is_name else item.split(_AND)


def _member_meant(text: str, choices: Sequence[str]) -> str:
    """The name itself, one spelled almost so, or the only one with this beginning, these words or these initials."""
    folded = fold(text)
    begun = folded[:-_LONGEST_ENDING] if len(folded) > _LEAST_BEGUN + _LONGEST_ENDING else folded
    names = {one: fold(one) for one in choices}
    ways = (
        [one for one, name in names.items() if name == folded],
        [one for one, name in names.items() if "".join(word[0] for word in name.split()) == folded],
        [one for one, name in names.items() if set(folded.split()) <= set(name.split())],
        [one for one, name in names.items() if len(begun) >= _LEAST_BEGUN and name.startswith(begun)],
    )
    return next((found[0] for found in ways if len(found) == 1), "") or nearest(text, choices) or ""


def example_term(year: int | None) -> str:
    return f"od 12 do 16 maja {year or _SOME_YEAR} do godz. 15:00"


def example_day(year: int | None) -> str:
    return f"15 lutego {year or _SOME_YEAR}"


def items_of(text: str) -> tuple[str, ...]:
    return tuple(one for part in text.replace(";", ",").split(",") if (one := " ".join(part.split())))


def _term_problem(text: str, year: int | None) -> str:
    try:
        parse_term(text, year)
    except TermError as problem:
        return f"{problem} {problem.hint}"
    return ""


def _day_problem(text: str, year: int | None) -> str:
    try:
        term = parse_term(text, year)
    except TermError as problem:
        return f"{problem} {problem.hint if problem.better else f'Napisz np. {example_day(year)}.'}"
    is_one_day = isinstance(term, Period) and term.is_one_day and term.end_time is None
    return "" if is_one_day else "Tu powinna stać jedna data, bez godziny."


def _list_problem(field: Field, items: Sequence[str]) -> str:
    known = [normal_name(one) for one in field.choices]
    for one in items:
        if known and find_member(one, known) is None:
            joined = all(find_member(part, known) for part in one.split(_AND)) and _AND in one
            return (
                f"Nazwy oddziel przecinkami: {one.replace(_AND, ', ')}." if joined else _not_among(one, field.choices)
            )
    names = [normal_name(one).casefold() for one in items]
    if len(set(names)) < len(names):
        return "Ta sama nazwa stoi tu dwa razy."
    if _is_list_of_names(field.type):
        _, problems = read_value(list(items), field.type)
        return problems[0].message if problems else ""
    return ""


def _not_among(text: str, choices: Sequence[str]) -> str:
    meant = _member_meant(text, choices)
    hint = f"Czy chodziło o „{meant}”?" if meant else one_of(choices)
    return " ".join(filter(None, (f"Nie ma tu „{text}”.", hint)))


# -- into the text ----------------------------------------------------------------------------------------------------


def apply(text: str, changes: Iterable[Change], taken_out: Iterable[Field] = ()) -> str:
    """Raises `NotPatched`, and nothing is changed then."""
    for change in changes:
        text = put(text, change.field.path, _to_write(text, change))
    for field in taken_out:
        text = take_out(text, field.path)
    return text


class Draft:
    """The text with what was typed into its form so far, should it never be finished: what is right is written, what is
    not stands in comments below. Asked for often, it writes only what is another value than before."""

    def __init__(self, text: str) -> None:
        self._start = self._text = text
        self._written: dict[Path, str] = {}

    def text(self, typed: Lookup[Path, Change]) -> str:
        if not self._written.keys() <= typed.keys():
            self._text, self._written = self._start, {}
        comments = "".join(_comment(one) for one in typed.values() if not self._writes(one))
        end = "" if not comments or self._text.endswith("\n") else "\n"
        return f"{self._text}{end}{comments}"

    def _writes(self, change: Change) -> bool:
        if self._written.get(change.field.path) == change.value:
            return True
        if problem_of(change.field, change.value):
            return False
        try:
            self._text = apply(self._text, (change,))
        except NotPatched:
            return False
        self._written[change.field.path] = change.value
        return True


def _comment(change: Change) -> str:
    return f"# {_NOT_WRITTEN} {' – '.join(change.field.path)}: {' '.join(change.value.split())}\n"


def _to_write(text: str, change: Change) -> Value:
    typed = meant(change.field, change.value)
    if change.field.kind is not Kind.LIST:
        return typed
    present = value_at(read_root(text), change.field.path)
    items = present.items if isinstance(present, SequenceNode) else ()
    spelled = {normal_name(one.text): one.text for one in items if isinstance(one, Scalar)}
    joint = "_" if any("_" in one for one in spelled.values()) else " "
    known = [normal_name(one) for one in change.field.choices]
    names = [find_member(one, known) or normal_name(one) for one in items_of(typed)]
    return tuple(spelled.get(name, name.replace("_", joint)) for name in names)


def add_branch(text: str, code: str, name: str, like: str) -> str:
    """A branch more, with the values of another one but for its name and for what its notes say of that other one. What
    is only an example stays one."""
    root = read_root(text)
    model = value_at(root, (_BRANCHES, like))
    if problem := code_problem(text, code):
        raise NotPatched(problem)
    lines = [f"{quoted_where_needed(code)}:", f"  nazwa: {quoted_where_needed(' '.join(name.split()) or code)}"]
    for entry in model if isinstance(model, Mapping) else ():
        value = bare(entry.value)
        if entry.name in ("nazwa", *_NOT_COPIED) or value is None or isinstance(value, Mapping):
            continue
        shown = _one_line(value)
        if _is_example(entry.value):
            shown = f"{{wartość: {shown}, stan: {State.EXAMPLE}}}"
        lines.append(f"  {entry.key.text}: {shown}")
    return add_entry(text, (_BRANCHES, code), lines)


def remove_branch(text: str, code: str) -> str:
    return take_out(text, (_BRANCHES, code))


def code_problem(text: str, code: str) -> str:
    """Why a branch cannot be called so."""
    if not code.strip():
        return "Podaj oznaczenie oddziału, np. E."
    if not all(one.isalnum() or one in "-_ /" for one in code) or len(code) > 30:
        return "Oznaczenie może mieć litery, cyfry, kreskę i odstęp, najwyżej 30 znaków."
    branches = value_at(read_root(text), (_BRANCHES,))
    if isinstance(branches, Mapping) and normal_name(code) in {entry.name for entry in branches}:
        return f"Oddział „{code}” już jest."
    return ""


def _one_line(node: Node) -> str:
    if isinstance(node, Scalar):
        return quoted_where_needed(" ".join(node.text.split()))
    assert isinstance(node, SequenceNode)
    return "[" + ", ".join(_one_line(one) for one in node if isinstance(one, Scalar)) + "]"
