"""The wheel: every package with its data files, the command, and no tests."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

SHIPPED_DATA = {".yaml", ".lark", ".typ", ".j2", ".json", ".txt"}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return zipfile.ZipFile(next(target.glob("paragraf-*.whl")))


def test_it_holds_every_package_and_nothing_else_of_ours(wheel: zipfile.ZipFile, root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    tops = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" not in name}
    assert tops == set(packages)


def test_data_files_are_in_it(wheel: zipfile.ZipFile, root: Path) -> None:
    packages = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" not in name}
    data = {
        file.relative_to(root).as_posix()
        for package in packages
        for file in (root / package).rglob("*")
        if file.suffix in SHIPPED_DATA
    }
    assert data <= set(wheel.namelist())


def test_the_command_and_the_licence_are_in_it(wheel: zipfile.ZipFile) -> None:
    texts = {name.split(".dist-info/")[-1]: name for name in wheel.namelist() if ".dist-info/" in name}
    assert "paragraf = cli.main:main" in wheel.read(texts["entry_points.txt"]).decode()
    assert "licenses/LICENSE" in texts
