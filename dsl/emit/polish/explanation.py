"""An explanation as sentences: each rule in words, what it comes to for this candidate, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.emit.explain import Explanation, Step
from dsl.emit.polish.sentences import basis
from dsl.model.regulation import Certainty, Regulation
from polish.numbers import format_number
from polish.plurals import POINT, count

Line = tuple[int, str]
_COUNTED = "liczy się"


def sentences(regulation: Regulation, found: Explanation) -> Iterator[Line]:
    """Each sentence with the depth it stands at."""
    yield 0, "Punkty"
    for step in found.criteria:
        yield from _criterion(regulation, step, 1)
    total = found.result.total
    yield 1, f"Razem: {count(total, POINT)}." if total is not None else "Sumy nie da się jeszcze policzyć."
    if found.result.missing:
        yield 1, f"Brakuje danych: {', '.join(found.result.missing)}."
    yield 0, "Warunki"
    for step in found.conditions:
        values = f"; {step.values}" if step.values and step.values != step.outcome else ""
        yield 1, f"Kandydat {step.rule}: {step.outcome}{values}{legal(regulation, step)}."
    yield 0, "Kolejność"
    for number, step in enumerate(found.stages, start=1):
        yield 1, f"{number}. {_capital(step.label)}: {step.outcome}{legal(regulation, step)}. Reguła: {step.rule}."


def legal(regulation: Regulation, step: Step) -> str:
    """The legal basis in brackets; one that is only recalled is said to be so."""
    if step.notes.basis is None:
        return ""
    recalled = "; z pamięci, do sprawdzenia" if step.notes.certainty is Certainty.RECALLED else ""
    return f" ({basis(regulation, step.notes.basis.act, step.notes.basis.unit)}{recalled})"


def _criterion(regulation: Regulation, step: Step, depth: int) -> Iterator[Line]:
    yield depth, f"{_capital(step.label)}: {_points(step)}{legal(regulation, step)}."
    if step.missing and not step.parts:
        yield depth + 1, f"Nie da się policzyć, bo brakuje danych: {', '.join(step.missing)}."
    parts_of_sum = [part for part in step.parts if part.kind == step.kind]
    if step.rule and not parts_of_sum:
        yield depth + 1, f"Reguła: {step.rule}."
    if step.points is not None and step.values != format_number(step.points):
        is_sum = any(sign.isdigit() for sign in step.values)
        yield (
            depth + 1,
            f"Obliczenie: {step.values} = {format_number(step.points)}." if is_sum else _sentence(step.values),
        )
    for part in step.parts:
        if part in parts_of_sum:
            yield from _criterion(regulation, part, depth + 1)
        else:
            yield depth + 1, _position(part)


def _position(part: Step) -> str:
    shown = "" if part.points is None or part.values == format_number(part.points) else f" ({part.values})"
    outcome = f"; {part.outcome}" if part.outcome != _COUNTED else ""
    return f"– {part.label}: {_points(part)}{shown}{outcome}"


def _points(step: Step) -> str:
    return "nie wiadomo" if step.points is None else count(step.points, POINT)


def _sentence(text: str) -> str:
    return f"{_capital(text)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
