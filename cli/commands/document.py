"""`paragraf document`: the regulation as an official document: a PDF, a page, a file for Word or text.

`--kind` makes what goes with it: the order that introduces it, the one that amends it, the consolidated text.

Exit 0 with the document written, 1 when the regulation has errors, 2 when it was called wrongly or the place cannot be
written to. `--format text` without `-o` prints; everything else writes files, all of them or none. What the document
does not say about itself (silence, readings, example values) is told to the person afterwards, on stderr. `--watch`
writes anew whenever the regulation or what it is based on changes, until Ctrl+C.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cli import __version__, exits, orders, outputs
from cli.loading import Failed, load_regulation
from cli.output import printable
from cli.progress import watched
from cli.streams import Streams
from cli.watching import stamps, wait_for_change
from dsl.checks.consistency.coverage import check_coverage
from dsl.checks.consistency.unproven import check_unproven
from dsl.checks.law.timetable import check_timetable
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.layers.loading import load_layers
from dsl.model.regulation import Regulation
from dsl.report import render as render_problem
from dsl.source.reading import read_source
from generator import formats
from generator.formats import KINDS, TOGETHER, Format
from generator.letterhead import on_letterhead, usual_look
from generator.logo import BadLogo
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.opening import open_with_system
from generator.regulation import dead_references, grouped, regulation_document, remarks, units
from generator.tree import Document
from polish.numbers import format_number
from polish.plurals import Noun, count

_ALL = "all"
_SUFFIX_HINT = "Program zapisuje PDF (.pdf), stronę (.html), plik dla Worda (.docx) i sam tekst (.txt)."
_STYLES = ("dostepny", "druk")
_REGULATION = "regulamin"
_PAGE = Noun("strona", "strony", "strony", "stron", "stronę")
_FILE = Noun("plik", "pliki", "pliku", "plików")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="REGULAMIN", help="plik regulaminu (*.yaml)")
    parser.add_argument(
        "--format",
        choices=(*KINDS, _ALL),
        help="postać dokumentu: pdf (tak jest domyślnie), html – strona internetowa, docx – do edycji w Wordzie, "
        "text – sam tekst, bez -o na ekran, all – PDF, HTML i DOCX obok siebie; bez tej opcji rozstrzyga końcówka "
        "nazwy po -o",
    )
    orders.add_options(parser, _REGULATION)
    parser.add_argument(
        "--archive",
        "--archiwum",
        action="store_true",
        help="PDF do archiwum (PDF/A-3): w środku są plik regulaminu z przykładami i wszystko, na czym się opiera",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="GDZIE",
        type=outputs.place,
        help="plik albo folder na dokument; domyślnie obok regulaminu",
    )
    what = "plik, który już jest (dokument z tego programu, w którym nikt nic nie zmienił, zastępuje się i bez tego)"
    outputs.add_force(parser, what)
    parser.add_argument(
        "--style",
        choices=_STYLES,
        help="wygląd pliku PDF: dostepny – do ogłoszenia w internecie (tak jest domyślnie, gdy „pismo” w regulaminie "
        "nie mówi inaczej), druk – na papier",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="czekaj na zmiany w regulaminie i w plikach, na których się opiera, i po każdej zapisuj dokument od nowa; "
        "koniec: Ctrl+C",
    )
    parser.add_argument("--open", action="store_true", help="otwórz zapisany dokument w programie, który go pokazuje")


def run(args: argparse.Namespace, io: Streams) -> int:
    wanted = _wanted(args)
    orders.expect_options_fit(args, _REGULATION)
    if args.archive and wanted != (Format.PDF,):
        raise exits.WrongUse("do archiwum zapisuje się tylko PDF.", "Usuń --format albo --archive.")
    if args.open and _is_for_screen(wanted, args):
        raise exits.WrongUse("tekst na ekranie nie jest plikiem, który można otworzyć.", "Dodaj -o PLIK.")
    printing = _Printing(args, wanted, io)
    return _watch(printing, io) if args.watch else printing.once()


@dataclass(slots=True)
class _Printing:
    """One call of the command: what it was asked for, and with `--watch` what it did before."""

    args: argparse.Namespace
    wanted: tuple[Format, ...]
    io: Streams
    read: list[Path] = field(default_factory=list)
    written: set[bytes] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    versions: list[Regulation] = field(default_factory=list)
    style: str = ""
    opened: bool = False

    def once(self) -> int:
        try:
            regulation = load_regulation(self.args.file, self.io)
            self.read = outputs.files_of(regulation)
            made = self.on_paper(regulation)
        except Failed:
            return exits.PROBLEMS
        document = _document(made, self.io)
        for problem in dead_references(regulation) if document is not None else ():
            self.io.warn(render_problem(problem))
        code = exits.PROBLEMS if document is None else self.give(document)
        if code == exits.OK:
            self.tell_remarks(regulation)
        return code

    def on_paper(self, regulation: Regulation) -> Document:
        """As the school's papers look."""
        self.style = self.args.style or usual_look(regulation)
        stationery = regulation.stationery
        self.read += [stationery.logo.path] if stationery is not None and stationery.logo is not None else []
        try:
            return on_letterhead(self.made(regulation), regulation)
        except BadLogo as bad:
            raise exits.WrongUse(bad.message, bad.hint) from None

    def made(self, regulation: Regulation) -> Document:
        """The document of the kind that was asked for, not yet numbered."""
        if self.args.kind == _REGULATION:
            self.versions = [regulation]
            return regulation_document(regulation)
        earlier = [load_regulation(name, self.io) for name in self.args.changes_from]
        self.read += [path for one in earlier for path in outputs.files_of(one)]
        self.versions = orders.versions_of(self.args, regulation, earlier)
        return orders.document(self.args, self.versions)

    def give(self, document: NumberedDocument) -> int:
        """The document where it was wanted."""
        from generator.pdf.errors import PdfError

        if _is_for_screen(self.wanted, self.args):
            self.io.print(KINDS[Format.TEXT].make(document, "").decode().rstrip("\n"))
            return exits.OK
        making = watched(self.wanted, "Dokumenty", self.io, len(self.wanted), look=1)
        try:
            files = [(_target(self.args, one), self.content(document, one)) for one in making]
        except PdfError as error:
            self.io.warn(f"Nie zapisano dokumentu: {error.message}")
            return exits.PROBLEMS
        outputs.save(files, self.read, self.args.force, self.is_ours)
        self.written = {content for _, content in files}
        for path, content in files:
            self.io.print(f"Zapisano dokument: {printable(str(path))} ({_measure(content)}).")
        self.open(files[0][0])
        return exits.OK

    def content(self, document: NumberedDocument, wanted: Format) -> bytes:
        if not self.args.archive:
            return KINDS[wanted].make(document, self.style)
        from generator.pdf.archive import attachments
        from generator.pdf.render import render

        try:
            return render(document, self.style, attachments(self.versions, __version__))
        except BadLogo as bad:
            raise exits.WrongUse(bad.message, bad.hint) from None

    def is_ours(self, content: bytes) -> bool:
        return content in self.written or formats.is_ours(content)

    def open(self, path: Path) -> None:
        """Once: a program that shows the file mostly shows it anew by itself."""
        if not self.args.open or self.opened:
            return
        self.opened = True
        self.io.flush()
        if not open_with_system(path):
            self.io.warn(f"Nie udało się otworzyć dokumentu. Otwórz go samodzielnie: {printable(str(path.absolute()))}")

    def tell_remarks(self, regulation: Regulation) -> None:
        """What the director should know before the document is announced; it is not printed in it."""
        lines = [*orders.remark_lines(self.args, self.versions), *_remark_lines(regulation)]
        lines += _open_lines(self.versions[-1] if self.versions else regulation)
        if lines != self.told:
            for line in lines:
                self.io.warn(line)
        self.told = lines


