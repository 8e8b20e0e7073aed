"""`paragraf new KIND`: a regulation to fill in, explained line by line, based on the shipped law.

The templates are the files of `dsl/templates/`. What must be filled stands in them as `<wpisz …>`, and `paragraf check`
names each such place. An existing second file of a preschool is kept. Nothing is written over without `--force`. Exit 0
with the file written, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

from cli import exits, outputs
from cli.output import printable
from cli.streams import Streams
from dsl.load import load
from dsl.rewrite.school_years import SchoolYear, read_school_year
from dsl.templates import COMPANIONS, KINDS, SUFFIX, coming_school_year, template
from polish.folding import fold
from polish.plurals import Noun, count

FIRST_YEAR_OF_THE_LAW = 2025
BLANK = "P057"
_PLACE = Noun("miejsce", "miejsca", "miejsca", "miejsc")


def configure(parser: argparse.ArgumentParser) -> None:
    known = "; ".join(f"{kind} – {what}" for kind, what in KINDS.items())
    parser.add_argument("kind", metavar="RODZAJ", type=fold, choices=tuple(KINDS), help=known)
    parser.add_argument(
        "-o", "--output", metavar="PLIK", type=outputs.place, help="plik albo folder (bez tego: RODZAJ.yaml tutaj)"
    )
    parser.add_argument(
        "--rok",
        metavar="ROK",
        help="rok szkolny, np. 2026/2027 (bez tego: ten, do którego trwa albo będzie rekrutacja)",
    )
    outputs.add_force(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    year = _year(args.rok) if args.rok else coming_school_year(date.today())
    target = _target(args)
    companion = _companion(args.kind, target)
    if companion is not None and companion == target:
        hint = "Podaj inną nazwę po -o."
        raise exits.WrongUse(f"tak nazywa się drugi plik tego wzoru: „{printable(target.name)}”.", hint)
    outputs.save([(target, template(args.kind, year).encode())], [], args.force)
    io.print(f"Zapisano wzór na rok szkolny {year.text}: {printable(str(target.resolve()))}")
    if companion is not None:
        _write_companion(companion, COMPANIONS[args.kind], year, io)
    _what_next(target, companion, io)
    return exits.OK


def _year(text: str) -> SchoolYear:
    year = read_school_year(text.replace("-", "/"))
    if year is None:
        raise exits.WrongUse(f"„{printable(text)}” to nie jest rok szkolny.", "Napisz go tak: 2026/2027.")
    if year.first < FIRST_YEAR_OF_THE_LAW:
        first = SchoolYear(FIRST_YEAR_OF_THE_LAW).text
        raise exits.WrongUse(f"wzory opierają się na przepisach od roku szkolnego {first}.", f"Podaj --rok {first}.")
    return year


def _target(args: argparse.Namespace) -> Path:
    """A folder gets a file named after the kind."""
    name = args.kind + SUFFIX
    if args.output is None:
        return Path(name)
    output = Path(args.output)
    return output / name if os.path.isdir(output) or args.output.endswith(("/", "\\")) else output


def _companion(kind: str, target: Path) -> Path | None:
    return target.with_name(COMPANIONS[kind] + SUFFIX) if kind in COMPANIONS else None


def _write_companion(path: Path, name: str, year: SchoolYear, io: Streams) -> None:
    """Another preschool of the same commune has it already, filled in."""
    if path.exists():
        io.print(f"Plik {printable(path.name)} już tam jest; nowy regulamin z niego korzysta.")
        return
    outputs.save([(path, template(name, year).encode())], [], force=False)
    io.print(f"Obok niego jest drugi plik, {printable(path.name)}: to, co ustala gmina.")


def _what_next(target: Path, companion: Path | None, io: Streams) -> None:
    blanks = sum(one.code == BLANK for one in load(target).diagnostics)
    where = " w obu plikach" if companion is not None else ""
    io.print(
        f"Do uzupełnienia{where}: {count(blanks, _PLACE)}, każde oznaczone <wpisz …>. Objaśnienia stoją po znaku #."
    )
    io.print("Co dalej (przed każdym poleceniem wpisz „paragraf” albo „python3 start.py paragraf”):")
    name = printable(str(target))
    steps = (
        (f"tui {name}", "wypełnianie w edytorze; może być też każdy inny edytor tekstu"),
        (f"check {name}", "czego jeszcze brakuje i co jest nie tak"),
        (f"document {name}", "gotowy dokument PDF"),
    )
    width = max(len(words) for words, _ in steps)
    for words, what in steps:
        io.print(f"    {words:<{width}}   {what}")
