"""Who may change what: a lower rank changes a value of a higher one only where that lets it, or says so openly."""

from __future__ import annotations

from dsl.diagnostics import Diagnostics, Related
from dsl.layers.loading import Issuer
from dsl.layers.merge import ALLOWED, Merger, Override
from dsl.model.regulation import Deviation, State

# Wording is free: how a school names and explains a rule does not change the rule.
_WORDING = frozenset({"nazwa", "treść", "uwaga", "czynność", "źródło", "porównaj", "podstawa", "forma", "podpowiedź"})
_STANDING = frozenset({"stan", "pewność", "inny_odczyt"})


def report_overrides(merger: Merger, diagnostics: Diagnostics) -> tuple[Deviation, ...]:
    """Unexplained changes are errors; explained ones are noted and returned, for the document and the checks."""
    deviations: dict[tuple[int, int, int], Deviation] = {}
    for override in merger.overrides:
        before, after = merger.rank(override.before), merger.rank(override.after)
        if before is None or after is None or after >= before or override.excuse == ALLOWED:
            continue
        if override.path and override.path[-1] in _WORDING | _STANDING:
            continue
        if override.excuse is None:
            _refuse(override, before, diagnostics)
        else:
            deviation = Deviation(override.path, State(override.excuse), override.before.span, override.after.span)
            deviations[(id(deviation.after.source), deviation.after.start, deviation.before.start)] = deviation
    for deviation in deviations.values():
        what = _words(deviation.path)
        diagnostics.note(
            "P046",
            deviation.after,
            f"Odstępstwo od prawa wyższego rzędu ({deviation.state}): {what}.",
            "Regulamin tak stanowi; warto to wyjaśnić przed ogłoszeniem.",
            related=[Related(deviation.before, "tak stanowi akt wyższego rzędu")],
        )
    return tuple(deviations.values())


def _refuse(override: Override, before: Issuer, diagnostics: Diagnostics) -> None:
    diagnostics.error(
        "P045",
        override.after.span,
        f"Tej wartości nie można tu zmienić: {_words(override.path)} (ustala {before.words}).",
        "Usuń zmianę albo, jeżeli dokument naprawdę tak stanowi, dopisz „stan: sprzeczne” (nieaktualne, odczytanie).",
        related=[Related(override.before.span, "tu ustalono wartość")],
    )


def _words(path: tuple[str, ...]) -> str:
    return " › ".join(step.replace("_", " ") for step in path)