def _watch(printing: _Printing, io: Streams) -> int:
    """Until Ctrl+C; the exit code is that of the last time."""
    code = exits.OK
    try:
        before = stamps(_watched_files(printing, failed=False))
        code = printing.once()
        while True:
            paths = _watched_files(printing, failed=code == exits.PROBLEMS)
            before = stamps(path for path in paths if path not in before) | {
                path: stamp for path, stamp in before.items() if path in paths
            }
            io.warn(f"\nCzekam na zmiany ({count(len(paths), _FILE)}). Koniec: Ctrl+C.")
            io.flush()
            changed = wait_for_change(before)
            io.warn(f"Zmiana: {', '.join(printable(path.name) for path in changed)}")
            before = stamps(paths)
            code = _once_more(printing, io)
    except KeyboardInterrupt:
        io.warn("\nKoniec czekania na zmiany.")
    return code


def _once_more(printing: _Printing, io: Streams) -> int:
    """What would end a single call is told here and waited out: the person is about to mend it."""
    try:
        return printing.once()
    except exits.WrongUse as mistake:
        io.warn(f"Błąd: {mistake.message}")
        if mistake.hint:
            io.warn(mistake.hint)
        return exits.WRONG_USE


def _watched_files(printing: _Printing, failed: bool) -> list[Path]:
    """The regulation and its bases, as far as they can be read; after a failure their folder too: a base may appear."""
    path = Path(printing.args.file)
    source = read_source(path, Diagnostics())
    layers = load_layers(source, path.parent, Diagnostics()) if source is not None else ()
    bases = [Path(layer.source.path) for layer in layers if not layer.source.shipped]
    return list(dict.fromkeys([path, *bases, *printing.read, *([path.absolute().parent] if failed else [])]))


