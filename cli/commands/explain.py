"""`paragraf explain`: why a candidate has these points in a branch; formula, values, points, legal basis and line.

For a person the conditions are left out that cannot concern anybody in that branch (`--all` shows them). Of problems in
the data only those of this candidate are told. Exit 0 with the explanation told, 1 when the regulation or the row has
errors, 2 when it was called wrongly.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from admission.application import WHY_NOT
from admission.candidates import Candidate, Candidates, Choice, state_of
from admission.offer import Offer
from admission.scoring import home_of
from admission.strict import Counted, Strictness
from cli import exits, output
from cli.files import expect_in_order
from cli.loading import (
    Failed,
    files_of_candidates,
    mapping_of,
    open_candidates,
    stop_if_strict,
    tell,
)
from cli.offers import HELP, METAVAR, find_opening, load_offer, settled
from cli.parser import add_format
from cli.people import add_candidates, add_confirmed, add_reading
from cli.streams import Streams
from dsl.emit.applicability import concerns
from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import Explanation, Step, explain, with_result
from dsl.emit.polish.explanation import sentences
from dsl.emit.polish.sentences import basis
from dsl.emit.python.library import as_text
from dsl.emit.rule_words import WordsOfRules
from dsl.model.regulation import Branch, Certainty, Regulation
from dsl.rows import places
from dsl.source.nodes import readable_name
from polish.plurals import POINT, count

_INDENT = "    "
_RECALLED = "z pamięci, do sprawdzenia"
_RECALLED_MEANS = (
    "tę podstawę prawną zapisano bez porównania z ogłoszonym tekstem aktu; sprawdź ją, zanim się na nią powołasz."
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regulation", metavar=METAVAR, help=HELP)
    add_candidates(parser)
    parser.add_argument("candidate", metavar="KANDYDAT", help="znak kandydata (pole „id”)")
    parser.add_argument("branch", metavar="ODDZIAŁ", nargs="?", help="kod oddziału (bez niego: wszystkie wybrane)")
    add_reading(parser)
    add_confirmed(parser)
    parser.add_argument("--all", action="store_true", help="pokaż też warunki, które nie dotyczą takiego oddziału")
    add_format(parser, also=("sentences", "zdaniami, z regułą w całości"))


def run(args: argparse.Namespace, io: Streams) -> int:
    expect_in_order(args.regulation, args.candidates)
    try:
        offer = load_offer(args.regulation, io)
        candidates = open_candidates(files_of_candidates(args.candidates, args), offer, mapping_of(args, offer, io))
        stop_if_strict(args, candidates, io)
        every = (*settled(candidates, offer, io), *candidates.set_aside)
    except Failed:
        return exits.PROBLEMS
    candidate = next((one for one in every if one.id == args.candidate), None)
    if candidate is None:
        return _not_there(args, candidates, io)
    tell(candidates.told.get(candidate.id, ()), io)
    tell_state(candidate, candidates, io)
    counted = confirmed_choices(offer, candidate) if args.confirmed_only else {}
    explained = list(explanations(offer, candidate, args.branch, counted))
    if args.format in ("json", "jsonl"):
        records = [explanation_record(one, candidate) for one in explained]
        for record, one in zip(records, explained, strict=True):
            if one.branch.code in counted and counted[one.branch.code].dropped:
                record["niepotwierdzone"] = {
                    "dane": list(counted[one.branch.code].dropped),
                    "dokumenty": list(counted[one.branch.code].documents),
                }
        output.write(io, args.format, records, {})
        return exits.OK
    for line in unproven_lines(counted, [one.branch.code for one in explained]):
        io.print(line)
    as_text = as_lines if args.format == "table" else as_sentences
    told = (line for one in explained for line in as_text(one if args.all else relevant(one), candidate))
    for line in with_remarks(told):
        io.print(line)
    return exits.OK


def _not_there(args: argparse.Namespace, candidates: Candidates, io: Streams) -> int:
    """A row with errors is told with them; of rows that nobody can read it is not known whose they are."""
    name = output.printable(args.candidate)
    row = candidates.bad.get(args.candidate)
    if row is not None:
        tell(candidates.told.get(args.candidate, ()), io)
        io.warn(f"Kandydat „{name}” jest w wierszu {row}, ale wiersz ma błędy: popraw je, a da się wyjaśnić punkty.")
        return exits.PROBLEMS
    if not candidates.rows and candidates.problems.has_errors:
        tell(candidates.problems.sorted(), io)
        return exits.PROBLEMS
    unreadable = candidates.bad_rows - len(candidates.bad)
    hint = f"Sprawdź znak (pole „id”) w pliku {output.printable(args.candidates)}."
    if unreadable:
        hint += f"\nWierszy nie do odczytania: {unreadable}; pokaże je paragraf score."
    raise exits.WrongUse(f"w pliku nie ma kandydata „{name}”.", hint)


def tell_state(candidate: Candidate, candidates: Candidates, io: Streams) -> None:
    if candidate in candidates.set_aside:
        state = state_of(candidate)
        name = output.printable(candidate.id)
        io.warn(f"Kandydat „{name}” nie bierze udziału: {WHY_NOT[state]} (stan: {state.value}).")


@dataclass(frozen=True, slots=True)
class Explained:
    """`branch` as candidates' files name it, `home` as the regulation of its school does."""

    regulation: Regulation
    branch: Branch
    home: Branch
    found: Explanation


