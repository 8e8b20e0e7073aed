"""`paragraf diff`: what differs between two regulations by meaning: branches, points, conditions, order, dates, papers.

Of two recruitments: schools, branches, seats, limits and settlements of the file, and the regulations beneath. Two
files that say the same in another order or layout do not differ. Exit 0; with `--exit-code` 1 when they differ.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

from admission.recruitment.differences import compared
from admission.recruitment.model import Recruitment
from admission.recruitment.recognising import is_recruitment
from cli import exits, output
from cli.changes import change_lines, change_record, recruitment_lines, recruitment_records
from cli.files import existing_regulation
from cli.loading import Failed, load_regulation
from cli.offers import load_recruitment
from cli.output import printable
from cli.parser import add_format
from cli.streams import Streams
from dsl.emit.differences import differences
from polish.plurals import Noun, count

_DIFFERENCE = Noun("różnica", "różnice", "różnicy", "różnic", "różnicę")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="STARY", help="plik regulaminu albo naboru przed zmianą (*.yaml)")
    parser.add_argument("new", metavar="NOWY", help="ten sam rodzaj pliku po zmianie (*.yaml)")
    parser.add_argument("--exit-code", action="store_true", help="zakończ kodem 1, gdy są różnice (do skryptów)")
    add_format(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    kinds = [is_recruitment(existing_regulation(name)) for name in (args.old, args.new)]
    if kinds[0] != kinds[1]:
        hint = "Podaj dwa nabory albo dwa regulaminy."
        raise exits.WrongUse("jeden plik to nabór, a drugi regulamin.", hint)
    try:
        if kinds[0]:
            return of_recruitments(load_recruitment(args.old, io), load_recruitment(args.new, io), args, io)
        old, new = load_regulation(args.old, io), load_regulation(args.new, io)
    except Failed:
        return exits.PROBLEMS
    found = differences(old, new)
    tell(len(found), change_lines(found), map(change_record, found), "Oba regulaminy mówią to samo.", args, io)
    return exits.PROBLEMS if found and args.exit_code else exits.OK


def of_recruitments(old: Recruitment, new: Recruitment, args: argparse.Namespace, io: Streams) -> int:
    found = compared(old, new)
    shared = len(new.members.keys() & old.members.keys())
    lines, records = recruitment_lines(found, shared), recruitment_records(found)
    tell(len(found), lines, records, "Oba nabory mówią to samo.", args, io)
    return exits.PROBLEMS if len(found) and args.exit_code else exits.OK


def tell(
    number: int,
    lines: Iterable[str],
    records: Iterator[dict[str, Any]],
    nothing: str,
    args: argparse.Namespace,
    io: Streams,
) -> None:
    if args.format != "table":
        output.write(io, args.format, records, {})
    elif not number:
        io.print(nothing)
    else:
        io.print(f"{printable(args.old)} → {printable(args.new)}: {count(number, _DIFFERENCE)}")
        for line in lines:
            io.print(line)
