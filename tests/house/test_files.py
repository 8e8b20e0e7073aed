"""What may stand in the project's files: no machine's path, no registry's address; locks with a hash for every pin."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

LOCKS = ["dev.txt", "docs.txt", "lock.txt", "runtime.txt"]
# Written so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|home|work|farm|Users)/|[A-Z]:\\Users")
REGISTRY = re.compile("|".join(["index" + "-url=", "pypi" + r"\.org", "files" + r"\.pythonhosted", '"resolved' + '":']))


def tracked_texts(root: Path) -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False, encoding="utf-8")
    if listed.returncode:
        pytest.skip("not a git checkout")
    texts = {}
    for name in filter(None, listed.stdout.split("\0")):
        try:
            texts[name] = (root / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return texts


@pytest.mark.parametrize("forbidden", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry"])
def test_no_file_names_a_machine_or_a_registry(root: Path, forbidden: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked_texts(root).items()
        if not name.endswith(".svg")
        for number, line in enumerate(text.splitlines(), 1)
        if forbidden.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_patterns_catch_what_they_are_for() -> None:
    assert MACHINE_PATH.search("see /" + "root/.cache")
    assert MACHINE_PATH.search('open("/' + 'home/anna/x")')
    assert not MACHINE_PATH.search("the homework/ folder, at home/")
    assert REGISTRY.search("--extra-index" + "-url=x")


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_of_a_lock_is_exact_and_hashed(root: Path, name: str) -> None:
    text = (root / "requirements" / name).read_text(encoding="utf-8")
    pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert pins
    for pin in pins:
        assert "==" in pin.splitlines()[0], pin
        assert "--hash=sha256:" in pin, pin


def test_the_developers_lock_holds_the_users_one(root: Path) -> None:
    def pins(name: str) -> set[str]:
        lines = (root / "requirements" / name).read_text(encoding="utf-8").splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line}

    assert pins("runtime.txt") <= pins("dev.txt")


def test_every_module_says_what_it_is_for(root: Path) -> None:
    packages = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "root_packages"
    ]
    modules = [module for package in packages for module in (root / package).rglob("*.py")]
    assert len(modules) >= len(packages)
    silent = [
        str(module.relative_to(root))
        for module in modules
        if not ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_every_folder_of_tests_is_a_package(root: Path) -> None:
    """Otherwise tests/cli would stand in the way of cli, and two files of one name in each other's."""
    folders = {test.parent for test in (root / "tests").rglob("test_*.py")}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").exists()]
