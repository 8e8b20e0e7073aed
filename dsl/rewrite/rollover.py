"""Last year's file as next year's: dates moved and marked as unconfirmed, bases renewed, the ordinance left to fill in.

Text in, text out: only the places that a new year touches are changed, everything else stays as it was written. What
was changed, and what a person must still confirm, is listed with its line in the new file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dsl.decode.vocabulary import CLAUSE_SECTIONS, PHASES
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.layers.blanks import BEGIN
from dsl.rewrite.bases import Base, renew
from dsl.rewrite.edits import TextEdit, apply_edits
from dsl.rewrite.formula_places import formula_places
from dsl.rewrite.scalars import quoted, quoted_where_needed
from dsl.rewrite.school_years import SchoolYear, YearMove, free_days, read_school_year, years_named
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, readable_name
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml
from polish.enumerations import enumerate_items

UNCONFIRMED = "termin do potwierdzenia"
_PROPOSED = "przykładowe"
_TERM_KEYS = (*PHASES, "termin")
_NO_PROSE = frozenset({"źródło", "porównaj", "opiera_się_na", "akty", "przykłady", "rok_szkolny", "zarządzenie"})


@dataclass(frozen=True, slots=True)
class Change:
    """One place changed, by its line in the new file."""

    line: int
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One thing that a person must look at; `days` are those of the proposal on which nothing can be done."""

    line: int
    path: str
    text: str
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rollover:
    move: YearMove
    text: str
    changes: tuple[Change, ...]
    confirmations: tuple[Confirmation, ...]
    bases: tuple[Base, ...]


@dataclass(frozen=True, slots=True)
class NoRollover:
    """Why the file cannot be carried over: its own problems, or a message with what to do."""

    problems: tuple[Diagnostic, ...] = ()
    message: str = ""
    hint: str = ""


def roll_over(source: Source, folder: Path | None, year: SchoolYear) -> Rollover | NoRollover:
    diagnostics = Diagnostics()
    root = read_yaml(source, diagnostics)
    if root is None or diagnostics.has_errors:
        return NoRollover(diagnostics.sorted())
    written = root.get("rok_szkolny")
    old = read_school_year(written.text) if isinstance(written, Scalar) else None
    if old is None:
        hint = "Dopisz w pliku „rok szkolny: 2025/2026”."
        return NoRollover(message="nie wiadomo, na który rok szkolny jest ten plik.", hint=hint)
    if year.first <= old.first:
        hint = f"Podaj późniejszy rok, np. {SchoolYear(old.first + 1).text}."
        return NoRollover(message=f"ten plik jest już na rok szkolny {old.text}.", hint=hint)
    return _Roller(source, root, folder, YearMove(old, year)).result()


