"""The status lines: what is wrong (or what the key means) under the cursor, and how things stand with the file."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from dsl.diagnostics import Diagnostic, Fix, Severity
from dsl.language.hover import Meaning
from tui import blanks
from tui.faults import Surviving
from tui.problems import SYMBOLS

_FIRST = {Severity.ERROR: "Błąd", Severity.WARNING: "Ostrzeżenie", Severity.NOTE: "Uwaga"}


WHOLE = " … F1: cały opis"
_SHORTEST_NAME = 14


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts of the last line. `preview` says whether it is of this text; "" before the first one. `blanks` is how
    many places are left to fill; `signs` tell the problems where there is no room for words."""

    file: str
    unsaved: bool
    candidates: str
    problems: str
    preview: str
    row: int
    blanks: int = 0
    signs: str = ""

    def words(self, width: int) -> str:
        """In one line of this width: a long file name is cut, then what is told elsewhere too is left out: of whom the
        preview is, and while there are blanks also that it is out of date; at last words become signs."""
        signs = self.signs or self.problems
        ways = (
            (self.candidates, self.preview, self.problems),
            ("", self.preview, self.problems),
            ("", "" if self.blanks else self.preview, self.problems),
            ("", "" if self.blanks else self.preview, signs),
        )
        for way in ways:
            room = width - len(self._line("", *way))
            if room >= min(len(self.file), _SHORTEST_NAME):
                break
        return self._line(_cut(self.file, max(room, _SHORTEST_NAME)), *way)

    def _line(self, file: str, candidates: str, preview: str, problems: str) -> str:
        parts = [
            f"{file}: {'NIEZAPISANY' if self.unsaved else 'zapisany'}",
            f"wiersz {self.row}",
            blanks.words(self.blanks) if self.blanks else "",
            preview,
            problems,
            candidates,
        ]
        return " │ ".join(part for part in parts if part)


def _cut(name: str, most: int) -> str:
    """The end of a file's name says what it is: the middle goes."""
    if len(name) <= most:
        return name
    end = (most - 1) // 2
    return f"{name[: most - 1 - end]}…{name[len(name) - end :]}"


class StatusBar(Surviving, Vertical):
    def __init__(self) -> None:
        super().__init__()
        self._text = Text()
        self._standing: Standing | None = None
        self.problem = ""
        self._written: dict[str, Text] = {}

    def compose(self) -> ComposeResult:
        yield Static("", id="status-problem", markup=False)
        yield Static("", id="status-standing", markup=False)

    def show_problem(self, diagnostic: Diagnostic, fix: Fix | None, more: int) -> None:
        head = f"{SYMBOLS[diagnostic.severity]} {_FIRST[diagnostic.severity]} {diagnostic.code}: "
        text = Text.assemble((head, "bold"), diagnostic.message)
        if more:
            text.append(f" (+{more} w tym wierszu)")
        if diagnostic.hint:
            text.append("\n" + diagnostic.hint)
        if fix is not None:
            text.append(f"{' ' if diagnostic.hint else chr(10)}F9: {fix.label.lower()}.")
        self._show(text, text.plain)

    def show_help(self, found: Meaning) -> None:
        self._show(Text.assemble((f"{found.name}: ", "bold"), found.text))

    def show_words(self, words: str) -> None:
        self._show(Text(words))

    def _show(self, text: Text, problem: str = "") -> None:
        self.problem = problem
        self._text = text
        self._fit()

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Both as they fit; what does not says where the whole of it is. The places have their size: what is written
        in them moves nothing else."""
        place = self.query_one("#status-problem", Static)
        size = place.content_size
        self._write(place, fitted(self._text, size.width, size.height) if size.width else self._text)
        if self._standing is not None:
            words = Text(self._standing.words(size.width or 1000))
            self._write(self.query_one("#status-standing", Static), words)

    def _write(self, place: Static, text: Text) -> None:
        if self._written.get(str(place.id)) != text:
            self._written[str(place.id)] = text
            place.update(text, layout=False)


def fitted(text: Text, width: int, height: int, whole: str = WHOLE) -> Text:
    """The text in so many lines of such a width; a cut one ends with the way to the whole."""
    lines = text.wrap(Console(width=width), width)
    if len(lines) <= height:
        return text
    shown = list(lines[:height])
    last = shown[-1]
    last.rstrip()
    while last.cell_len > width - len(whole):
        last.right_crop(max(1, len(last) - len(last.plain.rstrip().rpartition(" ")[0])))
    last.append(whole, "bold")
    return Text("\n").join(shown)
