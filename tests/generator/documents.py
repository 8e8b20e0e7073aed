"""Documents for the tests of every form: shipped schools, those made by hand, what is inserted later or hostile."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from dsl.load import load
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.regulation import regulation_document
from generator.text import Line
from generator.tree import (
    Annex,
    Chapter,
    Column,
    Document,
    Note,
    Paragraph,
    QuotedLine,
    SignatureBlock,
    Strong,
    Table,
    TextBlock,
    Unit,
    refer,
)
from tests.generator.sample import CHAPTERS, DAY, REGULATION

ROOT = Path(__file__).parents[2]
SCHOOLS = ("lo-wyspianskiego-kety/2025-2026", "zsme-kety/2025-2026", "sp77-krakow/2025-2026")

INSERTED = Document(
    title="Regulamin z jednostkami dodanymi później",
    day=DAY,
    blocks=(
        Paragraph((Unit("Pierwszy"), Unit("Drugi", (Unit("punkt"), Unit("punkt")))), "Zwykły"),
        Paragraph(
            (
                Unit("Ustęp", (Unit("punkt"), Unit("punkt"))),
                Unit(
                    "Dodany",
                    (Unit("punkt"), Unit("dodany", (Unit("litera"),), numeral="1a", id="gleboko")),
                    numeral="1a",
                ),
                Unit("Zwykły", (Unit("punkt"), Unit("dodany", numeral="1a"), Unit("punkt", (Unit("litera"),)))),
            ),
            "Dodany",
            numeral="1a",
        ),
        Paragraph((Unit("Jeden bez numeru", (Unit("punkt"), Unit("punkt"))),), "Jeden"),
        Paragraph(
            (Unit("Litery", (Unit("punkt", tuple(Unit("litera") for _ in range(29))), Unit("punkt"))), Unit("Drugi"))
        ),
        Paragraph((Unit(("Zob. ", refer("gleboko"))), Unit("Drugi"))),
    ),
    annexes=(
        Annex("Załącznik nr 1", "Wzór", (Paragraph((Unit("Treść"), Unit("Treść")), "W załączniku"),)),
        Annex("Załącznik nr 2", "", (Table("Pusta", (Column(""), Column("Puste", None)), ()),)),
    ),
)

_AMENDED = Table(
    "Tabela 1a. Dodana", (Column("Lp.", None), Column("Treść")), (("1", "pierwsza"), ("2", "druga")), numbered=False
)
AMENDING = Document(
    title="Zarządzenie nr 2/2026",
    subtitle=("Dyrektora Szkoły", "z dnia 2 stycznia 2026 r."),
    day=DAY,
    prefix="zarzadzenie-",
    blocks=(
        TextBlock("Na podstawie ustawy zarządza się, co następuje:"),
        Paragraph(
            (
                Unit(
                    "W regulaminie wprowadza się następujące zmiany",
                    (
                        Unit(
                            "w § 1 ust. 1 otrzymuje brzmienie",
                            quoted=(
                                QuotedLine("1.", "Wprowadzenie:"),
                                QuotedLine("1)", "punkt;", 1),
                                QuotedLine("2)", "punkt.", 1),
                            ),
                        ),
                        Unit("po § 1 dodaje się tabelę 1a w brzmieniu", quoted=(_AMENDED,)),
                        Unit("uchyla się § 2"),
                    ),
                ),
            )
        ),
        Paragraph((Unit("Pierwszy ustęp"), Unit("Drugi ustęp"))),
    ),
    signature=SignatureBlock(("Dyrektor",), "", "(podpis)"),
    attached=(
        Document(
            title="Regulamin z rozdziałami",
            day=DAY,
            annex_header=("Załącznik nr 1", "do zarządzenia nr 2/2026"),
            blocks=(
                Chapter(
                    "Pierwszy",
                    (
                        Paragraph((Unit("Ustęp"), Unit(("Drugi; zob. ", refer("dalej")), id="tu")), "Zasady"),
                        Table("Zwykła", (Column("A"), Column("B")), (("a", "b"),), id="zwykla"),
                        Table("Dodana", (Column("A"), Column("B")), (("a", "b"),), numeral="1a"),
                        Table("Druga", (Column("A"), Column("B")), (("a", "b"),)),
                    ),
                ),
                Chapter(
                    "Dodany",
                    (Paragraph((Unit(("Zob. ", refer("tu"), " i tabelę ", refer("zwykla"))),), id="dalej"),),
                    numeral="1a",
                ),
                Chapter("Drugi", (Paragraph((Unit("Ustęp", (Unit("punkt"), Unit("punkt"))),)),)),
            ),
            annexes=(Annex("Załącznik do regulaminu", "Wzór", (TextBlock("Treść"),)),),
        ),
    ),
)

LONG_NAME = "Wszechnica " * 30
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %} #{x}",
    "&lt;b&gt; &amp; ]]> <!-- -->",
    "<w:p/></w:t>",
    "\"cytat\" 'apostrof' `x`",
    "שלום עולם مرحبا",
    "👩‍👩‍👧 🏫",
    "C:\\folder\\n \\h %1 %s",
    LONG_NAME,
)


def hostile_document(texts: tuple[str, ...] = HOSTILE) -> Document:
    """The texts wherever a text can stand."""
    rows = tuple((text, (Strong(text),)) for text in texts)
    units = tuple(Unit(text, (Unit((Strong(text), text)), Unit(text)), closing=text) for text in texts)
    return Document(
        title=texts[0],
        day=date(2026, 1, 2),
        kind=texts[0],
        subtitle=texts,
        author=texts[0],
        description=" ".join(texts),
        letterhead=texts,
        annex_header=texts,
        footer=" ".join(texts),
        mark=texts[0],
        blocks=(
            *(TextBlock(text) for text in texts),
            *(Chapter(text, (Paragraph(units, text), Note(text, text))) for text in texts),
            *(Table(text, (Column(text), Column(text, None)), rows) for text in texts),
        ),
        signature=SignatureBlock(texts, texts[0], texts[0]),
        annexes=tuple(Annex(text, text, (TextBlock(text),)) for text in texts),
    )


def school(name: str) -> Document:
    regulation = load(ROOT / "regulations" / f"{name}.yaml").regulation
    assert regulation is not None
    return regulation_document(regulation)


NAMES = (*SCHOOLS, "sample", "chapters", "inserted", "amending", "hostile")


@lru_cache
def numbered(name: str) -> NumberedDocument:
    made = {
        "sample": REGULATION,
        "chapters": CHAPTERS,
        "inserted": INSERTED,
        "amending": AMENDING,
        "hostile": hostile_document(),
    }
    return number(made[name] if name in made else school(name)).document


def squeezed(text: str) -> str:
    """What is compared where spaces are the renderer's affair."""
    return "".join(text.split())


def read_aloud(line: Line) -> str:
    """A chapter's and an annex's label stand in a line of their own, without the full stop of plain text."""
    alone = line.anchor.startswith(("rozdzial-", "zalacznik-"))
    return (line.label.removesuffix(".") if alone else line.label) + line.text.replace(" | ", "")
