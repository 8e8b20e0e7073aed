"""Two small schools on one law, and a recruitment of both, written into a folder."""

from __future__ import annotations

from pathlib import Path

LAW = """\
paragraf: 1
prawo: Prawo na przykład
wydaje: minister
kandydat: {egzamin: procent, laureat: tak/nie}
kryteria: {egzamin: egzamin}
rodzaje oddziałów:
  zwykły:
    kolejność:
      - {etap: laureaci, pierwszeństwo: laureat}
      - {etap: punkty, suma: [egzamin]}
limity: {szkoły: 2}
"""
SCHOOL = """\
paragraf: 1
regulamin: Regulamin na przykład
rok szkolny: 2026/2027
wydaje: dyrektor
opiera się na: [prawo]
oddziały:
  A: {nazwa: pierwszy, rodzaj: zwykły, miejsca: 2}
  B: {nazwa: drugi, rodzaj: zwykły, miejsca: 1}
"""
RECRUITMENT = """\
paragraf: 1
nabór: Nabór na przykład
rok szkolny: 2026/2027
regulaminy:
  lo1: lo1.yaml
  lo2: lo2.yaml
"""


def write_schools(folder: Path, recruitment: str = "", **changed: str) -> Path:
    """The recruitment's file, with `recruitment` after its first lines; `changed` are other texts of the schools."""
    texts = {"prawo": LAW, "lo1": SCHOOL, "lo2": SCHOOL, **changed}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    path = folder / "nabor.yaml"
    path.write_text(RECRUITMENT + recruitment, encoding="utf-8")
    return path
