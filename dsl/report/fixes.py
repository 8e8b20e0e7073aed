"""Fixes of problems applied to a text: round by round, each taken only when it makes the text no worse.

`fixed` is pure: it gives the new text and what was done; the caller shows it, asks and writes. A fix counts only when
all its edits lie in the text itself, so that no base and no shipped law is ever touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics import Diagnostic, Diagnostics, Fix, Severity
from dsl.load import load_source
from dsl.rewrite.edits import TextEdit, apply_edits
from dsl.source.text import Source, Span

Wanted = Callable[[Diagnostic, Fix], bool]
MOST_ROUNDS = 20
# Each hides those behind it: the text, its keys, the formulas in them, what they mean; then what is checked in the end.
_STAGES = (("P00", "P01"), ("P03",), ("P02",), ("P04", "P05", "P06"))


@dataclass(frozen=True, slots=True)
class Applied:
    problem: Diagnostic
    fix: Fix


@dataclass(frozen=True, slots=True)
class Fixed:
    """`left` are the fixes that were not wanted, of the problems that remain; `refused` those that make it worse."""

    source: Source
    text: str
    applied: tuple[Applied, ...]
    left: tuple[Applied, ...]
    refused: tuple[Applied, ...]

    @property
    def is_changed(self) -> bool:
        return self.text != self.source.text


def fixed(source: Source, folder: Path | None, wanted: Wanted) -> Fixed:
    """A mended mistake may uncover others with fixes of their own (a file that could not be read), so it goes on."""
    text, applied, refused = source.text, list[Applied](), list[Applied]()
    problems = _problems(source.path, text, folder)
    for _ in range(MOST_ROUNDS):
        chosen = list(_without_overlap(one for one in _fixes(problems, text) if wanted(one.problem, one.fix)))
        chosen = [one for one in chosen if not _is_among(one, refused)]
        if not chosen:
            break
        text, problems, done = _improved(source.path, text, problems, folder, chosen)
        applied += done
        refused += [one for one in chosen if one not in done]
    left = [one for one in _fixes(problems, text) if not wanted(one.problem, one.fix)]
    return Fixed(source, text, tuple(applied), tuple(left), tuple(refused))


def _improved(
    path: str, text: str, problems: tuple[Diagnostic, ...], folder: Path | None, chosen: list[Applied]
) -> tuple[str, tuple[Diagnostic, ...], list[Applied]]:
    """All at once when that mends them and makes nothing worse, else those of which that is so, one after the other
    from the end."""
    together = _with(text, chosen)
    after = _problems(path, together, folder)
    if not _is_worse(after, problems, path) and not _stays(chosen, after):
        return together, after, chosen
    done = []
    for one in sorted(chosen, key=lambda one: one.fix.edits[0].span.start, reverse=True):
        alone = _with(text, [one])
        after = _problems(path, alone, folder)
        if not _is_worse(after, problems, path) and not _stays([one], after):
            text, problems = alone, after
            done.append(one)
    return text, problems, done


def _stays(chosen: list[Applied], after: Iterable[Diagnostic]) -> bool:
    """Whether one of the problems is still told where it was: its fix would only be made again and again."""
    told: dict[tuple[str, str], list[Span]] = {}
    for problem in after:
        if isinstance(problem.where, Span):
            told.setdefault((problem.code, problem.message), []).append(problem.where)
    every = [(edit.span.end, len(edit.text) - len(edit.span.text)) for one in chosen for edit in one.fix.edits]
    for one in chosen:
        places = told.get((one.problem.code, one.problem.message), ())
        where = one.problem.where
        if places and isinstance(where, Span):
            start = where.start + sum(more for at, more in every if at <= where.start)
            end = where.end + sum(more for at, more in every if at <= where.end)
            if any(
                place.source.path == where.source.path and place.start <= end and start <= place.end for place in places
            ):
                return True
    return False


def _problems(path: str, text: str, folder: Path | None) -> tuple[Diagnostic, ...]:
    return load_source(Source(path, text), folder, Diagnostics()).diagnostics


def _is_worse(after: Iterable[Diagnostic], before: Iterable[Diagnostic], path: str) -> bool:
    return _errors(after, path) > _errors(before, path)


def _errors(problems: Iterable[Diagnostic], path: str) -> list[int]:
    """How many errors of the text there are at each stage of reading it.

    Compared from the first stage on: who mends the bracket that hid everything else, or the key that hid all below it,
    has made the text better, whatever is seen now.
    """
    counts = [0] * (len(_STAGES) + 1)
    for one in problems:
        place = one.location
        if one.severity is Severity.ERROR and place is not None and place.path == path:
            counts[_stage(one.code)] += 1
    return counts


def _stage(code: str) -> int:
    return next((index for index, begins in enumerate(_STAGES) if code.startswith(begins)), len(_STAGES))


def _fixes(problems: Iterable[Diagnostic], text: str) -> Iterator[Applied]:
    """The first fix of each problem that lies in this text."""
    for problem in problems:
        for fix in problem.fixes:
            if fix.edits and all(not edit.span.source.shipped and edit.span.source.text == text for edit in fix.edits):
                yield Applied(problem, fix)
                break


def _without_overlap(fixes: Iterable[Applied]) -> Iterator[Applied]:
    """The first of those that overlap; the same edit wanted by two problems is made once."""
    taken: list[tuple[int, int]] = []
    for one in fixes:
        places = [(edit.span.start, edit.span.end) for edit in one.fix.edits]
        if any(_overlap(place, other) for place in places for other in taken):
            continue
        taken += places
        yield one


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one == other or (one[0] < other[1] and other[0] < one[1])


def _with(text: str, chosen: Iterable[Applied]) -> str:
    edits = (edit for one in chosen for edit in one.fix.edits)
    return apply_edits(text, [TextEdit(edit.span.start, edit.span.end, edit.text) for edit in edits])


def _is_among(one: Applied, refused: Iterable[Applied]) -> bool:
    """Whether the same fix was refused before; places may have moved since."""
    return any(
        one.problem.code == other.problem.code
        and one.problem.message == other.problem.message
        and [edit.text for edit in one.fix.edits] == [edit.text for edit in other.fix.edits]
        for other in refused
    )
