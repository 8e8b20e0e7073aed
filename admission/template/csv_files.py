"""Templates as CSV: UTF-8 with its mark and semicolons, as spreadsheets in Poland open it; one file per list.

The second row, beginning with `#`, explains the columns and is not a candidate.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from admission.offer import Offer
from admission.template.cells import MARK, as_words
from admission.template.columns import MAIN_SHEET, Sheet, sheets
from admission.template.filled import lines

COMMENT = "#"


def csv_files(
    offer: Offer, name: str, rows: Sequence[Mapping[str, Any]] = (), in_columns: bool = False
) -> Iterator[tuple[str, bytes]]:
    """File names beside `name` and what stands in them: `kandydaci.csv`, `kandydaci.osiągnięcia.csv`."""
    path = PurePath(name)
    for sheet in sheets(offer, in_columns):
        own = path.name if sheet.name == MAIN_SHEET else f"{path.stem}.{sheet.name}{path.suffix or '.csv'}"
        yield str(path.with_name(own)), csv_content(sheet, rows)


def csv_content(sheet: Sheet, rows: Iterable[Mapping[str, Any]] = ()) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([as_words(column.header) for column in sheet.columns])
    words = [as_words(column.explanation) for column in sheet.columns]
    writer.writerow([f"{COMMENT} {words[0]}", *words[1:]])
    writer.writerows([as_words(one) if isinstance(one, str) else one for one in line] for line in lines(sheet, rows))
    return MARK + text.getvalue().encode()
