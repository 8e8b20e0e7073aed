"""Two models -> what differs in what they say, each difference with both texts: what a new law changes.

Rules count as the same when they compute the same way and read the same, whatever their place in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from dsl.emit.polish.names import format_typed
from dsl.emit.polish.provisions import act, clause, document, event, seats_words
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import fact_label
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, Limits, Notes, Regulation, Rules
from dsl.model.types import Fact, Notion, type_words
from dsl.source.nodes import readable_name
from polish.plurals import BRANCH, SCHOOL

_PLACES = frozenset({"span", "at", "notes", "source", "term_notes", "clause"})


class Part(Enum):
    """What kind of provision differs; the first three of a recruitment of several schools."""

    RECRUITMENT = "nabór"
    SCHOOL = "szkoły"
    SETTLEMENT = "rozstrzygnięcia"
    HEAD = "nagłówek"
    BRANCH = "oddziały"
    KIND = "rodzaje oddziałów"
    CRITERION = "kryteria"
    CONDITION = "warunki"
    STAGE = "kolejność"
    DEFINITION = "definicje"
    TABLE = "tabele"
    DOCUMENT = "dokumenty"
    LIMIT = "limity"
    TERM = "terminarz"
    CLAUSE = "postanowienia"
    FACT = "dane kandydata"
    PAIR = "dane wyboru"
    NOTION = "pojęcia"
    ACT = "akty"


class Status(Enum):
    """What became of a provision."""

    NEW = "nowe"
    GONE = "usunięte"
    CHANGED = "zmienione"


@dataclass(frozen=True, slots=True)
class Difference:
    """Of a change, `old` and `new` hold only the sentences that differ; `kinds` are those of branches that it
    concerns (empty: all of them, or not a matter of branches)."""

    part: Part
    name: str
    status: Status
    old: str
    new: str
    kinds: tuple[str, ...] = ()

    @property
    def is_wording_alike(self) -> bool:
        """Both read the same: what changed is the way of counting behind the words."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Said:
    """One provision: its sentences one by one, what it computes without its places, and all of it as one sentence."""

    lines: tuple[str, ...]
    way: Any = None
    whole: str = field(default="", compare=False)

    @property
    def words(self) -> str:
        return self.whole or "; ".join(self.lines)


_Provisions = dict[tuple[Part, str], Said]


def differences(old: Regulation, new: Regulation) -> tuple[Difference, ...]:
    """In the order of the parts, then of the newer model."""
    found = [*_kinds(old, new), *_of_kinds(old, new)]
    return in_order([*found, *_compared(_common(old), _common(new))])


