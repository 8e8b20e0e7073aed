"""Newer versions of what a file is based on: `prawo/x-2022` → `prawo/x-2025`, by the years in the names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics import Diagnostics
from dsl.layers.library import SUFFIX, find_base, shipped_names
from dsl.rewrite.school_years import YearMove
from dsl.source.nodes import Scalar
from dsl.source.yaml_reader import read_yaml

_DATED = re.compile(r"(?P<stem>.*?)(?P<first>[12]\d{3})(?P<second>[-_][12]\d{3})?")


@dataclass(frozen=True, slots=True)
class Base:
    """One base of last year's file: `new` is empty where there is none newer; `is_outdated` when it holds for the old
    school year only."""

    old: str
    new: str
    is_outdated: bool

    @property
    def current(self) -> str:
        return self.new or self.old


def renew(name: str, folder: Path | None, move: YearMove) -> Base:
    """The version for the new school year; of a law the newest that is already in force then."""
    plain, known = name.removesuffix(SUFFIX), _known(name, folder)
    found = _DATED.fullmatch(plain)
    newer = _rolled_over(plain, known, move) or (_newer(found, known, move) if found else "")
    return Base(name, newer, not newer and _is_of_old_year(name, folder, move))


def _rolled_over(name: str, known: Iterable[str], move: YearMove) -> str:
    """`kryteria-gminy` → `kryteria-gminy-2027-2028`: what a rollover of the base itself has made of it."""
    wanted = {f"{name}-{move.new.first}{sign}{move.new.first + 1}" for sign in "-_"}
    return next((one for one in known if one in wanted), "")


def _newer(found: re.Match[str], known: Iterable[str], move: YearMove) -> str:
    versions = [other for one in known if (other := _DATED.fullmatch(one)) and other["stem"] == found["stem"]]
    if found["second"]:
        wanted = {f"{found['stem']}{move.new.first}{sign}{move.new.first + 1}" for sign in "-_"}
        return next((one[0] for one in versions if one[0] in wanted), "")
    later = [one for one in versions if not one["second"] and found["first"] < one["first"] <= str(move.new.first)]
    return max(later, key=lambda one: one["first"])[0] if later else ""


def _known(name: str, folder: Path | None) -> tuple[str, ...]:
    """What lies beside the base itself, and the library."""
    prefix = name.rpartition("/")[0]
    beside = folder / prefix if folder is not None else None
    local = sorted(beside.glob(f"*{SUFFIX}")) if beside is not None and beside.is_dir() else []
    found = [f"{prefix}/{path.stem}" if prefix else path.stem for path in local]
    return (*found, *shipped_names())


def _is_of_old_year(name: str, folder: Path | None, move: YearMove) -> bool:
    source = find_base(name, folder, Diagnostics())
    root = read_yaml(source, Diagnostics()) if source is not None else None
    year = root.get("rok_szkolny") if root is not None else None
    return isinstance(year, Scalar) and year.text.strip() == move.old.text
