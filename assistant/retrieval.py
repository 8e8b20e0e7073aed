"""The nearest rule to a question that no intent fits: two rankings over our regulation's own sentences, joined by rank.

Quotes only. BM25 over folded five-letter beginnings of words, BM25 over runs of three letters, reciprocal rank fusion.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from math import log

from assistant.contract import Citation
from assistant.formulas import holds_in
from assistant.normalise import tokens
from assistant.offered import offered
from assistant.quotes import cite
from dsl.emit.polish.sentences import Sentences, clause, document, event
from dsl.model.regulation import Regulation
from dsl.source.nodes import readable_name
from polish.folding import fold

_PREFIX = 5
_RUN = 3
_SHORTEST = 4
_FUSION = 60
_K1, _B = 1.2, 0.75
_LEAST_COVERAGE = 0.5
_LEAST_OF_RULE = 0.6
_KEPT = 4
_STOP = frozenset(("jest", "beda", "bedzie", "moze", "mozna", "trzeba", "oraz", "albo", "przez", "przy", "jako")) | {
    *("jaki", "jakie", "jaka", "ktory", "ktora", "ktore", "czyli")
}

Terms = Callable[[str], list[str]]


def is_about(question: str, regulation: Regulation) -> bool:
    """Whether enough of the question's words occur anywhere in the regulation."""
    known = _index(regulation).by_prefix.document_frequency
    return _share(prefixes(question), known) >= _LEAST_COVERAGE


def nearest(question: str, regulation: Regulation) -> Citation | None:
    """The one rule that has enough of the question's words, or none."""
    index = _index(regulation)
    words = prefixes(question)
    ranks = [index.by_prefix.ranking(words), index.by_run.ranking(runs(question))]
    scores: Counter[int] = Counter()
    for ranking in ranks:
        for rank, place in enumerate(ranking):
            scores[place] += 1 / (_FUSION + rank)  # type: ignore[assignment]
    best = max(scores, key=lambda place: (scores[place], -place), default=None)
    if best is None or _share(words, index.by_prefix.counts[best]) < _LEAST_OF_RULE:
        return None
    return index.passages[best]


def _share(words: Sequence[str], known: Container[str]) -> float:
    return sum(word in known for word in words) / len(words) if words else 0.0


def prefixes(text: str) -> list[str]:
    words = [token.text for token in tokens(text) if len(token.text) >= _SHORTEST and token.text not in _STOP]
    return [word[:_PREFIX] for word in words]


def runs(text: str) -> list[str]:
    joined = " ".join(word for word in fold(text).split() if word not in _STOP)
    return [joined[place : place + _RUN] for place in range(len(joined) - _RUN + 1)]


class Bm25:
    """Plain BM25 over lists of terms."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.counts = [Counter(document) for document in documents]
        self.lengths = [len(document) for document in documents]
        self.average = sum(self.lengths) / max(1, len(documents))
        self.document_frequency = Counter(term for counts in self.counts for term in counts)

    def ranking(self, terms: Sequence[str]) -> list[int]:
        scored = [(self.score(terms, place), place) for place in range(len(self.counts))]
        return [place for score, place in sorted(scored, key=lambda one: (-one[0], one[1])) if score > 0]

    def score(self, terms: Sequence[str], place: int) -> float:
        counts, length = self.counts[place], self.lengths[place]
        norm = _K1 * (1 - _B + _B * length / max(1.0, self.average))
        return sum(self.weight(term) * counts[term] * (_K1 + 1) / (counts[term] + norm) for term in set(terms))

    def weight(self, term: str) -> float:
        seen = self.document_frequency.get(term, 0)
        return log(1 + (len(self.counts) - seen + 0.5) / (seen + 0.5))


@dataclass(frozen=True, slots=True)
class Index:
    passages: tuple[Citation, ...]
    by_prefix: Bm25
    by_run: Bm25


_kept: OrderedDict[int, tuple[Regulation, Index]] = OrderedDict()


def _index(regulation: Regulation) -> Index:
    """Indexes of the last few regulations; the regulation is kept beside its index, so its identity stays its own."""
    known = _kept.get(id(regulation))
    if known is None:
        named = tuple(_passages(regulation))
        passages = tuple(one for one, _ in named)
        texts = [f"{one.unit} {one.quote} {readable_name(name)}" for one, name in named]
        known = (
            regulation,
            Index(passages, Bm25([prefixes(text) for text in texts]), Bm25([runs(text) for text in texts])),
        )
        _kept[id(regulation)] = known
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return known[1]


def _passages(regulation: Regulation) -> Iterator[tuple[Citation, str]]:
    """Each rule with the name that its file gives it, which may be the very word of a question („kworum”)."""
    for name, found in _of_rules(regulation):
        yield from ((one, name) for one in found)
    for event_ in regulation.timetable.values():
        for phase, notes in event_.term_notes.items():
            words = event(event_, phase, regulation.timetable)
            yield from (
                (one, f"{event_.name} postępowanie {phase}") for one in cite(regulation, words, notes, event_.notes)
            )
    for paper in regulation.documents.values():
        yield from ((one, paper.name) for one in cite(regulation, document(paper), paper.notes))
    for group in regulation.clauses.values():
        for provision in group.values():
            words = clause(provision, regulation.timetable)
            yield from ((one, provision.name) for one in cite(regulation, words, provision.notes))


def _of_rules(regulation: Regulation) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Of the first branch; conditions only where they apply to some branch."""
    branches = list(offered(regulation).values())
    if not branches:
        return
    rules = branches[0].rules
    sentences = Sentences(regulation, rules)
    for criterion in rules.criteria:
        yield criterion.name, cite(regulation, sentences.criterion(criterion), criterion.notes)
    for condition in rules.conditions:
        if any(holds_in(regulation, branch, condition.applies_when) for branch in branches):
            yield condition.name, cite(regulation, sentences.condition(condition), condition.notes)
    for stage in rules.order:
        words = f"{stage.notes.label}: {sentences.stage(stage).flat}"
        yield stage.name, cite(regulation, words, stage.notes)
