"""YAML events -> nodes with places. No YAML typing, no anchors, tags or second documents; the decimal comma is kept.

Size and depth are limited while the events arrive, so that hostile input stops early. The C parser is used where the
wheel brings it; the pure Python one gives the same events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import yaml

from dsl.diagnostics import Diagnostic, Diagnostics, Edit, Fix, Related
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, normal_name
from dsl.source.text import Location, Source, Span
from dsl.source.traps import cut_by_commas, cut_off_sentence, dashes_as_items, special_sign
from dsl.source.yaml_errors import explain_yaml_error, forbidden_character, hidden_character

DEEPEST = 40
_RECORDS = re.compile(r'\s*\[?\s*\{\s*"')
MOST_NODES = 100_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OURS = re.compile(r"^(?:paragraf|mapowanie)[^\S\n]*:", re.MULTILINE)
_FIRST_LINE = re.compile(r"^(?![^\S\n]*(?:#|---|$)).+", re.MULTILINE)
_BEGINS_AS_YAML = re.compile(r"\s*(?:[\[{?%&!-]|[^;,\t]+?:(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file should be: its name, the line it begins with, and how another file came in its place."""

    name: str
    first_line: str
    advice: str


REGULATION = Expected("regulamin", "paragraf: 1", "Podaj plik regulaminu (*.yaml); plik kandydatów podaje się po nim.")


def read_yaml(source: Source, diagnostics: Diagnostics, expected: Expected = REGULATION) -> Mapping | None:
    """The root mapping of a file, or None with the reason among the diagnostics. Of a file of candidates, given by
    mistake, nothing is repeated."""
    if _is_table(source):
        message = f"To tabela albo zwykły tekst, a nie {expected.name}."
        diagnostics.error("P013", Location(source.path, 1), message, expected.advice)
        return None
    if problem := forbidden_character(source):
        diagnostics.add(problem)
        return None
    if _RECORDS.match(source.text) and '"paragraf"' not in source.text[:200]:
        message = f"To są dane w postaci JSON, a nie {expected.name}."
        diagnostics.error("P013", Location(source.path, 1), message, expected.advice)
        return None
    builder = _Builder(source, diagnostics)
    try:
        root = builder.document(yaml.parse(source.text, Loader=_LOADER))
    except yaml.YAMLError as error:
        problem = explain_yaml_error(source, error)
        if not _already_told(problem, diagnostics):
            diagnostics.add(problem)
        return None
    except _TooMuchError as error:
        diagnostics.error("P012", error.span, str(error), "Podziel plik albo sprawdź, czy to na pewno regulamin.")
        return None
    if isinstance(root, Mapping):
        return root
    where = root.span if root else Span(source, 0, 0)
    message = "Plik jest pusty." if root is None else "Plik nie zaczyna się od kluczy „nazwa: wartość”."
    diagnostics.error("P013", where, message, f"Zacznij od wiersza „{expected.first_line}”.")
    return None


def _is_table(source: Source) -> bool:
    """Its first line is a row and no key; under a name of another kind any text that does not begin as ours does."""
    first = _FIRST_LINE.search(source.text)
    if first is None or _BEGINS_AS_YAML.match(first.group()) or _OURS.search(source.text):
        return False
    is_ours_by_name = PurePath(source.path).suffix.lower() in ("", ".yaml", ".yml")
    return not is_ours_by_name or any(sign in first.group() for sign in ";,\t")


def _already_told(problem: Diagnostic, diagnostics: Diagnostics) -> bool:
    """Whether the parser stopped on a line whose first sign has been refused: it stopped because of it."""
    line = problem.location.line if problem.location else 0
    return any(one.code == "P015" and one.location and one.location.line == line for one in diagnostics)


class _TooMuchError(Exception):
    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


