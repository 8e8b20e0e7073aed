"""`paragraf template`: an empty table for candidates' data, made from what a regulation asks about a candidate, or the
regulations of a recruitment together.

`xlsx` is a workbook with lists to choose from, `csv` plain tables (each list in a file of its own), `jsonl` one
synthetic candidate; `paragraf score` and the others read all of them as they are. A file that is there already is not
written over without `--force`. Exit 0 with the template written, 1 when the regulation has errors, 2 when it was called
wrongly.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from admission.offer import Offer
from admission.recruitment.recognising import is_recruitment
from cli import exits, outputs
from cli.files import existing_regulation
from cli.loading import Failed, load_regulation
from cli.offers import HELP, METAVAR, files_of, load_offer
from cli.output import printable
from cli.streams import Streams

_FORMATS = ("xlsx", "csv", "jsonl")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default=_FORMATS[0],
        help="postać szablonu: xlsx – arkusz z listami do wyboru (tak jest domyślnie), csv – zwykłe tabele, "
        "jsonl – jeden zmyślony kandydat. Każdą czytają wszystkie polecenia, które biorą plik kandydatów",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="GDZIE",
        type=outputs.place,
        help="plik szablonu (bez tego: kandydaci.xlsx itd. w bieżącym folderze)",
    )
    parser.add_argument(
        "--one-sheet",
        "--jeden-arkusz",
        action="store_true",
        help="wybrane oddziały i to, o co się przy nich pyta, w kolumnach arkusza kandydatów, a nie w osobnym arkuszu",
    )
    outputs.add_force(parser, "pliki, które już są")


def run(args: argparse.Namespace, io: Streams) -> int:
    try:
        offer = _offer(args.regulation, io)
    except Failed:
        return exits.PROBLEMS
    if not offer.candidate:
        raise exits.WrongUse("regulamin nie mówi, co trzeba wiedzieć o kandydacie.", "Dopisz grupę „kandydat”.")
    target = args.output or "kandydaci"
    if not Path(target).suffix and not Path(target).exists():
        target = f"{target}.{args.format}"
    files = _files(offer, args.format, target, args.one_sheet)
    outputs.save(files, [Path(args.regulation), *files_of(offer)], args.force)
    for path, _ in files:
        io.print(f"Zapisano {printable(str(path))}.")
    for line in _what_next(args.format, args.regulation, target):
        io.warn(line)
    return exits.OK


def _offer(name: str, io: Streams) -> Offer:
    """A law has a template, too. Raises `Failed`."""
    return load_offer(name, io) if is_recruitment(existing_regulation(name)) else load_regulation(name, io)


def _files(offer: Offer, format: str, target: str, in_columns: bool) -> list[tuple[Path, bytes]]:
    if format == "csv":
        from admission.template.csv_files import csv_files

        return [(Path(name), content) for name, content in csv_files(offer, target, in_columns=in_columns)]
    if format == "jsonl":
        from admission.template.example import jsonl_example

        return [(Path(target), jsonl_example(offer).encode())]
    from generator.candidate_workbook import candidate_workbook

    return [(Path(target), candidate_workbook(offer, in_columns=in_columns))]


def _what_next(format: str, regulation: str, target: str) -> tuple[str, ...]:
    then = f"Potem: paragraf score {printable(regulation)} {printable(target)}"
    if format == "jsonl":
        return ("Jeden kandydat w wierszu; zmyślony wiersz zastąp prawdziwymi danymi.", then)
    how = "Kandydatów wpisuj od drugiego wiersza; kolumny objaśnia arkusz „objaśnienia”."
    if format == "csv":
        how = "Drugi wiersz, zaczynający się od „#”, objaśnia kolumny; kandydatów wpisuj od trzeciego."
    return (how, then)
