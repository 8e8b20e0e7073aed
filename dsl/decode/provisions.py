"""What has words, dates or duties but nothing to score: acts, school, timetable, documents, clauses, limits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Lookup
from datetime import date

from dsl.decode import vocabulary
from dsl.decode.criteria import WITHOUT_LIMIT
from dsl.decode.fields import (
    VALUE_KEYS,
    as_mapping,
    as_scalar,
    check_keys,
    read_basis,
    read_names,
    read_notes,
    read_text,
)
from dsl.decode.prose import ProseReader
from dsl.diagnostics import Diagnostics, Edit, Fix, Related
from dsl.guesses import guess
from dsl.model.regulation import (
    Act,
    Basis,
    ClaimLimit,
    Clause,
    Event,
    Limits,
    Notes,
    Ordinance,
    Repealed,
    School,
    Validity,
)
from dsl.model.types import Fact, TruthType
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence, normal_name, readable_name
from dsl.source.text import Span
from dsl.syntax.terms import Period, Term, TermError, parse_term
from polish.plurals import BRANCH, GROUP, PRESCHOOL, SCHOOL, UNIT

_OF_SCHOOLS = frozenset(form for noun in (SCHOOL, PRESCHOOL, UNIT) for form in noun.forms())
_OF_BRANCHES = frozenset(form for noun in (BRANCH, GROUP) for form in noun.forms())
_MOST_CHOSEN = 1_000
_CLAIM_HINT = "Napisz np. {najkrótsza droga: 3 szkoły}; zamiast szkół mogą być placówki, przedszkola, oddziały, grupy."


def read_term(node: Node | None, what: str, diagnostics: Diagnostics, year: int | None = None) -> Term | None:
    scalar = as_scalar(node, what, diagnostics)
    if scalar is None:
        return None
    try:
        return parse_term(scalar.text, year)
    except TermError as error:
        diagnostics.error("P024", scalar.span, str(error), error.hint, fixes=_in_better_words(scalar.span, error))
        return None


def _in_better_words(place: Span, error: TermError) -> tuple[Fix, ...]:
    if not error.better:
        return ()
    return (Fix(f"Napisz „{error.better}”", (Edit(place, error.better),), safe=False),)


def read_acts(node: Mapping | None, diagnostics: Diagnostics) -> dict[str, Act]:
    acts = {}
    for entry in node or ():
        mapping = as_mapping(entry.value, entry.key.text, diagnostics)
        if mapping is None:
            continue
        check_keys(mapping, vocabulary.ACT, diagnostics)
        acts[entry.name] = Act(
            name=entry.name,
            kind=read_text(mapping.get("rodzaj"), "rodzaj", diagnostics),
            date=_read_date(mapping.get("data"), diagnostics),
            title=read_text(mapping.get("tytuł"), "tytuł", diagnostics),
            journal=read_text(mapping.get("dziennik"), "dziennik", diagnostics),
            number=read_text(mapping.get("numer"), "numer", diagnostics),
            body=read_text(mapping.get("organ"), "organ", diagnostics),
            notes=read_notes(mapping, diagnostics, span=entry.key.span),
        )
    return acts


def read_validity(node: Mapping | None, diagnostics: Diagnostics) -> Validity | None:
    if node is None:
        return None
    check_keys(node, vocabulary.VALIDITY, diagnostics)
    since, until = (_read_date(node.get(key), diagnostics) for key in ("od", "do"))
    if since and until and since > until:
        diagnostics.error("P034", node.span, "obowiązuje: początek jest po końcu.", "Sprawdź obie daty.")
    return Validity(since, until, read_notes(node, diagnostics))


def _read_date(node: Node | None, diagnostics: Diagnostics) -> date | None:
    scalar = as_scalar(node, "data", diagnostics)
    if scalar is None:
        return None
    try:
        term = parse_term(scalar.text)
        if isinstance(term, Period) and term.is_one_day and term.end_time is None:
            return term.end
        problem = TermError("Tu powinna stać jedna data.")
    except TermError as error:
        problem = error
    hint = problem.hint if problem.better else "Na przykład: 2025-02-14 albo 14 lutego 2025."
    diagnostics.error("P024", scalar.span, str(problem), hint, fixes=_in_better_words(scalar.span, problem))
    return None


def read_school(node: Mapping | None, diagnostics: Diagnostics) -> School | None:
    if node is None:
        return None
    check_keys(node, vocabulary.SCHOOL, diagnostics)

    def text(name: str) -> str:
        return read_text(node.get(name), name.replace("_", " "), diagnostics)

    _check_type(as_scalar(node.get("typ"), "typ", diagnostics), diagnostics)
    return School(
        name=text("nazwa"),
        name_genitive=text("nazwa_w_dopełniaczu") or text("nazwa"),
        name_locative=text("nazwa_w_miejscowniku"),
        kind=text("typ"),
        details={name: text(name) for name in ("strona", "strona_rekrutacji", "miejscowość") if node.get(name)},
        notes=read_notes(node, diagnostics),
    )


def _check_type(written: Scalar | None, diagnostics: Diagnostics) -> None:
    """Other types of schools may be written too; a misspelt one would only silence checks."""
    if written is None or written.text.partition(" ")[0].lower() in vocabulary.SCHOOL_TYPES:
        return
    meant = guess(written, written.text, vocabulary.SCHOOL_TYPES, "")
    if meant.fixes:
        diagnostics.warning(
            "P034", written.span, f"typ: nie znam typu „{written.text}”.", meant.hint, fixes=meant.fixes
        )


def read_ordinance(node: Mapping | None, diagnostics: Diagnostics) -> Ordinance | None:
    if node is None:
        return None
    check_keys(node, vocabulary.ORDINANCE, diagnostics)
    number = read_text(node.get("numer"), "numer", diagnostics)
    if not number:
        diagnostics.warning("P059", node.span, "Zarządzenie nie ma numeru.", "Dopisz „numer: …”, zanim je ogłosisz.")
    return Ordinance(
        number=number,
        day=_read_date(node.get("data"), diagnostics),
        annex=read_text(node.get("załącznik"), "załącznik", diagnostics),
        notes=read_notes(node, diagnostics),
        subject=read_text(node.get("w_sprawie"), "w sprawie", diagnostics),
        bases=_read_bases(node, diagnostics),
        repeals=_read_repealed(node.get("traci_moc"), diagnostics),
        in_force=_read_in_force(node.get("wchodzi_w_życie"), diagnostics),
        signed_by=read_text(node.get("podpisuje"), "podpisuje", diagnostics),
    )


def _read_bases(node: Mapping, diagnostics: Diagnostics) -> tuple[Basis, ...]:
    """Those listed; one alone may be written as the basis of any other value."""
    listed = read_names(node.get("na_podstawie"), "na podstawie", diagnostics)
    found = [read_basis(one, diagnostics) for one in (listed or (node.get("podstawa"),))]
    return tuple(one for one in found if one is not None)


def _read_repealed(node: Node | None, diagnostics: Diagnostics) -> Repealed | None:
    mapping = as_mapping(node, "traci moc", diagnostics, "Napisz na przykład {numer: 5/2024, data: 2024-02-20}.")
    if mapping is None:
        return None
    check_keys(mapping, vocabulary.REPEALED_ORDINANCE, diagnostics)
    return Repealed(
        number=read_text(mapping.get("numer"), "numer", diagnostics),
        day=_read_date(mapping.get("data"), diagnostics),
        subject=read_text(mapping.get("w_sprawie"), "w sprawie", diagnostics),
    )


def _read_in_force(node: Node | None, diagnostics: Diagnostics) -> str | date:
    """Words as they are, such as `z dniem podpisania`; or a day."""
    text = read_text(node, "wchodzi w życie", diagnostics)
    return (_read_date(node, diagnostics) or "") if text[:1].isdigit() else text


def read_school_year(node: Node | None, diagnostics: Diagnostics) -> str:
    """`2026/2027`, or nothing."""
    text = read_text(node, "rok szkolny", diagnostics).replace(" ", "")
    first, _, second = text.partition("/")
    is_pair = len(first) == len(second) == 4 and (first + second).isascii() and (first + second).isdigit()
    if text and not (is_pair and int(second) == int(first) + 1 and int(first) > 0):
        hint = "Napisz dwa kolejne lata, np. 2026/2027."
        diagnostics.error("P034", node.span if node else None, f"rok szkolny: nie rozumiem „{text}”.", hint)
        return ""
    return text


def read_timetable(
    node: Mapping | None, is_whole: bool, year: int | None, diagnostics: Diagnostics
) -> dict[str, Event]:
    """What is wrong with a term is told by the `year` in which the school year begins."""
    events = {}
    for entry in node or ():
        mapping = as_mapping(entry.value, entry.key.text, diagnostics, "Napisz pod spodem z wcięciem „termin: …”.")
        if mapping is not None:
            events[entry.name] = _read_event(entry, mapping, year, diagnostics)
            if not any(mapping.get(key) is not None for key in (*vocabulary.PHASES, "termin")):
                _report_no_term(entry, mapping, is_whole, diagnostics)
    return events


def _report_no_term(entry: Entry, mapping: Mapping, is_whole: bool, diagnostics: Diagnostics) -> None:
    """A law may leave a term to others (`ustala`); a file with branches needs it."""
    hint = "Dopisz „rekrutacyjne: od … do …” albo „termin: …”."
    who = read_text(mapping.get("ustala"), "ustala", diagnostics)
    if not who:
        diagnostics.error("P035", entry.key.span, f"„{entry.key.text}” nie ma terminu.", hint)
    elif is_whole:
        diagnostics.error("P053", entry.key.span, f"Nie ustalono terminu „{entry.key.text}” (ustala: {who}).", hint)


def _read_event(entry: Entry, mapping: Mapping, year: int | None, diagnostics: Diagnostics) -> Event:
    check_keys(mapping, vocabulary.EVENT, diagnostics)
    twice = mapping.entry("termin") if mapping.get("rekrutacyjne") is not None else None
    if twice is not None:
        message = "„termin” nie może stać obok „rekrutacyjne”: to ten sam termin."
        diagnostics.error("P036", twice.key.span, message, "Zostaw jeden z nich.")
    terms: dict[str, Term] = {}
    notes: dict[str, Notes] = {}
    for phase, key in (*((phase, phase) for phase in vocabulary.PHASES), ("rekrutacyjne", "termin")):
        node = mapping.get(key)
        if node is None:
            continue
        if isinstance(node, Mapping):
            check_keys(node, VALUE_KEYS, diagnostics)
        term = read_term(node, key, diagnostics, year)
        if term is not None:
            terms[phase] = term
            notes[phase] = read_notes(node, diagnostics)
    activity = read_text(mapping.get("czynność"), "czynność", diagnostics) or entry.key.text
    left_to = "" if terms else read_text(mapping.get("ustala"), "ustala", diagnostics)
    return Event(entry.name, activity, terms, notes, read_notes(mapping, diagnostics, span=entry.key.span), left_to)


def check_event_names(section: Node | None, events: Collection[str], own: Span, diagnostics: Diagnostics) -> None:
    """`termin: terminarz.wnioski` and `3 dni od terminarz.listy` name what the timetable has. What a law of the program
    needs is told where the file itself can write it (`own`), once."""
    for entry in _terms_in(section):
        assert isinstance(entry.value, Scalar)
        for found in _EVENT.finditer(entry.value.body.text):
            name = normal_name(found[1])
            body = entry.value.body
            if name not in events and body.source.shipped:
                words = name.replace("_", " ")
                message = f"W terminarzu nie ma „{words}”, a powołuje się na to podstawa."
                hint = f"Dopisz w „terminarz”: „{words}: {{czynność: …, rekrutacyjne: …}}”."
                related = [Related(body.part(*found.span()), "tu jest potrzebne")]
                diagnostics.warning("P058", own, message, hint, related=related)
            elif name not in events:
                meant = guess(body.part(*found.span(1)), found[1], events, "Dopisz tę czynność w „terminarz”.")
                message = f"W terminarzu nie ma „{name.replace('_', ' ')}”."
                diagnostics.warning("P058", body.part(*found.span()), message, meant.hint, fixes=meant.fixes)


_EVENT = re.compile(r"\bterminarz\.(\w+)")


def _terms_in(node: Node | None) -> Iterator[Entry]:
    for entry in node if isinstance(node, Mapping) else ():
        if isinstance(entry.value, Mapping):
            yield from _terms_in(entry.value)
        elif isinstance(entry.value, Scalar) and entry.name in ("termin", *vocabulary.PHASES, "wartość"):
            yield entry


def read_clauses(node: Mapping | None, prose: ProseReader, diagnostics: Diagnostics) -> dict[str, Clause]:
    return {entry.name: _read_clause(entry, prose, diagnostics) for entry in node or ()}


def _read_clause(entry: Entry, prose: ProseReader, diagnostics: Diagnostics) -> Clause:
    node = entry.value
    if isinstance(node, Mapping):
        check_keys(node, (*vocabulary.CLAUSE, "wartość"), diagnostics)
        listed, words, what = node.get("wyliczenie"), node.get("treść") or node.get("wartość"), "treść"
    else:
        is_list = isinstance(node, Sequence)
        listed, words, what = (node, None, "") if is_list else (None, node, entry.key.text)
    text = as_scalar(words, what, diagnostics)
    if not _says_anything(node, text, listed):
        hint = "Dopisz jego treść albo usuń ten wiersz."
        diagnostics.error("P035", entry.key.span, f"Postanowienie „{entry.key.text}” nie ma treści.", hint)
    return Clause(
        name=entry.name,
        prose=prose.read(text) if text is not None else (),
        term=read_term(node.get("termin"), "termin", diagnostics) if isinstance(node, Mapping) else None,
        item_prose=tuple(prose.read(item) for item in read_names(listed, "wyliczenie", diagnostics)),
        notes=read_notes(node, diagnostics, label=readable_name(entry.key.text), span=entry.key.span),
    )


def _says_anything(node: Node, text: Scalar | None, listed: Node | None) -> bool:
    """A clause that somebody is still to word (`ustala`) says who."""
    if isinstance(node, Mapping) and any(node.get(key) is not None for key in ("termin", "ustala")):
        return True
    has_items = isinstance(listed, Sequence) and bool(listed.items)
    return has_items or isinstance(listed, Scalar) or (text is not None and bool(text.text.strip()))


def read_limits(node: Mapping | None, pair: Lookup[str, Fact], diagnostics: Diagnostics) -> Limits:
    """`pair` are the facts of a choice that a limit may speak of."""
    if node is None:
        return Limits(None, None, None, None)
    check_keys(node, vocabulary.LIMITS, diagnostics)
    schools, schools_notes = _read_limit(node.entry("szkoły"), diagnostics)
    branches, branches_notes = _read_limit(node.entry("oddziały"), diagnostics)
    said = as_mapping(node.get("dane_wyboru"), "dane wyboru", diagnostics, _CLAIM_HINT)
    claims = [_read_claim_limit(entry, pair, diagnostics) for entry in said or ()]
    by_name = {one.fact.name: one for one in claims if one is not None}
    return Limits(schools, schools_notes, branches, branches_notes, by_name)


def _read_claim_limit(entry: Entry, pair: Lookup[str, Fact], diagnostics: Diagnostics) -> ClaimLimit | None:
    fact = pair.get(entry.name)
    if fact is None or not isinstance(fact.type, TruthType):
        claims = [name for name, one in pair.items() if isinstance(one.type, TruthType)]
        meant = guess(entry.key, entry.key.text, claims, "Wpisz nazwę danej tak/nie z części „wybór”.")
        message = f"limity: „{entry.key.text}” nie jest daną tak/nie z części „wybór”."
        diagnostics.error("P060", entry.key.span, message, meant.hint, fixes=meant.fixes)
        return None
    scalar = as_scalar(entry.value, entry.key.text, diagnostics)
    if scalar is None:
        return None
    number, _, noun = " ".join(scalar.text.split()).partition(" ")
    is_count = number.isascii() and number.isdigit() and 0 < int(number) < _MOST_CHOSEN
    if not is_count or noun not in _OF_SCHOOLS | _OF_BRANCHES:
        message = f"limity: nie rozumiem „{scalar.text}”."
        diagnostics.error("P034", scalar.span, message, _CLAIM_HINT)
        return None
    return ClaimLimit(fact, int(number), noun in _OF_SCHOOLS, read_notes(entry.value, diagnostics, span=entry.key.span))


def _read_limit(entry: Entry | None, diagnostics: Diagnostics) -> tuple[int | None, Notes | None]:
    if entry is None:
        return None, None
    if isinstance(entry.value, Mapping):
        check_keys(entry.value, VALUE_KEYS, diagnostics)
    count = read_count(entry.value, entry.key.text, diagnostics)
    if count == 0:
        message = f"Limit „{entry.key.text}” równy 0 znaczyłby, że nikt nie może niczego wybrać."
        diagnostics.error("P034", entry.value.span, message, "Wpisz, ile wolno wybrać, albo „bez limitu”.")
    return count, read_notes(entry.value, diagnostics)


def read_count(node: Node, what: str, diagnostics: Diagnostics) -> int | None:
    """A whole number, or None for `bez limitu` (and after a mistake)."""
    scalar = as_scalar(node, what, diagnostics)
    text = scalar.text.strip() if scalar else ""
    if text.isascii() and text.isdigit() and len(text) < 7:
        return int(text)
    if scalar is not None and normal_name(text) != WITHOUT_LIMIT:
        message = f"{what}: to nie jest liczba całkowita: „{text}”."
        diagnostics.error("P034", scalar.span, message, "Wpisz ją cyframi albo napisz „bez limitu”.")
    return None
