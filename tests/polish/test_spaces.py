"""Non-breaking spaces. In the expectations `_` stands for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polish.numbers import NBSP
from polish.spaces import bind, bind_runs, plain

SENTENCES = [
    "i_w_domu z_psem o_9",
    "§_3 ust._2 pkt_1 lit._a tiret_drugie",
    "o_którym mowa w_§_3 ust._2 pkt_1",
    "(Dz._U._z_2024_r._poz._737, z_późn._zm.)",
    "(Dz._U._poz._2431)",
    "zdjęcie 250_×_350 pikseli, 0,35_×_75",
    "od 14 do 17_lipca_2026_r. do_godz._15.00",
    "na rok_szkolny_2025/2026, w_roku_szkolnym_2025/2026; w_roku szkolnym, w_maju 2025",
    "3_kwietnia_2025_r.; 3_maja 2025_miejsc",
    "uzyskał 26,25_punktu, czyli 5_pkt więcej",
    "za 18_pkt; ust._2 pkt_1 stosuje się",
    "J.K._Nowak i_A._Wiśniewska-Gąsior",
    "w_tabeli_1, tabela_2, w_tabeli obok",
    "I_Liceum Ogólnokształcące im._Stanisława Wyspiańskiego, II_LO",
    "szkoła_– a_nie przedszkole",
    "nr_7/2026, ul._Wyspiańskiego, dr_Kowalska",
    "75%_punktów, w_terminie 3_dni",
    "„w_domu” (z_psem)",
    "mnoży się przez_0,35, a_przez całość nie",
    "klasy pierwsze nie kończą się na literze",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_bind(sentence: str) -> None:
    expected = sentence.replace("_", NBSP)
    assert bind(plain(expected)) == expected


def test_a_preposition_binds_across_runs() -> None:
    assert bind_runs(["mowa w ", "ust. 1", " i 2"]) == [f"mowa w{NBSP}", f"ust.{NBSP}1", f" i{NBSP}2"]


@given(st.text(alphabet="aiz §.12–r pktlius" + NBSP))
def test_idempotent_and_of_the_same_length(text: str) -> None:
    once = bind(text)
    assert bind(once) == once
    assert len(once) == len(text)
    assert plain(once) == plain(text)


@given(st.lists(st.text(alphabet="wi §1.pkt ", max_size=6)))
def test_runs_are_the_paragraph_in_pieces(runs: list[str]) -> None:
    assert "".join(bind_runs(runs)) == bind("".join(runs))
