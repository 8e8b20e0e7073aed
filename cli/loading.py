"""What most commands begin with: a regulation that loads, a candidates' file that opens, and their problems told.

Problems go to the person (stderr), results to stdout; a regulation with errors ends the command with exit 1.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from admission.application import WHY_NOT, State
from admission.candidates import Candidates, state_of
from admission.intake.mapping import Mapping, read_mapping
from admission.intake.reading import read_together, vocabularies
from admission.offer import Offer
from admission.recruitment.recognising import is_recruitment
from cli import exits, kept
from cli.files import existing, existing_candidates, existing_regulation, is_table
from cli.output import printable
from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.model.regulation import Regulation
from polish.plurals import CANDIDATE, ERROR, LINE, Case, count

_ALIKE = 5
_LISTED = 500
_FIELD = re.compile(r"(pol[ea]|kolumn[ay]) („[^”]*”)")
_NUMBER = re.compile(r"\d+")
_PARTICULAR = re.compile(r"„[^”]*”|\d+")


class Failed(Exception):
    """The command cannot go on; everything has been said already."""


def load_regulation(name: str, io: Streams) -> Regulation:
    """The regulation, or its errors shown and `Failed` raised."""
    path = existing_regulation(name)
    refuse_recruitment(path, name)
    return regulation_in(path, name, io)


def refuse_recruitment(path: Path, name: str, instead: str = "Podaj regulamin szkoły") -> None:
    """Raises `WrongUse` with the regulations that may be meant."""
    if not is_recruitment(path):
        return
    from admission.recruitment.reading import member_sources

    sources = member_sources(path, Diagnostics()).values()
    files = ", ".join(dict.fromkeys(printable(one.path) for one in sources if not one.shipped))
    raise exits.WrongUse(
        f"„{printable(name)}” to nabór, a nie regulamin.", f"{instead}{f': {files}' if files else '.'}"
    )


def regulation_in(path: Path, name: str, io: Streams) -> Regulation:
    """The same of a file that is known to be no recruitment; kept from an earlier run where nothing has changed."""
    regulation, diagnostics = kept.load_or_recall(path)
    if regulation is not None:
        return regulation
    errors = [one for one in diagnostics if one.severity is Severity.ERROR]
    tell(errors, io)
    io.warn(f"Regulamin ma {count(len(errors), ERROR)}. Popraw go i sprawdź: paragraf check {printable(name)}")
    raise Failed


def load_branches(regulation: Regulation) -> None:
    if not regulation.branches:
        raise exits.WrongUse("ten plik nie ma oddziałów.", "Podaj regulamin szkoły, nie akt prawa.")


def open_candidates(names: Sequence[str], offer: Offer, mapping: Mapping | None = None) -> Candidates:
    """The rows of all the files, with nothing told of them."""
    paths = [existing_candidates(name) for name in names]
    if len(set(map(os.path.realpath, paths))) < len(paths):
        raise exits.WrongUse("ten sam plik kandydatów podano dwa razy.", "Usuń powtórzenie przy --also.")
    try:
        return read_together(paths, offer, mapping)
    except OSError as error:
        name = str(error.filename or paths[0])
        raise exits.WrongUse(f"nie można odczytać pliku „{printable(name)}”.", "Sprawdź prawa dostępu.") from None


def files_of_candidates(name: str, args: argparse.Namespace | None) -> list[str]:
    """The file, and those read with it (`--also`)."""
    return [name, *getattr(args, "more", ()), *getattr(args, "also", ())]


def load_candidates(name: str, offer: Offer, io: Streams, args: argparse.Namespace | None = None) -> Candidates:
    """The good rows of those who take part; the bad ones are told, and counted at the end. `args` may hold what
    `cli.people.add_candidates` adds. Raises `Failed`, also where nobody takes part: an empty list looks like a result.
    """
    candidates = open_candidates(files_of_candidates(name, args), offer, mapping_of(args, offer, io))
    tell_rows(candidates.problems.sorted(), io)
    if not candidates.rows and any(one.code in ("K010", "K011") for one in candidates.problems):
        raise Failed
    stop_if_strict(args, candidates, io)
    if candidates.bad_rows:
        io.warn(
            f"Pominięto {count(candidates.bad_rows, CANDIDATE, Case.ACCUSATIVE)} z błędami; "
            f"policzono {count(len(candidates.good), CANDIDATE, Case.ACCUSATIVE)}."
        )
        if getattr(args, "mapping", "") is None and is_table(existing(name)):
            what = "Nazwy i wartości z innego programu (np. „bdb”, ułamki z kropką)"
            io.warn(f"{what} przetłumaczy mapowanie: paragraf map REGULAMIN PLIK")
    tell_states(candidates, io)
    if not candidates.good:
        if candidates.rows:
            io.warn("Nikt nie bierze udziału: nic nie policzono i nic nie zapisano.")
        raise Failed
    return candidates


def mapping_of(args: argparse.Namespace | None, offer: Offer, io: Streams) -> Mapping | None:
    """Raises `Failed` with the problems of the mapping file told."""
    name = getattr(args, "mapping", None)
    if name is None:
        return None
    diagnostics = Diagnostics()
    found = read_mapping(existing(name), vocabularies(offer)[""], diagnostics)
    tell(diagnostics.sorted(), io)
    if found is None:
        io.warn(f"Popraw plik mapowania {printable(name)} i powtórz polecenie.")
        raise Failed
    return found


def stop_if_strict(args: argparse.Namespace | None, candidates: Candidates, io: Streams) -> None:
    """`--strict`: nothing is counted while any row is bad. Raises `Failed`."""
    if not getattr(args, "strict", False) or not candidates.problems.has_errors:
        return
    bad = f": {count(candidates.bad_rows, LINE)} z błędami" if candidates.bad_rows else ""
    io.warn(f"Nic nie policzono, bo podano --strict{bad}.")
    raise Failed


def tell_states(candidates: Candidates, io: Streams) -> None:
    """Who does not take part, by the state of the application; that nobody has one is told to a person only."""
    if not candidates.says_states:
        if candidates.good and io.stderr.isatty():
            io.warn("Plik nie podaje stanu wniosków („wniosek”): biorą udział wszyscy kandydaci.")
        return
    by_state: dict[State, list[str]] = {}
    for one in candidates.set_aside:
        by_state.setdefault(state_of(one), []).append(one.id)
    taking = count(len(candidates.good), CANDIDATE)
    if not by_state:
        if candidates.good:
            io.warn(f"Bierze udział {taking}: wszystkie wnioski są potwierdzone.")
        return
    io.warn(f"Bierze udział {taking}; nie bierze udziału {count(len(candidates.set_aside), CANDIDATE)}:")
    for state in State:
        if state in by_state:
            names = by_state[state]
            more = f" i jeszcze {len(names) - _LISTED}" if len(names) > _LISTED else ""
            listed = ", ".join(map(printable, names[:_LISTED]))
            io.warn(f"  {state.value} ({len(names)}) – {WHY_NOT[state]}: {listed}{more}")


def tell(problems: Iterable[Diagnostic], io: Streams) -> None:
    from dsl.report import Style, render

    for one in problems:
        io.warn(render(one, Style()))


def tell_rows(problems: Iterable[Diagnostic], io: Streams) -> None:
    """Of problems alike (one field, one fault) the first five in full, of the rest the numbers of their rows."""
    told: dict[tuple[str, str, str, str], list[Diagnostic]] = {}
    for one in problems:
        alike = told.setdefault((*_fault(one), _file_of(one)), [])
        alike.append(one)
        if len(alike) <= _ALIKE:
            tell([one], io)
    files = {file for *_, file in told}
    for (code, field, _, file), alike in told.items():
        rest = [one.location.line for one in alike[_ALIKE:] if one.location is not None]
        if rest:
            where = ", ".join(filter(None, (code, field, file if len(files) > 1 else "")))
            io.warn(f"{where}: to samo w dalszych wierszach ({len(rest)}): {', '.join(spans(rest))}.")


def _file_of(problem: Diagnostic) -> str:
    return printable(Path(problem.location.path).name) if problem.location is not None else ""


def _fault(problem: Diagnostic) -> tuple[str, str, str]:
    """The code, the field and what is wrong with it, without the candidate and the value."""
    found = _FIELD.search(problem.message)
    rest = problem.message[found.end() :] if found else problem.message
    words = f"{'kolumna' if found[1].startswith('kolumn') else 'pole'} {found[2]}" if found else ""
    return problem.code, _NUMBER.sub("…", words), _PARTICULAR.sub("", rest)


def spans(numbers: Iterable[int]) -> Iterator[str]:
    """Ascending numbers, runs of them joined: 1, 2, 3, 7 → `1–3`, `7`."""
    for _, pairs in groupby(enumerate(dict.fromkeys(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def exit_code(candidates: Candidates) -> int:
    return exits.PROBLEMS if candidates.problems.has_errors else exits.OK
