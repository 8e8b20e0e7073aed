"""The register as a page of docs: what is known of each act, how certainly, and where it was seen."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.acts import Known, KnownAct, Published, Register
from polish.dates import format_date, format_school_year

PAGE = "rejestr-aktow.md"
_MADE = "<!-- Zrobione z dsl/acts/rejestr.yaml: python3 start.py test --update-golden tests/acts -->"


def page(register: Register) -> str:
    return "\n".join(_lines(register)) + "\n"


def _lines(register: Register) -> Iterator[str]:
    yield "# Rejestr aktów prawnych"
    yield ""
    yield _MADE
    yield ""
    yield f"Stan na dzień {format_date(register.as_of)} Z tym rejestrem `paragraf check` porównuje akty powołane w"
    yield "regulaminie ([kody P120–P124](kody/prawo.md)). Wpis „sprawdzone” zobaczono w podanym źródle; „przypomniane”"
    yield "trzeba jeszcze sprawdzić w Dzienniku Ustaw, więc program mówi o nim tylko w uwagach. Aktu, którego tu nie"
    yield "ma, program nie ocenia."
    for act in register.acts.values():
        yield ""
        yield f"## {act.name[:1].upper()}{act.name[1:]}"
        yield ""
        yield "| co | treść | pewność | skąd |"
        yield "|---|---|---|---|"
        for what, text, known in _rows(act):
            yield f"| {what} | {text} | {known.certainty.value} | {known.origin} |"


def _rows(act: KnownAct) -> Iterator[tuple[str, str, Known]]:
    body = f" {act.body}" if act.body else ""
    yield "akt", f"{act.kind}{body} z dnia {format_date(act.day)}", act.known
    yield "tytuł", act.title, act.title_known
    if act.original is not None:
        yield "ogłoszenie", _cited(act.original), act.original.known
    yield from (("tekst jednolity", _cited(one), one.known) for one in act.uniform)
    yield from (("zmiana", _cited(one), one.known) for one in act.changes)
    for former in act.former:
        is_one = former.first == former.last
        articles = f"art. {former.first} nie dotyczy" if is_one else f"art. {former.first}–{former.last} nie dotyczą"
        text = f"{articles} już {former.subject}; dziś {former.today}"
        yield "dawne przepisy", text, former.known
    if act.replaced is not None:
        remark = f" ({act.replaced.remark})" if act.replaced.remark else ""
        year = format_school_year(act.replaced.first_year)
        yield "zastąpienie", f"od rekrutacji na rok szkolny {year}: {act.replaced.by}{remark}", act.replaced.known


def _cited(one: Published) -> str:
    published = f", ogłoszono {format_date(one.day)}" if one.day else ""
    in_force = f", obowiązuje od {format_date(one.in_force)}" if one.in_force else ""
    return one.cited + published + in_force
