"""A recruitment's file -> `Recruitment` and problems. The regulations are loaded here, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from admission.offer import has_pools
from admission.recruitment import vocabulary
from admission.recruitment.model import SEPARATOR, Opening, Recruitment, Settlement, without_sign
from dsl.decode.fields import as_mapping, as_scalar, check_keys, read_names, read_text
from dsl.decode.provisions import read_count, read_limits
from dsl.diagnostics import Diagnostic, Diagnostics, Related, Severity
from dsl.guesses import guess
from dsl.layers.blanks import tell_blanks_in
from dsl.layers.library import find_base, is_outside
from dsl.layers.loading import LANGUAGE_VERSION
from dsl.load import Loaded, load_source
from dsl.lookalikes import alike
from dsl.model.regulation import Branch, ClaimLimit, Limits, Notes, Regulation, Seats, StageKind
from dsl.model.types import Fact
from dsl.source import nodes
from dsl.source.nodes import Entry, Node, Scalar, Sequence, normal_name
from dsl.source.reading import read_source
from dsl.source.text import Source, Span
from dsl.source.yaml_reader import read_yaml
from polish.plurals import SEAT, Case
from polish.plurals import count as counted

_ABOUT_ITSELF = frozenset({"paragraf", "nabór", "regulaminy", "rozstrzygnięcia"})
_WAYS = {"losowanie": StageKind.LOT, "decyzja": StageKind.DECISION}


@dataclass(frozen=True, slots=True)
class ReadRecruitment:
    """`recruitment` is None when an error stands in the way."""

    recruitment: Recruitment | None
    diagnostics: tuple[Diagnostic, ...]


def member_sources(path: Path, diagnostics: Diagnostics) -> dict[str, Source]:
    """The regulations that a recruitment's file names, by the signs of their schools, as they stand in their files."""
    source = read_source(path, diagnostics)
    root = read_yaml(source, diagnostics) if source is not None else None
    listed = as_mapping(root.get("regulaminy"), "regulaminy", diagnostics) if root is not None else None
    sources = {entry.name: _source(entry, path.parent, diagnostics) for entry in listed or ()}
    return {sign: one for sign, one in sources.items() if one is not None}


def load_member(source: Source) -> Loaded:
    return load_source(source, None if source.shipped else Path(source.path).parent, Diagnostics())


def _source(entry: Entry, folder: Path, diagnostics: Diagnostics) -> Source | None:
    scalar = as_scalar(entry.value, entry.key.text, diagnostics)
    if scalar is None:
        return None
    name = scalar.text.strip()
    found = find_base(name, folder, diagnostics)
    if found is not None:
        return found
    if is_outside(name):
        message = f"Regulamin „{name}” leży poza folderem naboru."
        hint = "Przenieś go do folderu, w którym jest plik naboru, albo głębiej, i podaj samą nazwę, np. lo1.yaml."
    else:
        message = f"Nie ma regulaminu „{name}”."
        hint = "Podaj plik obok pliku naboru albo nazwę z biblioteki, np. lomza-szkola-przykladowa/2026-2027."
    diagnostics.error("N001", scalar.span, message, hint)
    return None


def read_recruitment(path: Path) -> ReadRecruitment:
    diagnostics = Diagnostics()
    return _read(read_source(path, diagnostics), path, diagnostics)


def read_recruitment_text(text: str, path: Path) -> ReadRecruitment:
    """A text not saved yet, read as if it stood in `path`."""
    return _read(Source(str(path), text.removeprefix("\ufeff")), path, Diagnostics())


