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

from generator.html.render import render
from tests.generator.documents import NAMES, numbered
from tests.generator.html.reading import read

TOOLS = Path(__file__).parents[3] / "requirements" / "web" / "node_modules"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = TOOLS / "axe-core" / "axe.min.js"
INSTALL = "(scripts/install-page-tools.sh)"
RUN_AXE = """
addEventListener("load", () => axe.run(document, {resultTypes: ["violations"]}).then(result => {
  const found = document.createElement("pre");
  found.id = "axe-found";
  found.textContent = JSON.stringify(result.violations.map(one => [one.id, one.nodes.map(node => node.html)]));
  document.body.append(found);
}));
"""


@pytest.mark.skipif(not (VNU.is_file() and shutil.which("java")), reason=f"needs java and vnu.jar {INSTALL}")
def test_the_validator_finds_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name.replace('/', '-')}.html" for name in NAMES]
    for path, name in zip(paths, NAMES, strict=True):
        path.write_bytes(render(numbered(name)))
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
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(name: str, width: int, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    page = render(numbered(name)).decode().replace("</head>", f"<script>{axe}{RUN_AXE}</script></head>", 1)
    path.write_text(page, encoding="utf-8")
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900", "--dump-dom"]
    run = subprocess.run(
        [*words, "--virtual-time-budget=20000", path.as_uri()], capture_output=True, text=True, check=True
    )
    found = re.search(r'<pre id="axe-found">(.*?)</pre>', run.stdout, re.DOTALL)
    assert found is not None
    assert json.loads(read(f"<p>{found[1]}</p>".encode()).text()) == []
