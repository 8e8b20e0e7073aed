"""`paragraf document`: the regulation as an official document, a PDF beside its file or text on the screen.

Exit 0 with the document written, 1 when the regulation has errors, 2 when it was called wrongly or the place cannot be
written to. `--format text` without `-o` prints; everything else writes a file, whole or not at all. What the document
does not say about itself (silence, readings, example values) is told to the person afterwards, on stderr.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cli import exits, outputs
from cli.loading import Failed, load_regulation
from cli.output import printable
from cli.streams import Streams
from dsl.diagnostics import Diagnostic
from dsl.model.regulation import Regulation
from dsl.report import render as render_problem
from dsl.source.nodes import readable_name
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.regulation import grouped, regulation_document, remarks, units
from generator.text import as_text
from polish.enumerations import enumerate_items, quote
from polish.numbers import format_number
from polish.plurals import Noun, count

_SUFFIXES = {"pdf": ".pdf", "text": ".txt"}
_WRONG_SUFFIX = {
    "pdf": "dokument PDF zapisuje się w pliku z końcówką .pdf",
    "text": "tekst zapisuje się w pliku z końcówką .txt",
}
_SUFFIX_HINT = "Program zapisuje PDF (.pdf) albo, z --format text, sam tekst (.txt), który otworzy każdy edytor."
_STYLES = ("dostepny", "druk")
_PAGE = Noun("strona", "strony", "strony", "stron", "stronę")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="REGULAMIN", help="plik regulaminu (*.yaml)")
    parser.add_argument(
        "--format",
        choices=tuple(_SUFFIXES),
        default="pdf",
        help="postać dokumentu: pdf (tak jest domyślnie) albo text – sam tekst, bez -o na ekran",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="GDZIE",
        type=outputs.place,
        help="plik albo folder na dokument; domyślnie obok regulaminu",
    )
    outputs.add_force(parser, "plik, który już jest (wcześniejszy PDF z tego programu zastępuje się i bez tego)")
    parser.add_argument(
        "--style",
        choices=_STYLES,
        default=_STYLES[0],
        help="wygląd pliku PDF: dostepny – do ogłoszenia w internecie (tak jest domyślnie), druk – na papier",
    )


def run(args: argparse.Namespace, io: Streams) -> int:
    try:
        regulation = load_regulation(args.file, io)
    except Failed:
        return exits.PROBLEMS
    document = _document(regulation, io)
    if document is None:
        return exits.PROBLEMS
    read = outputs.files_of(regulation)
    code = (_as_text if args.format == "text" else _as_pdf)(args, document, read, io)
    if code == exits.OK:
        _tell_remarks(regulation, io)
    return code


def _document(regulation: Regulation, io: Streams) -> NumberedDocument | None:
    numbering = number(regulation_document(regulation))
    if _has_errors(numbering.problems):
        _refuse_open(regulation)
    for problem in numbering.problems:
        io.warn(render_problem(problem))
    return None if _has_errors(numbering.problems) else numbering.document


def _refuse_open(regulation: Regulation) -> None:
    """A law may leave whole criteria to others: of these it has a name, and nothing that could be printed."""
    rules = () if regulation.branches else regulation.kinds.values()
    named = ((one, name) for one in rules for stage in one.order for name in stage.criteria)
    left = dict.fromkeys(name for one, name in named if one.criterion((name,)) is None)
    if left:
        names = enumerate_items([quote(readable_name(name)) for name in left])
        hint = "Dokument powstaje z regulaminu, który się na nim opiera i je podaje."
        raise exits.WrongUse(f"ten plik zostawia innym ustalenie kryteriów: {names}.", hint)


def _has_errors(problems: tuple[Diagnostic, ...]) -> bool:
    from dsl.diagnostics import Severity

    return any(problem.severity is Severity.ERROR for problem in problems)


def _as_text(args: argparse.Namespace, document: NumberedDocument, read: list[Path], io: Streams) -> int:
    text = as_text(document)
    if args.output is None:
        io.print(text.rstrip("\n"))
        return exits.OK
    target = _target(args)
    outputs.save([(target, text.encode())], read, args.force)
    io.print(f"Zapisano dokument: {printable(str(target))} ({_size(len(text.encode()))}).")
    return exits.OK


def _as_pdf(args: argparse.Namespace, document: NumberedDocument, read: list[Path], io: Streams) -> int:
    from generator.pdf.errors import PdfError
    from generator.pdf.recognise import is_our_pdf
    from generator.pdf.render import render

    target = _target(args)
    try:
        content = render(document, args.style)
    except PdfError as error:
        io.warn(f"Nie zapisano dokumentu: {error.message}")
        return exits.PROBLEMS
    outputs.save([(target, content)], read, args.force, is_our_pdf)
    pages = count(_pages(content), _PAGE)
    io.print(f"Zapisano dokument: {printable(str(target))} ({pages}, {_size(len(content))}).")
    return exits.OK


def _tell_remarks(regulation: Regulation, io: Streams) -> None:
    """What the director should know before the document is announced; it is not printed in it."""
    groups = grouped(remarks(regulation, units(regulation)))
    if not groups:
        return
    io.warn(f"\nUwagi do regulaminu: {len(groups)}. Nie ma ich w dokumencie; rozstrzygnij je, zanim go ogłosisz.")
    for group in groups:
        first = group[0]
        places = ", ".join(dict.fromkeys(one.unit or one.path for one in group))
        io.warn(printable(f"• {first.state} – {places}" + (f": {first.text}" if first.text else "")))
        if first.other_reading:
            io.warn(printable(f"  inny odczyt: {first.other_reading}"))


def _target(args: argparse.Namespace) -> Path:
    """Where to write; a folder gets a file named after the regulation's."""
    source = Path(args.file)
    name = source.stem + _SUFFIXES[args.format]
    if args.output is None:
        return source.with_name(name)
    output = Path(args.output)
    target = output / name if os.path.isdir(output) or args.output.endswith(("/", "\\")) else output
    if target.suffix.lower() != _SUFFIXES[args.format]:
        raise exits.WrongUse(f"„{printable(target.name)}”: {_WRONG_SUFFIX[args.format]}.", _SUFFIX_HINT)
    return target


def _pages(content: bytes) -> int:
    """A PDF of ours counts its pages in the root of their tree."""
    import re

    counts = [int(found) for found in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", content)]
    return max(counts, default=len(re.findall(rb"/Type\s*/Page\b", content)))


def _size(octets: int) -> str:
    return f"{format_number(max(1, round(octets / 1024)))} KB"
