"""The whole pipeline in one call: a file (or a text being edited) -> model and problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dsl.decode.regulation import decode
from dsl.diagnostics import Diagnostic, Diagnostics, Severity, TooManyProblems
from dsl.layers.blanks import tell_blanks
from dsl.layers.loading import Layer, load_layers
from dsl.model.regulation import Regulation
from dsl.source.reading import read_source
from dsl.source.text import Location, Source

MOST_PROBLEMS = 300


@dataclass(frozen=True, slots=True)
class Loaded:
    """`regulation` is None when an error stands in the way; warnings do not.

    `draft` is the model also when only its checks found errors (an example expects other points): a preview of a text
    being edited can count with it, nothing else should. `layers` are what it was made of.
    """

    regulation: Regulation | None
    diagnostics: tuple[Diagnostic, ...]
    draft: Regulation | None = None
    layers: tuple[Layer, ...] = ()

    @property
    def has_errors(self) -> bool:
        return self.regulation is None


def load(path: Path) -> Loaded:
    diagnostics = Diagnostics()
    source = read_source(path, diagnostics)
    if source is None:
        return Loaded(None, diagnostics.sorted())
    return load_source(source, path.parent, diagnostics)


def load_text(text: str, path: Path) -> Loaded:
    """A text not saved yet, read as if it stood in `path`."""
    return load_source(Source(str(path), text.removeprefix("\ufeff")), path.parent, Diagnostics())


def load_source(source: Source, folder: Path | None, diagnostics: Diagnostics) -> Loaded:
    diagnostics.most = MOST_PROBLEMS
    try:
        layers = load_layers(source, folder, diagnostics)
        regulation = _regulation(layers, diagnostics) if layers else None
    except TooManyProblems:
        return Loaded(None, (*diagnostics.sorted(), _more_problems(source)))
    found = diagnostics.sorted()
    has_errors = any(one.severity is Severity.ERROR for one in found)
    return Loaded(None if has_errors else regulation, found, regulation, layers)


def _regulation(layers: tuple[Layer, ...], diagnostics: Diagnostics) -> Regulation | None:
    regulation = decode(layers, diagnostics)
    tell_blanks(layers, diagnostics)
    if regulation is None or diagnostics.has_errors:
        return None
    from dsl.checks.run import check_model

    check_model(regulation, diagnostics, layers)
    return regulation


def _more_problems(source: Source) -> Diagnostic:
    message = f"Problemów jest więcej niż {MOST_PROBLEMS}; dalszych nie sprawdzano."
    return Diagnostic("P099", Severity.ERROR, message, Location(source.path, 1), "Popraw pokazane i sprawdź ponownie.")
