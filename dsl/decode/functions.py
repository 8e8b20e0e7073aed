"""The functions of the formula language: what they take and give. What they compute is in `dsl.emit.runtime`."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.model.types import DATE, TRUTH, WHOLE, NumberType, Type

_NUMBER = NumberType()


@dataclass(frozen=True, slots=True)
class AggregateKind:
    """`element` is the type every element must have (None: any), `result` None means the element's own type."""

    element: Type | None
    result: Type | None
    maybe: bool
    words: str


AGGREGATES: dict[str, AggregateKind] = {
    "suma": AggregateKind(_NUMBER, _NUMBER, False, "suma"),
    "średnia": AggregateKind(_NUMBER, _NUMBER, True, "średnia"),
    "najwyższa": AggregateKind(None, None, True, "najwyższa wartość"),
    "najniższa": AggregateKind(None, None, True, "najniższa wartość"),
    "liczba": AggregateKind(None, WHOLE, False, "liczba"),
    "któryś": AggregateKind(TRUTH, TRUTH, False, "którykolwiek"),
    "każdy": AggregateKind(TRUTH, TRUTH, False, "każdy"),
}
best_of = frozenset({"najwyższa", "najniższa"})
SUMMING = frozenset({"suma", "średnia"})
ROUNDING = frozenset({"zaokrąglij", "w_górę", "w_dół"})
SEVERAL = {"najwyższe": "najwyższa", "najniższe": "najniższa"}


@dataclass(frozen=True, slots=True)
class FunctionKind:
    arguments: tuple[Type, ...]
    counts: tuple[int, ...]
    result: Type
    usage: str


FUNCTIONS: dict[str, FunctionKind] = {
    "zaokrąglij": FunctionKind((_NUMBER, WHOLE), (1, 2), _NUMBER, "zaokrąglij(x; 2)"),
    "w_górę": FunctionKind((_NUMBER,), (1,), WHOLE, "w_górę(x)"),
    "w_dół": FunctionKind((_NUMBER,), (1,), WHOLE, "w_dół(x)"),
    "rok": FunctionKind((DATE,), (1,), WHOLE, "rok(data)"),
    "dni": FunctionKind((DATE, DATE), (2,), NumberType(integer=True, unit="dni"), "dni(od; do)"),
    "pełne_lata": FunctionKind((DATE, DATE), (2,), NumberType(integer=True, unit="lat"), "pełne_lata(od; do)"),
    "pełne_miesiące": FunctionKind((DATE, DATE), (2,), NumberType(integer=True, unit="mies"), "pełne_miesiące(od; do)"),
}
