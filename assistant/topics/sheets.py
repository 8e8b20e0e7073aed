"""What a regulation makes of given results, branch by branch: the lines of a calculation, from the evaluator.

Facts of a hypothetical candidate are made of the slots; criteria are found by the facts they use, not by their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.case import Case
from assistant.denial import denied_places
from assistant.formulas import counted, criterion_by_fact, facts_reached, part_by_item, tables_in
from assistant.lexicon import lexicon
from assistant.patterns import pattern
from assistant.slots import LANGUAGES, part_of_exam
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.words import Words
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion, ForEach, Points, Table
from dsl.model.result import Number
from dsl.model.types import MapType, NotionType, NumberType
from polish.enumerations import enumerate_items, quote

EXAM, EXEMPT, GRADES, CLAIMS = "egzamin", "zwolniony_z", "oceny", "deklaracje"
_COMMON_LANGUAGE = "język_angielski"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a calculation; `group` is the fact it comes from, or `CLAIMS` for a plain yes.

    `table` is set where a grade of the certificate stands for the exam (`EXEMPT`).
    """

    group: str
    subject: str
    given: str
    formula: str
    points: Number
    criterion: Criterion
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one branch makes of the results: its lines, what is still missing, and what was given but does not count."""

    branch: Branch
    items: tuple[Item, ...]
    missing_exam: tuple[str, ...]
    missing_grades: tuple[str, ...]
    ignored: tuple[str, ...]
    same_grade: bool
    counted: Mapping[str, Number]
    """The points of each whole criterion after its cut, by its name."""
    missing_others: tuple[str, ...] = ()

    @property
    def total(self) -> Number:
        return sum(self.counted.values(), 0)

    @property
    def key(self) -> tuple[Any, ...]:
        """Branches with the same lines are told together; „same piątki” are one line, whatever the subjects."""
        grade = GRADES if self.same_grade else ""
        lines = tuple((one.group, "" if one.group == grade else one.subject, one.points) for one in self.items)
        return lines, self.total, self.ignored, self.missing_others

    @property
    def has_grades(self) -> bool:
        return any(item.group == GRADES for item in self.items)

    @property
    def is_complete(self) -> bool:
        return not (self.missing_exam or self.missing_grades or self.missing_others)


def exam_parts(case: Case) -> tuple[str, ...]:
    type_ = case.regulation.candidate[EXAM].type
    return tuple(type_.key.members) if isinstance(type_, MapType) else ()


# -- the facts of a hypothetical candidate ----------------------------------------------------------------------------


def facts_for(case: Case, branch: Branch) -> dict[str, Any]:
    given = case.results
    exam: dict[str, int] = {}
    if given.every_exam is not None:
        exam = dict.fromkeys(exam_parts(case), given.every_exam)
    exam |= given.exam
    grades = dict.fromkeys(counted_subjects(case, branch), given.every_grade) if given.every_grade else {}
    if given.every_grade and own_grades(branch):
        grades[_COMMON_LANGUAGE] = given.every_grade
    if len(given.loose_grades) == 1 and not grades and not given.grades:
        grades = {_any_subject(case, branch): given.loose_grades[0]}
    grades |= given.grades
    facts: dict[str, Any] = {EXAM: exam, GRADES: grade_members(case, grades), **dict.fromkeys(claims(case), True)}
    return facts | (_exemption(case, facts[GRADES]) if given.exempt and EXEMPT in case.regulation.candidate else {})


def _exemption(case: Case, grades: Mapping[str, str]) -> dict[str, Any]:
    """The parts of the exam that a person is exempt from; „same piątki” are also the grades used instead of them."""
    parts = exempt_parts(case)
    every = dict.fromkeys((*parts, _COMMON_LANGUAGE), case.results.every_grade)
    instead = grade_members(case, every) if case.results.every_grade else {}
    return {EXEMPT: frozenset(parts), GRADES: {**instead, **grades}}


def exempt_parts(case: Case) -> tuple[str, ...]:
    """Those named, else the whole exam; a part that has a result was taken."""
    untaken = tuple(one for one in exam_parts(case) if one not in case.results.exam)
    named = {part_of_exam(one) for one in case.results.subjects} - {*case.results.exam}
    if any(word.startswith(("cal", "wszystk")) for word in case.words) or len(named) > 1:
        return untaken
    return tuple(one for one in untaken if one in named) or untaken


def claims(case: Case) -> list[str]:
    """Facts named beside the results that give points by themselves: „mam pasek”, „wolontariat”; not „bez paska”."""
    known = case.regulation.candidate
    named = {fact: said for fact, said in claimed([token.text for token in case.tokens]).items() if fact in known}
    kept = {fact: True for fact in case.results.claims if fact in known}
    return [fact for fact, is_so in (kept | named).items() if is_so]


def claimed(words: Sequence[str]) -> dict[str, bool]:
    """The facts that are named, and whether they are claimed or denied; `words` with their signs."""
    places = {
        fact: {place for place, word in enumerate(words) if pattern(text).matches(word)}
        for fact, text in lexicon("subjects")["claims"].items()
    }
    denied = denied_places(words, set().union(*places.values()))
    return {fact: not own <= denied for fact, own in places.items() if own}


def _any_subject(case: Case, branch: Branch) -> str:
    """A grade with no subject is worth the same in any counted one; `grade_label` then leaves the subject out."""
    counted = counted_subjects(case, branch)
    return counted[0] if counted else ""


def grade_members(case: Case, grades: Mapping[str, int]) -> dict[str, str]:
    """Numbers -> members of the notion of grades; a grade that it does not have is left out."""
    type_ = case.regulation.candidate[GRADES].type
    if not isinstance(type_, MapType) or not isinstance(type_.value, NotionType):
        return {}
    by_rank = {rank: name for name, rank in type_.value.notion.ranks.items()}
    keys = {_grade_key(type_, subject): rank for subject, rank in grades.items()}
    return {key: by_rank[rank] for key, rank in keys.items() if rank in by_rank and key in type_.key.members}


def is_grade_known(case: Case, rank: int) -> bool:
    """Whether the regulation's scale has such a grade: a failing one has no points anywhere."""
    type_ = case.regulation.candidate[GRADES].type
    known = type_.value.notion.ranks if isinstance(type_, MapType) and isinstance(type_.value, NotionType) else {}
    return rank in known.values()


