"""What an explanation says of the rules themselves: the same for every candidate, so it is worded once and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dsl.emit.polish.conditions import when
from dsl.emit.polish.sentences import Sentences
from dsl.model import expr as typed
from dsl.model.regulation import Condition, Criterion, Regulation, Row, Rules, Stage


class RuleWords:
    """Of one set of rules, whose parts are known by their identity."""

    def __init__(self, regulation: Regulation, rules: Rules) -> None:
        self.regulation, self.rules = regulation, rules
        self.sentences = Sentences(regulation, rules)
        self._kept: dict[tuple[int, str], tuple[Any, str]] = {}

    def criterion(self, criterion: Criterion) -> str:
        return self._once(criterion, "kryterium", self._criterion)

    def condition(self, condition: Condition) -> str:
        return self._once(condition, "warunek", lambda one: self.sentences.condition(one).flat)

    def stage(self, stage: Stage) -> str:
        return self._once(stage, "etap", lambda one: self.sentences.stage(one).flat)

    def row(self, row: Row) -> str:
        return self._once(row, "wiersz", lambda one: self.sentences.row(one).flat)

    def of(self, formula: typed.Typed) -> str:
        return self._once(formula, "wzór", self.sentences.words.of)

    def when(self, condition: typed.Typed) -> str:
        return self._once(condition, "gdy", lambda one: when(self.sentences.words, one))

    def _criterion(self, criterion: Criterion) -> str:
        told = self.sentences.criterion(criterion)
        return told.text if told.items else told.flat

    def _once(self, part: Any, kind: str, told: Callable[[Any], str]) -> str:
        key = (id(part), kind)
        if key not in self._kept:
            self._kept[key] = part, told(part)  # the part too: no other may take its identity
        return self._kept[key][1]


class WordsOfRules:
    """Of every set of rules that somebody asks for, for whoever explains many candidates."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], RuleWords] = {}

    def of(self, regulation: Regulation, rules: Rules) -> RuleWords:
        key = (id(regulation), id(rules))
        if key not in self._found:
            self._found[key] = RuleWords(regulation, rules)
        return self._found[key]
