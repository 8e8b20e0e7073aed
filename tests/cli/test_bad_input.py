"""Bad input through the command line: one clear message, no crash, no long wait, whatever the file holds.

The limits themselves are tested where they are kept (tests/dsl); here is what a person sees.
"""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from cli import exits
from tests.cli.terminal import Said, say
from tests.dsl.loading import SHORT_HEADER

RULES = f"""{SHORT_HEADER}rok szkolny: 2025/2026
kandydat: {{x: liczba}}
kryteria: {{k: x}}
kolejność: [{{etap: e, suma: [k]}}]
oddziały: {{A: {{nazwa: a, miejsca: 1}}}}
"""
KETY = str(Path(__file__).parents[2] / "regulations/lo-wyspianskiego-kety/2025-2026.yaml")


def with_rule(rule: str) -> str:
    return RULES.replace("{k: x}", f"{{k: {rule}}}")


def checked(folder: Path, content: str | bytes) -> Said:
    path = folder / "plik.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = say("check", str(path))
    assert said.code in (exits.OK, exits.PROBLEMS, exits.WRONG_USE), said.err
    assert "Traceback" not in said.out + said.err
    return said


MILLION = 1_000_000
LINES: dict[str, tuple[str | bytes, str]] = {
    "windows-1250": ((RULES + "# żółć\n").encode("cp1250"), "wygląda na Windows-1250"),
    "utf-16": (RULES.encode("utf-16"), "w kodowaniu UTF-16"),
    "utf-16 without a mark": (RULES.encode("utf-16-le"), "w kodowaniu UTF-16"),
    "a lone surrogate": (SHORT_HEADER.encode() + b"x: \xed\xa0\x80\n", "nie jest zapisany w kodowaniu UTF-8"),
    "a surrogate by its number": (SHORT_HEADER + 'kryteria: {"\\ud800": 1}\n', "P010"),
    "a zero": (RULES.replace("nazwa: a", "nazwa: a\0"), "znak o numerze zero"),
    "a zero by its number": (RULES.replace("nazwa: a", 'nazwa: "a\\0"'), "U+0000"),
    "text that turns around": (RULES.replace("nazwa: a", "nazwa: a\u202eb"), "U+202E"),
    "tabs": (RULES.replace("kryteria: {k: x}", "kryteria:\n\tk: x"), "tabulator"),
    "an anchor": (RULES.replace("nazwa: a", "nazwa: &a a"), "„&”"),
    "a tag": (RULES.replace("nazwa: a", "nazwa: !!python/name:os.system a"), "„!”"),
    "a merged key": (RULES + "<<: *a\n", "„*”"),
    "two documents": (RULES + "---\n" + RULES, "więcej niż jeden dokument"),
    "a key twice": (RULES + "kryteria: {k: 1}\n", "jest tu drugi raz"),
    "a decimal point": (with_rule("26.25"), "Kropka w liczbie"),
    "a comma between arguments": (with_rule('"najwyższa(x, 2)"'), "Przecinek w tym miejscu nic nie znaczy"),
    "an unknown key": (RULES.replace("kryteria:", "kryterja:"), "Czy chodziło o „kryteria”?"),
    "an unknown name": (with_rule("xx"), "xx"),
    "an unknown type": (RULES.replace("x: liczba", "x: liczbba"), "liczbba"),
    "different units": (RULES.replace("x: liczba", "x: liczba km").replace("{k: x}", "{k: x + 5 min}"), "jednostki"),
    "31 June": (with_rule("jeżeli 2025-06-31 = 2025-06-30 to 1 inaczej x"), "Nie ma takiego dnia"),
    "itself": (RULES + "definicje: {a: b + 1, b: a + 1}\n", "odwołuje się sama do siebie"),
    "a base that is not there": (RULES + "opiera się na: [nie-ma]\n", "Nie ma pliku „nie-ma”"),
    "a base out of reach": (RULES + "opiera się na: ['../../etc/passwd']\n", "Nie ma pliku „../../etc/passwd”"),
    "a base that is the file": (RULES + "opiera się na: [plik]\n", "w kółko"),
    "kinds like each other": (RULES + "rodzaje oddziałów: {a: {jak: b}, b: {jak: a}}\n", "P041"),
    "50 MB": (b"a: 1\n" * 10 * MILLION, "większy niż 2 MB"),
    "a million keys": ("".join(f"k{number}: 1\n" for number in range(MILLION)), "większy niż 2 MB"),
    "a line of a million": (with_rule('"' + "x + " * (MILLION // 4) + '1"'), "dłuższa niż 4000 znaków"),
    "100,000 round brackets": (with_rule('"' + "(" * 100_000 + '"'), "dłuższa niż 4000 znaków"),
    "100,000 square brackets": (SHORT_HEADER + "kryteria: " + "[" * 100_000, "głębsze niż 40 poziomów"),
    "100,000 braces": ("{" * 100_000, "głębsze niż 40 poziomów"),
    "100,000 lists": ("- " * 100_000 + "x\n", "głębsze niż 40 poziomów"),
    "a number of 10,000 digits": (with_rule("9" * 10_000), "dłuższa niż 4000 znaków"),
    "so many digits of seats": (
        RULES.replace("miejsca: 1", "miejsca: " + "9" * 10_000),
        "to nie jest liczba całkowita",
    ),
    "so many digits of a type": (
        RULES.replace("x: liczba", "x: liczba od 0 do " + "9" * 10_000),
        "Nie rozumiem rodzaju danej",
    ),
    "so many digits of a year": (RULES.replace("2025/2026", "9" * 5000), "rok szkolny: nie rozumiem"),
    "a power of powers": (with_rule("x * " * 60 + "x"), "zbyt długi łańcuch"),
}


@pytest.mark.parametrize("name", LINES)
def test_check_says_what_is_wrong(name: str, tmp_path: Path) -> None:
    content, words = LINES[name]
    said = checked(tmp_path, content)
    assert said.code == exits.PROBLEMS
    assert words in said.out
    assert re.search(r"plik\.yaml:\d+:\d+", said.out)


@pytest.mark.parametrize(
    "content",
    [RULES.encode("utf-8-sig"), RULES.replace("\n", "\r\n").encode(), f"%YAML 1.2\n---\n{RULES}...\n".encode()],
    ids=["mark", "windows", "document"],
)
def test_what_is_only_written_otherwise_is_read(content: bytes, tmp_path: Path) -> None:
    assert checked(tmp_path, content).code == exits.OK


def test_a_sheet_that_would_be_huge_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomba.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(30 * MILLION))
    for words in (("check", str(bomb)), ("fmt", str(bomb))):
        said = say(*words)
        assert said.code == exits.WRONG_USE
        assert "arkusz" in said.err
    said = say("score", KETY, str(bomb))
    assert said.code == exits.PROBLEMS
    assert "K010" in said.err


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_links_in_a_circle_and_folders(tmp_path: Path) -> None:
    (tmp_path / "petla.yaml").symlink_to("petla.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("petla.yaml", "folder.yaml"):
        said = say("fmt", str(tmp_path / name))
        assert said.code in (exits.PROBLEMS, exits.WRONG_USE)
        assert "Błąd programu" not in said.err
        based = checked(tmp_path, RULES + f"opiera się na: [{name.removesuffix('.yaml')}]\n")
        assert based.code == exits.PROBLEMS
        assert "P040" in based.out


def test_500_bases_side_by_side_and_in_a_chain(tmp_path: Path) -> None:
    for number in range(500):
        text = f"paragraf: 1\nprawo: Akt\nwydaje: minister\nopiera się na: [b{number + 1}]\n"
        (tmp_path / f"b{number}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / f"c{number}.yaml").write_text(text.partition("opiera")[0], encoding="utf-8")
    for bases in ("b0", ", ".join(f"c{number}" for number in range(500))):
        said = checked(tmp_path, RULES + f"opiera się na: [{bases}]\n")
        assert said.code == exits.PROBLEMS
        assert "więcej niż 30 plikach" in said.out