def in_order(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Part by part."""
    order = list(Part)
    return tuple(sorted(found, key=lambda one: order.index(one.part)))


def _kinds(old: Regulation, new: Regulation) -> Iterator[Difference]:
    for name in (*new.kinds, *old.kinds):
        if name and (name in old.kinds) != (name in new.kinds):
            words, is_new = readable_name(name), name in new.kinds
            status = Status.NEW if is_new else Status.GONE
            yield Difference(Part.KIND, name, status, "" if is_new else words, words if is_new else "")


def _of_kinds(old: Regulation, new: Regulation) -> Iterator[Difference]:
    """What differs alike for several kinds is told once."""
    shared = [name for name in new.kinds if name in old.kinds]
    found: dict[Difference, list[str]] = {}
    for name in shared:
        before, after = _rules(old, old.kinds[name]), _rules(new, new.kinds[name])
        for one in _compared(before, after):
            found.setdefault(one, []).append(name)
    for one, names in found.items():
        kinds = () if len(names) == len(shared) else tuple(names)
        yield replace(one, kinds=kinds)


def _compared(old: _Provisions, new: _Provisions) -> Iterator[Difference]:
    for part, name in dict.fromkeys((*new, *old)):
        found = difference(part, name, old.get((part, name)), new.get((part, name)))
        if found is not None:
            yield found


def difference(part: Part, name: str, old: Said | None, new: Said | None) -> Difference | None:
    """What became of one provision; None when nothing did."""
    if old is not None and new is not None:
        return None if old == new else Difference(part, name, Status.CHANGED, *_what_differs(old, new))
    if new is not None:
        return Difference(part, name, Status.NEW, "", new.words)
    return Difference(part, name, Status.GONE, old.words, "") if old is not None else None


def _what_differs(old: Said, new: Said) -> tuple[str, str]:
    """The sentences of each that the other does not have; all of them where they read the same."""
    before = "; ".join(line for line in old.lines if line not in new.lines)
    after = "; ".join(line for line in new.lines if line not in old.lines)
    return (before, after) if before or after else (old.words, new.words)


# -- provisions -------------------------------------------------------------------------------------------------------


class _Apart(Sentences):
    """Tables are compared by themselves, not once more with each criterion that they are used in."""

    def below_table(self, points: typed.Typed) -> tuple[Wording, ...]:
        return ()


def _rules(regulation: Regulation, rules: Rules) -> _Provisions:
    sentences = _Apart(regulation, rules)
    found: _Provisions = {}
    for top in rules.criteria:
        for one in top.walk():
            found[Part.CRITERION, one.dotted] = _criterion(sentences, one)
    for condition in rules.conditions:
        found[Part.CONDITION, condition.name] = _said(sentences.condition(condition), condition)
    for number, stage in enumerate(rules.order, start=1):
        told = sentences.stage(stage)
        found[Part.STAGE, stage.name] = Said((f"{number}. {told.flat}",), (number, bare(stage)))
    for told_out in sentences.excluded():
        found[Part.STAGE, told_out] = Said((told_out,), ())
    for paper in rules.documents.values():
        found[Part.DOCUMENT, paper.name] = Said((document(paper).flat + _until(paper.term),), bare(paper))
    for definition in rules.definitions.values():
        label = definition.notes.label or readable_name(definition.name)
        words = f"{label} – {sentences.words.of(definition.formula)}"
        found[Part.DEFINITION, definition.name] = Said((words,), bare(definition))
    for table in rules.tables.values():
        found[Part.TABLE, table.name] = _said(sentences.table(table), table)
    return found


def _criterion(sentences: Sentences, one: Criterion) -> Said:
    """Parts are told by themselves, so that a change of one of them is one change."""
    told = sentences.criterion(one)
    if isinstance(one.way, Components):
        own = (bare(one.way.condition), bare(one.limit), bare(one.claimed_most), one.documents)
        return Said((told.text,), (own, tuple(part.name for part in one.way.parts)))
    return _said(told, one)


def _said(told: Wording, provision: Any) -> Said:
    return Said(tuple(_lines(told)), bare(provision), told.flat)


def _lines(told: Wording) -> Iterator[str]:
    """The sentence and each point of its enumeration, with what stands over it."""
    yield told.text
    for item in told.items:
        yield from (f"{item.text}: {inner.flat}" for inner in item.items) if item.items else (item.flat,)


def _common(regulation: Regulation) -> _Provisions:
    head = {"tytuł": regulation.title, "rok szkolny": regulation.school_year}
    found: _Provisions = {(Part.HEAD, name): Said((words,)) for name, words in head.items() if words}
    for code, branch in regulation.branches.items():
        found[Part.BRANCH, code] = _branch(branch)
    for name, limit, _ in limits_said(regulation.limits):
        found[Part.LIMIT, name] = Said((limit,))
    for name, one in regulation.timetable.items():
        for phase, term in one.terms.items():
            found[Part.TERM, f"{name}.{phase}"] = Said((event(one, phase, regulation.timetable).flat,), bare(term))
    for section, clauses in regulation.clauses.items():
        for name, provision in clauses.items():
            found[Part.CLAUSE, f"{section}.{name}"] = _said(clause(provision, regulation.timetable), provision)
    for fact in regulation.candidate.values():
        found[Part.FACT, fact.name] = Said((_fact(fact),), fact.default)
    for fact in regulation.pair.values():
        found[Part.PAIR, fact.name] = Said((_fact(fact),), fact.default)
    for name, notion in regulation.notions.items():
        members = tuple(notion.label(member) for member in notion.members)
        found[Part.NOTION, name] = Said(members, tuple(notion.ranks.items()))
    for name, known in regulation.acts.items():
        found[Part.ACT, name] = Said((act(known),), None)
    return found


def _branch(branch: Branch) -> Said:
    declared = branch.rules.facts["oddział"]
    facts = (
        f"{fact_label(declared[name])}: {format_typed(value, declared[name].type)}"
        for name, value in branch.facts.items()
        if name in declared
    )
    extended = ", ".join(map(readable_name, branch.extended_subjects))
    lines = (
        f"nazwa: {branch.label}",
        f"rodzaj: {readable_name(branch.rules.kind)}" if branch.rules.kind else "",
        f"miejsca: {seats_words(branch)}",
        f"przedmioty rozszerzone: {extended}" if extended else "",
        *facts,
    )
    return Said(tuple(line for line in lines if line), bare(branch.seats))


def limits_said(limits: Limits) -> Iterator[tuple[str, str, Notes]]:
    """Each limit by its name: how much it is, and where it stands."""
    for name, limit, notes in (
        ("szkoły", limits.schools, limits.schools_notes),
        ("oddziały", limits.branches, limits.branches_notes),
    ):
        if notes is not None:
            yield name, "bez limitu" if limit is None else f"najwyżej {limit}", notes
    for one in limits.claims.values():
        noun = SCHOOL if one.is_of_schools else BRANCH
        yield fact_label(one.fact), f"przy najwyżej {one.count} z wybranych {noun.genitive_plural}", one.notes


def _fact(fact: Fact) -> str:
    optional = ", można nie podać" if fact.optional else ""
    return f"{fact_label(fact)}: {type_words(fact.type)}{optional}"


def _until(term: str) -> str:
    return f"; termin: {readable_name(term.removeprefix('terminarz.'))}" if term else ""


def bare(value: Any) -> Any:
    """A part of a model without its places and annotations: two that compute alike are equal. What is declared
    elsewhere (facts, notions) counts by its name, so that a change of it is told once."""
    if isinstance(value, Notion | Fact):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value) if one.name not in _PLACES)
        return (type(value).__name__, tuple((name, bare(getattr(value, name))) for name in names))
    if isinstance(value, Mapping):
        return tuple((name, bare(one)) for name, one in value.items())
    if isinstance(value, tuple | list):
        return tuple(bare(one) for one in value)
    return value


def by_part(found: Iterable[Difference]) -> dict[Part, list[Difference]]:
    """In groups, as a report tells them."""
    groups: dict[Part, list[Difference]] = {}
    for one in found:
        groups.setdefault(one.part, []).append(one)
    return groups
