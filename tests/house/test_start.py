"""`start.py`, as far as it can be tested without a network: what it says to a person whose machine lacks something."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def start(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", root / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    venv.mkdir()
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "STAMP", venv / "stamp.json")
    monkeypatch.setattr(module, "INSTALL_LOG", venv / "install.log")
    return module


def test_it_imports_only_the_standard_library(root: Path) -> None:
    tree = ast.parse((root / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_unknown_action_shows_what_there_is(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["testt"]) == 2
    assert "Nie znam polecenia „testt”" in capsys.readouterr().err


def test_old_python_hears_which_one_to_install(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "OLDEST_PYTHON", (99, 0))
    assert start.main(["demo"]) == 2
    assert "potrzebuje wersji 99.0 lub nowszej" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("Retrying after connection broken by 'NewConnectionError'", "Sprawdź internet"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "ma inną sumę kontrolną"),
        ("OSError: [Errno 28] No space left on device", "Zabrakło miejsca"),
        ("ERROR: something else", "  ERROR: something else"),
    ],
)
def test_pip_failures_are_explained(start: ModuleType, output: str, advice: str) -> None:
    assert advice in start._explain_pip_failure(output)


def test_debian_without_venv_hears_which_package_it_lacks(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_ensurepip(*_args: object, **_settings: object) -> object:
        return type("Made", (), {"returncode": 1, "stdout": "ensurepip is not available."})

    monkeypatch.setattr(start.subprocess, "run", no_ensurepip)
    with pytest.raises(start.SetupError, match=r"sudo apt install python3\.\d+-venv"):
        start._make_venv()


def test_packages_are_installed_once_for_a_lock(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    installs: list[tuple[str, ...]] = []
    monkeypatch.setattr(start, "_venv_works", lambda: True)
    monkeypatch.setattr(start, "_pip", lambda *arguments, **_settings: installs.append(arguments))
    start.prepare(start.DEVELOPER_LOCK)
    packages, project = installs
    assert packages[-1].endswith("dev.txt")
    assert "--editable" in project
    start.prepare(start.DEVELOPER_LOCK)
    start.prepare(start.USER_LOCK)  # the developers' lock holds the users' one
    assert len(installs) == 2


def test_a_changed_lock_is_installed_again(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    installs: list[tuple[str, ...]] = []
    monkeypatch.setattr(start, "_venv_works", lambda: True)
    monkeypatch.setattr(start, "_pip", lambda *arguments, **_settings: installs.append(arguments))
    start.prepare(start.USER_LOCK)
    stamp = start._read_stamp()
    start._write_stamp(stamp, {"runtime.txt": "another digest"})
    start.prepare(start.USER_LOCK)
    assert len(installs) == 3


def test_an_unfinished_install_is_not_taken_for_a_finished_one(start: ModuleType) -> None:
    start.STAMP.write_text("{", encoding="utf-8")
    assert start._read_stamp() == {}
