"""What holds for every input, whatever it is: nothing is raised, everything said has a place, and tools agree.

Each property takes the bytes of one input and says in a word what became of it; that it does not hold is an
`AssertionError`, or whatever else was raised.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from admission.candidates import Candidate, Choice
from admission.results import branches_without_seats, run_allocation
from admission.scoring import Scored
from admission.template.csv_files import csv_files
from admission.template.example import jsonl_example
from admission.validation import read_rows
from cli.commands.allocate import candidate_record
from cli.commands.explain import Explained, explanation_record
from cli.commands.score import score_record
from cli.output import jsonl_line
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import explain
from dsl.emit.polish.explanation import sentences
from dsl.emit.python.backend import Program, compile_regulation
from dsl.emit.python.standalone import standalone_module
from dsl.emit.schema import regulation_schema
from dsl.load import Loaded, load_source
from dsl.model.regulation import Regulation
from dsl.model.result import BranchResult
from dsl.report import as_records, render_all
from dsl.report.deliberate import sorted_out
from dsl.report.fixes import fixed
from dsl.report.sarif import as_sarif
from dsl.report.text import one_line
from dsl.rewrite.edits import TextEdit, apply_edits
from dsl.rewrite.format import format_source
from dsl.rewrite.formula_spacing import formula_edits
from dsl.rewrite.meaning import expression
from dsl.rewrite.rollover import Rollover, roll_over
from dsl.rewrite.school_years import SchoolYear
from dsl.rows import limited_lines
from dsl.source.reading import decode_source
from dsl.source.text import Location, Source, Span
from dsl.syntax.formulas import LONGEST, SyntaxProblem, parse_text
from dsl.syntax.tree import Expr
from generator.numbering import number
from generator.regulation import regulation_document
from generator.text import as_text
from tests.emit.equality import different, holed_rows
from tests.fuzz.people import path_for, regulation_of

NAME = "regulamin.yaml"
_SOME_PEOPLE = 3
_MOST_BRANCHES = 20

# -- files of regulations ---------------------------------------------------------------------------------------------


def any_file(data: bytes) -> str:
    """`check`, `fmt`, `rollover`, and where it can be read `score`, `explain`, `schema`, `template`, `compile`."""
    diagnostics = Diagnostics()
    source = decode_source(data, NAME, diagnostics)
    if source is None:
        _told(diagnostics.sorted(), Source(NAME, data.decode("utf-8", "replace")))
        return "not text"
    loaded = load_source(source, None, diagnostics)
    _loaded(loaded, source)
    _mended(loaded, source)
    _formatted(source)
    _rolled_over(source)
    if loaded.draft is not None:
        _used(loaded.draft)
    return "refused" if loaded.regulation is None else "read"


def _loaded(loaded: Loaded, source: Source) -> None:
    assert (loaded.regulation is None) == any(one.severity is Severity.ERROR for one in loaded.diagnostics)
    _told(loaded.diagnostics, source)
    _told(sorted_out(loaded.diagnostics, source).told, source)


def _told(problems: tuple[Diagnostic, ...], source: Source) -> None:
    for one in problems:
        assert one.message
        assert one.message[-1] in ".?!:”)", one.message
        assert one.where is not None, one
        for place in _places(one):
            _inside(place, source)
        one_line(one)
    render_all(problems)
    json.dumps([as_records(problems), as_sarif(problems)])


def _places(one: Diagnostic) -> list[Span | Location]:
    found = [*(related.where for related in one.related), *(edit.span for fix in one.fixes for edit in fix.edits)]
    return [*found, one.where] if one.where is not None else [*found]


def _inside(place: Span | Location, source: Source) -> None:
    if isinstance(place, Span):
        assert 0 <= place.start <= place.end <= len(place.source.text), place
        assert place.source.path != NAME or place.source.text == source.text
    elif place.path == NAME:
        assert 1 <= place.line <= max(1, source.text.count("\n") + 1), place


def _mended(loaded: Loaded, source: Source) -> None:
    """Each fix alone changes the text; those that are safe are made, or refused because they would make it worse."""
    for problem in loaded.diagnostics:
        for fix in problem.fixes:
            edits = [TextEdit(edit.span.start, edit.span.end, edit.text) for edit in fix.edits]
            if all(edit.span.source is source for edit in fix.edits):
                assert apply_edits(source.text, edits) != source.text, (problem.code, problem.message, fix)
    if any(fix.safe for problem in loaded.diagnostics for fix in problem.fixes):
        result = fixed(source, None, lambda problem, fix: fix.safe)
        assert result.is_changed == bool(result.applied)


def _formatted(source: Source) -> None:
    """`fmt` proves itself that the meaning is kept (else P092); what it gives, it gives again."""
    first = format_source(source, None)
    _told(first.problems, source)
    assert not any(one.code == "P092" for one in first.problems), "fmt would have changed the meaning"
    if first.text is not None:
        again = format_source(Source(NAME, first.text), None)
        assert again.text == first.text, "fmt again gives something else"


def _rolled_over(source: Source) -> None:
    found = roll_over(source, None, SchoolYear(2031))
    if isinstance(found, Rollover):
        load_source(Source(NAME, found.text), None, Diagnostics())
    else:
        _told(found.problems, source)


def _used(regulation: Regulation) -> None:
    json.dumps(regulation_schema(regulation))
    as_text(number(regulation_document(regulation)).document)
    if regulation.candidate:
        csv_files(regulation, "kandydaci.csv")
        example = read_rows([jsonl_example(regulation).encode()], "przyklad.jsonl", regulation)
        assert not example.problems.has_errors, [one.message for one in example.problems]
    if regulation.branches and len(regulation.branches) <= _MOST_BRANCHES:
        compile(standalone_module(regulation), "alone.py", "exec")
        rows = holed_rows(regulation, _SOME_PEOPLE, seed=1)
        assert different(regulation, rows) == [], "the compiled rules and the evaluator disagree"
        _counted([json.dumps(row).encode() for row in rows], regulation, compile_regulation(regulation))


# -- formulas alone ---------------------------------------------------------------------------------------------------


def any_formula(data: bytes) -> str:
    """Read as a formula and as `x z lista`: a tree with places in the text, or one place and what is wrong there."""
    text = data.decode("utf-8", "replace")
    return " ".join(_formula(text, start) for start in ("formula", "each"))


def _formula(text: str, start: str) -> str:
    found = parse_text(text, start)
    if isinstance(found, SyntaxProblem):
        low, high = found.at
        assert found.message
        assert 0 <= low <= high <= max(1, len(text)), found
        if found.replacement is not None:
            assert found.replacement != text[low:high], found
        return "refused"
    assert isinstance(found, Expr)
    assert 0 <= found.at[0] <= found.at[1] <= len(text)
    spaced = apply_edits(text, formula_edits(text, start))
    if len(spaced) <= LONGEST:
        again = parse_text(spaced, start)
        assert isinstance(again, Expr), spaced
        assert expression(again) == expression(found), spaced
        assert apply_edits(spaced, formula_edits(spaced, start)) == spaced
    return "read"


# -- files of candidates ----------------------------------------------------------------------------------------------


def any_candidates(data: bytes) -> str:
    """`score`, `explain`, `allocate`; and the standalone module says the same of the same rows."""
    path = path_for(data)
    regulation = regulation_of(path)
    lines = list(limited_lines(BytesIO(data)))
    alone: Any = _standalone(path)
    told: list[str] = []
    records = list(alone.score_lines(lines, told.append, alone.says_choices(lines)))
    fate, ours = _counted(lines, regulation, _program(path))
    assert records == ours
    return fate


def _counted(lines: list[bytes], regulation: Regulation, program: Program) -> tuple[str, list[dict[str, Any]]]:
    """What became of the rows, and the records of `score`."""
    read = read_rows(lines, "kandydaci.jsonl", regulation)
    for one in read.problems:
        assert one.message
        assert one.location is not None
        assert 1 <= one.location.line <= max(1, len(lines))
    render_all(read.problems.sorted())
    scored = [
        Scored(candidate, choice, _result(regulation, program, candidate, choice))
        for candidate in read.good
        for choice in candidate.choices
    ]
    if can_be_allocated(regulation):
        for outcome in run_allocation(regulation, scored).candidates:
            jsonl_line(candidate_record(outcome))
    records = [score_record(one) for one in scored]
    jsonl_line(records)
    return ("some refused" if read.problems.has_errors else "read"), records


def can_be_allocated(regulation: Regulation) -> bool:
    return not branches_without_seats(regulation)


def _result(regulation: Regulation, program: Program, candidate: Candidate, choice: Choice) -> BranchResult:
    """The explanation, the evaluator and the compiled rules give the same."""
    branch = regulation.branches[choice.branch]
    explained = explain(Evaluator(regulation, branch, candidate.facts, choice.pair))
    jsonl_line(explanation_record(Explained(regulation, branch, branch, explained), candidate))
    list(sentences(regulation, explained))
    found = program.evaluate(branch, candidate.facts, choice.pair)
    assert explained.result == found
    return found


@cache
def _program(path: Path) -> Program:
    return compile_regulation(regulation_of(path))


@cache
def _standalone(path: Path) -> ModuleType:
    name = f"paragraf_fuzzed_{path.stem.replace('-', '_')}"
    module = sys.modules[name] = ModuleType(name)  # its classes look themselves up by the name of their module
    exec(compile(standalone_module(regulation_of(path)), "alone.py", "exec"), module.__dict__)
    return module
