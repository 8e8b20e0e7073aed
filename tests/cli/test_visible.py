"""Nothing from a file or an argument commands the terminal: the streams show such characters as their numbers."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from unicodedata import category

import pytest

from cli import output
from cli.streams import Streams
from cli.visible import visible
from tests.cli.terminal import command, say

OBEYED_OR_UNSEEN = [
    chr(number) for number in range(sys.maxunicode + 1) if category(chr(number)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
]
NASTY = "\x1b]0;t\a\x1b[2J\x9b31m\u202eabc\u200b\u2028\ufeff"


def test_every_character_that_is_obeyed_or_unseen_is_shown() -> None:
    for character in OBEYED_OR_UNSEEN:
        if character not in "\n\t":
            shown = visible(f"ż{character}")
            assert shown.startswith("ż\\u")
            assert shown.isprintable()
            assert json.loads(f'"{shown}"') == f"ż{character}"


@pytest.mark.parametrize("text", ["", "zażółć gęślą jaźń", "dwa\n\twiersze\n", "§\xa03", "宮本 👍", "\\u001b"])
def test_what_is_harmless_stays(text: str) -> None:
    assert visible(text) == text


def test_every_line_of_a_command_goes_through() -> None:
    def run(args: argparse.Namespace, io: Streams) -> int:
        io.print(NASTY)
        io.warn(NASTY)
        return 0

    said = say("x", commands=[command("x", run)])
    assert said.out == said.err
    assert said.out.removesuffix("\n").isprintable()
    assert "\\u001b]0;t\\u0007" in said.out
    assert "\\u202e" in said.out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_only_our_own_colours_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    Streams(io.StringIO(), out, io.StringIO()).print("\x1b[1;31mbłąd P032:\x1b[0m \x1b[2J\x1b[5m")
    assert out.getvalue() == "\x1b[1;31mbłąd P032:\x1b[0m \\u001b[2J\\u001b[5m\n"


@pytest.mark.parametrize("words", [[NASTY], [f"--{NASTY}"], ["check", NASTY], ["check", "--max", NASTY, "x"]])
def test_arguments(words: list[str]) -> None:
    said = say(*words)
    assert said.code == 2
    assert all(line.isprintable() for line in said.err.split("\n"))


def test_a_key_of_a_regulation(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text('paragraf: 1\n"\\e]0;t\\a\\e[2J\\u202E": 1\n', encoding="utf-8")
    for words in (["check", str(path)], ["check", "--format", "json", str(path)], ["check", "-q", str(path)]):
        said = say(*words)
        assert said.code == 1
        assert all(line.isprintable() for line in said.out.split("\n"))


def test_json_is_still_the_same_data() -> None:
    record = {"kandydat": NASTY, "powód": "próg 👍\U000e0041", "\ud800": 1}
    for format in ("jsonl", "json"):
        out = io.StringIO()
        output.write(Streams(io.StringIO(), out, io.StringIO()), format, [record], {})
        assert all(line.isprintable() for line in out.getvalue().split("\n"))
        found = json.loads(out.getvalue())
        assert (found[0] if format == "json" else found) == record
    assert output.json_text(record).isascii() is False
    assert "\x9b" not in output.json_text(record)
