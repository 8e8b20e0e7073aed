"""The frame: help, unknown commands, wrong use, exit codes, crashes that keep candidates' data to themselves."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli import __version__
from cli.exits import WrongUse
from cli.main import main
from cli.parser import add_format
from cli.streams import Streams
from tests.cli.terminal import command, say


def check(args: argparse.Namespace, io: Streams) -> int:
    io.print(f"plik {args.file}, {args.format}")
    return 1 if args.file == "zły.yaml" else 0


def configure_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="PLIK", help="plik regulaminu")
    add_format(parser)


CHECK = command("check", check, "sprawdz", configure=configure_check)


def test_help_lists_commands_with_their_aliases() -> None:
    said = say("--help", commands=[CHECK])
    assert said.code == 0
    assert "  check, sprawdz  pomoc do check" in said.out
    assert said.err == ""


def test_help_imports_no_command_and_no_argparse() -> None:
    program = (
        "import sys; from cli.main import main; from cli.registry import Command;"
        "main(['--help'], commands=[Command('x', [], 'y', 'module_that_is_not_there')]);"
        "print([name for name in ('argparse', 'typing', 'dataclasses', 'json', 'dsl') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_version() -> None:
    assert say("--version").out == f"paragraf {__version__}\n"


def test_no_command_shows_help_as_wrong_use() -> None:
    said = say(commands=[CHECK])
    assert (said.code, said.out) == (2, "")
    assert "użycie: paragraf POLECENIE" in said.err


@pytest.mark.parametrize("word", ["check", "sprawdz", "sprawdź", "SPRAWDŹ"])
def test_a_command_answers_to_its_names(word: str) -> None:
    assert say(word, "dobry.yaml", commands=[CHECK]) == (0, "plik dobry.yaml, table\n", "")


def test_the_commands_code_is_the_exit_code() -> None:
    assert say("check", "zły.yaml", commands=[CHECK]).code == 1


def test_unknown_command_suggests() -> None:
    said = say("sprawd", commands=[CHECK])
    assert said.code == 2
    assert "nieznane polecenie „sprawd”" in said.err
    assert "Może: sprawdz" in said.err


def test_unknown_option_before_the_command() -> None:
    said = say("--format", "json", "check", commands=[CHECK])
    assert said.code == 2
    assert "Najpierw podaje się polecenie" in said.err


def test_help_of_a_command_is_polish() -> None:
    said = say("check", "--help", commands=[CHECK])
    assert said.code == 0
    assert said.out.startswith("użycie: paragraf check")
    assert "argumenty:\n" in said.out
    assert "opcje:\n" in said.out
    for english in ("usage", "options", "positional", "show this"):
        assert english not in said.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check"], "brakuje: PLIK"),
        (["check", "a", "--format"], "--format: brakuje wartości"),
        (["check", "a", "--format", "xml"], "--format: nieznana wartość 'xml' (do wyboru:"),
        (["check", "a", "b"], "nieznane argumenty: b"),
        (["check", "a", "--form", "json"], "nieznane argumenty: --form json"),
    ],
)
def test_wrong_arguments_are_explained_in_polish(words: list[str], message: str) -> None:
    said = say(*words, commands=[CHECK])
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert "Pomoc: paragraf check --help" in said.err


def test_argparse_speaks_its_own_language_afterwards() -> None:
    say("check", "--help", commands=[CHECK])
    assert argparse.ArgumentParser(prog="x").format_help().startswith("usage: x")


def test_a_command_can_report_wrong_use() -> None:
    def run(args: argparse.Namespace, io: Streams) -> int:
        raise WrongUse("nie ma pliku „x.yaml”.", "Sprawdź nazwę.")

    assert say("score", commands=[command("score", run)]) == (2, "", "Błąd: nie ma pliku „x.yaml”.\nSprawdź nazwę.\n")


def crash(args: argparse.Namespace, io: Streams) -> int:
    surname = "Kowalska"
    try:
        raise KeyError(surname)
    except KeyError as missing:
        raise ValueError(f"PESEL 44051401359 {surname}") from missing


def test_a_crash_shows_where_and_nothing_of_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARAGRAF_DEBUG", raising=False)
    said = say("crash", commands=[command("crash", crash)])
    assert said.code == 70
    assert "  ValueError\n" in said.err
    assert "  KeyError\n" in said.err
    assert f"    {__name__}, wiersz " in said.err
    assert "Kowalska" not in said.err
    assert "44051401359" not in said.err
    assert str(Path(__file__).parent) not in said.err


def test_a_crash_tells_all_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAGRAF_DEBUG", "1")
    assert "44051401359" in say("crash", commands=[command("crash", crash)]).err


def test_interrupted() -> None:
    def run(args: argparse.Namespace, io: Streams) -> int:
        raise KeyboardInterrupt

    assert say("wait", commands=[command("wait", run)]) == (130, "", "\nPrzerwano.\n")


def test_a_reader_who_leaves_is_no_error(root: Path) -> None:
    program = (
        "import sys, types; from cli.main import main; from cli.registry import Command;"
        "module = types.ModuleType('flood'); sys.modules['flood'] = module; module.configure = lambda parser: None;"
        "module.run = lambda args, io: [io.print('x' * 1000) for _ in range(10_000)] and 0;"
        "sys.exit(main(['flood'], commands=[Command('flood', [], '', 'flood')]))"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=-1, stderr=-1, cwd=root) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_piped_output_is_utf8_whatever_the_locale(root: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONIOENCODING", "PYTHONUTF8")}
    environment |= {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    result = subprocess.run([sys.executable, "-m", "cli", "--help"], capture_output=True, env=environment, cwd=root)
    assert "pokaż tę pomoc" in result.stdout.decode("utf-8")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (Terminal, {}, True),
        (Terminal, {"NO_COLOR": "1"}, False),
        (Terminal, {"TERM": "dumb"}, False),
        (io.StringIO, {}, False),
    ],
)
def test_colour_only_where_it_is_seen_and_wanted(
    stream: type[io.StringIO], environment: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Streams(io.StringIO(), stream(), io.StringIO()).colour is expected


def test_main_reads_the_process_arguments(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["paragraf", "--version"])
    assert main() == 0
    assert capsys.readouterr().out == f"paragraf {__version__}\n"
