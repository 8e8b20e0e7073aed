"""`paragraf papers`: lists, explanation sheets, the leaflet for candidates, the form of a protocol, as accessible PDFs
or files for Word.

Everything is written into the folder of `-o`, every file whole, with a list of what was printed; a new folder is open
to its owner alone, except for the leaflet's. A sheet that cannot be printed does not keep back the others. While rows
have mistakes or ties wait, nothing is printed that could be announced: `--draft` prints it marked.
Exit 0 with the papers written, 1 when something stands in the way, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from admission.candidates import Candidates
from admission.draw import BadDraw, Protocol, problems_of
from admission.offer import Offer, school_of
from admission.outstanding import Outstanding
from admission.recruitment.recognising import is_recruitment
from admission.results import QUALIFIED, Allocation, CandidateOutcome, run_allocation
from admission.scoring import home_of
from cli import exits, outputs
from cli.beneath import admitted, warn_of_outstanding
from cli.beside_papers import schools_of, tell_day, tell_doubtful, tell_incomplete, tell_left_off, tell_timetable
from cli.commands.allocate import expect_seats
from cli.days import day
from cli.files import existing, existing_regulation, expect_in_order
from cli.loading import Failed, load_candidates, load_regulation
from cli.offers import HELP, METAVAR, inputs_of, load_offer, load_recruitment, scored
from cli.output import printable
from cli.paper_files import FORMATS, Paper, Printing, write_papers
from cli.people import KINDS, add_confirmed, add_reading
from cli.streams import Streams
from dsl.model.regulation import CONFIRMING, Regulation
from dsl.source.nodes import normal_name, readable_name
from generator.formats import Format
from generator.letterhead import on_letterhead, usual_look
from generator.logo import BadLogo
from generator.papers.people import BadPeople, people, person_of
from polish.enumerations import enumerate_items
from polish.folding import fold
from polish.plurals import TIE, count

if TYPE_CHECKING:
    from generator.papers.common import Provision

_KINDS = {
    "lista": "lista",
    "listy": "lista",
    "lists": "lista",
    "wyjasnienia": "wyjasnienia",
    "wyjasnienie": "wyjasnienia",
    "sheets": "wyjasnienia",
    "ulotka": "ulotka",
    "leaflet": "ulotka",
    "protokol": "protokol",
    "minutes": "protokol",
}
_EXAMPLES = """pisma:
  lista        listy zakwalifikowanych i niezakwalifikowanych, po jednym pliku na oddział i wspólny na szkołę
               (z --confirmations: listy przyjętych i nieprzyjętych)
  wyjasnienia  arkusz wyjaśnienia wyniku dla każdego kandydata albo dla podanych
  ulotka       „Jak policzyć punkty”: regulamin dla kandydatów w skrócie
  protokol     formularz protokołu posiedzenia komisji z danymi z rekrutacji

przykłady:
  paragraf papers lista regulamin.yaml kandydaci.xlsx -o listy --date 2026-07-16
  paragraf papers lista regulamin.yaml kandydaci.xlsx -o przyjeci --confirmations potwierdzenia.csv
  paragraf papers wyjasnienia regulamin.yaml kandydaci.xlsx k17 k23 -o wyjasnienia
  paragraf papers ulotka regulamin.yaml -o ulotka
  paragraf pisma protokol regulamin.yaml kandydaci.xlsx -o protokol --draw protokol-losowania.json

