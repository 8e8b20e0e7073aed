"""The examples of the regulation, each counted: which give what they expect, which do not and why. No Textual."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.checks.examples import check_example
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.model.regulation import Example, Regulation
from polish.plurals import EXAMPLE, count
from tui.paragraphs import Paragraph


def example_paragraphs(regulation: Regulation) -> Iterator[Paragraph]:
    told = [(one, _problems(regulation, one)) for one in regulation.examples]
    wrong = sum(bool(problems) for _, problems in told)
    verdict = f"niezgodne: {wrong}" if wrong else "wszystkie zgodne"
    if not told:
        yield Paragraph(
            "Regulamin nie ma przykładów. Zapisuje się je w części „przykłady”: dane kandydata i oczekiwany wynik."
        )
        return
    yield Paragraph(f"{count(len(told), EXAMPLE)}: {verdict}.")
    for example, problems in sorted(told, key=lambda pair: not pair[1]):
        sign = "● NIEZGODNY" if problems else "✓ zgodny"
        where = f" (oddział {example.branch})" if example.branch else ""
        yield Paragraph(f"{sign}: {example.name}{where}", place=example.notes.span.location())
        for one in problems:
            yield Paragraph(f"{one.message} {one.hint}".strip(), 1, place=one.location)


def _problems(regulation: Regulation, example: Example) -> list[Diagnostic]:
    found = Diagnostics()
    check_example(regulation, example, found)
    return list(found.sorted())
