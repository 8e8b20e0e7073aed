"""The printed unit of every rule: model path → „§ 4 ust. 2 pkt 1”. Needs no PDF, only the numbering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dsl.model.regulation import Regulation
from generator.numbered import NumberedChapter, NumberedDocument, NumberedParagraph, NumberedTable
from generator.numbering import number
from generator.places import Place
from generator.regulation.document import drafted
from generator.regulation.draft import Draft


def units(regulation: Regulation) -> Mapping[str, str]:
    """By the path of a rule (`kryteria.egzamin`, `terminarz.wnioski`, `oddziały.A`) the unit that tells it.

    Where branches have rules of their own, `oddziały.B.kryteria.egzamin` or `rodzaje_oddziałów.dwujęzyczny.kryteria.…`
    tell them apart, and the plain path is that of the first group.
    """
    draft = Draft(regulation)
    numbering = number(drafted(draft))
    inside = dict(_tables(numbering.document))
    places = {path: _printed(place, inside) for path, place in numbering.places.by_id.items()}
    for path, row in draft.rows.items():
        places[path] = f"{places[row.table]} {row.row}"
    first = draft.groups[0].prefix if draft.groups else ""
    plain = {path.removeprefix(first): unit for path, unit in places.items() if first and path.startswith(first)}
    return {**plain, **places}


def _tables(document: NumberedDocument) -> Iterator[tuple[str, str]]:
    """The § around each table."""
    for block in document.blocks:
        for inner in block.blocks if isinstance(block, NumberedChapter) else (block,):
            if isinstance(inner, NumberedParagraph):
                for item in inner.content:
                    if isinstance(item, NumberedTable):
                        yield item.anchor, str(inner.address)


def _printed(place: Place, inside: Mapping[str, str]) -> str:
    if place.address is not None:
        return str(place.address)
    if not place.anchor.startswith("tabela-"):
        return "załącznik"
    return f"{inside.get(place.anchor, 'załącznik')} tabela {place.number}"
