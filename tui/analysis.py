"""Text of one revision -> problems, points and rankings, as one immutable value. Pure work for a thread, no Textual.

Two steps, because problems are known long before a thousand candidates are counted: `check`, then `preview`. Both are
given up as soon as the text has moved on (`Superseded`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from admission.candidates import Candidate, Candidates, Choice, read_rows
from admission.ranking import Ranking, rank
from admission.scoring import Scored
from dsl.checks.examples import example_facts
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.emit.python.backend import compile_regulation, prepare
from dsl.emit.python.library import Facts
from dsl.load import load_text
from dsl.model.regulation import Regulation
from dsl.source.text import Location

IsCurrent = Callable[[int], bool]


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
    """The rows of a candidates' file, read once; what they mean depends on the regulation."""

    path: Path
    rows: tuple[bytes, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """`diagnostics` are those of the text, its bases and the candidates' file; `synthetic` candidates are made up."""

    revision: int
    diagnostics: tuple[Diagnostic, ...]
    regulation: Regulation | None
    candidates: tuple[Candidate, ...] = ()
    synthetic: bool = True
    scores: Mapping[str, tuple[Scored, ...]] | None = None
    rankings: Mapping[str, Ranking] | None = None


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
        declared = (file, regulation.candidate, regulation.pair, list(regulation.branches), regulation.limits.branches)
        last = self._last
        if last is not None and last[0] == declared:
            return last[1]
        read: Candidates = read_rows(file.rows, str(file.path), regulation)
        ready = _ready(regulation, read.good, read.problems.sorted())
        self._last = (declared, ready)
        return ready


def read_candidates_file(path: Path) -> CandidatesFile:
    try:
        with path.open("rb") as stream:
            return CandidatesFile(path, tuple(stream))
    except OSError:
        return CandidatesFile(path, (), "Nie można odczytać pliku kandydatów.")


def check(revision: int, text: str, path: Path) -> Checked:
    loaded = load_text(text, path)
    return Checked(revision, loaded.draft, loaded.diagnostics)


def preview(
    checked: Checked, file: CandidatesFile | None, is_current: IsCurrent, reading: LastReading | None = None
) -> Analysis:
    """Raises `Superseded`. Without a regulation there is nothing to count; the problems stand alone."""
    regulation = checked.regulation
    if regulation is None:
        return Analysis(checked.revision, checked.diagnostics, None)
    ready = _candidates(regulation, file, reading or LastReading())
    scored = _score(
        regulation, _while_current(zip(ready.candidates, ready.facts, strict=True), checked.revision, is_current)
    )
    by_candidate: dict[str, list[Scored]] = {one.id: [] for one in ready.candidates}
    by_branch: dict[str, list[Scored]] = {code: [] for code in regulation.branches}
    for one in scored:
        by_candidate[one.candidate.id].append(one)
        by_branch[one.choice.branch].append(one)
    rankings = {code: rank(branch, by_branch[code]) for code, branch in regulation.branches.items()}
    return Analysis(
        checked.revision,
        (*checked.diagnostics, *ready.problems),
        regulation,
        ready.candidates,
        file is None,
        {identifier: tuple(results) for identifier, results in by_candidate.items()},
        rankings,
    )


def _score(regulation: Regulation, candidates: Iterable[tuple[Candidate, Facts]]) -> tuple[Scored, ...]:
    """By the compiled regulation: four times as fast as the evaluator that explains, with the same results."""
    program = compile_regulation(regulation)
    found = []
    for one, facts in candidates:
        for choice in one.choices:
            branch = regulation.branches[choice.branch]
            pair = prepare(choice.pair, branch.rules.facts["wybór"], "wybór.")
            found.append(Scored(one, choice, program.evaluate_prepared(branch, facts, pair)))
    return tuple(found)


def _while_current(
    candidates: Iterable[tuple[Candidate, Facts]], revision: int, is_current: IsCurrent
) -> Iterable[tuple[Candidate, Facts]]:
    for number, candidate in enumerate(candidates):
        if number % 16 == 0 and not is_current(revision):
            raise Superseded
        yield candidate


def _candidates(regulation: Regulation, file: CandidatesFile | None, reading: LastReading) -> Ready:
    if file is None:
        return _ready(regulation, example_candidates(regulation))
    if file.problem:
        problems = Diagnostics()
        hint = "Sprawdź nazwę pliku i prawa dostępu, potem naciśnij F5."
        problems.error("K000", Location(str(file.path), 1), file.problem, hint)
        return Ready((), (), problems.sorted())
    return reading.read(regulation, file)


def _ready(regulation: Regulation, candidates: tuple[Candidate, ...], problems: tuple[Diagnostic, ...] = ()) -> Ready:
    facts = tuple(prepare(one.facts, regulation.candidate) for one in candidates)
    return Ready(candidates, facts, problems)


def example_candidates(regulation: Regulation) -> tuple[Candidate, ...]:
    """Made-up candidates out of the regulation's own `przykłady`: each chooses every branch."""
    found = []
    for number, example in enumerate(regulation.examples, start=1):
        ignored = Diagnostics()  # the check has already reported them
        facts, pair = example_facts(regulation, example, ignored)
        choices = tuple(Choice(code, {**pair, "pozycja": place}) for place, code in enumerate(regulation.branches, 1))
        found.append(Candidate(f"Przykład {number}", number, choices, facts))
    return tuple(found)
