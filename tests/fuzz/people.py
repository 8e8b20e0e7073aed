"""Files of candidates: rows that the declared facts ask for, with holes, and with every kind of nonsense in them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from random import Random

from dsl.load import load
from dsl.model.regulation import Regulation
from tests.emit.equality import holed_rows
from tests.fuzz.material import ROOT

REGULATIONS = (ROOT / "tests/emit/everything.yaml", ROOT / "regulations/lo-wyspianskiego-kety/2025-2026.yaml")
_MADE = 200
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[\[\]{}:,]')
_ODD = (
    *r"""
null¦true¦false¦0¦1¦-1¦7.5¦1e400¦1E-400¦-0¦NaN¦Infinity¦""¦" "¦"tak"¦"nie"¦"2,5"¦"1/3"¦"75%"¦"1.5"¦"1e5"¦"\ud800"
"\u0000"¦"\u202e"¦"2025-02-30"¦"2025-02-01"¦"2025-02-01 10:00"¦"0000-01-01"¦"celujący"¦"fizyka"¦"Fizyka "¦"ㄱ"¦[]¦{}
[null]¦[[[[]]]]¦{"": 0}¦["fizyka", "fizyka"]¦{"oddział": "X"}¦{"fizyka": 50}¦"X"¦"A"¦"id"¦"wybory"¦"tożsamość"¦"zawody"
"pozycja"¦"los"¦"05210112345"¦,¦:¦[¦]¦{¦}¦"¦\¦//¦'x'
""".strip()
    .replace("\n", "¦")
    .split("¦"),
    *("", "\ufeff", "\u2028", "9" * 50, "9" * 5000, '"' + "ż" * 2500 + '"', "{" * 3000, "[" * 30_000),
)
_SIGNS = (b"\xff", b"\x00", b"\n", b"\r\n", b"\n\n", b"\xef\xbb\xbf", b"\xed\xa0\x80", b" ", b"\t", b"}{", b"\\")


@cache
def regulation_of(path: Path) -> Regulation:
    found = load(path).regulation
    assert found is not None, path
    return found


@cache
def _rows(path: Path) -> tuple[str, ...]:
    return tuple(json.dumps(row, ensure_ascii=False) for row in holed_rows(regulation_of(path), _MADE, seed=1))


def file_of_rows(random: Random) -> bytes:
    """The rows are for either regulation; whoever reads them knows which (`path_for`)."""
    rows = random.choices(
        _rows(random.choice((REGULATIONS[0], REGULATIONS[0], REGULATIONS[1]))), k=random.randint(1, 3)
    )
    data = "\n".join(_odd(row, random) for row in rows).encode("utf-8", "surrogatepass")
    if random.random() < 0.1:
        start = random.randint(0, len(data))
        data = data[:start] + random.choice(_SIGNS) + data[start + random.choice((0, 0, 1, 5)) :]
    return data


def path_for(data: bytes) -> Path:
    """By facts that only the one asks for; so a file tells it alone, also when it is made smaller."""
    return REGULATIONS[1 if b"egzamin" in data or "osiągni".encode() in data else 0]


def _odd(row: str, random: Random) -> str:
    for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
        tokens = list(_TOKEN.finditer(row))
        if not tokens:
            return row
        one = random.choice(tokens)
        put_in = random.choice(_ODD) if random.random() < 0.7 else random.choice(tokens).group()
        row = row[: one.start()] + put_in + row[random.choice((one.end(), one.end(), one.start())) :]
    return row
