"""The state of a candidate's application (`wniosek`): who takes part, and why somebody does not.

The words follow the electronic systems (design/recruitment-systems.md, 5). When it was filed is kept, and never decides
an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from dsl.diagnostics import nearest
from dsl.rows import BadField, day_in, field_name, is_empty, moment_in, shown

FIELD = "wniosek"


class State(StrEnum):
    DRAFT = "roboczy"
    REGISTERED = "zarejestrowany"
    FILED = "złożony"
    IN_REVIEW = "w weryfikacji"
    CONFIRMED = "potwierdzony"
    RETURNED = "zwrócony"
    REJECTED = "odrzucony"
    WITHDRAWN = "wycofany"
    UNKNOWN = "bez stanu"


WHY_NOT = {
    State.DRAFT: "wniosku nie złożono",
    State.REGISTERED: "wniosek zarejestrowano, ale go nie złożono",
    State.FILED: "wniosek czeka na weryfikację",
    State.IN_REVIEW: "wniosek jest weryfikowany",
    State.RETURNED: "wniosek zwrócono do poprawy",
    State.REJECTED: "wniosek odrzucono",
    State.WITHDRAWN: "wniosek wycofano",
    State.UNKNOWN: "nie podano stanu wniosku, a inni kandydaci go mają",
}
_ALSO = {
    "zatwierdzony": State.CONFIRMED,
    "zaakceptowany": State.CONFIRMED,
    "zweryfikowany": State.CONFIRMED,
    "wypełniony": State.DRAFT,
    "niezweryfikowany": State.FILED,
    "oczekuje_na_weryfikację": State.FILED,
    "zwrócony_do_poprawy": State.RETURNED,
    "pozostawiony_bez_rozpoznania": State.REJECTED,
}
_KNOWN = {field_name(one.value): one for one in State if one is not State.UNKNOWN} | _ALSO
_LISTED = "Może być: " + ", ".join(one.value for one in State if one is not State.UNKNOWN) + "."


@dataclass(frozen=True, slots=True)
class Application:
    state: State
    filed: date | datetime | None = None


def read_application(raw: Any) -> Application:
    """A state alone, or with when it was filed. Raises `BadField`."""
    if not isinstance(raw, Mapping):
        return Application(_state(raw, FIELD))
    given = {field_name(str(name)): value for name, value in raw.items()}
    foreign = next((name for name in given if name not in ("stan", "złożono")), None)
    if foreign is not None:
        raise BadField(
            FIELD, "W tej grupie mogą być tylko pola „stan” i „złożono”.", 'Na przykład {"stan": "złożony"}.'
        )
    return Application(_state(given.get("stan"), f"{FIELD}.stan"), _filed(given.get("złożono")))


def _state(raw: Any, field: str) -> State:
    if is_empty(raw):
        return State.UNKNOWN
    name = field_name(raw).lower() if isinstance(raw, str) else ""
    found = _KNOWN.get(name)
    if found is None:
        meant = nearest(name, _KNOWN) if name else None
        hint = f"Czy chodziło o „{meant.replace('_', ' ')}”?" if meant else _LISTED
        raise BadField(field, f"Nie ma takiego stanu wniosku: {shown(raw, State)}.", hint)
    return found


def _filed(raw: Any) -> date | datetime | None:
    if is_empty(raw):
        return None
    found = moment_in(raw) or day_in(raw)
    if found is None:
        hint = "Napisz datę albo datę z godziną: rok-miesiąc-dzień godzina:minuta, np. 2025-05-12 08:30."
        raise BadField(f"{FIELD}.złożono", f"Nie da się odczytać, kiedy złożono wniosek: {shown(raw)}.", hint)
    return found
