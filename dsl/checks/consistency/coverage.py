"""What a regulation of its type should settle, and what this one says of each: settled, taken over, left to somebody,
or passed over in silence. The questions are data (`coverage.yaml`); `coverage` is pure, others show what it gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from dsl.checks.reading.entry_lines import entry_key, entry_span
from dsl.checks.reading.every_rules import every_rules
from dsl.checks.reading.wording_places import place_of
from dsl.diagnostics import Diagnostics
from dsl.model.notes import Certainty, Notes, State
from dsl.model.regulation import SETTLED_IN, Regulation, Rules, StageKind
from dsl.names import normal_name
from dsl.source.nodes import readable_name
from dsl.source.text import Source, Span
from polish.folding import fold
from polish.plurals import Noun, count

ANYTHING = "*"
_LEFT_TO = re.compile(r"\bustala:\s*([^,}#\n]+)")


class Standing(StrEnum):
    """From the best to the worst: of several places that speak of a question the best one counts."""

    SETTLED = "ustalone"
    INHERITED = "z podstawy"
    DELEGATED = "powierzone"
    SILENT = "przemilczane"


@dataclass(frozen=True, slots=True)
class Question:
    """`places` are sections with the words to look for; `kinds` (of schools) and `branches` (words in the
    names of their kinds) say whom the question concerns at all, `of_school` that a law or a city leaves it to schools.
    """

    chapter: str
    about: str
    places: Mapping[str, tuple[tuple[str, ...], ...]]
    kinds: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    of_school: bool = False
    basis: str = ""
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """All questions for the regulations of one type."""

    name: str
    kinds: tuple[str, ...]
    law: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`where` is the place that says it; `who` whom it is left to, `remark` what the author adds to a silence, which
    may be an example's."""

    question: Question
    standing: Standing
    where: Span | None = None
    who: str = ""
    remark: str = ""
    is_example: bool = False


def answer_words(answer: Answer, place: str = "") -> str:
    """`skarga do sądu (prawo oświatowe art. 158 ust. 9) – ustala: …`; `place` is told after whom it is left to."""
    question = answer.question
    doubt = ", niesprawdzone" if question.certainty is Certainty.RECALLED else ""
    basis = f" ({question.basis}{doubt})" if question.basis else ""
    who = f" – ustala: {answer.who}" if answer.who else ""
    remark = f": {answer.remark}" if answer.remark else ""
    return f"{question.about}{basis}{who}{place}{remark}"


@dataclass(frozen=True, slots=True)
class _Statement:
    """Something that a regulation says: its section, its key, its name and all its words (folded), and its notes."""

    section: str
    key: str
    name: str
    words: str
    notes: Notes | None
    is_open: bool = False


# -- the questions ----------------------------------------------------------------------------------------------------


@cache
def schemas() -> tuple[Schema, ...]:
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(
        files("dsl.checks.consistency").joinpath("coverage.yaml").read_text(encoding="utf-8"), Loader=loader
    )
    common = raw["wspólne"]
    return tuple(
        Schema(name, tuple(one["typy"]), one["prawo"], _questions([*one["działy"], *common], raw["działy"]))
        for name, one in raw["rodzaje"].items()
    )


def _questions(chapters: Iterable[Mapping[str, Any]], order: list[str]) -> tuple[Question, ...]:
    """Chapters of the same name become one."""
    found = [_question(one["dział"], raw) for one in chapters for raw in one["pytania"]]
    return tuple(sorted(found, key=lambda one: order.index(one.chapter)))


def _question(chapter: str, raw: Mapping[str, Any]) -> Question:
    places = {section: tuple(tuple(str(one).split()) for one in wanted) for section, wanted in raw["szukaj"].items()}
    return Question(
        chapter,
        raw["o czym"],
        places,
        tuple(raw.get("typy", ())),
        tuple(raw.get("oddział", "").split()),
        raw.get("szkoła") == "tak",
        raw.get("podstawa", ""),
        Certainty(raw["pewność"]) if "pewność" in raw else None,
    )


