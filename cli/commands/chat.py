"""`paragraf chat`: a conversation about regulations in a plain terminal, one line for a question, one answer after it.

Nothing moves on the screen and nothing is stored: results live in memory until the end. Ctrl+D, Ctrl+C and „koniec”
end it with 0; 1 when a regulation has errors.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cli import exits
from cli.answers import add_outcomes, as_text, client_of, load_regulations, open_model, open_outcomes, wrapped
from cli.files import existing
from cli.streams import Streams
from polish.folding import fold

if TYPE_CHECKING:
    from assistant.contract import Frame
    from assistant.llm.settings import Settings
    from assistant.outcomes import Outcomes
    from dsl.model.regulation import Regulation

PROMPT = "Pytanie: "
_HELLO = (
    "Pytaj o rekrutację, jedno pytanie w wierszu. Wybór z listy: sam numer. "
    "„od nowa” zapomina rozmowę, „co wiesz” pokazuje, co pamiętam, „koniec” kończy."
)
_END = frozenset({"koniec", "wyjdz", "exit", "quit", "q"})
_RESET = frozenset({"od nowa", "nowa rozmowa", "reset", "zapomnij"})
_SHOW = frozenset({"co wiesz", "co pamietasz", "stan"})
_HELP = frozenset({"pomoc", "help"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a conversation has beside the regulations."""

    outcomes: Outcomes | None
    model: Settings | None


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="PLIK", nargs="+", help="plik regulaminu (*.yaml), jeden albo kilka")
    add_outcomes(parser)


def run(args: argparse.Namespace, io: Streams) -> int:
    regulations = load_regulations([existing(name) for name in args.files], io)
    if regulations is None:
        return exits.PROBLEMS
    known = Known(open_outcomes(args), open_model())
    _say(_HELLO, io)
    try:
        _talk(regulations, known, io)
    except KeyboardInterrupt:
        io.print()
    _say("Koniec rozmowy. Niczego nie zapisano.", io)
    return exits.OK


def _talk(regulations: list[Regulation], known: Known, io: Streams) -> None:
    from assistant.contract import Frame

    frame = Frame()
    while (line := _line(io)) is not None:
        said = fold(" ".join(line.split()))
        if said in _END:
            return
        if said in _HELP:
            _say(_HELLO, io)
        elif said in _RESET:
            frame = Frame()
            _say("Zapomniano całą rozmowę.", io)
        elif said in _SHOW:
            _show(frame, io)
        elif said:
            frame = _turn(line, regulations, frame, known, io)


def _line(io: Streams) -> str | None:
    """The next line; None at the end of input."""
    if io.stdin.isatty():
        io.stdout.write(f"\n{PROMPT}")
    io.flush()
    line = io.stdin.readline()
    if not line and io.stdin.isatty():
        io.print()
    return line if line else None


def _turn(line: str, regulations: list[Regulation], frame: Frame, known: Known, io: Streams) -> Frame:
    from assistant.answer import answer

    given = answer(line, regulations, frame, date.today(), known.outcomes, client_of(known.model))
    for one in as_text(given, numbered=True):
        io.print(one)
    remembered = _personal(given.frame)
    if remembered and remembered != _personal(frame):
        _say(f"(Pamiętam: {'; '.join(remembered)})", io)
    io.flush()
    return given.frame


def _personal(frame: Frame) -> tuple[str, ...]:
    """What is remembered of the person; told when it changes."""
    from assistant.conversation import frame_lines

    return tuple(one for one in frame_lines(frame) if not one.startswith(("szkoła", "temat")))


def _show(frame: Frame, io: Streams) -> None:
    from assistant.conversation import frame_lines

    lines = frame_lines(frame)
    for line in lines or ("Na razie nic.",):
        _say(line[:1].upper() + line[1:], io)


def _say(text: str, io: Streams) -> None:
    for line in wrapped(text):
        io.print(line)
