"""What most commands begin with: a regulation that loads, a candidates' file that opens, and their problems told.

Problems go to the person (stderr), results to stdout; a regulation with errors ends the command with exit 1.
"""

from __future__ import annotations

from pathlib import Path

from admission.candidates import Candidates, read_candidates
from cli import exits
from cli.output import printable
from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Severity
from dsl.load import load
from dsl.model.regulation import Branch, Regulation
from dsl.report import Style, render
from polish.plurals import CANDIDATE, ERROR, Case, choose, count


class Failed(Exception):
    """The command cannot go on; everything has been said already."""


def existing(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise exits.WrongUse(f"nie ma pliku „{printable(name)}”.", "Sprawdź nazwę i folder.")
    if path.is_dir():
        raise exits.WrongUse(f"„{printable(name)}” to folder, a potrzebny jest plik.")
    return path


def load_regulation(name: str, io: Streams) -> Regulation:
    """The regulation, or its errors shown and `Failed` raised."""
    loaded = load(existing(name))
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


def load_candidates(name: str, regulation: Regulation, io: Streams) -> Candidates:
    """The good rows; the bad ones are told, and counted at the end."""
    path = existing(name)
    try:
        candidates = read_candidates(path, regulation)
    except OSError:
        raise exits.WrongUse(f"nie można odczytać pliku „{printable(name)}”.", "Sprawdź prawa dostępu.") from None
    tell(candidates.problems.sorted(), io)
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


def find_branch(regulation: Regulation, code: str) -> Branch:
    branch = regulation.branches.get(code)
    if branch is None:
        known = ", ".join(regulation.branches)
        raise exits.WrongUse(f"nie ma oddziału „{printable(code)}”.", f"Są: {known}.")
    return branch


def exit_code(candidates: Candidates) -> int:
    return exits.PROBLEMS if candidates.problems.has_errors else exits.OK
