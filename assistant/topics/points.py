"""Points for given results: percents, grades, both. The sheets come from `topics.sheets`; here they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from assistant.case import MOST_BRANCHES, AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.formulas import criterion_by_fact
from assistant.normalise import Token
from assistant.patterns import pattern
from assistant.quotes import cite, cite_sources, shorten, unique
from assistant.slots import BEST_GRADE, Change, find_change, own_total
from assistant.topics.shared import branch_options, branch_words, silent
from assistant.topics.sheets import (
    CLAIMS,
    EXAM,
    EXEMPT,
    GRADES,
    Item,
    Sheet,
    claims,
    counted_subjects,
    exam_criterion,
    exam_parts,
    grades_criterion,
    grouped,
    is_grade_known,
    missing_words,
    sheet_of,
    subject_genitive,
    subject_label,
)
from assistant.vocabulary import words_for
from dsl.model.regulation import Branch, Criterion, Table
from dsl.model.types import MapType
from polish.enumerations import enumerate_items, quote


def results(case: Case) -> Draft | AskBack:
    if EXAM not in case.regulation.candidate or GRADES not in case.regulation.candidate:
        return silent(case, "punktów za egzamin ani za oceny")
    change = find_change(case.tokens, case.scope.used)
    if change is not None:
        return _changed(case, change)
    doubt = _doubt(case)
    if doubt is not None:
        return doubt
    failing = _failing(case)
    if failing is not None:
        return failing
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


def _failing(case: Case) -> Draft | None:
    """A grade that the scale does not have: nothing is said of its points."""
    given = (*case.results.grades.values(), *case.results.loose_grades, case.results.every_grade or BEST_GRADE)
    criterion = grades_criterion(case.branches[0])
    if criterion is None or all(is_grade_known(case, rank) for rank in given):
        return None
    quoted = case.sentences().criterion(criterion)
    return silent(case, "punktów za ocenę niedostateczną", cite(case.regulation, quoted, criterion.notes))


# -- one result instead of another ------------------------------------------------------------------------------------


def _changed(case: Case, change: Change) -> Draft | AskBack:
    """„80 zamiast 60”: both counted, and the difference."""
    before = replace(case, results=change.before, tokens=_without_gains(case.tokens))
    after = replace(case, results=change.after)
    for one in (before, after):
        unclear = _doubt(one) or _failing(one)
        if unclear is not None:
            return unclear
    pairs = [(sheet_of(before, branch), sheet_of(after, branch)) for branch in case.branches]
    groups = _alike([pair for pair in pairs if pair[0].items or pair[1].items])
    if not groups:
        return _nothing_counts(after, [new for _, new in pairs])
    if len(groups) > 1:
        return AskBack("Do którego oddziału? Punkty zależą od oddziału.", branch_options(case))
    old, new = groups[0][0]
    standing = Standing(case)
    for sheet in (old, new):
        for item in sheet.items:
            _stand_on(standing, sheet.branch, item)
    codes = case.codes([one.branch for _, one in groups[0]])
    own, difference = own_total(case.tokens), Fraction(new.total) - Fraction(old.total)
    data = {
        "before": case.bound.points("punkty.przed_zmianą", old.total, codes),
        "after": case.bound.points("punkty.po_zmianie", new.total, codes),
        "difference": case.bound.points("punkty.różnica", abs(difference), codes),
        "is_more": difference >= 0,
        "sum": case.bound.points("punkty.po_doliczeniu", own + difference, codes) if own is not None else "",
    }
    return Draft("changed", data, unique([*_citations(after, new)]), standing.status, standing.told)


def _without_gains(tokens: Sequence[Token]) -> list[Token]:
    """„… i dojdzie świadectwo z paskiem”: what is there only after the change, up to the next sign."""
    kept: list[Token] = []
    is_gained = False
    for token in tokens:
        is_gained = not token.is_sign and (is_gained or words_for("gained").matches(token.text))
        if not is_gained:
            kept.append(token)
    return kept


def _alike(pairs: Sequence[tuple[Sheet, Sheet]]) -> list[list[tuple[Sheet, Sheet]]]:
    found: dict[tuple[Any, Any], list[tuple[Sheet, Sheet]]] = {}
    for old, new in pairs:
        found.setdefault((old.total, new.total), []).append((old, new))
    return list(found.values())


# -- what is not clear ------------------------------------------------------------------------------------------------


def _doubt(case: Case) -> AskBack | None:
    given = case.results
    if given.out_of_range:
        shown = case.bound.echo(f"{given.out_of_range[0]}%")
        question = f"Wynik {shown} wykracza poza skalę egzaminu. Jaki to wynik?"
        return AskBack(question, ("wynik egzaminu w procentach", "ocena ze świadectwa"))
    unknown = [part for part in given.exam if part not in exam_parts(case)]
    if unknown:
        subject = unknown[0].replace("_", " ")
        question = f"Egzamin ósmoklasisty nie obejmuje przedmiotu: {subject}. O jaki wynik chodzi?"
        return AskBack(case.bound.words(question), ("ocena ze świadectwa", "wynik egzaminu z innego przedmiotu"))
    if given.strange_subject:
        question = f"Nie rozpoznaję przedmiotu: {case.bound.echo(quote(given.strange_subject))}. O jaki chodzi?"
        return AskBack(question, _counted_labels(case))
    if given.loose_exam:
        shown = case.bound.echo(enumerate_items([f"{percent}%" for percent in given.loose_exam]))
        asked = "Z którego przedmiotu jest wynik" if len(given.loose_exam) == 1 else "Z których przedmiotów są wyniki"
        return AskBack(f"{asked} {shown}?", tuple(_labels(case, exam_parts(case))))
    if len(given.loose_grades) > 1 or (given.loose_grades and (given.grades or given.every_grade)):
        return AskBack("Z których przedmiotów są te oceny?", _counted_labels(case))
    return None


def _counted_labels(case: Case) -> tuple[str, ...]:
    """Subjects that count in any of the branches asked about."""
    counted = dict.fromkeys(one for branch in case.branches for one in counted_subjects(case, branch))
    return tuple(subject_label(case, one) for one in counted)


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
        "verdict": case.bound.verdict("tak") if _asks_whether(case) else "",
        "what": case.bound.echo(what),
        "points": case.bound.points(_value_id(case, item), sheet.total, case.codes(branches)),
        "calculation": _calculation(case, item),
        "limit": _limit(case, sheet, [item]),
        "branches": branch_words(case, branches) if case.codes(branches) else "",
        "elsewhere": branch_words(case, elsewhere) if elsewhere else "",
        "ignored": _ignored(case, sheet),
    }
    return Draft("single", data, _citations(case, sheet), standing.status, standing.told)


_WHETHER = "czy"
_COUNTS = pattern("licz*|wlicz*|zalicz*|daje|dadza|da|punkt*|brana|brane|bierze|uwzgl*")
_HOW_MANY = pattern("ile|ilu")


def _asks_whether(case: Case) -> bool:
    """„czy szóstka z wf liczy się do sportowej”."""
    words = case.words
    return _WHETHER in words and any(map(_COUNTS.matches, words)) and not any(map(_HOW_MANY.matches, words))


def _what(case: Case, item: Item) -> str:
    if item.group == CLAIMS:
        return item.subject
    if item.group == EXAM:
        return f"{item.given} z {subject_genitive(case, item.subject)} na egzaminie"
    if item.group == EXEMPT:
        return f"ocenę z {subject_genitive(case, item.subject)} zamiast egzaminu"
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
        told.append(_group(case, sheet, branches))
    asked = [one for sheet, _ in groups for one in sheet.missing_others]
    data = {"groups": told, "left_out": case.bound.words(_left_out(case, asked))}
    citations = unique([one for sheet, _ in groups for one in _citations(case, sheet)])
    return Draft("totals", data, citations, standing.status, standing.told)


def _group(case: Case, sheet: Sheet, branches: list[Branch]) -> dict[str, Any]:
    codes = case.codes(branches)
    total = ""
    if sheet.items:
        name = "punkty.suma" if sheet.is_complete else "punkty.suma_częściowa"
        total = case.bound.points(name, sheet.total, codes)
    missing = missing_words(case, sheet, branches)
    return {
        "branches": branch_words(case, branches) if codes or len(case.branches) == 1 else "",
        "total": total,
        "parts": _parts(case, sheet, codes),
        "missing": case.bound.words("; ".join(missing)) if missing else "",
        "ignored": _ignored(case, sheet),
    }


def _parts(case: Case, sheet: Sheet, codes: Sequence[str]) -> list[dict[str, Any]]:
    """Lines by criterion; its sum is told where it is not the sum of all."""
    tops = {item.criterion.path[0]: _top(sheet.branch, item) for item in sheet.items}
    found = []
    for name, top in tops.items():
        items = [item for item in sheet.items if item.criterion.path[0] == name]
        points = sheet.counted[name]
        found.append(
            {
                "what": case.bound.words(top.notes.label),
                "points": case.bound.points(f"punkty.{name}", points, codes) if len(tops) > 1 else "",
                "lines": _lines(case, items, codes, sheet.same_grade),
                "limit": _limit(case, sheet, items),
            }
        )
    return found


def _limit(case: Case, sheet: Sheet, items: Sequence[Item]) -> str:
    """What the lines of one criterion were cut to, where they come to more."""
    points = sheet.counted[items[0].criterion.path[0]]
    if sum((item.points for item in items), Fraction(0)) <= points:
        return ""
    return case.bound.points(f"najwyżej.{items[0].criterion.path[0]}", points)


def _lines(case: Case, items: Sequence[Item], codes: Sequence[str], same_grade: bool) -> list[dict[str, str]]:
    """„same piątki”: one line for all of them."""
    if same_grade and items[0].group == GRADES:
        what = case.bound.words(f"za każdą z {len(items)} ocen {items[0].given}")
        name = f"punkty.{items[0].criterion.dotted}.za_ocenę"
        return [{"what": what, "points": case.bound.points(name, items[0].points, codes), "formula": ""}]
    return [_line(case, item, codes) for item in items if item.group != CLAIMS]


def _line(case: Case, item: Item, codes: Sequence[str]) -> dict[str, str]:
    return {
        "what": case.bound.words(_line_words(case, item)),
        "points": case.bound.points(_value_id(case, item), item.points, codes),
        "formula": case.bound.words(item.formula) if item.formula else "",
    }


def _line_words(case: Case, item: Item) -> str:
    if item.group == EXEMPT:
        given = f"ocena {item.given}" if item.given else "ocena"
        return f"{subject_label(case, item.subject)}, {given} zamiast egzaminu"
    given = f"egzamin {item.given}" if item.group == EXAM else f"ocena {item.given}"
    return f"{subject_label(case, item.subject)}, {given}"


def _ignored(case: Case, sheet: Sheet) -> str:
    if not sheet.ignored:
        return ""
    return case.bound.words(enumerate_items([subject_genitive(case, one) for one in sheet.ignored]))


def _left_out(case: Case, asked: Sequence[str]) -> str:
    """Criteria that the sum does not hold because nothing was said of them, and that are not `asked` for above."""
    branch = case.branches[0]
    rules = branch.rules
    told = [exam_criterion(branch), grades_criterion(branch)]
    told += [criterion_by_fact(rules, fact) for fact in claims(case)]
    tops = {one.path[0] for one in told if one is not None}
    left = [one.notes.label for one in rules.criteria if one.name in rules.total and one.name not in tops]
    return "; ".join(one for one in left if one not in asked)


def _top(branch: Branch, item: Item) -> Criterion:
    found = branch.rules.criterion(item.criterion.path[:1])
    assert found is not None
    return found


def _stand_on(standing: Standing, branch: Branch, item: Item) -> None:
    top = _top(branch, item)
    if item.table is not None:
        standing.on(item.table.notes)
        return
    stand = standing.beside if item.group == GRADES else standing.on
    stand(item.criterion.notes, *([top.notes] if top is not item.criterion else []))


def _citations(case: Case, sheet: Sheet) -> tuple[Citation, ...]:
    found: list[Citation] = []
    sentences = case.sentences(sheet.branch)
    for item in sheet.items:
        top = _top(sheet.branch, item)
        if item.table is not None:
            found += cite_table(case, sheet.branch, top, item.table)
            continue
        found += cite(case.regulation, sentences.criterion(item.criterion), item.criterion.notes, top.notes)
        if item.group == GRADES and not (len(sheet.items) == 1 and case.results.loose_grades):
            found += _counted_citations(case, sheet.branch)
    return unique(found)


def cite_table(case: Case, branch: Branch, criterion: Criterion, table: Table) -> list[Citation]:
    """A table used for those exempt: where the school's document sends to it, and where ours tells it."""
    wording = case.sentences(branch).table(table)
    sent = cite_sources(case.regulation, shorten(wording.flat), criterion.notes, criterion.notes.compare)
    return [*sent, *cite(case.regulation, wording, table.notes)]


def _counted_citations(case: Case, branch: Branch) -> tuple[Citation, ...]:
    """Where the branch names its scored subjects."""
    notes = next((one for one in branch.fact_notes.values() if one.sources), None)
    if notes is None:
        return ()
    wording = f"oddział {branch.code} – punktowane zajęcia: {case.sentences(branch).scored_subjects(branch)}"
    return cite_sources(case.regulation, wording, notes, notes.sources)


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
    named = [subject_genitive(case, one) for one in dict.fromkeys(subjects)]
    data = {
        "verdict": case.bound.verdict("nie"),
        "what": case.bound.words(f"Oceny z {enumerate_items(named)}"),
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
