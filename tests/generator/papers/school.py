"""A small made-up school and its made-up candidates, for all papers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from admission.candidates import Candidates
from admission.results import Allocation, run_allocation
from admission.scoring import score
from admission.validation import read_rows
from dsl.load import load_text
from dsl.model.regulation import Regulation

TEXT = """\
paragraf: 1
regulamin: Regulamin rekrutacji
rok szkolny: 2026/2027
wydaje: dyrektor
szkoła: {nazwa: Szkoła Próbna w Zmyślonym}
akty:
  prawo oświatowe: {rodzaj: ustawa, data: 2016-12-14, tytuł: Prawo oświatowe}
kandydat:
  egzamin: procent
  wolontariat: {typ: tak/nie, zdanie: kandydat działa jako wolontariusz}
  świadectwo: {typ: tak/nie, zdanie: kandydat ma świadectwo}
  olimpijczyk: {typ: tak/nie, zdanie: kandydat jest olimpijczykiem}
kryteria:
  egzamin: {nazwa: wynik egzaminu, punkty: 0,5 * egzamin, podstawa: prawo_oświatowe art. 134 ust. 2,
    pewność: sprawdzone}
  wolontariat: {nazwa: aktywność społeczna, gdy: wolontariat, punkty: 3}
warunki:
  świadectwo: {wymaga: świadectwo, treść: ma świadectwo ukończenia szkoły, podstawa: prawo_oświatowe art. 134 ust. 1,
    pewność: przypomniane}
kolejność:
  - {etap: olimpijczycy, nazwa: olimpijczycy, pierwszeństwo: olimpijczyk}
  - {etap: suma, nazwa: suma punktów, suma: [egzamin, wolontariat], maks: 53}
  - {etap: los, nazwa: losowanie, losowanie: tak}
terminarz:
  lista zakwalifikowanych: {czynność: ogłoszenie list zakwalifikowanych, rekrutacyjne: 16 lipca 2026,
    uzupełniające: 5 sierpnia 2026}
  lista przyjętych: {czynność: ogłoszenie list przyjętych, rekrutacyjne: 21 lipca 2026}
komisja:
  kworum: {treść: komisja pracuje w obecności dwóch trzecich składu}
  protokół: {treść: protokół podpisują wszyscy obecni, podstawa: prawo_oświatowe art. 157, pewność: przypomniane}
  załączniki do protokołu: {treść: do protokołu załącza się, wyliczenie: [wykaz wniosków, listy kandydatów]}
listy:
  ogłoszenie: {treść: listy umieszcza się w widocznym miejscu, podstawa: prawo_oświatowe art. 158 ust. 4,
    pewność: sprawdzone}
  usunięcie: {treść: listy zdejmuje się po terminach odwołań, podstawa: prawo_oświatowe art. 158 ust. 10,
    pewność: przypomniane}
odwołania:
  uzasadnienie: {treść: komisja sporządza uzasadnienie, termin: 3 dni od wniosku,
    podstawa: prawo_oświatowe art. 158 ust. 7, pewność: sprawdzone}
oddziały:
  A: {nazwa: ogólny, miejsca: 2}
  B: {nazwa: sportowy, miejsca: {pule: {swoi: {nazwa: pula olimpijczyków, ile: 1, dla: olimpijczyk,
    wolne przechodzą do: inni}, inni: {nazwa: pula pozostałych, ile: 2}}}}
przykłady:
  połowa punktów z egzaminu: {oddział: A, dane: {egzamin: 50%, świadectwo: tak}, oczekuj: {razem: 25}}
"""


def regulation(text: str = TEXT) -> Regulation:
    found = load_text(text, Path("szkoła.yaml"))
    assert found.regulation is not None, [one.message for one in found.diagnostics]
    return found.regulation


def row(
    identifier: str, name: str, exam: int | None, wishes: Iterable[str | Mapping[str, Any]], **facts: Any
) -> dict[str, Any]:
    given, _, surname = name.partition(" ")
    identity = {"imiona": given, "nazwisko": surname, "pesel": ""}
    exam_given = {} if exam is None else {"egzamin": exam}
    return {"id": identifier, "tożsamość": identity, "wybory": list(wishes), "świadectwo": True, **exam_given, **facts}


ROWS = (
    row("k1", "Żaneta Ćma", 90, "AB"),
    row("k2", "Adam Łoś", 80, "AB", wolontariat=True),
    row("k3", "Ewa Cma", 70, "AB"),
    row("k4", "Jan Zych", 60, "BA", olimpijczyk=True),
    row("k5", "Ola Nowak-Zych", 50, "BA"),
    row("k6", "Iza Nowakowa", 40, "B"),
    row("k7", "Piotr Bez-Świadectwa", 99, "A", świadectwo=False),
    row("k8", "Anna Bez-Wyniku", None, "A"),
)
TIED = (
    row("k1", "Żaneta Ćma", 90, "A"),
    row("k2", "Adam Łoś", 70, "A"),
    row("k3", "Ewa Cma", 70, "A"),
)


def read(rows: Iterable[Mapping[str, Any]], of: Regulation) -> Candidates:
    lines = [(json.dumps(one, ensure_ascii=False) + "\n").encode() for one in rows]
    found = read_rows(lines, "kandydaci.jsonl", of)
    assert not found.problems.has_errors, [one.message for one in found.problems.sorted()]
    return found


def allocated(
    rows: Iterable[Mapping[str, Any]] = ROWS, of: Regulation | None = None
) -> tuple[Regulation, Candidates, Allocation]:
    one = of or regulation()
    candidates = read(rows, one)
    return one, candidates, run_allocation(one, score(one, candidates.good))
