"""Templates of intents: as jinja2 renders them, which is the oracle here, and what is none is an error."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from zlib import crc32

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.meta import find_undeclared_variables

from assistant.intents import intents
from assistant.templates import WrongTemplate, template

OURS = [text for intent in intents() for text in intent.templates.values()]
OTHERS = [
    "a {{ b }}\n\nc\n",
    "  {% if a %}\n  x\n  {% elif b %}\ny {% if c %}z{% else %}w{% endif %}\n{% endif %}\nend",
    "{% for one in a %}{{ one.b }}{{ ', ' if not loop.last }}{% endfor %}.",
    "{% for one in a %}\n– {{ one.b[0] }} {% for two in one.c %}{{ two }}{% endfor %}\n\n{% endfor %}",
    "{{ a | join('; ') }} {{ 'many' if a | length > 1 and b or c else 'one' }}",
]


class Thing:
    """Has every part, is a list of two, and is true or false by its name and the chance of the test."""

    def __init__(self, name: str, chance: int) -> None:
        self._name, self._chance = name, chance

    def __getitem__(self, part: str | int) -> Thing:
        return Thing(f"{self._name}.{part}", self._chance)

    def __iter__(self) -> Iterator[Thing]:
        return iter((self["first"], self["second"]))

    def __len__(self) -> int:
        return 2

    def __bool__(self) -> bool:
        return bool(crc32(f"{self._chance} {self._name}".encode()) & 4)

    def __str__(self) -> str:
        return f"<{self._name}>"


@pytest.mark.parametrize("chance", range(4))
def test_templates_are_rendered_as_by_jinja(chance: int) -> None:
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)
    for text in chain(OURS, OTHERS):
        names = {name: Thing(name, chance) for name in find_undeclared_variables(environment.parse(text))}
        assert template(text)(names) == environment.from_string(text).render(names), text


WRONG = [
    "{% if a %}",
    "{% for one in a %}x",
    "{% for one %}x{% endfor %}",
    "x{% endif %}",
    "{% if a %}{% endfor %}",
    "{% set a = 1 %}",
    "{{ a b }}",
    "{{ a() }}",
    "{{ a | upper }}",
    "{{ a < 1 }}",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_template_is_an_error(text: str) -> None:
    with pytest.raises(WrongTemplate):
        template(text)


def test_a_name_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        template("{{ a }}")({})
