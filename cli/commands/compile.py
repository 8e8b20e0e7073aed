"""`paragraf compile`: the regulation as one Python file that scores candidates with nothing but Python."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli import exits, outputs
from cli.loading import Failed, load_branches, load_regulation
from cli.output import printable
from cli.streams import Streams
from dsl.emit.python.standalone import standalone_module


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar="REGULAMIN", help="plik regulaminu (*.yaml)")
    parser.add_argument(
        "-o", "--output", metavar="PLIK.py", type=outputs.place, help="dokąd zapisać (bez tego: na ekran)"
    )
    outputs.add_force(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    try:
        regulation = load_regulation(args.regulation, io)
    except Failed:
        return exits.PROBLEMS
    load_branches(regulation)
    text = standalone_module(regulation)
    if args.output is None:
        io.print(text)
        return exits.OK
    target = printable(args.output)
    outputs.save([(Path(args.output), text.encode())], outputs.files_of(regulation), args.force)
    io.print(f"Zapisano {target} ({len(text.splitlines())} wierszy).")
    io.print(f"Uruchomienie: python3 {target} KANDYDACI.jsonl")
    return exits.OK
