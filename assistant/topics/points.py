"""Points for given results: percents, grades, both, exempt. Asks the evaluator; branch by branch where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.case import MOST_BRANCHES, AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.formulas import criterion_by_fact, part_by_item
from assistant.quotes import cite, cite_sources, unique
from assistant.topics.shared import branch_options, branch_words, silent
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.words import Words
from dsl.model import expr as typed
from dsl.model.regulation import Branch, Criterion, ForEach, Points
from dsl.model.result import Number
from dsl.model.types import MapType, NotionType
from polish.enumerations import enumerate_items

EXAM, GRADES = "egzamin", "oceny"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a calculation; `group` is the fact it comes from."""

    group: str
    subject: str
    given: str
    formula: str
    points: Number
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one branch makes of the results: its lines, what is still missing, and what was given but does not count."""

    branch: Branch
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def total(self) -> Number:
        return sum((item.points for item in self.items), 0)

    @property
    def key(self) -> tuple[Any, ...]:
        """Branches with the same sheet are told together."""
        lines = tuple((item.group, item.subject, item.points) for item in self.items)
        return lines, self.missing, self.ignored


def results(case: Case) -> Draft | AskBack:
    if EXAM not in case.regulation.candidate or GRADES not in case.regulation.candidate:
        return silent(case, "Punkty za egzamin i za oceny")
    doubt = _doubt(case)
    if doubt is not None:
        return doubt
    sheets = [_sheet(case, branch) for branch in case.branches]
    groups = _grouped(sheets)
    if len(groups) > MOST_BRANCHES:
        return AskBack("Do którego oddziału? Punkty zależą od oddziału.", branch_options(case))
    if not any(sheet.items for sheet in sheets):
        return _nothing_counts(case, sheets)
    if len(groups) == 1 and len(groups[0][0].items) == 1 and not _asks_total(case):
        return _single(case, groups[0])
    return _totals(case, groups)


# -- what is not clear ------------------------------------------------------------------------------------------------


def _doubt(case: Case) -> AskBack | None:
    given = case.results
    if given.out_of_range:
        question = f"Wynik {case.bound.echo(str(given.out_of_range[0]))} jest poza skalą procentów. Jaki to wynik?"
        return AskBack(question, ("podaj wynik egzaminu w procentach", "podaj ocenę ze świadectwa"))
    unknown = [part for part in given.exam if part not in exam_parts(case)]
    if unknown:
        subject = unknown[0].replace("_", " ")
        question = f"Egzamin ósmoklasisty nie obejmuje przedmiotu: {subject}. O jaki wynik chodzi?"
        return AskBack(case.bound.words(question), ("ocena ze świadectwa", "wynik egzaminu z innego przedmiotu"))
    if given.loose_exam and not given.exam and not given.count - len(given.loose_exam):
        shown = case.bound.echo(f"{given.loose_exam[0]}%")
        return AskBack(f"Z którego przedmiotu jest wynik {shown}?", tuple(_labels(case, exam_parts(case))))
    return None


def exam_parts(case: Case) -> tuple[str, ...]:
    type_ = case.regulation.candidate[EXAM].type
    return tuple(type_.key.members) if isinstance(type_, MapType) else ()


def _labels(case: Case, parts: Sequence[str]) -> list[str]:
    type_ = case.regulation.candidate[EXAM].type
    return [type_.key.label(part) for part in parts] if isinstance(type_, MapType) else list(parts)


def _asks_total(case: Case) -> bool:
    return any(word.startswith(("raze", "lacz", "sum", "calk")) for word in case.words)


# -- the facts of a hypothetical candidate ----------------------------------------------------------------------------


def facts_for(case: Case, branch: Branch) -> dict[str, Any]:
    given = case.results
    exam: dict[str, int] = {}
    if given.every_exam is not None:
        exam = dict.fromkeys(exam_parts(case), given.every_exam)
    exam |= given.exam
    grades = dict.fromkeys(counted_subjects(case, branch), given.every_grade) if given.every_grade else {}
    if len(given.loose_grades) == 1 and not grades and not given.grades:
        grades = {_any_subject(case, branch): given.loose_grades[0]}
    grades |= given.grades
    return {EXAM: exam, GRADES: grade_members(case, grades)}


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
    return {_grade_key(type_, subject): by_rank[rank] for subject, rank in grades.items() if rank in by_rank}


def _grade_key(type_: MapType, subject: str) -> str:
    """„z obcego” is no subject of the certificate: the commonest language stands for it."""
    return subject if subject in type_.key.members or subject != "język_obcy" else "język_angielski"


def counted_subjects(case: Case, branch: Branch) -> tuple[str, ...]:
    """The subjects whose grades count in this branch, in the regulation's order."""
    criterion = grades_criterion(branch)
    if criterion is None or not isinstance(criterion.way, ForEach):
        return ()
    return tuple(case.evaluator(branch, {}).collection(criterion.way.each.collection, {}))