def schema_of(regulation: Regulation) -> Schema | None:
    """By the type of the school; of a type that says little (`zespół`) and of a file without a school, by its law."""
    kind = regulation.school.family if regulation.school is not None else ""
    by_kind = next((one for one in schemas() if kind in one.kinds), None)
    return by_kind or next((one for one in schemas() if _stands_on(regulation, one)), None)


def _stands_on(regulation: Regulation, schema: Schema) -> bool:
    return any(schema.law in source.path.replace("\\", "/") for source in regulation.sources)


# -- the answers ------------------------------------------------------------------------------------------------------


def coverage(regulation: Regulation) -> tuple[Answer, ...]:
    """An answer to every question that concerns this regulation; none where its type is not known."""
    schema = schema_of(regulation)
    if schema is None:
        return ()
    said = _said_by_section(regulation)
    kinds = {fold(readable_name(rules.kind)) for rules in every_rules(regulation)}
    concerned = (one for one in schema.questions if _concerns(one, regulation, kinds))
    return tuple(_answer(one, regulation, said) for one in concerned)


def _concerns(question: Question, regulation: Regulation, kinds: set[str]) -> bool:
    """Of a school whose type is none of those asked about (`zespół`), any question may."""
    kind = regulation.school.family if regulation.school is not None else ""
    is_known = any(kind in one.kinds for one in schemas())
    if question.kinds and is_known and kind not in question.kinds:
        return False
    return not question.branches or any(word in one for word in question.branches for one in kinds)


def _answer(question: Question, regulation: Regulation, said: Mapping[str, list[_Statement]]) -> Answer:
    here = (one for section in question.places for one in said.get(section, ()))
    found = [one for one in here if _speaks(one.words, one.section, question)]
    answers = [(_standing(question, one, regulation.source), one) for one in found]
    if question.places.keys() & _FOR_EACH and answers:
        return max((answer for answer, _ in answers), key=lambda answer: _RANKS[answer.standing])
    best = min(answers, key=lambda pair: _preference(question, *pair), default=None)
    answer = best[0] if best is not None else Answer(question, Standing.SILENT)
    if answer.standing is Standing.SILENT and question.of_school and not regulation.branches:
        return Answer(question, Standing.DELEGATED, answer.where, "szkoła")
    return answer


def _preference(question: Question, answer: Answer, one: _Statement) -> tuple[bool, bool, bool, int]:
    """What says something, then what is named for it, then the file itself."""
    wanted = question.places.get(one.section, ())
    begins = any(one.name.startswith(words[0]) for words in wanted)
    is_named = _speaks(one.name, one.section, question)
    return answer.standing is Standing.SILENT, not begins, not is_named, _RANKS[answer.standing]


# Where every branch must say it: one that does not leaves the question open.
_FOR_EACH = {"miejsca"}
_RANKS = {standing: rank for rank, standing in enumerate(Standing)}


def _speaks(words: str, section: str, question: Question) -> bool:
    """Each wanted word begins one of the words."""
    wanted = question.places.get(section, ())
    return any(one == (ANYTHING,) or all(f" {word}" in f" {words}" for word in one) for one in wanted)


def _standing(question: Question, one: _Statement, own: Source) -> Answer:
    notes = one.notes
    if notes is None:
        return Answer(question, Standing.SETTLED)
    if notes.state in _WITHOUT_VALUE:
        standing = Standing.DELEGATED if notes.state is State.DELEGATED else Standing.SILENT
        where, is_example = _annotated(one, notes, own), notes.state is State.EXAMPLE
        return Answer(question, standing, where, "", notes.remark, is_example)
    if one.is_open:
        who = _left_to(notes.span, one.key)
        return Answer(question, Standing.DELEGATED if who else Standing.SILENT, notes.span, who, notes.remark)
    return Answer(question, Standing.SETTLED if notes.span.source is own else Standing.INHERITED, notes.span)


# What the document does not say itself, though the rule has a value.
_WITHOUT_VALUE = frozenset({State.DELEGATED, State.SILENT, State.EXAMPLE})


