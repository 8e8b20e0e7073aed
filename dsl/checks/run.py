"""All checks of a finished model, in the order they are reported."""

from __future__ import annotations

from dsl.checks.claims import check_claims
from dsl.checks.consistency import check_consistency
from dsl.checks.counted import check_counted
from dsl.checks.dates import check_dates
from dsl.checks.examples import check_examples
from dsl.checks.order import check_order
from dsl.checks.total_order import check_total_order
from dsl.diagnostics import Diagnostics
from dsl.model.regulation import Regulation


def check_model(regulation: Regulation, diagnostics: Diagnostics) -> None:
    check_dates(regulation, diagnostics)
    check_consistency(regulation, diagnostics)
    check_claims(regulation, diagnostics)
    check_order(regulation, diagnostics)
    check_total_order(regulation, diagnostics)
    check_counted(regulation, diagnostics)
    check_examples(regulation, diagnostics)
