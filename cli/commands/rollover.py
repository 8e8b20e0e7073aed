"""`paragraf rollover`: last year's file becomes next year's, and every date in it a proposal to confirm.

Writes a new file (never the old one) and a report: what was changed, what must be confirmed one by one, which bases are
new and what their law changes. Exit 0 with the file written and readable, 1 when the old file cannot be carried over or
the new one has errors, 2 when it was called wrongly. `--format json` gives the report as data.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cli import exits, output, outputs
from cli.changes import change_lines, change_record
from cli.files import existing_regulation
from cli.loading import refuse_recruitment, tell
from cli.output import printable
from cli.streams import Streams
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.emit.differences import Difference, differences
from dsl.layers.library import find_base
from dsl.load import load_source, load_text
from dsl.model.regulation import Regulation
from dsl.report import as_records
from dsl.rewrite.bases import Base
from dsl.rewrite.rollover import NoRollover, Rollover, roll_over
from dsl.rewrite.school_years import YearMove, read_school_year
from dsl.source.reading import read_source
from polish.plurals import ERROR, Noun, count

_CHANGE = Noun("zmiana", "zmiany", "zmiany", "zmian", "zmianę")
_THING = Noun("rzecz", "rzeczy", "rzeczy", "rzeczy")
_MARK = b"\xef\xbb\xbf"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="REGULAMIN", help="plik z poprzedniego roku (*.yaml)")
    parser.add_argument("year", metavar="ROK", help="nowy rok szkolny, np. 2026/2027")
    parser.add_argument(
        "-o",
        "--output",
        metavar="NOWY",
        type=outputs.place,
        help="plik na nowy rok (bez tego: obok, z rokiem w nazwie)",
    )
    outputs.add_force(parser, "plik NOWY, jeżeli już jest")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="postać sprawozdania: text – dla człowieka (tak jest domyślnie), json – dla programu",
    )


def run(args: argparse.Namespace, io: Streams) -> int:
    year = read_school_year(args.year.replace("-", "/"))
    if year is None:
        raise exits.WrongUse(f"„{printable(args.year)}” to nie jest rok szkolny.", "Napisz go tak: 2026/2027.")
    path = existing_regulation(args.file)
    instead = "Nabór na nowy rok zapisz od nowa (rozstrzygnięcia dotyczą dawnych kandydatów); przenieś regulaminy szkół"
    refuse_recruitment(path, args.file, instead)
    diagnostics = Diagnostics()
    source = read_source(path, diagnostics)
    if source is None:
        tell(diagnostics.sorted(), io)
        return exits.PROBLEMS
    found = roll_over(source, path.parent, year)
    if isinstance(found, NoRollover):
        return _refused(found, io)
    target = _target(path, args.output, found.move)
    loaded = load_text(found.text, target)
    law = [(base, _law(base, path.parent)) for base in found.bases if base.new]
    outputs.save([(target, _mark(path) + found.text.encode())], [path], args.force)
    if args.format == "json":
        io.print(output.json_text(_as_data(target, found, law, loaded.diagnostics)))
    else:
        for line in _as_text(target, found, law, loaded.diagnostics):
            io.print(line)
    return exits.OK if loaded.regulation is not None else exits.PROBLEMS


def _refused(found: NoRollover, io: Streams) -> int:
    if found.message:
        raise exits.WrongUse(found.message, found.hint)
    tell(found.problems, io)
    io.warn("Nic nie zapisano; najpierw popraw to, co wyżej.")
    return exits.PROBLEMS


# -- files ------------------------------------------------------------------------------------------------------------


def _target(path: Path, output_name: str | None, move: YearMove) -> Path:
    """Beside the old file: `2025-2026.yaml` → `2026-2027.yaml`, `regulamin.yaml` → `regulamin-2026-2027.yaml`."""
    if output_name is not None:
        return Path(output_name)
    new = f"{move.new.first}-{move.new.first + 1}"
    stem, replaced = re.subn(rf"{move.old.first}([-_]){move.old.first + 1}", new, path.stem)
    return path.with_name((stem if replaced else f"{path.stem}-{new}") + path.suffix)


def _mark(path: Path) -> bytes:
    """The mark of UTF-8 at the beginning, where an editor has put it."""
    with path.open("rb") as file:
        return _MARK if file.read(len(_MARK)) == _MARK else b""


def _law(base: Base, folder: Path) -> tuple[Difference, ...] | None:
    """What the newer version of a base changes; None where one of them cannot be read."""
    old, new = _regulation(base.old, folder), _regulation(base.new, folder)
    return differences(old, new) if old is not None and new is not None else None


def _regulation(name: str, folder: Path) -> Regulation | None:
    source = find_base(name, folder, Diagnostics())
    if source is None:
        return None
    beside = None if source.shipped else Path(source.path).parent
    return load_source(source, beside, Diagnostics()).regulation


# -- the report -------------------------------------------------------------------------------------------------------

_Law = list[tuple[Base, tuple[Difference, ...] | None]]


def _as_text(target: Path, found: Rollover, law: _Law, problems: tuple[Diagnostic, ...]) -> Iterator[str]:
    move = found.move
    yield f"Zapisano {printable(str(target))}: rok szkolny {move.new.text} na podstawie {move.old.text}."
    yield ""
    yield f"Zmieniono ({count(len(found.changes), _CHANGE)}):"
    for change in found.changes:
        yield printable(f"  wiersz {change.line}: {change.path}: {change.before} → {change.after}")
    yield from _confirmations(found)
    yield from _bases(found)
    for base, changed in law:
        yield from _law_text(base, changed)
    yield from _state(target, problems)


def _confirmations(found: Rollover) -> Iterator[str]:
    if not found.confirmations:
        return
    yield ""
    yield f"Do potwierdzenia ({count(len(found.confirmations), _THING)}), każda z osobna:"
    for one in found.confirmations:
        days = f" (uwaga: {'; '.join(one.days)})" if one.days else ""
        yield printable(f"  wiersz {one.line}: {one.path}: {one.text}{days}")


def _bases(found: Rollover) -> Iterator[str]:
    if not found.bases:
        return
    yield ""
    yield "Podstawy:"
    for base in found.bases:
        if base.new:
            yield printable(f"  {base.old} → {base.new}: nowa wersja")
        elif base.is_outdated:
            yield printable(f"  {base.old}: z poprzedniego roku; nowszej nie ma w bibliotece ani obok pliku")
        else:
            yield printable(f"  {base.old}: bez zmian, nowszej wersji nie ma")


def _law_text(base: Base, changed: tuple[Difference, ...] | None) -> Iterator[str]:
    yield ""
    if changed is None:
        yield printable(f"Nie można porównać {base.old} i {base.new}: jednego z tych plików nie da się odczytać.")
        return
    yield printable(f"Co zmienia {base.new} w porównaniu z {base.old}:")
    if not changed:
        yield "  nic w zasadach, terminach i dokumentach."
    yield from change_lines(changed)


def _state(target: Path, problems: tuple[Diagnostic, ...]) -> Iterator[str]:
    errors = sum(one.severity is Severity.ERROR for one in problems)
    name = printable(str(target))
    yield ""
    if errors:
        yield f"Nowy plik ma {count(errors, ERROR)}. Zobacz je: paragraf check {name}"
    else:
        yield f"Nowy plik jest bez błędów. Po potwierdzeniu terminów sprawdź go: paragraf check {name}"


def _as_data(target: Path, found: Rollover, law: _Law, problems: tuple[Diagnostic, ...]) -> dict[str, Any]:
    return {
        "plik": str(target),
        "rok szkolny": {"był": found.move.old.text, "jest": found.move.new.text},
        "zmieniono": [
            {"wiersz": one.line, "miejsce": one.path, "było": one.before, "jest": one.after} for one in found.changes
        ],
        "do potwierdzenia": [
            {"wiersz": one.line, "miejsce": one.path, "treść": one.text, "dni wolne": list(one.days)}
            for one in found.confirmations
        ],
        "podstawy": [
            {"była": one.old, "jest": one.current, "z poprzedniego roku": one.is_outdated} for one in found.bases
        ],
        "nowe prawo": [
            {
                "podstawa": base.new,
                "zmiany": None if changed is None else [change_record(one) for one in changed],
            }
            for base, changed in law
        ],
        "problemy": as_records(problems),
    }
