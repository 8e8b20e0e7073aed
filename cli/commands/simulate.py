"""`paragraf simulate`: the same candidates under two versions of the rules, or with other numbers of seats: who moves.

Changes nothing and decides nothing; candidates whom a version cannot read are told and left out. Exit 0, or 1 when a
regulation or the candidates have problems.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from admission.memory import many_records
from admission.offer import Offer, has_pools, with_seats
from admission.results import Allocation, run_allocation
from admission.results.settling import unused
from admission.simulation import BranchChange, Moved, branch_changes, missing_from, moved, told_moves
from cli import exits, output
from cli.beneath import warn_of_unused
from cli.commands.allocate import expect_seats
from cli.files import expect_in_order
from cli.loading import Failed, exit_code, files_of_candidates, load_candidates, mapping_of, open_candidates
from cli.offers import HELP, METAVAR, find_opening, inputs_of, load_offer, scored
from cli.people import add_candidates, add_confirmed, add_reading
from cli.results import Results, add_results, cells, deliver, is_table
from cli.streams import Streams
from dsl.emit.python.library import as_text
from polish.plurals import CANDIDATE, Case, count


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    add_candidates(parser, are_last=True)
    add_reading(parser)
    add_confirmed(parser)
    parser.add_argument("--with", dest="changed", metavar="NOWY", help="zmieniony regulamin albo nabór")
    parser.add_argument(
        "--seats",
        action="append",
        default=[],
        metavar="ODDZIAŁ=LICZBA",
        help="inna liczba miejsc, np. --seats A=28 (można powtórzyć; „bez” znaczy bez limitu)",
    )
    parser.add_argument("--summary", action="store_true", help="zamiast kandydatów pokaż, co się zmienia w oddziałach")
    add_results(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    if args.changed is None and not args.seats:
        raise exits.WrongUse("nie podano, co zmienić.", "Dopisz --with NOWY.yaml albo --seats A=28.")
    expect_in_order(args.regulation, args.candidates)
    try:
        old = load_offer(args.regulation, io)
        new = with_other_seats(load_offer(args.changed, io) if args.changed is not None else old, args.seats, io)
        with many_records():
            before, code = allocated(old, args, io)
            after, later = allocated(new, args, io, is_told=args.changed is not None)
    except Failed:
        return exits.PROBLEMS
    results = of_branches(before, after) if args.summary else of_candidates(before, after)
    inputs = [*inputs_of(args, old), *([Path(args.changed)] if args.changed is not None else [])]
    if not is_table(args):
        deliver(io, args, results, inputs)
    else:
        tell(before, after, args.summary, io)
    return max(code, later)


def allocated(offer: Offer, args: argparse.Namespace, io: Streams, is_told: bool = True) -> tuple[Allocation, int]:
    """The same file is told of once: twice the same problems would help nobody. Raises `Failed`."""
    expect_seats(offer)
    if is_told:
        found = load_candidates(args.candidates, offer, io, args)
    else:
        found = open_candidates(files_of_candidates(args.candidates, args), offer, mapping_of(args, offer, io))
    allocation = run_allocation(offer, scored(found, offer, io, args.confirmed_only, is_told))
    if is_told:
        warn_of_unused(unused(allocation), io)
    return allocation, exit_code(found)


def with_other_seats(offer: Offer, changes: list[str], io: Streams) -> Offer:
    """Raises `WrongUse`."""
    seats: dict[str, int | None] = {}
    for one in changes:
        code, number = _seats(offer, one)
        if code in seats:
            hint = f"Zostaw jedną liczbę dla oddziału „{code}”; porównaj je, uruchamiając polecenie dwa razy."
            raise exits.WrongUse(f"liczbę miejsc w oddziale „{code}” podano dwa razy.", hint)
        seats[code] = number
    for code in seats:
        if has_pools(offer.branches[code]):
            io.warn(f"Oddział „{code}” ma pule; liczba z --seats je usuwa.")
    return with_seats(offer, seats)


def _seats(offer: Offer, text: str) -> tuple[str, int | None]:
    name, equals, number = text.rpartition("=")
    number = number.strip()
    is_number = number.isascii() and number.isdigit() and len(number) < 7
    if not equals or not (is_number or number.startswith("bez")):
        raise exits.WrongUse(f"nie rozumiem „{output.printable(text)}”.", "Napisz np. --seats A=28.")
    return find_opening(offer, name.strip()), int(number) if is_number else None


# -- results ----------------------------------------------------------------------------------------------------------


def of_candidates(before: Allocation, after: Allocation) -> Results:
    found = list(moved(before, after))
    columns = {"kandydat": "kandydat", "było": "było", "jest": "jest", "zmiana": "zmiana", "powód": "powód"}
    return Results("symulacja", lambda: cells(columns, map(_moved_row, found)), columns, lambda: map(_moved_row, found))


def _moved_row(one: Moved) -> dict[str, Any]:
    return {
        "kandydat": one.candidate,
        "było": one.before,
        "jest": one.after,
        "zmiana": one.move.value,
        "powód": one.why,
    }


_BRANCH = {
    "oddział": "oddział",
    "miejsca": "miejsca",
    "przyjętych": "przyjętych",
    "minimum": "minimum",
    "w remisie": "w remisie",
}


def of_branches(before: Allocation, after: Allocation, is_whole: bool = True) -> Results:
    """Not `is_whole`: only those in which something changes."""
    changes = tuple(one for one in branch_changes(before, after) if is_whole or one.is_changed)
    return Results(
        "symulacja",
        lambda: cells(_BRANCH, map(_branch_row, changes)),
        _BRANCH,
        lambda: _branch_records(changes),
    )


def _branch_row(one: BranchChange) -> dict[str, Any]:
    return {
        "oddział": one.code,
        "miejsca": _arrow(*one.seats),
        "przyjętych": _arrow(*one.admitted),
        "minimum": _arrow(*one.minimum),
        "w remisie": _arrow(*one.tied),
    }


def _arrow(old: Any, new: Any) -> str:
    return output.cell(new) if old == new else f"{output.cell(old)} → {output.cell(new)}"


def _branch_records(changes: tuple[BranchChange, ...]) -> Iterator[dict[str, Any]]:
    for one in changes:
        yield {
            "oddział": one.code,
            "miejsca": list(one.seats),
            "przyjętych": list(one.admitted),
            "minimum": [None if number is None else as_text(number) for number in one.minimum],
            "w remisie": list(one.tied),
        }


def tell(before: Allocation, after: Allocation, is_summary: bool, io: Streams) -> None:
    """In all and in the branches first, the people after."""
    io.print(told_moves(before, after))
    lost = missing_from(after, before)
    if lost:
        io.print(f"W drugim przydziale nie ma {count(len(lost), CANDIDATE, Case.GENITIVE)} (błędy w danych).")
    _table(of_branches(before, after, is_whole=is_summary), io)
    if not is_summary:
        _table(of_candidates(before, after), io)


def _table(results: Results, io: Streams) -> None:
    rows = list(results.rows())
    if rows:
        io.print()
        output.write_table(io, results.columns.values(), rows)
