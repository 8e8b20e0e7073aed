"""The HTML itself: all text in order with its labels, landmarks, headings, links with an end, nothing from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.html.recognise import is_our_html
from generator.html.render import render
from generator.numbered import NumberedUnit
from generator.numbering import number
from generator.text import lines
from generator.tree import Document, Paragraph, TextBlock, Unit
from polish.numbers import NBSP
from tests.generator.documents import HOSTILE, ROOT, hostile_document, numbered, read_aloud, squeezed
from tests.generator.html.reading import Element, read
from tests.generator.sample import DAY


@lru_cache
def page(name: str) -> Element:
    return read(render(numbered(name)))


def test_all_text_stands_in_its_order_with_its_labels(name: str) -> None:
    document = numbered(name)
    body = page(name).one("body")
    shown = [part.text(but=("nav",)) for part in body.children if isinstance(part, Element) and part.name != "a"]
    told = "".join(map(read_aloud, lines(document)))
    assert squeezed("".join(shown)) == squeezed(told + document.footer)
    assert squeezed(document.footer) == squeezed(body.one("footer").text() if document.footer else "")


def test_a_label_is_text_before_its_unit_on_one_line(name: str) -> None:
    for label in page(name).of_class("label"):
        assert label.name == "span"
        assert label.text().strip()
    for item in page(name).all("li"):
        if item.attributes.get("id"):
            paragraph = next(one for one in item.all("p"))
            assert re.match(r"(\w+[.)]|–|– –) \S", paragraph.text()), paragraph.text()
            assert "\n" not in paragraph.text()


def test_copied_text_keeps_the_label_of_the_paragraph_and_of_the_unit() -> None:
    text = page("sample").one("main").text()
    assert f"§{NBSP}4. Równorzędne wyniki" in text
    assert re.search(r"\n2a\. Do terminów", text)


def test_non_breaking_spaces_stay(name: str) -> None:
    text = page(name).one("main").text()
    assert text.count(NBSP) >= sum(
        run.text.count(NBSP) for block in numbered(name).blocks for unit in units(block) for run in unit.text
    )


def units(part: object) -> list[NumberedUnit]:
    if isinstance(part, NumberedUnit):
        return [part, *(one for child in part.children for one in units(child))]
    below = getattr(part, "blocks", getattr(part, "content", ()))
    return [one for child in below for one in units(child)]


def test_language_title_and_metadata(name: str) -> None:
    root, document = page(name), numbered(name)
    assert root.one("html").attributes["lang"] == "pl"
    assert root.one("title").text() == document.title.replace(NBSP, " ")
    about = {one.attributes.get("name"): one.attributes.get("content") for one in root.all("meta")}
    assert about["dcterms.date"] == document.day.isoformat()
    assert about.get("author", "") == document.author.replace(NBSP, " ")
    assert about.get("description", "") == document.description.replace(NBSP, " ")


def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [int(one.name[1]) for one in page(name).all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_landmarks(name: str) -> None:
    body = page(name).one("body")
    direct = [one.name for one in body.children if isinstance(one, Element)]
    assert direct == [one for one in ("a", "header", "main", "footer") if one in direct]
    assert "main" in direct
    skip = next(one for one in body.all("a"))
    assert skip.attributes["href"] == "#tresc"


def test_every_link_leads_to_a_place_of_the_page_and_every_place_is_one(name: str) -> None:
    root = page(name)
    places = [one.attributes["id"] for one in root.all() if "id" in one.attributes]
    assert len(set(places)) == len(places)
    for link in root.all("a"):
        assert link.attributes["href"].removeprefix("#") in places
    for one in root.all():
        assert one.attributes.get("aria-labelledby", places[0]) in places


def test_every_line_with_an_address_has_a_link_with_a_name(name: str) -> None:
    links = {one.attributes["href"]: one.attributes["aria-label"] for one in page(name).of_class("deep-link")}
    assert set(links) == {f"#{line.anchor}" for line in lines(numbered(name)) if line.anchor}
    assert all(name.startswith("Odnośnik do: ") and len(name) > len("Odnośnik do: ") for name in links.values())
    if name == "sample":
        assert links["#par-3-ust-1-pkt-4-lit-a-tiret-drugie"] == "Odnośnik do: § 3 ust. 1 pkt 4 lit. a tiret drugie"


def test_tables_have_captions_headers_with_scope_and_even_rows(name: str) -> None:
    for table in page(name).all("table"):
        assert table.one("caption").text().strip()
        (head, *rows) = table.all("tr")
        assert all(one.attributes["scope"] == "col" for one in head.all("th"))
        assert all(not one.text() for one in head.all("td"))
        assert {len(list(row.all("td"))) for row in rows} <= {len(list(head.all("th", "td")))}


def test_nothing_comes_from_outside_and_nothing_runs(name: str) -> None:
    root = page(name)
    assert not list(root.all("script", "link", "img", "iframe", "object", "base"))
    for one in root.all():
        assert not any(attribute.startswith("on") or attribute in ("src", "style") for attribute in one.attributes)
    style = root.one("style").text()
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_through_as_text(text: str) -> None:
    document = number(hostile_document((text,))).document
    root = read(render(document))
    shown = number(Document(title=text, day=DAY, blocks=())).document.title
    assert root.one("h1").text() == shown
    assert root.one("title").text() == shown.replace(NBSP, " ")
    assert {one.text() for one in root.all("td", "th")} == {shown}


@given(st.text(min_size=1, max_size=60))
def test_any_text_comes_through_as_text(text: str) -> None:
    document = number(
        Document(title="T", day=DAY, blocks=(TextBlock(text), Paragraph((Unit(text), Unit(text)))))
    ).document
    root = read(render(document))
    (expected, *_) = [line.text for line in lines(document)][1:] or [""]
    assert squeezed(expected) in squeezed(root.one("main").text())
    assert not list(root.all("script", "img"))


def test_contents_only_where_there_is_much_to_find() -> None:
    entries = [one.text().replace(NBSP, " ") for one in page("sample").one("nav").all("a")]
    headings = [line for line in lines(numbered("sample")) if line.label.startswith("§")]
    assert entries == [f"{line.label} {line.text}" for line in headings]
    assert not list(page("chapters").all("nav"))


def test_a_page_of_ours_is_known_until_somebody_changes_it() -> None:
    content = render(numbered("sample"))
    assert is_our_html(content)
    assert not is_our_html(content.replace("Przepisy ogólne".encode(), b"Przepisy inne"))
    assert not is_our_html(content + b"\n<!-- moje -->\n")
    assert not is_our_html(b"<!doctype html>")


def test_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys; from tests.generator.documents import numbered; from generator.html.render import render; "
        "sys.stdout.buffer.write(render(numbered('hostile')))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert run.stdout == render(numbered("hostile"))
