"""JSON Schema (2020-12) of regulation files, for completion and first checks in any editor.

Places and keys come from the vocabulary, with its help as descriptions; with a regulation also the names known there:
facts, members of notions, kinds of branches, criteria. A key counts with a space or with an underscore. What the schema
lets through the reader may still refuse: it alone knows types, layers and formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dsl.decode import vocabulary
from dsl.layers.loading import ISSUERS
from dsl.model.regulation import Certainty, Regulation, Rules, State
from dsl.model.stationery import Look
from dsl.model.types import ANY_SIZE, CollectionType, Fact, MapType, NotionType, RecordType, Size, TruthType, Type
from dsl.source.nodes import readable_name

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_NOTHING: Schema = {"enum": ["nie dotyczy", "nie_dotyczy"]}
_ANY: Schema = {}
_FLAG: Schema = {"enum": ["tak", "nie"]}
_TRUTH: Schema = {
    "anyOf": [
        _FLAG,
        {"enum": [True, False, 0, 1]},
        {"type": "string", "pattern": "^([Tt]([Aa][Kk])?|[Nn]([Ii][Ee])?|[01])$"},
    ]
}
_SCHOOL_YEAR: Schema = {"type": "string", "pattern": r"^\d{4}/\d{4}$"}
PLACING: vocabulary.Keys = {
    "przed": "Nazwa, przed którą ma stać ta nowa wartość.",
    "po": "Nazwa, po której ma stać ta nowa wartość.",
    "od_nowa": "„tak”: zastępuje całość z podstawy, zamiast ją uzupełniać.",
}
_SOURCE: vocabulary.Keys = {
    "dokument": "Dokument, z którego wzięto wartość.",
    "jednostka": "Jednostka w dokumencie, np. § 3 ust. 1 pkt 2.",
    "linie": "Wiersze dokumentu: [od, do].",
}
_NAMES_PART: vocabulary.Keys = {"spośród": "Pojęcie, którego to jest część.", "wartości": "Które z jego wartości."}
_MEMBER: vocabulary.Keys = {"nazwa": "Nazwa w mianowniku.", "dopełniacz": "Nazwa po „z …” (kogo? czego?)."}
_TOTAL: vocabulary.Keys = {
    "kryteria": "Kryteria, które składają się na sumę.",
    "wyznacza_kolejność": "„tak”: twierdzenie, że suma daje tę samą kolejność co etapy.",
}
_POOLS: vocabulary.Keys = {"pule": "Pule miejsc w kolejności, w jakiej się je wypełnia."}


def regulation_schema(regulation: Regulation | None = None) -> Schema:
    """Of any regulation; with one, also of the names it and its bases know."""
    return _Builder(regulation).schema()


class _Builder:
    def __init__(self, regulation: Regulation | None) -> None:
        self.regulation = regulation
        self.rules: list[Rules] = []
        if regulation is not None:
            self.rules = [*regulation.kinds.values(), *(branch.rules for branch in regulation.branches.values())]

    def schema(self) -> Schema:
        title = f"Regulamin rekrutacji: {self.regulation.title}" if self.regulation else "Regulamin rekrutacji"
        return {
            "$schema": DIALECT,
            "title": title,
            "description": "Plik regulaminu programu Paragraf.",
            **self.group(vocabulary.TOP, self.top(), is_value=False),
            "required": ["paragraf", "wydaje"],
            "anyOf": [{"required": ["regulamin"]}, {"required": ["prawo"]}],
            "$defs": self.definitions(),
        }

    # -- building blocks ----------------------------------------------------------------------------------------------

    def group(
        self,
        keys: Mapping[str, str],
        values: Mapping[str, Schema],
        *,
        is_value: bool = True,
        more: Schema | None = None,
    ) -> Schema:
        """A mapping with these keys; a value of a regulation may carry annotations too. `more`: any other key."""
        known = dict(keys)
        values = dict(values)
        if is_value:
            known = {**PLACING, **vocabulary.VALUE, **vocabulary.NOTES, **known}
            values = {**self.annotations(), **values}
        return {
            "type": "object",
            "properties": {
                readable_name(name): {**values.get(name, _SCALAR), "description": help} for name, help in known.items()
            },
            "patternProperties": {f"^{re.escape(name)}$": values.get(name, _SCALAR) for name in known if "_" in name},
            "additionalProperties": False if more is None else more,
        }

    def annotations(self) -> dict[str, Schema]:
        issuer = one_of_names(ISSUERS)
        return {
            "źródło": _ref("źródło"),
            "porównaj": _ref("źródło"),
            "stan": one_of_names(State),
            "pewność": one_of_names(Certainty),
            "ustala": issuer,
            "może_zmienić": issuer,
            "od_nowa": _FLAG,
            "wartość": _ANY,
        }

    def named(self, value: Schema, known: Iterable[str] = ()) -> Schema:
        """Things by their names; those known already are offered."""
        entry = {"anyOf": [value, _NOTHING]}
        return {
            "type": ["object", "null"],
            "properties": {readable_name(name): entry for name in known},
            "additionalProperties": entry,
        }

    # -- the file -----------------------------------------------------------------------------------------------------

    def top(self) -> dict[str, Schema]:
        rules = self.rule_sections()
        clauses = {section: self.named(_ref("postanowienie")) for section in vocabulary.CLAUSE_SECTIONS}
        return {
            **rules,
            **clauses,
            "paragraf": {"enum": [1, "1"]},
            "rok_szkolny": _SCHOOL_YEAR,
            "wydaje": one_of_names(ISSUERS),
            "obowiązuje": self.group(vocabulary.VALIDITY, {}),
            "zarządzenie": _or_null(self.group(vocabulary.ORDINANCE, self.ordinance())),
            "pismo": _or_null(self.group(vocabulary.STATIONERY, self.stationery())),
            "opiera_się_na": _names(),
            "szkoła": self.group(vocabulary.SCHOOL, {}),
            "organ": _ANY,
            "akty": self.named(_ref("akt"), self.known("acts")),
            "pojęcia": self.named(_ref("pojęcie"), self.known("notions")),
            "kandydat": self.named(_ref("dana"), self.known("candidate")),
            "rodzaje_oddziałów": self.named(_ref("rodzaj_oddziału"), self.kinds()),
            "oddziały": self.named(_ref("oddział"), self.known("branches")),
            "limity": self.group(
                vocabulary.LIMITS, {"szkoły": _ref("wartość"), "oddziały": _ref("wartość"), "dane_wyboru": _ANY}
            ),
            "terminarz": self.named(_ref("czynność"), self.known("timetable")),
            "przykłady": self.named(_ref("przykład")),
            "teksty": self.named(_ref("wartość"), self.known("texts")),
            "treść": {"type": ["array", "null"], "items": _ref("część_dokumentu")},
        }

    def stationery(self) -> dict[str, Schema]:
        return {
            "nagłówek": _list_of(_SCALAR),
            "marginesy": self.group(vocabulary.MARGINS, {}, is_value=False),
            "styl": one_of_names(Look),
        }

    def ordinance(self) -> dict[str, Schema]:
        return {"na_podstawie": _list_of(_SCALAR), "traci_moc": self.group(vocabulary.REPEALED_ORDINANCE, {})}

    def rule_sections(self) -> dict[str, Schema]:
        definitions = dict.fromkeys(name for one in self.rules for name in one.definitions)
        tables = dict.fromkeys(name for one in self.rules for name in one.tables)
        conditions = dict.fromkeys(condition.name for one in self.rules for condition in one.conditions)
        return {
            "oddział": self.named(_ref("dana")),
            "wybór": self.named(_ref("dana")),
            "definicje": self.named(_ref("definicja"), definitions),
            "tabele": self.named(_ref("tabela"), tables),
            "kryteria": _ref("kryteria"),
            "warunki": self.named(_ref("warunek"), conditions),
            "kolejność": _ref("kolejność"),
            "razem": _ref("razem"),
            "dokumenty": self.named(_ref("dokument"), self.known("documents")),
        }

    def kind(self) -> dict[str, Schema]:
        return {
            **self.rule_sections(),
            "jak": one_of_names(self.kinds()) if self.kinds() else _SCALAR,
            "wspólne": _ref("oddział"),
        }

    def branch(self) -> Schema:
        """Beside its own keys a branch holds the facts that its kind asks for."""
        facts = {name: fact for one in self.rules for name, fact in one.facts.get("oddział", {}).items()}
        help_ = {name: fact.label or readable_name(name) for name, fact in facts.items()}
        values = {
            **self.rule_sections(),
            "rodzaj": one_of_names(self.kinds()) if self.kinds() else _SCALAR,
            "miejsca": _ref("miejsca"),
            "przedmioty_rozszerzone": self.subjects(),
            **{name: _expanded(fact_schema(_of_any_size(fact.type))) for name, fact in facts.items()},
        }
        return self.group({**vocabulary.BRANCH, **help_}, values, more=None if self.regulation else _ANY)

    def subjects(self) -> Schema:
        notion = self.regulation.notions.get("przedmiot") if self.regulation else None
        return _expanded(_list_of(one_of_names(notion.members))) if notion else _names()

    def event(self) -> Schema:
        return self.group(vocabulary.EVENT, {name: _ref("wartość") for name in ("termin", *vocabulary.PHASES)})

    def example(self) -> Schema:
        data = _ref("dane")
        codes = list(self.regulation.branches) if self.regulation else []
        values = {
            "oddział": {"enum": codes} if codes else _SCALAR,
            "dane": data,
            "kandydaci": {"type": "object", "additionalProperties": data},
            "oczekuj": self.expected(),
        }
        return self.group(vocabulary.EXAMPLE, values)

    def candidate_data(self) -> Schema:
        if self.regulation is None:
            return {"type": ["object", "null"]}
        facts = facts_schema(self.regulation.candidate)
        pair = facts_schema(self.regulation.pair)
        return {**facts, "properties": {**facts["properties"], "wybór": pair}, "type": ["object", "null"]}

    def expected(self) -> Schema:
        known = dict.fromkeys(one.dotted for rules in self.rules for top in rules.criteria for one in top.walk())
        return {"type": "object", "properties": dict.fromkeys((*known, "razem"), _ANY) if known else {}}

    # -- what is referred to from many places -------------------------------------------------------------------------

    def definitions(self) -> dict[str, Schema]:
        criteria = dict.fromkeys(one.name for rules in self.rules for one in rules.criteria)
        stages = dict.fromkeys(stage.name for rules in self.rules for stage in rules.order)
        source = self.group(_SOURCE, {"linie": {"type": "array"}}, is_value=False)
        criterion = self.group(vocabulary.CRITERION, self.criterion())
        table = self.group({"wiersze": vocabulary.TOP["tabele"]}, {"wiersze": {"type": "object"}})
        stage = self.group(vocabulary.STAGE, self.stage())
        return {
            "razem": self.group(_TOTAL, {"kryteria": self.criteria_names(), "wyznacza_kolejność": _FLAG}),
            "akt": self.group(vocabulary.ACT, {}),
            "rodzaj_oddziału": self.group(vocabulary.KIND, self.kind()),
            "oddział": self.branch(),
            "czynność": self.event(),
            "przykład": self.example(),
            "dane": self.candidate_data(),
            "definicja": {"anyOf": [_SCALAR, self.group(vocabulary.DEFINITION, {"wartość": _SCALAR})]},
            "wartość": {"anyOf": [_SCALAR, self.group({}, {"wartość": _SCALAR})]},
            "źródło": {"anyOf": [source, {"type": "array", "items": source}]},
            "kryteria": self.named(_ref("kryterium"), criteria),
            "kryterium": {"anyOf": [_SCALAR, criterion]},
            "wiersz": self.group(vocabulary.ROW, dict.fromkeys(vocabulary.ROW, _ref("wartość"))),
            "warunek": self.group(vocabulary.CONDITION, self.condition()),
            "etap": stage,
            "kolejność": {
                "anyOf": [
                    {"type": "array", "items": {"allOf": [_ref("etap"), {"required": ["etap"]}]}},
                    self.named(_ref("etap"), stages),
                ]
            },
            "tabela": table,
            "dana": {"anyOf": [_SCALAR, self.group(vocabulary.FACT, self.fact())]},
            "pojęcie": self.notion(),
            "dokument": {"anyOf": [_SCALAR, self.group(vocabulary.DOCUMENT, self.document())]},
            **self.outline(),
            "postanowienie": {"anyOf": [_SCALAR, _list_of(_SCALAR), self.group(vocabulary.CLAUSE, _CLAUSE_VALUES)]},
            "miejsca": {"anyOf": [_SCALAR, self.group({}, {"wartość": _SCALAR}), self.group(_POOLS, self.pools())]},
        }

    def outline(self) -> dict[str, Schema]:
        """A part by its name, or one of the ways to write one; which keys go together the reader says."""
        part = one_of_names((*vocabulary.PARTS, vocabulary.REMAINING))
        units = _list_of(_ref("ustęp"))
        values = {
            "część": one_of_names(vocabulary.PARTS),
            **dict.fromkeys(("wstęp", "dopisek", "ustępy"), units),
            "części": _list_of(_ref("część_dokumentu")),
            "bez": _list_of(one_of_names(vocabulary.PARTS)),
        }
        written = self.group(vocabulary.OUTLINE, values, is_value=False)
        own = self.group(vocabulary.OWN_UNIT, {"wyliczenie": units}, is_value=False)
        return {"część_dokumentu": {"anyOf": [part, written]}, "ustęp": {"anyOf": [_SCALAR, own]}}

    def criterion(self) -> dict[str, Schema]:
        value = _ref("wartość")
        return {
            **dict.fromkeys(("gdy", "punkty", "za_każde", "najwyżej", "maks"), value),
            "wiersze": {"type": "array", "items": _ref("wiersz")},
            "składniki": _ref("kryteria"),
            "jednorazowo": _names(),
            "dokument": self.papers(),
        }

    def condition(self) -> dict[str, Schema]:
        value = _ref("wartość")
        events = self.known("timetable")
        return {
            **dict.fromkeys(("gdy", "wymaga", "chyba_że", "rezerwa_gdy"), value),
            "sprawdzane_przy": _suggested(events),
            "dokument": self.papers(),
        }

    def stage(self) -> dict[str, Schema]:
        value = _ref("wartość")
        return {
            **dict.fromkeys(("pierwszeństwo", "malejąco", "rosnąco", "maks", "z_udziałem"), value),
            "suma": self.criteria_names(),
            **dict.fromkeys(("losowanie", "decyzja_komisji", "ponad_limit"), _expanded(_FLAG)),
        }

    def fact(self) -> dict[str, Schema]:
        return {"lista": {"type": "object", "additionalProperties": _ref("dana")}, "poza": _names(), "typ": _SCALAR}

    def notion(self) -> Schema:
        part = self.group(_NAMES_PART, {"wartości": _names()})
        member = {"anyOf": [_SCALAR, self.group(_MEMBER, {}, is_value=False)]}
        return {"anyOf": [_list_of(_SCALAR), part, {"type": "object", "additionalProperties": member}]}

    def document(self) -> dict[str, Schema]:
        return {"gdy": _ref("wartość"), "termin": _ref("wartość")}

    def pools(self) -> dict[str, Schema]:
        pool = self.group(vocabulary.POOL, {"ile": _ref("wartość"), "dla": _ref("wartość")})
        return {"pule": {"type": "object", "additionalProperties": pool}}

    # -- known names --------------------------------------------------------------------------------------------------

    def known(self, what: str) -> tuple[str, ...]:
        """The names in one mapping of the model."""
        return tuple(getattr(self.regulation, what)) if self.regulation is not None else ()

    def kinds(self) -> tuple[str, ...]:
        return self.regulation.known_kinds if self.regulation else ()

    def criteria_names(self) -> Schema:
        names = dict.fromkeys(one.name for rules in self.rules for one in rules.criteria)
        return _expanded(_list_of(_suggested(names)))

    def papers(self) -> Schema:
        return _expanded(_list_of(_suggested(self.known("documents"))))


_CLAUSE_VALUES: dict[str, Schema] = {"termin": {"$ref": "#/$defs/wartość"}, "wyliczenie": {"type": ["array", "string"]}}


def facts_schema(facts: Mapping[str, Fact]) -> Schema:
    """The data of a candidate by the declared facts, as in `dane` of an example."""
    return {
        "type": "object",
        "properties": {
            readable_name(name): {**fact_schema(fact.type), "description": fact.label or readable_name(name)}
            for name, fact in facts.items()
        },
        "patternProperties": {
            f"^{re.escape(name)}$": fact_schema(fact.type) for name, fact in facts.items() if "_" in name
        },
        "additionalProperties": False,
    }


def fact_schema(type_: Type) -> Schema:
    match type_:
        case TruthType():
            return _TRUTH
        case NotionType(notion):
            ranks = [form for rank in notion.ranks.values() for form in (rank, str(rank))]
            return {"enum": [*one_of_names(notion.members)["enum"], *ranks]}
        case MapType(key, value):
            entry = fact_schema(value)
            return {
                "type": "object",
                "properties": dict.fromkeys(map(readable_name, key.members), entry),
                "additionalProperties": entry,
            }
        case CollectionType(RecordType(_, fields), _, size):
            return {"type": "array", "items": facts_schema({fact.name: fact for fact in fields}), **_size(size)}
        case CollectionType(item, _, size):
            return {**_list_of(fact_schema(item)), **_size(size)}
    return _SCALAR


def _of_any_size(type_: Type) -> Type:
    """Kinds of branches may ask for more or fewer elements."""
    return replace(type_, size=ANY_SIZE) if isinstance(type_, CollectionType) else type_


def _size(size: Size) -> Schema:
    least = {"minItems": size.least} if size.least else {}
    return least if size.most is None else {**least, "maxItems": size.most}


def one_of_names(names: Iterable[str]) -> Schema:
    """One of the names, written with spaces or with underscores."""
    return {"enum": list(dict.fromkeys(form for name in names for form in (readable_name(name), str(name))))}


def _suggested(names: Iterable[str]) -> Schema:
    """These names are offered, others may stand there too."""
    offered = one_of_names(names)
    return {"anyOf": [offered, _SCALAR]} if offered["enum"] else _SCALAR


def _list_of(item: Schema) -> Schema:
    """A list; a single one counts as a list of one."""
    return {"anyOf": [{"type": "array", "items": item}, item]}


def _names() -> Schema:
    return _expanded(_list_of(_SCALAR))


def _expanded(value: Schema) -> Schema:
    """The value, or `{wartość: …, źródło: …}` around it."""
    return {"anyOf": [value, {"type": "object", "properties": {"wartość": value}, "required": ["wartość"]}]}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
