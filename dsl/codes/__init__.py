"""What every code of a problem means, as data (`*.yaml` beside this file): shown by `paragraf explain-code`, put into
`docs/kody/` by `dsl.codes.pages` and into SARIF by `dsl.report.sarif`.

A file is a group: `grupa` (title), `opis` and `kody`. A record has `kod`, `tytuł`, `mówi` (what the message says),
`dlaczego` (why it matters), `jak` (how to repair) and two examples, `źle` and `dobrze`, which `tests/dsl/test_codes.py`
executes: the first gives this code and no other (but those of `także`), the second gives none. They are whole
regulations but for the three lines that each begins with (`cały plik` has them too); `obok` holds the files they are
based on, `regulamin` the regulation that a row of candidates belongs to, `także` other codes that the wrong one gives,
`gdzie` says where the code is told when it is not `paragraf check`. A code that no example can show has the reason,
`bez przykładu`, and the test that shows it, `test`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# In the order in which a file meets them; each is also a page of docs/kody.
FILES = (
    "plik",
    "formuly",
    "klucze",
    "podstawy",
    "deklaracje",
    "sens",
    "przyklady",
    "dowody",
    "kolejnosc",
    "spojnosc",
    "prawo",
    "zgodnosc",
    "program",
    "kandydaci",
    "nabor",
    "dokument",
)
HEADER = "paragraf: 1\nregulamin: Przykład\nwydaje: dyrektor\n"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Told(StrEnum):
    """Where the code is met."""

    CHECK = "sprawdzanie"
    FORMAT = "formatowanie"
    CANDIDATES = "kandydaci"
    RECRUITMENT = "nabór"
    DOCUMENT = "dokument"
    EDITOR = "edytor"


@dataclass(frozen=True, slots=True)
class Example:
    """`wrong` and `right` as shown; `beside` by file name; `regulation` where they are candidates' rows."""

    wrong: str
    right: str
    is_whole: bool = False
    beside: Mapping[str, str] | None = None
    regulation: str = ""
    also: tuple[str, ...] = ()

    def whole(self, text: str) -> str:
        """A shown text as the file it stands for."""
        return text if self.is_whole else HEADER + text


@dataclass(frozen=True, slots=True)
class CodeRecord:
    code: str
    title: str
    says: str
    why: str
    repair: str
    told: Told
    example: Example | None
    no_example: str = ""
    test: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    title: str
    about: str
    records: tuple[CodeRecord, ...]


@cache
def groups() -> tuple[Group, ...]:
    return tuple(_group(name) for name in FILES)


@cache
def records() -> Mapping[str, CodeRecord]:
    return {record.code: record for group in groups() for record in group.records}


def group_of(code: str) -> Group | None:
    return next((group for group in groups() if any(one.code == code for one in group.records)), None)


def _group(name: str) -> Group:
    raw = yaml.load(files("dsl.codes").joinpath(f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)
    return Group(name, raw["grupa"], raw["opis"], tuple(_record(one) for one in raw["kody"]))


def _record(raw: Mapping[str, Any]) -> CodeRecord:
    return CodeRecord(
        raw["kod"],
        raw["tytuł"],
        raw["mówi"],
        raw["dlaczego"],
        raw["jak"],
        Told(raw.get("gdzie", Told.CHECK)),
        _example(raw),
        raw.get("bez przykładu", ""),
        raw.get("test", ""),
    )


def _example(raw: Mapping[str, Any]) -> Example | None:
    if "źle" not in raw:
        return None
    return Example(
        raw["źle"],
        raw["dobrze"],
        raw.get("cały plik", False),
        raw.get("obok"),
        raw.get("regulamin", ""),
        tuple(raw.get("także", ())),
    )
