"""An argparse parser that speaks Polish, writes to the command's own streams and never ends the process by itself.

`main` builds one for the command that was called, and the command's `configure` fills it.
"""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from cli.exits import Finished, WrongUse
from cli.streams import Streams


class PolishParser(argparse.ArgumentParser):
    """Used inside `polish_words()`, which puts argparse's own sentences into Polish."""

    def __init__(self, *, io: Streams, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, add_help=False, **settings)
        self.color = False  # Python 3.14 colours help by the process's terminal, not by our streams
        self._io = io
        self.add_argument("-h", "--help", action="help", help="pokaż tę pomoc i zakończ")

    def print_help(self, file: object = None) -> None:
        self._io.print(self.format_help().removesuffix("\n"))

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise Finished

    def error(self, message: str) -> NoReturn:
        raise WrongUse(message, f"{self.format_usage().rstrip()}\nPomoc: {self.prog} --help")


def add_format(parser: argparse.ArgumentParser, also: tuple[str, str] | None = None) -> None:
    """`--format`, the same in every command that prints data; see `cli.output`. `also`: one more form and its help."""
    more, help_of_more = ((also[0],), f", {also[0]} – {also[1]}") if also else ((), "")
    parser.add_argument(
        "--format",
        choices=("table", *more, "json", "jsonl"),
        default="table",
        help="postać wyniku: table – dla człowieka (tak jest domyślnie), json – jeden dokument, "
        f"jsonl – jeden obiekt w wierszu{help_of_more}",
    )
