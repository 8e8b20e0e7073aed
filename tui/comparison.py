"""What changes between two texts of a regulation: by meaning, in the branches, and who moves. No Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from admission.results import Allocation
from admission.simulation import BranchChange, Moved, branch_changes, missing_from, moved, told_moves
from dsl.diagnostics import Severity
from dsl.emit.differences import Difference, Status, by_part, differences
from dsl.source.nodes import readable_name
from polish.plurals import CANDIDATE, Case, count
from tui.analysis import NO_DECISIONS, Analysis, CandidatesFile, Checked, LastReading, check, preview
from tui.panes.words import points
from tui.paragraphs import Paragraph
from tui.problems import by_weight
from tui.settling import Decisions

MOST_MOVED, MOST_ERRORS = 300, 5


def compared(
    old: tuple[str, Path],
    new: tuple[str, Path],
    file: CandidatesFile | None,
    decisions: Callable[[Checked], Decisions] = lambda _: NO_DECISIONS,
) -> list[Paragraph]:
    """Both texts with their places; `file` are the candidates counted by both, `decisions` settle their ties."""
    checked = [check(0, *one) for one in (old, new)]
    before, after = (preview(one, file, lambda _: True, LastReading(), decisions=decisions(one)) for one in checked)
    if before.offer is None or after.offer is None:
        return list(_in_the_way(before, "poprzednia") if before.offer is None else _in_the_way(after, "nowa"))
    first, last = (one.results.allocation() if one.results else None for one in (before, after))
    people = _moves(first, last) if first is not None and last is not None else ()
    return [*_in_all(first, after, last), *_meaning(before, after), *people]


def _in_the_way(of: Analysis, which: str) -> Iterator[Paragraph]:
    """The errors of a version that cannot be counted, such as a value that the law sets."""
    yield Paragraph(f"Nie da się porównać: {which} wersja ma błędy. Popraw je i spróbuj ponownie.")
    for one in by_weight(of.diagnostics)[:MOST_ERRORS]:
        if one.severity is Severity.ERROR:
            line = f", wiersz {one.location.line}" if one.location is not None else ""
            yield Paragraph(f"{one.code}{line}: {one.message} {one.hint}".strip(), 1)


def _meaning(before: Analysis, after: Analysis) -> Iterator[Paragraph]:
    if before.regulation is None or after.regulation is None:
        return
    found = differences(before.regulation, after.regulation)
    yield Paragraph("Co zmienia się w zasadach", is_head=True)
    if not found:
        yield Paragraph("Obie wersje mówią to samo.", 1)
    for part, group in by_part(found).items():
        yield Paragraph(f"{part.value}", 1, is_head=True)
        for one in group:
            yield from _difference(one)


def _difference(one: Difference) -> Iterator[Paragraph]:
    kinds = f" ({', '.join(readable_name(kind) for kind in one.kinds)})" if one.kinds else ""
    yield Paragraph(f"{readable_name(one.name)}{kinds} – {one.status.value}", 2)
    if one.status is Status.CHANGED and one.is_wording_alike:
        yield Paragraph(f"brzmi tak samo, ale liczy się inaczej: {one.new}", 3)
        return
    if one.status is not Status.NEW:
        yield Paragraph(f"było: {one.old or '(nic)'}", 3)
    if one.status is not Status.GONE:
        yield Paragraph(f"jest: {one.new or '(nic)'}", 3)


def _in_all(old: Allocation | None, after: Analysis, new: Allocation | None) -> Iterator[Paragraph]:
    """How many get another result, and the branches before and after."""
    yield Paragraph(f"Razem ({_whose(after)})", is_head=True)
    if old is None or new is None:
        which = " i ".join(name for name, one in (("poprzednio", old), ("teraz", new)) if one is None)
        yield Paragraph(f"Nie podano liczby miejsc w każdym oddziale ({which}), więc nie ma przydziału.", 1)
        return
    yield Paragraph(told_moves(old, new), 1)
    if lost := missing_from(new, old):
        words = count(len(lost), CANDIDATE, Case.GENITIVE)
        yield Paragraph(f"W nowej wersji nie da się odczytać {words}: ich dane już nie pasują.", 1)
    for one in branch_changes(old, new):
        if one.is_changed:
            yield Paragraph(_branch(one), 1)
    yield Paragraph("")


def _moves(old: Allocation, new: Allocation) -> Iterator[Paragraph]:
    found = list(moved(old, new))
    if not found:
        return
    yield Paragraph("")
    yield Paragraph("Kto się przesunie", is_head=True)
    for one in found[:MOST_MOVED]:
        yield Paragraph(_move(one), 1)
    if len(found) > MOST_MOVED:
        yield Paragraph(f"… i jeszcze {count(len(found) - MOST_MOVED, CANDIDATE, Case.GENITIVE)}.", 1)


def _whose(after: Analysis) -> str:
    number = count(len(after.candidates), CANDIDATE)
    return f"{number} z przykładów w regulaminie" if after.from_examples else number


def _move(one: Moved) -> str:
    way = f"{one.before or 'nigdzie'} → {one.after or 'nigdzie'}"
    return f"{one.candidate}: {way}, {one.move.value}{f' ({one.why})' if one.why else ''}"


def _branch(one: BranchChange) -> str:
    parts = []
    for name, (was, now) in (("miejsca", one.seats), ("przyjętych", one.admitted), ("w remisie", one.tied)):
        if was != now:
            parts.append(f"{name} {_shown(was)} → {_shown(now)}")
    if one.minimum[0] != one.minimum[1]:
        first, last = one.minimum
        parts.append(f"minimum {'–' if first is None else points(first)} → {'–' if last is None else points(last)}")
    return f"Oddział {one.code}: {', '.join(parts)}"


def _shown(value: int | None) -> str:
    return "–" if value is None else str(value)
