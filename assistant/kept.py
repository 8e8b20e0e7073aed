"""What is made of a part of a regulation once and asked many times: kept by the identity of the part.

The part is kept beside, so that its identity stays its own; the oldest go when there are too many.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")


class Kept(Generic[Part, Made]):
    def __init__(self, make: Callable[[Part], Made], most: int) -> None:
        self._make, self._most = make, most
        self._known: OrderedDict[int, tuple[Part, Made]] = OrderedDict()

    def __call__(self, part: Part) -> Made:
        known = self._known.get(id(part))
        if known is None:
            known = self._known[id(part)] = (part, self._make(part))
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return known[1]
