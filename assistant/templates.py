"""The templates of intents: the part of jinja2 (with `trim_blocks` and `lstrip_blocks`) that they use, for importing
jinja2 and compiling by it was a tenth of the first answer of a process.

There are `{{ value }}`, `{% if %}`, `{% elif %}`, `{% else %}`, `{% for one in some %}` with `loop.last`. A value is
a name, `name.part`, `name[0]`, a text, a number, `not`, `and`, `or`, `>`, `one if condition else other` (`else` may be
left out), `list | join("; ")`, `list | length`. A name without a value is an error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

Scope = Mapping[str, Any]
Part = Callable[[Scope], str]
Expression = Callable[[Scope], Any]

_TAG = re.compile(r"(?:^[ \t]*)?\{%\s*(?P<block>.*?)\s*%\}\n?|\{\{\s*(?P<value>.*?)\s*\}\}", re.MULTILINE)
_FOR = re.compile(r"for (\w+) in (.+)")


class WrongTemplate(ValueError):
    """A template of ours that is not written as templates are."""


@lru_cache(maxsize=512)
def template(source: str) -> Part:
    """What renders the template with the values of its names."""
    pieces = list(_pieces(source.removesuffix("\n")))
    part, ended_at = _body(pieces, 0)
    if ended_at != len(pieces):
        raise WrongTemplate(f"nothing to end: {pieces[ended_at][1]}")
    return part


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """(text, value or block, what is in it), in turn."""
    start = 0
    for tag in _TAG.finditer(source):
        yield "text", source[start : tag.start()]
        kind = str(tag.lastgroup)
        yield kind, tag[kind]
        start = tag.end()
    yield "text", source[start:]


_Pieces = Sequence[tuple[str, str]]


def _body(pieces: _Pieces, place: int) -> tuple[Part, int]:
    """The parts up to what ends them (`endif`, `else`, …), and its place."""
    parts: list[Part] = []
    while place < len(pieces):
        kind, text = pieces[place]
        word = text.split(" ", 1)[0] if kind == "block" else ""
        if word in ("endif", "endfor", "else", "elif"):
            break
        place += 1
        if word == "if":
            part, place = _if(pieces, place, text.removeprefix("if "))
            parts.append(part)
        elif word == "for":
            part, place = _for(pieces, place, text)
            parts.append(part)
        elif kind == "block":
            raise WrongTemplate(f"an unknown block: {text}")
        elif text:
            parts.append(_output(_expression(text)) if kind == "value" else _literal(text))
    return lambda scope: "".join(part(scope) for part in parts), place


def _literal(text: str) -> Part:
    return lambda scope: text


def _output(value: Expression) -> Part:
    return lambda scope: str(value(scope))


def _if(pieces: _Pieces, place: int, text: str) -> tuple[Part, int]:
    condition = _expression(text)
    then, place = _body(pieces, place)
    word, _, rest = _block_at(pieces, place).partition(" ")
    otherwise: Part = _literal("")
    if word == "elif":
        otherwise, place = _if(pieces, place + 1, rest)
        return lambda scope: then(scope) if condition(scope) else otherwise(scope), place
    if word == "else":
        otherwise, place = _body(pieces, place + 1)
    _wanted(pieces, place, "endif")
    return lambda scope: then(scope) if condition(scope) else otherwise(scope), place + 1


def _for(pieces: _Pieces, place: int, text: str) -> tuple[Part, int]:
    found = _FOR.fullmatch(text)
    if found is None:
        raise WrongTemplate(f"no list to go through: {text}")
    name, items = found[1], _expression(found[2])
    body, place = _body(pieces, place)
    _wanted(pieces, place, "endfor")

    def render(scope: Scope) -> str:
        every = list(items(scope))
        loops = ({"last": number == len(every)} for number in range(1, len(every) + 1))
        return "".join(body({**scope, name: one, "loop": loop}) for one, loop in zip(every, loops, strict=True))

    return render, place + 1


def _block_at(pieces: _Pieces, place: int) -> str:
    return pieces[place][1] if place < len(pieces) else ""


def _wanted(pieces: _Pieces, place: int, word: str) -> None:
    if _block_at(pieces, place) != word:
        raise WrongTemplate(f"no {word}")


# -- expressions ------------------------------------------------------------------------------------------------------


def _expression(text: str) -> Expression:
    try:
        tree = ast.parse(text if " if " not in text or " else " in text else f'{text} else ""', mode="eval").body
    except SyntaxError as wrong:
        raise WrongTemplate(text) from wrong
    return _of(tree)


def _of(node: ast.expr) -> Expression:
    match node:
        case ast.Name(id=name):
            return lambda scope: scope[name]
        case ast.Constant(value=value):
            return lambda scope: value
        case ast.Attribute(value=inner, attr=name):
            return _item(_of(inner), name)
        case ast.Subscript(value=inner, slice=ast.Constant(value=int() as place)):
            return _item(_of(inner), place)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _not(_of(inner))
        case ast.BoolOp(op=op, values=values):
            return _joined(isinstance(op, ast.And), [_of(one) for one in values])
        case ast.Compare(left=left, ops=[ast.Gt()], comparators=[right]):
            return _greater(_of(left), _of(right))
        case ast.IfExp(test=test, body=then, orelse=otherwise):
            return _either(_of(test), _of(then), _of(otherwise))
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Name(id="length")):
            return _length(_of(left))
        case ast.BinOp(
            left=left,
            op=ast.BitOr(),
            right=ast.Call(func=ast.Name(id="join"), args=[ast.Constant(value=str() as sign)]),
        ):
            return _listed(_of(left), sign)
    raise WrongTemplate(ast.unparse(node))


def _item(inner: Expression, name: str | int) -> Expression:
    return lambda scope: inner(scope)[name]


def _not(inner: Expression) -> Expression:
    return lambda scope: not inner(scope)


def _joined(is_and: bool, values: Sequence[Expression]) -> Expression:
    return lambda scope: (all if is_and else any)(one(scope) for one in values)


def _greater(left: Expression, right: Expression) -> Expression:
    return lambda scope: left(scope) > right(scope)


def _either(test: Expression, then: Expression, otherwise: Expression) -> Expression:
    return lambda scope: then(scope) if test(scope) else otherwise(scope)


def _length(inner: Expression) -> Expression:
    return lambda scope: len(inner(scope))


def _listed(inner: Expression, sign: str) -> Expression:
    return lambda scope: sign.join(map(str, inner(scope)))
