"""The PDF of the handbook: nothing of Markdown is lost or read as markup, links jump, the PDF is accessible."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import page as page_validation
import pypdf
import pytest

from polish.numbers import NBSP
from scripts.handbook.collect import handbook, linked
from scripts.handbook.data import book_data, widths
from scripts.handbook.markdown import NotForTheBook, page, slug
from scripts.handbook.render import NotRendered, render
from scripts.handbook.tree import Anchor, Block, Book, Chapter, Code, Grid, Heading, Items, Part, Quote, Run, Text
from tests.docs.pages import DOCS
from tests.generator.tagged import TaggedPdf

DAY = date(2026, 11, 21)
FIRST = """\
# Pierwsza #1

<!-- plik: a.yaml -->

```yaml
klucz: "#panic(1)"   # *gwiazdki* $x$ \\u{41}
  wcięcie: 'tak'
```

Słowa w zdaniu z `kodem a b` i **ważne**, *inne*, [dalej](b.md#drugi-nagłówek), [sieć](https://example.org/a?b=c).

1. raz

   - w środku
2. dwa

> cytat

| klucz | co znaczy |
|---|:-:|
| `a` | b |

#### Głęboko
"""
SECOND = '# Druga\n\n<a id="ręczny"></a>\n\n## Drugi nagłówek\n\n[wstecz](a.md) [ręczny](#ręczny) [kod](kody/x.md)\n'


def book(*pages: tuple[str, str]) -> Book:
    chapters = tuple(Chapter(name, page(text, name)) for name, text in pages)
    return linked(Book("Próba", "książka", "wydanie", DAY, (Part("Część", chapters),)))


@pytest.fixture(scope="module")
def small() -> Book:
    return book(("a.md", FIRST), ("b.md", SECOND))


@pytest.fixture(scope="module")
def made(small: Book) -> bytes:
    return render(small)


@pytest.fixture(scope="module")
def real() -> bytes:
    return render(handbook(DOCS, DAY))


def test_markdown_becomes_a_tree(small: Book) -> None:
    blocks = small.parts[0].chapters[0].blocks
    kinds = [type(block) for block in blocks]
    assert kinds == [Heading, Code, Text, Items, Quote, Grid, Heading]
    assert blocks[0] == Heading(1, (Run("Pierwsza #1"),), "a.md#pierwsza-1")
    assert isinstance(blocks[1], Code)
    assert blocks[1].text.startswith('klucz: "#panic(1)"   # *gwiazdki*')
    items = blocks[3]
    assert isinstance(items, Items)
    assert items.start == 1
    assert isinstance(items.items[0][1], Items)
    grid = blocks[5]
    assert isinstance(grid, Grid)
    assert grid.aligns == ("left", "center")
    assert grid.rows == (((Run("a", code=True),), (Run("b"),)),)


def test_prose_has_bound_spaces_and_code_never(small: Book) -> None:
    text = small.parts[0].chapters[0].blocks[2]
    assert isinstance(text, Text)
    assert text.text[0].text == f"Słowa w{NBSP}zdaniu z{NBSP}"
    assert text.text[1] == Run("kodem a b", code=True)
    assert text.text[3] == Run("ważne", strong=True)


def test_links_lead_inside_the_book_or_to_the_net_or_nowhere(small: Book) -> None:
    first, second = (chapter.blocks for chapter in small.parts[0].chapters)
    assert isinstance(first[2], Text)
    assert [run.target for run in first[2].text if run.target] == ["b.md#drugi-nagłówek"]
    assert [run.url for run in first[2].text if run.url] == ["https://example.org/a?b=c"]
    assert Anchor("b.md#ręczny") in second
    assert isinstance(second[-1], Text)
    assert [(run.text, run.target) for run in second[-1].text if run.text.strip()] == [
        ("wstecz", "a.md"),
        ("ręczny", "b.md#ręczny"),
        ("kod", ""),
    ]


def test_no_level_of_headings_is_left_out(small: Book) -> None:
    blocks = book_data(small)["parts"][0]["chapters"][0]["blocks"]
    assert [block["level"] for block in blocks if block["type"] == "heading"] == [2, 3]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# A\n\n![obraz](x.png)\n", "a.md:3: image"),
        ("# A\n\n<div>x</div>\n", "a.md:3: <div>"),
        ("# A\n\nx <b>y</b>\n", "a.md:3: html_inline <b>"),
    ],
)
def test_what_the_book_cannot_show_is_told(text: str, told: str) -> None:
    with pytest.raises(NotForTheBook, match=told):
        page(text, "a.md")


def test_a_sign_without_a_font_is_told(small: Book) -> None:
    strange: tuple[Block, ...] = (Text((Run("znak \U00013000"),)),)
    with pytest.raises(NotRendered, match="could not be displayed"):
        render(replace(small, parts=(Part("Część", (Chapter("a.md", strange),)),)))


@pytest.mark.parametrize("name", ["made", "real"])
def test_accessible(name: str, request: pytest.FixtureRequest) -> None:
    report = page_validation.validate_pdf_bytes(request.getfixturevalue(name), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_the_same_bytes(small: Book, made: bytes) -> None:
    assert render(small) == made


def test_every_sign_of_an_example_comes_through(made: bytes) -> None:
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert 'klucz: "#panic(1)"   # *gwiazdki* $x$ \\u{41}' in text.replace(NBSP, " ")


def test_title_language_outline_and_numbers(made: bytes) -> None:
    reader, tagged = pypdf.PdfReader(io.BytesIO(made)), TaggedPdf(made)
    assert str(tagged.root.Lang) == "pl-PL"
    assert reader.metadata is not None
    assert reader.metadata.title == "Próba: książka"
    assert titles(reader.outline) == ["Część", "Pierwsza #1", "Głęboko", "Druga", "Drugi nagłówek"]
    assert f"Strona 3 z {len(reader.pages)}" in reader.pages[2].extract_text().replace(NBSP, " ")
    assert "Strona" not in tagged.text(tagged.root.StructTreeRoot)


def titles(items: Any) -> list[str]:
    found: list[str] = []
    for item in items:
        found += titles(item) if isinstance(item, list) else [item.title.replace(NBSP, " ")]
    return found


def test_links_jump(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    found = [one.get_object() for sheet in reader.pages[2:] for one in sheet.get("/Annots", [])]
    outside = [one["/A"]["/URI"] for one in found if "/A" in one and "/URI" in one["/A"]]
    assert outside == ["https://example.org/a?b=c"]
    assert len(found) - len(outside) == 3


def test_tables_are_read_with_their_headers(made: bytes) -> None:
    tagged = TaggedPdf(made)
    assert [tagged.text(one) for one in tagged.roles("TH")] == ["klucz", "co znaczy"]


def test_narrow_tables_stand_as_wide_as_their_words() -> None:
    short = Grid(((Run("a"),), (Run("b"),)), (((Run("1"),), (Run("2"),)),), ("left", "left"))
    assert widths(short) == [None, None]
    long = replace(short, rows=(((Run("nieodmienialność", code=True),), (Run("słowo " * 40),)),))
    first, second = widths(long)
    assert first is not None
    assert second is not None
    assert len("nieodmienialność") * 1.25 < first < second


def test_the_real_book_has_every_page_of_its_parts(real: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(real))
    outline = titles(reader.outline)
    for folder in ("przewodnik", "jezyk", "jak-zapisac"):
        for path in (DOCS / folder).glob("*.md"):
            title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").replace("`", "")
            assert title in outline, path.name


def test_slugs_keep_polish_letters() -> None:
    assert slug("Żółć – „x”") == "żółć--x"
