"""Set the project up and run it with nothing but Python: `python3 start.py demo`, `python3 start.py test`.

The first room of the house: it makes `.venv`, installs the locked packages (requirements/*.txt, every one by its
hash) and the project itself, then hands over to the command, to pytest or to the checks. Standard library only, and
syntax that Python 3.7 can still read, so that an old Python hears what it lacks and not a SyntaxError.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TextIO

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "paragraf-installed.json"
INSTALL_LOG = VENV / "paragraf-install.log"
WINDOWS = os.name == "nt"
ME = "py start.py" if WINDOWS else "python3 start.py"

USER_LOCK = "runtime.txt"
DEVELOPER_LOCK = "dev.txt"
LOCKER_LOCK = "lock.txt"
DOCS_LOCK = "docs.txt"
BENCH_LOCK = "bench.txt"
FUZZ_LOCK = "fuzz.txt"
CONTAINED = {DEVELOPER_LOCK: (USER_LOCK,)}  # the developers' lock is compiled on top of the users' one

# lock file -> dependency groups of pyproject.toml that go into it; a later one respects the earlier ones' versions
LOCK_SOURCES = {
    USER_LOCK: ["pyproject.toml", "--group", "build"],
    DEVELOPER_LOCK: ["pyproject.toml", "--group", "build", "--group", "dev", "-c", "requirements/" + USER_LOCK],
    LOCKER_LOCK: ["--group", "lock"],
    DOCS_LOCK: ["--group", "docs", "-c", "requirements/" + DEVELOPER_LOCK],
    BENCH_LOCK: ["--group", "bench", "-c", "requirements/" + DEVELOPER_LOCK],
    FUZZ_LOCK: ["--group", "fuzz", "-c", "requirements/" + DEVELOPER_LOCK],
}

LINT = (
    ("formatowanie", ["-m", "ruff", "format", "--check", "."]),
    ("reguły kodu", ["-m", "ruff", "check", "."]),
    ("typy", ["-m", "mypy"]),
    ("warstwy", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
)
TESTS = ("testy", ["-m", "pytest"])

HELP = f"""Paragraf – regulamin rekrutacji jako kod.

  {ME} demo                   pokaz: sprawdza przykładowy regulamin, liczy punkty, tworzy PDF
  {ME} paragraf POLECENIE …   uruchamia program, np. {ME} paragraf --help
  {ME} test [opcje pytest]    uruchamia testy programu (kilka minut)
  {ME} lint                   formatowanie, reguły kodu, typy, warstwy
  {ME} check                  lint i testy razem
  {ME} docs                   buduje dokumentację: strony w folderze site i podręcznik w PDF
  {ME} lock [--upgrade]       odświeża requirements/*.txt po zmianie zależności

Za pierwszym razem pobiera potrzebne biblioteki do folderu .venv (internet, zwykle minuta lub dwie; około 150 MB,
z narzędziami do testów 400 MB)."""


class SetupError(Exception):
    """Something the person can mend; the text says how."""


def main(argv: list[str]) -> int:
    _speak_utf8()
    action, rest = (argv[0], argv[1:]) if argv else ("help", [])
    if action not in ACTIONS:
        print(f"Nie znam polecenia „{action}”.\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        return ACTIONS[action](rest)
    except SetupError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nPrzerwano.", file=sys.stderr)
        return 130


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


# --- what can be asked for ---------------------------------------------------------------------------------------


def show_help(_rest: list[str]) -> int:
    print(HELP)
    return 0


def demo(rest: list[str]) -> int:
    return paragraf(["demo", *rest])


def paragraf(rest: list[str]) -> int:
    prepare(USER_LOCK)
    return run("-P", "-m", "cli", *rest, cwd=Path.cwd())  # -P: a folder named cli where the person stands is not ours


def test(rest: list[str]) -> int:
    prepare(DEVELOPER_LOCK)
    return run("-m", "pytest", *rest)


def lint(_rest: list[str]) -> int:
    return _run_all(LINT)


def check(_rest: list[str]) -> int:
    return _run_all((*LINT, TESTS))


def docs(rest: list[str]) -> int:
    prepare(USER_LOCK)
    prepare(DOCS_LOCK)
    return run("-m", "scripts.site.build", *rest)


def _run_all(checks: tuple[tuple[str, list[str]], ...]) -> int:
    prepare(DEVELOPER_LOCK)
    failed = []
    for name, arguments in checks:
        print(f"\n── {name}", flush=True)
        if run(*arguments):
            failed.append(name)
    print("\nDo poprawy: " + ", ".join(failed) + "." if failed else "\nWszystko w porządku.", flush=True)
    return 1 if failed else 0


def lock(rest: list[str]) -> int:
    prepare(LOCKER_LOCK)
    for name, sources in LOCK_SOURCES.items():
        print(f"Ustalam wersje: requirements/{name}", flush=True)
        options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"]
        options += ["--python-version", ".".join(map(str, OLDEST_PYTHON)), "-o", f"requirements/{name}"]
        if run("-m", "uv", "pip", "compile", *options, *rest, *sources):
            return 1
    return 0


ACTIONS = {
    "help": show_help,
    "--help": show_help,
    "-h": show_help,
    "demo": demo,
    "paragraf": paragraf,
    "test": test,
    "lint": lint,
    "check": check,
    "docs": docs,
    "lock": lock,
}


# --- the environment ---------------------------------------------------------------------------------------------


def prepare(lock_name: str) -> None:
    """Make `.venv` hold what the lock file says; do nothing when it already does."""
    _refuse_old_python()
    if not _venv_works():
        _make_venv()
    installed = _read_stamp()
    wanted = {name: _digest(ROOT / "requirements" / name) for name in (lock_name, *CONTAINED.get(lock_name, ()))}
    if any(installed.get(name) != digest for name, digest in wanted.items()):
        _install_packages(lock_name, installed, wanted)
    project = {"pyproject.toml": _digest(ROOT / "pyproject.toml"), "root": str(ROOT)}  # a folder may be moved
    if lock_name != LOCKER_LOCK and any(installed.get(name) != value for name, value in project.items()):
        _install_project(installed, project)


def _install_packages(lock_name: str, installed: dict[str, str], wanted: dict[str, str]) -> None:
    lock_file = ROOT / "requirements" / lock_name
    print("Instaluję biblioteki (każda sprawdzona sumą kontrolną)…", flush=True)
    _pip("install", "--require-hashes", "--retries", "2", "-r", str(lock_file), expected=_pinned_count(lock_file))
    _write_stamp(installed, wanted)


def _install_project(installed: dict[str, str], project: dict[str, str]) -> None:
    print("Instaluję program paragraf…", flush=True)
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    _write_stamp(installed, project)


def run(*arguments: str, cwd: Path = ROOT) -> int:
    """Run the environment's Python and give back its exit code."""
    return subprocess.call([str(_venv_python()), *arguments], cwd=str(cwd), env=dict(os.environ, PYTHONUTF8="1"))


def _refuse_old_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        have, need = sys.version.split()[0], ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(
            f"Ten Python ma wersję {have}, a Paragraf potrzebuje wersji {need} lub nowszej.\n"
            "Zainstaluj nowszego Pythona (python.org albo menedżer pakietów systemu) i uruchom polecenie ponownie;\n"
            f"jeśli masz go już obok starszego, podaj go wprost, np. python{need} start.py demo"
            + (f" (w Windows: py -{need} start.py demo)." if WINDOWS else ".")
        )


def _venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def _venv_works() -> bool:
    """A venv dies when the Python it was made from is upgraded or removed, or its folder is moved from elsewhere."""
    if not _venv_python().exists():
        return False
    probe = "import pip, sys; sys.exit(sys.version_info[:2] < (3, 11))"
    return (
        subprocess.call([str(_venv_python()), "-c", probe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    )


def _make_venv() -> None:
    print("Tworzę środowisko w folderze .venv…", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode == 0:
        return
    if "ensurepip" in made.stdout or "No module named venv" in made.stdout:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        raise SetupError(
            "Ten Python nie ma modułów venv i pip (w Debianie i Ubuntu są w osobnym pakiecie).\n"
            f"Zainstaluj je: sudo apt install {package}\n"
            "i uruchom to samo polecenie jeszcze raz."
        )
    raise SetupError(
        f"Nie udało się utworzyć środowiska w {VENV}.\nSprawdź, czy folder nie jest tylko do odczytu i czy jest "
        f"miejsce na dysku, a żaden program nie używa folderu .venv. Odpowiedź Pythona:\n{made.stdout.strip()}"
    )


# --- pip, with its words put into Polish -------------------------------------------------------------------------


def _pip(*arguments: str, expected: int = 0) -> None:
    command = [str(_venv_python()), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    environment = dict(os.environ, PYTHONUTF8="1", PIP_NO_COLOR="1")
    with INSTALL_LOG.open("w", encoding="utf-8") as log:
        pip = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment
        )
        _follow(pip, log, expected)
    if pip.returncode:
        raise SetupError(_explain_pip_failure(INSTALL_LOG.read_text(encoding="utf-8")))


def _follow(pip: subprocess.Popen[str], log: TextIO, expected: int) -> None:
    """Put pip's words into the log, and on a terminal show how far it has come."""
    counted = expected if sys.stdout.isatty() else 0
    seen = 0
    for line in pip.stdout or ():
        log.write(line)
        if counted and line.startswith("Collecting "):
            seen = min(seen + 1, counted)
            print(f"\r  pobieranie: {seen} z około {counted}", end="", flush=True)
    if seen:
        print("\r" + " " * 40 + "\r", end="", flush=True)
    pip.wait()


NETWORK_SIGNS = ("NewConnectionError", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError", "name resolution")


def _explain_pip_failure(output: str) -> str:
    details = f"Szczegóły: {INSTALL_LOG}"
    if any(sign in output for sign in NETWORK_SIGNS):
        return (
            "Nie udało się pobrać bibliotek: brak połączenia z serwerem pakietów Pythona.\n"
            "Sprawdź internet (w sieci szkolnej także serwer proxy: zmienna HTTPS_PROXY) i spróbuj ponownie.\n"
            + details
        )
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "Pobrana biblioteka ma inną sumę kontrolną niż zapisana w requirements/ i nie została zainstalowana.\n"
            "Zwykle to przerwane pobieranie albo filtr sieciowy: spróbuj jeszcze raz lub z innej sieci.\n" + details
        )
    if "No space left" in output:
        return "Zabrakło miejsca na dysku. Zwolnij około 500 MB i uruchom polecenie ponownie.\n" + details
    last_lines = "\n".join("  " + line for line in output.strip().splitlines()[-6:])
    return f"Instalacja się nie powiodła. Ostatnie słowa instalatora:\n{last_lines}\n{details}"


# --- what is installed already -----------------------------------------------------------------------------------


def _pinned_count(lock_file: Path) -> int:
    return sum("==" in line for line in lock_file.read_text(encoding="utf-8").splitlines())


def _digest(file: Path) -> str:
    text = file.read_text(encoding="utf-8")  # as text: line ends may differ between checkouts
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _write_stamp(installed: dict[str, str], news: dict[str, str]) -> None:
    installed.update(news)
    STAMP.write_text(json.dumps(installed, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
