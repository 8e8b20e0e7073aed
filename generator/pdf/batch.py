"""Many documents at once, on all processors: typst gives up Python's lock while it works."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from generator.numbered import NumberedDocument
from generator.pdf.errors import PdfError
from generator.pdf.render import Style, render

_AHEAD = 4  # documents in work for each processor, so that few wait in memory


def render_all(
    documents: Iterable[NumberedDocument], style: Style | str = Style.ACCESSIBLE
) -> Iterator[bytes | PdfError]:
    """Their PDFs in the same order, each the same as alone; what is wrong in the place of one that cannot be made."""
    workers = os.cpu_count() or 1
    waiting: list[Future[bytes | PdfError]] = []
    with ThreadPoolExecutor(workers) as pool:
        try:
            for document in documents:
                waiting.append(pool.submit(_rendered, document, style))
                if len(waiting) > workers * _AHEAD:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for one in waiting:
                one.cancel()


def _rendered(document: NumberedDocument, style: Style | str) -> bytes | PdfError:
    try:
        return render(document, style)
    except PdfError as error:
        return error
