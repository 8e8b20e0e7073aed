"""The harness itself: what is right passes, what is wrong is told with its place."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.docs.console import fits
from tests.docs.pages import Kind, blocks
from tests.docs.running import run_page

CONTEXT = """\
paragraf: 1
regulamin: Dane
rok szkolny: 2025/2026
wydaje: dyrektor
kandydat:
  wynik: liczba od 0 do 100
  ocena: liczba od 1 do 6?
  zgoda: tak/nie
oddziały:
  A: {nazwa: ogólny, miejsca: bez limitu}
"""


@pytest.fixture
def contexts(tmp_path: Path) -> Path:
    (tmp_path / "dane.yaml").write_text(CONTEXT, encoding="utf-8")
    return tmp_path


def run(text: str, contexts: Path) -> list[str]:
    return list(run_page(dedent(text).lstrip("\n"), "strona.md", contexts)[0].values())


FRAGMENT = """
<!-- fragment: dane{options} -->

```yaml
kryteria:
  wynik: {{punkty: {formula}, maks: 200}}
razem: {{kryteria: [wynik]}}
przykłady:
  zwykły: {{dane: {{wynik: 30}}, oczekuj: {{razem: {points}}}}}
```
"""


@pytest.mark.parametrize(
    ("options", "formula", "points", "told"),
    [
        ("", "2 * wynik", "60", ""),
        ("", "2 * wynik", "61", "oczekiwano: bez problemów; jest: P072"),
        (", problemy: P072", "2 * wynik", "61", ""),
        (", problemy: P072", "2 * wynik", "60", "oczekiwano: P072; jest: bez problemów"),
        (", problemy: P060", "2 * wyniki", "60", ""),
    ],
)
def test_a_fragment_is_checked_with_its_examples(
    contexts: Path, options: str, formula: str, points: str, told: str
) -> None:
    (found,) = run(FRAGMENT.format(options=options, formula=formula, points=points), contexts)
    assert found.startswith(told)
    assert bool(found) == bool(told)


def test_fragments_are_joined(contexts: Path) -> None:
    page = """
    <!-- fragment: dane -->
    ```yaml
    definicje:
      razy: 2 * wynik
    ```

    <!-- fragment: dane, dalej -->
    ```yaml
    kryteria:
      wynik: {punkty: razy, maks: 200}
    razem: {kryteria: [wynik]}
    ```

    <!-- fragment: dane -->
    ```yaml
    kryteria:
      wynik: {punkty: razy, maks: 200}
    ```
    """
    first, second, alone = run(page, contexts)
    assert not second, second
    assert "P060" in alone
    assert not first or "P135" in first


def test_a_file_is_checked_and_is_there_for_later_blocks(contexts: Path) -> None:
    page = f"""
<!-- plik: dane-szkoły.yaml -->
```yaml
{CONTEXT}```

<!-- fragment: dane-szkoły, problemy: P060 -->
```yaml
definicje:
  a: nieznane + 1
```

```console
$ paragraf test dane-szkoły.yaml
…
$ paragraf check inne.yaml
Błąd: nie ma pliku „inne.yaml”.
…
[kod 2]
```
"""
    assert run(page, contexts) == ["", "", ""]


FORMULAS = """
<!-- wzory: dane, dane: {wynik: 30, zgoda: tak} -->

