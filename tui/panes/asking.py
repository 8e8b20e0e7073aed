"""*Asystent*: a question about the regulation as it stands on the screen, answered with its provision. The conversation
lives in memory only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from dsl.model.regulation import Regulation
from dsl.source.text import Location
from tui.analysis import Analysis
from tui.faults import Surviving
from tui.messages import Asked, PlaceChosen
from tui.modals.field import Field
from tui.panes.reading import ReadingList
from tui.panes.rows import RowList
from tui.paragraphs import Paragraph
from tui.wording import in_editor

if TYPE_CHECKING:
    from assistant.contract import Answer, Frame

LIST, QUESTION = "asking-list", "question"
_MOST_KEPT = 20
_TOLD_ANYWAY = ("szkoła", "temat")
EMPTY = (
    "Zapytaj zwykłymi słowami, np. „ile punktów za wolontariat?” albo „do kiedy złożyć wniosek?”. "
    "Odpowiedź zawsze wskazuje przepis."
)


UNSAVED = "Według tekstu w edytorze, z niezapisanymi zmianami."
STALE = "Według ostatniego tekstu bez błędów, a nie tego, który teraz stoi w edytorze."


@dataclass(frozen=True, slots=True)
class Told:
    """`remark` says which text the answer stands on; "" where it is the file."""

    question: str
    answer: Answer
    remark: str


@dataclass(slots=True)
class Conversation:
    """What was asked and answered, the newest first."""

    told: list[Told] = field(default_factory=list)
    frame: Frame | None = None

    def add(self, told: Told) -> None:
        self.told.insert(0, told)
        del self.told[_MOST_KEPT:]
        self.frame = told.answer.frame

    def forget(self) -> None:
        self.told.clear()
        self.frame = None


class AskingPane(Surviving, Vertical):
    def __init__(self) -> None:
        super().__init__(id="asking")
        self.conversation = Conversation()
        self.regulation: Regulation | None = None

    def compose(self) -> ComposeResult:
        yield Field(placeholder="Pytanie o ten regulamin, Enter pyta", id=QUESTION)
        yield ReadingList(id=LIST, title="Odpowiedzi", empty=EMPTY)

    def show(self, analysis: Analysis) -> None:
        self.regulation = analysis.regulation

    @on(Input.Submitted, f"#{QUESTION}")
    def ask(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.post_message(Asked(event.value.strip()))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        one = self.query_one(ReadingList).chosen
        if one is not None and one.place is not None:
            self.post_message(PlaceChosen(one.place))
        elif one is not None and one.name:
            self.post_message(Asked(one.name))

    def answer(self, question: str) -> Answer | None:
        """In a thread."""
        from assistant.answer import answer

        if self.regulation is None or not self.regulation.branches:
            return None
        return answer(question, [self.regulation], self.conversation.frame, date.today())

    def show_answer(self, question: str, answer: Answer | None, remark: str) -> None:
        if answer is None:
            self.show_none("Pytać można o regulamin szkoły, który da się już policzyć.")
            return
        self.conversation.add(Told(question, answer, remark))
        self.query_one(f"#{QUESTION}", Field).value = ""
        self._show()

    def show_none(self, why: str) -> None:
        self.query_one(ReadingList).read((), empty=why)

    def start_anew(self) -> None:
        self.conversation.forget()
        self._show()

    def _show(self) -> None:
        told = self.query_one(ReadingList)
        newest, *older = [list(paragraphs(one)) for one in self.conversation.told] or [[]]
        remembered = _remembered(self.conversation.frame)
        told.read([*newest, *remembered, *(one for answer in older for one in answer)], empty=EMPTY)
        told.cursor = 0


def _remembered(frame: Frame | None) -> Iterator[Paragraph]:
    """What further answers stand on, so that nobody is surprised by them."""
    from assistant.conversation import frame_lines

    lines = frame_lines(frame) if frame is not None else ()
    own = [one for one in lines if not one.startswith(_TOLD_ANYWAY)]
    if own:
        kept = "; ".join(one.replace(": ", " ", 1) for one in own)
        yield Paragraph(f"Następne pytania rozumiem tak: {kept}. Aby to odwołać: Ctrl+P, „Zacznij rozmowę od nowa”.")
        yield Paragraph("")


def paragraphs(told: Told) -> Iterator[Paragraph]:
    answer = told.answer
    yield Paragraph(f"– {told.question}", is_head=True)
    if told.remark:
        yield Paragraph(f"({told.remark})")
    for line in in_editor(answer.text).split("\n"):
        yield Paragraph(line)
    if answer.clarification is not None:
        for option in answer.clarification.options:
            yield Paragraph(f"Enter pyta o: {option}", 1, name=option)
    seen = set()
    for one in answer.citations:
        where = one.printed or (f"{one.unit} ({one.document})" if one.unit else one.document)
        words = f"{where}: „{one.quote}” ({Path(one.path).name}, wiersz {one.line})"
        if words not in seen:
            seen.add(words)
            yield Paragraph(words, 1, place=Location(one.path, one.line))
    yield Paragraph("")
