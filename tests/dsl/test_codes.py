"""Every code has its record, every record its use; the examples are executed, the pages of docs/kody are up to date."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from admission.validation import read_rows
from dsl.codes import CodeRecord, Example, Told, groups, records
from dsl.codes.pages import pages
from dsl.diagnostics import Diagnostic, Diagnostics
from dsl.load import load_source
from dsl.report.deliberate import sorted_out
from dsl.rewrite.format import format_source
from dsl.source.reading import read_source
from dsl.source.text import Source
from generator.numbering import number
from generator.regulation import regulation_document
from tests.dsl.loading import regulation

PACKAGES = ("dsl", "admission", "generator", "assistant", "tui", "cli")
_USED = re.compile(r'"([PKN]\d{3})"')
SHOWN = [record for record in records().values() if record.example]
HIDDEN = [record for record in records().values() if not record.example]


def test_every_code_has_its_record_and_every_record_its_use(root: Path) -> None:
    files = (path for package in PACKAGES for path in (root / package).rglob("*.py"))
    used = {code for path in files for code in _USED.findall(path.read_text(encoding="utf-8"))}
    assert sorted(used - records().keys()) == [], "write their records: dsl/codes/*.yaml"
    assert sorted(records().keys() - used) == [], "nothing gives these codes any more"


def test_each_stands_once_and_in_order() -> None:
    codes = [record.code for group in groups() for record in group.records]
    assert len(codes) == len(set(codes))
    for group in groups():
        own = [record.code for record in group.records]
        assert own == sorted(own)


@pytest.mark.parametrize("record", records().values(), ids=lambda record: record.code)
def test_a_record_is_written_for_people(record: CodeRecord) -> None:
    for text in (record.says, record.why, record.repair):
        assert text[0].isupper() or text[0] == "„"
        assert text.rstrip("”").endswith((".", "?"))
    assert not record.title.endswith(".")


@pytest.mark.parametrize("record", SHOWN, ids=lambda record: record.code)
def test_the_wrong_example_gives_this_code_only(record: CodeRecord, tmp_path: Path) -> None:
    assert record.example is not None
    said = problems(record, record.example, record.example.wrong, tmp_path)
    assert {one.code for one in said} == {record.code, *record.example.also}, [one.message for one in said]


@pytest.mark.parametrize("record", SHOWN, ids=lambda record: record.code)
def test_the_right_example_gives_none(record: CodeRecord, tmp_path: Path) -> None:
    assert record.example is not None
    said = problems(record, record.example, record.example.right, tmp_path)
    assert [(one.code, one.message) for one in said] == []


@pytest.mark.parametrize("record", HIDDEN, ids=lambda record: record.code)
def test_a_code_without_an_example_is_shown_by_its_test(record: CodeRecord, root: Path) -> None:
    assert record.no_example
    assert f"{record.code}" in (root / record.test).read_text(encoding="utf-8")


def test_the_pages_are_those_of_the_records(root: Path, golden: Callable[[Path, str], None]) -> None:
    """`--update-golden` writes them anew: `python3 start.py test --update-golden tests/dsl/test_codes.py`."""
    written = pages()
    for name, text in written.items():
        golden(root / "docs" / "kody" / name, text)
    assert {path.name for path in (root / "docs" / "kody").iterdir()} == written.keys()


def problems(record: CodeRecord, example: Example, text: str, folder: Path) -> tuple[Diagnostic, ...]:
    """What the example gives where its code is told."""
    match record.told:
        case Told.CANDIDATES:
            rows = read_rows(text.encode().splitlines(), "kandydaci.jsonl", regulation(example.regulation))
            return rows.problems.sorted()
        case Told.DOCUMENT:
            return tuple(number(regulation_document(regulation(example.whole(text)))).problems)
        case Told.FORMAT:
            return format_source(Source("regulamin.yaml", example.whole(text)), None).problems
        case _:
            return checked(example, text, folder)


def checked(example: Example, text: str, folder: Path) -> tuple[Diagnostic, ...]:
    for name, content in (example.beside or {}).items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    path = folder / "regulamin.yaml"
    path.write_text(example.whole(text), encoding="utf-8")
    diagnostics = Diagnostics()
    source = read_source(path, diagnostics)
    assert source is not None
    return sorted_out(load_source(source, folder, diagnostics).diagnostics, source).told
