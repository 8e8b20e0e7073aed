"""All checks of a finished model, in the order they are reported."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.checks.consistency.acts_named import check_acts_named
from dsl.checks.consistency.alike_codes import check_alike_codes
from dsl.checks.consistency.coverage import check_coverage
from dsl.checks.consistency.marked import check_marked
from dsl.checks.consistency.names_and_years import check_names_and_years
from dsl.checks.consistency.terms_in_words import check_terms_in_words
from dsl.checks.consistency.twice import check_twice
from dsl.checks.consistency.unproven import check_unproven
from dsl.checks.consistency.unused import check_unused
from dsl.checks.consistency.wording import check_wording
from dsl.checks.document import check_document
from dsl.checks.examples import check_examples
from dsl.checks.law.acts import check_acts
from dsl.checks.law.ages import check_ages
from dsl.checks.law.bases import check_bases
from dsl.checks.law.dates import check_dates
from dsl.checks.law.timetable import check_timetable
from dsl.checks.law.written_dates import check_written_dates
from dsl.checks.order.counted import check_counted
from dsl.checks.order.stages import check_order
from dsl.checks.order.total_order import check_total_order
from dsl.checks.proofs.claims import check_claims
from dsl.checks.proofs.findings import check_proofs
from dsl.diagnostics import Diagnostics
from dsl.layers.loading import Layer
from dsl.model.regulation import Regulation


def check_model(regulation: Regulation, diagnostics: Diagnostics, layers: Sequence[Layer] = ()) -> None:
    """`layers` say where each base is named, and when it is in force."""
    of_other_years = check_bases(regulation, layers, diagnostics)
    check_dates(regulation, of_other_years.terms, diagnostics)
    check_acts(regulation, layers, of_other_years.sources, diagnostics)
    check_timetable(regulation, diagnostics)
    check_ages(regulation, diagnostics)
    check_written_dates(regulation, diagnostics)
    check_unused(regulation, diagnostics)
    check_twice(regulation, diagnostics)
    check_alike_codes(regulation, diagnostics)
    check_wording(regulation, diagnostics)
    check_terms_in_words(regulation, diagnostics)
    check_names_and_years(regulation, diagnostics)
    check_acts_named(regulation, layers, diagnostics)
    check_marked(regulation, layers, diagnostics)
    check_coverage(regulation, diagnostics)
    check_unproven(regulation, diagnostics)
    check_document(regulation, diagnostics)
    check_claims(regulation, diagnostics)
    check_proofs(regulation, diagnostics)
    check_order(regulation, diagnostics)
    check_total_order(regulation, diagnostics)
    check_counted(regulation, diagnostics)
    check_examples(regulation, diagnostics)
