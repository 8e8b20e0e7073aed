"""How long a regulation takes as a PDF, and explanation sheets by the hundred, beside bare typst on finished markup.

    python -m benchmarks.document [SHEETS]

First it proves that every page of both sides says the same. Then they take turns; medians, spread, ratio. Prints a
table and writes benchmarks/results/document.json. The target is the ratio of the whole way (from the model, or from
the candidates, to the bytes) to bare typst: at most 1.5, better 1.2; of a regulation also to WeasyPrint, which prints
our own page of the same text: at most 0.35. Sheets are measured in one thread on both sides, and beside them the
command itself, which uses all processors and writes the files.

WeasyPrint is in requirements/bench.txt and needs Pango of the system (Debian: libpango-1.0-0, libpangoft2-1.0-0).
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pypdf

from admission.candidates import Candidates
from admission.intake.reading import read_candidates
from admission.results import Allocation, run_allocation
from admission.scoring import score
from benchmarks.bare_typst import markup
from cli.commands.explain import explanations
from cli.main import main as paragraf
from dsl.emit.rule_words import WordsOfRules
from dsl.load import load
from dsl.model.regulation import Regulation
from generator.html.render import render as render_html
from generator.numbered import NumberedDocument
from generator.numbering import number
from generator.papers.explained import Explained
from generator.papers.people import person_of
from generator.papers.sheets import sheet
from generator.pdf.data import document_data
from generator.pdf.render import Style, compile_data, compile_library, render
from generator.regulation import regulation_document, units

ROOT = Path(__file__).parent.parent
SCHOOL = ROOT / "regulations" / "lo-wyspianskiego-kety" / "2025-2026.yaml"
RESULT = Path(__file__).parent / "results" / "document.json"
RUNS_OF_REGULATION, RUNS_OF_SHEETS, RUNS_OF_WEASYPRINT = 25, 3, 7


def main() -> None:
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    regulation = load(SCHOOL).regulation
    assert regulation is not None
    results = {"regulation": _regulation(regulation), f"{sheets} sheets": _sheets(regulation, sheets)}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=2), encoding="utf-8")


def _regulation(regulation: Regulation) -> dict[str, object]:
    print("\nregulation")
    document = number(regulation_document(regulation)).document
    bare, data = _bare(document), _data(document)
    _expect_same_pages([bare], [render(document)])
    ways: dict[str, Callable[[], object]] = {
        "bare typst": lambda: compile_library(bare, ""),
        "typst on data": lambda: compile_data(data),
        "words and numbers": lambda: number(regulation_document(regulation)),
        "whole way": lambda: render(number(regulation_document(regulation)).document),
    }
    told = _told(measure(ways, RUNS_OF_REGULATION), "bare typst")
    return told | _beside_weasyprint(regulation)


def _beside_weasyprint(regulation: Regulation) -> dict[str, object]:
    if importlib.util.find_spec("weasyprint") is None:
        print("WeasyPrint is not installed: pip install --require-hashes -r requirements/bench.txt")
        return {}
    weasyprint = importlib.import_module("weasyprint")
    page = render_html(number(regulation_document(regulation)).document).decode()
    ways: dict[str, Callable[[], object]] = {
        "WeasyPrint": lambda: weasyprint.HTML(string=page).write_pdf(),
        "the same by us": lambda: render(number(regulation_document(regulation)).document),
    }
    return _told(measure(ways, RUNS_OF_WEASYPRINT), "WeasyPrint")


def _sheets(regulation: Regulation, how_many: int) -> dict[str, object]:
    print(f"\n{how_many} explanation sheets")
    with tempfile.TemporaryDirectory() as folder:
        people = Path(folder) / "kandydaci.jsonl"
        _quietly("generate", str(SCHOOL), "-n", str(how_many), "-o", str(people))
        read = read_candidates(people, regulation)
        allocation = run_allocation(regulation, score(regulation, read.good))
        documents = list(_documents(regulation, read, allocation))
        bare = [_bare(one) for one in documents]
        sample = range(0, len(documents), max(1, len(documents) // 50))
        _expect_same_pages([bare[one] for one in sample], [render(documents[one]) for one in sample])
        command = ("papers", "wyjasnienia", str(SCHOOL), str(people), "--draft", "--force", "-o", f"{folder}/arkusze")
        ways: dict[str, Callable[[], object]] = {
            "bare typst": lambda: [compile_library(one, "") for one in bare],
            "words and numbers": lambda: list(_documents(regulation, read, allocation)),
            "whole way": lambda: [render(one) for one in _documents(regulation, read, allocation)],
            "the command": partial(_quietly, *command),
        }
        return _told(measure(ways, RUNS_OF_SHEETS), "bare typst")


def _documents(regulation: Regulation, read: Candidates, allocation: Allocation) -> Iterator[NumberedDocument]:
    words, printed = WordsOfRules(), units(regulation)
    for outcome in allocation.candidates:
        explained = [
            Explained(one.regulation, one.branch, one.home, one.found, printed)
            for one in explanations(regulation, outcome.candidate, None, words=words)
        ]
        yield number(sheet(allocation, outcome, explained, person_of(outcome.candidate))).document


def _quietly(*words: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert paragraf(list(words)) == 0, words


def _bare(document: NumberedDocument) -> bytes:
    return markup(document_data(document, Style.ACCESSIBLE.value)).encode()


def _data(document: NumberedDocument) -> str:
    data = document_data(document, Style.ACCESSIBLE.value) | {"attached-files": []}
    return json.dumps(data, ensure_ascii=False)


def _expect_same_pages(bare: Sequence[bytes], made: Sequence[bytes]) -> None:
    for one, other in zip(bare, made, strict=True):
        assert _pages(compile_library(one, "")[0]) == _pages(other), "bare typst does not print the same pages"


def _pages(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def measure(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Milliseconds of every run; the ways take turns, so that a busy machine slows all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def _told(times: dict[str, list[float]], base: str) -> dict[str, object]:
    results = {name: statistics.median(sample) for name, sample in times.items()}
    for name, median in results.items():
        ratio = median / results[base]
        print(f"{name:<18} {median:9.1f} ms  ± {spread(times[name]):6.1f}   {ratio:5.2f} ×", flush=True)
    return {name: {"ms": round(ms, 2), "ratio": round(ms / results[base], 3)} for name, ms in results.items()}


def spread(sample: list[float]) -> float:
    """Half of the distance between the quartiles."""
    low, _, high = statistics.quantiles(sample, n=4)
    return (high - low) / 2


if __name__ == "__main__":
    main()
