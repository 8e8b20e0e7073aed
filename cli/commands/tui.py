"""`paragraf tui`: the terminal UI. Loads nothing of it before the arguments are known to be right."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cli import exits, output
from cli.files import existing, existing_candidates, existing_regulation
from cli.people import add_mapping
from cli.streams import Streams


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="REGULAMIN", nargs="?", help="plik regulaminu albo naboru (*.yaml); bez niego: ekran startowy"
    )
    parser.add_argument("--candidates", metavar="KANDYDACI", help="kandydaci do podglądu (XLSX, CSV albo JSONL)")
    add_mapping(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    wanted = Path(args.file) if args.file else None
    if wanted is not None and os.path.exists(wanted) and not wanted.is_dir():
        existing_regulation(args.file)
    candidates = existing_candidates(args.candidates) if args.candidates is not None else None
    mapping = existing(args.mapping) if args.mapping is not None else None
    if not (io.stdin.isatty() and io.stdout.isatty()):
        raise exits.WrongUse("edytor działa tylko w terminalu.", "Do pracy bez terminala służy „paragraf check”.")
    from tui import app, files

    file = None
    if wanted is not None and os.path.exists(wanted):
        try:
            file = files.read_file(wanted)
        except files.FileProblem as problem:
            raise exits.WrongUse(f"{output.printable(args.file)}: {problem.message}", problem.hint) from None
    ending = app.run(file, candidates, wanted if file is None else None, mapping)
    if ending.kept is not None:
        io.warn(f"Niezapisany tekst jest w pliku: {ending.kept}")
        io.warn("Zostanie zaproponowany przy następnym otwarciu regulaminu.")
    if ending.error is None:
        return exits.OK
    from cli import crash

    crash.report(ending.error, io)
    return exits.CRASH
