"""What those who are qualified do by when: confirm their will, show what is looked at then, bring papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dsl.emit.applicability import concerns
from dsl.emit.polish.conditions import when
from dsl.emit.polish.nouns import nouns_of
from dsl.emit.polish.provisions import document
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.words import Words
from dsl.model.regulation import CONFIRMING, Branch, Condition, Regulation
from dsl.model.regulation import Document as RequiredPaper
from dsl.source.nodes import normal_name
from dsl.syntax.terms import Period
from generator.papers.common import doubtful_state, is_doubtful, timetable_words
from generator.regulation.conditions import says_who
from generator.regulation.texts import capital
from generator.tree import Note
from polish.enumerations import enumerate_items

_EVENT = "terminarz."
_QUALIFIED = "lista_zakwalifikowanych"
_AFTER_QUALIFYING = ("zakwalifikow", "potwierdz")
_THEN = "w tym samym terminie"


def to_be_confirmed(regulation: Regulation, homes: Sequence[Branch], phase: str) -> Iterator[Note]:
    """What whoever is qualified in `homes` has to do, as the timetable says; nothing where it does not."""
    found = regulation.timetable.get(CONFIRMING)
    words = timetable_words(regulation, CONFIRMING, phase)
    if found is not None and words and not is_doubtful(found, phase):
        told = [f"{capital(found.activity)}: {words.removesuffix('.')}.", *_Owed(regulation, homes, phase).told()]
        yield Note("Zakwalifikowani muszą potwierdzić wolę przyjęcia.", " ".join(told))


@dataclass(frozen=True, slots=True)
class _Owed:
    """What the branches of one school ask of those who are qualified."""

    regulation: Regulation
    homes: Sequence[Branch]
    phase: str

    def told(self) -> Iterator[str]:
        yield from self.conditions()
        for term, papers in self.papers().items():
            yield f"Dokumenty składane {term}: {'; '.join(self.with_codes(papers))}."

    def with_codes(self, asked_in: Mapping[str, Sequence[str]]) -> list[str]:
        return [
            text if len(codes) == len(self.homes) else f"{text} – dotyczy {self.of_branches(codes)}"
            for text, codes in asked_in.items()
        ]

    def of_branches(self, codes: Sequence[str]) -> str:
        noun = nouns_of(self.regulation).branch
        return f"{noun.of_one if len(codes) == 1 else noun.of_several} {enumerate_items(list(codes))}"

    # -- conditions ---------------------------------------------------------------------------------------------------

    def conditions(self) -> Iterator[str]:
        """Those that are looked at when the will is confirmed."""
        asked_in: dict[str, list[str]] = {}
        for home in self.homes:
            sentences = Sentences(self.regulation, home.rules)
            for one in self.looked_at(home):
                asked_in.setdefault(sentences.condition(one).text, []).append(home.code)
        if asked_in:
            nouns = nouns_of(self.regulation)
            told = [
                f"{nouns.candidate.one} {text}" if says_who(text, nouns) else text for text in self.with_codes(asked_in)
            ]
            what = "warunek" if len(told) == 1 else "warunki"
            yield f"{capital(_THEN)} trzeba wykazać {what} przyjęcia: {'; '.join(told)}."

    def looked_at(self, home: Branch) -> Iterator[Condition]:
        """Whom it concerns is said only where the branch does not settle it."""
        for one in home.rules.conditions:
            concerned = concerns(self.regulation, home, one.applies_when)
            if normal_name(one.checked_at) == CONFIRMING and concerned is not False:
                yield replace(one, checked_at="", applies_when=None if concerned else one.applies_when)

    # -- papers -------------------------------------------------------------------------------------------------------

    def papers(self) -> dict[str, dict[str, list[str]]]:
        """By their terms, with the branches that ask for them: those that are due after the list of those qualified and
        prove no condition that was told."""
        found: dict[str, dict[str, list[str]]] = {}
        for home in self.homes:
            told = {name for one in self.looked_at(home) for name in one.documents}
            for one in home.rules.documents.values():
                concerned = concerns(self.regulation, home, one.applies_when)
                term = self.term(one)
                if term and one.name not in told and concerned is not False and not doubtful_state(one.notes):
                    words = self.words(home, one, is_settled=bool(concerned))
                    found.setdefault(term, {}).setdefault(words, []).append(home.code)
        return found

    def words(self, home: Branch, one: RequiredPaper, *, is_settled: bool) -> str:
        text = document(one).text
        if one.applies_when is None or is_settled:
            return text
        return f"{text} – jeżeli {when(Words(self.regulation, home.rules), one.applies_when)}"

    def term(self, one: RequiredPaper) -> str:
        """Empty for what is due before, or nobody knows when."""
        if not one.term.startswith(_EVENT):
            return one.term if any(word in one.term for word in _AFTER_QUALIFYING) else ""
        name = one.term.removeprefix(_EVENT)
        if name == CONFIRMING:
            return _THEN
        event, begun, due = self.regulation.timetable.get(name), self.first_day(_QUALIFIED), self.last_day(name)
        is_later = begun is not None and due is not None and due > begun
        if event is None or not is_later or is_doubtful(event, self.phase):
            return ""
        return timetable_words(self.regulation, name, self.phase)

    def first_day(self, event: str) -> date | None:
        found = self.period(event)
        return found.start or found.end if found is not None else None

    def last_day(self, event: str) -> date | None:
        found = self.period(event)
        return found.end if found is not None else None

    def period(self, event: str) -> Period | None:
        found = self.regulation.timetable.get(event)
        term = found.terms.get(self.phase) if found is not None else None
        return term if isinstance(term, Period) else None
