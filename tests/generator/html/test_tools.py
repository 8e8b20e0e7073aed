"""What the tools of others find in the pages: the validator of the W3C, and axe in a browser at two widths.

`scripts/install-page-tools.sh` brings both from npm; `java` and `chromium` are looked for on the PATH.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dsl.load import load
from dsl.model.regulation import Regulation
from generator.html.render import render
from generator.letterhead import on_letterhead
from generator.numbering import number
from generator.orders.amending import amending_order, consolidated_text
from generator.orders.introducing import introducing_order
from generator.regulation import regulation_document
from generator.tree import Document
from tests.generator.documents import NAMES, numbered
from tests.generator.html.reading import read
from tests.generator.orders.test_orders import EXAMPLES, SCHOOL, with_examples
from tests.generator.test_letterhead import OWN, PAPER, PICTURES

TOOLS = Path(__file__).parents[3] / "requirements" / "web" / "node_modules"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = TOOLS / "axe-core" / "axe.min.js"
INSTALL = "(scripts/install-page-tools.sh)"
KINDS = ("pismo", "zarzadzenie", "zmiana", "ujednolicony")
RUN_AXE = """
addEventListener("load", () => axe.run(document, {resultTypes: ["violations"]}).then(result => {
  const found = document.createElement("pre");
  found.id = "axe-found";
  found.textContent = JSON.stringify(result.violations.map(one => [one.id, one.nodes.map(node => node.html)]));
  document.body.append(found);
}));
"""


def page(name: str, folder: Path) -> bytes:
    """Of a document of the tests, or of a kind that `paragraf document` writes, all with a logo."""
    return render(numbered(name) if name in NAMES else number(of_kind(name, folder)).document)


def of_kind(kind: str, folder: Path) -> Document:
    for name, content in PICTURES.items():
        (folder / name).write_bytes(content)
    before = regulation(SCHOOL + EXAMPLES, folder)
    after = regulation(with_examples(("20}", "25}")), folder)
    amending = amending_order([before, after])
    assert amending is not None
    made = {
        "pismo": lambda: regulation_document(regulation(OWN, folder)),
        "zarzadzenie": lambda: introducing_order(before),
        "zmiana": lambda: amending,
        "ujednolicony": lambda: consolidated_text([before, after]),
    }
    return on_letterhead(made[kind](), before)


def regulation(text: str, folder: Path) -> Regulation:
    path = folder / "szkoła.yaml"
    path.write_text(text + PAPER.format(logo="herb.png"), encoding="utf-8")
    found = load(path).regulation
    assert found is not None
    return found


@pytest.mark.skipif(not (VNU.is_file() and shutil.which("java")), reason=f"needs java and vnu.jar {INSTALL}")
def test_the_validator_finds_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name.replace('/', '-')}.html" for name in (*NAMES, *KINDS)]
    for path, name in zip(paths, (*NAMES, *KINDS), strict=True):
        path.write_bytes(page(name, tmp_path))
    run = subprocess.run(["java", "-jar", str(VNU), *map(str, paths)], capture_output=True, text=True)
    assert run.stderr == ""
    assert run.returncode == 0


@pytest.mark.skipif(not (VNU.is_file() and shutil.which("java")), reason=f"needs java and vnu.jar {INSTALL}")
def test_the_validator_finds_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(render(numbered("sample")).replace(b"</ol>", b"", 1))
    run = subprocess.run(["java", "-jar", str(VNU), str(path)], capture_output=True, text=True)
    assert run.returncode == 1


@pytest.mark.skipif(not (AXE.is_file() and shutil.which("chromium")), reason=f"needs chromium and axe {INSTALL}")
@pytest.mark.parametrize("width", [1280, 500])
@pytest.mark.parametrize("name", [*NAMES, *KINDS])
def test_axe_finds_nothing(name: str, width: int, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    with_axe = page(name, tmp_path).decode().replace("</head>", f"<script>{axe}{RUN_AXE}</script></head>", 1)
    path.write_text(with_axe, encoding="utf-8")
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900", "--dump-dom"]
    run = subprocess.run(
        [*words, "--virtual-time-budget=20000", path.as_uri()], capture_output=True, text=True, check=True
    )
    found = re.search(r'<pre id="axe-found">(.*?)</pre>', run.stdout, re.DOTALL)
    assert found is not None
    assert json.loads(read(f"<p>{found[1]}</p>".encode()).text()) == []
