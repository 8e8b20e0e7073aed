"""`paragraf ask`: answers a question from regulations, with the paragraph that each answer stands on.

Exit 0 when it was answered, asked back or honestly declined; 1 when a regulation has errors; 2 when called wrongly.
`--format json` gives the contract of `assistant.contract.Answer.as_json`.
"""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

from cli import exits, output
from cli.answers import add_outcomes, as_text, client_of, load_regulations, open_model, open_outcomes
from cli.files import existing
from cli.streams import Streams


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="PLIK", nargs="+", help="plik regulaminu (*.yaml), jeden albo kilka")
    add_outcomes(parser)
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
    regulations = load_regulations([existing(name) for name in args.files], io)
    if regulations is None:
        return exits.PROBLEMS
    from assistant.answer import answer

    outcomes, model = open_outcomes(args), client_of(open_model())
    found = answer(args.question, regulations, today=date.today(), outcomes=outcomes, model=model)
    if args.format == "json":
        io.print(output.json_text(found.as_json()))
    else:
        for line in as_text(found):
            io.print(line)
    return exits.OK
