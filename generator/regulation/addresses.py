"""The printed unit of every rule: model path → „§ 4 ust. 2 pkt 1”. Needs no PDF, only the numbering."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dsl.model.regulation import Regulation
from generator.numbered import NumberedChapter, NumberedDocument, NumberedParagraph, NumberedTable
from generator.numbering import number
from generator.places import Place
from generator.regulation import conditions, criteria, order
from generator.regulation.document import drafted
from generator.regulation.draft import Draft, Group

# What stands in the §§ of each section that groups of branches may have for themselves.
_SECTIONS = (
    (criteria.groups, ("kryteria", "wszystkie_kryteria", "tabele")),
    (conditions.groups, ("warunki",)),
    (order.groups, ("kolejność",)),
)


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
    found = dict(places)
    for groups, heads in _SECTIONS:
        of_groups = [(group, _of_group(places, group, heads)) for group in groups(draft)]
        for group, own in of_groups:
            for owner in _owners(regulation, group):
                found |= {f"{owner}{path}": unit for path, unit in own.items()}
        for path, unit in of_groups[0][1].items() if of_groups else ():
            found.setdefault(path, unit)
    return found


def _of_group(places: Mapping[str, str], group: Group, heads: Collection[str]) -> dict[str, str]:
    """The units of one group by their plain paths."""
    own = ((path.removeprefix(group.prefix), unit) for path, unit in places.items() if path.startswith(group.prefix))
    return {path: unit for path, unit in own if path.partition(".")[0] in heads}


def _owners(regulation: Regulation, group: Group) -> Iterator[str]:
    """The kinds of a group, and its branches that have rules of their own."""
    if group.prefix:
        of_kinds = [rules for rules in group.members if regulation.kinds.get(rules.kind) is rules]
        yield from (f"rodzaje_oddziałów.{rules.kind}." for rules in of_kinds)
        own = (branch for branch in group.branches if regulation.kinds.get(branch.rules.kind) is not branch.rules)
        yield from (f"oddziały.{branch.code}." for branch in own)


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
