"""The words people use, as data (`*.yaml`), and the one place that reads the data files of the assistant."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_data(package: str, name: str) -> Any:
    """A data file of ours. Never a file of a user: those are read by `dsl.source`."""
    return yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), Loader=_LOADER)


@lru_cache(maxsize=16)
def lexicon(name: str) -> Any:
    return read_data("assistant.lexicon", f"{name}.yaml")
