"""Made-up candidates: complete, readable, the same everywhere, and able to be admitted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from admission.recruitment.reading import read_recruitment
from admission.scoring import score
from admission.synthetic import synthetic_rows
from admission.validation import read_rows
from tests.admission.recruitment.schools import write_schools
from tests.dsl.loading import regulation

TEXT = """
    kandydat: {wynik: liczba od 0 do 10, świadectwo: tak/nie}
    wybór: {próba: tak/nie, punkty_próby: liczba od 0 do 20}
    warunki:
      świadectwo: {wymaga: świadectwo, treść: ma świadectwo}
      próba: {wymaga: wybór.próba, treść: zaliczył próbę}
    kryteria: {a: wynik + wybór.punkty_próby}
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}}
"""


def test_rows_are_read_and_most_may_be_admitted() -> None:
    found = regulation(TEXT)
    rows = list(synthetic_rows(found, 100))
    candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
    assert len(candidates.good) == 100
    results = [one.result for one in score(found, candidates.good)]
    assert all(result.missing == () for result in results)
    assert sum(result.eligible is True for result in results) > 0.8 * len(results)


def test_the_same_seed_gives_the_same_rows() -> None:
    found = regulation(TEXT)
    assert list(synthetic_rows(found, 5, 7)) == list(synthetic_rows(found, 5, 7))
    assert list(synthetic_rows(found, 5, 7)) != list(synthetic_rows(found, 5, 8))


def test_results_are_spread_and_popularity_differs() -> None:
    rows = list(synthetic_rows(regulation(TEXT.replace("B: {miejsca: 1}", "B: {miejsca: 1}, C: {miejsca: 1}")), 600))
    results = [row["wynik"] for row in rows]
    assert min(results) <= 2
    assert max(results) == 10
    assert 4.5 < sum(results) / len(results) < 6.5
    firsts = Counter(wish["oddział"] for row in rows for wish in row["wybory"][:1])
    assert max(firsts.values()) > 1.3 * min(firsts.values())


def test_who_is_good_at_one_thing_is_often_good_at_another() -> None:
    rows = [row for row in synthetic_rows(regulation(TEXT), 600) if isinstance(row["wybory"][0], dict)]
    good = [row["wybory"][0]["punkty_próby"] for row in rows if row["wynik"] >= 7]
    weak = [row["wybory"][0]["punkty_próby"] for row in rows if row["wynik"] <= 4]
    assert sum(good) / len(good) > sum(weak) / len(weak) + 2


def test_ties_on_request() -> None:
    found = regulation(TEXT)
    facts = [(row["wynik"], row["świadectwo"]) for row in synthetic_rows(found, 200, ties=1.0)]
    assert len(set(facts)) == 1


def test_limits_of_schools_and_branches_hold(tmp_path: Path) -> None:
    offer = read_recruitment(write_schools(tmp_path, "limity: {szkoły: 1, oddziały: 3}\n")).recruitment
    assert offer is not None
    rows = list(synthetic_rows(offer, 100))
    assert read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", offer).problems.items == []
    assert {len({code.partition("/")[0] for code in row["wybory"]}) for row in rows} == {1}


TITLES = """
    pojęcia: {tytuł: {laureat: laureat, finalista: finalista, uczestnik: uczestnik}}
    kandydat:
      wynik: liczba od 0 do 100
      wyróżnienie: tak/nie
      zwolniony: tak/nie
      konkursy: {lista: {tytuł: tytuł}}
    definicje:
      laureat: któryś(k.tytuł = laureat dla k z konkursy)
    kryteria: {a: wynik}
    kolejność:
      - {etap: laureaci, pierwszeństwo: laureat}
      - {etap: punkty, suma: [a]}
    oddziały: {A: {miejsca: 1}}
