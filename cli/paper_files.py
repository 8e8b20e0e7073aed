"""Papers of a commission into files of one folder: rendered on all processors, written whole, with a list of them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cli import exits, outputs
from cli.loading import Failed
from cli.output import printable
from cli.progress import watched
from cli.streams import Streams
from cli.system import reason
from dsl.diagnostics import Severity
from generator.formats import KINDS, Format
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.papers.file_names import file_names
from generator.papers.people import Person, with_character
from generator.papers.printed import Printed, Register
from generator.pdf.errors import MissingCharacterError, PdfError
from generator.tree import Document
from polish.plurals import FILE, Case, count

FORMATS = (Format.PDF, Format.DOCX, Format.TEXT)
_AT_ONCE = 1000  # files kept in memory before they are written
_PRIVATE, _OTHERS = 0o700, 0o077


@dataclass(frozen=True, slots=True)
class Paper:
    """`key` names its file: a branch, a candidate, a school."""

    key: str
    document: Document


@dataclass(frozen=True, slots=True)
class Printing:
    """How papers of one kind are printed: what their files begin with, what tells them apart (`key`), who reads them.

    `each_alone`: one that cannot be printed does not keep back the others. `keys` are those of the papers, in their
    order; `people` those whose names stand in them; `read` what the command read.
    """

    prefix: str
    key: str
    keys: Sequence[str]
    read: Sequence[Path]
    people: Mapping[str, Person] = field(default_factory=dict)
    is_private: bool = True
    each_alone: bool = False

    @property
    def register(self) -> Register:
        return Register(self.key, bool(self.people))

    @property
    def register_name(self) -> str:
        return f"spis-{self.prefix}.csv"


def write_papers(args: argparse.Namespace, io: Streams, papers: Iterable[Paper], printing: Printing) -> int:
    """The exit code. Raises `Failed` where one that cannot be printed stands in the way, with everything told."""
    folder = Path(args.output)
    _expect_folder(folder)
    names = file_names(printing.prefix, printing.keys, KINDS[Format(args.format)].suffixes[0])
    done = _Done(args, io, folder, printing)
    with _private_files() if printing.is_private else _as_usual():
        try:
            contents = zip(printing.keys, _contents(args, io, papers), strict=True)
            for key, content in watched(contents, "Pisma", io, len(printing.keys), look=1):
                if isinstance(content, bytes):
                    done.take(Printed(names[key], key, content, printing.people.get(key)))
                else:
                    done.fail(key, content)
            done.finish()
        except KeyboardInterrupt:
            done.tell_interrupted()
            raise
    return exits.PROBLEMS if done.failed else exits.OK


@dataclass(slots=True)
class _Done:
    """What has come of the papers so far."""

    args: argparse.Namespace
    io: Streams
    folder: Path
    printing: Printing
    waiting: list[Printed] = field(default_factory=list)
    register: bytes = b""
    written: int = 0
    failed: int = 0
    is_writing: bool = False

    def take(self, one: Printed) -> None:
        self.waiting.append(one)
        if len(self.waiting) == _AT_ONCE:
            self.save()

    def fail(self, key: str, error: PdfError) -> None:
        if self.printing.each_alone:
            self.failed += 1
            self.io.warn(f"Nie zapisano pisma „{printable(key)}”: {error.message}")
            return
        self.io.warn(f"Nic nie zapisano: {error.message}")
        if isinstance(error, MissingCharacterError):
            whose = with_character(tuple(self.printing.people.values()), error.character)
            if whose:
                self.io.warn(f"Ten znak jest w imionach albo nazwisku: {', '.join(map(printable, whose))}.")
        raise Failed

    def save(self) -> None:
        self.is_writing = True
        files = [(self.folder / one.file, one.content) for one in self.waiting]
        _save(self.folder, files, self.printing, self.args.force)
        self.written += len(files)
        self.register = self.printing.register.table(self.waiting, self.register)
        self.waiting = []

    def finish(self) -> None:
        """The list of what was printed comes last: where it is, everything is."""
        self.save()
        folder = printable(self.args.output)
        self.io.print(f"Zapisano {count(self.written, FILE, Case.ACCUSATIVE)} w folderze {folder}.")
        if self.failed:
            self.io.warn(f"Nie dało się zapisać: {count(self.failed, FILE)}. Popraw dane i powtórz polecenie dla nich.")
        path = self.folder / self.printing.register_name
        if len(self.printing.keys) > 1 or path.exists():
            self.save_register(path)
        if self.printing.is_private and _is_open(self.folder):
            self.io.warn(f"Uwaga: folder {folder} mogą otworzyć inni użytkownicy tego komputera.")

    def save_register(self, path: Path) -> None:
        """With what was printed before, unless the file is somebody else's."""
        register = self.printing.register
        before = path.read_bytes() if path.is_file() else b""
        own = before if register.is_ours(before) else b""
        table = register.merged(self.register, own)
        _save(self.folder, [(path, table)], self.printing, self.args.force, register.is_ours)
        self.io.print(f"Spis tych pism: {printable(path.name)}.")

    def tell_interrupted(self) -> None:
        if self.is_writing:
            self.io.warn(
                f"Przerwano zapisywanie: każdy plik jest cały, ale może brakować kolejnych i spisu "
                f"({self.printing.register_name}). Powtórz polecenie."
            )


def _contents(args: argparse.Namespace, io: Streams, papers: Iterable[Paper]) -> Iterator[bytes | PdfError]:
    documents = (_numbered(one, io) for one in papers)
    if args.format != Format.PDF:
        make = KINDS[Format(args.format)].make
        return (make(document, args.style) for document in documents)
    from generator.pdf.batch import render_all

    return render_all(documents, args.style)


def _numbered(paper: Paper, io: Streams) -> NumberedDocument:
    numbering = number(paper.document)
    errors = [one for one in numbering.problems if one.severity is Severity.ERROR]
    if errors:
        for one in errors:
            io.warn(f"{printable(paper.key)}: {one.message} {one.hint}".rstrip())
        raise Failed
    return numbering.document


# -- the folder -------------------------------------------------------------------------------------------------------


def _expect_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise exits.WrongUse(f"„{printable(str(folder))}” to nie jest folder.", "Podaj folder po -o.")


def _save(
    folder: Path,
    files: Sequence[tuple[Path, bytes]],
    printing: Printing,
    force: bool,
    is_ours: Callable[[bytes], bool] | None = None,
) -> None:
    is_private = printing.is_private
    try:
        folder.mkdir(mode=_PRIVATE if is_private else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        raise exits.WrongUse(f"nie można utworzyć folderu „{printable(str(folder))}”: {reason(error)}.") from None
    outputs.save(files, printing.read, force, is_ours, private={path for path, _ in files} if is_private else ())


def _is_open(folder: Path) -> bool:
    return os.name == "posix" and bool(folder.stat().st_mode & _OTHERS)


@contextmanager
def _private_files() -> Iterator[None]:
    """New files and folders are for their owner alone."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _as_usual() -> Iterator[None]:
    yield