| wzór | wynik | uwaga |
|---|---|---|
| `wynik / 8` | `3,75` | |
| `wynik / 7` | `30/7` | |
| `ocena gdy brak 1` | 1 | |
| `ocena` | brak | |
| `zgoda i wynik > 10` | tak | |
| `wyniki` | błąd P060 | |
"""


def test_formulas_are_counted(contexts: Path) -> None:
    assert run(FORMULAS, contexts) == [""]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("`3,75`", "`3,7`", "strona.md:5: wynik / 8 → 3,7; otrzymano 3,75"),
        ("brak", "0", "otrzymano brak"),
        ("błąd P060", "błąd P061", "otrzymano P060"),
        ("błąd P060", "5", "otrzymano błąd P060"),
        ("zgoda: tak", "zgoda: możliwe", "dane w komentarzu"),
        ("| 1 |", "| błąd P064 |", "otrzymano wynik bez błędu"),
    ],
)
def test_a_wrong_result_of_a_formula_is_told(contexts: Path, right: str, wrong: str, told: str) -> None:
    (found,) = run(FORMULAS.replace(right, wrong), contexts)
    assert told in found


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("```yaml\na: 1\n```", "blok bez komentarza"),
        ("<!-- plki: a -->\n```yaml\na: 1\n```", "nieznany komentarz"),
        ("<!-- fragment: dane, dlaej -->\n```yaml\na: 1\n```", "nieznana część komentarza"),
        ("<!-- fragment: dane, dalej -->\n```yaml\na: 1\n```", "nie ma wcześniejszego fragmentu"),
        ("<!-- wzory: dane -->\n| a | b |\n|---|---|\n| 1 | 1 |", "pierwsze dwie kolumny"),
        ("<!-- tylko tekst -->\n\nSłowa.\n\n```yaml\na: 1\n```", "blok bez komentarza"),
        ("```console\n$ rm -r folder\n```", "tego polecenia testy nie wykonają"),
        ("```console\nparagraf\n```", "zaczyna się od"),
        ("    wcięty", "wcięty blok"),
        ("<!-- plik: ../a.yaml -->\n```yaml\na: 1\n```", "poza folderem"),
    ],
)
def test_a_block_that_does_not_say_what_it_is(contexts: Path, block: str, told: str) -> None:
    (found,) = run(f"# Strona\n\n{block}\n", contexts)
    assert told in found


def test_only_text_is_not_executed(contexts: Path) -> None:
    assert run("<!-- tylko tekst -->\n```\n$ rm\n```\n", contexts) == [""]


def test_the_folder_of_the_page_is_named_alike_everywhere(contexts: Path) -> None:
    page = "```console\n$ paragraf demo -o pokaz\n…\nPliki pokazu są w folderze: (Twój folder)/pokaz\n…\n```\n"
    assert run(page, contexts) == [""]


def test_outputs_are_written_anew(contexts: Path) -> None:
    page = "# Strona\n\n- punkt\n\n  ```console\n  $ paragraf check x.yaml\n  Inaczej.\n  ```\n\nDalej.\n"
    found, anew = run_page(page, "strona.md", contexts)
    assert "-Inaczej." in found[5]
    assert "\n  Błąd: nie ma pliku „x.yaml”.\n" in anew
    assert anew.endswith("  [kod 2]\n  ```\n\nDalej.\n")
    again, same = run_page(anew, "strona.md", contexts)
    assert again == {5: ""}
    assert same == anew


@pytest.mark.parametrize(
    ("shown", "actual", "fit"),
    [
        (["a", "…", "d"], ["a", "b", "c", "d"], True),
        (["a", "…"], ["a"], True),
        (["a", "…", "d"], ["a", "b"], False),
        (["a"], ["a", "b"], False),
        (["w folderze: … (2 pliki)"], ["w folderze: demo (2 pliki)"], True),
        (["w folderze: … (2 pliki)"], ["w folderze: demo", "(2 pliki)"], False),
        (["…", "b"], ["a", "b", "c"], False),
    ],
)
def test_lines_left_out(shown: list[str], actual: list[str], fit: bool) -> None:
    assert fits(shown, actual) == fit


def test_a_comment_may_have_many_lines() -> None:
    text = (
        "<!-- wzory: dane,\n     dane: {a: 1,\n            b: {c: 2}} -->\n\n| wzór | wynik |\n|---|---|\n| `a` | 1 |\n"
    )
    (block,) = blocks(text)
    assert block.kind is Kind.FORMULAS
    assert block.data.endswith("b: {c: 2}}")
