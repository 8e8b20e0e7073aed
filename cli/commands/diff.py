"""`paragraf diff`: what differs between two regulations by meaning: branches, points, conditions, order, dates, papers.

Two files that say the same in another order or layout do not differ. Exit 0; with `--exit-code` 1 when they differ.
"""

from __future__ import annotations

import argparse

from cli import exits, output
from cli.changes import change_lines, change_record
from cli.loading import Failed, load_regulation
from cli.output import printable
from cli.parser import add_format
from cli.streams import Streams
from dsl.emit.differences import differences
from polish.plurals import Noun, count

_DIFFERENCE = Noun("różnica", "różnice", "różnicy", "różnic", "różnicę")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="STARY", help="plik regulaminu przed zmianą (*.yaml)")
    parser.add_argument("new", metavar="NOWY", help="plik regulaminu po zmianie (*.yaml)")
    parser.add_argument("--exit-code", action="store_true", help="zakończ kodem 1, gdy są różnice (do skryptów)")
    add_format(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    try:
        old, new = load_regulation(args.old, io), load_regulation(args.new, io)
    except Failed:
        return exits.PROBLEMS
    found = differences(old, new)
    if args.format != "table":
        output.write(io, args.format, map(change_record, found), {})
    elif not found:
        io.print("Oba regulaminy mówią to samo.")
    else:
        io.print(f"{printable(args.old)} → {printable(args.new)}: {count(len(found), _DIFFERENCE)}")
        for line in change_lines(found):
            io.print(line)
    return exits.PROBLEMS if found and args.exit_code else exits.OK
