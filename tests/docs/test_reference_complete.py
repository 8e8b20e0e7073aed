"""The language reference names everything that a file may contain. What must be there is read from the code: a
function, an operator, a key or a state that is added later fails here until docs/jezyk describes it.

A word counts as described where it stands in code formatting outside the examples: `suma`, `ile: do 6`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import product
from typing import Any

import pytest
from lark.lexer import TerminalDef

from dsl.decode import examples, prose, tables, vocabulary
from dsl.decode.criteria import WITHOUT_LIMIT
from dsl.decode.declarations import BUILT_IN_PAIR
from dsl.decode.functions import AGGREGATES, FUNCTIONS, SEVERAL
from dsl.decode.names import WORDS
from dsl.decode.scope import ROOTS
from dsl.emit import schema
from dsl.layers.loading import ISSUERS
from dsl.layers.merge import REMOVED
from dsl.model.notes import Certainty, State
from dsl.model.regulation import Counting, StageKind
from dsl.source.nodes import readable_name
from dsl.syntax import ranges, terms, type_text
from dsl.syntax.formulas import formula_parser
from tests.docs.pages import DOCS, tokens
from tests.dsl.loading import load_yaml

REFERENCE = DOCS / "jezyk"
_MOST_FORMS = 100


@cache
def spans() -> frozenset[str]:
    """All inline code of the reference; a key's underscore is a space."""
    return frozenset(
        readable_name(child.content.strip())
        for page in REFERENCE.glob("*.md")
        for token in tokens(page)
        for child in token.children or ()
        if child.type == "code_inline"
    )


def is_key_described(name: str) -> bool:
    words = readable_name(name)
    return any(span == words or span.startswith(f"{words}:") for span in spans())


def is_word_described(word: str) -> bool:
    words = readable_name(word)
    sign = rf"(?<!\w){re.escape(words)}(?!\w)" if words[0].isalnum() else re.escape(words)
    return any(re.search(sign, span) for span in spans())


# -- what the code knows ----------------------------------------------------------------------------------------------


def groups_of_keys() -> dict[str, tuple[str, ...]]:
    """Every dictionary of keys with their help, and every list of names, of the vocabulary and of the schema."""
    found: dict[str, tuple[str, ...]] = {}
    for module in (vocabulary, schema):
        for name, value in vars(module).items():
            if name.isupper() and value and isinstance(value, Mapping) and _is_help(value):
                found[f"{module.__name__}.{name}"] = tuple(value)
            elif module is vocabulary and name.isupper() and isinstance(value, tuple | str):
                found[f"{module.__name__}.{name}"] = (value,) if isinstance(value, str) else value
    return found


def _is_help(value: Mapping[Any, Any]) -> bool:
    """Keys with a sentence each; schemas hold lists and groups."""
    return all(isinstance(text, str) and text.endswith(".") for text in value.values())


def grammar_words() -> set[str]:
    """Every word and sign of the formula grammar; what stands for any number, date, text or name has no forms."""
    return {form for terminal in formula_parser().terminals for form in forms_of(terminal)}


def forms_of(terminal: TerminalDef) -> Iterator[str]:
    parsed = import_module("re._parser").parse(terminal.pattern.to_regexp())
    yield from () if terminal.name in formula_parser().ignore_tokens else _forms(parsed) or ()


def _forms(parsed: Iterable[tuple[Any, Any]]) -> list[str] | None:
    """All texts that a pattern matches, None where there is no end of them."""
    parts = [_forms_of_part(str(operator), argument) for operator, argument in parsed]
    if any(part is None for part in parts):
        return None
    found = ["".join(chosen) for chosen in product(*(part for part in parts if part is not None))]
    return found if len(found) <= _MOST_FORMS else None


