"""`paragraf check`: reads regulations, runs their examples and shows every problem with its place.

A clean file is not passed over in silence: it says what was checked. Exit 0 with nothing worse than warnings, 1 with
errors (with `--strict` also with warnings), 2 when it was called wrongly.

`--format json` gives `{"pliki": [{"plik", "poprawny", "sprawdzono": {"oddziały", "kryteria", "przykłady"} | null,
"problemy": […]}], "podsumowanie": {"błędy", "ostrzeżenia", "uwagi"}}`; a problem is as in `dsl.report.records`.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cli import exits, output
from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Severity
from dsl.load import Loaded, load
from dsl.model.regulation import Regulation
from dsl.report import Style, as_records, render, summary
from polish.enumerations import enumerate_items
from polish.plurals import BRANCH, CRITERION, EXAMPLE, choose, count

_KEYS = {Severity.ERROR: "błędy", Severity.WARNING: "ostrzeżenia", Severity.NOTE: "uwagi"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="PLIK", nargs="+", help="plik regulaminu (*.yaml)")
    parser.add_argument("--strict", action="store_true", help="ostrzeżenia też kończą się kodem 1")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="postać wyniku: text – dla człowieka (tak jest domyślnie), json – dla programu",
    )


def run(args: argparse.Namespace, io: Streams) -> int:
    checked = [(name, load(_existing(name))) for name in args.files]
    found = _once(one for _, loaded in checked for one in loaded.diagnostics)
    if args.format == "json":
        io.print(output.json_text(_as_data(checked, found)))
    else:
        for line in _as_text(checked, found, _style(io)):
            io.print(line)
    bad = {Severity.ERROR, Severity.WARNING} if args.strict else {Severity.ERROR}
    return exits.PROBLEMS if any(one.severity in bad for one in found) else exits.OK


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Files based on the same law share its problems: each is told once."""
    return list({(one.code, one.message, one.location): one for one in diagnostics}.values())


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise exits.WrongUse(f"nie ma pliku „{output.printable(name)}”.", "Sprawdź nazwę i folder.")
    return path


def _style(io: Streams) -> Style:
    if not io.colour:
        return Style()
    return Style(width=shutil.get_terminal_size().columns, colour=True)


def _as_text(checked: Sequence[tuple[str, Loaded]], found: Sequence[Diagnostic], style: Style) -> Iterator[str]:
    for one in found:
        yield render(one, style)
        yield ""
    for name, loaded in checked:
        yield f"{name}: {_verdict(loaded)}"
    if found:
        yield summary(found)


def _verdict(loaded: Loaded) -> str:
    if loaded.regulation is None:
        return "są błędy do poprawienia."
    counts = _counts(loaded.regulation)
    parts = [count(counts[key], noun) for key, noun in (("oddziały", BRANCH), ("kryteria", CRITERION)) if counts[key]]
    return f"bez błędów. Sprawdzono: {enumerate_items(parts) or 'układ pliku'}; {_examples(counts['przykłady'])}."


def _examples(number: int) -> str:
    if not number:
        return "nie ma przykładów do policzenia"
    verb = choose(number, one="dał", few="dały", many="dało")
    return f"{count(number, EXAMPLE)} {verb} oczekiwany wynik"


def _counts(regulation: Regulation) -> dict[str, int]:
    rules = [branch.rules for branch in regulation.branches.values()] or list(regulation.kinds.values())
    return {
        "oddziały": len(regulation.branches),
        "kryteria": len({criterion.name for one in rules for criterion in one.criteria}),
        "przykłady": len(regulation.examples) if regulation.branches else 0,
    }


def _as_data(checked: Sequence[tuple[str, Loaded]], found: Sequence[Diagnostic]) -> dict[str, Any]:
    return {
        "pliki": [
            {
                "plik": name,
                "poprawny": loaded.regulation is not None,
                "sprawdzono": _counts(loaded.regulation) if loaded.regulation is not None else None,
                "problemy": as_records(loaded.diagnostics),
            }
            for name, loaded in checked
        ],
        "podsumowanie": {key: sum(one.severity is severity for one in found) for severity, key in _KEYS.items()},
    }
