"""The candidates' file on a command line, the same in every command that reads one."""

from __future__ import annotations

import argparse

KINDS = "plik kandydatów: *.xlsx, *.csv albo *.jsonl; jeden kandydat w wierszu"


def add_candidates(parser: argparse.ArgumentParser, are_last: bool = False) -> None:
    """`are_last`: nothing else is named after them, so there may be several."""
    parser.add_argument("candidates", metavar="KANDYDACI", help=KINDS)
    if are_last:
        parser.add_argument("more", metavar="KANDYDACI", nargs="*", help="dalsze pliki kandydatów, czytane razem z nim")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How the file is read, and what with it: `also`, `mapping` and `strict`."""
    parser.add_argument(
        "--also",
        "--oraz",
        metavar="PLIK",
        action="append",
        default=[],
        help="jeszcze jeden plik kandydatów, czytany razem z pierwszym (można powtórzyć)",
    )
    add_mapping(parser)
    parser.add_argument("--strict", action="store_true", help="nie licz nic, jeżeli choć jeden wiersz ma błąd")


def add_mapping(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mapping",
        metavar="PLIK",
        help="mapowanie kolumn i wartości tabeli z innego programu (*.yaml; zrobi je paragraf map)",
    )


def add_confirmed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--confirmed-only",
        "--tylko-potwierdzone",
        action="store_true",
        help="licz tylko dane potwierdzone przez komisję („potwierdzone”); pokaż utracone punkty i brakujące dokumenty",
    )
