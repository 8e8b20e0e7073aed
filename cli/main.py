"""The entry point: from the words typed to the command that answers them, and to its exit code.

Only light modules are imported at the top; argparse, the command and everything under it come when a command is called.
"""

from __future__ import annotations

import sys

from cli import __version__, interrupts, registry, streams
from cli.exits import CRASH, INTERRUPTED, NO_READER, OK, WRONG_USE, Finished, Unwritable, WrongUse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from cli.registry import Command
    from cli.streams import Streams

PROGRAM = "paragraf"


def main(
    argv: Sequence[str] | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    commands: Sequence[Command] = registry.COMMANDS,
) -> int:
    """Run one command line and return its exit code; streams not given are the process's own."""
    io = streams.connect(stdin, stdout, stderr)
    try:
        with interrupts.NoTracebacks():
            code = _answer(list(sys.argv[1:] if argv is None else argv), io, commands)
            io.flush()
    except BrokenPipeError:
        streams.silence(io.stdout)
        return NO_READER
    except KeyboardInterrupt:
        return _tell_interrupted(io)
    except Unwritable as refused:
        return _tell_unwritable(refused, io)
    except (OSError, MemoryError) as error:
        from cli import crash

        crash.report_system(error, io)
        return WRONG_USE
    except Exception as error:
        if interrupts.is_behind(error):
            return _tell_interrupted(io)
        from cli import crash

        crash.report(error, io)
        return CRASH
    return code


def _tell_interrupted(io: Streams) -> int:
    io.warn("\nPrzerwano.")
    return INTERRUPTED


def _tell_unwritable(refused: Unwritable, io: Streams) -> int:
    from cli.system import reason

    streams.silence(io.stdout)
    io.warn(f"Błąd: nie można zapisać wyniku na wyjście: {reason(refused.error)}.")
    return WRONG_USE


def _answer(words: list[str], io: Streams, commands: Sequence[Command]) -> int:
    try:
        return _dispatch(words, io, commands)
    except Finished:
        return OK
    except WrongUse as mistake:
        io.warn(f"Błąd: {mistake.message}")
        if mistake.hint:
            io.warn(mistake.hint)
        return WRONG_USE


def _dispatch(words: list[str], io: Streams, commands: Sequence[Command]) -> int:
    if not words:
        io.warn(_help(commands))
        return WRONG_USE
    first, *rest = words
    if first in ("-h", "--help"):
        io.print(_help(commands))
        return OK
    if first == "--version":
        io.print(f"{PROGRAM} {__version__}")
        return OK
    if first.startswith("-"):
        raise WrongUse(f"nieznana opcja „{first}”.", f"Najpierw podaje się polecenie. Lista poleceń: {PROGRAM} --help")
    command = registry.find(first, commands)
    if command is None:
        raise WrongUse(f"nieznane polecenie „{first}”.", _did_you_mean(first, commands))
    return _run(command, rest, io)


def _run(command: Command, words: list[str], io: Streams) -> int:
    from importlib import import_module

    from cli.parser import PolishParser
    from cli.polish_argparse import polish_words

    module = import_module(command.module)
    with polish_words():
        parser = PolishParser(io=io, prog=f"{PROGRAM} {command.name}", description=command.help)
        module.configure(parser)
        args = parser.parse_args(words)
    code: int = module.run(args, io)
    return code


def _help(commands: Sequence[Command]) -> str:
    return "\n".join(
        [
            f"użycie: {PROGRAM} POLECENIE [argumenty]",
            "",
            "Regulamin rekrutacji jako kod: punkty, kolejność, przydział, dokument i odpowiedzi z jednego tekstu.",
            "",
            "polecenia:",
            *registry.overview(commands),
            "",
            "opcje:",
            "  -h, --help  pokaż tę pomoc i zakończ",
            "  --version   pokaż wersję programu i zakończ",
            "",
            f"Pomoc do polecenia: {PROGRAM} POLECENIE --help",
        ]
    )


def _did_you_mean(word: str, commands: Sequence[Command]) -> str:
    candidates = registry.similar(word, commands)
    if candidates:
        return f"Może: {', '.join(candidates)}? Lista poleceń: {PROGRAM} --help"
    return f"Lista poleceń: {PROGRAM} --help"
