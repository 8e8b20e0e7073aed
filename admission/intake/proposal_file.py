"""A proposed mapping as the text of its file, for a person to read and correct."""

from __future__ import annotations

from collections.abc import Iterator

from admission.intake.csv_tables import SEPARATORS
from admission.intake.header import Vocabulary
from admission.intake.mapping import TRUTH_VALUES, decode_mapping
from admission.intake.mapping import Mapping as Translation
from admission.intake.proposal import Proposal
from dsl.diagnostics import Diagnostics
from dsl.rewrite.scalars import quoted_where_needed
from dsl.source.text import Source

_OF_ALL = "nie ma tego żadna kolumna; wpisz „tak”, jeżeli jest u wszystkich"
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
    if proposal.days:
        yield f"daty: {proposal.days}"
    if proposal.decimal:
        yield f"ułamki: {proposal.decimal}"
    if proposal.blanks:
        yield f"puste: [{', '.join(map(quoted_where_needed, proposal.blanks))}]"
    yield "kolumny:"
    for one in proposal.columns:
        if one.target is None:
            continue
        if not one.values and not one.unknown:
            told = _REPEATS if proposal.repeats and one is proposal.id else ""
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
    yield from _shared(read_as)
    yield from _of_everybody(proposal)


def _shared(read_as: Translation) -> Iterator[str]:
    """What was said of values of many columns."""
    if read_as.values:
        yield "wartości:"
        for name, values in read_as.values.items():
            yield f"  {quoted_where_needed(name)}:"
            for value, meaning in values.items():
                yield f"    {quoted_where_needed(value)}: {quoted_where_needed(meaning)}"
    else:
        yield f"# Wspólne znaczenie wartości można podać raz, np. wartości: {{{TRUTH_VALUES}: {{x: tak}}}}"


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
