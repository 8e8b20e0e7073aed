"""A regulation against itself: names nobody uses, things said twice, words that say other numbers, names and
years, what it passes over."""

from __future__ import annotations

from dsl.checks.coverage import check_coverage
from dsl.checks.names_and_years import check_names_and_years
from dsl.checks.twice import check_twice
from dsl.checks.unused import check_unused
from dsl.checks.wording import check_wording
from dsl.diagnostics import Diagnostics
from dsl.model.regulation import Regulation


def check_consistency(regulation: Regulation, diagnostics: Diagnostics) -> None:
    check_unused(regulation, diagnostics)
    check_twice(regulation, diagnostics)
    check_wording(regulation, diagnostics)
    check_names_and_years(regulation, diagnostics)
    check_coverage(regulation, diagnostics)
