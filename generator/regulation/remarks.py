"""Editorial remarks for the director: examples, readings, gaps. Shown beside the document, never in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dsl.emit.polish.order import stage_path
from dsl.model.regulation import Criterion, Deviation, ForEach, Notes, Regulation, Rows, Rules, State
from dsl.source.nodes import readable_name
from dsl.source.text import Span
from generator.regulation.draft import owners
from generator.regulation.formulas import users_of_definitions
from polish.enumerations import enumerate_items

_KIND = "rodzaje_oddziałów."
_DEVIATION = "odstępstwo od prawa wyższego rzędu"


@dataclass(frozen=True, slots=True)
class Remark:
    """`unit` is the printed unit, empty for what is not printed; `owner` the kind or branch whose rule it is, as it
    stands before the path."""

    path: str
    unit: str
    state: State
    text: str
    other_reading: str
    owner: str = ""


Found = dict[tuple[str, int, State], Remark]


def remarks(regulation: Regulation, units: Mapping[str, str]) -> tuple[Remark, ...]:
    """Each value whose `stan` is not „podane”, once, in the order of the document's parts."""
    found: Found = {}
    for place, notes in _annotated(regulation):
        if notes.state is not State.GIVEN:
            unit = _unit(place.owner, place.printed or place.path, units)
            one = Remark(place.path, unit, notes.state, notes.remark, notes.other_reading, place.owner)
            found.setdefault(_place(notes.span, notes.state), one)
    printed = {rules.kind for rules, _ in owners(regulation)}
    for deviation in regulation.deviations:
        _add(found, deviation, printed, units)
    return tuple(found.values())


def _add(found: Found, one: Deviation, printed: set[str], units: Mapping[str, str]) -> None:
    """To what the file itself remarks of the value, else by itself."""
    path = ".".join(one.path)
    around = next((key for key, known in found.items() if _is_about(known, one, path)), None)
    if around is not None:
        found[around] = _deviating(found[around])
        return
    kinds = [kind for kind in one.kinds if kind in printed]
    owner = f"{_KIND}{kinds[0]}." if kinds else ""
    whose = _kinds(kinds) if printed - set(kinds) else ""
    text = f"{_DEVIATION}: {' › '.join(map(readable_name, one.path))}{whose}"
    text += f" – {one.remark}" if one.remark else ""
    told = Remark(path, _unit(owner, path, units), one.state, text, one.other_reading, owner)
    found.setdefault(_place(one.after, one.state), told)


def _is_about(known: Remark, one: Deviation, path: str) -> bool:
    """Of the same value of the same kind of branches, or of what it is a part of."""
    is_same_kind = not known.owner or not one.kinds or known.owner in {f"{_KIND}{kind}." for kind in one.kinds}
    return is_same_kind and known.state is one.state and bool(known.text) and f"{path}.".startswith(f"{known.path}.")


def _deviating(known: Remark) -> Remark:
    return known if known.text.endswith(f"({_DEVIATION})") else replace(known, text=f"{known.text} ({_DEVIATION})")


def _kinds(names: Sequence[str]) -> str:
    if not names:
        return ""
    noun = "rodzaj oddziału" if len(names) == 1 else "rodzaje oddziałów"
    return f" ({noun}: {enumerate_items([readable_name(name) for name in names])})"


@dataclass(frozen=True, slots=True)
class _Place:
    """`owner` is the kind or branch whose rule it is, before the path; `printed` the rule that tells it, where it does
    not stand in the document by itself."""

    path: str
    owner: str = ""
    printed: str = ""


def _place(span: Span, state: State) -> tuple[str, int, State]:
    return span.location().path, span.start, state


def grouped(found: Iterable[Remark]) -> tuple[tuple[Remark, ...], ...]:
    """Remarks that say the same of several places, together."""
    groups: dict[tuple[State, str, str], list[Remark]] = {}
    for one in found:
        groups.setdefault((one.state, one.text, one.other_reading), []).append(one)
    return tuple(tuple(group) for group in groups.values())


def _unit(owner: str, path: str, units: Mapping[str, str]) -> str:
    """Of the value itself, or of the nearest rule around it; that of its kind of branches before that of all."""
    steps = path.split(".")
    around = [".".join(steps[:length]) for length in range(len(steps), 0, -1)]
    tries = (*(f"{owner}{one}" for one in around), *around)
    return next((units[one] for one in tries if units.get(one)), "")


def _annotated(regulation: Regulation) -> Iterator[tuple[_Place, Notes]]:
    if regulation.ordinance:
        yield _Place("zarządzenie"), regulation.ordinance.notes
    if regulation.school:
        yield _Place("szkoła"), regulation.school.notes
    for act in regulation.acts.values():
        yield _Place(f"akty.{act.name}"), act.notes
    yield from _branches(regulation)
    for event in regulation.timetable.values():
        yield _Place(f"terminarz.{event.name}"), event.notes
        for phase, notes in event.term_notes.items():
            yield _Place(f"terminarz.{event.name}.{phase}"), notes
    for owner, rules in _every_rules(regulation):
        for place, notes in _rules(rules):
            yield replace(place, owner=owner), notes
    for document in regulation.documents.values():
        yield _Place(f"dokumenty.{document.name}"), document.notes
    for name, limit in (("szkoły", regulation.limits.schools_notes), ("oddziały", regulation.limits.branches_notes)):
        if limit:
            yield _Place(f"limity.{name}"), limit
    for section, clauses in regulation.clauses.items():
        for clause in clauses.values():
            yield _Place(f"{section}.{clause.name}"), clause.notes


def _every_rules(regulation: Regulation) -> Iterator[tuple[str, Rules]]:
    """Those that are printed first, then those of kinds without branches."""
    seen: set[int] = set()
    kinds = [(rules, None) for rules in regulation.kinds.values()]
    for rules, branch in (*owners(regulation), *kinds):
        if id(rules) not in seen:
            seen.add(id(rules))
            is_own = branch is not None and regulation.kinds.get(rules.kind) is not rules
            yield (f"oddziały.{branch.code}." if branch and is_own else f"rodzaje_oddziałów.{rules.kind}."), rules


def _branches(regulation: Regulation) -> Iterator[tuple[_Place, Notes]]:
    for branch in regulation.branches.values():
        yield _Place(f"oddziały.{branch.code}"), branch.notes
        if branch.seats:
            yield _Place(f"oddziały.{branch.code}.miejsca"), branch.seats.notes
        for name, notes in branch.fact_notes.items():
            yield _Place(f"oddziały.{branch.code}.{name}"), notes


def _rules(rules: Rules) -> Iterator[tuple[_Place, Notes]]:
    for name, user in users_of_definitions(rules).items():
        yield _Place(f"definicje.{name}", printed=user), rules.definitions[name].notes
    for table in rules.tables.values():
        yield _Place(f"tabele.{table.name}"), table.notes
    for top in rules.criteria:
        for criterion in top.walk():
            yield from _criterion(criterion)
    for condition in rules.conditions:
        yield _Place(f"warunki.{condition.name}"), condition.notes
    for stage in rules.order:
        yield _Place(f"kolejność.{stage_path(stage)}"), stage.notes


def _criterion(criterion: Criterion) -> Iterator[tuple[_Place, Notes]]:
    path = f"kryteria.{criterion.dotted}"
    yield _Place(path), criterion.notes
    body = criterion.way.body if isinstance(criterion.way, ForEach) else criterion.way
    if isinstance(body, Rows):
        for number, row in enumerate(body.rows, start=1):
            yield _Place(f"{path}.wiersze.{number}"), row.notes
