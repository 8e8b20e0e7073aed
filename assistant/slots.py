"""The results a person gives in a question: percents of the exam and grades, each with its subject.

Tokens become items (a value, a subject, a separator), then each value is paired with a subject by direction: „80 z
polskiego”, „matma 75%”, „piątki z polskiego i matmy”. Stands between scope and the topics.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from assistant.normalise import Token
from assistant.vocabulary import grade_of, subject_of, words_for

BEST_GRADE = 6
MOST_PERCENT = 100
ALL_GRADES = 4
_SHORTEST_SUBJECT = 4
_REACH_OF_TOTAL = 3
_NEAR = 3
_TOTAL = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_CLASS_CODE = re.compile(r"[0-9][A-Za-z]")
LANGUAGES = frozenset(
    f"język_{name}" for name in ("angielski", "niemiecki", "francuski", "hiszpański", "włoski", "rosyjski", "ukraiński")
)

_EXAM_SUBJECTS = frozenset({"język_polski", "matematyka", "język_obcy"})


@dataclass(frozen=True, slots=True)
class Results:
    """`every_grade`, `every_exam`: the same for all. `loose`: values that could not be given to a subject. `own`:
    results of a branch's own test."""

    exam: dict[str, int] = field(default_factory=dict)
    grades: dict[str, int] = field(default_factory=dict)
    every_grade: int = 0
    every_exam: int | None = None
    loose_exam: tuple[int, ...] = ()
    loose_grades: tuple[int, ...] = ()
    out_of_range: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    exempt: bool = False
    strange_subject: str = ""
    identifier: str = ""
    claims: tuple[str, ...] = ()
    own: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        many = len(self.exam) + len(self.grades) + len(self.loose_exam) + len(self.loose_grades)
        return many + 3 * bool(self.every_grade) + 3 * (self.every_exam is not None)


@dataclass(slots=True)
class _Item:
    """`kind`: procent, ocena, liczba (not known yet which), przedmiot, z, przerwa."""

    kind: str
    place: int
    value: int = 0
    subject: str = ""
    paired: bool = False
    everywhere: bool = False


_VALUES = frozenset({"procent", "ocena", "liczba"})
_SHORT = frozenset({"j", "jez", "kl", "ang", "niem", "pol", "mat", "ocen", "pkt"})
_AND = frozenset({"i", "oraz"})
_INSTEAD = "zamiast"
_SIGNS_BETWEEN = frozenset(",.;:–—-")
_FROM = frozenset({"z", "ze"})
_CHANGED = frozenset({"na", "%", "procent", "procentach"})


def find_results(tokens: Sequence[Token], used: frozenset[int] = frozenset()) -> Results:
    items = _items(tokens, used)
    pairs = _pair(items)
    has_percent = any(item.kind == "procent" for item in items) or _mentions_exam(tokens)
    has_grades = any(item.kind == "ocena" for item in items) or any(
        words_for("grade_words").matches(token.text) for token in tokens
    )
    is_exempt = any(words_for("exempt").matches(token.text) for token in tokens)
    has_other_subject = any(_is_small_of_other_subject(item, pairs) for item in items)
    builder = _Builder(has_percent and not (has_grades or is_exempt or has_other_subject))
    for item in items:
        if item.kind in _VALUES:
            builder.add(item, pairs.get(item.place, []))
    subjects = tuple(dict.fromkeys(item.subject for item in items if item.kind == "przedmiot"))
    found = builder.results(subjects, is_exempt)
    return replace(
        found, strange_subject=_strange_subject(items, tokens, builder), identifier=_identifier(tokens, used)
    )


def own_total(tokens: Sequence[Token]) -> Fraction | None:
    """„teraz mam 131,5”, „mam 120 punktów”: the sum that a person has; None where none is told."""
    for place, token in enumerate(tokens):
        found = _TOTAL.fullmatch(token.text)
        before = tokens[max(0, place - _REACH_OF_TOTAL) : place]
        if found is not None and any(words_for("has").matches(one.text) for one in before):
            total = Fraction(token.text.replace(",", "."))
            return total if total > MOST_PERCENT or words_for("points").matches(_after(tokens, token)) else None
    return None


def _after(tokens: Sequence[Token], token: Token) -> str:
    place = tokens.index(token) + 1
    return tokens[place].text if place < len(tokens) else ""


def _strange_subject(items: Sequence[_Item], tokens: Sequence[Token], builder: _Builder) -> str:
    """„szóstka z religii”: a grade of something that no subject is named by."""
    if not builder.loose_grades:
        return ""
    for item in items:
        after = [token.text for token in tokens[item.place + 1 : item.place + 3]]
        if item.kind == "ocena" and len(after) > 1 and after[0] in ("z", "ze") and _may_be_subject(after[1]):
            return tokens[item.place + 2].raw
    return ""