def confirmed_choices(offer: Offer, candidate: Candidate) -> dict[str, Counted]:
    """What counts in each branch when only what is confirmed does."""
    strictness = Strictness(offer)
    chosen = {choice.branch: choice for choice in candidate.choices}
    return {code: strictness.counted(candidate, chosen.get(code, Choice(code, places(1)))) for code in offer.branches}


def unproven_lines(counted: Mapping[str, Counted], codes: Iterable[str]) -> Iterator[str]:
    """Before the explanations, which know nothing of what was left out."""
    for code in codes:
        found = counted.get(code)
        if found is not None and found.dropped:
            facts = ", ".join(map(readable_name, found.dropped))
            papers = f"; brakuje: {', '.join(map(readable_name, found.documents))}" if found.documents else ""
            yield f"Oddział {code}: nie policzono bez potwierdzenia: {facts}{papers}."
    if any(counted[code].dropped for code in codes if code in counted):
        yield ""


def explanations(
    offer: Offer,
    candidate: Candidate,
    code: str | None,
    counted: Mapping[str, Counted] | None = None,
    words: WordsOfRules | None = None,
) -> Iterator[Explained]:
    wanted = [find_opening(offer, code)] if code else [choice.branch for choice in candidate.choices]
    pairs = {choice.branch: choice.pair for choice in candidate.choices}
    for name in wanted:
        regulation, home = home_of(offer, name)
        proven = (counted or {}).get(name)
        facts = candidate.facts if proven is None else proven.facts
        pair = pairs.get(name, places(1)) if proven is None else proven.pair
        found = explain(Evaluator(regulation, home, facts, pair), words)
        yield Explained(regulation, offer.branches[name], home, found)


# -- for a person -----------------------------------------------------------------------------------------------------


def relevant(one: Explained) -> Explained:
    """Without the conditions that nobody in the branch has to meet, whoever that is."""
    told = zip(one.home.rules.conditions, one.found.conditions, strict=True)
    mine = tuple(
        step for condition, step in told if concerns(one.regulation, one.home, condition.applies_when) is not False
    )
    return replace(one, found=replace(one.found, conditions=mine))


def with_remarks(lines: Iterable[str]) -> Iterator[str]:
    """The lines, and under them what their marks mean."""
    recalled = False
    for line in lines:
        recalled = recalled or _RECALLED in line
        yield line
    if recalled:
        yield f"„{_RECALLED}”: {_RECALLED_MEANS}"


def heading(candidate: Candidate, branch: Branch) -> str:
    return f"Kandydat {output.printable(candidate.id)}, oddział {branch.code} ({branch.label})"


