"""An answer of the assistant as lines for a plain terminal: the text with its options, then the rules it stands on."""

from __future__ import annotations

import argparse
import os
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli import exits, kept, output
from cli.files import existing
from polish import spaces
from polish.enumerations import quote

if TYPE_CHECKING:
    from assistant.contract import Answer, Citation
    from assistant.llm.client import Client
    from assistant.llm.settings import Settings
    from assistant.outcomes import Outcomes
    from cli.streams import Streams
    from dsl.model.regulation import Regulation

_WIDTH = 80


def load_regulations(paths: Sequence[Path], io: Streams) -> list[Regulation] | None:
    """All of them, or None when any has errors: an answer from half of the rules could be false."""
    from assistant.units import numbered, tell_units

    found = []
    for path in paths:
        regulation, _ = kept.load_or_recall(path)
        if regulation is None:
            io.warn(f"{output.printable(str(path))}: są błędy do poprawienia. Zobacz: paragraf check {path}")
        else:
            tell_units(regulation, kept.units_of(regulation, numbered))
            found.append(regulation)
    return found if len(found) == len(paths) else None


def add_outcomes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--outcome",
        metavar="WYNIKI",
        help="wyniki zapisane przez „allocate -o WYNIKI.json”: wtedy można pytać, dlaczego kandydat się nie dostał",
    )


def open_outcomes(args: argparse.Namespace) -> Outcomes | None:
    from assistant.outcomes import NotOutcomes, read_outcomes

    if args.outcome is None:
        return None
    path = existing(args.outcome)
    try:
        return read_outcomes(path)
    except (NotOutcomes, UnicodeDecodeError):
        shown = output.printable(str(path))
        raise exits.WrongUse(f"„{shown}” to nie wyniki przydziału.", "Zapisz je: allocate … -o WYNIKI.json") from None
    except OSError:
        shown = output.printable(str(path))
        raise exits.WrongUse(f"nie można odczytać pliku „{shown}”.", "Sprawdź prawa dostępu.") from None


def open_model() -> Settings | None:
    """How the language model is reached, where somebody set one up in the environment."""
    from assistant.llm.settings import WrongSettings, settings_of

    try:
        return settings_of(os.environ)
    except WrongSettings as wrong:
        raise exits.WrongUse(str(wrong), "Bez tych zmiennych środowiska pytania działają bez modelu.") from None


def client_of(settings: Settings | None) -> Client | None:
    """The model within the time of one question."""
    if settings is None:
        return None
    from assistant.llm.client import Client

    return Client(settings)


def as_text(answer: Answer, numbered: bool = False) -> Iterator[str]:
    """The answer with its options (`numbered`: to be picked), and the rules in the words of our regulation."""
    for line in _text(answer, numbered).split("\n"):
        yield from wrapped(line)
    if answer.citations:
        yield ""
        yield "Przytoczone przepisy (z naszego zapisu regulaminu):"
    for quoted, citations in _by_quote(answer.citations).items():
        units = "; ".join(_units(citations))
        yield from wrapped(f"– {units}: {quote(quoted)}")
        yield from dict.fromkeys(f"  {output.printable(one.path)}:{one.line}" for one in citations)


def _text(answer: Answer, numbered: bool) -> str:
    if not numbered or answer.clarification is None:
        return answer.text
    text = answer.text
    for number, option in enumerate(answer.clarification.options, start=1):
        text = text.replace(f"\n– {option}", f"\n{number}. {option}", 1)
    return text


def _by_quote(citations: Sequence[Citation]) -> dict[str, list[Citation]]:
    """One quotation may stand on several units."""
    found: dict[str, list[Citation]] = {}
    for one in citations:
        found.setdefault(one.quote, []).append(one)
    return found


def _units(citations: Sequence[Citation]) -> list[str]:
    """As our regulation is printed; those of a source or of an act only where no unit of ours tells the rule."""
    printed = [one.printed for one in citations if one.printed]
    return list(dict.fromkeys(printed or [one.unit or one.document for one in citations]))


def wrapped(line: str) -> list[str]:
    """Lines that do not end within „§ 3” or „2025 r.”; a terminal gets ordinary spaces."""
    clean = output.printable(line)
    indent = "  " if clean.lstrip().startswith("–") else ""
    lines = textwrap.wrap(spaces.bind(clean), _WIDTH, subsequent_indent=indent, break_on_hyphens=False)
    return [spaces.plain(one) for one in lines] or [""]
