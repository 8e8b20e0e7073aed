"""Documents: which, in what form, when, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation
from assistant.coverage import asked_places, is_telling, words_of
from assistant.formulas import facts_of_candidate, is_of_choice
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.own_results import CHOICE
from assistant.patterns import is_same_word, pattern
from assistant.quotes import cite, unique
from assistant.scope import MAIN_PHASE
from assistant.told import DEMANDED, asks_verdict
from assistant.topics.named_papers import documents_of, kind_of_document, named_documents, without_term, words_beside
from assistant.topics.occupations import named_occupation, occupation_notion
from assistant.topics.shared import silent
from assistant.topics.strange_papers import not_listed, strange_words
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.conditions import when
from dsl.emit.polish.sentences import document as document_sentence
from dsl.emit.polish.sentences import event as event_sentence
from dsl.model.regulation import CONFIRMING, Branch, Document
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items

_TIMETABLE = "terminarz."
_QUALIFIED, _CONFIRMS = pattern("zakwalif*"), pattern("potwierdz*")
_NEED = "trzeba|mus*|potrzeb*|wymag*|konieczn*|dolacz*|obowiazk*|przynies*|potrzebn*"


def documents(case: Case) -> Draft | AskBack:
    """All of them, or the one that was named; one that is not among them is told as not listed."""
    every = list(documents_of(case))
    if not every:
        return silent(case, "listy wymaganych dokumentów")
    by_term = _by_term(case, every)
    if by_term:
        return told_named(case, by_term)
    if any(map(_QUALIFIED.matches, case.words)):
        return silent(case, "dokumentów, które składa się po zakwalifikowaniu", _cite_confirming(case))
    untold = without_term(case.words, every) if _asks_when(case) else None
    if untold is not None:
        return untold_term(case, untold)
    handed = _left_out(case, every)
    if handed and len(handed) < len(every):
        return _all(case, [one for one in every if one not in handed], handed)
    named = named_documents(words_beside(case.tokens, case.scope.used), every)
    strange = strange_words(case, named or every)
    if strange and kind_of_document(case.words):
        return not_listed(case, strange, named)
    return told_named(case, named) if named else _all(case, every)


def _by_term(case: Case, every: Sequence[Document]) -> list[Document]:
    """„co donieść po zakwalifikowaniu”: those whose term says so."""
    terms = {one: words_of(one.term) for one in every if one.term and not one.term.startswith(_TIMETABLE)}
    said = [word for word in case.words if is_telling(word)]
    met = [one for one, words in terms.items() if any(is_same_word(word, other) for word in said for other in words)]
    if met or not any(map(_QUALIFIED.matches, said)):
        return met
    return [one for one in every if _is_of_confirming(one)]


def _cite_confirming(case: Case) -> tuple[Citation, ...]:
    """How the will is confirmed is the nearest to it."""
    event = case.regulation.timetable.get(CONFIRMING)
    if event is None or MAIN_PHASE not in event.terms:
        return ()
    said = event_sentence(event, MAIN_PHASE, case.regulation.timetable)
    return cite(case.regulation, said, event.term_notes[MAIN_PHASE], event.notes)


def _is_of_confirming(document: Document) -> bool:
    """Who is qualified confirms the will: „po zakwalifikowaniu” is then, whether the timetable or words say so."""
    return document.term == f"{_TIMETABLE}{CONFIRMING}" or any(map(_CONFIRMS.matches, words_of(document.term)))


_BESIDE = pattern("oprocz|poza|procz")
_MORE = pattern("jeszcze|reszt*|pozostal*|dalsze|dalszych|inne|innych")
_HANDED = pattern("zloz*|mam|mamy|masz|ma|maja|bedzie|jest|juz|dostarcz*|odda*|zanios*|zaniesion*|dolacz*|przynios*")


def _left_out(case: Case, every: Sequence[Document]) -> list[Document]:
    """„oprócz świadectwa”; „wniosek już złożony. Jakie jeszcze papiery?”: those that are not asked about."""
    words = [token.text for token in case.tokens]
    place = next((place for place, word in enumerate(words) if _BESIDE.matches(word)), None)
    if place is not None:
        after = list(takewhile(lambda one: not one.is_sign, case.tokens[place + 1 :]))
        return named_documents([token.text for token in after], every)
    asked = asked_places(case.tokens)
    of_question = [token.text for place, token in enumerate(case.tokens) if place in asked]
    if not any(map(_MORE.matches, of_question)) or named_documents(of_question, every):
        return []
    told = [token for place, token in enumerate(case.tokens) if place not in asked]
    handed = [clause for clause in _parted(told) if any(map(_HANDED.matches, clause))]
    return [one for clause in handed for one in named_documents(clause, every)]


def _parted(tokens: Sequence[Token]) -> list[list[str]]:
    """Words between signs: each clause names its own documents."""
    found: list[list[str]] = [[]]
    for token in tokens:
        if token.is_sign:
            found.append([])
        else:
            found[-1].append(token.text)
    return found


def untold_term(case: Case, document: Document) -> Draft:
    """With the remark that tells so."""
    standing = Standing(case)
    standing.on(document.notes)
    citations = cite(case.regulation, document_sentence(document), document.notes)
    draft = silent(case, f"terminu złożenia: {document.notes.label}", citations)
    return replace(draft, remarks=standing.told)


def _all(case: Case, every: Sequence[Document], handed: Sequence[Document] = ()) -> Draft:
    """Those that everybody hands in first; then those of some branches, or of some candidates. What is handed in
    already is told as left out."""
    standing = Standing(case)
    citations: list[Citation] = []
    wanted = documents_of(case)
    always = [one for one in every if one.applies_when is None and len(wanted[one]) == len(case.branches)]
    sometimes = [one for one in every if one not in always]
    for one in (*always, *sometimes):
        stand = standing.beside if one in always else standing.aside
        stand(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    data = {
        "handed": [case.bound.words(one.notes.label) for one in handed],
        "always": [line_of(case, one) for one in always],
        "sometimes": [line_of(case, one, some_of(case, wanted[one])) for one in sometimes],
    }
    return Draft("all", data, unique(citations), standing.status, standing.told)


def some_of(case: Case, branches: Sequence[Branch]) -> str:
    """„do oddziałów W i M”; nothing where all that were asked about want it."""
    if len(branches) == len(case.branches):
        return ""
    if len(branches) == 1:
        named = f" ({branches[0].label})" if branches[0].label else ""
        return f"do oddziału {readable_name(branches[0].code)}{named}"
    return f"do oddziałów {enumerate_items([readable_name(one.code) for one in branches])}"


def told_named(case: Case, named: Sequence[Document]) -> Draft:
    standing = Standing(case)
    citations: list[Citation] = []
    wanted = documents_of(case)
    for one in named:
        standing.beside(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    some = {one.name: some_of(case, wanted[one]) for one in named}
    is_asked = len(named) == 1 and asks_whether(case)
    data = {
        "verdict": case.bound.verdict(_verdict(case, named[0], some[named[0].name])) if is_asked else "",
        "lines": [line_of(case, one, some[one.name]) for one in named],
    }
    return Draft("named", data, unique(citations), standing.status, standing.told)


def _verdict(case: Case, document: Document, some: str) -> str:
    """Whether it is wanted: always, never of the occupation that is named, or it depends."""
    if document.applies_when is None:
        return "zależy" if some else "tak"
    depends = any(facts_of_candidate(document.applies_when, branch.rules) for branch in case.branches)
    for branch in documents_of(case)[document]:
        if not is_of_choice(document.applies_when, branch.rules):
            continue
        depends = True
        notion = occupation_notion(branch)
        named = named_occupation(case.words, notion) if notion is not None else ""
        if named:
            return "tak" if _holds_for(case, branch, document, named) else "nie"
    return "zależy" if depends or some else "tak"


def _holds_for(case: Case, branch: Branch, document: Document, named: str) -> bool:
    chosen = dict.fromkeys(branch.rules.facts[CHOICE], named)
    assert document.applies_when is not None
    return bool(Evaluator(case.regulation, branch, {}, chosen).value(document.applies_when))


def asks_whether(case: Case) -> bool:
    """„czy trzeba …”, „muszę mieć …?”; not „czy oryginał, czy kopia”, nor „czy musi być oryginalne”: its form tells
    that."""
    if any(map(pattern(lexicon("papers")["forms"]).matches, case.words)) or case.words.count(_WHETHER) > 1:
        return False
    needs = any(map(pattern(_NEED).matches, case.words))
    return (needs and _WHETHER in case.words) or asks_verdict(case.tokens, DEMANDED)


_WHETHER = "czy"
_DAY = pattern("dnia|dzien|ktorego|ktorej")


def _asks_when(case: Case) -> bool:
    when = pattern("".join(lexicon("concepts")["kiedy"].split()))
    return any(when.matches(word) or _DAY.matches(word) for word in case.words)


def line_of(case: Case, document: Document, branches: str = "") -> dict[str, Any]:
    return {
        "name": case.bound.names(f"dokument.{document.name}", [document.notes.label]),
        "branches": case.bound.words(branches) if branches else "",
        "form": case.bound.words(document.form) if document.form else "",
        "signed": case.bound.words(document.signed_by) if document.signed_by else "",
        "when": _when(case, document),
        "term": _term(case, document),
    }


def _when(case: Case, document: Document) -> str:
    """Of candidates; what depends on the branch is said by naming the branches."""
    condition = document.applies_when
    if condition is None or not any(facts_of_candidate(condition, branch.rules) for branch in case.branches):
        return ""
    return case.bound.words(_condition(case, document))


def _condition(case: Case, document: Document) -> str:
    assert document.applies_when is not None
    return when(case.sentences().words, document.applies_when)


def _term(case: Case, document: Document) -> str:
    if not document.term:
        return ""
    if not document.term.startswith(_TIMETABLE):
        return case.bound.words(document.term)
    return term_of_event(case, document.term.removeprefix(_TIMETABLE))


def term_of_event(case: Case, name: str) -> str:
    event = case.regulation.timetable.get(name)
    if event is None or MAIN_PHASE not in event.terms:
        return ""
    return case.bound.term(f"termin.{event.name}", event.terms[MAIN_PHASE])


def signatures(case: Case) -> Draft | AskBack:
    signed = [one for one in case.regulation.documents.values() if one.signed_by]
    if not signed:
        return silent(case, "tego, kto podpisuje dokumenty")
    standing = Standing(case)
    citations = stand_on(standing, signed)
    lines = [{"name": case.bound.words(one.notes.label), "who": case.bound.words(one.signed_by)} for one in signed]
    return Draft("signed", {"lines": lines}, citations, standing.status, standing.told)


def stand_on(standing: Standing, papers: Sequence[Document]) -> tuple[Citation, ...]:
    for one in papers:
        standing.on(one.notes)
    regulation = standing.case.regulation
    return unique([found for one in papers for found in cite(regulation, document_sentence(one), one.notes)])


def confirmation(case: Case) -> Draft | AskBack:
    """How the will is confirmed: the activity of the timetable says with what."""
    event = case.regulation.timetable.get(CONFIRMING)
    if event is None or MAIN_PHASE not in event.terms:
        return silent(case, "sposobu potwierdzenia woli przyjęcia")
    standing = Standing(case)
    chain = (event.term_notes[MAIN_PHASE], event.notes)
    standing.on(*chain)
    data = {
        "what": case.bound.words(event.activity),
        "term": case.bound.term(f"termin.{event.name}", event.terms[MAIN_PHASE]),
    }
    citations = cite(case.regulation, event_sentence(event, MAIN_PHASE, case.regulation.timetable), *chain)
    return Draft("how", data, citations, standing.status, standing.told)