class _Roller:
    def __init__(self, source: Source, root: Mapping, folder: Path | None, move: YearMove) -> None:
        self.source, self.root, self.folder, self.move = source, root, folder, move
        self.edits: list[TextEdit] = []
        self.changes: list[tuple[int, str, str, str]] = []
        self.confirmations: list[tuple[int, str, str, tuple[str, ...]]] = []
        self.bases: tuple[Base, ...] = ()
        self.done: set[int] = set()
        self.newline = "\r\n" if "\r\n" in source.text else "\n"

    def result(self) -> Rollover:
        self.school_year()
        self.ordinance()
        self.renew_bases()
        for path, node in _terms(self.root):
            self.term(path, node)
        self.validity()
        self.formulas()
        for path, scalar in _prose(self.root, ()):
            self.prose(path, scalar)
        self.acts()
        self.old_document()
        self.comments()
        text = apply_edits(self.source.text, self.edits)
        return Rollover(
            self.move,
            text,
            tuple(Change(self.line(place), path, old, new) for place, path, old, new in sorted(self.changes)),
            tuple(
                Confirmation(self.line(place), path, text, days)
                for place, path, text, days in sorted(self.confirmations)
            ),
            self.bases,
        )

    def line(self, place: int) -> int:
        """The line in the new text of what stood in a place of the old one."""
        moved = sum(
            edit.text.count("\n") - self.source.text.count("\n", edit.start, edit.end)
            for edit in self.edits
            if edit.end <= place
        )
        return self.source.line_and_column(place)[0] + moved

    def change(self, node: Node, path: str, before: str, after: str) -> None:
        self.changes.append((node.span.start, path, before, after))

    def confirm(self, node: Node, path: str, text: str, days: tuple[str, ...] = ()) -> None:
        self.confirmations.append((node.span.start, path, text, days))

    def replace(self, node: Scalar, text: str) -> None:
        """Another value in the same place, with the quotation marks that it had or needs."""
        self.edits.append(
            TextEdit(node.span.start, node.span.end, quoted(text) if node.quoted else quoted_where_needed(text))
        )
        self.done.add(id(node))

    # -- the head of the file -----------------------------------------------------------------------------------------

    def school_year(self) -> None:
        node = self.root.get("rok_szkolny")
        assert isinstance(node, Scalar)
        self.replace(node, self.move.new.text)
        self.change(node, "rok szkolny", self.move.old.text, self.move.new.text)

    def ordinance(self) -> None:
        """Its number and date are taken out, and stay readable as a comment where the layout lets them."""
        node = self.root.get("zarządzenie")
        if not isinstance(node, Mapping):
            return
        gone = [entry for entry in node if entry.name in ("numer", "data") and not _is_empty(entry.value)]
        for entry in gone:
            before = _shown(entry.value)
            self.change(entry.key, f"zarządzenie › {entry.key.text}", before, "(do uzupełnienia)")
            self.confirm(entry.key, f"zarządzenie › {entry.key.text}", f"wpisz nowe zamiast: {before}")
        if self.is_flow(node):
            kept = [self.source.text[one.key.span.start : one.value.span.end] for one in node if one not in gone]
            if gone:
                self.edits.append(TextEdit(node.span.start, node.span.end, "{" + ", ".join(kept) + "}"))
        else:
            for entry in gone:
                self.comment_out(entry)

    def comment_out(self, entry: Entry) -> None:
        start, end = entry.key.span.start, entry.value.span.end
        old = self.source.text[start:end].replace("\n", "\n# ")
        self.edits.append(TextEdit(start, end, f"# do uzupełnienia (w roku {self.move.old.text}: {old})"))

    def renew_bases(self) -> None:
        node = self.root.get("opiera_się_na")
        items = node.items if isinstance(node, Sequence) else (node,)
        found = []
        for item in items:
            if not isinstance(item, Scalar) or item.is_empty:
                continue
            base = renew(item.text, self.folder, self.move)
            found.append(base)
            if base.new:
                self.replace(item, base.new)
                self.change(item, "opiera się na", base.old, base.new)
            elif base.is_outdated:
                text = f"„{base.old}” jest na rok {self.move.old.text}, a nowszej wersji nie ma: dopisz terminy sam"
                self.confirm(item, "opiera się na", text)
        self.bases = tuple(found)

    # -- dates --------------------------------------------------------------------------------------------------------

    def term(self, path: str, node: Node) -> None:
        """A date of the old year becomes a proposal that says of itself that it is one."""
        value = (node.get("wartość") or node.get("wzór")) if isinstance(node, Mapping) else node
        moved = self.move.term(value.text) if isinstance(value, Scalar) else None
        if not isinstance(value, Scalar):
            return
        if moved is None:
            if any(years_named(value.text)) and not value.text.startswith(BEGIN):
                self.confirm(node, path, f"termin spoza roku szkolnego, nie zmieniono go: {_shown(value)}")
                self.done.add(id(value))
            return
        before, moved = " ".join(value.text.split()), " ".join(moved.split())
        if isinstance(node, Mapping):
            self.replace(value, moved)
            self.mark(node, value)
        else:
            text = quoted_where_needed(moved)
            proposal = f"{{wartość: {text}, stan: {_PROPOSED}, uwaga: {UNCONFIRMED}}}"
            self.edits.append(TextEdit(value.span.start, value.span.end, proposal))
            self.done.add(id(value))
        self.change(node, path, before, moved)
        self.confirm(node, path, moved, free_days(moved))

    def mark(self, node: Mapping, value: Scalar) -> None:
        """The annotations of a value already expanded: new ones, or in the place of those of last year."""
        remark = node.get("uwaga")
        kept = f"{UNCONFIRMED}; {_shown(remark)}" if remark is not None else UNCONFIRMED
        missing = []
        for name, text in (("stan", _PROPOSED), ("uwaga", kept)):
            present = node.get(name)
            if isinstance(present, Scalar):
                self.replace(present, text)
            else:
                missing.append(f"{name}: {quoted_where_needed(text)}")
        if missing:
            column = self.source.line_and_column(node.entries[0].key.span.start)[1] - 1
            joint = ", " if self.is_flow(node) else self.newline + " " * column
            self.edits.append(TextEdit(value.span.end, value.span.end, "".join(joint + one for one in missing)))

    def validity(self) -> None:
        node = self.root.get("obowiązuje")
        for entry in node if isinstance(node, Mapping) else ():
            if entry.name in ("od", "do") and isinstance(entry.value, Scalar):
                self.move_dates(f"obowiązuje › {entry.key.text}", entry.value)

    def formulas(self) -> None:
        for place in formula_places(self.root):
            if id(place.scalar) not in self.done:
                line = self.source.line_and_column(place.scalar.span.start)[0]
                path = f"formuła: {self.source.line_text(line).strip().partition(':')[0]}"
                self.move_dates(path, place.scalar)
                if id(place.scalar) not in self.done and any(years_named(place.scalar.text)):
                    text = f"stoją tu daty spoza roku szkolnego (roczniki?), nie zmieniono ich: {_shown(place.scalar)}"
                    self.confirm(place.scalar, path, text)
                    self.done.add(id(place.scalar))

    def move_dates(self, path: str, node: Scalar) -> None:
        """Dates inside a value that has no room for annotations: a comment says that they are only proposed."""
        before = node.body.text
        after = self.move.iso_dates(before)
        if after == before:
            return
        self.edits.append(TextEdit(node.body.start, node.body.end, after))
        self.done.add(id(node))
        self.change(node, path, " ".join(before.split()), " ".join(after.split()))
        self.confirm(node, path, " ".join(after.split()))
        end = self.source.text.find("\n", node.span.end)
        rest = self.source.text[node.span.end : end if end >= 0 else len(self.source.text)]
        if not rest.strip() and "\n" not in node.span.text:
            self.edits.append(TextEdit(node.span.end, node.span.end, f"  # {UNCONFIRMED}"))

    # -- words --------------------------------------------------------------------------------------------------------

    def prose(self, path: str, node: Scalar) -> None:
        """The school year named in a sentence is changed; other years are only shown."""
        if id(node) in self.done or node.text.startswith(BEGIN):
            return
        written = node.span.text
        after = written.replace(self.move.old.text, self.move.new.text)
        shown = " ".join(node.text.split())
        if after != written:
            self.edits.append(TextEdit(node.span.start, node.span.end, after))
            self.change(node, path, shown, shown.replace(self.move.old.text, self.move.new.text))
        elif any(self.move.old.names(year) for year in years_named(node.text)):
            self.confirm(node, path, f"w tekście stoi rok, którego nie zmieniono: „{_clipped(shown)}”")

    def acts(self) -> None:
        """Acts of the old season stay; a newer one may be in force."""
        node = self.root.get("akty")
        for entry in node if isinstance(node, Mapping) else ():
            day = entry.value.get("data") if isinstance(entry.value, Mapping) else None
            if isinstance(day, Scalar) and self.move.iso_date(day.text.strip()) != day.text.strip():
                self.confirm(
                    entry.key, f"akty › {readable_name(entry.name)}", f"akt z {day.text}: sprawdź, czy jest nowy"
                )

    def old_document(self) -> None:
        """What is said about the document of last year: places in it, readings of its words."""
        names = {"źródło": 0, "stan": 0}
        first: Node | None = None
        for entry in _entries(self.root):
            if entry.name in names and id(entry.value) not in self.done:
                names[entry.name] += 1
                first = first or entry.key
        if first is not None:
            found = {name: number for name, number in names.items() if number}
            marks = enumerate_items([f"„{name}” ({number})" for name, number in found.items()])
            text = f"{marks}: bez zmian, z dokumentu na rok {self.move.old.text}; popraw według nowego dokumentu"
            self.confirm(first, ", ".join(found), text)

    def comments(self) -> None:
        """Comments stay; one that names the old school year may be about it alone."""
        for number in range(1, len(self.source.line_starts()) + 1):
            line = self.source.line_text(number)
            place = line.find(self.move.old.text, max(line.find("#"), 0))
            if "#" in line and place >= 0:
                start = self.source.line_starts()[number - 1] + place
                text = f"w komentarzu stoi rok {self.move.old.text}: „{_clipped(line.strip())}”"
                self.confirmations.append((start, "komentarz", text, ()))

    def is_flow(self, node: Mapping) -> bool:
        return self.source.text[node.span.start : node.span.start + 1] == "{"