def _may_be_subject(word: str) -> bool:
    if len(word) < _SHORTEST_SUBJECT or not word.isalpha() or subject_of(word):
        return False
    return not any(words_for(name).matches(word) for name in ("everywhere", "exam", "grade_words", "no_subject"))


def _is_small_of_other_subject(item: _Item, pairs: Mapping[int, Sequence[str]]) -> bool:
    """„biologia 6” beside „egzamin 80”: no part of the exam, so small numbers are grades."""
    subjects = pairs.get(item.place, ())
    return (
        item.kind == "liczba"
        and item.value <= BEST_GRADE
        and any(part_of_exam(one) not in _EXAM_SUBJECTS for one in subjects)
    )


def _mentions_exam(tokens: Sequence[Token]) -> bool:
    return any(words_for("exam").matches(token.text) for token in tokens)


# -- what only looks like a result ------------------------------------------------------------------------------------


def _identifier(tokens: Sequence[Token], used: frozenset[int]) -> str:
    """„kandydat-07”, „k12”: the name that a file gives to a candidate."""
    places = [place for place in range(len(tokens)) if place not in used and _is_of_identifier(tokens, place)]
    names = [_whole(tokens, place) for place in places]
    return next((name for name in names if not _CLASS_CODE.fullmatch(name)), "")


def _is_of_identifier(tokens: Sequence[Token], place: int) -> bool:
    """A figure grown together with letters is part of a name, unless they name a subject („matma-75”) or a unit."""
    token = tokens[place]
    if token.number is None or token.is_word_number:
        return False
    if len(token.raw) > 1 and token.raw.startswith("0"):
        return True
    named = _word_glued_before(tokens, place)
    after = tokens[place + 1] if place + 1 < len(tokens) and tokens[place + 1].glued else None
    if after is not None and after.text.isalpha() and not _may_follow_figure(after.text):
        return True
    return bool(named) and not subject_of(named) and not words_for("exam").matches(named) and not grade_of(named)


def _word_glued_before(tokens: Sequence[Token], place: int) -> str:
    if not tokens[place].glued or not place:
        return ""
    before = tokens[place - 1]
    if before.text == "-" and before.glued and place > 1:
        before = tokens[place - 2]
    return before.text if before.text.isalpha() else ""


def _may_follow_figure(word: str) -> bool:
    return bool(words_for("after_figure").matches(word) or subject_of(word))


def _whole(tokens: Sequence[Token], place: int) -> str:
    first, last = place, place + 1
    while first and tokens[first].glued:
        first -= 1
    while last < len(tokens) and tokens[last].glued:
        last += 1
    return "".join(token.raw for token in tokens[first:last]).rstrip("?!.,;:")


# -- tokens -> items --------------------------------------------------------------------------------------------------


def _items(tokens: Sequence[Token], used: frozenset[int]) -> list[_Item]:
    items: list[_Item] = []
    everywhere = False
    for place, token in enumerate(tokens):
        if place in used:
            items.append(_Item("przerwa", place))
            continue
        item = _item(tokens, place)
        if words_for("everywhere").matches(token.text):
            everywhere = True
        if item is not None:
            item.everywhere = everywhere and item.kind in _VALUES
            if item.kind in _VALUES or item.kind == "przerwa":
                everywhere = False
            items.append(item)
    _mark_everywhere_after(items, tokens)
    return items


def _item(tokens: Sequence[Token], place: int) -> _Item | None:
    token = tokens[place]
    if token.number is not None:
        return _number(tokens, place)
    if token.text in ("z", "ze"):
        return _Item("z", place)
    if token.text == "." and place and tokens[place - 1].text in _SHORT:
        return None
    if token.text in (",", ";", "i", "oraz", "a", "/", "+", "."):
        return _Item("przerwa", place, subject=token.text)
    if words_for("good").matches(token.text):
        before = tokens[place - 1].text if place else ""
        return _Item("ocena", place, 5 if words_for("very").matches(before) else 4)
    if grade := grade_of(token.text):
        return _Item("ocena", place, grade)
    if subject := subject_of(token.text):
        return _Item("przedmiot", place, subject=subject)
    return None


