"""`paragraf explain-code P060`: what a code of a problem means, why it matters and how to mend it, with an example.

Without a code it lists them all by group. The records are those of `dsl/codes`, the same as in docs/kody. Exit 2 when
there is no such code.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from cli import exits, output
from cli.parser import add_format
from cli.streams import Streams
from dsl.codes import CodeRecord, Example, Told, group_of, groups, records
from dsl.codes.pages import TOLD_BY
from dsl.diagnostics import nearest
from polish.folding import fold

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_INDENT = "    "
_WIDTH = 100
_MOST_MEANT = 10


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="KOD", nargs="?", help="kod z komunikatu, np. P060; bez niego – lista kodów")
    add_format(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    found = [_known(args.code)] if args.code else list(records().values())
    if args.format != "table":
        data = [as_data(record) for record in found]
        if args.code and args.format == "json":
            io.print(output.json_text(data[0]))
        else:
            output.write(io, args.format, data, {})
        return exits.OK
    for line in _page(found[0], io.colour) if args.code else _listed(io.colour):
        io.print(line)
    return exits.OK


def as_data(record: CodeRecord) -> dict[str, Any]:
    group, example = group_of(record.code), record.example
    return {
        "kod": record.code,
        "tytuł": record.title,
        "grupa": group.title if group else "",
        "mówi": record.says,
        "dlaczego": record.why,
        "jak_poprawić": record.repair,
        "gdzie": TOLD_BY[record.told],
        "przykład": None
        if example is None
        else {
            "regulamin": example.regulation or None,
            "obok": {f"{name}.yaml": text for name, text in (example.beside or {}).items()},
            "źle": example.wrong,
            "dobrze": example.right,
        },
    }


def _known(word: str) -> CodeRecord:
    code = word.strip().upper()
    if code in records():
        return records()[code]
    raise exits.WrongUse(f"nie ma kodu „{output.printable(word)}”.", _did_you_mean(word))


def _did_you_mean(word: str) -> str:
    """Those that have the word in the code or in the title, else the nearest code."""
    everything = "Wszystkie kody: paragraf explain-code"
    wanted = fold(word.strip())
    alike = [one for one in records().values() if len(wanted) > 1 and wanted in fold(f"{one.code} {one.title}")]
    if alike:
        return "Może: " + "; ".join(f"{one.code} ({one.title})" for one in alike[:_MOST_MEANT]) + f"? {everything}"
    meant = nearest(word, records())
    return f"Czy chodziło o {meant} ({records()[meant].title})? {everything}" if meant else everything


def _listed(colour: bool) -> Iterator[str]:
    for number, group in enumerate(groups()):
        if number:
            yield ""
        yield _bold(group.title, colour)
        for record in group.records:
            yield f"  {record.code}  {record.title}"
    yield ""
    yield "Więcej o jednym z nich: paragraf explain-code KOD"


def _page(record: CodeRecord, colour: bool) -> Iterator[str]:
    yield _bold(f"{record.code}. {record.title}", colour)
    yield ""
    yield from _paragraph("", record.says, colour)
    yield ""
    yield from _paragraph("Dlaczego to ważne:", record.why, colour)
    yield from _paragraph("Jak poprawić:", record.repair, colour)
    if record.told is not Told.CHECK:
        yield from _paragraph("Gdzie się pojawia:", TOLD_BY[record.told], colour)
    if record.example is not None:
        yield from _example(record.example, colour)


def _paragraph(title: str, text: str, colour: bool) -> Iterator[str]:
    """Wrapped, with the title at its beginning."""
    first, *others = wrap(f"{title} {text}".strip(), _WIDTH, break_on_hyphens=False)
    yield f"{_bold(title, colour)}{first.removeprefix(title)}" if title else first
    yield from others


def _example(example: Example, colour: bool) -> Iterator[str]:
    shown = [(f"Obok, w pliku {name}.yaml:", text) for name, text in (example.beside or {}).items()]
    if example.regulation:
        shown.append(("Regulamin:", example.regulation))
    for title, text in (*shown, ("Źle:", example.wrong), ("Dobrze:", example.right)):
        yield ""
        yield _bold(title, colour)
        for line in text.splitlines():
            yield f"{_INDENT}{line.expandtabs(4)}".rstrip()


def _bold(text: str, colour: bool) -> str:
    return f"{_BOLD}{text}{_RESET}" if colour else text
