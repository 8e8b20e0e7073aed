"""`paragraf draw`: a draw between candidates whom the regulation leaves equal, in three steps that anybody can check.

`przygotuj` writes the announcement and the secret, `przeprowadz` the protocol, `sprawdz` recounts a protocol. A second
draw between the same people needs `--again` and a reason, which everybody can read; a secret once shown is of no use
for another value. What is hashed, and why nobody can steer it: docs/decisions/0012-draws.md. Exit 0, 1 when a protocol
does not add up, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from admission.allocation import MarginTie, ties_in_the_way
from admission.candidates import Candidate, Choice
from admission.draw import Announcement, BadDraw, Protocol, Repeated, announce, digits_of, hold, problems_of
from admission.draw_files import (
    announcement_record,
    earlier_draws,
    encoded,
    protocol_record,
    read_announcement,
    read_record,
    secret_file,
    secret_record,
    shown_before,
    shown_record,
    text_in,
)
from admission.draw_files import read_protocol as protocol_of
from admission.offer import Offer
from admission.recruitment.model import Recruitment, Settlement
from admission.results import Allocation, run_allocation
from admission.results.seats import pool_words
from admission.results.ties import may_be_fewer
from cli import exits, output, outputs
from cli.commands.allocate import expect_seats
from cli.files import existing, expect_in_order
from cli.loading import Failed, load_candidates
from cli.offers import files_of, find_opening, load_offer, read_with, scored
from cli.output import printable
from cli.people import add_confirmed, add_reading
from cli.streams import Streams
from cli.system import reason
from dsl.model.regulation import SETTLED_IN, Rules, StageKind
from dsl.rewrite.scalars import quoted_where_needed
from generator.files import write_atomically
from polish.plurals import CANDIDATE, SEAT, Case, count

_STEPS = {"przygotuj": "przygotuj", "prepare": "przygotuj", "przeprowadz": "przeprowadz", "hold": "przeprowadz"}
_STEPS |= {"sprawdz": "sprawdz", "verify": "sprawdz"}
_EXAMPLES = """kroki:
  paragraf draw przygotuj REGULAMIN KANDYDACI --branch A -o losowanie.json
      zapisuje ogłoszenie losowanie.json (do wywieszenia) i losowanie.sekret.json (do zachowania)
  paragraf draw przeprowadz losowanie.json losowanie.sekret.json --public "kostka: 3 5 1 6 2 4 4 1" -o protokol.json
      liczy kolejność z sekretu i z tego, co wylosowano przy świadkach
  paragraf draw sprawdz protokol.json
      przelicza protokół od nowa; może to zrobić każdy
  paragraf draw sprawdz protokol.json REGULAMIN KANDYDACI
      sprawdza też, czy losowano między wszystkimi, którzy według danych byli równi"""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("step", metavar="KROK", choices=tuple(_STEPS), help="przygotuj, przeprowadz albo sprawdz")
    parser.add_argument("files", metavar="PLIK", nargs="+", help="pliki tego kroku, jak w przykładach niżej")
    parser.add_argument("--branch", metavar="ODDZIAŁ", help="oddział z remisem, gdy jest ich więcej")
    add_reading(parser)
    add_confirmed(parser)
    what = "co wylosowano przy świadkach, np. „kostka: 3 5 1 6 2 4 4 1”; liczą się same cyfry, co najmniej 8"
    parser.add_argument("--public", metavar="WARTOŚĆ", help=what)
    what = "powtórz losowanie, które już ogłoszono; powód stanie w nowym ogłoszeniu i protokole"
    parser.add_argument("--again", "--ponownie", metavar="POWÓD", help=what)
    parser.add_argument("-o", "--output", metavar="PLIK", type=outputs.place, help="gdzie zapisać ogłoszenie, protokół")
    outputs.add_force(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    try:
        match _STEPS[args.step]:
            case "przygotuj":
                return prepare(args, io)
            case "przeprowadz":
                return hold_draw(args, io)
            case _:
                return verify(args, io)
    except BadDraw as bad:
        raise exits.WrongUse(bad.message, bad.hint) from None


# -- the first step ---------------------------------------------------------------------------------------------------


def prepare(args: argparse.Namespace, io: Streams) -> int:
    regulation, candidates = _files(args, 2, "REGULAMIN KANDYDACI")
    expect_in_order(regulation, candidates)
    target = Path(args.output or "losowanie.json")
    kept = secret_file(target)
    try:
        offer = load_offer(regulation, io)
        expect_seats(offer)
        people = load_candidates(candidates, offer, io, args)
        allocation = run_allocation(offer, scored(people, offer, io, args.confirmed_only))
    except Failed:
        return exits.PROBLEMS
    branch, tie = tie_of(allocation, offer, args.branch)
    tell_rules(offer.branches[branch].rules, branch, io)
    group = sorted({*tie.candidates, *tie.may_join})
    repeated = repeated_draw(target.parent, branch, group, args.again)
    secret = secrets.token_hex(32)
    announcement = announce(branch, group, tie.seats, secret, repeated)
    written = [
        (kept, encoded(secret_record(announcement, secret))),
        (target, encoded(announcement_record(announcement))),
    ]
    inputs = [Path(regulation), *files_of(offer), *read_with(candidates, offer, args)]
    expect_no_secret(kept)
    save_draw(written, inputs, args.force)
    drawn = count(len(announcement.candidates), CANDIDATE, Case.ACCUSATIVE)
    pool = next((one.label for one in allocation.branches[branch].pools if one.result.name == tie.pool), "")
    where = f"{branch} ({pool_words(pool)})" if pool else branch
    io.print(f"Losowanie w oddziale {where}: {drawn} na {count(tie.seats, SEAT, Case.ACCUSATIVE)}.")
    if tie.may_join:
        joining = count(len(tie.may_join), CANDIDATE, Case.ACCUSATIVE)
        io.print(f"W tym {joining}, bo mogą trafić do tej grupy po innych rozstrzygnięciach.")
    if may_be_fewer(tie):
        io.warn(
            "Uwaga: po rozstrzygnięciu remisów mogą się tu znaleźć kandydaci wyżej w kolejności. Wtedy miejsc będzie"
        )
        io.warn("mniej albo wcale, więc to losowanie może o niczyim przyjęciu nie decydować.")
    tell_repeated(announcement, io)
    io.print(f"Zobowiązanie: {announcement.commitment}")
    io.print()
    io.print(f"1. Wywieś {printable(str(target))} przed losowaniem.")
    io.print(f"2. Zachowaj {printable(str(kept))} i nikomu go nie pokazuj do losowania.")
    io.print("3. Przy świadkach wylosuj wartość publiczną (np. osiem rzutów jedną kostką, po kolei) i wykonaj krok")
    io.print("   „przeprowadz”.")
    return exits.OK


def expect_no_secret(kept: Path) -> None:
    """Of a draw that may have been announced: without it nobody could hold that one. Raises `WrongUse`."""
    if os.path.lexists(kept):
        hint = (
            "Należy do losowania, które mogło już zostać ogłoszone, więc program go nie zastąpi. Podaj inną nazwę "
            "po -o; jeżeli tamtego losowania nikomu nie ogłoszono, usuń ten plik."
        )
        raise exits.WrongUse(f"plik sekretu „{printable(str(kept))}” już jest.", hint)


def save_draw(files: Sequence[tuple[Path, bytes]], inputs: Sequence[Path], force: bool) -> None:
    """The secret and the announcement; no secret stays without its announcement."""
    (kept, _), (target, announced) = files
    try:
        outputs.save(files, inputs, force, private=[kept])
    except BaseException:
        if not (target.is_file() and target.read_bytes() == announced):
            kept.unlink(missing_ok=True)
        raise


def tell_repeated(announcement: Announcement, io: Streams) -> None:
    if announcement.repeated is not None:
        io.print(f"To losowanie zastępuje inne. Powód: {printable(announcement.repeated.reason)}")
        io.print(f"Zobowiązanie tamtego losowania: {announcement.repeated.commitment}")


def repeated_draw(folder: Path, branch: str, group: Collection[str], why: str | None) -> Repeated | None:
    """The last draw between any of these people that was announced in the folder, when it is to be repeated. Raises
    `WrongUse` where there is one and nobody says why it is repeated, or the other way round."""
    earlier = earlier_draws(folder, branch, group)
    if not earlier and why is None:
        return None
    if not earlier:
        hint = "Zapisz nowe ogłoszenie (-o) w folderze, w którym jest tamto, albo usuń --again."
        raise exits.WrongUse("w folderze nie ma ogłoszenia, które to losowanie miałoby zastąpić.", hint)
    path, last = earlier[-1]
    if why is None:
        hint = (
            "Jeżeli trzeba je powtórzyć, dopisz --again i powód: stanie w nowym ogłoszeniu i w protokole. "
            "Jeżeli tamtego nikomu nie pokazano, usuń jego pliki."
        )
        raise exits.WrongUse(
            f"losowanie w oddziale „{branch}” między tymi osobami już jest: {printable(path.name)}.", hint
        )
    return Repeated(last.commitment, why)


def tie_of(allocation: Allocation, offer: Offer, named: str | None) -> tuple[str, MarginTie]:
    """The branch and its tie; one that depends on others only where they depend on it too: then whoever may join the
    group is drawn with it. Raises `WrongUse` where there is none, or nobody said which."""
    ties = {
        code: next((tie for tie in one.ties if tie.settled), one.ties[0])
        for code, one in allocation.branches.items()
        if one.ties
    }
    if not ties:
        raise exits.WrongUse("w żadnym oddziale nie ma remisu, więc nie ma o co losować.")
    if named is None and len(ties) > 1:
        raise exits.WrongUse(f"remisy są w oddziałach: {', '.join(ties)}.", "Wybierz jeden: --branch ODDZIAŁ")
    code = find_opening(offer, named) if named is not None else next(iter(ties))
    if code not in ties:
        raise exits.WrongUse(f"w oddziale „{code}” nie ma remisu.", f"Remisy są w: {', '.join(ties)}.")
    first = ties_in_the_way(allocation.instance, allocation.outcome)[code]
    if first and not ties[code].settled:
        raise exits.WrongUse(
            f"skład grupy w oddziale „{code}” zależy jeszcze od innych remisów.",
            f"Najpierw rozstrzygnij remisy w: {', '.join(first)}; potem powtórz ten krok.",
        )
    return code, ties[code]


def tell_rules(rules: Rules, branch: str, io: Streams) -> None:
    """Raises `BadDraw` where the order excludes lots."""
    if StageKind.LOT not in rules.settling:
        words = " albo ".join(one.value.replace("_", " ") for one in rules.settling) or "nie mówi, co"
        where = (
            " Decyzję z podstawą wpisz przy wyborze oddziału („decyzja”) albo w „rozstrzygnięcia” pliku naboru."
            if StageKind.DECISION in rules.settling
            else ""
        )
        message = f"W oddziale „{branch}” losowanie nie rozstrzyga równych wyników."
        raise BadDraw(message, f"Regulamin: {words}.{where}")
    if not rules.says_what_settles:
        io.warn("Uwaga: regulamin nie mówi, co rozstrzyga równe wyniki. O losowaniu musi zdecydować komisja.")


# -- the second step --------------------------------------------------------------------------------------------------


def hold_draw(args: argparse.Namespace, io: Streams) -> int:
    first, second = _files(args, 2, "OGŁOSZENIE SEKRET")
    if args.public is None:
        raise exits.WrongUse("brakuje wartości publicznej.", 'Dopisz np. --public "kostka: 3 5 1 6 2 4 4 1"')
    announcement, kept = read_announcement(_read(first)), _read(second)
    protocol = hold(announcement, text_in(kept, "sekret"), args.public)
    target = Path(args.output or "protokol-losowania.json")
    expect_unused(kept, protocol.public)
    mark_as_shown(Path(second), kept, protocol.public)
    outputs.save([(target, encoded(protocol_record(protocol)))], [Path(first), Path(second)], args.force)
    show(protocol, io)
    io.print()
    io.print(f"Protokół: {printable(str(target))}. Każdy może go przeliczyć: paragraf draw sprawdz {target.name}")
    drawn = ", ".join(quoted_where_needed(one.candidate) for one in protocol.lots)
    io.print()
    io.print("Żeby kolejność się liczyła, dopisz do pliku naboru (podstawę uzupełnij):")
    io.print("rozstrzygnięcia:")
    branch = quoted_where_needed(announcement.branch)
    io.print(f"  - {{oddział: {branch}, losowanie: [{drawn}], podstawa: <wpisz numer protokołu>}}")
    io.print("Bez pliku naboru wpisz numer przy wyborze w danych każdego z nich, w polu „los”.")
    return exits.OK


def expect_unused(kept: Mapping[str, Any], public: str) -> None:
    """Raises `BadDraw`."""
    if before := shown_before(kept, public):
        message = f"Ten sekret ujawniono już przy wartości „{printable(before)}”: kolejność można by teraz ustawić."
        hint = "Jeżeli losowanie trzeba powtórzyć, ogłoś nowe: paragraf draw przygotuj … --again POWÓD"
        raise BadDraw(message, hint)


def mark_as_shown(path: Path, kept: Mapping[str, Any], public: str) -> None:
    """Before anybody sees the order. Raises `WrongUse`."""
    try:
        write_atomically(path, encoded(shown_record(kept, public)), private=True)
    except OSError as error:
        hint = "Przenieś go do folderu, w którym wolno zapisywać: program notuje w nim, że sekret jest już jawny."
        raise exits.WrongUse(f"nie można zapisać pliku sekretu: {reason(error)}.", hint) from None


def show(protocol: Protocol, io: Streams) -> None:
    rows = [
        {"numer": number, "kandydat": one.candidate, "los": one.number[:16] + "…"}
        for number, one in enumerate(protocol.lots, start=1)
    ]
    output.write(io, "table", rows, {"numer": "numer", "kandydat": "kandydat", "los": "los"})


# -- the third step ---------------------------------------------------------------------------------------------------


def verify(args: argparse.Namespace, io: Streams) -> int:
    if len(args.files) not in (1, 3):
        _files(args, 1, "PROTOKÓŁ albo PROTOKÓŁ REGULAMIN KANDYDACI")
    protocol = read_protocol(args.files[0])
    found = problems_of(protocol)
    if not found and len(args.files) == 3:
        try:
            found = problems_of_group(protocol.announcement, args, io)
        except Failed:
            return exits.PROBLEMS
    if found:
        io.print("Protokół się nie zgadza:")
        for problem in found:
            io.print(f"- {problem}")
        return exits.PROBLEMS
    show(protocol, io)
    io.print()
    io.print(f"Zgadza się: kolejność wynika z sekretu i z wartości publicznej „{printable(protocol.public)}”.")
    if len(args.files) == 3:
        io.print("Losowano między wszystkimi, którzy według tych danych byli równi, i o właściwą liczbę miejsc.")
    tell_repeated(protocol.announcement, io)
    io.print("Sprawdź jeszcze sam:")
    digits = " ".join(digits_of(protocol.public))
    io.print(f"- czy przy świadkach wylosowano, po kolei: {digits} (liczą się same cyfry);")
    io.print("- czy przed losowaniem wywieszono ogłoszenie z tym zobowiązaniem i tylko z tym:")
    io.print(f"  {protocol.announcement.commitment}")
    io.print("Jednemu zobowiązaniu odpowiada jeden protokół: gdy są dwa, któryś powstał po ujawnieniu sekretu.")
    return exits.OK


def problems_of_group(announcement: Announcement, args: argparse.Namespace, io: Streams) -> list[str]:
    """Whether the data, without what this draw has settled, leave just these people equal for as many seats. Raises
    `Failed`."""
    _, regulation, candidates = args.files
    expect_in_order(regulation, candidates)
    offer = load_offer(regulation, io)
    expect_seats(offer)
    group = frozenset(announcement.candidates)
    branch = find_opening(offer, announcement.branch)
    people = load_candidates(candidates, offer, io, args)
    people = replace(people, good=tuple(without_lot(one, branch) if one.id in group else one for one in people.good))
    if isinstance(offer, Recruitment):
        offer = replace(offer, settlements=tuple(one for one in offer.settlements if not is_of(one, branch, group)))
    allocation = run_allocation(offer, scored(people, offer, io, args.confirmed_only))
    ties = allocation.branches[branch].ties
    tie = next(
        (one for one in ties if group == {*one.candidates, *one.may_join} and one.seats == announcement.seats), None
    )
    if tie is not None:
        first = () if tie.settled else ties_in_the_way(allocation.instance, allocation.outcome)[branch]
        return (
            [f"losowano za wcześnie: według tych danych najpierw rozstrzyga się: {', '.join(first)}"] if first else []
        )
    equal = [f"{', '.join(sorted({*tie.candidates, *tie.may_join}))} (miejsc: {tie.seats})" for tie in ties]
    told = f"równi są tam: {'; '.join(equal)}" if equal else "nikt nie jest tam równy na granicy miejsc"
    return [f"według tych danych losowano nie między tymi, co trzeba, albo o inną liczbę miejsc; {told}"]


def without_lot(candidate: Candidate, branch: str) -> Candidate:
    lot = SETTLED_IN[StageKind.LOT]
    choices = tuple(
        Choice(one.branch, {name: value for name, value in one.pair.items() if name != lot})
        if one.branch == branch
        else one
        for one in candidate.choices
    )
    return candidate._replace(choices=choices)


def is_of(settlement: Settlement, branch: str, group: Collection[str]) -> bool:
    return settlement.branch == branch and group == set(settlement.candidates)


def read_protocol(name: str) -> Protocol:
    """As the file says, not recounted. Raises `BadDraw`."""
    return protocol_of(_read(name))


def _read(name: str) -> Mapping[str, Any]:
    return read_record(existing(name))


def _files(args: argparse.Namespace, number: int, what: str) -> tuple[str, ...]:
    if len(args.files) != number:
        raise exits.WrongUse(f"krok „{args.step}” bierze pliki: {what}.", "Przykłady: paragraf draw --help")
    return tuple(args.files)
