"""What emitted functions call, and how their results become one result. Standard library only; part of each module.

`Rules` below is filled by the emitted module; `result` gives for one candidate in one branch the same as the
explaining evaluator does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, NamedTuple

from dsl.emit.runtime import MissingFact, Number, best_values, divide, exact, is_something, same_text

# A candidate's facts may be plain dictionaries: then what is missing is a `KeyError`, which tells no full name.
Function = Callable[[dict[str, Any], "Facts", "Facts"], Any]
IS_MISSING = (MissingFact, KeyError)
CANNOT_BE_COUNTED = (*IS_MISSING, ArithmeticError)
MOST_REMEMBERED = 1 << 14


class Facts(dict[str, Any]):
    """Facts by name; asking for one that is not given raises `MissingFact` with its full name."""

    __slots__ = ("known", "prefix")

    known: dict[str, Any]  # by `raz`, of one candidate in one branch
    prefix: str

    def __init__(self, values: Mapping[str, Any], prefix: str = "") -> None:
        super().__init__(values)
        self.prefix = prefix

    def __missing__(self, name: str) -> Any:
        raise MissingFact(self.prefix + str(name))


class Remembered(dict[Any, Any]):
    """What a function gives for a value: candidates share most of them."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, value: Any) -> Any:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        found = self[value] = self.function(value)
        return found


@dataclass(frozen=True, slots=True)
class Criterion:
    name: str
    count: Function
    scale: int
    parts: tuple[Criterion, ...] = ()
    gate: Function | None = None
    limit: Function | None = None
    limit_scale: int = 1


@dataclass(frozen=True, slots=True)
class Condition:
    name: str
    text: str
    met: Function
    reserve: Function | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    kind: str
    value: Function | None
    scale: int
    criteria: tuple[str, ...]


# A candidate of whom nothing is missing, in plain numbers: which condition is the first unmet one, if any, whether it
# leaves a place on the reserve list, the sum of the points, then the value of each stage. Points and sums are to be
# divided by their scales in `Rules`.
Numbers = tuple[Any, ...]
Pairs = Sequence[tuple["Facts", "Facts"]]  # branches of one kind, each with the facts of the candidate in it


@dataclass(frozen=True)
class Rules:
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...]
    stages: tuple[Stage, ...]
    total: tuple[str, ...]
    total_scale: int
    of_branch: Mapping[str, Callable[[Facts], Any]]
    all_at_once: Callable[..., list[Numbers]]  # of facts and pairs; the points of each criterion into a list, if given

    @cached_property
    def exact_points(self) -> tuple[tuple[str, Remembered], ...]:
        """For each criterion its name and the points as they are, by their scaled number."""
        return tuple((one.name, Remembered(partial(unscaled, scale=one.scale))) for one in self.criteria)

    @cached_property
    def exact_total(self) -> Remembered:
        return Remembered(partial(unscaled, scale=self.total_scale))


def settled(rules: Rules, o: Facts) -> Facts:
    """A branch's facts with what the rules make of them alone, counted once for all candidates; one may use those
    before it."""
    for name, formula in rules.of_branch.items():
        o[name] = formula(o)
    return o


class Outcome(NamedTuple):
    """`eligible` None: not known; `unmet` names the first unmet condition, `reason` says it in words; `order` holds
    the value of each stage."""

    eligible: bool | None
    reason: str
    unmet: str
    criteria: Mapping[str, Number | None]
    total: Number | None
    order: tuple[Any, ...]
    missing: tuple[str, ...]
    reserve: bool


def result(rules: Rules, k: dict[str, Any], o: Facts, w: Facts) -> Outcome:
    points: list[tuple[Number, ...]] = []
    try:
        ((unmet, reserve, total, *order),) = rules.all_at_once(k, ((o, w),), points)
    except CANNOT_BE_COUNTED:
        return careful_result(rules, k, o, w)
    return Outcome(
        *eligibility(rules, unmet),
        exact_points(rules, points[0]),
        rules.exact_total[total],
        tuple(exact_stage(stage, value) for stage, value in zip(rules.stages, order, strict=True)),
        (),
        reserve,
    )


def exact_stage(stage: Stage, value: Any) -> Any:
    return unscaled(value, stage.scale) if stage.criteria or stage.scale != 1 else value


def eligibility(rules: Rules, unmet: int | None) -> tuple[bool, str, str]:
    """Whether all conditions are met, what the first unmet one says, and its name."""
    if unmet is None:
        return True, "", ""
    return False, rules.conditions[unmet].text, rules.conditions[unmet].name


