"""The letterhead of the school's file on papers of the commission, in an archive, and with a picture that is none."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.cli.terminal import say
from tests.cli.test_papers import files
from tests.generator.papers.school import ROWS, TEXT
from tests.generator.test_letterhead import PAPER, PICTURES, png
from tests.generator.validity import faults

WITH_LOGO = TEXT.replace("\nszkoła:", "\n" + PAPER.format(logo="herb.png") + "szkoła:", 1)


@pytest.fixture
def told(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "herb.png").write_bytes(PICTURES["herb.png"])
    return files(tmp_path, ROWS, WITH_LOGO)


@pytest.mark.parametrize("kind", ["lista", "wyjasnienia", "protokol"])
def test_papers_are_on_the_school_s_paper(tmp_path: Path, told: tuple[str, str], kind: str) -> None:
    said = say("papers", kind, *told, "-o", str(tmp_path / "pisma"))
    assert said.code == 0, said.err
    found = sorted((tmp_path / "pisma").glob("*.pdf"))
    assert found
    for one in found:
        content = one.read_bytes()
        assert faults(content) == []
        first: Any = pypdf.PdfReader(io.BytesIO(content)).pages[0]
        assert "ul. Szkolna 1 <b>&" in first.extract_text().replace("\u00a0", " ")
        assert list(first.images)
        assert b"Libertinus" in content  # `styl: druk`


def test_a_style_asked_for_stands_above_that_of_the_file(tmp_path: Path, told: tuple[str, str]) -> None:
    say("papers", "lista", *told, "-o", str(tmp_path / "pisma"), "--style", "dostepny")
    assert all(b"Lato" in one.read_bytes() for one in (tmp_path / "pisma").glob("*.pdf"))


@pytest.mark.parametrize("words", [("papers", "protokol"), ("document",)])
def test_a_picture_that_is_none_stops_before_anything_is_written(
    tmp_path: Path, told: tuple[str, str], words: tuple[str, ...]
) -> None:
    (tmp_path / "herb.png").write_bytes(png()[:-5])
    inputs = told if words[0] == "papers" else told[:1]
    before = sorted(tmp_path.iterdir())
    target = str(tmp_path / ("pisma" if words[0] == "papers" else "r.pdf"))
    said = say(*words, *inputs, "-o", target)
    assert said.code == 2
    assert "logo „herb.png” jest uszkodzone" in said.err
    assert sorted(tmp_path.iterdir()) == before


def test_the_logo_is_kept_in_an_archive_and_never_written_over(tmp_path: Path, told: tuple[str, str]) -> None:
    assert say("document", told[0], "--archive").code == 0
    reader: Any = pypdf.PdfReader(tmp_path / "regulamin-archiwum.pdf")
    assert reader.attachments["herb.png"][0] == PICTURES["herb.png"]
    (tmp_path / "herb.png").rename(tmp_path / "herb.pdf")
    Path(told[0]).write_text(WITH_LOGO.replace("herb.png", "herb.pdf"), encoding="utf-8")
    said = say("document", told[0], "-o", str(tmp_path / "herb.pdf"), "--force")
    assert said.code == 2
