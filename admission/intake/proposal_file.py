"""A proposed mapping as the text of its file, for a person to read and correct."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from admission.intake.csv_tables import SEPARATORS
from admission.intake.header import WISHES, Vocabulary
from admission.intake.mapping import ROW_IDS, TRUTH_VALUES, decode_mapping
from admission.intake.mapping import Mapping as Translation
from admission.intake.proposal import Proposal, Proposed, is_wish
from dsl.diagnostics import Diagnostics
from dsl.rewrite.scalars import quoted_where_needed
from dsl.source.text import Source

_NO_ID = (
    "# Żadna kolumna nie jest znakiem kandydata: wskaż ją w „kolumny” albo, gdy takiej nie ma, usuń # z tego wiersza:"
)
_OF_ALL = "nie ma tego żadna kolumna; wpisz „tak”, jeżeli jest u wszystkich"
_NUMBERED = "  # numer na liście: nie przenumerowuj jej, dopóki trwa nabór"
_REPEATS = "  # powtarza się, a „id” ma być u każdego inne"


def as_yaml(proposal: Proposal, regulation: str, table: str, *, checked: bool = False) -> str:
    """`checked`: a person has gone through it."""
    what = f"mapowania tabeli {table} na pola regulaminu {regulation}"
    title = f"# Plik {what}." if checked else f"# Propozycja {what}. Sprawdź każdy wiersz."
    return "\n".join([title, *_lines(proposal)]) + "\n"


def _lines(proposal: Proposal) -> Iterator[str]:
    yield "mapowanie: 1"
    read_as = proposal.read_as
    if read_as.sheet:
        yield f"arkusz: {quoted_where_needed(read_as.sheet)}"
    if read_as.header_row:
        yield f"wiersz nagłówka: {read_as.header_row}"
    if read_as.separator:
        yield f"rozdzielnik: {SEPARATORS[read_as.separator]}"
    if read_as.encoding:
        yield f"kodowanie: {read_as.encoding}"
    if read_as.row_ids:
        yield f"id: {ROW_IDS}"
    elif not proposal.has_id:
        yield _NO_ID
        yield f"# id: {ROW_IDS}"
    if proposal.days:
        yield f"daty: {proposal.days}"
    if proposal.decimal:
        yield f"ułamki: {proposal.decimal}"
    if proposal.blanks:
        yield f"puste: [{', '.join(map(quoted_where_needed, proposal.blanks))}]"
    of_wishes = meanings_of_branches(proposal)
    numbered = _NUMBERED if proposal.is_numbered else ""
    id_header = proposal.id.header if proposal.id is not None else ""
    yield "kolumny:"
    for one in (_without(column, of_wishes) for column in proposal.columns):
        if one.target is None:
            continue
        if not one.values and not one.unknown:
            told = "" if one.header != id_header else _REPEATS if proposal.repeats else numbered
            told = told or (f"  # wartości, które tu nie pasują: {one.unfit}" if one.unfit else "")
            yield f"  {quoted_where_needed(one.header)}: {one.target.dotted}{told}"
            continue
        yield f"  {quoted_where_needed(one.header)}:"
        yield f"    pole: {one.target.dotted}"
        yield "    wartości:"
        for value, meaning in one.values.items():
            yield f"      {quoted_where_needed(value)}: {quoted_where_needed(meaning)}"
        for value in one.unknown:
            yield f"      # {quoted_where_needed(value)}: (co to znaczy?)"
        if not one.values:
            yield "      {}"
    if proposal.open:
        yield "# Tych kolumn nie rozpoznano. Dopisz je do „kolumny” albo zostaw tu, a nie będą czytane."
        yield "pomijane:"
        for one in proposal.open:
            yield f"  - {quoted_where_needed(one.header)}" + (
                f"  # może: {' albo '.join(one.alike)}" if one.alike else ""
            )
    yield from _shared(read_as, of_wishes, proposal)
    yield from _of_everybody(proposal)


def meanings_of_branches(proposal: Proposal) -> dict[str, str]:
    """Of the words of all columns of wishes; a word that means another branch in a later column is left to it."""
    found: dict[str, str] = {}
    for one in proposal.columns:
        for word, code in one.values.items() if is_wish(one.target) else ():
            found.setdefault(word, code)
    return found


def _without(one: Proposed, of_wishes: Mapping[str, str]) -> Proposed:
    """Without what is said of all columns of wishes together."""
    if not is_wish(one.target):
        return one
    values = {word: code for word, code in one.values.items() if of_wishes[word] != code}
    return replace(one, values=values, unknown=())


def _shared(read_as: Translation, of_wishes: Mapping[str, str], proposal: Proposal) -> Iterator[str]:
    """What is said of values of many columns."""
    open_words = [word for one in proposal.columns if is_wish(one.target) for word in one.unknown]
    known = {name: dict(values) for name, values in read_as.values.items()}
    if of_wishes:
        known[WISHES] = {**known.get(WISHES, {}), **of_wishes}
    if not known and not open_words:
        yield f"# Wspólne znaczenie wartości można podać raz, np. wartości: {{{TRUTH_VALUES}: {{x: tak}}}}"
        return
    yield "wartości:"
    if open_words:
        known.setdefault(WISHES, {})
    for name, values in known.items():
        yield f"  {quoted_where_needed(name)}:"
        for value, meaning in values.items():
            told = _same(proposal, name, value, meaning)
            yield f"    {quoted_where_needed(value)}: {quoted_where_needed(meaning)}{told}"
        for word in open_words if name == WISHES else ():
            yield f"    # {quoted_where_needed(word)}: (który to oddział?)"
        if not values:
            yield "    {}"


def _same(proposal: Proposal, name: str, word: str, code: str) -> str:
    words = proposal.same_branch.get(code, ()) if name == WISHES else ()
    others = [one for one in words if one != word]
    return f"  # ten sam oddział co {', '.join(f'„{one}”' for one in others)}?" if word in words else ""


def _of_everybody(proposal: Proposal) -> Iterator[str]:
    """What no column holds, with the conditions that ask for it."""
    asked = [(one, name) for one in proposal.needed if one.can_be_constant for name in one.names]
    if proposal.read_as.constants or asked:
        yield "stałe:"
    for name, value in proposal.read_as.constants.items():
        yield f"  {name}: {quoted_where_needed(value)}"
    for one, name in asked:
        yield f'  {name}: ""  # {_OF_ALL}. Warunek: {one.condition}'
    for one in proposal.needed:
        if not one.can_be_constant:
            yield f"# Żadna kolumna nie mówi: {one.words} ({', '.join(one.names)}). Warunek: {one.condition}"


def as_translation(proposal: Proposal, source_text: str, known: Vocabulary) -> Translation | None:
    """The proposal as it would be read from its file: what is shown is what is written."""
    return decode_mapping(Source("propozycja.yaml", source_text), known, Diagnostics())