# -- where things stand -----------------------------------------------------------------------------------------------


def _terms(root: Mapping) -> Iterator[tuple[str, Node]]:
    """Every place of a file that holds a term."""
    for section in ("terminarz", "dokumenty", *CLAUSE_SECTIONS):
        node = root.get(section)
        for entry in node if isinstance(node, Mapping) else ():
            for key in _TERM_KEYS:
                term = entry.value.get(key) if isinstance(entry.value, Mapping) else None
                if term is not None:
                    yield _words((section, entry.name, key)), term


def _prose(node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        yield _words(path), node
    elif isinstance(node, Sequence):
        for item in node:
            yield from _prose(item, path)
    else:
        for entry in node:
            if entry.name not in _NO_PROSE:
                yield from _prose(entry.value, (*path, entry.name))


def _entries(node: Node) -> Iterator[Entry]:
    if isinstance(node, Sequence):
        for item in node:
            yield from _entries(item)
    elif isinstance(node, Mapping):
        for entry in node:
            yield entry
            yield from _entries(entry.value)


def _words(path: tuple[str, ...]) -> str:
    return " › ".join(readable_name(step) for step in path)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _shown(node: Node) -> str:
    value = node.get("wartość") if isinstance(node, Mapping) else node
    return " ".join(value.text.split()) if isinstance(value, Scalar) else "…"


def _clipped(text: str) -> str:
    return text if len(text) <= 90 else text[:89] + "…"
