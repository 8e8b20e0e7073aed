"""Regulations as trees: keys that the language has where it has them and where it has not, values of every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from dsl.diagnostics import Diagnostics
from dsl.source.nodes import Mapping, Node, Scalar
from dsl.source.text import Source
from dsl.source.yaml_reader import read_yaml
from tests.fuzz.formulas import by_grammar, number, truth
from tests.fuzz.material import DAYS, KEYS, NUMBERS, SECTIONS, TERMS, TYPES, VALUES, good_text, names_of

_CHANGES_MADE = (1, 1, 1, 1, 2, 2, 3, 5)
_SPECIAL = frozenset(",[]{}\"'#&*!|>%@`\n")


class Group(list[tuple[str, "Tree"]]):
    """Keys in their order, also repeated ones."""


Tree = str | list["Tree"] | Group
Place = tuple[list[Tree] | Group, int]


def regulation(random: Random) -> bytes:
    """A good file changed in some places, or one made up of nothing but words of the language."""
    text = good_text(random)
    names = names_of(text)
    if random.random() < 0.1:
        tree = made_up(random, names)
    else:
        tree = _copy_of_group(_tree(text))
        for _ in range(random.choice(_CHANGES_MADE)):
            change(tree, random, names)
    return "".join(f"{line}\n" for line in _written(tree, random, 0)).encode("utf-8", "surrogatepass")


# -- from and to text -------------------------------------------------------------------------------------------------


@cache
def _tree(text: str) -> Group:
    root = read_yaml(Source("dobry.yaml", text), Diagnostics())
    assert root is not None
    tree = _of_node(root)
    assert isinstance(tree, Group)
    return tree


def _of_node(node: Node) -> Tree:
    if isinstance(node, Scalar):
        return node.span.text if "\n" not in node.span.text else f'"{node.text}"'
    if isinstance(node, Mapping):
        return Group((entry.key.span.text, _of_node(entry.value)) for entry in node)
    return [_of_node(item) for item in node]


def _copy(tree: Tree) -> Tree:
    if isinstance(tree, str):
        return tree
    return _copy_of_group(tree) if isinstance(tree, Group) else [_copy(item) for item in tree]


def _copy_of_group(group: Group) -> Group:
    return Group((key, _copy(value)) for key, value in group)


def _written(tree: Tree, random: Random, depth: int) -> Iterator[str]:
    """As a block; groups inside it in braces now and then."""
    blanks = "  " * depth
    if isinstance(tree, str) or not tree:
        yield blanks + _in_line(tree)
    elif isinstance(tree, Group):
        for key, value in tree:
            if isinstance(value, str) or not value or random.random() < 0.4:
                yield f"{blanks}{key}: {_in_line(value)}"
            else:
                yield f"{blanks}{key}:"
                yield from _written(value, random, depth + 1)
    else:
        for item in tree:
            yield f"{blanks}- {_in_line(item)}"


def _in_line(tree: Tree, inside: bool = False) -> str:
    if isinstance(tree, str):
        is_written = tree[:1] in "\"'" or not inside or not (_SPECIAL & set(tree) or ": " in tree)
        return tree if is_written else f"'{tree}'"
    if isinstance(tree, Group):
        return "{" + ", ".join(f"{key}: {_in_line(value, True)}" for key, value in tree) + "}"
    return "[" + ", ".join(_in_line(item, True) for item in tree) + "]"


# -- changes ----------------------------------------------------------------------------------------------------------


def places(tree: Tree) -> Iterator[Place]:
    if isinstance(tree, list):
        for index, item in enumerate(tree):
            yield tree, index
            yield from places(item[1] if isinstance(item, tuple) else item)


def change(tree: Group, random: Random, names: tuple[str, ...]) -> None:
    found = list(places(tree))
    if not found:
        tree.append((random.choice(SECTIONS), value(random, names)))
        return
    random.choice(_CHANGES)(random.choice(found), found, random, names)


_Names = tuple[str, ...]


def value_at(place: Place) -> Tree:
    item = place[0][place[1]]
    return item[1] if isinstance(item, tuple) else item


def put(place: Place, value: Tree) -> None:
    where, index = place
    if isinstance(where, Group):
        where[index] = (where[index][0], value)
    else:
        where[index] = value


def _remove(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    del place[0][place[1]]


def _repeat(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    where, index = place
    times = random.choice((1, 1, 1, 2, 30))
    if isinstance(where, Group):
        key, inner = where[index]
        is_same = random.random() < 0.3
        where[index:index] = [(key if is_same else f"{key}{number}", _copy(inner)) for number in range(times)]
    else:
        where[index:index] = [_copy(where[index]) for _ in range(times)]


def _swap(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    """Copies, so that no group comes to stand inside itself."""
    other = random.choice(found)
    mine, yours = _copy(value_at(place)), _copy(value_at(other))
    put(place, yours)
    if random.random() < 0.5 and _is_still_there(other, found):
        put(other, mine)


def _is_still_there(place: Place, found: list[Place]) -> bool:
    return place[1] < len(place[0])


def _replace(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    put(place, value(random, names))


def _replace_leaf(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    leaves = [one for one in found if isinstance(value_at(one), str)]
    put(random.choice(leaves) if leaves else place, leaf(random, names))


def _rename(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    where, index = place
    if isinstance(where, Group):
        where[index] = (random.choice(random.choice((KEYS, names))), where[index][1])


def _add(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    where, index = place
    if isinstance(where, Group):
        where.insert(index, (random.choice(random.choice((KEYS, KEYS, names))), value(random, names)))
    else:
        where.insert(index, value(random, names))


def _wrap(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    for _ in range(random.choice((1, 1, 1, 2, 5, 45))):
        inner = value_at(place)
        put(place, [inner] if random.random() < 0.2 else Group([(random.choice(_AROUND), inner)]))


def _envelope(place: Place, found: list[Place], random: Random, names: _Names) -> None:
    inner = value_at(place)
    around = inner if isinstance(inner, Group) else Group([(random.choice(("wartość", "wzór")), inner)])
    for _ in range(random.randint(1, 2)):
        around.append((random.choice(_ENVELOPE), value(random, names)))
    put(place, around)


_AROUND = ("wartość", "wzór", "wiersze", "składniki", "punkty", "gdy", "suma", "x", "lista", "typ")
_ENVELOPE = (
    "nazwa", "podstawa", "źródło", "porównaj", "stan", "pewność", "uwaga", "inny odczyt", "ustala", "może zmienić",
    "od nowa", "przed", "po", "najwyżej", "maks", "dokument", "gdy",
)  # fmt: skip
_CHANGES: tuple[Callable[[Place, list[Place], Random, _Names], None], ...] = (
    _remove,
    _repeat,
    _swap,
    _swap,
    _replace,
    _replace_leaf,
    _replace_leaf,
    _replace_leaf,
    _rename,
    _add,
    _wrap,
    _envelope,
)

# -- values -----------------------------------------------------------------------------------------------------------


def leaf(random: Random, names: tuple[str, ...]) -> str:
    kind = random.randrange(9)
    if kind == 0:
        return by_grammar(random)
    if kind == 1:
        return number(random, 2)
    if kind == 2:
        return truth(random, 2)
    return random.choice((names, names, VALUES, NUMBERS, DAYS, TYPES, TERMS)[kind - 2])


def value(random: Random, names: tuple[str, ...], left: int = 3) -> Tree:
    if left == 0 or random.random() < 0.5:
        return leaf(random, names)
    if random.random() < 0.3:
        return [value(random, names, left - 1) for _ in range(random.randint(0, 3))]
    keys = [random.choice(random.choice((KEYS, KEYS, names))) for _ in range(random.randint(0, 4))]
    return Group((key, value(random, names, left - 1)) for key in keys)


def made_up(random: Random, names: tuple[str, ...]) -> Group:
    header: list[tuple[str, Tree]] = [("paragraf", "1"), ("regulamin", "R"), ("wydaje", "dyrektor")]
    sections = random.sample(SECTIONS, random.randint(1, 8))
    return Group([*header, *((section, value(random, names, 4)) for section in sections)])
