"""`paragraf schema`: on the screen or into a file, general or of one regulation."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.terminal import say


def test_the_general_schema_is_printed() -> None:
    said = say("schema")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["properties"]["rok szkolny"]["description"].startswith("Rok szkolny")


def test_with_a_file_its_names_are_known(root: Path, tmp_path: Path) -> None:
    regulation = str(root / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml")
    target = tmp_path / "schemat.json"
    said = say("schemat", regulation, "-o", str(target))
    assert said.code == 0
    assert said.out == f"Zapisano {target}.\n"
    assert f"$schema={target}" in said.err
    assert "A" in json.loads(target.read_text(encoding="utf-8"))["properties"]["oddziały"]["properties"]


def test_wrong_use_and_a_file_with_errors(tmp_path: Path) -> None:
    assert say("schema", str(tmp_path / "nie-ma.yaml")).code == 2
    assert say("schema", "-o", str(tmp_path / "nie-ma" / "s.json")).code == 2
    broken = tmp_path / "zly.yaml"
    broken.write_text("paragraf: 1\nregulamin: Próba\nwydaje: król\n", encoding="utf-8")
    said = say("schema", str(broken))
    assert (said.code, said.out) == (1, "")
    good = tmp_path / "dobry.yaml"
    good.write_text("paragraf: 1\nregulamin: Próba\nwydaje: dyrektor\n", encoding="utf-8")
    assert say("schema", str(good), "-o", str(good)).code == 2
