"""What is fuzzed: how inputs of each kind are made, and what must hold for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fuzz import damaged, formulas, people, properties, trees


@dataclass(frozen=True, slots=True)
class Kind:
    """`make` depends on nothing but the source of chance; `holds` says in a word what became of the input."""

    make: Callable[[Random], bytes]
    holds: Callable[[bytes], str]
    what: str


KINDS = {
    "bytes": Kind(damaged.damaged_file, properties.any_file, "good files damaged as bytes"),
    "yaml": Kind(trees.regulation, properties.any_file, "trees of keys and values of the language"),
    "rules": Kind(formulas.rules, properties.any_file, "files whose formulas are typed, so that they are counted"),
    "formulas": Kind(formulas.formula, properties.any_formula, "formulas by the grammar and damaged ones"),
    "candidates": Kind(people.file_of_rows, properties.any_candidates, "rows of candidates"),
}
