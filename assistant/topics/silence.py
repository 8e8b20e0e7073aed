"""What a regulation of this kind should settle and may not: told as not settled, after the model was asked."""

from __future__ import annotations

from collections.abc import Callable

from assistant.asked import asked_meaning, chosen_places
from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.formulas import facts_of, uses_points
from assistant.patterns import is_same_word, pattern
from assistant.quotes import cite, shorten
from assistant.retrieval import nearest as nearest_rule
from assistant.topics.provisions import about
from assistant.topics.shared import silent
from assistant.topics.sheets import grades_criterion
from dsl.emit.polish.sentences import document as document_sentence
from dsl.model.regulation import StageKind
from polish.enumerations import quote
from polish.folding import fold
from polish.plurals import BRANCH, SCHOOL
from polish.plurals import Case as Grammar
from polish.plurals import count as plural

LONGEST_NEAREST = 200


def meaning(case: Case) -> Draft | AskBack:
    """What a word means is seldom settled; the rule that uses it is quoted."""
    asked = " ".join(token.raw for token in asked_meaning(case.tokens))
    found = nearest_rule(asked, case.regulation)
    if found is not None and _defines(found.quote, asked):
        return Draft("defined", {"text": case.bound.words(found.quote)}, (found,), next_step="")
    data = {
        "verdict": case.bound.verdict("nie_wyjaśnia"),
        "what": f"{case.bound.words('znaczenia słów')} {case.bound.echo(quote(asked))}",
        "nearest": case.bound.words(quote(shorten(found.quote, LONGEST_NEAREST))) if found is not None else "",
    }
    return Draft("silent", data, (found,) if found is not None else (), Status.UNSAID)


def _defines(text: str, asked: str) -> bool:
    """„rodzina wielodzietna to rodzina, która …”."""
    folded, words = fold(text), fold(asked).split()
    head = folded.partition(" to ")[0].split()
    return " to " in folded and len(head) == len(words) and all(map(is_same_word, head, words))


def school_limit(case: Case) -> Draft | AskBack:
    """How many schools or branches may be chosen."""
    limits = case.regulation.limits
    asked = chosen_places(case.tokens)
    known = [
        (name, count, notes, noun)
        for name, count, notes, noun in (
            ("szkoły", limits.schools, limits.schools_notes, SCHOOL),
            ("oddziały", limits.branches, limits.branches_notes, BRANCH),
        )
        if notes is not None and (asked is None or asked.are_schools == (noun is SCHOOL))
    ]
    if not known:
        citations, nearest = _application(case)
        return silent(case, "liczby szkół i oddziałów, które można wybrać", citations, nearest)
    standing = Standing(case)
    told: list[Citation] = []
    lines = []
    verdict = ""
    if asked is not None:
        verdict = case.bound.verdict(
            "tak" if all(_is_right(case, asked.count, most) for _, most, _, _ in known) else "nie"
        )
    for name, count, notes, noun in known:
        standing.on(notes)
        shown = f"{case.bound.words(name)} bez limitu"
        words = f"kandydat wybiera {name} bez limitu"
        if count is not None:
            shown = f"najwyżej {case.bound.number(f'limit.{name}', count, noun, Grammar.ACCUSATIVE)}"
            words = f"kandydat wybiera najwyżej {plural(count, noun, Grammar.ACCUSATIVE)}"
        lines.append(shown)
        told += cite(case.regulation, words, notes)
    data = {"lines": lines, "verdict": verdict}
    return Draft("limits", data, tuple(told), standing.status, standing.told, next_step="")


_AT_MOST = pattern("najwyzej|maks*|max|tylko|gora")
_CLAIM = pattern("prawda|zgadza*|slusznie|tak")


def _is_right(case: Case, count: int, most: int | None) -> bool:
    """„najwyżej trzy, zgadza się?” names the limit itself; „do trzech szkół” may be below it."""
    is_limit = any(map(_AT_MOST.matches, case.words)) and any(map(_CLAIM.matches, case.words))
    return count == most if is_limit else most is None or count <= most


def _application(case: Case) -> tuple[tuple[Citation, ...], str]:
    """The rule on the application, where a limit would stand."""
    found = next((one for one in case.regulation.documents.values() if one.name.startswith("wniosek")), None)
    if found is None:
        return (), ""
    return cite(case.regulation, document_sentence(found), found.notes), found.notes.label


def facet(case: Case) -> Draft | AskBack:
    """`settings: {what, absent: name of a test below}`; when the model does have it, the person is asked back."""
    check = _ABSENT[case.settings["absent"]]
    if not check(case) and "about" in case.settings:
        return about(case)
    if not check(case):
        return AskBack("O co dokładnie chodzi?", ("punkty za oceny", "warunki przyjęcia", "kryteria rekrutacji"))
    citations, nearest = _nearest(case)
    return silent(case, case.settings["what"], citations, nearest)


def _nearest(case: Case) -> tuple[tuple[Citation, ...], str]:
    """The rule closest to what was asked: how grades count, or what decides."""
    if not case.branches:
        return (), ""
    branch = case.branches[0]
    sentences = case.sentences(branch)
    if case.settings.get("nearest") == "grades":
        criterion = grades_criterion(branch)
        if criterion is not None:
            return cite(case.regulation, sentences.criterion(criterion), criterion.notes), criterion.notes.label
    stage = next((one for one in branch.rules.order if one.kind is StageKind.SUM), None)
    if stage is None:
        return (), ""
    return cite(case.regulation, sentences.stage(stage), stage.notes), stage.notes.label


def _no_threshold(case: Case) -> bool:
    return not any(uses_points(branch.rules) for branch in case.branches)


def _no_fact(*stems: str) -> Callable[[Case], bool]:
    def check(case: Case) -> bool:
        used = {fact for branch in case.branches for one in branch.rules.criteria for fact in facts_of(one)}
        names = [fold(name) for name in (*used, *case.regulation.candidate)]
        return not any(stem in name for name in names for stem in stems)

    return check


_ABSENT: dict[str, Callable[[Case], bool]] = {
    "threshold": _no_threshold,
    "average": _no_fact("sredni"),
    "behaviour": _no_fact("zachowan"),
    "test": _no_fact("sprawdzian", "test", "rozmow", "predyspoz"),
    "distance": _no_fact("odleglosc", "zamieszk", "adres", "gmin"),
}


def out_of_scope(case: Case) -> Draft | AskBack:
    return Draft("declined", {}, (), Status.OUT_OF_SCOPE)