def _forms_of_part(operator: str, argument: Any) -> list[str] | None:
    match operator:
        case "LITERAL":
            return [chr(argument)]
        case "AT":
            return [""]
        case "IN" if all(str(kind) == "LITERAL" for kind, _ in argument):
            return [chr(code) for _, code in argument]
        case "IN" if [str(one) for _, one in argument] == ["CATEGORY_SPACE"]:
            return [" "]
        case "BRANCH":
            ways = [_forms(way) for way in argument[1]]
            return None if None in ways else [form for way in ways for form in way or ()]
        case "SUBPATTERN":
            return _forms(argument[-1])
        case "MAX_REPEAT":
            once = _forms(argument[2])
            return once if once == [" "] else None
    return None


def words_of_pattern(pattern: re.Pattern[str]) -> set[str]:
    """The words that a pattern spells out, names of its groups aside."""
    plain = re.sub(r"\(\?P<\w+>|\\.|\{\d*,?\d*\}", " ", pattern.pattern)
    return {word for word in re.findall(r"[^\W\d_]+(?:/[^\W\d_]+)?", plain) if len(word) > 1}


def kinds_of_data() -> set[str]:
    """What the program offers where it does not know a kind."""
    (hint,) = [one.hint for one in load_yaml("kandydat: {x: nieznany}\n").diagnostics if one.code == "P050"]
    return set(hint.removeprefix("Może być: ").rstrip(".").split(", "))


def special_rows() -> set[str]:
    return set(re.findall(r'rows\.pop\("(\w+)"', inspect.getsource(tables.read_table)))


WORD_GROUPS: dict[str, set[str]] = {
    "słowa i znaki wzorów": grammar_words(),
    "funkcje": {*AGGREGATES, *SEVERAL, *FUNCTIONS},
    "rodzaje danych": kinds_of_data(),
    "słowa rodzaju danej": words_of_pattern(type_text._PATTERN),
    "jednostki": set(type_text.UNITS),
    "przedziały": words_of_pattern(ranges._PATTERN),
    "wiersze tabeli": special_rows(),
    "terminy": set().union(*(words_of_pattern(one) for one in (terms._RANGE, terms._SINGLE, terms._RELATIVE))),
    "stan": set(State),
    "pewność": set(Certainty),
    "wydaje": set(ISSUERS),
    "liczenie terminów": set(Counting),
    "sposoby etapu": set(StageKind),
    "oczekiwania przykładu": {*examples.OUTCOMES, examples.ORDER},
    "dane pary": {f"wybór.{name}" for name in BUILT_IN_PAIR},
    "przed kropką": set(ROOTS),
    "słowa zastrzeżone": set(WORDS),
    "wstawki": {f"<{head}" for head in prose._HEADS},
    "zamiast wartości": {REMOVED, WITHOUT_LIMIT},
}


@pytest.mark.parametrize("group", groups_of_keys())
def test_every_key_is_described(group: str) -> None:
    assert [readable_name(key) for key in groups_of_keys()[group] if not is_key_described(key)] == []


@pytest.mark.parametrize("group", WORD_GROUPS)
def test_every_word_is_described(group: str) -> None:
    assert WORD_GROUPS[group], "nothing was read from the code"
    assert sorted(word for word in WORD_GROUPS[group] if not is_word_described(word)) == []


def test_the_index_lists_all_top_level_keys() -> None:
    text = (REFERENCE / "index.md").read_text(encoding="utf-8")
    table = text[text.index("## Wszystkie klucze najwyższego poziomu") :]
    listed = re.findall(r"^\| `([^`]+)` \|.*\]\([^)]+\.md[^)]*\) \|$", table, re.MULTILINE)
    assert sorted(listed) == sorted(map(readable_name, vocabulary.TOP))


def test_words_are_read_from_the_grammar() -> None:
    """The reading itself: alternatives, one of several letters, a blank, and what has no end."""
    words = grammar_words()
    assert {"jeżeli", "jeśli", "oraz", "jest podana", "nie jest podane", "≤", "·", "tyg", "[", ";"} <= words
    assert not any(re.search(r"[\\()?]\w", word) for word in words)
    assert words_of_pattern(re.compile(r"^(?P<a>zbiór\s+)?(?:tak/nie|od\w{2,3})$")) == {"zbiór", "tak/nie", "od"}
