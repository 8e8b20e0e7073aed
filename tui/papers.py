"""The papers of a recruitment made from the editor: by `paragraf papers` in a process of its own, so that thousands of
sheets neither wait for the screen nor are waited for by it. No Textual."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from admission.draw import BadDraw, problems_of
from admission.draw_files import read_protocol, read_record
from dsl.rows import day_in, dotted_day_in
from polish.counted import days_in

PROGRESS_VARIABLE = "PARAGRAF_PROGRESS"
_COUNTED = re.compile(r"\w+: (?P<done>\d[\d\s]*?)(?: z (?P<total>\d[\d\s]*?))?\s*")
_COMMAND = re.compile(r"--\w|\bparagraf \w|\bpolecenie\b")
_PICTURE_OF_A_PLACE = re.compile(r" *\d* *[┌│]")  # dsl/report/text.py draws them beside a message
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Kind:
    """`command` is its name on the command line, `folder` how its folder ends."""

    name: str
    command: str
    words: str
    folder: str
    is_dated: bool = True
    of_candidates: bool = True


KINDS = {
    one.name: one
    for one in (
        Kind("lists", "lista", "Listy zakwalifikowanych i niezakwalifikowanych", "listy"),
        Kind("admitted", "lista", "Listy przyjętych i nieprzyjętych, po potwierdzeniu woli", "listy-przyjętych"),
        Kind("sheets", "wyjasnienia", "Arkusze wyjaśnień, osobny dla każdego kandydata", "wyjaśnienia"),
        Kind("protocol", "protokol", "Protokół posiedzenia komisji, do podpisu", "protokół"),
        Kind("leaflet", "ulotka", "Ulotka dla kandydatów „Jak policzyć punkty”", "ulotka", False, False),
    )
}


@dataclass(frozen=True, slots=True)
class Order:
    """What to make, of which files, where."""

    kind: Kind
    text: Path
    candidates: Path | None
    mapping: Path | None
    folder: Path
    day: date | None = None
    confirmations: Path | None = None
    is_supplementary: bool = False
    is_draft: bool = False
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """`is_made`: everything was written; `told` is what is to be read about it."""

    folder: Path
    is_made: bool
    is_personal: bool
    told: tuple[str, ...]


class Press:
    """One run, that can be stopped."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.is_stopped = False
        self._process: subprocess.Popen[str] | None = None

    def run(self, tell: Callable[[int, int], None]) -> Printed:
        """In a thread; `tell` how many papers of how many are ready."""
        order = self.order
        environment = {**os.environ, PROGRESS_VARIABLE: "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        environment |= {"PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
        with subprocess.Popen(
            [sys.executable, "-m", "cli", "papers", *arguments(order)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            encoding="utf-8",
            errors="replace",
        ) as process:
            self._process = process
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                counted = _COUNTED.fullmatch(line)
                if counted is None:
                    lines.append(line)
                elif counted["total"]:
                    tell(_number(counted["done"]), _number(counted["total"]))
            code = process.wait()
        return Printed(order.folder, code == 0, order.kind.of_candidates, tuple(readable("".join(lines))))

    def stop(self) -> None:
        self.is_stopped = True
        if self._process is not None:
            self._process.terminate()


def arguments(order: Order) -> list[str]:
    found = [order.kind.command, str(order.text)]
    if order.kind.of_candidates and order.candidates is not None:
        found += [str(order.candidates), *(["--mapping", str(order.mapping)] if order.mapping else [])]
    found += ["-o", str(order.folder)]
    if order.day is not None:
        found += ["--date", order.day.isoformat()]
    if order.confirmations is not None:
        found += ["--confirmations", str(order.confirmations)]
    if order.kind.command == "protokol":
        found += [part for path in draws_beside(order.text) for part in ("--draw", str(path))]
    found += ["--supplementary"] if order.is_supplementary else []
    found += ["--draft"] if order.is_draft and order.kind.of_candidates else []
    found += ["--force"] if order.replaces else []
    return found


def draws_beside(text: Path) -> list[Path]:
    """The protocols of draws held from the editor, without those that were drawn anew."""
    found = {}
    for path in sorted(text.absolute().parent.glob("protokol-losowanie-*.json")):
        try:
            protocol = read_protocol(read_record(path))
        except BadDraw:
            continue
        if not problems_of(protocol):
            found[path] = protocol.announcement
    replaced = {one.repeated.commitment for one in found.values() if one.repeated is not None}
    return [path for path, one in found.items() if one.commitment not in replaced]


def folder_of(text: Path, kind: Kind, *, is_supplementary: bool = False) -> Path:
    round_of = "uzupełniające-" if is_supplementary else ""
    return text.absolute().with_name(f"{text.stem}-{round_of}{kind.folder}")


def readable(said: str) -> Iterator[str]:
    """Without advice to type a command: here it is done otherwise; nor drawings, they need even letters."""
    for line in said.splitlines():
        if _PICTURE_OF_A_PLACE.match(line):
            continue
        words = [one for one in _SENTENCES.split(line.strip()) if one and _COMMAND.search(one) is None]
        if words:
            yield " ".join(words)


def day_of(typed: str) -> date | None:
    """„16 lipca 2026”, „16.07.2026” or „2026-07-16”; None where it is no day."""
    in_full = days_in(typed)
    if len(in_full) == 1 and in_full[0].text == typed.strip():
        return in_full[0].day
    return dotted_day_in(typed) or day_in(typed)


def _number(digits: str) -> int:
    return int("".join(digits.split()))