def exact_points(rules: Rules, points: tuple[Number, ...]) -> dict[str, Number | None]:
    return {name: exact[number] for (name, exact), number in zip(rules.exact_points, points, strict=True)}


def careful_result(rules: Rules, k: dict[str, Any], o: Facts, w: Facts) -> Outcome:
    """Each criterion, condition and stage by itself, so that all that is missing is listed."""
    w.known = {}
    missing: dict[str, None] = {}
    eligible, unmet = _eligibility(rules, k, o, w, missing)
    reserve = unmet is not None and _reserves(unmet, k, o, w, missing)
    points: dict[str, Number | None] = {}
    gaps: dict[str, tuple[str, ...]] = {}
    for one in rules.criteria:
        found: dict[str, None] = {}
        value = _points(one, k, o, w, found)
        points[one.name] = None if found else value
        gaps[one.name] = tuple(found)
        missing.update(found)
    order = tuple(_stage(stage, k, o, w, points, gaps, missing) for stage in rules.stages)
    summed = [points[name] for name in rules.total]
    total = None if None in summed else exact(sum((one for one in summed if one is not None), 0))
    reason, name = (unmet.text, unmet.name) if unmet is not None else ("", "")
    return Outcome(eligible, reason, name, points, total, order, tuple(missing), reserve)


def _reserves(unmet: Condition, k: dict[str, Any], o: Facts, w: Facts, missing: dict[str, None]) -> bool:
    try:
        return unmet.reserve is not None and bool(unmet.reserve(k, o, w))
    except MissingFact as fact:
        missing[fact.path] = None
        return False


def _eligibility(
    rules: Rules, k: dict[str, Any], o: Facts, w: Facts, missing: dict[str, None]
) -> tuple[bool | None, Condition | None]:
    known = True
    for condition in rules.conditions:
        try:
            if not condition.met(k, o, w):
                return False, condition
        except MissingFact as fact:
            missing[fact.path] = None
            known = False
    return (True if known else None), None


def _points(criterion: Criterion, k: dict[str, Any], o: Facts, w: Facts, missing: dict[str, None]) -> Number:
    """The points; when something is missing, all of it is listed and the number means nothing."""
    try:
        return unscaled(criterion.count(k, o, w), criterion.scale)
    except MissingFact as fact:
        if not criterion.parts:
            missing[fact.path] = None
            return 0
    try:
        if criterion.gate is not None and not criterion.gate(k, o, w):
            return 0
    except MissingFact as fact:
        missing[fact.path] = None
        return 0
    for part in criterion.parts:
        _points(part, k, o, w, missing)
    if criterion.limit is not None:
        try:
            criterion.limit(k, o, w)
        except MissingFact as fact:
            missing[fact.path] = None
    return 0


def _stage(
    stage: Stage,
    k: dict[str, Any],
    o: Facts,
    w: Facts,
    points: Mapping[str, Number | None],
    gaps: Mapping[str, tuple[str, ...]],
    missing: dict[str, None],
) -> Any:
    if stage.kind in ("losowanie", "decyzja_komisji"):
        return w.get("los" if stage.kind == "losowanie" else "decyzja")
    if stage.value is None:
        if any(points[name] is None for name in stage.criteria):
            first = next(name for name in stage.criteria if points[name] is None)
            missing[gaps[first][0]] = None
            return None
        return exact(sum((points[name] or 0 for name in stage.criteria), 0))
    try:
        value = stage.value(k, o, w)
    except MissingFact as fact:
        missing[fact.path] = None
        return None
    return unscaled(value, stage.scale) if stage.scale != 1 else value


def unscaled(value: Number, scale: int) -> Number:
    if scale == 1:
        return exact(value)
    return value // scale if isinstance(value, int) and value % scale == 0 else exact(Fraction(value, scale))


# -- the result as a record of the contract ---------------------------------------------------------------------------


def as_text(value: Number) -> str:
    """A canonical decimal with a dot; `p/q` where there is no finite one."""
    if type(value) is int:
        return str(value)
    number = Fraction(value)
    scale, rest = 1, number.denominator
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5
        scale *= 10
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = len(str(scale)) - 1
    whole = str(abs(number.numerator) * scale // number.denominator).rjust(digits + 1, "0")
    text = f"{whole[:-digits]}.{whole[-digits:].rstrip('0')}".rstrip(".") if digits else whole
    return f"-{text}" if number < 0 else text


def plain_value(value: Any) -> Any:
    """A stage's value as JSON: truths as they are, numbers and dates as text."""
    if value is None or isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, date) else as_text(value)


