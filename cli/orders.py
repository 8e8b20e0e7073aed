"""What `paragraf document` makes beside the regulation: the order that introduces it, the one that amends it, the
consolidated text. The number and the day of an order are never invented: without them it is a draft.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from cli import exits
from cli.days import day
from cli.output import printable
from dsl.model.regulation import Regulation
from dsl.source.nodes import readable_name
from generator.orders.acting import bases_with_status, has_own_basis
from generator.orders.amending import amending_identity, amending_order, consolidated_text
from generator.orders.days import doubts
from generator.orders.identity import Identity, identity, why_no_order, with_order
from generator.orders.introducing import introducing_order
from generator.regulation import units
from generator.tree import Document
from polish.folding import fold

ORDER, AMENDING, CONSOLIDATED = "zarzadzenie", "zmiana", "ujednolicony"
_OF_VERSIONS = (AMENDING, CONSOLIDATED)


def add_options(parser: argparse.ArgumentParser, usual: str) -> None:
    parser.add_argument(
        "--kind",
        "--rodzaj",
        type=fold,
        choices=(usual, ORDER, AMENDING, CONSOLIDATED),
        default=usual,
        help="regulamin (tak jest domyślnie), zarzadzenie – zarządzenie dyrektora z regulaminem jako załącznikiem, "
        "zmiana – zarządzenie zmieniające, ujednolicony – tekst z naniesionymi zmianami; do dwóch ostatnich podaj "
        "--changes-from",
    )
    parser.add_argument(
        "--changes-from",
        "--wobec",
        metavar="PLIK",
        action="append",
        default=[],
        help="plik regulaminu sprzed zmiany; gdy zmian było kilka, podaj kolejne wersje od najstarszej, każdą po "
        "osobnym --changes-from",
    )
    parser.add_argument("--number", "--numer", metavar="NUMER", default="", help="numer zarządzenia, np. 7/2026")
    parser.add_argument("--date", "--data", metavar="RRRR-MM-DD", type=day, help="data zarządzenia")


def expect_options_fit(args: argparse.Namespace, usual: str) -> None:
    if args.kind in _OF_VERSIONS and not args.changes_from:
        hint = "Dodaj --changes-from PLIK: plik regulaminu sprzed zmiany."
        raise exits.WrongUse(f"do --kind {args.kind} potrzebna jest poprzednia wersja regulaminu.", hint)
    if args.kind not in _OF_VERSIONS and args.changes_from:
        hint = f"Dodaj --kind {AMENDING} (zarządzenie zmieniające) albo --kind {CONSOLIDATED} (tekst po zmianach)."
        raise exits.WrongUse(f"--changes-from nic nie znaczy przy --kind {args.kind}.", hint)
    if args.kind == usual and (args.number or args.date):
        hint = f"Dodaj --kind {ORDER} albo wpisz je w pliku: „zarządzenie: {{numer: 7/2026, data: 2026-02-16}}”."
        raise exits.WrongUse("numer i data należą do zarządzenia, a nie do regulaminu.", hint)


def versions_of(args: argparse.Namespace, regulation: Regulation, earlier: Sequence[Regulation]) -> list[Regulation]:
    """From the oldest, the last with the number and the day that were given; raises `WrongUse` where nobody orders."""
    for one in (regulation, *earlier):
        reason = why_no_order(one)
        if reason:
            raise exits.WrongUse(f"{reason}.", "Sam regulamin zapisuje --kind regulamin.")
    return [*earlier, with_order(regulation, args.number.strip(), args.date)]


def document(args: argparse.Namespace, versions: Sequence[Regulation]) -> Document:
    """Raises `WrongUse` where there is nothing to order."""
    if args.kind == ORDER:
        return introducing_order(versions[-1])
    if args.kind == CONSOLIDATED:
        return consolidated_text(versions)
    made = amending_order(versions)
    if made is None:
        raise exits.WrongUse("dokumenty obu wersji brzmią tak samo: nie ma czego zmieniać.")
    return made


def remark_lines(args: argparse.Namespace, versions: Sequence[Regulation]) -> list[str]:
    """What the director should know before signing."""
    if args.kind != ORDER and args.kind not in _OF_VERSIONS:
        return []
    own = identity(versions[-1]) if args.kind == ORDER else amending_identity(versions)
    days = [f"\nUwaga: {printable(one)}" for one in doubts(versions, own)]
    bases = _bases(versions[-1], own.day) if args.kind != CONSOLIDATED else []
    moved = [line for before, after in pairwise(versions) for line in _fallen_out(before, after)]
    return [*_missing(own), *days, *moved, *bases]


def _fallen_out(before: Regulation, after: Regulation) -> list[str]:
    """Clauses that „treść” no longer places: they are not gone, but printed with their section."""
    places = units(after)
    fallen = {readable_name(path): places[path] for path in sorted(_placed(before) - _placed(after)) if path in places}
    return [
        f"\nUwaga: „treść” nie wymienia już „{printable(name)}”, ale to postanowienie jest nadal zapisane i drukuje "
        f"się w {place}. Przywróć je w „treści”, a jeżeli ma zniknąć, usuń je także tam, gdzie jest zapisane."
        for name, place in fallen.items()
    ]


def _placed(regulation: Regulation) -> frozenset[str]:
    return regulation.outline.placed_clauses() if regulation.outline is not None else frozenset()


def _missing(own: Identity) -> list[str]:
    missing = [name for name, is_known in (("numeru", own.number), ("daty", own.day)) if not is_known]
    if not missing:
        return []
    hint = "wpisz je w pliku („zarządzenie”) albo podaj: --number, --date"
    return [f"\nZarządzenie nie ma {' ani '.join(missing)}, więc to tylko projekt; {hint}."]


def _bases(regulation: Regulation, day: date | None) -> list[str]:
    acts = [printable(f"• {one}") for one in bases_with_status(regulation, day)]
    if has_own_basis(regulation):
        opening = "Podstawa prawna zarządzenia. Uzgodnij ją z prawnikiem organu prowadzącego:"
    else:
        opening = (
            "Zarządzenie nie ma własnej podstawy prawnej; stoją w nim ustawy i rozporządzenia, na których opierają się "
            "zasady regulaminu, bez jednostek. Uzgodnij ją z prawnikiem i wpisz w pliku („zarządzenie: {na podstawie: "
            "[…]}”):"
        )
    return [f"\n{opening}", *acts] if acts else [f"\n{opening.rstrip(':')}."]