def _grade_key(type_: MapType, subject: str) -> str:
    """„z obcego” is no subject of the certificate: the commonest language stands for it."""
    return subject if subject in type_.key.members or subject != "język_obcy" else _COMMON_LANGUAGE


def counted_subjects(case: Case, branch: Branch) -> tuple[str, ...]:
    """The subjects whose grades count in this branch, in the regulation's order."""
    criterion = grades_criterion(branch)
    if criterion is None or not isinstance(criterion.way, ForEach):
        return ()
    return tuple(case.evaluator(branch, {}).collection(criterion.way.each.collection, {}))


def exam_criterion(branch: Branch) -> Criterion | None:
    return criterion_by_fact(branch.rules, EXAM)


def grades_criterion(branch: Branch) -> Criterion | None:
    """The criterion, or the part of one, that counts a grade for each of some subjects."""
    each = [one for top in branch.rules.criteria for one in top.walk() if isinstance(one.way, ForEach)]
    for criterion in each:
        body = criterion.way.body if isinstance(criterion.way, ForEach) else None
        if isinstance(body, Points) and any(
            isinstance(node, typed.ItemOf) and node.base.fact.name == GRADES for node in body.points.walk()
        ):
            return criterion
    return None


# -- one branch -------------------------------------------------------------------------------------------------------


def sheet_of(case: Case, branch: Branch) -> Sheet:
    facts = facts_for(case, branch)
    evaluator = case.evaluator(branch, facts)
    exam = _exam_items(case, evaluator, facts)
    grades, ignored = _grade_items(case, evaluator, facts[GRADES])
    claimed = _claim_items(evaluator, claims(case)) if exam or grades else []
    items = (*exam, *grades, *claimed, *_own_items(case, evaluator))
    same = len(grades) > 1 and bool(case.results.every_grade) and not case.results.grades
    others = _missing_others(evaluator, items)
    return Sheet(branch, items, *_missing(case, branch, facts), ignored, same, _counted(evaluator, items), others)


def _counted(evaluator: Evaluator, items: Sequence[Item]) -> dict[str, Number]:
    points: dict[tuple[str, ...], Number] = {}
    for item in items:
        points[item.criterion.path] = points.get(item.criterion.path, 0) + item.points
    return counted(evaluator, points)


