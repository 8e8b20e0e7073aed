"""Points for contests: which rows of the table fit what a person said of the title, the level and the organiser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import clauses_of
from assistant.formulas import criterion_by_fact
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.patterns import pattern
from assistant.quotes import cite, unique
from assistant.told import folded_words
from assistant.topics.limits import most_points
from assistant.topics.order import laureates, priority_stage
from assistant.topics.scale import is_denied_on_certificate, not_on_certificate
from assistant.topics.shared import silent
from assistant.vocabulary import subject_of
from dsl.model.regulation import Branch, Criterion, ForEach, Row, Rows
from dsl.model.result import Number
from dsl.model.types import CollectionType, Notion, NotionType, RecordType
from dsl.source.nodes import readable_name
from polish.enumerations import quote
from polish.plurals import Case as Grammar

FACT = "osiągnięcia"
KIND, TITLE, LEVEL, SUBJECT = "rodzaj", "tytuł", "szczebel", "przedmiot"
OTHERS = "inne_zawody"
MOST_ROWS = 6
_OLYMPIAD = "olimpiad"
_STOP = "."
_SEVERAL = pattern("dwa|dwie|dwoch|dwukrotn*|trzy|trzech|kilka|oba|obu")
_MANY = "za dwa lub więcej takich tytułów łącznie"


@dataclass(frozen=True, slots=True)
class Said:
    """Stems of members that were named; empty: not said."""

    titles: tuple[str, ...]
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    organisers: tuple[str, ...]
    others: bool

    @property
    def anything(self) -> bool:
        return bool(self.titles or self.kinds or self.levels or self.others)


_UNSAID = Said((), (), (), (), others=False)


def said_of(words: Sequence[str]) -> Said:
    groups = lexicon("achievements")

    def stems(name: str) -> tuple[str, ...]:
        return tuple(stem for stem, text in groups[name].items() if any(map(pattern(text).matches, words)))

    others = any(map(pattern(groups["others"]).matches, words))
    levels = dict.fromkeys((*stems("levels"), *_paired(words)))
    return Said(stems("titles"), stems("kinds_of_title"), tuple(levels), stems("organisers"), others)


def _paired(words: Sequence[str]) -> list[str]:
    """Levels that two words tell together, one after the other."""
    pairs = [(stem, *map(pattern, text.split())) for stem, text in lexicon("achievements")["pairs"].items()]
    turns = list(pairwise(words))
    return [stem for stem, one, two in pairs if any(one.matches(left) and two.matches(right) for left, right in turns)]


def achievements(case: Case) -> Draft | AskBack:
    branch = case.branches[0]
    criterion = criterion_by_fact(branch.rules, FACT)
    if criterion is None or not isinstance(criterion.way, ForEach) or not isinstance(criterion.way.body, Rows):
        return silent(case, "punktów za konkursy i zawody")
    if is_denied_on_certificate(case, branch, criterion):
        return not_on_certificate(case, branch, criterion)
    said = _with_subject(case, said_of(case.words))
    if not said.anything:
        return _overview(case, branch, criterion)
    each = _each(case, branch, criterion)
    hits = list(dict.fromkeys(row for _, row in each))
    hits = hits or _hits(case, branch, criterion, criterion.way.body, criterion.way, said)
    hits = hits or _hits_of_parts(case, branch, criterion)
    if not hits:
        return _no_row(case, branch, criterion, said)
    if len(hits) > MOST_ROWS:
        return _ask(said)
    return _rows(case, branch, criterion, hits)


def _with_subject(case: Case, said: Said) -> Said:
    """„laureat konkursu z fizyki”: a contest in a subject."""
    is_in_subject = bool(said.titles) and not said.kinds and not said.others and bool(case.results.subjects)
    return replace(said, kinds=("przedmiot",)) if is_in_subject else said


def _ask(said: Said) -> AskBack:
    if not said.levels:
        levels = ("konkurs wojewódzki", "konkurs ponadwojewódzki", "konkurs ogólnopolski", "inne zawody powiatowe")
        return AskBack("Jakiego zasięgu był konkurs albo zawody?", levels)
    titles = ("laureat konkursu", "finalista konkursu", "wysokie miejsce w innych zawodach")
    return AskBack("Jaki tytuł albo miejsce?", titles)


# -- rows that fit ----------------------------------------------------------------------------------------------------


def _hits(case: Case, branch: Branch, criterion: Criterion, body: Rows, way: ForEach, said: Said) -> list[Row]:
    evaluator = case.evaluator(branch, {})
    found: dict[int, Row] = {}
    for element in _elements(way, said):
        number = evaluator.row_of(body, {way.each.variable: element})
        if number is not None:
            found[number] = body.rows[number]
    return [found[number] for number in sorted(found)]


def _elements(way: ForEach, said: Said) -> Iterator[Mapping[str, Any]]:
    """Every achievement that could be meant, by the members of the record's notions."""
    notions = {name: notion for name, notion in _notions(way).items() if name in (KIND, TITLE, LEVEL)}
    if len(notions) != len((KIND, TITLE, LEVEL)):
        return
    kinds, levels = notions[KIND], tuple(notions[LEVEL].members)
    for kind, title in product(kinds.members, notions[TITLE].members):
        for level in _levels_of(kinds.label(kind), levels):
            if _fits(kind, title, level, said):
                yield {KIND: kind, TITLE: title, LEVEL: level}


