"""Names that nobody uses, and those that are used where one does not look first."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl.report.fixes import fixed
from dsl.source.text import Source
from tests.dsl.loading import SHORT_HEADER, load_yaml

RULES = """
    kandydat:
      wynik: procent
    kryteria:
      egzamin: 0,35 * wynik
    oddziały: {A: {miejsca: 30}}
"""
OURS = ("P135", "P136", "P137")
UNUSED = {
    "a definition": ("definicje: {d: 2 * wynik}", "P135"),
    "a table": (
        "pojęcia: {m: [x, y]}\ntabele: {t: {wiersze: {x: 1, y: 2}}}\n"
        "wybór: {w: m}\nwarunki: {w: {wymaga: wybór.w = x}}",
        "P135",
    ),
    "a notion": ("pojęcia: {m: [x, y]}", "P135"),
    "a fact of the pair": ("wybór: {test: liczba od 0 do 10}", "P136"),
    "a fact of the branch that no branch has": ("oddział: {sportowy: tak/nie}", "P136"),
    "a kind": ("rodzaje oddziałów: {a: {nazwa: a}, b: {nazwa: b}}", "P137"),
}
USED = {
    "a definition in another one": "definicje: {d: 2 * wynik, e: d + 1}\nwarunki: {w: {wymaga: e > 1}}",
    "a notion as a type": "pojęcia: {m: [x, y]}\nwybór: {w: m}\nwarunki: {w: {wymaga: wybór.w = x}}",
    "a notion as the whole of a part": (
        "pojęcia: {m: [x, y], c: {spośród: m, wartości: [x]}}\nwybór: {w: c}\nwarunki: {w: {wymaga: wybór.w = x}}"
    ),
    "a fact of a document": "wybór: {test: tak/nie}\ndokumenty: {zaświadczenie: {gdy: wybór.test}}",
    "a fact of a stage": "wybór: {test: liczba}\nkolejność: [{etap: test, malejąco: wybór.test}]",
    "a kind that another is like": "rodzaje oddziałów: {a: {nazwa: a}, b: {jak: a, nazwa: b}}",
}


def told(text: str) -> list[tuple[str, str]]:
    loaded = load_yaml(text)
    return [(one.code, one.message) for one in loaded.diagnostics if one.code in OURS]


def with_rules(more: str) -> str:
    rules = RULES
    if "rodzaje" in more:
        rules = rules.replace("{A: {miejsca: 30}}", "{A: {rodzaj: b, miejsca: 30}}")
    return rules + "".join(f"    {line}\n" for line in more.split("\n"))


@pytest.mark.parametrize("what", UNUSED)
def test_what_nobody_uses_is_told(what: str) -> None:
    more, code = UNUSED[what]
    assert [code_ for code_, _ in told(with_rules(more))] == [code]


@pytest.mark.parametrize("what", USED)
def test_what_somebody_uses_is_not(what: str) -> None:
    assert told(with_rules(USED[what])) == []


def test_a_fact_in_an_example_only_is_unused() -> None:
    text = RULES.replace("wynik: procent", "wynik: procent\n      wiek: liczba") + (
        "    przykłady: {jeden: {dane: {wynik: 20%, wiek: 12}, oczekuj: {egzamin: 7}}}\n"
    )
    assert [code for code, _ in told(text)] == ["P136"]


def test_a_fact_that_a_branch_has_is_printed() -> None:
    text = RULES.replace("{A: {miejsca: 30}}", "{A: {miejsca: 30, patron: tak}}") + "    oddział: {patron: tak/nie}\n"
    assert told(text) == []


def test_a_base_is_used_by_others() -> None:
    assert told(RULES.replace("    oddziały: {A: {miejsca: 30}}\n", "    definicje: {d: 2 * wynik}\n")) == []


def test_a_value_changed_for_a_base_is_used_there(tmp_path: Path) -> None:
    rules = "kandydat: {a: liczba}\ndefinicje: {d: {wzór: a, może zmienić: dyrektor}}\n"
    base = f"paragraf: 1\nprawo: Prawo\nwydaje: minister\n{rules}"
    (tmp_path / "prawo.yaml").write_text(base, encoding="utf-8")
    text = SHORT_HEADER + "opiera się na: [prawo]\ndefinicje: {d: 2 * a}\noddziały: {A: {miejsca: 30}}\n"
    assert [one.code for one in load_yaml(text, tmp_path).diagnostics if one.code in OURS] == []


def test_the_fix_removes_the_lines() -> None:
    rules = RULES.replace("\n    ", "\n").lstrip()
    unused = "  e:\n    wzór: 2 * wynik\n\n    uwaga: stare\n"
    used = "definicje:\n  # zostaje\n  d: 1 + wynik\n"
    text = SHORT_HEADER + rules + used + unused + "# koniec\nwarunki:\n  w: {wymaga: d > 1}\n"
    after = fixed(Source("r.yaml", text), None, lambda problem, _: problem.code == "P135")
    assert after.text == text.replace(unused, "")


def test_a_group_is_never_left_empty() -> None:
    text = SHORT_HEADER + RULES.replace("\n    ", "\n").lstrip() + "definicje:\n  d: 1 + wynik\n"
    after = fixed(Source("r.yaml", text), None, lambda problem, _: problem.code == "P135")
    assert after.text == text
