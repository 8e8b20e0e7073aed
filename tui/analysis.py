"""Text of one revision -> problems, points and rankings, as one immutable value. Pure work for a thread, no Textual.

Two steps, because problems are known long before a thousand candidates are counted: `check`, then `preview`. Both are
given up as soon as the text has moved on (`Superseded`).
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from admission.candidates import Candidate, Candidates, Choice
from admission.intake.mapping import read_mapping
from admission.intake.reading import kind_of_rows, lines_of, read_candidates, vocabularies
from admission.memory import many_records
from admission.offer import Offer
from admission.ranking import Ranking
from admission.recruitment.model import Recruitment, Settlement
from admission.recruitment.reading import read_recruitment_text
from admission.recruitment.recognising import is_recruitment_text
from admission.recruitment.settling import settled_by
from admission.scoring import Scored
from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from dsl.checks.examples import facts_of
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.emit.python.backend import prepare
from dsl.emit.python.library import Facts
from dsl.language import problems as language
from dsl.model.regulation import Regulation
from dsl.source.text import Location
from tui.made_up import tied
from tui.results import Results
from tui.settling import Decisions
from tui.wording import all_in_editor

IsCurrent = Callable[[int], bool]
_UNREADABLE = "Nie można odczytać pliku kandydatów."
_LOOK_AGAIN = "Sprawdź nazwę pliku i prawa dostępu, potem naciśnij F5."
NO_DECISIONS = Decisions()
_STEPS = 32  # between two questions whether anybody still waits


class Superseded(Exception):
    """The text has changed since: nobody waits for this result."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the language says of one revision of the text: a regulation, or a recruitment of several. `offer` is there
    also when only an example fails: after a change of points that is just what the person wants to see. `deliberate`
    counts the problems that the text itself passes over."""

    revision: int
    offer: Offer | None
    diagnostics: tuple[Diagnostic, ...]
    deliberate: int = 0

    @property
    def regulation(self) -> Regulation | None:
        return self.offer if isinstance(self.offer, Regulation) else None


@dataclass(frozen=True, slots=True)
class CandidatesFile:
    """The rows of a candidates' file, read once; what they mean depends on the regulation. `rows` None: a table, whose
    columns depend on it too (by `mapping`, where there is one), so it is read with it. `made_up` candidates, so many,
    are made when they are read, some of them equal where seats end if `is_tied`. `opened` tells one opening from the
    next."""

    path: Path
    rows: tuple[bytes, ...] | None
    problem: str = ""
    mapping: Path | None = None
    made_up: int = 0
    is_tied: bool = False
    opened: object = field(default_factory=object)


@dataclass(frozen=True, slots=True)
class RowsRead:
    """Of the rows of a candidates' file: those with mistakes, those whose applications are not confirmed, and the
    problems of all."""

    rows: int
    bad: int
    set_aside: int
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """`diagnostics` are those of the text, its bases and the candidates' file; `from_examples` says that the candidates
    are those of the regulation's own examples. `read` says what became of the rows of their file, `decisions` what
    settled ties and does not stand in the text; `file` is whom they are from, None: from the examples."""

    revision: int
    diagnostics: tuple[Diagnostic, ...]
    offer: Offer | None
    candidates: tuple[Candidate, ...] = ()
    from_examples: bool = True
    results: Results | None = None
    read: RowsRead | None = None
    decisions: Decisions = NO_DECISIONS
    file: CandidatesFile | None = None

    @property
    def is_made_up(self) -> bool:
        return self.file is not None and self.file.made_up > 0

    @property
    def settlements(self) -> tuple[Settlement, ...]:
        """Of the text and beside it."""
        own = _own_settlements(self.offer, self.file) if self.offer is not None else ()
        return (*own, *self.decisions.settled.settlements)

    @property
    def regulation(self) -> Regulation | None:
        return self.offer if isinstance(self.offer, Regulation) else None

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
    read: RowsRead | None = None


class LastReading:
    """The rows read last: while the regulation declares the same facts and branches, they mean the same."""

    def __init__(self) -> None:
        self._last: tuple[tuple[Any, ...], Ready] | None = None

    def read(self, offer: Offer, file: CandidatesFile) -> Ready:
        documents = list(offer.documents) if isinstance(offer, Regulation) else []
        declared = (file, offer.candidate, offer.pair, list(offer.branches), documents, offer.limits.branches)
        last = self._last
        if last is not None and last[0] == declared:
            return last[1]
        read = _read(file, offer)
        problems = all_in_editor(read.problems.sorted())
        ready = _ready(offer, read.good, problems, RowsRead(read.rows, read.bad_rows, len(read.set_aside), problems))
        self._last = (declared, ready)
        gc.freeze()  # they live to the end and have no cycles: searching them at every turn would take half of the time
        return ready


def read_candidates_file(path: Path, mapping: Path | None = None) -> CandidatesFile:
    try:
        rows = tuple(lines_of(path)) if kind_of_rows(path) == "jsonl" else None
        return CandidatesFile(path, rows, mapping=mapping)
    except OSError:
        return CandidatesFile(path, (), _UNREADABLE)


def made_up(number: int, *, is_tied: bool = False) -> CandidatesFile:
    """Candidates who are obviously nobody, the same at every time."""
    return CandidatesFile(Path("zmyśleni kandydaci"), None, made_up=number, is_tied=is_tied)


def _read(file: CandidatesFile, regulation: Offer) -> Candidates:
    if file.made_up:
        if not regulation.branches:
            return _read_made([], file, regulation)
        if file.is_tied:
            return tied(regulation, file.made_up, lambda rows: _read_made(rows, file, regulation))
        return _read_made(synthetic_rows(regulation, file.made_up), file, regulation)
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


def _read_made(rows: Iterable[Mapping[str, Any]], file: CandidatesFile, regulation: Offer) -> Candidates:
    return read_rows((json.dumps(row, default=str).encode() for row in rows), str(file.path), regulation)


def check(revision: int, text: str, path: Path) -> Checked:
    if is_recruitment_text(text):
        found = read_recruitment_text(text, path)
        return Checked(revision, found.recruitment, all_in_editor(found.diagnostics))
    read = language.read(text, path)
    return Checked(revision, read.regulation, all_in_editor(read.problems), len(read.deliberate))


def preview(
    checked: Checked,
    file: CandidatesFile | None,
    is_current: IsCurrent,
    reading: LastReading | None = None,
    first: str = "",
    decisions: Decisions = NO_DECISIONS,
) -> Analysis:
    """Raises `Superseded`. Without a regulation there is nothing to count; the problems stand alone.

    Only the ranking of the branch `first`, the one that is looked at (or the first of all), is ready then; `count`
    makes the others ready.
    """
    offer = checked.offer
    if offer is None:
        return Analysis(checked.revision, checked.diagnostics, None)
    with many_records():
        ready = _candidates(offer, file, reading or LastReading())
        ready = _settled(ready, offer, _own_settlements(offer, file), decisions)
        results = Results(offer, zip(ready.candidates, ready.facts, strict=True))
        problems = (*checked.diagnostics, *ready.problems)
        people, is_example = ready.candidates, file is None
        analysis = Analysis(checked.revision, problems, offer, people, is_example, results, ready.read, decisions, file)
        for code in [first] if first in offer.branches else list(offer.branches)[:1]:
            count(analysis, code, is_current)
    return analysis


def _own_settlements(offer: Offer, file: CandidatesFile | None) -> tuple[Settlement, ...]:
    """They name people of a file."""
    is_of_people = file is not None and not file.made_up
    return offer.settlements if isinstance(offer, Recruitment) and is_of_people else ()


def _settled(ready: Ready, offer: Offer, own: tuple[Settlement, ...], decisions: Decisions) -> Ready:
    """With the lots and decisions of the text and of what stands beside it."""
    settlements = (*own, *decisions.settled.settlements)
    if not settlements and not decisions.settled.diagnostics:
        return ready
    found = Diagnostics()
    candidates = settled_by(settlements, ready.candidates, offer.branches, found)
    problems = all_in_editor((*decisions.settled.diagnostics, *found.sorted()))
    return replace(ready, candidates=candidates, problems=(*ready.problems, *problems))


def count(analysis: Analysis, code: str, is_current: IsCurrent) -> None:
    """Makes the ranking of a branch ready. Raises `Superseded`."""
    if analysis.results is None:
        return
    for number, _ in enumerate(analysis.results.count(code)):
        if number % _STEPS == 0 and not is_current(analysis.revision):
            raise Superseded
    analysis.rankings[code]


def _candidates(offer: Offer, file: CandidatesFile | None, reading: LastReading) -> Ready:
    if file is None:
        return _ready(offer, example_candidates(offer) if isinstance(offer, Regulation) else ())
    if file.problem:
        problems = Diagnostics()
        problems.error("K000", Location(str(file.path), 1), file.problem, _LOOK_AGAIN)
        return Ready((), (), problems.sorted(), RowsRead(0, 0, 0, problems.sorted()))
    return reading.read(offer, file)


def _ready(
    offer: Offer,
    candidates: tuple[Candidate, ...],
    problems: tuple[Diagnostic, ...] = (),
    read: RowsRead | None = None,
) -> Ready:
    facts = tuple(prepare(one.facts, offer.candidate) for one in candidates)
    return Ready(candidates, facts, problems, read)


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
