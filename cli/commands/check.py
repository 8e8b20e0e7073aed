"""`paragraf check`: reads regulations, runs their examples and shows every problem with its place.

A clean file is not passed over in silence: it says what was checked. Exit 0 with nothing worse than warnings, 1 with
errors (with `--strict` also with warnings), 2 when it was called wrongly. `--fix` first mends what can be mended
safely and shows the difference; what a file passes over on purpose (`dsl.report.deliberate`) is counted apart.

`--format json` gives `{"pliki": [{"plik", "poprawny", "sprawdzono": {"oddziały", "kryteria", "przykłady"} | null,
"problemy": […], "pominięte_celowo": […]}], "podsumowanie": {"błędy", "ostrzeżenia", "uwagi", "pominięte_celowo"}}`,
with `--fix` also `"poprawki"`, with `--coverage` in each file `"pokrycie": [{"dział", "o_czym", "stan", "komu",
"miejsce", "uwaga", "podstawa", "pewność"}]`; a problem is as in `dsl.report.records`, one passed over has its
`"powód"`.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from cli import checking, covering, exits, mending, output
from cli.files import existing_regulation
from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Severity, nearest
from dsl.report import Style


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="PLIK", nargs="+", help="plik regulaminu (*.yaml)")
    parser.add_argument("--strict", action="store_true", help="ostrzeżenia też kończą się kodem 1")
    parser.add_argument("--fix", action="store_true", help="zastosuj bezpieczne poprawki i sprawdź ponownie")
    parser.add_argument("--diff", action="store_true", help="pokaż, co zmieniłoby --fix; niczego nie zapisuj")
    parser.add_argument(
        "--accept",
        metavar="KOD",
        action="append",
        default=[],
        help="z --fix albo --diff: zastosuj też poprawki do sprawdzenia o tym kodzie (można podać kilka razy)",
    )
    parser.add_argument("--all", action="store_true", help="pokaż też to, co plik pomija celowo, z powodami")
    parser.add_argument(
        "--coverage",
        action="store_true",
        help="pokaż, co regulamin rozstrzyga, co bierze z prawa, co komu zostawia, a co przemilcza",
    )
    parser.add_argument("--max", metavar="N", type=_positive, help="pokaż najwyżej N problemów, najpierw najważniejsze")
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="tylko problemy, każdy w jednym wierszu; dla skryptów"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif"),
        default="text",
        help="postać wyniku: text – dla człowieka (tak jest domyślnie), json – dla programu, sarif – dla narzędzi CI",
    )


def run(args: argparse.Namespace, io: Streams) -> int:
    paths = [(name, _existing(name)) for name in args.files]
    mends = _mended(args, paths)
    files = [checking.checked(name, path) for name, path in paths]
    found = checking.told(files)
    if args.coverage and (args.format == "sarif" or args.quiet):
        raise exits.WrongUse("--coverage działa z --format text albo json, bez --quiet.", "Usuń jedno z nich.")
    if args.format == "sarif":
        io.print(output.json_text(checking.as_log(files)))
    elif args.format == "json":
        more = {"poprawki": mending.as_data(mends, args.fix and not args.diff)} if mends is not None else {}
        data = checking.as_data(files)
        for told, file in zip(data["pliki"], files, strict=True) if args.coverage else ():
            told["pokrycie"] = covering.as_data(file)
        io.print(output.json_text({**data, **more}))
    elif args.quiet:
        for line in checking.as_lines(found, args.max):
            io.print(line)
    else:
        for line in mending.as_text(mends, args.fix and not args.diff) if mends is not None else ():
            io.print(line)
        for line in covering.as_text(files) if args.coverage else ():
            io.print(line)
        for line in checking.as_text(files, _style(io), args.max, args.all):
            io.print(line)
        if mends is None and (could := checking.fixable(found)):
            io.print(could)
    return _exit_code(found, args.strict)


def _exit_code(found: Sequence[Diagnostic], strict: bool) -> int:
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return exits.PROBLEMS if any(one.severity in bad for one in found) else exits.OK


def _mended(args: argparse.Namespace, paths: Sequence[tuple[str, Path]]) -> list[mending.Mended] | None:
    """What the fixes change, written unless only the difference is wanted; None when none were asked for."""
    accepted = {_code(word) for word in args.accept}
    if not args.fix and not args.diff:
        if accepted:
            raise exits.WrongUse(
                "--accept działa tylko razem z --fix albo --diff.", "Dopisz --diff, żeby zobaczyć zmiany."
            )
        return None
    every = mending.mended(paths, accepted)
    if not args.diff:
        mending.write(every)
    return every


def _code(word: str) -> str:
    from dsl.codes import records

    code = word.strip().upper()
    if code not in records():
        meant = nearest(word, records())
        hint = f"Czy chodziło o {meant}?" if meant else "Wszystkie kody: paragraf explain-code"
        raise exits.WrongUse(f"nie ma kodu „{output.printable(word)}”.", hint)
    return code


def _existing(name: str) -> Path:
    """A folder is told with its place like any other file that cannot be read."""
    return Path(name) if os.path.isdir(name) else existing_regulation(name)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("liczba musi być większa od zera")
    return number


def _style(io: Streams) -> Style:
    if not io.colour:
        return Style()
    return Style(width=shutil.get_terminal_size().columns, colour=True)
