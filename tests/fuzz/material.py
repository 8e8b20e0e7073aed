"""What inputs are made of: good files, the words of the language, and signs that have broken readers before."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

from dsl.decode import vocabulary

ROOT = Path(__file__).parents[2]
SMALL = (*sorted((ROOT / "tests/dsl/good").glob("*.yaml")), ROOT / "tests/emit/everything.yaml")
LARGE = (*sorted((ROOT / "regulations").glob("*/*.yaml")), ROOT / "tests/dsl/golden/sentences.yaml")
_CHANCE_OF_LARGE = 0.005

ODD_SIGNS = (
    *"\x00\t\r\n\x0b\x1b\x7f\x85\xa0\xad\u200b\u2028\u202e\u2066\ufeff\ufffe\U0001f600\u0301ß",
    *("\r\n", "\n\n", "\n  ", "\n    - ", "---\n", "...\n", "%YAML 1.2\n"),
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.strip("\n").replace("\n", "¦").split("¦"))


YAML_SIGNS = _listed(""": ¦:¦, ¦,¦- ¦-¦[¦]¦{¦}¦#¦ #¦"¦'¦|¦>¦&a ¦*a¦!!str ¦? """)
FORMULA_SIGNS = _words('( ) ; , . [ ] = == <= ≠ + - * / % „ ” " ± ^')
WORDS = _words("""
    i lub nie w od do dla z gdy brak to inaczej jeżeli jeśli oraz tak jest podane and or if in punkty razem wybór
    oddział terminarz rok_szkolny suma najwyższa najniższa średnia liczba któryś każdy najwyższe najniższe rok dni
    pełne_lata pełne_miesiące zaokrąglij w_górę w_dół zł km cm s min lat
    """)
NUMBERS = _words("0 1 2 7 18 100 0,35 26,25 26.25 1,005 999999999999 3000 -1 00 1,")
DAYS = _words("2025-09-01 2026-08-31 2024-02-29 2025-02-29 2025-06-31 0001-01-01 9999-12-31 12.05.2025")
TYPES = _listed("""
tak/nie¦tak/nie, domyślnie tak¦liczba¦liczba?¦liczba od 0 do 10¦liczba całkowita od 1 do 3?¦tekst¦procent¦data¦data?
czas¦punkty¦kwota¦zbiór stopień¦zbiór przedmiot¦przedmiot¦stopień?¦procent dla przedmiot¦stopień? dla przedmiot
liczba od 0 do 30 s¦lista¦zbiór zbiór liczba¦liczba od 9 do 1
""")
TERMS = _listed("""
od 12 maja do 9 lipca 2025¦do 31 czerwca 2026 do godz. 15:00¦14 lipca 2026 do godz. 10:00¦3 dni od listy¦niezwłocznie
7 dni przed terminarz.wnioski¦3 dni od doręczenia uzasadnienia¦od 30 lutego do 1 stycznia
""")
VALUES = _listed("""
tak¦nie¦bez limitu¦nie dotyczy¦brak¦pozostałe¦od 1 do 5¦do 5,5¦powyżej 20¦przykładowe¦odczytanie¦sprzeczne¦dyrektor
minister¦organ prowadzący¦potwierdzenie woli¦<wpisz liczbę>¦~¦null¦''¦""¦"tekst: z dwukropkiem"¦ustawa art. 5 ust. 1
prawo/ponadpodstawowe-2025¦2025/2026¦2025/2027¦punkty.razem¦p z przedmiot¦z z zawody gdy z.wynik > 1¦1/0¦[¦a: b¦zażółć
""")
KEYS = (
    *{
        key: None
        for name, table in sorted(vars(vocabulary).items())
        if name.isupper() and isinstance(table, dict)
        for key in table
    },
    *_listed("od nowa¦przed¦po¦lista¦typ¦wartości¦spośród¦dane¦oczekuj¦pule¦kryteria¦x¦A"),
)
SECTIONS = tuple(vocabulary.TOP)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def good_text(random: Random) -> str:
    """Mostly a short one: long ones are slow, and break in the same places."""
    return text_of(random.choice(LARGE if random.random() < _CHANCE_OF_LARGE else SMALL))


@cache
def names_of(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(re.findall(r"[^\W\d]\w+", text))))


def word(random: Random) -> str:
    """A word of the language or a name that some good file uses."""
    return random.choice(WORDS if random.random() < 0.5 else names_of(text_of(random.choice(SMALL))))
