"""The nearest rule to a question that no intent fits: two rankings over our regulation's own sentences, joined by rank.

Quotes only. BM25 over folded five-letter beginnings of words, BM25 over runs of three letters, reciprocal rank fusion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from math import log

from assistant.contract import Citation
from assistant.kept import Kept
from assistant.normalise import tokens
from assistant.passages import Passage, passages
from dsl.model.regulation import Regulation
from polish.folding import fold

_PREFIX = 5
_RUN = 3
_SHORTEST = 4
_FUSION = 60
_K1, _B = 1.2, 0.75
_LEAST_COVERAGE = 0.5
_LEAST_OF_RULE = 0.6
_KEPT = 12
_STOP = frozenset(("jest", "beda", "bedzie", "moze", "mozna", "trzeba", "oraz", "albo", "przez", "przy", "jako")) | {
    *("jaki", "jakie", "jaka", "ktory", "ktora", "ktore", "czyli")
}

Terms = Callable[[str], list[str]]


def is_about(question: str, regulation: Regulation) -> bool:
    """Whether enough of the question's words occur anywhere in the regulation."""
    known = _index(regulation).by_prefix.places
    return _share(prefixes(question), known) >= _LEAST_COVERAGE


def is_known(word: str, regulation: Regulation) -> bool:
    """Whether any rule has a word that begins so."""
    return any(one in _index(regulation).by_prefix.places for one in prefixes(word))


def nearest(question: str, regulation: Regulation) -> Citation | None:
    """The one rule that has enough of the question's words, or none."""
    index = _index(regulation)
    words = prefixes(question)
    best = next(iter(_ranked(index, question)), None)
    if best is None or _share(words, {word for word in words if index.by_prefix.has(word, best)}) < _LEAST_OF_RULE:
        return None
    return index.passages[best].citations[0]


def ranked(question: str, regulation: Regulation) -> list[Passage]:
    """Every passage that has anything of the question, the nearest first."""
    index = _index(regulation)
    return [index.passages[place] for place in _ranked(index, question)]


def rarity(word: str, regulation: Regulation) -> float:
    """How much a word tells apart: the fewer passages have it, the more."""
    return _index(regulation).by_prefix.weight(word[:_PREFIX])


def _ranked(index: Index, question: str) -> list[int]:
    ranks = [index.by_prefix.ranking(prefixes(question)), index.by_run.ranking(runs(question))]
    scores: dict[int, float] = {}
    for ranking in ranks:
        for rank, place in enumerate(ranking):
            scores[place] = scores.get(place, 0.0) + 1 / (_FUSION + rank)
    return sorted(scores, key=lambda place: (-scores[place], place))


def _share(words: Sequence[str], known: Container[str]) -> float:
    return sum(word in known for word in words) / len(words) if words else 0.0


def prefixes(text: str) -> list[str]:
    words = [token.text for token in tokens(text) if len(token.text) >= _SHORTEST and token.text not in _STOP]
    return [word[:_PREFIX] for word in words]


def runs(text: str) -> list[str]:
    joined = " ".join(word for word in fold(text).split() if word not in _STOP)
    return [joined[place : place + _RUN] for place in range(len(joined) - _RUN + 1)]


class Bm25:
    """Plain BM25 over lists of terms: of each term the places that have it, and how many times where not once."""

    def __init__(self, documents: Iterable[Sequence[str]]) -> None:
        self.lengths: list[int] = []
        self.places: dict[str, list[int]] = {}
        self._times: dict[tuple[str, int], int] = {}
        for place, document in enumerate(documents):
            self.lengths.append(len(document))
            for term, times in Counter(document).items():
                self.places.setdefault(term, []).append(place)
                if times > 1:
                    self._times[term, place] = times
        self.average = sum(self.lengths) / max(1, len(self.lengths))

    def has(self, term: str, place: int) -> bool:
        return place in self.places.get(term, ())

    def ranking(self, terms: Sequence[str]) -> list[int]:
        scores: dict[int, float] = {}
        for term in sorted(set(terms)):
            weight = self.weight(term)
            for place in self.places.get(term, ()):
                scores[place] = scores.get(place, 0.0) + weight * self.share(term, place)
        return sorted(scores, key=lambda place: (-scores[place], place))

    def share(self, term: str, place: int) -> float:
        """How much of a passage a term is, by its count and the passage's length."""
        count = self._times.get((term, place), 1)
        norm = _K1 * (1 - _B + _B * self.lengths[place] / max(1.0, self.average))
        return count * (_K1 + 1) / (count + norm)

    def weight(self, term: str) -> float:
        seen = len(self.places.get(term, ()))
        return log(1 + (len(self.lengths) - seen + 0.5) / (seen + 0.5))


@dataclass(frozen=True, slots=True)
class Index:
    passages: tuple[Passage, ...]
    by_prefix: Bm25
    by_run: Bm25


def _made(regulation: Regulation) -> Index:
    found = tuple(one for one in passages(regulation) if one.citations)
    texts = [f"{one.citations[0].unit} {one.words}" for one in found]
    return Index(found, Bm25(map(prefixes, texts)), Bm25(map(runs, texts)))


_index = Kept(_made, _KEPT)