def as_sentences(one: Explained, candidate: Candidate) -> Iterator[str]:
    yield heading(candidate, one.branch)
    for depth, sentence in sentences(one.regulation, one.found):
        if depth == 0:
            yield ""
        yield _INDENT * depth + output.printable(sentence)
    yield ""


def as_lines(one: Explained, candidate: Candidate) -> Iterator[str]:
    regulation, found = one.regulation, one.found
    yield heading(candidate, one.branch)
    yield ""
    yield "Punkty"
    for step in found.criteria:
        yield from step_lines(regulation, step, 1)
    total = found.result.total
    yield (
        f"{_INDENT}Razem: {count(total, POINT)}"
        if total is not None
        else f"{_INDENT}Razem: nie da się jeszcze policzyć"
    )
    if found.result.missing:
        yield f"{_INDENT}Brakuje danych: {', '.join(found.result.missing)}"
    yield ""
    if found.conditions:
        yield "Warunki"
    for step in found.conditions:
        yield f"{_INDENT}{step.rule}: {step.outcome}{place(regulation, step)}"
    yield ""
    yield "Kolejność"
    for number, step in enumerate(found.stages, start=1):
        yield f"{_INDENT}{number}. {step.label}: {step.outcome}{place(regulation, step)}"
    yield ""


def step_lines(regulation: Regulation, step: Step, depth: int) -> Iterator[str]:
    indent = _INDENT * depth
    told = f"{step.values} = ?" if step.points is None else with_result(step.values, step.points)
    outcome = f" [{step.outcome}]" if step.outcome and step.outcome != "liczy się" else ""
    yield f"{indent}{output.printable(step.label)}: {told}{outcome}{place(regulation, step)}"
    for part in step.parts:
        yield from step_lines(regulation, part, depth + 1)


def place(regulation: Regulation, step: Step) -> str:
    """The legal basis and the line, for what has a rule of its own."""
    if step.kind == "pozycja":
        return ""
    location = step.notes.span.location()
    legal = f"{legal_words(regulation, step)}; " if step.notes.basis else ""
    return f"  ({legal}{location.path}:{location.line})"


def legal_words(regulation: Regulation, step: Step) -> str:
    """The legal basis; one that is only recalled is said to be so."""
    legal = step.notes.basis
    assert legal is not None
    recalled = step.notes.certainty is Certainty.RECALLED
    return basis(regulation, legal.act, legal.unit) + (f" [{_RECALLED}]" if recalled else "")


# -- records ----------------------------------------------------------------------------------------------------------


def explanation_record(one: Explained, candidate: Candidate) -> dict[str, Any]:
    regulation, found = one.regulation, one.found
    return {
        "kandydat": candidate.id,
        "oddział": one.branch.code,
        "kryteria": [step_record(regulation, step) for step in found.criteria],
        "razem": None if found.result.total is None else as_text(found.result.total),
        "warunki": [step_record(regulation, step) for step in found.conditions],
        "kolejność": [step_record(regulation, step) for step in found.stages],
        "braki": list(found.result.missing),
    }


def step_record(regulation: Regulation, step: Step) -> dict[str, Any]:
    location = step.notes.span.location()
    legal = step.notes.basis
    return {
        "rodzaj": step.kind,
        "kod": step.name,
        "nazwa": step.label,
        "reguła": step.rule,
        "z_wartościami": step.values,
        "punkty": None if step.points is None else as_text(step.points),
        "wynik": step.outcome or None,
        "podstawa": basis(regulation, legal.act, legal.unit) if legal else None,
        "pewność": step.notes.certainty.value if step.notes.certainty else None,
        "źródła": [
            {"dokument": one.document, "jednostka": one.unit, "linie": list(one.lines) if one.lines else None}
            for one in step.notes.sources
        ],
        "plik": location.path,
        "wiersz": location.line,
        "braki": list(step.missing),
        "części": [step_record(regulation, part) for part in step.parts],
    }
