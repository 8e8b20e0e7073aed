"""The words of `column_words.yaml`, folded as names of columns are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from polish.folding import fold

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORD = re.compile(r"[a-z]+|[0-9]+")
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """`called` are whole names by their fields; `meanings` are the words of ours that a foreign word may stand for;
    `another` say that a column holds something else than the field it is called after."""

    called: Mapping[str, Words]
    candidate: Words
    anybody: Words
    number: Words
    whose_number: Words
    number_of_row: Words
    surely_wished: Words
    wished: Words
    wished_together: tuple[str, ...]
    ordinals: Mapping[str, int]
    meanings: Mapping[str, tuple[str, ...]]
    another: Words
    short: Mapping[str, str]
    units: Words


def tokens(text: str) -> list[str]:
    return _WORD.findall(fold(text.replace("_", " ")))


@cache
def column_words() -> ColumnWords:
    raw = yaml.load(files("admission.intake").joinpath("column_words.yaml").read_text(encoding="utf-8"), Loader=_LOADER)

    def words(name: str) -> Words:
        return frozenset(map(fold, raw[name]))

    return ColumnWords(
        called={field: frozenset(" ".join(tokens(one)) for one in names) for field, names in raw["nazwy"].items()},
        candidate=words("kandydat"),
        anybody=words("kandydat") | words("inni"),
        number=words("numer"),
        whose_number=words("numer czego"),
        number_of_row=words("numer wiersza"),
        surely_wished=words("wybór"),
        wished=words("wybór") | words("oddział"),
        wished_together=tuple(map(fold, raw["wybory"])),
        ordinals={fold(one): number for number, forms in raw["kolejne"].items() for one in forms},
        meanings={fold(one): tuple(tokens(ours)) for ours, forms in raw["znaczenia"].items() for one in forms},
        another=words("coś innego"),
        short={fold(one): fold(whole) for one, whole in raw["skróty"].items()},
        units=words("jednostki"),
    )
