"""What the tools of others find in the pages: the validator of the W3C, and axe in a browser at two widths.

CI has neither. Whoever has them says where: `PARAGRAF_VNU` is the path of vnu.jar (npm: vnu-jar), `PARAGRAF_AXE` that
of axe.min.js (npm: axe-core); `java` and `chromium` are looked for on the PATH.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.html.render import render
from tests.generator.documents import NAMES, numbered
from tests.generator.html.reading import read

VNU = os.environ.get("PARAGRAF_VNU", "")
AXE = os.environ.get("PARAGRAF_AXE", "")
RUN_AXE = """
addEventListener("load", () => axe.run(document, {resultTypes: ["violations"]}).then(result => {
  const found = document.createElement("pre");
  found.id = "axe-found";
  found.textContent = JSON.stringify(result.violations.map(one => [one.id, one.nodes.map(node => node.html)]));
  document.body.append(found);
}));
"""


@pytest.mark.skipif(not (VNU and shutil.which("java")), reason="needs java and PARAGRAF_VNU=…/vnu.jar")
@pytest.mark.parametrize("name", NAMES)
def test_the_validator_finds_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(render(numbered(name)))
    run = subprocess.run(["java", "-jar", VNU, str(path)], capture_output=True, text=True)
    assert run.stderr == ""
    assert run.returncode == 0


@pytest.mark.skipif(not (AXE and shutil.which("chromium")), reason="needs chromium and PARAGRAF_AXE=…/axe.min.js")
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(name: str, width: int, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    axe = Path(AXE).read_text(encoding="utf-8").replace("</script", "<\\/script")
    page = render(numbered(name)).decode().replace("</head>", f"<script>{axe}{RUN_AXE}</script></head>", 1)
    path.write_text(page, encoding="utf-8")
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900", "--dump-dom"]
    run = subprocess.run(
        [*words, "--virtual-time-budget=20000", path.as_uri()], capture_output=True, text=True, check=True
    )
    found = re.search(r'<pre id="axe-found">(.*?)</pre>', run.stdout, re.DOTALL)
    assert found is not None
    assert json.loads(read(f"<p>{found[1]}</p>".encode()).text()) == []
