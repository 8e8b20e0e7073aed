"""A run killed at any moment leaves the whole old file or the whole new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.terminal import say

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
OLD = b"stara lista\n"
_AT = """
import os, signal
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
os.{moment} = killed
from cli.main import main
main()
"""
_WITHIN = """
import os, signal
if hasattr(os, "O_TMPFILE"):
    del os.O_TMPFILE
opened = os.fdopen
class Slow:
    def __init__(self, file):
        self.file = file
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.file.close()
    def write(self, content):
        self.file.write(content[:100])
        self.file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
def open_slowly(descriptor, mode="r", **more):
    file = opened(descriptor, mode, **more)
    return Slow(file) if "w" in mode else file
os.fdopen = open_slowly
from cli.main import main
main()
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[list[str], Path, bytes]:
    """The arguments of a run, where its list goes (an old one is there), and the list that a whole run writes."""
    candidates, target = tmp_path / "kandydaci.csv", tmp_path / "lista.csv"
    assert say("generate", str(SCHOOL), "-n", "300", "-o", str(candidates)).code == 0
    assert say("allocate", str(SCHOOL), str(candidates), "-o", str(target)).code == 0
    new = target.read_bytes()
    target.write_bytes(OLD)
    return ["allocate", str(SCHOOL), str(candidates), "-o", str(target), "--force"], target, new


def started(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_killed_before_the_list_is_in_its_place(files: tuple[list[str], Path, bytes], moment: str) -> None:
    arguments, target, new = files
    assert started("-c", _AT.format(moment=moment), *arguments).wait() == -signal.SIGKILL
    assert target.read_bytes() == OLD
    left = [one.read_bytes() for one in target.parent.glob(".paragraf-*.tmp")]
    if moment == "fsync" and hasattr(os, "O_TMPFILE"):
        assert left == [], "what was written may hold personal data"
    if moment == "replace":
        assert left == [new]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_within_the_write_where_files_have_names(files: tuple[list[str], Path, bytes]) -> None:
    """Where the system knows no files without a name, what was written so far is left for its owner alone."""
    arguments, target, new = files
    assert started("-c", _WITHIN, *arguments).wait() == -signal.SIGKILL
    assert target.read_bytes() == OLD
    (left,) = target.parent.glob(".paragraf-*.tmp")
    assert left.read_bytes() == new[:100]
    assert left.stat().st_mode & 0o077 == 0
    assert started("-m", "cli", *arguments).wait() == 0
    assert target.read_bytes() == new


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_at_random_moments(files: tuple[list[str], Path, bytes]) -> None:
    arguments, target, new = files
    begun = time.monotonic()
    assert started("-m", "cli", *arguments).wait() == 0
    whole = time.monotonic() - begun
    assert target.read_bytes() == new
    source = random.Random(6)
    killed = 0
    for earliest in (0.2, 0.4, 0.6, 0.8):
        target.write_bytes(OLD)
        process = started("-m", "cli", *arguments)
        time.sleep(source.uniform(earliest, earliest + 0.2) * whole)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        assert target.read_bytes() in (OLD, new)
    assert killed
