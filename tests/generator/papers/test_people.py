"""Names from `tożsamość`, names of files, the file of confirmations."""

from __future__ import annotations

from pathlib import Path

import pytest

from admission.candidates import Candidate
from generator.papers.confirmations import BadConfirmations, parsed, read_confirmations
from generator.papers.file_names import file_names
from generator.papers.people import BadPeople, people, person_of, with_character


def candidate(identifier: str, **identity: object) -> Candidate:
    return Candidate(identifier, 1, (), {}, identity)


def test_names_are_told_however_their_fields_are_written() -> None:
    found = people([candidate("k1", Nazwisko="  Nowak  Zych ", imiona="Ewa"), candidate("k2", nazwisko="X", imię="Y")])
    assert [(one.surname, one.given) for one in found.values()] == [("Nowak Zych", "Ewa"), ("X", "Y")]


def test_whoever_cannot_be_named_is_told_by_id_and_all_at_once() -> None:
    bad = [candidate("k1", nazwisko="Nowak"), candidate("k2"), candidate("k3", nazwisko="A\u202eB", imiona="C")]
    with pytest.raises(BadPeople) as caught:
        people([*bad, candidate("k4", nazwisko="Nowak", imiona="Ewa")])
    first, second, third = caught.value.problems
    assert first == "Kandydat „k1”: brak imion (pola „tożsamość”)."
    assert "brak nazwiska i imion" in second
    assert "U+202E" in third
    assert "Nowak" not in "".join(caught.value.problems)


def test_a_sheet_may_go_without_a_name() -> None:
    assert person_of(candidate("k1", nazwisko="Nowak")) is None
    found = person_of(candidate("k1", nazwisko="Nowak", imiona="Ewa"))
    assert found is not None
    assert found.name == "Ewa Nowak"
    assert with_character([found], "w") == ("k1",)
    assert with_character([found], "ż") == ()


def test_files_are_named_by_ids_and_never_alike() -> None:
    found = file_names("x", ["k1", "K1", "TŻ", "lo1/A", "../..", "k 2", "ź" * 90, "阮"], ".pdf")
    assert (found["TŻ"], found["lo1/A"], found["k 2"]) == ("x-TZ.pdf", "x-lo1-A.pdf", "x-k-2.pdf")
    assert len({name.casefold() for name in found.values()}) == len(found)
    assert all(name.isascii() and "/" not in name and ".." not in name and len(name) < 80 for name in found.values())
    again = file_names("x", ["K1", "k1"], ".pdf")
    assert (again["k1"], again["K1"]) == (found["k1"], found["K1"])


def test_confirmations_as_a_list_or_a_table() -> None:
    assert parsed("k1\nk2\n\n") == {"k1", "k2"}
    assert parsed("id\nk1\n") == {"k1"}
    assert parsed("id\n'=1+1\n'k2\n") == {"=1+1", "'k2"}
    assert parsed("nazwisko;id;Potwierdzenie\nX;k1;tak\nY;k2;nie\nZ;k3;\n") == {"k1"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "pusty"),
        ("a;b\nk1;tak\n", "Wiersz 1: plik potwierdzeń ma kilka kolumn, a żadna nie nazywa się „id”."),
        ("id;wola\nk1;może\n", "Wiersz 2"),
        ("k1\nk2\nk1\n", "Wiersz 3: kandydat „k1” jest już w wierszu 1."),
        ('id;wola\n"k1;tak\n', "Wiersz 2"),
        ("id;wola\n;tak\n", "Wiersz 2"),
    ],
)
def test_bad_confirmations_are_told_with_their_lines(content: str, told: str) -> None:
    with pytest.raises(BadConfirmations) as caught:
        parsed(content)
    assert told in " ".join(caught.value.problems)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(BadConfirmations):
        read_confirmations(path)
