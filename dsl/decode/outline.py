"""`treść`: the parts of the printed document, in the author's order and wording."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.decode import vocabulary
from dsl.decode.fields import as_scalar, check_keys, read_names, unwrapped
from dsl.decode.prose import ProseReader
from dsl.diagnostics import Diagnostics, Related
from dsl.guesses import guess
from dsl.model.outline import (
    Insertion,
    Leaf,
    Outline,
    OutlineChapter,
    OwnParagraph,
    OwnUnit,
    Prose,
    ReadyPart,
    Remaining,
    written,
)
from dsl.source.nodes import Mapping, Node, Scalar, Sequence, describe, normal_name, readable_name
from dsl.source.text import Span

_READY = ("część", "nagłówek", "wstęp", "dopisek")
_OWN = ("paragraf", "adres", "ustępy")
_CHAPTER = ("rozdział", "części")
_WITHOUT = ("bez",)
_SHAPES = (_READY, _OWN, _CHAPTER, _WITHOUT)
DEEPEST = 5  # ustęp, punkt, litera, tiret, podwójne tiret
_ITEM_HINT = "Napisz nazwę części, np. „terminarz”, albo klucze: część, paragraf, rozdział lub bez."


def read_outline(node: Node | None, prose: ProseReader, diagnostics: Diagnostics) -> Outline | None:
    """None where the file leaves the document in its usual order."""
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return None
    if not isinstance(node, Sequence):
        message = f"treść: tu powinna stać lista części dokumentu, a jest {describe(node)}."
        diagnostics.error("P033", node.span, message, "Na przykład: „treść: [terminarz, kryteria, pozostałe]”.")
        return None
    reader = _Reader(prose, diagnostics)
    parts = tuple(reader.items(node, inside=False))
    _check_after_chapters(parts, diagnostics)
    return Outline(parts, frozenset(reader.without), node.span)


def _check_after_chapters(parts: tuple[Leaf | OutlineChapter, ...], diagnostics: Diagnostics) -> None:
    """A chapter ends where the next one begins: what follows it outside any looks like more of it."""
    chapters = [place for place, part in enumerate(parts) if isinstance(part, OutlineChapter)]
    after = parts[chapters[0] :] if chapters else ()
    stray = next((part for part in after if not isinstance(part, OutlineChapter)), None)
    if stray is not None:
        message = "Ta część stoi za rozdziałem, a nie w nim, więc w dokumencie wygląda na jego dalszy ciąg."
        hint = "Przenieś ją do rozdziału albo przed pierwszy rozdział."
        where = stray.span.part(0, len(stray.span.text.partition("\n")[0]))
        diagnostics.warning("P093", where, message, hint)


class _Reader:
    def __init__(self, prose: ProseReader, diagnostics: Diagnostics) -> None:
        self.prose = prose
        self.diagnostics = diagnostics
        self.taken: dict[str, Span] = {}
        self.without: set[str] = set()

    def items(self, node: Node | None, *, inside: bool) -> Iterator[Leaf | OutlineChapter]:
        for item in node.items if isinstance(node, Sequence) else () if node is None else (node,):
            found = self.item(item, inside)
            if found is not None:
                yield found

    def item(self, node: Node, inside: bool) -> Leaf | OutlineChapter | None:
        if isinstance(node, Scalar):
            return self.named(node)
        shape = _shape(node) if isinstance(node, Mapping) else None
        if shape is None or not isinstance(node, Mapping):
            self.diagnostics.error("P093", node.span, "Nie wiadomo, co to za część dokumentu.", _ITEM_HINT)
            return None
        check_keys(node, shape, self.diagnostics, notes=False)
        if shape is _READY:
            return self.ready(node)
        if shape is _OWN:
            return self.own(node)
        if shape is _CHAPTER and inside:
            message = "Rozdział nie może stać w rozdziale."
            self.diagnostics.error("P093", node.span, message, "Wypisz go osobno, obok tamtego.")
            return None
        if shape is _CHAPTER:
            return self.chapter(node)
        self.leave_out(node)
        return None

    def named(self, node: Scalar) -> ReadyPart | Remaining | None:
        if normal_name(node.text) == vocabulary.REMAINING:
            self.take(vocabulary.REMAINING, node.body)
            return Remaining(node.span)
        name = self.part_name(node)
        return ReadyPart(name, "", (), (), node.span) if name else None

    def part_name(self, node: Scalar) -> str:
        """The name of a part that stands here for the first time."""
        name = normal_name(node.text)
        if name not in vocabulary.PARTS:
            meant = guess(node, node.text, (*vocabulary.PARTS, vocabulary.REMAINING), _all_parts())
            message = f"Dokument nie ma części „{node.text.strip()}”."
            self.diagnostics.error("P093", node.span, message, meant.hint, fixes=meant.fixes)
            return ""
        return name if self.take(name, node.body) else ""

    def take(self, name: str, where: Span) -> bool:
        if name in self.taken:
            message = f"„{readable_name(name)}” stoi w treści dokumentu dwa razy."
            related = [Related(self.taken[name], "stoi już tutaj")]
            self.diagnostics.error("P093", where, message, "Zostaw jedno z tych miejsc.", related=related)
            return False
        self.taken[name] = where
        return True

    def ready(self, node: Mapping) -> ReadyPart | None:
        scalar = as_scalar(node.get("część"), "część", self.diagnostics)
        name = self.part_name(scalar) if scalar is not None else ""
        heading = self.heading(node.get("nagłówek"), "nagłówek")
        opening, closing = (tuple(self.units(node.get(key), key)) for key in ("wstęp", "dopisek"))
        return ReadyPart(name, heading, opening, closing, node.span) if name else None

    def own(self, node: Mapping) -> OwnParagraph:
        units = tuple(self.units(node.get("ustępy"), "ustępy"))
        if not units:
            where = node.entries[0].key.span
            self.diagnostics.error("P035", where, "Paragraf nie ma treści.", "Dopisz „ustępy: [ … ]”.")
        heading = self.heading(node.get("paragraf"), "paragraf")
        return OwnParagraph(heading, self.address(node), units, node.span)

    def chapter(self, node: Mapping) -> OutlineChapter:
        parts = tuple(self.items(node.get("części"), inside=True))
        if not parts and not self.diagnostics.touch(node.span):
            where = node.entries[0].key.span
            self.diagnostics.error("P035", where, "Rozdział nie ma części.", "Dopisz „części: [oddziały, terminarz]”.")
        heading = self.heading(node.get("rozdział"), "rozdział")
        return OutlineChapter(heading, parts, node.span)  # type: ignore[arg-type]

    def leave_out(self, node: Mapping) -> None:
        for scalar in read_names(node.get("bez"), "bez", self.diagnostics):
            name = self.part_name(scalar)
            if name:
                self.without.add(name)

    def heading(self, node: Node | None, what: str) -> str:
        scalar = as_scalar(node, what, self.diagnostics)
        prose = self.prose.read(scalar) if scalar is not None else ()
        for part in prose:
            if isinstance(part, Insertion):
                message = "W nagłówku nie może stać odesłanie ani termin."
                hint = "Wstaw tu tylko <szkoła.nazwa>, <rok szkolny> albo tekst z „teksty”."
                self.diagnostics.error("P097", part.span, message, hint)
        return written(prose)

    def address(self, node: Mapping) -> str:
        scalar = as_scalar(node.get("adres"), "adres", self.diagnostics)
        name = normal_name(scalar.text) if scalar is not None else ""
        return name if scalar is not None and name and self.take(name, scalar.body) else ""

    def units(self, node: Node | None, what: str, depth: int = 1) -> Iterator[OwnUnit]:
        """A single text counts as a list of one."""
        if node is None or (isinstance(node, Scalar) and node.is_empty):
            return
        if depth > DEEPEST:
            message = f"Wyliczenie może mieć najwyżej {DEEPEST - 1} poziomy: punkty, litery, tiret i podwójne tiret."
            self.diagnostics.error("P033", node.span, message, "Podziel je na osobne ustępy.")
            return
        for item in node.items if isinstance(node, Sequence) else (node,):
            yield self.unit(item, what, depth)

    def unit(self, node: Node, what: str, depth: int) -> OwnUnit:
        words = node
        if isinstance(node, Mapping):
            check_keys(node, vocabulary.OWN_UNIT, self.diagnostics, notes=False)
            words = node.get("tekst") or Scalar("", node.span, node.span)
        prose = self.text(words, what)
        if not prose and not self.diagnostics.touch(node.span):
            self.diagnostics.error("P035", node.span, "Ustęp nie ma treści.", "Dopisz „tekst: …”.")
        if not isinstance(node, Mapping):
            return OwnUnit(prose, (), (), "", node.span)
        items = tuple(self.units(node.get("wyliczenie"), "wyliczenie", depth + 1))
        closing = self.text(node.get("zakończenie"), "zakończenie")
        return OwnUnit(prose, items, closing, self.address(node), node.span)

    def text(self, node: Node | None, what: str) -> Prose:
        scalar = as_scalar(unwrapped(node), what, self.diagnostics)
        return self.prose.read(scalar) if scalar is not None else ()


def _shape(node: Mapping) -> tuple[str, ...] | None:
    """By the key that says what it is; two of them are one too many."""
    found = [shape for shape in _SHAPES if node.get(shape[0]) is not None]
    return found[0] if len(found) == 1 else None


def _all_parts() -> str:
    return f"Może być: {', '.join(map(readable_name, (*vocabulary.PARTS, vocabulary.REMAINING)))}."
