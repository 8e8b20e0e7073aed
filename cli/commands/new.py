"""`paragraf new KIND`: a regulation to fill in, explained line by line, based on the shipped law.

The templates are the files of `cli/templates/`, written for one school year; every year in them moves to the year asked
for, and the terms by whole weeks, so that they stay on working days. What must be filled stands in them as `<wpisz …>`,
and `paragraf check` names each such place. A preschool's points and terms are set by its commune, so that kind has a
second file, which an existing one of the same name replaces. Nothing is written over without `--force`. Exit 0 with the
file written, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
import os
import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from cli import exits, outputs
from cli.output import printable
from cli.streams import Streams
from dsl.load import load
from dsl.rewrite.school_years import SchoolYear, read_school_year
from polish.dates import MONTHS_GENITIVE
from polish.folding import fold
from polish.holidays import working_day_from
from polish.plurals import Noun, count

KINDS = {
    "lo": "liceum ogólnokształcące",
    "technikum": "technikum",
    "branzowa": "branżowa szkoła I stopnia",
    "dwujezyczny": "oddział dwujęzyczny w liceum",
    "mundurowy": "oddział o profilu mundurowym",
    "przedszkole": "przedszkole, z drugim plikiem na kryteria gminy",
    "miasto": "zasady miasta dla szkół ponadpodstawowych",
}
COMPANIONS = {"przedszkole": "kryteria-gminy"}
TEMPLATES_ARE_FOR = SchoolYear(2026)
FIRST_YEAR_OF_THE_LAW = 2025
SUFFIX = ".yaml"
BLANK = "P057"
_LAST_MONTH_OF_RECRUITMENT = 8
_MONTH = "|".join(MONTHS_GENITIVE)
_DATED = re.compile(
    rf"(?:\bod (?P<start>\d{{1,2}})(?: (?P<start_month>{_MONTH}))? do )?"
    rf"\b(?P<end>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>20\d\d)\b"
    r"|(?<![\w-])(?P<alone>20\d\d)(?!\d)"
)
_WEEKS_OF_A_YEAR = 365.25 / 7
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


def coming_school_year(today: date) -> SchoolYear:
    """The year that one recruits for on that day: until August for the one that begins this year."""
    return SchoolYear(today.year if today.month <= _LAST_MONTH_OF_RECRUITMENT else today.year + 1)


def template(name: str, year: SchoolYear) -> str:
    """The text of a template, moved to a school year."""
    text = files("cli").joinpath("templates", name + SUFFIX).read_text(encoding="utf-8")
    return _DATED.sub(lambda found: _moved(found, year.first - TEMPLATES_ARE_FOR.first), text)


def _moved(found: re.Match[str], years: int) -> str:
    """A year alone, or a term that keeps its days of the week: `od 14 do 17 lipca 2026` is `od 13 do 16 lipca 2027`."""
    if found["alone"]:
        return str(int(found["alone"]) + years)
    year = int(found["year"])
    start = _day(found["start"], found["start_month"] or found["month"], year, years) if found["start"] else None
    end = _day(found["end"], found["month"], year, years)
    until = f"{end.day} {MONTHS_GENITIVE[end.month - 1]} {end.year}"
    if start is None:
        return until
    month = "" if start.month == end.month else f" {MONTHS_GENITIVE[start.month - 1]}"
    return f"od {start.day}{month} do {until}"


def _day(number: str, month: str, year: int, years: int) -> date:
    """As many weeks later as make those years; not on a holiday."""
    day = date(year, MONTHS_GENITIVE.index(month) + 1, int(number))
    return working_day_from(day + timedelta(weeks=round(years * _WEEKS_OF_A_YEAR)))


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
