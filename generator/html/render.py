"""The last step: numbered tree → bytes of an HTML file that needs nothing else. The same tree, the same bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.html.recognise import marked
from generator.html.view import contents, grouped, is_listed, kind
from generator.numbered import NumberedDocument, NumberedQuote
from generator.templates import data_file, escaping_environment
from polish.spaces import plain

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "letter.html.j2"
STYLE = "letter.css"


def render(document: NumberedDocument) -> bytes:
    """Every text comes through as text: the template escapes whatever it is given."""
    page = _template().render(document=document, contents=contents(document), style=data_file("generator.html", STYLE))
    return marked(f"{page}\n")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = escaping_environment("generator.html")
    environment.filters |= {"kind": kind, "grouped": grouped, "plain": plain}
    environment.tests |= {"listed": is_listed, "quote": lambda part: isinstance(part, NumberedQuote)}
    return environment.get_template(TEMPLATE)
