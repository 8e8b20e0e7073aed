"""The JSON Schema of regulations: a schema itself, true to every good file, and of use against mistakes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dsl.decode import vocabulary
from dsl.diagnostics import Diagnostics
from dsl.emit.schema import Schema, fact_schema, regulation_schema
from dsl.load import load, load_text
from dsl.model.types import TRUTH
from dsl.source.nodes import Mapping, Node, Scalar, readable_name
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "regulations").rglob("*.yaml"))
FILES = [*SHIPPED, *sorted((ROOT / "tests" / "dsl" / "good").rglob("*.yaml"))]
KETY = ROOT / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml"
SMALLEST = {"paragraf": "1", "regulamin": "Próba", "wydaje": "dyrektor"}


def as_editors_read(node: Node) -> Any:
    """Plain data as an editor has it: what is empty is null. Letters in their usual form (NFC), as everybody types."""
    if isinstance(node, Scalar):
        return None if node.is_empty else node.text
    if isinstance(node, Mapping):
        return {unicodedata.normalize("NFC", entry.key.text): as_editors_read(entry.value) for entry in node}
    return [as_editors_read(item) for item in node]


def data_of(path: Path) -> Any:
    root = read_yaml(Source(path.name, path.read_text(encoding="utf-8")), Diagnostics())
    assert root is not None
    return as_editors_read(root)


def problems(schema: Schema, data: Any) -> list[str]:
    found = Draft202012Validator(schema).iter_errors(data)
    return [f"{'.'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found]


@pytest.fixture(scope="module")
def own() -> Schema:
    regulation = load(KETY).regulation
    assert regulation is not None
    return regulation_schema(regulation)


def test_it_is_a_schema(own: Schema) -> None:
    Draft202012Validator.check_schema(regulation_schema())
    Draft202012Validator.check_schema(own)
    assert json.loads(json.dumps(own)) == own


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_good_file_fits_the_general_schema_and_its_own(path: Path) -> None:
    data = data_of(path)
    assert problems(regulation_schema(), data) == []
    regulation = load(path).regulation
    assert regulation is not None
    assert problems(regulation_schema(regulation), data) == []


def test_every_key_of_the_vocabulary_is_offered_with_its_help() -> None:
    schema = regulation_schema()
    for name, help_ in vocabulary.TOP.items():
        assert schema["properties"][readable_name(name)]["description"] == help_
    criterion = schema["$defs"]["kryterium"]["anyOf"][1]["properties"]
    for name, help_ in {**vocabulary.NOTES, **vocabulary.CRITERION}.items():
        assert criterion[readable_name(name)]["description"] == help_


@pytest.mark.parametrize(
    "wrong",
    [
        {"kryterja": {}},
        {"wydaje": "król"},
        {"rok szkolny": "2025"},
        {"kryteria": {"sport": {"punkty": "5", "maksimum": "3"}}},
        {"kolejność": [{"suma": ["sport"]}]},
        {"kryteria": {"sport": {"punkty": "5", "stan": "jakiś"}}},
        {"terminarz": {"wnioski": "do 5 maja 2025"}},
        {"paragraf": "2"},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_mistakes_are_seen(wrong: Any) -> None:
    assert problems(regulation_schema(), SMALLEST) == []
    assert problems(regulation_schema(), {**SMALLEST, **wrong})


def test_a_key_counts_with_a_space_and_with_an_underscore() -> None:
    assert problems(regulation_schema(), {**SMALLEST, "rok_szkolny": "2025/2026"}) == []
    assert problems(regulation_schema(), {**SMALLEST, "rok_szkolny": "2025"})


def test_known_names_are_offered(own: Schema) -> None:
    kinds = own["$defs"]["oddział"]["properties"]["rodzaj"]["enum"]
    assert "ogólnodostępny" in kinds
    assert "egzamin" in own["$defs"]["kryteria"]["properties"]
    assert {"A", "B", "C", "D"} <= set(own["properties"]["oddziały"]["properties"])
    assert (
        "punktowane zajęcia edukacyjne" in own["$defs"]["oddział"]["properties"]["przedmioty punktowane"]["description"]
    )
    assert "egzamin.matematyka" in own["$defs"]["przykład"]["properties"]["oczekuj"]["properties"]
    grades = own["$defs"]["dane"]["properties"]["oceny"]["properties"]["fizyka"]["enum"]
    assert {"bardzo dobry", "bardzo_dobry", 5, "5"} <= set(grades)


@pytest.mark.parametrize(
    "change",
    [
        ("rodzaj: ogólnodostępny", "rodzaj: ogolnodostepny"),
        ("fizyka: dobry}", "fizyka: niezły}"),
        ("przedmioty punktowane: {wartość: [język_angielski, fizyka]", "przedmioty punktowane: {wartość: [angielski]"),
        ("świadectwo_ukończenia: tak", "świadectwo_ukonczenia: tak"),
    ],
)
def test_names_that_are_not_known_are_seen(own: Schema, change: tuple[str, str]) -> None:
    text = KETY.read_text(encoding="utf-8")
    assert change[0] in text
    root = read_yaml(Source("x.yaml", text.replace(*change)), Diagnostics())
    assert root is not None
    assert problems(own, as_editors_read(root))


def test_yes_and_no_are_read_as_the_program_reads_them() -> None:
    validator = Draft202012Validator(fact_schema(TRUTH))
    assert all(validator.is_valid(value) for value in ("tak", "NIE", "T", True, 0))
    assert not any(validator.is_valid(value) for value in ("może", "takt", 2))


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for item in node:
            yield from references(item)


def test_every_reference_leads_somewhere_and_every_part_is_used(own: Schema) -> None:
    for schema in (regulation_schema(), own):
        named = {one.removeprefix("#/$defs/") for one in references(schema)}
        assert named == set(schema["$defs"])


def test_a_law_without_branches_has_a_schema_too(tmp_path: Path) -> None:
    loaded = load_text("paragraf: 1\nprawo: Próba\nwydaje: minister\n", tmp_path / "p.yaml")
    assert loaded.regulation is not None
    schema = regulation_schema(loaded.regulation)
    assert (
        problems(schema, {"paragraf": 1, "prawo": "Próba", "wydaje": "minister", "oddziały": {"A": {"miejsca": 3}}})
        == []
    )
