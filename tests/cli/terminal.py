"""Runs command lines for the tests, on streams of memory, with commands made on the spot."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import NamedTuple

from cli.main import main
from cli.registry import COMMANDS, Command
from cli.streams import Streams

Run = Callable[[argparse.Namespace, Streams], int]


class Said(NamedTuple):
    """What one command line gave."""

    code: int
    out: str
    err: str


def say(*words: str, commands: Sequence[Command] = COMMANDS, stdin: str = "") -> Said:
    out, err = io.StringIO(), io.StringIO()
    code = main(words, io.StringIO(stdin), out, err, commands)
    return Said(code, out.getvalue(), err.getvalue())


def command(
    name: str, run: Run, *aliases: str, configure: Callable[[argparse.ArgumentParser], None] | None = None
) -> Command:
    """A command whose module exists in memory only."""
    module = ModuleType(f"memory_{name}")
    module.__dict__.update(run=run, configure=configure or (lambda parser: None))
    sys.modules[module.__name__] = module
    return Command(name, aliases, f"pomoc do {name}", module.__name__)
