"""Where the results of a command go: to the screen as a table or JSON, or into a file for a spreadsheet or a program.

The form follows from the file's name (`-o wyniki.xlsx`) unless `--format` says it. A file is written whole or not at
all, and an older one is kept without `--force`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli import output, outputs
from cli.exits import WrongUse
from cli.output import Record
from cli.streams import Streams
from polish.plurals import LINE, Case, count

_SHOWN = ("table", "csv", "json", "jsonl")
_SAVED = ("csv", "xlsx", "json", "jsonl")
_HELP = (
    "postać wyniku: table – dla człowieka (tak jest domyślnie), csv i xlsx – do arkusza, json – jeden dokument, "
    "jsonl – jeden obiekt w wierszu; xlsx tylko z -o"
)


@dataclass(frozen=True, slots=True)
class Results:
    """`rows` for people and sheets, the cells in the order of `columns` (key → heading); `records` are the contract for
    programs."""

    name: str
    rows: Callable[[], Iterable[Sequence[Any]]]
    columns: Mapping[str, str]
    records: Callable[[], Iterable[Record]]


def cells(columns: Mapping[str, str], records: Iterable[Record]) -> Iterator[list[Any]]:
    """The rows of flat records; what a record does not have stays empty."""
    return ([record.get(key) for key in columns] for record in records)


def add_results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=dict.fromkeys((*_SHOWN, *_SAVED)), help=_HELP)
    parser.add_argument(
        "-o", "--output", metavar="PLIK", type=outputs.place, help="zapisz wynik w pliku .csv, .xlsx, .json albo .jsonl"
    )
    outputs.add_force(parser)


def form_of(args: argparse.Namespace) -> str:
    """Raises `WrongUse` when the file's name does not say it and nothing else does."""
    if args.output is None:
        if args.format == "xlsx":
            raise WrongUse("arkusz XLSX trzeba zapisać w pliku.", "Dopisz np. -o wyniki.xlsx")
        return args.format or "table"
    form = args.format or Path(args.output).suffix.lower().removeprefix(".")
    if form not in _SAVED:
        raise WrongUse(
            f"nie wiadomo, w jakiej postaci zapisać „{output.printable(args.output)}”.",
            "Nazwij plik z końcówką .csv, .xlsx, .json albo .jsonl.",
        )
    return str(form)


def deliver(io: Streams, args: argparse.Namespace, results: Results, inputs: Iterable[Path]) -> None:
    """Shown or saved; on the screen a table is followed by what the command says of it (`is_table`)."""
    form = form_of(args)
    if args.output is not None:
        save(io, args, results, form, inputs)
    elif form == "csv":
        from generator.tables import csv_table

        headings = results.columns.values()
        io.print(csv_table(headings, results.rows()).decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n"))
    elif form == "table":
        output.write_table(io, results.columns.values(), results.rows())
    else:
        output.write(io, form, results.records(), results.columns)


def save(io: Streams, args: argparse.Namespace, results: Results, form: str, inputs: Iterable[Path]) -> None:
    content, lines = _content(results, form)
    outputs.save([(Path(args.output), content)], inputs, args.force)
    io.warn(f"Zapisano {output.printable(args.output)}: {count(lines, LINE, Case.ACCUSATIVE)}.")


def _content(results: Results, form: str) -> tuple[bytes, int]:
    if form == "json":
        records = list(results.records())
        return (output.json_text(records) + "\n").encode(), len(records)
    if form == "jsonl":
        lines = [output.jsonl_line(one) for one in results.records()]
        return "".join(f"{line}\n" for line in lines).encode(), len(lines)
    from generator.tables import LONGEST_XLSX, InColumns, csv_table, xlsx_table

    headings = list(results.columns.values())
    if form == "csv":
        given = results.rows()
        counted = given if isinstance(given, InColumns) else _Counted(given)
        return csv_table(headings, counted), len(counted)
    rows = list(results.rows())
    if len(rows) >= LONGEST_XLSX:
        raise WrongUse("arkusz XLSX nie pomieści tylu wierszy.", "Zapisz wynik jako .csv albo .jsonl.")
    return xlsx_table(headings, rows, results.name), len(rows)


class _Counted:
    """Rows that go by one after another, and how many there were."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self._rows:
            self.number += 1
            yield row

    def __len__(self) -> int:
        return self.number


def is_table(args: argparse.Namespace) -> bool:
    """Whether a person reads the result on the screen, and may be told more."""
    return args.output is None and form_of(args) == "table"
