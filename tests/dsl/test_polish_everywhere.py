"""What a reader must never meet in a sentence, in any regulation that we ship or test with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsl.emit.polish.provisions import act, clause, document, event
from dsl.emit.polish.sentences import Sentences
from dsl.emit.polish.wording import Wording
from dsl.emit.polish.words import Words
from dsl.model.regulation import Regulation, Rules
from tests.dsl.loading import load_shown, load_yaml

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "regulations").rglob("*.yaml")),
    *sorted((ROOT / "tests" / "dsl" / "good").glob("*.yaml")),
    ROOT / "tests" / "dsl" / "golden" / "sentences.yaml",
    ROOT / "tests" / "emit" / "everything.yaml",
]
WRITTEN = [
    (path.stem, text)
    for path in sorted((ROOT / "tests" / "language").glob("test_*.py"))
    for text in re.findall(r'[(=]\s*"""\n(.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL)
]
NEVER = {
    "an underscore": r"_",
    "a value of Python": r"\b(?:None|True|False|Fraction|Decimal|frozenset|datetime)\b|dsl\.|object at",
    "two spaces": r"  ",
    "a mark of a formula": r"\*|≥|≤|≠|>|<|\[|\]|\{|\}",
    "marks that do not belong together": r"\.\.|,,|;;|: :|,\.|;\.|\(\)| ,| ;| \.|„”|– –",
    "a number with a full stop": r"[0-9]\.[0-9]",
    "a bracket that is not closed": r"\([^()]*$",
    "an end that is none": r"(?:[,;–]|\b(?:oraz|lub|jeżeli|z|w))$",
}


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_a_file(path: Path) -> None:
    check(load_shown(path).regulation)


@pytest.mark.parametrize("text", [text for _, text in WRITTEN], ids=[name for name, _ in WRITTEN])
def test_a_regulation_written_in_a_test(text: str) -> None:
    """Some have a mistake on purpose, some are completed by their test."""
    found = load_yaml(text).regulation
    if found is not None:
        check(found)


def test_most_of_them_load() -> None:
    assert sum(load_yaml(text).regulation is not None for _, text in WRITTEN) > 20


def check(regulation: Regulation | None) -> None:
    assert regulation is not None
    for sentence in said(regulation):
        assert sentence == sentence.strip()
        for what, pattern in NEVER.items():
            assert not re.search(pattern, without_quotations(sentence)), (what, sentence)


def without_quotations(sentence: str) -> str:
    """Texts of the candidate's data and names in quotation marks are as the author wrote them; hours have a stop."""
    sentence = re.sub(r"godz\. [0-9]{1,2}\.[0-9]{2}", "godz.", sentence)
    return re.sub(r"„[^„”]*(?:„[^„”]*”[^„”]*)*”", "„x”", sentence)


def said(regulation: Regulation) -> Iterator[str]:
    every = {id(one): one for one in [*regulation.kinds.values(), *(b.rules for b in regulation.branches.values())]}
    for rules in every.values():
        yield from of_rules(regulation, rules)
    for branch in regulation.branches.values():
        yield from flat(Sentences(regulation, branch.rules).seats(branch))
    for one in regulation.timetable.values():
        for phase in one.terms:
            yield event(one, phase, regulation.timetable).flat
    for paper in regulation.documents.values():
        yield document(paper).flat
    for group in regulation.clauses.values():
        for provision in group.values():
            yield from flat(clause(provision, regulation.timetable))
    for law in regulation.acts.values():
        yield act(law)


def of_rules(regulation: Regulation, rules: Rules) -> Iterator[str]:
    sentences, words = Sentences(regulation, rules), Words(regulation, rules)
    for definition in rules.definitions.values():
        yield words.of(definition.formula)
    for table in rules.tables.values():
        yield from flat(sentences.table(table))
    for criterion in rules.criteria:
        yield from flat(sentences.criterion(criterion))
    for condition in rules.conditions:
        yield from flat(sentences.condition(condition))
    for stage in rules.order:
        yield from flat(sentences.stage(stage))


def flat(wording: Wording) -> Iterator[str]:
    yield wording.introduction
    yield wording.flat
    for item in wording.items:
        yield from flat(item)
