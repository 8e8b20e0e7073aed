"""Papers of a commission into files of one folder: rendered on all processors, written whole or not at all."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli import exits, outputs
from cli.loading import Failed
from cli.output import printable
from cli.streams import Streams
from cli.system import reason
from dsl.diagnostics import Severity
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.papers.file_names import file_names
from generator.papers.people import Person, with_character
from generator.text import as_text
from generator.tree import Document
from polish.plurals import FILE, Case, count

SUFFIXES = {"pdf": ".pdf", "text": ".txt"}
_AT_ONCE = 1000  # files kept in memory before they are written
_PRIVATE, _OTHERS = 0o700, 0o077


@dataclass(frozen=True, slots=True)
class Paper:
    """`key` names its file: a branch, a candidate, a school."""

    key: str
    document: Document


def write_papers(
    args: argparse.Namespace,
    io: Streams,
    papers: Iterable[Paper],
    prefix: str,
    keys: Sequence[str],
    read: Sequence[Path],
    *,
    people: Sequence[Person] = (),
    is_private: bool = True,
) -> None:
    """`keys` are those of the papers, in their order; `people` those whose names stand in them. Raises `Failed` where
    one cannot be printed, with everything told."""
    folder = Path(args.output)
    _expect_folder(folder)
    names = file_names(prefix, keys, SUFFIXES[args.format])
    waiting: list[tuple[Path, bytes]] = []
    written = 0
    with _private_files() if is_private else _as_usual():
        for key, content in zip(keys, _contents(args, io, papers, people), strict=True):
            waiting.append((folder / names[key], content))
            if len(waiting) == _AT_ONCE:
                written += _save(folder, waiting, read, args.force, is_private)
                waiting = []
        written += _save(folder, waiting, read, args.force, is_private)
    io.print(f"Zapisano {count(written, FILE, Case.ACCUSATIVE)} w folderze {printable(args.output)}.")
    if is_private and _is_open(folder):
        io.warn(f"Uwaga: folder {printable(args.output)} mogą otworzyć inni użytkownicy tego komputera.")


def _contents(
    args: argparse.Namespace, io: Streams, papers: Iterable[Paper], people: Sequence[Person]
) -> Iterator[bytes]:
    documents = (_numbered(one, io) for one in papers)
    if args.format == "text":
        yield from (as_text(document).encode() for document in documents)
        return
    from generator.pdf.batch import render_all
    from generator.pdf.errors import MissingCharacterError, PdfError

    try:
        yield from render_all(documents, args.style)
    except PdfError as error:
        io.warn(f"Nic nie zapisano: {error.message}")
        if isinstance(error, MissingCharacterError):
            whose = with_character(people, error.character)
            if whose:
                io.warn(f"Ten znak jest w imionach albo nazwisku: {', '.join(map(printable, whose))}.")
        raise Failed from None


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
    folder: Path, files: Sequence[tuple[Path, bytes]], read: Sequence[Path], force: bool, is_private: bool
) -> int:
    try:
        folder.mkdir(mode=_PRIVATE if is_private else 0o777, parents=True, exist_ok=True)
    except OSError as error:
        raise exits.WrongUse(f"nie można utworzyć folderu „{printable(str(folder))}”: {reason(error)}.") from None
    outputs.save(files, read, force, private={path for path, _ in files} if is_private else ())
    return len(files)


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
