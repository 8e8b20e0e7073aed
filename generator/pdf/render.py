"""The last step: numbered tree → bytes of a PDF. The same tree gives the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.numbered import NumberedDocument
from generator.pdf.archive import Attachment
from generator.pdf.data import AS_IT_COMES, Data, Fit, document_data, is_signed_under_rows
from generator.pdf.errors import OUR_FAULT, PdfError, TooLargeError, explain

if TYPE_CHECKING:
    import typst

_NO_ROWS = "the signature is parted from the rows above it"
_NEAR_EMPTY = "the last page holds hardly anything"
_SPACINGS = (1.0, 0.93, 0.86, 0.8, 1.12)
_ROW_GAPS = (0.0, 3.6, 4.5, 3.2, 5.0, 5.5, 6.0, 6.5, 7.0, 2.8)
_CLOSER = tuple(Fit(spacing=spacing, near_empty=_NEAR_EMPTY) for spacing in _SPACINGS)
_TRIES = (*_CLOSER, AS_IT_COMES)
_TRIES_UNDER_ROWS = (
    *(replace(one, no_rows=_NO_ROWS) for one in _CLOSER),
    *(Fit(row_gap=gap, no_rows=_NO_ROWS) for gap in _ROW_GAPS),
    AS_IT_COMES,
)
"""Until the last pages hold something, and the signature has rows on its page; at last as it comes."""
_LARGEST = 2_000_000  # characters of data: 0.8 GB of memory
_STANDARDS: tuple[typst.PDFStandard, ...] = ("ua-1", "a-2a")
_WITH_FILES: tuple[typst.PDFStandard, ...] = ("ua-1", "a-3a")


class Style(StrEnum):
    """`dostepny` is the one to publish: sans serif, ragged right, no hyphenation; `druk` is for paper."""

    ACCESSIBLE = "dostepny"
    PRINT = "druk"


def render(
    document: NumberedDocument, style: Style | str = Style.ACCESSIBLE, attached: Sequence[Attachment] = ()
) -> bytes:
    """One PDF that is both PDF/UA-1 and PDF/A-2a, with files in it PDF/A-3a; raises `PdfError` in the user's words."""
    import typst

    style = Style(style)
    for fit in _TRIES_UNDER_ROWS if is_signed_under_rows(document) else _TRIES:
        try:
            data = document_data(document, style.value, fit)
            pdf, warnings = compile_data(_json(data, attached), _WITH_FILES if attached else _STANDARDS)
            break
        except typst.TypstError as error:
            if _NO_ROWS not in error.message and _NEAR_EMPTY not in error.message:
                raise explain(error.message, error.diagnostic, document) from error
    if warnings:
        detail = "\n".join(warning.diagnostic for warning in warnings)
        raise PdfError(OUR_FAULT, detail)
    return pdf


def _file(one: Attachment) -> dict[str, Any]:
    """What is no text comes as numbers."""
    return asdict(one) | {"content": one.content if isinstance(one.content, str) else list(one.content)}


def _json(data: Data, attached: Sequence[Attachment]) -> str:
    """Files in it are not laid out, and so not counted."""
    text = json.dumps(data | {"attached-files": []}, ensure_ascii=False)
    if len(text) > _LARGEST:
        raise TooLargeError
    return json.dumps(data | {"attached-files": list(map(_file, attached))}, ensure_ascii=False) if attached else text


def compile_data(
    data: str, standards: Sequence[typst.PDFStandard] = _STANDARDS
) -> tuple[bytes, list[typst.TypstWarning]]:
    """What typst makes of the finished data, and what it warns of."""
    return compile_library(_library(), data, standards)


def compile_library(
    library: bytes, data: str, standards: Sequence[typst.PDFStandard] = _STANDARDS
) -> tuple[bytes, list[typst.TypstWarning]]:
    """The same with another page library, which reads the data from `sys.inputs.document`."""
    import typst

    return typst.compile_with_warnings(
        library,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": data},
        pdf_standards=list(standards),
    )


@lru_cache(maxsize=1)
def _library() -> bytes:
    return resources.files("generator.pdf").joinpath("letter.typ").read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Lato from its package beside the fonts inside typst; never those of the system, so that bytes do not differ."""
    import typst

    folder = Path(str(resources.files("fontpkg_lato") / "files"))
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
