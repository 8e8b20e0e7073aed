"""Rows of a table read quickly where they are plain: column by column, and what a cell gives is remembered.

Stands beside `assembly`, which reads every other row and tells what is wrong. `PlainRows.of` gives None for a table
with columns that are not read here, and `read` None for a row in which anything is not plain: then nothing has happened
yet. Wherever this one reads a row, both give the same.

Beside it `dsl.quick_values` reads the nested rows of JSONL, and neither can take the other's place: this one is quick
because it goes through a whole column at once, and nested rows have no columns. Without it a table takes two and a half
times as long to read, and without the other one JSONL takes twice as long (8,000 candidates of I LO in Kęty).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress, groupby, repeat
from types import MappingProxyType
from typing import Any

from admission.intake.cells import BLANKS, BadCell, Converter, keeps_text
from admission.intake.header import BRANCH, IDENTITY, PLACE, WISHES, Fills, Target
from admission.raw import PlainRow, PlainWish
from dsl.model.types import NumberType, Type
from dsl.rows import OF_COMMISSION, BadRow, is_plain_id, read_id
from dsl.values import read_value

_MOST_REMEMBERED = 4096
_ASIDE = (IDENTITY, WISHES, BRANCH, PLACE, *OF_COMMISSION)
_DOUBTFUL = object()  # stands for what the careful reader has to see
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_plain_row = partial(tuple.__new__, PlainRow)  # the fields in one tuple: in half the time of calling it
Values = Sequence[Any]
"""What a column or a field gives in each of many rows; None: nothing."""


class NotPlain(Exception):
    """For the careful reader."""


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """`read` gives what would stand in a JSONL row."""

    index: int
    target: Target
    read: Converter


class _Remembering(dict[Any, Any]):
    """What is made of a thing, or that it is doubtful; once `has_doubtful`, there may be some among what it gives."""

    has_doubtful = False

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def of(self, things: Iterable[Any]) -> Values:
        return list(map(self.__getitem__, things))

    def __missing__(self, thing: Any) -> Any:
        value = self.judged(thing)
        if len(self) < _MOST_REMEMBERED:
            self[thing] = value
        return value

    def judged(self, thing: Any) -> Any:
        try:
            return self.make(thing)
        except (NotPlain, BadCell, BadRow):
            self.has_doubtful = True
            return _DOUBTFUL


class _Identifiers(_Remembering):
    """Everybody has another: most need nothing, and none is worth remembering."""

    def of(self, things: Iterable[Any]) -> Values:
        return [thing if thing.__class__ is str and is_plain_id(thing) else self.judged(thing) for thing in things]


class _Names(_Remembering):
    """Nearly everybody has another: text stays as it is, without the blanks around it."""

    def of(self, things: Iterable[Any]) -> Values:
        return [thing.strip(BLANKS) or None if thing.__class__ is str else self.judged(thing) for thing in things]


class _ByClass(_Remembering):
    """Of cells that are not all texts: `1`, `1.0` and `True` are equal and not the same."""

    def of(self, things: Iterable[Any]) -> Values:
        cells = tuple(things)
        return super().of(zip(map(type, cells), cells, strict=True))

    def judged(self, thing: tuple[type, Any]) -> Any:
        return super().judged(thing[1])


class PlainRows:
    """Of one table of `width` columns."""

    def __init__(self, width: int, cells: Sequence[_Remembering | None], id_at: int, fields: Iterable[_Field]) -> None:
        self.width, self.cells, self.id_at, self.fields = width, cells, id_at, tuple(fields)

    @classmethod
    def of(
        cls, id_column: PlainColumn, others: Sequence[PlainColumn], width: int, is_text: bool = True
    ) -> PlainRows | None:
        """`is_text`: all cells are texts. None where some column is of a kind that is not read here, or one field is
        written in two ways."""
        cells: list[_Remembering | None] = [None] * width
        cells[id_column.index] = _identifiers(id_column.read)
        for one in others:
            cells[one.index] = _cells(one, _Remembering if is_text else _ByClass)
        by_name = sorted(others, key=lambda one: (one.target.path[0], one.index))
        written = [list(columns) for _, columns in groupby(by_name, key=lambda one: one.target.path[0])]
        written.sort(key=lambda columns: columns[0].index)  # facts come in the order of their columns
        fields = [_field(columns[0].target.path[0], columns) for columns in written]
        return None if None in fields else cls(width, cells, id_column.index, filter(None, fields))

    def read(self, rows: Sequence[Any]) -> list[PlainRow | None]:
        numbers = [number for number, row in enumerate(rows) if not isinstance(row, BadRow) and len(row) == self.width]
        if len(numbers) == len(rows):
            return self.read_columns(list(zip(*rows, strict=True)))
        found: list[PlainRow | None] = [None] * len(rows)
        if numbers:
            by_column = list(zip(*(rows[number] for number in numbers), strict=True))
            for number, row in zip(numbers, self.read_columns(by_column), strict=True):
                found[number] = row
        return found

    def read_columns(self, by_column: Sequence[Sequence[Any]]) -> list[PlainRow | None]:
        """Of rows given column by column, at least one."""
        everything = list(range(len(by_column[0])))
        cells = zip(self.cells, by_column, strict=True)
        columns = [() if read is None else read.of(column) for read, column in cells]
        numbers, columns = _sure(everything, columns, [one is not None and one.has_doubtful for one in self.cells])
        values = [columns[self.id_at], *(field.of(columns) for field in self.fields)]
        numbers, values = _sure(numbers, values, [False, *(field.has_doubtful for field in self.fields)])
        if len(numbers) == len(everything):
            return list(self.rows(values))
        found: list[PlainRow | None] = [None] * len(everything)
        for number, row in zip(numbers, self.rows(values), strict=True):
            found[number] = row
        return found

    def rows(self, values: Sequence[Values]) -> Iterable[PlainRow]:
        identifiers, *others = values
        facts: list[dict[str, Any]] = [{} for _ in identifiers]
        has_aside = any(not field.is_fact for field in self.fields if field.name not in (WISHES, IDENTITY))
        aside: Sequence[dict[str, Any]] = [{} for _ in identifiers] if has_aside else ()
        identity: Iterable[Any] = repeat(None)
        wishes: Iterable[Any] = repeat(None)
        for field, column in zip(self.fields, others, strict=True):
            if field.name == WISHES:
                wishes = column
            elif field.name == IDENTITY:
                identity = column
            else:
                _put(field.name, column, facts if field.is_fact else aside)
        return map(_plain_row, zip(identifiers, facts, identity, aside or repeat(_NOTHING), wishes, strict=False))


def _sure(numbers: list[int], columns: list[Values], may_doubt: Iterable[bool]) -> tuple[list[int], list[Values]]:
    """Without the rows in which any of these columns is doubtful."""
    doubtful = {
        place for column in compress(columns, may_doubt) for place, one in enumerate(column) if one is _DOUBTFUL
    }
    if not doubtful:
        return numbers, columns
    is_sure = [place not in doubtful for place in range(len(numbers))]
    return list(compress(numbers, is_sure)), [list(compress(column, is_sure)) for column in columns]


def _put(name: str, column: Values, rows: Iterable[dict[str, Any]]) -> None:
    if _is_blank(column):
        return
    for row, value in zip(rows, column, strict=True):
        if value is not None:
            row[name] = value


def _is_blank(column: Values) -> bool:
    return not any(column) and column.count(None) == len(column)


# -- columns that fill one field --------------------------------------------------------------------------------------


class _Field:
    """`indexes` of the columns that fill it."""

    has_doubtful = False

    def __init__(self, name: str, columns: Sequence[PlainColumn]) -> None:
        self.name = name
        self.is_fact = columns[0].target.type is not None
        self.indexes = [one.index for one in columns]
        self.names = [one.target.path[-1] for one in columns]

    def of(self, columns: Sequence[Values]) -> Values:
        raise NotImplementedError


class _Single(_Field):
    """What stands in its only column."""

    def of(self, columns: Sequence[Values]) -> Values:
        return columns[self.indexes[0]]


class _Group(_Field):
    """A value by each of the names, in a column each."""

    def of(self, columns: Sequence[Values]) -> Values:
        groups: list[dict[str, Any]] = [{} for _ in columns[self.indexes[0]]]
        for name, index in zip(self.names, self.indexes, strict=True):
            _put(name, columns[index], groups)
        return [group or None for group in groups]


class _Together(_Field):
    """What `make` makes of the values of all its columns: few different ones are given."""

    def __init__(self, name: str, columns: Sequence[PlainColumn], make: Callable[[Any], Any]) -> None:
        super().__init__(name, columns)
        self.made = _Remembering(make)

    def of(self, columns: Sequence[Values]) -> Values:
        found = self.made.of(zip(*(columns[index] for index in self.indexes), strict=True))
        self.has_doubtful = self.made.has_doubtful
        return found


def _field(name: str, columns: Sequence[PlainColumn]) -> _Field | None:
    targets = [one.target for one in columns]
    first = targets[0]
    is_alone = len(columns) == 1
    if name == WISHES and not (is_alone and first.fills is Fills.VALUE):
        return _wishes_field(columns)
    if len({(one.fills, len(one.path)) for one in targets}) > 1 or first.fills is Fills.ITEM:
        return None
    if name not in _ASIDE if first.type is None else name in (IDENTITY, WISHES):
        return None
    if first.fills is Fills.MEMBER:
        assert first.type is not None
        return _Together(name, columns, _set_of([one.path[-1] for one in targets], first.type))
    return _Group(name, columns) if len(first.path) > 1 else _Single(name, columns)


def _wishes_field(columns: Sequence[PlainColumn]) -> _Field | None:
    """For each position the branch, and after it its facts of the pair; then what columns of branches say."""
    of_branches = [one for one in columns if one.target.fills is Fills.OF_BRANCH]
    numbered = [one for one in columns if one.target.fills is not Fills.OF_BRANCH]
    in_order = sorted(numbered, key=lambda one: (one.target.position, one.target.inner is not None))
    by_position = groupby(in_order, key=lambda one: one.target.position)
    written = {position: [one.target for one in some] for position, some in by_position}
    are_read = all(
        of_branch.fills is Fills.ITEM and of_branch.inner is None and all(map(_is_plain_fact, facts))
        for of_branch, *facts in written.values()
    )
    if not are_read or not written or list(written) != list(range(1, len(written) + 1)):
        return None
    if not all(_is_plain_fact(one.target) for one in of_branches):
        return None
    names = [[one.inner.path[0] for one in targets if one.inner] for targets in written.values()]
    said = [(one.target.branch, one.target.inner.path[0]) for one in of_branches if one.target.inner]
    return _Together(
        WISHES,
        (*in_order, *of_branches),
        lambda values: _with_said(_wishes(names, values[: len(in_order)]), said, values[len(in_order) :]),
    )


def _is_plain_fact(target: Target) -> bool:
    inner = target.inner
    return inner is not None and inner.fills is Fills.VALUE and len(inner.path) == 1


def _wishes(names: Iterable[Sequence[str]], values: tuple[Any, ...]) -> tuple[PlainWish, ...] | None:
    """A gap, and what is said of no branch, are doubtful."""
    waiting = iter(values)
    wishes: list[PlainWish | None] = []
    for facts in names:
        code = next(waiting)
        said = {name: value for name, value in zip(facts, waiting, strict=False) if value is not None}
        if said and code is None:
            raise NotPlain
        wishes.append(None if code is None else (code, said))
    while wishes and wishes[-1] is None:
        wishes.pop()
    given = tuple(one for one in wishes if one is not None)
    if len(given) < len(wishes):
        raise NotPlain
    return given or None


def _with_said(
    wishes: tuple[PlainWish, ...] | None, said: Iterable[tuple[str, str]], values: tuple[Any, ...]
) -> tuple[PlainWish, ...] | None:
    """With what columns of branches say of those wished. Doubtful without a list, twice, and where the branch may be
    wished by another spelling."""
    given = [(branch, name, value) for (branch, name), value in zip(said, values, strict=True) if value is not None]
    if not given:
        return wishes
    if wishes is None:
        raise NotPlain
    found = {code: dict(facts) for code, facts in wishes}
    endings = {str(code).rpartition("/")[2] for code in found}
    for branch, name, value in given:
        facts = found.get(branch)
        if name in facts if facts is not None else branch in endings:
            raise NotPlain
        if facts is not None:
            facts[name] = value
    if len(found) < len(wishes):
        raise NotPlain
    return tuple(found.items())


def _list_of_wishes(codes: Any) -> tuple[PlainWish, ...]:
    """From one cell."""
    if not codes or not isinstance(codes, list):
        raise NotPlain
    return tuple((code, {}) for code in codes)


def _set_of(names: Sequence[str], type_: Type) -> Callable[[tuple[bool | None, ...]], Any]:
    def made(said: tuple[bool | None, ...]) -> Any:
        if set(said) == {None}:
            return None
        return _value([name for name, is_in in zip(names, said, strict=True) if is_in], type_)

    return made


# -- cells ------------------------------------------------------------------------------------------------------------


def _cells(column: PlainColumn, kind: type[_Remembering]) -> _Remembering:
    target, read = column.target, column.read
    if target.path == (WISHES,) and target.fills is Fills.VALUE:
        return kind(_made_by(lambda cell: _list_of_wishes(read(cell))))
    if target.type is None or target.fills is Fills.MEMBER:
        is_name = target.path[0] == IDENTITY and keeps_text(read)
        return (_Names if is_name else kind)(_made_by(read))
    type_ = target.type
    if isinstance(type_, NumberType) and type_.unit == "%":
        return kind(_made_by(lambda cell: _refuse() if cell in (1, "1") else _value(read(cell), type_)))
    return kind(_made_by(lambda cell: _value(read(cell), type_)))


def _made_by(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Of a cell that is not blank, without the blanks around it."""

    def made(cell: Any) -> Any:
        if cell.__class__ is str:
            cell = cell.strip(BLANKS)
        return None if cell is None or cell == "" else read(cell)

    return made


def _identifiers(read: Converter) -> _Remembering:
    def made(cell: Any) -> str:
        return read_id(_made_by(read)(cell))

    return _Identifiers(made) if keeps_text(read) else _Remembering(made)


def _value(raw: Any, type_: Type) -> Any:
    value, problems = read_value(raw, type_) if raw is not None else (None, ())
    return _refuse() if problems else value


def _refuse() -> Any:
    raise NotPlain
