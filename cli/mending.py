"""`paragraf check --fix`: the fixes of problems written into the files that were named, and into no other.

Everything is worked out before anything is written; a file of the library that comes with the program is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from admission.recruitment.recognising import is_recruitment
from cli import exits
from cli.output import printable
from cli.rewriting import difference, write_text
from dsl.diagnostics import Diagnostic, Diagnostics, Fix
from dsl.report.fixes import Fixed, fixed
from dsl.source.reading import read_source
from polish.plurals import Case, Noun, count

FIX = Noun("poprawka", "poprawki", "poprawki", "poprawek", "poprawkę")
_SHIPPED = "plik należy do biblioteki programu, więc go nie zmieniono; popraw jego kopię."


@dataclass(frozen=True, slots=True)
class Mended:
    """`result` is None for a file that may not be changed or cannot be read."""

    name: str
    path: Path
    result: Fixed | None
    is_shipped: bool = False


def mended(paths: Iterable[tuple[str, Path]], accepted: Collection[str]) -> list[Mended]:
    """What would become of each file: safe fixes, and those of the codes that the person accepted."""
    distinct = {path.resolve(): (name, path) for name, path in paths}
    return [_mended(name, path, accepted) for name, path in distinct.values()]


def _mended(name: str, path: Path, accepted: Collection[str]) -> Mended:
    if path.resolve().is_relative_to(Path(str(files("regulations"))).resolve()):
        return Mended(name, path, None, is_shipped=True)
    source = read_source(path, Diagnostics())
    if source is None or is_recruitment(path):
        return Mended(name, path, None)

    def wanted(problem: Diagnostic, fix: Fix) -> bool:
        return fix.safe or problem.code in accepted

    return Mended(name, path, fixed(source, path.parent, wanted))


def write(every: Iterable[Mended]) -> None:
    """Each changed file whole or not at all, unless somebody else has changed it meanwhile."""
    for one in every:
        if one.result is None or not one.result.is_changed:
            continue
        now = read_source(one.path, Diagnostics())
        if now is None or now.text != one.result.source.text:
            message = f"plik „{printable(one.name)}” zmienił się w trakcie poprawiania; nie zapisano w nim nic."
            raise exits.WrongUse(message, "Powtórz polecenie.")
        write_text(one.path, one.result.text)


def as_text(every: Iterable[Mended], is_written: bool) -> Iterator[str]:
    """The differences, and for each file a line on what was done."""
    for one in every:
        result = one.result
        if one.is_shipped:
            yield f"{one.name}: {_SHIPPED}"
        if result is None:
            continue
        yield from map(_shown, difference(one.name, result.source.text, result.text, "poprawiony"))
        done = count(len(result.applied), FIX, Case.ACCUSATIVE)
        if result.is_changed:
            yield f"{one.name}: zastosowano {done}." if is_written else f"{one.name}: --fix zastosuje {done}."
        else:
            yield f"{one.name}: nie ma poprawek do zastosowania."
        if result.refused:
            refused = count(len(result.refused), FIX, Case.ACCUSATIVE)
            yield f"{one.name}: pominięto {refused}, bo plik miałby więcej błędów."
        if result.left:
            yield f"{one.name}: {_to_review(result)}"
    yield ""


def as_data(every: Iterable[Mended], is_written: bool) -> list[dict[str, Any]]:
    return [
        {
            "plik": one.name,
            "zapisano": is_written and one.result.is_changed,
            "zastosowane": [{"kod": done.problem.code, "opis": done.fix.label} for done in one.result.applied],
            "do_sprawdzenia": [{"kod": left.problem.code, "opis": left.fix.label} for left in one.result.left],
            "różnica": list(difference(one.name, one.result.source.text, one.result.text, "poprawiony")),
        }
        for one in every
        if one.result is not None
    ]


def _to_review(result: Fixed) -> str:
    codes = Counter(one.problem.code for one in result.left)
    listed = ", ".join(f"{code} ({number})" for code, number in sorted(codes.items()))
    return f"do sprawdzenia zostają poprawki: {listed}; po przeczytaniu zastosujesz je tak: --accept {min(codes)}"


def _shown(line: str) -> str:
    return "".join(character if character == "\t" or character.isprintable() else "·" for character in line)
