"""`przykłady`: the tests of a regulation, as its author writes them."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from dsl.decode import vocabulary
from dsl.decode.fields import as_mapping, check_keys, read_flag, read_notes, read_text, unwrapped
from dsl.diagnostics import Diagnostics, one_of
from dsl.guesses import Guess, guess
from dsl.model.regulation import Branch, Example, Rules
from dsl.source.nodes import Entry, Mapping, Node

ADMITTED, REASON, UNMET, MISSING = "dopuszczony", "powód", "niespełnione", "brakuje"
ORDER, TOTAL = "kolejność", "razem"
OUTCOMES = (TOTAL, ADMITTED, REASON, UNMET, MISSING)


@dataclass(frozen=True, slots=True)
class Written:
    """What the file names, readable or not: a mistake there is told there, not again at each example."""

    branches: Collection[str]
    criteria: Collection[str]


def read_examples(
    node: Node | None, branches: Lookup[str, Branch], written: Written, diagnostics: Diagnostics
) -> tuple[Example, ...]:
    entries = as_mapping(node, "przykłady", diagnostics)
    found = (_read_example(entry, branches, written, diagnostics) for entry in entries or ())
    return tuple(example for example in found if example is not None)


def _read_example(
    entry: Entry, branches: Lookup[str, Branch], written: Written, diagnostics: Diagnostics
) -> Example | None:
    mapping = as_mapping(entry.value, entry.key.text, diagnostics)
    if mapping is None:
        return None
    check_keys(mapping, vocabulary.EXAMPLE, diagnostics)
    branch = _branch(mapping, entry, branches, written, diagnostics)
    expected = as_mapping(mapping.get("oczekuj"), "oczekuj", diagnostics)
    if expected is None:
        hint = "Dopisz „oczekuj: {razem: …}”."
        diagnostics.error("P035", entry.key.span, f"Przykład „{entry.key.text}” niczego nie oczekuje.", hint)
    if branch is None or expected is None:
        return None
    data = as_mapping(mapping.get("dane"), "dane", diagnostics) or Mapping((), entry.key.span)
    people = as_mapping(mapping.get("kandydaci"), "kandydaci", diagnostics)
    if branch in branches:
        _check_expected(expected, people is not None, branches[branch].rules, written, diagnostics)
    else:
        hint = "Przykłady zapisuje się w pliku, który ma „oddziały”."
        diagnostics.warning("P073", entry.key.span, "Tego przykładu nie da się policzyć.", hint)
    results = {one.name: one.value for one in expected}
    notes = read_notes(mapping, diagnostics, label=entry.key.text, span=entry.key.span)
    candidates = {one.key.text: _joined(data, one.value) for one in people or ()}
    printed = mapping.get("drukuj") is None or read_flag(mapping.get("drukuj"), "drukuj", diagnostics)
    return Example(entry.key.text, branch, data, results, notes, candidates, printed)


def _branch(
    node: Mapping, entry: Entry, branches: Lookup[str, Branch], written: Written, diagnostics: Diagnostics
) -> str | None:
    """The branch named, or the first; empty where the file has none."""
    named = node.get("oddział")
    branch = read_text(named, "oddział", diagnostics) or next(iter(branches), "")
    if not branches or branch in branches:
        return branch
    if branch in written.branches:
        return None
    where = named.span if named else entry.key.span
    meant = guess(unwrapped(named), branch, branches) if named is not None else Guess(one_of(branches))
    diagnostics.error("P050", where, f"Nie ma oddziału „{branch}”.", meant.hint, fixes=meant.fixes)
    return None


def _check_expected(
    expected: Mapping, of_several: bool, rules: Rules, written: Written, diagnostics: Diagnostics
) -> None:
    criteria = [one.dotted for top in rules.criteria for one in top.walk()]
    known = [ORDER] if of_several else [*OUTCOMES, *criteria]
    otherwise = "Od kilku kandydatów oczekuje się „kolejność”." if of_several else "Wpisz nazwę kryterium albo „razem”."
    for one in expected:
        told_there = not of_several and one.name in written.criteria and diagnostics.has_errors
        if one.name not in known and not told_there:
            meant = guess(one.key, one.key.text, known, otherwise)
            message = (
                f"Tego nie da się oczekiwać: „{one.key.text}”." if of_several else f"Nie ma kryterium „{one.key.text}”."
            )
            diagnostics.error("P070", one.key.span, message, meant.hint, fixes=meant.fixes)


def _joined(common: Mapping, own: Node) -> Node:
    """What all have in common, with what one has instead or besides."""
    if not isinstance(own, Mapping):
        return common
    entries = {entry.name: entry for entry in common}
    for entry in own:
        before = entries.get(entry.name)
        both = before is not None and isinstance(before.value, Mapping) and isinstance(entry.value, Mapping)
        value = _joined(before.value, entry.value) if before is not None and both else entry.value  # type: ignore[arg-type]
        entries[entry.name] = Entry(entry.name, entry.key, value)
    return Mapping(tuple(entries.values()), own.span)
