"""One function for the usual candidate: plain numbers of the scales known here, nothing caught on the way, and what
depends on the candidate alone counted once for all the branches chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from dsl.emit.python.expressions import Code, added, identifier, local_name
from dsl.emit.python.parts import ConditionCode, CriterionCode, StageCode, indented, tuple_text
from dsl.model.regulation import SETTLED_IN, StageKind

NOTE = (
    "w każdym oddziale: numer niespełnionego warunku, rezerwa, suma punktów, kolejność; w „punkty”: za każde kryterium"
)
ARGUMENTS = "k, pary, punkty=None"
LONGEST_INSIDE = 600  # a longer text is called instead of being written into another
_OF_BRANCH = re.compile(r"\b[ow][\[.]")
_CALLED = re.compile(r"(\w+)\(k, o, w\)")
_SURE = re.compile(r"k\.get\('([^']+)', (?:NIC|\(\)|True|False)\)")  # a text in a formula has no bare apostrophe


class Together:
    """`bodies` of functions, what may stand `inside` another in place of a call, loops that may stand `in_place`, and
    what a function gives for an empty list (`for_none`) are noted while the functions are made."""

    def __init__(self, remembers: bool) -> None:
        self.remembers = remembers  # functions remember what they gave, so that they are called as they are
        self.bodies: dict[str, str] = {}
        self.inside: dict[str, str] = {}
        self.loops: dict[str, list[str]] = {}
        self.for_none: dict[str, tuple[str, str]] = {}
        self.known: dict[str, bool] = {}  # whether a function asks for more than the candidate's facts

    def text(self, function: str) -> str:
        """What the function gives, as it may stand in another."""
        text = f"{function}(k, o, w)"
        if self.remembers:
            return text
        inside = self.inside.get(function, "")
        if 0 < len(inside) <= LONGEST_INSIDE:
            text = inside
        if (called := _CALLED.fullmatch(text)) and called[1] in self.for_none:
            collection, nothing = self.for_none[called[1]]
            return f"({text} if {collection} else {nothing})"
        return text

    def lines(
        self,
        criteria: tuple[CriterionCode, ...],
        conditions: tuple[ConditionCode, ...],
        stages: tuple[StageCode, ...],
        total: tuple[str, ...],
    ) -> list[str]:
        """Of the function's body."""
        shared: list[str] = []
        own: list[str] = ["w.known = {}"] if self.remembers else []

        def put(lines: list[str]) -> bool:
            is_own = self.depends_on_branch("\n".join(lines))
            (own if is_own else shared).extend(lines)
            return is_own

        locals_ = {one.name: Code(local_name(one.name), one.scale) for one in criteria}
        of_branch = {one.name for one in criteria if put(self.counted(local_name(one.name), one.function))}
        values = []
        for number, stage in enumerate(stages, start=1):
            if stage.function:
                put([f"e__{number} = {self.text(stage.function)}"])
            values.append(f"e__{number}" if stage.function else settled_or_summed(stage, total, locals_))
        put(self.eligibility(conditions))
        reserve = "rezerwa" if any(one.reserve for one in conditions) else "False"
        in_common = [locals_[name] for name in total if name not in of_branch]
        if len(in_common) > 1 and of_branch:
            whole = added(in_common)
            shared.append(f"wspolne = {whole.text}")
            in_common = [Code("wspolne", whole.scale)]
        suma = added([*in_common, *(locals_[name] for name in total if name in of_branch)])
        own += [
            f"suma = {suma.text}",
            f"znalezione.append({tuple_text(['numer', reserve, 'suma', *values])})",
            "if punkty is not None:",
            f"    punkty.append({tuple_text(code.text for code in locals_.values())})",
        ]
        read, shared, own = facts_read_once(shared, own)
        head = [*read, "o, w = pary[0]", *shared, "znalezione = []"]
        return [*head, "for o, w in pary:", *indented(own), "return znalezione"]

    def counted(self, local: str, function: str) -> list[str]:
        inside = [] if self.remembers else self.loops.get(function)
        return inside or [f"{local} = {self.text(function)}"]

    def eligibility(self, conditions: tuple[ConditionCode, ...]) -> list[str]:
        """The number of the first condition that is not met, and whether it leaves a place on the reserve list."""
        lines = ["numer = None"]
        for number, condition in enumerate(conditions):
            lines += [f"{'elif' if number else 'if'} not {self.text(condition.function)}:", f"    numer = {number}"]
            if condition.reserve:
                lines.append(f"    rezerwa = bool({self.text(condition.reserve)})")
        return lines if all(not one.reserve for one in conditions) else ["rezerwa = False", *lines]

    def depends_on_branch(self, text: str) -> bool:
        """Or on the pair, in what it calls too; when in doubt, it does."""
        if self.remembers or _OF_BRANCH.search(text):
            return True
        return any(self.function_depends_on_branch(name) for name in _CALLED.findall(text))

    def function_depends_on_branch(self, name: str) -> bool:
        if name not in self.known:
            self.known[name] = name not in self.bodies or self.depends_on_branch(self.bodies[name])
        return self.known[name]


def settled_or_summed(stage: StageCode, total: tuple[str, ...], points: Mapping[str, Code]) -> str:
    """Of a stage without a formula."""
    if stage.kind in SETTLED_IN:
        return f"w.get({SETTLED_IN[StageKind(stage.kind)]!r})"
    return "suma" if stage.criteria == total else added([points[name] for name in stage.criteria]).text


def facts_read_once(shared: list[str], own: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Lists, maps and claims, which are never missing, read into locals where they are asked for again and again."""
    reads = Counter(match.group() for line in shared for match in _SURE.finditer(line))
    reads.update({match.group(): 2 for line in own for match in _SURE.finditer(line)})
    locals_ = {text: identifier("k", text.split("'")[1]) for text, count in reads.items() if count > 1}

    def with_locals(lines: Iterable[str]) -> list[str]:
        return [_SURE.sub(lambda match: locals_.get(match.group(), match.group()), line) for line in lines]

    return [f"{name} = {text}" for text, name in locals_.items()], with_locals(shared), with_locals(own)
