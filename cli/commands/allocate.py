"""`paragraf allocate`: who is admitted where, with one reason for each choice; ties are reported, never broken."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from admission.allocation import MarginTie, PoolResult
from admission.memory import many_records
from admission.offer import Offer
from admission.outstanding import Outstanding
from admission.results import (
    Allocation,
    BranchSummary,
    CandidateOutcome,
    PoolSummary,
    Result,
    branches_without_seats,
    run_allocation,
)
from admission.results.settling import unused
from admission.results.ties import people_words, seats_words
from cli import exits
from cli.beneath import (
    admitted,
    priorities,
    tell_outstanding,
    tell_priorities,
    tell_ties,
    tell_too_few,
    warn_of_outstanding,
    warn_of_unused,
)
from cli.files import expect_in_order
from cli.loading import Failed, exit_code, load_candidates
from cli.offers import HELP, METAVAR, inputs_of, load_offer, scored
from cli.people import add_candidates, add_confirmed, add_reading
from cli.proven import unproven_record, unproven_words
from cli.results import Results, add_results, cells, deliver, is_table
from cli.streams import Streams
from dsl.emit.python.library import as_text, plain_value


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    add_candidates(parser, are_last=True)
    add_reading(parser)
    add_confirmed(parser)
    parser.add_argument("--summary", action="store_true", help="zamiast kandydatów pokaż podsumowanie oddziałów")
    parser.add_argument(
        "--next",
        action="store_true",
        help="zamiast tego: kto jest następny w każdym oddziale, gdyby zwolniło się miejsce",
    )
    add_results(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    expect_in_order(args.regulation, args.candidates)
    try:
        offer = load_offer(args.regulation, io)
        expect_seats(offer)
        return allocated(offer, args, io)
    except Failed:
        return exits.PROBLEMS


def expect_seats(offer: Offer) -> None:
    missing = branches_without_seats(offer)
    if missing:
        hint = "Dopisz „miejsca: …” w regulaminie albo w pliku naboru."
        raise exits.WrongUse(f"nie podano liczby miejsc: {', '.join(missing)}.", hint)


def allocated(offer: Offer, args: argparse.Namespace, io: Streams) -> int:
    """Raises `Failed` with everything told."""
    with many_records():
        candidates = load_candidates(args.candidates, offer, io, args)
        allocation = run_allocation(offer, scored(candidates, offer, io, args.confirmed_only))
        warn_of_unused(unused(allocation), io)
        shown = by_branch if args.summary else next_in_line if args.next else by_candidate
        deliver(io, args, shown(allocation), inputs_of(args, offer))
        if is_table(args):
            if args.summary:
                tell_priorities(allocation, io)
            tell_ties(allocation, io)
            tell_too_few(allocation, io)
        outstanding = Outstanding(offer, candidates.good)
        if outstanding.is_possible and not args.next:
            tell = tell_outstanding if is_table(args) else warn_of_outstanding
            tell(outstanding, admitted(allocation), "Przyjęto", io)
        return exit_code(candidates)


# -- records of the contract ------------------------------------------------------------------------------------------


def candidate_record(outcome: CandidateOutcome) -> dict[str, Any]:
    return {
        "kandydat": outcome.candidate.id,
        "przyjęty": outcome.admitted,
        **({"pula": outcome.pool} if outcome.pool is not None else {}),
        "wybory": [
            {
                "oddział": one.scored.choice.branch,
                "wynik": one.outcome.value,
                "powód": one.reason,
                **({"niepotwierdzone": unproven_record(one.scored.unproven)} if one.scored.unproven else {}),
                "razem": None if one.scored.result.total is None else as_text(one.scored.result.total),
                "kolejność": [
                    {"etap": stage.stage, "wartość": plain_value(stage.value)} for stage in one.scored.result.order
                ],
            }
            for one in outcome.choices
        ],
    }


def summary_record(summary: BranchSummary) -> dict[str, Any]:
    seats = summary.branch.seats
    pools = [pool_record(one, summary.ties, summary.awaited) for one in summary.pools]
    more: dict[str, Any] = {"pule": pools} if pools else {}
    if summary.needed:
        more["otwiera_się_od"] = summary.needed
    if not summary.is_opened:
        more["otwarty"] = False
    return {
        "oddział": summary.branch.code,
        "miejsca": seats.count if seats else None,
        "przyjętych": summary.admitted,
        "najwięcej_przyjętych": summary.most,
        "minimum": None if summary.minimum is None else as_text(summary.minimum),
        "remisy": [tie_record(tie, summary.awaited) for tie in summary.ties],
        **more,
    }


def pool_record(pool: PoolSummary, ties: Sequence[MarginTie], awaited: Sequence[str]) -> dict[str, Any]:
    found = pool.result
    return {
        "pula": found.name,
        "miejsca": found.seats,
        "przeszło_z_innych": found.received,
        "przeszło_do_innych": found.passed_on,
        "przyjętych": found.admitted,
        "minimum": None if pool.minimum is None else as_text(pool.minimum),
        "remisy": [tie_record(tie, awaited) for tie in ties if tie.pool == found.name],
    }


def tie_record(tie: MarginTie, awaited: Sequence[str]) -> dict[str, Any]:
    """`czeka_na_inne`: whether a decision elsewhere may still change the group or its seats; `czeka_na`: where."""
    return {
        "kandydaci": list(tie.candidates),
        "miejsca": tie.seats,
        "czeka_na_inne": not tie.settled,
        **({"czeka_na": list(awaited)} if awaited and not tie.settled else {}),
        **({"pula": tie.pool} if tie.pool is not None else {}),
    }


# -- for a person -----------------------------------------------------------------------------------------------------


def by_candidate(allocation: Allocation) -> Results:
    return Results(
        "przydział",
        lambda: candidate_rows(allocation),
        _CANDIDATES,
        lambda: map(candidate_record, allocation.candidates),
    )


def by_branch(allocation: Allocation) -> Results:
    """A column for those admitted before the points, when there are any."""
    left_out = set() if priorities(allocation) else {"z pierwszeństwem"}
    if not any_pools(allocation):
        left_out.add("pula")
    columns = {key: words for key, words in _SUMMARY.items() if key not in left_out}
    return Results(
        "oddziały",
        lambda: cells(columns, summary_rows(allocation)),
        columns,
        lambda: map(summary_record, allocation.branches.values()),
    )


_NEXT = {"oddział": "oddział", "pula": "pula", "kolejny": "kolejny", "kandydat": "kandydat"}


def next_in_line(allocation: Allocation) -> Results:
    """Nothing is allocated again for it: whoever is next leaves a seat where they are admitted now."""
    columns = {key: words for key, words in _NEXT.items() if key != "pula" or any_pools(allocation)}
    return Results("następni", lambda: cells(columns, next_rows(allocation)), columns, lambda: next_rows(allocation))


def next_rows(allocation: Allocation) -> Iterator[dict[str, Any]]:
    for code, summary in allocation.branches.items():
        for pool in summary.pools or (None,):
            name = pool.result.name if pool is not None else None
            for group in allocation.reserve(code, name) if summary.is_opened else ():
                for identifier in group.candidates:
                    place = {"oddział": code, "kolejny": group.ahead + 1, "kandydat": identifier}
                    yield {**place, "pula": pool.label} if pool is not None else place


def any_pools(allocation: Allocation) -> bool:
    return any(one.pools for one in allocation.branches.values())


_RESULTS = {one: one.value.replace("_", " ") for one in Result}
_TOLD = ("candidate.id", "choice.branch", "result.total", "unproven")
_CANDIDATES = {"kandydat": "kandydat", "oddział": "oddział", "razem": "razem", "wynik": "wynik", "powód": "powód"}
_SUMMARY = {
    "oddział": "oddział",
    "pula": "pula",
    "miejsca": "miejsca",
    "przyjętych": "przyjętych",
    "z pierwszeństwem": "w tym z pierwszeństwem",
    "minimum": "minimum",
    "remis": "remis",
}


def candidate_rows(allocation: Allocation) -> Iterable[tuple[Any, ...]]:
    """In the order of `_CANDIDATES`."""
    from generator.tables import InColumns

    scored, results, reasons = allocation.candidates.columns()
    ids, branches, totals, unproven = (list(map(attrgetter(path), scored)) for path in _TOLD)
    if any(unproven):
        both = zip(reasons, unproven, strict=True)
        reasons = [f"{reason}; {unproven_words(one)}" if one else reason for reason, one in both]
    return InColumns((ids, branches, totals, list(map(_RESULTS.__getitem__, results)), reasons))


def summary_rows(allocation: Allocation) -> Iterator[dict[str, Any]]:
    """A branch, and below it its pools."""
    for one in allocation.branches.values():
        seats = one.branch.seats
        yield {
            "oddział": one.branch.code,
            "pula": "razem" if one.pools else "",
            "miejsca": "bez limitu" if seats is None or seats.count is None else seats.count,
            "przyjętych": one.admitted if one.is_opened else "nie otwarto",
            "z pierwszeństwem": sum(one.by_priority.values()),
            "minimum": one.minimum,
            "remis": ties_words(one),
        }
        for pool in one.pools:
            yield {
                "oddział": one.branch.code,
                "pula": pool.label,
                "miejsca": pool_seats(pool.result),
                "przyjętych": pool.result.admitted,
                "z pierwszeństwem": None,
                "minimum": pool.minimum,
                "remis": "; ".join(tie_words(tie, one) for tie in one.ties if tie.pool == pool.result.name),
            }


def ties_words(summary: BranchSummary) -> str:
    """Its own, or that its seats depend on those of other branches."""
    if not summary.ties and summary.most > summary.admitted:
        return f"czeka na remis w: {', '.join(summary.awaited)}" if summary.awaited else "czeka na inne remisy"
    return "; ".join(tie_words(tie, summary) for tie in summary.ties)


def tie_words(tie: MarginTie, summary: BranchSummary) -> str:
    return f"{people_words(tie)} {seats_words(tie, summary.awaited)}"


def pool_seats(pool: PoolResult) -> int | str:
    """Its own, and those that flowed in or out."""
    if pool.seats is None:
        return "bez limitu"
    moved = pool.received - pool.passed_on
    return f"{pool.seats} {'+' if moved > 0 else '−'} {abs(moved)}" if moved else pool.seats
