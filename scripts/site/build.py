"""`python3 start.py docs`: gathers the pages, makes the PDF and builds the site, closed to other hosts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from scripts.handbook.collect import handbook
from scripts.handbook.markdown import NotForTheBook
from scripts.handbook.render import NotRendered, render
from scripts.site.gathering import gather
from scripts.site.navigation import BOOK, as_toml, title_of

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
# The browser itself refuses whatever a page would want from another host.
POLICY = (
    "default-src 'none'; script-src 'self' file: 'unsafe-inline'; style-src 'self' file: 'unsafe-inline'; "
    "img-src 'self' file: data:; font-src 'self' file:; connect-src 'self' file:; worker-src 'self' file: blob:; "
    "base-uri 'self'; form-action 'none'"
)
# The search folds only letters that decompose, and keeps their marks; words are to be found without Polish letters too.
_FOLDING = {
    't.normalize("NFKD").toLowerCase()': (
        't.normalize("NFKD").replace(/[\\u0300-\\u036f]/g,"").replace(/[\\u0142\\u0141]/g,"l").toLowerCase()'
    ),
}
# Words of the search that the theme has in English only.
_POLISH = {
    '"Search is unavailable. Reload the page to try again."': '"Wyszukiwanie nie działa. Otwórz stronę ponownie."',
    '"No results"': '"Brak wyników"',
    '"Loading search\\u2026"': '"Wczytywanie…"',
    '`${new Intl.NumberFormat("en-US").format(i)} ${i===1?"result":"results"}`': "`Wyniki: ${i}`",
    'placeholder:"Search"': 'placeholder:"Szukaj"',
    '"aria-label":"Search"': '"aria-label":"Szukaj"',
    '"aria-label":"Search results"': '"aria-label":"Wyniki wyszukiwania"',
    '"aria-label":"Close search"': '"aria-label":"Zamknij wyszukiwanie"',
    '"aria-label":"Filters"': '"aria-label":"Filtry"',
    'children:"Filters"': 'children:"Filtry"',
}
# What the theme would fetch for pages opened from disk; ours does the same (offline-worker.js).
_FETCHED_SHIM = "https://unpkg.com/iframe-worker/shim"
_SHIM = "offline-worker.js"
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class BuildError(Exception):
    """The site cannot be built; the text says why."""


def build(root: Path, work: Path, book: bytes) -> Path:
    """The folder of the built site, inside `work`."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    pages = gather(root, work / "docs")
    for name in ("paragraf.css", _SHIM):
        shutil.copy(HERE / name, work / "docs")
    (work / "docs" / BOOK).write_bytes(book)
    titles = {page: title_of(work / "docs" / page) for page in pages}
    settings = (HERE / "zensical.toml").read_text(encoding="utf-8")
    menu = as_toml(pages, titles)
    (work / "zensical.toml").write_text(settings.replace("[project]\n", f"[project]\n{menu}", 1), encoding="utf-8")
    _run_zensical(work)
    site = work / "site"
    close(site)
    adapt_search(site)
    return site


def _run_zensical(work: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise BuildError(_ESCAPES.sub("", done.stdout + done.stderr).strip())


def close(site: Path) -> None:
    """Every page gets the policy, before anything in it can be loaded, and our shim in place of the fetched one."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    for page in site.rglob("*.html"):
        top = "../" * (len(page.relative_to(site).parts) - 1)
        text = page.read_text(encoding="utf-8").replace("<head>", "<head>" + meta, 1)
        text = text.replace(_FETCHED_SHIM, top + _SHIM).replace(
            "<th></th>", "<td></td>"
        )  # an empty corner is no header
        page.write_text(text, encoding="utf-8", newline="\n")


def adapt_search(site: Path) -> None:
    _replace(site, "assets/javascripts/workers/search.*.js", _FOLDING)
    _replace(site, "assets/javascripts/bundle.*.js", _POLISH)


def _replace(site: Path, pattern: str, replacements: dict[str, str]) -> None:
    (script,) = site.glob(pattern)
    text = script.read_text(encoding="utf-8")
    for old, new in replacements.items():
        if old not in text:
            raise BuildError(f"This version of Zensical has no {old} in {script.name}; look at scripts/site/build.py.")
        text = text.replace(old, new)
    script.write_text(text, encoding="utf-8", newline="\n")


def day_of(folder: Path) -> date:
    """When the pages were last changed, as far as git knows; today elsewhere."""
    command = ["git", "log", "-1", "--format=%cs", "--", "."]
    try:
        said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
        return date.fromisoformat(said)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return date.today()


def main() -> int:
    try:
        site = build(ROOT, ROOT / "build" / "docs", render(handbook(ROOT / "docs", day_of(ROOT / "docs"))))
    except (BuildError, NotForTheBook, NotRendered) as problem:
        print(problem, file=sys.stderr)
        return 1
    shutil.rmtree(ROOT / "site", ignore_errors=True)
    shutil.copytree(site, ROOT / "site")
    print(f"Dokumentacja: site/index.html, podręcznik do druku: site/{BOOK}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
