"""`paragraf map`: what the columns and values of a table from another program mean here, as a file to correct.

Without `--mapping` a mapping is proposed, printed or written (`-o`); `--dry-run` shows the first candidates as they
would be read with it, or with the one given, and how many problems there would be. With both `--mapping` and `-o` a new
one is proposed for the table read as the given one says (row of names, sheet, separator, encoding). Exit 0 when every
column was matched (or the dry run found no problem), 1 when something is open, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from admission.candidates import Candidate, Candidates
from admission.intake.mapping import NOTHING_CHANGED, Mapping
from admission.intake.proposal import NoHeader, Proposal, propose
from admission.intake.proposal_file import as_translation, as_yaml
from admission.intake.reading import read_candidates, vocabularies
from admission.intake.text import Unreadable
from admission.offer import Offer
from cli import exits, outputs
from cli.files import existing_candidates
from cli.loading import Failed, mapping_of, tell, tell_rows
from cli.offers import HELP, METAVAR, files_of, load_offer
from cli.output import printable
from cli.people import add_mapping
from cli.streams import Streams
from dsl.diagnostics import Diagnostics
from dsl.rows import PLACES
from polish.numbers import format_number
from polish.plurals import CANDIDATE, Case, count

_SHOWN = 3
_HOW_TO_SAY_THE_ROW = (
    "Jeżeli nad nazwami kolumn stoi tytuł, zapisz plik wstep.yaml z dwoma wierszami: „mapowanie: 1”",
    "i „wiersz nagłówka: 3” (tu numer wiersza z nazwami), po czym powtórz z --mapping wstep.yaml -o mapowanie.yaml.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    parser.add_argument("candidates", metavar="PLIK", help="tabela z innego programu: *.csv albo *.xlsx")
    parser.add_argument(
        "-o", "--output", metavar="MAPOWANIE", type=outputs.place, help="zapisz mapowanie, np. mapowanie.yaml"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="pokaż, jak odczytano by pierwszych kandydatów i ile byłoby problemów"
    )
    add_mapping(parser)
    outputs.add_force(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    path = existing_candidates(args.candidates)
    try:
        offer = load_offer(args.regulation, io)
        mapping = mapping_of(args, offer, io)
        if mapping is not None and args.output is None:
            return dry_run(path, offer, mapping, io)
        return proposed(path, offer, args, mapping or NOTHING_CHANGED, io)
    except Failed:
        return exits.PROBLEMS
    except OSError:
        hint = "Sprawdź prawa dostępu."
        raise exits.WrongUse(f"nie można odczytać pliku „{printable(args.candidates)}”.", hint) from None


def proposed(path: Path, offer: Offer, args: argparse.Namespace, read_as: Mapping, io: Streams) -> int:
    problems = Diagnostics()
    try:
        found = propose(path, offer, problems, read_as)
    except Unreadable as bad:
        raise exits.WrongUse(f"{printable(args.candidates)}: {bad.message}", bad.hint) from None
    except NoHeader:
        hint = "Dopisz nad danymi wiersz z nazwami kolumn i powtórz polecenie."
        raise exits.WrongUse("w pierwszym wierszu tabeli nie ma nazw kolumn.", hint) from None
    if not args.dry_run:
        tell(problems.sorted(), io)
    text = as_yaml(found, Path(args.regulation).name, path.name)
    if args.output is not None:
        given = [Path(args.mapping)] if args.mapping is not None else []
        read = [path, Path(args.regulation), *given, *files_of(offer)]
        outputs.save([(Path(args.output), text.encode())], read, args.force)
        io.warn(f"Zapisano {printable(args.output)}.")
    elif not args.dry_run:
        io.print(text.rstrip("\n"))
    for line in summary(found):
        io.warn(line)
    if args.dry_run:
        mapping = as_translation(found, text, vocabularies(offer)[""])
        assert mapping is not None, "what is proposed can be read"
        return dry_run(path, offer, mapping, io)
    return exits.PROBLEMS if found.open or not found.has_id or found.repeats or found.needed else exits.OK


def summary(found: Proposal) -> Iterator[str]:
    matched = len(found.columns) - len(found.open)
    yield f"Dopasowano kolumn: {matched} z {len(found.columns)}. Sprawdź każdą, zanim użyjesz mapowania."
    if found.read_as.header_row:
        yield f"Nazwy kolumn wzięto z wiersza {found.read_as.header_row} („wiersz nagłówka” w mapowaniu)."
    elif not matched:
        yield from _HOW_TO_SAY_THE_ROW
    if found.open:
        yield f"Nie rozpoznano: {', '.join(printable(one.header) for one in found.open)}."
    for one in found.open:
        if one.alike:
            yield f"Kolumna „{printable(one.header)}” to może być: {' albo '.join(one.alike)}."
    if not found.has_id:
        yield "Nie znaleziono kolumny ze znakiem kandydata („id”): wskaż ją w mapowaniu."
        yield "Gdy takiej nie ma, wpisz w mapowaniu „id: numer wiersza”; znaki zmienią się, gdy ktoś posortuje tabelę."
    elif found.id is not None and found.repeats:
        name = printable(found.id.header)
        yield f"Kolumna „{name}” wygląda na znak kandydata („id”), ale się powtarza: wskaż inną albo popraw tabelę."
    elif found.is_numbered and found.id is not None:
        yield f"Kolumna „{printable(found.id.header)}” to numer na liście: nie przenumerowuj jej, dopóki trwa nabór."
    for code, words in found.same_branch.items():
        told = ", ".join(f"„{printable(one)}”" for one in words)
        yield f"Różne słowa znaczą tu jeden oddział „{code}”: {told}. Sprawdź, czy słusznie."
    for one in found.columns:
        if one.unfit:
            yield f"Kolumna „{printable(one.header)}”: wartości, które tu nie pasują: {one.unfit}."
    for needed in found.needed:
        yield f"Żadna kolumna nie mówi: {needed.words}. Wymaga tego warunek: {needed.condition}."
        if needed.can_be_constant:
            yield "Dopisz kolumnę albo, jeżeli jest to u wszystkich, wpisz w mapowaniu „tak” („stałe”)."
    for one in found.columns:
        if one.unknown:
            told = ", ".join(f"„{printable(value)}”" for value in one.unknown)
            yield f"Kolumna „{printable(one.header)}”: nie wiadomo, co znaczy {told}."


def dry_run(path: Path, offer: Offer, mapping: Mapping, io: Streams) -> int:
    read = read_candidates(path, offer, mapping)
    for candidate in read.good[:_SHOWN]:
        for line in as_read(candidate):
            io.print(line)
        io.print()
    tell_rows(read.problems.sorted(), io)
    for line in counts(read):
        io.print(line)
    return exits.PROBLEMS if read.problems.has_errors else exits.OK


def as_read(candidate: Candidate) -> Iterator[str]:
    """Without the name and the PESEL: they are not needed to see whether columns are right."""
    yield f"Kandydat {printable(candidate.id)} (wiersz {candidate.row})"
    for name, value in candidate.facts.items():
        yield f"    {name}: {_shown(value)}"
    wishes = []
    for choice in candidate.choices:
        own = {name: value for name, value in choice.pair.items() if name not in PLACES}
        wishes.append(f"{choice.branch} {_shown(own)}" if own else choice.branch)
    yield f"    wybory: {', '.join(wishes)}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_shown(one)}" for name, one in value.items()) + "}"
    if isinstance(value, tuple | frozenset):
        return "[" + ", ".join(map(_shown, sorted(value) if isinstance(value, frozenset) else value)) + "]"
    return printable(value) if isinstance(value, str) else _number_or_date(value)


def _number_or_date(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else format_number(value)


def counts(read: Candidates) -> Iterator[str]:
    aside = f"nie bierze udziału (wniosek nie jest potwierdzony): {len(read.set_aside)}, " if read.set_aside else ""
    yield (
        f"Odczytano {count(len(read.good), CANDIDATE, Case.ACCUSATIVE)}; {aside}"
        f"z błędami: {read.bad_rows}, wierszy razem: {read.rows}."
    )
    codes = Counter(f"{one.severity.value} {one.code}" for one in read.problems)
    if codes:
        yield "Problemy: " + ", ".join(f"{name} – {number}" for name, number in sorted(codes.items())) + "."
