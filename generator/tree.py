"""The document as its author means it: units, tables, notes, without one number, mark or non-breaking space.

Whoever words a document (from the model, from an outcome, by hand) builds this tree; `generator.numbering` turns it
into the numbered tree that renderers print. The author writes unit texts without the closing mark and items of an
enumeration in lower case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from dsl.model.stationery import Margins
from dsl.source.text import Location, Span
from generator.logo import Logo

Origin: TypeAlias = Span | Location | None
"""Where in the user's text this part of the document comes from, so that a problem can be shown there."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to units by their ids, printed as `ust. 2 pkt 1`.

    A table or a chapter is printed as its bare number: the author writes the noun in its case (`w tabeli `).
    """

    targets: tuple[str, ...]
    origin: Origin = None


Inline: TypeAlias = str | Strong | Reference
Text: TypeAlias = str | tuple[Inline, ...]


def refer(*targets: str, origin: Origin = None) -> Reference:
    """`refer("oceny", "egzamin")` → `pkt 1 i 2`."""
    return Reference(targets, origin)


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A line of the text that an amending act gives to a unit: its label as it is, and how deep it stands. It has no
    place of its own in the document."""

    label: str
    text: Text
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """An ustęp, punkt, litera or tiret: the depth decides which.

    With children, `text` introduces them; `closing` is what they share at the end, written without its dash.
    With `quoted` lines and tables, `text` introduces these; the quotation marks are not written.
    `numeral` is set only for a unit inserted later (`1a`); it does not move the numbers of the others.
    `also` are ids of what is told in this unit and would else be one of its own.
    """

    text: Text
    children: tuple[Unit, ...] = ()
    closing: Text = ""
    id: str = ""
    numeral: str = ""
    origin: Origin = None
    quoted: tuple[QuotedLine | Table, ...] = ()
    also: tuple[str, ...] = ()


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is the share of the free width; None takes what the content needs."""

    header: str
    width: int | None = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """The caption is written without `Tabela 1.`, which stands before it unless the table is not `numbered`. A `tall`
    one has rows to be filled in by hand. `numeral` as of a unit."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    id: str = ""
    origin: Origin = None
    numbered: bool = True
    tall: bool = False
    numeral: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row has {len(row)} cells, the table {self.caption!r} {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph of running text outside the units, printed as it is."""

    text: Text
    origin: Origin = None


@dataclass(frozen=True, slots=True)
class Note:
    """An explanation that is not a rule: `Przykład. Wynik 75% z matematyki …`."""

    label: str
    text: Text
    origin: Origin = None


Content: TypeAlias = Unit | Table | TextBlock | Note


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A § with its units; a single one stays without a number, as drafting rules have it."""

    content: tuple[Content, ...]
    heading: str = ""
    id: str = ""
    numeral: str = ""
    origin: Origin = None


Inner: TypeAlias = Paragraph | Table | TextBlock | Note


@dataclass(frozen=True, slots=True)
class Chapter:
    """`Rozdział 1` with its heading, or a section with a heading alone when it is not `numbered`; §§ are numbered on
    through all chapters. `numeral` as of a unit."""

    heading: str
    blocks: tuple[Inner, ...]
    id: str = ""
    origin: Origin = None
    numbered: bool = True
    numeral: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature on a page of its own; `label` is printed above its heading (`Załącznik …`)."""

    label: str
    heading: str
    blocks: tuple[Inner, ...]
    id: str = ""
    origin: Origin = None


Block: TypeAlias = Chapter | Inner


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs: lines of the office, the name, and a small annotation under it."""

    role: tuple[str, ...]
    name: str
    annotation: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """Of the text, for screen readers and hyphenation."""

    code: str = "pl"
    region: str = "PL"


@dataclass(frozen=True, slots=True)
class Document:
    """`day` is the document's own date: it, and no clock, goes into the file. `mark` stands at the top of every page;
    a `compact` document is set smaller, to fit on one. Documents that are `attached`, such as the regulation to the
    order that introduces it, have a numbering of their own; `prefix` tells the anchors of one from those of the others.
    The `logo` stands beside the lines of the letterhead. `origin` is where the file says what its title, header,
    footer and signature are made of."""

    title: str
    day: date
    blocks: tuple[Block, ...]
    kind: str = "regulamin"
    subtitle: tuple[str, ...] = ()
    author: str = ""
    description: str = ""
    letterhead: tuple[str, ...] = ()
    annex_header: tuple[str, ...] = ()
    footer: str = ""
    signature: SignatureBlock | None = None
    annexes: tuple[Annex, ...] = ()
    language: Language = Language()
    mark: str = ""
    compact: bool = False
    attached: tuple[Document, ...] = ()
    prefix: str = ""
    logo: Logo | None = None
    margins: Margins | None = None
    origin: Origin = None