def _number(tokens: Sequence[Token], place: int) -> _Item | None:
    number = tokens[place].number
    assert number is not None
    if _is_of_identifier(tokens, place):
        return None
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    labels = [one.text for one in tokens[max(0, place - 2) : place] if one.text != "."]
    before = labels[-1] if labels else ""
    if after == "%" or after.startswith("procent") or after == "proc":
        return _Item("procent", place, number)
    is_counted = words_for("counted").matches(after) and not (
        subject_of(before) and words_for("class_after").matches(after)
    )
    if is_counted or words_for("labelled").matches(before):
        return None
    if _counts_grades([token.text for token in tokens[place + 1 : place + 4]]):
        return None  # „cztery piątki”: how many, not which
    return _Item("ocena" if _is_grade_word(before) else "liczba", place, number)


def _counts_grades(after: Sequence[str]) -> bool:
    words = after[1:] if after and _is_grade_word(after[0]) else after
    first = words[0] if words else ""
    return bool(grade_of(first)) or words_for("good").matches(first) or words_for("very").matches(first)


def _mark_everywhere_after(items: list[_Item], tokens: Sequence[Token]) -> None:
    """„cztery piątki”, „piątki ze wszystkiego”, „80% z każdego”."""
    for item in items:
        if item.kind in _VALUES:
            if item.kind == "ocena" and _number_before(tokens, item.place) == ALL_GRADES:
                item.everywhere = True
            after = [token.text for token in tokens[item.place + 1 : item.place + 5]]
            near = after[: after.index(",")] if "," in after else after
            if any(words_for("everywhere").matches(text) for text in near[1:]) and near and near[0] in ("z", "ze", "%"):
                item.everywhere = True


def _number_before(tokens: Sequence[Token], place: int) -> int | None:
    """„cztery piątki”, „cztery oceny bardzo dobre”: the number, over words that only join it to the grade."""
    while place and (words_for("very").matches(tokens[place - 1].text) or _is_grade_word(tokens[place - 1].text)):
        place -= 1
    return tokens[place - 1].number if place else None


def _is_grade_word(text: str) -> bool:
    return words_for("grade_words").matches(text)


# -- pairing ----------------------------------------------------------------------------------------------------------


def _pair(items: list[_Item]) -> dict[int, list[str]]:
    """Subjects of each value, by the value's place."""
    pairs: dict[int, list[str]] = {}
    for number, item in enumerate(items):
        if item.kind in _VALUES:
            pairs[item.place] = _left(items, number) or _right(items, number) or _left_across(items, number)
    return pairs


def _left(items: list[_Item], number: int) -> list[str]:
    """The subject just before, when it has no value yet: „matma 75”; those joined to it share it: „z matmy i angola 5”.
    Not across another value."""
    before = items[number - 1] if number else None
    if before is None or before.kind != "przedmiot" or before.paired:
        return []
    found = [_take(before)]
    place = number - 2
    while place > 0 and items[place].subject in _AND and _is_free(items[place - 1]):
        found.append(_take(items[place - 1]))
        place -= 2
    return found[::-1]


def _is_free(item: _Item) -> bool:
    return item.kind == "przedmiot" and not item.paired


def _left_across(items: list[_Item], number: int) -> list[str]:
    for before in reversed(items[:number]):
        if before.kind in _VALUES:
            return []
        if before.kind == "przedmiot" and not before.paired:
            return [_take(before)]
    return []


def _right(items: list[_Item], number: int) -> list[str]:
    """The subjects after it, up to the next that has a value of its own: „piątki z polskiego i matematyki”."""
    found: list[str] = []
    place = number + 1
    while place < len(items):
        item = items[place]
        if item.kind in _VALUES:
            break
        if item.kind == "przedmiot":
            if item.paired or (found and _has_own_value(items, place)):
                break
            found.append(_take(item))
        elif item.kind == "przerwa" and not found:
            break
        place += 1
    return found


def _has_own_value(items: list[_Item], place: int) -> bool:
    """A value follows at once and is not itself followed by „z …”."""
    if place + 1 >= len(items) or items[place + 1].kind not in _VALUES:
        return False
    return not (place + 2 < len(items) and items[place + 2].kind == "z")


def _take(item: _Item) -> str:
    item.paired = True
    return item.subject


# -- values -> results ------------------------------------------------------------------------------------------------


