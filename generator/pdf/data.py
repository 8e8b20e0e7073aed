"""The numbered tree as the plain data that `letter.typ` reads. Text stays data: it never becomes typst markup."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from generator.logo import Logo
from generator.numbered import (
    NumberedBlock,
    NumberedChapter,
    NumberedContent,
    NumberedDocument,
    NumberedNote,
    NumberedParagraph,
    NumberedQuote,
    NumberedSignature,
    NumberedTable,
    NumberedText,
    NumberedUnit,
    Runs,
)
from generator.table_widths import lines_of_rows
from polish.spaces import plain

Data: TypeAlias = dict[str, Any]
_HIGH, _LINE, _GAP, _TALL_GAP = 4100, 127, 80, 180  # tenths of a point: half a page, a line of text, what is around it
_CAPTION = 200
_FIRST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """How closely the pages are set: `row_gap` above and below the text of a row in points (0: as usual), `spacing` of
    lines and units by the usual one. `no_rows` is what typst says where a signature would be parted from the rows above
    it, `near_empty` where a last page would hold hardly anything; empty where that does not matter."""

    row_gap: float = 0
    spacing: float = 1
    no_rows: str = ""
    near_empty: str = ""


AS_IT_COMES = Fit()


def document_data(document: NumberedDocument, style: str, fit: Fit = AS_IT_COMES) -> Data:
    """Everything the page library needs; metadata carry ordinary spaces."""
    return {
        **_pages(document),
        "row-gap": fit.row_gap,
        "spacing": fit.spacing,
        "no-rows": fit.no_rows,
        "near-empty": fit.near_empty,
        "style": style,
        "metadata": {
            "title": plain(document.title),
            "author": plain(document.author),
            "description": plain(document.description),
            "kind": plain(document.kind),
            "day": [document.day.year, document.day.month, document.day.day],
            "language": document.language.code,
            "region": document.language.region,
        },
        "mark": document.mark,
        "compact": document.compact,
        "margins": asdict(document.margins) if document.margins else None,
        "footer": document.footer,
    }


def _logo(logo: Logo | None) -> Data | None:
    return {"drawing": logo.drawing, "description": logo.description} if logo else None


def is_signed_under_rows(document: NumberedDocument) -> bool:
    """Whether the last that stands above the signature, but for texts and notes, is a table."""
    if document.signature is None:
        return False
    parts = [part for block in document.blocks for part in _parts(block)]
    last = next((part for part in reversed(parts) if not isinstance(part, NumberedText | NumberedNote)), None)
    return isinstance(last, NumberedTable)


def _parts(block: NumberedBlock) -> tuple[NumberedBlock, ...]:
    return block.blocks if isinstance(block, NumberedChapter) else (block,)


def _pages(document: NumberedDocument) -> Data:
    """What is printed from the first page to the last, and after it the documents attached."""
    return {
        "letterhead": document.letterhead,
        "logo": _logo(document.logo),
        "annex-header": document.annex_header,
        "title": document.title,
        "subtitle": document.subtitle,
        "blocks": [_block(block) for block in document.blocks],
        "signature": _signature(document.signature),
        "annexes": [
            {
                "label": annex.label,
                "heading": annex.heading,
                "anchor": annex.anchor,
                "blocks": [_block(inner) for inner in annex.blocks],
            }
            for annex in document.annexes
        ],
        "attached": [_pages(one) for one in document.attached],
    }


def _block(block: NumberedBlock) -> Data:
    match block:
        case NumberedChapter():
            return {
                "type": "chapter",
                "label": block.label,
                "heading": block.heading,
                "anchor": block.anchor,
                "blocks": [_block(inner) for inner in block.blocks],
            }
        case NumberedParagraph():
            return {
                "type": "paragraph",
                "label": block.label,
                "heading": block.heading,
                "anchor": block.anchor,
                "groups": _groups(block),
            }
        case _:
            return _content(block)


def _groups(paragraph: NumberedParagraph) -> list[Data]:
    """Units that follow one another make one list; what stands between them interrupts it."""
    groups: list[Data] = []
    for item in paragraph.content:
        data = _content(item)
        if data["type"] == "unit" and groups and groups[-1]["type"] == "units":
            groups[-1]["units"].append(data)
        elif data["type"] == "unit" and data["label"]:
            groups.append({"type": "units", "units": [data]})
        else:
            groups.append(data)
    # The anchor of the § stands at its heading; its only unit must not repeat it.
    return [group | {"anchor": ""} if group["type"] == "unit" else group for group in groups]


def _content(item: NumberedContent) -> Data:
    match item:
        case NumberedUnit():
            return _unit(item)
        case NumberedTable():
            return _table(item)
        case NumberedText():
            return {"type": "text", "text": _runs(item.text)}
        case NumberedNote():
            return {"type": "note", "label": item.label, "text": _runs(item.text)}


def _unit(unit: NumberedUnit) -> Data:
    return {
        "type": "unit",
        "label": unit.label,
        "text": _runs(unit.text),
        "units": [_unit(child) for child in unit.children],
        "closing": _runs(unit.closing),
        "anchor": unit.anchor,
        "quoted": [_quoted(part) for part in unit.quoted],
    }


def _quoted(part: NumberedQuote | NumberedTable) -> Data:
    if isinstance(part, NumberedTable):
        return _table(part)
    return {
        "type": "quote",
        "label": part.label,
        "text": _runs(part.text),
        "depth": part.depth,
        "heading": part.is_heading,
    }


def _table(table: NumberedTable) -> Data:
    """A `high` one may break between pages, where there is `room` for its head and first rows: a lower one is whole."""
    heights = _heights(table)
    return {
        "type": "table",
        "caption": f"{table.label} {table.caption}".lstrip(),
        "tall": table.tall,
        "high": sum(heights) > _HIGH,
        "room": (_CAPTION + sum(heights[: 1 + _FIRST_ROWS])) / 10,
        "anchor": table.anchor,
        "headers": [column.header for column in table.columns],
        "widths": [column.width for column in table.columns],
        "aligns": [column.align.value for column in table.columns],
        "rows": [[_runs(cell) for cell in row] for row in table.rows],
    }


def _heights(table: NumberedTable) -> list[int]:
    """About how high the head of the table is, and each row. Measuring it in typst takes as long as laying it out."""
    between = _TALL_GAP if table.tall else _GAP
    return [lines * _LINE + between for lines in lines_of_rows(table)]


def _signature(signature: NumberedSignature | None) -> Data | None:
    if signature is None:
        return None
    return {"role": signature.role, "name": signature.name, "annotation": signature.annotation}


def _runs(runs: Runs) -> list[Data]:
    return [{"text": run.text, "strong": run.strong, "anchor": run.anchor} for run in runs]