class _Builder:
    def __init__(self, source: Source, diagnostics: Diagnostics) -> None:
        self.source = source
        self.diagnostics = diagnostics
        self.count = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.problem(event, "P014", "W pliku jest więcej niż jeden dokument.", "Usuń wiersz „---”.")
                    return root
            elif isinstance(
                event, (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent)
            ):
                root = self.node(event, events, 0)
        return root

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self.count += 1
        if self.count > MOST_NODES:
            raise _TooMuchError("Plik ma zbyt wiele elementów.", self.span(event))
        if depth > DEEPEST:
            raise _TooMuchError(f"Wcięcia są głębsze niż {DEEPEST} poziomów.", self.span(event))
        self.refuse_yaml_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, events, depth)
        return self.scalar(event)

    def refuse_yaml_extras(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
            start = int(event.start_mark.index)
            word = _WORD.match(self.source.text, start)
            self.diagnostics.add(special_sign(Span(self.source, start, word.end() if word else start + 1)))

    def mapping(self, start: Any, events: Iterator[Any], depth: int) -> Mapping:
        entries: list[Entry] = []
        flow = bool(start.flow_style)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                if flow:
                    self.diagnostics.extend(cut_by_commas(entries))
                return Mapping(
                    self.without_repeats(entries), self.between(start, event, [one.value for one in entries])
                )
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.diagnostics.error("P016", key.span, "Nazwa klucza musi być zwykłym tekstem.", _QUOTE_IT)
                continue
            if flow and entries and self.continues_number(entries[-1].value, key):
                entries[-1] = self.rejoin_entry(entries[-1], key, value)
            elif flow and entries and self.continues_key(entries[-1], key):
                whole = self.rejoin(entries[-1].key, key)
                entries[-1] = Entry(normal_name(whole.text), whole, value)
            else:
                entries.append(Entry(normal_name(key.text), key, value))
        raise AssertionError("the parser always ends a mapping")

    def sequence(self, start: Any, events: Iterator[Any], depth: int) -> Sequence:
        items: list[Node] = []
        flow = bool(start.flow_style)
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(tuple(items), self.between(start, event, items))
            item = self.node(event, events, depth + 1)
            if flow and items and isinstance(item, Scalar) and self.continues_number(items[-1], item):
                items[-1] = self.rejoin(items[-1], item)
            else:
                items.append(item)
        raise AssertionError("the parser always ends a sequence")

    def scalar(self, event: Any) -> Scalar:
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", self.span(event), self.span(event))
        span = self.span(event)
        body = span
        if event.style == '"' and "\\" in span.text and (hidden := hidden_character(event.value, span)):
            self.diagnostics.add(hidden)
        if event.style in ('"', "'"):
            body = Span(self.source, span.start + 1, max(span.start + 1, span.end - 1))
        elif event.style in ("|", ">"):
            header = self.source.text.find("\n", span.start, span.end)
            end = span.start + len(self.source.text[span.start : span.end].rstrip())
            body = Span(self.source, min(header + 1, end) if header >= 0 else end, end)
            span = Span(self.source, span.start, end)
        else:
            end = span.start + len(self.source.text[span.start : span.end].rstrip())
            span = body = Span(self.source, span.start, end)
            if not span.text.startswith("#") and (cut := cut_off_sentence(self.source, span)):
                self.diagnostics.add(cut)
            if items := dashes_as_items(span):
                self.diagnostics.add(items)
        return Scalar(event.value, span, body, quoted=event.style in ('"', "'"))

    # -- the decimal comma inside {} and [] -------------------------------------------------------------------

    def continues_number(self, before: Node, after: Scalar) -> bool:
        """Whether YAML cut `26,25` in two: a comma between two digits with nothing else between."""
        if not isinstance(before, Scalar) or before.quoted or after.quoted or after.is_empty:
            return False
        text, end = self.source.text, before.span.end
        return (
            before.span.end > before.span.start
            and text[end - 1].isdigit()
            and text[end : end + 1] == ","
            and after.span.start == end + 1
            and text[after.span.start].isdigit()
        )

    def continues_key(self, before: Entry, after: Scalar) -> bool:
        """`{do 12,5: 6}`: the row of a table by range, cut in two at its decimal comma."""
        nothing = isinstance(before.value, Scalar) and before.value.is_empty and not before.value.quoted
        return nothing and self.continues_number(before.key, after)

    def rejoin_entry(self, entry: Entry, key: Scalar, value: Node) -> Entry:
        if not (isinstance(value, Scalar) and value.is_empty):
            self.ambiguous_comma(entry.value)
        return Entry(entry.name, entry.key, self.rejoin(entry.value, key, can_part=False))

    def rejoin(self, before: Node, after: Scalar, can_part: bool = True) -> Scalar:
        assert isinstance(before, Scalar)
        joined = Span(self.source, before.span.start, after.span.end)
        last_piece = before.text.rpartition(",")[2]
        dates = _ENDS_WITH_DATE.search(before.text) or _BEGINS_WITH_DATE.match(after.text)
        if dates or ("," in before.text and last_piece.isdigit()):
            self.ambiguous_comma(before, can_part)
            return Scalar(after.text, joined, joined)  # told; not joined on, which would grow without end
        return Scalar(f"{before.text},{after.text}", joined, joined)

    def ambiguous_comma(self, before: Node, can_part: bool = True) -> None:
        """Where nothing can follow but a key, a blank would make one of what is none."""
        if self.diagnostics.touch(before.span):
            return
        comma = Span(self.source, before.span.end, before.span.end + 1)
        message = "Nie wiadomo, czy ten przecinek oddziela ułamek, czy kolejną wartość."
        hint, fixes = "Po przecinku, który oddziela wartości, zostaw odstęp.", []
        if before.span.text.count("(") > before.span.text.count(")"):
            hint = "W formule wartości oddziela średnik."
            fixes = [Fix("Zamień przecinek na średnik", (Edit(comma, "; "),), safe=False)]
        elif can_part:
            fixes = [Fix("Dodaj odstęp po przecinku", (Edit(comma, ", "),), safe=False)]
        self.diagnostics.error("P017", comma, message, hint, fixes=fixes)

    # -- small things -------------------------------------------------------------------------------------------

    def without_repeats(self, entries: list[Entry]) -> tuple[Entry, ...]:
        first: dict[str, Entry] = {}
        for entry in entries:
            if entry.name in first:
                self.diagnostics.error(
                    "P018",
                    entry.key.span,
                    f"Klucz „{entry.key.text}” jest tu drugi raz; liczy się tylko pierwszy.",
                    "Usuń jeden z nich albo zmień nazwę.",
                    related=[Related(first[entry.name].key.span, "pierwszy raz tutaj")],
                )
            else:
                first[entry.name] = entry
        return tuple(first.values())

    def between(self, first: Any, last: Any, inner: list[Node]) -> Span:
        """A bracketed group ends with its bracket, any other where its last element ends."""
        end = last.end_mark.index if first.flow_style or not inner else inner[-1].span.end
        return Span(self.source, first.start_mark.index, end)

    def span(self, event: Any) -> Span:
        return Span(self.source, event.start_mark.index, event.end_mark.index)

    def problem(self, event: Any, code: str, message: str, hint: str) -> None:
        self.diagnostics.error(code, self.span(event), message, hint)


_WORD = re.compile(r"\S+")
_ENDS_WITH_DATE = re.compile(r"\d{4}-\d\d-\d\d$")
_BEGINS_WITH_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_QUOTE_IT = "Jeżeli to zwykły tekst, ujmij go w cudzysłów."
