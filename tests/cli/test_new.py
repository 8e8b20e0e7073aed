"""`paragraf new`: each kind is written, `check` names its blanks and nothing else, and filled in it is a regulation.

Every blank shows what may stand in it („np. …”): the tests fill each with its own example.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from admission.synthetic import synthetic_rows
from dsl.load import load
from dsl.model.regulation import Regulation, State
from dsl.report import render_all
from dsl.templates import COMPANIONS, KINDS, TEMPLATES_ARE_FOR, coming_school_year
from polish.holidays import is_working_day
from tests.cli.terminal import say

YEAR = TEMPLATES_ARE_FOR.text
MOST_LINES = 60
WITH_BRANCHES = [kind for kind in KINDS if kind != "miasto"]
BLANK = re.compile(r'"?<wpisz [^>\n]*np\. ([^>\n]*)>"?')


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(kind: str, year: str = YEAR) -> list[Path]:
    """The new file, and after it the one that comes with it."""
    assert say("new", kind, "--rok", year).code == 0
    names = [kind, COMPANIONS[kind]] if kind in COMPANIONS else [kind]
    return [Path(f"{name}.yaml") for name in names]


def is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def blank_lines(path: Path) -> list[tuple[str, int]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(path.name, n) for n, line in enumerate(lines, 1) if "<wpisz" in line and not is_comment(line)]


def filled(kind: str, year: str = YEAR) -> Path:
    files = written(kind, year)
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(line if is_comment(line) else BLANK.sub(r"\1", line) for line in lines), encoding="utf-8"
        )
    return files[0]


def clean(path: Path) -> Regulation:
    """P144 lists what a school may still settle: invented values and matters that the template leaves to it."""
    loaded = load(path)
    assert {one.code for one in loaded.diagnostics} <= {"P144"}, render_all(loaded.diagnostics)
    assert loaded.regulation is not None
    return loaded.regulation


@pytest.mark.parametrize("kind", KINDS)
def test_check_names_each_blank_and_nothing_else(kind: str) -> None:
    files = written(kind)
    expected = [place for path in files for place in blank_lines(path)]
    assert len(expected) >= 8
    told = json.loads(say("check", f"{kind}.yaml", "--format", "json").out)["pliki"][0]["problemy"]
    assert {one["kod"] for one in told} == {"P057"}
    assert sorted((Path(one["miejsce"]["plik"]).name, one["miejsce"]["wiersz"]) for one in told) == sorted(expected)
    assert all(one["komunikat"].startswith("Wpisz ") for one in told)


@pytest.mark.parametrize("kind", KINDS)
def test_filled_in_it_is_clean_and_tidy(kind: str) -> None:
    path = filled(kind)
    found = clean(path)
    assert found.school_year == YEAR
    assert bool(found.branches) == bool(found.examples) == (kind in WITH_BRANCHES)
    assert say("fmt", "--check", *map(str, Path().glob("*.yaml"))).code == 0


@pytest.mark.parametrize("kind", WITH_BRANCHES)
def test_filled_in_it_counts_points(kind: str) -> None:
    path = filled(kind)
    rows = (json.dumps(row, ensure_ascii=False) for row in synthetic_rows(clean(path), 5))
    Path("kandydaci.jsonl").write_text("\n".join(rows), encoding="utf-8")
    said = say("score", str(path), "kandydaci.jsonl", "--format", "jsonl")
    assert (said.code, said.err) == (0, "")
    assert {json.loads(line)["kandydat"] for line in said.out.splitlines()} == {f"przyklad-000{n}" for n in range(1, 6)}


@pytest.mark.parametrize("kind", KINDS)
def test_its_document_has_no_word_of_the_file(kind: str) -> None:
    """No blank, no name with an underscore, no reference that leads nowhere."""
    said = say("document", str(filled(kind)), "--format", "text")
    assert said.code == 0
    assert said.out.count("§ ") > 8
    assert re.findall(r"<wpisz|\b\w+_\w+|terminarz\.|zachodzi:|None|True|False", said.out) == []


def test_a_city_is_a_base_of_its_schools() -> None:
    filled("miasto")
    Path("szkola.yaml").write_text(
        "paragraf: 1\nregulamin: Regulamin\nrok szkolny: 2026/2027\nwydaje: dyrektor\nopiera się na: [miasto]\n"
        "oddziały:\n  A: {rodzaj: ogólnodostępny, miejsca: 30, przedmioty punktowane: [fizyka, historia]}\n"
        "przykłady:\n  wyróżnienie:\n    dane: {wyróżnienie: tak}\n    oczekuj: {wyróżnienie: 7}\n",
        encoding="utf-8",
    )
    found = clean(Path("szkola.yaml"))
    assert found.limits.schools == 3
    assert "zarządzenie_kuratora" in found.acts
    assert [event for event in found.timetable if event.startswith("lista")] == [
        "lista_zakwalifikowanych",
        "lista_przyjętych",
    ]


@pytest.mark.parametrize("kind", WITH_BRANCHES)
def test_invented_values_are_marked(kind: str) -> None:
    for branch in clean(filled(kind)).branches.values():
        assert branch.seats is not None
        assert branch.seats.notes.state is State.EXAMPLE
        chosen = [name for name, value in branch.facts.items() if not isinstance(value, bool)]
        assert all(branch.fact_notes[name].state is State.EXAMPLE for name in chosen)


@pytest.mark.parametrize("kind", [*KINDS, *COMPANIONS.values()])
def test_a_new_file_is_short_and_explains_itself(kind: str) -> None:
    owner = next((one for one, companion in COMPANIONS.items() if companion == kind), kind)
    written(owner)
    lines = [line for line in Path(f"{kind}.yaml").read_text(encoding="utf-8").splitlines() if line.strip()]
    content = [line for line in lines if not is_comment(line)]
    counted = [line for line in content if not line.lstrip().startswith(("treść:", "źródło:"))]
    assert len(counted) <= MOST_LINES
    assert len(lines) - len(content) >= 12


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", [2025, 2027, 2028, 2033])
def test_another_school_year(kind: str, first: int) -> None:
    """Terms keep their days of the week (17 lipca 2027 is a Saturday, 16 lipca a Friday)."""
    path = filled(kind, f"{first}/{first + 1}")
    found = clean(path)
    assert found.school_year == f"{first}/{first + 1}"
    days = [term for event in found.timetable.values() for term in event.terms.values() if hasattr(term, "end")]
    assert {term.end.year for term in days} == {first}
    assert all(is_working_day(term.end) for term in days)
    assert YEAR not in path.read_text(encoding="utf-8")


def test_what_is_said_names_the_file_and_the_next_steps(tmp_path: Path) -> None:
    said = say("nowy", "Mundurowy", "--rok", YEAR, "-o", "nowy regulamin.yaml")
    assert (said.code, said.err) == (0, "")
    path = tmp_path / "nowy regulamin.yaml"
    blanks = len(blank_lines(path))
    assert said.out.startswith(f"Zapisano wzór na rok szkolny {YEAR}: {path}\n")
    assert f"Do uzupełnienia: {blanks} miejsc, każde oznaczone <wpisz …>." in said.out
    assert [line.split()[0] for line in said.out.splitlines()[-3:]] == ["tui", "check", "document"]


def test_a_file_that_is_there_is_kept_unless_one_says_so() -> None:
    Path("lo.yaml").write_text("moje", encoding="utf-8")
    said = say("new", "lo", "--rok", YEAR)
    assert said.code == 2
    assert said.err.startswith("Błąd: plik „lo.yaml” już jest.\nPodaj inną nazwę po -o albo dodaj --force")
    assert Path("lo.yaml").read_text(encoding="utf-8") == "moje"
    assert say("new", "lo", "--rok", YEAR, "--force").code == 0
    assert Path("lo.yaml").read_text(encoding="utf-8").startswith("# Regulamin rekrutacji do liceum")


def test_criteria_of_the_commune_are_kept_even_then() -> None:
    Path("gmina").mkdir()
    criteria = Path("gmina/kryteria-gminy.yaml")
    assert say("new", "przedszkole", "--rok", YEAR, "-o", "gmina/").code == 0
    criteria.write_text(criteria.read_text(encoding="utf-8") + "# nasze\n", encoding="utf-8")
    said = say("new", "przedszkole", "--rok", YEAR, "-o", "gmina", "--force")
    assert said.code == 0
    assert "Plik kryteria-gminy.yaml już tam jest" in said.out
    assert criteria.read_text(encoding="utf-8").endswith("# nasze\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["żłobek"], "Błąd: RODZAJ: nieznana wartość"),
        (["lo", "--rok", "2026"], "Błąd: „2026” to nie jest rok szkolny.\nNapisz go tak: 2026/2027.\n"),
        (["lo", "--rok", "2024/2025"], "Błąd: wzory opierają się na przepisach od roku szkolnego 2025/2026.\n"),
        (["lo", "-o", "nigdzie/lo.yaml"], "Błąd: nie ma folderu „nigdzie”.\n"),
        (["przedszkole", "-o", "kryteria-gminy.yaml"], "Błąd: tak nazywa się drugi plik tego wzoru"),
        ([], "Błąd: brakuje: RODZAJ"),
    ],
)
def test_wrong_calls(words: list[str], told: str, tmp_path: Path) -> None:
    said = say("new", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 2, 1), "2026/2027"), (date(2026, 8, 31), "2026/2027"), (date(2026, 9, 1), "2027/2028")],
)
def test_the_year_that_one_recruits_for(today: date, year: str) -> None:
    assert coming_school_year(today).text == year


def test_without_a_year_it_is_for_the_coming_recruitment() -> None:
    assert say("new", "lo").code == 0
    year = coming_school_year(date.today()).text
    assert f"\nrok szkolny: {year}\n" in Path("lo.yaml").read_text(encoding="utf-8")


def test_made_up_children_are_of_the_age_that_the_nursery_asks_for() -> None:
    regulation = clean(filled("przedszkole"))
    years = {int(row["data_urodzenia"][:4]) for row in synthetic_rows(regulation, 60)}
    assert regulation.first_year
    assert years == {regulation.first_year - age for age in (3, 4, 5, 6)}
