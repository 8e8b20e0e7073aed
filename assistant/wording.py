"""A draft -> text: the intent's template with placeholders, then what must be said of its origin, the basis, what to do
next; guarded before the values are filled in. Stands last in the flow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import guard
from assistant.bound import Bound
from assistant.case import Draft
from assistant.contract import Citation
from assistant.intents import Intent
from assistant.templates import template
from polish.enumerations import enumerate_items

MOST_CITED = 4
ASK_THE_SCHOOL = "Zapytaj w sekretariacie szkoły."
_ABOUT_SILENCE = "silence."
_PARAGRAPH = re.compile(r"§ \w+")


class GuardFailed(Exception):
    """A template or topic of ours says something of its own making: our bug, never shown to a person."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A finished answer in its parts: the short answer with what must be said of it, the basis, what to do next."""

    body: str
    basis: str
    next_step: str

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.body, self.basis, self.next_step) if part)


def word(intent: Intent, draft: Draft, bound: Bound) -> Worded:
    """The finished text; raises `GuardFailed` rather than show a figure that is no bound value."""
    return _finished(skeleton_of(intent, draft, bound), f"{intent.id}.{draft.variant}", bound)


def worded_from(body: str, intent: Intent, draft: Draft, bound: Bound) -> Worded:
    """The same with a body that somebody else worded; what must be said of it, the basis and the next step are ours."""
    _, basis, step = skeleton_of(intent, draft, bound)
    said = "\n".join(part for part in (body, *draft.remarks) if part)
    return _finished((said, basis, step), f"{intent.id}.model", bound)


def _finished(parts: tuple[str, str, str], name: str, bound: Bound) -> Worded:
    wrong = guard.violations("\n".join(part for part in parts if part), bound.values)
    if wrong:
        raise GuardFailed(f"{name}: {'; '.join(wrong)}")
    finished = Worded(*(guard.finish(part, bound.values) for part in parts))
    if guard.strangers(finished.text, bound.values):
        raise GuardFailed(f"{name}: a figure that no value has")
    return finished


def skeleton_of(intent: Intent, draft: Draft, bound: Bound) -> tuple[str, str, str]:
    """Body, basis and next step with their placeholders. An act that a remark names is not named again."""
    body = "\n".join(part for part in (short_of(intent, draft), *draft.remarks) if part)
    return body, _basis(_beside(draft, bound), bound), _next(intent, draft)


def _beside(draft: Draft, bound: Bound) -> tuple[Citation, ...]:
    remarks = guard.fill("\n".join(draft.remarks), bound.values)
    left = [one for one in draft.citations if one.printed or not (one.document in remarks and one.unit in remarks)]
    return tuple(left)


def short_of(intent: Intent, draft: Draft) -> str:
    """The intent's template with placeholders."""
    return _tidy(template(intent.templates[draft.variant])(draft.data))


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def _basis(citations: tuple[Citation, ...], bound: Bound) -> str:
    known = places(citations)
    if len({one.printed or one.unit for one in citations}) >= MOST_CITED:
        known = places([replace(one, printed=_paragraph(one.printed)) for one in citations])
    if not known:
        return ""
    more = " i inne" if len(known) > MOST_CITED else ""
    return f"Podstawa: {bound.words('; '.join(known[:MOST_CITED]))}{more}."


def _paragraph(unit: str) -> str:
    """„§ 9” of „§ 9 ust. 2 pkt 1”: where many of its parts would be named."""
    found = _PARAGRAPH.match(unit)
    return found[0] if found else unit


def places(citations: Sequence[Citation]) -> list[str]:
    """„§ 7 ust. 1 pkt 2 (dokument źródłowy „001”: § 3 ust. 1 lit. b, wiersze 197–207)”: the printed unit, each once,
    with the units of the source document and their lines."""
    sourced: dict[str, dict[tuple[str, str], list[tuple[int, int]]]] = {}
    plain: dict[str, dict[str, None]] = {}
    for one in citations:
        if one.lines is None:
            plain.setdefault(one.document, {})[one.printed or one.unit] = None
        else:
            sourced.setdefault(one.printed, {}).setdefault((one.document, one.unit), []).append(one.lines)
    return [
        *(_of_source(unit, sources) for unit, sources in sourced.items()),
        *(_of_ours([unit for unit in units if unit], document) for document, units in plain.items()),
    ]


def _of_ours(units: Sequence[str], document: str) -> str:
    return f"{enumerate_items(units)}, {document}" if units else document


def _of_source(unit: str, sources: Mapping[tuple[str, str], Sequence[tuple[int, int]]]) -> str:
    named: dict[str, list[str]] = {}
    for (source, of_source), lines in sources.items():
        named.setdefault(source, []).append(f"{of_source}, {_lines(lines)}")
    told = "; ".join(f"dokument źródłowy „{source}”: {'; '.join(units)}" for source, units in named.items())
    return f"{unit} ({told})" if unit else told


def _lines(ranges: Sequence[tuple[int, int]]) -> str:
    """„wiersze 75–99”: ranges that touch or overlap are one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    shown = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in merged)
    is_one = len(merged) == 1 and merged[0][0] == merged[0][1]
    return f"{'wiersz' if is_one else 'wiersze'} {shown}"


def _next(intent: Intent, draft: Draft) -> str:
    step = _usual_next(intent, draft) if draft.next_step is None else draft.next_step
    return f"Co dalej: {step}" if step else ""


def _usual_next(intent: Intent, draft: Draft) -> str:
    """What an intent advises stands on its answer; where there is none, the school is asked."""
    is_unanswered = draft.variant == "silent" and not intent.topic.startswith(_ABOUT_SILENCE)
    return ASK_THE_SCHOOL if is_unanswered else intent.next_step
