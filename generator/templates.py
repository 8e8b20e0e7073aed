"""Templates of jinja2 beside the code that fills them: every value is escaped, a name that nobody gives is an error.
jinja2 is imported only when somebody asks for one."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def escaping_environment(package: str, *folders: str) -> Environment:
    """Of the files of a package, or of a folder in it."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(lambda name: data_file(package, *folders, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def data_file(package: str, *path: str) -> str:
    return resources.files(package).joinpath(*path).read_text(encoding="utf-8")
