"""Files damaged as bytes: cut, doubled, mixed, saved in another encoding, with signs put in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.fuzz.material import FORMULA_SIGNS, KEYS, NUMBERS, ODD_SIGNS, VALUES, YAML_SIGNS, good_text, word

_DAMAGES_DONE = (1, 1, 1, 2, 3, 6)
_NOT_UTF8 = (b"\xff", b"\x80", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xc4", b"\xb1", b"\x00\x00")
_ENCODINGS = ("cp1250", "iso8859_2", "utf-16", "utf-16-be", "utf-32", "utf-8-sig", "utf-7")


def damaged_file(random: Random) -> bytes:
    if random.random() < 0.03:
        return random.randbytes(random.randint(0, 60))
    data = good_text(random).encode()
    for _ in range(random.choice(_DAMAGES_DONE)):
        data = random.choice(_DAMAGES)(data, random)
    if random.random() < 0.03:
        data = data.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")
    return data


def _piece(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((0, 1, 2, 5, 20, 80)))


def _lines(data: bytes, random: Random) -> tuple[int, int]:
    """Some whole lines."""
    start, end = _piece(data, random)
    return data.rfind(b"\n", 0, start) + 1, (data.find(b"\n", end) + 1) or len(data)


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:start] + data[end:]


def _cut_lines(data: bytes, random: Random) -> bytes:
    start, end = _lines(data, random)
    return data[:start] + data[end:]


def _double(data: bytes, random: Random) -> bytes:
    start, end = (_piece if random.random() < 0.3 else _lines)(data, random)
    times = random.choice((2, 2, 2, 3, 40))
    return data[:start] + data[start:end] * times + data[end:]


def _move(data: bytes, random: Random) -> bytes:
    start, end = _lines(data, random)
    rest = data[:start] + data[end:]
    target = rest.rfind(b"\n", 0, random.randint(0, len(rest))) + 1
    return rest[:target] + data[start:end] + rest[target:]


def _indent(data: bytes, random: Random) -> bytes:
    start, end = _lines(data, random)
    blanks = b" " * random.choice((1, 2, 4))
    block = data[start:end]
    moved = block.removeprefix(blanks) if random.random() < 0.5 else blanks + block
    return data[:start] + moved + data[end:]


def _put_in(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    end = end if random.random() < 0.3 else start
    return data[:start] + _odd(random) + data[end:]


def _odd(random: Random) -> bytes:
    signs = random.choice((YAML_SIGNS, FORMULA_SIGNS, ODD_SIGNS, NUMBERS, VALUES, KEYS, _NOT_UTF8))
    sign = random.choice(signs)
    return sign if isinstance(sign, bytes) else sign.encode()


def _another_byte(data: bytes, random: Random) -> bytes:
    start = random.randint(0, max(0, len(data) - 1))
    return data[:start] + random.randbytes(1) + data[start + 1 :]


def _another_word(data: bytes, random: Random) -> bytes:
    start, _ = _piece(data, random)
    found = data[start:].split(maxsplit=1)
    return data[:start] + b" " + word(random).encode() + b" " + (found[1] if len(found) > 1 else b"")


def _mixed(data: bytes, random: Random) -> bytes:
    other = good_text(random).encode()
    start, end = _lines(other, random)
    place = data.rfind(b"\n", 0, random.randint(0, len(data))) + 1
    return data[:place] + other[start:end] + data[place:]


_DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut,
    _cut_lines,
    _double,
    _move,
    _indent,
    _put_in,
    _put_in,
    _another_byte,
    _another_word,
    _mixed,
)
