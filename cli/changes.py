"""Differences between two regulations, or two recruitments, as a person reads them and as a program does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from admission.recruitment.differences import Compared, OfSchools
from cli.output import printable
from dsl.emit.differences import Difference, Status, by_part
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items


def change_lines(changed: Iterable[Difference]) -> Iterator[str]:
    for part, group in by_part(changed).items():
        yield f"  {part.value}:"
        for one in group:
            kinds = f" ({', '.join(readable_name(kind) for kind in one.kinds)})" if one.kinds else ""
            yield printable(f"    {readable_name(one.name)}{kinds} – {one.status.value}")
            yield from _both_texts(one)


def _both_texts(one: Difference) -> Iterator[str]:
    if one.status is Status.CHANGED and one.is_wording_alike:
        yield printable(f"      brzmi tak samo, ale liczy się inaczej: {one.new}")
        return
    if one.status is not Status.NEW:
        yield printable(f"      było: {one.old or '(nic)'}")
    if one.status is not Status.GONE:
        yield printable(f"      jest: {one.new or '(nic)'}")


def recruitment_lines(changed: Compared, schools: int) -> Iterator[str]:
    """`schools` is how many there are: what all their regulations share is told of all."""
    yield from change_lines(changed.own)
    for one in changed.beneath:
        yield f"{_whose(one, schools)}:"
        yield from change_lines(one.found)


def _whose(one: OfSchools, schools: int) -> str:
    names = printable(enumerate_items(one.schools))
    if len(one.schools) == 1:
        return f"Regulamin szkoły {names}"
    return "Regulaminy wszystkich szkół" if len(one.schools) == schools else f"Regulaminy szkół {names}"


def recruitment_records(changed: Compared) -> Iterator[dict[str, Any]]:
    yield from ({**change_record(one), "szkoły": []} for one in changed.own)
    for group in changed.beneath:
        yield from ({**change_record(one), "szkoły": list(group.schools)} for one in group.found)


def change_record(one: Difference) -> dict[str, Any]:
    return {
        "część": one.part.value,
        "nazwa": one.name,
        "co": one.status.value,
        "było": one.old,
        "jest": one.new,
        "rodzaje oddziałów": list(one.kinds),
    }
