"""The numbered tree as the plain data that `letter.typ` reads. Text stays data: it never becomes typst markup."""

from __future__ import annotations

from typing import Any, TypeAlias

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
from polish.spaces import plain

Data: TypeAlias = dict[str, Any]


def document_data(document: NumberedDocument, style: str) -> Data:
    """Everything the page library needs; metadata carry ordinary spaces."""
    return {
        **_pages(document),
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
        "footer": document.footer,
    }


def _pages(document: NumberedDocument) -> Data:
    """What is printed from the first page to the last, and after it the documents attached."""
    return {
        "letterhead": document.letterhead,
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
    return {"type": "quote", "label": part.label, "text": _runs(part.text), "depth": part.depth}


def _table(table: NumberedTable) -> Data:
    return {
        "type": "table",
        "caption": f"{table.label} {table.caption}".lstrip(),
        "tall": table.tall,
        "numbered": table.label != "",
        "anchor": table.anchor,
        "headers": [column.header for column in table.columns],
        "widths": [column.width for column in table.columns],
        "aligns": [column.align.value for column in table.columns],
        "rows": [[_runs(cell) for cell in row] for row in table.rows],
    }


def _signature(signature: NumberedSignature | None) -> Data | None:
    if signature is None:
        return None
    return {"role": signature.role, "name": signature.name, "annotation": signature.annotation}


def _runs(runs: Runs) -> list[Data]:
    return [{"text": run.text, "strong": run.strong, "anchor": run.anchor} for run in runs]
