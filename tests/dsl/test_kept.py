"""A model that was kept comes back as loading would give it, or not at all."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from admission.candidates import Candidate
from admission.scoring import score
from admission.validation import read_rows
from dsl.emit.evaluate import Evaluator
from dsl.emit.explain import explain
from dsl.emit.python.standalone import standalone_module
from dsl.kept import record
from dsl.kept.packing import Damaged, packed, unpacked
from dsl.kept.record import recalled, record_of
from dsl.load import load
from dsl.model.regulation import Regulation
from tests.emit.equality import holed_rows

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "regulations").glob("*/*.yaml"))
SCHOOL = ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
LAW = ROOT / "regulations/prawo/ponadpodstawowe-2022.yaml"
BASE = "prawo/ponadpodstawowe-2022"


def loaded_model(path: Path) -> Regulation:
    found = load(path).regulation
    assert found is not None
    return found


def kept(path: Path) -> bytes:
    found = record_of(load(path))
    assert found is not None
    return found


@pytest.mark.parametrize("path", [*SHIPPED, ROOT / "tests/emit/everything.yaml"], ids=lambda one: one.parent.name)
def test_every_shipped_regulation_comes_back_the_same(path: Path) -> None:
    """Of the same classes, with what was one object one again: both are in what is written of it."""
    model = loaded_model(path)
    again = recalled(kept(path), path)
    assert again is not None
    assert packed(again) == packed(model)
    assert standalone_module(again) == standalone_module(model)
    assert [one.text for one in again.sources] == [one.text for one in model.sources]


def test_its_order_and_its_letterhead_come_back_too(tmp_path: Path) -> None:
    path = tmp_path / "szkola.yaml"
    path.write_text(
        "paragraf: 1\nregulamin: Próba\nwydaje: dyrektor\n"
        "zarządzenie: {numer: 1/2026, data: 2026-02-16, na podstawie: [ustawa art. 1], wchodzi w życie: 2026-03-01, "
        "traci moc: {numer: 2/2025, data: 2025-02-03}}\n"
        "pismo: {nagłówek: [Szkoła], logo: herb.png, opis logo: herb, marginesy: {góra: 20 mm}, styl: druk}\n"
        "kandydat: {egzamin: procent}\nkryteria: {egzamin: egzamin}\nkolejność: [{etap: suma, suma: [egzamin]}]\n"
        "oddziały: {A: {miejsca: 30}}\n",
        encoding="utf-8",
    )
    model, again = loaded_model(path), recalled(kept(path), path)
    assert again is not None
    assert packed(again) == packed(model)
    assert again.ordinance is not None
    assert again.stationery is not None
    assert again.stationery.logo is not None
    assert again.stationery.logo.path == tmp_path / "herb.png"


@pytest.mark.parametrize("name", ["lo-wyspianskiego-kety/2025-2026", "zsme-kety/2025-2026"])
def test_it_counts_and_explains_the_same(name: str) -> None:
    path = ROOT / "regulations" / f"{name}.yaml"
    model, again = loaded_model(path), recalled(kept(path), path)
    assert again is not None
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in holed_rows(model, 40, seed=1)]

    def said(rules: Regulation) -> list[object]:
        read = read_rows(lines, "k.jsonl", rules)
        return [[one.result for one in score(rules, read.good)], *map(repr, explained(rules, read.good[:5]))]

    assert said(again) == said(model)


def explained(rules: Regulation, candidates: tuple[Candidate, ...]) -> list[object]:
    return [
        explain(Evaluator(rules, rules.branches[choice.branch], one.facts, choice.pair))
        for one in candidates
        for choice in one.choices
    ]


# -- what has changed -------------------------------------------------------------------------------------------------


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """With a base beside it and others of the library."""
    base = tmp_path / "miasto.yaml"
    base.write_text("paragraf: 1\nprawo: zasady miasta\nwydaje: organ prowadzący\n", encoding="utf-8")
    path = tmp_path / "szkoła.yaml"
    text = SCHOOL.read_text(encoding="utf-8")
    assert f"[{BASE}, " in text or f"- {BASE}" in text or BASE in text
    path.write_text(text.replace(BASE, f"miasto, {BASE}", 1), encoding="utf-8")
    assert load(path).regulation is not None
    return path


def test_nothing_has_changed(school: Path) -> None:
    assert recalled(kept(school), school) is not None


def _of_file(school: Path) -> None:
    text = school.read_text(encoding="utf-8")
    school.write_text(text.replace("miejsca: {wartość: 30,", "miejsca: {wartość: 31,", 1), encoding="utf-8")


def _of_base(school: Path) -> None:
    base = school.parent / "miasto.yaml"
    base.write_text(base.read_text(encoding="utf-8") + "# uwaga\n", encoding="utf-8")


def _other_base(school: Path) -> None:
    """It stands before the one of the library from now on."""
    (school.parent / "prawo").mkdir()
    (school.parent / f"{BASE}.yaml").write_text(LAW.read_text(encoding="utf-8"), encoding="utf-8")


def _no_base(school: Path) -> None:
    (school.parent / "miasto.yaml").unlink()


def _no_file(school: Path) -> None:
    school.unlink()


@pytest.mark.parametrize("change", [_of_file, _of_base, _other_base, _no_base, _no_file])
def test_a_text_has_changed(school: Path, change: Callable[[Path], None]) -> None:
    record = kept(school)
    change(school)
    assert recalled(record, school) is None


def test_the_program_has_changed(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = kept(school)
    monkeypatch.setattr(record, "program", lambda: "another")
    assert recalled(written, school) is None


def test_the_program_is_all_of_its_files(tmp_path: Path) -> None:
    module = tmp_path / "a" / "b.py"
    module.parent.mkdir()
    module.write_text("1", encoding="utf-8")
    before = [(name, one.st_size) for name, one in record._files(tmp_path)]
    module.write_text("12", encoding="utf-8")
    assert [(name, one.st_size) for name, one in record._files(tmp_path)] != before


def test_another_file_with_the_same_text(school: Path) -> None:
    """Places in it would be shown by the name of the first."""
    other = school.with_name("inna.yaml")
    other.write_text(school.read_text(encoding="utf-8"), encoding="utf-8")
    assert recalled(kept(school), other) is None


def test_errors_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "zły.yaml"
    path.write_text("paragraf: 1\nregulamin: X\n", encoding="utf-8")
    assert record_of(load(path)) is None


# -- damaged records --------------------------------------------------------------------------------------------------


def test_any_damage_is_noticed_or_harmless(school: Path) -> None:
    whole, model = kept(school), packed(loaded_model(school))
    source = random.Random(7)
    for _ in range(100):
        cut = source.randrange(len(whole))
        noise = bytes(source.randrange(32, 127) for _ in range(source.randrange(1, 4)))
        found = recalled(whole[:cut] + noise + whole[cut + len(noise) :], school)
        assert found is None or packed(found) == model
        assert recalled(whole[:cut], school) is None
    for broken in (b"", b"\n", b"{}\n{}", b"[]\n[]", b"\xff", whole.partition(b"\n")[0], b"null\nnull"):
        assert recalled(broken, school) is None


@pytest.mark.parametrize(
    "name", ["os.system", "system", "Path", "Popen", "object", "type", "load", "_Packer", "Diagnostics", "Source"]
)
def test_only_classes_of_the_model_are_made(name: str) -> None:
    text = json.dumps({"classes": [name], "values": ["x"], "rows": [[0, -1]]})
    with pytest.raises(Damaged):
        unpacked(text, ())