def exam_criterion(branch: Branch) -> Criterion | None:
    return criterion_by_fact(branch.rules, EXAM)


def grades_criterion(branch: Branch) -> Criterion | None:
    each = [one for one in branch.rules.criteria if isinstance(one.way, ForEach)]
    for criterion in each:
        body = criterion.way.body if isinstance(criterion.way, ForEach) else None
        if isinstance(body, Points) and any(
            isinstance(node, typed.ItemOf) and node.base.fact.name == GRADES for node in body.points.walk()
        ):
            return criterion
    return None


# -- one branch -------------------------------------------------------------------------------------------------------


def _sheet(case: Case, branch: Branch) -> Sheet:
    facts = facts_for(case, branch)
    evaluator = case.evaluator(branch, facts)
    exam = list(_exam_items(case, evaluator, facts[EXAM]))
    grades, ignored = _grade_items(case, evaluator, facts[GRADES])
    missing = _missing(case, branch, facts) if len(exam) + len(grades) > 1 else ()
    return Sheet(branch, (*exam, *grades), missing, ignored)


def _exam_items(case: Case, evaluator: Evaluator, exam: Mapping[str, int]) -> list[Item]:
    criterion = exam_criterion(evaluator.branch)
    items = []
    for part in exam_parts(case):
        component = part_by_item(criterion, EXAM, part) if criterion is not None and part in exam else None
        points = evaluator.points(component) if component is not None else None
        if component is not None and points is not None:
            items.append(Item(EXAM, part, f"{exam[part]}%", _formula(evaluator, component), points, component))
    return items


def _formula(evaluator: Evaluator, component: Criterion) -> str:
    """„0,35 × 75%”: the formula with the values, without the branch of an `jeżeli` that was not taken."""
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
    return items, tuple(subject for subject in grades if subject not in counted)


def grade_label(case: Case, member: str) -> str:
    type_ = case.regulation.candidate[GRADES].type
    assert isinstance(type_, MapType)
    assert isinstance(type_.value, NotionType)
    return type_.value.notion.label(member)


def subject_label(case: Case, subject: str) -> str:
    for name in (GRADES, EXAM):
        type_ = case.regulation.candidate[name].type
        if isinstance(type_, MapType) and subject in type_.key.members:
            return type_.key.label(subject)
    return subject.replace("_", " ")


def subject_genitive(case: Case, subject: str) -> str:
    for name in (GRADES, EXAM):
        type_ = case.regulation.candidate[name].type
        if isinstance(type_, MapType) and subject in type_.key.members:
            return type_.key.members[subject]
    return subject.replace("_", " ")


def _missing(case: Case, branch: Branch, facts: Mapping[str, Any]) -> tuple[str, ...]:
    exam = [subject_genitive(case, part) for part in exam_parts(case) if part not in facts[EXAM]]
    grades = [subject_genitive(case, one) for one in counted_subjects(case, branch) if one not in facts[GRADES]]
    found = []
    if exam:
        found.append(f"wynik egzaminu z: {enumerate_items(exam)}")
    if grades:
        found.append(f"ocena z: {enumerate_items(grades)}")
    return tuple(found)


def _grouped(sheets: Sequence[Sheet]) -> list[tuple[Sheet, list[Branch]]]:
    groups: dict[tuple[Any, ...], tuple[Sheet, list[Branch]]] = {}
    for sheet in sheets:
        groups.setdefault(sheet.key, (sheet, []))[1].append(sheet.branch)
    return list(groups.values())


# -- drafts -----------------------------------------------------------------------------------------------------------


def _single(case: Case, group: tuple[Sheet, list[Branch]]) -> Draft:
    """One percent or one grade."""
    sheet, branches = group
    item = sheet.items[0]
    standing = Standing(case)
    _stand_on(standing, sheet.branch, item)
    what = _what(case, item)
    data = {
        "what": case.bound.echo(what),
        "points": case.bound.points(_value_id(case, item), item.points, case.codes(branches)),
        "calculation": _calculation(case, item),
        "branches": branch_words(case, branches) if case.codes(branches) else "",
    }
    return Draft("single", data, _citations(case, sheet), standing.status, standing.told)


def _what(case: Case, item: Item) -> str:
    if item.group == EXAM:
        return f"{item.given} z {subject_genitive(case, item.subject)} na egzaminie"
    if case.results.loose_grades and not case.results.grades:
        return f"ocenę {item.given}"
    return f"ocenę {item.given} z {subject_genitive(case, item.subject)}"


def _value_id(case: Case, item: Item) -> str:
    is_any = bool(case.results.loose_grades) and not case.results.grades
    suffix = "" if item.group == EXAM or is_any else f".{item.subject}"
    return f"punkty.{item.criterion.dotted}{suffix}"


