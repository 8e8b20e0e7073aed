"""Every relative link of the documentation leads to a file that is there, and to a heading that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.handbook.markdown import slug
from tests.docs.links import PAGES_ABOVE, anchors, broken, headings
from tests.docs.pages import ROOT, all_pages

PAGES = [*(ROOT / name for name in PAGES_ABOVE), *all_pages()]
IDS = [page.relative_to(ROOT).as_posix() for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links(page: Path) -> None:
    found = list(broken(page))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_one_title(page: Path) -> None:
    assert [level for level, _ in headings(page)].count(1) == 1
    assert headings(page)[0][0] == 1, "a page begins with its title"


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Jak zapisać „ferie”?", "jak-zapisać-ferie"),
        ("P001. Pliku nie da się odczytać", "p001-pliku-nie-da-się-odczytać"),
        ("rok_szkolny – od kiedy", "rok_szkolny--od-kiedy"),
    ],
)
def test_slugs(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_what_is_broken_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.docs.links.ROOT", tmp_path)
    (tmp_path / "b.md").write_text('# B\n\n## Dwa\n\n## Dwa\n\n<a id="ręczny"></a>\n', encoding="utf-8")
    page = tmp_path / "a.md"
    page.write_text(
        "# A\n\n[1](b.md) [2](c.md) [3](b.md#b) [4](b.md#dwa)\n\n[5](#a) [6](#x) [7](b.md#r%C4%99czny) [8](https://x.pl)",
        encoding="utf-8",
    )
    assert anchors(tmp_path / "b.md") == {"b", "ręczny"}
    assert sum("c.md" in one for one in broken(page)) == 1
    assert sum("#dwa" in one for one in broken(page)) == 1
    assert sum("#x" in one for one in broken(page)) == 1
    assert len(list(broken(page))) == 3
