"""Which criteria a question names, by their own names or by those of what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.case import Case
from assistant.coverage import covers, words_of
from assistant.formulas import facts_reached
from assistant.kept import Kept
from assistant.lexicon import lexicon
from assistant.patterns import Pattern, pattern
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Components, Criterion, ForEach, Points, Rules
from dsl.model.result import Number
from dsl.model.types import CollectionType, NotionType
from dsl.source.nodes import readable_name

_MOST_KEPT = 200
OWN_TOPICS = frozenset({"egzamin", "oceny", "osiągnięcia", "zwolniony_z"})


@dataclass(frozen=True, slots=True)
class Named:
    """A criterion and the words it is told by: its own name, or that of the one of its items that was named."""

    criterion: Criterion
    words: str
    member: str = ""

    @property
    def all_words(self) -> str:
        return f"{self.words} {readable_name(self.member or self.criterion.name)}"


def named_criteria(branch: Branch, words: Sequence[str]) -> list[Named]:
    """Those with the most of the words in their names, more than half of them; what they count has names too."""
    every = _every_named(branch.rules)
    if all(map(pattern(lexicon("criteria")["dull"]).matches, words)):
        return []
    strong = [word for word in words if _strong().matches(word)]
    return _best_named(every, words) or _best_named(every, strong)


@lru_cache(maxsize=1)
def _strong() -> Pattern:
    return pattern("".join(lexicon("criteria")["strong"].split()))


def _best_named(every: Sequence[Named], words: Sequence[str]) -> list[Named]:
    scored = [(sum(covers(word, one.all_words) for word in words), one) for one in every if _is_told(one, words)]
    best = max((score for score, _ in scored), default=0)
    found = [one for score, one in scored if 2 * best > len(words) and score == best]
    least = min((_unsaid(one, words) for one in found), default=0)
    return [one for one in found if _unsaid(one, words) == least]


def of_person(found: Sequence[Named], words: Sequence[str]) -> list[Named]:
    """Of criteria named alike, those of the person that the question names: the child, a parent, a brother."""
    meant = meant_by_person([one.words for one in found], words)
    return [one for one in found if one.words in meant]


def meant_by_person(names: Sequence[str], words: Sequence[str]) -> list[str]:
    """„niepełnosprawność rodzica kandydata” has two persons in its name, „niepełnosprawność kandydata” one."""
    persons = lexicon("criteria")["persons"]
    own = next((own for said, own in persons.items() if any(map(pattern(said).matches, words))), "")
    meant = [one for one in names if own and _has_word(one, own)]
    others = {one: sum(_has_word(one, other) for other in persons.values() if other != own) for one in meant}
    return [one for one in meant if others[one] == min(others.values())] or list(names)


def _has_word(text: str, words: str) -> bool:
    return any(map(pattern(words).matches, words_of(text)))


@lru_cache(maxsize=2048)
def _strong_of(text: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(text) if _strong().matches(word))


def _is_told(one: Named, words: Sequence[str]) -> bool:
    """Not „droga z domu, miejsca pracy …” by „praca” alone: a name that a word tells alone wants it."""
    strong = _strong_of(one.all_words)
    return not strong or any(covers(said, word) for said in words for word in strong)


def _unsaid(one: Named, words: Sequence[str]) -> int:
    """How many words that would name a criterion alone its name has, and the question does not."""
    strong = _strong_of(one.all_words)
    return sum(not any(covers(said, word) for said in words) for word in strong)


def _named_all(rules: Rules) -> Iterator[Named]:
    """Counting exams, grades and contests has topics of its own."""
    for top in rules.criteria:
        for one in top.walk():
            facts = {fact.name for fact in facts_reached(rules, one)}
            if isinstance(one.way, Components) or facts & OWN_TOPICS:
                continue
            members = members_counted(one)
            if members:
                yield from (Named(one, label, member) for member, label in members.items())
            else:
                yield Named(one, one.notes.label)


def _listed(rules: Rules) -> tuple[Named, ...]:
    return tuple(_named_all(rules))


_every_named = Kept(_listed, _MOST_KEPT)


def members_counted(criterion: Criterion) -> dict[str, str]:
    """What a criterion counts the items of, by name."""
    if not isinstance(criterion.way, ForEach):
        return {}
    type_ = criterion.way.each.collection.type
    if not isinstance(type_, CollectionType) or not isinstance(type_.item, NotionType):
        return {}
    return {name: type_.item.notion.label(name) for name in type_.item.notion.members}


def plain_points(case: Case, branch: Branch, criterion: Criterion) -> Number | None:
    """The points of one criterion, or of one of its items, where they are a plain number."""
    way = criterion.way
    body = way.body if isinstance(way, ForEach) else way
    if isinstance(body, Points) and isinstance(body.points, typed.Constant) and not body.points.left_to:
        found: Number = case.evaluator(branch, {}).value(body.points)
        return found
    return None