def _calculation(case: Case, item: Item) -> str:
    if not item.formula:
        return ""
    return f"{case.bound.words(item.formula)} = {case.bound.points('obliczenie', item.points)}"


def _totals(case: Case, groups: Sequence[tuple[Sheet, list[Branch]]]) -> Draft:
    standing = Standing(case)
    told = []
    for sheet, branches in groups:
        for item in sheet.items:
            _stand_on(standing, sheet.branch, item)
        told.append(_group(case, sheet, branches, several=len(groups) > 1))
    complete = all(not sheet.missing for sheet, _ in groups)
    data = {"groups": told, "complete": complete, "left_out": case.bound.words(_left_out(case))}
    citations = unique([one for sheet, _ in groups for one in _citations(case, sheet)])
    return Draft("totals", data, citations, standing.status, standing.told)


def _group(case: Case, sheet: Sheet, branches: list[Branch], several: bool) -> dict[str, Any]:
    codes = case.codes(branches)
    total = case.bound.points("punkty.suma_częściowa" if sheet.missing else "punkty.suma", sheet.total, codes)
    lines = [
        {
            "what": case.bound.words(f"{subject_label(case, item.subject)} – {_given_words(item)}"),
            "points": case.bound.points(_value_id(case, item), item.points, codes),
            "formula": case.bound.words(item.formula) if item.formula else "",
        }
        for item in sheet.items
    ]
    return {
        "branches": branch_words(case, branches) if codes or several else "",
        "total": total,
        "lines": lines,
        "missing": case.bound.words("; ".join(sheet.missing)) if sheet.missing else "",
        "ignored": _ignored(case, sheet),
    }


def _given_words(item: Item) -> str:
    return f"egzamin {item.given}" if item.group == EXAM else f"ocena {item.given}"


def _ignored(case: Case, sheet: Sheet) -> str:
    if not sheet.ignored:
        return ""
    return case.bound.words(enumerate_items([subject_genitive(case, one) for one in sheet.ignored]))


def _left_out(case: Case) -> str:
    """Criteria that the sum does not hold because nothing was said of them."""
    rules = case.branches[0].rules
    exam, grades = exam_criterion(case.branches[0]), grades_criterion(case.branches[0])
    names = [
        one.notes.label for one in rules.criteria if one.name in rules.total and one is not exam and one is not grades
    ]
    return "; ".join(names)


def _stand_on(standing: Standing, branch: Branch, item: Item) -> None:
    top = branch.rules.criterion(item.criterion.path[:1])
    assert top is not None
    standing.on(item.criterion.notes, *([top.notes] if top is not item.criterion else []))


def _citations(case: Case, sheet: Sheet) -> tuple[Citation, ...]:
    found: list[Citation] = []
    sentences = case.sentences(sheet.branch)
    for item in sheet.items:
        top = sheet.branch.rules.criterion(item.criterion.path[:1])
        assert top is not None
        found += cite(case.regulation, sentences.criterion(item.criterion), item.criterion.notes, top.notes)
        if item.group == GRADES and not (len(sheet.items) == 1 and case.results.loose_grades):
            found += _counted_citations(case, sheet.branch)
    return unique(found)


def _counted_citations(case: Case, branch: Branch) -> tuple[Citation, ...]:
    """Where the branch names its scored subjects."""
    notes = next((one for one in branch.fact_notes.values() if one.sources), None)
    if notes is None:
        return ()
    quote = f"oddział {branch.code} – punktowane zajęcia: {case.sentences(branch).scored_subjects(branch)}"
    return cite_sources(quote, notes, notes.sources)


def _nothing_counts(case: Case, sheets: Sequence[Sheet]) -> Draft | AskBack:
    """Grades of subjects that no asked branch counts, or grades below the table."""
    subjects = [subject for sheet in sheets for subject in sheet.ignored] or list(case.results.grades)
    branch = sheets[0].branch
    criterion = grades_criterion(branch)
    if criterion is None or not subjects:
        options = ("podaj ocenę i przedmiot", "podaj wynik egzaminu w procentach i przedmiot")
        return AskBack("O jakie wyniki chodzi?", options)
    standing = Standing(case)
    standing.on(criterion.notes)
    data = {
        "verdict": case.bound.verdict("nie"),
        "what": case.bound.words(f"oceny z {subject_genitive(case, subjects[0])}"),
        "branches": branch_words(case, [sheet.branch for sheet in sheets]),
        "counted": [
            {"branch": branch_words(case, [one.branch]), "subjects": case.bound.words(_counted_words(case, one.branch))}
            for one in sheets[:MOST_BRANCHES]
        ],
    }
    citations = unique([one for sheet in sheets[:MOST_BRANCHES] for one in _counted_citations(case, sheet.branch)])
    return Draft("not_counted", data, citations, Status.GIVEN, standing.told)


def _counted_words(case: Case, branch: Branch) -> str:
    return ", ".join(subject_label(case, one) for one in counted_subjects(case, branch))
