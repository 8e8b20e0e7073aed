"""What a person is told beside the results of an allocation: orders given that settle nothing, ties, branches with too
few, priorities, papers owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from admission.outstanding import Outstanding, Owed
from admission.results import Allocation
from admission.results.settling import Unused, listed, unused_words
from admission.scoring import Scored
from cli import output
from cli.output import printable
from cli.streams import Streams
from dsl.model.regulation import Rules, StageKind
from dsl.source.nodes import readable_name
from polish.enumerations import enumerate_items
from polish.plurals import CANDIDATE, PERSON, TIE, count

_OWED = {"oddział": "oddział", "brakuje": "czego brakuje", "ilu": "osób", "kandydaci": "kandydaci"}
_SETTLED_BY = {StageKind.LOT: "losowanie", StageKind.DECISION: "komisja"}
_NOT_SAID = "komisja, bo regulamin tego nie określa"


def warn_of_unused(found: Iterable[Unused], io: Streams) -> None:
    """Lots and decisions that somebody gave, and that settle nothing."""
    for one in found:
        io.warn(f"Uwaga: {printable(unused_words(one))}.")


def tell_ties(allocation: Allocation, io: Streams) -> None:
    by_whom: dict[str, list[str]] = {}
    for code, one in allocation.branches.items():
        if one.ties:
            by_whom.setdefault(_settled_by(one.branch.rules), []).append(code)
    if not by_whom:
        return
    ties = sum(len(one.ties) for one in allocation.branches.values())
    io.print()
    them = "go" if ties == 1 else "ich"
    begun = f"{count(ties, TIE)} do rozstrzygnięcia. Program {them} nie rozstrzyga: robi to"
    if len(by_whom) == 1:
        io.print(f"{begun} {next(iter(by_whom))}.")
    else:
        io.print(f"{begun}:")
        for whom, codes in by_whom.items():
            io.print(f"  {whom}: {', '.join(codes)}")
    first = [code for code, one in allocation.branches.items() if one.ties and not one.awaited]
    if 0 < len(first) < sum(map(len, by_whom.values())):
        io.print(f"Zacznij od: {', '.join(first)}. Pozostałe mogą się potem zmienić.")


def _settled_by(rules: Rules) -> str:
    if not rules.says_what_settles:
        return _NOT_SAID
    return ", a potem ".join(_SETTLED_BY[one] for one in rules.settling)


def tell_too_few(allocation: Allocation, io: Streams) -> None:
    """Which branch closes is for people: closing one may fill another, or empty it."""
    for code, one in allocation.too_few().items():
        io.print()
        people = count(one.admitted, CANDIDATE)
        if not one.certain:
            io.print(f"Oddział {code}: na pewno {people}, a otwiera się od {one.minimum}; reszta zależy od remisu.")
            continue
        io.print(f"Oddział {code}: {people}, a otwiera się od {one.minimum}.")
        io.print(f"Jeżeli go nie otworzysz, dopisz do pliku naboru „nie otwarto: [{code}]” i policz ponownie.")
        if one.if_closed:
            io.print(f"Bez niego za mało kandydatów będzie w: {', '.join(one.if_closed)}.")


def tell_priorities(allocation: Allocation, io: Streams) -> None:
    """In the words of the lists: whom the minimum concerns, and where nobody had too few points."""
    from generator.papers.lists import least_words

    told = [words for _, words in least_words(allocation, list(allocation.branches))]
    if told:
        io.print()
    for words in told:
        io.print(words)


def priorities(allocation: Allocation) -> dict[str, None]:
    return dict.fromkeys(words for one in allocation.branches.values() for words in one.by_priority)


# -- papers that people who are admitted have not brought -------------------------------------------------------------


def tell_outstanding(outstanding: Outstanding, scored: Iterable[Scored], where: str, io: Streams) -> None:
    """As a table. `where` says what has become of the people whose results in their branches these are."""
    scored = tuple(scored)
    owed = [found for one in scored for found in outstanding.of(one)]
    if not owed:
        return
    io.print()
    io.print(f"{where} mimo braków: {_people(owed)}. Sprawdź je, zanim komisja podpisze listę.")
    output.write(io, "table", _rows_of_owed(owed, scored), _OWED)


def warn_of_outstanding(outstanding: Outstanding, scored: Iterable[Scored], where: str, io: Streams) -> None:
    """In one line, where the results go elsewhere."""
    owed = [found for one in scored for found in outstanding.of(one)]
    if owed:
        io.warn(f"{where} mimo braków: {_people(owed)}. Kto i czego nie ma: paragraf allocate … --summary")


def _people(owed: Iterable[Owed]) -> str:
    return count(len({one.candidate for one in owed}), PERSON)


def admitted(allocation: Allocation) -> Iterator[Scored]:
    """Each with the branch."""
    for outcome in allocation.candidates:
        for choice in outcome.choices:
            if choice.scored.choice.branch == outcome.admitted:
                yield choice.scored


def _rows_of_owed(owed: Iterable[Owed], scored: Iterable[Scored]) -> Iterator[dict[str, Any]]:
    everybody: dict[str, int] = {}
    for one in scored:
        everybody[one.choice.branch] = everybody.get(one.choice.branch, 0) + 1
    together: dict[tuple[str, str], list[str]] = {}
    for found in owed:
        together.setdefault((found.branch, owed_words(found)), []).append(found.candidate)
    for code in everybody:
        for (branch, words), names in together.items():
            if branch == code:
                who = "wszyscy" if 1 < len(names) == everybody[code] else _listed(names)
                yield {"oddział": code, "brakuje": words, "ilu": len(names), "kandydaci": who}


def _listed(names: Sequence[str]) -> str:
    return printable(listed(names))


def owed_words(one: Owed) -> str:
    papers = enumerate_items([readable_name(name) for name in one.documents])
    if one.condition:
        return f"{papers or readable_name(one.condition)} (sprawdza się przy: {readable_name(one.looked_at)})"
    facts = ", ".join(map(readable_name, one.facts))
    return f"{papers} (policzono bez tego: {facts})" if papers else f"potwierdzenie: {facts}"
