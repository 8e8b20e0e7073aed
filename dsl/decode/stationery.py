"""`pismo`: how the papers of a school look: the lines at their top, the logo, margins, the usual style, who signs."""

from __future__ import annotations

import re

from dsl.decode import vocabulary
from dsl.decode.fields import as_mapping, as_scalar, check_keys, read_choice, read_names, read_notes, read_text
from dsl.diagnostics import Diagnostics
from dsl.layers.library import is_outside
from dsl.model.stationery import LogoFile, Look, Margins, Stationery
from dsl.source.nodes import Mapping, Node

_MILLIMETRES = re.compile(r"(?P<number>\d{1,3}) ?mm")
_LEAST, _MOST = 10, 50
_MOST_LINES = 12


def read_stationery(node: Mapping | None, diagnostics: Diagnostics) -> Stationery | None:
    if node is None:
        return None
    check_keys(node, vocabulary.STATIONERY, diagnostics)
    lines = tuple(" ".join(one.text.split()) for one in read_names(node.get("nagłówek"), "nagłówek", diagnostics))
    if len(lines) > _MOST_LINES:
        where = node.get("nagłówek")
        message = f"nagłówek: najwyżej {_MOST_LINES} wierszy, a jest {len(lines)}."
        diagnostics.error("P034", where.span if where else node.span, message, "Zostaw nazwę, adres i kontakt.")
    return Stationery(
        lines=lines,
        logo=_read_logo(node, diagnostics),
        margins=_read_margins(node.get("marginesy"), diagnostics),
        look=read_choice(node.get("styl"), Look, "styl", diagnostics),
        notes=read_notes(node, diagnostics),
        chair=read_text(node.get("przewodniczy"), "przewodniczy", diagnostics),
    )


def _read_logo(node: Mapping, diagnostics: Diagnostics) -> LogoFile | None:
    """The file beside the regulation that names it; it is read when it is printed."""
    written, words = as_scalar(node.get("logo"), "logo", diagnostics), node.get("opis_logo")
    if written is None or not written.text.strip():
        return None
    name = written.text.strip()
    if is_outside(name):
        hint = "Połóż plik z logo obok regulaminu i podaj samą nazwę, np. „logo: herb.png”."
        diagnostics.error("P034", written.span, f"logo: „{name}” leży poza folderem regulaminu.", hint)
        return None
    description = read_text(words, "opis logo", diagnostics)
    if not description:
        hint = "Dopisz „opis logo: …”, np. „opis logo: herb szkoły”; usłyszy go ten, kto nie widzi."
        diagnostics.error("P035", written.span, "Logo nie ma opisu.", hint)
        return None
    return LogoFile(name, description, written.span)


def _read_margins(node: Node | None, diagnostics: Diagnostics) -> Margins | None:
    mapping = as_mapping(node, "marginesy", diagnostics, "Napisz na przykład {góra: 20 mm, dół: 20 mm, boki: 25 mm}.")
    if mapping is None:
        return None
    check_keys(mapping, vocabulary.MARGINS, diagnostics)
    usual = Margins()
    return Margins(
        top=_millimetres(mapping.get("góra"), "góra", usual.top, diagnostics),
        bottom=_millimetres(mapping.get("dół"), "dół", usual.bottom, diagnostics),
        sides=_millimetres(mapping.get("boki"), "boki", usual.sides, diagnostics),
    )


def _millimetres(node: Node | None, what: str, usual: int, diagnostics: Diagnostics) -> int:
    scalar = as_scalar(node, what, diagnostics)
    if scalar is None:
        return usual
    found = _MILLIMETRES.fullmatch(scalar.text.strip())
    if found is not None and _LEAST <= int(found["number"]) <= _MOST:
        return int(found["number"])
    message = f"{what}: nie rozumiem marginesu „{scalar.text.strip()}”."
    diagnostics.error("P034", scalar.span, message, f"Napisz od {_LEAST} do {_MOST} mm, np. „{what}: 20 mm”.")
    return usual
