"""`paragraf schema`: JSON Schema of regulation files, for completion and first checks in any editor.

With a file also the names known in it and in its bases: facts, members of notions, kinds of branches, criteria. Exit 0
with the schema written, 1 when the file has errors, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cli import exits, output, outputs
from cli.loading import Failed, load_regulation
from cli.streams import Streams
from dsl.emit.schema import regulation_schema


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="REGULAMIN", nargs="?", help="regulamin, którego nazwy ma znać schemat")
    parser.add_argument(
        "-o", "--output", metavar="SCHEMAT.json", type=outputs.place, help="dokąd zapisać (bez tego: na ekran)"
    )
    outputs.add_force(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    try:
        regulation = load_regulation(args.file, io) if args.file is not None else None
    except Failed:
        return exits.PROBLEMS
    text = output.json_text(regulation_schema(regulation))
    if args.output is None:
        io.print(text)
        return exits.OK
    name = output.printable(args.output)
    read = outputs.files_of(regulation) if regulation is not None else []
    outputs.save([(Path(args.output), f"{text}\n".encode())], read, args.force)
    io.print(f"Zapisano {name}.")
    io.warn(f"Edytor użyje go, gdy w pierwszym wierszu regulaminu stoi: # yaml-language-server: $schema={name}")
    return exits.OK