def _levels_of(kind: str, levels: Sequence[str]) -> Sequence[str]:
    """A kind of contest may name its level itself: „ogólnopolska olimpiada” is of no county."""
    own = said_of(folded_words(kind)).levels
    return [one for one in levels if own and _named(one, own)] or levels


def _notions(way: ForEach) -> dict[str, Notion]:
    type_ = way.each.collection.type
    if not isinstance(type_, CollectionType) or not isinstance(type_.item, RecordType):
        return {}
    fields = ((fact.name, fact.type) for fact in type_.item.fields)
    return {name: kind.notion for name, kind in fields if isinstance(kind, NotionType)}


def _fits(kind: str, title: str, level: str, said: Said) -> bool:
    if not _named(title, said.titles) or not _named(title, said.kinds):
        return False
    is_other = kind == OTHERS
    if is_other and (said.titles or said.kinds or said.organisers):
        return False
    if said.others and not is_other and not (said.titles or said.kinds):
        return False
    return _named(level if is_other else kind, said.levels) and _named(kind, said.organisers)


def _named(member: str, stems: Sequence[str]) -> bool:
    """One of the stems begins a word of the member's name; nothing said fits all."""
    words = member.replace("_", " ").split()
    folded = [_folded(word) for word in words]
    return not stems or any(word.startswith(stem) for word in folded for stem in stems)


def _folded(word: str) -> str:
    from polish.folding import fold

    return fold(word)


def achievements_meant(case: Case, branch: Branch) -> Iterator[Mapping[str, Any]]:
    """Every achievement that the words of a question can mean; none where no title is said."""
    criterion = criterion_by_fact(branch.rules, FACT)
    said = _with_subject(case, said_of(case.words))
    if criterion is None or not isinstance(criterion.way, ForEach) or not said.titles:
        return
    subject = subject_of_title(case)
    if _OLYMPIAD in said.kinds:
        said = replace(said, kinds=(_OLYMPIAD,), levels=())
    for one in _elements(criterion.way, said):
        if (_OLYMPIAD in _folded(one[KIND])) == (_OLYMPIAD in _folded(one[TITLE])):
            yield {**one, **({SUBJECT: subject} if subject else {})}


def subject_of_title(case: Case) -> str:
    """„olimpiada z niemieckiego”: of several subjects that of the clause with the title."""
    if len(case.results.subjects) == 1:
        return case.results.subjects[0]
    for places in clauses_of(case.tokens):
        words = [case.tokens[place].text for place in places]
        named = {subject_of(word) for word in words} - {""}
        if said_of(words).titles:
            return named.pop() if len(named) == 1 else ""
    return ""


# -- drafts -----------------------------------------------------------------------------------------------------------


def _rows(case: Case, branch: Branch, criterion: Criterion, hits: Sequence[Row]) -> Draft:
    standing = Standing(case)
    evaluator, sentences = case.evaluator(branch, {}), case.sentences(branch)
    lines = []
    citations: list[Citation] = []
    for row in hits:
        standing.on(row.notes, criterion.notes)
        name = f"punkty.{criterion.dotted}"
        named = _row_name(sentences.row(row).flat, row)
        lines.append(
            {
                "what": case.bound.words(f"osiągnięcie {quote(named)}{_level(case, branch, criterion, row)}"),
                "points": case.bound.points(name, evaluator.value(row.points)),
                "several": case.bound.points(f"{name}.kilka", evaluator.value(row.several)) if row.several else "",
            }
        )
        citations += cite(case.regulation, sentences.row(row), row.notes, criterion.notes)
    total = _total(case, branch, criterion, hits)
    data = {
        "lines": lines,
        "total": case.bound.points("punkty.razem", total) if total is not None else "",
        "many": case.bound.words(_MANY),
        "limit": _limit(case, branch, criterion),
        "once": case.bound.words(_once(criterion)),
    }
    return Draft("rows", data, unique(citations), standing.status, standing.told, next_step="")


_JOINING = frozenset({"i", "oraz", "a", "takze", "plus", "jeszcze", "tez"})


def _total(case: Case, branch: Branch, criterion: Criterion, hits: Sequence[Row]) -> Number | None:
    """The sum of achievements told one by one, each of a row of its own; none where one may be of several rows."""
    each = _each(case, branch, criterion)
    if not each or len(hits) != len(each) or any(many and row.several is None for many, row in each):
        return None
    evaluator = case.evaluator(branch, {})
    points: Number = sum(evaluator.value(row.several if many and row.several else row.points) for many, row in each)
    most = most_points(case, branch, criterion)
    return points if most is None else min(points, most)


