"""`paragraf generate`: made-up candidates for trials: obviously no real people, the same for the same seed.

JSONL to the screen, or into a file: `.jsonl`, `.csv` (lists in files of their own), `.xlsx`. Exit 0, 1 when the
regulation has errors, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from admission.offer import Offer
from admission.synthetic import synthetic_rows
from cli import exits, output, outputs
from cli.loading import Failed
from cli.offers import HELP, METAVAR, files_of, load_offer
from cli.output import printable
from cli.progress import watched
from cli.streams import Streams
from polish.plurals import CANDIDATE, Case, count

MOST = 1_000_000
_MOST_XLSX = 100_000


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    parser.add_argument("-n", "--number", metavar="N", type=int, default=200, help="ilu kandydatów (200)")
    parser.add_argument("--seed", metavar="ZIARNO", type=int, default=1, help="inna liczba daje innych kandydatów (1)")
    parser.add_argument(
        "--ties", metavar="PROCENT", type=int, default=0, help="ilu na stu ma dane takie same jak ktoś inny (0)"
    )
    parser.add_argument(
        "-o", "--output", metavar="PLIK", type=outputs.place, help="plik .jsonl, .csv albo .xlsx (bez tego: ekran)"
    )
    outputs.add_force(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    if not 1 <= args.number <= MOST:
        raise exits.WrongUse(f"liczba kandydatów powinna być od 1 do {MOST}.")
    if not 0 <= args.ties <= 100:
        raise exits.WrongUse("--ties to procent: liczba od 0 do 100.")
    try:
        offer = load_offer(args.regulation, io)
    except Failed:
        return exits.PROBLEMS
    if args.output is None:
        for row in synthetic_rows(offer, args.number, args.seed, args.ties / 100):
            io.print(output.jsonl_line(row))
        return exits.OK
    files = content_of(offer, args, io)
    outputs.save(files, [Path(args.regulation), *files_of(offer)], args.force)
    names = ", ".join(printable(str(path)) for path, _ in files)
    io.warn(f"Zapisano {count(args.number, CANDIDATE, Case.ACCUSATIVE)}: {names}.")
    return exits.OK


def content_of(offer: Offer, args: argparse.Namespace, io: Streams) -> list[tuple[Path, bytes]]:
    path = Path(args.output)
    form = path.suffix.lower()
    if form not in (".jsonl", ".csv", ".xlsx"):
        raise exits.WrongUse(
            "nie wiadomo, w jakiej postaci zapisać.", "Nazwij plik z końcówką .jsonl, .csv albo .xlsx."
        )
    if form == ".xlsx" and args.number > _MOST_XLSX:
        raise exits.WrongUse(f"w arkuszu XLSX może być najwyżej {_MOST_XLSX} kandydatów.", "Zapisz ich jako .csv.")
    made = synthetic_rows(offer, args.number, args.seed, args.ties / 100)
    rows = watched(made, "Wymyślanie kandydatów", io, args.number)
    if form == ".jsonl":
        return [(path, "".join(f"{output.jsonl_line(row)}\n" for row in rows).encode())]
    if form == ".csv":
        from admission.template.csv_files import csv_files

        return [(Path(name), content) for name, content in csv_files(offer, args.output, list(rows))]
    from generator.candidate_workbook import candidate_workbook

    return [(path, candidate_workbook(offer, list(rows)))]
