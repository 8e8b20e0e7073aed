"""Formulas: any that the grammar allows, any that makes sense over the facts of `RULES`, and both damaged.

The first walk the rules of the grammar itself, so that a construct added to it is fuzzed at once; the second are typed,
so that most of them are counted and not only refused.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from dsl.syntax.formulas import formula_parser
from tests.fuzz.material import DAYS, FORMULA_SIGNS, NUMBERS, ODD_SIGNS, WORDS, word

_DEEPEST = 9

# -- by the grammar ---------------------------------------------------------------------------------------------------

_TERMINALS: dict[str, Callable[[Random], str]] = {
    "NAME": word,
    "NUMBER": lambda random: random.choice(NUMBERS),
    "DATE": lambda random: random.choice(DAYS),
    "TEXT": lambda random: random.choice(('"żółw"', "„żółw”", '""', '"a; b"', "„26.25”", '"  x"')),
    "UNIT": lambda random: random.choice(("zł", "km", "cm", "m", "s", "min", "h", "kg", "lat", "lata", "dni", "tyg")),
    "CMP": lambda random: random.choice(("<", "<=", "≤", "=", "≠", "<>", ">=", ">")),
    "PLUS": lambda random: random.choice("+-−"),
    "MINUS": lambda random: random.choice("-−"),
    "TIMES": lambda random: random.choice("*/×·"),
    "GIVEN": lambda random: "jest podane",
    "NOTGIVEN": lambda random: "nie jest podana",
    "GDY_BRAK": lambda random: "gdy brak",
    "_IF": lambda random: random.choice(("jeżeli", "jeśli")),
    "_THEN": lambda random: "to",
    "_ELSE": lambda random: "inaczej",
    "_OR": lambda random: "lub",
    "_AND": lambda random: random.choice(("i", "oraz", "I")),
    "NOT": lambda random: random.choice(("nie", "NIE")),
    "_IN": lambda random: "w",
    "_SINCE": lambda random: "od",
    "_UPTO": lambda random: "do",
    "_FOR": lambda random: "dla",
    "_FROM": lambda random: "z",
    "_WHEN": lambda random: "gdy",
    "YES": lambda random: "tak",
}
_Symbols = tuple[str, ...]


@cache
def _rules() -> dict[str, tuple[_Symbols, ...]]:
    found: dict[str, list[_Symbols]] = {}
    for rule in formula_parser().rules:
        found.setdefault(str(rule.origin.name), []).append(tuple(str(one.name) for one in rule.expansion))
    return {name: tuple(expansions) for name, expansions in found.items()}


@cache
def _signs() -> dict[str, str]:
    """Terminals without a maker of their own: signs, written as they are."""
    return {one.name: one.pattern.value for one in formula_parser().terminals if one.pattern.type == "str"}


@cache
def _heights() -> dict[str, int]:
    """How deep the lowest tree of each rule is."""
    heights: dict[str, int] = {}
    while len(heights) < len(_rules()):
        for name, expansions in _rules().items():
            known = [height for one in expansions if (height := _height(one, heights)) is not None]
            if known:
                heights[name] = 1 + min(known)
    return heights


def _height(expansion: _Symbols, heights: dict[str, int]) -> int | None:
    inner = [heights.get(symbol) for symbol in expansion if symbol in _rules()]
    return None if None in inner else max((one for one in inner if one is not None), default=0)


def by_grammar(random: Random, start: str = "formula") -> str:
    pieces: list[str] = []
    _walk(start, random.randint(2, _DEEPEST), random, pieces)
    return " ".join(pieces)


def _walk(symbol: str, left: int, random: Random, pieces: list[str]) -> None:
    """`left` is how many more times a rule may choose anything but what ends soonest."""
    expansions = _rules().get(symbol)
    if expansions is None:
        pieces.append(_TERMINALS[symbol](random) if symbol in _TERMINALS else _signs()[symbol])
        return
    onward = [one for one in expansions if len(one) == 1]
    if left <= 0:
        chosen = min(expansions, key=lambda one: _height(one, _heights()) or 0)
    else:
        chosen = random.choice(onward) if onward and random.random() < 0.7 else random.choice(expansions)
    for one in chosen:
        _walk(one, left - (len(chosen) > 1), random, pieces)


# -- that make sense --------------------------------------------------------------------------------------------------

HEADER = """paragraf: 1
regulamin: Formuły
rok szkolny: 2026/2027
wydaje: minister
pojęcia:
  przedmiot: {polski: polskiego, fizyka: fizyki, chemia: chemii}
  stopień: {dobry: 4, słaby: 2}