def record(
    candidate: str,
    branch: str,
    eligible: bool | None,
    reason: str,
    unmet: str,
    reserve: bool,
    criteria: Mapping[str, Number | None],
    total: Number | None,
    order: Iterable[tuple[str, Any]],
    missing: Iterable[str],
) -> dict[str, Any]:
    """`reason` is the condition `unmet` in words; `reserve`: who does not meet it stands on the reserve list."""
    return {
        "kandydat": candidate,
        "oddział": branch,
        "dopuszczony": eligible,
        "powód": reason or None,
        "warunek": unmet or None,
        "rezerwa": reserve,
        "kryteria": {name: None if value is None else as_text(value) for name, value in criteria.items()},
        "razem": None if total is None else as_text(total),
        "kolejność": [{"etap": stage, "wartość": plain_value(value)} for stage, value in order],
        "braki": list(missing),
    }


# -- what formulas call -----------------------------------------------------------------------------------------------


def raz(function: Function) -> Function:
    """Counts once for each candidate and branch; what is missing is remembered too."""

    def remembered(k: dict[str, Any], o: Facts, w: Facts) -> Any:
        if function.__name__ not in w.known:
            try:
                w.known[function.__name__] = function(k, o, w)
            except IS_MISSING as fact:
                w.known[function.__name__] = fact
        found = w.known[function.__name__]
        if isinstance(found, IS_MISSING):
            raise type(found)(*found.args)
        return found

    return remembered


def podane(value: Callable[[], Any]) -> bool:
    try:
        found = value()
    except IS_MISSING:
        return False
    return is_something(found)


def najlepsze(count: int, values: Iterable[Any], rank: Any, highest: bool) -> tuple[Any, ...]:
    return best_values(count, values, rank or (lambda value: value), highest)


def ulamki(values: Iterable[Number], scale: int) -> tuple[Number, ...]:
    return tuple(unscaled(value, scale) for value in values)


def razem(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return first + tuple(one for one in second if one not in first)


def w_kolejnosci(members: tuple[str, ...]) -> Remembered:
    """A set -> those of the members that it has, in their order."""
    return Remembered(lambda found: tuple(member for member in members if member in found))


def dla_pol(owner: str, *fields: str) -> Callable[[Callable[[Facts], Any]], Remembered]:
    """Of a function that asks for nothing but these fields: what it gives by their values, found once for each."""

    def remembered(function: Callable[[Facts], Any]) -> Remembered:
        def of_values(values: tuple[Any, ...]) -> Any:
            given = {name: value for name, value in zip(fields, values, strict=True) if value is not None}
            return function(Facts(given, f"{owner}."))

        return Remembered(of_values)

    return remembered


def niepuste(*values: Any) -> tuple[Any, ...]:
    return tuple(value for value in values if value is not None)


def tak_samo(text: str | None) -> str | None:
    return same_text(text) if text is not None else None


TAK_SAMO = Remembered(tak_samo)
NIC: Mapping[str, Any] = {}


def z_przedzialu(table: tuple[Iterable[tuple[Any, Any, bool, int]], int], key: Number | None, rest: int) -> int:
    """The points of the first row (low, high, whether the bounds are left out, points) that the number falls in."""
    rows, missing = table
    if key is None:
        return missing
    for low, high, beyond, points in rows:
        if beyond:
            if (low is None or key > low) and (high is None or key < high):
                return points
        elif (low is None or key >= low) and (high is None or key <= high):
            return points
    return rest


def oba_rowne(left: Any, right: Any) -> bool:
    return left is not None and left == right


def gdy_brak(value: Any, otherwise: Callable[[], Any]) -> Any:
    return otherwise() if value is None else value


def razy(factor: int, value: Number | None) -> Number | None:
    return None if value is None else factor * value


def ulamek(value: Number, scale: int) -> Number:
    return unscaled(value, scale)


def podziel(left: Number, right: Number) -> Number:
    return divide(left, right)


def srednia(values: Iterable[Number]) -> Number | None:
    found = list(values)
    return divide(sum(found, 0), len(found)) if found else None


chwila = datetime.fromisoformat


def rok(day: date) -> int:
    return day.year
