"""An explanation as sentences: each rule in words, what it comes to for this candidate, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.emit.explain import COUNTED, Explanation, Step, with_result
from dsl.emit.polish.names import fact_at
from dsl.emit.polish.sentences import basis
from dsl.model.regulation import Certainty, Regulation
from polish.numbers import format_number
from polish.plurals import POINT, count

Line = tuple[int, str]


def sentences(regulation: Regulation, found: Explanation) -> Iterator[Line]:
    """Each sentence with the depth it stands at."""
    told = _Told(regulation, found)
    yield 0, "Punkty"
    for step in found.criteria:
        yield from told.criterion(step, 1)
    total = found.result.total
    yield 1, f"Razem: {count(total, POINT)}." if total is not None else "Sumy nie da się jeszcze policzyć."
    if found.result.missing:
        yield 1, f"{told.lacking(found.result.missing)}."
    yield 0, "Warunki"
    for step in found.conditions:
        yield from told.condition(step)
    yield 0, "Kolejność"
    for number, step in enumerate(found.stages, start=1):
        yield 1, _ended(f"{number}. {_capital(step.label)}: {step.outcome}{legal(regulation, step)}")
        yield 2, f"Reguła: {step.rule}."


def legal(regulation: Regulation, step: Step) -> str:
    """The legal basis in brackets; one that is only recalled is said to be so."""
    if step.notes.basis is None:
        return ""
    recalled = "; z pamięci, do sprawdzenia" if step.notes.certainty is Certainty.RECALLED else ""
    return f" ({basis(regulation, step.notes.basis.act, step.notes.basis.unit)}{recalled})"


class _Told:
    def __init__(self, regulation: Regulation, found: Explanation) -> None:
        self.regulation = regulation
        self.facts = regulation.branches[found.result.branch].rules.facts

    def lacking(self, paths: tuple[str, ...]) -> str:
        return f"Brakuje danych: {'; '.join(fact_at(self.facts, path) for path in paths)}"

    def criterion(self, step: Step, depth: int) -> Iterator[Line]:
        yield depth, f"{_capital(step.label)}: {_points(step)}{legal(self.regulation, step)}."
        if step.missing and not step.parts:
            yield depth + 1, f"Nie da się policzyć. {self.lacking(step.missing)}."
        parts_of_sum = [part for part in step.parts if part.kind == step.kind]
        if step.rule and not parts_of_sum:
            yield depth + 1, f"Reguła: {step.rule}."
        if step.points is not None and step.values != format_number(step.points):
            yield depth + 1, _calculation(step)
        for part in step.parts:
            if part in parts_of_sum:
                yield from self.criterion(part, depth + 1)
            else:
                yield depth + 1, _position(part)

    def condition(self, step: Step) -> Iterator[Line]:
        yield 1, f"Warunek: {step.rule}."
        values = f" {_ended(f'Dane kandydata – {step.values}')}" if step.values and step.values != step.outcome else ""
        yield 2, f"Wynik: {step.outcome}{legal(self.regulation, step)}.{values}"


def _calculation(step: Step) -> str:
    if not any(sign.isdigit() for sign in step.values):
        return f"{_capital(step.values)}."
    assert step.points is not None
    return f"Obliczenie: {with_result(step.values, step.points)}."


def _position(part: Step) -> str:
    """„język polski: 14 punktów (dobry)”; what the points come from only where it says more than they do."""
    if part.outcome != COUNTED:
        return f"– {part.label}: {_points(part)}; {part.outcome}"
    result = "" if part.points is None else format_number(part.points)
    if part.values == result:
        return f"– {part.label}: {_points(part)}"
    return f"– {part.label}: {_points(part)} ({part.values.removeprefix(f'{result} (').removesuffix(')')})"


def _points(step: Step) -> str:
    return "nie wiadomo" if step.points is None else count(step.points, POINT)


def _ended(sentence: str) -> str:
    """With its full stop, which „2025 r.” already has."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
