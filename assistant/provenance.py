"""Who says it: the school's document, the law below it, a reading of ours, an example. From `Notes` to plain words.

A value with a recorded source stands in the school's document, unless its state says that the document leaves it to the
law. A value without one that comes from a base file is law, and an answer must say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.contract import Status
from dsl.emit.polish.sentences import act, basis
from dsl.model.regulation import Certainty, Deviation, Notes, Regulation, State
from dsl.source.text import Source

if TYPE_CHECKING:
    from dsl.source.nodes import Mapping, Node

_TITLE = re.compile(r"^prawo:[ ]*(.+?)[ ]*(?:#.*)?$", re.MULTILINE)
_ISSUER = re.compile(r"^wydaje:[ ]*(\S.*?)[ ]*$", re.MULTILINE)
_LONGEST_TITLE = 60
_SOURCE = re.compile(r"[^#]*\bźródło:")
_RECALLED = re.compile(r"^obowiązuje:.*pewność:[ ]*przypomniane", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Law:
    """A base file as its head describes it; the model keeps only what was merged from it."""

    title: str
    issuer: str
    recalled: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """`notes` are those that speak for the value: its own, or those of the nearest group that names a source. A value
    that stands in the school's document alone is given, whatever else the document passes over in silence."""

    notes: Notes
    state: State
    law: Law | None
    recalled: bool

    @property
    def status(self) -> Status:
        if self.law is not None or self.state is State.DELEGATED:
            return Status.DELEGATED
        if self.state is State.SILENT and self.notes.sources and self.notes.basis is None:
            return Status.GIVEN
        return _STATUS.get(self.state, Status.GIVEN)


_STATUS = {
    State.SILENT: Status.DELEGATED,
    State.CONTRADICTORY: Status.CONTRADICTORY,
    State.OUTDATED: Status.UNCERTAIN,
    State.READING: Status.UNCERTAIN,
    State.EXAMPLE: Status.UNSAID,
}
_WEIGHT = {
    Status.CONTRADICTORY: 4,
    Status.UNSAID: 3,
    Status.UNCERTAIN: 2,
    Status.DELEGATED: 1,
}


def worst(*statuses: Status) -> Status:
    """The status of an answer made of several values: the one a person must be warned of most."""
    return max(statuses, key=lambda status: _WEIGHT.get(status, 0), default=Status.GIVEN)


def origin(regulation: Regulation, *chain: Notes) -> Origin:
    """`chain` goes from the value's own notes to those of the groups around it."""
    notes = next((one for one in chain if one.sources), None)
    state = next((one.state for place, one in enumerate(chain) if _speaks(one, chain[:place])), State.GIVEN)
    if notes is None:
        notes = next((one for one in chain if one.basis is not None), chain[0])
    law = law_of(notes.span.source) if _is_law(regulation, notes, state, chain) else None
    certainty = next((one.certainty for one in chain if one.certainty is not None), None)
    recalled = law is not None and law.recalled if certainty is None else certainty is Certainty.RECALLED
    return Origin(notes, state, law, recalled)


def _speaks(notes: Notes, inner: tuple[Notes, ...]) -> bool:
    """Whether the state is the value's; what a group passes over in silence is no matter of its items."""
    if notes.state is State.SILENT and inner:
        return False
    return notes.state is not State.GIVEN


def _is_law(regulation: Regulation, notes: Notes, state: State, chain: tuple[Notes, ...]) -> bool:
    if notes.sources:
        return False
    return all(one.span.source is not regulation.source for one in chain[:1]) and state is not State.DELEGATED


@lru_cache(maxsize=256)
def law_of(source: Source) -> Law:
    title, issuer = _TITLE.search(source.text), _ISSUER.search(source.text)
    return Law(title[1] if title else "", issuer[1] if issuer else "", bool(_RECALLED.search(source.text)))


def basis_words(regulation: Regulation, notes: Notes) -> str:
    """„§ 3, rozporządzenie Ministra … z dnia …, Dz. U. …”: enough to find it; a long title is left out."""
    if notes.basis is None:
        return ""
    known = regulation.acts.get(notes.basis.act)
    if known is None:
        return basis(regulation, notes.basis.act, notes.basis.unit)
    named = act(known if len(known.title) <= _LONGEST_TITLE else replace(known, title=""))
    flat = named.replace(" (", ", ").removesuffix(")")
    return f"{notes.basis.unit}, {flat}" if notes.basis.unit else flat


def is_basis_recalled(regulation: Regulation, notes: Notes) -> bool:
    """What the value itself says of its certainty comes before what its file says of all."""
    if notes.certainty is not None:
        return notes.certainty is Certainty.RECALLED
    known = regulation.acts.get(notes.basis.act) if notes.basis else None
    return known is not None and law_of(known.notes.span.source).recalled


def has_source(regulation: Regulation) -> bool:
    """Whether the regulation was written down from a document that it names."""
    return _names_source(regulation.source)


@lru_cache(maxsize=256)
def _names_source(source: Source) -> bool:
    return any(_SOURCE.match(line) for line in source.text.split("\n") if "źródło:" in line)


@lru_cache(maxsize=256)
def _root(source: Source) -> Mapping | None:
    from dsl.diagnostics import Diagnostics
    from dsl.source.yaml_reader import read_yaml

    return read_yaml(source, Diagnostics())


def deviation_notes(deviation: Deviation) -> Notes | None:
    """The envelope of a value that was removed: the model keeps only its place, so the text is read there again."""
    from dsl.decode.fields import read_notes
    from dsl.diagnostics import Diagnostics
    from dsl.source.nodes import Mapping

    node: Node | None = _root(deviation.after.source)
    for name in deviation.path:
        node = node.get(name) if isinstance(node, Mapping) else None
    return read_notes(node, Diagnostics(), span=deviation.after) if node is not None else None
