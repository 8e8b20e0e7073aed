"""Reading of one group of keys: known keys, texts, yes/no, lists of names, and the envelope of annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from dsl.decode import vocabulary
from dsl.diagnostics import Diagnostics, Edit, Fix, nearest
from dsl.guesses import guess
from dsl.model.regulation import Basis, Certainty, Notes, SourceRef, State
from dsl.source.nodes import Mapping, Node, Scalar, Sequence, describe, normal_name
from dsl.source.text import Span

_E = TypeVar("_E", bound=StrEnum)
VALUE_KEYS = ("wartość", "wzór")
_KEY_WITHOUT_SPACE = re.compile(r"[^\W\d][\w ]*:[^\s:/]")
_OTHER_TRUTHS = {"true": "tak", "yes": "tak", "on": "tak", "false": "nie", "no": "nie", "off": "nie"}


def check_keys(node: Mapping, known: Iterable[str], diagnostics: Diagnostics, *, notes: bool = True) -> None:
    """Reports each key that has no meaning here."""
    allowed = {*known, *(vocabulary.NOTES if notes else ())}
    for entry in node:
        if entry.name in allowed:
            continue
        meant = nearest(entry.name, allowed)
        fixes = []
        if meant:
            words = meant.replace("_", " ")
            fixes = [Fix(f"Zamień na „{words}”", (Edit(entry.key.span, words),), safe=False)]
        others = ", ".join(name.replace("_", " ") for name in known)
        hint = f"Czy chodziło o „{meant.replace('_', ' ')}”?" if meant else f"Może tu stać: {others}."
        diagnostics.error("P032", entry.key.span, f"Klucz „{entry.key.text}” nic tu nie znaczy.", hint, fixes=fixes)


def as_mapping(
    node: Node | None,
    what: str,
    diagnostics: Diagnostics,
    hint: str = "Rozpisz wartość pod spodem z wcięciem.",
    fixes: Iterable[Fix] = (),
) -> Mapping | None:
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return None
    if isinstance(node, Mapping):
        return node
    message = f"{what}: tu powinny stać klucze „nazwa: wartość”, a jest {describe(node)}."
    if isinstance(node, Scalar) and _KEY_WITHOUT_SPACE.match(node.text):
        hint = "Po dwukropku zostaw odstęp."
    diagnostics.error("P033", node.span, message, hint, fixes=fixes)
    return None


def as_scalar(node: Node | None, what: str, diagnostics: Diagnostics) -> Scalar | None:
    """The text of a value, also of an expanded one (`{wartość: …, źródło: …}`)."""
    node = unwrapped(node)
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node
    message = f"{what}: tu powinien stać tekst, a jest {describe(node)}."
    diagnostics.error("P033", node.span, message, "Wpisz jedną wartość w tym samym wierszu.")
    return None


def unwrapped(node: Node | None) -> Node | None:
    if isinstance(node, Mapping):
        for name in VALUE_KEYS:
            inner = node.get(name)
            if inner is not None:
                return inner
    return node


def read_text(node: Node | None, what: str, diagnostics: Diagnostics) -> str:
    scalar = as_scalar(node, what, diagnostics)
    return " ".join(scalar.text.split()) if scalar else ""


def read_flag(node: Node | None, what: str, diagnostics: Diagnostics) -> bool:
    scalar = as_scalar(node, what, diagnostics)
    said = scalar.text.strip().lower() if scalar else "nie"
    if scalar is not None and said not in ("tak", "nie"):
        ours = _OTHER_TRUTHS.get(said)
        fixes = [Fix(f"Zamień na „{ours}”", (Edit(scalar.span, ours),), safe=True)] if ours else []
        message = f"{what}: zamiast „tak” albo „nie” jest „{scalar.text.strip()}”."
        diagnostics.error("P034", scalar.span, message, "Wpisz „tak” albo „nie”.", fixes=fixes)
    return said == "tak"


def read_names(node: Node | None, what: str, diagnostics: Diagnostics) -> tuple[Scalar, ...]:
    """A list of names; a single name counts as a list of one."""
    node = unwrapped(node)
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    scalars = tuple(item for item in items if isinstance(item, Scalar))
    if len(scalars) != len(items):
        diagnostics.error("P033", node.span, f"{what}: tu powinna stać lista nazw, np. [matematyka, fizyka].")
    return scalars


def read_choice(node: Node | None, kind: type[_E], what: str, diagnostics: Diagnostics) -> _E | None:
    scalar = as_scalar(node, what, diagnostics)
    if scalar is None:
        return None
    try:
        return kind(scalar.text.strip())
    except ValueError:
        known = ", ".join(kind)
        meant = guess(scalar, scalar.text, kind, f"Może być: {known}.")
        message = f"{what}: nie znam wartości „{scalar.text}”."
        diagnostics.error("P034", scalar.span, message, meant.hint, fixes=meant.fixes)
        return None


# -- the envelope -----------------------------------------------------------------------------------------------------


def read_notes(node: Node, diagnostics: Diagnostics, label: str = "", span: Span | None = None) -> Notes:
    """The annotations of a value; a plain value has none."""
    if not isinstance(node, Mapping):
        return Notes(span or node.span, label)
    return Notes(
        span=span or node.span,
        label=read_text(node.get("nazwa"), "nazwa", diagnostics) or label,
        basis=read_basis(node.get("podstawa"), diagnostics),
        sources=read_sources(node.get("źródło"), diagnostics),
        compare=read_sources(node.get("porównaj"), diagnostics),
        state=read_choice(node.get("stan"), State, "stan", diagnostics) or State.GIVEN,
        certainty=read_choice(node.get("pewność"), Certainty, "pewność", diagnostics),
        remark=read_text(node.get("uwaga"), "uwaga", diagnostics),
        other_reading=read_text(node.get("inny_odczyt"), "inny odczyt", diagnostics),
    )


def read_basis(node: Node | None, diagnostics: Diagnostics) -> Basis | None:
    text = read_text(node, "podstawa", diagnostics)
    if not text:
        return None
    act, _, unit = text.partition(" ")
    return Basis(normal_name(act), unit)


def read_sources(node: Node | None, diagnostics: Diagnostics) -> tuple[SourceRef, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(ref for item in items if (ref := _read_source(item, diagnostics)) is not None)


def _read_source(node: Node, diagnostics: Diagnostics) -> SourceRef | None:
    mapping = as_mapping(node, "źródło", diagnostics)
    if mapping is None:
        return None
    check_keys(mapping, ("dokument", "jednostka", "linie"), diagnostics, notes=False)
    return SourceRef(
        document=read_text(mapping.get("dokument"), "dokument", diagnostics),
        unit=read_text(mapping.get("jednostka"), "jednostka", diagnostics),
        lines=_read_lines(mapping.get("linie"), diagnostics),
    )


def _read_lines(node: Node | None, diagnostics: Diagnostics) -> tuple[int, int] | None:
    if node is None:
        return None
    numbers = [item.text for item in read_names(node, "linie", diagnostics)]
    if len(numbers) == 2 and all(number.isascii() and number.isdigit() for number in numbers):
        first, last = int(numbers[0]), int(numbers[1])
        if 1 <= first <= last:
            return first, last
    diagnostics.error("P034", node.span, "linie: napisz [od, do], dwa numery wierszy.", "Na przykład [107, 112].")
    return None
