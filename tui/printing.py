"""Documents of a regulation as files beside it. No Textual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from admission.offer import Offer
from dsl.diagnostics import Severity
from dsl.model.regulation import Regulation
from generator import formats
from generator.files import write_atomically
from generator.formats import KINDS, Format
from tui.files import FileProblem, not_written

if TYPE_CHECKING:
    from generator.numbered import NumberedDocument


def targets(regulation: Path, wanted: Sequence[Format]) -> list[tuple[Format, Path]]:
    return [(one, regulation.with_suffix(KINDS[one].suffixes[0])) for one in wanted]


def foreign(files: Sequence[tuple[Format, Path]]) -> list[Path]:
    """Those that are there and that this program has not made, or that somebody has changed since."""
    return [path for _, path in files if path.exists() and not _is_ours(path)]


def _is_ours(path: Path) -> bool:
    try:
        return path.is_file() and formats.is_ours(path.read_bytes())
    except OSError:
        return False


def numbered(regulation: Regulation) -> NumberedDocument:
    """Raises `FileProblem` with what stands in the way."""
    from generator.numbering import number
    from generator.regulation import regulation_document

    found = number(regulation_document(regulation))
    errors = [one for one in found.problems if one.severity is Severity.ERROR]
    if errors:
        raise FileProblem(errors[0].message, errors[0].hint)
    return found.document


def made(regulation: Regulation, wanted: Sequence[Format]) -> Iterator[tuple[Format, bytes]]:
    """One after the other, so that progress can be told. Raises `FileProblem`."""
    from generator.pdf.errors import PdfError

    document = numbered(regulation)
    for one in wanted:
        try:
            yield one, KINDS[one].make(document, "dostepny")
        except PdfError as error:
            raise FileProblem(error.message) from None


def empty_table(offer: Offer) -> bytes:
    from generator.candidate_workbook import candidate_workbook

    return candidate_workbook(offer)


def write(files: Sequence[tuple[Path, bytes]]) -> None:
    """Raises `FileProblem`."""
    for path, content in files:
        try:
            write_atomically(path, content)
        except OSError as error:
            raise not_written(error) from None
