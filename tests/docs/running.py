"""Executes the blocks of one page in order, in a folder of its own; says of each what is not as the page tells."""

from __future__ import annotations

import difflib
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from admission.recruitment.reading import read_recruitment
from admission.recruitment.recognising import is_recruitment
from dsl.diagnostics import Diagnostic, Diagnostics, Severity
from dsl.load import load_source
from dsl.report import Style, render_all
from dsl.report.deliberate import sorted_out
from dsl.source.reading import read_source
from dsl.source.text import Source
from tests.docs import console
from tests.docs.formulas import BadContext, Over, rows_of
from tests.docs.pages import Block, Kind, blocks

NO_CONTEXT = "nic"
_HEADER = {
    "paragraf": "1",
    "regulamin": "Przykład",
    "rok szkolny": "2025/2026",
    "wydaje": "dyrektor",
}
_MAPPING = re.compile(r"^mapowanie:", re.MULTILINE)  # read only with a table: by the commands that use it
_KEY = re.compile(r"^([^\W\d_][^:#\n]*?)\s*:(?=\s|$)", re.MULTILINE)
_CHECKED = ("yaml",)
_SAVED = ("yaml", "jsonl", "csv", "text", "json", "sh")


@dataclass(slots=True)
class Page:
    """`folder` is where console blocks stand; fragments find their context in `around`, files of the page first."""

    shown_as: str
    folder: Path
    around: Path
    joined: dict[str, str] = field(default_factory=dict)
    anew: list[tuple[Block, str]] = field(default_factory=list)

    def wrong(self, block: Block) -> str:
        """What is not as the page tells; "" when all is."""
        match block.kind:
            case Kind.FILE:
                return self.file(block)
            case Kind.FRAGMENT:
                return self.fragment(block)
            case Kind.FORMULAS:
                return self.formulas(block)
            case Kind.CONSOLE:
                return self.console(block)
            case Kind.TEXT:
                return ""
        return block.text

    # -- kinds of blocks ----------------------------------------------------------------------------------------------

    def file(self, block: Block) -> str:
        if block.language not in _SAVED:
            return f"plik zapisuje się z bloku ```{', ```'.join(_SAVED)}, a nie ```{block.language}"
        for folder in (self.folder, self.around):
            path = folder / block.name
            if not path.resolve().is_relative_to(folder.resolve()):
                return f"plik poza folderem strony: {block.name}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8", newline="\n")
        if block.language not in _CHECKED or _MAPPING.search(block.text):
            return ""
        diagnostics = Diagnostics()
        source = read_source(self.folder / block.name, diagnostics)
        assert source is not None
        if is_recruitment(self.folder / block.name):
            return _compared(read_recruitment(self.folder / block.name).diagnostics, block)
        return _compared(self.checked(Source(block.name, source.text), (self.folder / block.name).parent), block)

    def fragment(self, block: Block) -> str:
        if block.language != "yaml":
            return f"fragment to blok ```yaml, a nie ```{block.language}"
        if block.goes_on and block.name not in self.joined:
            return f"„dalej”, ale na stronie nie ma wcześniejszego fragmentu „{block.name}”"
        text = (self.joined[block.name] if block.goes_on else "") + block.text
        self.joined[block.name] = text
        told = self.checked(Source("fragment.yaml", header(block.name, text) + text), self.around)
        return _compared([one for one in told if _is_of_fragment(one)], block)

    def checked(self, source: Source, folder: Path) -> tuple[Diagnostic, ...]:
        """What `paragraf check` tells, without mere notes."""
        told = sorted_out(load_source(source, folder, Diagnostics()).diagnostics, source).told
        return tuple(one for one in told if one.severity is not Severity.NOTE)

    def formulas(self, block: Block) -> str:
        over = Over(header(block.name, ""), self.around, block.data)
        try:
            wrong = list(over.wrong(rows_of(block.rows)))
        except BadContext as reason:
            return str(reason)
        return "\n".join(f"{self.shown_as}:{row.line}: {row.formula} → {row.wanted}; {found}" for row, found in wrong)

    def console(self, block: Block) -> str:
        told: list[str] = []
        lines: list[str] = []
        try:
            for call in console.calls(block.text):
                actual = console.said(call, self.folder)
                lines += console.written_anew(call, actual)
                if not console.fits(call.shown, actual):
                    told.append("\n".join([f"{call.line}", *_difference(call.shown, actual)]))
        except (console.NotOurs, ValueError) as reason:
            return str(reason)
        if told:
            self.anew.append((block, "\n".join(lines)))
        return "\n".join(told)


def header(context: str, fragment: str) -> str:
    """What a fragment leaves out of a whole file; its own keys stand instead of the harness's."""
    given = {key.replace("_", " ") for key in _KEY.findall(fragment)}
    if "prawo" in given:
        given.add("regulamin")
    keys = _HEADER if context == NO_CONTEXT else {**_HEADER, "opiera się na": f"[{context}]"}
    return "".join(f"{key}: {value}\n" for key, value in keys.items() if key not in given)


def _is_of_fragment(told: Diagnostic) -> bool:
    """A fragment leaves out what a whole file has: a warning at its base (no such term) says nothing about it."""
    return told.severity is Severity.ERROR or told.location is None or told.location.path == "fragment.yaml"


def _compared(told: Sequence[Diagnostic], block: Block) -> str:
    codes = {one.code for one in told}
    if codes == block.codes:
        return ""
    wanted = " ".join(sorted(block.codes)) or "bez problemów"
    return f"oczekiwano: {wanted}; jest: {' '.join(sorted(codes)) or 'bez problemów'}\n{render_all(told, Style())}"


def _difference(shown: Sequence[str], actual: Sequence[str]) -> Iterator[str]:
    yield from difflib.unified_diff(list(shown), list(actual), "strona", "program", lineterm="", n=1)


def run_page(text: str, shown_as: str, contexts: Path) -> tuple[dict[int, str], str]:
    """What is wrong, by line ("" for a block that is right), and the page with the outputs of its commands anew."""
    top = Path(tempfile.mkdtemp(prefix="paragraf-docs-"))
    try:
        page = Page(shown_as, top / "strona", top / "obok")
        page.folder.mkdir()
        page.around.mkdir()
        if contexts.is_dir():
            shutil.copytree(contexts, page.around, dirs_exist_ok=True)
        found = {block.line: page.wrong(block) for block in blocks(text)}
        return found, with_outputs(text, page.anew)
    finally:
        shutil.rmtree(top)


def with_outputs(text: str, anew: Sequence[tuple[Block, str]]) -> str:
    lines = text.splitlines()
    for block, output in sorted(anew, key=lambda one: one[0].line, reverse=True):
        lines[block.line : block.end - 1] = [
            (block.indent + line).rstrip() if line else "" for line in output.splitlines()
        ]
    return "\n".join(lines) + "\n"