def _annotated(one: _Statement, notes: Notes, own: Source) -> Span:
    """Where the file says so, even when the rule itself stands in a base."""
    if notes.span.source is own:
        return notes.span
    named = re.compile(
        rf"""^[ ]*(?:- )?["']?{"[ _]+".join(map(re.escape, normal_name(one.key).split("_")))}["']?:""", re.M
    )
    for found in named.finditer(own.text):
        entry = entry_span(Span(own, found.start(), found.end()), one.key)
        if entry is not None and f"stan: {notes.state}" in entry.text:
            return entry_key(entry) or entry
    return notes.span


def _left_to(place: Span, name: str) -> str:
    """Who is to settle what has no value yet (`ustala: organ prowadzący`)."""
    region = entry_span(place, name) or place
    found = _LEFT_TO.search(region.text)
    return found[1].strip().strip("\"'") if found else ""


# -- what a regulation says -------------------------------------------------------------------------------------------


def _said_by_section(regulation: Regulation) -> dict[str, list[_Statement]]:
    found: dict[str, list[_Statement]] = {}
    for one in _once(_statements(regulation)):
        words = _folded(f"{one.key} {one.words}")
        section = readable_name(one.section)
        found.setdefault(section, []).append(replace(one, section=section, name=_folded(one.key), words=words))
    return found


def _once(said: Iterable[_Statement]) -> Iterator[_Statement]:
    """Kinds share most of what they say, and of many branches each says the same of its seats."""
    seen: set[tuple[object, ...]] = set()
    for one in said:
        notes = one.notes
        place = notes.span if notes is not None and one.section not in _OF_BRANCHES else None
        name = one.key if place is not None or one.section == "dane_oddziałów" else ""
        state = notes.state if notes is not None else None
        identity = (one.section, name, place, state, one.is_open)
        if notes is None or identity not in seen:
            seen.add(identity)
            yield one


