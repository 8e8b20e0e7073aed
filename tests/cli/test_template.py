"""`paragraf template`: files made, filled ones not written over, and the JSONL one scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.admission.recruitment.schools import LAW, write_schools
from tests.cli.terminal import say


@pytest.fixture
def regulation(root: Path) -> str:
    return str(root / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml")


def test_the_jsonl_template_goes_through_score(regulation: str, tmp_path: Path) -> None:
    target = tmp_path / "k.jsonl"
    said = say("template", regulation, "--format", "jsonl", "-o", str(target))
    assert said.code == 0
    assert said.out == f"Zapisano {target}.\n"
    scored = say("score", regulation, str(target))
    assert (scored.code, scored.err) == (0, "")
    assert scored.out.count("przyklad-1") == 4
    assert "brakuje danych" not in scored.out


def test_csv_makes_a_file_for_each_list(regulation: str, tmp_path: Path) -> None:
    said = say("szablon", regulation, "--format", "csv", "-o", str(tmp_path / "k.csv"))
    assert said.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["k.csv", "k.osiągnięcia.csv"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_all_in_one_sheet(tmp_path: Path, format: str) -> None:
    """The empty template is read by its columns: nothing unknown, only nobody in it."""
    law = LAW + "wybór: {próba: liczba?}\n"
    path = str(write_schools(tmp_path, prawo=law))
    file = tmp_path / f"k.{format}"
    assert say("template", path, "--format", format, "--one-sheet", "-o", str(file)).code == 0
    assert not list(tmp_path.glob("k.wybory*"))
    said = say("score", path, str(file))
    assert said.err.count("błąd") == said.err.count("K005") == 1
    if format == "csv":
        assert "wybory.1;wybory.2;wybory.3;wybory.4;wybory.lo1/A.próba;" in file.read_text(encoding="utf-8-sig")


def test_xlsx_is_the_default(regulation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert say("template", regulation).code == 0
    assert (tmp_path / "kandydaci.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("format", ["xlsx", "csv", "jsonl"])
def test_what_to_do_next_is_told_and_works(regulation: str, tmp_path: Path, format: str) -> None:
    file = str(tmp_path / f"k.{format}")
    said = say("template", regulation, "--format", format, "-o", file)
    assert said.err.endswith(f"Potem: paragraf score {regulation} {file}\n")
    said = say("score", regulation, file)
    assert (said.code, "K005" in said.err) == ((0, False) if format == "jsonl" else (1, True))


def test_a_filled_file_is_not_written_over(regulation: str, tmp_path: Path) -> None:
    target = tmp_path / "k.jsonl"
    target.write_text("dane", encoding="utf-8")
    said = say("template", regulation, "--format", "jsonl", "-o", str(target))
    assert said.code == 2
    assert "już jest" in said.err
    assert target.read_text(encoding="utf-8") == "dane"
    assert say("template", regulation, "--format", "jsonl", "-o", str(target), "--force").code == 0
    assert target.read_text(encoding="utf-8") != "dane"


def test_wrong_use(regulation: str, tmp_path: Path) -> None:
    assert say("template", str(tmp_path / "nie-ma.yaml")).code == 2
    assert say("template", regulation, "-o", str(tmp_path)).code == 2
    assert say("template", regulation, "-o", str(tmp_path / "nie-ma" / "k.xlsx")).code == 2
    empty = tmp_path / "pusty.yaml"
    empty.write_text("paragraf: 1\nregulamin: Próba\nwydaje: dyrektor\n", encoding="utf-8")
    said = say("template", str(empty))
    assert said.code == 2
    assert "co trzeba wiedzieć o kandydacie" in said.err


def test_a_regulation_with_errors_makes_no_template(tmp_path: Path) -> None:
    broken = tmp_path / "zly.yaml"
    broken.write_text("paragraf: 1\nregulamin: Próba\nwydaje: król\n", encoding="utf-8")
    assert say("template", str(broken), "-o", str(tmp_path / "k.xlsx")).code == 1
    assert not (tmp_path / "k.xlsx").exists()


@pytest.mark.parametrize("format", ["xlsx", "csv", "jsonl"])
def test_a_recruitment_has_a_template_of_all_its_schools(tmp_path: Path, format: str) -> None:
    path = str(write_schools(tmp_path, "limity: {szkoły: 1}\n"))
    file = tmp_path / f"k.{format}"
    said = say("template", path, "--format", format, "-o", str(file))
    assert (said.code, said.out) == (0, f"Zapisano {file}.\n")
    if format == "csv":
        header, explained = file.read_text(encoding="utf-8-sig").splitlines()
        assert "wybory.4" in header
        assert "lo1/A, lo1/B, lo2/A, lo2/B" in explained
    if format == "jsonl":
        scored = say("score", path, str(file))
        assert (scored.code, scored.err) == (0, "")
        assert scored.out.count("przyklad-1") == 2


def test_a_recruitment_is_not_written_over(tmp_path: Path) -> None:
    path = write_schools(tmp_path)
    before = path.read_bytes()
    assert say("template", str(path), "-o", str(path), "--force").code == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("format", ["xlsx", "csv", "jsonl"])
def test_a_name_without_an_ending_gets_it(regulation: str, tmp_path: Path, format: str) -> None:
    said = say("template", regulation, "--format", format, "-o", str(tmp_path / "szablon"))
    assert said.code == 0
    assert (tmp_path / f"szablon.{format}").exists()
    assert said.err.endswith(f"szablon.{format}\n")