def _document(made: Document, io: Streams) -> NumberedDocument | None:
    numbering = number(made)
    for problem in numbering.problems:
        io.warn(render_problem(problem))
    return None if _has_errors(numbering.problems) else numbering.document


def _has_errors(problems: tuple[Diagnostic, ...]) -> bool:
    from dsl.diagnostics import Severity

    return any(problem.severity is Severity.ERROR for problem in problems)


def _remark_lines(regulation: Regulation) -> list[str]:
    groups = grouped(remarks(regulation, units(regulation)))
    if not groups:
        return []
    lines = [f"\nUwagi do regulaminu: {len(groups)}. Nie ma ich w dokumencie; rozstrzygnij je, zanim go ogłosisz."]
    for group in groups:
        first = group[0]
        places = ", ".join(dict.fromkeys(one.unit or one.path for one in group))
        lines.append(printable(f"• {first.state} – {places}" + (f": {first.text}" if first.text else "")))
        if first.other_reading:
            lines.append(printable(f"  inny odczyt: {first.other_reading}"))
    return lines


def _open_lines(regulation: Regulation) -> list[str]:
    """What the regulation passes over and terms that disagree, as `check` tells them."""
    found = Diagnostics()
    check_timetable(regulation, found)
    check_coverage(regulation, found)
    check_unproven(regulation, found)
    told = [printable(f"• {one.message} {one.hint}".rstrip()) for one in found.sorted()]
    return ["\nSprawdź też, zanim ogłosisz:", *told] if told else []


def _wanted(args: argparse.Namespace) -> tuple[Format, ...]:
    """What to make: as `--format` says, else as the name after `-o` promises; one that promises another is refused."""
    if args.format == _ALL:
        if args.output is not None and not _is_folder(args.output):
            message = f"--format all zapisuje kilka plików, a „{printable(args.output)}” to jeden."
            raise exits.WrongUse(message, "Podaj po -o folder, który już jest, albo pomiń -o.")
        return TOGETHER
    promised = formats.format_of(Path(args.output)) if args.output and not _is_folder(args.output) else None
    wanted = Format(args.format) if args.format else promised or Format.PDF
    if args.output is not None and not _is_folder(args.output) and promised is not wanted:
        kind = KINDS[wanted]
        message = (
            f"„{printable(Path(args.output).name)}”: {kind.name} zapisuje się w pliku z końcówką {kind.suffixes[0]}."
        )
        raise exits.WrongUse(message, _SUFFIX_HINT)
    return (wanted,)


def _is_folder(output: str) -> bool:
    return os.path.isdir(output) or output.endswith(("/", "\\"))


def _is_for_screen(wanted: Sequence[Format], args: argparse.Namespace) -> bool:
    return args.output is None and tuple(wanted) == (Format.TEXT,)


def _target(args: argparse.Namespace, wanted: Format) -> Path:
    """Where to write; a folder gets a file named after the regulation's."""
    source = Path(args.file)
    kind = "" if args.kind == _REGULATION else f"-{args.kind}"
    kind += "-archiwum" if args.archive else ""
    name = source.stem + kind + KINDS[wanted].suffixes[0]
    if args.output is None:
        return source.with_name(name)
    output = Path(args.output)
    return output / name if _is_folder(args.output) else output


def _measure(content: bytes) -> str:
    size = f"{format_number(max(1, round(len(content) / 1024)))} KB"
    return f"{count(_pages(content), _PAGE)}, {size}" if content.startswith(b"%PDF-") else size


def _pages(content: bytes) -> int:
    """A PDF of ours counts its pages in the root of their tree."""
    import re

    counts = [int(found) for found in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", content)]
    return max(counts, default=len(re.findall(rb"/Type\s*/Page\b", content)))
