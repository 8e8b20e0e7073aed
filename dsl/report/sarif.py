"""Diagnostics as a SARIF 2.1.0 log, for tools of continuous integration and for editors.

One run; a rule for each code that occurs, with the text of its record as help; severities as levels; what a file passes
over on purpose as suppressed in the source. Columns and offsets count UTF-16 code units, as SARIF does unless told
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from dsl.codes import CodeRecord, group_of, records
from dsl.codes.pages import address
from dsl.diagnostics import Diagnostic, Fix, Severity
from dsl.report.deliberate import Deliberate
from dsl.source.text import Location, Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_sarif(
    problems: Sequence[Diagnostic], deliberate: Sequence[Deliberate] = (), version: str = ""
) -> dict[str, Any]:
    everything = [*problems, *(one.problem for one in deliberate)]
    codes = sorted({one.code for one in everything})
    index = {code: number for number, code in enumerate(codes)}
    driver: dict[str, Any] = {"name": "paragraf", "language": "pl", "rules": [_rule(code) for code in codes]}
    if version:
        driver["semanticVersion"] = version
    results = [_result(one, index) for one in problems]
    results += [
        {
            **_result(one.problem, index),
            "suppressions": [{"kind": "inSource", "justification": one.reason}],
        }
        for one in deliberate
    ]
    run = {"tool": {"driver": driver}, "language": "pl", "columnKind": "utf16CodeUnits", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    record = records().get(code)
    if record is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": record.title},
        "fullDescription": {"text": record.says},
        "help": _help(record),
        "properties": {"strona": _page(record)},
    }


def _help(record: CodeRecord) -> dict[str, str]:
    text = [record.says, f"Dlaczego to ważne: {record.why}", f"Jak poprawić: {record.repair}"]
    marked = [record.says, f"**Dlaczego to ważne:** {record.why}", f"**Jak poprawić:** {record.repair}"]
    if record.example is not None:
        text += [f"Źle:\n{record.example.wrong.rstrip()}", f"Dobrze:\n{record.example.right.rstrip()}"]
        marked += [_fenced("Źle", record.example.wrong), _fenced("Dobrze", record.example.right)]
    return {"text": "\n\n".join(text), "markdown": "\n\n".join(marked)}


def _fenced(title: str, text: str) -> str:
    return f"{title}:\n\n```yaml\n{text.rstrip()}\n```"


def _page(record: CodeRecord) -> str:
    group = group_of(record.code)
    return f"docs/kody/{address(group, record)}" if group else ""


def _result(problem: Diagnostic, rules: dict[str, int]) -> dict[str, Any]:
    text = f"{problem.message} {problem.hint}".strip()
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rules[problem.code],
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [_location(problem.where)] if problem.where is not None else [],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": number, **_location(one.where), "message": {"text": one.message}}
            for number, one in enumerate(problem.related, start=1)
        ]
    if problem.fixes:
        result["fixes"] = [_fix(fix) for fix in problem.fixes]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    by_source: dict[Source, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        change = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        by_source.setdefault(edit.span.source, []).append(change)
    label = fix.label if fix.safe else f"{fix.label} (do sprawdzenia)"
    return {
        "description": {"text": label},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(source.path)}, "replacements": changes}
            for source, changes in by_source.items()
        ],
    }


def _location(where: Span | Location) -> dict[str, Any]:
    path = where.source.path if isinstance(where, Span) else where.path
    region = _region(where) if isinstance(where, Span) else {"startLine": max(where.line, 1)}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _region(span: Span) -> dict[str, Any]:
    start_line, start_column = _place(span.source, span.start)
    end_line, end_column = _place(span.source, max(span.start, span.end))
    return {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}


def _place(source: Source, offset: int) -> tuple[int, int]:
    line, column = source.line_and_column(min(offset, len(source.text)))
    start = source.line_starts()[line - 1]
    return line, 1 + _units(source.text[start : start + column - 1])


def _units(text: Iterable[str]) -> int:
    """Characters beyond the basic plane are two units of UTF-16."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)


def _uri(path: str) -> str:
    """A relative path stays relative, so that a log made on one machine is read on another."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
