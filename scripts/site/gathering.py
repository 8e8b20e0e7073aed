"""Copies docs/ for the site, with the pages of the checkout that belong to its menu and with links that hold there."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path, PurePosixPath

from scripts.site.navigation import CHANGES, CONTRIBUTING, START

# Files of the checkout that are pages of the site, by their place there.
ALSO = {"CONTRIBUTING.md": CONTRIBUTING, "CHANGELOG.md": CHANGES, "README.md": START}
_LINK = re.compile(r"(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(```|~~~)")
_COMMENT_BEFORE = re.compile(r"^[ \t]*<!--.*?-->[ \t]*\n", re.DOTALL | re.MULTILINE)


def gather(root: Path, target: Path) -> list[str]:
    """The pages, as the site names them."""
    docs = root / "docs"
    pages = {page.relative_to(root).as_posix(): page.relative_to(docs).as_posix() for page in docs.rglob("*.md")}
    pages |= {name: place for name, place in ALSO.items() if place != START}
    shutil.rmtree(target, ignore_errors=True)
    for source, place in pages.items():
        text = (root / source).read_text(encoding="utf-8")
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(for_site(text, source, place, {**ALSO, **pages}), encoding="utf-8", newline="\n")
    return sorted(pages.values())


def for_site(text: str, source: str, place: str, pages: dict[str, str]) -> str:
    """A page without the comments for tests, links leading to pages of the site; where there is none, words alone."""
    lines, inside = [], False
    for line in _COMMENT_BEFORE.sub("\n", text).splitlines():
        inside ^= bool(_FENCE.match(line))
        lines.append(line if inside else _LINK.sub(lambda link: _link(link, source, place, pages), line))
    return "\n".join(lines) + "\n"


def _link(link: re.Match[str], source: str, place: str, pages: dict[str, str]) -> str:
    if _ELSEWHERE.match(link["target"]) or link["image"]:
        return link[0]
    path, mark, anchor = link["target"].partition("#")
    meant = os.path.normpath(PurePosixPath(source).parent / path).replace(os.sep, "/")
    meant = pages.get(meant) or pages.get(f"{meant}/README.md") or ""
    if not meant:
        return link["words"]
    target = os.path.relpath(meant, PurePosixPath(place).parent).replace(os.sep, "/")
    return f"[{link['words']}]({target}{mark}{anchor})"
