"""`paragraf score`: the points of every candidate in every branch chosen, as a table or as records of the contract."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

from admission.candidates import Candidate
from admission.offer import Offer
from admission.scoring import Scored, missing_words, score, unmet_words
from cli import exits
from cli.files import expect_in_order
from cli.loading import Failed, exit_code, load_candidates
from cli.offers import HELP, METAVAR, inputs_of, load_offer, settled
from cli.people import add_candidates, add_confirmed, add_reading
from cli.proven import results_of, unproven_record, unproven_words
from cli.results import Results, add_results, cells, deliver
from cli.streams import Streams
from dsl.emit.python.library import record


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    add_candidates(parser, are_last=True)
    add_reading(parser)
    add_confirmed(parser)
    add_results(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    expect_in_order(args.regulation, args.candidates)
    try:
        offer = load_offer(args.regulation, io)
        candidates = load_candidates(args.candidates, offer, io, args)
        taking_part = settled(candidates, offer, io)
    except Failed:
        return exits.PROBLEMS
    headings = columns(offer)
    found = Results(
        "punkty",
        lambda: cells(headings, map(row, results_of(offer, taking_part, args.confirmed_only))),
        headings,
        lambda: map(score_record, results_of(offer, taking_part, args.confirmed_only)),
    )
    deliver(io, args, found, inputs_of(args, offer))
    return exit_code(candidates)


def score_record(one: Scored) -> dict[str, Any]:
    found = one.result
    order = ((stage.stage, stage.value) for stage in found.order)
    known = record(
        one.candidate.id,
        one.choice.branch,
        found.eligible,
        found.reason,
        found.unmet,
        found.reserve,
        found.criteria,
        found.total,
        order,
        found.missing,
    )
    return known | {"niepotwierdzone": unproven_record(one.unproven)} if one.unproven else known


def columns(offer: Offer) -> dict[str, str]:
    names = {name: name for branch in offer.branches.values() for name in branch.rules.total}
    words = {name: name.replace("_", " ") for name in names}
    return {"kandydat": "kandydat", "oddział": "oddział", **words, "razem": "razem", "uwagi": "uwagi"}


def rows(offer: Offer, candidates: Iterable[Candidate]) -> Iterator[dict[str, Any]]:
    return map(row, score(offer, candidates))


def row(one: Scored) -> dict[str, Any]:
    return {
        "kandydat": one.candidate.id,
        "oddział": one.choice.branch,
        **one.result.criteria,
        "razem": one.result.total,
        "uwagi": remarks(one),
    }


def remarks(one: Scored) -> str:
    found = one.result
    parts = [unmet_words(found)] if found.eligible is False else []
    if found.missing:
        parts.append(missing_words(found.missing))
    if one.unproven:
        parts.append(unproven_words(one.unproven))
    return "; ".join(parts)
