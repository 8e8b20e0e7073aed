"""SARIF 2.1.0: what the schema demands and what tools rely on. (Logs of all `bad/` files were held against the schema
of OASIS with jsonschema when this was written; it is not among our packages.)"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dsl.codes import records
from dsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from dsl.report.deliberate import Deliberate
from dsl.report.sarif import as_sarif
from dsl.source.text import Location, Source, Span
from tests.dsl.loading import load_shown

FOLDER = Path(__file__).parent / "bad"


def at(text: str, piece: str, path: str = "regulamin.yaml") -> Span:
    start = text.index(piece)
    return Span(Source(path, text), start, start + len(piece))


def run_of(*problems: Diagnostic) -> dict[str, Any]:
    log = as_sarif(problems, version="1.2.3")
    assert (log["version"], log["$schema"][-23:]) == ("2.1.0", "sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_a_result() -> None:
    where = at("a: 1\nb: ocny\n", "ocny")
    run = run_of(Diagnostic("P060", Severity.ERROR, "Nie znam nazwy.", where, "Popraw."))
    (result,) = run["results"]
    assert (result["ruleId"], result["level"], result["message"]["text"]) == (
        "P060",
        "error",
        "Nie znam nazwy. Popraw.",
    )
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "regulamin.yaml"}
    assert place["region"] == {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 8}
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"], run["columnKind"]) == ("paragraf", "1.2.3", "utf16CodeUnits")


def test_columns_count_units_of_utf_16() -> None:
    (result,) = run_of(Diagnostic("P060", Severity.NOTE, "Coś.", at("żółć 𝒳𝒴: ocny", "ocny")))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"], result["level"]) == (12, 16, "note")


def test_a_place_of_several_lines() -> None:
    (result,) = run_of(Diagnostic("P060", Severity.ERROR, "Coś.", at("a: |\n  b\n  c\n", "b\n  c")))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 3, "endLine": 3, "endColumn": 4}


def test_related_places_and_fixes() -> None:
    text = "a: 0.5\n"
    where = at(text, "0.5")
    fixes = (Fix("Zamień", (Edit(where, "0,5"),), safe=True), Fix("Usuń", (Edit(where, ""),), safe=False))
    related = (Related(at("c: 1\n", "c", "prawo/inny plik.yaml"), "tak stanowi"),)
    (result,) = run_of(Diagnostic("P021", Severity.ERROR, "Kropka.", where, related=related, fixes=fixes))["results"]
    (other,) = result["relatedLocations"]
    assert (other["id"], other["message"]) == (1, {"text": "tak stanowi"})
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "prawo/inny%20plik.yaml"
    first, second = result["fixes"]
    (change,) = first["artifactChanges"]
    (replacement,) = change["replacements"]
    assert change["artifactLocation"]["uri"] == "regulamin.yaml"
    assert replacement["insertedContent"] == {"text": "0,5"}
    assert replacement["deletedRegion"]["startColumn"] == 4
    assert second["description"]["text"] == "Usuń (do sprawdzenia)"


def test_no_place_and_a_line_only() -> None:
    nowhere, line = run_of(
        Diagnostic("P099", Severity.ERROR, "Coś."), Diagnostic("P001", Severity.ERROR, "Coś.", Location("r.yaml", 1))
    )["results"]
    assert nowhere["locations"] == []
    assert line["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_rules_carry_the_records() -> None:
    run = run_of(*(Diagnostic(code, Severity.ERROR, "Coś.") for code in ("P060", "P021", "P060")))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["P021", "P060"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["P060", "P021", "P060"]
    assert rules[0]["shortDescription"]["text"] == records()["P021"].title
    assert "0,35 * egzamin" in rules[0]["help"]["text"]
    assert "```yaml" in rules[0]["help"]["markdown"]


def test_what_is_passed_over_is_suppressed_in_the_source() -> None:
    passed = Deliberate(Diagnostic("P056", Severity.WARNING, "Coś."), "gmina poda w maju")
    (result,) = as_sarif([], [passed])["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "gmina poda w maju"}]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_mistake_makes_a_log(path: Path) -> None:
    problems = load_shown(path).diagnostics
    log = as_sarif(problems)
    assert json.loads(json.dumps(log, allow_nan=False)) == log
    for problem, result in zip(problems, log["runs"][0]["results"], strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert problem.location is not None
        assert region["startLine"] == problem.location.line
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"]) >= (1, 1)
