"""`paragraf rank`: the candidates of each branch in order, the line of seats, and the tied groups that it cuts.

Every branch by itself, as if nobody were admitted elsewhere; who is admitted where is said by `allocate`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from admission.margin import Margin, margin_of
from admission.offer import Offer
from admission.outstanding import Outstanding
from admission.ranking import Place, Ranking, rank
from admission.results import branches_without_seats, run_allocation, stage_words
from admission.results.settling import Unused, Why, as_allocated, unused_in_order
from admission.scoring import Scored, missing_words, unmet_words
from cli import exits, output
from cli.beneath import tell_outstanding, warn_of_unused
from cli.files import expect_in_order
from cli.loading import Failed, exit_code, load_candidates
from cli.offers import HELP, METAVAR, find_opening, inputs_of, load_offer, scored
from cli.people import add_candidates, add_confirmed, add_reading
from cli.proven import unproven_record, unproven_words
from cli.results import Results, add_results, cells, deliver, is_table
from cli.streams import Streams
from dsl.emit.order import stands_in_key
from dsl.emit.python.library import as_text, plain_value
from dsl.model.regulation import Branch
from dsl.source.nodes import readable_name
from polish.plurals import CANDIDATE, SEAT, Case, count


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    add_candidates(parser, are_last=True)
    add_reading(parser)
    add_confirmed(parser)
    parser.add_argument("--branch", metavar="ODDZIAŁ", help="tylko ten oddział")
    add_results(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    expect_in_order(args.regulation, args.candidates)
    try:
        offer = load_offer(args.regulation, io)
        codes = [find_opening(offer, args.branch)] if args.branch is not None else list(offer.branches)
        candidates = load_candidates(args.candidates, offer, io, args)
        results = list(scored(candidates, offer, io, args.confirmed_only))
    except Failed:
        return exits.PROBLEMS
    rankings = ranked(offer, codes, results)
    warn_of_unused(settling_nothing(rankings, offer, results), io)
    if is_table(args):
        show(rankings, io)
        outstanding = Outstanding(offer, candidates.good)
        if outstanding.is_possible:
            tell_outstanding(outstanding, placed(rankings), "Stoi w kolejności", io)
    else:
        found = Results(
            "ranking", lambda: cells(COLUMNS, rows(rankings)), COLUMNS, lambda: map(ranking_record, rankings)
        )
        deliver(io, args, found, inputs_of(args, offer))
    return exit_code(candidates)


def settling_nothing(rankings: Iterable[Ranking], offer: Offer, results: Sequence[Scored]) -> list[Unused]:
    """An order that leaves out only those whose seats it does not decide about counts, though a ranking shows a tie."""
    found = [
        unused
        for one in rankings
        for unused in unused_in_order([one.branch], {one.branch.code: one.groups}, one.results)
    ]
    if branches_without_seats(offer) or all(one.why is not Why.NOT_OF_ALL for one in found):
        return found
    return list(as_allocated(found, run_allocation(offer, results)))


def ranked(offer: Offer, codes: Iterable[str], results: Iterable[Scored]) -> list[Ranking]:
    by_branch: dict[str, list[Scored]] = {code: [] for code in codes}
    for one in results:
        if one.choice.branch in by_branch:
            by_branch[one.choice.branch].append(one)
    return [rank(offer.branches[code], found) for code, found in by_branch.items()]


# -- rows and records -------------------------------------------------------------------------------------------------

COLUMNS = {
    "oddział": "oddział",
    "miejsce": "miejsce",
    "kandydat": "kandydat",
    "razem": "razem",
    "kolejność": "kolejność",
    "uwagi": "uwagi",
}


def rows(rankings: Iterable[Ranking]) -> Iterator[dict[str, Any]]:
    for ranking in rankings:
        margin = margin_of(ranking)
        for place in ranking.places:
            for one in place.members:
                yield {
                    "oddział": ranking.branch.code,
                    "miejsce": place.number,
                    "kandydat": one.candidate.id,
                    "razem": one.result.total,
                    "kolejność": "; ".join(f"{name}: {value}" for name, value in stages(ranking.branch, one).items()),
                    "uwagi": with_unproven(remark(place, margin), one),
                }
        for place in ranking.reserve:
            for one in place.members:
                yield {
                    "oddział": ranking.branch.code,
                    "miejsce": None,
                    "kandydat": one.candidate.id,
                    "razem": one.result.total,
                    "kolejność": "; ".join(f"{name}: {value}" for name, value in stages(ranking.branch, one).items()),
                    "uwagi": with_unproven(f"lista rezerwowa: {place.number}", one),
                }
        for one in left_out(ranking):
            yield {
                "oddział": ranking.branch.code,
                "miejsce": None,
                "kandydat": one.candidate.id,
                "razem": one.result.total,
                "kolejność": None,
                "uwagi": with_unproven(why_left_out(one), one),
            }


def stages(branch: Branch, one: Scored) -> dict[str, str]:
    """What each stage compares, by its short name."""
    pairs = zip(branch.rules.order, one.result.order, strict=True)
    return {readable_name(stage.name): output.cell(value.value) for stage, value in pairs if stands_in_key(stage)}


def left_out(ranking: Ranking) -> tuple[Scored, ...]:
    return (*ranking.incomplete, *ranking.not_eligible)


def why_left_out(one: Scored) -> str:
    if one.result.eligible is False:
        return unmet_words(one.result)
    return missing_words(one.result.missing)


def with_unproven(said: str, one: Scored) -> str:
    """And what was not counted because nobody has confirmed it."""
    if one.unproven is None:
        return said
    unproven = unproven_words(one.unproven)
    return f"{said}; {unproven}" if said else unproven


def remark(place: Place, margin: Margin | None) -> str:
    if margin is not None and place is margin.tie:
        return f"remis o {count(margin.seats, SEAT, Case.ACCUSATIVE)}"
    if place.is_tie:
        return "równy wynik"
    return ""


def ranking_record(ranking: Ranking) -> dict[str, Any]:
    margin = margin_of(ranking)
    seats = ranking.branch.seats
    return {
        "oddział": ranking.branch.code,
        "miejsca": seats.count if seats else None,
        "lista": places_record(ranking.places),
        "lista_rezerwowa": places_record(ranking.reserve),
        "remis": None
        if margin is None or margin.tie is None
        else {
            "kandydaci": [one.candidate.id for one in margin.tie.members],
            "miejsca": margin.seats,
            "najmniej_przyjętych": margin.least,
            "najwięcej_przyjętych": margin.most,
        },
        "poza_listą": [
            {"kandydat": one.candidate.id, "powód": why_left_out(one), **unproven_of(one)} for one in left_out(ranking)
        ],
    }


def places_record(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [
        {
            "miejsce": place.number,
            "kandydat": one.candidate.id,
            "razem": None if one.result.total is None else as_text(one.result.total),
            "kolejność": [{"etap": stage.stage, "wartość": plain_value(stage.value)} for stage in one.result.order],
            **unproven_of(one),
        }
        for place in places
        for one in place.members
    ]


def unproven_of(one: Scored) -> dict[str, Any]:
    return {"niepotwierdzone": unproven_record(one.unproven)} if one.unproven else {}


# -- for a person -----------------------------------------------------------------------------------------------------


def show(rankings: Iterable[Ranking], io: Streams) -> None:
    for number, ranking in enumerate(rankings):
        if number:
            io.print()
        show_branch(ranking, io)
    io.print()
    io.print("To kolejność w każdym oddziale osobno; kto gdzie jest przyjęty, mówi „paragraf allocate”.")


def show_branch(ranking: Ranking, io: Streams) -> None:
    branch, margin = ranking.branch, margin_of(ranking)
    io.print(f"{branch.code}: {branch.label}, {_seats(branch)}")
    names = {readable_name(one.name): readable_name(one.name) for one in branch.rules.order if stands_in_key(one)}
    columns = {"miejsce": "miejsce", "kandydat": "kandydat", **names, "razem": "razem", "uwagi": "uwagi"}
    out = [
        {
            "miejsce": None,
            "kandydat": one.candidate.id,
            "razem": one.result.total,
            "uwagi": with_unproven(why_left_out(one), one),
        }
        for one in left_out(ranking)
    ]
    output.write(io, "table", [*lines_of(branch, ranking.places, margin), *out], columns)
    if ranking.reserve:
        io.print()
        io.print(f"{branch.code}: lista rezerwowa")
        output.write(io, "table", lines_of(branch, ranking.reserve, None), columns)
    longer = {readable_name(one.name): stage_words(one) for one in branch.rules.order if stands_in_key(one)}
    told = [f"{name} – {words}" for name, words in longer.items() if words != name]
    if told:
        io.print(f"Etapy: {'; '.join(told)}.")
    if branch.seats is not None and branch.seats.pools:
        io.print("Miejsca są w pulach; kto się mieści, mówi „paragraf allocate”.")
    elif margin is not None:
        io.print(line_of_seats(margin))


def lines_of(branch: Branch, places: Iterable[Place], margin: Margin | None) -> Iterator[dict[str, Any]]:
    for place in places:
        for one in place.members:
            yield {
                "miejsce": place.number,
                "kandydat": one.candidate.id,
                **stages(branch, one),
                "razem": one.result.total,
                "uwagi": with_unproven(remark(place, margin), one),
            }


def placed(rankings: Iterable[Ranking]) -> Iterator[Scored]:
    return (one for ranking in rankings for place in ranking.places for one in place.members)


def line_of_seats(margin: Margin) -> str:
    if margin.tie is None:
        return f"Mieści się {count(margin.least, CANDIDATE)}."
    people = count(len(margin.tie.members), CANDIDATE, Case.ACCUSATIVE)
    return (
        f"Remis dzieli {people} na miejscu {margin.tie.number}: zostaje dla nich {count(margin.seats, SEAT)}. "
        f"Bez tej grupy mieści się {margin.least}, z całą grupą {margin.most}."
    )


def _seats(branch: Branch) -> str:
    if branch.seats is None:
        return "liczby miejsc nie podano"
    return "bez limitu miejsc" if branch.seats.count is None else count(branch.seats.count, SEAT)
