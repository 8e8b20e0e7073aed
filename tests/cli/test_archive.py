"""`paragraf document --archive`: a valid PDF/A-3 from whose files the same regulation comes out again."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.cli.terminal import say
from tests.generator.orders.test_orders import SCHOOL, SECOND
from tests.generator.validity import faults

SHIPPED = ("lo-wyspianskiego-kety/2025-2026", "sp77-krakow/2025-2026")


def files_in(pdf: Path) -> dict[str, bytes]:
    reader: Any = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
    return {name: contents[0] for name, contents in reader.attachments.items()}


def places_in(pdf: Path) -> dict[str, str]:
    """Where each file stood, as the instruction beside them says."""
    told = files_in(pdf)["CZYTAJ.txt"].decode()
    return dict(re.findall(r"^    (.+?) → (.+?) – ", told, re.MULTILINE))


def unpacked(pdf: Path, folder: Path) -> Path:
    for name, place in places_in(pdf).items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files_in(pdf)[name])
    return folder


@pytest.mark.parametrize("name", SHIPPED)
def test_the_files_inside_give_the_same_document_and_the_same_points(root: Path, tmp_path: Path, name: str) -> None:
    original = root / f"regulations/{name}.yaml"
    archive = tmp_path / "archiwum.pdf"
    assert say("document", str(original), "--archive", "-o", str(archive)).code == 0
    copy = unpacked(archive, tmp_path / "akta") / original.name
    assert say("check", str(copy)).code == 0
    texts = [say("document", str(one), "--format", "text").out for one in (original, copy)]
    assert texts[0] == texts[1]
    candidates = str(tmp_path / "kandydaci.jsonl")
    assert say("generate", str(original), "-n", "30", "-o", candidates).code == 0
    points = [say("score", str(one), candidates, "--format", "csv") for one in (original, copy)]
    assert points[0].code == 0
    assert points[0].out == points[1].out
    assert len(points[0].out.splitlines()) > 30


def test_it_is_valid_and_says_how_to_use_it(root: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archiwum.pdf"
    say("document", str(root / f"regulations/{SHIPPED[0]}.yaml"), "--archiwum", "-o", str(archive))
    assert faults(archive.read_bytes(), "ua1", "3a") == []
    inside = files_in(archive)
    assert sorted(inside) == [
        "2025-2026.yaml", "CZYTAJ.txt", "prawo--ponadpodstawowe-2022.yaml", "terminarze--malopolskie-2025-2026.yaml",
    ]  # fmt: skip
    assert places_in(archive)["prawo--ponadpodstawowe-2022.yaml"] == "prawo/ponadpodstawowe-2022.yaml"
    assert places_in(archive).keys() == inside.keys() - {"CZYTAJ.txt"}
    assert "paragraf document 2025-2026.yaml" in inside["CZYTAJ.txt"].decode()
    assert str(root) not in archive.read_bytes().decode("latin-1")


def test_every_version_of_an_amended_regulation_is_inside(tmp_path: Path) -> None:
    paths = [tmp_path / "szkoła.yaml", tmp_path / "szkoła-marzec.yaml"]
    for path, text in zip(paths, (SCHOOL, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    words = ("document", str(paths[1]), "--kind", "zmiana", "--changes-from", str(paths[0]), "--archive")
    assert say(*words).code == 0
    inside = files_in(tmp_path / "szkoła-marzec-zmiana-archiwum.pdf")
    assert inside["wersja-1--szkoła.yaml"].decode() == SCHOOL
    assert inside["wersja-2--szkoła-marzec.yaml"].decode() == SECOND


@pytest.mark.skipif(shutil.which("pdfdetach") is None, reason="needs pdfdetach (Debian: poppler-utils)")
def test_the_tool_at_hand_saves_all_files(root: Path, tmp_path: Path) -> None:
    archive, folder = tmp_path / "archiwum.pdf", tmp_path / "zapisane"
    say("document", str(root / f"regulations/{SHIPPED[0]}.yaml"), "--archive", "-o", str(archive))
    folder.mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", str(folder), str(archive)], capture_output=True, check=True)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == files_in(archive)


def test_files_of_alike_names_stay_apart(tmp_path: Path) -> None:
    """A folder and a name that look the same without the slash, and what Windows holds for the same name."""
    header = "paragraf: 1\nregulamin: R\nwydaje: dyrektor\n"
    bases = ("a/b.yaml", "a--b.yaml", "A--B.yaml")
    (tmp_path / "a").mkdir()
    for name in bases:
        (tmp_path / name).write_text(f"paragraf: 1\nprawo: {name}\nwydaje: organ prowadzący\n", encoding="utf-8")
    listed = ", ".join(name.removesuffix(".yaml") for name in bases)
    (tmp_path / "szkola.yaml").write_text(f"{header}opiera się na: [{listed}]\n", encoding="utf-8")
    say("document", str(tmp_path / "szkola.yaml"), "--archive", "-o", str(tmp_path / "archiwum.pdf"))
    names = [name.casefold() for name in files_in(tmp_path / "archiwum.pdf")]
    assert len(names) == len(set(names)) == 5
    folder = unpacked(tmp_path / "archiwum.pdf", tmp_path / "akta")
    for name in bases:
        assert f"prawo: {name}" in (folder / name).read_text(encoding="utf-8")


def test_the_same_bytes_in_another_process_zone_language_and_folder(root: Path, tmp_path: Path) -> None:
    regulation = root / f"regulations/{SHIPPED[0]}.yaml"
    say("document", str(regulation), "--archive", "-o", str(tmp_path / "tu.pdf"))
    environment = os.environ | {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONPATH": str(root)}
    words = [sys.executable, "-m", "cli", "document", os.path.relpath(regulation, tmp_path), "--archive", "-o", "a.pdf"]
    subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "tu.pdf").read_bytes()


@pytest.mark.parametrize("format", ["html", "docx", "all", "text"])
def test_only_a_pdf_carries_files(root: Path, format: str) -> None:
    said = say("document", str(root / f"regulations/{SHIPPED[0]}.yaml"), "--archive", "--format", format)
    assert said.code == 2
    assert "do archiwum zapisuje się tylko PDF" in said.err
