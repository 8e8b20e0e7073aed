"""The site: every page is in its menu, its links hold, it asks no other host for anything and is found in Polish."""

from __future__ import annotations

import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from scripts.site import build
from scripts.site.gathering import for_site, gather
from scripts.site.navigation import BOOK, as_toml, pages_of, reached
from scripts.site.navigation import SECTIONS as MENU
from tests.docs.pages import ROOT

# What a browser fetches by itself; `a href` is followed only by a person.
_FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "object": "data"}
_NOT_FETCHED = ("canonical", "next", "prev", "edit", "alternate")
_ELSEWHERE = re.compile(r"(?:https?:)?//")


def test_every_page_is_in_the_menu(tmp_path: Path) -> None:
    pages = gather(ROOT, tmp_path)
    assert sorted(set(pages) - reached(pages)) == [], "name its folder in scripts/site/navigation.py"


def test_the_menu_has_no_dead_parts() -> None:
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")]
    empty = [section.title for section in MENU if not pages_of(section, pages)]
    assert empty == []


def test_the_first_page_of_a_folder_is_its_readme() -> None:
    pages = ["kody/plik.md", "kody/README.md", "kody/klucze.md", "index.md"]
    section = next(one for one in MENU if one.title == "Kody problemów")
    assert pages_of(section, pages) == ["kody/README.md", "kody/klucze.md", "kody/plik.md"]
    menu = as_toml(pages, {page: f"„{page}”" for page in pages})
    assert '{"Kody problemów" = [{"„kody/README.md”" = "kody/README.md"}' in menu
    assert BOOK in menu


PAGES = {"docs/a/b.md": "a/b.md", "docs/kody/README.md": "kody/README.md", "CONTRIBUTING.md": "contributing.md"}


@pytest.mark.parametrize(
    ("source", "place", "text", "wanted"),
    [
        ("docs/a/b.md", "a/b.md", "[x](../kody/README.md#p001)", "[x](../kody/README.md#p001)"),
        ("docs/a/b.md", "a/b.md", "[x](../kody/)", "[x](../kody/README.md)"),
        ("docs/a/b.md", "a/b.md", "[x](../../CONTRIBUTING.md)", "[x](../contributing.md)"),
        ("CONTRIBUTING.md", "contributing.md", "[x](docs/a/b.md)", "[x](a/b.md)"),
        ("docs/a/b.md", "a/b.md", "[słowa](../../regulations/x.yaml)", "słowa"),
        ("docs/a/b.md", "a/b.md", "[x](https://example.org) [y](#z)", "[x](https://example.org) [y](#z)"),
        ("docs/a/b.md", "a/b.md", "```\n[x](brak.md)\n```", "```\n[x](brak.md)\n```"),
        ("docs/a/b.md", "a/b.md", "<!-- plik: a.yaml -->\n```yaml", "\n```yaml"),
    ],
)
def test_links_hold_where_the_page_stands_on_the_site(source: str, place: str, text: str, wanted: str) -> None:
    assert for_site(text, source, place, PAGES) == wanted + "\n"


class _Page(HTMLParser):
    """What stands in a built page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.followed: list[str] = []
        self.ids: set[str] = set()
        self.language = ""
        self.before_policy: list[str] = []
        self.policy = ""
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        elif not self.policy:
            self.before_policy.append(tag)
        if tag in _FETCHED and values.get("rel") not in _NOT_FETCHED:
            self.fetched.append(values.get(_FETCHED[tag], ""))
        if tag == "a":
            self.followed.append(values.get("href", ""))
        if tag == "html":
            self.language = values.get("lang", "")
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("zensical") is None:
        pytest.skip("the docs group is not installed (python3 start.py docs installs it)")
    return build.build(ROOT, tmp_path_factory.mktemp("site") / "work", b"%PDF-1.7")


@pytest.fixture(scope="module")
def built(site: Path) -> dict[Path, _Page]:
    return {page: _Page(page) for page in site.rglob("*.html")}


def test_no_page_asks_another_host(site: Path, built: dict[Path, _Page]) -> None:
    assert built
    for page, parsed in built.items():
        foreign = [one for one in parsed.fetched if _ELSEWHERE.match(one)]
        assert not foreign, (page.name, foreign)
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


def test_every_page_forbids_the_browser_to_ask_another_host(built: dict[Path, _Page]) -> None:
    for page, parsed in built.items():
        assert parsed.policy.startswith("default-src 'none'"), page.name
        assert "http" not in parsed.policy
        assert parsed.before_policy == ["html", "head"], page.name


def test_pages_are_in_polish_with_one_main_part(built: dict[Path, _Page]) -> None:
    for page, parsed in built.items():
        assert parsed.language == "pl", page.name
        assert any(link.startswith("#") for link in parsed.followed), "a link past the menu"


def test_links_of_the_site_lead_somewhere(site: Path, built: dict[Path, _Page]) -> None:
    broken = []
    for page, parsed in built.items():
        for link in parsed.followed:
            if page.name == "404.html" or not link or re.match(r"[a-z]+:|//", link):
                continue
            path, _, anchor = unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            there = built.get(target)
            if not target.is_file() or (there is not None and anchor and anchor not in there.ids):
                broken.append(f"{page.relative_to(site)}: {link}")
    assert not broken, "\n".join(broken)


def test_words_are_found_without_polish_letters(site: Path) -> None:
    (worker,) = site.glob("assets/javascripts/workers/search.*.js")
    assert r"replace(/[\u0142\u0141]/g" in worker.read_text(encoding="utf-8")
    index = (site / "search.json").read_text(encoding="utf-8")
    assert '"lang":["pl"]' in index
    assert "tylko tekst -->" not in index


def test_no_header_of_a_table_is_empty(site: Path) -> None:
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    assert any("<th>" in page for page in pages)
    assert not any("<th></th>" in page for page in pages)


def test_a_theme_that_changed_stops_the_build(tmp_path: Path) -> None:
    script = tmp_path / "assets/javascripts/workers/search.1.js"
    script.parent.mkdir(parents=True)
    script.write_text("nothing", encoding="utf-8")
    with pytest.raises(build.BuildError, match=r"search\.1\.js"):
        build.adapt_search(tmp_path)
