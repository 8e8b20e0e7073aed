"""Regulations of several files and what they give, for tests: texts in, points and names out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from dsl.emit.evaluate import Evaluator, evaluate
from dsl.load import Loaded, load
from dsl.model.regulation import Regulation
from dsl.model.result import BranchResult
from dsl.report import render_all
from tests.dsl.loading import of_language

HEADERS = {
    "minister": "paragraf: 1\nprawo: Prawo\nwydaje: minister\n",
    "organ": "paragraf: 1\nprawo: Uchwała\nwydaje: organ prowadzący\n",
    "dyrektor": "paragraf: 1\nregulamin: Regulamin\nwydaje: dyrektor\n",
}


def write_layers(folder: Path, *layers: tuple[str, str]) -> Path:
    """`(who issued it, text)` from the ground up, each based on the one before; the path of the last."""
    below = ""
    path = folder
    for number, (issuer, text) in enumerate(layers):
        path = folder / f"plik{number}.yaml"
        based = f"opiera się na: [{below}]\n" if below else ""
        path.write_text(HEADERS[issuer] + based + dedent(text).lstrip("\n"), encoding="utf-8")
        below = path.stem
    return path


def load_layers_of(folder: Path, *layers: tuple[str, str]) -> Loaded:
    return load(write_layers(folder, *layers))


def sound_layers(folder: Path, *layers: tuple[str, str]) -> Regulation:
    """The same, where it must load without a word on how it is written."""
    loaded = of_language(load_layers_of(folder, *layers))
    assert not loaded.diagnostics, render_all(loaded.diagnostics)
    assert loaded.regulation is not None
    return loaded.regulation


def result_of(
    regulation: Regulation, facts: Mapping[str, Any] | None = None, pair: Mapping[str, Any] | None = None
) -> BranchResult:
    """For the first branch."""
    branch = next(iter(regulation.branches.values()))
    return evaluate(regulation, branch, facts or {}, pair or {})


def points_of(regulation: Regulation, facts: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every criterion and part by its full name, counted or not."""
    branch = next(iter(regulation.branches.values()))
    evaluator = Evaluator(regulation, branch, facts or {})
    return {one.dotted: evaluator.points(one) for top in branch.rules.criteria for one in top.walk()}