kandydat:
  wynik: procent dla przedmiot
  ocena: stopień? dla przedmiot
  x: liczba od 0 do 9
  y: liczba?
  s: liczba od 0 do 30 s?
  dzień: data
  chwila: czas?
  opis: tekst
  sport: tak/nie
  zgoda: tak/nie, domyślnie tak
  ulubiony: przedmiot?
  zbiór: zbiór przedmiot
  zawody: {lista: {nazwa: tekst, stopień: stopień, miejsce: liczba całkowita od 1 do 9?, miara: liczba}}
wybór: {próba: liczba od 0 do 10?}
oddział: {próg: liczba, ważne: zbiór przedmiot}
tabele:
  za_stopień: {wiersze: {dobry: 4,5, słaby: 1, brak: 0}}
  za_x: {wiersze: {do 2: 1, od 2 do 5: 2,25, pozostałe: 0}}
"""
FOOTER = """oddziały:
  A: {nazwa: pierwszy, miejsca: 2, próg: 2,5, ważne: [polski]}
  B: {nazwa: drugi, miejsca: 1, próg: 0, ważne: []}
"""
_Maker = Callable[[Random, int], str]


def _one_of(random: Random, left: int, ends: tuple[str, ...], makers: tuple[_Maker, ...]) -> str:
    if left <= 0 or random.random() < 0.25:
        return random.choice(ends)
    return random.choice(makers)(random, left - 1)


def number(random: Random, left: int = 4) -> str:
    return _one_of(random, left, _NUMBERS, _NUMBER_MAKERS)


def truth(random: Random, left: int = 4) -> str:
    return _one_of(random, left, _TRUTHS, _TRUTH_MAKERS)


def _member(random: Random, left: int) -> str:
    return random.choice(("polski", "fizyka", "chemia", "ulubiony gdy brak fizyka"))


def _set(random: Random, left: int) -> str:
    ends = ("zbiór", "przedmiot", "oddział.ważne", "(polski; fizyka)", "(chemia; chemia)")
    return _one_of(random, left, ends, (lambda r, n: f"{_set(r, n)} + {_set(r, n)}",))


def _day(random: Random, left: int) -> str:
    return random.choice(("dzień", "2026-02-28", "rok_szkolny.od", "rok_szkolny.do"))


def _condition(random: Random, left: int) -> str:
    return f" gdy {truth(random, left)}" if random.random() < 0.4 else ""


def _over_list(random: Random, left: int) -> str:
    value = random.choice(
        ("z.miara", "z.miejsce gdy brak 3", "za_stopień[z.stopień]", "(z.miejsce gdy brak 9) * z.miara")
    )
    when = random.choice(("", " gdy z.miara > 2,5", " gdy z.stopień = dobry", ' gdy z.nazwa = "Bieg"', " gdy sport"))
    return f"{value} dla z z zawody{when}"


def _over_set(random: Random, left: int) -> str:
    name = f"p{left}"  # one inside another must not have the same name
    values = (f"wynik[{name}]", f"za_stopień[ocena[{name}]]", f"jeżeli {name} w zbiór to 1 inaczej 0,5")
    value = random.choice((*values, number(random, left - 1)))
    return f"{value} dla {name} z {_set(random, left)}{_condition(random, left - 1)}"


def _aggregate(random: Random, left: int) -> str:
    over = random.choice((_over_list, _over_set))(random, left)
    if random.random() < 0.3:
        name = random.choice(("najwyższe", "najniższe"))
        return f"suma({name}({random.randint(1, 3)}; {over}))"
    name = random.choice(("suma", "liczba", "najwyższa", "najniższa", "średnia"))
    text = f"{name}({over})"
    return text if name in ("suma", "liczba") else f"({text} gdy brak {random.randint(0, 3)})"


def _arithmetic(random: Random, left: int) -> str:
    return f"({number(random, left)} {random.choice('+-*')} {number(random, left)})"


def _choice(maker: _Maker) -> _Maker:
    return lambda random, left: f"(jeżeli {truth(random, left)} to {maker(random, left)} inaczej {maker(random, left)})"


_NUMBERS = (
    *("x", "0", "1", "2,5", "0,35", "7", "75%", "(y gdy brak 3)", "wynik.polski", "wynik.fizyka", "za_x[x]"),
    *(
        "(wybór.próba gdy brak 0)",
        "wybór.pozycja",
        "za_stopień[ocena.polski]",
        "za_stopień[ocena.fizyka]",
        "oddział.próg",
    ),
)
_NUMBER_MAKERS: tuple[_Maker, ...] = (
    _arithmetic,
    _arithmetic,
    _aggregate,
    _choice(number),
    lambda r, n: f"-{number(r, n)}",
    lambda r, n: f"({r.choice(('y', 'wybór.próba'))} gdy brak {number(r, n)})",
    lambda r, n: f"({number(r, n)} / {r.choice(('7', '2,5', '(x + 1)', '3'))})",
    lambda r, n: f"(jeżeli y jest podane to y * {number(r, n)} inaczej {number(r, n)})",
    lambda r, n: f"zaokrąglij({number(r, n)}; {r.randint(0, 3)})",
    lambda r, n: f"{r.choice(('w_górę', 'w_dół'))}({number(r, n)})",
    lambda r, n: f"{r.choice(('najwyższa', 'najniższa', 'suma'))}({number(r, n)}; {number(r, n)})",
    lambda r, n: f"{r.choice(('dni', 'pełne_lata', 'pełne_miesiące'))}({_day(r, n)}; {_day(r, n)})",
    lambda r, n: f"rok({_day(r, n)})",
    lambda r, n: f"za_x[{number(r, n)}]",
    lambda r, n: f"wynik[{_member(r, n)}]",
)
_TRUTHS = (
    *(
        "sport",
        "zgoda",
        "tak",
        "nie",
        "ulubiony jest podane",
        "y jest podane",
        "y nie jest podane",
        "chwila jest podane",
    ),
    *(
        "(ulubiony gdy brak chemia) = chemia",
        "(s gdy brak 3 s) > 5 s",
        "(y jest podane i y > 2)",
        "wybór.pozycja_szkoły = 1",
    ),
    *('opis = "żółw"', 'opis w ("a"; "b")', "dzień < rok_szkolny.od"),
)
_ABOUT_ONE = ("wynik[q] > 50", "q = chemia", "q w zbiór")
_TRUTH_MAKERS: tuple[_Maker, ...] = (
    lambda r, n: f"({truth(r, n)} {r.choice(('i', 'lub'))} {truth(r, n)})",
    lambda r, n: f"nie ({truth(r, n)})",
    lambda r, n: f"{number(r, n)} {r.choice(('<', '<=', '=', '≠', '>', '>='))} {number(r, n)}",
    lambda r, n: f"{number(r, n)} od {number(r, n)} do {number(r, n)}",
    lambda r, n: f"({_member(r, n)}) {r.choice(('w', 'nie w'))} {_set(r, n)}",
    lambda r, n: f"{r.choice(('któryś', 'każdy'))}({r.choice(_ABOUT_ONE)} dla q z {_set(r, n)})",
    lambda r, n: f"{_day(r, n)} {r.choice(('<', '=', '>='))} {_day(r, n)}",
)  # fmt: skip


def rules(random: Random) -> bytes:
    """A whole file whose formulas are typed, now and then with a mistake in one of them."""
    lines = _rules_text(random).splitlines()
    if random.random() < 0.1:
        where = random.randrange(len(lines))
        lines[where] = _damaged(lines[where], random)
    return (HEADER + "\n".join(lines) + "\n" + FOOTER).encode()


def _rules_text(random: Random) -> str:
    return f"""definicje:
  d1: {number(random)}
  d2: {truth(random)}
