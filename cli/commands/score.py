"""`paragraf score`: the points of every candidate in every branch chosen, as a table or as records of the contract."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

from admission.candidates import Candidate
from admission.offer import Offer
from admission.scoring import Scored, score, unmet_words
from cli import exits
from cli.files import expect_in_order
from cli.loading import Failed, exit_code, load_candidates
from cli.offers import HELP, METAVAR, inputs_of, load_offer, settled
from cli.results import Results, add_results, deliver
from cli.streams import Streams
from dsl.emit.python.library import record


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    parser.add_argument("candidates", metavar="KANDYDACI", help="plik kandydatów (*.jsonl): jeden w wierszu")
    add_results(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    expect_in_order(args.regulation, args.candidates)
    try:
        offer = load_offer(args.regulation, io)
        candidates = load_candidates(args.candidates, offer, io)
        taking_part = settled(candidates, offer, io)
    except Failed:
        return exits.PROBLEMS
    found = Results(
        "punkty",
        lambda: rows(offer, taking_part),
        columns(offer),
        lambda: (score_record(one) for one in score(offer, taking_part)),
    )
    deliver(io, args, found, inputs_of(args, offer))
    return exit_code(candidates)


def score_record(one: Scored) -> dict[str, Any]:
    found = one.result
    order = ((stage.stage, stage.value) for stage in found.order)
    return record(
        one.candidate.id,
        one.choice.branch,
        found.eligible,
        found.reason,
        found.criteria,
        found.total,
        order,
        found.missing,
    )


def columns(offer: Offer) -> dict[str, str]:
    names = {name: name for branch in offer.branches.values() for name in branch.rules.total}
    words = {name: name.replace("_", " ") for name in names}
    return {"kandydat": "kandydat", "oddział": "oddział", **words, "razem": "razem", "uwagi": "uwagi"}


def rows(offer: Offer, candidates: Iterable[Candidate]) -> Iterator[dict[str, Any]]:
    for one in score(offer, candidates):
        yield {
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
        parts.append(f"brakuje danych: {', '.join(found.missing)}")
    return "; ".join(parts)
