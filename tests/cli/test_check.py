"""`paragraf check`: problems with their places, what was checked, exit codes, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dsl.report.fixes import fixed
from tests.cli.terminal import say

SCHOOL = "regulations/lo-wyspianskiego-kety/2025-2026.yaml"
CLEAN = """\
paragraf: 1
regulamin: Próba
rok szkolny: 2025/2026
wydaje: dyrektor
kandydat: {egzamin: procent}
kryteria: {egzamin: 0,5 * egzamin}
kolejność: [{etap: suma, suma: [egzamin]}]
oddziały: {A: {miejsca: 30}}
przykłady: {połowa: {dane: {egzamin: 75}, oczekuj: {razem: 37,5}}}
"""


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "regulamin.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def test_clean_file_says_what_was_checked(clean: Path) -> None:
    said = say("sprawdz", str(clean))
    assert said.code == 0
    assert "Sprawdzono: 1 oddział i 1 kryterium; 1 przykład dał oczekiwany wynik." in said.out


def test_shipped_regulation_is_clean(root: Path) -> None:
    said = say("check", str(root / SCHOOL))
    assert said.code == 0
    assert "4 oddziały i 5 kryteriów; 36 przykładów dało oczekiwany wynik." in said.out


def test_an_error_is_shown_with_its_place_and_ends_with_one(clean: Path) -> None:
    clean.write_text(CLEAN.replace("0,5 * egzamin", "0,5 * egzmin"), encoding="utf-8")
    said = say("check", str(clean))
    assert said.code == 1
    assert "błąd P060: Nie znam nazwy „egzmin”." in said.out
    assert "kryteria: {egzamin: 0,5 * egzmin}" in said.out
    assert "Co zrobić: Czy chodziło o „egzamin”?" in said.out
    assert "Razem: 1 błąd." in said.out
    assert "\x1b" not in said.out


def test_warnings_count_only_when_strict(clean: Path) -> None:
    clean.write_text(CLEAN.replace("{miejsca: 30}", "{nazwa: ogólny}"), encoding="utf-8")
    assert say("check", str(clean)).code == 0
    strict = say("check", str(clean), "--strict")
    assert strict.code == 1
    assert "Razem: 1 ostrzeżenie." in strict.out


def test_json_is_one_document(clean: Path) -> None:
    clean.write_text(CLEAN.replace("37,5", "37"), encoding="utf-8")
    said = say("check", str(clean), "--format", "json")
    data = json.loads(said.out)
    assert said.code == 1
    assert data["podsumowanie"] == {"błędy": 1, "ostrzeżenia": 0, "uwagi": 0, "pominięte_celowo": 0}
    (file,) = data["pliki"]
    assert (file["poprawny"], file["sprawdzono"]) == (False, None)
    (problem,) = file["problemy"]
    assert (problem["kod"], problem["waga"], problem["miejsce"]["wiersz"]) == ("P072", "błąd", 9)
    offsets = problem["miejsce"]["od_znaku"], problem["miejsce"]["do_znaku"]
    assert clean.read_text(encoding="utf-8")[slice(*offsets)] == "37"


def test_several_files_and_a_problem_of_their_common_base_once(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "baza.yaml").write_text("paragraf: 1\nprawo: Baza\nwydaje: minister\nnieznane: 1\n", encoding="utf-8")
    files = []
    for name in ("a.yaml", "b.yaml"):
        path = tmp_path / name
        path.write_text(CLEAN + "opiera się na: [baza]\n", encoding="utf-8")
        files.append(str(path))
    said = say("check", *files)
    assert said.code == 1
    assert said.out.count("błąd P032") == 1
    assert "Razem: 1 błąd." in said.out


def test_wrong_use(tmp_path: Path) -> None:
    said = say("check", str(tmp_path / "nie_ma.yaml"))
    assert (said.code, said.out) == (2, "")
    assert "nie ma pliku" in said.err
    assert say("check").code == 2
    assert say("check", "x.yaml", "--format", "xml").code == 2


def test_a_folder_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    said = say("check", str(tmp_path))
    assert said.code == 1
    assert "To jest folder, a nie plik." in said.out


# -- how much is shown ------------------------------------------------------------------------------------------------

SLIPS = CLEAN.replace("0,5 * egzamin", "0.5 * egzamin").replace("{miejsca: 30}", "{nazwa: ogólny}")


def test_problems_are_counted_by_file(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "baza.yaml").write_text("paragraf: 1\nprawo: Baza\nwydaje: minister\nnieznane: 1\n", encoding="utf-8")
    other = tmp_path / "drugi.yaml"
    other.write_text(CLEAN + "opiera się na: [baza]\n", encoding="utf-8")
    clean.write_text(CLEAN.replace("0,5 *", "0.5 *").replace("{miejsca: 30}", "{nazwa: ogólny}"), encoding="utf-8")
    lines = say("check", str(clean), str(other)).out.splitlines()
    assert f"{clean}: 1 błąd i 1 ostrzeżenie." in lines
    assert f"{other}: są błędy w pliku, na którym się opiera." in lines
    assert f"{tmp_path / 'baza.yaml'}: 1 błąd." in lines
    assert "Razem: 2 błędy i 1 ostrzeżenie." in lines
    assert "Program może sam zastosować 1 bezpieczną poprawkę: paragraf check --fix" in lines


def test_a_warning_is_counted_beside_what_was_checked(clean: Path) -> None:
    clean.write_text(CLEAN.replace("{miejsca: 30}", "{nazwa: ogólny}"), encoding="utf-8")
    assert f"{clean}: bez błędów, 1 ostrzeżenie. Sprawdzono: 1 oddział" in say("check", str(clean)).out


def test_at_most_so_many_the_gravest_first(clean: Path) -> None:
    clean.write_text(CLEAN.replace("{miejsca: 30}", "{nazwa: ogólny}").replace("37,5", "37"), encoding="utf-8")
    every = say("check", str(clean)).out
    assert every.count("błąd P") + every.count("ostrzeżenie P") == 2
    said = say("check", str(clean), "--max", "1")
    assert "błąd P" in said.out
    assert "ostrzeżenie P" not in said.out
    assert "Pokazano 1 z 2 problemów" in said.out
    assert "Razem: 1 błąd i 1 ostrzeżenie." in said.out
    assert say("check", str(clean), "--max", "0").code == 2


def test_quiet_is_for_scripts(clean: Path) -> None:
    assert say("check", str(clean), "--quiet").out == ""
    clean.write_text(SLIPS, encoding="utf-8")
    said = say("check", str(clean), "-q")
    assert said.out.splitlines()[0] == f"{clean}:6:21: błąd P021: Kropka w liczbie."
    assert len(said.out.splitlines()) == 2
    assert said.code == 1


# -- what a file passes over ------------------------------------------------------------------------------------------


def test_a_warning_passed_over_is_counted_apart(clean: Path) -> None:
    clean.write_text(CLEAN.replace("{A: {miejsca: 30}}", "\n  A: {nazwa: ogólny}  # celowo P056: gmina poda w maju"))
    said = say("check", str(clean), "--strict")
    assert said.code == 0
    assert "ostrzeżenie P056" not in said.out
    assert "Pominięto celowo: 1 ostrzeżenie; powody pokaże --all." in said.out
    shown = say("check", str(clean), "--all").out
    assert "ostrzeżenie P056: Nie podano liczby miejsc" in shown
    assert "Powód: gmina poda w maju" in shown
    data = json.loads(say("check", str(clean), "--format", "json").out)
    assert data["podsumowanie"] == {"błędy": 0, "ostrzeżenia": 0, "uwagi": 0, "pominięte_celowo": 1}
    (passed,) = data["pliki"][0]["pominięte_celowo"]
    assert (passed["kod"], passed["powód"]) == ("P056", "gmina poda w maju")
    log = json.loads(say("check", str(clean), "--format", "sarif").out)
    assert log["runs"][0]["results"][0]["suppressions"][0]["justification"] == "gmina poda w maju"


def test_without_a_reason_the_file_has_an_error(clean: Path) -> None:
    clean.write_text(CLEAN.replace("{A: {miejsca: 30}}", "\n  A: {nazwa: ogólny}  # celowo P056"), encoding="utf-8")
    said = say("check", str(clean))
    assert said.code == 1
    assert "błąd P094" in said.out


# -- fixes ------------------------------------------------------------------------------------------------------------


def test_fix_mends_shows_and_checks_again(clean: Path) -> None:
    clean.write_text(CLEAN.replace("0,5 *", "0.5 *"), encoding="utf-8")
    said = say("check", str(clean), "--fix")
    assert clean.read_text(encoding="utf-8") == CLEAN
    assert said.code == 0
    assert "-kryteria: {egzamin: 0.5 * egzamin}" in said.out.splitlines()
    assert "+kryteria: {egzamin: 0,5 * egzamin}" in said.out.splitlines()
    assert f"{clean}: zastosowano 1 poprawkę." in said.out
    assert "1 przykład dał oczekiwany wynik" in said.out


def test_diff_writes_nothing(clean: Path) -> None:
    clean.write_text(SLIPS, encoding="utf-8")
    for words in (["--diff"], ["--fix", "--diff"]):
        said = say("check", str(clean), *words)
        assert said.code == 1
        assert "+kryteria: {egzamin: 0,5 * egzamin}" in said.out
        assert "--fix zastosuje 1 poprawkę" in said.out
        assert clean.read_text(encoding="utf-8") == SLIPS


def test_fixes_to_be_looked_at_wait_for_their_code(clean: Path) -> None:
    text = CLEAN.replace("kryteria:", "kryterja:")
    clean.write_text(text, encoding="utf-8")
    said = say("check", str(clean), "--fix")
    assert clean.read_text(encoding="utf-8") == text
    assert "do sprawdzenia zostają poprawki: P032 (1); po przeczytaniu zastosujesz je tak: --accept P032" in said.out
    accepted = say("check", str(clean), "--fix", "--accept", "p032")
    assert (accepted.code, clean.read_text(encoding="utf-8")) == (0, CLEAN)


def test_the_mark_of_utf_8_and_line_ends_stay(clean: Path) -> None:
    wrong = CLEAN.replace("0,5 *", "0.5 *").replace("\n", "\r\n").encode()
    clean.write_bytes(b"\xef\xbb\xbf" + wrong)
    say("check", str(clean), "--fix")
    assert clean.read_bytes() == b"\xef\xbb\xbf" + wrong.replace(b"0.5", b"0,5")


def test_a_base_that_was_not_named_stays(clean: Path, tmp_path: Path) -> None:
    base = tmp_path / "baza.yaml"
    text = "paragraf: 1\nprawo: Baza\nwydaje: minister\ndefinicje: {x: 0.5}\n"
    base.write_text(text, encoding="utf-8")
    clean.write_text(CLEAN + "opiera się na: [baza]\n", encoding="utf-8")
    assert say("check", str(clean), "--fix").code == 1
    assert base.read_text(encoding="utf-8") == text
    assert say("check", str(clean), str(base), str(base), "--fix").code == 0
    assert base.read_text(encoding="utf-8") == text.replace("0.5", "0,5")


def test_the_library_of_the_program_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, text: str) -> None:
        raise AssertionError("nothing may be written")

    monkeypatch.setattr("cli.mending.write_text", refuse)
    said = say("check", str(root / SCHOOL), "--fix")
    assert said.code == 0
    assert "należy do biblioteki programu" in said.out


def test_a_file_changed_meanwhile_is_not_overwritten(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean.write_text(SLIPS, encoding="utf-8")

    def changed(*words: object) -> object:
        result = fixed(*words)  # type: ignore[arg-type]
        clean.write_text("inne", encoding="utf-8")
        return result

    monkeypatch.setattr("cli.mending.fixed", changed)
    said = say("check", str(clean), "--fix")
    assert (said.code, clean.read_text(encoding="utf-8")) == (2, "inne")
    assert "zmienił się w trakcie" in said.err


def test_fixes_as_data(clean: Path) -> None:
    clean.write_text(SLIPS, encoding="utf-8")
    data = json.loads(say("check", str(clean), "--diff", "--format", "json").out)
    (mended,) = data["poprawki"]
    assert mended["zapisano"] is False
    assert mended["zastosowane"] == [{"kod": "P021", "opis": "Zamień na „0,5”"}]
    assert "+kryteria: {egzamin: 0,5 * egzamin}" in mended["różnica"]
    assert json.loads(say("check", str(clean), "--fix", "--format", "json").out)["poprawki"][0]["zapisano"] is True


def test_accept_alone_and_of_no_code_is_wrong_use(clean: Path) -> None:
    assert "--accept działa tylko razem" in say("check", str(clean), "--accept", "P032").err
    unknown = say("check", str(clean), "--fix", "--accept", "P998")
    assert (unknown.code, "nie ma kodu „P998”" in unknown.err) == (2, True)
