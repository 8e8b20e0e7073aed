"""Words with insertions: `<terminarz.wnioski>`, `<§ dokumenty>`, `<teksty.wstęp>`, `<szkoła.nazwa>`, `<rok szkolny>`.

Shared texts and what is known of the school are put in at once; terms, references and points stay insertions, whose
words are known only when the document is drafted. Other words in angle brackets are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.decode import vocabulary
from dsl.decode.fields import as_scalar, check_keys, unwrapped
from dsl.diagnostics import Diagnostics, nearest
from dsl.guesses import guess
from dsl.layers.blanks import BEGIN
from dsl.model.outline import Insertion, InsertionKind, Prose, written
from dsl.model.regulation import School
from dsl.source.nodes import Entry, Mapping, Scalar, normal_name
from dsl.source.text import Span

DEEPEST_TEXTS = 20
LONGEST_TEXT = 20_000  # with the shared texts in it, so that texts of texts do not grow without end

_BRACKETS = re.compile(r"<(?P<unit>\s*§)?\s*(?P<name>[^\W\d_][^<>:;=/\\@\"„”]*?)\s*>")
_KINDS = {"terminarz": InsertionKind.TERM, "punkty": InsertionKind.POINTS} | dict.fromkeys(
    vocabulary.CLAUSE_SECTIONS, InsertionKind.CLAUSE
)
_TEXTS, _SCHOOL, _YEAR = "teksty", "szkoła", "rok_szkolny"
_HEADS = (_TEXTS, _SCHOOL, _YEAR, *_KINDS)
_HINT = "Może tu stać np. <terminarz.wnioski>, <§ dokumenty>, <teksty.wstęp>, <szkoła.nazwa> albo <rok szkolny>."


class ProseReader:
    """Reads the words of one regulation; each shared text is read once."""

    def __init__(self, texts: Mapping | None, school: School | None, year: str, diagnostics: Diagnostics) -> None:
        self.entries: dict[str, Entry] = {entry.name: entry for entry in texts or ()}
        self.school = school
        self.year = year
        self.diagnostics = diagnostics
        self.shared: dict[str, Prose] = {}
        self.open: list[str] = []
        self.has_too_much = False

    def all_shared(self) -> dict[str, Prose]:
        """Every shared text, also those that stand nowhere."""
        return {name: self.text_of(name) for name in self.entries}

    def read(self, scalar: Scalar) -> Prose:
        text = " ".join(scalar.text.split())
        if text.startswith(BEGIN):
            return (text,)
        places = list(_places(scalar, len(list(_BRACKETS.finditer(text)))))
        parts: list[str | Insertion] = []
        end = 0
        for found, place in zip(_BRACKETS.finditer(text), places, strict=True):
            if not _is_meant(found):
                continue
            parts += [text[end : found.start()], *self.put_in(found, place)]
            end = found.end()
        prose = _joined([*parts, text[end:]])
        if len(written(prose)) > LONGEST_TEXT:
            return self.too_much(scalar.span, f"ma więcej niż {LONGEST_TEXT} znaków")
        return prose

    def too_much(self, where: Span, how: str) -> Prose:
        """Told once: texts of such a text would be too long too."""
        if not self.has_too_much:
            message = f"Ten tekst razem z tekstami, które zawiera, {how}."
            self.diagnostics.error("P097", where, message, "Podziel go albo usuń z niego część wstawek.")
        self.has_too_much = True
        return ()

    def put_in(self, found: re.Match[str], place: Span) -> Prose:
        name = normal_name(found["name"])
        if found["unit"]:
            return (Insertion(InsertionKind.UNIT, name, place),)
        head, _, rest = name.partition(".")
        if name == _YEAR and self.year:
            return (self.year,)
        if head == _TEXTS and rest in self.entries:
            return self.text_of(rest, place)
        if head == _SCHOOL and self.of_school(rest):
            return (self.of_school(rest),)
        if head in _KINDS and rest:
            return (Insertion(_KINDS[head], name, place),)
        self.refuse(name, place)
        return (f"<{found['name']}>",)

    def refuse(self, name: str, place: Span) -> None:
        known = [_YEAR, *(f"{_TEXTS}.{one}" for one in self.entries), *(f"{_SCHOOL}.{one}" for one in _OF_SCHOOL)]
        head, _, rest = name.partition(".")
        message = f"Nie wiadomo, co wstawić w miejsce „{place.text.strip()}”."
        if name == _YEAR or (head == _SCHOOL and rest in _OF_SCHOOL):
            self.diagnostics.error("P097", place, message, f"Regulamin tego nie podaje; uzupełnij „{_words(head)}”.")
            return
        meant = guess(place, place.text, [*known, *(f"{one}.{rest}" for one in _KINDS if rest)], _HINT)
        self.diagnostics.error("P097", place, message, meant.hint, fixes=meant.fixes)

    def of_school(self, name: str) -> str:
        if self.school is None:
            return ""
        return {
            "nazwa": self.school.name,
            "nazwa_w_dopełniaczu": self.school.name_genitive,
            "nazwa_w_miejscowniku": self.school.name_locative,
        }.get(name, self.school.details.get(name, ""))

    def text_of(self, name: str, place: Span | None = None) -> Prose:
        if name in self.open:
            self.diagnostics.error(
                "P097",
                place or self.entries[name].key.span,
                f"Tekst „{_words(name)}” zawiera sam siebie.",
                "Usuń z niego tę wstawkę.",
            )
            return ()
        if self.has_too_much:
            return ()
        node = self.entries[name].value
        if len(self.open) >= DEEPEST_TEXTS:
            return self.too_much(node.span, f"ma więcej niż {DEEPEST_TEXTS} poziomów")
        if name not in self.shared:
            self.open.append(name)
            if isinstance(node, Mapping):
                check_keys(node, ("wartość",), self.diagnostics)
            scalar = as_scalar(unwrapped(node), f"teksty: {_words(name)}", self.diagnostics)
            self.shared[name] = self.read(scalar) if scalar is not None else ()
            self.open.pop()
        return self.shared[name]


_OF_SCHOOL = ("nazwa", *(name for name in vocabulary.SCHOOL if name != "typ"))


def _is_meant(found: re.Match[str]) -> bool:
    """Whether it is an insertion, perhaps misspelt, and not words that stand in angle brackets."""
    name = normal_name(found["name"])
    head, dot, rest = name.partition(".")
    if found["unit"] or name == _YEAR or head in _HEADS:
        return True
    if dot and rest and " " not in found["name"].partition(".")[2][:1]:
        return True
    return nearest(head, _HEADS) is not None


def _places(scalar: Scalar, wanted: int) -> Iterator[Span]:
    """Where each name in brackets stands; the whole text where it is written with signs that hide it."""
    body = scalar.body
    found = list(_BRACKETS.finditer(body.text))
    if len(found) == wanted:
        yield from (body.part(*one.span("name")) for one in found)
    else:
        yield from (scalar.span for _ in range(wanted))


def _joined(parts: list[str | Insertion]) -> Prose:
    """Neighbouring words as one."""
    joined: list[str | Insertion] = []
    for part in parts:
        if part == "":
            continue
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def _words(name: str) -> str:
    return name.replace("_", " ")