def _each(case: Case, branch: Branch, criterion: Criterion) -> list[tuple[bool, Row]]:
    """The rows of achievements told one by one, each with whether several such are told („dwa tytuły”); nothing where
    one of them may be of several rows.
    """
    assert isinstance(criterion.way, ForEach)
    assert isinstance(criterion.way.body, Rows)
    parts = _told_parts(case)
    rows = [_hits(case, branch, criterion, criterion.way.body, criterion.way, said_of(words)) for words in parts]
    if len(parts) < 2 or any(len(found) != 1 for found in rows):
        return []
    return [(any(map(_SEVERAL.matches, words)), found[0]) for words, found in zip(parts, rows, strict=True)]


def _hits_of_parts(case: Case, branch: Branch, criterion: Criterion) -> list[Row]:
    """All rows that achievements told one by one may be of, where none fits all that is said."""
    assert isinstance(criterion.way, ForEach)
    assert isinstance(criterion.way.body, Rows)
    way, body = criterion.way, criterion.way.body
    found = [_hits(case, branch, criterion, body, way, said_of(words)) for words in _told_parts(case)]
    return list(dict.fromkeys(row for some in found for row in some)) if len(found) > 1 and all(found) else []


def _told_parts(case: Case) -> list[list[str]]:
    return [words for words in _parts(case) if said_of(words).anything]


def _parts(case: Case) -> list[list[str]]:
    """The words between signs and words that join; „3. miejsce” is one."""
    found: list[list[str]] = [[]]
    for before, token in pairwise((Token(""), *case.tokens)):
        is_ordinal = token.text == _STOP and before.number is not None
        if (token.is_sign and not is_ordinal) or token.text in _JOINING:
            found.append([])
        else:
            found[-1].append(token.text)
    return found


def _level(case: Case, branch: Branch, criterion: Criterion, row: Row) -> str:
    """Rows that are told alike differ by the level."""
    assert isinstance(criterion.way, ForEach)
    assert isinstance(criterion.way.body, Rows)
    way, body = criterion.way, criterion.way.body
    if sum(other.notes.label == row.notes.label for other in body.rows) < 2 or not row.notes.label:
        return ""
    evaluator = case.evaluator(branch, {})
    number = body.rows.index(row)
    every = _elements(way, _UNSAID)
    levels = {one[LEVEL] for one in every if evaluator.row_of(body, {way.each.variable: one}) == number}
    return f" ({LEVEL} {readable_name(levels.pop())})" if len(levels) == 1 else ""


def _row_name(sentence: str, row: Row) -> str:
    """The sentence of a row without its points, which are told as values."""
    return sentence.rsplit(" – ", 2 if row.several is not None else 1)[0]


def _once(criterion: Criterion) -> str:
    if not isinstance(criterion.way, ForEach) or not criterion.way.once_by:
        return ""
    return (
        "za osiągnięcia z takich samych zawodów, tego samego szczebla i zakresu punkty są przyznawane raz, za najwyższe"
    )


def _limit(case: Case, branch: Branch, criterion: Criterion) -> str:
    value = most_points(case, branch, criterion)
    return case.bound.points(f"maksimum.{criterion.dotted}", value) if value is not None else ""


def _overview(case: Case, branch: Branch, criterion: Criterion) -> Draft:
    assert isinstance(criterion.way, ForEach)
    assert isinstance(criterion.way.body, Rows)
    standing = Standing(case)
    standing.on(criterion.notes)
    evaluator, sentences = case.evaluator(branch, {}), case.sentences(branch)
    values = {evaluator.value(row.points) for row in criterion.way.body.rows}
    data = {
        "what": case.bound.words(f"osiągnięcia ({criterion.notes.label})"),
        "least": case.bound.points("najmniej", min(values), case=Grammar.GENITIVE),
        "best": case.bound.points("najwięcej", max(values), case=Grammar.GENITIVE),
        "limit": _limit(case, branch, criterion),
        "once": case.bound.words(_once(criterion)),
    }
    citations = cite(case.regulation, sentences.criterion(criterion), criterion.notes)
    return Draft("overview", data, citations, standing.status, standing.told)


def _no_row(case: Case, branch: Branch, criterion: Criterion, said: Said) -> Draft | AskBack:
    """No row: a title that gives priority instead of points, or one that the regulation does not name."""
    is_priority = bool(said.titles) and priority_stage(branch) is not None
    verdict = case.bound.verdict("nie", "werdykt_punkty") if is_priority else ""
    priority = laureates(case, is_asked=False) if is_priority else None
    if isinstance(priority, Draft):
        data = dict(priority.data) | {"verdict": verdict}
        return Draft("priority", data, priority.citations, priority.status, priority.remarks, next_step="")
    citations = cite(case.regulation, case.sentences(branch).criterion(criterion), criterion.notes)
    return silent(case, "punktów za taki tytuł albo takie zawody", citations)
