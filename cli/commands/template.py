"""`paragraf template`: an empty table for candidates' data, made from what the regulation asks about a candidate.

`xlsx` is a workbook with lists to choose from, `csv` plain tables (each list in a file of its own), `jsonl` one
synthetic candidate; `paragraf score` and the others read all of them as they are. A file that is there already is not
written over without `--force`. Exit 0 with the template written, 1 when the regulation has errors, 2 when it was called
wrongly.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cli import exits, outputs
from cli.loading import Failed, load_regulation
from cli.output import printable
from cli.streams import Streams
from dsl.model.regulation import Regulation

_FORMATS = ("xlsx", "csv", "jsonl")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar="REGULAMIN", help="plik regulaminu (*.yaml)")
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default=_FORMATS[0],
        help="postać szablonu: xlsx – arkusz z listami do wyboru (tak jest domyślnie), csv – zwykłe tabele, "
        "jsonl – jeden zmyślony kandydat. Polecenia score, explain i allocate czytają każdą z nich",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="GDZIE",
        type=outputs.place,
        help="plik szablonu (bez tego: kandydaci.xlsx itd. w bieżącym folderze)",
    )
    outputs.add_force(parser, "pliki, które już są")


def run(args: argparse.Namespace, io: Streams) -> int:
    try:
        regulation = load_regulation(args.regulation, io)
    except Failed:
        return exits.PROBLEMS
    if not regulation.candidate:
        raise exits.WrongUse("regulamin nie mówi, co trzeba wiedzieć o kandydacie.", "Dopisz grupę „kandydat”.")
    target = args.output or f"kandydaci.{args.format}"
    files = _files(regulation, args.format, target)
    outputs.save(files, outputs.files_of(regulation), args.force)
    for path, _ in files:
        io.print(f"Zapisano {printable(str(path))}.")
    for line in _what_next(args.format, args.regulation, target):
        io.warn(line)
    return exits.OK


def _files(regulation: Regulation, format: str, target: str) -> list[tuple[Path, bytes]]:
    if format == "csv":
        from admission.template.csv_files import csv_files

        return [(Path(name), content) for name, content in csv_files(regulation, target)]
    if format == "jsonl":
        from admission.template.example import jsonl_example

        return [(Path(target), jsonl_example(regulation).encode())]
    from generator.candidate_workbook import candidate_workbook

    return [(Path(target), candidate_workbook(regulation))]


def _what_next(format: str, regulation: str, target: str) -> tuple[str, ...]:
    then = f"Potem: paragraf score {printable(regulation)} {printable(target)}"
    if format == "jsonl":
        return ("Jeden kandydat w wierszu; zmyślony wiersz zastąp prawdziwymi danymi.", then)
    how = "Kandydatów wpisuj od drugiego wiersza; kolumny objaśnia arkusz „objaśnienia”."
    if format == "csv":
        how = "Drugi wiersz, zaczynający się od „#”, objaśnia kolumny; kandydatów wpisuj od trzeciego."
    return (how, then)