@dataclass(frozen=True, slots=True)
class Settled:
    """What settles ties, from wherever it comes, and what is wrong in it."""

    settlements: tuple[Settlement, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_settlements(text: str, path: Path, regulation: Path, branches: Mapping[str, Branch]) -> Settled | None:
    """What the text of a recruitment settles in the branches of the only regulation that it names, which may have
    changed since it was saved; None where it says anything else about them, so that only the whole of it counts."""
    diagnostics = Diagnostics()
    source = Source(str(path), text.removeprefix("\ufeff"))
    root = read_yaml(source, diagnostics)
    listed = root.get("regulaminy") if root is not None else None
    if root is None or not isinstance(listed, nodes.Mapping) or len(listed.entries) != 1:
        return None
    if {entry.name for entry in root} - _ABOUT_ITSELF:
        return None
    member = _source(listed.entries[0], path.parent, diagnostics)
    if member is None or Path(member.path).resolve() != regulation.resolve():
        return None
    reader = _Reader(path.parent, source, root, diagnostics)
    school = listed.entries[0].name
    reader.schools = (school,)
    found = tuple(reader.settlements({code: Opening(school, one, one) for code, one in branches.items()}))
    return Settled(found, diagnostics.sorted())


def _read(source: Source | None, path: Path, diagnostics: Diagnostics) -> ReadRecruitment:
    root = read_yaml(source, diagnostics) if source is not None else None
    found = _Reader(path.parent, source, root, diagnostics).read() if source and root else None
    if root is not None:
        tell_blanks_in([root], diagnostics)
    problems = diagnostics.sorted()
    has_errors = any(one.severity is Severity.ERROR for one in problems)
    return ReadRecruitment(None if has_errors else found, problems)


class _Reader:
    def __init__(self, folder: Path, source: Source, root: nodes.Mapping, diagnostics: Diagnostics) -> None:
        self.folder, self.source, self.root, self.diagnostics = folder, source, root, diagnostics
        self.schools: tuple[str, ...] = ()

    def read(self) -> Recruitment | None:
        check_keys(self.root, vocabulary.TOP, self.diagnostics, notes=False)
        self.check_version()
        members = self.members()
        if not members or self.diagnostics.has_errors:
            return None
        year = self.school_year(members)
        pair = self.shared_facts({name: (at, one.pair) for name, (at, one) in members.items()})
        limits = self.limits(members, pair)
        openings = self.openings(members)
        self.tell_confusing(members)
        self.tell_like_codes(openings)
        return Recruitment(
            source=self.source,
            title=read_text(self.root.get("nabór"), "nabór", self.diagnostics),
            school_year=year,
            members={name: regulation for name, (_, regulation) in members.items()},
            openings=openings,
            candidate=self.shared_facts({name: (at, one.candidate) for name, (at, one) in members.items()}),
            pair=pair,
            limits=limits,
            minimums=self.minimums(openings),
            not_opened=frozenset(self.branches_named("nie_otwarto", openings)),
            settlements=tuple(self.settlements(openings)),
        )

    def check_version(self) -> None:
        node = self.root.get("paragraf")
        if not isinstance(node, Scalar) or node.text.strip() != LANGUAGE_VERSION:
            where = node.span if node is not None else self.root.entries[0].key.span
            self.diagnostics.error("P030", where, "Brakuje wersji języka albo jest nieznana.", "Napisz „paragraf: 1”.")

    # -- members ------------------------------------------------------------------------------------------------------

    def members(self) -> dict[str, tuple[Entry, Regulation]]:
        listed = as_mapping(self.root.get("regulaminy"), "regulaminy", self.diagnostics)
        if not listed:
            hint = "Dopisz „regulaminy:”, a pod spodem np. „lo1: lo1.yaml”."
            self.diagnostics.error("N001", self.root.entries[0].key.span, "Nabór nie wymienia regulaminów.", hint)
        found = {}
        for entry in listed or ():
            if SEPARATOR in entry.name:
                hint = "Nadaj szkole krótki znak z liter i cyfr, np. lo1."
                self.diagnostics.error("N001", entry.key.span, f"Znak szkoły nie może mieć „{SEPARATOR}”.", hint)
                continue
            regulation = self.member(entry)
            if regulation is not None:
                found[entry.name] = (entry, regulation)
        return found

    def member(self, entry: Entry) -> Regulation | None:
        source = _source(entry, self.folder, self.diagnostics)
        if source is None:
            return None
        loaded = load_member(source)
        if loaded.regulation is None:
            errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
            self.diagnostics.extend(errors)
            hint = f"Popraw go i sprawdź: paragraf check {source.path}"
            self.diagnostics.error("N001", entry.value.span, f"Regulamin „{entry.key.text}” ma błędy.", hint)
        elif not loaded.regulation.branches:
            hint = "Podaj regulamin szkoły, a nie akt prawa albo zasady miasta."
            self.diagnostics.error("N001", entry.value.span, f"Regulamin „{entry.key.text}” nie ma oddziałów.", hint)
            return None
        return loaded.regulation

    def tell_confusing(self, members: Mapping[str, tuple[Entry, Regulation]]) -> None:
        """One file under two signs counts its seats twice; signs that look the same are taken for one another."""
        first: dict[str, Entry] = {}
        for entry, regulation in members.values():
            other = first.setdefault(regulation.source.path, entry)
            if other is not entry:
                who = f"Szkoły „{other.key.text}” i „{entry.key.text}”"
                message = f"{who} mają ten sam plik: ich miejsca liczą się dwa razy."
                hint = "Podaj plik tej drugiej szkoły albo usuń jeden z wierszy."
                self.diagnostics.warning("N007", entry.value.span, message, hint)
        for sign, like in alike(members):
            message = f"Znaki szkół „{sign}” i „{like}” łatwo ze sobą pomylić."
            hint = "Nadaj jednej z nich inny znak; od niego zależy, do której szkoły trafi kandydat."
            self.diagnostics.warning("N007", members[like][0].key.span, message, hint)

    def tell_like_codes(self, openings: Mapping[str, Opening]) -> None:
        """Within a school: signs of schools have been looked at."""
        for school in self.schools:
            codes = [code for code, one in openings.items() if one.school == school]
            for code, like in alike(codes):
                message = f"Znaki oddziałów „{code}” i „{like}” łatwo ze sobą pomylić."
                hint = "Nadaj jednemu z nich inny znak; kandydaci wybierają oddział po znaku."
                self.diagnostics.warning("N007", self.place_of(openings[like]), message, hint)

    def place_of(self, opening: Opening) -> Span:
        seats = opening.branch.seats
        return seats.notes.span if seats is not None and opening.made_of else opening.home.notes.span

    def school_year(self, members: Mapping[str, tuple[Entry, Regulation]]) -> str:
        said = read_text(self.root.get("rok_szkolny"), "rok szkolny", self.diagnostics)
        years = {one.school_year: at for at, one in members.values() if one.school_year}
        for year, at in years.items():
            if year != (said or next(iter(years))):
                other = f"nabór jest na rok {said}" if said else f"inny jest na rok {next(iter(years))}"
                message = f"Regulamin „{at.key.text}” jest na rok szkolny {year}, a {other}."
                self.diagnostics.error("N003", at.key.span, message, "Podaj regulaminy na ten sam rok szkolny.")
        return said or next(iter(years), "")

    def shared_facts(self, declared: Mapping[str, tuple[Entry, Mapping[str, Fact]]]) -> dict[str, Fact]:
        """One declaration for all: a candidate's file has one column for it."""
        found: dict[str, tuple[Entry, Fact]] = {}
        for at, facts in declared.values():
            for name, fact in facts.items():
                first, other = found.setdefault(name, (at, fact))
                if (other.type, other.optional, other.default) != (fact.type, fact.optional, fact.default):
                    words = name.replace("_", " ")
                    message = f"Regulaminy „{first.key.text}” i „{at.key.text}” inaczej opisują daną „{words}”."
                    related = tuple(
                        Related(one.span, f"tak w „{where.key.text}”")
                        for where, one in ((first, other), (at, fact))
                        if one.span is not None
                    )
                    hint = "Oprzyj oba na tym samym akcie albo nazwij dane różnie."
                    self.diagnostics.error("N003", at.key.span, message, hint, related=related)
        return {name: fact for name, (_, fact) in found.items()}

    def limits(self, members: Mapping[str, tuple[Entry, Regulation]], pair: Mapping[str, Fact]) -> Limits:
        """Those of the recruitment; what it does not say is taken from the regulations, which must agree."""
        own = read_limits(as_mapping(self.root.get("limity"), "limity", self.diagnostics), pair, self.diagnostics)
        theirs = [(at, one.limits) for at, one in members.values()]
        schools = self.agreed_limit(
            "szkół", [(at, one.schools, one.schools_notes) for at, one in theirs], own.schools_notes
        )
        branches = self.agreed_limit(
            "oddziałów", [(at, one.branches, one.branches_notes) for at, one in theirs], own.branches_notes
        )
        return Limits(
            own.schools if own.schools_notes else schools[0],
            own.schools_notes or schools[1],
            own.branches if own.branches_notes else branches[0],
            own.branches_notes or branches[1],
            {**self.agreed_claims(theirs, own), **own.claims},
        )

    def agreed_claims(self, theirs: list[tuple[Entry, Limits]], own: Limits) -> dict[str, ClaimLimit]:
        found: dict[str, tuple[Entry, ClaimLimit]] = {}
        for at, limits in theirs:
            for name, one in limits.claims.items():
                first, other = found.setdefault(name, (at, one))
                is_same = (other.count, other.is_of_schools) == (one.count, one.is_of_schools)
                if not is_same and name not in own.claims:
                    what = f"danej „{name.replace('_', ' ')}”"
                    self.tell_other_limits(first, at, what, "Dopisz do naboru „limity: {dane wyboru: …}”.")
        return {name: one for name, (_, one) in found.items()}

    def tell_other_limits(self, first: Entry, other: Entry, what: str, hint: str) -> None:
        message = f"Regulaminy „{first.key.text}” i „{other.key.text}” mają różne limity {what}."
        self.diagnostics.error("N003", other.key.span, message, hint)

    def agreed_limit(
        self, what: str, said: list[tuple[Entry, int | None, Notes | None]], own: Notes | None
    ) -> tuple[int | None, Notes | None]:
        given = [(at, limit, notes) for at, limit, notes in said if notes is not None]
        if not given:
            return None, None
        first, limit, notes = given[0]
        other = next((at for at, another, _ in given if another != limit), None)
        if other is not None and own is None:
            self.tell_other_limits(first, other, f"liczby {what}", "Dopisz do naboru „limity: …”.")
        return limit, notes

    # -- openings -----------------------------------------------------------------------------------------------------

    def openings(self, members: Mapping[str, tuple[Entry, Regulation]]) -> dict[str, Opening]:
        self.schools = tuple(members)
        found: dict[str, Opening] = {}
        for school, (_, regulation) in members.items():
            for code, branch in regulation.branches.items():
                name = code if len(members) == 1 else f"{school}{SEPARATOR}{code}"
                found[name] = Opening(school, replace(branch, code=name), branch)
        self.set_seats(found)
        self.join(found)
        self.split(found)
        return found

    def set_seats(self, openings: dict[str, Opening]) -> None:
        for entry in self.entries("miejsca"):
            code = self.known(entry.key, openings)
            if code is not None:
                count = read_count(entry.value, entry.key.text, self.diagnostics)
                if has_pools(openings[code].branch):
                    message = f"Oddział „{code}” ma w regulaminie pule; liczba z naboru je usuwa."
                    hint = "Jeżeli pule mają zostać, usuń ten wiersz, a miejsca zmień w regulaminie."
                    self.diagnostics.warning("N006", entry.key.span, message, hint)
                openings[code] = openings[code].with_seats(Seats(count, Notes(entry.key.span)))

    def join(self, openings: dict[str, Opening]) -> None:
        for entry in self.entries("wspólne"):
            codes = [
                code
                for one in read_names(entry.value, entry.key.text, self.diagnostics)
                if (code := self.known(one, openings)) is not None
            ]
            parts = [openings[code] for code in dict.fromkeys(codes)]
            joined = without_sign(entry.key.text.strip(), self.schools)
            if len(parts) < 2 or joined in openings:
                hint = "Podaj co najmniej dwa oddziały, a liście nadaj nowy znak, np. „lo1/AB: [lo1/A, lo1/B]”."
                self.diagnostics.error("N004", entry.key.span, "Nie ma tu czego połączyć.", hint)
                continue
            if not self.may_be_joined(entry, parts) or self.has_other_sign(entry, joined, parts[0].school):
                continue
            for one in parts:
                del openings[one.branch.code]
            label = " i ".join(one.branch.label for one in parts)
            branch = replace(parts[0].branch, code=joined, notes=replace(parts[0].branch.notes, label=label))
            made_of = tuple(one.branch.code for one in parts)
            branch = replace(branch, seats=_sum(parts, entry))
            openings[joined] = Opening(parts[0].school, branch, parts[0].home, made_of)

    def has_other_sign(self, entry: Entry, joined: str, school: str) -> bool:
        """With several schools a list has the sign of the school whose branches it joins."""
        sign, _, code = joined.partition(SEPARATOR)
        if len(self.schools) == 1 or (sign == school and code):
            return False
        hint = f"Nadaj jej znak tej szkoły, np. „{school}{SEPARATOR}{code or joined}”."
        message = f"Lista „{joined}” łączy oddziały szkoły „{school}”, a nie ma jej znaku."
        self.diagnostics.error("N004", entry.key.span, message, hint)
        return True

    def may_be_joined(self, entry: Entry, parts: list[Opening]) -> bool:
        first = parts[0]
        for other in parts[1:]:
            alike = other.school == first.school and other.home.rules is first.home.rules
            if not alike or other.home.facts != first.home.facts:
                message = (
                    f"Oddziały „{first.branch.code}” i „{other.branch.code}” mają różne zasady albo przedmioty, "
                    "więc nie mogą mieć jednej listy."
                )
                self.diagnostics.error(
                    "N004", entry.key.span, message, "Łącz tylko oddziały, w których liczy się tak samo."
                )
                return False
        if any(has_pools(one.branch) for one in parts):
            self.diagnostics.error("N004", entry.key.span, "Oddziałów z pulami nie da się połączyć.", "Usuń pule.")
            return False
        return True

    def split(self, openings: dict[str, Opening]) -> None:
        for entry in self.entries("grupy"):
            code = self.known(entry.key, openings)
            groups = as_mapping(
                entry.value, entry.key.text, self.diagnostics, "Napisz np. {niemiecki: 15, hiszpański: 15}."
            )
            if groups is not None and not len(groups.entries):
                hint = "Napisz np. {niemiecki: 15, hiszpański: 15} albo usuń ten wiersz."
                self.diagnostics.error("N004", entry.key.span, "Nie ma tu żadnej grupy.", hint)
                continue
            if code is None or groups is None:
                continue
            if has_pools(openings[code].branch):
                hint = "Usuń ten podział albo podaj w „miejsca” liczbę miejsc bez pul."
                self.diagnostics.error("N004", entry.key.span, "Oddziału z pulami nie da się podzielić.", hint)
                continue
            whole = openings.pop(code)
            counts = [read_count(one.value, one.key.text, self.diagnostics) for one in groups]
            for one, count in zip(groups, counts, strict=True):
                name = f"{code}{SEPARATOR}{one.key.text.strip()}"
                label = f"{whole.branch.label} – {one.key.text.strip()}"
                notes = replace(whole.branch.notes, label=label)
                part = replace(whole.branch, code=name, notes=notes)
                group = replace(whole, branch=part, made_of=(code,))
                openings[name] = group.with_seats(Seats(count, Notes(one.key.span)))
            self.check_groups(entry, whole, counts)

    def check_groups(self, entry: Entry, whole: Opening, counts: list[int | None]) -> None:
        seats = whole.branch.seats
        together = sum(count or 0 for count in counts)
        if seats is not None and seats.count is not None and None not in counts and together != seats.count:
            together_words = counted(together, SEAT, Case.ACCUSATIVE)
            message = f"Grupy mają razem {together_words}, a oddział „{whole.branch.code}” ma ich {seats.count}."
            hint = "Popraw grupy albo liczbę miejsc („miejsca”); liczą się miejsca grup."
            self.diagnostics.warning("N006", entry.key.span, message, hint)

    def minimums(self, openings: Mapping[str, Opening]) -> dict[str, int]:
        found = {}
        for entry in self.entries("najmniej"):
            code = self.known(entry.key, openings)
            count = read_count(entry.value, entry.key.text, self.diagnostics)
            if code is not None and count is not None:
                found[code] = count
        return found

    def settlements(self, openings: Mapping[str, Opening]) -> Iterator[Settlement]:
        node = self.root.get("rozstrzygnięcia")
        items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
        for item in items:
            found = self.settlement(item, openings)
            if found is not None:
                yield found

    def settlement(self, node: Node, openings: Mapping[str, Opening]) -> Settlement | None:
        mapping = as_mapping(
            node, "rozstrzygnięcie", self.diagnostics, "Napisz np. {oddział: lo1/A, decyzja: [k2, k1], podstawa: …}."
        )
        if mapping is None:
            return None
        check_keys(mapping, vocabulary.SETTLEMENT, self.diagnostics, notes=False)
        scalar = as_scalar(mapping.get("oddział"), "oddział", self.diagnostics)
        code = self.known(scalar, openings) if scalar is not None else None
        ways = [(way, mapping.get(name)) for name, way in _WAYS.items() if mapping.get(name) is not None]
        basis = read_text(mapping.get("podstawa"), "podstawa", self.diagnostics)
        if scalar is None or len(ways) != 1 or not basis:
            message = "Rozstrzygnięcie podaje oddział, jeden sposób („losowanie” albo „decyzja”) i podstawę."
            hint = "Napisz np. {oddział: lo1/A, losowanie: [k2, k1], podstawa: protokół losowania nr 1}."
            self.diagnostics.error("N005", mapping.span, message, hint)
            return None
        if code is None:
            return None
        way, listed = ways[0]
        allowed = openings[code].branch.rules.settling
        if way not in allowed:
            words = (
                " albo ".join(one.value.replace("_", " ") for one in allowed) or "nic: regulamin wyklucza oba sposoby"
            )
            message = f"W oddziale „{code}” równych wyników nie rozstrzyga {way.value.replace('_', ' ')}."
            self.diagnostics.error("N005", scalar.span, message, f"Rozstrzyga: {words}.")
            return None
        names = [" ".join(one.text.split()) for one in read_names(listed, way.value, self.diagnostics)]
        if len(set(names)) < len(names) or len(names) < 2:
            hint = "Wymień co najmniej dwóch kandydatów, każdego raz, od pierwszego."
            self.diagnostics.error("N005", mapping.span, "Lista kandydatów rozstrzygnięcia jest zła.", hint)
            return None
        return Settlement(code, way, tuple(names), basis, mapping.span)

    # -- names of branches --------------------------------------------------------------------------------------------

    def entries(self, name: str) -> nodes.Mapping | tuple[()]:
        return as_mapping(self.root.get(name), name.replace("_", " "), self.diagnostics) or ()

    def branches_named(self, key: str, openings: Mapping[str, Opening]) -> list[str]:
        named = read_names(self.root.get(key), key.replace("_", " "), self.diagnostics)
        return [code for one in named if (code := self.known(one, openings)) is not None]

    def known(self, scalar: Scalar, openings: Mapping[str, Opening]) -> str | None:
        text = without_sign(scalar.text.strip(), self.schools)
        found = (
            text if text in openings else next((one for one in openings if normal_name(one) == normal_name(text)), None)
        )
        if found is None:
            listed = ", ".join(list(openings)[:12])
            meant = guess(scalar, text, openings, f"Są: {listed}.")
            self.diagnostics.error("N002", scalar.span, f"Nie ma oddziału „{text}”.", meant.hint, fixes=meant.fixes)
        return found


def _sum(parts: list[Opening], entry: Entry) -> Seats | None:
    seats = [one.branch.seats for one in parts]
    if any(one is None for one in seats):
        return None
    counts = [one.count for one in seats if one is not None]
    total = None if any(count is None for count in counts) else sum(count for count in counts if count is not None)
    return Seats(total, Notes(entry.key.span, ""))
