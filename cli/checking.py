"""Files as `paragraf check` sees them, and its result in words and as data.

`checked` reads one file; `as_text`, `as_lines`, `as_data` and `as_log` render what was found in all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from admission.recruitment.model import Recruitment
from admission.recruitment.reading import read_recruitment
from admission.recruitment.recognising import is_recruitment
from cli import __version__
from cli.output import printable
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.load import Loaded, load_source
from dsl.model.regulation import Regulation
from dsl.report import Style, as_record, as_records, blocks, counts, one_line, summary
from dsl.report.deliberate import Deliberate, SortedOut, sorted_out
from dsl.report.sarif import as_sarif
from dsl.source.reading import read_source
from polish.enumerations import enumerate_items
from polish.plurals import BRANCH, CRITERION, EXAMPLE, PROBLEM, Case, Noun, choose, count

SAFE_FIX = Noun(
    "bezpieczna poprawka", "bezpieczne poprawki", "bezpiecznej poprawki", "bezpiecznych poprawek", "bezpieczną poprawkę"
)
_REGULATION = Noun("regulamin", "regulaminy", "regulaminu", "regulaminów")
_KEYS = {Severity.ERROR: "błędy", Severity.WARNING: "ostrzeżenia", Severity.NOTE: "uwagi"}
_RANKS = list(_KEYS)


@dataclass(frozen=True, slots=True)
class Checked:
    """One file of the command line; `sorted_out` parts its problems into those told and those passed over.

    A file of a recruitment has no regulation of its own."""

    name: str
    path: Path
    loaded: Loaded
    sorted_out: SortedOut
    recruitment: Recruitment | None = None

    @property
    def regulation(self) -> Regulation | None:
        return None if any(one.severity is Severity.ERROR for one in self.sorted_out.told) else self.loaded.regulation


def checked(name: str, path: Path) -> Checked:
    if is_recruitment(path):
        read = read_recruitment(path)
        found = sorted_out(read.diagnostics, None)
        return Checked(name, path, Loaded(None, read.diagnostics), found, read.recruitment)
    diagnostics = Diagnostics()
    source = read_source(path, diagnostics)
    loaded = load_source(source, path.parent, diagnostics) if source else Loaded(None, diagnostics.sorted())
    return Checked(name, path, loaded, sorted_out(loaded.diagnostics, source))


def told(files: Iterable[Checked]) -> list[Diagnostic]:
    """Files based on the same law share its problems: each is told once."""
    return _once(one for file in files for one in file.sorted_out.told)


def passed_over(files: Iterable[Checked]) -> list[Deliberate]:
    found = [one for file in files for one in file.sorted_out.deliberate]
    return list({(one.problem.code, one.problem.message, one.problem.location): one for one in found}.values())


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return list({(one.code, one.message, one.location): one for one in diagnostics}.values())


def gravest(found: Sequence[Diagnostic], most: int | None) -> list[Diagnostic]:
    """At most so many, errors before warnings before notes, in the order of the text."""
    ranked = sorted(range(len(found)), key=lambda index: _RANKS.index(found[index].severity))
    return [found[index] for index in sorted(ranked[:most])]


# -- in words ---------------------------------------------------------------------------------------------------------


def as_text(
    files: Sequence[Checked], style: Style, most: int | None = None, with_passed: bool = False
) -> Iterator[str]:
    found, passed = told(files), passed_over(files)
    shown = gravest(found, most)
    for block in blocks(shown, style):
        yield block
        yield ""
    if len(shown) < len(found):
        yield f"Pokazano {len(shown)} z {count(len(found), PROBLEM, Case.GENITIVE)}, najpierw najważniejsze."
        yield ""
    if with_passed and passed:
        yield from _passed_text(passed)
    yield from _verdicts(files, found)
    if found:
        yield summary(found)
    if passed:
        how = "." if with_passed else "; powody pokaże --all."
        yield f"Pominięto celowo: {counts(one.problem for one in passed)}{how}"


def fixable(found: Iterable[Diagnostic]) -> str:
    """What `--fix` could do, as a sentence; "" when nothing."""
    safe = sum(any(fix.safe for fix in one.fixes) for one in found)
    how = count(safe, SAFE_FIX, Case.ACCUSATIVE)
    return f"Program może sam zastosować {how}: paragraf check --fix" if safe else ""


def as_lines(found: Sequence[Diagnostic], most: int | None) -> Iterator[str]:
    """One line each and nothing else, for scripts."""
    return (printable(one_line(one)) for one in gravest(found, most))


def _passed_text(passed: Iterable[Deliberate]) -> Iterator[str]:
    yield "Pominięte celowo:"
    for one in passed:
        yield f"  {printable(one_line(one.problem))}"
        yield f"    Powód: {printable(one.reason)}"
    yield ""


def _verdicts(files: Sequence[Checked], found: Sequence[Diagnostic]) -> Iterator[str]:
    """A line for each file that was asked for, and for each other file in which something was found."""
    by_path: dict[str, list[Diagnostic]] = {}
    for one in found:
        by_path.setdefault(one.location.path if one.location else files[0].name, []).append(one)
    for file in files:
        yield f"{file.name}: {_verdict(file, by_path.pop(str(file.path), []))}"
    for path, own in by_path.items():
        yield f"{path}: {counts(own)}."


def _verdict(file: Checked, own: Sequence[Diagnostic]) -> str:
    regulation = file.regulation
    if file.recruitment is not None:
        besides = f", {counts(own)}" if own else ""
        return f"bez błędów{besides}. Sprawdzono: {_recruitment(file.recruitment)}."
    if regulation is None:
        return f"{counts(own)}." if own else "są błędy w pliku, na którym się opiera."
    besides = f", {counts(own)}" if own else ""
    numbers = _numbers(regulation)
    parts = [count(numbers[key], noun) for key, noun in (("oddziały", BRANCH), ("kryteria", CRITERION)) if numbers[key]]
    what = enumerate_items(parts) or "układ pliku"
    return f"bez błędów{besides}. Sprawdzono: {what}; {_examples(numbers['przykłady'])}."


def _recruitment(recruitment: Recruitment) -> str:
    return f"{count(len(recruitment.members), _REGULATION)} i {count(len(recruitment.branches), BRANCH)}"


def _examples(number: int) -> str:
    if not number:
        return "nie ma przykładów do policzenia"
    verb = choose(number, one="dał", few="dały", many="dało")
    return f"{count(number, EXAMPLE)} {verb} oczekiwany wynik"


def _numbers(regulation: Regulation) -> dict[str, int]:
    rules = [branch.rules for branch in regulation.branches.values()] or list(regulation.kinds.values())
    return {
        "oddziały": len(regulation.branches),
        "kryteria": len({criterion.name for one in rules for criterion in one.criteria}),
        "przykłady": len(regulation.examples) if regulation.branches else 0,
    }


# -- as data ----------------------------------------------------------------------------------------------------------


def as_data(files: Sequence[Checked]) -> dict[str, Any]:
    severities = Counter(one.severity for one in told(files))
    numbers = {key: severities[severity] for severity, key in _KEYS.items()}
    return {
        "pliki": [
            {
                "plik": file.name,
                "poprawny": file.regulation is not None or file.recruitment is not None,
                "sprawdzono": _numbers(file.regulation) if file.regulation is not None else None,
                "problemy": as_records(file.sorted_out.told),
                "pominięte_celowo": [
                    {**as_record(one.problem), "powód": one.reason} for one in file.sorted_out.deliberate
                ],
            }
            for file in files
        ],
        "podsumowanie": {**numbers, "pominięte_celowo": len(passed_over(files))},
    }


def as_log(files: Sequence[Checked]) -> dict[str, Any]:
    return as_sarif(told(files), passed_over(files), __version__)
