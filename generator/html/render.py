"""The last step: numbered tree → bytes of an HTML file that needs nothing else. The same tree, the same bytes."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from generator.html.recognise import marked
from generator.html.view import contents, grouped, is_listed, kind
from generator.numbered import NumberedDocument, NumberedQuote
from polish.spaces import plain

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "letter.html.j2"
STYLE = "letter.css"


def render(document: NumberedDocument) -> bytes:
    """Every text comes through as text: the template escapes whatever it is given."""
    page = _template().render(document=document, contents=contents(document), style=_data_file(STYLE))
    return marked(page)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_data_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"kind": kind, "grouped": grouped, "plain": plain}
    environment.tests |= {"listed": is_listed, "quote": lambda part: isinstance(part, NumberedQuote)}
    return environment.get_template(TEMPLATE)


def _data_file(name: str) -> str:
    return resources.files("generator.html").joinpath(name).read_text(encoding="utf-8")
