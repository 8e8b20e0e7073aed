"""Codes of branches that a person would take for one another: candidates choose a branch by its code."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Diagnostics, Related, Severity
from dsl.lookalikes import alike
from dsl.model.regulation import Regulation


def check_alike_codes(regulation: Regulation, diagnostics: Diagnostics) -> None:
    for code, like in alike(regulation.branches):
        first, second = (regulation.branches[one].notes.span for one in (code, like))
        message = f"Znaki oddziałów „{code}” i „{like}” łatwo ze sobą pomylić."
        hint = "Nadaj jednemu z nich inny znak: kandydaci wybierają oddział po znaku."
        related = (Related(first, f"oddział „{code}”"),)
        diagnostics.add(Diagnostic("P149", Severity.WARNING, message, second, hint, related))
