"""Who may change what: a lower rank changes a value of a higher one only where that lets it, or says so openly."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from dsl.diagnostics import Diagnostics, Related
from dsl.layers.loading import Issuer, Layer
from dsl.layers.merge import ALLOWED, Merger, Override, as_named, leaves
from dsl.model.regulation import Deviation, State
from dsl.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from dsl.source.text import Span

# Wording is free: how a school names and explains a rule does not change the rule.
_WORDING = frozenset({"nazwa", "treść", "uwaga", "czynność", "źródło", "porównaj", "podstawa", "forma", "podpowiedź"})
_STANDING = frozenset({"stan", "pewność", "inny_odczyt"})


def report_overrides(
    merger: Merger, layers: tuple[Layer, ...], kinds: Collection[str], diagnostics: Diagnostics
) -> tuple[Deviation, ...]:
    """Unexplained changes are errors; explained ones are noted and returned, for the document and the checks."""
    for entry in merger.pointless:
        _report_pointless(entry, diagnostics)
    _report_disagreements(merger, layers, diagnostics)
    _report_lost_stages(merger, layers, diagnostics)
    deviations: dict[tuple[int, int, int], Deviation] = {}
    changed_for: dict[tuple[int, int, int], dict[str, None]] = {}
    for override in merger.overrides:
        before, after = merger.rank(override.before), merger.rank(override.after)
        if before is None or after is None or after >= before or override.excuse == ALLOWED:
            continue
        if override.path and (override.path[-1] in _WORDING | _STANDING or override.path[0] == "teksty"):
            continue
        if override.excuse is None:
            _refuse(override, before, _spans(merger, override), diagnostics)
        else:
            before_span, after_span = _spans(merger, override)
            remark, other = (_said(override.after, word) for word in ("uwaga", "inny_odczyt"))
            deviation = Deviation(override.path, State(override.excuse), before_span, after_span, remark, other)
            place = (id(deviation.after.source), deviation.after.start, deviation.before.start)
            deviations[place] = deviation
            changed_for.setdefault(place, {})[override.kind] = None
    for place, deviation in deviations.items():
        names = tuple(name for name in changed_for[place] if name)
        deviations[place] = deviation = replace(deviation, kinds=names if len(names) < len(kinds) else ())
        what = _words(deviation.path) + _of_kinds(deviation.kinds)
        basis = _basis(layers, deviation.before)
        diagnostics.note(
            "P046",
            deviation.after,
            f"Odstępstwo od prawa wyższego rzędu ({deviation.state}): {what}.",
            "Regulamin tak stanowi; warto to wyjaśnić przed ogłoszeniem.",
            related=[Related(deviation.before, f"tak stanowi {basis or 'akt wyższego rzędu'}")],
        )
    return tuple(deviations.values())


def _of_kinds(kinds: tuple[str, ...]) -> str:
    names = ", ".join(name.replace("_", " ") for name in kinds)
    return f" ({'rodzaj oddziału' if len(kinds) == 1 else 'rodzaje oddziałów'}: {names})" if kinds else ""


def _basis(layers: tuple[Layer, ...], place: Span) -> str:
    """What the higher rank names as its own basis: the nearest `podstawa` around the place."""
    found = ""
    nodes: tuple[Node, ...] = tuple(layer.root for layer in layers if layer.source is place.source)
    while nodes:
        node = nodes[0]
        found = _said(node, "podstawa") or found
        nodes = tuple(one for one in _inside(node) if one.span.start <= place.start < one.span.end)
    return found.replace("_", " ")


def _inside(node: Node) -> Iterator[Node]:
    """A value with its key counts as one place."""
    if isinstance(node, Mapping):
        for entry in node:
            yield entry.value
            yield entry.key
    elif isinstance(node, Sequence):
        yield from node


def _said(node: Node, word: str) -> str:
    found = node.get(word) if isinstance(node, Mapping) else None
    return " ".join(found.text.split()) if isinstance(found, Scalar) else ""


def _spans(merger: Merger, override: Override) -> tuple[Span, Span]:
    """Both places: a value of one line itself, anything longer by its key; below, the value of the highest rank."""
    rank = merger.rank(override.before)
    highest = next((one for one in leaves(override.before) if merger.rank(one) == rank), override.before)
    before = override.before if isinstance(override.before, Scalar) else highest
    return _short(before, override.before_key), _short(override.after, override.after_key)


def _short(node: Node, key: Scalar | None) -> Span:
    if key is None or key.span.source is not node.span.source or isinstance(node, Scalar):
        return node.span
    return key.span


def _report_pointless(entry: Entry, diagnostics: Diagnostics) -> None:
    if entry.name in ("przed", "po"):
        where = entry.value.span
        which = "przed którą" if entry.name == "przed" else "po której"
        message = f"Nie ma tu nazwy, {which} miałaby stać ta wartość."
        hint = "Wpisz nazwę, która stoi w tej samej grupie wyżej albo w podstawie."
    else:
        where = entry.value.span if isinstance(entry.value, Scalar) else entry.key.span
        message = f"„{entry.key.text}” nie ma czego wyłączać: nie stoi w żadnym pliku, na którym opiera się ten."
        hint = "Sprawdź nazwę albo usuń ten wiersz."
    diagnostics.error("P043", where, message, hint)


def _report_disagreements(merger: Merger, layers: tuple[Layer, ...], diagnostics: Diagnostics) -> None:
    """Two bases that say different things, neither of them based on the other; the file itself may settle it."""
    by_source = {layer.source: layer for layer in layers}
    own = {one.path for one in merger.overrides if (layer := by_source.get(one.after.span.source)) and layer.is_file}
    for one in merger.overrides:
        before, after = by_source.get(one.before.span.source), by_source.get(one.after.span.source)
        if before is None or after is None or before is after or before.is_file or after.is_file or one.path in own:
            continue
        if before.source.path in after.based_on or after.source.path in before.based_on:
            continue
        if one.excuse is not None or one.path[-1:] == ("źródło",):
            continue
        before_span, after_span = _spans(merger, one)
        file = next((layer for layer in layers if layer.is_file), None)
        may_settle = file is None or file.issuer >= max(before.issuer, after.issuer)
        diagnostics.error(
            "P044",
            after_span,
            f"Dwie podstawy podają różne wartości: {_words(one.path)}.",
            "Zostaw jedną z podstaw albo ustal wartość w tym pliku."
            if may_settle
            else f"Zostaw jedną z podstaw; sam plik nie może tu ustalić wartości (ustala {before.issuer.words}).",
            related=[Related(before_span, "inaczej stanowi")],
        )


def _report_lost_stages(merger: Merger, layers: tuple[Layer, ...], diagnostics: Diagnostics) -> None:
    """A list of stages replaces the order below it whole. Of a higher rank that is a change; in a school's own file it
    may be a slip, for a mapping of stages would have been merged. A law knows what it writes."""
    own = next((layer.source for layer in layers if layer.is_file and layer.root.get("oddziały") is not None), None)
    for one in merger.overrides:
        before, after = as_named(one.before), as_named(one.after)
        is_list = isinstance(one.after, Sequence) and one.path == ("kolejność",) and one.after.span.source is own
        if not is_list or not isinstance(before, Mapping) or not isinstance(after, Mapping):
            continue
        lost = [entry.key.text for entry in before if after.entry(entry.name) is None]
        kept = len(before.entries) - len(lost)
        if not lost or not kept or merger.rank(one.before) != merger.rank(one.after):
            continue
        names = ", ".join(f"„{name}”" for name in lost)
        message = f"Ta lista zastępuje całą kolejność i nie ma w niej etapów, które były niżej: {names}."
        hint = "Dopisz je, jeżeli mają zostać. Etapy zapisane jako „nazwa: {…}” łączą się z tamtymi po nazwach."
        related = [Related(_short(one.before, one.before_key), "kolejność, którą zastępuje")]
        diagnostics.note("P047", _short(one.after, one.after_key), message, hint, related=related)


_HOW_TO_DEVIATE = (
    "Usuń zmianę albo, jeżeli dokument naprawdę tak stanowi, dopisz „stan: sprzeczne” (nieaktualne, odczytanie)."
)


def _refuse(override: Override, before: Issuer, spans: tuple[Span, Span], diagnostics: Diagnostics) -> None:
    named = next((who for word in ("ustala", "może_zmienić") if (who := _said(override.before, word))), "")
    diagnostics.error(
        "P045",
        spans[1],
        f"Tej wartości nie można tu zmienić, ustala ją {named or before.words}: {_words(override.path)}.",
        _only_adds(override) or _HOW_TO_DEVIATE,
        related=[Related(spans[0], "tu ustalono wartość")],
    )


def _only_adds(override: Override) -> str:
    """The hint where an order is written again whole, with stages added: those alone may be written."""
    before, after = as_named(override.before), as_named(override.after)
    if override.path != ("kolejność",) or not isinstance(override.after, Sequence):
        return ""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ""
    stages, written = ([entry.name for entry in node] for node in (before, after))
    added = [entry.key.text for entry in after if entry.name not in stages]
    if not added or [name for name in written if name in stages] != stages:
        return ""
    one = ", ".join(f"{name}: {{…}}" for name in added)
    return f"Zostaw etapy wyższego rzędu i dopisz tylko swoje, pod nazwą: „kolejność: {{{one}}}”."


def _words(path: tuple[str, ...]) -> str:
    return " › ".join(step.replace("_", " ") for step in path)
