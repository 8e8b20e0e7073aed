"""Files of another kind than the command asks for are recognised before anything in them is read or shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.kinds import FileKind, kind_of
from cli.loading import spans
from tests.cli.terminal import say

KETY = str(Path(__file__).parents[2] / "regulations/lo-wyspianskiego-kety/2025-2026.yaml")
PERSON = '{"id": "k1", "tożsamość": {"nazwisko": "Tajemnicka"}, "wybory": ["A"]}\n'


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "kandydaci.jsonl"
    path.write_text(PERSON * 2, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("k.jsonl", PERSON, FileKind.CANDIDATES),
        ("k.txt", "\ufeff\n" + PERSON, FileKind.CANDIDATES),
        ("k.json", "[\n  " + PERSON, FileKind.CANDIDATES),
        ("r.yaml", "# uwaga\nparagraf: 1\n", FileKind.REGULATION),
        ("r.json", '{"paragraf": 1}', FileKind.OTHER),
        ("r.yaml", "{paragraf: 1}", FileKind.REGULATION),
        ("m.yaml", "# propozycja\nmapowanie: 1\nkolumny: {a: id}\n", FileKind.MAPPING),
        ("r.yaml", "paragraf: 1\npojęcia:\n  mapowanie: [a]\n", FileKind.REGULATION),
        ("k.txt", "id;egzamin.matematyka\nk1;50\n", FileKind.TABLE),
        ("k.csv", "Nazwisko,Imię\n", FileKind.TABLE),
        ("x.txt", "cokolwiek", FileKind.OTHER),
        ("x.xlsx", "PK\x03\x04 przerwane", FileKind.OTHER),
    ],
)
def test_kinds(tmp_path: Path, name: str, content: str, kind: FileKind) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert kind_of(path) is kind


def test_our_own_templates_are_known_as_sheets(tmp_path: Path) -> None:
    for name, kind in (("xlsx", FileKind.WORKBOOK), ("csv", FileKind.TABLE), ("jsonl", FileKind.CANDIDATES)):
        path = tmp_path / f"kandydaci.{name}"
        assert say("template", KETY, "--format", name, "-o", str(path)).code == 0
        assert kind_of(path) is kind
        assert "to " + kind.value in say("check", str(path)).err


def test_swapped_files(people: str) -> None:
    for words in (("score",), ("allocate",), ("explain",)):
        said = say(*words, people, KETY, *(["k1"] if words == ("explain",) else []))
        assert said.code == 2
        assert said.err == (
            "Błąd: pierwszy plik to kandydaci, a drugi to regulamin.\nKolejność plików: REGULAMIN KANDYDACI.\n"
        )


@pytest.mark.parametrize("command", ["test", "fmt", "document", "compile", "template", "schema", "tui"])
def test_a_row_of_candidates_is_never_quoted(people: str, command: str) -> None:
    said = say(command, people)
    assert said.code == 2
    assert "to plik kandydatów, a nie regulamin" in said.err
    assert "Tajemnicka" not in said.out + said.err


def test_candidates_twice_and_regulation_twice(people: str) -> None:
    assert "to plik kandydatów, a nie regulamin" in say("score", people, people).err
    said = say("score", KETY, KETY)
    assert said.code == 2
    assert "to regulamin, a nie plik kandydatów" in said.err
    assert "to regulamin, a nie plik kandydatów" in say("tui", "--candidates", KETY).err


def test_of_problems_alike_five_are_told_in_full(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    rows = [f'{{"id": "k{number}", "oceny": {{"fizyka": "bdb{number}"}}, "kolor": 1}}\n' for number in range(8)]
    path.write_text("".join(rows) + '{"id": "inny", "oceny": {"chemia": "bdb"}}\n' + "ech\n" * 3, encoding="utf-8")
    said = say("score", KETY, str(path))
    assert said.code == 1
    assert said.err.count("błąd K002") == 6
    assert said.err.count("błąd K001") == 3
    assert "„inny”, pole „oceny.chemia”" in said.err
    assert "K002, pole „oceny.fizyka”: to samo w dalszych wierszach (3): 6–8.\n" in said.err
    assert "K003, pole „kolor”: to samo w dalszych wierszach (3): 6–8.\n" in said.err
    assert "Pominięto 12 kandydatów" in said.err


def test_spans() -> None:
    assert list(spans([1, 2, 3, 3, 7, 9, 10])) == ["1–3", "7", "9–10"]


COMMANDS = [
    ["check", "{}"],
    ["fmt", "{}"],
    ["test", "{}"],
    ["document", "{}"],
    ["template", "{}"],
    ["compile", "{}"],
    ["schema", "{}"],
    ["rollover", "{}", "2026/2027"],
    ["ask", "{}", "pytanie"],
    ["score", "{}", KETY],
    ["score", KETY, "{}"],
    ["allocate", KETY, "{}"],
    ["explain", KETY, "{}", "k1"],
    ["tui", "{}"],
    ["tui", "--candidates", "{}"],
]


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_may_never_end_is_not_read(tmp_path: Path, words: list[str]) -> None:
    pipe = tmp_path / "r.yaml"
    os.mkfifo(pipe)
    for place in (str(pipe), "/dev/zero"):
        said = say(*(word.format(place) for word in words))
        assert said.code == 2
        assert "to nie jest zwykły plik" in said.err


@pytest.mark.parametrize("words", [words for words in COMMANDS if words != ["tui", "{}"]], ids=" ".join)
def test_a_name_too_long(words: list[str]) -> None:
    said = say(*(word.format("z" * 300 + ".yaml") for word in words))
    assert said.code == 2
    assert said.err.startswith("Błąd: nie można odczytać pliku „zzz")
    assert "nazwa jest za długa" in said.err


def test_a_mapping_given_as_something_else(people: str, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("mapowanie: 1\nkolumny: {a: id}\n", encoding="utf-8")
    said = say("check", str(path))
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"Błąd: „{path}” to mapowanie tabeli, a nie regulamin.\n"
        f"Mapowanie sprawdza: paragraf map REGULAMIN TABELA --mapping {path} --dry-run\n"
    )
    said = say("score", KETY, str(path))
    assert said.code == 2
    assert "Mapowanie podaje się po --mapping." in said.err
