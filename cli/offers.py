"""What the commands of a recruitment begin with: one regulation, or a recruitment (`nabór`) of several."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from admission.candidates import Candidate, Candidates
from admission.intake.reading import vocabularies
from admission.offer import Offer, own_code
from admission.recruitment.model import Recruitment
from admission.recruitment.recognising import is_recruitment
from admission.recruitment.settling import with_settlements
from admission.scoring import Scored
from cli import exits, outputs
from cli.files import existing_regulation
from cli.loading import Failed, files_of_candidates, load_branches, regulation_in, tell
from cli.output import printable
from cli.progress import watched
from cli.proven import results_of
from cli.streams import Streams
from dsl.diagnostics import Diagnostics, Severity
from dsl.model.regulation import Regulation
from dsl.rows import find_member
from polish.plurals import ERROR, count

METAVAR = "REGULAMIN"
HELP = "plik regulaminu albo naboru kilku szkół (*.yaml)"


def load_offer(name: str, io: Streams) -> Offer:
    """What candidates may choose, or its errors shown and `Failed` raised."""
    path = existing_regulation(name, "Podaj plik regulaminu albo naboru (*.yaml).")
    if is_recruitment(path):
        return load_recruitment(name, io)
    regulation = regulation_in(path, name, io)
    load_branches(regulation)
    return regulation


def load_recruitment(name: str, io: Streams) -> Recruitment:
    """Of a file that is known to be one; or its errors shown and `Failed` raised."""
    from admission.recruitment.reading import read_recruitment

    read = read_recruitment(Path(name))
    tell(read.diagnostics, io)
    if read.recruitment is not None:
        return read.recruitment
    errors = sum(one.severity is Severity.ERROR for one in read.diagnostics)
    io.warn(f"Nabór ma {count(errors, ERROR)}. Popraw plik {printable(name)} i powtórz polecenie.")
    raise Failed


def inputs_of(args: argparse.Namespace, offer: Offer) -> list[Path]:
    """Files that the command reads and must not write over."""
    return [Path(args.regulation), *files_of(offer), *read_with(args.candidates, offer, args)]


def read_with(candidates: str, offer: Offer, args: argparse.Namespace) -> list[Path]:
    """The candidates' files, the lists beside them and the mapping."""
    paths = [Path(name) for name in files_of_candidates(candidates, args)]
    names = [name for name in vocabularies(offer) if name]
    lists = [path.with_name(f"{path.stem}.{name}{path.suffix}") for path in paths for name in names]
    mapping = getattr(args, "mapping", None)
    return [*paths, *lists, *([Path(mapping)] if mapping is not None else [])]


def files_of(offer: Offer) -> list[Path]:
    """What the regulations were read from."""
    regulations = offer.members.values() if isinstance(offer, Recruitment) else (offer,)
    return [path for one in regulations if isinstance(one, Regulation) for path in outputs.files_of(one)]


def settled(candidates: Candidates, offer: Offer, io: Streams, is_told: bool = True) -> tuple[Candidate, ...]:
    """The good candidates, with the lots and decisions that the recruitment gives; what is doubtful of them is told,
    unless it has been."""
    if not isinstance(offer, Recruitment):
        return candidates.good
    diagnostics = Diagnostics()
    others = {*candidates.bad, *(one.id for one in candidates.set_aside)}
    found = with_settlements(candidates.good, offer, diagnostics, others)
    if is_told or diagnostics.has_errors:
        tell(diagnostics.sorted(), io)
    if diagnostics.has_errors:
        io.warn("Rozstrzygnięcia w pliku naboru mają błędy; popraw je i powtórz polecenie.")
        raise Failed
    return found


def scored(
    candidates: Candidates, offer: Offer, io: Streams, confirmed_only: bool = False, is_told: bool = True
) -> Iterator[Scored]:
    """The results of those who take part, counted before the person's eyes."""
    taking_part = settled(candidates, offer, io, is_told)
    return results_of(offer, watched(taking_part, "Liczenie punktów", io, len(taking_part)), confirmed_only)


def find_opening(offer: Offer, code: str) -> str:
    """The branch's code as the offer has it. Raises `WrongUse`."""
    found = find_member(own_code(offer, code), offer.branches)
    if found is None:
        known = ", ".join(offer.branches)
        raise exits.WrongUse(f"nie ma oddziału „{printable(code)}”.", f"Są: {known}.")
    return found
