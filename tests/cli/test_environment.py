"""What the environment does to a command is told as such, or ends it quietly; it is never called our fault."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.streams import Streams
from cli.system import reason
from tests.cli.terminal import command, say

OUR_FAULT = "Błąd programu"
REGULATION = "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="shells, signals and devices of POSIX")
ON_LINUX = pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full")


def shell(words: str, root: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = f"{sys.executable} -m cli {words}"
    return subprocess.run(program, shell=True, capture_output=True, cwd=root, env=os.environ | environment)


@ON_LINUX
@pytest.mark.parametrize("words", ["--help", "check --help", f"check {REGULATION}", "explain-code --format json"])
def test_a_full_disk(root: Path, words: str) -> None:
    found = shell(f"{words} > /dev/full", root)
    assert found.returncode == 2
    assert found.stderr.decode() == "Błąd: nie można zapisać wyniku na wyjście: brakuje wolnego miejsca.\n"


@ON_POSIX
def test_a_closed_output(root: Path) -> None:
    found = shell("--version >&-", root)
    assert (found.returncode, found.stderr.decode()) == (
        2,
        "Błąd: nie można zapisać wyniku na wyjście: jest zamknięte.\n",
    )


@ON_POSIX
@pytest.mark.parametrize("where", ["2>&-", "<&-", pytest.param("2>/dev/full", marks=ON_LINUX)])
def test_streams_that_the_result_does_not_need(root: Path, where: str) -> None:
    assert shell(f"--version {where}", root).stdout.startswith(b"paragraf")
    for words in ("check nie-ma.yaml", "tui"):
        assert shell(f"{words} {where}", root).returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1250", "utf-8"])
def test_an_encoding_without_our_letters(root: Path, encoding: str) -> None:
    for words, code in ((f"check {REGULATION}", 0), ("check --diff nie-ma-ż✓.yaml", 2), ("--help", 0)):
        found = shell(words, root, PYTHONIOENCODING=encoding)
        assert found.returncode == code
        assert OUR_FAULT.encode(encoding, "replace") not in found.stderr
    text = shell(f"check {REGULATION}", root, PYTHONIOENCODING=encoding).stdout.decode(encoding)
    assert ("bez b\\u0142" in text) is (encoding in ("ascii", "latin-1"))


@ON_POSIX
def test_names_that_are_not_utf8(root: Path) -> None:
    for words in (r"check $(printf 'z\377.yaml')", r"$(printf '\377')"):
        found = shell(words, root)
        assert found.returncode == 2
        assert "\\udcff" in found.stderr.decode()


@ON_POSIX
@pytest.mark.parametrize("after", [0.02, 0.05, 0.1, 0.2, 0.4])
def test_interrupted_at_any_moment(root: Path, after: float) -> None:
    words = [sys.executable, "-c", "import sys; print(flush=True); import cli.__main__", "check", REGULATION]
    with subprocess.Popen(words, stdout=-1, stderr=-1, cwd=root) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode in (0, 130)
    assert b"Traceback" not in err
    assert OUR_FAULT not in err.decode()


def test_an_interrupt_in_disguise() -> None:
    def made_a_class(args: argparse.Namespace, io: Streams) -> int:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as error:  # what Python 3.11 makes of it in `__set_name__`
            raise RuntimeError from error

    said = say("x", commands=[command("x", made_a_class)])
    assert (said.code, said.out, said.err) == (130, "", "\nPrzerwano.\n")


def test_an_interrupt_lost_in_a_callback(capsys: pytest.CaptureFixture[str]) -> None:
    class Left:
        def __init__(self, error: BaseException) -> None:
            self.error = error

        def __del__(self) -> None:
            raise self.error

    def leave(error: BaseException) -> str:
        def run(args: argparse.Namespace, io: Streams) -> int:
            Left(error)
            return 0

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "unraisablehook", lambda ignored: print("shown", type(ignored.exc_value).__name__))
            assert say("x", commands=[command("x", run)]).code == 0
        return capsys.readouterr().out

    assert leave(KeyboardInterrupt()) == ""
    assert leave(ValueError()) == "shown ValueError\n"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENAMETOOLONG, "x", "a" * 300), "zapisać pliku „" + "a" * 300 + "”: nazwa jest za długa."),
        (OSError(errno.ENOSPC, "x"), "zapisać danych: brakuje wolnego miejsca."),
        (OSError(errno.EIO, "x", b"\xff"), "„\\udcff”: dysk zgłasza błąd."),
        (MemoryError(), "Błąd: zabrakło pamięci."),
    ],
)
def test_what_the_system_refuses(error: Exception, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(args: argparse.Namespace, io: Streams) -> int:
        raise error

    monkeypatch.delenv("PARAGRAF_DEBUG", raising=False)
    said = say("x", commands=[command("x", run)])
    assert said.code == 2
    assert message in said.err
    assert OUR_FAULT not in said.err
    monkeypatch.setenv("PARAGRAF_DEBUG", "1")
    assert "Traceback" in say("x", commands=[command("x", run)]).err


def test_a_refusal_without_our_words_has_its_number() -> None:
    assert reason(OSError(9999, "x")) == "system odmówił (błąd nr 9999)"
