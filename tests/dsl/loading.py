"""Loading in tests: a file shown by its name alone, and small regulations written where they are needed."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

from dsl.diagnostics import Diagnostics
from dsl.load import Loaded, load, load_source
from dsl.model.regulation import Regulation
from dsl.report import render_all
from dsl.source.text import Source

SHORT_HEADER = "paragraf: 1\nregulamin: Regulamin\nwydaje: dyrektor\n"


def load_shown(path: Path) -> Loaded:
    """The file as if one stood in its folder: messages name it and its bases alike on every machine."""
    with contextlib.chdir(path.parent):
        return load(Path(path.name))


def load_yaml(text: str, folder: Path | None = None) -> Loaded:
    """A regulation written in a test; the three lines that every file begins with are added where they lack."""
    text = dedent(text).lstrip("\n")
    if not text.startswith("paragraf"):
        text = SHORT_HEADER + text
    return load_source(Source("regulamin.yaml", text), folder, Diagnostics())


def regulation(text: str) -> Regulation:
    """The same, where it must load."""
    loaded = load_yaml(text)
    assert loaded.regulation is not None, render_all(loaded.diagnostics)
    return loaded.regulation


def of_language(loaded: Loaded) -> Loaded:
    """Without what checks say of the sense of its rules: for regulations that are only material of a test."""
    return replace(
        loaded,
        diagnostics=tuple(one for one in loaded.diagnostics if not ("P100" <= one.code < "P160" or one.code == "P047")),
    )


def codes(loaded: Loaded) -> list[str]:
    return [diagnostic.code for diagnostic in loaded.diagnostics]
