"""Candidates from tables as a person meets them on the command line: map, --mapping, --strict, --confirmed-only."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from cli.registry import COMMANDS
from tests.admission.intake.tables import xlsx_bytes
from tests.cli.terminal import Said, say

REGULATION = """paragraf: 1
regulamin: Próba
wydaje: dyrektor
pojęcia:
  przedmiot: {fizyka: fizyki, muzyka: muzyki}
  stopień: {celujący: 6, bardzo dobry: 5, dobry: 4}
kandydat:
  egzamin: {typ: procent, nazwa: wynik egzaminu}
  oceny: stopień? dla przedmiot
  wolontariat: tak/nie
dokumenty: {zaświadczenie: {nazwa: zaświadczenie o wolontariacie, gdy: wolontariat}}
kryteria:
  egzamin: egzamin
  wolontariat: {gdy: wolontariat, punkty: 3}
kolejność: [{etap: suma, suma: [egzamin, wolontariat]}]
oddziały: {A: {miejsca: 1}, B: {miejsca: 1}}
"""
FOREIGN = """Nr kandydata;Imię;Egzamin (%);Ocena fizyka;Wolontariat;Wybór 1;Adres
7;Ewa;60;bdb;x;B;ulica
8;Jan;40;cel;-;A;ulica
"""


@pytest.fixture
def rules(tmp_path: Path) -> str:
    path = tmp_path / "szkola.yaml"
    path.write_text(REGULATION, encoding="utf-8")
    return str(path)


def file(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def jsonl(folder: Path, *rows: dict[str, Any]) -> str:
    return file(folder, "k.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))


def records(said: Said) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_the_same_candidates_from_every_kind_of_file(rules: str, tmp_path: Path) -> None:
    grid: list[list[Any]] = [["id", "egzamin", "wolontariat", "wybory.1"], ["a", 60, True, "B"], ["b", 40, False, "A"]]
    people = [
        jsonl(tmp_path, *({"id": i, "egzamin": e, "wolontariat": w, "wybory": [c]} for i, e, w, c in grid[1:])),
        file(tmp_path, "k.csv", "id;egzamin;wolontariat;wybory.1\na;60%;tak;B\nb;40;nie;A\n"),
        file(tmp_path, "k.xlsx", xlsx_bytes({"": grid})),
    ]
    for words in (["score"], ["allocate"], ["rank"]):
        first, *others = (say(*words, rules, one, "--format", "jsonl") for one in people)
        assert first.code == 0
        assert all(one == first for one in others)
    assert say("explain", rules, people[2], "a").out == say("explain", rules, people[0], "a").out


def test_map_proposes_writes_and_tries(rules: str, tmp_path: Path) -> None:
    table, target = file(tmp_path, "obcy.csv", FOREIGN), str(tmp_path / "m.yaml")
    said = say("map", rules, table)
    assert said.code == 1
    assert "  Nr kandydata: id\n" in said.out
    assert "Nie rozpoznano: Adres." in said.err
    assert "Ewa" not in said.out + said.err
    written = say("mapuj", rules, table, "-o", target)
    assert (written.code, written.out) == (1, "")
    assert Path(target).read_text(encoding="utf-8") == said.out
    assert say("map", rules, table, "-o", target).code == 1
    tried = say("map", rules, table, "--mapping", target)
    assert tried.code == 0
    assert (
        "Kandydat 7 (wiersz 2)\n    egzamin: 60\n    oceny: {fizyka: bardzo_dobry}\n    wolontariat: tak\n" in tried.out
    )
    assert "Odczytano 2 kandydatów; z błędami: 0, wierszy razem: 2." in tried.out
    assert "Ewa" not in tried.out
    assert say("map", rules, table, "--dry-run").out == tried.out
    totals = {
        one["kandydat"]: one["razem"]
        for one in records(say("score", rules, table, "--mapping", target, "--format", "jsonl"))
    }
    assert totals == {"7": "63", "8": "40"}
    assert say("explain", rules, table, "7", "--mapping", target).code == 0
    assert say("allocate", rules, table, "--mapping", target).code == 0


def test_map_called_wrongly(rules: str, tmp_path: Path) -> None:
    people = jsonl(tmp_path, {"id": "a"})
    assert say("map", rules, people).code == 2
    assert "nie ma nazw kolumn" in say("map", rules, file(tmp_path, "p.csv", "")).err
    assert say("map", rules, str(tmp_path / "brak.csv")).code == 2
    table, wrong = file(tmp_path, "o.csv", FOREIGN), file(tmp_path, "m.yaml", "mapowanie: 1\nkolumny: {a: nic}\n")
    said = say("score", rules, table, "--mapping", wrong)
    assert (said.code, said.out) == (1, "")
    assert "K015" in said.err
    assert say("map", rules, table, "--mapping", wrong, "-o", str(tmp_path / "x.yaml")).code == 1
    assert say("map", rules, table, "--mapping", wrong, "-o", wrong, "--force").code == 1


def test_a_title_above_the_names_of_columns(rules: str, tmp_path: Path) -> None:
    table = file(tmp_path, "t.csv", "Wykaz\nstan na dziś\n" + FOREIGN)
    target = str(tmp_path / "m.yaml")
    said = say("map", rules, table, "-o", target)
    assert "Nazwy kolumn wzięto z wiersza 3 („wiersz nagłówka” w mapowaniu)." in said.err
    assert "\nwiersz nagłówka: 3\n" in Path(target).read_text(encoding="utf-8")
    assert say("score", rules, table, "--mapping", target, "--format", "jsonl").code == 0
    assert say("map", rules, table, "--mapping", target, "-o", target, "--force").code == 2


def test_a_table_is_proposed_for_as_a_mapping_begun_says(rules: str, tmp_path: Path) -> None:
    table = file(tmp_path, "t.csv", "Wykaz\n\nznak;x1;x2;x3\n7;60;5;tak\n")
    said = say("map", rules, table)
    assert "Dopasowano kolumn: 0 z 1." in said.err
    assert "„wiersz nagłówka: 3”" in said.err
    begun = file(tmp_path, "wstep.yaml", "mapowanie: 1\nwiersz nagłówka: 3\nrozdzielnik: średnik\n")
    target = tmp_path / "m.yaml"
    said = say("map", rules, table, "--mapping", begun, "-o", str(target))
    assert "Dopasowano kolumn: 1 z 4." in said.err
    written = target.read_text(encoding="utf-8")
    assert "wiersz nagłówka: 3\nrozdzielnik: średnik\nkolumny:\n  znak: id\n" in written


def test_an_id_that_repeats_is_told(rules: str, tmp_path: Path) -> None:
    said = say("map", rules, file(tmp_path, "t.csv", "Nr wniosku;egzamin\n7;60\n7;61\n"))
    assert said.code == 1
    assert "Kolumna „Nr wniosku” wygląda na znak kandydata („id”), ale się powtarza" in said.err
    assert "  Nr wniosku: id  # powtarza się, a „id” ma być u każdego inne\n" in said.out


def test_strict_counts_nothing_while_a_row_is_bad(rules: str, tmp_path: Path) -> None:
    people = file(tmp_path, "k.csv", "id;egzamin\na;60\nb;dużo\n")
    for words in (["score"], ["allocate"], ["rank"], ["explain"]):
        more = ["a"] if words == ["explain"] else []
        assert say(*words, rules, people, *more).out
        said = say(*words, rules, people, *more, "--strict")
        assert (said.code, said.out) == (1, "")
        assert "Nic nie policzono, bo podano --strict: 1 wiersz z błędami." in said.err
        if not more:
            assert "mapowanie: paragraf map REGULAMIN PLIK\n" in say(*words, rules, people).err
        good = file(tmp_path, "d.csv", "id;egzamin\na;60\n")
        assert say(*words, rules, good, *more, "--strict").code == 0


def test_a_table_that_cannot_be_read_gives_no_empty_result(rules: str, tmp_path: Path) -> None:
    for people in (file(tmp_path, "k.csv", "x;y\n1;2\n"), file(tmp_path, "k.xlsx", b"PK\x03\x04")):
        for words in (["score"], ["allocate"], ["explain"]):
            said = say(*words, rules, people, *(["a"] if words == ["explain"] else []))
            assert (said.code, said.out) == (1, "")
            assert "K01" in said.err


def test_who_does_not_take_part_is_listed(rules: str, tmp_path: Path) -> None:
    states = {"a": "potwierdzony", "b": "złożony", "c": "złożony", "d": "zwrócony"}
    people = jsonl(tmp_path, *({"id": name, "egzamin": 5, "wniosek": state} for name, state in states.items()))
    for command in ("score", "allocate", "rank"):
        said = say(command, rules, people)
        assert said.code == 0
        assert said.err == (
            "Bierze udział 1 kandydat; nie bierze udziału 3 kandydatów:\n"
            "  złożony (2) – wniosek czeka na weryfikację: b, c\n"
            "  zwrócony (1) – wniosek zwrócono do poprawy: d\n"
        )
    said = say("explain", rules, people, "b")
    assert "Kandydat „b” nie bierze udziału: wniosek czeka na weryfikację (stan: złożony)." in said.err
    assert "Razem: 5 punktów" in said.out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_that_nobody_has_a_state_is_told_to_a_person(rules: str, tmp_path: Path) -> None:
    people = jsonl(tmp_path, {"id": "a", "egzamin": 5})
    told = Terminal()
    assert main(["score", rules, people], io.StringIO(), io.StringIO(), told, COMMANDS) == 0
    assert "Plik nie podaje stanu wniosków („wniosek”): biorą udział wszyscy kandydaci.\n" in told.getvalue()
    assert say("score", rules, people).err == ""


def test_only_what_is_confirmed(rules: str, tmp_path: Path) -> None:
    one = {"egzamin": 50, "wolontariat": True, "wybory": ["A"]}
    people = jsonl(tmp_path, {"id": "a", **one}, {"id": "b", **one, "potwierdzone": ["zaświadczenie"]})
    words = "bez potwierdzenia: wolontariat (brak: zaświadczenie); utracono 3 punkty"
    for option in ("--confirmed-only", "--tylko-potwierdzone"):
        table = say("score", rules, people, option).out.splitlines()
        assert table[2].endswith(words)
        assert words not in table[3]
    first, second = records(say("score", rules, people, "--confirmed-only", "--format", "jsonl"))
    assert (first["razem"], second["razem"]) == ("50", "53")
    assert first["niepotwierdzone"] == {"dane": ["wolontariat"], "dokumenty": ["zaświadczenie"], "utracone_punkty": "3"}
    assert "niepotwierdzone" not in second
    found = say("allocate", rules, people, "--confirmed-only").out
    assert words in found
    assert "przyjęto z wynikiem 53 punkty" in found
    for form in ("table", "csv"):
        ranked = say("rank", rules, people, "--confirmed-only", "--format", form).out.splitlines()
        assert [line.strip('"').endswith(words) for line in ranked if "bez potwierdzenia" in line] == [True]
    ranking, *_ = records(say("rank", rules, people, "--confirmed-only", "--format", "jsonl"))
    assert [(one["kandydat"], one.get("niepotwierdzone")) for one in ranking["lista"]] == [
        ("b", None),
        ("a", first["niepotwierdzone"]),
    ]
    said = say("explain", rules, people, "a", "--confirmed-only").out
    assert said.startswith("Oddział A: nie policzono bez potwierdzenia: wolontariat; brakuje: zaświadczenie.\n")
    assert "Razem: 50 punktów" in said
    (record,) = records(say("explain", rules, people, "a", "--confirmed-only", "--format", "jsonl"))
    assert record["niepotwierdzone"] == {"dane": ["wolontariat"], "dokumenty": ["zaświadczenie"]}
    assert "niepotwierdzone" not in say("explain", rules, people, "a", "--format", "jsonl").out


def test_no_pesel_and_no_name_in_any_output(rules: str, tmp_path: Path) -> None:
    header = "id;tożsamość.imiona;tożsamość.nazwisko;tożsamość.pesel;egzamin;wybory.1"
    rows = [
        "a;Ewa;Tajemnicka;05210112349;60;A",
        "b;Ewa;Tajemnicka;05210112349;60;A",
        "c;Ewa;Tajemnicka;05210112348;1;Z",
    ]
    people = file(tmp_path, "k.csv", "\n".join([header, *rows]))
    target = tmp_path / "wynik.csv"
    said = [
        say("score", rules, people),
        say("allocate", rules, people),
        say("rank", rules, people),
        say("explain", rules, people, "a"),
        say("explain", rules, people, "b"),
        say("explain", rules, people, "c", "--format", "json"),
        say("map", rules, people),
        say("map", rules, people, "--dry-run"),
        say("score", rules, people, "-o", str(target)),
    ]
    text = "".join(one.out + one.err for one in said) + target.read_text(encoding="utf-8-sig")
    assert "K013" in text
    assert "K014" in text
    assert not any(secret in text for secret in ("Ewa", "Tajemnicka", "0521011234"))


def test_who_does_not_take_part_is_counted_and_nobody_is_not_everybody(rules: str, tmp_path: Path) -> None:
    mapping = file(tmp_path, "m.yaml", "mapowanie: 1\nkolumny: {id: id}\n")
    table = file(tmp_path, "k.csv", "id;egzamin;wniosek\na;60;potwierdzony\nb;61;złożony\nc;dużo;potwierdzony\n")
    tried = say("map", rules, table, "--mapping", mapping)
    counted = "nie bierze udziału (wniosek nie jest potwierdzony): 1, z błędami: 1, wierszy razem: 3."
    assert f"Odczytano 1 kandydata; {counted}" in tried.out
    said = say("score", rules, file(tmp_path, "z.csv", "id;egzamin;wniosek\nc;dużo;potwierdzony\n"))
    assert "Nikt nie bierze udziału" in said.err
    assert "wszystkie wnioski są potwierdzone" not in said.err


@pytest.mark.parametrize("command", ["score", "rank", "allocate", "simulate"])
@pytest.mark.parametrize(
    "row", [{"egzamin": 60, "wniosek": "roboczy"}, {"egzamin": "dużo"}], ids=["none confirmed", "all bad"]
)
def test_where_nobody_takes_part_there_is_no_result(
    rules: str, tmp_path: Path, command: str, row: dict[str, Any]
) -> None:
    rows = [{"id": f"k{n}", "wolontariat": False, "wybory": ["A"], **row} for n in (1, 2)]
    more = ["--seats", "A=2"] if command == "simulate" else []
    said = say(command, rules, jsonl(tmp_path, *rows), *more)
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("Nikt nie bierze udziału: nic nie policzono i nic nie zapisano.\n")
    saved = tmp_path / "wynik.csv"
    assert say(command, rules, jsonl(tmp_path, *rows), *more, "-o", str(saved)).code == 1
    assert not saved.exists()


def test_an_empty_file_gives_no_empty_list(rules: str, tmp_path: Path) -> None:
    said = say("allocate", rules, file(tmp_path, "k.csv", "id;wybory.1\n"), "-o", str(tmp_path / "wynik.csv"))
    assert (said.code, said.out) == (1, "")
    assert "W pliku nie ma ani jednego kandydata." in said.err
    assert not (tmp_path / "wynik.csv").exists()