def _missing_others(evaluator: Evaluator, items: Sequence[Item]) -> tuple[str, ...]:
    """Criteria of the sum that count a number nobody gave: a test, trials. What is not claimed counts nothing."""
    rules = evaluator.branch.rules
    told = {item.criterion.path[0] for item in items} | {
        one.path[0] for one in (exam_criterion(evaluator.branch), grades_criterion(evaluator.branch)) if one is not None
    }
    left = (one for one in rules.criteria if one.name in rules.total and one.name not in told)
    return tuple(one.notes.label for one in left if _counts_number(evaluator, one))


def _counts_number(evaluator: Evaluator, criterion: Criterion) -> bool:
    facts = [fact for part in criterion.walk() for fact in facts_reached(evaluator.branch.rules, part)]
    return any(isinstance(fact.type, NumberType) for fact in facts)


def _claim_items(evaluator: Evaluator, names: Sequence[str]) -> list[Item]:
    items = []
    for name in names:
        criterion = criterion_by_fact(evaluator.branch.rules, name)
        points = evaluator.points(criterion) if criterion is not None else None
        if criterion is not None and points:
            items.append(Item(CLAIMS, criterion.notes.label, "", "", points, criterion))
    return items


def _own_items(case: Case, evaluator: Evaluator) -> list[Item]:
    """Criteria of the sum that count a result of the branch's own test."""
    rules, given = evaluator.branch.rules, set(evaluator.pair)
    items = []
    for criterion in rules.criteria:
        counts = criterion.name in rules.total and given & {fact.name for fact in facts_reached(rules, criterion)}
        points = evaluator.points(criterion) if counts else None
        if points is not None:
            items.append(Item(CLAIMS, criterion.notes.label, "", "", points, criterion))
    return items


def _exam_items(case: Case, evaluator: Evaluator, facts: Mapping[str, Any]) -> list[Item]:
    criterion = exam_criterion(evaluator.branch)
    items = []
    exempt = facts.get(EXEMPT, frozenset())
    for part in exam_parts(case):
        component = part_by_item(criterion, EXAM, part) if criterion is not None else None
        points = evaluator.points(component) if component is not None else None
        if component is None or points is None:
            continue
        if part in exempt and points:
            given = _grade_instead(case, part, facts[GRADES])
            items.append(Item(EXEMPT, part, given, "", points, component, _table(evaluator, component, part)))
        elif part in facts[EXAM] and part not in exempt:
            given = f"{facts[EXAM][part]}%"
            items.append(Item(EXAM, part, given, _formula(evaluator, component), points, component))
    return items


def _grade_instead(case: Case, part: str, grades: Mapping[str, str]) -> str:
    """The grade that stands for a part of the exam, where it is plain which one it is."""
    given = {grade for subject, grade in grades.items() if part_of_exam(subject) == part}
    return grade_label(case, given.pop()) if len(given) == 1 else ""


def _table(evaluator: Evaluator, component: Criterion, part: str) -> Table | None:
    names = tables_in(*component.formulas())
    return evaluator.branch.rules.tables[names[0]] if names else None


def _formula(evaluator: Evaluator, component: Criterion) -> str:
    """„0,35 × 75”: the formula with the values, without the branch of an `jeżeli` that was not taken."""
    if not isinstance(component.way, Points):
        return ""
    node = component.way.points
    while isinstance(node, typed.If):
        node = node.then if evaluator.value(node.condition) else node.otherwise
    return Words(evaluator.regulation, evaluator.branch.rules, evaluator.value).of(node)


def _grade_items(case: Case, evaluator: Evaluator, grades: Mapping[str, str]) -> tuple[list[Item], tuple[str, ...]]:
    criterion = grades_criterion(evaluator.branch)
    if criterion is None or not isinstance(criterion.way, ForEach):
        return [], ()
    elements = evaluator.elements(criterion.way)
    counted = {one.element: one.points for one in elements}
    items = [
        Item(GRADES, subject, grade_label(case, grades[subject]), "", points, criterion)
        for subject, points in counted.items()
        if subject in grades
    ]
    best = _best_language(case, evaluator, grades)
    used = {*counted, *(one.subject for one in best)}
    beaten = LANGUAGES if best else frozenset()
    return [*items, *best], tuple(subject for subject in grades if subject not in used | beaten)


