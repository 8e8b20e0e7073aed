"""A draft -> text: the intent's template with placeholders, then what must be said of its origin, the basis, what to do
next; guarded before the values are filled in. Stands last in the flow.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, StrictUndefined, Template

from assistant import guard
from assistant.bound import Bound
from assistant.case import Draft
from assistant.contract import Citation
from assistant.intents import Intent

MOST_CITED = 4


class GuardFailed(Exception):
    """A template or topic of ours says something of its own making: our bug, never shown to a person."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)


@lru_cache(maxsize=256)
def _template(source: str) -> Template:
    return _environment().from_string(source)


def word(intent: Intent, draft: Draft, bound: Bound) -> str:
    """The finished text; raises `GuardFailed` rather than show a figure that is no bound value."""
    skeleton = skeleton_of(intent, draft, bound)
    wrong = guard.violations(skeleton, bound.values)
    if wrong:
        raise GuardFailed(f"{intent.id}.{draft.variant}: {'; '.join(wrong)}")
    text = guard.finish(skeleton, bound.values)
    if guard.strangers(text, bound.values):
        raise GuardFailed(f"{intent.id}.{draft.variant}: a figure that no value has")
    return text


def skeleton_of(intent: Intent, draft: Draft, bound: Bound) -> str:
    short = _template(intent.templates[draft.variant]).render(**draft.data)
    parts = [_tidy(short), *draft.remarks, _basis(draft.citations, bound), _next(intent, draft)]
    return "\n".join(part for part in parts if part)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def _basis(citations: tuple[Citation, ...], bound: Bound) -> str:
    places = _places(citations)
    if not places:
        return ""
    more = " i inne" if len(places) > MOST_CITED else ""
    return f"Podstawa: {bound.words('; '.join(places[:MOST_CITED]))}{more}."


def _places(citations: tuple[Citation, ...]) -> list[str]:
    """„§ 3 ust. 1 lit. b (dokument źródłowy „001”, wiersze 197–207)”; each unit once, with all of its lines."""
    lines: dict[tuple[str, str], dict[str, None]] = {}
    for one in citations:
        known = lines.setdefault((one.unit, one.document), {})
        if one.lines is not None:
            known[_range(*one.lines)] = None
    return [_place(unit, document, list(ranges)) for (unit, document), ranges in lines.items()]


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _place(unit: str, document: str, ranges: list[str]) -> str:
    if not ranges:
        return f"{unit}, {document}" if unit else document
    shown = ", ".join(ranges[:MOST_CITED])
    return f"{unit} (dokument źródłowy „{document}”, {'wiersze' if '–' in shown or ',' in shown else 'wiersz'} {shown})"


def _next(intent: Intent, draft: Draft) -> str:
    step = intent.next_step if draft.next_step is None else draft.next_step
    return f"Co dalej: {step}" if step else ""
