"""The numbered tree: everything computed, nothing left for a renderer but to render.

Made by `generator.numbering` from `generator.tree`. Labels are texts (`§ 3.`, `1a.`, `a)`), runs carry their
non-breaking spaces, marks and resolved references; an anchor names the place for links.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dsl.model.stationery import Margins
from generator.logo import Logo
from generator.tree import Align, Language
from polish.citations import Address


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one form; `anchor` is where it leads, if it is a reference."""

    text: str
    strong: bool = False
    anchor: str = ""


Runs: TypeAlias = tuple[Run, ...]


def joined(runs: Runs) -> str:
    """The text of the runs as one."""
    return "".join(run.text for run in runs)


OPENING_QUOTE = "„"


@dataclass(frozen=True, slots=True)
class NumberedQuote:
    """A line of a quoted text, with the quotation marks in the first and the last one."""

    label: str
    text: Runs
    depth: int

    @property
    def is_heading(self) -> bool:
        """Whether all of it but the quotation mark is strong."""
        words = [run for run in self.text if run.text != OPENING_QUOTE]
        return not self.label and bool(words) and all(run.strong for run in words)


@dataclass(frozen=True, slots=True)
class NumberedUnit:
    """`label` is empty for the only unit of a §; `closing` carries its dash."""

    label: str
    text: Runs
    children: tuple[NumberedUnit, ...]
    closing: Runs
    address: Address
    anchor: str
    quoted: tuple[NumberedQuote | NumberedTable, ...] = ()

    @property
    def ends_under_table(self) -> bool:
        """Whether the last line of what is quoted is but the marks that end it, under a table."""
        return len(self.quoted) > 1 and isinstance(self.quoted[-2], NumberedTable)


@dataclass(frozen=True, slots=True)
class NumberedColumn:
    header: str
    width: int | None
    align: Align


@dataclass(frozen=True, slots=True)
class NumberedTable:
    """`label` is empty for a table without a number."""

    label: str
    caption: str
    columns: tuple[NumberedColumn, ...]
    rows: tuple[tuple[Runs, ...], ...]
    anchor: str
    tall: bool = False


@dataclass(frozen=True, slots=True)
class NumberedText:
    text: Runs


@dataclass(frozen=True, slots=True)
class NumberedNote:
    label: str
    text: Runs


NumberedLeaf: TypeAlias = NumberedTable | NumberedText | NumberedNote
NumberedContent: TypeAlias = NumberedUnit | NumberedLeaf


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    label: str
    heading: str
    content: tuple[NumberedContent, ...]
    address: Address
    anchor: str


NumberedInner: TypeAlias = NumberedParagraph | NumberedLeaf


@dataclass(frozen=True, slots=True)
class NumberedChapter:
    """`label` is empty for a section with a heading alone."""

    label: str
    heading: str
    blocks: tuple[NumberedInner, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class NumberedAnnex:
    label: str
    heading: str
    blocks: tuple[NumberedInner, ...]
    anchor: str


NumberedBlock: TypeAlias = NumberedChapter | NumberedInner


@dataclass(frozen=True, slots=True)
class NumberedSignature:
    role: tuple[str, ...]
    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class NumberedDocument:
    """`title` carries non-breaking spaces; metadata take it through `polish.spaces.plain`."""

    title: str
    day: date
    blocks: tuple[NumberedBlock, ...]
    kind: str
    subtitle: tuple[str, ...]
    author: str
    description: str
    letterhead: tuple[str, ...]
    annex_header: tuple[str, ...]
    footer: str
    signature: NumberedSignature | None
    annexes: tuple[NumberedAnnex, ...]
    language: Language
    mark: str = ""
    compact: bool = False
    attached: tuple[NumberedDocument, ...] = ()
    anchor: str = ""
    logo: Logo | None = None
    margins: Margins | None = None
