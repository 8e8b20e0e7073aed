"""The candidates' file on a command line, the same in every command that reads one."""

from __future__ import annotations

import argparse

KINDS = "plik kandydatów: *.xlsx, *.csv albo *.jsonl; jeden kandydat w wierszu"


def add_candidates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("candidates", metavar="KANDYDACI", help=KINDS)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How the file is read: `mapping` and `strict`."""
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