warunki:
  w1:
    wymaga: {truth(random)}
    treść: pierwszy
  w2:
    gdy: d2
    wymaga: punkty.razem >= {number(random, 1)}
    chyba że: {truth(random, 2)}
    treść: drugi
kryteria:
  a:
    punkty: {number(random)}
    najwyżej: {random.choice(("10", "bez limitu", number(random, 1)))}
  b:
    gdy: {truth(random)}
    punkty: {number(random, 3)}
    {random.choice(("nazwa: drugie", "maks: 20", "maks: 1000"))}
  c:
    za każde: p z {_set(random, 2)}{_condition(random, 1)}
    punkty: {number(random, 2)}
  d:
    wiersze:
      - gdy: {truth(random, 2)}
        punkty: d1
      - gdy: {truth(random, 2)}
        punkty: 2
      - punkty: 0,5
kolejność:
  - etap: e1
    pierwszeństwo: {truth(random, 2)}
  - {{etap: e2, suma: [a, b, c, d]}}
  - etap: e3
    malejąco: {number(random, 2)}
"""


# -- formulas alone ---------------------------------------------------------------------------------------------------


def formula(random: Random) -> bytes:
    make = random.choice((by_grammar, by_grammar, number, truth))
    text = make(random)
    for _ in range(random.choice((0, 0, 1, 1, 2, 4))):
        text = _damaged(text, random)
    return text.encode()


def _damaged(text: str, random: Random) -> str:
    start = random.randint(0, len(text))
    end = start if random.random() < 0.5 else min(len(text), start + random.choice((1, 3, 10)))
    put_in: str = random.choice(random.choice((FORMULA_SIGNS, ODD_SIGNS, WORDS, NUMBERS, DAYS, ("", " ", "  "))))
    times = random.choice((1, 1, 1, 1, 1, 2, 100))
    return text[:start] + put_in * times + text[end:]
