"""`paragraf fmt`: gives regulations one look: indentation, blanks, formulas, comments in columns. No word is changed.

A file is written only when the new text, read again, means the same; a file with syntax errors is left alone. With
`--check` or `--diff` nothing is written. Exit 0 when all went well, 1 when a file could not be formatted (with
`--check` also when one is not formatted), 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cli import exits
from cli.files import existing_regulation
from cli.loading import tell
from cli.output import printable
from cli.rewriting import difference, write_text
from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.rewrite.format import format_source
from dsl.source.reading import read_source


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="REGULAMIN", nargs="+", help="plik regulaminu (*.yaml)")
    parser.add_argument(
        "--check", action="store_true", help="niczego nie zapisuj; kod wyjścia 1, gdy któryś plik wymaga zmian"
    )
    parser.add_argument("--diff", action="store_true", help="niczego nie zapisuj; pokaż, co by się zmieniło")


def run(args: argparse.Namespace, io: Streams) -> int:
    paths = [existing_regulation(name) for name in args.files]
    codes = [_format(path, args, io) for path in paths]
    return max(codes)


def _format(path: Path, args: argparse.Namespace, io: Streams) -> int:
    name = printable(str(path))
    diagnostics = Diagnostics()
    source = read_source(path, diagnostics)
    if source is None:
        return _refused(name, diagnostics.sorted(), io)
    found = format_source(source, path.parent)
    if found.text is None:
        return _refused(name, found.problems, io)
    if args.diff:
        for line in difference(name, source.text, found.text, "sformatowany"):
            io.print(line)
    if found.text == source.text:
        _say(args, io, f"{name}: bez zmian.")
        return exits.OK
    if args.check:
        _say(args, io, f"{name}: do sformatowania.")
        return exits.PROBLEMS
    if not args.diff:
        write_text(path, found.text)
        io.print(f"{name}: sformatowano.")
    return exits.OK


def _say(args: argparse.Namespace, io: Streams, text: str) -> None:
    """Beside a difference, which is the result, words go to the person."""
    (io.warn if args.diff else io.print)(text)


def _refused(name: str, problems: tuple[Diagnostic, ...], io: Streams) -> int:
    tell(problems, io)
    io.warn(f"{name}: nic nie zmieniono; najpierw popraw to, co wyżej.")
    return exits.PROBLEMS