Pliki nazywają się od pisma i znaku oddziału albo kandydata (wyjasnienie-k17.pdf), nigdy od nazwiska. Obok kilku pism
powstaje ich spis (spis-wyjasnienie.csv): plik, dla kogo, suma kontrolna; to, co wydrukowano wcześniej, w nim zostaje.
Folder zawiera dane osobowe i nowy otworzy tylko osoba, która go utworzyła."""
_LISTED = 20


def configure(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("kind", metavar="PISMO", help="lista, wyjasnienia, ulotka albo protokol")
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    parser.add_argument("candidates", metavar="KANDYDACI", nargs="?", help=f"{KINDS} (do ulotki niepotrzebny)")
    parser.add_argument("only", metavar="KANDYDAT", nargs="*", help="wyjasnienia: tylko dla tych znaków (pole „id”)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        type=outputs.place,
        required=True,
        help="folder na pliki; nowy zostanie utworzony",
    )
    parser.add_argument("--date", metavar="RRRR-MM-DD", type=day, help="dzień ogłoszenia listy albo sporządzenia pisma")
    parser.add_argument(
        "--confirmations",
        "--potwierdzenia",
        metavar="PLIK",
        help="lista: kto potwierdził wolę (znaki, po jednym w wierszu, albo CSV: id;potwierdzenie)",
    )
    parser.add_argument(
        "--supplementary", "--uzupelniajace", action="store_true", help="postępowanie uzupełniające, a nie rekrutacyjne"
    )
    parser.add_argument(
        "--draft",
        "--projekt",
        action="store_true",
        help="mimo remisów albo błędów w danych: strony oznaczone jako projekt",
    )
    parser.add_argument(
        "--draw", "--losowanie", metavar="PLIK", action="append", default=[], help="protokol: protokół losowania (draw)"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default=Format.PDF,
        help="pdf (tak jest domyślnie), docx – do poprawek w Wordzie, text – sam tekst",
    )
    parser.add_argument(
        "--style",
        choices=("dostepny", "druk"),
        help="wygląd PDF: dostepny (tak jest domyślnie, gdy „pismo” w regulaminie nie mówi inaczej) albo druk – na "
        "papier",
    )
    add_confirmed(parser)
    add_reading(parser)
    outputs.add_force(parser, "pliki, które już są")


def run(args: argparse.Namespace, io: Streams) -> int:
    kind = _KINDS.get(fold(args.kind))
    if kind is None:
        raise exits.WrongUse(f"nie ma pisma „{printable(args.kind)}”.", "Są: lista, wyjasnienia, ulotka, protokol.")
    _expect_options(args, kind)
    try:
        if kind == "ulotka":
            return leaflet(args, io)
        return {"lista": lists, "wyjasnienia": sheets, "protokol": protocol}[kind](args, io)
    except Failed:
        return exits.PROBLEMS
    except BadLogo as bad:
        raise exits.WrongUse(bad.message, bad.hint) from None
    except BadPeople as bad:
        for problem in bad.problems[:_LISTED]:
            io.warn(printable(problem))
        if len(bad.problems) > _LISTED:
            io.warn(f"… i jeszcze {len(bad.problems) - _LISTED}.")
        io.warn("Nic nie zapisano. Uzupełnij imiona i nazwiska („tożsamość”) w pliku kandydatów.")
        return exits.PROBLEMS


def _expect_options(args: argparse.Namespace, kind: str) -> None:
    """What belongs to another paper is not passed over in silence."""
    if kind == "ulotka" and args.candidates is not None:
        raise exits.WrongUse("ulotka powstaje z samego regulaminu.", "Pomiń plik kandydatów.")
    if kind != "ulotka" and args.candidates is None:
        raise exits.WrongUse("brakuje pliku kandydatów.", "Kolejność plików: REGULAMIN KANDYDACI.")
    for name, given, owner in (
        ("KANDYDAT", args.only, "wyjasnienia"),
        ("--confirmations", args.confirmations, "lista"),
        ("--draw", args.draw, "protokol"),
    ):
        if given and kind != owner:
            raise exits.WrongUse(f"{name} podaje się tylko do pisma „{owner}”.")


def _phase(args: argparse.Namespace) -> str:
    return "uzupełniające" if args.supplementary else "rekrutacyjne"


# -- lists ------------------------------------------------------------------------------------------------------------


def lists(args: argparse.Namespace, io: Streams) -> int:
    from generator.papers.lists import Announcement, ListKind, list_papers, rolls, school_papers

    offer, candidates, allocation = _allocated(args, io)
    _expect_settled(allocation, args, io)
    confirmed = _confirmed(args, allocation, io)
    outstanding = Outstanding(offer, candidates.good)
    if confirmed is not None:
        _expect_proven(outstanding, allocation, confirmed, args, io)
    kind = ListKind.QUALIFIED if confirmed is None else ListKind.ADMITTED
    named = people(one.candidate for one in allocation.candidates)
    what = Announcement(kind, _phase(args), args.date, args.draft)
    who = rolls(allocation, confirmed)
    found = list_papers(offer, allocation, who, named, what)
    papers = [Paper(one.branch, on_letterhead(one.document, home_of(offer, one.branch)[0])) for one in found]
    prefix = f"lista-{fold(kind.nominative)}"
    whole = school_papers(offer, allocation, who, named, what)
    papers += [Paper(one.key, on_letterhead(one.document, one.regulation)) for one in whole]
    read = [*inputs_of(args, offer), *([Path(args.confirmations)] if args.confirmations else [])]
    code = write_papers(args, io, papers, Printing(prefix, "oddział", [one.key for one in papers], read, named))
    tell_incomplete(allocation, io)
    tell_doubtful(candidates, admitted(allocation), offer, io)
    _tell_outstanding(outstanding, allocation, confirmed, io)
    tell_timetable(offer, what.phase, kind.event, io)
    tell_day(args.date, what.phase, offer, io, kind.event)
    return code


def _confirmed(args: argparse.Namespace, allocation: Allocation, io: Streams) -> frozenset[str] | None:
    """None without a file. Raises `Failed`."""
    if args.confirmations is None:
        return None
    from generator.papers.confirmations import BadConfirmations, read_confirmations
    from generator.papers.lists import unknown_confirmations

    try:
        found = read_confirmations(existing(args.confirmations))
    except BadConfirmations as bad:
        for problem in bad.problems[:_LISTED]:
            io.warn(printable(problem))
        io.warn(bad.hint)
        raise Failed from None
    unknown = unknown_confirmations(allocation, found)
    if unknown:
        listed = ", ".join(map(printable, unknown[:_LISTED]))
        more = f" i jeszcze {len(unknown) - _LISTED}" if len(unknown) > _LISTED else ""
        io.warn(f"Wolę potwierdził ktoś, kto nie jest zakwalifikowany: {listed}{more}.")
        io.warn("Popraw plik potwierdzeń i powtórz polecenie.")
        raise Failed
    return found


def _expect_proven(
    outstanding: Outstanding, allocation: Allocation, confirmed: frozenset[str], args: argparse.Namespace, io: Streams
) -> None:
    """Nobody is announced as admitted who lacks what is looked at when the will is confirmed. Raises `Failed`."""
    listed = (one for one in admitted(allocation) if one.candidate.id in confirmed)
    owed = [found for one in listed for found in outstanding.of(one) if normal_name(found.looked_at) == CONFIRMING]
    if not owed:
        return
    io.warn("Wolę potwierdziły osoby bez tego, co sprawdza się przy jej potwierdzeniu:")
    people_of: dict[str, list[str]] = {}
    for one in owed:
        papers_owed = [readable_name(name) for name in one.documents] or [readable_name(one.condition)]
        people_of.setdefault(f"oddział {one.branch}, {enumerate_items(papers_owed)}", []).append(one.candidate)
    for what, ids in people_of.items():
        more = f" i jeszcze {len(ids) - _LISTED}" if len(ids) > _LISTED else ""
        io.warn(f"  {printable(what)}: {', '.join(map(printable, ids[:_LISTED]))}{more}")
    if not args.draft:
        io.warn("Nic nie zapisano: lista przyjętych podałaby osoby, które nie spełniają warunków przyjęcia.")
        io.warn("Kto złożył dokument, temu uzupełnij dane; pozostałych skreśl z pliku potwierdzeń.")
        io.warn("Wersja robocza: dodaj --draft.")
        raise Failed


def _tell_outstanding(
    outstanding: Outstanding, allocation: Allocation, confirmed: frozenset[str] | None, io: Streams
) -> None:
    if outstanding.is_possible:
        listed = (one for one in admitted(allocation) if confirmed is None or one.candidate.id in confirmed)
        warn_of_outstanding(outstanding, listed, "Na liście", io)


# -- sheets -----------------------------------------------------------------------------------------------------------


def sheets(args: argparse.Namespace, io: Streams) -> int:
    offer, candidates, allocation = _allocated(args, io)
    _expect_settled(allocation, args, io)
    wanted = _wanted(args, allocation, candidates)
    named = {person.id: person for one in wanted if (person := person_of(one.candidate)) is not None}
    keys = [one.candidate.id for one in wanted]
    printing = Printing("wyjasnienie", "znak", keys, inputs_of(args, offer), named, each_alone=True)
    code = write_papers(args, io, _sheets(args, offer, allocation, wanted), printing)
    if not args.draft:
        tell_left_off(offer, io)
    tell_doubtful(candidates, (one for one in admitted(allocation) if one.candidate.id in keys), offer, io)
    tell_day(args.date, _phase(args), offer, io)
    io.warn("Arkusze zawierają dane osobowe: każdy wydaje się tylko temu kandydatowi albo jego rodzicom.")
    return code


def _wanted(args: argparse.Namespace, allocation: Allocation, candidates: Candidates) -> list[CandidateOutcome]:
    with_choices = [one for one in allocation.candidates.told(QUALIFIED) if one.choices]
    if not args.only:
        return with_choices
    by_id = {one.candidate.id: one for one in with_choices}
    aside = {one.id for one in candidates.set_aside}
    for name in args.only:
        if name in aside:
            raise exits.WrongUse(f"kandydat „{printable(name)}” nie bierze udziału w postępowaniu (stan wniosku).")
        if name not in by_id:
            raise exits.WrongUse(f"w pliku nie ma kandydata „{printable(name)}”.", "Sprawdź znak (pole „id”).")
    return [by_id[name] for name in dict.fromkeys(args.only)]


def _sheets(
    args: argparse.Namespace, offer: Offer, allocation: Allocation, wanted: Iterable[CandidateOutcome]
) -> Iterator[Paper]:
    from cli.commands.explain import confirmed_choices, explanations
    from dsl.emit.rule_words import WordsOfRules
    from generator.papers.explained import Explained
    from generator.papers.sheets import sheet
    from generator.regulation import units

    words, printed = WordsOfRules(), {id(one): units(one) for one in schools_of(offer)}
    for outcome in wanted:
        candidate = outcome.candidate
        counted = confirmed_choices(offer, candidate) if args.confirmed_only else {}
        explained = [
            Explained(one.regulation, one.branch, one.home, one.found, printed[id(one.regulation)])
            for one in explanations(offer, candidate, None, counted, words)
        ]
        person = person_of(candidate)
        document = sheet(allocation, outcome, explained, person, _phase(args), args.date, is_draft=args.draft)
        yield Paper(candidate.id, on_letterhead(document, explained[0].regulation))


# -- leaflet, protocol ------------------------------------------------------------------------------------------------


def leaflet(args: argparse.Namespace, io: Streams) -> int:
    from generator.papers.fitting import fitted_leaflet
    from generator.pdf.errors import PdfError

    schools = regulations_of(args.regulation, io)
    regulations = list(schools.values())
    args.style = args.style or usual_look(regulations[0])
    if not any(one.branches or any(kind.criteria for kind in one.kinds.values()) for one in regulations):
        raise exits.WrongUse("w tym pliku nie ma kryteriów, z których liczy się punkty.")
    try:
        papers = [
            Paper(f"punkty {sign}".strip(), on_letterhead(fitted_leaflet(one, args.style), one))
            for sign, one in schools.items()
        ]
    except PdfError as error:
        io.warn(f"Nic nie zapisano: {error.message}")
        return exits.PROBLEMS
    read = [Path(args.regulation), *(path for one in regulations for path in outputs.files_of(one))]
    printing = Printing("ulotka", "pismo", [one.key for one in papers], read, is_private=False)
    return write_papers(args, io, papers, printing)


def regulations_of(name: str, io: Streams) -> Mapping[str, Regulation]:
    """Of each school of a recruitment by its sign; of one school under "". Raises `Failed`."""
    if is_recruitment(existing_regulation(name)):
        return load_recruitment(name, io).members
    return {"": load_regulation(name, io)}


def protocol(args: argparse.Namespace, io: Streams) -> int:
    from generator.papers.minutes import Sitting, differing, minutes

    draws = _draws(args)
    offer, candidates, allocation = _allocated(args, io)
    foreign = next((one.announcement.branch for one in draws if one.announcement.branch not in offer.branches), None)
    if foreign is not None:
        raise exits.WrongUse(f"losowanie dotyczy oddziału „{printable(foreign)}”, którego nie ma w regulaminie.")
    papers: list[Paper] = []
    left_out: list[Provision] = []
    for school, regulation, branches in _sittings(offer):
        sitting = Sitting(regulation, branches, _phase(args), args.date, args.draft)
        left_out += sitting.left_out
        paper = on_letterhead(minutes(allocation, candidates, sitting, draws), regulation)
        papers.append(Paper(school or "posiedzenie", paper))
    read = [*inputs_of(args, offer), *map(Path, args.draw)]
    exit_code = write_papers(args, io, papers, Printing("protokol", "szkoła", [one.key for one in papers], read))
    for one in dict.fromkeys(left_out):
        io.warn(f"W protokole nie ma przepisu ({one.doubt}): {printable(one.text)}")
    tell_doubtful(candidates, admitted(allocation), offer, io)
    tell_day(args.date, _phase(args), offer, io)
    for code in differing(allocation, draws):
        io.warn(f"Uwaga: w oddziale {code} kolejność z danych („los”) różni się od kolejności z losowania. Sprawdź ją.")
    ties = sum(len(one.ties) for one in allocation.branches.values())
    if ties:
        io.warn(f"W protokole zostało miejsce na rozstrzygnięcie: {count(ties, TIE)}.")
    return exit_code


def _draws(args: argparse.Namespace) -> list[Protocol]:
    """Those that add up when they are recounted."""
    from cli.commands.draw import read_protocol

    found = []
    for name in args.draw:
        try:
            found.append(read_protocol(name))
        except BadDraw as bad:
            raise exits.WrongUse(bad.message, bad.hint) from None
        problems = problems_of(found[-1])
        if problems:
            hint = f"Sprawdź go: paragraf draw sprawdz {printable(name)}"
            raise exits.WrongUse(f"protokół losowania „{printable(name)}” się nie zgadza: {problems[0]}.", hint)
    return found


def _sittings(offer: Offer) -> Iterator[tuple[str, Regulation, tuple[str, ...]]]:
    """Each school has a commission of its own."""
    schools: dict[str, list[str]] = {}
    for code in offer.branches:
        schools.setdefault(school_of(offer, code), []).append(code)
    for school, codes in schools.items():
        yield school, home_of(offer, codes[0])[0], tuple(codes)


# -- what they begin with ---------------------------------------------------------------------------------------------


def _allocated(args: argparse.Namespace, io: Streams) -> tuple[Offer, Candidates, Allocation]:
    """Raises `Failed` with everything told."""
    expect_in_order(args.regulation, args.candidates)
    offer = load_offer(args.regulation, io)
    expect_seats(offer)
    args.style = args.style or next(map(usual_look, schools_of(offer)))
    candidates = load_candidates(args.candidates, offer, io, args)
    if candidates.problems.has_errors and not args.draft:
        io.warn("Nic nie zapisano: w danych są błędy, więc pisma byłyby niepełne. Popraw je albo dodaj --draft.")
        raise Failed
    return offer, candidates, run_allocation(offer, scored(candidates, offer, io, args.confirmed_only))


def _expect_settled(allocation: Allocation, args: argparse.Namespace, io: Streams) -> None:
    ties = tuple(allocation.outcome.ties)
    if not ties or args.draft:
        return
    io.warn(f"Nic nie zapisano: remisy czekają na rozstrzygnięcie w oddziałach: {', '.join(map(printable, ties))}.")
    io.warn("Najpierw komisja je rozstrzyga (losowanie: paragraf draw). Wersja robocza: dodaj --draft.")
    raise Failed