"""


def test_few_come_before_the_points_and_few_are_exempt() -> None:
    found = regulation(TITLES)
    rows = list(synthetic_rows(found, 3000))
    ahead = sum(any(one["tytuł"] == "laureat" for one in row.get("konkursy", ())) for row in rows)
    assert 0.002 < ahead / len(rows) < 0.02
    assert 0.1 < sum("konkursy" in row for row in rows) / len(rows) < 0.3
    assert sum(row["zwolniony"] for row in rows) / len(rows) < 0.02
    with_distinction = [row["wynik"] for row in rows if row["wyróżnienie"]]
    assert 0.1 < len(with_distinction) / len(rows) < 0.3
    assert min(with_distinction) > 30


PRESCHOOL = """
    kandydat: {data_urodzenia: data, data_wniosku: data, kontynuuje: tak/nie, wynik: liczba od 0 do 10}
    definicje: {rocznik: rok(data_urodzenia)}
    terminarz:
      wnioski: {czynność: złożenie wniosku, rekrutacyjne: od 3 marca do 31 marca 2025}
    warunki:
      wiek: {wymaga: rocznik ≤ 2022, treść: urodził się w 2022 r. albo wcześniej}
      termin: {wymaga: data_wniosku w terminarz.wnioski, treść: złożył w terminie}
      nowy: {wymaga: nie kontynuuje, treść: nie kontynuuje}
    kryteria: {a: wynik}
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {miejsca: 1}}
"""


def test_days_are_those_that_the_conditions_mean() -> None:
    found = regulation(PRESCHOOL)
    rows = list(synthetic_rows(found, 300))
    assert {row["data_urodzenia"][:4] for row in rows} == {"2022"}
    assert {row["data_wniosku"][:7] for row in rows} == {"2025-03"}
    candidates = read_rows([json.dumps(row).encode() for row in rows], "k.jsonl", found)
    met = [one.result.eligible for one in score(found, candidates.good)]
    assert 0.85 < sum(one is True for one in met) / len(met) < 1


LANGUAGES = """
    pojęcia:
      przedmiot: {język_polski: polskiego, język_angielski: angielskiego, język_niemiecki: niemieckiego,
                  język_francuski: francuskiego, język_rosyjski: rosyjskiego, fizyka: fizyki}
      języki: {spośród: przedmiot, wartości: [język_angielski, język_niemiecki, język_francuski, język_rosyjski]}
    kandydat:
      egzamin: procent dla przedmiot
      język_egzaminu: "języki?"
      oceny: "liczba od 1 do 6? dla przedmiot"
    kryteria: {a: egzamin.fizyka}
    kolejność: [{etap: punkty, suma: [a]}]
    oddziały: {A: {miejsca: 1}, B: {miejsca: 1}, C: {miejsca: 1}, D: {miejsca: 1}, E: {miejsca: 1}}
"""


def test_languages_are_those_that_pupils_learn() -> None:
    rows = list(synthetic_rows(regulation(LANGUAGES), 1000))
    of_exam = Counter(row["język_egzaminu"] for row in rows)
    assert 900 < of_exam["język_angielski"] < 1000
    assert sum(of_exam.values()) == 1000
    for row in rows:
        foreign = row["oceny"].keys() - {"język_polski", "fizyka"}
        assert len(foreign) in (1, 2)
        assert row["język_egzaminu"] in foreign
        assert {"język_polski", "fizyka"} <= row["oceny"].keys()
    assert sum("język_niemiecki" in row["oceny"] for row in rows) > 500


def test_results_are_those_that_points_of_the_exam_give() -> None:
    found = {row["egzamin"]["język_polski"] for row in synthetic_rows(regulation(LANGUAGES), 500)}
    assert found <= {round(points * 100 / 45) for points in range(46)}
    assert len(found) > 20


def test_most_choose_three_branches_and_few_choose_many() -> None:
    chosen = Counter(len(row["wybory"]) for row in synthetic_rows(regulation(LANGUAGES), 1000))
    assert chosen.keys() == {1, 2, 3, 4, 5}
    assert max(chosen, key=chosen.__getitem__) == 3
    assert chosen[3] > 2 * chosen[5]
