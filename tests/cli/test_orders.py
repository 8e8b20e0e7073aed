"""`paragraf document --kind …`: the order, the amending order and the consolidated text as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import say
from tests.generator.orders.test_orders import SCHOOL, SECOND


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "szkoła.yaml"
    path.write_text(SCHOOL, encoding="utf-8")
    return path


@pytest.fixture
def second(school: Path) -> Path:
    path = school.with_name("szkoła-marzec.yaml")
    path.write_text(SECOND, encoding="utf-8")
    return path


def test_the_order_in_all_forms(school: Path) -> None:
    said = say("document", str(school), "--kind", "zarządzenie", "--format", "all")
    assert said.code == 0
    for suffix in ("pdf", "html", "docx"):
        assert school.with_name(f"szkoła-zarzadzenie.{suffix}").stat().st_size > 1000
    assert (
        "Uzgodnij ją z prawnikiem organu prowadzącego:\n• ustawa z dnia 14 grudnia 2016 r. – Prawo oświatowe"
        in said.err
    )
    assert "pewność: z pamięci, do sprawdzenia" in said.err
    assert "projekt" not in said.err


def test_a_day_before_the_acts_is_told(school: Path) -> None:
    words = ("document", str(school), "--kind", "zarzadzenie", "--format", "text", "--date")
    said = say(*words, "2015-02-16")
    assert said.code == 0
    assert "Uwaga: Zarządzenie z dnia 16 lutego 2015 r. powołuje akty, których wtedy nie było: ustawa" in said.err
    assert "Uwaga: Zarządzenie" not in say(*words, "2026-02-16").err


def test_a_clause_that_fell_out_of_the_outline_is_told_with_its_new_place(school: Path, second: Path) -> None:
    """It goes on to be printed, with its section."""
    placed = SCHOOL.replace("ustępy: [ogłoszenia", "ustępy: [<komisja.kworum>, ogłoszenia")
    school.write_text(placed, encoding="utf-8")
    second.write_text(SCHOOL.replace("numer: 4/2026", "numer: 6/2026"), encoding="utf-8")
    words = ("document", str(second), "--kind", "zmiana", "--format", "text", "--changes-from", str(school))
    said = say(*words)
    assert (said.code, said.err.count("Uwaga: „treść” nie wymienia już")) == (0, 1)
    assert "„komisja.kworum”, ale to postanowienie jest nadal zapisane i drukuje się w § 5 ust. 2. Przywróć" in said.err
    for text in (SECOND.replace("ustępy: [ogłoszenia", "ustępy: [<komisja.kworum>, ogłoszenia"), without_quorum()):
        second.write_text(text, encoding="utf-8")
        assert "nie wymienia już" not in say(*words).err


def without_quorum() -> str:
    assert ", kworum: komisja pracuje w pełnym składzie" in SCHOOL
    return SECOND.replace(", kworum: komisja pracuje w obecności przewodniczącego", "")


def test_an_order_printed_again_takes_the_place_of_itself(school: Path) -> None:
    words = ("document", str(school), "--kind", "zarzadzenie")
    assert say(*words).code == 0
    assert say(*words, "--number", "5/2026").code == 0


def test_without_a_number_it_is_a_draft_and_says_so(school: Path) -> None:
    school.write_text(SCHOOL.replace("numer: 4/2026, data: 2026-02-16, ", ""), encoding="utf-8")
    said = say("document", str(school), "--kind", "zarzadzenie", "--format", "text")
    assert said.code == 0
    assert said.out.startswith("PROJEKT – nie do ogłoszenia\n")
    assert "Zarządzenie nie ma numeru ani daty, więc to tylko projekt" in said.err
    given = say(
        "document",
        str(school),
        "--rodzaj",
        "zarzadzenie",
        "--format",
        "text",
        "--numer",
        "7/2026",
        "--data",
        "2026-02-27",
    )
    assert "Zarządzenie nr 7/2026\n" in given.out
    assert "z dnia 27 lutego 2026 r." in given.out
    assert "projekt" not in given.err.lower()


def test_the_amending_order_and_the_consolidated_text(school: Path, second: Path) -> None:
    said = say("document", str(second), "--kind", "zmiana", "--changes-from", str(school), "--format", "text")
    assert said.code == 0
    assert "1) w § 5 ust. 2 otrzymuje brzmienie:" in said.out
    said = say(
        "document", str(second), "--kind", "ujednolicony", "--wobec", str(school), "-o", str(second.with_name("t.pdf"))
    )
    assert said.code == 0
    assert second.with_name("t.pdf").read_bytes().startswith(b"%PDF")


def test_the_earlier_version_is_never_written_over(school: Path, second: Path) -> None:
    words = ("document", str(second), "--kind", "zmiana", "--changes-from", str(school), "--format", "text")
    assert say(*words, "-o", str(school.rename(school.with_suffix(".txt")))).code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--kind", "zmiana"), "Dodaj --changes-from PLIK"),
        (("--changes-from", "x.yaml"), "Dodaj --kind zmiana"),
        (("--number", "7"), "Dodaj --kind zarzadzenie"),
        (("--kind", "zarzadzenie", "--date", "27.02.2026"), "rok-miesiąc-dzień"),
        (("--kind", "uchwala"), "--kind"),
    ],
)
def test_wrong_calls(school: Path, words: tuple[str, ...], expected: str) -> None:
    said = say("document", str(school), *words)
    assert said.code == 2
    assert expected in said.err
    assert list(school.parent.iterdir()) == [school]


def test_nobody_to_order_and_nothing_to_change(school: Path, second: Path) -> None:
    same = say("document", str(second), "--kind", "zmiana", "--changes-from", str(second))
    assert (same.code, "nie ma czego zmieniać" in same.err) == (2, True)
    school.write_text(SCHOOL.replace("wydaje: dyrektor", "wydaje: organ prowadzący"), encoding="utf-8")
    other = say("document", str(school), "--kind", "zarzadzenie")
    assert (other.code, "aktem dyrektora" in other.err) == (2, True)


def test_an_earlier_version_with_errors(school: Path, second: Path) -> None:
    school.write_text(SCHOOL.replace("punkty: egzamin", "punkty: egzmin"), encoding="utf-8")
    assert say("document", str(second), "--kind", "zmiana", "--changes-from", str(school)).code == 1
