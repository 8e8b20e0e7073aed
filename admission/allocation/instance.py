"""What an allocation starts from: seats of the branches and the ordered choices of the candidates.

It comes from the order of candidates and goes to `acceptance`. Only choices where the candidate takes part (conditions
met, data complete) belong here; the others are explained before and never compete.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias


class Key(Protocol):
    """An exact, totally ordered value, higher is better: usually a tuple of integers, or one integer.

    Within one branch all keys are of one kind and length. Equal keys are a tie that survived every stage.
    """

    def __lt__(self, other: Any, /) -> bool: ...
    def __le__(self, other: Any, /) -> bool: ...
    def __gt__(self, other: Any, /) -> bool: ...
    def __ge__(self, other: Any, /) -> bool: ...


Choice: TypeAlias = tuple[str, Key]
"""The code of a branch and the candidate's key there. A plain pair: there are hundreds of thousands of them."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One allocation problem. Each candidate may name a branch once; `problems` tells what breaks the rules."""

    capacities: Mapping[str, int | None]
    """Branch code → seats; None is "bez limitu"."""

    choices: Mapping[str, Sequence[Choice]]
    """Candidate id → choices, the most wanted first."""

    beyond_limit: AbstractSet[tuple[str, str]] = field(default_factory=frozenset)
    """Pairs (candidate, branch) admitted regardless of seats ("ponad limit").

    Such a candidate stands before everyone else and takes a seat while there is one; with more of them than seats the
    branch goes over its limit, and nobody else is admitted.
    """


def problems(instance: Instance) -> list[str]:
    """What makes the instance meaningless; empty for every instance that callers may pass to `allocate`."""
    found = [f"branch {code}: negative capacity" for code, seats in instance.capacities.items() if (seats or 0) < 0]
    for candidate, choices in instance.choices.items():
        codes = [code for code, _ in choices]
        found += [f"candidate {candidate}: unknown branch {code}" for code in codes if code not in instance.capacities]
        if len(set(codes)) < len(codes):
            found.append(f"candidate {candidate}: a branch is named twice")
    for candidate, code in instance.beyond_limit:
        if not any(code == chosen for chosen, _ in instance.choices.get(candidate, ())):
            found.append(f"candidate {candidate}: beyond the limit in {code}, which is not among the choices")
    return found
