"""Documents: which, in what form, when, who signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import Any

from assistant.case import AskBack, Case, Draft, Standing
from assistant.contract import Citation, Status
from assistant.coverage import asked_places, called, is_plain_verb, is_telling, uncovered_by, words_of
from assistant.formulas import facts_of_candidate, holds_in, is_of_choice
from assistant.lexicon import lexicon
from assistant.normalise import Token
from assistant.own_results import CHOICE
from assistant.patterns import Pattern, is_same_word, pattern
from assistant.quotes import cite, cite_law, unique
from assistant.scope import MAIN_PHASE
from assistant.told import DEMANDED, asks_verdict
from assistant.topics.occupations import named_occupation, occupation_notion
from assistant.topics.shared import silent
from dsl.emit.evaluate import Evaluator
from dsl.emit.polish.conditions import when
from dsl.emit.polish.sentences import Wording
from dsl.emit.polish.sentences import document as document_sentence
from dsl.emit.polish.sentences import event as event_sentence
from dsl.model.regulation import Branch, Condition, Document, State
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items, quote
from polish.folding import fold

MOST_NAMED = 3
_STEM = 5
_REACH = 6
_DULL = frozenset(("szkol", "ukonc", "podst", "formi", "wypel", "przyj", "wybor", "tytul", "konku", "zasie", "wynik"))
_HAS = ("posiada ", "ma ")
_TIMETABLE = "terminarz."
_NEED = "trzeba|mus*|potrzeb*|wymag*|konieczn*|dolacz*|obowiazk*|przynies*|potrzebn*"


def documents(case: Case) -> Draft | AskBack:
    """All of them, or the one that was named; one that is not among them is told as not listed."""
    every = list(documents_of(case))
    if not every:
        return silent(case, "listy wymaganych dokumentów")
    by_term = _by_term(case, every)
    if by_term:
        return _named(case, by_term)
    untold = without_term(case.words, every) if _asks_when(case) else None
    if untold is not None:
        return untold_term(case, untold)
    handed = _left_out(case, every)
    if handed and len(handed) < len(every):
        return _all(case, [one for one in every if one not in handed], handed)
    named = named_documents(words_beside(case.tokens, case.scope.used), every)
    strange = _strange_words(case, named or every)
    if strange and kind_of_document(case.words):
        return _not_listed(case, strange, named)
    return _named(case, named) if named else _all(case, every)


def _by_term(case: Case, every: Sequence[Document]) -> list[Document]:
    """„co donieść po zakwalifikowaniu”: those whose term says so."""
    terms = {one: words_of(one.term) for one in every if one.term and not one.term.startswith(_TIMETABLE)}
    said = [word for word in case.words if is_telling(word)]
    return [one for one, words in terms.items() if any(is_same_word(word, other) for word in said for other in words)]


_BESIDE = pattern("oprocz|poza|procz")
_MORE = pattern("jeszcze|reszt*|pozostal*|dalsze|dalszych|inne|innych")
_HANDED = pattern("zloz*|mam|mamy|masz|ma|maja|bedzie|jest|juz|dostarcz*|odda*|zanios*|zaniesion*|dolacz*|przynios*")
_TO = "do"
_APPLICATION = pattern("wniosk*|podania|formularz*")


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


def words_beside(tokens: Sequence[Token], used: frozenset[int]) -> list[str]:
    """Without those that name a branch, and without the application that something is added to."""
    before = ["", *(token.text for token in tokens)]
    return [
        one.text
        for place, one in enumerate(tokens)
        if place not in used and not one.is_sign and not (before[place] == _TO and _APPLICATION.matches(one.text))
    ]


def documents_of(case: Case) -> dict[Document, list[Branch]]:
    """The documents of the branches asked about, each with those that want it said the same way; those that never
    apply to them left out."""
    found: dict[tuple[str, str, str], tuple[Document, list[Branch]]] = {}
    for branch in case.branches:
        for one in (branch.rules.documents or case.regulation.documents).values():
            if holds_in(case.regulation, branch, one.applies_when):
                key = (one.name, one.notes.label, one.form)
                found.setdefault(key, (one, []))[1].append(branch)
    return dict(found.values())


def named_documents(words: Sequence[str], documents: Sequence[Document]) -> list[Document]:
    """Those with the most words of their name in the question, one at least that tells them apart."""
    said = [one for place, word in enumerate(words) if _may_name(words, place) for one in (word, *called(word))]
    scores = {one.name: _common(one, said) for one in documents}
    best = max(scores.values(), default=0)
    chosen = [one for one in documents if best and scores.get(one.name) == best]
    return [*chosen, *_headed(documents, chosen, said)]


def _headed(documents: Sequence[Document], chosen: Sequence[Document], said: Sequence[str]) -> list[Document]:
    """Others that a word names alone: „karta zdrowia, zdjęcia” are two documents."""
    heads = Counter(head for one in documents for head in {_head(one)})
    taken = {_head(one) for one in chosen}
    alone = [one for one in documents if one not in chosen and heads[_head(one)] == 1 and _head(one) not in taken]
    return [one for one in alone if chosen and any(is_same_word(word, _head(one)) for word in said)]


def _head(document: Document) -> str:
    return fold(readable_name(document.name)).split()[0]


_FROM = "od"


def _may_name(words: Sequence[str], place: int) -> bool:
    """Not „dokumenty” and „potrzebne”, which some name may hold too; „od rodziców” tells whose paper it is."""
    word = words[place]
    if place and words[place - 1] == _FROM:
        return True
    if pattern(lexicon("papers")["application"]).matches(word):
        return True
    return is_telling(word) and not pattern(lexicon("papers")["plain"]).matches(word)


@lru_cache(maxsize=512)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(words_of(name))


def _common(document: Document, said: Sequence[str]) -> int:
    """How many words of a name are said; none when they tell no document apart."""
    names = _name_words(_words_of(document))
    found = {name for name in names if any(is_same_word(word, name) for word in said)}
    return len({name[:_STEM] for name in found}) if {name[:_STEM] for name in found} - _DULL else 0


def kind_of_document(words: Sequence[str]) -> str:
    """The word of a question that names a kind of documents: „zaświadczenie”, „odpis”."""
    heads = pattern(lexicon("papers")["kinds"])
    return next((word for word in words if heads.matches(word)), "")


def _strange_words(case: Case, known: Sequence[Document]) -> tuple[str, ...]:
    """Telling words of the question that no name or form of these documents has."""
    plain = pattern(lexicon("papers")["plain"])
    kinds = pattern(lexicon("papers")["kinds"])
    told = [f"{_words_of(one)} {one.form} {one.signed_by}" for one in known]
    left = uncovered_by(case.tokens, case.scope.used, told)
    near = _near_a_kind(case.tokens)
    kept = [word for word in left if word in near]
    return tuple(word for word in kept if kinds.matches(fold(word)) or not _says_little(fold(word), plain))


def _near_a_kind(tokens: Sequence[Token]) -> frozenset[str]:
    """The words that may tell which „zaświadczenie” is meant: just before and after it, in its clause."""
    kinds = pattern(lexicon("papers")["kinds"])
    found: set[str] = set()
    for place, token in enumerate(tokens):
        if kinds.matches(token.text):
            after = takewhile(lambda one: not one.is_sign, tokens[place + 1 : place + 1 + _REACH])
            found |= {one.raw for one in (*tokens[max(0, place - 1) : place + 1], *after)}
    return frozenset(found)


def _says_little(word: str, plain: Pattern) -> bool:
    return plain.matches(word) or is_plain_verb(word)


def _words_of(document: Document) -> str:
    return f"{readable_name(document.name)} {document.notes.label}"


def _not_listed(case: Case, strange: Sequence[str], near: Sequence[Document]) -> Draft:
    """No document of this name. A condition of the law may ask for it: in these branches, or in others only."""
    named = _phrase(case.tokens, strange)
    required = _asking(case, strange)
    if any(holds_in(case.regulation, branch, one.applies_when) for one in required for branch in case.branches):
        return _required(case, required)
    citations = [one for paper in near for one in cite(case.regulation, document_sentence(paper), paper.notes)]
    laws = [
        one for condition in required for one in cite_law(case.regulation, _worded(case, condition), condition.notes)
    ]
    data = {
        "verdict": case.bound.verdict("nie_wymienia"),
        "named": case.bound.echo(quote(named)),
        "required": [case.bound.words(_only_elsewhere(case, one)) for one in required],
        "near": [] if required else [case.bound.words(one.notes.label) for one in near],
    }
    return Draft("not_listed", data, unique(laws or citations), Status.UNSAID, next_step="")


def _asking(case: Case, strange: Sequence[str]) -> list[Condition]:
    """The conditions with the most of the words that were left over; of the same kind of document if one is named."""
    every = {one.name: one for branch in case.branches for one in branch.rules.conditions}
    conditions = [one for one in every.values() if one.text.startswith(_HAS)]
    kind = kind_of_document(case.words)
    is_certificate = bool(kind) and pattern(lexicon("papers")["certificates"]).matches(kind)
    scores: dict[str, int] = {}
    for one in conditions:
        said = words_of(one.text)
        is_same_kind = not is_certificate or any(is_same_word(kind, word) for word in said)
        scores[one.name] = (
            sum(any(is_same_word(fold(word), other) for other in said) for word in strange) * is_same_kind
        )
    best = max(scores.values(), default=0)
    return [one for one in conditions if best and scores[one.name] == best]


def _worded(case: Case, condition: Condition) -> Wording:
    """In the words of a branch that has it: another may not know its definitions."""
    branch = next(branch for branch in case.branches if condition in branch.rules.conditions)
    return case.sentences(branch).condition(condition)


def _only_elsewhere(case: Case, condition: Condition) -> str:
    whole = _worded(case, condition).flat
    return f"w tych oddziałach nie jest wymagane; przepis dotyczy innych oddziałów: kandydat {whole}"


def _required(case: Case, conditions: Sequence[Condition]) -> Draft:
    standing = Standing(case)
    citations: list[Citation] = []
    for one in conditions:
        standing.on(one.notes)
        citations += cite(case.regulation, _worded(case, one), one.notes)
    is_always = all(
        holds_in(case.regulation, branch, one.applies_when) for one in conditions for branch in case.branches
    )
    data = {
        "verdict": case.bound.verdict("tak" if is_always else "zależy"),
        "lines": [case.bound.words(_worded(case, one).flat) for one in conditions],
    }
    return Draft("required", data, unique(citations), standing.status, standing.told, next_step="")


def _phrase(tokens: Sequence[Token], strange: Sequence[str]) -> str:
    """From the word that names a kind of documents, or the first strange word, to the last strange one."""
    heads = pattern(lexicon("papers")["kinds"])
    places = [place for place, token in enumerate(tokens) if token.raw in strange]
    last = places[-1]
    first = next((place for place in range(last, -1, -1) if heads.matches(tokens[place].text)), places[0])
    return " ".join(token.raw for token in tokens[min(first, last) : last + 1] if not token.is_sign)


def with_own_term(words: Sequence[str], documents: Sequence[Document]) -> Document | None:
    """The one document that is named and has a term: a row of the timetable, or „po zakwalifikowaniu”."""
    named = named_documents(words, documents) if kind_of_document(words) else []
    terms = {one.term: one for one in named if one.term}
    return next(iter(terms.values())) if len(terms) == 1 and _is_named_well(words, named) else None


def without_term(words: Sequence[str], documents: Sequence[Document]) -> Document | None:
    """The one document that is named, and of which it is noted that its term is not told."""
    named = named_documents(words, documents) if kind_of_document(words) else []
    unsaid = [one for one in named if not one.term and one.notes.state is State.SILENT]
    return unsaid[0] if len(named) == len(unsaid) == 1 else None


def untold_term(case: Case, document: Document) -> Draft:
    """With the remark that tells so."""
    standing = Standing(case)
    standing.on(document.notes)
    citations = cite(case.regulation, document_sentence(document), document.notes)
    draft = silent(case, f"terminu złożenia: {document.notes.label}", citations)
    return replace(draft, remarks=standing.told)


def _is_named_well(words: Sequence[str], named: Sequence[Document]) -> bool:
    """Not by words of the application alone: its terms are those of the timetable."""
    return not any(map(pattern(lexicon("papers")["application"]).matches, words)) and len(named) <= MOST_NAMED


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
        "always": [_line(case, one) for one in always],
        "sometimes": [_line(case, one, some_of(case, wanted[one])) for one in sometimes],
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


def _named(case: Case, named: Sequence[Document]) -> Draft:
    standing = Standing(case)
    citations: list[Citation] = []
    wanted = documents_of(case)
    for one in named:
        standing.beside(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    some = {one.name: some_of(case, wanted[one]) for one in named}
    is_asked = len(named) == 1 and _asks_whether(case)
    data = {
        "verdict": case.bound.verdict(_verdict(case, named[0], some[named[0].name])) if is_asked else "",
        "lines": [_line(case, one, some[one.name]) for one in named],
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


def _asks_whether(case: Case) -> bool:
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


def _line(case: Case, document: Document, branches: str = "") -> dict[str, Any]:
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
    return _term_of_event(case, document.term.removeprefix(_TIMETABLE))


def _term_of_event(case: Case, name: str) -> str:
    event = case.regulation.timetable.get(name)
    if event is None or MAIN_PHASE not in event.terms:
        return ""
    return case.bound.term(f"termin.{event.name}", event.terms[MAIN_PHASE])


def signatures(case: Case) -> Draft | AskBack:
    signed = [one for one in case.regulation.documents.values() if one.signed_by]
    if not signed:
        return silent(case, "tego, kto podpisuje dokumenty")
    standing = Standing(case)
    citations: list[Citation] = []
    for one in signed:
        standing.on(one.notes)
        citations += cite(case.regulation, document_sentence(one), one.notes)
    lines = [{"name": case.bound.words(one.notes.label), "who": case.bound.words(one.signed_by)} for one in signed]
    return Draft("signed", {"lines": lines}, unique(citations), standing.status, standing.told)


def confirmation(case: Case) -> Draft | AskBack:
    """How the will is confirmed: the activity of the timetable says with what."""
    event = case.regulation.timetable.get("potwierdzenie_woli")
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


# -- medical papers ---------------------------------------------------------------------------------------------------

_MEDICAL = "lekarsk*|lekarz*|psychologiczne|sanitarn*|zdrowia|medycyny"


def health(case: Case) -> Draft | AskBack:
    """Documents of a doctor, and conditions on one that no document is listed for."""
    wanted = pattern(_MEDICAL)
    elsewhere = {one: branch for one, branch in _of_some_schools(case).items() if _has_word(one.text, wanted)}
    asked = named_documents(words_beside(case.tokens, case.scope.used), list(documents_of(case)))
    if len(asked) == 1 and not elsewhere and _asks_whether(case):
        return _named(case, asked)
    papers = {one: some for one, some in documents_of(case).items() if _has_word(_words_of(one), wanted)}
    conditions = {one: some for one, some in _conditions_of(case).items() if _has_word(one.text, wanted)}
    listed = {name for one in conditions for name in one.documents if any(paper.name == name for paper in papers)}
    left = {one: some for one, some in conditions.items() if not listed & set(one.documents)}
    if not papers and not left and not elsewhere:
        return silent(case, "badań ani orzeczeń lekarskich w tych oddziałach")
    standing = Standing(case)
    citations: list[Citation] = []
    lines = []
    for paper, some in papers.items():
        standing.beside(paper.notes)
        lines.append(_line(case, paper, some_of(case, some)))
        citations += cite(case.regulation, document_sentence(paper), paper.notes)
    required = []
    for one, branches in left.items():
        standing.beside(one.notes)
        words = case.sentences(branches[0]).condition(one)
        said = {"text": case.bound.words(words.flat), "branches": _bound_some(case, branches)}
        required.append(said | {"term": _term_of_event(case, one.checked_at)})
        citations += cite(case.regulation, words, one.notes)
    for one, branch in elsewhere.items():
        standing.aside(one.notes)
        words = case.sentences(branch).condition(one)
        term = _term_of_event(case, one.checked_at)
        required.append({"text": case.bound.words(words.flat), "branches": "", "term": term})
        citations += cite(case.regulation, words, one.notes)
    data = {"lines": lines, "required": required}
    return Draft("needed", data, unique(citations), standing.status, standing.told)


def _of_some_schools(case: Case) -> dict[Condition, Branch]:
    """An act has no branches of its own: of what depends on the branch it is told on what."""
    if case.regulation.branches:
        return {}
    found = {
        (one.name, one.text): (one, branch)
        for branch in case.branches
        for one in branch.rules.conditions
        if one.applies_when is not None and not holds_in(case.regulation, branch, one.applies_when)
    }
    return dict(found.values())


def _bound_some(case: Case, branches: Sequence[Branch]) -> str:
    some = some_of(case, branches)
    return case.bound.words(some) if some else ""


def _conditions_of(case: Case) -> dict[Condition, list[Branch]]:
    """The conditions of the branches asked about, each with those that it applies to."""
    found: dict[tuple[str, str], tuple[Condition, list[Branch]]] = {}
    for branch in case.branches:
        for one in branch.rules.conditions:
            if holds_in(case.regulation, branch, one.applies_when):
                found.setdefault((one.name, one.text), (one, []))[1].append(branch)
    return dict(found.values())


def _has_word(text: str, wanted: Pattern) -> bool:
    return any(map(wanted.matches, words_of(text)))
