"""The demo is the first thing a person runs: all of it works, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import say


def test_demo_goes_the_whole_way(tmp_path: Path) -> None:
    folder = tmp_path / "pokaz"
    said = say("pokaz", "-o", str(folder), "-n", "12")
    assert said.code == 0, said.err
    for step in ("1/5", "2/5", "3/5", "4/5", "5/5"):
        assert step in said.out
    assert (folder / "regulamin.pdf").read_bytes().startswith(b"%PDF")
    assert len((folder / "kandydaci.jsonl").read_text(encoding="utf-8").splitlines()) == 12
    assert say("check", str(folder / "regulamin.yaml")).code == 0
    again = say("allocate", str(folder / "regulamin.yaml"), str(folder / "kandydaci.jsonl"))
    assert again.code == 0


def test_demo_says_when_the_folder_cannot_be_used(tmp_path: Path) -> None:
    place = tmp_path / "plik"
    place.write_text("zajęte", encoding="utf-8")
    assert say("demo", "-o", str(place)).code == 2
    assert say("demo", "-o", str(tmp_path / "x"), "-n", "0").code == 2


def test_demo_again_keeps_what_the_person_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "pokaz"
    regulation, people = folder / "regulamin.yaml", folder / "kandydaci.jsonl"
    assert say("demo", "-o", str(folder), "-n", "3").code == 0
    assert say("demo", "-o", str(folder), "-n", "4").code == 0
    mine = regulation.read_text(encoding="utf-8") + "# moje\n"
    regulation.write_text(mine, encoding="utf-8")
    said = say("demo", "-o", str(folder))
    assert (said.code, said.out) == (2, "")
    assert "zmieniono „regulamin.yaml”, a pokaz" in said.err
    assert "--force" in said.err
    assert regulation.read_text(encoding="utf-8") == mine
    people.write_text(people.read_text(encoding="utf-8").replace("przyklad-0001", "mój"), encoding="utf-8")
    assert "zmieniono „regulamin.yaml” i „kandydaci.jsonl”" in say("demo", "-o", str(folder)).err
    assert len(people.read_text(encoding="utf-8").splitlines()) == 4
    assert say("demo", "-o", str(folder), "-n", "3", "--force").code == 0
    assert "# moje" not in regulation.read_text(encoding="utf-8")
