"""Points for given results: percents, grades, both. The sheets come from `topics.sheets`; here they are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.case import MOST_BRANCHES, AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.formulas import criterion_by_fact
from assistant.quotes import cite, cite_sources, unique
from assistant.topics.shared import branch_options, branch_words, silent
from assistant.topics.sheets import (
    CLAIMS,
    EXAM,
    GRADES,
    Item,
    Sheet,
    claims,
    counted_subjects,
    exam_criterion,
    exam_parts,
    grades_criterion,
    grouped,
    sheet_of,
    subject_genitive,
    subject_label,
)
from dsl.model.regulation import Branch
from dsl.model.types import MapType
from polish.enumerations import enumerate_items


def results(case: Case) -> Draft | AskBack:
    if EXAM not in case.regulation.candidate or GRADES not in case.regulation.candidate:
        return silent(case, "Punkty za egzamin i za oceny")
    doubt = _doubt(case)
    if doubt is not None:
        return doubt
    sheets = [sheet_of(case, branch) for branch in case.branches]
    groups = grouped(sheets)
    if len(groups) > MOST_BRANCHES:
        return AskBack("Do którego oddziału? Punkty zależą od oddziału.", branch_options(case))
    if not any(sheet.items for sheet in sheets):
        return _nothing_counts(case, sheets)
    counting = [group for group in groups if group[0].items]
    if len(counting) == 1 and len(counting[0][0].items) == 1 and not _asks_total(case):
        return _single(case, counting[0], [one for sheet, some in groups if not sheet.items for one in some])
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


def _labels(case: Case, parts: Sequence[str]) -> list[str]:
    type_ = case.regulation.candidate[EXAM].type
    return [type_.key.label(part) for part in parts] if isinstance(type_, MapType) else list(parts)


def _asks_total(case: Case) -> bool:
    return any(word.startswith(("raze", "lacz", "sum", "calk")) for word in case.words)


# -- drafts -----------------------------------------------------------------------------------------------------------


def _single(case: Case, group: tuple[Sheet, list[Branch]], elsewhere: Sequence[Branch]) -> Draft:
    """One percent or one grade; `elsewhere` it does not count."""
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
        "elsewhere": branch_words(case, elsewhere) if elsewhere else "",
    }
    return Draft("single", data, _citations(case, sheet), standing.status, standing.told)


def _what(case: Case, item: Item) -> str:
    if item.group == CLAIMS:
        return item.subject
    if item.group == EXAM:
        return f"{item.given} z {subject_genitive(case, item.subject)} na egzaminie"
    if case.results.loose_grades and not case.results.grades:
        return f"ocenę {item.given}"
    return f"ocenę {item.given} z {subject_genitive(case, item.subject)}"


def _value_id(case: Case, item: Item) -> str:
    is_any = bool(case.results.loose_grades) and not case.results.grades
    suffix = "" if item.group != GRADES or is_any else f".{item.subject}"
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
            "what": case.bound.words(_line_words(case, item)),
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


def _line_words(case: Case, item: Item) -> str:
    if item.group == CLAIMS:
        return item.subject
    given = f"egzamin {item.given}" if item.group == EXAM else f"ocena {item.given}"
    return f"{subject_label(case, item.subject)} – {given}"


def _ignored(case: Case, sheet: Sheet) -> str:
    if not sheet.ignored:
        return ""
    return case.bound.words(enumerate_items([subject_genitive(case, one) for one in sheet.ignored]))


def _left_out(case: Case) -> str:
    """Criteria that the sum does not hold because nothing was said of them."""
    branch = case.branches[0]
    rules = branch.rules
    told = [exam_criterion(branch), grades_criterion(branch)]
    told += [criterion_by_fact(rules, fact) for fact in claims(case)]
    names = [one.notes.label for one in rules.criteria if one.name in rules.total and one not in told]
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
