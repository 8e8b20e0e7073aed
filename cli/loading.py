"""What most commands begin with: a regulation that loads, a candidates' file that opens, and their problems told.

Problems go to the person (stderr), results to stdout; a regulation with errors ends the command with exit 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.offer import Offer
from cli import exits
from cli.files import existing_candidates, existing_regulation
from cli.output import printable
from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Severity
from dsl.load import load
from dsl.model.regulation import Branch, Regulation
from dsl.report import Style, render
from polish.plurals import CANDIDATE, ERROR, Case, choose, count

_ALIKE = 5
_FIELD = re.compile(r"pol[ea] („[^”]*”)")
_NUMBER = re.compile(r"\d+")
_PARTICULAR = re.compile(r"„[^”]*”|\d+")


class Failed(Exception):
    """The command cannot go on; everything has been said already."""


def load_regulation(name: str, io: Streams) -> Regulation:
    """The regulation, or its errors shown and `Failed` raised."""
    loaded = load(existing_regulation(name))
    if loaded.regulation is not None:
        return loaded.regulation
    errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
    tell(errors, io)
    verb = choose(len(errors), one="ma", few="ma", many="ma")
    io.warn(f"Regulamin {verb} {count(len(errors), ERROR)}. Popraw go i sprawdź: paragraf check {printable(name)}")
    raise Failed


def load_branches(regulation: Regulation) -> None:
    if not regulation.branches:
        raise exits.WrongUse("ten plik nie ma oddziałów.", "Podaj regulamin szkoły, nie akt prawa.")


def open_candidates(name: str, offer: Offer) -> Candidates:
    """The rows, with nothing told of them."""
    path = existing_candidates(name)
    try:
        return read_candidates(path, offer)
    except OSError:
        raise exits.WrongUse(f"nie można odczytać pliku „{printable(name)}”.", "Sprawdź prawa dostępu.") from None


def load_candidates(name: str, offer: Offer, io: Streams) -> Candidates:
    """The good rows; the bad ones are told, and counted at the end."""
    candidates = open_candidates(name, offer)
    tell_rows(candidates.problems.sorted(), io)
    bad = candidates.rows - len(candidates.good)
    if bad:
        io.warn(
            f"Pominięto {count(bad, CANDIDATE, Case.ACCUSATIVE)} z błędami; "
            f"policzono {count(len(candidates.good), CANDIDATE, Case.ACCUSATIVE)}."
        )
    return candidates


def tell(problems: list[Diagnostic] | tuple[Diagnostic, ...], io: Streams) -> None:
    for one in problems:
        io.warn(render(one, Style()))


def tell_rows(problems: Iterable[Diagnostic], io: Streams) -> None:
    """Of problems alike (one field, one fault) the first five in full, of the rest the numbers of their rows."""
    told: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for one in problems:
        alike = told.setdefault(_fault(one), [])
        alike.append(one)
        if len(alike) <= _ALIKE:
            tell([one], io)
    for (code, field, _), alike in told.items():
        rest = [one.location.line for one in alike[_ALIKE:] if one.location is not None]
        if rest:
            where = f"{code}, pole {field}" if field else code
            io.warn(f"{where}: to samo w dalszych wierszach ({len(rest)}): {', '.join(spans(rest))}.")


def _fault(problem: Diagnostic) -> tuple[str, str, str]:
    """The code, the field and what is wrong with it, without the candidate and the value."""
    found = _FIELD.search(problem.message)
    rest = problem.message[found.end() :] if found else problem.message
    return problem.code, _NUMBER.sub("…", found[1]) if found else "", _PARTICULAR.sub("", rest)


def spans(numbers: Iterable[int]) -> Iterator[str]:
    """Ascending numbers, runs of them joined: 1, 2, 3, 7 → `1–3`, `7`."""
    for _, pairs in groupby(enumerate(dict.fromkeys(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def find_branch(regulation: Regulation, code: str) -> Branch:
    branch = regulation.branches.get(code)
    if branch is None:
        known = ", ".join(regulation.branches)
        raise exits.WrongUse(f"nie ma oddziału „{printable(code)}”.", f"Są: {known}.")
    return branch


def exit_code(candidates: Candidates) -> int:
    return exits.PROBLEMS if candidates.problems.has_errors else exits.OK