def _best_language(case: Case, evaluator: Evaluator, grades: Mapping[str, str]) -> list[Item]:
    """A part of the grades of its own: the best of the languages (a bilingual branch)."""
    found = []
    for criterion in own_grades(evaluator.branch):
        given = [one for one in grades if one in LANGUAGES]
        points = evaluator.points(criterion) if given else None
        if points is not None:
            ranks = grade_ranks(case)
            best = max(given, key=lambda one: ranks[grades[one]])
            found.append(Item(GRADES, best, grade_label(case, grades[best]), "", points, criterion))
    return found


def own_grades(branch: Branch) -> tuple[Criterion, ...]:
    """Parts that count a grade but not one for each of some subjects."""
    exam, each = exam_criterion(branch), grades_criterion(branch)
    parts = (one for top in branch.rules.criteria if top is not exam for one in top.walk())
    plain = (one for one in parts if one is not each and isinstance(one.way, Points))
    return tuple(one for one in plain if any(fact.name == GRADES for fact in facts_reached(branch.rules, one)))


def grade_ranks(case: Case) -> Mapping[str, int]:
    type_ = case.regulation.candidate[GRADES].type
    return type_.value.notion.ranks if isinstance(type_, MapType) and isinstance(type_.value, NotionType) else {}


def grade_label(case: Case, member: str) -> str:
    """„bardzo dobry”, as in „ocena „bardzo dobry””."""
    return quote(grade_name(case, member))


def grade_name(case: Case, member: str) -> str:
    type_ = case.regulation.candidate[GRADES].type
    assert isinstance(type_, MapType)
    assert isinstance(type_.value, NotionType)
    return type_.value.notion.label(member)


def subject_label(case: Case, subject: str) -> str:
    for name in (GRADES, EXAM):
        fact = case.regulation.candidate.get(name)
        type_ = fact.type if fact is not None else None
        if isinstance(type_, MapType) and subject in type_.key.members:
            return type_.key.label(subject)
    return subject.replace("_", " ")


def subject_genitive(case: Case, subject: str) -> str:
    for name in (GRADES, EXAM):
        fact = case.regulation.candidate.get(name)
        type_ = fact.type if fact is not None else None
        if isinstance(type_, MapType) and subject in type_.key.members:
            return type_.key.members[subject]
    return subject.replace("_", " ")


def _missing(case: Case, branch: Branch, facts: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parts of the exam and scored subjects of which nothing was said."""
    exempt = facts.get(EXEMPT, frozenset())
    exam = tuple(part for part in exam_parts(case) if part not in facts[EXAM] and part not in exempt)
    grades = [one for one in counted_subjects(case, branch) if one not in facts[GRADES]]
    if own_grades(branch) and not LANGUAGES & set(facts[GRADES]):
        grades.append(_COMMON_LANGUAGE)
    return exam, tuple(grades)


def missing_words(case: Case, sheet: Sheet, branches: Sequence[Branch]) -> tuple[str, ...]:
    """„oceny z matematyki i fizyki”; where branches of one group miss different subjects, these are not listed."""
    exam = [subject_genitive(case, part) for part in sheet.missing_exam]
    grades = [subject_genitive(case, one) for one in sheet.missing_grades]
    found = []
    if exam:
        found.append(f"{'wynik' if len(exam) == 1 else 'wyniki'} egzaminu z {enumerate_items(exam)}")
    if grades and sheet.missing_grades == _missing_in_all(case, branches):
        found.append(f"{'ocenę' if len(grades) == 1 else 'oceny'} z {enumerate_items(grades)}")
    elif grades:
        rest = "pozostałych zajęć punktowanych" if sheet.has_grades else "zajęć punktowanych"
        found.append(f"oceny z {rest} w wybranym oddziale")
    return (*found, *sheet.missing_others)


def _missing_in_all(case: Case, branches: Sequence[Branch]) -> tuple[str, ...] | None:
    each = {_missing(case, branch, facts_for(case, branch))[1] for branch in branches}
    return each.pop() if len(each) == 1 else None


def grouped(sheets: Sequence[Sheet]) -> list[tuple[Sheet, list[Branch]]]:
    groups: dict[tuple[Any, ...], tuple[Sheet, list[Branch]]] = {}
    for sheet in sheets:
        groups.setdefault(sheet.key, (sheet, []))[1].append(sheet.branch)
    return list(groups.values())
