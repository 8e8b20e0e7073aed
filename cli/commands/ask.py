"""`paragraf ask`: answers a question from regulations, with the paragraph that each answer stands on.

Exit 0 when it was answered, asked back or honestly declined; 1 when a regulation has errors; 2 when called wrongly.
`--format json` gives the contract of `assistant.contract.Answer.as_json`.
"""

from __future__ import annotations

import argparse
import os
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli import exits, output
from cli.files import existing
from cli.loading import load_branches, refuse_recruitment
from cli.streams import Streams
from polish import spaces
from polish.enumerations import quote

if TYPE_CHECKING:
    from assistant.contract import Answer, Citation
    from dsl.model.regulation import Regulation

_WIDTH = 80


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="PLIK", nargs="+", help="plik regulaminu (*.yaml), jeden albo kilka")
    parser.add_argument("question", metavar="PYTANIE", help="pytanie w cudzysłowie, np. „do kiedy złożyć wniosek?”")
    parser.add_argument(
        "--format",
        choices=("table", "json"),
        default="table",
        help="postać wyniku: table – dla człowieka (tak jest domyślnie), json – dla programu",
    )


def run(args: argparse.Namespace, io: Streams) -> int:
    if not args.question.strip():
        raise exits.WrongUse("pytanie jest puste.", "Napisz je w cudzysłowie po nazwach plików.")
    if Path(args.question).suffix in (".yaml", ".yml") and os.path.exists(args.question):
        raise exits.WrongUse("brakuje pytania.", "Napisz je w cudzysłowie po nazwach plików.")
    paths = [existing(name) for name in args.files]
    for name, path in zip(args.files, paths, strict=True):
        refuse_recruitment(path, name, "Podaj regulamin szkoły, o którą pytasz, albo kilka naraz")
    regulations = _regulations(paths, io)
    if regulations is None:
        return exits.PROBLEMS
    for one in regulations:
        load_branches(one)
    from assistant.answer import answer

    found = answer(args.question, regulations)
    if args.format == "json":
        io.print(output.json_text(found.as_json()))
    else:
        for line in as_text(found):
            io.print(line)
    return exits.OK


def _regulations(paths: list[Path], io: Streams) -> list[Regulation] | None:
    """All of them, or None when any has errors: an answer from half of the rules could be false."""
    from dsl.load import load

    found = []
    for path in paths:
        loaded = load(path)
        if loaded.regulation is None:
            io.warn(f"{output.printable(str(path))}: są błędy do poprawienia. Zobacz: paragraf check {path}")
        else:
            found.append(loaded.regulation)
    return found if len(found) == len(paths) else None


def as_text(answer: Answer) -> Iterator[str]:
    """The answer with its options, and the rules it stands on in the words of our regulation."""
    for line in answer.text.split("\n"):
        yield from _wrapped(line)
    if answer.citations:
        yield ""
        yield "Przytoczone przepisy (z naszego zapisu regulaminu):"
    for quoted, citations in _by_quote(answer.citations).items():
        units = "; ".join(dict.fromkeys(one.printed or one.unit or one.document for one in citations))
        yield from _wrapped(f"– {units}: {quote(quoted)}")
        yield from dict.fromkeys(f"  {output.printable(one.path)}:{one.line}" for one in citations)


def _by_quote(citations: Sequence[Citation]) -> dict[str, list[Citation]]:
    """One quotation may stand on several units."""
    found: dict[str, list[Citation]] = {}
    for one in citations:
        found.setdefault(one.quote, []).append(one)
    return found


def _wrapped(line: str) -> list[str]:
    """Lines that do not end within „§ 3” or „2025 r.”; a terminal gets ordinary spaces."""
    clean = output.printable(line)
    indent = "  " if clean.lstrip().startswith("–") else ""
    lines = textwrap.wrap(spaces.bind(clean), _WIDTH, subsequent_indent=indent, break_on_hyphens=False)
    return [spaces.plain(one) for one in lines] or [""]
