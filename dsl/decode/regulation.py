"""Layers -> the model of one regulation: sections merged, kinds worked out, branches filled, examples kept."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from dsl.decode import vocabulary
from dsl.decode.branches import decode_branch
from dsl.decode.criteria import criterion_paths
from dsl.decode.declarations import BUILT_IN_PAIR, read_declarations, read_notions, refuse_built_in
from dsl.decode.examples import Written, read_examples
from dsl.decode.fields import as_mapping, check_keys, read_choice, read_notes, read_text, unwrapped
from dsl.decode.names import check_names
from dsl.decode.outline import read_outline
from dsl.decode.prose import ProseReader
from dsl.decode.provisions import (
    check_event_names,
    read_acts,
    read_clauses,
    read_limits,
    read_ordinance,
    read_school,
    read_school_year,
    read_timetable,
    read_validity,
)
from dsl.decode.reading import Surroundings
from dsl.decode.rules import decode_rules, scope_of
from dsl.decode.stationery import read_stationery
from dsl.diagnostics import Diagnostics, Severity
from dsl.guesses import guess
from dsl.layers.loading import Layer
from dsl.layers.merge import Merger, select
from dsl.layers.ranks import report_overrides
from dsl.model.regulation import Branch, Clause, Counting, Document, Regulation, Rules
from dsl.model.types import Fact
from dsl.source.nodes import Entry, Mapping, Node, Scalar, normal_name
from dsl.source.text import Span

HEADER = frozenset(
    {
        "paragraf",
        "regulamin",
        "prawo",
        "rok_szkolny",
        "obowiązuje",
        "wydaje",
        "zarządzenie",
        "opiera_się_na",
        "przykłady",
        "treść",
    }
)
RULE_SECTIONS = frozenset(
    {"oddział", "wybór", "definicje", "tabele", "kryteria", "warunki", "kolejność", "razem", "dokumenty"}
)
KINDS = frozenset({"rodzaje_oddziałów"})
COMMON = ""
MOST_MODELS = 20  # kinds, each like the next one
_ANY_YEAR = 2000


def decode(layers: tuple[Layer, ...], diagnostics: Diagnostics) -> Regulation | None:
    """None where a whole section cannot be known: what follows from that would only hide it."""
    for layer in layers:
        check_keys(layer.root, vocabulary.TOP, diagnostics, notes=False)
    if any(one.code in _LEAD_TO_OTHERS and one.severity is Severity.ERROR for one in diagnostics):
        return None
    return _Decoder(layers, diagnostics).regulation()


_LEAD_TO_OTHERS = frozenset({"P019", "P032", "P040", "P041", "P042"})


@dataclass(frozen=True, slots=True)
class _Kind:
    tree: Mapping
    own: bool


class _Decoder:
    def __init__(self, layers: tuple[Layer, ...], diagnostics: Diagnostics) -> None:
        self.layers, self.file, self.diagnostics = layers, layers[-1], diagnostics
        self.merger = Merger({layer.source: layer.issuer for layer in layers})
        self.shared = self.merged([select(layer.root, HEADER | RULE_SECTIONS | KINDS, keep=False) for layer in layers])
        self.kind_nodes = self.kind_overrides()
        self.known_kinds = tuple(dict.fromkeys(name for layer in self.kind_nodes for name in layer))
        self.kind_trees: dict[str, Mapping | None] = {}
        self.notions = read_notions(self.section("pojęcia"), diagnostics)
        self.candidate = read_declarations(self.section("kandydat"), self.notions, diagnostics)
        self.school_year = read_school_year(self.file.root.get("rok_szkolny"), diagnostics)
        year = int(self.school_year[:4]) if self.school_year else None
        self.timetable = read_timetable(self.section("terminarz"), self.is_whole, year, diagnostics)

    # -- merging ------------------------------------------------------------------------------------------------------

    def merged(self, parts: list[Mapping], kind: str = "") -> Mapping:
        """Merged onto nothing first, so that one file alone and a file over its bases are read alike."""
        self.merger.kind = kind
        result: Node = Mapping((), parts[0].span)
        for part in parts:
            result = self.merger.merge(result, part)
        assert isinstance(result, Mapping)
        return result

    def section(self, name: str) -> Mapping | None:
        return as_mapping(self.shared.get(name), name.replace("_", " "), self.diagnostics)

    def kind_overrides(self) -> list[dict[str, Mapping]]:
        """Per layer, what it says of each kind."""
        found = []
        for layer in self.layers:
            node = as_mapping(layer.root.get("rodzaje_oddziałów"), "rodzaje oddziałów", self.diagnostics)
            kinds = {}
            for entry in node or ():
                mapping = as_mapping(entry.value, entry.key.text, self.diagnostics)
                if mapping is not None:
                    check_keys(mapping, (*vocabulary.KIND, "od_nowa"), self.diagnostics)
                    kinds[entry.name] = mapping
            found.append(kinds)
        return found

    def kind_tree(self, name: str, open_kinds: tuple[str, ...] = ()) -> Mapping | None:
        """Everything that holds for a kind: general rules and the kind's own, layer by layer; or its model kind's."""
        if name not in self.kind_trees:
            self.kind_trees[name] = self.build_kind(name, open_kinds)
        return self.kind_trees[name]

    def build_kind(self, name: str, open_kinds: tuple[str, ...]) -> Mapping | None:
        own = [layer.get(name) for layer in self.kind_nodes]
        model = next((node.get("jak") for node in reversed(own) if node and node.get("jak") is not None), None)
        if isinstance(model, Scalar):
            return self.kind_like(name, model, own, open_kinds)
        parts = []
        for layer, node in zip(self.layers, own, strict=True):
            parts.append(select(layer.root, RULE_SECTIONS))
            if node is not None:
                parts.append(node)
        return self.merged(parts, name)

    def kind_like(
        self, name: str, model: Scalar, own: list[Mapping | None], open_kinds: tuple[str, ...]
    ) -> Mapping | None:
        parent = normal_name(model.text)
        if parent in (*open_kinds, name):
            message = f"Rodzaje oddziałów wzorują się na sobie w kółko: „{model.text}”."
            self.diagnostics.error("P041", model.span, message, "Usuń jedno „jak”.")
            return None
        if len(open_kinds) >= MOST_MODELS:
            message = f"Rodzaje oddziałów wzorują się na sobie przez więcej niż {MOST_MODELS} rodzajów."
            self.diagnostics.error(
                "P041", model.span, message, "Wskaż w „jak” rodzaj, od którego wszystko się zaczyna."
            )
            return None
        if parent not in self.known_kinds:
            meant = guess(model, model.text, self.known_kinds)
            message = f"Nie ma rodzaju oddziału „{model.text}”."
            self.diagnostics.error("P050", model.span, message, meant.hint, fixes=meant.fixes)
            return None
        base = self.kind_tree(parent, (*open_kinds, name))
        if base is None:
            return None
        unnamed = select(base, frozenset({"nazwa"}), keep=False)
        return self.merged([unnamed, *(select(n, frozenset({"jak"}), keep=False) for n in own if n is not None)], name)

    # -- the model ----------------------------------------------------------------------------------------------------

    def regulation(self) -> Regulation:
        root = self.file.root
        branches_node = self.section("oddziały")
        kinds = self.rules_of_kinds(branches_node)
        branches = self.branches(branches_node, kinds)
        pair = self.pair_facts(kinds, branches)
        kind = "regulamin" if root.get("regulamin") is not None else "prawo"
        if root.get("regulamin") is None and root.get("prawo") is None:
            hint = "Dopisz „regulamin: tytuł” albo „prawo: tytuł”."
            where = root.entries[0].key.span if root.entries else root.span
            self.diagnostics.error("P035", where, "Nie wiadomo, co to za dokument.", hint)
        if self.is_whole:
            for section in ("terminarz", *vocabulary.CLAUSE_SECTIONS):
                check_event_names(self.shared.get(section), self.timetable, self.timetable_place, self.diagnostics)
        school = read_school(self.section("szkoła"), self.diagnostics)
        prose = ProseReader(self.section("teksty"), school, self.school_year, self.diagnostics)
        return Regulation(
            source=self.file.source,
            sources=tuple(layer.source for layer in self.layers),
            kind=kind,
            title=read_text(root.get(kind), kind, self.diagnostics),
            school_year=self.school_year,
            issuer=read_text(root.get("wydaje"), "wydaje", self.diagnostics),
            school=school,
            acts=read_acts(self.section("akty"), self.diagnostics),
            notions=self.notions,
            candidate=self.candidate,
            pair=pair,
            branches=branches,
            kinds=kinds,
            timetable=self.timetable,
            documents=_documents([branch.rules for branch in branches.values()] or list(kinds.values())),
            clauses=self.clauses(prose),
            limits=read_limits(self.section("limity"), pair, self.diagnostics),
            examples=read_examples(
                self.file.root.get("przykłady"), branches, self.written(branches_node), self.diagnostics
            ),
            deviations=report_overrides(self.merger, self.layers, self.kind_trees, self.diagnostics),
            notes=read_notes(root, self.diagnostics),
            governing_body=self.governing_body(),
            counting=read_choice(self.shared.get("liczenie_terminów"), Counting, "liczenie terminów", self.diagnostics)
            or Counting.MOVED,
            validity=read_validity(
                as_mapping(root.get("obowiązuje"), "obowiązuje", self.diagnostics, "Napisz {od: 2025-09-01}."),
                self.diagnostics,
            ),
            ordinance=read_ordinance(self.ordinance_node(), self.diagnostics),
            stationery=read_stationery(self.section("pismo"), self.diagnostics),
            known_kinds=self.known_kinds,
            outline=read_outline(self.file.root.get("treść"), prose, self.diagnostics),
            texts=prose.all_shared(),
        )

    def written(self, branches: Mapping | None) -> Written:
        """Of the kinds that were worked out: those in use and those of the file itself."""
        own = [entry.value for entry in branches or () if isinstance(entry.value, Mapping)]
        holders = (*(tree for tree in self.kind_trees.values() if tree is not None), *own)
        criteria = {".".join(path) for node in holders for path in criterion_paths(node.get("kryteria"))}
        return Written({entry.key.text.strip() for entry in branches or ()}, criteria)

    def governing_body(self) -> str:
        node = self.section("organ")
        if node is None:
            return ""
        check_keys(node, ("nazwa",), self.diagnostics, notes=False)
        return read_text(node.get("nazwa"), "nazwa", self.diagnostics)

    def ordinance_node(self) -> Mapping | None:
        return as_mapping(self.file.root.get("zarządzenie"), "zarządzenie", self.diagnostics)

    def rules_of_kinds(self, branches: Mapping | None) -> dict[str, Rules]:
        """Kinds that branches use or the file itself speaks of; in a file without branches, all."""
        names = self.known_kinds
        if branches is not None:
            used = {normal_name(read_text(node.get("rodzaj"), "rodzaj", Diagnostics())) for node in _groups(branches)}
            names = tuple(name for name in names if name in used or name in self.kind_nodes[-1])
        if not self.known_kinds:
            names = (COMMON,)
        rules = {}
        for name in names:
            tree = self.kind_tree(name)
            if tree is None:
                continue
            found = Diagnostics() if self.is_only_a_model(name, tree, branches) else self.diagnostics
            decoded = self.rules(name, tree, found)
            if found is self.diagnostics or not found.has_errors:
                rules[name] = decoded
                self.diagnostics.extend(found.items if found is not self.diagnostics else ())
        return rules

    def is_only_a_model(self, name: str, tree: Mapping, branches: Mapping | None) -> bool:
        """Whether each branch of the kind has rules of its own, so that nobody is counted by those of the kind alone:
        what they lack may stand in the branches, which are judged by what they have together."""
        common = tree.get("wspólne")
        of_kind = [
            node
            for node in _groups(branches or Mapping((), tree.span))
            if normal_name(read_text(node.get("rodzaj"), "rodzaj", Diagnostics())) == name
        ]
        return bool(of_kind) and all(
            any(_own_rules(node).entries for node in (branch, common) if isinstance(node, Mapping))
            for branch in of_kind
        )

    def rules(self, kind: str, tree: Mapping, diagnostics: Diagnostics) -> Rules:
        named = (self.shared.get("pojęcia"), self.shared.get("kandydat"), tree.get("definicje"), tree.get("tabele"))
        check_names(tuple(node if isinstance(node, Mapping) else None for node in named), diagnostics)
        return decode_rules(kind, tree, self.surroundings(tree), diagnostics)

    def surroundings(self, tree: Mapping) -> Surroundings:
        documents = as_mapping(tree.get("dokumenty"), "dokumenty", self.diagnostics)
        return Surroundings(
            facts={
                "kandydat": self.candidate,
                "oddział": self.declared(tree, "oddział"),
                "wybór": {**self.declared(tree, "wybór"), **BUILT_IN_PAIR},
            },
            notions=self.notions,
            events=self.timetable,
            documents=dict.fromkeys(entry.name for entry in documents or ()),
            school_year=self.first_year(),
            timetable_place=self.timetable_place,
            left_out=self.merger.left_out,
            is_whole=self.is_whole,
        )

    @property
    def timetable_place(self) -> Span:
        """Where the file itself writes its timetable, or what it stands on."""
        written = (self.file.root.entry(name) for name in ("terminarz", "opiera_się_na"))
        return next((entry.key.span for entry in written if entry is not None), self.file.root.span)

    @property
    def is_whole(self) -> bool:
        """A file with branches must have everything that counting needs; a law leaves holes for others."""
        return self.section("oddziały") is not None

    def first_year(self) -> int | None:
        """A law without a school year is read as if it had one: nobody is counted by it alone."""
        return int(self.school_year[:4]) if self.school_year else None if self.is_whole else _ANY_YEAR

    def declared(self, tree: Mapping, section: str) -> dict[str, Fact]:
        node = as_mapping(tree.get(section), section, self.diagnostics)
        if section == "wybór":
            refuse_built_in(node, self.diagnostics)
        return read_declarations(node, self.notions, self.diagnostics)

    def branches(self, node: Mapping | None, kinds: Lookup[str, Rules]) -> dict[str, Branch]:
        branches = {}
        for entry in node or ():
            mapping = as_mapping(entry.value, f"oddział {entry.key.text}", self.diagnostics)
            kind = self.kind_of(mapping, entry.key) if mapping else None
            if mapping is None or kind is None:
                continue
            rules, tree = kinds.get(kind), self.kind_tree(kind)
            if tree is None:
                continue
            mapping = self.with_common(tree, mapping, entry)
            own = _own_rules(mapping)
            if own.entries:
                tree = self.merged([tree, own])
                rules = self.rules(kind, tree, self.diagnostics)
            if rules is None:
                continue
            code = entry.key.text.strip()
            scope = scope_of(rules, self.surroundings(tree))
            branches[code] = decode_branch(code, entry, mapping, rules, tree, self.notions, scope, self.diagnostics)
        return branches

    def with_common(self, tree: Mapping, branch: Mapping, entry: Entry) -> Mapping:
        """The branch over what all branches of its kind have in common (`wspólne`)."""
        common = as_mapping(tree.get("wspólne"), "wspólne", self.diagnostics)
        if common is None:
            return branch
        self.merger.kind = ""
        merged = self.merger.merge(common, branch, ("oddziały", entry.name))
        assert isinstance(merged, Mapping)
        return merged

    def kind_of(self, node: Mapping, key: Scalar) -> str | None:
        where = node.get("rodzaj")
        if where is None:
            if self.known_kinds:
                hint = "Dopisz „rodzaj: …”: " + ", ".join(name.replace("_", " ") for name in self.known_kinds) + "."
                self.diagnostics.error("P053", key.span, f"Nie podano rodzaju oddziału „{key.text}”.", hint)
                return None
            return COMMON
        written = read_text(where, "rodzaj", self.diagnostics)
        name = normal_name(written)
        if name in self.known_kinds:
            return name
        meant = guess(unwrapped(where), written, self.known_kinds)
        message = f"Nie ma rodzaju oddziału „{name.replace('_', ' ')}”."
        self.diagnostics.error("P050", where.span, message, meant.hint, fixes=meant.fixes)
        return None

    def pair_facts(self, kinds: Lookup[str, Rules], branches: Lookup[str, Branch]) -> dict[str, Fact]:
        every = [*kinds.values(), *(branch.rules for branch in branches.values())]
        return {name: fact for rules in every for name, fact in rules.facts["wybór"].items()}

    def clauses(self, prose: ProseReader) -> dict[str, dict[str, Clause]]:
        found = {}
        for section in vocabulary.CLAUSE_SECTIONS:
            node = self.section(section)
            if node is not None:
                found[section] = read_clauses(node, prose, self.diagnostics)
        return found


def _documents(every: list[Rules]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for rules in {id(one): one for one in every}.values():
        for name, document in rules.documents.items():
            found.setdefault(name, document)
    return found


def _own_rules(branch: Mapping) -> Mapping:
    return select(branch, RULE_SECTIONS - {"oddział", "wybór"})


def _groups(node: Mapping) -> list[Mapping]:
    return [entry.value for entry in node if isinstance(entry.value, Mapping)]
