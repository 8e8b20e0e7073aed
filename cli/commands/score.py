"""`paragraf score`: the points of every candidate in every branch chosen, as a table or as records of the contract."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from admission.candidates import Candidates
from admission.scoring import Scored, score, unmet_words
from cli import exits, output
from cli.files import expect_in_order
from cli.loading import Failed, exit_code, load_branches, load_candidates, load_regulation
from cli.parser import add_format
from cli.streams import Streams
from dsl.emit.python.library import record
from dsl.model.regulation import Regulation
from polish.numbers import format_number


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar="REGULAMIN", help="plik regulaminu (*.yaml)")
    parser.add_argument("candidates", metavar="KANDYDACI", help="plik kandydatów (*.jsonl): jeden w wierszu")
    add_format(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    expect_in_order(args.regulation, args.candidates)
    try:
        regulation = load_regulation(args.regulation, io)
    except Failed:
        return exits.PROBLEMS
    load_branches(regulation)
    candidates = load_candidates(args.candidates, regulation, io)
    if args.format == "table":
        output.write(io, "table", rows(regulation, candidates), columns(regulation))
    else:
        found = (score_record(one) for one in score(regulation, candidates.good))
        output.write(io, args.format, found, {})
    return exit_code(candidates)


def score_record(one: Scored) -> dict[str, Any]:
    found = one.result
    order = ((stage.stage, stage.value) for stage in found.order)
    return record(
        one.candidate.id,
        found.branch,
        found.eligible,
        found.reason,
        found.criteria,
        found.total,
        order,
        found.missing,
    )


def columns(regulation: Regulation) -> dict[str, str]:
    names = {name: name for branch in regulation.branches.values() for name in branch.rules.total}
    words = {name: name.replace("_", " ") for name in names}
    return {"kandydat": "kandydat", "oddział": "oddział", **words, "razem": "razem", "uwagi": "uwagi"}


def rows(regulation: Regulation, candidates: Candidates) -> Iterator[dict[str, Any]]:
    for one in score(regulation, candidates.good):
        points = {name: None if value is None else format_number(value) for name, value in one.result.criteria.items()}
        total = None if one.result.total is None else format_number(one.result.total)
        yield {
            "kandydat": one.candidate.id,
            "oddział": one.result.branch,
            **points,
            "razem": total,
            "uwagi": remarks(one),
        }


def remarks(one: Scored) -> str:
    found = one.result
    parts = [unmet_words(found)] if found.eligible is False else []
    if found.missing:
        parts.append(f"brakuje danych: {', '.join(found.missing)}")
    return "; ".join(parts)
