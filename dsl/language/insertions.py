"""What may stand in the angle brackets of a text: `<terminarz.wnioski>`, `<§ dokumenty>`, `<szkoła.nazwa>`."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.checks.document import places
from dsl.decode.vocabulary import CLAUSE_SECTIONS
from dsl.language.names import Kind, Name, every_rules
from dsl.model.outline import written
from dsl.model.regulation import Regulation
from dsl.source.nodes import readable_name

SECTIONS = frozenset((*CLAUSE_SECTIONS, "teksty", "treść"))
_SHOWN = 80


def insertion_names(regulation: Regulation) -> Iterator[Name]:
    if regulation.school_year:
        yield Name("rok szkolny", Kind.INSERTION, regulation.school_year)
    for name, event in regulation.timetable.items():
        yield Name(f"terminarz.{readable_name(name)}", Kind.EVENT, event.activity)
    for name, text in regulation.texts.items():
        yield Name(f"teksty.{readable_name(name)}", Kind.INSERTION, written(text)[:_SHOWN])
    if (school := regulation.school) is not None:
        said = {
            "nazwa": school.name,
            "nazwa w dopełniaczu": school.name_genitive,
            "nazwa w miejscowniku": school.name_locative,
        }
        said |= {readable_name(name): value for name, value in school.details.items()}
        yield from (Name(f"szkoła.{name}", Kind.INSERTION, value) for name, value in said.items() if value)
    criteria = {one.dotted: one for rules in every_rules(regulation) for top in rules.criteria for one in top.walk()}
    for dotted, one in criteria.items():
        words = f"Punkty kryterium „{readable_name(one.name)}”, gdy są stałe."
        yield Name(f"punkty.{readable_name(dotted)}", Kind.CRITERION, words)
    for name in places(regulation):
        yield Name(f"§ {readable_name(name)}", Kind.INSERTION, "Odesłanie: numer tego miejsca wstawi się sam.")
