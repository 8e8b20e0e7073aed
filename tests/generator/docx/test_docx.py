"""The DOCX itself: valid, numbered by Word with the labels of the tree, fields and bookmarks that fit, same bytes."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from generator.docx.bookmarks import bookmark
from generator.docx.recognise import is_our_docx
from generator.docx.render import render
from generator.numbered import NumberedColumn, NumberedDocument, NumberedTable, Run
from generator.numbering import number
from generator.table_widths import PAGE, widths
from generator.text import Line, lines
from generator.tree import Align, Column, Document, Paragraph, Table, TextBlock, Unit
from polish.numbers import NBSP
from tests.generator.documents import HOSTILE, NAMES, ROOT, hostile_document, numbered, read_aloud, squeezed
from tests.generator.docx.word import W, Word, Xml, text, value
from tests.generator.sample import DAY

OFFICE = shutil.which("soffice")


@lru_cache
def made(name: str) -> Word:
    return Word(render(numbered(name)))


def told(document: NumberedDocument) -> list[Line]:
    """The lines of the body; the mark stands in the header of every page."""
    return list(lines(document))[1 if document.mark else 0 :]


def findings(content: bytes, folder: Path) -> list[str]:
    path = folder / "document.docx"
    path.write_bytes(content)
    return [f"{error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors]


def test_valid(name: str, tmp_path: Path) -> None:
    assert findings(render(numbered(name)), tmp_path) == []


def test_the_validator_would_notice(tmp_path: Path) -> None:
    """Properties of a paragraph in another order than the schema has them: Word would refuse the file."""
    parts = made("sample").parts
    wrong = re.sub(rb"(<w:pStyle [^>]*/>)\s*(<w:keepNext/>)", rb"\2\1", parts["word/document.xml"])
    assert wrong != parts["word/document.xml"]
    assert findings(packed(parts | {"word/document.xml": wrong}), tmp_path)


def packed(parts: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return result.getvalue()


def test_all_text_with_the_labels_that_word_counts(name: str) -> None:
    document = numbered(name)
    shown = "".join(label + words for label, words in Word(render(document)).paragraphs())
    assert squeezed(shown) == squeezed("".join(map(read_aloud, told(document))))


def test_every_label_of_a_unit_is_counted_and_not_typed(name: str) -> None:
    labels = [label.replace(NBSP, " ") for label, _ in Word(render(numbered(name))).paragraphs() if label]
    typed = ("Tabela", "Przykład", "Załącznik")
    expected = [
        line.label.removesuffix(".") if line.anchor.startswith("rozdzial-") else line.label
        for line in told(numbered(name))
        if line.label and line.anchor and not line.label.startswith(typed)
    ]
    if name == "hostile":
        expected = [label for label in expected if re.fullmatch(r"Rozdział \d+|§ \d+\.|\d+[.)]", label)]
    assert labels == expected


def test_units_inserted_later_do_not_move_the_others() -> None:
    labels = [label.replace(NBSP, " ") for label, _ in Word(render(numbered("inserted"))).paragraphs() if label]
    assert labels[:7] == ["§ 1.", "1.", "2.", "1)", "2)", "§ 1a.", "1."]
    assert labels[7:19] == ["1)", "2)", "1a.", "1)", "1a)", "a)", "2.", "1)", "1a)", "2)", "a)", "§ 2."]
    assert labels[labels.index("z)") : labels.index("z)") + 5] == ["z)", "za)", "zb)", "zc)", "2)"]
    assert len(made("chapters").levels) == 2


def test_non_breaking_spaces_stay() -> None:
    shown = "\n".join(words for _, words in made("sample").paragraphs())
    assert f"z{NBSP}dnia 14{NBSP}grudnia{NBSP}2016{NBSP}r." in shown


def test_references_lead_to_bookmarks_and_tables_are_counted_by_fields(name: str) -> None:
    body = made(name).body
    bookmarks = [one.get(f"{W}name", "") for one in body.iter(f"{W}bookmarkStart")]
    assert len(set(bookmarks)) == len(bookmarks)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", one) for one in bookmarks)
    starts, ends = ([one.get(f"{W}id") for one in body.iter(f"{W}bookmark{end}")] for end in ("Start", "End"))
    assert starts == ends
    assert len(set(starts)) == len(starts)
    fields = [(one.text or "").split() for one in body.iter(f"{W}instrText")]
    targets = [one.get(f"{W}anchor", "") for one in body.iter(f"{W}hyperlink")]
    targets += [field[1] for field in fields if field[0] == "REF"]
    assert set(targets) <= set(bookmarks)
    assert {bookmark(line.anchor) for line in lines(numbered(name)) if line.anchor} == set(bookmarks)
    if name == "sample":
        assert sum(field[:2] == ["SEQ", "Tabela"] for field in fields) == 3
        assert ["REF", "tabela_1", r"\h"] in fields
        assert "par_3_ust_1_pkt_4" in targets


def test_long_names_of_bookmarks_stay_apart() -> None:
    one, other = (f"par-1-ust-2-pkt-3-lit-a-tiret-{word}-podwojne-tiret-pierwsze" for word in ("pierwsze", "drugie"))
    assert bookmark(one) != bookmark(other)
    assert len(bookmark(one)) == len(bookmark(other)) == 40


def properties(element: Xml) -> list[str]:
    found = element.find(f"{W}pPr")
    return [] if found is None else [one.tag.removeprefix(W) for one in found]


def test_tables_repeat_their_head_and_break_no_row(name: str) -> None:
    for table in made(name).body.iter(f"{W}tbl"):
        head, *rows = table.findall(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
        grid = [int(one.get(f"{W}w", "")) for one in table.iter(f"{W}gridCol")]
        assert sum(grid) == PAGE
        assert min(grid) > 0


def test_captions_stay_with_their_tables_and_introductions_with_their_items() -> None:
    styles = {one.get(f"{W}styleId"): one for one in made("sample").xml("word/styles.xml").iter(f"{W}style")}
    for kept in ("Caption", "Heading1", "Heading2", "Title"):
        assert "keepNext" in properties(styles[kept])
    introduced = [one for one in made("sample").body.iter(f"{W}p") if text(one).endswith("następujące kryteria:")]
    assert introduced
    assert all("keepNext" in properties(one) for one in introduced)


def test_short_units_stay_with_the_table_that_they_announce() -> None:
    def kept(length: int) -> list[bool]:
        table = Table("Próba", (Column("A"),), (("a",),))
        content = (Unit("Pierwszy " * length), Unit("Drugi"), table)
        document = Document("Próba", DAY, (Paragraph(content, "Tryb"),))
        word = Word(render(number(document).document))
        units = [one for one in word.body.iter(f"{W}p") if value_of_style(one) == "Ustep"]
        return ["keepNext" in properties(one) for one in units]

    assert kept(2) == [True, True]
    assert kept(60) == [False, True]


def test_what_is_signed_ends_on_the_page_of_the_signature() -> None:
    blocks = [one for one in made("sample").body if one.tag == f"{W}p"]
    role = next(place for place, one in enumerate(blocks) if value_of_style(one) == "Podpis")
    assert all("keepNext" in properties(one) for one in blocks[role - 2 : role + 2])
    assert value_of_style(blocks[role - 2]) == "Paragraf"
    assert "keepNext" not in properties(blocks[-1])


def value_of_style(paragraph: Xml) -> str:
    found = paragraph.find(f"{W}pPr")
    assert found is not None
    return value(found, "pStyle")


def test_an_annex_begins_a_page() -> None:
    styles = {one.get(f"{W}styleId"): one for one in made("inserted").xml("word/styles.xml").iter(f"{W}style")}
    assert "pageBreakBefore" in properties(styles["NaglowekNowejStrony"])
    headings = [
        text(one) for one in made("inserted").body.iter(f"{W}p") if value_of_style(one) == "NaglowekNowejStrony"
    ]
    assert [one.replace(NBSP, " ") for one in headings] == ["Załącznik nr 1\nWzór", "Załącznik nr 2"]


def test_every_style_that_is_used_is_there(name: str) -> None:
    word = made(name)
    known = {one.get(f"{W}styleId") for one in word.xml("word/styles.xml").iter(f"{W}style")}
    used = {
        one.get(f"{W}val")
        for part in ("document", "header1", "footer1", "numbering")
        for one in word.xml(f"word/{part}.xml").iter()
        if one.tag in (f"{W}pStyle", f"{W}tblStyle")
    }
    assert used <= known


def test_language_title_date_and_page_numbers(name: str) -> None:
    word, document = made(name), numbered(name)
    lang = word.xml("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang is not None
    assert lang.get(f"{W}val") == "pl-PL"
    core = {one.tag.split("}")[1]: one.text or "" for one in word.xml("docProps/core.xml")}
    assert core["title"] == document.title.replace(NBSP, " ")
    assert core["creator"] == document.author.replace(NBSP, " ")
    assert core["language"] == "pl-PL"
    assert core["created"] == core["modified"] == f"{document.day.isoformat()}T00:00:00Z"
    footer = word.xml("word/footer1.xml")
    assert [(one.text or "").strip() for one in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert text(footer).startswith(document.footer)
    assert text(word.xml("word/header1.xml")) == document.mark


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_comes_through_as_text(hostile: str, tmp_path: Path) -> None:
    document = number(hostile_document((hostile,))).document
    content = render(document)
    assert findings(content, tmp_path) == []
    shown = "".join(label + words for label, words in Word(content).paragraphs())
    assert squeezed(shown) == squeezed("".join(map(read_aloud, told(document))))


@given(st.text(min_size=1, max_size=60).filter(lambda text: " | " not in text))  # marks cells in plain lines
def test_any_text_comes_through_as_text(hostile: str) -> None:
    blocks = (TextBlock(hostile), Paragraph((Unit(hostile), Unit(hostile))))
    document = number(Document(title="T", day=DAY, blocks=blocks)).document
    shown = "".join(label + words for label, words in Word(render(document)).paragraphs())
    assert squeezed(shown) == squeezed("".join(map(read_aloud, told(document))))


CELLS = st.lists(st.text("ab -", max_size=200), min_size=3, max_size=3)


@given(st.lists(CELLS, max_size=4), st.lists(st.none() | st.integers(1, 9), min_size=3, max_size=3))
def test_columns_fill_the_page(rows: list[list[str]], shares: list[int | None]) -> None:
    columns = tuple(NumberedColumn("Nagłówek", share, Align.LEFT) for share in shares)
    table = NumberedTable("", "", columns, tuple(tuple((Run(cell),) for cell in row) for row in rows), "t")
    assert sum(widths(table)) == PAGE
    assert min(widths(table)) > 0


def test_a_word_without_end_leaves_room_for_the_other_columns() -> None:
    columns = tuple(NumberedColumn(header, share, Align.LEFT) for header, share in (("Lp.", None), ("A", 1), ("B", 1)))
    row = ((Run("10"),), (Run("a" * 300),), (Run("b" * 300),))
    assert widths(NumberedTable("", "", columns, (row,), "t"))[0] > 400


def test_no_column_cuts_a_word_where_there_is_room() -> None:
    columns = tuple(
        NumberedColumn(header, share, Align.LEFT) for header, share in (("Lp.", None), ("Dwunastoletni", 1), ("B", 9))
    )
    table = NumberedTable("", "", columns, (((Run("1"),), (Run("a"),), (Run("słowo " * 40),)),), "t")
    lp, second, third = widths(table)
    assert second >= 13 * 100
    assert lp < second < third


def test_a_file_of_ours_is_known_until_somebody_changes_it() -> None:
    content = render(numbered("sample"))
    assert is_our_docx(content)
    parts = made("sample").parts
    assert is_our_docx(packed(parts))
    changed = parts["word/document.xml"].replace("Przepisy ogólne".encode(), b"Przepisy")
    assert not is_our_docx(packed(parts | {"word/document.xml": changed}))
    assert not is_our_docx(packed(parts | {"word/comments.xml": b"<a/>"}))
    assert not is_our_docx(packed({one: two for one, two in parts.items() if not one.startswith("docProps")}))
    assert not is_our_docx(content[:500])
    assert not is_our_docx(b"")


def test_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys; from tests.generator.documents import numbered; from generator.docx.render import render; "
        "sys.stdout.buffer.write(render(numbered('hostile')))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert run.stdout == render(numbered("hostile"))


@pytest.fixture(scope="session")
def in_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All documents as LibreOffice reads them: `NAME.txt`."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("office")
    for name in NAMES:
        (folder / f"{Path(name).parts[0]}.docx").write_bytes(render(numbered(name)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [OFFICE, "--headless", profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*words, *map(str, sorted(folder.glob("*.docx")))], capture_output=True, check=True)
    return folder


def test_libreoffice_shows_the_text_with_the_labels_of_the_tree(name: str, in_office: Path) -> None:
    shown = (in_office / f"{Path(name).parts[0]}.txt").read_text(encoding="utf-8-sig")
    assert squeezed(shown) == squeezed("".join(map(read_aloud, told(numbered(name)))))
