"""Units go through sums and comparisons; kilometres never meet minutes, percents and points go with anything."""

from __future__ import annotations

import pytest

from tests.dsl.loading import codes, load_yaml

TEXT = """
kandydat:
  droga: liczba od 0 do 100 km
  powrót: liczba od 0 do 100 km?
  czas: liczba od 1 do 100 min
  sama: liczba
  dochód: kwota
  wynik: procent
  dzień: data
warunki: {w: {wymaga: "FORMULA", treść: t}}
"""


@pytest.mark.parametrize(
    "formula",
    [
        "droga > 5 km",
        "droga > 5",
        "sama > 5 km",
        "droga + (powrót gdy brak 0 km) ≤ 10 km",
        "droga + 1 > 5 - 4",
        "droga * 2 > czas * 3",
        "droga / czas > 1",
        "droga od 1 km do 5 km",
        "najwyższa(droga; 3 km) > 2 km",
        "droga w (1 km; 2 km)",
        "wynik + sama > 5 km",
        "wynik > 50%",
        "wynik / 2 > 1",
        "dochód > 800 zł",
        "pełne_lata(dzień; 2025-09-01) ≥ 18 lat",
        "pełne_lata(dzień; 2025-09-01) ≥ 18",
        "dni(dzień; 2025-09-01) > 3 dni",
    ],
)
def test_these_go_together(formula: str) -> None:
    assert codes(load_yaml(TEXT.replace("FORMULA", formula))) == []


@pytest.mark.parametrize(
    "formula",
    [
        "droga > 5 min",
        "droga = 5 zł",
        "droga + czas > 5",
        "droga - 5 min > 1",
        "droga + (powrót gdy brak 0 km) > 10 min",
        "5 min < droga + 3 km",
        "droga od 1 min do 5 km",
        "droga od 1 km do 5 min",
        "najwyższa(droga; czas) > 2",
        "najwyższa(droga; 3 km) > 2 min",
        "-droga > 5 min",
        "(jeżeli sama > 1 to droga inaczej 2 km) > 5 min",
        "dochód > 800 km",
        "droga w (1 min; 2 min)",
        "droga w (1 km; 2 min)",
        "(powrót gdy brak 5 min) > 1 km",
        "(jeżeli sama > 1 to droga inaczej czas) > 5 km",
        "suma(droga; czas) > 1",
        "suma(droga; 3 km) > 1 min",
        "średnia(droga; 3 km) > 1 min",
        "suma(najwyższe(1; droga; 3 km)) > 1 min",
        "zaokrąglij(droga) > 5 min",
        "w_górę(droga) > 5 min",
        "pełne_lata(dzień; 2025-09-01) ≥ 18 km",
        "dni(dzień; 2025-09-01) > 3 lat",
        "droga + 1 > 5 min",
    ],
)
def test_these_do_not(formula: str) -> None:
    assert codes(load_yaml(TEXT.replace("FORMULA", formula))) == ["P062"]
