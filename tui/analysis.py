"""Text of one revision -> problems, points and rankings, as one immutable value. Pure work for a thread, no Textual.

Two steps, because problems are known long before a thousand candidates are counted: `check`, then `preview`. Both are
given up as soon as the text has moved on (`Superseded`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from admission.candidates import Candidate, Candidates, Choice, read_rows
from admission.intake.mapping import read_mapping
from admission.intake.reading import kind_of_rows, lines_of, read_candidates, vocabularies
from admission.ranking import Ranking
from admission.scoring import Scored
from dsl.checks.examples import facts_of
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.emit.python.backend import prepare
from dsl.emit.python.library import Facts
from dsl.load import load_text
from dsl.model.regulation import Regulation
from dsl.source.text import Location
from tui.results import Results

IsCurrent = Callable[[int], bool]
_UNREADABLE = "Nie można odczytać pliku kandydatów."
_LOOK_AGAIN = "Sprawdź nazwę pliku i prawa dostępu, potem naciśnij F5."
_STEPS = 32  # between two questions whether anybody still waits


class Superseded(Exception):
    """The text has changed since: nobody waits for this result."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the language says of one revision of the text. `regulation` is there also when only an example fails: after
    a change of points that is just what the person wants to see."""

    revision: int
    regulation: Regulation | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class CandidatesFile:
    """The rows of a candidates' file, read once; what they mean depends on the regulation. `rows` None: a table, whose
    columns depend on it too (by `mapping`, where there is one), so it is read with it. `opened` tells one opening from
    the next."""

    path: Path
    rows: tuple[bytes, ...] | None
    problem: str = ""
    mapping: Path | None = None
    opened: object = field(default_factory=object)


@dataclass(frozen=True, slots=True)
class Analysis:
    """`diagnostics` are those of the text, its bases and the candidates' file; `synthetic` candidates are made up."""

    revision: int
    diagnostics: tuple[Diagnostic, ...]
    regulation: Regulation | None
    candidates: tuple[Candidate, ...] = ()
    synthetic: bool = True
    results: Results | None = None

    @property
    def scores(self) -> Mapping[str, tuple[Scored, ...]]:
        """By candidate."""
        return self.results.scores if self.results else {}

    @property
    def rankings(self) -> Mapping[str, Ranking]:
        """By branch."""
        return self.results.rankings if self.results else {}


@dataclass(frozen=True, slots=True)
class Ready:
    """Candidates and their facts as the compiled regulation reads them, one for one."""

    candidates: tuple[Candidate, ...]
    facts: tuple[Facts, ...]
    problems: tuple[Diagnostic, ...] = ()


class LastReading:
    """The rows read last: while the regulation declares the same facts and branches, they mean the same."""

    def __init__(self) -> None:
        self._last: tuple[tuple[Any, ...], Ready] | None = None

    def read(self, regulation: Regulation, file: CandidatesFile) -> Ready:
        names = list(regulation.branches), list(regulation.documents)
        declared = (file, regulation.candidate, regulation.pair, *names, regulation.limits.branches)
        last = self._last
        if last is not None and last[0] == declared:
            return last[1]
        read = _read(file, regulation)
        ready = _ready(regulation, read.good, read.problems.sorted())
        self._last = (declared, ready)
        return ready


def read_candidates_file(path: Path, mapping: Path | None = None) -> CandidatesFile:
    try:
        rows = tuple(lines_of(path)) if kind_of_rows(path) == "jsonl" else None
        return CandidatesFile(path, rows, mapping=mapping)
    except OSError:
        return CandidatesFile(path, (), _UNREADABLE)


def _read(file: CandidatesFile, regulation: Regulation) -> Candidates:
    if file.rows is not None:
        return read_rows(file.rows, str(file.path), regulation)
    problems = Diagnostics()
    mapping = None
    if file.mapping is not None:
        mapping = read_mapping(file.mapping, vocabularies(regulation)[""], problems)
        if mapping is None:
            return Candidates(str(file.path), 0, (), problems)
    try:
        return read_candidates(file.path, regulation, mapping)
    except OSError:
        problems.error("K000", Location(str(file.path), 1), _UNREADABLE, _LOOK_AGAIN)
        return Candidates(str(file.path), 0, (), problems)


def check(revision: int, text: str, path: Path) -> Checked:
    loaded = load_text(text, path)
    return Checked(revision, loaded.draft, loaded.diagnostics)


def preview(
    checked: Checked,
    file: CandidatesFile | None,
    is_current: IsCurrent,
    reading: LastReading | None = None,
    first: str = "",
) -> Analysis:
    """Raises `Superseded`. Without a regulation there is nothing to count; the problems stand alone.

    Only the ranking of the branch `first`, the one that is looked at (or the first of all), is ready then; `count`
    makes the others ready.
    """
    regulation = checked.regulation
    if regulation is None:
        return Analysis(checked.revision, checked.diagnostics, None)
    ready = _candidates(regulation, file, reading or LastReading())
    results = Results(regulation, zip(ready.candidates, ready.facts, strict=True))
    analysis = Analysis(
        checked.revision,
        (*checked.diagnostics, *ready.problems),
        regulation,
        ready.candidates,
        file is None,
        results,
    )
    for code in [first] if first in regulation.branches else list(regulation.branches)[:1]:
        count(analysis, code, is_current)
    return analysis


def count(analysis: Analysis, code: str, is_current: IsCurrent) -> None:
    """Makes the ranking of a branch ready. Raises `Superseded`."""
    if analysis.results is None:
        return
    for number, _ in enumerate(analysis.results.count(code)):
        if number % _STEPS == 0 and not is_current(analysis.revision):
            raise Superseded
    analysis.rankings[code]


def _candidates(regulation: Regulation, file: CandidatesFile | None, reading: LastReading) -> Ready:
    if file is None:
        return _ready(regulation, example_candidates(regulation))
    if file.problem:
        problems = Diagnostics()
        problems.error("K000", Location(str(file.path), 1), file.problem, _LOOK_AGAIN)
        return Ready((), (), problems.sorted())
    return reading.read(regulation, file)


def _ready(regulation: Regulation, candidates: tuple[Candidate, ...], problems: tuple[Diagnostic, ...] = ()) -> Ready:
    facts = tuple(prepare(one.facts, regulation.candidate) for one in candidates)
    return Ready(candidates, facts, problems)


def example_candidates(regulation: Regulation) -> tuple[Candidate, ...]:
    """Made-up candidates out of the regulation's own `przykłady`, an example of several giving each of them: everybody
    chooses every branch. The row of a candidate is the number of the example."""
    found = []
    for number, example in enumerate(regulation.examples, start=1):
        people = {f"{name} (prz. {number})": data for name, data in example.candidates.items()}
        for identifier, data in (people or {f"Przykład {number}": example.data}).items():
            facts, pair = facts_of(regulation, data, Diagnostics())  # the check has already reported what is wrong
            chosen = enumerate(regulation.branches, start=1)
            choices = tuple(Choice(code, {**pair, "pozycja": place}) for place, code in chosen)
            found.append(Candidate(identifier, number, choices, facts))
    return tuple(found)