_OF_BRANCHES = frozenset({"oddziały", "miejsca", "dane_oddziałów", "przedmioty_rozszerzone"})


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Words alone, each behind a single blank (a dot stays: `art.`)."""
    return " ".join(_NO_WORD.sub(" ", fold(readable_name(text))).split())


_NO_WORD = re.compile(r"[^\w.§]+")


def _statements(regulation: Regulation) -> Iterator[_Statement]:
    yield from _of_header(regulation)
    yield from _of_branches(regulation)
    for rules in every_rules(regulation):
        yield from _of_rules(regulation, rules)
    for name, fact in regulation.candidate.items():
        yield _said("kandydat", name, fact.label, fact.notes or (Notes(fact.span) if fact.span else None))
    for event in regulation.timetable.values():
        is_open = "rekrutacyjne" not in event.terms
        yield _said("terminarz", event.name, event.activity, event.notes, is_open)
        if "uzupełniające" in event.terms:
            here = replace(event.term_notes["uzupełniające"], state=event.notes.state)  # days to be confirmed are days
            yield _said("terminy_uzupełniające", event.name, event.activity, here)
    for section, clauses in regulation.clauses.items():
        for clause in clauses.values():
            yield _said(section, clause.name, " ".join((clause.text, *clause.items)), clause.notes)
    limits = regulation.limits
    for name, notes in (("szkoły", limits.schools_notes), ("oddziały", limits.branches_notes)):
        if notes is not None:
            yield _said("limity", name, "liczba szkół" if name == "szkoły" else "liczba oddziałów", notes)


def _of_header(regulation: Regulation) -> Iterator[_Statement]:
    if regulation.school is not None and regulation.school.name:
        yield _said("szkoła", "szkoła", regulation.school.name, Notes(regulation.school.notes.span))
    if regulation.school_year:
        yield _said("rok_szkolny", "rok szkolny", regulation.school_year, None)
    ordinance = regulation.ordinance
    if ordinance is not None:
        for name, is_given in (("numer", bool(ordinance.number)), ("data", ordinance.day is not None)):
            # What is given is given: the state of the group then speaks of the rest of it.
            notes = Notes(ordinance.notes.span) if is_given else ordinance.notes
            yield _said("zarządzenie", name, name, notes, not is_given)
    for act in regulation.acts.values():
        yield _said("akty", act.name, act.title, act.notes)


def _of_branches(regulation: Regulation) -> Iterator[_Statement]:
    for branch in regulation.branches.values():
        here = Notes(branch.notes.span)  # an example of a branch has its name and subjects all the same
        yield _said("oddziały", branch.code, f"{branch.label} {branch.rules.kind}", here)
        notes = branch.seats.notes if branch.seats is not None else branch.notes
        yield _said("miejsca", branch.code, "", notes, branch.seats is None)
        for name in branch.facts:
            yield _said("dane_oddziałów", name, "", branch.fact_notes[name])
        if branch.extended_subjects:
            yield _said("przedmioty_rozszerzone", branch.code, " ".join(branch.extended_subjects), here)


def _of_rules(regulation: Regulation, rules: Rules) -> Iterator[_Statement]:
    for criterion in (one for top in rules.criteria for one in top.walk()):
        yield _said("kryteria", criterion.name, criterion.notes.label, criterion.notes, bool(criterion.left_to))
    for condition in rules.conditions:
        yield _said("warunki", condition.name, f"{condition.notes.label} {condition.text}", condition.notes)
    for stage in rules.order:
        words = " ".join((stage.notes.label, stage.text, *stage.criteria))
        yield _said("kolejność", stage.name, words, stage.notes)
        if stage.kind is StageKind.SUM:
            yield _said("suma", stage.name, words, stage.notes)
        if stage.kind in SETTLED_IN:
            yield _said("rozstrzygnięcie", stage.name, words, stage.notes)
    for document in rules.documents.values():
        yield _said("dokumenty", document.name, document.notes.label, document.notes)
    if not regulation.branches:
        for fact in rules.facts["oddział"].values():
            yield _said("dane_oddziałów", fact.name, fact.label, fact.notes, True)


def _said(section: str, key: str, words: str, notes: Notes | None, is_open: bool = False) -> _Statement:
    return _Statement(section, key, "", words, notes, is_open)


# -- the note ---------------------------------------------------------------------------------------------------------


def check_coverage(regulation: Regulation, diagnostics: Diagnostics) -> None:
    """One note with everything that the regulation of a school passes over; of a school that stands on no law of its
    type, only what each school settles itself: what a law would say, it may say elsewhere."""
    schema = schema_of(regulation)
    if not regulation.branches or regulation.school is None or schema is None:
        return
    has_law = _stands_on(regulation, schema)
    answers = [one for one in coverage(regulation) if has_law or one.question.of_school]
    silent = [one for one in answers if one.standing is Standing.SILENT]
    if silent:
        passed_over = [one.question.about for one in silent if not one.is_example]
        examples = [one.question.about for one in silent if one.is_example]
        said = [
            f"Regulamin nie rozstrzyga: {_listed(passed_over)}." if passed_over else "",
            f"Tylko wartość przykładową mają: {_listed(examples)}." if examples else "",
        ]
        hints = [
            "dopisz to albo zostaw świadomie" if passed_over else "",
            "wartość przykładową zastąp własną, a przy właściwej usuń „stan: przykładowe”" if examples else "",
            "wszystko z podstawami pokazuje „paragraf check --coverage”.",
        ]
        hint = "; ".join(filter(None, hints))
        place = place_of(regulation.school.kind, regulation.school.notes.span, "")
        diagnostics.note("P144", place, " ".join(filter(None, said)), f"{hint[0].upper()}{hint[1:]}")


_MOST_NAMED = 12


def _listed(silent: list[str]) -> str:
    more = len(silent) - _MOST_NAMED
    if more <= 1:
        return "; ".join(silent)
    return f"{'; '.join(silent[:_MOST_NAMED])}; a także {count(more, _OTHER_MATTER)}"


_OTHER_MATTER = Noun("innej sprawy", "innych spraw", "innej sprawy", "innych spraw")
