"""`paragraf check --coverage`: what a regulation of its type should settle and what this one says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any

from admission.recruitment.recognising import is_recruitment
from cli.checking import Checked
from cli.output import printable
from dsl.checks.consistency.coverage import Answer, Standing, answer_words, coverage, schema_of
from dsl.model.regulation import Regulation
from dsl.report.records import place_record
from dsl.source.text import Source, Span

_WIDTH = max(map(len, Standing))


def as_text(files: Sequence[Checked]) -> Iterator[str]:
    for file in files:
        regulation = file.loaded.draft
        if is_recruitment(file.path):
            yield f"{printable(file.name)}: to nabór; co rozstrzyga regulamin, sprawdza się dla każdej szkoły osobno."
        elif regulation is None:
            yield f"{printable(file.name)}: nie wiadomo, co rozstrzyga; najpierw trzeba poprawić błędy."
        else:
            yield from _of_file(file.name, regulation)
        yield ""


def _of_file(name: str, regulation: Regulation) -> Iterator[str]:
    schema = schema_of(regulation)
    if schema is None:
        yield f"{printable(name)}: nie wiadomo, co powinien rozstrzygać."
        yield "Podaj typ szkoły, np. „szkoła: {typ: liceum}”, albo prawo w „opiera się na”."
        return
    answers = coverage(regulation)
    yield f"{printable(name)}: co rozstrzyga ({schema.name})"
    for chapter, group in groupby(answers, key=lambda one: one.question.chapter):
        yield ""
        yield chapter
        yield from (f"  {one.standing:<{_WIDTH}}  {_line(one, regulation.source)}" for one in group)
    counts = Counter(one.standing for one in answers)
    yield ""
    yield "Razem: " + ", ".join(f"{standing}: {counts[standing]}" for standing in Standing if counts[standing]) + "."


def _line(answer: Answer, own: Source) -> str:
    """`skarga do sądu (prawo oświatowe art. 158 ust. 9) – prawo/przedszkola.yaml, wiersz 273`."""
    return printable(answer_words(answer, _place(answer.where, own)))


def _place(where: Span | None, own: Source) -> str:
    if where is None:
        return ""
    file = "" if where.source is own else f"{'/'.join(PurePath(where.source.path).parts[-2:])}, "
    return f" – {file}wiersz {where.line}"


def as_data(file: Checked) -> list[dict[str, Any]]:
    regulation = file.loaded.draft
    return [_record(one) for one in coverage(regulation)] if regulation is not None else []


def _record(answer: Answer) -> dict[str, Any]:
    question = answer.question
    return {
        "dział": question.chapter,
        "o_czym": question.about,
        "stan": answer.standing.value,
        "komu": answer.who,
        "miejsce": place_record(answer.where),
        "uwaga": answer.remark,
        "podstawa": question.basis,
        "pewność": question.certainty.value if question.certainty is not None else "",
    }