class _Builder:
    def __init__(self, small_is_percent: bool) -> None:
        self.small_is_percent = small_is_percent
        self.exam: dict[str, int] = {}
        self.grades: dict[str, int] = {}
        self.loose_exam: list[int] = []
        self.loose_grades: list[int] = []
        self.out_of_range: list[int] = []
        self.every_grade = 0
        self.every_exam: int | None = None

    def add(self, item: _Item, subjects: list[str]) -> None:
        if item.kind == "ocena" and not 1 <= item.value <= BEST_GRADE:
            self.out_of_range.append(item.value)
        elif self.is_grade(item):
            self.add_grade(item, subjects)
        elif item.value > MOST_PERCENT:
            if item.kind == "procent" or subjects:
                self.out_of_range.append(item.value)
        else:
            self.add_percent(item, subjects)

    def is_grade(self, item: _Item) -> bool:
        if item.kind == "liczba":
            return 1 <= item.value <= BEST_GRADE and not self.small_is_percent
        return item.kind == "ocena"

    def add_grade(self, item: _Item, subjects: list[str]) -> None:
        if subjects:
            self.grades.update(dict.fromkeys(subjects, item.value))
        elif item.everywhere:
            self.every_grade = item.value
        else:
            self.loose_grades.append(item.value)

    def add_percent(self, item: _Item, subjects: list[str]) -> None:
        if subjects:
            self.exam.update((part_of_exam(subject), item.value) for subject in subjects)
        elif item.everywhere:
            self.every_exam = item.value
        else:
            self.loose_exam.append(item.value)

    def results(self, subjects: tuple[str, ...], exempt: bool) -> Results:
        return Results(
            exam=self.exam,
            grades=self.grades,
            every_grade=self.every_grade,
            every_exam=self.every_exam,
            loose_exam=tuple(self.loose_exam),
            loose_grades=tuple(self.loose_grades),
            out_of_range=tuple(self.out_of_range),
            subjects=subjects,
            exempt=exempt,
        )


def part_of_exam(subject: str) -> str:
    return "język_obcy" if subject in LANGUAGES else subject


# -- one result instead of another ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """„80 zamiast 60”, „z trójki na piątkę”: the results before and after it."""

    before: Results
    after: Results


def find_change(tokens: Sequence[Token], used: frozenset[int] = frozenset()) -> Change | None:
    places = _changed_places(tokens)
    if places is None:
        return None
    old, new, dropped = places
    if new > old + 1 and old + 1 not in dropped:
        return Change(_without(tokens, used, dropped | {new}), _moved(tokens, used, new, old, dropped))
    before = _without(tokens, used, dropped | {new}) if new > old else _moved(tokens, used, old, new, dropped)
    after = _without(tokens, used, dropped | {old})
    return Change(before, after)


def _changed_places(tokens: Sequence[Token]) -> tuple[int, int, frozenset[int]] | None:
    """The places of the old and of the new value, and of the words that join them."""
    values = [place for place, token in enumerate(tokens) if token.number is not None or grade_of(token.text)]
    for left, right in pairwise(values):
        between = [token.text for token in tokens[left + 1 : right]]
        if _INSTEAD in between:
            return right, left, frozenset(range(left + 1 + between.index(_INSTEAD), right)) | _percents(tokens, right)
        if any(map(words_for("what_if").matches, between)) and _is_of_same(tokens, right):
            own = left + 1 + _end_of_subject(between)
            return left, right, frozenset(range(own, right)) | (_percents(tokens, right) if own > left + 1 else set())
        if between and between[-1] == "na" and set(between) <= _CHANGED and tokens[left - 1].text in _FROM:
            return left, right, frozenset((left - 1, *range(left + 1, right)))
    return None


def _end_of_subject(words: Sequence[str]) -> int:
    """„72% z matmy, o ile więcej, gdybym …”: the subject of both stands after the old value, before the first sign."""
    ends = next((place for place, word in enumerate(words) if word in _SIGNS_BETWEEN), len(words))
    return next((place + 1 for place in range(ends - 1, -1, -1) if subject_of(words[place])), 0)


def _is_of_same(tokens: Sequence[Token], place: int) -> bool:
    """„a gdyby było 74”: no grade, and of no subject of its own."""
    after = tokens[place + 1 : place + 1 + _NEAR]
    return tokens[place].number is not None and not any(subject_of(token.text) for token in after)


def _percents(tokens: Sequence[Token], place: int) -> frozenset[int]:
    after = tokens[place + 1 : place + 2]
    return frozenset({place + 1}) if after and words_for("exam").matches(after[0].text) else frozenset()


def _without(tokens: Sequence[Token], used: frozenset[int], dropped: Set[int]) -> Results:
    kept = [place for place in range(len(tokens)) if place not in dropped]
    places = frozenset(new for new, old in enumerate(kept) if old in used)
    return find_results([tokens[place] for place in kept], places)


def _moved(tokens: Sequence[Token], used: frozenset[int], old: int, new: int, dropped: Set[int]) -> Results:
    """The old value in the place of the new one, which has the subject beside it."""
    moved = [tokens[old] if place == new else token for place, token in enumerate(tokens)]
    return _without(moved, used, dropped | {old})
